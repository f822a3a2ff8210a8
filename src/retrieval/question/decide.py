"""Readings -> what is done with a question: state figures, show passages, talk, or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from retrieval.corpus import Corpus
from retrieval.figures import Outcome
from retrieval.model import Frozen, Operation, Reason
from retrieval.question.plain import Plain
from retrieval.question.read import Read, Reading

# Set by eye on the golden questions; `python -m index evaluate` prints what they give.
FIGURE = 0.6  # odds from which a figure is stated
BOTH, SECOND = 0.7, 0.2  # odds of two readings together, and of the second, from which both are stated
BESIDE = 0.3  # times the odds of a list's reading from which one that says more of it is taken
PREMISED = 0.8  # odds of a claim from which what a question takes for granted is checked, though it asks something else
TAKEN = 0.3  # odds of what it is taken to be about

Kind = Literal["figures", "passages", "talk", "refusal"]


class Decision(Frozen):
    """What is done, by which reading; reason where it refuses or talks; passages (or sources) that answer, best first.

    second: another way to read the question, where neither alone is likely enough and both are answered.
    weak: it refuses only because nothing was likely enough.
    """

    kind: Kind
    read: Read
    reading: Reading
    reason: Reason | None = None
    passages: tuple[str, ...] = ()
    second: Reading | None = None
    weak: bool = False

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What is stated, the likeliest first; nothing unless figures are."""
        readings = [self.reading, self.second] if self.kind == "figures" else []
        return tuple(one.outcome for one in readings if one is not None and one.outcome is not None)


class Decider:
    """Decides over one corpus's catalogue."""

    def __init__(self, corpus: Corpus) -> None:
        self._unknowns = {unknown.id: unknown for unknown in corpus.unknowns}
        self._topics = {topic.id: topic for topic in corpus.topics}
        self._talk = {talk.id for talk in corpus.talk}
        self._counted = {measure.id: measure.share_of or measure.id for measure in corpus.measures}
        self._plain = Plain(corpus)

    def decide(self, read: Read) -> Decision:
        """Decide on one segment."""
        premise = _false_premise(read)
        if premise is not None:
            return Decision(kind="figures", read=read, reading=premise)
        best = self._in_percent(read) or self._widened(read)
        outcome = best.outcome
        if best.target in self._talk:
            return Decision(kind="talk", read=read, reading=best, reason="no_question")
        if best.target in self._unknowns:
            return Decision(kind="refusal", read=read, reading=best, reason=self._unknowns[best.target].reason)
        if best.left is not None:
            return Decision(kind="refusal", read=read, reading=best, reason=best.left[0])
        if outcome is not None and outcome.reason is not None:
            return Decision(kind="refusal", read=read, reading=best, reason=outcome.reason)
        if not best.stated:
            return Decision(kind="passages", read=read, reading=best, passages=self._passages(best))
        if self._likely(read, best):
            return Decision(kind="figures", read=read, reading=best)
        second = self._second(read, best)
        if second is not None:
            return Decision(kind="figures", read=read, reading=best, second=second)
        told = self._told(read, best)
        if told is not None:
            return Decision(kind="passages", read=read, reading=told, passages=self._passages(told))
        silent = best.model_copy(update={"outcome": None})
        return Decision(kind="refusal", read=read, reading=silent, reason="no_topic", weak=True)

    def _in_percent(self, read: Read) -> Reading | None:
        """The share of a count, where it is the count that was read and asked for in percent."""
        first = read.readings[0]
        if first.left is None or first.left[0] != "no_unit":
            return None
        shares = (one for one in read.readings[1:] if one.stated and self._counted.get(one.target) == first.target)
        return next(
            (one.model_copy(update={"odds": one.odds + first.odds}) for one in shares if one.odds >= SECOND), None
        )

    def _second(self, read: Read, best: Reading) -> Reading | None:
        """Another reading of the same subject that is nearly as likely, where the two together are likely enough."""
        if not read.trained:
            return None
        subject = self._counted.get(best.target)
        others = (one for one in read.readings if one.stated and self._counted.get(one.target) == subject)
        second = next((one for one in others if not (one.stated <= best.stated or best.stated <= one.stated)), None)
        return second if second and second.odds >= SECOND and best.odds + second.odds >= BOTH else None

    def _told(self, read: Read, best: Reading) -> Reading | None:
        """A topic on the very paragraph that the figure stands in, where the two together are likely enough."""
        paragraphs = {seen.passage for seen in best.outcome.evidence} if best.outcome else set()
        told = next((one for one in read.readings if one.shown and one.shown in paragraphs), None)
        return told if told and told.odds >= SECOND and best.odds + told.odds >= BOTH else None

    def _widened(self, read: Read) -> Reading:
        """The likeliest reading, or one whose answer holds its answer and more.

        That one is taken where it is likely too and the answer a list anyway, or where the first is not likely enough.
        """
        first = read.readings[0]
        is_list = len(first.stated) > 1
        if not first.stated or (not is_list and self._likely(read, first)):
            return first
        wider = [
            one.model_copy(
                update={"odds": sum(part.odds for part in read.readings if part.stated and part.stated <= one.stated)}
            )
            for one in read.readings
            if first.stated <= one.stated and (one.odds >= BESIDE * first.odds or not self._likely(read, first))
        ]
        return max(wider, key=lambda one: one.odds)

    def _likely(self, read: Read, best: Reading) -> bool:
        """Whether a figure may be stated: the question is plain, or, once trained, it is likely enough.

        Readings that leave a part of the question unused are no rivals.
        """
        if not read.trained:
            return self._plain.explained(read.tags, best.target)
        impossible = sum(one.odds for one in read.readings if one.left is not None)
        return best.odds >= FIGURE * (1 - impossible)

    def best(self, reads: Sequence[Read]) -> Decision:
        """Decide on the segment that asks most clearly; talk only where nothing else is there."""
        decisions = [self.decide(read) for read in reads]
        asking = [d for d in decisions if d.kind != "talk"] or decisions
        return max(asking, key=lambda d: (d.kind in ("figures", "passages"), d.reading.odds))

    def _passages(self, reading: Reading) -> tuple[str, ...]:
        if reading.target in self._topics:
            return self._topics[reading.target].passages
        evidence = reading.outcome.evidence if reading.outcome else ()
        return tuple(dict.fromkeys(one.passage or one.source for one in evidence))


def _false_premise(read: Read) -> Reading | None:
    """What a question takes for granted and the figures deny, where it asks for something else."""
    operation, share = read.operations[0]
    if read.readings[0].stated:
        return None
    denied = (
        reading
        for reading in read.readings
        if reading.query is not None
        and reading.query.operation is Operation.VERIFY
        and (not reading.query.claimed or (operation == Operation.VERIFY and share >= PREMISED))
        and reading.odds >= TAKEN
        and reading.outcome is not None
        and reading.outcome.denies
    )
    return next(denied, None)
