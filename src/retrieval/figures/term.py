"""A value on its way through a formula, with the observations it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self, cast

from retrieval import text
from retrieval.corpus import Measure, Observation, Status
from retrieval.figures.amount import PLACES, Amount
from retrieval.figures.outcome import Refused
from retrieval.model import Figure, Frozen, Unit
from retrieval.period import Period

MINUS, OVER, TIMES, PLUS = " − ", " ÷ ", " × ", " + "
ROUNDED = {0: "rounded to a whole number", 1: "rounded to one decimal", 2: "rounded to two decimals"}


class WordsOnly(Refused):
    """A number is needed where the source gives words."""

    def __init__(self, measure: Measure) -> None:
        super().__init__("unlawful", f"For the {measure.label}, the source gives words and no number to reckon with.")


def unit_of(measure: Measure) -> Unit:
    """The unit of a measure, which the corpus is checked to spell right."""
    return cast("Unit", measure.unit)


class Term(Frozen):
    """The value of one cell: a number, a date or words; formula is None where it stands in the corpus as it is."""

    measure: Measure
    population: str
    period: Period
    unit: Unit
    amount: Amount | None = None
    date: Period | None = None
    verbal: str | None = None
    when: str | None = None  # words for the period, where its dates are ours
    formula: str | None = None
    evidence: tuple[Observation, ...]

    @classmethod
    def observed(cls, measure: Measure, seen: Observation) -> Self:
        """Take an observation as it is."""
        date = seen.value if isinstance(seen.value, Period) else None
        amount = None
        if date is None and seen.verbal is None:
            low, high = (seen.low, seen.high) if seen.value is None else (seen.value, seen.value)
            amount = Amount(low=low, high=high, approximate=seen.approximate)
        return cls(
            measure=measure,
            population=seen.population,
            period=seen.period,
            unit=unit_of(measure),
            amount=amount,
            date=date,
            verbal=seen.verbal,
            when=seen.when,
            evidence=(seen,),
        )

    @classmethod
    def computed(
        cls,
        like: Term,
        amount: Amount,
        formula: str,
        inputs: Sequence[Term],
        *,
        unit: Unit | None = None,
        measure: Measure | None = None,
        population: str | None = None,
        period: Period | None = None,
    ) -> Self:
        """Build the result of a formula; what is not said is as in `like`."""
        evidence = tuple(dict.fromkeys(seen for term in inputs for seen in term.evidence))
        return cls(
            measure=measure or like.measure,
            population=population or like.population,
            period=period or like.period,
            unit=unit or like.unit,
            amount=amount,
            when=like.when if period is None else None,
            formula=formula,
            evidence=evidence,
        )

    @property
    def worth(self) -> Amount:
        """The number; raises Refused where the source gives words only."""
        if self.amount is None:
            raise WordsOnly(self.measure)
        return self.amount

    @property
    def shown(self) -> Amount:
        """The number as it is stated: a computed one is rounded."""
        return self.worth if self.formula is None else self.worth.rounded(self.unit)

    @property
    def written(self) -> str:
        """The value inside a formula, without unit; a formula inside a formula stands in brackets."""
        if self.formula is not None:
            return f"({self.formula})"
        return text.amount(self.worth.low, self.worth.high)

    @property
    def status(self) -> str:
        """The weakest status of what it rests on."""
        found = {seen.status for seen in self.evidence}
        weakest = (Status.PROVISIONAL, Status.PRINTED, Status.FINAL)
        return next(str(status) for status in weakest if status in found)

    def figure(self) -> Figure:
        """State it as a figure."""
        first = self.evidence[0]
        shown = None if self.date is not None else self.shown
        point = shown is not None and shown.is_point
        return Figure(
            measure=self.measure.id,
            period=self.period,
            population=self.population,
            value=self.date if shown is None else (shown.low if point else None),
            low=None if shown is None or point else shown.low,
            high=None if shown is None or point else shown.high,
            unit=self.unit,
            approximate=first.approximate if shown is None else shown.approximate,
            computed=self.formula is not None,
            formula=self._formula(),
            status=self.status,
            source=first.source,
            passage=first.passage,
            printed=first.printed if self.formula is None else None,
        )

    def _formula(self) -> str | None:
        if self.formula is None or self.amount is None or self.amount.ends == self.shown.ends:
            return self.formula
        if set(self.amount.ends) == set(self.shown.ends):
            return self.formula
        return f"{self.formula}, {ROUNDED[PLACES.get(self.unit, 0)]}"


def joined(terms: Sequence[Term], sign: str) -> str:
    """Write several terms with a sign between them."""
    return sign.join(term.written for term in terms)


def span(first: Period, *others: Period) -> Period:
    """The EDTF span from the earliest begin to the latest end; a single period stays as it is."""
    periods = sorted({first, *others}, key=lambda period: (str(period.first or ""), str(period.last or "~")))
    if len(periods) == 1:
        return periods[0]
    latest = max(periods, key=lambda period: (period.last is None, str(period.last or "")))
    begin = periods[0].root.partition("/")[0]
    end = latest.root.rpartition("/")[2]
    return Period.of(begin, end)
