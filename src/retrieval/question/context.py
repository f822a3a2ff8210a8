"""Follow-ups: a segment that leans on the conversation is read together with what it leans on."""

from __future__ import annotations

import re

from retrieval.model import Frozen
from retrieval.period import Period
from retrieval.question.numbers import spell_out
from retrieval.question.operations import SIDES
from retrieval.question.slots import ALL, Slots
from retrieval.question.tags import Tags

FOLLOW = "follow"  # heading of the lexicon; its ids:
CUE, ANAPHOR = "cue", "anaphor"
REMEMBERED = 36  # words of what was asked before that a follow-up is read with
SHORT = 4  # content words up to which a segment with a cue may lean on the one before

NAMING = ("sources", "nth")  # slots that name a source

_AFTER = re.compile(
    r"\b(?:(\d{1,2}|the|a|one) )?(?:years?|the one)(?: right| just| directly| immediately)?"
    r" (before|earlier|prior|after|later|on)"
    r"(?: (?:than )?(?:that|it|this)(?: one| year)?)?(?= *(?:[^\w ]|$))"
)
BEFORE = ("previous", "preceding", "prior", "preceded")
_NEXT = re.compile(
    r"\b(?:the )?(?=(?:next|following|subsequent|previous|preceding|prior) (?:year|one)\b)(\w+) (?:year|one)\b"
    r"|\b(?:the )?year that (?:follow(?:s|ed)|came (?:after|next))\b|\b12 months (?:on|later|after)\b"
)
_THAT = re.compile(
    r"\b(before|after|prior to|since|until|from|ending) (?:that|then|it|there)\b(?! \w+ (?:was|were|is)\b)"
)
_WORD = re.compile(r"[a-z']{2,}")
_SHORTENED = re.compile(r"'(?:s|re|d|ll|ve|m)$")  # "what's"


class Frame(Frozen):
    """What the conversation is about: the text that asked, in plain words, and how it was understood."""

    text: str
    target: str
    operation: str | None
    slots: Slots
    earlier: Period | None = None  # the one period of the question before
    found: Period | None = None  # the year that was answered, where none was named


def leans(tags: Tags, common: frozenset[str]) -> bool:
    """Whether a segment needs the one before it: it has no subject of its own, or points back in few words.

    common: words that carry no subject.
    """
    content = subject(tags, common)
    pointing = set(tags.of(FOLLOW))
    return not content or (bool(pointing) and len(content) <= SHORT) or len(content) <= 1


def subject(tags: Tags, common: frozenset[str]) -> list[str]:
    """The words of a segment that may name what it is about: neither slots nor words of any question."""
    return [word for word in _WORD.findall(tags.rest) if _SHORTENED.sub("", word) not in common]


def anchored(segment: str, frame: Frame) -> str:
    """Write out what the segment counts from: `two years earlier` -> `two years before 2013`."""
    years = [period.years for period in frame.slots.periods if period.years]
    if not years:
        return segment
    edges = {"before": years[-1][0], "after": years[-1][-1]}

    def that(match: re.Match[str]) -> str:
        if match[1] in ("before", "after", "prior to"):
            side = _side(match[1])
            return f"the year {side} {edges[side]}"
        return f"{match[1]} {years[-1][-1]}"

    def counted(match: re.Match[str]) -> str:
        side = _side(match[2])
        count = f"{match[1]} years" if (match[1] or "").isdigit() else "the year"
        return f"{count} {side} {edges[side]}"

    return _THAT.sub(that, _AFTER.sub(counted, _NEXT.sub(_next, spell_out(segment))))


def _next(match: re.Match[str]) -> str:
    return f"the year {'before' if match[1] in BEFORE else 'after'}"


def _side(word: str) -> str:
    return "after" if word in ("after", "later", "on") else "before"


def inherited(own: Slots, tags: Tags, frame: Frame) -> Slots:
    """The segment's slots, with what it does not name taken from the conversation."""
    before = frame.slots
    taken: dict[str, object] = {
        field: getattr(before, field)
        for field in ("periods", "populations", "nth", "sources", "vintages")
        if not getattr(own, field)
        and not (field in NAMING and (own.sources or own.nth))
        and not (field == "populations" and tags.of(ALL) and "percent" not in own.units)
        and not (field == "periods" and (own.past or own.latest or own.recent or own.unusable_periods))
    }
    if frame.found and "periods" in taken and any("year" in mark.text for mark in tags.marks if mark.value == ANAPHOR):
        taken["periods"] = (frame.found,)
    if own.places and not own.extremes and frame.operation in SIDES:
        taken["extremes"] = (frame.operation,)  # "the lowest? and the second?"
    if len(own.periods) == 1 == len(before.periods) and own.base is None:
        taken["before"] = before.periods[0]
    elif not own.periods and frame.earlier and len(before.periods) == 1:
        taken["before"] = frame.earlier
    return own.model_copy(update=taken)


def following(before: str, text: str) -> str:
    """The text by which a follow-up is read: what was asked before in a few words, and what is asked now."""
    return f"{' '.join(before.split()[-REMEMBERED:])} | {text}"
