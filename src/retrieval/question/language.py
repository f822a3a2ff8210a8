"""Whether a question is in a language that the corpus has words for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from retrieval.question.plain import FUNCTION
from retrieval.question.tags import FOREIGN

LATIN = 0.5  # share of Latin letters below which a text is in no language that we have
ENOUGH = 2  # words of one language that tell it

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zà-öø-ɏ]")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class Languages:
    """Tells other languages by their script and by their commonest words."""

    def __init__(self, lexicon: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._others = [
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
            for words in lexicon.get(FOREIGN, {}).values()
        ]
        self._own = frozenset(FUNCTION.split())

    def foreign(self, text: str) -> bool:
        """Whether cleaned text is in another language; a name or a loan word does not make it so."""
        letters = _LETTER.findall(text)
        if letters and len(_LATIN.findall(text)) < LATIN * len(letters):
            return True
        found = max((len(pattern.findall(text)) for pattern in self._others), default=0)
        return found >= ENOUGH and found > sum(word in self._own for word in _WORD.findall(text))
