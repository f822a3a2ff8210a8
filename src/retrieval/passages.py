"""Hybrid search: words, vectors and token vectors together find the passages and the sentence that answer.

Weights and their measurement: BM25 divided by its greatest (by more where few words are shared), cosine of the passage,
cosine of its best sentence, and on the best `POOL` of these the late interaction of token vectors (MaxSim; ColBERT,
Khattab and Zaharia 2020), each question token weighted by its idf. Where people's phrasings of what a passage answers
are held, the nearest of these counts as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder import Encoded
from retrieval.model import Hit
from retrieval.sentences import points_back
from retrieval.vectors import VectorIndex
from retrieval.words import WordIndex

WORDS, PASSAGE, SENTENCE, TOKENS = 0.1, 0.3, 0.2, 0.4
WITHOUT_TOKENS = (0.2, 0.4, 0.4)
ASKS = 1.0  # the cosine of the nearest of a passage's asks, where it has some: as much as its text
POOL = 20
BEFORE = 2  # sentences shown before one that points back, at the most
DIGITS = 4  # scores are rounded to before they are ordered

Floats = NDArray[np.float64]


class Sentence(NamedTuple):
    """A sentence: the number of its passage, its text, and its token vectors' first and last + 1 (equal: none)."""

    passage: int
    text: str
    first: int
    last: int


class TokenIndex(NamedTuple):
    """vectors: (t, d) of all passages in order; bounds: (n + 1,) where each passage's begin; idf by vocabulary id."""

    vectors: NDArray[np.float16]
    bounds: NDArray[np.int64]
    idf: NDArray[np.float32]


class AskIndex(NamedTuple):
    """vectors of what people ask; passages: (n,) the number of the passage that answers each."""

    vectors: VectorIndex
    passages: NDArray[np.int64]


class Passages:
    """Searches n passages; thread-safe, the same hits for the same question."""

    def __init__(
        self,
        ids: Sequence[str],
        sentences: Sequence[Sentence],
        words: WordIndex,
        passage_vectors: VectorIndex,
        sentence_vectors: VectorIndex,
        tokens: TokenIndex | None,
        asks: AskIndex | None = None,
    ) -> None:
        self._ids, self._sentences = tuple(ids), tuple(sentences)
        self._words, self._passages, self._sentence_vectors, self._tokens = (
            words,
            passage_vectors,
            sentence_vectors,
            tokens,
        )
        self._asks = asks
        self._owner = np.array([sentence.passage for sentence in sentences], dtype=np.int64)
        self._begins = np.searchsorted(self._owner, np.arange(len(ids) + 1))  # of each passage's sentences
        self._places = {id_: place for place, id_ in enumerate(self._ids)}
        self._by_id = np.argsort(np.array(sorted(range(len(ids)), key=self._ids.__getitem__)))

    def search(self, text: str, question: Encoded, limit: int) -> tuple[Hit, ...]:
        """The best passages for a question, best first, ties by id; at most `limit`."""
        cosines = self._sentence_vectors.cosines(question.vector)
        best = np.full(len(self._ids), -1.0)
        np.maximum.at(best, self._owner, cosines)
        signals = (self._words.scores(text), self._passages.cosines(question.vector), best)
        weights = (WORDS, PASSAGE, SENTENCE) if self._tokens else WITHOUT_TOKENS
        scores: Floats = sum((w * s for w, s in zip(weights, signals, strict=True)), np.zeros(len(self._ids)))
        if self._asks:
            scores += ASKS * self._asked(self._asks, question, best)
        pool = self._ordered(scores, np.arange(len(self._ids)))[:POOL]
        if self._tokens:
            for place in pool:
                first, last = self._tokens.bounds[place : place + 2]
                scores[place] += TOKENS * self._max_sim(question, int(first), int(last))
        chosen = self._ordered(scores, pool)[:limit]
        return tuple(self._hit(question, int(p), float(scores[p].round(DIGITS)), cosines) for p in chosen)

    def _asked(self, asks: AskIndex, question: Encoded, best: Floats) -> Floats:
        """The cosine of each passage's nearest ask, (n,); of one that nobody asked for, of its best sentence."""
        nearest = np.full(len(self._ids), -np.inf)
        np.maximum.at(nearest, asks.passages, asks.vectors.cosines(question.vector))
        return np.where(np.isfinite(nearest), nearest, best)

    def __contains__(self, passage: str) -> bool:
        return passage in self._places

    def hit(self, passage: str, question: Encoded, score: float) -> Hit:
        """A passage that is known to answer, with its sentence that answers best."""
        return self._hit(question, self._places[passage], score, self._sentence_vectors.cosines(question.vector))

    def _ordered(self, scores: Floats, places: NDArray[np.int64]) -> NDArray[np.int64]:
        return places[np.lexsort((self._by_id[places], -scores[places].round(DIGITS)))]

    def _hit(self, question: Encoded, passage: int, score: float, cosines: Floats) -> Hit:
        found = range(*self._begins[passage : passage + 2])
        scores = {n: round(self._sentence_score(question, n, cosines), DIGITS) for n in found}
        best = min(found, key=lambda number: (-scores[number], number))
        first = best
        while first > found.start and best - first < BEFORE and points_back(self._sentences[first].text):
            first -= 1
        before = " ".join(sentence.text for sentence in self._sentences[first:best])
        return Hit(passage=self._ids[passage], score=score, sentence=self._sentences[best].text, before=before)

    def _sentence_score(self, question: Encoded, number: int, cosines: Floats) -> float:
        sentence = self._sentences[number]
        if self._tokens is None or sentence.first == sentence.last:
            return float(cosines[number])
        return self._max_sim(question, sentence.first, sentence.last)

    def _max_sim(self, question: Encoded, first: int, last: int) -> float:
        assert self._tokens is not None
        if first == last or not question.ids:
            return 0.0
        weights = self._tokens.idf[list(question.ids)].astype(np.float64)
        near = question.tokens @ self._tokens.vectors[first:last].astype(np.float32).T
        return float(weights @ near.max(axis=1) / weights.sum())
