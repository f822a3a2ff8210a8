"""Reads a table file (CSV with a header) so that every row keeps the line it stands on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import tree
from index.place import Place
from retrieval.errors import CorpusError


def read(path: Path, *, columns: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[dict[str, str], Place]]:
    """Yield each row as its filled cells by column, with its place.

    columns: the names that a header may hold; needed: those it must. Raises CorpusError.
    """
    reader = csv.reader(io.StringIO(tree.text(path), newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = cells
                _check(header, columns, needed, Place(path, line))
            elif any(cells):
                yield _row(header, cells, Place(path, line)), Place(path, line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise CorpusError(
            path, line, "", expected="comma-separated cells, quoted where they hold a comma", found=str(error)
        ) from error
    if header is None:
        raise CorpusError(path, 1, "", expected=f"a header of columns ({', '.join(needed)})", found="")


def _row(header: Sequence[str], cells: Sequence[str], place: Place) -> dict[str, str]:
    if len(cells) != len(header):
        raise place.error("", expected=f"{len(header)} cells, as in the header", found=f"{len(cells)} cells")
    return {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}


def _check(header: Sequence[str], columns: Sequence[str], needed: Sequence[str], place: Place) -> None:
    for number, column in enumerate(header):
        if column not in columns:
            raise place.error(column, expected=f"a known column ({', '.join(columns)})", found=column)
        if column in header[:number]:
            raise place.error(column, expected="each column once", found=column)
    for column in needed:
        if column not in header:
            raise place.error(column, expected="a column of this name", found=", ".join(header))
