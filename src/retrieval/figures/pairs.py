"""Two values against each other: change, ratio, gap."""

from __future__ import annotations

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
        _same_length(ask, first.period, second.period)
    else:
        raise ask.no("unlawful", "two values are needed to compare")
    _ = first.worth, second.worth
    return first, second


def _yearly(ask: Ask) -> Measure | None:
    """The flow that a level is set against where a second period is named."""
    if ask.measure.kind is not MeasureKind.LEVEL or len(ask.periods) < 2 or ask.measure.level_of is None:
        return None
    return ask.shelf.measures[ask.measure.level_of]


def _of_measures(ask: Ask, book: Book, other: Measure) -> tuple[Term, Term]:
    group = ask.populations[-1]
    if group not in (WHOLE, *ask.shelf.parts(other)):
        group = other.default_population
    first_on, second_on = ask.period, ask.periods[-1]
    if book.find(ask.measure, ask.population, first_on) is None and book.find(ask.measure, ask.population, second_on):
        first_on, second_on = second_on, first_on
    first, second = book.read(ask.measure, ask.population, first_on), book.read(other, group, second_on)
    if MeasureKind.LEVEL not in (ask.measure.kind, other.kind):
        _same_length(ask, first.period, second.period)
    _ = first.worth, second.worth
    return first, second


def _same_length(ask: Ask, first: Period, second: Period) -> None:
    """Refuse to compare what came in a short time with what came in a long one."""
    if ask.measure.kind is not MeasureKind.FLOW or first.is_cumulative or second.is_cumulative:
        return
    if first.first and first.last and second.first and second.last:
        if abs((first.last - first.first).days - (second.last - second.first).days) <= len(first.years):
            return
    elif first.first == second.first:
        return
    raise Refused(
        "unlawful",
        f"{text.capital(ask.named)} {text.on(first)} and {text.on(second)} were counted over times of different length "
        "and cannot be compared; averages by the year can.",
    )


def difference(first: Term, second: Term, *, unit: Unit | None = None) -> Term:
    """The second minus the first."""
    formula = f"{second.written}{MINUS}{first.written}"
    worth, period = second.worth.minus(first.worth), span(first.period, second.period)
    return Term.computed(second, worth, formula, [second, first], unit=unit, period=period)


def apart(first: Term, second: Term) -> Term:
    """The difference of two cells: over time from the earlier to the later, else from the smaller to the larger."""
    if first.period != second.period and first.measure == second.measure:
        first, second = sorted((first, second), key=lambda term: in_time(term.period))
    elif sign(second.worth.minus(first.worth)) == -1:
        first, second = second, first
    return difference(first, second, unit="points" if first.unit == "percent" else None)


def percentage(first: Term, second: Term) -> Term:
    """The change from the first to the second in percent of the first, which is not zero."""
    worth = second.worth.minus(first.worth).over(first.worth).times(HUNDRED)
    formula = f"({second.written}{MINUS}{first.written}){OVER}{first.written}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(second, worth, formula, [second, first], unit="percent", period=period)


def quotient(first: Term, second: Term, *, unit: Unit = "times") -> Term:
    """The first over the second, as times or as percent of the second, which is not zero."""
    worth, formula = first.worth.over(second.worth), f"{first.written}{OVER}{second.written}"
    if unit == "percent":
        worth, formula = worth.times(HUNDRED), f"{formula}{TIMES}{text.number(HUNDRED)}"
    period = span(first.period, second.period)
    return Term.computed(first, worth, formula, [first, second], unit=unit, period=period)


def change(ask: Ask, book: Book) -> Result:
    """From the earlier value to the later one: absolute and percent, points of a share; or in the unit asked for."""
    first, second = sorted(two(ask, book), key=lambda term: in_time(term.period))
    if ask.query.unit == "times":
        return _ratio(ask, second, first, "times")
    results = _changes(first, second, ask.query.unit)
    by = " ".join([_size(ask, results[0]), *(f"({_size(ask, term)})" for term in results[1:])])
    if first.measure != second.measure:
        return stated(_against(ask, first, second, by), tuple(results), told=(second, first))
    subject = ask.say.subject(second.measure, second.population)
    moved = sign(results[0].worth)
    if moved == 0:
        headline = f"{subject} did not change: {ask.say.value(first)} {ask.say.when(first)} and {ask.say.when(second)}"
    else:
        verb = {1: "rose", -1: "fell"}.get(moved or 0, "moved")
        both = f"from {ask.say.value(first)} {ask.say.when(first)} to {ask.say.value(second)} {ask.say.when(second)}"
        headline = f"{subject} {verb} by {by}, {both}"
    return stated(headline, tuple(results), told=(second, first))


def _changes(first: Term, second: Term, unit: Unit | None) -> list[Term]:
    if second.unit == "percent":
        return [difference(first, second, unit="points")]
    if unit is None and second.unit == "people" and not first.worth.has_zero:
        return [difference(first, second), percentage(first, second)]
    if unit != "percent":
        return [difference(first, second)]
    _not_zero(first)
    return [percentage(first, second)]


def _not_zero(base: Term) -> None:
    if base.worth.has_zero:
        raise Refused("unlawful", "Nothing can be a multiple or percentage of zero; only the difference can be said.")


def _size(ask: Ask, term: Term) -> str:
    """The size of a change, without its sign where the words say the direction."""
    return ask.say.amount(unsigned(term.shown), term.unit, term.population)


def unsigned(amount: Amount) -> Amount:
    """An amount that is negative at both ends, as its size."""
    if sign(amount) == -1 and amount.low is not None and amount.high is not None:
        return Amount(low=-amount.high, high=-amount.low, approximate=amount.approximate)
    return amount


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
    _not_zero(second)
    term = quotient(first, second, unit="percent" if unit == "percent" else "times")
    value = ask.say.amount(term.shown, term.unit)
    subject = ask.say.subject(first.measure, first.population)
    if first.population != second.population:
        as_many = "as many" if first.unit == "people" else "as much"
        both = f"{grouped(ask, first)} against {grouped(ask, second)}"
        headline = f"{ask.say.subject(first.measure)} {ask.say.when(first)}: {both}, or {value} {as_many}"
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
    if term.unit == "percent" or first.worth.has_zero:
        return stated(headline, (term,), told=(first, second))
    back = quotient(second, first)
    headline = f"{headline}; the other way round {ask.say.amount(back.shown, back.unit)}"
    return stated(headline, (term, back), told=(first, second))


def grouped(ask: Ask, term: Term) -> str:
    """A value with its group: people by their name, anything else with the group in brackets."""
    value = ask.say.value(term)
    return value if term.unit == "people" else f"{value} ({ask.say.label(term.population)})"


def gap(ask: Ask, book: Book) -> Result:
    """The difference between two groups or two measures, the smaller taken from the larger."""
    first, second = two(ask, book)
    if sign(second.worth.minus(first.worth)) == 1:
        first, second = second, first
    if ask.query.unit == "percent" and first.unit != "percent":
        _not_zero(second)
        term = percentage(second, first)
    else:
        term = difference(second, first, unit="points" if first.unit == "percent" else None)
    by = ask.say.amount(term.shown, term.unit)
    if first.measure != second.measure:
        return stated(_against(ask, second, first, by), (term,), told=(first, second))
    told = f"{by} more" if term.unit == "percent" else f"a gap of {by}"
    both = f"{grouped(ask, first)} against {grouped(ask, second)}"
    headline = f"{ask.say.subject(ask.measure)} {ask.say.when(first)}: {both}, {told}"
    return stated(headline, (term,), told=(first, second))
