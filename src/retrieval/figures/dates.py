"""How long: from one date to another, counted in calendar years."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.shelf import in_time
from retrieval.figures.term import MINUS, Term
from retrieval.period import Period


def duration(ask: Ask, book: Book) -> Result:
    """The length of a dated span, or the time between two dates; from one date alone, up to the day the corpus hangs on."""
    begun = _begun(ask)
    groups = ask.populations if len(ask.populations) == 2 else (ask.population,)
    if begun is None and len(groups) == 1:
        return _alone(ask, _date(ask, book, ask.measure, groups[0]))
    first = _date(ask, book, begun or ask.measure, groups[0])
    second = _date(ask, book, ask.measure, groups[-1])
    first, second = sorted((first, second), key=lambda term: in_time(_known(term)))
    told = f"{ask.say.state(first)}, and {ask.say.state(second)}"
    return _counted(ask, _known(first), _known(second), (second, first), told)


def _begun(ask: Ask) -> Measure | None:
    if ask.other is not None:
        if ask.other.kind is not MeasureKind.DATE:
            raise Refused("unlawful", f"{text.capital(ask.other.label)}: this is no date.")
        return ask.other
    return ask.shelf.measures[ask.measure.since] if ask.measure.since else None


def _date(ask: Ask, book: Book, measure: Measure, group: str) -> Term:
    group = group if group == WHOLE or group in ask.shelf.parts(measure) else measure.default_population
    asked = [period for period in ask.query.periods if book.find(measure, group, period)]
    seen = next((one for one in ask.shelf.of(measure) if one.population == group), None)
    if seen is None:
        raise Refused("no_period", f"There is no date for {measure.label}.")
    return book.read(measure, group, asked[0] if asked else seen.period)


def _known(term: Term) -> Period:
    if term.date is None:
        raise Refused("unlawful", f"{text.capital(term.measure.label)}: this is no date.")
    return term.date


def _alone(ask: Ask, term: Term) -> Result:
    """The length of a span with two ends, or the time from a date to the anchor."""
    date = _known(term)
    if date.first and date.last and len(date.years) > 2:
        ends = Period.of(date.years[0]), Period.of(date.years[-1])
        return _counted(ask, *ends, (term,), ask.say.state(term))
    if date.first is None:
        raise Refused("no_period", f"{text.capital(ask.say.subject(term.measure))}: the beginning is not dated.")
    begin = date if date.last else Period.of(date.root.partition("/")[0])
    told = f"{ask.say.state(term)}, counted up to {text.plain(ask.shelf.anchor)}"
    note = f"The end is open, so the time is counted up to {text.plain(ask.shelf.anchor)}, the day the article was published."
    return _counted(ask, begin, ask.shelf.anchor, (term,), told, (Remark(kind="assumption", text=note),))


def _counted(
    ask: Ask, begin: Period, end: Period, inputs: tuple[Term, ...], told: str, remarks: tuple[Remark, ...] = ()
) -> Result:
    if not begin.years or not end.years:
        raise Refused("no_period", f"{text.capital(ask.say.subject(ask.measure))}: one of the dates is open.")
    low, high = end.years[0] - begin.years[-1], end.years[-1] - begin.years[0]
    if high == 0:
        raise Refused("no_unit", f"{text.sentence(told)} Both fall in one calendar year, and time is counted in years here.")
    formula = f"{_year(end)}{MINUS}{_year(begin)}"
    amount = Amount.of(high) if low == high else Amount(low=Amount.of(max(low, 0)).low, high=Amount.of(high).high)
    span = Period.of(_year(begin).partition("/")[0], _year(end).rpartition("/")[2])
    term = Term.computed(inputs[0], amount, formula, list(inputs), unit="years", period=span)
    by_year = Remark(kind="hedge", text="The time is counted in calendar years, for the dates are not known more closely.")
    known = all(len(seen.printed) and isinstance(seen.value, Period) and seen.value.root.count("-") == 2 for seen in term.evidence)
    headline = f"{text.quantity(amount.low, amount.high, 'years')}: {told}"
    return stated(text.sentence(headline), (term,), inputs=inputs, remarks=(*remarks, *(() if known else (by_year,))))


def _year(period: Period) -> str:
    return Period.of(period.years[0], period.years[-1]).root
