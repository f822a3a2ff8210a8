"""Follow-ups: a segment that leans on the conversation is read together with what it leans on."""

from __future__ import annotations

import re

from retrieval.model import Frozen
from retrieval.question.numbers import spell_out
from retrieval.question.slots import Slots
from retrieval.question.tags import Tags

FOLLOW = "follow"  # heading of the lexicon; its ids:
CUE, ANAPHOR = "cue", "anaphor"
REMEMBERED = 36  # words of what was asked before that a follow-up is read with
SHORT = 4  # content words up to which a segment with a cue may lean on the one before

_AFTER = re.compile(
    r"\b(?:(\d{1,2}|the|a|one) )?(?:years?|the one) (before|earlier|prior|after|later)"
    r"(?: (?:than )?(?:that|it|this))?(?= *(?:[^\w ]|$))"
)
_THAT = re.compile(r"\b(before|after|prior to|since|until|from) (?:that|then|it|there)\b(?! \w+ (?:was|were|is)\b)")
_WORD = re.compile(r"[a-z']{2,}")


class Frame(Frozen):
    """What the conversation is about: the text that asked, in plain words, and how it was understood."""

    text: str
    target: str
    operation: str | None
    slots: Slots


def leans(tags: Tags, common: frozenset[str]) -> bool:
    """Whether a segment needs the one before it: it has no subject of its own, or points back in few words.

    common: words that carry no subject.
    """
    content = subject(tags, common)
    pointing = set(tags.of(FOLLOW))
    return not content or (bool(pointing) and len(content) <= SHORT) or len(content) <= 1


def subject(tags: Tags, common: frozenset[str]) -> list[str]:
    """The words of a segment that may name what it is about: neither slots nor words of any question."""
    return [word for word in _WORD.findall(tags.rest) if word not in common]


def anchored(segment: str, frame: Frame) -> str:
    """Write out what the segment counts from: `two years earlier` -> `two years before 2013`."""
    years = [period for period in frame.slots.periods if period.is_year]
    if not years:
        return segment
    year = years[-1]
    segment = spell_out(segment)
    segment = _AFTER.sub(lambda m: f"{m[1] or 'the'} years {_side(m[2])} {year}", segment)
    return _THAT.sub(
        lambda m: f"the year {_side(m[1])} {year}" if m[1] in ("before", "after", "prior to") else f"{m[1]} {year}",
        segment,
    )


def _side(word: str) -> str:
    return "after" if word in ("after", "later") else "before"


def inherited(own: Slots, frame: Slots) -> Slots:
    """The segment's slots, with what it does not name taken from the conversation."""
    return own.model_copy(
        update={
            field: getattr(frame, field)
            for field in ("periods", "populations", "nth", "sources", "vintages")
            if not getattr(own, field)
            and not (field == "periods" and (own.past or own.latest or own.recent or own.unusable_periods))
        }
    )


def following(before: str, text: str) -> str:
    """The text by which a follow-up is read: what was asked before in a few words, and what is asked now."""
    return f"{' '.join(before.split()[-REMEMBERED:])} | {text}"
