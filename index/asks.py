"""What people ask of each passage, in the words of all who phrased questions for it: searched as the passages are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from retrieval.corpus import Corpus
from retrieval.encoder import Encoder, Vectors


class Ask(NamedTuple):
    """A phrasing, its writer (None: the catalogue) and the passage that answers it."""

    writer: str | None
    passage: str
    text: str


def asks(corpus: Corpus) -> tuple[Ask, ...]:
    """The phrasings of every topic, by its best passage, and of what is answered in printed words, by where they stand.

    In the corpus's order, each text once.
    """
    passages = {passage.id for passage in corpus.passages}
    answered = {seen.measure: seen.passage for seen in reversed(corpus.observations) if seen.verbal and seen.passage}
    answered |= {topic.id: topic.passages[0] for topic in corpus.topics if topic.passages[0] in passages}
    found = [Ask(None, answered[topic.id], topic.ask) for topic in corpus.topics if topic.id in answered]
    found += [Ask(one.writer, answered[one.target], one.text) for one in corpus.examples if one.target in answered]
    return tuple({ask.text: ask for ask in reversed(found)}.values())[::-1]


def encoded(corpus: Corpus, found: tuple[Ask, ...], encoder: Encoder, model: str, cache: Path) -> Vectors:
    """The vectors of phrasings, (n, d); kept in a folder until a phrasing of that corpus or the model changes."""
    name = f"asks-{_digest(corpus.title)[:8]}"
    kept = cache / f"{name}-{_digest(model, *(ask.text for ask in found))[:16]}.npy"
    if not kept.exists():
        for old in cache.glob(f"{name}-*.npy"):
            old.unlink()
        np.save(kept, np.stack([encoder.encode(ask.text).vector for ask in found]))
    return np.asarray(np.load(kept), np.float32)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
