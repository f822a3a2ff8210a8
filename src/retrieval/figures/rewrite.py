"""Brings a query to its one canonical form, so that two ways of asking the same thing give the same outcome."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import Shelf, in_time
from retrieval.model import Operation as Op
from retrieval.model import Query
from retrieval.period import OPEN, Period

COUNTED = (MeasureKind.FLOW, MeasureKind.STOCK)
AGAINST = (Op.CHANGE, Op.RATIO, Op.COMPARE)
ORDERED = (Op.HIGHEST, Op.LOWEST, Op.RANK, Op.FIRST, Op.LAST, Op.STEEPEST)
BY_YEAR = (Op.HIGHEST, Op.LOWEST, Op.AVERAGE, Op.RANK, Op.RANGE, Op.STEEPEST)  # of the years up to a day
IN_PERCENT = (Op.LOOKUP, Op.SERIES, Op.HIGHEST, Op.LOWEST, Op.RANGE, Op.RANK, Op.FIRST, Op.LAST, Op.TREND, Op.VERIFY)


def rewritten(query: Query, shelf: Shelf) -> Query:
    """The canonical form of a query on a known measure."""
    for rewrite in (
        _in_order,
        _part_of_total,
        _running_total,
        _span_sum,
        _share,
        _headcount,
        _dated,
        _outnumbering,
        _when,
        _difference,
        _level,
        _claim,
        _revised,
    ):
        query = rewrite(query, shelf.measures[query.target], shelf)
    return query


def _with(query: Query, **fields: object) -> Query:
    return query.model_copy(update=fields)


def _in_order(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """Years are put in order over all sources where the one named has only some of them."""
    if query.source is None or query.operation not in ORDERED or query.periods or measure.kind is not MeasureKind.FLOW:
        return query
    years = sorted(
        {int(one.period.root) for one in shelf.of(measure) if one.source == query.source and one.period.is_year}
    )
    return _with(query, source=None) if years and years[-1] - years[0] >= len(years) else query


def _running_total(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """A flow up to a day is its running total at that day."""
    total = shelf.total_of(measure)
    if total and total.counted_from and query.operation in (Op.LOOKUP, Op.SUM) and len(query.periods) == 1:
        query = _since_ever(query, total.counted_from)
    if total and query.operation is Op.SUM and len(query.periods) > 1:
        query = _up_to(query)
    if total and query.operation is Op.SUM and not query.periods and not query.against:
        return _with(query, target=total.id, operation=Op.LOOKUP)
    if total and query.periods and all(period.is_cumulative for period in query.periods):
        if query.operation is Op.SUM and len(query.periods) == 1:
            query = _with(query, operation=Op.LOOKUP)
        if query.operation not in BY_YEAR:
            return _with(query, target=total.id)
    return query


def _part_of_total(query: Query, measure: Measure, shelf: Shelf) -> Query:  # noqa: ARG001 - all rewrites are called alike
    """What came in a time is a part of a running total as a flow: the share of a running total is that of its flow."""
    plain = query.operation is Op.SHARE and not (query.populations or query.against)
    if not plain or measure.accumulates is None or all(period.is_cumulative for period in query.periods):
        return query
    return _with(query, target=measure.accumulates)


def _since_ever(query: Query, begun: Period) -> Query:
    """What came since the counting began, or before, is everything up to the end of that time."""
    period = query.periods[0]
    if period.first is None or begun.first is None or period.first > begun.first:
        return query
    if period.last is None:
        return _with(query, operation=Op.SUM, periods=())
    ends_later = begun.last is not None and period.last > begun.last
    return _with(query, periods=(Period.of(OPEN, period.root.rpartition("/")[2]),)) if ends_later else query


def _up_to(query: Query) -> Query:
    """Everything up to a day and what came right after it is everything up to the end of that."""
    periods = sorted(query.periods, key=in_time)
    joined = periods[0].is_cumulative and all(before.meets(after) for before, after in pairwise(periods))
    return _with(query, periods=(Period.of(OPEN, periods[-1].root.rpartition("/")[2]),)) if joined else query


def _span_sum(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """What came in a span is the sum of its years, unless the span is counted as it stands."""
    if query.operation not in (Op.LOOKUP, Op.SUM) or len(query.periods) != 1:
        return query
    span = query.periods[0]
    if span.is_cumulative or not span.is_span:
        return query
    if measure.accumulates is not None:
        return _with(query, target=measure.accumulates, operation=Op.SUM)
    return (
        query if shelf.stands(measure, span) or measure.kind is not MeasureKind.FLOW else _with(query, operation=Op.SUM)
    )


def _share(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """A group's share of a flow or stock is the value of its share measure; a part's share is of its total."""
    if query.operation is Op.SHARE and query.against in measure.parts:
        return _with(query, target=query.against, against=query.target)
    if measure.kind is MeasureKind.SHARE and query.operation is Op.SHARE:
        return _with(query, operation=Op.LOOKUP)
    share = shelf.share_of(measure)
    if share is None or query.against:
        return query
    in_percent = query.operation in IN_PERCENT and query.unit == "percent" and query.populations
    if query.operation is Op.SHARE and query.populations:
        return _with(query, target=share.id, operation=Op.LOOKUP, unit=None if query.unit == "percent" else query.unit)
    changed = query.operation in (Op.CHANGE, Op.GAP, Op.STEEPEST) and query.unit == "points"
    return _with(query, target=share.id) if in_percent or changed else query


def _headcount(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """A share asked for as a number of people is the count of the group."""
    if measure.share_of is None:
        return query
    counted = shelf.measures[measure.share_of]
    if query.unit != counted.unit or query.operation is Op.WHAT_IF:
        return query
    return _with(query, target=counted.id, populations=query.populations or (measure.default_population,))


def _dated(query: Query, measure: Measure, shelf: Shelf) -> Query:  # noqa: ARG001 - all rewrites are called alike
    """To find the date that falls in a year is to look up the dates of that year."""
    if query.operation is not Op.FIND or measure.kind is not MeasureKind.DATE:
        return query
    years = tuple(year for year in map(as_year, query.claimed) if year is not None)
    if not years and not query.periods:
        raise Refused("unlawful", "A date can only be found by a year.")
    return _with(query, operation=Op.LOOKUP, periods=(*query.periods, *years), claimed=(), comparator=None)


def _outnumbering(query: Query, measure: Measure, shelf: Shelf) -> Query:  # noqa: ARG001 - all rewrites are called alike
    """To find periods by two groups is to find those in which the first is above the second."""
    by_groups = query.operation is Op.FIND and len(query.populations) == 2 and not query.claimed
    return _with(query, comparator=query.comparator or "above") if by_groups else query


def as_year(value: Decimal) -> Period | None:
    """The year that a number names."""
    return Period.of(int(value)) if value == int(value) and 1000 <= value <= 9999 else None


def _when(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """When a value was reached is to find it; when a date was is to look it up."""
    if query.operation is Op.WHEN and query.claimed and measure.kind is not MeasureKind.DATE:
        return _with(query, operation=Op.FIND)
    if query.operation is Op.WHEN and measure.kind is MeasureKind.DATE:
        return _with(query, operation=Op.VERIFY if query.claimed else Op.LOOKUP)
    ended = [other.id for other in shelf.measures.values() if other.since == measure.id and other.unit == measure.unit]
    if query.operation is Op.DURATION and len(ended) == 1 and not query.against:
        return _with(query, target=ended[0])
    if query.operation is Op.DURATION and measure.kind is MeasureKind.DURATION and not query.against:
        return _with(query, operation=Op.LOOKUP)
    if query.operation is Op.GAP and measure.kind is MeasureKind.DATE:
        return _with(query, operation=Op.DURATION)
    return query


def _difference(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """A gap between two periods is a change; one group alone is set against the rest."""
    if query.operation in (Op.RATIO, Op.COMPARE) and len(query.populations) == 1 == len(query.periods):
        rest = () if query.against or query.claimed else shelf.siblings(measure, query.populations[0])
        return _with(query, populations=(*query.populations, *rest)) if len(rest) == 1 else query
    if query.operation is not Op.GAP or query.against:
        return query
    if len(query.periods) == 2 and len(query.populations) < 2:
        return _with(query, operation=Op.CHANGE)
    named = query.populations or (() if measure.default_population == WHOLE else (measure.default_population,))
    if len(named) == 1:
        return _with(query, populations=(named[0], *shelf.siblings(measure, named[0])))
    if not named:
        return _with(query, populations=shelf.complete_parts(measure))
    return query


def _level(query: Query, measure: Measure, shelf: Shelf) -> Query:
    """A flow over years that only a level is known for is set against another year by that level."""
    level = shelf.level_of(measure)
    pair = len(query.periods) == 2 and len(query.populations) < 2 and not query.against
    if level is None or query.operation not in AGAINST or not pair:
        return query
    known = [seen.period for seen in shelf.of(level) if query.source in (None, seen.source)]
    first, second = query.periods
    if first in known and second.is_year:
        return _with(query, target=level.id, against=measure.id)
    return _with(query, against=level.id) if second in known and first.is_year else query


def _claim(query: Query, measure: Measure, shelf: Shelf) -> Query:  # noqa: ARG001 - all rewrites are called alike
    """A claim without a value is a comparison of the two things it names."""
    if query.operation is not Op.VERIFY or query.claimed:
        return query
    pair = len(query.periods) == 2 or len(query.populations) == 2 or query.against is not None
    if query.comparator and pair:
        return _with(query, operation=Op.COMPARE)
    if query.periods and (measure.kind is MeasureKind.DATE or (query.comparator and measure.kind in COUNTED)):
        return query
    raise Refused("unlawful", "There is no claimed value to check.")


def _revised(query: Query, measure: Measure, shelf: Shelf) -> Query:  # noqa: ARG001 - all rewrites are called alike
    """How a value was revised is asked of the first and the final announcement, whichever of the two is named."""
    named = query.operation is Op.REVISION and query.vintage in ("first", "final")
    return _with(query, vintage=None) if named else query
