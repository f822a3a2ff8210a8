"""A segment -> what it may ask: queries, a topic, a known unknown, or talk, each with its odds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Corpus
from retrieval.figures import Figures, Outcome
from retrieval.model import Frozen, Operation, Query, Reason
from retrieval.question.candidates import Candidates, Left
from retrieval.question.context import Frame, inherited, joined
from retrieval.question.features import features
from retrieval.question.heads import Head, Vote
from retrieval.question.slots import Slots, slots
from retrieval.question.tags import Tagger, Tags

TARGETS, OPERATIONS = 5, 5  # the likeliest of each that are tried
OWN, JOINT, BEFORE = 0.35, 0.4, 0.25  # weights of the votes on a follow-up

Encode = Callable[[str], NDArray[np.float32]]


class Reading(Frozen):
    """One way to read a segment: a target with its odds, and for a measure the typed query or the slot left behind.

    odds: 0 to 1. left: reason and words of a slot that nothing could use.
    """

    target: str
    odds: float
    query: Query | None = None
    outcome: Outcome | None = None
    left: tuple[Reason, str] | None = None


class Read(Frozen):
    """A segment as it was read: likeliest reading first."""

    segment: str
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
        self._tagger = Tagger(corpus.lexicon)
        self._candidates = Candidates(corpus)
        self._figures, self._encode, self._heads = figures, encode, heads

    def tags(self, segment: str) -> Tags:
        """Tag one cleaned segment."""
        return self._tagger.tag(segment)

    def read(self, segment: str, frame: Frame | None = None) -> Read:
        """Read one cleaned segment, and with a frame also together with the question before it."""
        tags = self._tagger.tag(segment)
        held = slots(tags)
        targets, operations = self._votes(tags)
        if frame is not None:
            joint = self._votes(self._tagger.tag(joined(frame, segment)))
            targets = _mixed(targets, joint[0], frame.target)
            operations = _mixed(operations, joint[1], None)
            held = inherited(held, frame.slots)
        targets, operations = targets[:TARGETS], operations[:OPERATIONS]
        readings = [reading for vote in targets for reading in self._readings(vote, operations, held)]
        return Read(
            segment=segment,
            tags=tags,
            slots=held,
            targets=tuple(targets),
            operations=tuple(operations),
            readings=_merged(readings),
            trained="operation" in self._heads,
        )

    def _votes(self, tags: Tags) -> tuple[list[Vote], list[Vote]]:
        found = features(tags, self._encode(tags.masked))
        target, operation = self._heads["target"], self._heads.get("operation")
        return list(target.votes(found)), list(operation.votes(found)) if operation else [Vote(Operation.LOOKUP, 1.0)]

    def _readings(self, vote: Vote, operations: Sequence[Vote], held: Slots) -> list[Reading]:
        measure = self._measures.get(vote.label)
        if measure is None:
            return [Reading(target=vote.label, odds=vote.probability)]
        readings = []
        for operation in operations:
            odds = vote.probability * operation.probability
            query = self._candidates.build(measure, Operation(operation.label), held)
            if isinstance(query, Left):
                readings.append(Reading(target=measure.id, odds=odds, left=(query.reason, query.what)))
            else:
                readings.append(
                    Reading(target=measure.id, odds=odds, query=query, outcome=self._figures.compute(query))
                )
        return _lawful(readings)


def _mixed(own: Sequence[Vote], joint: Sequence[Vote], before: str | None) -> list[Vote]:
    """Votes of a follow-up: its own, those of it joined to what came before, and what that was about."""
    odds = {vote.label: OWN * vote.probability for vote in own}
    for vote in joint:
        odds[vote.label] = odds.get(vote.label, 0.0) + JOINT * vote.probability
    if before is not None:
        odds[before] = odds.get(before, 0.0) + BEFORE
    total = sum(odds.values())
    votes = [Vote(label, round(value / total, 4)) for label, value in odds.items()]
    return sorted(votes, key=lambda vote: (-vote.probability, vote.label))


def _lawful(readings: list[Reading]) -> list[Reading]:
    """Drop operations that the measure cannot take, unless none is left; their odds go to the others."""
    kept = [r for r in readings if r.outcome is None or r.outcome.reason != "unlawful"]
    if not kept or len(kept) == len(readings):
        return readings
    share = sum(r.odds for r in readings) / (sum(r.odds for r in kept) or 1.0)
    return [r.model_copy(update={"odds": r.odds * share}) for r in kept]


def _merged(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Add up the odds of readings that come to the same; likeliest first, ties by target."""
    merged: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: (-r.odds, r.target)):
        key = _outcome_key(reading)
        first = merged.get(key)
        merged[key] = reading if first is None else first.model_copy(update={"odds": first.odds + reading.odds})
    rounded = [r.model_copy(update={"odds": round(r.odds, 4)}) for r in merged.values()]
    return tuple(sorted(rounded, key=lambda r: (-r.odds, r.target)))


def _outcome_key(reading: Reading) -> str:
    if reading.outcome is not None and reading.outcome.figures:
        return "|".join(
            f"{f.measure} {f.period} {f.population} {f.value} {f.low} {f.high} {f.unit}"
            for f in reading.outcome.figures
        )
    return f"{reading.target} {reading.left} {reading.outcome.reason if reading.outcome else None}"
