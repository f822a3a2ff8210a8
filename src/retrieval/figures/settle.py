"""Fills in what a query leaves open: the periods and populations, by what the corpus has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind, Observation, Status
from retrieval.figures.books import is_allowed, is_table
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Operation as Op
from retrieval.model import Query
from retrieval.period import OPEN, Period

PAIR = (Op.CHANGE, Op.RATIO, Op.COMPARE)
BEYOND = (Op.FIRST, Op.LAST, Op.FIND)
SPAN = (Op.SERIES, Op.RANGE, Op.AVERAGE, Op.HIGHEST, Op.LOWEST, Op.RANK, *BEYOND, Op.TREND, Op.STEEPEST)
YEARLY = (MeasureKind.FLOW, MeasureKind.SHARE)


class Settled(NamedTuple):
    """The periods and populations of a query, and what was assumed; no period where the corpus has none to offer."""

    periods: tuple[Period, ...]
    populations: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def settle(shelf: Shelf, say: Wording, query: Query, measure: Measure, other: Measure | None) -> Settled:
    """Settle a query; raises Refused where two periods are needed and there are not two."""
    populations = _populations(shelf, query, measure)
    by_pair = query.operation in BEYOND and len(populations) == 2 and not query.claimed
    groups = populations if by_pair else populations[:1]
    seen = min((_candidates(shelf, query, measure, group) for group in groups), key=len)
    if query.periods and seen and all(one.verbal is not None for one in seen) and not _is_held(query, seen):
        return _told(say, query, measure, populations, seen)
    one_cell = other is not None or len(populations) > 1 or bool(query.claimed)
    if (
        query.operation in PAIR
        and measure.kind is not MeasureKind.DATE
        and not (one_cell and query.operation is not Op.CHANGE)
    ):
        return _pair(say, query, measure, populations, seen)
    if query.operation in SPAN:
        return Settled(_span(query, measure, seen), populations)
    if query.periods:
        return Settled(tuple(_closed(period, seen, measure) for period in query.periods), populations)
    latest = _latest(shelf, measure, seen)
    if latest is None:
        return Settled((), populations)
    return Settled((latest,), populations, _assumed(say, measure, latest, seen))


def _is_held(query: Query, seen: Sequence[Observation]) -> bool:
    return {one.period for one in seen}.issuperset(query.periods)


def _told(
    say: Wording, query: Query, measure: Measure, populations: tuple[str, ...], seen: Sequence[Observation]
) -> Settled:
    """The time that a source's words are about, whatever time was asked about; said where it is another one."""
    touched = [one.period for one in seen if any(one.period.overlaps(period) for period in query.periods)]
    if touched:
        return Settled((touched[0],), populations)
    told = f"There is nothing on {say.named(measure, populations[0])} {text.on(query.periods[0])} alone."
    return Settled((seen[0].period,), populations, (Remark(kind="coverage", text=told),))


def _populations(shelf: Shelf, query: Query, measure: Measure) -> tuple[str, ...]:
    if query.populations:
        return query.populations
    with_cells = [part for part in shelf.parts(measure) if shelf.periods(measure, part)]
    whole = shelf.periods(measure, WHOLE)
    if query.operation is Op.PARTS and shelf.complete_parts(measure):
        return shelf.complete_parts(measure)
    if (
        measure.kind is MeasureKind.DATE
        and not whole
        and with_cells
        and (query.operation is Op.SERIES or query.periods or measure.default_population == WHOLE)
    ):
        return tuple(with_cells)
    return (measure.default_population,)


def _candidates(shelf: Shelf, query: Query, measure: Measure, population: str) -> list[Observation]:
    """The observations that periods may be taken from: of a computed share, those of what it is a share of."""
    counted = shelf.measures[measure.share_of] if measure.share_of else measure
    found = [seen for seen in shelf.of(counted) if seen.population == population and is_allowed(shelf, query, seen)]
    if not found:
        found = [seen for seen in shelf.of(measure) if seen.population == population and is_allowed(shelf, query, seen)]
    if not found and population in shelf.parts(measure):
        found = [seen for seen in shelf.of(measure) if is_allowed(shelf, query, seen)]
    return found


def _latest(shelf: Shelf, measure: Measure, seen: Sequence[Observation]) -> Period | None:
    """The latest final full year of a flow, the latest day of a stock, else the newest period."""
    if not seen:
        return None
    if measure.kind in (MeasureKind.DATE, MeasureKind.COUNT, MeasureKind.DURATION):
        return seen[0].period
    final = [one for one in seen if one.status is Status.FINAL and is_table(shelf, one)] or list(seen)
    if measure.kind in YEARLY:
        final = [one for one in final if one.period.is_year] or final
    return max((one.period for one in final), key=in_time)


def _assumed(say: Wording, measure: Measure, latest: Period, seen: Sequence[Observation]) -> tuple[Remark, ...]:
    if measure.kind not in (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE):
        return ()
    if len({one.period for one in seen}) < 2:
        return ()
    return (
        Remark(
            kind="assumption", text=f"No time was named, so this is the latest there is, {say.asked(measure, latest)}."
        ),
    )


def _pair(
    say: Wording, query: Query, measure: Measure, populations: tuple[str, ...], seen: Sequence[Observation]
) -> Settled:
    """Two periods: those named, the ends of a span, a year and the one before, or the last two there are."""
    named = tuple(_closed(period, seen, measure) for period in query.periods)
    if len(named) == 2:
        return Settled(named, populations)
    if len(named) == 1 and named[0].is_year and int(named[0].root) > 1:
        before = _year(int(named[0].root) - 1)
        told = f"No second year was named, so the year before is meant: {before}."
        return Settled((before, named[0]), populations, (Remark(kind="assumption", text=told),))
    if len(named) == 1 and named[0].is_span and named[0].years and measure.kind is not MeasureKind.LEVEL:
        return Settled((_year(named[0].years[0]), _year(named[0].years[-1])), populations)
    known = list(dict.fromkeys(one.period for one in sorted(seen, key=lambda one: in_time(one.period))))
    if measure.kind in YEARLY and any(period.is_year for period in known):
        known = [period for period in known if period.is_year]
    if any(period.is_cumulative for period in known) and measure.kind is not MeasureKind.PRICE:
        known = year_ends(known)
    if len(named) == 1 or len(known) < 2:
        raise Refused(
            "no_period", f"{text.capital(say.named(measure, populations[0]))}: two times are needed to compare."
        )
    pair = (known[0], known[-1]) if measure.kind is MeasureKind.PRICE else (known[-2], known[-1])
    told = f"No times were named, so these are meant: {text.listing([say.asked(measure, period) for period in pair])}."
    if query.operation is Op.RATIO:
        pair = (pair[1], pair[0])
    return Settled(pair, populations, (Remark(kind="assumption", text=told),))


def _span(query: Query, measure: Measure, seen: Sequence[Observation]) -> tuple[Period, ...]:
    """The cells of a span, one by one: its years where the measure is counted by the year."""
    is_one = len(query.periods) == 1 and (query.rank is None or query.periods[0].is_year)
    asked = () if query.operation is Op.RANK and is_one else query.periods
    if len(asked) > 1:
        return asked
    days = {(one.period.first, one.period.last): one.period for one in seen}
    own = sorted(days.values(), key=in_time)
    if query.operation is Op.RANGE and measure.kind not in YEARLY and not asked:
        return tuple(own[-1:])
    if measure.kind not in YEARLY or not any(period.is_year for period in own):
        within = [period for period in own if not asked or _ends_in(period, asked[0])]
        running = measure.accumulates is not None or measure.kind is MeasureKind.SHARE
        if query.operation in (Op.SERIES, Op.TREND) and running:
            within = year_ends(within) or within
        return tuple(within) or asked
    known = known_years(seen)
    if not asked:
        return tuple(known) or tuple(own)
    years = {int(period.root) for period in own if period.is_year}
    if query.operation is Op.SERIES and asked[0] in own and not years.issuperset(asked[0].years):
        return asked
    if asked[0].first is None or asked[0].last is None:
        return tuple(year for year in known if asked[0].covers(year)) or asked
    if (
        asked[0].whole_years
        and len(asked[0].years) > 1
        and not any(one.period == asked[0] for one in seen if not known)
    ):
        return tuple(map(_year, asked[0].years))
    return asked


def known_years(seen: Sequence[Observation]) -> list[Period]:
    """The latest unbroken run of single years, final ones where there are any."""
    final = [one for one in seen if one.status is Status.FINAL] or seen
    numbers = sorted({int(one.period.root) for one in final if one.period.is_year})
    if not any(one.status is Status.FINAL for one in final):
        return [Period.of(year) for year in numbers]
    run = [year for year in numbers if all(after in numbers for after in range(year, numbers[-1] + 1))]
    return [Period.of(year) for year in run]


def year_ends(periods: Sequence[Period]) -> list[Period]:
    """Of running totals, those at the end of a year; empty where there are not two."""
    ends = [period for period in periods if period.last and (period.last.month, period.last.day) == (12, 31)]
    return ends if len(ends) > 1 else []


def _year(number: int) -> Period:
    return Period(str(number).zfill(4))


def _ends_in(period: Period, asked: Period) -> bool:
    if period.last is None:
        return asked.last is None
    begins = asked.first is None or asked.first <= period.last
    return begins and (asked.last is None or period.last <= asked.last)


def _closed(period: Period, seen: Sequence[Observation], measure: Measure) -> Period:
    """An open end of a flow or share, closed at the last year there is."""
    years = known_years(seen)
    if measure.kind not in YEARLY or period.last is not None or not years or any(one.period == period for one in seen):
        return period
    begin = period.root.partition("/")[0]
    return Period.of(begin, years[-1].root) if begin != OPEN and begin <= years[-1].root else period
