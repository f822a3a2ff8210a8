"""BM25 over stemmed words; the scores were computed by bm25s when the index was built, a question only adds."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping

import numpy as np
import Stemmer
from numpy.typing import NDArray

ENOUGH = 0.25  # of the most that a question's words can be worth; below, its words hardly tell one text from another
_WORD = re.compile(r"[^\W_]+(?:[.,'][^\W_]+)*")


def terms(text: str, stop: Collection[str]) -> list[str]:
    """The stemmed words of a text that are not in the stop list, in order."""
    words = [word for word in _WORD.findall(text.lower()) if word not in stop]
    return list(Stemmer.Stemmer("english").stemWords(words))


class WordIndex:
    """Scores every text of an index against a question's words.

    arrays: indptr (v + 1,), indices and data (k,): for each word of the vocabulary, which texts hold it and its BM25
    there, as bm25s computes them; stop: words left out.
    """

    def __init__(
        self,
        arrays: Mapping[str, NDArray[np.generic]],
        vocabulary: Mapping[str, int],
        stop: Collection[str],
        texts: int,
    ) -> None:
        self._arrays, self._vocabulary, self._stop, self._texts = arrays, vocabulary, frozenset(stop), texts

    def scores(self, question: str) -> NDArray[np.float64]:
        """BM25 of each of the n texts, (n,), divided by the greatest; zeros where no word is shared.

        Where the greatest is less than `ENOUGH` of what the question's words could be worth, it is divided by that much
        instead: one common word shared by chance is no full match.
        """
        found, worth = np.zeros(self._texts, dtype=np.float64), 0.0
        for term in terms(question, self._stop):
            start, end = self._bounds(term)
            found[self._arrays["indices"][start:end]] += self._arrays["data"][start:end]
            worth += math.log(1 + (self._texts - (end - start) + 0.5) / (end - start + 0.5))
        greatest = max(float(found.max(initial=0.0)), ENOUGH * worth)
        return found / greatest if greatest > 0 else found

    def _bounds(self, term: str) -> tuple[int, int]:
        """Where the texts that hold a word begin and end in the arrays; nowhere for one that none holds."""
        column = self._vocabulary.get(term)
        if column is None:
            return 0, 0
        return int(self._arrays["indptr"][column]), int(self._arrays["indptr"][column + 1])
