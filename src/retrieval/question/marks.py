"""A text in which what was understood is replaced, piece by piece, by one private character each."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from retrieval.model import Frozen
from retrieval.period import Period

Kind = Literal[
    "period",  # value: a Period
    "latest",  # now, the last one
    "past",  # formerly
    "recent",  # years counted back from the latest: value "from/to", as "4/0" for the last five
    "month",  # a month or day without a year: value its text
    "bad_period",  # a year that cannot be
    "number",  # value: a Decimal
    "place",  # "third": value its number as text
    "word",  # value: an id of the lexicon; `of` says under which heading
]

NAMED = "named"  # of a mark: brackets say which years a name means
EVENT = "event"  # of a mark, and heading of the lexicon (id: the EDTF period in which it happened)
SKIPPED = "skipped"  # of a mark: a period that is left out
PART = "part"  # of a mark: a part of the year that is named beside it
FROM = "from:"  # of a mark: the year that its period is counted from

FIRST, LAST = 0xE000, 0xF8FF  # Unicode's private use area: cannot be typed, `Marked.of` removes it
ANY = f"[{chr(FIRST)}-{chr(LAST)}]"


class Mark(Frozen):
    """Something understood: its kind, its value and the words it was."""

    kind: Kind
    value: Period | Decimal | str
    of: str = ""
    text: str = ""


class Marked:
    """A text with marks; reductions replace matches by marks until nothing is left to understand."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(ANY, " ", text)
        self._marks: list[Mark] = []

    def mark(self, character: str) -> Mark:
        """The mark that a private character stands for."""
        return self._marks[ord(character) - FIRST]

    def period(self, character: str) -> Period | None:
        """The period that a character stands for; None where it stands for something else."""
        value = self.mark(character).value if self.is_kind(character, "period") else None
        return value if isinstance(value, Period) else None

    def add(self, mark: Mark) -> str:
        """Keep a mark; the character that stands for it."""
        if FIRST + len(self._marks) > LAST:
            return " "
        self._marks.append(mark)
        return chr(FIRST + len(self._marks) - 1)

    def reduce(self, pattern: re.Pattern[str], build: Callable[[re.Match[str]], Mark | None]) -> None:
        """Replace every match for which `build` gives a mark."""

        def replace(match: re.Match[str]) -> str:
            mark = build(match)
            if mark is None:
                return match.group()
            return self.add(mark.model_copy(update={"text": self.plain(match.group())}))

        self.text = pattern.sub(replace, self.text)

    def in_order(self) -> tuple[Mark, ...]:
        """The marks that stand in the text now, from left to right."""
        return tuple(self.mark(character) for character in re.findall(ANY, self.text))

    def plain(self, text: str) -> str:
        """A piece of marked text with the marks written out as they were typed."""
        return re.sub(ANY, lambda match: self.mark(match.group()).text, text)

    def is_kind(self, character: str, *kinds: Kind) -> bool:
        """Whether a character stands for a mark of one of the kinds."""
        return bool(re.fullmatch(ANY, character)) and self.mark(character).kind in kinds
