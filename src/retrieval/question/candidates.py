"""A measure, an operation and the slots of a segment -> a typed query, or the slot that it cannot use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.corpus import WHOLE, Corpus, Measure, MeasureKind
from retrieval.model import Operation, Query, Reason, Unit
from retrieval.period import Period
from retrieval.question.operations import COUNTED, SIDES, is_place, places, settled
from retrieval.question.plain import FUNCTION
from retrieval.question.slots import Slots
from retrieval.question.times import PAIR, Times

Op = Operation
_WORD = re.compile(r"[^\W_]+")
_FUNCTION = frozenset(FUNCTION.split())


class Left(NamedTuple):
    """A slot that a candidate cannot use: why it is refused, and the words for it."""

    reason: Reason
    what: str


IN_PERCENT = {Op.CHANGE, Op.GAP, Op.COMPARE, Op.SHARE}  # operations whose result may be asked for in percent
OF_PEOPLE = ("people", "percent")  # units of what a group may be asked of; elsewhere "the guys" are who is spoken of
MONEY = "USD"
BESIDE = {Op.SUM, Op.RATIO, Op.COMPARE, Op.GAP, Op.SHARE, Op.DURATION}  # that may set one measure beside another
OF_PARTS = {Op.LOOKUP, Op.SUM, Op.COMPARE, Op.GAP, Op.VERIFY}  # that ask of a total beside its parts how it is made up
OF_TWO = {Op.COMPARE, Op.GAP, Op.RATIO, Op.HIGHEST, Op.LOWEST}  # that set groups against each other
ASSERTED = {Op.LOOKUP, Op.VERIFY, Op.COMPARE, Op.SHARE}  # by which a group is asked to be the larger
WHOLE_ONLY = {Op.LOOKUP, Op.SERIES, Op.SUM, Op.AVERAGE}  # of a count, never in percent
CLAIMED = {Op.VERIFY, Op.FIND, Op.FIRST, Op.LAST}


class Candidates:
    """Builds typed queries over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._parts = {dimension.id: dimension.parts for dimension in corpus.dimensions}
        self._sources = {source.id: source for source in corpus.sources}
        self._measures = corpus.measures
        self._names = {measure.id: _label(measure) for measure in corpus.measures}
        self._words = _own_words(corpus)
        self._held: dict[str, list[str]] = {measure.id: [] for measure in corpus.measures}
        self._times = Times(corpus)
        self._in_words = {one.measure for one in corpus.observations if one.verbal is not None}
        self._in_words -= {one.measure for one in corpus.observations if one.verbal is None}
        self._dated = {
            (one.measure, one.value): one.population for one in corpus.observations if isinstance(one.value, Period)
        }
        for observation in corpus.observations:
            if observation.source not in self._held[observation.measure]:
                self._held[observation.measure].append(observation.source)

    def build(self, measure: Measure, operation: Operation, slots: Slots, beside: Sequence[str] = ()) -> Query | Left:
        """Assign every slot to a field of the query; the first one that has no place is returned instead.

        beside: other measures that the segment names.
        """
        left = self._unusable(measure, slots)
        if left:
            return left
        populations = self._populations(measure, slots)
        if isinstance(populations, Left):
            return populations
        if measure.parts and set(measure.parts) <= set(beside) and operation in OF_PARTS:
            operation = Op.PARTS
        operation, populations = self._set_apart(measure, operation, slots, populations)
        against = beside[0] if len(beside) == 1 and operation in BESIDE else None
        if operation is Op.GAP and measure.kind is MeasureKind.PRICE and not populations and against is None:
            operation = Op.CHANGE
        periods = self._times.assigned(measure, operation, slots, alone=against is None)
        operation = settled(measure, operation, periods, slots, populations)
        source = self._source(measure, slots)
        if isinstance(source, Left):
            return source
        if operation is Op.RANK and len(periods) != 1 and not places(slots):
            return Left("no_period", "a place in an order that is not named")
        unit = _unit(measure, operation, slots, populations)
        if isinstance(unit, Left):
            return unit
        return Query(
            target=measure.id,
            operation=operation,
            periods=periods,
            populations=populations,
            unit=unit,
            source=source,
            vintage=_vintage(slots),
            against=against if operation in BESIDE else None,
            **_numbers(operation, slots, measure),
        )

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

    def _populations(self, measure: Measure, slots: Slots) -> tuple[str, ...] | Left:
        possible = {part for dimension in measure.dimensions for part in self._parts[dimension]} | {WHOLE}
        stems = {part.rpartition("-")[0] for part in possible}
        found: list[str] = []
        excluded = [part for name in slots.excluded for part in self._others(measure, name)]
        for name in (*slots.populations, *excluded):
            if name in possible:
                found.append(name)
            else:
                return Left("no_population", name)
        if not slots.nth:
            found += [name for name, _ in slots.sources if name in possible]
        for name in slots.nth:
            stem, _, last = name.rpartition("-")
            if last == "last":
                name = max((one for one in (*possible, *self._sources) if one.startswith(stem + "-")), default=name)
            covered = self._covered(measure, name)
            if name in possible:
                found.append(name)
            elif covered is not None:
                found.append(covered)
            elif stem in stems or name not in self._sources:
                return Left("no_population", name)
        return tuple(dict.fromkeys(found))

    def _set_apart(
        self, measure: Measure, operation: Operation, slots: Slots, populations: tuple[str, ...]
    ) -> tuple[Operation, tuple[str, ...]]:
        """The groups that are set against each other where only their kind is named, or one that is a majority."""
        named = [self._parts[name] for name in slots.groups if name in measure.dimensions]
        if named and not populations and operation in OF_TWO:
            return operation, named[0]
        others = self._others(measure, populations[0]) if slots.majority and len(populations) == 1 else ()
        if others and operation in ASSERTED and not slots.claims:
            return Op.COMPARE, (*populations, *others)
        return operation, populations

    def _others(self, measure: Measure, name: str) -> list[str]:
        """The groups that are left where one is excluded."""
        parts = [self._parts[dimension] for dimension in measure.dimensions if name in self._parts[dimension]]
        return [other for group in parts for other in group if other != name]

    def _covered(self, measure: Measure, source: str) -> str | None:
        """The group of a dated measure that a source named is about: the one with its period."""
        period = self._sources[source].period if source in self._sources else None
        return self._dated.get((measure.id, period)) if period else None

    def _source(self, measure: Measure, slots: Slots) -> str | Left | None:
        """The source a value is asked of; words that name the measure's own subject ask for none."""
        possible = {part for dimension in measure.dimensions for part in self._parts[dimension]}
        named = [id_ for id_, words in slots.sources if not self._is_subject(measure, words)]
        named += [name for name in slots.nth if name in self._sources and not self._covered(measure, name)]
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
        return self._times.known(measure)

    def relevant(self, measure: Measure, slots: Slots) -> Slots:
        """The slots that may narrow a measure which is surely meant: nothing told beside the question does."""
        possible = {part for dimension in measure.dimensions for part in self._parts[dimension]}
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


def _label(measure: Measure) -> frozenset[str]:
    return frozenset([*_WORD.findall(measure.label.casefold()), *measure.names]) - _FUNCTION


def _own_words(corpus: Corpus) -> dict[str, set[str]]:
    """The words with which each measure is spoken of: in its label, its question and its sentence."""
    return {m.id: set(_WORD.findall(f"{m.label} {m.ask or ''} {m.sentence}".casefold())) for m in corpus.measures}


def _unit(measure: Measure, operation: Operation, slots: Slots, populations: tuple[str, ...]) -> Unit | Left | None:
    """The unit of the result, where one is asked for that is not the measure's own; money only of what has a price."""
    if MONEY in slots.units and measure.unit != MONEY:
        return Left("no_unit", MONEY)
    if measure.kind is MeasureKind.DATE:
        return None
    is_share = measure.kind is MeasureKind.SHARE
    if operation is Op.WHAT_IF and "percent" in slots.units and measure.kind in COUNTED:
        return "percent" if slots.numbers else None
    if operation is Op.VERIFY and slots.times and not slots.claims:
        return "times"
    for unit in ("points", "percent"):
        if unit in slots.units and (operation in IN_PERCENT or (populations and not is_share)):
            return "points" if unit == "points" else "percent"
    if "percent" in slots.units and operation in WHOLE_ONLY and measure.kind in COUNTED:
        return Left("no_unit", "percent")
    given = bool(slots.claims) and operation is not Op.VERIFY  # "69 percent"
    in_heads = "people" in slots.units and ("percent" not in slots.units or given)
    return "people" if is_share and measure.share_of and in_heads else None


def _vintage(slots: Slots) -> str | None:
    return slots.vintages[0] if slots.vintages else None


def _numbers(operation: Operation, slots: Slots, measure: Measure) -> dict[str, object]:
    if operation is Op.VERIFY and slots.times and not slots.claims:
        return {"claimed": slots.times[:1]}
    if operation is Op.RANK and is_place(slots, measure):
        return {"rank": next(iter(slots.places), 1), "comparator": SIDES[slots.extremes[0]]}
    if operation in CLAIMED:
        return {
            "claimed": slots.claims[:4] or slots.numbers[:1],
            "comparator": next(iter(slots.comparators), None) or _passed(operation, slots),
        }
    if operation is Op.WHAT_IF and "percent" in slots.units:
        return {"claimed": slots.numbers[:1], "comparator": next(iter(slots.comparators), None)}
    if operation is Op.WHAT_IF:
        small = [*slots.times, *(number for number in slots.numbers if number > 1)]
        if small and not slots.claims:
            return {"times": small[0]}
        return {"claimed": slots.claims[:1], "comparator": next(iter(slots.comparators), None)}
    if operation is Op.SCALE:
        heads = [number for number in (*slots.parties, *slots.numbers) if number > 0]
        return {"times": heads[0]} if heads else {}
    if operation is Op.RANK and measure.kind in COUNTED:
        found = slots.places if any(period.is_year for period in slots.periods) else places(slots)
        return {"rank": found[-1]} if found else {}
    return {}


def _passed(operation: Operation, slots: Slots) -> str | None:
    """Which side of a number is meant where it is not said: where it moved to, or it is passed upwards."""
    if operation is Op.VERIFY and not slots.claims and len(slots.periods) == PAIR and len(slots.moved) == 1:
        return slots.moved[0]
    return "above" if operation in (Op.FIRST, Op.LAST) and slots.claims else None
