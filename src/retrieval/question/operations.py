"""The operation that is meant, once it is known what slots a question fills."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.corpus import Measure, MeasureKind
from retrieval.model import Operation
from retrieval.period import Period
from retrieval.question.slots import SMALL, Slots
from retrieval.question.times import PAIR

Op = Operation
PLAIN = {Op.LOOKUP, Op.SERIES, Op.RANGE, Op.SUM, Op.GAP, Op.COMPARE, Op.WHAT_IF}
OF_GROUPS = {Op.CHANGE: Op.GAP, Op.RANGE: Op.GAP, Op.HIGHEST: Op.COMPARE, Op.LOWEST: Op.COMPARE}  # of two groups
OF_CELLS = {Op.COMPARE, Op.CHANGE, Op.GAP, Op.RATIO}  # of two cells: each of two groups in a time of its own
ORDERED = {Op.LOOKUP, Op.VERIFY, Op.HIGHEST, Op.LOWEST}  # by which one time is asked to be an extreme
SIDES = {"highest": "above", "lowest": "below"}
COUNTED = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.LEVEL, MeasureKind.COUNT)


def settled(
    measure: Measure, operation: Operation, periods: tuple[Period, ...], slots: Slots, populations: tuple[str, ...]
) -> Operation:
    """The operation that the slots allow: the first line that holds, else the one that was voted for."""
    if measure.kind is MeasureKind.DATE:
        return _of_date(operation, claimed=bool(periods and (populations or not measure.dimensions)))
    counted, several = measure.kind in COUNTED, len(periods) > 1 or len(populations) > 1
    groups = len(populations) == PAIR and len(periods) < PAIR
    one_year = len(periods) == 1 and periods[0].is_year
    passing = slots.claims and slots.comparators and not periods
    pair, ends = len(periods) == PAIR, len({year for period in periods for year in period.years}) >= PAIR
    is_flow, moved = measure.kind is MeasureKind.FLOW, counted and len(slots.moved) == 1
    is_stock = measure.kind is MeasureKind.STOCK
    whole_stock = is_stock and not populations and not any(not period.is_cumulative for period in periods)
    lines = (
        (operation in ORDERED and one_year and is_place(slots, measure), Op.RANK),
        (operation is Op.LAST and counted and not slots.claims and len(populations) < PAIR, Op.LOOKUP),
        (operation is Op.FIRST and counted and slots.vintages and not slots.claims and not groups, Op.LOOKUP),
        (operation in (Op.SUM, Op.PARTS) and whole_stock and not periods[1:], Op.LOOKUP),
        (operation in (Op.LOOKUP, Op.SERIES) and counted and ends and slots.moved and not populations[1:], Op.CHANGE),
        (operation is Op.RANK and pair and not places(slots), Op.COMPARE),
        (operation is Op.SCALE and counted, Op.WHAT_IF),
        (operation is Op.SCALE and not (slots.parties or slots.numbers), Op.LOOKUP),
        (operation is Op.DURATION and counted and slots.claims and slots.comparators, Op.FIND),
        (operation is Op.PARTS and measure.kind is MeasureKind.PRICE and not measure.parts, Op.LOOKUP),
        (operation in PLAIN and measure.kind is MeasureKind.LEVEL and pair, Op.CHANGE),
        (operation in PLAIN and measure.kind is MeasureKind.PRICE and slots.parties, Op.SCALE),
        (operation is Op.VERIFY and _checks(measure, slots, pair=groups or pair), Op.VERIFY),
        (operation is Op.WHAT_IF and measure.kind is MeasureKind.PRICE and slots.numbers, Op.SCALE),
        (operation in (Op.HIGHEST, Op.LOWEST) and slots.claims and slots.comparators, Op.FIND),
        (operation is Op.GAP and len(periods) == PAIR and len(populations) < PAIR, Op.CHANGE),
        (operation in (Op.HIGHEST, Op.LOWEST) and one_year and counted, Op.RANK),
        (operation in PLAIN and len(periods) == PAIR and "percent" in slots.units and not populations, Op.CHANGE),
        (operation in OF_GROUPS and groups, OF_GROUPS.get(operation, operation)),
        (operation is Op.TREND and counted and "percent" in slots.units, Op.CHANGE),
        (operation in (Op.FIND, Op.VERIFY) and counted and not slots.claims and places(slots), Op.RANK),
        (operation is Op.CHANGE and is_flow and _within_year(periods), Op.LOOKUP),
        (
            operation in OF_CELLS and is_flow and len(periods) == PAIR == len(populations) and not slots.by_turns,
            Op.SERIES,
        ),
        (operation is Op.WHEN and slots.claims, Op.FIND),
        (operation is Op.WHEN and measure.kind is MeasureKind.FLOW, Op.TREND),
        (operation in (Op.VERIFY, Op.COMPARE) and passing and measure.kind is MeasureKind.FLOW, Op.FIND),
        (operation is Op.VERIFY and (slots.times or moved) and len(periods) == PAIR, Op.VERIFY),
        (operation in (Op.HIGHEST, Op.LOWEST) and is_flow and len(periods) == PAIR, Op.COMPARE),
        (operation is Op.VERIFY and not slots.claims, Op.LOOKUP),
        (operation is Op.LOOKUP and several, Op.SERIES),
        (operation is Op.LOOKUP and slots.claims and periods, Op.VERIFY),
    )
    return next((instead for holds, instead in lines if holds), operation)


def _checks(measure: Measure, slots: Slots, *, pair: bool) -> bool:
    """Whether there is something to check without a large number: a small count, or which of two is the greater."""
    is_small = measure.kind is MeasureKind.COUNT and bool(slots.numbers)
    return is_small or (measure.kind in COUNTED and pair and bool(slots.comparators) and not slots.claims)


def _of_date(operation: Operation, *, claimed: bool) -> Operation:
    """Of a date it is asked when it was, or whether that is so."""
    if operation not in (Op.LOOKUP, Op.WHEN, Op.VERIFY):
        return operation
    return Op.VERIFY if claimed else Op.WHEN


def _within_year(periods: Sequence[Period]) -> bool:
    """Whether one span that begins or ends inside a year is named: what came then is what a total grew by."""
    return len(periods) == 1 and periods[0].first is not None and not periods[0].whole_years and not periods[0].is_year


def is_place(slots: Slots, measure: Measure) -> bool:
    """Whether one time is said to stand at an end of an order, be it with its value."""
    return measure.kind in COUNTED and len(slots.periods) == 1 == len(slots.extremes)


def places(slots: Slots) -> Sequence[int]:
    """Places in an order: said as such, or small numbers."""
    return [*slots.places, *(int(number) for number in slots.numbers if 1 <= number <= SMALL)]
