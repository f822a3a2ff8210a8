"""Which periods have a value, or lie beyond it, or in which one group outnumbers another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from retrieval import text
from retrieval.corpus import Observation, Status
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.books import is_allowed
from retrieval.figures.compare import beside
from retrieval.figures.order import TESTS, Pair, beyond, by_pair, none_beyond, outnumbering
from retrieval.figures.outcome import Refused
from retrieval.figures.pairs import grouped
from retrieval.figures.shelf import in_time
from retrieval.figures.spans import run
from retrieval.figures.term import Term, span
from retrieval.figures.wording import years


def find(ask: Ask, book: Book) -> Result:
    """The periods whose value is the number named, in any vintage; those in which one group outnumbers another."""
    if not ask.query.claimed and len(ask.populations) == 2:
        return _outnumbered(ask, book)
    if not ask.query.claimed:
        raise Refused("unlawful", "There is no number to look for.")
    if ask.query.comparator in ("above", "below"):
        if len(ask.populations) > 1:
            raise ask.no("unlawful", "for a number to be above or below, one group is named at a time")
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
    among = years([term.period for term in seen])
    told = "; ".join(announced(ask, term) for term in found)
    headline = f"of {among}, {text.number(len(found))} had {than}: {told}"
    return stated(headline, (*found, _count(seen, found, than)), inputs=tuple(found))


def _count(seen: Sequence[Term], found: Sequence[Term], than: str) -> Term:
    """How many of the years looked at are beyond something."""
    periods = [term.period for term in seen]
    formula, whole = f"count of {years(periods)} with {than}", span(*periods)
    return Term.computed(found[0], Amount.of(len(found)), formula, seen, unit="years", period=whole)


def _outnumbered(ask: Ask, book: Book) -> Result:
    """The periods in which the first group is above or below the second, and how many years those are."""
    pairs, test = by_pair(ask, book), TESTS[ask.query.comparator or "above"]
    if len(pairs) == 1:
        return beside(ask, *pairs[0])
    found = [pair for pair in pairs if test(pair[0].worth.ends[0], pair[1].worth.ends[0])]
    among, than = years([one.period for one, _ in pairs]), outnumbering(ask)
    if not found:
        return _nearest(ask, pairs, f"not one of {among} has {than}")
    told = "; ".join(f"{_both(ask, pair)} {ask.say.when(pair[0])}" for pair in found)
    terms = tuple(term for pair in found for term in pair)
    if not all(one.period.is_year for one, _ in pairs):
        return stated(f"of {among}, with {than}: {told}", terms)
    count = _count([one for one, _ in pairs], [one for one, _ in found], than)
    return stated(f"of {among}, {text.number(len(found))} had {than}: {told}", (*terms, count), inputs=terms)


def _nearest(ask: Ask, pairs: Sequence[Pair], told: str) -> Result:
    """That no period is so, shown by the one that comes nearest to it."""
    sign = {"above": -1, "below": 1}.get(ask.query.comparator or "above")
    best = min(pairs, key=lambda pair: _ahead(pair) * sign if sign else abs(_ahead(pair)))
    return stated(f"{told}; the nearest: {_both(ask, best)} {ask.say.when(best[0])}", best, denies=True)


def _ahead(pair: Pair) -> Decimal:
    """By how much the first of two is the larger."""
    return pair[0].worth.ends[0] - pair[1].worth.ends[0]


def _both(ask: Ask, pair: Pair) -> str:
    return f"{grouped(ask, pair[0])} against {grouped(ask, pair[1])}"


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
