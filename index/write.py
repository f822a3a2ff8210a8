"""Builds an index and puts it in place in one step: the only place that writes artefacts."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import retrieval
from index.asks import asks, encoded
from index.export import export, load, model_path, weights_sha256
from index.search import flat, searchable
from index.train import Trained, digest, samples, train
from retrieval.artefact import FORMAT, MAKER, MANIFEST, Artefact, Encoding, File, Manifest, Measured
from retrieval.corpus import Corpus
from retrieval.encoder import Encoder
from retrieval.errors import ArtefactError

VERSION_LENGTH = 10  # hex digits of the corpus's and the encoder's hash that name an index
BESIDE, BEFORE = ".building", ".before"
READING = "reading"

Tell = Callable[[str, int, int], None]  # what is done, how many of how many


def build(
    corpus: Corpus,
    out: Path,
    *,
    model: Path | None,
    tell: Tell,
    encoders: Path | None = None,
    measured: Measured | None = None,
) -> Manifest:
    """Build the index of a corpus at `out`; an unfinished build leaves what is there as it was.

    encoders: where exported encoders are kept between builds, by default beside `out`; measured: how well it answers.

    Raises BuildError when the model is not the published one.
    """
    beside = out.with_name(f"{out.name}{BESIDE}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        manifest = _write(corpus, beside, encoders or out.parent / "encoders", model_path(model), tell, measured)
        _replace(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest


def fresh(corpus: Corpus, out: Path, *, model: Path | None, measured: Measured | None = None) -> Manifest | None:
    """The manifest of the index at `out` where it is whole and of this very corpus, code and model; else None."""
    try:
        manifest = Artefact(out).manifest
    except ArtefactError:
        return None
    found = (manifest.corpus_sha256, manifest.code_sha256, manifest.measured)
    same = found == (_corpus_sha256(corpus), _code_sha256(), measured)
    return manifest if same and manifest.encoder.sha256 == weights_sha256(model_path(model)) else None


def pack(folder: Path, out: Path) -> int:
    """Store an index folder as one file; its size in bytes. Raises ArtefactError when the folder holds no index."""
    Artefact(folder).verify()
    beside = out.with_name(out.name + BESIDE)
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                packed.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes())
    beside.replace(out)
    return out.stat().st_size


def _write(
    corpus: Corpus, folder: Path, encoders: Path, model: Path, tell: Tell, measured: Measured | None
) -> Manifest:
    """Write every file of an index to an empty folder, the manifest last."""
    encoding = _encoder(model, encoders, folder / "encoder", tell)
    _reading(corpus, model, encoders, folder, tell)
    encoder = Encoder(folder / "encoder" / "model.onnx", (folder / "encoder" / "tokenizer.json").read_bytes())
    served = corpus.model_copy(update={"examples": ()})  # the heads hold what they taught
    (folder / "corpus.json").write_text(served.model_dump_json(by_alias=True))
    held = ("sources", "passages", "measures", "observations", "topics", "unknowns", "examples")
    counts = {name: len(getattr(corpus, name)) for name in held}
    counts["sentences"] = _search(corpus, encoder, folder / "search", tell)
    counts["asks"] = _asks(corpus, encoder, encoding, encoders, folder / "search")
    manifest = _manifest(corpus, encoding, counts, folder, measured)
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2))
    return manifest


def _encoder(model: Path, cache: Path, out: Path, tell: Tell) -> Encoding:
    """Put the exported encoder in place, exporting it only once for each model."""
    sha256 = weights_sha256(model)
    kept = cache / sha256[:16]
    if not (kept / "encoding.json").exists():
        tell("exporting the encoder", 0, 1)
        shutil.rmtree(kept, ignore_errors=True)
        dimension = export(load(model), kept)
        shutil.copyfile(model / "tokenizer.json", kept / "tokenizer.json")
        encoding = Encoding(
            model=model.name if model.name != "model" else model.parent.name, sha256=sha256, dimension=dimension
        )
        (kept / "encoding.json").write_text(encoding.model_dump_json())
    tell("exporting the encoder", 1, 1)
    shutil.copytree(kept, out, ignore=shutil.ignore_patterns("encoding.json"))
    return Encoding.model_validate_json((kept / "encoding.json").read_text())


def _search(corpus: Corpus, encoder: Encoder, out: Path, tell: Tell) -> int:
    total, done = len(corpus.passages), 0

    def told() -> None:
        nonlocal done
        done += 1
        tell("encoding passages", done, total)

    found = searchable(corpus.passages, encoder, told)
    _arrays(found.arrays, out)
    for name, serialised in found.faiss.items():
        (out / f"{name}.faiss").write_bytes(serialised)
    (out / "sentences.json").write_text(json.dumps(found.sentences))
    (out / "words.json").write_text(json.dumps({"vocabulary": found.vocabulary, "stop": found.stop}))
    return len(found.sentences)


def _asks(corpus: Corpus, encoder: Encoder, encoding: Encoding, cache: Path, out: Path) -> int:
    """Write what people ask of the passages, where anybody did; how many questions."""
    found = asks(corpus)
    if found:
        places = {passage.id: place for place, passage in enumerate(corpus.passages)}
        _arrays({"asks": np.array([places[ask.passage] for ask in found], dtype=np.int64)}, out)
        (out / "asks.faiss").write_bytes(flat(encoded(corpus, found, encoder, encoding.sha256, cache)))
    return len(found)


def _reading(corpus: Corpus, model: Path, cache: Path, folder: Path, tell: Tell) -> None:
    """Put in place what reads questions; what is tuned is trained only once for the same phrasings and model.

    A tuned encoder takes the place of the published one, which it holds too.
    """
    found = samples(corpus)
    kept = cache / f"{READING}-{digest(found, weights_sha256(model))[:16]}"
    tell("training", 0, 1)
    if kept.exists():
        shutil.copytree(kept, folder, dirs_exist_ok=True)
    else:
        loaded = load(model)
        trained = train(found, corpus, loaded) if found else Trained({}, {})
        _arrays(trained.arrays, folder / "heads")
        (folder / "heads" / "labels.json").write_text(json.dumps(trained.labels))
        if trained.tuned is not None:
            shutil.move(folder / "encoder" / "tokenizer.json", folder)
            shutil.rmtree(folder / "encoder")
            export(loaded, folder / "encoder", trained.tuned)
            shutil.move(folder / "tokenizer.json", folder / "encoder")
            _keep([folder / "heads", folder / "encoder"], kept)
    tell("training", 1, 1)


def _keep(folders: Sequence[Path], kept: Path) -> None:
    """Keep the newest training only."""
    for old in kept.parent.glob(f"{READING}-*"):
        shutil.rmtree(old)
    beside = kept.with_name(f"{BESIDE}-{os.getpid()}")
    for folder in folders:
        shutil.copytree(folder, beside / folder.name)
    beside.rename(kept)


def _arrays(arrays: Mapping[str, NDArray[Any]], out: Path) -> None:
    out.mkdir(exist_ok=True)
    for name, array in arrays.items():
        buffer = io.BytesIO()
        np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
        (out / f"{name}.npy").write_bytes(buffer.getvalue())


def _manifest(
    corpus: Corpus, encoding: Encoding, counts: dict[str, int], folder: Path, measured: Measured | None
) -> Manifest:
    dates = [str(observation.as_of) for observation in corpus.observations if observation.as_of]
    digest = _corpus_sha256(corpus)
    code = _code_sha256()
    name = hashlib.sha256(f"{FORMAT} {digest} {encoding.sha256} {code}".encode()).hexdigest()
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return Manifest(
        maker=MAKER,
        format=FORMAT,
        version=name[:VERSION_LENGTH],
        date=max([*dates, str(corpus.anchor)]),
        corpus_sha256=digest,
        code_sha256=code,
        encoder=encoding,
        counts=counts,
        measured=measured,
        files={
            file.relative_to(folder).as_posix(): File(
                size=file.stat().st_size, sha256=hashlib.sha256(file.read_bytes()).hexdigest()
            )
            for file in files
        },
    )


def _corpus_sha256(corpus: Corpus) -> str:
    return hashlib.sha256(corpus.model_dump_json(by_alias=True).encode()).hexdigest()


def _code_sha256() -> str:
    """SHA-256 of the code that an index's content depends on."""
    files = sorted([*Path(__file__).parent.glob("*.py"), *Path(retrieval.__file__).parent.rglob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _replace(beside: Path, out: Path) -> None:
    """Put the new folder in the place of the old one; between the two renames there is none, never half of one."""
    before = out.with_name(out.name + BEFORE)
    shutil.rmtree(before, ignore_errors=True)
    if out.exists():
        out.rename(before)
    beside.rename(out)
    shutil.rmtree(before, ignore_errors=True)
