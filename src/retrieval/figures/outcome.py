"""What computing a query gives: figures with the words and evidence they rest on, or a refusal."""

from __future__ import annotations

from retrieval.corpus import Observation
from retrieval.model import Figure, Frozen, NoteKind, Reason


class Remark(Frozen):
    """What a reader must know beside the figures; cites are ids of passages or sources."""

    kind: NoteKind
    text: str
    evidence: tuple[Observation, ...] = ()
    cites: tuple[str, ...] = ()


class Outcome(Frozen):
    """The result of a query; without reason and without figures it is words only, and the evidence is shown."""

    reason: Reason | None = None
    headline: str
    figures: tuple[Figure, ...] = ()
    remarks: tuple[Remark, ...] = ()
    evidence: tuple[Observation, ...] = ()  # what the figures rest on, best first
    suggestions: tuple[str, ...] = ()
    denies: bool = False  # a claim was checked and is wrong


class Refused(Exception):
    """A query that has no lawful or no existing answer; `str` is the sentence for the reader."""

    def __init__(self, reason: Reason, headline: str, *, suggestions: tuple[str, ...] = ()) -> None:
        self.reason, self.headline, self.suggestions = reason, headline, suggestions
        super().__init__(headline)
