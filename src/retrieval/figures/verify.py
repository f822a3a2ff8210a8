"""Whether a claimed value is right: exactly, once rounded, roughly, or not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from retrieval import text
from retrieval.corpus import MeasureKind, Observation, Status
from retrieval.figures.amount import Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.books import is_allowed
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.pairs import change, compare, ratio
from retrieval.figures.term import Term
from retrieval.period import Period

YES, ROUNDED, ROUGHLY, NO = "yes", "yes, rounded", "roughly", "no"


def verify(ask: Ask, book: Book) -> Result:
    """Check the claimed values against the cell, the change between two cells, or the date."""
    if ask.measure.kind is MeasureKind.DATE:
        return _date(ask, book)
    if len(ask.query.periods) == 2 or ask.other is not None:
        return _change(ask, book)
    if ask.query.comparator in ("above", "below"):
        return compare(ask, book)
    term = book.read(ask.measure, ask.population, ask.period)
    verdict = judged(ask.query.claimed, term.shown)
    if verdict == NO and ask.query.vintage is None:
        term = _current(ask, term) or term
        verdict = judged(ask.query.claimed, term.shown)
    told = "" if verdict == YES else f", not {claimed(ask, term)}" if verdict == NO else f" for {claimed(ask, term)}"
    headline = f"{verdict}{told}: {ask.say.state(term)}"
    return stated(text.sentence(headline), (term,), remarks=_elsewhere(ask, term) if verdict == NO else ())


def judged(values: Sequence[Decimal], amount: Amount) -> str:
    """How a claim fits a value: as it is, at the claim's own decimals, or at its own round thousands and hundreds."""
    ends = amount.ends if len(amount.ends) == 2 and not amount.is_point else amount.ends[:1]
    if len(values) == 1 and not amount.is_point and amount.low is not None and amount.high is not None:
        return ROUGHLY if amount.low <= values[0] <= amount.high else NO
    if len(values) != len(ends):
        return NO
    pairs = list(zip(sorted(values), sorted(ends), strict=True))
    if all(value == end for value, end in pairs):
        return YES
    if all(_rounds_to(end, value, min(0, _exponent(value))) for value, end in pairs):
        return ROUNDED
    zeros = [len(str(int(value))) - len(str(int(value)).rstrip("0")) for value, _ in pairs]
    return ROUGHLY if all(_rounds_to(end, value, places) for (value, end), places in zip(pairs, zeros, strict=True)) else NO


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _rounds_to(end: Decimal, value: Decimal, places: int) -> bool:
    quantum = Decimal(1).scaleb(places)
    return (end / quantum).quantize(Decimal(1), ROUND_HALF_UP) * quantum == value


def claimed(ask: Ask, term: Term) -> str:
    """The asker's own values in the unit of the term."""
    values = [Decimal(value) for value in ask.query.claimed]
    return ask.say.amount(Amount(low=min(values), high=max(values)), term.unit, term.population)


def _current(ask: Ask, term: Term) -> Term | None:
    """Another value of the cell that stands today: an article's own or the final one. A computed share has none."""
    if ask.measure.share_of is not None:
        return None
    for seen in ask.shelf.at(ask.measure, ask.population, term.period):
        if seen.status in (Status.PRINTED, Status.FINAL) and is_allowed(ask.shelf, ask.query, seen):
            other = Term.observed(ask.measure, seen)
            if other.amount and judged(ask.query.claimed, other.amount) == YES:
                return other
    return None


def _elsewhere(ask: Ask, term: Term) -> tuple[Remark, ...]:
    """Where the claimed value does stand: an earlier announcement of the cell, or another period."""
    value = ask.query.claimed[0]
    found = [seen for seen in ask.shelf.of(ask.measure) if value in (seen.value, seen.low, seen.high)]
    found = [seen for seen in found if seen.population == ask.population]
    same = [seen for seen in found if seen.period == term.period]
    for seen in same[:1] or found[:1]:
        named = ask.say.value(Term.observed(ask.measure, seen))
        if not same:
            told = f"{text.capital(named)} is the value {ask.say.when(Term.observed(ask.measure, seen))}."
            return (Remark(kind="coverage", text=told, evidence=(seen,)),)
        return (Remark(kind="vintage", text=f"{text.capital(named)} is what {_whence(ask, seen)}.", evidence=(seen,)),)
    return ()


def _whence(ask: Ask, seen: Observation) -> str:
    source = ask.say.source(seen)
    if seen.as_of is None:
        return f"{source} prints"
    return f"{source} had as a {seen.status} value {text.on(seen.as_of)}"


def _change(ask: Ask, book: Book) -> Result:
    """Check a claimed change between two values, its size taken without sign, or a claimed ratio."""
    plain = Ask(ask.query.model_copy(update={"claimed": ()}), ask.measure, ask.other, ask.periods, ask.populations, ask.shelf, ask.say)
    result = (ratio if ask.query.unit == "times" else change)(plain, book)
    figure, values = result.figures[0], [abs(value) for value in ask.query.claimed]
    size = [abs(Decimal(value)) for value in (figure.low, figure.high, figure.value) if isinstance(value, Decimal)]
    verdict = judged(values, Amount(low=min(size), high=max(size)))
    direction = {"above": 1, "below": -1}.get(ask.query.comparator or "")
    if direction and isinstance(figure.value, Decimal) and figure.value * direction < 0:
        verdict = NO
    headline = f"{verdict}: {result.headline[0].lower()}{result.headline[1:]}"
    return result.model_copy(update={"headline": text.sentence(headline), "figures": result.figures[:1]})


def _date(ask: Ask, book: Book) -> Result:
    """Check a claimed year or period against a date."""
    seen = next((one for one in ask.shelf.of(ask.measure) if one.population == ask.population), None)
    if seen is None:
        raise Refused("no_period", f"There is no date for {ask.measure.label}.")
    term = book.read(ask.measure, ask.population, seen.period)
    claims = [Period.of(int(value)) for value in ask.query.claimed] or list(ask.query.periods)
    right = term.date is not None and any(claim.covers(term.date) or term.date == claim for claim in claims)
    near = term.date is not None and any(claim.overlaps(term.date) for claim in claims)
    verdict = YES if right else ROUGHLY if near else NO
    return stated(text.sentence(f"{verdict}: {ask.say.state(term)}"), (term,))
