"""A measure, an operation and the slots of a segment -> a typed query, or the slot that it cannot use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.corpus import Corpus, Measure, MeasureKind
from retrieval.model import Operation, Query
from retrieval.period import Period
from retrieval.question.fields import bound, numbers, unit
from retrieval.question.groups import Groups
from retrieval.question.left import Left
from retrieval.question.operations import COUNTED, places, settled
from retrieval.question.peaks import AT_A_YEAR
from retrieval.question.plain import FUNCTION
from retrieval.question.slots import Slots
from retrieval.question.times import PAIR, Times

Op = Operation
_WORD = re.compile(r"[^\W_]+")
_FUNCTION = frozenset(FUNCTION.split())

OF_PEOPLE = ("people", "percent")  # units of what a group may be asked of; elsewhere "the guys" are who is spoken of
BESIDE = {Op.SUM, Op.RATIO, Op.COMPARE, Op.GAP, Op.SHARE, Op.DURATION}  # that may set one measure beside another
OF_PARTS = {Op.LOOKUP, Op.SUM, Op.COMPARE, Op.GAP, Op.VERIFY}  # that ask of a total beside its parts how it is made up
OF_WORDS = {Op.LOOKUP, Op.VERIFY, Op.WHEN, Op.DURATION}  # of what is told in words; else these are what is shown
REVISED = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE, MeasureKind.LEVEL)  # announced, then corrected
OF_ONE = {Op.COMPARE, Op.CHANGE, Op.GAP, Op.VERIFY}  # that set apart what two sources or counts say of one time
OF_LEVELS = {Op.AVERAGE, Op.SUM, Op.HIGHEST, Op.LOWEST, Op.RANGE, Op.SERIES, Op.RANK}  # that ask a level's flow


class Asked(NamedTuple):
    """An operation and what it is done on."""

    operation: Operation
    populations: tuple[str, ...]
    periods: tuple[Period, ...]
    against: str | None


class Candidates:
    """Builds typed queries over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._sources = {source.id: source for source in corpus.sources}
        self._measures = corpus.measures
        self._groups = Groups(corpus)
        self._anchored = Period(corpus.anchor.root[:4])
        self._names = {measure.id: _label(measure) for measure in corpus.measures}
        self._words = _own_words(corpus)
        self._held: dict[str, list[str]] = {measure.id: [] for measure in corpus.measures}
        self._times = Times(corpus)
        self._in_words = {one.measure for one in corpus.observations if one.verbal is not None}
        self._in_words -= {one.measure for one in corpus.observations if one.verbal is None}
        for observation in corpus.observations:
            if observation.source not in self._held[observation.measure]:
                self._held[observation.measure].append(observation.source)

    def build(self, measure: Measure, operation: Operation, slots: Slots, beside: Sequence[str] = ()) -> Query | Left:
        """Assign every slot to a field of the query; the first one that has no place is returned instead.

        beside: other measures that the segment names.
        """
        measure, slots = self._reckoned(measure, operation, slots)
        groups = self._unusable(measure, slots) or self._groups.named(measure, slots)
        if isinstance(groups, Left):
            return groups
        asked = self._asked(measure, _passing(operation, slots), slots, groups, beside)
        source = self._source(measure, slots)
        if isinstance(source, Left):
            return source
        if _is_of_one(measure, asked, slots):
            asked, source = _told_apart(asked, source, slots)
        left = _lacking(measure, asked, slots)
        if left:
            return left
        result = unit(measure, asked.operation, slots, asked.populations)
        if isinstance(result, Left):
            return result
        return Query(
            target=measure.id,
            operation=asked.operation,
            periods=asked.periods,
            populations=asked.populations,
            unit=result,
            source=source,
            vintage=_vintage(asked, slots) if measure.kind in REVISED else None,
            bound=bound(asked.operation, slots, measure),
            against=asked.against if asked.operation in BESIDE else None,
            **numbers(asked.operation, slots, measure, asked.populations),
        )

    def _asked(
        self,
        measure: Measure,
        operation: Operation,
        slots: Slots,
        populations: tuple[str, ...],
        beside: Sequence[str],
    ) -> Asked:
        """The operation, and the groups, the times and the other measure that it is done on."""
        if measure.parts and set(measure.parts) <= set(beside) and operation in OF_PARTS:
            operation = Op.PARTS
        if measure.id in self._in_words and operation not in OF_WORDS:
            operation = Op.LOOKUP
        operation, populations = self._groups.set_apart(measure, operation, slots, populations)
        against = self._against(measure, operation, slots, beside)
        if operation is Op.GAP and measure.kind is MeasureKind.PRICE and not populations and against is None:
            operation = Op.CHANGE
        periods = self._times.assigned(measure, operation, slots, alone=against is None)
        operation = settled(measure, operation, periods, slots, populations)
        if operation is Op.SHARE and measure.kind is MeasureKind.FLOW and not populations:
            periods = self._times.out_of_all(measure, periods)
        if operation is Op.COMPARE and len(populations) == 1 == len(periods) and len(periods[0].years) > 1:
            periods = (Period.of(periods[0].years[0]), Period.of(periods[0].years[-1]))
        return Asked(operation, populations, periods, against)

    def _reckoned(self, measure: Measure, operation: Operation, slots: Slots) -> tuple[Measure, Slots]:
        """For a level that is to be reckoned with, the flow it was derived from, over the level's time."""
        if measure.level_of is None or operation not in OF_LEVELS:
            return measure, slots
        own = self._times.of(measure.id)
        flow = next(one for one in self._measures if one.id == measure.level_of)
        is_bare = not slots.periods and len(own) == 1
        return flow, slots.model_copy(update={"periods": own, "numbers": ()} if is_bare else {"numbers": ()})

    def _against(self, measure: Measure, operation: Operation, slots: Slots, beside: Sequence[str]) -> str | None:
        """The other measure that this one is set against: the one named, or the other part of one total."""
        if operation not in BESIDE:
            return None
        is_timed = slots.past or slots.moved or any(period != self._anchored for period in slots.periods)
        if operation is Op.COMPARE and not is_timed:
            totals = [one.parts for one in self._measures if measure.id in one.parts and len(one.parts) == PAIR]
            others = [part for parts in totals for part in parts if part != measure.id]
            if len(others) == 1 and set(beside) <= set(others):
                return others[0]
        return beside[0] if len(beside) == 1 else None

    def _unusable(self, measure: Measure, slots: Slots) -> Left | None:
        if slots.other_units and measure.id not in self._in_words:
            return Left("no_unit", slots.other_units[0])
        together = measure.kind is MeasureKind.PRICE and slots.parties  # "2 kids" are who goes, not who is counted
        for label, words in slots.restrictions:
            if not together and not self._is_subject(measure, words):
                return Left("no_population", label)
        if slots.unusable_periods and measure.kind is not MeasureKind.DATE:
            return Left("no_period", slots.unusable_periods[0])
        return None

    def _is_subject(self, measure: Measure, words: str) -> bool:
        """Whether words restrict nothing, since the measure itself is about them."""
        return set(_WORD.findall(words)) <= self._words[measure.id]

    def _source(self, measure: Measure, slots: Slots) -> str | Left | None:
        """The source a value is asked of; words that name the measure's own subject ask for none."""
        possible = self._groups.possible(measure)
        named = [id_ for id_, words in slots.sources if not self._is_subject(measure, words)]
        named += [name for name in slots.nth if name in self._sources and not self._groups.covered(measure, name)]
        named = [name for name in named if name not in possible]
        if len(set(named)) != 1:
            return None
        if named[0] not in self._sources:
            return Left("no_source", named[0])
        held = self._held[measure.id]
        if named[0] in held or named[0] in slots.nth or self._sources[named[0]].kind == "table":
            return named[0]
        articles = [source for source in held if self._sources[source].kind == "article"]
        return articles[0] if len(articles) == 1 else named[0]

    def times(self, measure: str) -> int:
        """Of how many times a measure has a value."""
        return len(self._times.of(measure))

    def relevant(self, measure: Measure, slots: Slots) -> Slots:
        """The slots that may narrow a measure which is surely meant: nothing told beside the question does."""
        possible = self._groups.possible(measure)
        groups = slots.populations
        if measure.unit not in OF_PEOPLE:
            groups = tuple(name for name in groups if name in possible)
        return slots.model_copy(update={"restrictions": (), "populations": groups})

    def beside(self, measure: Measure, words: Sequence[str]) -> tuple[str, ...]:
        """Other measures of the same kind and unit that a segment names by words of their own."""
        if measure.kind not in (MeasureKind.PRICE, MeasureKind.DATE):
            return ()
        said = set(words) - self._names[measure.id]
        others = [
            other.id
            for other in self._measures
            if (other.kind, other.unit) == (measure.kind, measure.unit) and other.id != measure.id
        ]
        own = {word for word in said if sum(word in self._names[other] for other in others) == 1}
        return tuple(other for other in others if own & self._names[other])


def _is_of_one(measure: Measure, asked: Asked, slots: Slots) -> bool:
    """Whether what is set against something is one cell, so that two sources or two counts of it are meant."""
    is_cell = measure.kind in COUNTED and _one_year(asked.periods) and len(asked.populations) < PAIR
    return asked.operation in OF_ONE and is_cell and not slots.claims


def _told_apart(asked: Asked, source: str | None, slots: Slots) -> tuple[Asked, str | None]:
    """What two counts, or two sources, say of one cell."""
    if slots.vintages:
        return asked._replace(operation=Op.REVISION), source
    if len({id_ for id_, _ in slots.sources}) == PAIR:
        return asked._replace(operation=Op.LOOKUP), None
    return asked, source


def _lacking(measure: Measure, asked: Asked, slots: Slots) -> Left | None:
    """What is named in words that say no more: a place in an order, a year."""
    if asked.operation is Op.RANK and len(asked.periods) != 1 and not places(slots):
        return Left("no_period", "a place in an order that is not named")
    is_yearly = measure.kind is MeasureKind.FLOW and asked.operation in AT_A_YEAR
    return Left("no_period", slots.untold) if slots.untold and is_yearly and not asked.periods else None


def _vintage(asked: Asked, slots: Slots) -> str | None:
    """The vintage asked of: none where "first" and "at first" speak of an order or of a revision."""
    in_order = asked.operation in (Op.FIRST, Op.LAST) and len(asked.populations) == PAIR
    return None if in_order or asked.operation is Op.REVISION else next(iter(slots.vintages), None)


def _one_year(periods: Sequence[Period]) -> bool:
    return len(periods) == 1 and periods[0].is_year


def _passing(operation: Operation, slots: Slots) -> Operation:
    """Whether a claim that a number was passed within a time in one year asks which year was the first."""
    passed = operation is Op.VERIFY and slots.claims and slots.comparators and len(slots.periods) == PAIR
    open_ended = any(period.last is None for period in slots.periods)
    return Op.FIRST if passed and open_ended and any(period.is_year for period in slots.periods) else operation


def _label(measure: Measure) -> frozenset[str]:
    return frozenset([*_WORD.findall(measure.label.casefold()), *measure.names]) - _FUNCTION


def _own_words(corpus: Corpus) -> dict[str, set[str]]:
    """The words with which each measure is spoken of: in its label, its question and its sentence."""
    return {m.id: set(_WORD.findall(f"{m.label} {m.ask or ''} {m.sentence}".casefold())) for m in corpus.measures}
