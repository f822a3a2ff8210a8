"""Where in the corpus's files a value stands, and the errors that name the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from retrieval.errors import CorpusError

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]

EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "fields, one a line",
    "model_type": "fields, one a line",
    "bool_parsing": "yes or no",
    "decimal_parsing": "a number, digits only",
    "int_parsing": "a whole number",
}


class Place(NamedTuple):
    """One entry of a corpus file.

    line: 1-based line it begins on, None when it is the whole file; fields: the line of each of its fields, by the
    path to the field, where that differs.
    """

    path: Path
    line: int | None = None
    fields: Mapping[Loc, int] = {}

    def error(self, field: str, *, expected: str, found: object) -> CorpusError:
        """Say that a field of this entry is not what it should be."""
        loc: Loc = tuple(int(step) if step.isdigit() else step for step in field.split(".") if step)
        return CorpusError(self.path, self.line_of(loc), field, expected=expected, found=_shown(found))

    def line_of(self, loc: Loc) -> int | None:
        """Find the line of the innermost field on a path that has one."""
        while loc:
            if loc in self.fields:
                return self.fields[loc]
            loc = loc[:-1]
        return self.line

    def model(self, kind: type[Model], data: Mapping[str, object]) -> Model:
        """Validate an entry; raises CorpusError at the first field that is wrong."""
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            raise self._translated(error, data, tuple(kind.model_fields)) from error

    def _translated(self, error: ValidationError, data: object, known: Iterable[str]) -> CorpusError:
        found = error.errors(include_url=False)
        mistyped = [
            each for each in found if each["type"] == "extra_forbidden"
        ]  # a needed field mistyped is missing too
        first = (mistyped or found)[0]
        if first["type"] == "missing":
            return self._at(first["loc"], "a value: the field is required", None)
        loc = _inside(data, first["loc"])
        if first["type"] == "extra_forbidden":
            names = ", ".join(known) if len(loc) == 1 else "a field of a query or scope"
            return self._at(loc, f"a known field ({names})", loc[-1])
        if "expected" in first.get("ctx", {}):
            return self._at(loc, f"one of {first['ctx']['expected']}", first["input"])
        if first["type"] == "value_error":
            return self._at(loc, _wanted(str(first["ctx"]["error"])), first["input"])
        return self._at(loc, EXPECTED.get(first["type"], first["msg"].lower()), first["input"])

    def _at(self, loc: Loc, expected: str, found: object) -> CorpusError:
        field = ".".join(map(str, loc))
        return CorpusError(self.path, self.line_of(loc), field, expected=expected, found=_shown(found))


def _wanted(message: str) -> str:
    before, expected, after = message.partition("expected ")
    return after.replace("one like", "a date or period like") if expected else f"a value that holds ({before})"


def _inside(data: object, loc: Loc) -> Loc:
    """Drop what pydantic appends to a path to name the branch of a union."""
    kept: list[str | int] = []
    for step in loc:
        match data:
            case Mapping() if step in data:
                data = data[step]
            case list() if isinstance(step, int):
                data = data[step]
            case _:
                break
        kept.append(step)
    return tuple(kept)


def _shown(value: object) -> object:
    return list(value) if isinstance(value, Mapping) else value


class Places:
    """The place of each entry of a corpus, by the corpus's field and the entry's number in it."""

    def __init__(self, places: Mapping[str, Iterable[Place]] | None = None) -> None:
        self._places = {field: tuple(found) for field, found in (places or {}).items()}

    def of(self, field: str, number: int) -> Place:
        """Find the place of an entry; where none was kept, the corpus's field stands for its file."""
        found = self._places.get(field, ())
        return found[number] if number < len(found) else Place(Path(field), number + 1)
