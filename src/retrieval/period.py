"""Periods as EDTF text (ISO 8601-2): what span of days a year, a season, a span or an open end covers."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Self

from pydantic import ConfigDict, RootModel, field_validator

OPEN = ".."

# EDTF level 2 sub-year codes: seasons of the northern hemisphere, quarters, halves -> first and last month.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
HALVES = {40: (1, 6), 41: (7, 12)}
PARTS_OF_YEAR = SEASONS | QUARTERS | HALVES
NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
NAMES |= {33: "the first quarter", 34: "the second quarter", 35: "the third quarter", 36: "the fourth quarter"}
NAMES |= {40: "the first half", 41: "the second half"}
WINTER = 24  # December to February; EDTF dates it by the year it begins in

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")


class Period(RootModel[str]):
    """A span of days, written as EDTF: `2013`, `2014-01`, `2006/2010`, `../1998`, `2011/..`, `2012-22`.

    Two periods are equal when their text is: `../1998` (all up to the end of 1998) is not `1998`.
    Raises ValueError (pydantic's) when the text is no such period or ends before it begins.
    """

    model_config = ConfigDict(frozen=True, ignored_types=(cached_property,))

    @field_validator("root")
    @classmethod
    def _is_edtf(cls, text: str) -> str:
        first, last = _bounds(text)
        if first and last and first > last:
            raise ValueError(f"{text!r} ends before it begins; write the earlier end first")
        return text

    @classmethod
    def of(cls, first: int | str, last: int | str | None = None) -> Self:
        """Build the period of one year or other EDTF part, or the span between two; `..` is an open end."""
        return cls(f"{first}" if last is None or f"{first}" == f"{last}" else f"{first}/{last}")

    @cached_property
    def first(self) -> dt.date | None:
        """First day; None when the beginning is open."""
        return _bounds(self.root)[0]

    @cached_property
    def last(self) -> dt.date | None:
        """Last day; None when the end is open."""
        return _bounds(self.root)[1]

    @property
    def is_year(self) -> bool:
        return len(self.root) == 4

    @property
    def is_span(self) -> bool:
        """Whether it is written with two ends, one of which may be open."""
        return "/" in self.root

    @property
    def is_cumulative(self) -> bool:
        """Whether it counts everything up to its end."""
        return self.root.startswith(OPEN + "/")

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years it touches, in order; empty when an end is open."""
        if self.first is None or self.last is None:
            return ()
        return tuple(range(self.first.year, self.last.year + 1))

    @property
    def whole_years(self) -> bool:
        """Whether it begins on a 1 January and ends on a 31 December."""
        first, last = self.first, self.last
        return bool(first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31))

    def each_year(self) -> Iterator[Period]:
        """Yield its calendar years as periods; nothing when an end is open."""
        return (Period.of(year) for year in self.years)

    def covers(self, other: Period) -> bool:
        """Whether every day of the other lies inside this one."""
        begins = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        before = self.last is not None and other.first is not None and self.last < other.first
        after = self.first is not None and other.last is not None and other.last < self.first
        return not before and not after

    def meets(self, other: Period) -> bool:
        """Whether the other begins on the day after this one ends."""
        return self.last is not None and other.first is not None and self.last + dt.timedelta(days=1) == other.first

    def __str__(self) -> str:
        return self.root


def _bounds(text: str) -> tuple[dt.date | None, dt.date | None]:
    begin, slash, end = text.partition("/")
    if not slash:
        return _part(begin)
    if begin == end == OPEN:
        raise ValueError(f"{text!r} is open at both ends; name at least one of them")
    return (None if begin == OPEN else _part(begin)[0], None if end == OPEN else _part(end)[1])


def _part(text: str) -> tuple[dt.date, dt.date]:
    match = _PART.match(text)
    if not match:
        raise ValueError(f"{text!r} is no EDTF period; expected one like 2013, 2014-01, 2006/2010, ../1998 or 2012-22")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day is not None:
            only = dt.date(year, month or 0, day)
            return only, only
        if month == WINTER:
            return dt.date(year, 12, 1), dt.date(year + 1, 3, 1) - dt.timedelta(days=1)
        opening, closing = PARTS_OF_YEAR.get(month, (month, month)) if month is not None else (1, 12)
        return dt.date(year, opening, 1), dt.date(year, closing, calendar.monthrange(year, closing)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} names a day or month that does not exist") from error
