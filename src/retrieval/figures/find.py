"""Which periods have a value, or lie beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from retrieval import text
from retrieval.corpus import Observation, Status
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.books import is_allowed
from retrieval.figures.order import TESTS, beyond, none_beyond
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import in_time
from retrieval.figures.spans import run
from retrieval.figures.term import Term, span
from retrieval.figures.wording import years


def find(ask: Ask, book: Book) -> Result:
    """The periods whose value is the number named, in any vintage."""
    if not ask.query.claimed:
        raise Refused("unlawful", "There is no number to look for.")
    if ask.query.comparator in ("above", "below"):
        seen = run(ask, book)
        terms, than = beyond(ask, seen, TESTS[ask.query.comparator])
        if seen and not terms:
            return none_beyond(ask, seen, f"not one of {years([term.period for term in seen])} has {than}")
        if all(term.period.is_year for term in seen) and (len(terms) > 1 or ask.query.unit == "years"):
            return _counted(ask, seen, terms, than)
    else:
        terms = [term for value in ask.query.claimed for term in matches(ask, book, value)]
    if not terms:
        values = text.listing([text.number(value) for value in ask.query.claimed], "or")
        raise Refused("no_period", f"No period has {values} as a value of {ask.named}.")
    return stated("; ".join(announced(ask, term) for term in terms), tuple(terms))


def _counted(ask: Ask, seen: Sequence[Term], found: Sequence[Term], than: str) -> Result:
    """The years beyond a number, and how many of those looked at they are."""
    among, number = years([term.period for term in seen]), Amount.of(len(found))
    whole = span(*(term.period for term in seen))
    count = Term.computed(found[0], number, f"count of {among} with {than}", seen, unit="years", period=whole)
    told = "; ".join(announced(ask, term) for term in found)
    headline = f"of {among}, {text.number(len(found))} had {than}: {told}"
    return stated(headline, (*found, count), inputs=tuple(found))


def matches(ask: Ask, book: Book, value: Decimal, *, earlier: bool = True) -> list[Term]:
    """The periods that have the number today; only where none has, those that had it in an earlier announcement."""
    groups = ask.query.populations or (ask.population,)
    read = [book.find(ask.measure, group, period) for period in ask.periods for group in groups]
    found = {term.period: term for term in read if term and term.amount and value in term.shown.ends}
    for one in sorted(ask.shelf.of(ask.measure), key=ask.shelf.worth):
        known = value in (one.value, one.low, one.high) and one.population in groups
        if known and is_allowed(ask.shelf, ask.query, one) and _stands(ask, one):
            found.setdefault(one.period, Term.observed(ask.measure, one))
    if not found and earlier:
        for one in sorted(ask.shelf.of(ask.measure), key=ask.shelf.worth):
            known = value in (one.value, one.low, one.high) and one.population in groups
            if known and is_allowed(ask.shelf, ask.query, one):
                found.setdefault(one.period, Term.observed(ask.measure, one))
    return sorted(found.values(), key=lambda term: in_time(term.period))


def _stands(ask: Ask, seen: Observation) -> bool:
    """Whether a value holds today: it is printed, final or the best there is; a share that can be computed does not."""
    if ask.measure.share_of is not None:
        return False
    best = min(ask.shelf.at(ask.measure, seen.population, seen.period), key=ask.shelf.worth)
    return seen.status is not Status.PROVISIONAL or seen == best


def announced(ask: Ask, term: Term) -> str:
    """The sentence of a value found, with the date of an announcement that is not final."""
    seen = term.evidence[0]
    dated = (
        f", as announced {text.on(seen.as_of)}"
        if term.formula is None and seen.as_of and term.status == "provisional"
        else ""
    )
    return ask.say.state(term) + dated
