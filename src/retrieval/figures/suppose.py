"""What if: a share, a level, a price or a percentage applied to a number that is supposed."""

from __future__ import annotations

from decimal import Decimal

from retrieval import text
from retrieval.corpus import WHOLE, MeasureKind
from retrieval.figures.amount import HUNDRED, Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.single import scale
from retrieval.figures.term import MINUS, OVER, PLUS, TIMES, Term, unit_of
from retrieval.period import Period

A_LIFETIME = 100  # years; a larger number is no number of years but the level itself
SUPPOSED = Remark(kind="assumption", text="This is a supposition reckoned out, not a count.")


def what_if(ask: Ask, book: Book) -> Result:
    """Apply a share to a number or another year, a level to years, a percentage or an amount to a value."""
    if ask.measure.kind is MeasureKind.SHARE:
        return _share_of(ask, book)
    if ask.measure.kind is MeasureKind.LEVEL:
        return _level_for(ask, book)
    if ask.query.unit == "percent" and ask.query.claimed:
        return _percent_of(ask, book)
    if ask.measure.kind is MeasureKind.PRICE and ask.query.times:
        result = scale(ask, book)
        return result.model_copy(update={"remarks": (*result.remarks, SUPPOSED)})
    if ask.query.times and ask.measure.kind in (MeasureKind.FLOW, MeasureKind.STOCK):
        return _times(ask, book, Amount.of(ask.query.times))
    if ask.measure.kind is MeasureKind.FLOW and len(ask.periods) == 2:
        return _held(ask, book)
    if ask.query.claimed and ask.query.comparator:
        return _moved_by(ask, book)
    raise ask.no("unlawful", "nothing is named that could be supposed")


def _share_of(ask: Ask, book: Book) -> Result:
    """A share at one time, of a supposed number or of the whole at another time."""
    share = book.read(ask.measure, ask.population, ask.period)
    counted = ask.other or ask.shelf.measures.get(ask.measure.share_of or "")
    if counted is None or ask.population == WHOLE:
        raise ask.no("unlawful", "it is not said what this is a share of")
    if ask.query.claimed:
        base, written, named, inputs = Decimal(ask.query.claimed[0]), text.number(ask.query.claimed[0]), "", [share]
        whole = text.quantity(base, base, counted.unit)
    elif len(ask.periods) == 2:
        other = book.read(counted, WHOLE, ask.periods[1])
        low = other.worth.low
        if low is None or not other.worth.is_point:
            raise Refused("unlawful", f"{text.capital(counted.label)}: this is no single number.")
        base, written, inputs, named = low, other.written, [share, other], f" {ask.say.when(other)}"
        whole = ask.say.value(other)
    else:
        raise ask.no("unlawful", "no number is named to apply it to")
    amount = share.worth.times(base).over(Amount.of(HUNDRED))
    formula = f"{share.written}{TIMES}{written}{OVER}{text.number(HUNDRED)}"
    term = Term.computed(share, amount, formula, inputs, unit=unit_of(counted), measure=counted, period=ask.periods[-1])
    which = f"{ask.say.subject(ask.measure, ask.population)} {ask.say.when(share)}"
    headline = f"{ask.say.value(share)}, {which}, of {whole}{named} would be {ask.say.value(term)}"
    return stated(headline, (term,), told=tuple(inputs), remarks=(SUPPOSED,))


def _level_for(ask: Ask, book: Book) -> Result:
    """A yearly level held for the years of a span, or for a number of years."""
    own = ask.shelf.periods(ask.measure, WHOLE)
    level = book.read(ask.measure, WHOLE, own[-1])
    spans = [period for period in ask.query.periods if period not in own]
    years = Decimal(sum(len(span.years) for span in spans))
    if not spans and ask.query.claimed and 0 < ask.query.claimed[0] <= A_LIFETIME:
        years = Decimal(ask.query.claimed[0])
    if years <= 0:
        raise ask.no("unlawful", "it is not said for how many years")
    period = spans[-1] if spans else level.period
    amount = level.worth.times(years)
    term = Term.computed(level, amount, f"{text.number(years)}{TIMES}{level.written}", [level], period=period)
    when = f" {text.on(period)}" if spans else ""
    headline = (
        f"{text.quantity(years, years, 'years')}{when} at {ask.say.subject(ask.measure)} {ask.say.when(level)}, "
        f"{ask.say.value(level)} a year, would be {ask.say.value(term)}"
    )
    return stated(headline, (term,), told=(level,), remarks=(SUPPOSED,))


def _held(ask: Ask, book: Book) -> Result:
    """The value of one year, held in the years after it up to another one, or in each year of a span."""
    begun, until = sorted(ask.periods, key=lambda period: (period.is_span, period.root))
    years = until.years if until.is_span else tuple(range(begun.years[0] + 1, until.years[-1] + 1))
    if not begun.is_year or not years:
        raise ask.no("unlawful", "it is not said for which years the value is held")
    base, span = book.read(ask.measure, ask.population, begun), Period.of(years[0], years[-1])
    number = Decimal(len(years))
    formula = f"{text.number(number)}{TIMES}{base.written}"
    term = Term.computed(base, base.worth.times(number), formula, [base], period=span)
    headline = f"{ask.say.state(base)}; as many {text.on(span)} each year would be {ask.say.value(term)}"
    return stated(headline, (term,), told=(base,), remarks=(SUPPOSED,))


def _percent_of(ask: Ask, book: Book) -> Result:
    """A supposed percentage of a value, or a rise or fall by it."""
    base, percent = book.read(ask.measure, ask.population, ask.period), Decimal(ask.query.claimed[0])
    part = base.worth.times(percent).over(Amount.of(HUNDRED))
    written = f"{base.written}{TIMES}{text.number(percent)}{OVER}{text.number(HUNDRED)}"
    named = ask.say.amount(Amount.of(percent), "percent")
    if ask.query.comparator == "above":
        amount, formula, how = base.worth.plus(part), f"{base.written}{PLUS}{written}", f"{named} more than"
    elif ask.query.comparator == "below":
        amount, formula, how = base.worth.minus(part), f"{base.written}{MINUS}{written}", f"{named} less than"
    else:
        amount, formula, how = part, written, f"{named} of"
    return _supposed(ask, base, amount, formula, how)


def _moved_by(ask: Ask, book: Book) -> Result:
    """A value with a supposed amount more or less."""
    base, step = book.read(ask.measure, ask.population, ask.period), Amount.of(ask.query.claimed[0])
    more = ask.query.comparator == "above"
    amount = base.worth.plus(step) if more else base.worth.minus(step)
    formula = f"{base.written}{PLUS if more else MINUS}{text.number(ask.query.claimed[0])}"
    named = ask.say.amount(step, base.unit, base.population)
    return _supposed(ask, base, amount, formula, f"{named} {'more' if more else 'less'} than")


def _times(ask: Ask, book: Book, factor: Amount) -> Result:
    """A value several times over."""
    base, number = book.read(ask.measure, ask.population, ask.period), factor.ends[0]
    formula = f"{text.number(number)}{TIMES}{base.written}"
    return _supposed(ask, base, base.worth.times(number), formula, f"{text.number(number)} times")


def _supposed(ask: Ask, base: Term, amount: Amount, formula: str, how: str) -> Result:
    term = Term.computed(base, amount, formula, [base])
    subject = f"{ask.say.subject(ask.measure, ask.population)} {ask.say.when(base)}"
    headline = f"{how} {subject}, {ask.say.value(base)}, would be {ask.say.value(term)}"
    return stated(headline, (term,), told=(base,), remarks=(SUPPOSED,))
