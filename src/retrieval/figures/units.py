"""In which units an operation can give its result."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import Measure, MeasureKind
from retrieval.figures.outcome import Refused
from retrieval.figures.settle import YEARLY
from retrieval.figures.wording import Wording
from retrieval.model import Operation as Op
from retrieval.model import Query

DATES = {"date", "year"}
PERIOD_FOUND = (Op.HIGHEST, Op.LOWEST, Op.FIRST, Op.LAST, Op.FIND, Op.WHEN, Op.STEEPEST)
EXTRA: dict[Op, set[str]] = {
    Op.CHANGE: {"percent", "times", "points"},
    Op.TREND: {"percent", "points"},
    Op.FIND: {"years"},
    Op.STEEPEST: {"percent", "points"},
    Op.REVISION: {"points"},
    Op.RATIO: {"times", "percent"},
    Op.SHARE: {"percent"},
    Op.GAP: {"percent", "points"},
    Op.RANK: {"ordinal", "year"},
    Op.COMPARE: {"percent", "points", "times"},
    Op.DURATION: {"years"},
    Op.WHAT_IF: {"percent", "people"},
    Op.VERIFY: {"percent", "points", "times", "year", "date"},
}


def check_unit(query: Query, measure: Measure, other: Measure | None, say: Wording) -> None:
    """Raise Refused where the result cannot be given in the unit asked for, or two measures have no unit in common."""
    subject = text.capital(say.subject(measure))
    if other is not None and other.unit != measure.unit and query.operation is not Op.WHAT_IF:
        told = f"{subject} and {say.subject(other)} have different units, so they cannot be set against each other."
        raise Refused("unlawful", told)
    unit = query.unit
    if unit is None:
        return
    own = {measure.unit} if query.operation not in (Op.RATIO, Op.DURATION) else set()
    lawful = EXTRA.get(query.operation, set()) | own
    if measure.kind is MeasureKind.DATE or query.operation in PERIOD_FOUND:
        lawful |= DATES
    if unit == "points" and measure.unit != "percent":
        lawful -= {"points"}
    if query.operation is Op.FIND and not (query.comparator in ("above", "below") and measure.kind in YEARLY):
        lawful -= {"years"} - own  # of a value that is looked for, or of days, no years are counted
    if unit in lawful:
        return
    if measure.kind is MeasureKind.DATE:
        raise Refused("no_unit", f"{subject}: this is a date and cannot be given in {named(unit)}.")
    raise Refused("no_unit", f"{subject}: this is given in {named(measure.unit)}, not in {named(unit)}.")


def named(unit: str) -> str:
    """A unit as a word."""
    words = {"USD": "US dollars", "date": "a date", "year": "a year", "ordinal": "a place", "count": "a bare number"}
    return words.get(unit) or text.NOUN[unit][1]
