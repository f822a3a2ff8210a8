"""Trains the heads on the corpus's example phrasings: closed-form ridge in float64, deterministic, seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve
from scipy.sparse import csr_array

from retrieval.corpus import Corpus, Example
from retrieval.question.clean import clean
from retrieval.question.features import BUCKETS, FLAG_BUCKETS, Features, Floats, features
from retrieval.question.heads import unit
from retrieval.question.tags import Tagger

CATALOGUE = "catalogue"  # the writer of the questions that the catalogue itself holds

# Chosen by leave-one-writer-out accuracy; `python -m index evaluate` prints it.
PENALTY = 0.1  # ridge
SCALE_GRAMS = 1.0
SCALE_FLAGS = 0.5
SHARPNESS = 50.0

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


class Trained(NamedTuple):
    """arrays: by name, as `retrieval.question.heads.Head` reads them; labels: of each head."""

    arrays: dict[str, NDArray[np.float32]]
    labels: dict[str, tuple[str, ...]]


class Sample(NamedTuple):
    """An example with its features."""

    example: Example
    features: Features


def samples(corpus: Corpus, encode: Encode) -> list[Sample]:
    """The features of every example of a corpus and of every question its catalogue holds.

    encode: n texts -> (n, d) float32, unit length.
    """
    tagger = Tagger(corpus.lexicon)
    examples = [*corpus.examples, *_catalogued(corpus)]
    if not examples:
        return []
    tags = [tagger.tag(clean(example.text)) for example in examples]
    vectors = encode([tag.masked for tag in tags])
    return [Sample(e, features(t, v)) for e, t, v in zip(examples, tags, vectors, strict=True)]


def train(found: Sequence[Sample], corpus: Corpus) -> Trained:
    """Train the head of targets on all samples and the head of operations on those of measures."""
    measures = {measure.id for measure in corpus.measures}
    asked = [s for s in found if s.example.target in measures and s.example.writer != CATALOGUE]
    arrays: dict[str, NDArray[np.float32]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for name, chosen, answers in (
        ("target", found, [sample.example.target for sample in found]),
        ("operation", asked, [sample.example.operation or "lookup" for sample in asked]),
    ):
        if not chosen:
            continue
        labels[name] = tuple(sorted(set(map(str, answers))))
        arrays |= _ridge(name, [sample.features for sample in chosen], [str(a) for a in answers], labels[name])
    return Trained(arrays, labels)


def _catalogued(corpus: Corpus) -> list[Example]:
    asks = [(measure.id, measure.ask.replace("{period}", "in 2013")) for measure in corpus.measures if measure.ask]
    asks += [(topic.id, topic.ask) for topic in corpus.topics]
    asks += [(unknown.id, unknown.label) for unknown in corpus.unknowns]
    asks += [(talk.id, talk.label) for talk in corpus.talk]
    return [Example(writer=CATALOGUE, target=target, text=text) for target, text in asks]


def _ridge(
    name: str, rows: Sequence[Features], answers: Sequence[str], labels: tuple[str, ...]
) -> dict[str, NDArray[np.float32]]:
    idf = _idf(rows)
    vectors = np.stack([row.vector for row in rows])
    grams = _rows([unit(row.grams, idf) for row in rows], BUCKETS)
    flags = _rows([unit(row.flags) for row in rows], FLAG_BUCKETS)
    place = {label: at for at, label in enumerate(labels)}
    hot = np.zeros((len(rows), len(labels)))
    hot[np.arange(len(rows)), [place[answer] for answer in answers]] = 1
    weight = 1 / np.sqrt(hot.sum(0))[hot.argmax(1)]  # a target with many examples does not drown one with few
    weight /= weight.mean()
    bias = (weight[:, None] * hot).sum(0) / weight.sum()
    likeness = SCALE_GRAMS**2 * (grams @ grams.T) + SCALE_FLAGS**2 * (flags @ flags.T)
    kernel = vectors @ vectors.T + likeness.toarray()
    kernel[np.diag_indices_from(kernel)] += PENALTY / weight
    dual = solve(kernel, hot - bias, assume_a="pos", overwrite_a=True, check_finite=False)
    parts = {
        "vector": vectors.T @ dual,
        "grams": SCALE_GRAMS * grams.T @ dual,
        "flags": SCALE_FLAGS * flags.T @ dual,
        "bias": bias,
        "idf": idf,
        "settings": np.array([SCALE_GRAMS, SCALE_FLAGS, SHARPNESS]),
    }
    return {f"{name}.{part}": array.astype(np.float32) for part, array in parts.items()}


def _idf(rows: Sequence[Features]) -> NDArray[np.float32]:
    seen = np.zeros(BUCKETS)
    for row in rows:
        seen[row.grams.at] += 1
    return np.log((1 + len(rows)) / (1 + seen)).astype(np.float32)


def _rows(rows: Sequence[tuple[NDArray[np.int64], Floats]], width: int) -> csr_array:
    """Sparse rows as one matrix, (n, width)."""
    ends = np.cumsum([0, *(len(at) for at, _ in rows)])
    places, weights = (np.concatenate(part) for part in zip(*rows, strict=True))
    return csr_array((weights, places, ends), shape=(len(rows), width))
