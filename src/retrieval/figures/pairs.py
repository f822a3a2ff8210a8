"""Two values against each other: change, ratio, gap."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.figures.amount import Amount, sign
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.between import difference, not_zero, percentage, quotient, unsigned
from retrieval.figures.book import Book
from retrieval.figures.compare import beside
from retrieval.figures.operands import is_moved, two, unlike
from retrieval.figures.shelf import in_time
from retrieval.figures.term import MINUS, Term
from retrieval.model import Unit


def change(ask: Ask, book: Book) -> Result:
    """From the earlier value to the later one: absolute and percent, points of a share; or in the unit asked for."""
    pair = two(ask, book)
    first, second = sorted(pair, key=lambda term: in_time(term.period))
    remarks = unlike(ask, *pair)
    if ask.query.unit == "times":
        return _ratio(ask, second, first, "times")
    if (remarks and first.measure == second.measure) or not is_moved(first, second):
        return beside(ask, *pair)
    results = changes(first, second, ask.query.unit)
    if first.measure != second.measure:
        told = _against(ask, first, second, _by(ask, results))
        return stated(told, tuple(results), told=(second, first), remarks=remarks)
    return stated(moved(ask, first, second, results), tuple(results), told=(second, first))


def moved(ask: Ask, first: Term, second: Term, results: Sequence[Term]) -> str:
    """In words how a value rose or fell from an earlier time to a later one, by what was reckoned of it."""
    by = _by(ask, results)
    subject, which = ask.say.subject(second.measure, second.population), sign(results[0].worth)
    if which == 0:
        return f"{subject} did not change: {ask.say.value(first)} {ask.say.when(first)} and {ask.say.when(second)}"
    verb = {1: "rose", -1: "fell"}.get(which or 0, "moved")
    both = f"from {ask.say.value(first)} {ask.say.when(first)} to {ask.say.value(second)} {ask.say.when(second)}"
    return f"{subject} {verb} by {by}, {both}"


def _by(ask: Ask, results: Sequence[Term]) -> str:
    """The size of a change, and in brackets what else was reckoned of it."""
    return " ".join([_size(ask, results[0]), *(f"({_size(ask, term)})" for term in results[1:])])


def changes(first: Term, second: Term, unit: Unit | None) -> list[Term]:
    """The change from the first to the second: in points, in the unit named, or absolute and in percent."""
    if second.unit == "percent":
        return [difference(first, second, unit="points")]
    if unit is None and second.unit == "people" and not first.worth.has_zero:
        return [difference(first, second), percentage(first, second)]
    if unit != "percent":
        return [difference(first, second)]
    not_zero(first)
    return [percentage(first, second)]


def _size(ask: Ask, term: Term) -> str:
    """The size of a change, without its sign where the words say the direction."""
    return ask.say.amount(unsigned(term.shown), term.unit, term.population)


def _against(ask: Ask, first: Term, second: Term, by: str) -> str:
    less = "fewer than" if second.unit == "people" else "less than"
    which = sign(second.worth.minus(first.worth))
    told = "as much as" if which == 0 else f"{by} {({1: 'more than', -1: less}).get(which or 0, 'away from')}"
    return (
        f"{ask.say.subject(second.measure, second.population)} {ask.say.when(second)} came to {ask.say.value(second)}, "
        f"{told} {ask.say.subject(first.measure, first.population)} {ask.say.when(first)}, {ask.say.value(first)}"
    )


def ratio(ask: Ask, book: Book) -> Result:
    """The first over the second, as times or percent."""
    first, second = two(ask, book)
    return _ratio(ask, first, second, ask.query.unit or "times")


def _ratio(ask: Ask, first: Term, second: Term, unit: Unit) -> Result:
    not_zero(second)
    term = quotient(first, second, unit="percent" if unit == "percent" else "times")
    value = ask.say.amount(term.shown, term.unit)
    subject = ask.say.subject(first.measure, first.population)
    if first.population != second.population:
        as_many = "as many" if first.unit == "people" else "as much"
        headline = f"{against(ask, first, second)}, or {value} {as_many}"
        return _both_ways(ask, headline, term, first, second)
    of = " of" if unit == "percent" else ""
    whose = ask.say.that(second.measure)
    if first.measure != second.measure:
        whose = ask.say.subject(second.measure, second.population)
    both = f"{ask.say.value(first)} against {ask.say.value(second)}"
    headline = f"{subject} {ask.say.when(first)} came to {value}{of} {whose} {ask.say.when(second)}: {both}"
    return _both_ways(ask, headline, term, first, second)


def _both_ways(ask: Ask, headline: str, term: Term, first: Term, second: Term) -> Result:
    """A ratio, and where it counts times also the other way round."""
    remarks = unlike(ask, first, second)
    if term.unit == "percent" or first.worth.has_zero:
        return stated(headline, (term,), told=(first, second), remarks=remarks)
    back = quotient(second, first)
    headline = f"{headline}; the other way round {ask.say.amount(back.shown, back.unit)}"
    return stated(headline, (term, back), told=(first, second), remarks=remarks)


def against(ask: Ask, first: Term, second: Term) -> str:
    """Two groups side by side: at one time, or each at its own."""
    subject, one, other = ask.say.subject(first.measure), grouped(ask, first), grouped(ask, second)
    if first.period == second.period:
        return f"{subject} {ask.say.when(first)}: {one} against {other}"
    return f"{subject}: {one} {ask.say.when(first)} against {other} {ask.say.when(second)}"


def grouped(ask: Ask, term: Term) -> str:
    """A value with its group: people by their name, anything else with the group in brackets."""
    value = ask.say.value(term)
    return value if term.unit == "people" else f"{value} ({ask.say.label(term.population)})"


def gap(ask: Ask, book: Book) -> Result:
    """The difference between two groups or two measures, the smaller taken from the larger; of one cell, its range."""
    if ask.other is None and len(ask.populations) == len(ask.periods) == 1:
        return _ends(ask, book)
    first, second = two(ask, book)
    if sign(second.worth.minus(first.worth)) == 1:
        first, second = second, first
    if ask.query.unit == "percent" and first.unit != "percent":
        not_zero(second)
        term = percentage(second, first)
    else:
        term = difference(second, first, unit="points" if first.unit == "percent" else None)
    by = ask.say.amount(term.shown, term.unit)
    if first.measure != second.measure:
        remarks = unlike(ask, first, second)
        return stated(_against(ask, second, first, by), (term,), told=(first, second), remarks=remarks)
    told = f"{by} more" if term.unit == "percent" else f"a gap of {by}"
    headline = f"{against(ask, first, second)}, {told}"
    return stated(headline, (term,), told=(first, second), remarks=unlike(ask, first, second))


def _ends(ask: Ask, book: Book) -> Result:
    """How far apart the ends of a range are."""
    term = book.read(ask.measure, ask.population, ask.period)
    low, high = term.worth.low, term.worth.high
    if low is None or high is None or low == high or ask.query.unit not in (None, term.unit):
        raise ask.no("unlawful", "two values are needed to compare")
    apart = Amount.of(high - low, approximate=term.worth.approximate)
    by = Term.computed(term, apart, f"{text.number(high)}{MINUS}{text.number(low)}", [term])
    headline = (
        f"{ask.say.state(term)}, a gap of {ask.say.amount(by.shown, by.unit, by.population)} between the two ends"
    )
    return stated(headline, (term, by), inputs=(term,))
