"""The sharpest rise or fall from one year to the next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from retrieval import text
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.pairs import changes, moved
from retrieval.figures.spans import run
from retrieval.figures.term import Term
from retrieval.figures.wording import years
from retrieval.model import Unit

NAMES = {"above": "rise", "below": "fall", None: "change"}
LEAST = {"above": "smallest fall", "below": "smallest rise"}  # told where nothing moved as asked


class Step(NamedTuple):
    """A year and the one after it, and what lies between them, the leading figure first."""

    first: Term
    second: Term
    changes: tuple[Term, ...]

    @property
    def size(self) -> Decimal:
        """The change with its sign, before it is rounded."""
        return self.changes[0].worth.ends[0]


def steepest(ask: Ask, book: Book) -> Result:
    """The sharpest rise or fall from one year to the next, all that share it; without a comparator the larger one."""
    wanted = ask.query.comparator
    if wanted == "equal":
        raise Refused("unlawful", "It is not said whether a rise or a fall is meant.")
    terms = run(ask, book)
    steps = _steps(terms, ask.query.unit)
    if not steps:
        raise ask.no("no_period", "there are not two years that follow each other")
    sizes = [_toward(step.size, wanted) for step in steps]
    best = max(sizes)
    found = [step for step, size in zip(steps, sizes, strict=True) if size == best]
    told = "; ".join(moved(ask, step.first, step.second, step.changes) for step in found)
    how = " in percent" if ask.query.unit == "percent" != terms[0].unit else ""
    among = years([term.period for term in terms])
    none = wanted is not None and best <= 0
    headline = f"the sharpest {NAMES[wanted]}{how} from one year to the next, of {among}: {told}"
    if wanted is not None and none:
        least = f"the {LEAST[wanted]}: " if best < 0 else ""
        headline = f"not one of {among} has a {NAMES[wanted]}{how}; {least}{told}"
    stands = tuple(term for step in found for term in step.changes)
    rests = tuple(term for step in found for term in (step.second, step.first))
    return stated(headline, stands, told=rests, remarks=_left_out(terms, steps), denies=none)


def _toward(size: Decimal, wanted: str | None) -> Decimal:
    """How far a change goes in the direction asked for; either way where none is."""
    return abs(size) if wanted is None else size if wanted == "above" else -size


def _steps(terms: Sequence[Term], unit: Unit | None) -> list[Step]:
    """Each year with the one after it; in percent only where the first is not zero."""
    unit = unit if unit in ("people", "percent", "points") else None
    return [
        Step(first, second, tuple(changes(first, second, unit)))
        for first, second in _following(terms)
        if unit != "percent" or first.unit == "percent" or not first.worth.has_zero
    ]


def _following(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    years_only = [term for term in terms if term.period.is_year]
    return [(first, second) for first, second in pairwise(years_only) if first.period.meets(second.period)]


def _left_out(terms: Sequence[Term], steps: Sequence[Step]) -> tuple[Remark, ...]:
    """The neighbours among what was named that are no two years in a row, or have no percentage."""
    known = {(step.first.period, step.second.period) for step in steps}
    lost = [pair for pair in pairwise(terms) if (pair[0].period, pair[1].period) not in known]
    if not lost:
        return ()
    named = text.listing([f"from {text.plain(first.period)} to {text.plain(second.period)}" for first, second in lost])
    return (Remark(kind="coverage", text=f"No such change can be told {named}, so it is left out."),)
