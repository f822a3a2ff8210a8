"""What lies between two values: their difference, as people or percent, and the one over the other."""

from __future__ import annotations

from retrieval import text
from retrieval.figures.amount import HUNDRED, Amount, sign
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import in_time
from retrieval.figures.term import MINUS, OVER, TIMES, Term, span
from retrieval.model import Unit


def difference(first: Term, second: Term, *, unit: Unit | None = None) -> Term:
    """The second minus the first."""
    formula = f"{second.written}{MINUS}{first.written}"
    worth, period = second.worth.minus(first.worth), span(first.period, second.period)
    return Term.computed(second, worth, formula, [second, first], unit=unit, period=period)


def apart(first: Term, second: Term) -> Term:
    """The difference of two cells: of one group from the earlier to the later, else from the smaller to the larger."""
    is_one = (first.measure, first.population) == (second.measure, second.population)
    if is_one and first.period != second.period:
        first, second = sorted((first, second), key=lambda term: in_time(term.period))
    elif sign(second.worth.minus(first.worth)) == -1:
        first, second = second, first
    return difference(first, second, unit="points" if first.unit == "percent" else None)


def percentage(first: Term, second: Term) -> Term:
    """The change from the first to the second in percent of the first, which is not zero."""
    worth = second.worth.minus(first.worth).over(first.worth).times(HUNDRED)
    formula = f"({second.written}{MINUS}{first.written}){OVER}{first.written}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(second, worth, formula, [second, first], unit="percent", period=period)


def quotient(first: Term, second: Term, *, unit: Unit = "times") -> Term:
    """The first over the second, as times or as percent of the second, which is not zero."""
    worth, formula = first.worth.over(second.worth), f"{first.written}{OVER}{second.written}"
    if unit == "percent":
        worth, formula = worth.times(HUNDRED), f"{formula}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(first, worth, formula, [first, second], unit=unit, period=period)


def not_zero(base: Term) -> None:
    """Refuse to divide by a value of which an end is zero."""
    if base.worth.has_zero:
        raise Refused("unlawful", "Nothing can be a multiple or percentage of zero; only the difference can be said.")


def unsigned(amount: Amount) -> Amount:
    """An amount that is negative at both ends, as its size."""
    if sign(amount) == -1 and amount.low is not None and amount.high is not None:
        return Amount(low=-amount.high, high=-amount.low, approximate=amount.approximate)
    return amount
