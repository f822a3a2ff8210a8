"""Puts terms into words: values with units, what is counted, and the sentence a measure has for one value."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind, Observation
from retrieval.figures.amount import Amount
from retrieval.figures.shelf import Shelf
from retrieval.figures.term import Term
from retrieval.model import Query, Unit
from retrieval.period import OPEN, Period

PLURAL = (MeasureKind.FLOW, MeasureKind.STOCK)


class Wording:
    """Words for the values of one corpus."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def value(self, term: Term) -> str:
        """A value with its unit: `12 pupils`, `$3,000–5,000`, `in 2010`; a source's words in quotation marks."""
        if term.date is not None:
            return term.when or text.on(term.date)
        if term.verbal is not None:
            return f"“{term.verbal}”"
        return self.amount(term.shown, term.unit, term.population)

    def amount(self, amount: Amount, unit: Unit, population: str = WHOLE) -> str:
        """An amount with its unit, people by the name of their group."""
        group = self._shelf.populations.get(population)
        noun = (group.one, group.other) if group and unit == "people" else None
        return text.quantity(amount.low, amount.high, unit, approximate=amount.approximate, noun=noun)

    def state(self, term: Term, *, when: str | None = None) -> str:
        """The measure's sentence for one value, without a full stop."""
        measure = term.measure
        sentence = measure.sentence.format(
            figure=self.value(term), period=when or self.when(term), population=self.label(term.population)
        )
        named = "{population}" in measure.sentence or term.unit == "people" or term.population == WHOLE
        return sentence if named else f"{sentence} ({self.label(term.population)})"

    def when(self, term: Term) -> str:
        """When a value holds, with its preposition."""
        return term.when or text.on(term.period)

    def by(self, query: Query, terms: Sequence[Term]) -> str:
        """The opening of a sentence on one source or vintage only: `according to …, `, `as first announced, `."""
        whose = f"according to {self.short(query.source)}, " if query.source else ""
        if query.vintage is None:
            return whose
        if query.vintage == "final":
            return f"{whose}by the final figures, "
        if query.vintage == "first":
            since = terms[0].evidence[0].as_of if len(terms) == 1 and terms[0].formula is None else None
            return f"{whose}as first announced{' ' + text.on(since) if since else ''}, "
        return f"{whose}as known {text.on(Period.of(OPEN, query.vintage.root.rpartition('/')[2]))}, "

    def label(self, population: str) -> str:
        group = self._shelf.populations.get(population)
        return group.label if group else population

    def subject(self, measure: Measure, population: str = WHOLE) -> str:
        """What is counted, as the subject of a sentence whose values name groups of people by themselves."""
        named = measure.label if measure.kind in PLURAL else f"the {measure.label}"
        if population == WHOLE or measure.unit == "people":
            return named
        if measure.share_of is not None:
            return f"{named} who were {self.label(population)}"
        return f"{named} ({self.label(population)})"

    def named(self, measure: Measure, population: str = WHOLE) -> str:
        """What is counted, always with its group."""
        group = f" ({self.label(population)})" if population != WHOLE and measure.unit == "people" else ""
        return self.subject(measure, population) + group

    def neighbour(self, measure: Measure) -> Measure | None:
        """The measure that can be asked where this one must not: the flow of a running total or of a level."""
        name = measure.accumulates or measure.level_of
        return self._shelf.measures[name] if name else None

    def that(self, measure: Measure) -> str:
        """The pronoun for what is counted."""
        return "those" if measure.kind in PLURAL else "that"

    def short(self, source: str) -> str:
        return self._shelf.sources[source].short

    def source(self, seen: Observation) -> str:
        return self.short(seen.source)

    def asks(self, measure: Measure, periods: Sequence[Period]) -> tuple[str, ...]:
        """Questions that work, for each of the periods; one where the measure's question names none."""
        if measure.ask is None:
            return ()
        if "{period}" not in measure.ask:
            return (measure.ask,)
        return tuple(dict.fromkeys(measure.ask.format(period=self.asked(measure, period)) for period in periods))

    def asked(self, measure: Measure, period: Period) -> str:
        """A period with its preposition; the words the corpus has for it, where it has some."""
        for seen in self._shelf.of(measure):
            if seen.period == period and seen.when:
                return seen.when
        return text.on(period)


def years(periods: Sequence[Period]) -> str:
    """Name the periods that were looked at: `the years from 1999 to 2025`, `2011 and 2013`."""
    if len(periods) > 2 and all(period.is_year for period in periods):
        numbers = [int(period.root) for period in periods]
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"the years from {numbers[0]} to {numbers[-1]}"
    if len(periods) > 2 and all(period.is_cumulative for period in periods):
        return f"the counts made {text.on(periods[-1])}"
    return text.listing([text.plain(period) for period in periods])
