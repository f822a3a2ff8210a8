"""What can be answered with a figure, and what stands nearest to a cell that is not there."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import WHOLE, Measure, MeasureKind
from retrieval.figures.book import Missing
from retrieval.figures.outcome import Refused
from retrieval.figures.settle import known_years
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Frozen, Query
from retrieval.period import Period


class CoverageRow(Frozen):
    """One measure with what its observations cover, periods in order of time."""

    measure: str
    label: str
    populations: tuple[str, ...]
    sources: tuple[str, ...]
    periods: tuple[Period, ...]


class Coverage:
    """Knows what one corpus covers."""

    def __init__(self, shelf: Shelf, say: Wording) -> None:
        self._shelf, self._say = shelf, say

    def rows(self) -> tuple[CoverageRow, ...]:
        """A row for each measure, in the corpus's order."""
        return tuple(self._row(measure) for measure in self._shelf.measures.values())

    def _row(self, measure: Measure) -> CoverageRow:
        seen = self._shelf.of(measure)
        return CoverageRow(
            measure=measure.id,
            label=measure.label,
            populations=tuple(dict.fromkeys(one.population for one in seen)),
            sources=tuple(dict.fromkeys(one.source for one in seen)),
            periods=tuple(sorted({one.period for one in seen}, key=in_time)),
        )

    def nearest(self, measure: Measure, population: str, period: Period | None) -> tuple[Period, ...]:
        """The existing periods next to one that is not there: the last before it and the first after."""
        counted = self._shelf.measures[measure.share_of] if measure.share_of else measure
        known = self._shelf.periods(counted, population) or self._shelf.periods(counted, WHOLE)
        known = known or self._shelf.periods(measure, population)
        if measure.kind in (MeasureKind.FLOW, MeasureKind.SHARE) and period is not None and period.whole_years:
            single = known_years([one for one in self._shelf.of(counted) if one.population == population])
            known = tuple(single) or known
        if period is None or not known:
            return known[-1:]
        place = in_time(period)
        before = [one for one in known if in_time(one) < place]
        after = [one for one in known if in_time(one) > place]
        return (*before[-1:], *after[:1])

    def missing(self, query: Query, measure: Measure, gap: Missing) -> Refused:
        """The refusal for a cell that is not there: which of source, population and period is the reason."""
        subject = self._say.subject(gap.measure, gap.population)
        if query.source is not None and not self._has(measure, source=query.source):
            return self._no_source(query.source, measure)
        alone = gap.population != WHOLE and self._has(gap.measure, population=WHOLE, period=gap.period, source=query.source)
        on = f" {text.on(gap.period)}" if gap.period else ""
        if alone or not self._counts(gap.measure, gap.population, query.source):
            label = self._say.label(gap.population)
            known = f"; there is one{on} for all together" if alone else ""
            told = f"The corpus has no figure{on} for {gap.measure.label} by {label}{known}."
            return Refused("no_population", told, suggestions=self._questions(gap.measure, (gap.period,) if alone and gap.period else ()))
        near = self.nearest(gap.measure, gap.population, gap.period)
        known = f"; the nearest there is: {text.listing([text.plain(period) for period in near])}" if near else ""
        which = f" in {self._say.short(query.source)}" if query.source else ""
        dated = " of that date of publication" if query.vintage else ""
        told = f"The corpus has no figure for {subject}{on}{which}{dated}{known}."
        return Refused("no_period", told, suggestions=self._questions(gap.measure, near[-1:]))

    def _no_source(self, source: str, measure: Measure) -> Refused:
        others = dict.fromkeys(self._say.short(one.source) for one in self._shelf.of(measure))
        known = f"; {text.listing(list(others))} {'does' if len(others) == 1 else 'do'}" if others else ""
        told = f"{text.capital(self._say.short(source))} gives no figure for {measure.label}{known}."
        return Refused("no_source", told, suggestions=self._questions(measure, self.nearest(measure, WHOLE, None)))

    def _counts(self, measure: Measure, population: str, source: str | None) -> bool:
        """Whether there is any value for the population, or one it follows from."""
        shares = self._shelf.share_of(measure) if source is None else None
        named = {population, *self._shelf.siblings(measure, population)}
        return any(
            one.population in named and (source is None or one.source == source)
            for counted in (measure, *((shares,) if shares else ()))
            for one in self._shelf.of(counted)
        )

    def _has(
        self, measure: Measure, *, source: str | None = None, population: str | None = None, period: Period | None = None
    ) -> bool:
        seen = [one for other in self._shelf.related(measure) for one in self._shelf.of(other)] if period is None else []
        seen = seen or [one for one in self._shelf.of(measure) if one.period == period]
        return any(
            (source is None or one.source == source) and (population is None or one.population == population) for one in seen
        )

    def _questions(self, measure: Measure, periods: tuple[Period, ...]) -> tuple[str, ...]:
        return self._say.asks(measure, periods or self.nearest(measure, WHOLE, None))[:1]
