"""The only file that knows the index on disk: a folder, or the same files stored in one uncompressed zip.

manifest.json            what it is, and the size and SHA-256 of every other file
corpus.json              the Corpus
encoder/model.onnx       the encoder's graph; encoder/weights.bin its weights; encoder/weights.json where each lies
encoder/tokenizer.json
search/*.npy *.json *.faiss
heads/*.npy heads.json   the trained heads
"""

from __future__ import annotations

import hashlib
import io
import json
import mmap
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from retrieval.corpus import Corpus
from retrieval.encoder import Encoder, Weights
from retrieval.errors import ArtefactBroken, ArtefactForeign, ArtefactMissing, ArtefactNewer, ArtefactOlder
from retrieval.model import Frozen
from retrieval.passages import AskIndex, Passages, Sentence, TokenIndex
from retrieval.question.heads import Head
from retrieval.vectors import VectorIndex
from retrieval.words import WordIndex

FORMAT = 3
MANIFEST = "manifest.json"
MAKER = "southbound"
CHECKED = 4 << 20  # bytes up to which a file's checksum is verified at every start; `verify` checks all


class File(Frozen):
    """size in bytes; sha256 in hex."""

    size: int
    sha256: str


class Encoding(Frozen):
    """Which encoder an index was built with; sha256 of its weights as published."""

    model: str
    sha256: str
    dimension: int


class Measured(Frozen):
    """How well golden questions were answered, each by heads trained without its writer.

    index: the version it was measured on; rates: by name, how many were right and of how many.
    """

    index: str
    questions: int
    writers: int
    rates: dict[str, tuple[int, int]]


class Manifest(Frozen):
    """What an index is. version names it in answers; date is that of the newest value in the corpus, no clock's."""

    maker: str
    format: int
    version: str
    date: str
    corpus_sha256: str
    code_sha256: str  # of the code that built it
    encoder: Encoding
    counts: dict[str, int]
    measured: Measured | None = None  # None: nobody has measured
    files: dict[str, File]


class Artefact:
    """One opened index; its arrays are memory-mapped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise ArtefactMissing(path)
        self._members = _members(path)
        self.manifest = self._manifest()
        self._check(all_files=False)
        try:
            self.corpus = Corpus.model_validate_json(self.read("corpus.json"))
        except ValidationError as error:
            raise ArtefactBroken(path, "corpus.json does not hold a corpus") from error

    def encoder(self) -> Encoder:
        """The encoder of passages and questions.

        From an index folder its weights are mapped, from a packed file they are held in memory.
        """
        tokenizer = self.read("encoder/tokenizer.json")
        if self.path.is_dir():
            return Encoder(self.path / "encoder" / "model.onnx", tokenizer)
        raw = self._map("encoder/weights.bin")
        weights: Weights = {
            name: raw[offset : offset + size].view(dtype).reshape(shape)
            for name, (dtype, shape, offset, size) in self.json("encoder/weights.json").items()
        }
        return Encoder(self.read("encoder/model.onnx"), tokenizer, weights)

    def passages(self) -> Passages:
        """The search over all passages."""
        ids = [passage.id for passage in self.corpus.passages]
        arrays = self.arrays("search")
        tokens = TokenIndex(arrays["tokens"], arrays["bounds"], arrays["idf"]) if "tokens" in arrays else None
        return Passages(
            ids,
            [Sentence(*row) for row in self.json("search/sentences.json")],
            self.words(),
            self.vectors("passages"),
            self.vectors("sentences"),
            tokens,
            AskIndex(self.vectors("asks"), arrays["asks"]) if "asks" in arrays else None,
        )

    def words(self) -> WordIndex:
        """BM25 over all passages."""
        words = self.json("search/words.json")
        return WordIndex(self.arrays("search"), words["vocabulary"], words["stop"], len(self.corpus.passages))

    def vectors(self, name: str) -> VectorIndex:
        """The vectors of `passages`, `sentences` or `asks`, in their order."""
        return VectorIndex(self._map(f"search/{name}.faiss"))

    def heads(self) -> dict[str, Head]:
        """The trained heads by name; none where the corpus has nothing to train on."""
        arrays = self.arrays("heads")
        return {name: Head(name, arrays, tuple(labels)) for name, labels in self.json("heads/labels.json").items()}

    def read(self, name: str) -> bytes:
        """The content of a small file."""
        return self._map(name).tobytes()

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """A JSON file's value."""
        return json.loads(self.read(name))

    def array(self, name: str) -> NDArray[Any]:
        """A .npy file as a read-only memory-mapped array."""
        raw = self._map(name)
        head = io.BytesIO(raw[:4096].tobytes())
        version = np.lib.format.read_magic(head)
        reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, fortran, dtype = reader(head)
        flat = raw[head.tell() :].view(dtype)
        return flat.reshape(shape, order="F" if fortran else "C")

    def arrays(self, folder: str) -> dict[str, NDArray[Any]]:
        """All .npy files of a folder by their names."""
        names = [name for name in self.manifest.files if name.startswith(folder + "/") and name.endswith(".npy")]
        return {name[len(folder) + 1 : -4]: self.array(name) for name in sorted(names)}

    def verify(self) -> None:
        """Check every file in full. Raises ArtefactBroken for the first that was changed."""
        self._check(all_files=True)

    def _map(self, name: str) -> NDArray[np.uint8]:
        file, offset, size = self._members[name]
        if size == 0:
            return np.empty(0, dtype=np.uint8)
        with file.open("rb") as stream:
            return np.frombuffer(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), np.uint8, size, offset)

    def _manifest(self) -> Manifest:
        if MANIFEST not in self._members:
            raise ArtefactForeign(self.path, f"it has no {MANIFEST}")
        try:
            found = self.json(MANIFEST)
        except ValueError as error:
            raise ArtefactBroken(self.path, f"{MANIFEST} is not JSON") from error
        if not isinstance(found, Mapping) or found.get("maker") != MAKER:
            raise ArtefactForeign(self.path, f"{MANIFEST} does not name {MAKER!r} as its maker")
        if isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise ArtefactNewer(self.path, found["format"], FORMAT)
        if isinstance(found.get("format"), int) and found["format"] < FORMAT:
            raise ArtefactOlder(self.path, found["format"], FORMAT)
        try:
            return Manifest.model_validate(found)
        except ValidationError as error:
            raise ArtefactBroken(self.path, f"{MANIFEST} lacks or misstates a field") from error

    def _check(self, *, all_files: bool) -> None:
        for name, expected in self.manifest.files.items():
            if name not in self._members:
                raise ArtefactBroken(self.path, f"{name} is missing")
            size = self._members[name][2]
            if size != expected.size:
                raise ArtefactBroken(self.path, f"{name} has {size:,} bytes instead of {expected.size:,}")
            if (all_files or size <= CHECKED) and hashlib.sha256(self._map(name).data).hexdigest() != expected.sha256:
                raise ArtefactBroken(self.path, f"{name} was changed after it was written")


def _members(path: Path) -> dict[str, tuple[Path, int, int]]:
    """Each file of an index: the file on disk it lies in, where it begins and how long it is."""
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.is_file()]
        return {file.relative_to(path).as_posix(): (file, 0, file.stat().st_size) for file in files}
    try:
        with zipfile.ZipFile(path) as packed, path.open("rb") as stream:
            return {info.filename: (path, _begin(stream, info), info.file_size) for info in packed.infolist()}
    except zipfile.BadZipFile as error:
        raise ArtefactForeign(path, "it is neither a folder nor a file that `python -m index pack` writes") from error


def _begin(stream: io.BufferedReader, info: zipfile.ZipInfo) -> int:
    stream.seek(info.header_offset + 26)  # of a local file header: the lengths of its name and its extra field
    lengths = stream.read(4)
    return info.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
