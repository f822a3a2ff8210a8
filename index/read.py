"""Reads a corpus folder into a Corpus; the only file that knows the folder's names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field

from index import article, sheet, tree
from index.lint import lint
from index.place import Place, Places
from retrieval.corpus import (
    Conflict,
    Corpus,
    Dimension,
    Example,
    Measure,
    MeasureKind,
    Observation,
    Population,
    Source,
    Talk,
    Topic,
    Unknown,
)
from retrieval.errors import CorpusError
from retrieval.model import Frozen
from retrieval.period import Period

CORPUS = "corpus.yaml"
POPULATIONS = "populations.yaml"
LEXICON = "lexicon.yaml"
CATALOGUES: dict[str, type[Frozen]] = {
    "measures": Measure,
    "conflicts": Conflict,
    "topics": Topic,
    "unknowns": Unknown,
    "talk": Talk,
}
NAMES = (CORPUS, POPULATIONS, LEXICON, *(f"{name}.yaml" for name in CATALOGUES))
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
OBSERVED = tuple(name for name in Observation.model_fields if name != "source")
OBSERVED_NEEDED = ("measure", "period", "status", "printed")
PHRASED = tuple(name for name in Example.model_fields if name != "writer")
PHRASED_NEEDED = ("target", "text")


class Frame(Frozen):
    """The fields of corpus.yaml."""

    title: str
    language: str
    anchor: Period
    offer: str
    disclaimer: str


class Words(Frozen):
    """The lexicon, under one field so that it is validated like any other file."""

    tags: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)


Entry = TypeVar("Entry", bound=BaseModel)
Placed = list[tuple[Entry, Place]]


def read_corpus(folder: Path) -> Corpus:
    """Read and cross-check a corpus folder; raises CorpusError with file, line, field, expected and found."""
    corpus, places = read(folder)
    lint(corpus, places)
    return corpus


def read(folder: Path) -> tuple[Corpus, Places]:
    """Read a corpus folder without the cross-checks, with the place of each entry."""
    _check_names(folder)
    data, place = tree.read(folder / CORPUS).fields()
    frame = place.model(Frame, data)
    found: dict[str, Sequence[tuple[BaseModel, Place]]] = {}
    sources, found["passages"] = _sources(folder)
    found["sources"] = sources
    found["populations"] = _catalogue(folder / POPULATIONS, Population, "populations")
    found["dimensions"] = _catalogue(folder / POPULATIONS, Dimension, "dimensions")
    for name, kind in CATALOGUES.items():
        found[name] = _catalogue(folder / f"{name}.yaml", kind)
    kinds = {entry.id: entry.kind for entry, _ in found["measures"] if isinstance(entry, Measure)}
    found["observations"] = list(_observations(folder, {source.id: source for source, _ in sources}, kinds))
    found["examples"] = list(_examples(folder))
    entries = {name: tuple(entry for entry, _ in rows) for name, rows in found.items()}
    words, at = _lexicon(folder / LEXICON)
    corpus = place.model(Corpus, frame.model_dump() | entries | {"lexicon": words})
    return corpus, Places({name: [place for _, place in rows] for name, rows in found.items()} | {"lexicon": [at]})


def _check_names(folder: Path) -> None:
    if not folder.is_dir():
        raise CorpusError(folder, None, "", expected="a folder that holds a corpus", found=None)
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yaml", ".yml", ".csv"} and path.name not in NAMES:
            raise CorpusError(path, None, "", expected=f"one of the names {', '.join(NAMES)}", found=path.name)


def _sources(folder: Path) -> tuple[Placed[Source], Sequence[tuple[BaseModel, Place]]]:
    paths = sorted((folder / "sources").glob("*.md"))
    if not paths:
        raise CorpusError(folder / "sources", None, "", expected="at least one source, a file NAME.md", found=None)
    read_ = [article.read(path) for path in paths]
    return [source for source, _ in read_], [passage for _, passages in read_ for passage in passages]


def _catalogue(path: Path, kind: type[Frozen], *loc: str) -> Sequence[tuple[BaseModel, Place]]:
    if not path.exists():
        return []
    found = tree.read(path)
    if found.data is None:
        return []
    return [(place.model(kind, data), place) for data, place in found.entries(*loc)]


def _observations(
    folder: Path, sources: Mapping[str, Source], kinds: Mapping[str, MeasureKind]
) -> Iterator[tuple[Observation, Place]]:
    for path in sorted((folder / "observations").glob("*.csv")):
        source = sources.get(path.stem)
        if source is None:
            raise CorpusError(path, None, "", expected=f"the name of a source ({', '.join(sources)})", found=path.stem)
        for cells, place in sheet.read(path, columns=OBSERVED, needed=OBSERVED_NEEDED):
            row: dict[str, object] = {"as_of": source.published, **cells, "source": source.id}
            if kinds.get(cells.get("measure", "")) is not MeasureKind.DATE:
                row |= {
                    field: _number(cells[field], field, place) for field in ("value", "low", "high") if field in cells
                }
            yield place.model(Observation, row), place


def _number(cell: str, field: str, place: Place) -> Decimal:
    if not NUMBER.match(cell):
        raise place.error(field, expected="a number without separators or unit, like 1514 or 75.6", found=cell)
    return Decimal(cell)


def _examples(folder: Path) -> Iterator[tuple[Example, Place]]:
    for path in sorted((folder / "examples").glob("*.csv")):
        for cells, place in sheet.read(path, columns=PHRASED, needed=PHRASED_NEEDED):
            yield place.model(Example, {"writer": path.stem, **cells}), place


def _lexicon(path: Path) -> tuple[dict[str, dict[str, tuple[str, ...]]], Place]:
    if not path.exists():
        return {}, Place(path)
    data, place = tree.read(path).fields()
    below = Place(path, place.line, {("tags", *loc): line for loc, line in place.fields.items()})
    return below.model(Words, {"tags": data}).tags, place
