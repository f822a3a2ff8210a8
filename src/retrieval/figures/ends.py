"""The end of a range that is asked for, said beside the range: reckoned from the same end of each range it rests on."""

from __future__ import annotations

from collections.abc import Callable

from retrieval import text
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused
from retrieval.model import Figure, Operation
from retrieval.period import Period

CELLS = (Operation.LOOKUP, Operation.SERIES)
# The low end of the result is the least it can be.
WHOLE = (*CELLS, Operation.RANGE, Operation.SUM, Operation.AVERAGE, Operation.SCALE)
BETWEEN = (Operation.CHANGE, Operation.GAP, Operation.RATIO)  # low against low, which need not be the least
LEAST = {"low": "at the least", "high": "at the most"}


def with_end(ask: Ask, book: Book, operation: Callable[[Ask, Book], Result]) -> Result:
    """What an operation finds and, where a range is among it, the end of it that the query wants."""
    result = operation(ask, book)
    bound = ask.query.bound
    if bound is None or not result.figures:
        return result
    if ask.query.operation not in (*WHOLE, *BETWEEN):
        return _without(ask, result)
    try:
        ends = operation(ask, book.at_end(bound))
    except Refused:  # the ends of one range are no range
        return result
    pairs = list(zip(result.figures, ends.figures, strict=False))
    found = [pair for pair in pairs[: None if ask.query.operation in CELLS else 1] if _is_end(*pair)]
    if not found:
        return result
    named = ask.query.operation in CELLS and len(found) > 1
    how = LEAST[bound] if ask.query.operation in WHOLE else f"reckoned from the {bound} ends,"
    told = text.listing([_told(ask, *pair, named=named) for pair in found])
    figures = (*result.figures, *(end for _, end in found))
    return result.model_copy(update={"headline": f"{result.headline}; {how} {told}", "figures": figures})


def _is_end(whole: Figure, end: Figure) -> bool:
    """Whether a figure is one end of a range, or is reckoned from ends where the other is reckoned from ranges."""
    is_value = end.value is not None and not isinstance(end.value, Period)
    return is_value and (whole.low is not None or whole.formula != end.formula) and whole.unit == end.unit


def _told(ask: Ask, whole: Figure, end: Figure, *, named: bool) -> str:
    """An end as the range writes it, with its time where there are several; how it was reckoned from other ends."""
    assert end.value is not None
    assert not isinstance(end.value, Period)
    amount = Amount.of(end.value, approximate=end.approximate and whole.value is not None)
    value = ask.say.amount(amount, end.unit, end.population)
    if named:
        return f"{value} {ask.say.asked(ask.measure, end.period)}"
    return f"{value} ({end.formula})" if ask.query.operation in BETWEEN else value


def _without(ask: Ask, result: Result) -> Result:
    """A result of which no end can be taken, refused where its leading figure is a range."""
    if result.figures[0].low is None or result.figures[0].high is None:
        return result
    raise ask.no("unlawful", "of what is asked, one end of a range cannot be taken alone")
