"""BM25 over stemmed words; the scores were computed by bm25s when the index was built, a question only adds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import numpy as np
import Stemmer
from numpy.typing import NDArray

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
        """BM25 of each of the n texts, (n,), divided by the greatest; zeros where no word is shared."""
        found = np.zeros(self._texts, dtype=np.float64)
        for term in terms(question, self._stop):
            column = self._vocabulary.get(term)
            if column is not None:
                start, end = int(self._arrays["indptr"][column]), int(self._arrays["indptr"][column + 1])
                found[self._arrays["indices"][start:end]] += self._arrays["data"][start:end]
        greatest = found.max(initial=0.0)
        return found / greatest if greatest > 0 else found
