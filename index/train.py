"""Trains the heads on the corpus's example phrasings: softmax regression, deterministic, seconds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from retrieval.corpus import Corpus, Example
from retrieval.question.clean import clean
from retrieval.question.features import BUCKETS, FLAG_BUCKETS, Features, Floats, features
from retrieval.question.heads import unit
from retrieval.question.tags import Tagger

CATALOGUE = "catalogue"  # the writer of the questions that the catalogue itself holds

# Chosen by leave-one-writer-out accuracy; `python -m index evaluate` prints it.
PENALTY = 0.05  # on the squares of the weights
SCALE_FLAGS = 0.5
STEPS, BATCH, RATE = 300, 512, 0.05
SHARPNESS = {"target": 2.0, "operation": 1.5}  # what the scores are multiplied by, so that odds are what they say

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
        arrays |= _logistic(name, [sample.features for sample in chosen], [str(a) for a in answers], labels[name])
    return Trained(arrays, labels)


def _catalogued(corpus: Corpus) -> list[Example]:
    asks = [(measure.id, measure.ask.replace("{period}", "in 2013")) for measure in corpus.measures if measure.ask]
    asks += [(topic.id, topic.ask) for topic in corpus.topics]
    asks += [(unknown.id, unknown.label) for unknown in corpus.unknowns]
    asks += [(talk.id, talk.label) for talk in corpus.talk]
    return [Example(writer=CATALOGUE, target=target, text=text) for target, text in asks]


def _logistic(
    name: str, rows: Sequence[Features], answers: Sequence[str], labels: tuple[str, ...]
) -> dict[str, NDArray[np.float32]]:
    """Fit one softmax head."""
    idf = _idf(rows)
    sparse = hstack(
        [_rows([unit(row.grams, idf) for row in rows], BUCKETS), _rows([unit(row.flags) for row in rows], FLAG_BUCKETS)]
    ).tocsr()
    sparse.data[sparse.indices >= BUCKETS] *= SCALE_FLAGS
    dense = np.stack([row.vector for row in rows]).astype(np.float32)
    place = {label: at for at, label in enumerate(labels)}
    vector, hashed, bias = _fitted(dense, sparse, np.array([place[answer] for answer in answers]), len(labels))
    weights = {"vector": vector, "grams": hashed[:BUCKETS], "flags": SCALE_FLAGS * hashed[BUCKETS:], "bias": bias}
    found = {f"{name}.{part}": (SHARPNESS[name] * array).astype(np.float32) for part, array in weights.items()}
    return found | {f"{name}.idf": idf}


def _fitted(
    dense: NDArray[np.float32], sparse: csr_array, wanted: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """The weights of (n, d) dense and (n, b) sparse features and the bias, for `count` labels.

    By Adam (Kingma and Ba 2015), in batches of a fixed order.
    """
    import torch  # deferred: heavy, and only training needs it

    vector, hashed, bias = (
        torch.zeros(*shape, count, requires_grad=True) for shape in ((dense.shape[1],), (sparse.shape[1],), ())
    )
    adam = torch.optim.Adam([vector, hashed, bias], betas=(0.9, 0.99))
    for step, batch in enumerate(_batches(len(wanted))):
        adam.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        part = sparse[batch]
        scores = torch.nn.functional.embedding_bag(
            torch.from_numpy(part.indices.astype(np.int64)),
            hashed,
            torch.from_numpy(part.indptr[:-1].astype(np.int64)),
            mode="sum",
            per_sample_weights=torch.from_numpy(part.data.astype(np.float32)),
        )
        scores = scores + torch.from_numpy(dense[batch]) @ vector + bias
        loss = torch.nn.functional.cross_entropy(scores, torch.from_numpy(wanted[batch]))
        loss = loss + PENALTY / len(wanted) * ((vector**2).sum() + (hashed**2).sum())
        adam.zero_grad()
        loss.backward()
        adam.step()
    return vector.detach().numpy(), hashed.detach().numpy(), bias.detach().numpy()


def _batches(count: int) -> Iterator[NDArray[np.int64]]:
    """`STEPS` batches: every row once an epoch, in an order that depends on nothing but their number."""
    starts = range(0, count, BATCH)
    orders = (np.random.RandomState(epoch).permutation(count) for epoch in itertools.count())
    return itertools.islice((order[at : at + BATCH] for order in orders for at in starts), STEPS)


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
