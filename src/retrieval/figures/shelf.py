"""The corpus's observations, laid out to be found by measure, population and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping

from retrieval.corpus import WHOLE, Corpus, Dimension, Measure, MeasureKind, Observation, Population, Source, Status
from retrieval.period import Period

Key = tuple[dt.date | None, dt.date | None]


def key(measure: Measure, period: Period) -> Key:
    """What makes two periods the same cell: their days; of a stock only the last day."""
    return (None if measure.kind is MeasureKind.STOCK else period.first, period.last)


def latest_first(seen: Observation) -> tuple[str, str]:
    """Sort key of observations by the day they were published, for use with reverse=True."""
    return ("" if seen.as_of is None else str(seen.as_of.last), seen.source)


class Shelf:
    """Look-up tables over one corpus; misprints are left out."""

    def __init__(self, corpus: Corpus) -> None:
        self.anchor = corpus.anchor
        ids = {measure.id for measure in corpus.measures}
        self.measures: Mapping[str, Measure] = {measure.id: _closed(measure, ids) for measure in corpus.measures}
        self.populations: Mapping[str, Population] = {group.id: group for group in corpus.populations}
        self.sources: Mapping[str, Source] = {source.id: source for source in corpus.sources}
        self._dimensions = {dimension.id: dimension for dimension in corpus.dimensions}
        self.passages = tuple(passage.id for passage in corpus.passages)
        self._cells: dict[tuple[str, str], dict[Key, list[Observation]]] = {}
        self._of: dict[str, list[Observation]] = {}
        for seen in corpus.observations:
            if seen.status is Status.MISPRINT or seen.measure not in ids:
                continue
            cells = self._cells.setdefault((seen.measure, seen.population), {})
            cells.setdefault(key(self.measures[seen.measure], seen.period), []).append(seen)
            self._of.setdefault(seen.measure, []).append(seen)
        self._periods = {
            place: tuple(sorted((group[0].period for group in cells.values()), key=in_time))
            for place, cells in self._cells.items()
        }
        measures = self.measures.values()
        self._totals = {measure.accumulates: measure for measure in measures if measure.accumulates}
        self._levels = {measure.level_of: measure for measure in measures if measure.level_of}
        self._shares = {measure.share_of: measure for measure in measures if measure.share_of}

    def of(self, measure: Measure) -> tuple[Observation, ...]:
        """All observations of a measure, in the corpus's order."""
        return tuple(self._of.get(measure.id, ()))

    def at(self, measure: Measure, population: str, period: Period) -> tuple[Observation, ...]:
        """The observations of a cell, in the corpus's order."""
        return tuple(self._cells.get((measure.id, population), {}).get(key(measure, period), ()))

    def inside(self, measure: Measure, population: str, period: Period) -> tuple[Observation, ...]:
        """The observations whose period lies in the one asked about, latest period first."""
        cells = self._cells.get((measure.id, population), {})
        found = [seen for group in cells.values() for seen in group if _answers(seen.period, period)]
        return tuple(sorted(found, key=lambda seen: str(seen.period.last), reverse=True))

    def stands(self, measure: Measure, period: Period) -> bool:
        """Whether any population has a cell for just this period."""
        return any(
            key(measure, period) in self._cells.get((measure.id, part), {}) for part in (WHOLE, *self.parts(measure))
        )

    def periods(self, measure: Measure, population: str) -> tuple[Period, ...]:
        """The periods a measure has cells for, in order of their ends."""
        return self._periods.get((measure.id, population), ())

    def dimensions(self, measure: Measure) -> tuple[Dimension, ...]:
        return tuple(self._dimensions[name] for name in measure.dimensions)

    def parts(self, measure: Measure) -> tuple[str, ...]:
        """The populations a measure can be broken down to."""
        return tuple(part for dimension in self.dimensions(measure) for part in dimension.parts)

    def siblings(self, measure: Measure, population: str) -> tuple[str, ...]:
        """The populations that make up the whole together with this one; empty where nothing does."""
        for dimension in self.dimensions(measure):
            if dimension.complete and population in dimension.parts:
                return tuple(part for part in dimension.parts if part != population)
        return ()

    def complete_parts(self, measure: Measure) -> tuple[str, ...]:
        """The populations that add up to the whole; empty where none do."""
        return next((dimension.parts for dimension in self.dimensions(measure) if dimension.complete), ())

    def worth(self, seen: Observation) -> tuple[bool, bool, int]:
        """Sort key: an article's own value, then a final one, then the latest announcement."""
        day = seen.as_of.last if seen.as_of else None
        return (
            self.sources[seen.source].kind == "table",
            seen.status is not Status.FINAL,
            -day.toordinal() if day else 0,
        )

    def total_of(self, measure: Measure) -> Measure | None:
        """The stock that is the running total of a flow."""
        return self._totals.get(measure.id)

    def share_of(self, measure: Measure) -> Measure | None:
        """The share measure of a flow or stock."""
        return self._shares.get(measure.id)

    def level_of(self, measure: Measure) -> Measure | None:
        """The level measure of a flow."""
        return self._levels.get(measure.id)

    def related(self, measure: Measure) -> tuple[Measure, ...]:
        """A measure and those that its values can be computed from."""
        found = {measure.id: measure}
        for name in (measure.share_of, measure.accumulates, measure.level_of, measure.since, *measure.parts):
            if name and name not in found:
                found |= {other.id: other for other in self.related(self.measures[name])}
        total = self.total_of(measure)
        if total:
            found[total.id] = total
        return tuple(found.values())

    def known(self, measure: Measure, populations: Iterable[str]) -> bool:
        """Whether a measure has observations, or can be computed, for all of the populations."""
        return all(population == WHOLE or population in self.parts(measure) for population in populations)


def _closed(measure: Measure, ids: Container[str]) -> Measure:
    """The measure without references to measures that the corpus does not have."""
    names = ("accumulates", "share_of", "level_of", "since")
    lost: dict[str, object] = {name: None for name in names if getattr(measure, name) not in ids}
    return measure.model_copy(update=lost | {"parts": tuple(part for part in measure.parts if part in ids)})


def in_time(period: Period) -> tuple[str, str, str]:
    """Sort key of periods: by their end, then by their beginning; an open end is last."""
    return (str(period.last or "~"), str(period.first or ""), period.root)


def _answers(seen: Period, asked: Period) -> bool:
    """Whether an observation's period answers a question about another one: it lies in it, or is the time around it."""
    if asked.is_cumulative or seen.is_cumulative:
        return asked.is_cumulative and seen.is_cumulative and asked.covers(seen)
    return asked.covers(seen) or (not seen.is_span and seen.covers(asked))
