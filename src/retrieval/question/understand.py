"""A question as typed, and the conversation before it -> one decision, or one for each question in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.corpus import Corpus
from retrieval.model import Frozen
from retrieval.period import Period
from retrieval.question.clean import WORDS, clean, segments
from retrieval.question.context import Frame, anchored, leans
from retrieval.question.decide import Decider, Decision
from retrieval.question.language import Languages
from retrieval.question.plain import FUNCTION
from retrieval.question.read import Read, Reader, Reading
from retrieval.question.tags import GUIDING, RECKONING

REMEMBERED = 6  # earlier questions that are read again to know what the conversation is about
ASKING = "asks"  # heading of the lexicon: words that show that a sentence asks
PARTS = 2  # questions in one message that are answered part by part
SURE = 0.5  # odds from which a second question in a message is answered too

LONG, CLAUSE = 30, 4  # words from which a sentence may tell more than it asks, and of a clause that asks
TAILS = 4  # clauses of a long sentence that are tried alone
CLEARLY = 0.8  # odds from which one of them is what is asked

_BREAK = re.compile(r"[,;:–—] |\b(?:anyways?|so|but|basically)\b,? ")
_AND = re.compile(r",? (?:and|plus|&)(?: also| then)? (?=(?:who|when|why|where|which|what|how)\b)")


class Considered(Frozen):
    """A decision on one segment, and whether it is part of the answer."""

    decision: Decision
    answers: bool


class Understanding:
    """Understands questions over one corpus and its trained heads; bounded work for any input."""

    def __init__(self, corpus: Corpus, reader: Reader) -> None:
        self._reader, self._decider = reader, Decider(corpus)
        self._languages = Languages(corpus.lexicon)
        headings = (*GUIDING, RECKONING)
        guiding = [word for heading in headings for words in corpus.lexicon.get(heading, {}).values() for word in words]
        self._common = frozenset(" ".join([FUNCTION, *guiding]).split())

    def foreign(self, question: str) -> bool:
        """Whether a question is in a language that there is no catalogue for."""
        return self._languages.foreign(clean(question))

    def understand(self, question: str, context: Sequence[str] = ()) -> tuple[Decision, ...]:
        """Decide on a question; empty when nothing in it can be read, or it is in another language."""
        return () if self.foreign(question) else self._decide(question, self._frame(context))

    def explain(self, question: str, context: Sequence[str] = ()) -> tuple[Considered, ...]:
        """What was decided on each segment that asks, in their order, and which of these make up the answer."""
        reads = self._reads(question, self._frame(context))
        chosen = [decision.read for decision in self._chosen(reads)]
        return tuple(
            Considered(decision=self._decider.decide(read), answers=any(read is one for one in chosen))
            for read in reads
        )

    def _decide(self, question: str, frame: Frame | None) -> tuple[Decision, ...]:
        return self._chosen(self._reads(question, frame))

    def _reads(self, question: str, frame: Frame | None) -> list[Read]:
        asking = self._asking(question)
        halves = [self._read(half, frame) for half in _halves(asking[0])] if len(asking) == 1 else []
        if halves and self._ask_apart(halves):
            return halves
        reads = [self._read(segment, frame) for segment in asking]
        tail = self._tail(reads[0], frame) if len(reads) == 1 else None
        return [tail] if tail else reads

    def _tail(self, whole: Read, frame: Frame | None) -> Read | None:
        """The last clause of a long sentence that asks for a figure by itself, where the whole states none."""
        text = whole.segment
        if len(text.split()) < LONG or self._decider.decide(whole).kind == "figures":
            return None
        starts = [match.end() for match in _BREAK.finditer(text)][-TAILS:]
        for start in reversed(starts):
            if len(text[start:].split()) < CLAUSE or not self._reader.tags(text[start:]).of(ASKING):
                continue
            read = self._read(text[start:], frame)
            decision = self._decider.decide(read)
            if decision.kind == "figures" and decision.reading.odds >= CLEARLY:
                return read
        return None

    def _ask_apart(self, halves: Sequence[Read]) -> bool:
        """Whether both halves of a sentence are answered apart, and the second has a subject of its own."""
        decisions = [self._decider.decide(half) for half in halves]
        return (
            len({decision.reading.target for decision in decisions}) == len(halves)
            and all(_is_answer(decision) for decision in decisions)
            and not leans(halves[-1].tags, self._common)
        )

    def _chosen(self, reads: Sequence[Read]) -> tuple[Decision, ...]:
        """The decision on the segment that asks most clearly, and on a second one that asks something else."""
        if not reads:
            return ()
        best = self._decider.best(reads)
        others = [
            decision
            for read in reads
            if read is not best.read
            for decision in [self._decider.decide(read)]
            if _is_answer(decision) and "?" in read.segment and decision.reading.target != best.reading.target
        ]
        if best.kind not in ("figures", "passages") or not others:
            return (best,)
        order = {id(read): at for at, read in enumerate(reads)}
        chosen = sorted([best, *others[: PARTS - 1]], key=lambda decision: order[id(decision.read)])
        return tuple(chosen)

    def _asking(self, question: str) -> tuple[str, ...]:
        """What asks: a short message as a whole; of one that is long or asks twice, the sentences that ask, or all."""
        pieces = segments(clean(question))
        whole = " ".join(pieces)
        is_short = len(whole.split()) <= WORDS
        if is_short and sum("?" in piece for piece in pieces) < PARTS:
            return (whole,) if whole else ()
        marked = tuple(piece for piece in pieces if "?" in piece)
        wording = tuple(piece for piece in pieces if self._reader.tags(piece).of(ASKING))
        chosen = tuple(self._with_before(piece, pieces) for piece in marked or wording or pieces)
        return tuple(dict.fromkeys((*chosen, whole) if is_short else chosen))

    def _with_before(self, piece: str, pieces: Sequence[str]) -> str:
        """A segment together with those before it, as long as it has no subject of its own or points back."""
        for before in reversed(pieces[: pieces.index(piece)]):
            joined = f"{before} {piece}"
            if len(joined.split()) > WORDS or not leans(self._reader.tags(piece), self._common):
                break
            piece = joined
        return piece

    def _read(self, segment: str, frame: Frame | None) -> Read:
        if frame is None:
            return self._reader.read(segment)
        tags = self._reader.tags(segment)
        if not leans(tags, self._common):
            alone = self._reader.read(segment)
            corrects = self._reader.is_talk(alone) and (alone.slots.periods or alone.slots.populations)
            if not corrects:  # else: "my apologies, I meant 2007"
                return alone
        return self._reader.read(anchored(segment, frame), frame)

    def _frame(self, context: Sequence[str]) -> Frame | None:
        frame: Frame | None = None
        for question in context[-REMEMBERED:]:
            decisions = self._decide(question, frame)
            if decisions and decisions[0].kind != "talk":
                decision = decisions[0]
                reading, read = decision.reading, decision.read
                periods = frame.slots.periods if frame else ()
                frame = Frame(
                    text=read.text,
                    target=reading.target,
                    operation=reading.query.operation if reading.query else None,
                    slots=read.slots,
                    earlier=periods[0] if len(periods) == 1 and periods != read.slots.periods else None,
                    found=_year_found(reading),
                )
        return frame


def _is_answer(decision: Decision) -> bool:
    return decision.kind in ("figures", "passages") and decision.reading.odds >= SURE


def _halves(segment: str) -> tuple[str, ...]:
    """A sentence that asks twice, "how many … and who …", as two questions; empty where it does not."""
    parts = _AND.split(segment.rstrip(" ?."), maxsplit=1)
    return tuple(f"{part}?" for part in parts) if len(parts) == PARTS else ()


def _year_found(reading: Reading) -> Period | None:
    """The one year that a reading answers with."""
    years = {figure.period for figure in reading.outcome.figures if figure.period.is_year} if reading.outcome else set()
    return years.pop() if len(years) == 1 else None
