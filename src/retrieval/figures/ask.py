"""What an operation is handed, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval import text
from retrieval.corpus import WHOLE, Measure
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.shelf import Shelf
from retrieval.figures.term import Term
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Frozen, Operation, Query, Reason
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

    @property
    def named(self) -> str:
        """What is asked about, with its group, as a refusal names it."""
        return self.say.named(self.measure, self.population)

    def no(self, reason: Reason, why: str) -> Refused:
        """A refusal that begins with what is asked about."""
        return Refused(reason, f"{text.capital(self.named)}: {why}.")


class Result(Frozen):
    """What an operation found; the headline has neither capital nor full stop yet."""

    figures: tuple[Figure, ...]
    headline: str
    inputs: tuple[Term, ...]  # the cells it rests on, the leading one first
    remarks: tuple[Remark, ...] = ()
    denies: bool = False  # a claim was checked and is wrong
    operation: Operation = Operation.LOOKUP  # what was done in the end, where the query was rewritten


def stated(
    headline: str,
    terms: tuple[Term, ...],
    *,
    told: tuple[Term, ...] = (),
    inputs: tuple[Term, ...] = (),
    remarks: tuple[Remark, ...] = (),
    denies: bool = False,
) -> Result:
    """A result that asserts each of the terms, and those it is reckoned from where the headline gives them.

    told: the inputs that the headline gives; inputs: those that it does not.
    """
    figures = tuple(dict.fromkeys(term.figure() for term in (*terms, *told)))
    return Result(figures=figures, headline=headline, inputs=told or inputs or terms, remarks=remarks, denies=denies)
