"""What a chart shows in words, short enough to be heard in one breath, and how its values are written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from retrieval import text
from retrieval.figures.point import Line, Point

LONGEST = 256  # characters: what the user of a screen reader can take in; Discord takes 1,024
FEW = 4  # points of a line that are all told
MARKS = (("first", "highest", "lowest", "last"), ("highest", "lowest", "last"), ("highest", "last"), ("last",))
DATE, PERCENT, PEOPLE = "date", "percent", "people"


def alt(title: str, lines: Sequence[Line], unit: str) -> str:
    """A title, if any, and lines in words: all points of a short line, of a long one as many as there is room for."""
    begin = f"{text.sentence(title)} " if title else ""
    told = [begin + _lines(lines, unit, marks) for marks in MARKS]
    return next((words for words in told if len(words) <= LONGEST), told[-1])


def _lines(lines: Sequence[Line], unit: str, marks: Sequence[str]) -> str:
    """Lines of one name are told under it, apart by their groups."""
    sentences = []
    for name, members in groupby(lines, key=lambda line: line.name):
        group = list(members)
        parts = [f"{f'{line.group}: ' if line.group else ''}{_points(line, unit, marks)}" for line in group]
        sentences.append(f"{name}{', ' if group[0].group else ': '}{'; '.join(parts)}.")
    return " ".join(sentences)


def _points(line: Line, unit: str, marks: Sequence[str]) -> str:
    valued = [point for point in line.points if point.kind != "gap"]
    numbers = [point for point in valued if point.value is not None and point.kind != "level"]
    told = [(point, "") for point in valued]
    if len(numbers) > FEW:
        found = {"first": numbers[0], "highest": max(numbers, key=_value), "lowest": min(numbers, key=_value)}
        found["last"] = numbers[-1]
        called: dict[int, list[str]] = {}
        for word in marks:
            called.setdefault(numbers.index(found[word]), []).append(word)
        told = [(numbers[at], f"{text.listing(words)} ") for at, words in called.items()]
        told += [(point, "") for point in valued if point.value is None or point.kind == "level"]
    return ", ".join(mark + _told(point, unit) for point, mark in told)


def _told(point: Point, unit: str) -> str:
    return worth(point, unit) if unit == DATE else f"{worth(point, unit)} {point.when}".rstrip()


def _value(point: Point) -> Decimal:
    assert point.value is not None
    return point.value


def worth(point: Point, unit: str) -> str:
    """A point's value as it is written beside it; of a date, its words."""
    if unit == DATE:
        return point.when
    low, high = (point.value, point.value) if point.value is not None else (point.low, point.high)
    return written(low, high, unit, approximate=point.approximate)


def written(low: Decimal | None, high: Decimal | None, unit: str, *, approximate: bool = False) -> str:
    """An amount with its unit; people without the word, since the title says what is counted."""
    if unit in (PEOPLE, PERCENT):
        figure = text.quantity(low, high, unit, approximate=approximate, noun=("", ""))
        return figure + "%" * (unit == PERCENT)
    return text.quantity(low, high, unit, approximate=approximate)
