"""Which of two values is the greater, which of two dates the earlier, or whether a value is above or below a number."""

from __future__ import annotations

from decimal import Decimal

from retrieval.corpus import WHOLE, MeasureKind
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.between import apart, percentage, unsigned
from retrieval.figures.book import Book
from retrieval.figures.dates import known_date
from retrieval.figures.operands import two, unlike
from retrieval.figures.shelf import in_time
from retrieval.figures.single import own_dates
from retrieval.figures.term import Term

NO = "no: "
WANTED = {"above": 1, "below": -1, "equal": 0}


def compare(ask: Ask, book: Book) -> Result:
    """Set two values side by side, the first named first; with yes or no where a comparator is claimed."""
    if ask.measure.kind is MeasureKind.DATE:
        return _dates(ask, book)
    if ask.query.claimed:
        return _threshold(ask, book)
    return beside(ask, *two(ask, book))


def beside(ask: Ask, first: Term, second: Term) -> Result:
    """Two values, which is the greater and by how much; for how long each counts, where that is not the same."""
    which, remarks = _strictly(first.worth.minus(second.worth)), unlike(ask, first, second)
    verdict = _verdict(ask, which)
    headline = f"{verdict}{ask.say.state(first)}, {_than(first, which)} {_other(ask, first, second)}"
    if not which:
        return stated(headline, (first, second), remarks=remarks, denies=verdict == NO)
    in_percent = ask.query.unit == "percent" != first.unit and not second.worth.has_zero
    by = percentage(second, first) if in_percent else apart(first, second)
    group = by.population if first.population == second.population else WHOLE
    headline = f"{headline}, by {ask.say.amount(unsigned(by.shown), by.unit, group)}"
    return stated(headline, (first, second, by), remarks=remarks, denies=verdict == NO)


def _strictly(rest: Amount) -> int | None:
    """1, 0 or -1 where every end agrees on it; None where ranges touch or overlap, or an open end may lie beyond."""
    signs = {(end > 0) - (end < 0) for end in rest.ends}
    if len(rest.ends) == 1:  # more than, or less than, its only end
        signs = (signs - {0}) | {1 if rest.high is None else -1}
    return signs.pop() if len(signs) == 1 else None


def _other(ask: Ask, first: Term, second: Term) -> str:
    """The second value, told apart from the first by what differs."""
    value = ask.say.value(second)
    if first.measure != second.measure:
        return f"{ask.say.subject(second.measure, second.population)} {ask.say.when(second)}, {value}"
    if first.population == second.population:
        return f"the {value} {ask.say.when(second)}"
    told = f"the {value}" if second.unit == "people" else f"the {value} ({ask.say.label(second.population)})"
    return told if first.period == second.period else f"{told} {ask.say.when(second)}"


def _than(first: Term, which: int | None) -> str:
    if which is None:
        return "against"
    people = first.unit == "people"
    return {1: "more than", 0: "as many as" if people else "as much as", -1: "fewer than" if people else "less than"}[
        which
    ]


def _threshold(ask: Ask, book: Book) -> Result:
    term, value = book.read(ask.measure, ask.population, ask.period), Decimal(ask.query.claimed[0])
    which = _strictly(term.shown.minus(Amount.of(value)))
    claimed = ask.say.amount(Amount.of(value), term.unit, term.population)
    than = "exactly" if which == 0 else _than(term, which)
    verdict = _verdict(ask, which)
    return stated(f"{verdict}{ask.say.state(term)}, {than} {claimed}", (term,), denies=verdict == NO)


def _verdict(ask: Ask, which: int | None) -> str:
    if ask.query.comparator is None:
        return ""
    if which is None:
        return "that cannot be said, for the ranges touch: "
    return "yes: " if which == WANTED[ask.query.comparator] else NO


def _dates(ask: Ask, book: Book) -> Result:
    """Two dates in their order; `below` claims that the first is the earlier one."""
    groups = ask.populations if len(ask.populations) == 2 else (ask.population,)
    first = own_dates(ask, book, ask.measure, groups[0])[0]
    if ask.other is None and len(groups) < 2:
        raise ask.no("unlawful", "two dates are needed to compare")
    group = groups[-1] if len(groups) == 2 or ask.other is None else ask.other.default_population
    second = own_dates(ask, book, ask.other or ask.measure, group)[0]
    if known_date(ask, first).overlaps(known_date(ask, second)):
        verdict = "that cannot be told from the dates: "
        return stated(f"{verdict}{ask.say.state(first)}, and {ask.say.state(second)}", (first, second))
    earlier, later = sorted((first, second), key=lambda term: in_time(known_date(ask, term)))
    verdict = _verdict(ask, -1 if earlier is first else 1)
    told = f"{verdict}first {ask.say.state(earlier)}, then {ask.say.state(later)}"
    return stated(told, (earlier, later), denies=verdict == NO)
