"""Checks observations: that printed forms stand where they are cited, hold the values, and that parts add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from index.place import Place, Places
from index.printed import numbers
from retrieval.corpus import WHOLE, Corpus, Dimension, Measure, MeasureKind, Observation
from retrieval.errors import CorpusError
from retrieval.period import Period

PERCENT = "percent"
COUNTED = {"people", "parts", "periods", "count", "ordinal"}
Cell = tuple[object, ...]


def rows(corpus: Corpus, places: Places) -> Iterator[CorpusError]:
    """Yield an error for each observation whose value cannot be what its source prints."""
    measures = {measure.id: measure for measure in corpus.measures}
    passages = {passage.id: passage.text for passage in corpus.passages}
    tables = {source.id for source in corpus.sources if source.kind == "table"}
    for number, observation in enumerate(corpus.observations):
        place = places.of("observations", number)
        yield from _printed(observation, place, passages.get(observation.passage or ""))
        yield from _dated(observation, place)
        yield from _valued(observation, place, in_table=observation.source in tables)
        if observation.measure in measures:
            yield from _bounded(observation, place, measures[observation.measure])
    yield from _told_twice(corpus, places, tables)
    yield from _added_up(corpus, places, measures)


def _printed(observation: Observation, place: Place, text: str | None) -> Iterator[CorpusError]:
    if text is not None and observation.printed not in text:
        expected = f"a printed form that stands in {observation.passage}"
        yield place.error("printed", expected=expected, found=observation.printed)
    if observation.verbal is not None and observation.verbal not in observation.printed:
        yield place.error("verbal", expected="words of the printed form", found=observation.verbal)


def _dated(observation: Observation, place: Place) -> Iterator[CorpusError]:
    """Words for a period may name its own first and last year, and no other number."""
    if numbers(observation.when or "") - set(_years(observation.period)):
        yield place.error("when", expected=f"no number but the years of {observation.period}", found=observation.when)


def _valued(observation: Observation, place: Place, *, in_table: bool) -> Iterator[CorpusError]:
    printed = numbers(observation.printed)
    if observation.verbal is not None or (not printed and not in_table):
        return  # words like "for free" are read by a person
    for field in ("value", "low", "high"):
        found = getattr(observation, field)
        for value in _years(found) if isinstance(found, Period) else [] if found is None else [found]:
            if value not in printed:
                expected = f"a number of the printed form {observation.printed!r}"
                yield place.error(field, expected=expected, found=str(value))


def _years(period: Period) -> list[Decimal]:
    return [Decimal(day.year) for day in (period.first, period.last) if day]


def _bounded(observation: Observation, place: Place, measure: Measure) -> Iterator[CorpusError]:
    dated = measure.kind is MeasureKind.DATE
    for field in ("value", "low", "high"):
        value = getattr(observation, field)
        if value is None:
            continue
        if isinstance(value, Period) is not dated:
            yield place.error(field, expected="a date" if dated else "a number", found=str(value))
        elif isinstance(value, Decimal) and measure.unit == PERCENT and not 0 <= value <= 100:
            yield place.error(field, expected="a share from 0 to 100", found=str(value))
        elif isinstance(value, Decimal) and measure.unit in COUNTED and (value < 0 or value != int(value)):
            yield place.error(field, expected="a whole number, 0 or more", found=str(value))
    if observation.low is not None and observation.high is not None and observation.low > observation.high:
        yield place.error("low", expected=f"no more than high ({observation.high})", found=str(observation.low))


def _told_twice(corpus: Corpus, places: Places, tables: set[str]) -> Iterator[CorpusError]:
    """A table may hold two reports of a cell, but one page gives it one value at one date and status."""
    seen: dict[Cell, Observation] = {}
    for number, row in enumerate(corpus.observations):
        if row.source not in tables:
            continue
        first = seen.setdefault((*_vintage(row), row.population, row.url), row)
        if (first.value, first.low, first.high) != (row.value, row.low, row.high):
            expected = f"the value that another row gives from the same page and date ({first.printed})"
            yield places.of("observations", number).error("value", expected=expected, found=row.printed)


def _added_up(corpus: Corpus, places: Places, measures: dict[str, Measure]) -> Iterator[CorpusError]:
    cells: dict[Cell, dict[str, tuple[int, Decimal]]] = defaultdict(dict)
    for number, row in enumerate(corpus.observations):
        if isinstance(row.value, Decimal) and _adds(measures.get(row.measure)):
            cells[_vintage(row)][row.population] = (number, row.value)
    for found in cells.values():
        for dimension in filter(_complete, corpus.dimensions):
            if {WHOLE, *dimension.parts} <= found.keys():
                number, whole = found[WHOLE]
                total = sum(found[part][1] for part in dimension.parts)
                if total != whole:
                    expected = f"{total}, the sum of {' and '.join(dimension.parts)} in the same vintage"
                    yield places.of("observations", number).error("value", expected=expected, found=str(whole))


def _adds(measure: Measure | None) -> bool:
    return measure is not None and measure.kind in {MeasureKind.FLOW, MeasureKind.STOCK}


def _complete(dimension: Dimension) -> bool:
    return dimension.complete


def _vintage(row: Observation) -> Cell:
    return row.measure, row.period.root, row.source, row.status, row.as_of and row.as_of.root
