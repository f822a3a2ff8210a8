"""What `python -m index evaluate --record` found, kept beside the corpus that it was measured on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from index.evaluate import Marked, Rate
from retrieval.artefact import Measured
from retrieval.errors import CorpusError

NAME = "measured.json"


def read_measured(folder: Path) -> Measured | None:
    """The record of a corpus folder; None where there is none. Raises CorpusError when it is no record."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        return Measured.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise CorpusError(path, 1, "", expected="what `evaluate --record` writes", found="something else") from error


def record(folder: Path, version: str, marked: Sequence[Marked], rates: dict[str, Rate]) -> None:
    """Keep what was measured; rates of single kinds of question, whose names are indented, are left out."""
    writers = {one.golden.writer for one in marked}
    kept = {name: (rate.right, rate.all) for name, rate in rates.items() if not name.startswith(" ") and rate.all}
    measured = Measured(index=version, questions=len(marked), writers=len(writers), rates=kept)
    (folder / NAME).write_text(measured.model_dump_json(indent=2) + "\n")
