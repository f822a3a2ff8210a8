"""Whether a claimed value is right: exactly, once rounded, roughly, within a range, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from retrieval import text
from retrieval.corpus import MeasureKind, Observation, Status
from retrieval.figures.amount import HUNDRED, Amount
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.books import is_allowed
from retrieval.figures.compare import compare
from retrieval.figures.dates import known_date
from retrieval.figures.find import announced, matches
from retrieval.figures.operands import is_moved, same_length, two
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.pairs import change, ratio
from retrieval.figures.rewrite import as_year
from retrieval.figures.single import counted, own_dates
from retrieval.figures.term import Term
from retrieval.model import Figure
from retrieval.period import Period

YES, ROUNDED, ROUGHLY, INSIDE, NO = "yes", "yes, rounded", "roughly, but not exactly", "that lies within it", "no"
NEAR = Decimal(1) / 20  # how far a round claim may be off to be roughly right
SOME_TIMES = Decimal(1) / 8  # how far "doubled" or "halved" may be off to be roughly right
MANY = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE)


def verify(ask: Ask, book: Book) -> Result:
    """Check the claimed values against the cell, the change between two cells, or the date."""
    if ask.measure.kind is MeasureKind.DATE:
        return _date(ask, book)
    if len(ask.query.periods) == 2 or ask.other is not None:
        return _change(ask, book)
    if not ask.query.claimed:
        return _direction(ask, book)
    if ask.query.comparator in ("above", "below"):
        return compare(ask, book)
    if not ask.query.periods and ask.measure.kind in MANY:
        found = [term for value in ask.query.claimed for term in matches(ask, book, value, earlier=False)]
        if found:
            return stated(f"{YES}: {'; '.join(ask.say.state(term) for term in found)}", tuple(found))
    term = book.read(ask.measure, ask.population, ask.period)
    if len(ask.query.claimed) > 1 and term.shown.is_point:
        return _one_of(ask, book, term)
    if judged(ask.query.claimed, term.shown) == NO and ask.query.vintage is None:
        term = _current(ask, term) or term
    term = _bounded(ask, term) or term
    verdict = judged(ask.query.claimed, term.shown)
    told = f", not {_claimed(ask, term)}" if verdict == NO else ""
    remarks = _elsewhere(ask, term) if told else ()
    return stated(f"{verdict}{told}: {ask.say.state(term)}", (term,), remarks=remarks, denies=verdict == NO)


def elsewhere(ask: Ask, book: Book) -> Result | None:
    """Where a claimed value stands that is claimed of a time without one; None where it stands nowhere."""
    every = replace(ask, periods=tuple(ask.shelf.periods(ask.measure, ask.population)))
    found = [term for value in ask.query.claimed for term in matches(every, book, value, earlier=False)]
    if not found:
        return None
    told = "; ".join(ask.say.state(term) for term in found)
    return stated(f"there is no figure for {ask.named} {text.on(ask.period)}; {told}", tuple(found))


def _one_of(ask: Ask, book: Book, term: Term) -> Result:
    """Which of several claimed values the cell has or once had; what it has where that is none of them."""
    if ask.measure.share_of is not None:
        return _one_share(ask, book, term)
    found = [one for value in ask.query.claimed for one in matches(ask, book, value) if one.period == term.period]
    told = tuple({one.shown.ends: one for one in found}.values())
    if not told:
        values = [ask.say.amount(Amount.of(value), term.unit, term.population) for value in ask.query.claimed]
        return stated(f"{NO}, neither {text.listing(values, 'nor')}: {ask.say.state(term)}", (term,), denies=True)
    return stated("; ".join(announced(ask, one) for one in told), told)


def _one_share(ask: Ask, book: Book, term: Term) -> Result:
    """Whether a share has one of several claimed values; with its counts, which what is above a hundred may be."""
    claims = [value for value in ask.query.claimed if value <= HUNDRED]
    result = counted(ask, book, term) or stated(ask.say.state(term), (term,))
    if not claims or any(judged((value,), term.shown) in (YES, ROUNDED) for value in claims):
        return result
    values = [ask.say.amount(Amount.of(value), term.unit, term.population) for value in claims]
    denied = f"neither {text.listing(values, 'nor')}" if len(values) > 1 else f"not {values[0]}"
    told = {"headline": f"{NO}, {denied}: {result.headline}", "remarks": _elsewhere(ask, term), "denies": True}
    return result.model_copy(update=told)


def judged(values: Sequence[Decimal], amount: Amount) -> str:
    """How a claim fits a value: as it is, at the claim's own decimals, at its own round numbers, or inside a range."""
    ends = amount.ends[:1] if amount.is_point else amount.ends
    if len(values) == 1 and not amount.is_point:
        above = amount.low is None or amount.low <= values[0]
        below = amount.high is None or values[0] <= amount.high
        return INSIDE if above and below else NO
    if len(values) != len(ends):
        return NO
    pairs = list(zip(sorted(values), sorted(ends), strict=True))
    if all(value == end for value, end in pairs):
        return YES
    if all(_rounds_to(end, value, min(0, _exponent(value))) for value, end in pairs):
        return ROUNDED
    return ROUGHLY if all(_is_near(value, end) for value, end in pairs) else NO


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _rounds_to(end: Decimal, value: Decimal, places: int) -> bool:
    quantum = Decimal(1).scaleb(places)
    return (end / quantum).quantize(Decimal(1), ROUND_HALF_UP) * quantum == value


def _is_near(value: Decimal, end: Decimal) -> bool:
    """Whether a round number of hundreds or more is what the value rounds to, and not far off."""
    zeros, rest = 0, int(value)
    while rest and rest % 10 == 0:
        zeros, rest = zeros + 1, rest // 10
    return zeros >= 2 and _rounds_to(end, value, zeros) and abs(value - end) <= NEAR * abs(end)


def _claimed(ask: Ask, term: Term) -> str:
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
            if other.amount and judged(ask.query.claimed, other.amount) in (YES, INSIDE):
                return other
    return None


def _bounded(ask: Ask, term: Term) -> Term | None:
    """The range with two ends that the source gives of the same cell beside one with an open end: it bounds that one.

    None where it leaves the claim as it is judged.
    """
    if term.amount is None or len(term.amount.ends) > 1 or judged(ask.query.claimed, term.shown) != INSIDE:
        return None
    for seen in ask.shelf.at(term.measure, term.population, term.period):
        closed = Term.observed(term.measure, seen)
        allowed = seen.source == term.evidence[0].source and is_allowed(ask.shelf, ask.query, seen)
        if allowed and closed.amount and len(closed.amount.ends) > 1 and not closed.amount.is_point:
            return closed if judged(ask.query.claimed, closed.amount) == NO else None
    return None


def _elsewhere(ask: Ask, term: Term) -> tuple[Remark, ...]:
    """Where the claimed value does stand: an earlier announcement of the cell, or another period."""
    value = ask.query.claimed[0]
    found = [seen for seen in ask.shelf.of(ask.measure) if value in (seen.value, seen.low, seen.high)]
    found = sorted((seen for seen in found if seen.population == ask.population), key=ask.shelf.worth)
    same = [seen for seen in found if seen.period == term.period]
    for seen in same[:1]:
        told = f"{_value(ask, seen)} is what {_whence(ask, seen)}."
        return (Remark(kind="vintage", text=text.capital(told), evidence=(seen,)),)
    for seen in found[:1]:
        told = f"{_value(ask, seen)} is the value {ask.say.when(Term.observed(ask.measure, seen))}."
        return (Remark(kind="coverage", text=text.capital(told), evidence=(seen,)),)
    return ()


def _value(ask: Ask, seen: Observation) -> str:
    return ask.say.value(Term.observed(ask.measure, seen))


def _whence(ask: Ask, seen: Observation) -> str:
    source = ask.say.source(seen)
    if seen.as_of is None or seen.status is Status.PRINTED:
        return f"{source} prints"
    return f"{source} gave as {seen.status} {text.on(seen.as_of)}"


def _change(ask: Ask, book: Book) -> Result:
    """Check a claimed change between two values, its size taken without sign, or a claimed ratio, either way round."""
    plain = replace(ask, query=ask.query.model_copy(update={"claimed": ()}))
    pair = two(plain, book)
    if ask.query.unit != "times":
        same_length(ask, *pair)
    result = (ratio if ask.query.unit == "times" else change)(plain, book)
    figure, values = result.figures[0], [abs(value) for value in ask.query.claimed]
    if ask.query.unit != "times" and not is_moved(*pair):
        figure = result.figures[-1]
    if ask.query.unit == "times":
        figure = min(result.figures[:2], key=lambda one: _off(one, values[0]))
    size = [abs(Decimal(value)) for value in (figure.low, figure.high, figure.value) if isinstance(value, Decimal)]
    verdict = judged(values, Amount(low=min(size), high=max(size)))
    if verdict == NO and ask.query.unit == "times" and _off(figure, values[0]) <= SOME_TIMES * values[0]:
        verdict = ROUGHLY
    direction = {"above": 1, "below": -1}.get(ask.query.comparator or "")
    if direction and isinstance(figure.value, Decimal) and figure.value * direction < 0:
        verdict = NO
    return result.model_copy(update={"headline": f"{verdict}: {result.headline}", "denies": verdict == NO})


def _direction(ask: Ask, book: Book) -> Result:
    """Check whether a value rose or fell: over a span, from the year before a year or an open time.

    Where the time goes on to the latest year, the last one that the corpus's own day knows is given too.
    """
    asked = ask.query.periods[0]
    if not ask.period.years or not ask.period.whole_years:
        raise ask.no("unlawful", "it is not said from when to when")
    first, last = ask.period.years[0], ask.period.years[-1]
    first -= 1 if first == last or asked.last is None else 0
    result = change(replace(ask, periods=(Period.of(first), Period.of(last))), book)
    ends = sorted(result.inputs, key=lambda term: str(term.period))
    rose = ends[-1].worth.ends > ends[0].worth.ends
    verdict = YES if rose == (ask.query.comparator == "above") else NO
    known = ask.shelf.anchor.years[0] - 1
    beside = book.find(ask.measure, ask.population, Period.of(known)) if first < known < last else None
    also = (beside,) if beside and asked.last is None else ()
    told = {
        "headline": "; ".join([f"{verdict}: {result.headline}", *map(ask.say.state, also)]),
        "figures": (*result.figures, *(one.figure() for one in also)),
        "inputs": (*result.inputs, *also),
        "denies": verdict == NO,
    }
    return result.model_copy(update=told)


def _off(figure: Figure, value: Decimal) -> Decimal:
    """How far a figure is from a value."""
    return abs(figure.value - value) if isinstance(figure.value, Decimal) else value


def _date(ask: Ask, book: Book) -> Result:
    """Check a claimed year or period against a date."""
    claims = [year for year in map(as_year, ask.query.claimed) if year is not None] or list(ask.query.periods)
    if not claims:
        raise Refused("unlawful", f"{text.capital(ask.named)}: no year is claimed.")
    dated = [own_dates(ask, book, ask.measure, group)[0] for group in ask.populations]
    near = [term for term in dated if any(claim.overlaps(known_date(ask, term)) for claim in claims)]
    term = (near or dated)[0]
    date = known_date(ask, term)
    right = any(claim.covers(date) for claim in claims)
    verdict = YES if right else ROUGHLY if any(claim.overlaps(date) for claim in claims) else NO
    return stated(f"{verdict}: {ask.say.state(term)}", (term,), denies=verdict == NO)
