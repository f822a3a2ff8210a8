"""One cell, or several side by side: look-up, list, share of a larger whole, scaling."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book, Missing, share
from retrieval.figures.books import is_allowed
from retrieval.figures.operands import cell
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.term import TIMES, Term
from retrieval.period import OPEN, Period

LISTED = 12  # values of a total that its headline lists
WHOLE_SO_FAR = Remark(kind="assumption", text="No whole was named, so everything up to the same end is meant.")


def lookup(ask: Ask, book: Book) -> Result:
    """The value of each cell that the query names."""
    terms = cells(ask, book)
    if len(terms) > 1:
        return _shown(_listed(ask, terms), terms)
    listed = itemised(ask, terms[0], by_year(ask, book, terms[0])) or counted(ask, book, terms[0])
    return listed or _shown(ask.say.state(terms[0]), terms)


def counted(ask: Ask, book: Book, term: Term) -> Result | None:
    """A share with the counts that it comes from; None of a share as it is printed."""
    if ask.measure.share_of is None or term.formula is None:
        return None
    counted = ask.shelf.measures[ask.measure.share_of]
    part, whole = (book.find(counted, group, term.period) for group in (term.population, WHOLE))
    if part is None or whole is None:
        return None
    return stated(f"{ask.say.state(term)}: {_bare(ask, part)} of {ask.say.value(whole)}", (term,), told=(part, whole))


def by_year(ask: Ask, book: Book, total: Term) -> list[Term]:
    """The years that a total adds up; empty where it is no such total or a year is not known."""
    if total.formula is None or ask.measure.kind is not MeasureKind.FLOW or not total.period.whole_years:
        return []
    years = [book.find(ask.measure, total.population, Period.of(year)) for year in total.period.years]
    return [year for year in years if year is not None] if None not in years else []


def itemised(ask: Ask, total: Term, items: Sequence[Term], *, when: str | None = None) -> Result | None:
    """A total with what it adds up; None where there is nothing to list, or too much."""
    if not 1 < len(items) <= LISTED:
        return None
    values = text.listing([f"{ask.say.value(one)} {ask.say.when(one)}" for one in items])
    return stated(f"{ask.say.state(total, when=when)}, all told: {values}", (total,), told=tuple(items))


def cells(ask: Ask, book: Book) -> tuple[Term, ...]:
    """Read every period for every population; of a date, those groups whose date touches the period."""
    if ask.measure.kind is MeasureKind.DATE:
        return _dates(ask, book)
    return tuple(cell(ask, book, group, period) for period in ask.periods for group in ask.populations)


def _dates(ask: Ask, book: Book) -> tuple[Term, ...]:
    """The dates of each group; where periods are named, only those that touch one of them."""
    found = [term for group in ask.populations for term in own_dates(ask, book, ask.measure, group)]
    if not ask.query.periods:
        return tuple(next(term for term in found if term.population == group) for group in ask.populations)
    touched = []
    for group in ask.populations:
        own = [term for term in found if term.population == group]
        named = [term for term in own if term.period in ask.query.periods]
        touched += named or [term for term in own if any(map(term.period.overlaps, ask.query.periods))]
    if not touched:
        raise Refused("no_period", f"The date of {ask.named} does not fall {text.on(ask.query.periods[0])}.")
    return tuple(touched)


def own_dates(ask: Ask, book: Book, measure: Measure, group: str) -> tuple[Term, ...]:
    """Every date a group has, in the corpus's order; where a thing is dated twice, the first stands."""
    seen = [one for one in ask.shelf.of(measure) if one.population == group and is_allowed(ask.shelf, ask.query, one)]
    if not seen:
        raise Missing(measure, group, None)
    return tuple(book.read(measure, group, one.period) for one in seen)


def _shown(headline: str, terms: tuple[Term, ...]) -> Result:
    """Figures for the numbers and dates; words of a source are shown, not stated as a figure."""
    figures = tuple(term.figure() for term in terms if term.verbal is None)
    return Result(figures=figures, headline=headline, inputs=terms)


def _listed(ask: Ask, terms: tuple[Term, ...]) -> str:
    if ask.measure.kind is MeasureKind.DATE:
        return "; ".join(ask.say.state(term) for term in terms)
    groups = {term.population for term in terms}
    times = {term.period for term in terms}
    if len(times) == 1:
        values = [_grouped(ask, term) for term in terms]
        return f"{ask.say.subject(ask.measure)} {ask.say.when(terms[0])}: {text.listing(values)}"
    subject = ask.say.subject(ask.measure, terms[0].population if len(groups) == 1 else ask.measure.default_population)
    values = [
        f"{ask.say.value(term) if len(groups) == 1 else _grouped(ask, term)} {ask.say.when(term)}" for term in terms
    ]
    return f"{subject}: {text.listing(values)}"


def _grouped(ask: Ask, term: Term) -> str:
    """A value with its group: `12 pupils`, `75.6 percent pupils`, `$0 (in the best case)`."""
    value = ask.say.value(term)
    if term.unit == "people":
        return value
    return (
        f"{value} {ask.say.label(term.population)}"
        if term.unit == "percent"
        else f"{value} ({ask.say.label(term.population)})"
    )


def share_of_whole(ask: Ask, book: Book) -> Result:
    """A shorter period's part of a longer one, or one measure's part of another, in percent."""
    if ask.query.populations and ask.other is None:
        return _of_group(ask, book)
    whole_of = ask.other or _whole(ask)
    if whole_of is not None:
        part = book.read(ask.measure, ask.population, ask.period)
        whole = book.read(whole_of, ask.population, ask.periods[-1])
    else:
        part, whole = _of_longer(ask, book)
    if whole.unit != part.unit or whole.worth.has_zero:
        raise Refused("unlawful", "The one is not counted in the unit of the other, so there is no share.")
    term = share(part.measure, part, whole)
    whose = (
        ask.say.subject(whole.measure, ask.population) if whole.measure != part.measure else ask.say.that(part.measure)
    )
    headline = (
        f"{ask.say.subject(part.measure, ask.population)} {ask.say.when(part)} came to {ask.say.value(term)} of "
        f"{whose} {ask.say.when(whole)}: {_bare(ask, part)} of {ask.say.value(whole)}"
    )
    remarks = (WHOLE_SO_FAR,) if _is_open(ask) and whole_of is None else ()
    return stated(headline, (term,), told=(part, whole), remarks=remarks)


def _of_longer(ask: Ask, book: Book) -> tuple[Term, Term]:
    """What is counted over the shorter of two periods, and over the longer one that it lies in.

    An open time alone is a part of everything up to the same end.
    """
    periods = (*ask.periods, _so_far(ask)) if _is_open(ask) else ask.periods
    if len(periods) != 2:
        raise ask.no("no_population", "a share needs a group or a part")
    short, long = sorted(periods, key=_length)
    total = ask.shelf.total_of(ask.measure) or (ask.measure if ask.measure.accumulates else None)
    counted = ask.measure.kind is MeasureKind.FLOW or (total == ask.measure and short.is_cumulative)
    if not long.covers(short) or not counted:
        raise Refused("unlawful", "The one period is no part of the other, so there is no share.")
    part, whole = (
        book.read((total if period.is_cumulative else None) or ask.measure, ask.population, period)
        for period in (short, long)
    )
    return part, whole


def _is_open(ask: Ask) -> bool:
    """Whether one time without a named end is asked about, which is closed at the latest year there is."""
    return len(ask.query.periods) == 1 and ask.query.periods[0].last is None and ask.period.last is not None


def _so_far(ask: Ask) -> Period:
    """Everything up to the end of the period."""
    return Period.of(OPEN, ask.period.root.rpartition("/")[2])


def _of_group(ask: Ask, book: Book) -> Result:
    """A group's part of everyone, where no measure of shares has a sentence for it."""
    part, whole = book.read(ask.measure, ask.population, ask.period), book.read(ask.measure, WHOLE, ask.period)
    if whole.worth.has_zero:
        raise ask.no("unlawful", "there is nobody to have a share of")
    term = share(ask.measure, part, whole)
    headline = f"{ask.say.subject(ask.measure)} {ask.say.when(whole)}: {ask.say.value(part)} of {_bare(ask, whole)}"
    return stated(f"{headline}, or {ask.say.amount(term.shown, term.unit)}", (term,), told=(part, whole))


def _length(period: Period) -> tuple[bool, int]:
    """Sort key: short periods first, open ones last, the earlier end before the later."""
    if period.first and period.last:
        return (False, (period.last - period.first).days)
    return (True, period.last.toordinal() if period.last else 0)


def _bare(ask: Ask, term: Term) -> str:
    """A number of people without the word, where it follows at once."""
    return term.written if term.unit == "people" and term.formula is None else ask.say.value(term)


def _whole(ask: Ask) -> Measure | None:
    """The measure whose stated total this one is a part of."""
    return next((other for other in ask.shelf.measures.values() if ask.measure.id in other.parts), None)


def scale(ask: Ask, book: Book) -> Result:
    """A price several times over."""
    factor = ask.query.times or next(iter(ask.query.claimed), None)
    if factor is None or factor <= 0:
        raise Refused("unlawful", "There is no number to multiply by.")
    base = book.read(ask.measure, ask.population, ask.period)
    amount = base.worth.times(factor)
    term = Term.computed(base, amount, f"{text.number(factor)}{TIMES}{base.written}", [base])
    subject = f"{ask.say.subject(ask.measure, ask.population)} {ask.say.when(base)}"
    headline = f"{text.number(factor)} times {subject}, {ask.say.value(base)}, is {ask.say.value(term)}"
    return stated(headline, (term,), told=(base,))
