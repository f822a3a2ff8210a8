"""By how much a published value was changed, from the first that was announced to the one that stands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP

from retrieval import text
from retrieval.corpus import Observation, Status
from retrieval.figures.amount import sign
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.between import difference
from retrieval.figures.book import Book
from retrieval.figures.books import is_allowed, is_table
from retrieval.figures.outcome import Remark
from retrieval.figures.shelf import latest_first
from retrieval.figures.term import Term

ONCE = "Only one announcement of this number is held, so by how much it was changed cannot be said."
RECKONED = "This number was not published but is reckoned from others, so by how much it was changed cannot be said."
LATE = "What was announced before that is not held."


def revision(ask: Ask, book: Book) -> Result:
    """The first and the last value of a cell that one source published, and what lies between them."""
    seen = _published(ask)
    if not seen:
        return _alone(ask, book, RECKONED)
    last = max([one for one in seen if one.status is Status.FINAL] or seen, key=latest_first)
    first = min(seen, key=latest_first)
    if _day(first) == _day(last):
        return _alone(ask, book, ONCE)
    begun, ended = Term.observed(ask.measure, first), Term.observed(ask.measure, last)
    remarks = (Remark(kind="coverage", text=LATE, evidence=(first,)),) if _is_late(first) else ()
    told = f"{ask.say.subject(ask.measure, ask.population)} {ask.say.when(ended)}: {_announced(ask, begun)}"
    if _is_rounded(begun, ended):
        return stated(f"{told}, which is {_stands(ask, ended)}, rounded", (begun, ended), remarks=remarks)
    by = _between(begun, ended)
    size = ask.say.amount(by.shown, by.unit, by.population)
    moved = {1: f"raised by {size} to", -1: f"lowered by {size} to"}.get(sign(ended.worth.minus(begun.worth)) or 0)
    how = f", {moved} {_stands(ask, ended)}" if moved else f" and {_stands(ask, ended)}, a difference of {size}"
    return stated(told + how, (by,), told=(begun, ended), remarks=remarks)


def _alone(ask: Ask, book: Book, why: str) -> Result:
    """The value of a cell, and why it cannot be said how it was changed."""
    term = book.read(ask.measure, ask.population, ask.period)
    _ = term.worth
    return stated(ask.say.state(term), (term,), remarks=(Remark(kind="coverage", text=why),))


def _day(seen: Observation) -> str:
    return latest_first(seen)[0]


def _published(ask: Ask) -> Sequence[Observation]:
    """What the source that published the cell most often says of it; a table, where two did so equally often."""
    found = ask.shelf.at(ask.measure, ask.population, ask.period)
    allowed = [one for one in found if one.verbal is None and is_allowed(ask.shelf, ask.query, one)]
    by_source = {name: [one for one in allowed if one.source == name] for name in (one.source for one in allowed)}
    return max(by_source.values(), key=lambda own: (len(own), is_table(ask.shelf, own[0])), default=[])


def _is_late(first: Observation) -> bool:
    """Whether a value was announced so long after its time that another one must have been announced before."""
    if first.as_of is None or first.as_of.first is None or first.period.last is None:
        return False
    return first.as_of.first.year > first.period.last.year + 1


def _is_rounded(first: Term, last: Term) -> bool:
    """Whether the first value is the last one with fewer decimals, so that nothing was changed."""
    begun, ended = first.worth.low, last.worth.low
    if begun is None or ended is None or not _is_coarser(first, last):
        return False
    return ended.quantize(begun, ROUND_HALF_UP) == begun


def _is_coarser(first: Term, last: Term) -> bool:
    decimals = [-int(term.worth.ends[0].as_tuple().exponent) for term in (first, last)]
    return decimals[0] < decimals[1]


def _between(first: Term, last: Term) -> Term:
    """What lies between two values, the smaller taken from the larger; about, where one has fewer decimals."""
    larger, smaller = (first, last) if sign(last.worth.minus(first.worth)) == -1 else (last, first)
    by = difference(smaller, larger, unit="points" if first.unit == "percent" else None)
    if not _is_coarser(first, last):
        return by
    return by.model_copy(update={"amount": by.worth.model_copy(update={"approximate": True})})


def _announced(ask: Ask, term: Term) -> str:
    seen = term.evidence[0]
    return f"{ask.say.value(term)} as {'' if _is_late(seen) else 'first '}announced{_dated(seen)}"


def _stands(ask: Ask, term: Term) -> str:
    final = term.evidence[0].status is Status.FINAL
    return f"{ask.say.value(term)} {'in the final figures' if final else f'as announced{_dated(term.evidence[0])}'}"


def _dated(seen: Observation) -> str:
    return f" {text.on(seen.as_of)}" if seen.as_of else ""
