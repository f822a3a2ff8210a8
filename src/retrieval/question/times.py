"""The periods that a candidate asks of: those named, or those that stand behind words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from retrieval.corpus import WHOLE, Corpus, Measure, MeasureKind
from retrieval.model import Operation
from retrieval.period import OPEN, Period
from retrieval.question.slots import Slots

Op = Operation
PAIR = 2
FROM_BASE = {Op.CHANGE, Op.RATIO, Op.COMPARE, Op.GAP, Op.SUM, Op.AVERAGE}  # that a year counted from another one has
AGAINST = {Op.CHANGE, Op.RATIO, Op.COMPARE, Op.GAP}  # that set it against what was asked before
EXTREMES = {Op.HIGHEST, Op.LOWEST, Op.FIRST, Op.LAST}  # of one span: years inside it are what is claimed
PASSING = {Op.FIRST, Op.LAST}  # of the years from the one that is counted from another: "the first year after 2011"
TWO = {Op.CHANGE, Op.RATIO, Op.COMPARE}  # operations on two periods
YEARLY = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE, MeasureKind.LEVEL)


class Times:
    """Assigns periods over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._anchor = corpus.anchor
        self._known = _values(corpus)
        self._levels = _levels(corpus)
        self._periods: dict[str, list[Period]] = {}
        for observation in corpus.observations:
            self._periods.setdefault(observation.measure, []).append(observation.period)

    def assigned(
        self, measure: Measure, operation: Operation, slots: Slots, *, alone: bool = True
    ) -> tuple[Period, ...]:
        """The periods named, or those that stand behind words and numbers: the past, "from 2,706 to 1,516".

        alone: no other measure stands beside this one, so what is compared are times.
        """
        own = sorted(self._periods.get(measure.id, []), key=_end)
        if operation is not Op.SHARE:
            slots = slots.model_copy(update={"periods": _ended(slots.periods)})
        pair = self._paired(measure, operation, slots, own) if alone else None
        if pair:
            return pair
        if operation is Op.AVERAGE and not slots.periods and alone:
            levels = self._levels.get(measure.id, {})
            return tuple(levels[number] for number in slots.numbers if number in levels)[:1]
        if len(set(own)) == 1 and _about(slots.periods, own[0]):
            return (own[0],)
        if slots.periods:
            return self._told(measure, slots, own)
        years = [int(period.root) for period in own if period.is_year]
        if slots.recent and years and measure.kind is not MeasureKind.DATE:
            begin, end = slots.recent
            return (Period.of(years[-1] - begin, years[-1] - end),)
        if slots.past and own and measure.kind is MeasureKind.PRICE and operation not in TWO:
            return (own[0] if len(own) > 1 else _before(own[0]),)
        known = self._known.get(measure.id, {})
        named = tuple(dict.fromkeys(known[number] for number in slots.numbers if number in known))
        return named if operation in TWO and len(named) > 1 else ()

    def of(self, measure: str) -> tuple[Period, ...]:
        """The times a measure has a value of."""
        return tuple(dict.fromkeys(self._periods.get(measure, ())))

    def out_of_all(self, measure: Measure, periods: tuple[Period, ...]) -> tuple[Period, ...]:
        """A time whose share is asked of nothing named, with everything up to the latest as the whole."""
        years = [int(period.root) for period in self.of(measure.id) if period.is_year]
        is_alone = len(periods) == 1 and periods[0].first is not None and periods[0].last is not None
        return (*periods, Period.of(OPEN, max(years))) if is_alone and years else periods

    def _paired(
        self, measure: Measure, operation: Operation, slots: Slots, own: Sequence[Period]
    ) -> tuple[Period, ...] | None:
        """The periods of an operation on two, in their order; None where they are not two."""
        base = slots.base if operation in FROM_BASE else None
        base = base or (slots.before if operation in AGAINST else None) or self._aside(operation, slots)
        if base and len(slots.periods) == 1:
            period = slots.periods[0]
            return (Period.of(base.root, OPEN),) if period.last is None else (base, period)
        if operation is Op.TREND and len(slots.periods) == PAIR and all(_begins(period) for period in slots.periods):
            return (Period.of(*sorted(period.root.partition("/")[0] for period in slots.periods)),)
        if operation in PASSING and slots.base and slots.claims and len(slots.periods) == 1:
            year = slots.periods[0].root
            return (Period.of(year, OPEN) if year > slots.base.root else Period.of(OPEN, year),)
        if operation is Op.TREND and len(slots.periods) == 1 and slots.periods[0].is_year:
            return (Period.of(slots.periods[0].root, OPEN),)
        if operation in EXTREMES:
            whole = [one for one in slots.periods if all(one.covers(period) for period in slots.periods)]
            return (whole[0],) if whole and len(slots.periods) > 1 else None
        if operation in TWO and slots.pair and len(slots.periods) == 1:
            years = slots.periods[0].years
            return (Period.of(years[0]), Period.of(years[-1]))
        if operation in TWO and len(slots.periods) == PAIR:
            return tuple(_edge(period) for period in slots.periods)
        if len(slots.periods) != 1:
            return None
        return self._with_one(measure, operation, slots, own)

    def _with_one(
        self, measure: Measure, operation: Operation, slots: Slots, own: Sequence[Period]
    ) -> tuple[Period, ...] | None:
        """The one period named and the one that it is set against: the newest, a level's, or the former price's."""
        newest = next((period for period in reversed(own) if period.is_year), None)
        if slots.latest and operation in TWO and slots.periods[0].is_year and newest not in (None, *slots.periods):
            return (*slots.periods, newest) if newest else None
        if operation in (Op.CHANGE, Op.GAP):
            levels = self._levels.get(measure.id, {})
            level = next((levels[number] for number in slots.numbers if number in levels), None)
            if level and level != slots.periods[0]:
                return (level, *slots.periods)
        if operation in TWO and measure.kind is MeasureKind.PRICE and len(own) > 1:
            named = self._told(measure, slots, own)
            return (*named, own[0]) if operation is Op.RATIO else (own[0], *named)
        return None

    def _aside(self, operation: Operation, slots: Slots) -> Period | None:
        """The year at the near end of an event that a single year is set against: "2024 … before the flood"."""
        if operation not in TWO or len(slots.aside) != 1 or not slots.periods[0].is_year:
            return None
        event = slots.aside[0]
        return Period.of(event.last.year) if event.last and (event.is_year or event.first is None) else None

    def _told(self, measure: Measure, slots: Slots, own: Sequence[Period]) -> tuple[Period, ...]:
        """The periods asked of: without the day on which all was written, and of a price "by then" as then.

        An event that a date is asked of is no time that is claimed for it.
        """
        if measure.kind in YEARLY:
            return slots.periods
        told = slots.events if measure.kind is MeasureKind.DATE else ()
        named = [period for period in slots.periods if period != self._anchor and period not in told]
        if measure.kind is not MeasureKind.PRICE or not own:
            return tuple(named)
        return tuple(
            Period(period.root.rpartition("/")[2]) if period.is_cumulative and not own[0].covers(period) else period
            for period in named
        )


def _end(period: Period) -> str:
    return str(period.last or period.first)


def _before(period: Period) -> Period:
    """Everything up to the year before a period."""
    return Period.of(OPEN, period.years[0] - 1) if period.years else period


def _ended(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """An open beginning as the year it ends with, where one year before it is named: "from 2011 … by 2013"."""
    years = {period.root for period in periods if period.is_year}
    if len(periods) != PAIR or len(years) != 1:
        return periods
    return tuple(
        Period(period.root.rpartition("/")[2])
        if period.is_cumulative and period.root.rpartition("/")[2] > min(years)
        else period
        for period in periods
    )


def _about(periods: tuple[Period, ...], known: Period) -> bool:
    """Whether what is named is, to a year, the one span that a measure is known for; an open beginning is none."""
    years = [year for period in periods for year in period.years] + [p.last.year for p in periods if p.last]
    if not years or len(known.years) < PAIR or any(period.last is None for period in periods):
        return False
    begins = any(period.is_cumulative for period in periods) or abs(min(years) - known.years[0]) <= 1
    return begins and abs(max(years) - known.years[-1]) <= 1


def _begins(period: Period) -> bool:
    """Whether it is a year, or begins with one and has no end."""
    return period.is_year or (period.last is None and len(period.root.partition("/")[0]) == len("2013"))


def _edge(period: Period) -> Period:
    """The year at the one end of an open period: "since 2011" against another year."""
    begin = period.root.partition("/")[0]
    return Period(begin) if period.last is None and period.first and not begin.partition("-")[1] else period


def _levels(corpus: Corpus) -> Mapping[str, Mapping[Decimal, Period]]:
    """The times of the levels around which each flow moved, by their values."""
    level_of = {measure.id: measure.level_of for measure in corpus.measures if measure.level_of}
    known: dict[str, dict[Decimal, Period]] = {}
    for one in corpus.observations:
        flow = level_of.get(one.measure)
        if flow and isinstance(one.value, Decimal):
            known.setdefault(flow, {})[one.value] = one.period
    return known


def _values(corpus: Corpus) -> Mapping[str, Mapping[Decimal, Period]]:
    known: dict[str, dict[Decimal, Period]] = {}
    for observation in corpus.observations:
        if isinstance(observation.value, Decimal) and observation.population == WHOLE and observation.period.is_year:
            known.setdefault(observation.measure, {}).setdefault(observation.value, observation.period)
    return known
