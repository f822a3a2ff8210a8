"""How long: from one date to another, counted in calendar years."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.shelf import in_time
from retrieval.figures.single import own_dates
from retrieval.figures.term import MINUS, Term
from retrieval.model import Operation
from retrieval.period import Period

BY_YEAR = Remark(kind="hedge", text="The time is counted in calendar years.")


def duration(ask: Ask, book: Book) -> Result:
    """The length of a dated span, or the time between two dates; from one date alone, up to the corpus's own day."""
    begun = _begun(ask)
    groups = ask.populations if len(ask.populations) == 2 else (ask.population,)
    if begun is None and len(ask.populations) > 2:
        return _each([_alone(ask, _date(ask, book, ask.measure, group)) for group in ask.populations])
    if begun is None and len(groups) == 1:
        return _alone(ask, _date(ask, book, ask.measure, groups[0]))
    pair = _date(ask, book, begun or ask.measure, groups[0]), _date(ask, book, ask.measure, groups[-1])
    first, second = sorted(pair, key=lambda term: in_time(known_date(ask, term)))
    told = f"{ask.say.state(first)}, and {ask.say.state(second)}"
    return _counted(ask, known_date(ask, first), known_date(ask, second), (second, first), told)


def extreme(ask: Ask, book: Book) -> Result:
    """Of the dates of several groups the longest or shortest span, or the first or last day; else the one date."""
    groups = [group for group in ask.shelf.parts(ask.measure) if ask.shelf.periods(ask.measure, group)]
    if len(groups) < 2:
        only = _date(ask, book, ask.measure, ask.population)
        return stated(ask.say.state(only), (only,))
    highest = ask.query.operation in (Operation.HIGHEST, Operation.LAST)
    dated = [_date(ask, book, ask.measure, group) for group in groups]
    ended = [term for term in dated if len(known_date(ask, term).years) > 2]
    if not ended:
        best = (max if highest else min)(dated, key=lambda term: in_time(known_date(ask, term)))
        return stated(f"the {'last' if highest else 'first'}: {ask.say.state(best)}", (best,))
    best = (max if highest else min)(ended, key=lambda term: len(known_date(ask, term).years))
    result = _alone(ask, best)
    open_ends = [ask.say.state(term) for term in dated if term not in ended]
    remarks = [Remark(kind="coverage", text=text.sentence(f"left out: {told}")) for told in open_ends]
    headline = f"the {'longest' if highest else 'shortest'}, {result.headline}"
    return result.model_copy(update={"headline": headline, "remarks": (*result.remarks, *remarks)})


def _each(found: Sequence[Result]) -> Result:
    """Several lengths side by side."""
    return Result(
        figures=tuple(dict.fromkeys(figure for one in found for figure in one.figures)),
        headline="; ".join(one.headline for one in found),
        inputs=tuple(term for one in found for term in one.inputs),
        remarks=tuple(dict.fromkeys(remark for one in found for remark in one.remarks)),
    )


def known_date(ask: Ask, term: Term) -> Period:
    """The date of a term; raises Refused where the source gives words instead."""
    if term.date is None:
        raise Refused("unlawful", f"For {ask.say.named(term.measure, term.population)}, the source gives no date.")
    return term.date


def _begun(ask: Ask) -> Measure | None:
    """The date that the time is counted from, where there is another one."""
    if ask.other is not None:
        if ask.other.kind is not MeasureKind.DATE:
            raise Refused("unlawful", f"{text.capital(ask.say.named(ask.other))}: this is not a date.")
        return ask.other
    return ask.shelf.measures[ask.measure.since] if ask.measure.since else None


def _date(ask: Ask, book: Book, measure: Measure, group: str) -> Term:
    """A group's date; the one that touches the period asked about, where one does."""
    if group != WHOLE and group not in ask.shelf.parts(measure):
        group = measure.default_population
    found = own_dates(ask, book, measure, group)
    touched = [term for term in found if any(term.period.overlaps(period) for period in ask.query.periods)]
    return (touched or list(found))[0]


def _alone(ask: Ask, term: Term) -> Result:
    """The length of a span with two ends, or the time from a date to the anchor."""
    date = known_date(ask, term)
    if date.first and date.last and len(date.years) > 2:
        ends = Period.of(date.years[0]), Period.of(date.years[-1])
        return _counted(ask, *ends, (term,), ask.say.state(term))
    if date.first is None:
        raise Refused("no_period", f"For {ask.say.named(term.measure, term.population)}, no beginning is dated.")
    begin = date if date.last else Period.of(date.root.partition("/")[0])
    anchor = text.plain(ask.shelf.anchor)
    note = f"No end is named, so the time is counted up to {anchor}, the day that “now” means in the source."
    told = f"{ask.say.state(term)}, counted up to {anchor}"
    return _counted(ask, begin, ask.shelf.anchor, (term,), told, (Remark(kind="assumption", text=note),))


def _counted(
    ask: Ask, begin: Period, end: Period, inputs: tuple[Term, ...], told: str, remarks: tuple[Remark, ...] = ()
) -> Result:
    if not begin.years or not end.years:
        raise ask.no("no_period", "one of the dates is open")
    low, high = end.years[0] - begin.years[-1], end.years[-1] - begin.years[0]
    if high == 0:
        same = Remark(kind="coverage", text="Both fall in one calendar year, and time is counted in years here.")
        return stated(told, inputs, remarks=(*remarks, same))
    amount = Amount.of(high) if low == high else Amount(low=Amount.of(max(low, 0)).low, high=Amount.of(high).high)
    formula = f"{_years(end)}{MINUS}{_years(begin)}"
    span = Period.of(begin.years[0], end.years[-1])
    term = Term.computed(inputs[0], amount, formula, list(inputs), unit="years", period=span)
    headline = f"{text.quantity(amount.low, amount.high, 'years')}: {told}"
    return stated(headline, (term,), told=inputs, remarks=(*remarks, BY_YEAR))


def _years(period: Period) -> str:
    return Period.of(period.years[0], period.years[-1]).root
