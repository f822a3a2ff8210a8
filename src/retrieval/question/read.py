"""A segment -> what it may ask: queries, a topic, a known unknown, or talk, each with its odds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Corpus, Measure, MeasureKind
from retrieval.figures import Figures, Outcome, is_lawful
from retrieval.model import Frozen, Operation, Query, Reason
from retrieval.question.candidates import OF_PEOPLE, Candidates
from retrieval.question.context import Frame, following, inherited
from retrieval.question.features import features
from retrieval.question.happenings import Happenings
from retrieval.question.heads import Head, Vote
from retrieval.question.left import Left
from retrieval.question.meant import Meant, leaning
from retrieval.question.peaks import Peaks
from retrieval.question.premise import Premises
from retrieval.question.slots import Slots, slots
from retrieval.question.tags import EXTREME, Tagger, Tags
from retrieval.question.times import PAIR, TWO

SAME_TIMES = (MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE, MeasureKind.LEVEL)
BROAD = 100  # known unknowns from which the heads can tell a restriction from chatter
ANOTHER = 0.1  # odds from which another price may be what a price is set against
CERTAIN = 0.6  # odds of a measure from which a restriction in another clause is taken for chatter
OF_DATES = (Operation.WHEN, Operation.DURATION)  # of a count they ask for something else
ENOUGH = 0.3  # the part of a measure's odds that operations which the slots suffice for need, to take up the rest
UNTHRESHOLDED = (Operation.RANGE, Operation.SERIES, Operation.TREND)
SURELY = 0.75  # the part of a measure's odds from which an operation that the slots do not suffice for is refused
TARGETS, OPERATIONS = 5, 5  # the likeliest of each that are tried

_WORD = re.compile(r"[a-z]+")
_CLAUSE = re.compile(r"[,.;:!?()–—](?! *$)")  # what divides a question from what is told beside it

Encode = Callable[[str], NDArray[np.float32]]


class Reading(Frozen):
    """One way to read a segment: a target with its odds, and for a measure the typed query or the slot left behind.

    odds: 0 to 1. left: reason and words of a slot that nothing could use. shown: the passage that answers best.
    """

    target: str
    odds: float
    query: Query | None = None
    outcome: Outcome | None = None
    left: tuple[Reason, str] | None = None
    shown: str | None = None

    @property
    def stated(self) -> frozenset[str]:
        """The figures of the reading, each as text."""
        figures = self.outcome.figures if self.outcome else ()
        values = {f.value for f in figures}
        figures = tuple(f for f in figures if not {f.low, f.high} <= values - {None}) or figures
        return frozenset(f"{f.measure} {f.period} {f.population} {f.value} {f.low} {f.high} {f.unit}" for f in figures)


class Read(Frozen):
    """A segment as it was read: likeliest reading first."""

    segment: str
    text: str  # in plain words, after what was asked before
    tags: Tags
    slots: Slots
    targets: tuple[tuple[str, float], ...]
    operations: tuple[tuple[str, float], ...]
    readings: tuple[Reading, ...]
    trained: bool  # on phrasings; else only on the catalogue's own questions


class Reader:
    """Reads segments over one corpus and its trained heads."""

    def __init__(self, corpus: Corpus, figures: Figures, encode: Encode, heads: Mapping[str, Head]) -> None:
        self._measures = {measure.id: measure for measure in corpus.measures}
        self._meant = Meant(corpus)
        self._premises = Premises(corpus)
        self._is_broad = len(corpus.unknowns) >= BROAD
        self._talk = {talk.id for talk in corpus.talk}
        self._shown = {topic.id: topic.passages[0] for topic in corpus.topics}
        self._tagger = Tagger(corpus.lexicon)
        self._candidates = Candidates(corpus)
        self._peaks = Peaks(corpus.lexicon.get(EXTREME, {}), figures)
        self._figures, self._encode, self._heads = figures, encode, heads
        self._happenings = Happenings(corpus, figures, self._tagger, lambda tags, text: self._votes(tags, text)[0])

    def tags(self, segment: str) -> Tags:
        """Tag one cleaned segment."""
        return self._tagger.tag(segment)

    def read(self, segment: str, frame: Frame | None = None) -> Read:
        """Read one cleaned segment, with a frame as a follow-up to the question before it."""
        tags = self._tagger.tag(self._happenings.dated(segment))
        held = self._premises.taken(tags, slots(tags)).model_copy(update={"peaks": self._peaks.named(tags)})
        text = following(frame.text, tags.masked) if frame else tags.masked
        targets, operations = self._votes(tags, text)
        own = held
        if frame is not None:
            targets, operations = leaning(targets, frame.target), leaning(operations, frame.operation)
            held = inherited(own, tags, frame)
            if own.periods or own.populations:
                targets = [vote for vote in targets if vote.label not in self._talk] or targets
        targets, operations = targets[:TARGETS], operations[:OPERATIONS]
        targets = self._meant.at(targets, held)
        words = tuple(_WORD.findall(tags.rest))
        readings = [
            reading
            for vote in targets
            for used in [own if frame and self._elsewhere(vote.label, frame.target) else held]
            for reading in self._readings(vote, operations, tags, used, self._beside(vote.label, targets, used, words))
        ]
        return Read(
            segment=segment,
            text=text,
            tags=tags,
            slots=held,
            targets=tuple(targets),
            operations=tuple(operations),
            readings=_merged(readings),
            trained="operation" in self._heads,
        )

    def is_talk(self, read: Read) -> bool:
        """Whether what was read is most likely no question."""
        return read.readings[0].target in self._talk

    def _elsewhere(self, label: str, before: str) -> bool:
        """Whether a follow-up turns to a measure that the times and groups asked of before are not known for."""
        measure = self._measures.get(label)
        return label != before and measure is not None and measure.kind not in SAME_TIMES

    def _votes(self, tags: Tags, text: str) -> tuple[list[Vote], list[Vote]]:
        found = features(tags, self._encode(text))
        target, operation = self._heads["target"], self._heads.get("operation")
        return list(target.votes(found)), list(operation.votes(found)) if operation else [Vote(Operation.LOOKUP, 1.0)]

    def _beside(self, label: str, targets: Sequence[Vote], held: Slots, words: Sequence[str]) -> tuple[str, ...]:
        """The other measures that a measure may be set against: those named, else a price that is likely too."""
        measure = self._measures.get(label)
        if measure is None:
            return ()
        named = self._candidates.beside(measure, words)
        if named or measure.kind is not MeasureKind.PRICE or held.past or held.periods:
            return named
        needed = 0.0 if self._candidates.times(label) < PAIR else ANOTHER
        likely = [vote.label for vote in targets if vote.label != label and vote.probability >= needed]
        return tuple(one for one in likely if one in self._measures and self._measures[one].kind is measure.kind)[:1]

    def _denied(self, vote: Vote, tags: Tags, held: Slots) -> list[Reading]:
        """What a question after causes takes for granted, where the figures deny it."""
        query = self._premises.claim(vote.label, tags, held)
        outcome = self._figures.compute(query) if query else None
        if query is None or outcome is None or not outcome.denies:
            return []
        return [Reading(target=query.target, odds=vote.probability, query=query, outcome=outcome)]

    def _readings(
        self, vote: Vote, operations: Sequence[Vote], tags: Tags, held: Slots, beside: Sequence[str]
    ) -> list[Reading]:
        measure = self._measures.get(vote.label)
        if measure is None:
            told = Reading(target=vote.label, odds=vote.probability, shown=self._shown.get(vote.label))
            return [told, *self._denied(vote, tags, held)]
        readings = []
        is_aside = measure.unit not in OF_PEOPLE or _CLAUSE.search(tags.masked) is not None
        if self._is_broad and vote.probability >= CERTAIN and is_aside:
            held = self._candidates.relevant(measure, held)
        for operation in operations:
            odds = vote.probability * operation.probability
            asked = Operation(operation.label)
            query = self._candidates.build(measure, asked, self._peaks.at(measure, asked, held), beside)
            if isinstance(query, Left):
                readings.append(Reading(target=measure.id, odds=odds, left=(query.reason, query.what)))
            else:
                outcome = self._figures.compute(query)
                shown = outcome.evidence[0].passage if outcome.evidence and not outcome.figures else None
                readings.append(Reading(target=measure.id, odds=odds, query=query, outcome=outcome, shown=shown))
        return _possible(readings, measure, held, Operation(operations[0].label))


def _possible(readings: list[Reading], measure: Measure, held: Slots, asked: Operation) -> list[Reading]:
    """Drop operations for which the slots do not suffice, save one that is surely asked; their odds go to the others.

    What must not be done with such a measure stays, to be refused.
    """
    whole = sum(r.odds for r in readings)
    kept = [
        r for r in readings if not _lacking(r, measure, held) or (r.odds >= SURELY * whole and _operation(r) is asked)
    ]
    left = sum(r.odds for r in kept)
    if left < ENOUGH * whole:
        return readings
    share = whole / (left or 1.0)
    return [r.model_copy(update={"odds": r.odds * share}) for r in kept]


def _operation(reading: Reading) -> Operation | None:
    return reading.query.operation if reading.query else None


def _lacking(reading: Reading, measure: Measure, held: Slots) -> bool:
    """Whether the question lacks what a query's operation is used on, or names a threshold that it cannot use."""
    query, reason = reading.query, reading.outcome.reason if reading.outcome else None
    if query and (query.operation in UNTHRESHOLDED and held.comparators and held.claims):
        return True
    if (
        query
        and query.operation is Operation.GAP
        and not (query.populations or query.against or len(query.periods) > 1)
    ):
        return True
    if query is None or reason is None:
        return False
    if reason == "no_period":
        return query.operation in TWO and len(query.periods) < PAIR
    if reason == "no_population":
        return not query.populations
    return reason == "unlawful" and (is_lawful(query.operation, measure.kind) or query.operation in OF_DATES)


def _merged(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Add up the odds of readings that come to the same; likeliest first, ties by target."""
    merged: dict[str | frozenset[str], Reading] = {}
    for reading in sorted(readings, key=lambda r: (-r.odds, r.target)):
        key = _outcome_key(reading)
        first = merged.get(key)
        merged[key] = reading if first is None else first.model_copy(update={"odds": first.odds + reading.odds})
    rounded = [r.model_copy(update={"odds": round(r.odds, 4)}) for r in merged.values()]
    return tuple(sorted(rounded, key=lambda r: (-r.odds, r.target)))


def _outcome_key(reading: Reading) -> str | frozenset[str]:
    if reading.shown:
        return f"shows {reading.shown}"
    return reading.stated or f"{reading.target} {reading.left} {reading.outcome.reason if reading.outcome else None}"
