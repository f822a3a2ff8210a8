"""Every error a person can meet; its text says what is wrong, what was expected and what to do.

SouthboundError
├── CorpusError          the corpus does not say what it should (file, line, field)
├── ArtefactError        the index cannot be served
│   ├── ArtefactMissing      there is none at that place
│   ├── ArtefactForeign      what is there was not written by `python -m index`
│   ├── ArtefactBroken       it is truncated or was changed after it was written
│   ├── ArtefactNewer        it was written by a later Southbound
│   └── ArtefactOlder        it was written by an earlier one
├── QueryError           a typed query is not one
└── InputError           a file or a line handed to the console cannot be used
"""

from __future__ import annotations

from pathlib import Path

BUILD = "python -m index build"


class SouthboundError(Exception):
    """Base of all; `str(error)` may be shown to the person who asked."""


class CorpusError(SouthboundError):
    """A corpus file does not say what it should.

    path: the file; line: 1-based, None when the whole file is meant; field: the key or column, "" when none.
    """

    def __init__(self, path: Path | str, line: int | None, field: str, *, expected: str, found: object) -> None:
        self.path, self.line, self.field, self.expected, self.found = path, line, field, expected, found
        place = f"{path}" + (f":{line}" if line is not None else "") + (f": {field}" if field else "")
        super().__init__(f"{place}: expected {expected}, found {found!r}.")


class ArtefactError(SouthboundError):
    """Base of what can be wrong with an index on disk."""

    def __init__(self, path: Path | str, problem: str) -> None:
        self.path = path
        super().__init__(f"The index at {str(path)!r} {problem} Run `{BUILD}` to make one.")


class ArtefactMissing(ArtefactError):
    """There is no index at that place."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "does not exist.")


class ArtefactForeign(ArtefactError):
    """What is there was not written by `python -m index`."""

    def __init__(self, path: Path | str, found: str) -> None:
        super().__init__(path, f"was not written by Southbound: {found}.")


class ArtefactBroken(ArtefactError):
    """It is truncated, or a file in it was changed."""

    def __init__(self, path: Path | str, found: str) -> None:
        super().__init__(path, f"is damaged: {found}.")


class ArtefactNewer(ArtefactError):
    """It has a format number that this Southbound does not know.

    found, known: format numbers.
    """

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(path, f"has format {found}; this Southbound reads format {known}. Update Southbound, or:")


class ArtefactOlder(ArtefactError):
    """It has the format of an earlier Southbound.

    found, known: format numbers.
    """

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(path, f"has format {found}; this Southbound reads format {known}.")


class QueryError(SouthboundError):
    """A typed query is not one."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"This is not a query: {problem} `python -m retrieval schema --query` prints what one holds.")


class InputError(SouthboundError):
    """A file or line handed to the console cannot be used."""
