"""Several periods together: range, sum, average, trend."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from retrieval import text
from retrieval.corpus import MeasureKind
from retrieval.figures.amount import Amount, sign, total
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.between import difference, percentage, unsigned
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import in_time
from retrieval.figures.single import by_year, itemised
from retrieval.figures.term import OVER, PLUS, Term, joined, span
from retrieval.figures.wording import years
from retrieval.period import Period


def run(ask: Ask, book: Book) -> list[Term]:
    """The cells of the span in time order, as numbers; a flow's must not overlap or differ in length."""
    terms = [book.read(ask.measure, ask.population, period) for period in ask.periods]
    for term in terms:
        _ = term.worth
    return sorted(terms, key=lambda term: in_time(term.period))


def even(ask: Ask, terms: list[Term]) -> list[Term]:
    """The same cells; refused where they count times of different length, so that none can be the higher."""
    lengths = {_days(term.period) for term in terms}
    if ask.measure.kind is MeasureKind.FLOW and max(lengths) - min(lengths) > 1:
        raise Refused(
            "unlawful",
            f"{text.capital(ask.named)} over times of different length cannot be ranked or averaged.",
        )
    return terms


def _days(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else 0


def apart(ask: Ask, terms: list[Term]) -> list[Term]:
    """The same cells; refused where two of them share a day, for then someone would be counted twice."""
    for earlier, later in pairwise(terms):
        if earlier.period.overlaps(later.period):
            raise Refused(
                "unlawful",
                f"{text.capital(ask.named)} {text.on(earlier.period)} and {text.on(later.period)} overlap, so a sum "
                "would count the same twice.",
            )
    return terms


def value_range(ask: Ask, book: Book) -> Result:
    """From the lowest to the highest value of a span; of a price, its own range."""
    terms = even(ask, run(ask, book))
    if len(terms) == 1:
        return stated(ask.say.state(terms[0]), tuple(terms))
    low = min(terms, key=lambda term: (term.shown.low is None, term.shown.low))
    high = max(terms, key=lambda term: (term.shown.high is not None, term.shown.high))
    amount = Amount(
        low=low.shown.low, high=high.shown.high, approximate=low.worth.approximate or high.worth.approximate
    )
    formula = f"{text.plain(low.period)}: {low.written}; {text.plain(high.period)}: {high.written}"
    whole = span(*ask.periods)
    term = Term.computed(low, amount, formula, [low, high], period=whole)
    ends = [f"{ask.say.value(one)} {ask.say.when(one)}" for one in (low, high)]
    headline = f"{ask.say.subject(ask.measure, ask.population)} lay between {ends[0]} and {ends[1]}"
    if len(terms) > 2:
        headline = f"of {years([one.period for one in terms])}, {headline}"
    return stated(headline, (term,), told=(low, high))


def added(ask: Ask, book: Book) -> Result:
    """The sum of complete periods or groups that do not overlap, or of two prices."""
    if ask.other is not None:
        return _two_measures(ask, book)
    if ask.measure.kind is MeasureKind.PRICE:
        raise ask.no("unlawful", "a price can only be added to another one")
    groups = [
        apart(
            ask,
            sorted((book.read(ask.measure, group, period) for period in ask.periods), key=lambda t: in_time(t.period)),
        )
        for group in ask.populations
    ]
    terms = [term for group in groups for term in group]
    if len(terms) == 1:
        single = itemised(ask, terms[0], by_year(ask, book, terms[0]))
        return single or stated(ask.say.state(terms[0]), tuple(terms))
    whole = span(*ask.periods)
    group = ask.population if len(ask.populations) == 1 else _together(ask)
    term = Term.computed(
        terms[0], total([term.worth for term in terms]), joined(terms, PLUS), terms, population=group, period=whole
    )
    when = text.listing([text.on(period) for period in sorted(ask.periods, key=in_time)])
    headline = f"{ask.say.state(term, when=when)}, all told"
    return itemised(ask, term, terms, when=when) or stated(headline, (term,), inputs=tuple(terms))


def _together(ask: Ask) -> str:
    """The group that several groups are together."""
    if set(ask.populations) == set(ask.shelf.complete_parts(ask.measure)):
        return ask.measure.default_population
    raise ask.no("no_population", "these groups do not make up a whole")


def _two_measures(ask: Ask, book: Book) -> Result:
    assert ask.other is not None
    first, second = (
        book.read(ask.measure, ask.population, ask.period),
        book.read(ask.other, ask.population, ask.periods[-1]),
    )
    if MeasureKind.PRICE not in (ask.measure.kind,) or first.unit != second.unit or ask.measure == ask.other:
        raise Refused("unlawful", f"{text.capital(ask.named)} and {ask.other.label} must not be added.")
    whole = next(
        (m for m in ask.shelf.measures.values() if {ask.measure.id, ask.other.id} <= set(m.parts)), ask.measure
    )
    terms = [first, second]
    term = Term.computed(first, first.worth.plus(second.worth), joined(terms, PLUS), terms, measure=whole)
    parts = [f"{ask.say.subject(part.measure)} ({ask.say.value(part)})" for part in terms]
    headline = f"{text.listing(parts)} {ask.say.when(first)} add up to {ask.say.value(term)}, a sum of ours"
    return stated(headline, (term,), told=tuple(terms))


def average(ask: Ask, book: Book) -> Result:
    """The mean of complete periods of the same length."""
    terms = even(ask, apart(ask, run(ask, book)))
    if len(terms) < 2:
        raise ask.no("unlawful", "an average needs more than one period")
    worth = total([term.worth for term in terms])
    count = Decimal(len(terms))
    mean = Amount(
        low=None if worth.low is None else worth.low / count,
        high=None if worth.high is None else worth.high / count,
        approximate=worth.approximate,
    )
    whole = span(*ask.periods)
    term = Term.computed(terms[0], mean, f"({joined(terms, PLUS)}){OVER}{text.number(count)}", terms, period=whole)
    each = " a year" if all(one.period.is_year for one in terms) else ""
    contiguous = all(a.period.meets(b.period) for a, b in pairwise(terms))
    when = text.on(whole) if contiguous else "over " + text.listing([text.plain(one.period) for one in terms])
    headline = f"{ask.say.subject(ask.measure, ask.population)} averaged {ask.say.value(term)}{each} {when}"
    return stated(headline, (term,), inputs=tuple(terms))


def trend(ask: Ask, book: Book) -> Result:
    """From the first to the last value of a span, with the turn between them where there is one."""
    terms = even(ask, run(ask, book))
    if len(terms) < 2:
        raise ask.no("unlawful", "a trend needs more than one period")
    first, last, turn = terms[0], terms[-1], _turn(terms)
    subject = ask.say.subject(ask.measure, ask.population)
    legs = [first, turn, last] if turn else [first, last]
    change = None if turn else _extent(first, last)
    by = f", by {ask.say.amount(unsigned(change.shown), change.unit)}" if change and change.worth.ends[0] else ""
    told = [f"{_direction(start, end)} to {ask.say.value(end)} {ask.say.when(end)}" for start, end in pairwise(legs)]
    begin = f"{_direction(legs[0], legs[1])} from {ask.say.value(first)} {ask.say.when(first)}"
    told[0] = begin + told[0].removeprefix(_direction(legs[0], legs[1]))
    headline = f"{subject} {' and then '.join(told)}{by}"
    if ask.query.comparator:
        wanted = {"above": "rose", "below": "fell", "equal": "stayed as they were"}[ask.query.comparator]
        headline = f"{'yes' if wanted == _direction(first, last) else 'no'}: {headline}"
    asserted = (*legs, *((change,) if change else ()))
    return stated(headline, asserted, told=(last, *legs[:-1]))


def _direction(first: Term, last: Term) -> str:
    return {1: "rose", -1: "fell", 0: "stayed as they were"}.get(sign(last.worth.minus(first.worth)) or 0, "moved")


def _extent(first: Term, last: Term) -> Term | None:
    if first.unit == "percent":
        return difference(first, last, unit="points")
    counted = first.measure.kind is MeasureKind.FLOW
    return percentage(first, last) if counted and not first.worth.has_zero else None


def _turn(terms: list[Term]) -> Term | None:
    """The value between the ends that lies beyond both, farthest; None where all lie between them."""
    ends = sorted((terms[0].worth.ends, terms[-1].worth.ends))
    top = max(terms, key=lambda term: term.worth.ends)
    bottom = min(terms, key=lambda term: term.worth.ends)
    if top.worth.ends > ends[1]:
        return top
    return bottom if bottom.worth.ends < ends[0] else None
