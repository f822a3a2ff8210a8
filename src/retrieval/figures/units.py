"""In which units an operation can give its result."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import Measure, MeasureKind
from retrieval.figures.outcome import Refused
from retrieval.model import Operation as Op
from retrieval.model import Query

DATES = {"date", "year"}
PERIOD_FOUND = (Op.HIGHEST, Op.LOWEST, Op.FIRST, Op.LAST, Op.FIND, Op.WHEN)
EXTRA: dict[Op, set[str]] = {
    Op.CHANGE: {"percent", "times", "points"},
    Op.TREND: {"percent", "points"},
    Op.RATIO: {"times", "percent"},
    Op.SHARE: {"percent"},
    Op.GAP: {"percent", "points"},
    Op.RANK: {"ordinal", "year"},
    Op.COMPARE: {"percent", "points", "times"},
    Op.DURATION: {"years"},
    Op.WHAT_IF: {"percent", "people"},
    Op.VERIFY: {"percent", "points", "times", "year", "date"},
}


def check_unit(query: Query, measure: Measure, other: Measure | None) -> None:
    """Raise Refused where the result cannot be given in the unit asked for, or two measures have no unit in common."""
    if other is not None and other.unit != measure.unit and query.operation is not Op.WHAT_IF:
        told = f"{text.capital(measure.label)} and {other.label} are not counted in the same unit, so they cannot be set against each other."
        raise Refused("unlawful", told)
    unit = query.unit
    if unit is None:
        return
    lawful = EXTRA.get(query.operation, set()) | ({measure.unit} if query.operation not in (Op.RATIO, Op.DURATION) else set())
    if measure.kind is MeasureKind.DATE or query.operation in PERIOD_FOUND:
        lawful |= DATES
    if unit == "points" and measure.unit != "percent":
        lawful -= {"points"}
    if unit not in lawful:
        raise Refused("no_unit", f"{text.capital(measure.label)}: this is given in {named(measure.unit)}, not in {named(unit)}.")


def named(unit: str) -> str:
    """A unit as a word."""
    return text.NOUN.get(unit, ("", "US dollars" if unit in text.SIGN else unit))[1]
