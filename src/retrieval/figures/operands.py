"""The two cells that are set against each other, and for how long each of them counts."""

from __future__ import annotations

from decimal import Decimal

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.ask import Ask
from retrieval.figures.book import ONE_DAY, Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.term import Term
from retrieval.period import Period

YEAR, MONTH, DAY = ("year", "years"), ("month", "months"), ("day", "days")
A_YEAR = 12  # months


def two(ask: Ask, book: Book) -> tuple[Term, Term]:
    """The two cells that are set against each other: of two measures, two groups or two periods.

    Where two groups and two periods are named, the first group at the first time and the second at the second.
    """
    other = ask.other or _yearly(ask)
    if other is not None:
        return _of_measures(ask, book, other)
    if max(len(ask.populations), len(ask.periods)) < 2:
        raise ask.no("unlawful", "two values are needed to compare")
    groups, periods = (ask.population, ask.populations[-1]), (ask.period, ask.periods[-1])
    first, second = (cell(ask, book, group, period) for group, period in zip(groups, periods, strict=True))
    _ = first.worth, second.worth
    return first, second


def cell(ask: Ask, book: Book, group: str, period: Period) -> Term:
    """A cell of what is asked about; of a flow up to a day, its running total at that day."""
    total = ask.shelf.total_of(ask.measure) if period.is_cumulative else None
    return book.read(total or ask.measure, group, period)


def is_moved(first: Term, second: Term) -> bool:
    """Whether a value can have moved from the first to the second: of one group, and not of a flow and its total."""
    totals = {first.measure.id: second.measure.accumulates, second.measure.id: first.measure.accumulates}
    return first.population == second.population and all(name != total for name, total in totals.items())


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
    if other.kind is not MeasureKind.FLOW:
        same_length(ask, first, second)
    _ = first.worth, second.worth
    return first, second


def same_length(ask: Ask, first: Term, second: Term) -> None:
    """Refuse to reckon a change from what came in a short time to what came in a long one."""
    if _is_even(ask, first, second):
        return
    raise Refused(
        "unlawful",
        f"{text.capital(ask.named)} {text.on(first.period)} and {text.on(second.period)} were counted over times of "
        "different length, so from the one to the other nothing rose or fell; averages by the year can be compared.",
    )


def unlike(ask: Ask, first: Term, second: Term) -> tuple[Remark, ...]:
    """For how long each of two flows counts, where that is not the same."""
    if _is_even(ask, first, second):
        return ()
    lengths = [_length(one, _unit(first.period, second.period)) for one in (first.period, second.period)]
    values = [f"{ask.say.value(one)} {ask.say.when(one)}" for one in (first, second)]
    told = f"{values[0]} is the total of {lengths[0]}, and {values[1]} that of {lengths[1]}."
    return (Remark(kind="coverage", text=text.capital(told)),)


def _is_even(ask: Ask, first: Term, second: Term) -> bool:
    """Whether two values count times of the same length, or are no flows that count one."""
    kinds = {first.measure.kind, second.measure.kind}
    one, other = first.period, second.period
    if (
        ask.measure.kind is not MeasureKind.FLOW
        or MeasureKind.LEVEL in kinds
        or one.is_cumulative
        or other.is_cumulative
    ):
        return True
    if one.first and one.last and other.first and other.last:
        return abs((one.last - one.first).days - (other.last - other.first).days) <= len(one.years)
    return one.first == other.first


def _unit(*periods: Period) -> tuple[str, str]:
    """The longest unit of time that fits all of the periods, in its words."""
    if all(period.whole_years for period in periods):
        return YEAR
    return MONTH if all(map(_whole_months, periods)) else DAY


def _whole_months(period: Period) -> bool:
    if period.first is None or period.last is None:
        return False
    return period.first.day == 1 and (period.last + ONE_DAY).day == 1


def _length(period: Period, unit: tuple[str, str]) -> str:
    """How long a period is: `6 years`; words where an end is open."""
    if period.first is None or period.last is None:
        return "an open time"
    months = (period.last.year - period.first.year) * A_YEAR + period.last.month - period.first.month + 1
    days = (period.last - period.first).days + 1
    number = {YEAR: len(period.years), MONTH: months, DAY: days}[unit]
    return text.quantity(Decimal(number), Decimal(number), unit[1], noun=unit)
