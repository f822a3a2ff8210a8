"""What is searched, computed once: vectors of passages and sentences, token vectors, BM25."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Passage
from retrieval.encoder import Encoded, Encoder, Vectors
from retrieval.passages import Sentence
from retrieval.sentences import sentences
from retrieval.words import terms

K1, B = 1.5, 0.75  # BM25 as in Lucene; measured within a point of other usual values
TOKENS_BELOW = 5000  # passages; from there on token vectors would take gigabytes


class Searchable(NamedTuple):
    """arrays by name, serialised FAISS indexes by name, sentences in order, words' vocabulary and stop list."""

    arrays: dict[str, NDArray[np.generic]]
    faiss: dict[str, bytes]
    sentences: list[Sentence]
    vocabulary: dict[str, int]
    stop: list[str]


def searchable(passages: Sequence[Passage], encoder: Encoder, told: Callable[[], None]) -> Searchable:
    """Compute everything that search needs; told is called after each passage."""
    arrays, vocabulary, stop = _words([_prefix(passage) + passage.text for passage in passages])
    vectors, sentence_vectors, rows, tokens, ids = [], [], [], [], []
    bounds = [0]
    for number, passage in enumerate(passages):
        read = _read(passage, encoder)
        vectors.append(read.windows[0].vector)
        for text, first, last in read.sentences:
            rows.append(Sentence(number, text, bounds[-1] + first, bounds[-1] + last))
            sentence_vectors.append(encoder.encode(text).vector)
        tokens += [window.tokens for window in read.windows]
        ids += [np.unique(np.array(window.ids, dtype=np.int64)) for window in read.windows]
        bounds.append(bounds[-1] + sum(len(window.ids) for window in read.windows))
        told()
    if len(passages) < TOKENS_BELOW:
        arrays |= {"tokens": np.concatenate(tokens).astype(np.float16), "bounds": np.array(bounds, dtype=np.int64)}
        arrays["idf"] = _idf(ids, encoder.vocabulary)
    else:
        rows = [row._replace(first=0, last=0) for row in rows]
    indexes = {"passages": flat(np.stack(vectors)), "sentences": flat(np.stack(sentence_vectors))}
    return Searchable(arrays, indexes, rows, vocabulary, stop)


class _Read(NamedTuple):
    """A passage encoded in as many windows as its tokens need; sentences: text, first and last + 1 of its tokens."""

    windows: list[Encoded]
    sentences: list[tuple[str, int, int]]


def _read(passage: Passage, encoder: Encoder) -> _Read:
    """Encode a passage behind its title; a window takes up where the last one's whole sentences end."""
    prefix, spans = _prefix(passage), list(sentences(passage.text))
    windows: list[Encoded] = []
    found: list[tuple[str, int, int]] = []
    held = 0
    while spans:
        begin = spans[0][0] if windows else 0
        encoded = encoder.encode(prefix + passage.text[begin:])
        places = [(start + begin - len(prefix), end + begin - len(prefix)) for start, end in encoded.spans]
        reach = places[-1][1] if places else 0
        whole = [span for span in spans if span[1] <= reach] or spans[:1]
        for start, end in whole:
            inside = [held + at for at, (first, _) in enumerate(places) if start <= first < end]
            first, last = (inside[0], inside[-1] + 1) if inside else (held, held)
            found.append((passage.text[start:end], first, last))
        windows.append(encoded)
        held += len(encoded.ids)
        spans = spans[len(whole) :]
    return _Read(windows, found)


def _prefix(passage: Passage) -> str:
    return f"{passage.title}. " if passage.title else ""


def _words(texts: Sequence[str]) -> tuple[dict[str, NDArray[np.generic]], dict[str, int], list[str]]:
    import bm25s  # deferred: brings SciPy, and serving has its scores
    from bm25s.stopwords import STOPWORDS_EN

    stop = sorted(STOPWORDS_EN)
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index([terms(text, frozenset(stop)) or [""] for text in texts], show_progress=False)
    arrays = {name: index.scores[name] for name in ("data", "indices", "indptr")}
    return arrays, {str(term): int(place) for term, place in sorted(index.vocab_dict.items())}, stop


def _idf(ids: Sequence[NDArray[np.int64]], vocabulary: int) -> NDArray[np.float32]:
    """BM25's idf of each vocabulary id over all windows."""
    seen = np.zeros(vocabulary)
    for found in ids:
        seen[found] += 1
    return np.log(1 + (len(ids) - seen + 0.5) / (seen + 0.5)).astype(np.float32)


def flat(vectors: Vectors) -> bytes:
    """Vectors, (n, d), as a serialised FAISS index of exact inner products."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return bytes(faiss.serialize_index(index))
