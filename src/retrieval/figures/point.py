"""What a chart is made of: points, each as what it is, in lines of one source and group."""

from __future__ import annotations

from typing import Literal

from retrieval.model import Frozen, Number
from retrieval.period import Period

Kind = Literal["exact", "approximate", "provisional", "level", "range", "gap"]


class Point(Frozen):
    """One value over a period: `value`, or `low` and `high` of a range (one of them where it is open), or none.

    A date has its period for a value; a gap has no value; a level is the value of no single year of its period.
    """

    period: Period
    kind: Kind
    when: str = ""  # the period in words
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    approximate: bool = False
    asked: bool = False  # it is among the figures of the answer


class Line(Frozen):
    """The points of one measure, source and population, in order of time."""

    name: str  # of the source, or where each is a row of its own, of what is counted
    group: str = ""  # its population, where it is not the whole
    source: str
    is_table: bool
    population: str
    points: tuple[Point, ...]

    @property
    def label(self) -> str:
        return f"{self.name}, {self.group}" if self.group else self.name


class Chart(Frozen):
    """What is drawn; alt states its figures in words."""

    title: str
    unit: str
    in_rows: bool  # each point is a row with a bar, else a place over its year
    lines: tuple[Line, ...]
    sources: tuple[str, ...]  # as a sentence names them
    alt: str
