"""What is searched, computed once: vectors of passages and sentences, token vectors, BM25."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Passage
from retrieval.encoder import Encoder, Vectors
from retrieval.passages import Sentence
from retrieval.sentences import sentences
from retrieval.words import terms

K1, B = 1.5, 0.75  # BM25 as in Lucene; measured within a point of other usual values
TOKENS_BELOW = 5000  # passages; from there on token vectors would take gigabytes
WINDOW = 200  # words encoded together, below the encoder's limit of tokens


class Searchable(NamedTuple):
    """arrays by name, serialised FAISS indexes by name, sentences in order, words' vocabulary and stop list."""

    arrays: dict[str, NDArray[np.generic]]
    faiss: dict[str, bytes]
    sentences: list[Sentence]
    vocabulary: dict[str, int]
    stop: list[str]


def searchable(passages: Sequence[Passage], encoder: Encoder, told: Callable[[], None]) -> Searchable:
    """Compute everything that search needs; told is called after each passage."""
    arrays, vocabulary, stop = _words([f"{passage.title}. {passage.text}" for passage in passages])
    vectors, sentence_vectors, rows, tokens, ids = [], [], [], [], []
    bounds = [0]
    for number, passage in enumerate(passages):
        vectors.append(encoder.encode(f"{passage.title}. {passage.text}").vector)
        for window in _windows(passage.text):
            encoded = encoder.encode(f"{passage.title}. {passage.text[window[0][0] : window[-1][1]]}")
            shift = len(passage.title) + 2 - window[0][0]
            starts = [span[0] - shift for span in encoded.spans]
            for start, end in window:
                inside = [bounds[-1] + at for at, place in enumerate(starts) if start <= place < end]
                first = inside[0] if inside else bounds[-1]
                rows.append(Sentence(number, passage.text[start:end], first, inside[-1] + 1 if inside else first))
                sentence_vectors.append(encoder.encode(passage.text[start:end]).vector)
            tokens.append(encoded.tokens)
            ids.append(np.unique(np.array(encoded.ids, dtype=np.int64)))
            bounds.append(bounds[-1] + len(encoded.tokens))
        del bounds[len(vectors) : -1]  # one bound for each passage, however many windows it has
        told()
    if len(passages) < TOKENS_BELOW:
        arrays |= {"tokens": np.concatenate(tokens).astype(np.float16), "bounds": np.array(bounds, dtype=np.int64)}
        arrays["idf"] = _idf(ids, encoder.vocabulary)
    else:
        rows = [row._replace(first=0, last=0) for row in rows]
    indexes = {"passages": _flat(np.stack(vectors)), "sentences": _flat(np.stack(sentence_vectors))}
    return Searchable(arrays, indexes, rows, vocabulary, stop)


def _windows(text: str) -> list[list[tuple[int, int]]]:
    """The sentences of a text in groups of at most `WINDOW` words, at least one sentence each."""
    groups: list[list[tuple[int, int]]] = []
    words = 0
    for start, end in sentences(text):
        count = len(text[start:end].split())
        if not groups or words + count > WINDOW:
            groups.append([])
            words = 0
        groups[-1].append((start, end))
        words += count
    return groups


def _words(texts: Sequence[str]) -> tuple[dict[str, NDArray[np.generic]], dict[str, int], list[str]]:
    import bm25s  # deferred: brings SciPy, and serving has its scores
    from bm25s.stopwords import STOPWORDS_EN

    stop = sorted(STOPWORDS_EN)
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index([terms(text, frozenset(stop)) or [""] for text in texts], show_progress=False)
    arrays = {name: index.scores[name] for name in ("data", "indices", "indptr")}
    return arrays, {str(term): int(place) for term, place in sorted(index.vocab_dict.items())}, stop


def _idf(ids: Sequence[NDArray[np.int64]], vocabulary: int) -> NDArray[np.float32]:
    """BM25's idf of each vocabulary id over the encoded windows."""
    seen = np.zeros(vocabulary)
    for found in ids:
        seen[found] += 1
    return np.log(1 + (len(ids) - seen + 0.5) / (seen + 0.5)).astype(np.float32)


def _flat(vectors: Vectors) -> bytes:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return bytes(faiss.serialize_index(index))
