"""A measure's values as points ready to draw, each as what it is: exact, provisional, a level, a range or a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind, Observation, Source, Status
from retrieval.figures.alt import alt
from retrieval.figures.outcome import Outcome
from retrieval.figures.point import Chart, Kind, Line, Point
from retrieval.figures.settle import YEARLY
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Query
from retrieval.period import Period

IN_ROWS = (MeasureKind.PRICE, MeasureKind.DATE, MeasureKind.DURATION, MeasureKind.COUNT)  # not moving from year to year
FEW = 4  # years from which only those asked about are drawn

Asked = set[tuple[str, Period, str, str]]


class Charts:
    """Draws up charts over one corpus."""

    def __init__(self, shelf: Shelf, say: Wording, compute: Callable[[Query], Outcome]) -> None:
        self._shelf, self._say, self._compute = shelf, say, compute

    def chart(self, query: Query, stated: Sequence[Figure]) -> Chart | None:
        """The chart of what a query asks about, its answer's figures marked; None where there are only words."""
        measure = self._drawn(query)
        if measure is None:
            return None
        asked = {(figure.measure, figure.period, figure.population, figure.source) for figure in stated}
        lines = () if measure.kind in IN_ROWS else self._times(measure, query, asked)
        in_rows = not lines
        lines = lines or self._rows(measure, asked)
        if not lines:
            return None
        title = text.capital(self._title(measure, query.populations, in_rows=in_rows))
        sources = tuple(dict.fromkeys(self._say.short(line.source) for line in lines))
        heading = title if not in_rows else sources[0] if len(sources) == 1 else ""
        told = alt(heading, lines, measure.unit)
        return Chart(title=title, unit=measure.unit, in_rows=in_rows, lines=lines, sources=sources, alt=told)

    def _drawn(self, query: Query) -> Measure | None:
        measure = self._shelf.measures.get(query.target)
        return self._shelf.measures[measure.level_of] if measure is not None and measure.level_of else measure

    def _title(self, measure: Measure, populations: Sequence[str], *, in_rows: bool) -> str:
        if not in_rows:
            groups = populations or (measure.default_population,)
            return self._say.named(measure, groups[0] if len(groups) == 1 else WHOLE)
        whole = self._beside(measure)[-1]
        return f"{whole.label}, and its parts" if whole.parts else measure.label

    def _beside(self, measure: Measure) -> tuple[Measure, ...]:
        """The measures drawn together in rows: a total behind its parts, an end behind its beginning."""
        measures = self._shelf.measures
        whole = next((one for one in measures.values() if measure.id in one.parts), measure)
        end = next((one for one in measures.values() if one.since == measure.id), measure)
        before = [measures[name] for name in (*whole.parts, *([end.since] if end.since else []))]
        return tuple(dict.fromkeys((*before, measure, whole if whole is not measure else end)))

    def _rows(self, measure: Measure, asked: Asked) -> tuple[Line, ...]:
        """A line for each group of each measure, of what its sources print; words alone are left out."""
        lines = []
        for one in self._beside(measure):
            for group in (WHOLE, *self._shelf.parts(one)):
                seen = [found for found in self._shelf.of(one) if found.population == group and found.verbal is None]
                for source in dict.fromkeys(found.source for found in seen):
                    points = [_printed(found, asked) for found in self._printed(seen, source)]
                    fields = {"group": self._say.label(group) if group != WHOLE else "", "population": group}
                    lines.append(self._line(text.capital(one.label), source, points, **fields))
        return tuple(lines)

    def _printed(self, seen: Sequence[Observation], source: str) -> list[Observation]:
        """What an article prints; of each period in a table what stands."""
        own = sorted((found for found in seen if found.source == source), key=lambda found: in_time(found.period))
        if self._shelf.sources[source].kind != "table":
            return own
        periods = dict.fromkeys(found.period for found in own)
        return [min((o for o in own if o.period == period), key=self._shelf.worth) for period in periods]

    def _line(self, name: str, source: str, points: Iterable[Point], *, group: str, population: str) -> Line:
        is_table = self._shelf.sources[source].kind == "table"
        found = tuple(sorted(points, key=lambda point: in_time(point.period)))
        return Line(name=name, group=group, source=source, is_table=is_table, population=population, points=found)

    def _times(self, measure: Measure, query: Query, asked: Asked) -> tuple[Line, ...]:
        """A line for each source and group, tables first; none where there is no more than one time."""
        span = _span(query.periods)
        lines = []
        for source in self._sources(measure):
            for group in query.populations or (measure.default_population,):
                points = self._points(measure, group, source, span, asked)
                if points:
                    name = self._say.label(group) if group != WHOLE else ""
                    short = text.capital(source.short)
                    lines.append(self._line(short, source.id, points, group=name, population=group))
        times = {point.period for line in lines for point in line.points}
        return tuple(lines) if len(times) > 1 else ()

    def _sources(self, measure: Measure) -> tuple[Source, ...]:
        """The sources with values, tables first."""
        found = dict.fromkeys(self._shelf.sources[seen.source] for seen in self._counted(measure))
        return tuple(sorted(found, key=lambda source: source.kind != "table"))

    def _counted(self, measure: Measure) -> tuple[Observation, ...]:
        """The observations of a measure and, of a share, of what it is a share of."""
        base = self._shelf.measures[measure.share_of] if measure.share_of else None
        return (*self._shelf.of(measure), *(self._shelf.of(base) if base else ()))

    def _points(
        self, measure: Measure, group: str, source: Source, span: tuple[int, int] | None, asked: Asked
    ) -> list[Point]:
        points = []
        for period in self._periods(measure, source):
            if not _inside(period, span):
                continue
            query = Query(target=measure.id, periods=(period,), populations=(group,), source=source.id)
            figures = self._compute(query).figures
            if len(figures) == 1 and figures[0].unit == measure.unit and figures[0].period == period:
                when = next((seen.when for seen in self._shelf.at(measure, group, period) if seen.when), None)
                is_asked = (measure.id, period, group, source.id) in asked
                points.append(_computed(figures[0], when or text.on(period), is_asked))
        return [
            *(_with_gaps(points) if source.kind == "table" else points),
            *self._levels(measure, group, source, span),
        ]

    def _periods(self, measure: Measure, source: Source) -> list[Period]:
        """Single years; of what is counted on a day and has a table, the ends of years where it has some."""
        found = {seen.period for seen in self._counted(measure) if seen.source == source.id}
        base = self._shelf.measures[measure.share_of] if measure.share_of else measure
        if base.kind in YEARLY:
            found = {period for period in found if period.is_year}
        elif base.kind is MeasureKind.STOCK and source.kind == "table":
            ends = {period for period in found if period.last and (period.last.month, period.last.day) == (12, 31)}
            found = ends if len(ends) > 1 else found
        return sorted(found, key=in_time)

    def _levels(self, measure: Measure, group: str, source: Source, span: tuple[int, int] | None) -> list[Point]:
        level = self._shelf.level_of(measure)
        if level is None or group != WHOLE:
            return []
        return [
            Point(period=one.period, kind="level", when=text.on(one.period), value=one.value, approximate=True)
            for one in self._shelf.of(level)
            if one.source == source.id and isinstance(one.value, Decimal) and _inside(one.period, span)
        ]


def _span(periods: Sequence[Period]) -> tuple[int, int] | None:
    """The first and last year asked about, where they are far enough apart to be a chart of their own."""
    years = [year for period in periods if period.whole_years for year in period.years]
    return (min(years), max(years)) if years and max(years) - min(years) >= FEW - 1 else None


def _inside(period: Period, span: tuple[int, int] | None) -> bool:
    if span is None:
        return True
    first, last = period.first, period.last
    return last is not None and last.year <= span[1] and span[0] <= (first or last).year


def _kind(value: Decimal | Period | None, *, approximate: bool, status: str) -> Kind:
    if value is None or (isinstance(value, Period) and value.is_span):
        return "range"
    if approximate:
        return "approximate"
    return "provisional" if status == Status.PROVISIONAL else "exact"


def _computed(figure: Figure, when: str, asked: bool) -> Point:
    value = figure.value if isinstance(figure.value, Decimal) else None
    return Point(
        period=figure.period, kind=_kind(value, approximate=figure.approximate, status=figure.status), when=when,
        value=value, low=figure.low, high=figure.high, approximate=figure.approximate, asked=asked,
    )  # fmt: skip


def _printed(seen: Observation, asked: Asked) -> Point:
    period = seen.value if isinstance(seen.value, Period) else seen.period
    value = seen.value if isinstance(seen.value, Decimal) else None
    return Point(
        period=period, kind=_kind(seen.value, approximate=seen.approximate, status=seen.status),
        when=seen.when or text.on(period), value=value, low=seen.low, high=seen.high, approximate=seen.approximate,
        asked=(seen.measure, seen.period, seen.population, seen.source) in asked,
    )  # fmt: skip


def _with_gaps(points: Sequence[Point]) -> list[Point]:
    """The points, and a gap for every year between the first and the last that has none."""
    years = {point.period.last.year for point in points if point.period.last}
    missing = [year for year in range(min(years, default=0), max(years, default=0)) if year not in years]
    return [*points, *(Point(period=Period.of(year), kind="gap", when=text.on(Period.of(year))) for year in missing)]
