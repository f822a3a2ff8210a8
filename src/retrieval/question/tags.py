"""What a segment holds besides its subject: periods, numbers, populations, units, sources, vintages, restrictions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import partial

from retrieval.model import Frozen
from retrieval.period import Period
from retrieval.question.marks import ANY, EVENT, FROM, Mark, Marked
from retrieval.question.numbers import ORDINALS, reduce_numbers, spell_out
from retrieval.question.periods import reduce_periods, shorten_years
from retrieval.question.spans import reduce_recent
from retrieval.question.spelling import FUZZY_LENGTH, Spelling

# Headings of the lexicon (corpus data: heading -> id -> words).
SOURCE = "source"  # id: of a source; where somebody else is named, the name
NTH = "nth"  # id: the stem of populations `stem-1`, `stem-2` ...: "second era", "part 4"
LATEST, PAST = "latest", "past"
EXACT = "="  # before a word: no typing error in it is forgiven, for one letter further lies another word
FOREIGN = "foreign"  # id: a language; its words are no words of ours
DIRECTION = "direction"  # id: a comparator, or `neither`; which way a number is taken to have gone
RECKONING = "reckoning"  # words for what is reckoned, which name no subject
EXTREME = "extreme"  # id: highest or lowest; words for the end of an order
BOUND = "bound"  # id: low or high; words for one end of a range
UNTAGGED = (NTH, FOREIGN, DIRECTION, RECKONING, EXTREME, BOUND)  # headings whose words are no marks
NEGATABLE = ("unit", "vintage", "source")
PLACE = "place"  # id: a number; words for a place in an order
GUIDING = ("asks", "follow")  # headings whose words lead the reading and are no slots
PLAINLY = {"number": "some number", "bad_period": "that year", "month": "that month", "recent": "those years"}

# "now" that begins a request is no time.
_LED = "|".join(
    rf"(?<=\b{word} )" for word in ("ok", "okay", "k", "kk", "right", "alright", "cool", "then", "and", "so")
)
_NOW = re.compile(rf"(?:^|(?<=[,;.!] )|{_LED})now,?(?= [a-z\d])")
_NUMBER_OF = re.compile(r"\b(?:no\.?|number|nr\.?|#) ?(?=\d)")
_AGE = re.compile(
    r"\b(?:aged?|ages|under|over|below|above|older than|younger than) (?:of )?\d{1,2}\b(?: ?(?:to|-|and) ?\d{1,2})?"
    r"(?![\d,.]\d)(?! ?(?:percent|%|dollars|years|people|persons|thousand|million|k\b))"
    r"|\b\d{1,2}[- ]year[- ]olds?\b|\bin their \w+(?:ies|s)\b"
)
_WHOSE = "(?:the|all|his|her|their|its)"
_NOBODY = (
    "the this that these those your our my his her its their it them him you what which who whom official latest "
    "newest some all any data numbers figures statistics stats counts records sources table best most"
)
_NEGATED = re.compile(rf"\b(?:not|instead of|rather than)(?: in| as| by| from| per)?(?: the| an?)? ({ANY})")
_ACCORDING = re.compile(rf"(?<=according to )(?:the )?(?!(?:{'|'.join(_NOBODY.split())})\b)([a-z][\w'.-]*)")
_WORD = re.compile(rf"{ANY}|[^\W_][\w'&]*|%|\$|€|£|¥|₩")


class Tags(Frozen):
    """The marks of a segment from left to right, and the segment with marked spans in plain words or without them."""

    marks: tuple[Mark, ...]
    masked: str
    rest: str  # the segment without its marks

    def of(self, heading: str) -> tuple[str, ...]:
        """Ids of the lexicon words under a heading, each once, in order."""
        return tuple(
            dict.fromkeys(str(mark.value) for mark in self.marks if mark.kind == "word" and mark.of == heading)
        )

    def has(self, kind: str) -> bool:
        """Whether a mark of that kind is there."""
        return any(mark.kind == kind for mark in self.marks)

    @property
    def flags(self) -> tuple[str, ...]:
        """Names of what is there, as features: `period:2`, `number:1`, `word:unit:percent`."""
        found = [
            f"word:{mark.of}:{mark.value}" for mark in self.marks if mark.kind == "word" and mark.of not in GUIDING
        ]
        for kind in ("period", "number", "place", "latest", "past", "recent", "month", "bad_period"):
            count = sum(mark.kind == kind for mark in self.marks)
            if count:
                found.append(f"{kind}:{min(count, 3)}")
        found += [
            f"span:{'since' if mark.of.startswith(FROM) else mark.of}"
            for mark in self.marks
            if isinstance(mark.value, Period) and mark.value.is_span
        ]
        return tuple(sorted(set(found)))


class Tagger:
    """Tags segments with a lexicon: heading -> id -> words."""

    def __init__(self, lexicon: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._words: dict[str, tuple[str, str]] = {}
        for heading, entries in lexicon.items():
            if heading not in UNTAGGED:
                for id_, words in entries.items():
                    self._words |= {word.casefold().removeprefix(EXACT): (heading, id_) for word in words}
        self._phrases = _alternatives(
            word for word, (heading, _) in self._words.items() if " " in word or not word.isalnum() or heading == EVENT
        )
        self._spelling = Spelling(
            word
            for heading, entries in lexicon.items()
            if heading not in UNTAGGED
            for word in map(str.casefold, itertools.chain(*entries.values()))
            if word.isalpha() and len(word) >= FUZZY_LENGTH
        )
        self._nth = [
            (
                id_,
                re.compile(
                    rf"\b(?:({'|'.join(ORDINALS)}|last) (?:of {_WHOSE} (?:\w+ )?)?{words}s?\b"
                    rf"|{words} (\d)\b(?!\d|[,.]\d))"
                ),
            )
            for id_, given in lexicon.get(NTH, {}).items()
            for words in [f"(?:{'|'.join(map(re.escape, sorted(given, key=len, reverse=True)))})"]
        ]

    def tag(self, segment: str) -> Tags:
        """Tag one cleaned segment."""
        marked = Marked(shorten_years(spell_out(_NUMBER_OF.sub("", _NOW.sub("", segment)))))
        for id_, pattern in self._nth:
            marked.reduce(pattern, partial(_nth, id_))
        marked.reduce(_AGE, lambda _: Mark(kind="word", of="restriction", value="age"))
        reduce_recent(marked)
        if self._phrases:
            marked.reduce(self._phrases, lambda m: self._mark(m[0]))
        reduce_periods(marked)
        reduce_numbers(marked)
        marked.reduce(_WORD, lambda m: self._mark(m[0]))
        marked.reduce(_NEGATED, lambda m: _negated(marked, m[1]))
        marked.reduce(_ACCORDING, lambda m: Mark(kind="word", of=SOURCE, value=m[1]))
        reduce_periods(marked)  # events found as words are periods by now: "the five years before ■"
        return Tags(marks=marked.in_order(), masked=_masked(marked), rest=re.sub(ANY, " ", marked.text))

    def _mark(self, word: str) -> Mark | None:
        found = self._words.get(word) or self._words.get(self._spelling.corrected(word) or "")
        if found is None:
            return None
        heading, id_ = found
        if heading == EVENT:
            return Mark(kind="period", value=Period(id_), of=EVENT)
        if heading == PLACE:
            return Mark(kind="place", value=id_)
        if heading in (LATEST, PAST):
            return Mark(kind="latest" if heading == LATEST else "past", value=id_)
        return Mark(kind="word", value=id_, of=heading)


def _negated(marked: Marked, character: str) -> Mark | None:
    """A unit or vintage that is named to say that it is not meant."""
    mark = marked.mark(character)
    return Mark(kind="word", of="not", value=mark.value) if mark.of in NEGATABLE else None


def _nth(id_: str, match: re.Match[str]) -> Mark:
    ordinal = match[1] or match[2]
    n = int(ordinal) if ordinal.isdigit() else ORDINALS.get(ordinal, 0)
    return Mark(kind="word", of=NTH, value=f"{id_}-{n}" if n else f"{id_}-last")


def _alternatives(phrases: Iterable[str]) -> re.Pattern[str] | None:
    escaped = [re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w|[.,]\d)") if escaped else None


def _masked(marked: Marked) -> str:
    def plain(match: re.Match[str]) -> str:
        mark = marked.mark(match.group())
        if mark.kind == "period" and isinstance(mark.value, Period) and mark.of != EVENT:
            return "those years" if mark.value.is_span else "that year"
        return PLAINLY.get(mark.kind, mark.text)

    return re.sub(ANY, plain, marked.text)
