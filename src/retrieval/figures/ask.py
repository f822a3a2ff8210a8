"""What an operation is handed, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.corpus import WHOLE, Measure
from retrieval.figures.outcome import Remark
from retrieval.figures.shelf import Shelf
from retrieval.figures.term import Term
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Frozen, Query
from retrieval.period import Period


@dataclass(frozen=True, slots=True)
class Ask:
    """A checked query: its measures looked up, its periods and populations settled."""

    query: Query
    measure: Measure
    other: Measure | None  # of `against`
    periods: tuple[Period, ...]
    populations: tuple[str, ...]
    shelf: Shelf
    say: Wording

    @property
    def population(self) -> str:
        return self.populations[0] if self.populations else WHOLE

    @property
    def period(self) -> Period:
        return self.periods[0]


class Result(Frozen):
    """What an operation found: inputs are the cells it rests on, the leading one first."""

    figures: tuple[Figure, ...]
    headline: str
    inputs: tuple[Term, ...]
    remarks: tuple[Remark, ...] = ()


def stated(headline: str, terms: tuple[Term, ...], *, inputs: tuple[Term, ...] = (), remarks: tuple[Remark, ...] = ()) -> Result:
    """A result that asserts each of the terms."""
    return Result(figures=tuple(term.figure() for term in terms), headline=headline, inputs=inputs or terms, remarks=remarks)
