"""An index that cannot be served is refused in words that name the command."""

import json
import shutil

import numpy as np
import pytest

from index.write import pack
from retrieval.artefact import FORMAT, MANIFEST, Artefact
from retrieval.engine import Engine
from retrieval.errors import ArtefactBroken, ArtefactForeign, ArtefactMissing, ArtefactNewer, ArtefactOlder


@pytest.fixture
def copy(artefact, tmp_path):
    return shutil.copytree(artefact, tmp_path / "index")


def change(folder, **fields):
    file = folder / MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text()) | fields))


def test_none_at_all(tmp_path):
    with pytest.raises(ArtefactMissing, match=r"does not exist\. Run `python -m index build`"):
        Artefact(tmp_path / "nothing")


def test_a_folder_of_something_else(tmp_path):
    with pytest.raises(ArtefactForeign, match=r"it has no manifest.json\. Run `python -m index build`"):
        Artefact(tmp_path)


def test_a_file_of_something_else(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("hello")
    with pytest.raises(ArtefactForeign, match="neither a folder nor a file that `python -m index pack` writes"):
        Artefact(file)


def test_another_makers_manifest(copy):
    change(copy, maker="someone")
    with pytest.raises(ArtefactForeign, match="does not name 'southbound'"):
        Artefact(copy)


def test_a_newer_format(copy):
    change(copy, format=FORMAT + 1)
    with pytest.raises(
        ArtefactNewer, match=rf"has format {FORMAT + 1}; this Southbound reads format {FORMAT}\. Update Southbound"
    ):
        Artefact(copy)


def test_an_older_format(copy):
    change(copy, format=FORMAT - 1)
    told = rf"has format {FORMAT - 1}; this Southbound reads format {FORMAT}\. Run `python -m index build`"
    with pytest.raises(ArtefactOlder, match=told):
        Artefact(copy)


def test_a_manifest_cut_off(copy):
    file = copy / MANIFEST
    file.write_text(file.read_text()[:200])
    with pytest.raises(ArtefactBroken, match="manifest.json is not JSON"):
        Artefact(copy)


def test_a_missing_file(copy):
    (copy / "search" / "words.json").unlink()
    with pytest.raises(ArtefactBroken, match="words.json is missing"):
        Artefact(copy)


def test_a_truncated_file(copy):
    file = copy / "encoder" / "weights.bin"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ArtefactBroken, match=r"weights.bin has [\d,]+ bytes instead of [\d,]+"):
        Artefact(copy)


def test_a_changed_small_file_is_found_at_once(copy):
    file = copy / "corpus.json"
    file.write_text(file.read_text().replace("1516", "1517"))
    with pytest.raises(ArtefactBroken, match="corpus.json was changed after it was written"):
        Artefact(copy)


def test_a_changed_large_file_is_found_by_verify(copy):
    file = copy / "encoder" / "weights.bin"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with pytest.raises(ArtefactBroken, match="weights.bin was changed"):
        Artefact(copy).verify()


def test_a_packed_index_answers_as_its_folder_does(artefact, engine, tmp_path):
    file = tmp_path / "packed.index"
    assert pack(artefact, file) == file.stat().st_size
    packed = Engine.open(file)
    assert packed.version == engine.version
    for question in ("how many arrived in 2013?", "who built the fence?", "what is the weather like?"):
        assert packed.ask(question) == engine.ask(question)
    assert np.array_equal(packed.encode("a sample"), engine.encode("a sample"))


def test_a_packed_file_cut_off_is_refused(artefact, tmp_path):
    file = tmp_path / "packed.index"
    pack(artefact, file)
    file.write_bytes(file.read_bytes()[:-4000])
    with pytest.raises(ArtefactForeign):
        Artefact(file)


def test_arrays_are_mapped_and_cannot_be_written(artefact):
    array = Artefact(artefact).array("search/tokens.npy")
    assert not array.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 0
