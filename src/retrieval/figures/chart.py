"""A measure's values as points ready to draw, each as what it is: exact, provisional, a level, a range or a gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind, Source, Status
from retrieval.figures.outcome import Outcome
from retrieval.figures.settle import YEARLY
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Frozen, Number, Query
from retrieval.period import Period

DRAWN = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE, MeasureKind.PRICE)
LEAST, FEW = 2, 4  # points that make a chart; years from which only those asked about are drawn

Kind = Literal["exact", "provisional", "level", "range", "gap"]


class Point(Frozen):
    """One value over a period: `value`, or `low` and `high` of a range, or neither for a gap; when: in words."""

    period: Period
    kind: Kind
    when: str = ""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    approximate: bool = False
    asked: bool = False  # it is among the figures of the answer


class Line(Frozen):
    """The points of one measure, source and population, in order of time."""

    label: str
    source: str
    is_table: bool
    population: str
    points: tuple[Point, ...]


class Chart(Frozen):
    """What is drawn; alt states its figures in words."""

    title: str
    unit: str
    is_price: bool  # its lines are drawn as bars, each with what it costs
    lines: tuple[Line, ...]
    alt: str


class Charts:
    """Draws up charts over one corpus."""

    def __init__(self, shelf: Shelf, say: Wording, compute: Callable[[Query], Outcome]) -> None:
        self._shelf, self._say, self._compute = shelf, say, compute

    def chart(self, query: Query, stated: Sequence[Figure]) -> Chart | None:
        """The chart of what a query asks about, its answer's figures marked; None where there is nothing to draw."""
        measure = self._drawn(query)
        if measure is None:
            return None
        asked = {(figure.measure, figure.period, figure.population, figure.source) for figure in stated}
        groups = query.populations or (measure.default_population,)
        span = _span(query.periods)
        found = [
            self._line(one, group, self._shelf.sources[source], span, asked)
            for one in self._beside(measure)
            for source in self._sources(one)
            for group in groups
        ]
        lines = tuple(line for line in found if line is not None)
        if sum(len(line.points) for line in lines) < LEAST:
            return None
        named = self._say.named(measure, groups[0] if len(groups) == 1 else WHOLE)
        alt = f"{text.capital(named)}. " + " ".join(_told(line, measure.unit) for line in lines)
        return Chart(title=text.capital(named), unit=measure.unit, is_price=_is_price(measure), lines=lines, alt=alt)

    def _beside(self, measure: Measure) -> tuple[Measure, ...]:
        """The measures drawn together: a price with its total and its parts, any other by itself."""
        if not _is_price(measure):
            return (measure,)
        wholes = [one for one in self._shelf.measures.values() if measure.id in one.parts] or [measure]
        parts = [self._shelf.measures[name] for name in wholes[0].parts]
        return tuple(dict.fromkeys((*parts, wholes[0])))

    def _drawn(self, query: Query) -> Measure | None:
        measure = self._shelf.measures.get(query.target)
        if measure is not None and measure.level_of:
            measure = self._shelf.measures[measure.level_of]
        return measure if measure is not None and measure.kind in DRAWN else None

    def _sources(self, measure: Measure) -> tuple[str, ...]:
        """The sources with values, tables first."""
        counted = [measure, *([self._shelf.measures[measure.share_of]] if measure.share_of else [])]
        found = dict.fromkeys(seen.source for one in counted for seen in self._shelf.of(one))
        return tuple(sorted(found, key=lambda name: self._shelf.sources[name].kind != "table"))

    def _line(
        self,
        measure: Measure,
        group: str,
        source: Source,
        span: tuple[int, int] | None,
        asked: set[tuple[str, Period, str, str]],
    ) -> Line | None:
        points = []
        for period in self._periods(measure, source.id):
            if span and not (period.years and span[0] <= period.years[0] and period.years[-1] <= span[1]):
                continue
            query = Query(target=measure.id, periods=(period,), populations=(group,), source=source.id)
            figures = self._compute(query).figures
            if len(figures) == 1 and figures[0].unit == measure.unit and figures[0].period == period:
                when = next((seen.when for seen in self._shelf.at(measure, group, period) if seen.when), None)
                is_asked = (measure.id, period, group, source.id) in asked
                points.append(_point(figures[0], when or text.on(period), is_asked))
        points += self._levels(measure, group, source, span)
        if not points:
            return None
        label = measure.label if _is_price(measure) else source.short
        label = text.capital(label) + (f", {self._say.label(group)}" if group != WHOLE else "")
        is_table = source.kind == "table"
        points = _with_gaps(points) if is_table and measure.kind in YEARLY else points
        ordered = tuple(sorted(points, key=lambda point: in_time(point.period)))
        return Line(label=label, source=source.id, is_table=is_table, population=group, points=ordered)

    def _periods(self, measure: Measure, source: str) -> list[Period]:
        counted = [measure, *([self._shelf.measures[measure.share_of]] if measure.share_of else [])]
        found = {seen.period for one in counted for seen in self._shelf.of(one) if seen.source == source}
        if measure.kind in YEARLY:
            found = {period for period in found if period.is_year}
        if measure.kind is MeasureKind.STOCK:
            found = {period for period in found if period.last and (period.last.month, period.last.day) == (12, 31)}
        return sorted(found, key=in_time)

    def _levels(self, measure: Measure, group: str, source: Source, span: tuple[int, int] | None) -> list[Point]:
        level = self._shelf.level_of(measure)
        if level is None or group != WHOLE or span is not None:
            return []
        return [
            Point(period=one.period, kind="level", when=text.on(one.period), value=one.value, approximate=True)
            for one in self._shelf.of(level)
            if one.source == source.id and isinstance(one.value, Decimal)
        ]


def _is_price(measure: Measure) -> bool:
    return measure.kind is MeasureKind.PRICE


def _span(periods: Sequence[Period]) -> tuple[int, int] | None:
    """The first and last year asked about, where they are far enough apart to be a chart of their own."""
    years = [year for period in periods if period.whole_years for year in period.years]
    return (min(years), max(years)) if years and max(years) - min(years) >= FEW - 1 else None


def _point(figure: Figure, when: str, asked: bool) -> Point:
    fields = {"period": figure.period, "when": when, "approximate": figure.approximate, "asked": asked}
    if isinstance(figure.value, Decimal):
        kind: Kind = "provisional" if figure.status == Status.PROVISIONAL else "exact"
        return Point(kind=kind, value=figure.value, **fields)
    return Point(kind="range", low=figure.low, high=figure.high, **fields)


def _with_gaps(points: Sequence[Point]) -> list[Point]:
    """The points, and a gap for every year between the first and the last that has none."""
    years = {point.period.years[0] for point in points if point.period.is_year}
    missing = [year for year in range(min(years, default=0), max(years, default=0)) if year not in years]
    return [*points, *(Point(period=Period.of(year), kind="gap", when=text.on(Period.of(year))) for year in missing)]


def _told(line: Line, unit: str) -> str:
    """A line in words: all its points where they are few, else its ends, its highest and its lowest."""
    valued = [point for point in line.points if point.kind != "gap"]
    numbers = [point for point in valued if point.value is not None and point.kind != "level"]
    told = [(point, "") for point in valued]
    if len(numbers) > FEW:
        marks = {"first": numbers[0], "highest": max(numbers, key=_value), "lowest": min(numbers, key=_value)}
        marks["last"] = numbers[-1]
        called: dict[int, list[str]] = {}
        for word, point in marks.items():
            called.setdefault(numbers.index(point), []).append(word)
        told = [(numbers[at], f"{text.listing(words)} ") for at, words in called.items()]
        told += [(point, "") for point in valued if point.kind == "level"]
    return f"{line.label}: {', '.join(f'{mark}{worth(point, unit)} {point.when}' for point, mark in told)}."


def _value(point: Point) -> Decimal:
    assert point.value is not None
    return point.value


def worth(point: Point, unit: str) -> str:
    """A point's value as it is written beside it."""
    low, high = (point.value, point.value) if point.value is not None else (point.low, point.high)
    return written(low, high, unit, approximate=point.approximate)


def written(low: Decimal | None, high: Decimal | None, unit: str, *, approximate: bool = False) -> str:
    """An amount with its unit; people without the word, since the title says what is counted."""
    return text.quantity(low, high, unit, approximate=approximate, noun=("", "") if unit == "people" else None)
