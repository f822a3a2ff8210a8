"""Cells put in order of size: highest, lowest, rank, first and last beyond a threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from retrieval import text
from retrieval.corpus import WHOLE, MeasureKind
from retrieval.figures import dates
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book, Missing
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.spans import even, run
from retrieval.figures.term import Term, unit_of
from retrieval.figures.wording import years
from retrieval.model import Operation

Pair = tuple[Term, Term]  # two groups in one period
Test = Callable[[Decimal, Decimal], bool]
TESTS: dict[str, Test] = {"above": lambda a, b: a > b, "below": lambda a, b: a < b, "equal": lambda a, b: a == b}


def extreme(ask: Ask, book: Book) -> Result:
    """The highest or lowest value of a span, with its period; of a price, the end of its range."""
    highest = ask.query.operation is Operation.HIGHEST
    if ask.measure.kind is MeasureKind.DATE:
        return dates.extreme(ask, book)
    if ask.measure.kind is MeasureKind.PRICE:
        return _dearest(ask, book, highest=highest)
    terms = even(ask, run(ask, book))
    if len(terms) < 2:
        raise _nothing(ask)
    best = (max if highest else min)(term.worth.ends for term in terms)
    found = tuple(term for term in terms if term.worth.ends == best)
    name = "highest" if highest else "lowest"
    headline = (
        f"the {name} of {years([term.period for term in terms])}: {'; '.join(ask.say.state(term) for term in found)}"
    )
    return stated(headline, found)


def _nothing(ask: Ask) -> Refused:
    return ask.no("no_period", "there are not two values to put in order")


def _dearest(ask: Ask, book: Book, *, highest: bool) -> Result:
    groups = ask.query.populations or (WHOLE, *ask.shelf.parts(ask.measure))
    found = (book.find(ask.measure, group, period) for period in ask.periods[-1:] for group in groups)
    terms = [term for term in found if term is not None and term.amount is not None]
    if ask.query.periods and len(ask.query.periods) > 1:
        terms = run(ask, book)
    if not terms:
        raise Missing(ask.measure, ask.population, ask.periods[-1])
    best = (max if highest else min)(terms, key=lambda term: term.worth.ends[-1 if highest else 0])
    end = best.worth.ends[-1 if highest else 0]
    one = best.model_copy(update={"amount": Amount.of(end, approximate=best.worth.approximate)})
    return stated(f"at {'most' if highest else 'least'}, {ask.say.state(one)}", (one,))


def rank(ask: Ask, book: Book) -> Result:
    """The period at a place, or the place of a period; counted from the lowest where `comparator` is below."""
    terms = even(ask, run(ask, book))
    if len(terms) < 2:
        raise _nothing(ask)
    from_lowest = ask.query.comparator == "below"
    ordered = sorted(terms, key=lambda term: term.worth.ends, reverse=not from_lowest)
    name = "lowest" if from_lowest else "highest"
    among = years([term.period for term in terms])
    if ask.query.rank is None:
        return _place(ask, ordered, name, among)
    if ask.query.rank > len(ordered):
        raise ask.no("no_period", f"{among} are too few for that place")
    worth = ordered[ask.query.rank - 1].worth.ends
    found = tuple(term for term in ordered if term.worth.ends == worth)
    if len(ask.query.periods) == 1 and ask.query.periods[0].is_year:
        return _claimed_place(ask, found, _place(ask, ordered, name, among), name)
    return stated(f"the {_nth(ask.query.rank, name)} of {among}: {'; '.join(map(ask.say.state, found))}", found)


def _claimed_place(ask: Ask, found: Sequence[Term], place: Result, name: str) -> Result:
    """Whether a year is at the place that it is said to be at: what is there, and the year's own place."""
    if ask.query.periods[0] in {term.period for term in found}:
        return place.model_copy(update={"headline": f"yes: {place.headline}"})
    told = f"no: the {_nth(ask.query.rank or 1, name)} is {'; '.join(map(ask.say.state, found))}"
    figures = (*(term.figure() for term in found), *place.figures)
    inputs = (*found, *place.inputs)
    told = f"{told}; {place.headline}"
    return place.model_copy(update={"headline": told, "figures": figures, "inputs": inputs, "denies": True})


def _place(ask: Ask, ordered: Sequence[Term], name: str, among: str) -> Result:
    asked = ask.query.periods[0] if ask.query.periods else ask.periods[-1]
    mine = next((term for term in ordered if term.period == asked), None)
    if mine is None:
        raise Refused("no_period", f"{text.capital(text.plain(asked))} is not one of {among}.")
    place = 1 + sum(
        1 for term in ordered if (term.worth.ends > mine.worth.ends) == (name == "highest") and term.worth != mine.worth
    )
    term = Term.computed(mine, Amount.of(place), f"place among {among}, {name} first", [mine], unit="ordinal")
    return stated(f"the {_nth(place, name)} of {among}: {ask.say.state(mine)}", (term,), told=(mine,))


def _nth(place: int, name: str) -> str:
    return name if place == 1 else f"{text.ordinal(place)} {name}"


def crossing(ask: Ask, book: Book) -> Result:
    """The first or last period above or below a number, or in which one group outnumbers the other."""
    first = ask.query.operation is Operation.FIRST
    if ask.measure.kind is MeasureKind.DATE:
        return dates.extreme(ask, book)
    if ask.query.comparator is None:
        raise Refused("unlawful", "It is not said whether more or less is meant.")
    test = TESTS[ask.query.comparator]
    if len(ask.populations) == 2:
        return _outnumbered(ask, book, test, first=first)
    terms = _reached(ask, book) if ask.measure.accumulates else even(ask, run(ask, book))
    if len(terms) < 2:
        raise _nothing(ask)
    if ask.query.claimed:
        found, than = beyond(ask, terms, test)
        if first and ask.query.comparator == "below":
            found = _entering(terms, found) or found
    else:
        found = [later for earlier, later in pairwise(terms) if test(later.worth.ends[0], earlier.worth.ends[0])]
        than = "a rise" if ask.query.comparator == "above" else "a fall"
    among = years([term.period for term in terms])
    if not found:
        return none_beyond(ask, terms, f"not one of {among} has {than}")
    one = found[0] if first else found[-1]
    headline = f"the {'first' if first else 'last'} of {among} with {than}: {ask.say.state(one)}"
    if not ask.query.claimed:
        before = terms[terms.index(one) - 1]
        headline = f"{headline}, against {ask.say.value(before)} {ask.say.when(before)}"
        return stated(headline, (one,), told=(one, before))
    return stated(
        headline, (one,), remarks=_between(terms, one) if ask.measure.accumulates else _begun(terms, one, test, ask)
    )


def none_beyond(ask: Ask, terms: Sequence[Term], told: str) -> Result:
    """That no period is beyond a number, shown by the one that comes nearest to it."""
    highest = ask.query.comparator == "above"
    best = (max if highest else min)(terms, key=lambda term: term.worth.ends)
    name = "highest" if highest else "lowest"
    return stated(f"{told}; the {name}: {ask.say.state(best)}", (best,), denies=True)


def _entering(terms: list[Term], found: list[Term]) -> list[Term]:
    """Of the terms beyond a number, those before which it was not so: the beginning of all counts passes nothing."""
    return [later for earlier, later in pairwise(terms) if later in found and earlier not in found]


def beyond(ask: Ask, terms: list[Term], test: Test) -> tuple[list[Term], str]:
    """The terms beyond the number claimed, in words; a running total passes a number when it reaches it."""
    limit, above = ask.query.claimed[0], ask.query.comparator == "above"
    if ask.measure.accumulates and above:
        return [term for term in terms if term.shown.ends[0] >= limit], f"{text.number(limit)} or more"
    more = "more" if above else "fewer" if ask.measure.unit == "people" else "less"
    more = "exactly" if ask.query.comparator == "equal" else f"{more} than"
    found = [term for term in terms if test(term.shown.ends[0], limit)]
    return found, f"{more} {ask.say.amount(Amount.of(limit), unit_of(ask.measure), ask.population)}"


def _begun(terms: list[Term], one: Term, test: Test, ask: Ask) -> tuple[Remark, ...]:
    """That it was so at the beginning of the counts already."""
    if ask.query.operation is not Operation.FIRST or not test(terms[0].shown.ends[0], ask.query.claimed[0]):
        return ()
    if one == terms[0]:
        return ()
    told = f"When the counts begin, {ask.say.when(terms[0])}, it was so too: {ask.say.value(terms[0])}."
    return (Remark(kind="coverage", text=told, evidence=terms[0].evidence[:1]),)


def _between(terms: list[Term], one: Term) -> tuple[Remark, ...]:
    """That a running total may have passed a number between two counts."""
    place = terms.index(one)
    if place == 0 or one.worth.approximate:
        return ()
    told = (
        f"The count before that is {text.on(terms[place - 1].period)}; the number may have been passed between the two."
    )
    return (Remark(kind="coverage", text=told, evidence=terms[place - 1].evidence[:1]),)


def _reached(ask: Ask, book: Book) -> list[Term]:
    """A running total at every day there is a count for."""
    found = (book.find(ask.measure, ask.population, period) for period in ask.periods)
    return [term for term in found if term is not None and term.amount is not None]


def _outnumbered(ask: Ask, book: Book, test: Test, *, first: bool) -> Result:
    pairs = by_pair(ask, book)
    found = [pair for pair in pairs if test(pair[0].worth.ends[0], pair[1].worth.ends[0])]
    among = years([pair[0].period for pair in pairs])
    if not found:
        raise Refused("no_period", f"That was so in none of {among}.")
    one, other = found[0] if first else found[-1]
    headline = (
        f"the {'first' if first else 'last'} of {among} with {outnumbering(ask)}: {ask.say.value(one)} against "
        f"{ask.say.value(other)} {ask.say.when(one)}"
    )
    return stated(headline, (one, other))


def by_pair(ask: Ask, book: Book) -> list[Pair]:
    """The two groups side by side, in each period."""
    one, other = ask.populations
    return [(book.read(ask.measure, one, period), book.read(ask.measure, other, period)) for period in ask.periods]


def outnumbering(ask: Ask) -> str:
    """How the first of two groups stands to the second, as it is asked."""
    one, other = map(ask.say.label, ask.populations)
    if ask.query.comparator == "equal":
        return f"as many {one} as {other}"
    return f"{'fewer' if ask.query.comparator == 'below' else 'more'} {one} than {other}"
