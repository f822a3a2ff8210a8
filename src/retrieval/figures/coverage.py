"""What can be answered with a figure, and what stands nearest to a cell that is not there."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import WHOLE, Measure
from retrieval.figures.book import Missing
from retrieval.figures.outcome import Refused
from retrieval.figures.settle import YEARLY, known_years
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Frozen, Query
from retrieval.period import Period

A_FEW = 3  # years over which a longer time still helps somebody who asked about one of them


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

    def nearest(
        self, measure: Measure, population: str, period: Period | None, source: str | None = None
    ) -> tuple[Period, ...]:
        """The existing periods next to one that is not there: the last before it and the first after."""
        known = self._known(measure, population, source, yearly=period is not None and period.whole_years)
        if period is None or not known:
            return known[-1:]
        place = in_time(period)
        before = [one for one in known if in_time(one) < place]
        after = [one for one in known if in_time(one) > place]
        ends = [one for one in self._totals(measure, population, source) if one.last == period.last]
        ends += [one for one in self._spans(measure, population, source) if one.covers(period)]
        return tuple(dict.fromkeys([*ends, *before[-1:], *after[:1]]))[:2]

    def _known(self, measure: Measure, population: str, source: str | None, *, yearly: bool) -> tuple[Period, ...]:
        """The periods a measure has; of a flow or share, single years where a year was asked for."""
        counted = self._shelf.measures[measure.share_of] if measure.share_of else measure
        for other, group in ((counted, population), (counted, WHOLE), (measure, population), (measure, WHOLE)):
            seen = [one for one in self._shelf.of(other) if one.population == group and source in (None, one.source)]
            single = known_years(seen) if yearly and measure.kind in YEARLY else []
            known = single or sorted({one.period for one in seen}, key=in_time)
            if known:
                return tuple(known)
        return ()

    def _spans(self, measure: Measure, population: str, source: str | None) -> list[Period]:
        """The longer times over which a flow or share is known, for a period that lies inside one."""
        counted = self._shelf.measures[measure.share_of] if measure.share_of else measure
        seen = self._shelf.of(counted) if measure.kind in YEARLY else ()
        found = [one.period for one in seen if one.population == population and source in (None, one.source)]
        short = [one for one in set(found) if 0 < len(one.years) <= A_FEW]
        return sorted(short, key=lambda one: (len(one.years), one.root))

    def _totals(self, measure: Measure, population: str, source: str | None) -> list[Period]:
        """The days at which there is a running total of a flow."""
        total = self._shelf.total_of(measure)
        seen = self._shelf.of(total) if total else ()
        return [one.period for one in seen if one.population == population and source in (None, one.source)]

    def missing(self, query: Query, measure: Measure, gap: Missing) -> Refused:
        """The refusal for a cell that is not there: which of source, population and period is the reason."""
        source, on = query.source, f" {text.on(gap.period)}" if gap.period else ""
        if source is not None and not self._has(measure, source=source):
            return self._no_source(source, measure)
        named = self._say.named(gap.measure, gap.population)
        where = f" in {self._say.short(source)}" if source else ""
        alone = gap.population != WHOLE and self._has(gap.measure, population=WHOLE, period=gap.period, source=source)
        if alone or not self._counts(gap.measure, gap.population, source):
            known = "; there is only one for all together" if alone else ""
            told = f"There is no figure for {named}{on}{where}{known}."
            return Refused(
                "no_population", told, suggestions=self._questions(gap.measure, gap.period if alone else None)
            )
        near = self.nearest(gap.measure, gap.population, gap.period, source)
        ones = dict.fromkeys(f"one {self._say.asked(gap.measure, period)}" for period in near)
        known = f"; there is {text.listing(list(ones))}" if near else ""
        dated = " of that date of publication" if query.vintage else ""
        told = f"There is no figure{dated} for {named}{on}{where}{known}{self._level(gap)}."
        return Refused("no_period", told, suggestions=self._questions(gap.measure, near[0] if near else None))

    def _level(self, gap: Missing) -> str:
        """That a level of several years covers the period, where one does."""
        for level in self._shelf.measures.values():
            for seen in self._shelf.of(level):
                if level.level_of == gap.measure.id and gap.period and seen.period.covers(gap.period):
                    return f"; {self._say.subject(level)} is known {text.on(seen.period)}, the value of no single year"
        return ""

    def _no_source(self, source: str, measure: Measure) -> Refused:
        others = dict.fromkeys(self._say.short(one.source) for one in self._shelf.of(measure))
        known = f"; {text.listing(list(others))} {'does' if len(others) == 1 else 'do'}" if others else ""
        told = f"{text.capital(self._say.short(source))} gives no figure for {measure.label}{known}."
        return Refused("no_source", told, suggestions=self._questions(measure, None))

    def _counts(self, measure: Measure, population: str, source: str | None) -> bool:
        """Whether there is any value for the group, or one it follows from."""
        shares = self._shelf.share_of(measure) if source is None else None
        seen = [one for counted in (measure, *((shares,) if shares else ())) for one in self._shelf.of(counted)]
        named = {population, *self._shelf.siblings(measure, population)}
        return any(one.population in named and source in (None, one.source) for one in seen)

    def _has(
        self,
        measure: Measure,
        *,
        source: str | None = None,
        population: str | None = None,
        period: Period | None = None,
    ) -> bool:
        """Whether there is an observation of the source and group; without a period, of a related measure too."""
        seen = [one for one in self._shelf.of(measure) if one.period == period]
        if period is None:
            seen = [one for other in self._shelf.related(measure) for one in self._shelf.of(other)]
        return any(source in (None, one.source) and population in (None, one.population) for one in seen)

    def _questions(self, measure: Measure, period: Period | None) -> tuple[str, ...]:
        """A question that works: about the period, else about the latest."""
        return self._say.asks(measure, (period,) if period else self.nearest(measure, WHOLE, None))[:1]
