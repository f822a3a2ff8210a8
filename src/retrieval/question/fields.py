"""Fields of a query that its operation decides: the unit of the result, and what becomes of the numbers named."""

from __future__ import annotations

from retrieval.corpus import Measure, MeasureKind
from retrieval.model import Operation, Unit
from retrieval.question.left import Left
from retrieval.question.operations import COUNTED, SIDES, is_place, places
from retrieval.question.slots import Slots
from retrieval.question.times import PAIR

Op = Operation
IN_PERCENT = {Op.CHANGE, Op.GAP, Op.COMPARE, Op.SHARE, Op.STEEPEST}  # whose result may be asked for in percent
OF_ENDS = {Op.LOOKUP, Op.SUM, Op.SCALE, Op.CHANGE, Op.GAP, Op.RATIO}  # that may be asked of one end of a range
MONEY = "USD"
WHOLE_ONLY = {Op.LOOKUP, Op.SERIES, Op.SUM, Op.AVERAGE}  # of a count, never in percent
CLAIMED = {Op.VERIFY, Op.FIND, Op.FIRST, Op.LAST}


def unit(measure: Measure, operation: Operation, slots: Slots, populations: tuple[str, ...]) -> Unit | Left | None:
    """The unit of the result, where one is asked for that is not the measure's own; money only of what has a price."""
    if MONEY in slots.units and measure.unit != MONEY:
        return Left("no_unit", MONEY)
    if measure.kind is MeasureKind.DATE:
        return None
    is_share = measure.kind is MeasureKind.SHARE
    if operation is Op.WHAT_IF and "percent" in slots.units and measure.kind in COUNTED:
        return "percent" if slots.numbers else None
    if operation is Op.VERIFY and slots.times and not slots.claims:
        return "times"
    for asked in ("points", "percent"):
        if asked in slots.units and (operation in IN_PERCENT or (populations and not is_share)):
            return "points" if asked == "points" else "percent"
    if "percent" in slots.units and operation in WHOLE_ONLY and measure.kind in COUNTED:
        return Left("no_unit", "percent")
    given = bool(slots.claims) and operation is not Op.VERIFY  # "69 percent"
    in_heads = "people" in slots.units and ("percent" not in slots.units or given)
    return "people" if is_share and measure.share_of and in_heads else None


def bound(operation: Operation, slots: Slots, measure: Measure) -> str | None:
    """The one end of a price's range that is asked for."""
    is_one = measure.kind is MeasureKind.PRICE and operation in OF_ENDS and len(slots.bounds) == 1
    return slots.bounds[0] if is_one else None


def numbers(operation: Operation, slots: Slots, measure: Measure, populations: tuple[str, ...]) -> dict[str, object]:
    """The fields that numbers, places and sides fill."""
    if operation is Op.VERIFY and slots.times and not slots.claims:
        return {"claimed": slots.times[:1]}
    if operation is Op.RANK and is_place(slots, measure):
        return {"rank": next(iter(slots.places), 1), "comparator": SIDES[slots.extremes[0]]}
    if operation in CLAIMED:
        return {
            "claimed": slots.claims[:4] or (slots.numbers[:1] if len(populations) < PAIR else ()),
            "comparator": next(iter(slots.comparators), None) or _passed(operation, slots, populations),
        }
    if operation is Op.WHAT_IF and "percent" in slots.units:
        return {"claimed": slots.numbers[:1], "comparator": next(iter(slots.comparators), None)}
    if operation is Op.WHAT_IF:
        small = [*slots.times, *(number for number in slots.numbers if number > 1)]
        if small and not slots.claims:
            return {"times": small[0]}
        return {"claimed": slots.claims[:1], "comparator": next(iter(slots.comparators), None)}
    if operation is Op.SCALE:
        heads = [number for number in (*slots.parties, *slots.numbers) if number > 0]
        return {"times": heads[0]} if heads else {}
    if operation is Op.RANK and measure.kind in COUNTED:
        found = slots.places if any(period.is_year for period in slots.periods) else places(slots)
        return {"rank": found[-1], "comparator": _from_below(slots)} if found else {}
    if operation is Op.STEEPEST:
        return {"comparator": slots.moved[0] if len(slots.moved) == 1 else None}
    return {}


def _from_below(slots: Slots) -> str | None:
    return SIDES["lowest"] if slots.extremes == ("lowest",) else None


def _passed(operation: Operation, slots: Slots, populations: tuple[str, ...]) -> str | None:
    """Which side of a number is meant where it is not said: where it moved to, or it is passed upwards."""
    if operation is Op.VERIFY and not slots.claims and len(slots.periods) == PAIR and len(slots.moved) == 1:
        return slots.moved[0]
    return "above" if operation in (Op.FIRST, Op.LAST) and (slots.claims or len(populations) == PAIR) else None
