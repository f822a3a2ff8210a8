"""One source in one vintage: reads cells from it, and derives from it those that follow from others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind, Observation, Status
from retrieval.figures.amount import HUNDRED, Amount, sign, total
from retrieval.figures.outcome import Refused
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.term import MINUS, OVER, PLUS, TIMES, Term, joined
from retrieval.model import Number
from retrieval.period import OPEN, Period

# How far a book may go to find a value; the nearer is tried first, in all books.
AS_IT_STANDS, FROM_PARTS, ADDED_UP, SHARE_AS_PRINTED = range(4)
ONE_DAY = dt.timedelta(days=1)

# Kinds whose cells may be named by a period around theirs: "in 2014" for early 2014.
LOOSE = (MeasureKind.PRICE, MeasureKind.COUNT, MeasureKind.DURATION, MeasureKind.STOCK)

Choice = Callable[[Sequence[Observation]], Observation | None]


class Missing(Refused):
    """A book has no such cell and none that it follows from."""

    def __init__(self, measure: Measure, population: str, period: Period | None) -> None:
        self.measure, self.population, self.period = measure, population, period
        super().__init__("no_period", f"There is no figure for {measure.label}.")


class Book:
    """Reads cells from the observations that `choose` takes; the same book for all inputs of one formula."""

    def __init__(self, shelf: Shelf, choose: Choice, depth: int, *, announced: bool = False) -> None:
        self._shelf, self._choose, self._depth, self._announced = shelf, choose, depth, announced
        self._read: dict[tuple[str, str, str], Term | None] = {}

    def at_end(self, bound: Literal["low", "high"]) -> Book:
        """The same book with each range that has two ends as one of them."""
        return Book(self._shelf, lambda seen: _end(self._choose(seen), bound), self._depth, announced=self._announced)

    def read(self, measure: Measure, population: str, period: Period) -> Term:
        """Read a cell, or derive it; raises Missing."""
        found = self.find(measure, population, period)
        if found is None:
            raise Missing(measure, population, period)
        return found

    def find(self, measure: Measure, population: str, period: Period) -> Term | None:
        """Read a cell, or derive it; None where neither can be done."""
        name = (measure.id, population, period.root)
        if name not in self._read:
            self._read[name] = None  # a cell never rests on itself
            self._read[name] = self._found(measure, population, period)
        return self._read[name]

    def _found(self, measure: Measure, population: str, period: Period) -> Term | None:
        if period.last is None and measure.kind is MeasureKind.STOCK:
            return None
        if measure.share_of is not None:
            return self._share(measure, population, period)
        if measure.accumulates is not None and not period.is_cumulative:
            period = Period.of(OPEN, period.root.rpartition("/")[2])
        if measure.kind is MeasureKind.FLOW and period.is_cumulative and self._shelf.total_of(measure) is None:
            period = self._from_the_beginning(measure, population, period)
        found = self._as_it_stands(measure, population, period)
        if found is None and self._depth >= FROM_PARTS:
            found = self._from_parts(measure, population, period)
        if found is None and self._depth >= ADDED_UP:
            found = self._added_up(measure, population, period)
        return found

    def _from_the_beginning(self, flow: Measure, population: str, period: Period) -> Period:
        """Everything up to a day, of a flow without a running total: the cell from its earliest day to that one."""
        cells = [cell for cell in self._shelf.periods(flow, population) if cell.first is not None]
        begun = min((cell.first for cell in cells if cell.first is not None), default=None)
        return next((cell for cell in cells if (cell.first, cell.last) == (begun, period.last)), period)

    def _as_it_stands(self, measure: Measure, population: str, period: Period) -> Term | None:
        seen = self._choose(self._shelf.at(measure, population, period))
        if seen is None and measure.kind in LOOSE and measure.accumulates is None:
            seen = self._choose(self._shelf.inside(measure, population, period))
        return None if seen is None else Term.observed(measure, seen)

    def _from_parts(self, measure: Measure, population: str, period: Period) -> Term | None:
        """The whole from its parts, or a part as what the others leave of the whole."""
        if measure.kind not in (MeasureKind.FLOW, MeasureKind.STOCK):
            return None
        if population == WHOLE:
            parts = [self._as_it_stands(measure, part, period) for part in self._shelf.complete_parts(measure)]
            found = [part for part in parts if part is not None]
            return _sum_of(found, population=WHOLE) if found and len(found) == len(parts) else None
        whole = self._as_it_stands(measure, WHOLE, period)
        others = [self._as_it_stands(measure, part, period) for part in self._shelf.siblings(measure, population)]
        found = [part for part in others if part is not None]
        if whole is None or not found or len(found) != len(others):
            return None
        rest = whole.worth.minus(total([part.worth for part in found]))
        return Term.computed(whole, rest, joined([whole, *found], MINUS), [whole, *found], population=population)

    def _added_up(self, measure: Measure, population: str, period: Period) -> Term | None:
        if measure.kind is MeasureKind.FLOW and period.first and period.last:
            pieces = self._cover(measure, population, period.first, period.last)
            return _sum_of(pieces, period=period) if pieces else self._between(measure, population, period)
        if measure.accumulates is not None and period.last is not None:
            return self._running_total(measure, population, period)
        return None

    def _between(self, flow: Measure, population: str, period: Period) -> Term | None:
        """What came in a span, as the difference of the running totals at its end and on the day before it."""
        stock = self._shelf.total_of(flow)
        if stock is None or period.first is None or period.first == dt.date.min or period.last is None:
            return None
        days = (period.first - ONE_DAY, period.last)
        before, after = (self.find(stock, population, Period.of(OPEN, day.isoformat())) for day in days)
        if before is None or after is None or not _may_differ(before, after, period):
            return None
        rest = after.worth.minus(before.worth)
        if sign(rest) == -1:
            return None
        formula = f"{after.written}{MINUS}{before.written}"
        return Term.computed(after, rest, formula, [after, before], measure=flow, period=period)

    def _running_total(self, stock: Measure, population: str, period: Period) -> Term | None:
        """The latest running total before the day asked about, and what came since."""
        flow = self._shelf.measures[stock.accumulates or ""]
        for base in reversed(self._shelf.periods(stock, population)):
            if base.last is None or period.last is None or base.last >= period.last:
                continue
            start = self._near(stock, population, base)
            pieces = self._cover(flow, population, base.last + ONE_DAY, period.last) if start else None
            if start and pieces:
                return _sum_of([start, *pieces], period=period)
        return None

    def _cover(self, flow: Measure, population: str, first: dt.date, last: dt.date) -> list[Term] | None:
        """Cells that fill a span without gap or overlap, whole years before other spans; None where none do."""
        if first > last:
            return []
        for piece in self._beginning(flow, population, first):
            if piece.last is None or piece.last > last:
                continue
            term = self._near(flow, population, piece)
            rest = self._cover(flow, population, piece.last + ONE_DAY, last) if term else None
            if term and rest is not None:
                return [term, *rest]
        return None

    def _beginning(self, flow: Measure, population: str, day: dt.date) -> list[Period]:
        names = (population, WHOLE)
        periods = {
            piece.root: piece for name in names for piece in self._shelf.periods(flow, name) if piece.first == day
        }
        return sorted(periods.values(), key=lambda piece: (not piece.is_year, in_time(piece)))

    def _near(self, measure: Measure, population: str, period: Period) -> Term | None:
        found = self._as_it_stands(measure, population, period)
        return found or self._from_parts(measure, population, period)

    def _share(self, measure: Measure, population: str, period: Period) -> Term | None:
        """A share computed from counts, the printed one only where there are none; the other way round as announced."""
        printed = self._printed_share(measure, population, period) if self._depth >= SHARE_AS_PRINTED else None
        if printed and self._announced:
            return printed
        counted = self._shelf.measures[measure.share_of or ""]
        if self._depth >= FROM_PARTS and population != WHOLE:
            part, whole = self.find(counted, population, period), self.find(counted, WHOLE, period)
            if part and whole and part.amount and whole.amount and not whole.amount.has_zero:
                return share(measure, part, whole)
        return printed

    def _printed_share(self, measure: Measure, population: str, period: Period) -> Term | None:
        found = self._as_it_stands(measure, population, _as_share(self._shelf, measure, period))
        siblings = self._shelf.siblings(measure, population)
        if found is not None or len(siblings) != 1:
            return found
        other = self._as_it_stands(measure, siblings[0], _as_share(self._shelf, measure, period))
        if other is None:
            return None
        rest = Amount.of(HUNDRED).minus(other.worth)
        formula = f"{text.number(HUNDRED)}{MINUS}{other.written}"
        return Term.computed(other, rest, formula, [other], population=population)


def share(measure: Measure, part: Term, whole: Term, *, period: Period | None = None) -> Term:
    """The part as a percentage of the whole, as a value of the share measure; the whole is not zero."""
    return Term.computed(
        part,
        part.worth.over(whole.worth).times(HUNDRED),
        f"{part.written}{OVER}{whole.written}{TIMES}{text.number(HUNDRED)}",
        [part, whole],
        measure=measure,
        unit="percent",
        period=period,
    )


def constant(value: Number, like: Term) -> Amount:
    """The asker's own number as an amount."""
    return Amount.of(value, approximate=like.worth.approximate)


def _end(seen: Observation | None, bound: Literal["low", "high"]) -> Observation | None:
    """One end of a range as the value, where it has two."""
    if seen is None or seen.low is None or seen.high is None:
        return seen
    return seen.model_copy(update={"value": seen.low if bound == "low" else seen.high, "low": None, "high": None})


def _may_differ(before: Term, after: Term, period: Period) -> bool:
    """Whether two totals may be set off: numbers of one source, and inside a year held as they are, or final."""
    seen = (*before.evidence, *after.evidence)
    known = all(one.worth.is_point and not one.worth.approximate for one in (before, after))
    held = before.formula is None and after.formula is None
    one_vintage = period.whole_years or held or {one.status for one in seen} == {Status.FINAL}
    return known and one_vintage and len({one.source for one in seen}) == 1


def _sum_of(terms: Sequence[Term], *, population: str | None = None, period: Period | None = None) -> Term:
    first = terms[0]
    if len(terms) == 1:
        return first
    amounts = total([term.worth for term in terms])
    return Term.computed(first, amounts, joined(terms, PLUS), terms, population=population, period=period)


def _as_share(shelf: Shelf, measure: Measure, period: Period) -> Period:
    """The period a printed share of a running total stands under: everything up to the day."""
    counted = shelf.measures[measure.share_of or ""]
    if counted.kind is MeasureKind.STOCK and not period.is_cumulative and period.last is not None:
        return Period.of(OPEN, period.root.rpartition("/")[2])
    return period
