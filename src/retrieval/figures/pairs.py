"""Two values against each other: change, ratio, gap, comparison."""

from __future__ import annotations

from decimal import Decimal

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.amount import HUNDRED, Amount, sign
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import in_time
from retrieval.figures.term import MINUS, OVER, TIMES, Term, span
from retrieval.model import Unit
from retrieval.period import Period


def two(ask: Ask, book: Book) -> tuple[Term, Term]:
    """The two cells that are set against each other: of two measures, two groups or two periods."""
    other = ask.other or _yearly(ask)
    if other is not None:
        return _of_measures(ask, book, other)
    if len(ask.populations) == 2:
        first, second = (book.read(ask.measure, group, ask.period) for group in ask.populations)
    elif len(ask.periods) == 2:
        first, second = (book.read(ask.measure, ask.population, period) for period in ask.periods)
        _same_length(ask.measure, first.period, second.period)
    else:
        raise Refused("unlawful", f"{text.capital(ask.say.subject(ask.measure))}: two values are needed to compare.")
    _ = first.worth, second.worth
    return first, second


def _yearly(ask: Ask) -> Measure | None:
    """The flow that a level is set against where a second period is named."""
    if ask.measure.kind is not MeasureKind.LEVEL or len(ask.periods) < 2 or ask.measure.level_of is None:
        return None
    return ask.shelf.measures[ask.measure.level_of]


def _of_measures(ask: Ask, book: Book, other: Measure) -> tuple[Term, Term]:
    if ask.measure.unit != other.unit:
        raise Refused("unlawful", f"{text.capital(ask.measure.label)} and {other.label} are counted in different units.")
    group = ask.populations[-1] if ask.populations[-1] in (WHOLE, *ask.shelf.parts(other)) else other.default_population
    first_on, second_on = ask.period, ask.periods[-1]
    if book.find(ask.measure, ask.population, first_on) is None and book.find(ask.measure, ask.population, second_on):
        first_on, second_on = second_on, first_on
    first, second = book.read(ask.measure, ask.population, first_on), book.read(other, group, second_on)
    if MeasureKind.LEVEL not in (ask.measure.kind, other.kind):
        _same_length(ask.measure, first.period, second.period)
    _ = first.worth, second.worth
    return first, second


def _same_length(measure: Measure, first: Period, second: Period) -> None:
    """Refuse to compare what came in a short time with what came in a long one."""
    if measure.kind is not MeasureKind.FLOW or first.is_cumulative or second.is_cumulative:
        return
    if first.first and first.last and second.first and second.last:
        if abs((first.last - first.first).days - (second.last - second.first).days) <= len(first.years):
            return
    elif first.first == second.first:
        return
    raise Refused(
        "unlawful",
        f"{text.capital(measure.label)} {text.on(first)} and {text.on(second)} were counted over times of different length, "
        "so they cannot be compared; averages by the year can.",
    )


def difference(first: Term, second: Term, *, unit: Unit | None = None) -> Term:
    """The second minus the first."""
    period = span(first.period, second.period)
    formula = f"{second.written}{MINUS}{first.written}"
    return Term.computed(second, second.worth.minus(first.worth), formula, [second, first], unit=unit, period=period)


def percentage(first: Term, second: Term) -> Term:
    """The change from the first to the second in percent of the first, which is not zero."""
    worth = second.worth.minus(first.worth).over(first.worth).times(HUNDRED)
    formula = f"({second.written}{MINUS}{first.written}){OVER}{first.written}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(second, worth, formula, [second, first], unit="percent", period=period)


def quotient(first: Term, second: Term, *, unit: Unit = "times") -> Term:
    """The first over the second, as times or as percent of the second, which is not zero."""
    worth = first.worth.over(second.worth)
    formula = f"{first.written}{OVER}{second.written}"
    if unit == "percent":
        worth, formula = worth.times(HUNDRED), f"{formula}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(first, worth, formula, [first, second], unit=unit, period=period)


def change(ask: Ask, book: Book) -> Result:
    """From the earlier value to the later one: absolute and percent, points of a share; only the unit asked for, if any."""
    first, second = sorted(two(ask, book), key=lambda term: in_time(term.period))
    unit = ask.query.unit
    if unit == "times":
        return _ratio(ask, second, first, unit)
    results = _changes(first, second, unit)
    amounts = [_size(ask, term) for term in results]
    by = text.listing(amounts, "or")
    if first.measure != second.measure:
        return stated(text.sentence(_against(ask, first, second, by)), tuple(results), inputs=(second, first))
    subject = ask.say.subject(second.measure, second.population)
    both = f"from {ask.say.value(first)} {ask.say.when(first)} to {ask.say.value(second)} {ask.say.when(second)}"
    headline = f"{subject} {_moved(results[0].worth)}".format(by=by)
    return stated(text.sentence(f"{headline}, {both}"), tuple(results), inputs=(second, first))


def _changes(first: Term, second: Term, unit: Unit | None) -> list[Term]:
    if second.unit == "percent":
        return [difference(first, second, unit="points")]
    if unit is None and second.unit == "people" and not first.worth.has_zero:
        return [difference(first, second), percentage(first, second)]
    if unit != "percent":
        return [difference(first, second)]
    if first.worth.has_zero:
        raise Refused("unlawful", "Nothing can be a percentage of zero; the change can only be said in units.")
    return [percentage(first, second)]


def _moved(worth: Amount) -> str:
    match sign(worth):
        case 0:
            return "did not change"
        case 1:
            return "rose by {by}"
        case -1:
            return "fell by {by}"
        case _:
            return "moved by {by}"


def _size(ask: Ask, term: Term) -> str:
    """The size of a change, without its sign where the words say the direction."""
    shown = term.shown
    if sign(shown) == -1 and shown.low is not None and shown.high is not None:
        shown = Amount(low=-shown.high, high=-shown.low, approximate=shown.approximate)
    return ask.say.amount(shown, term.unit, term.population)


def _against(ask: Ask, first: Term, second: Term, by: str) -> str:
    direction = {1: "more than", -1: "less than", 0: "as much as"}.get(sign(second.worth.minus(first.worth)) or 0, "against")
    return (
        f"{ask.say.subject(second.measure, second.population)} {ask.say.when(second)} came to {ask.say.value(second)}, {by} "
        f"{direction} {ask.say.subject(first.measure, first.population)} {ask.say.when(first)}, {ask.say.value(first)}"
    )


def ratio(ask: Ask, book: Book) -> Result:
    """The first over the second, as times or percent."""
    first, second = two(ask, book)
    return _ratio(ask, first, second, ask.query.unit or "times")


def _ratio(ask: Ask, first: Term, second: Term, unit: Unit) -> Result:
    if second.worth.has_zero:
        raise Refused("unlawful", "Nothing can be a multiple of zero; only the difference can be said.")
    term = quotient(first, second, unit="percent" if unit == "percent" else "times")
    value = ask.say.amount(term.shown, term.unit) + (" of" if unit == "percent" else "")
    if first.population != second.population:
        headline = (
            f"{ask.say.subject(ask.measure)} {ask.say.when(first)}: {_grouped(ask, first)} came to {value} {_grouped(ask, second)}"
        )
    else:
        whose = ask.say.that(second.measure)
        if first.measure != second.measure:
            whose = ask.say.subject(second.measure, second.population)
        headline = (
            f"{ask.say.subject(first.measure, first.population)} {ask.say.when(first)} came to {value} {whose} "
            f"{ask.say.when(second)}: {ask.say.value(first)} against {ask.say.value(second)}"
        )
    return stated(text.sentence(headline), (term,), inputs=(first, second))


def _grouped(ask: Ask, term: Term) -> str:
    value = ask.say.value(term)
    return value if term.unit == "people" else f"{value} ({ask.say.label(term.population)})"


def gap(ask: Ask, book: Book) -> Result:
    """The difference between two groups or two measures, the smaller taken from the larger."""
    first, second = two(ask, book)
    if sign(second.worth.minus(first.worth)) == 1:
        first, second = second, first
    unit = ask.query.unit
    if unit == "percent" and first.unit != "percent":
        if second.worth.has_zero:
            raise Refused("unlawful", "Nothing can be a percentage of zero; the gap can only be said in units.")
        term = percentage(second, first)
    else:
        term = difference(second, first, unit="points" if first.unit == "percent" else None)
    when = ask.say.when(first)
    by = ask.say.amount(term.shown, term.unit)
    if first.measure != second.measure:
        headline = _against(ask, second, first, by)
    else:
        headline = f"{ask.say.subject(ask.measure)} {when}: {_grouped(ask, first)} against {_grouped(ask, second)}, a gap of {by}"
    return stated(text.sentence(headline), (term,), inputs=(first, second))


def compare(ask: Ask, book: Book) -> Result:
    """Which of two is the greater, or whether one is above or below a number; with yes or no where that was asked."""
    if ask.query.claimed:
        return _threshold(ask, book)
    first, second = two(ask, book)
    which = sign(first.worth.minus(second.worth))
    verdict = _verdict(ask, which)
    values = [f"{_grouped(ask, term)} {ask.say.when(term)}" for term in (first, second)]
    if first.measure != second.measure:
        values = [f"{ask.say.subject(term.measure)} {value}" for term, value in zip((first, second), values, strict=True)]
        return stated(text.sentence(f"{verdict}{values[0]}, {values[1]}"), (first, second))
    than = {1: "more than", 0: "as many as" if first.unit == "people" else "as much as", -1: "less than", None: "against"}[which]
    if first.unit == "people" and which == -1:
        than = "fewer than"
    if first.population != second.population:
        headline = f"{ask.say.subject(ask.measure)} {ask.say.when(first)}: {_grouped(ask, first)}, {than} {_grouped(ask, second)}"
    else:
        headline = f"{ask.say.subject(ask.measure, first.population)}: {values[0]}, {than} the {values[1]}"
    return stated(text.sentence(verdict + headline), (first, second))


def _threshold(ask: Ask, book: Book) -> Result:
    term, value = book.read(ask.measure, ask.population, ask.period), ask.query.claimed[0]
    which = sign(term.shown.minus(Amount.of(Decimal(value))))
    than = {1: "more than", -1: "less than", 0: "exactly"}.get(2 if which is None else which, "partly more than")
    claimed = ask.say.amount(Amount.of(value), term.unit, term.population)
    return stated(text.sentence(f"{_verdict(ask, which)}{ask.say.state(term)}, {than} {claimed}"), (term,))


def _verdict(ask: Ask, which: int | None) -> str:
    if ask.query.comparator is None:
        return ""
    wanted = {"above": 1, "below": -1, "equal": 0}[ask.query.comparator]
    if which is None:
        return "that cannot be said, for the ranges overlap: "
    return "yes: " if which == wanted else "no: "
