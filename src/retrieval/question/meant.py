"""Which measure a vote means, once it is known what times and values a question names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retrieval.corpus import Corpus
from retrieval.period import Period
from retrieval.question.heads import Vote
from retrieval.question.slots import Slots

DOUBT = 20.0  # times the odds of the yearly count below which a running total is not what a bare year asks for
SEVERAL = 100.0  # the same where several years are named
PRIOR = 0.25  # of a follow-up's odds that go to what the question before was about


class Meant:
    """Passes votes on to the measure that one corpus holds for the times asked about."""

    def __init__(self, corpus: Corpus) -> None:
        self._measures = {measure.id: measure for measure in corpus.measures}
        self._unknowns = {unknown.id: unknown for unknown in corpus.unknowns}
        self._untimed = {one.id: one.nearest for one in corpus.unknowns if one.reason == "no_period" and one.nearest}
        self._values = {(one.measure, one.period, one.value) for one in corpus.observations}
        self._periods: dict[str, set[Period]] = {}
        for one in corpus.observations:
            self._periods.setdefault(one.measure, set()).add(one.period)

    def at(self, votes: Sequence[Vote], held: Slots) -> list[Vote]:
        """The votes on a question with its slots, likeliest first."""
        votes = _passed(votes, lambda label: self._then(label, held))
        if not held.periods:
            return votes
        votes = _passed(votes, self._timed)
        votes = _passed(votes, lambda label: self._flow(label, held))
        votes = _passed(votes, lambda label: self._total(label, held))
        votes = _passed(votes, lambda label: self._other(label, held))
        if any(period.is_cumulative for period in held.periods):
            return votes
        return self._flowing(votes, several=len(held.periods) > 1)

    def _then(self, label: str, held: Slots) -> str:
        """Of two that differ only in the time they are asked of, the one of the time named."""
        unknown = self._unknowns.get(label)
        now = held.recent or (held.latest and unknown is not None and unknown.nearest not in self._measures)
        if unknown and unknown.times and unknown.nearest and not now:
            return label if _lies_in(held.periods, unknown.times) else unknown.nearest
        asked = (one for one in self._unknowns.values() if one.nearest == label and one.times)
        return next((one.id for one in asked if one.times and _lies_in(held.periods, one.times)), label)

    def _timed(self, label: str) -> str:
        """Of a question about a time that is not held, its measure: coverage decides."""
        nearest = self._untimed.get(label)
        return nearest if nearest in self._measures else label

    def _flow(self, label: str, held: Slots) -> str:
        """Of a level or a change that is told of other times only, the flow it was derived from."""
        measure = self._measures.get(label)
        flow = (measure.level_of or measure.change_of) if measure else None
        return label if flow is None or self._is_held(label, held) else flow

    def _total(self, label: str, held: Slots) -> str:
        """Of a running total within a span its flow; of a flow up to a time the total, where only that is held."""
        measure = self._measures.get(label)
        if measure is None:
            return label
        if measure.accumulates and all(_is_span(period) for period in held.periods):
            return measure.accumulates
        up_to = all(period.is_cumulative for period in held.periods) and not self._is_held(label, held)
        counted = measure.share_of or label
        stock = next((one.id for one in self._measures.values() if one.accumulates == counted), None)
        if measure.share_of and stock and up_to:
            return next((one.id for one in self._measures.values() if one.share_of == stock), label)
        return stock if stock and up_to and self._covers(stock, held, exactly=True) else label

    def _other(self, label: str, held: Slots) -> str:
        """Of a measure without a value then, another one: it tells of the flow earlier, or has the value claimed."""
        asked = self._measures.get(label)
        if asked is None or self._is_held(label, held):
            return label
        later = asked.earlier_of
        if later and self._covers(later, held):
            return later
        for measure in self._measures.values():
            claimed = measure.unit == asked.unit and any(
                (measure.id, period, value) in self._values for period in held.periods for value in held.claims
            )
            if claimed or (measure.earlier_of == label and self._covers(measure.id, held)):
                return measure.id
        return label

    def _is_held(self, label: str, held: Slots) -> bool:
        return not self._periods.get(label, set()).isdisjoint(held.periods)

    def _covers(self, label: str, held: Slots, *, exactly: bool = False) -> bool:
        known = self._periods.get(label, ())
        if exactly:
            return all(any(one.last == period.last for one in known) for period in held.periods)
        return all(period.first and any(one.covers(period) for one in known) for period in held.periods)

    def _flowing(self, votes: Sequence[Vote], *, several: bool) -> list[Vote]:
        """Votes for a running total taken for the flow that it adds up, where a bare year leaves the two in doubt.

        several: more than one year is named, and these are hardly meant as ends.
        """
        odds = dict(votes)
        for label in list(odds):
            flow = self._measures[label].accumulates if label in self._measures else None
            if flow in odds and odds[label] < (SEVERAL if several else DOUBT) * odds[flow]:
                odds[flow] = round(odds[flow] + odds.pop(label), 4)
        return _ordered(odds)


def _is_span(period: Period) -> bool:
    return period.is_span and period.first is not None and period.last is not None


def _lies_in(periods: Sequence[Period], times: Period) -> bool:
    """Whether some periods are named and all of them lie in a time."""
    return bool(periods) and all(times.covers(period) for period in periods)


def leaning(votes: Sequence[Vote], before: str | None) -> list[Vote]:
    """Votes on a follow-up, a part of them given to what was asked before."""
    if before is None or before not in {vote.label for vote in votes}:
        return list(votes)
    odds = {vote.label: (1 - PRIOR) * vote.probability for vote in votes}
    odds[before] += PRIOR
    return _ordered(odds)


def _passed(votes: Sequence[Vote], on: Callable[[str], str]) -> list[Vote]:
    odds: dict[str, float] = {}
    for label, share in votes:
        kept = on(label)
        odds[kept] = round(odds.get(kept, 0.0) + share, 4)
    return _ordered(odds)


def _ordered(odds: Mapping[str, float]) -> list[Vote]:
    votes = [Vote(label, round(value, 4)) for label, value in odds.items()]
    return sorted(votes, key=lambda vote: (-vote.probability, vote.label))
