"""Trains how questions are read, on the corpus's example phrasings: the heads, and given enough of them the encoder."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from retrieval.corpus import Corpus, Example
from retrieval.question.clean import clean
from retrieval.question.features import BUCKETS, FLAG_BUCKETS, Sparse, features
from retrieval.question.heads import unit
from retrieval.question.tags import Tagger, Tags

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

    from index.tune import Body, Tuned

CATALOGUE = "catalogue"  # the writer of the questions that the catalogue itself holds
MANY = 2000  # phrasings from which the encoder is tuned; fewer would teach it nothing general

# Chosen by leave-one-writer-out accuracy; `python -m index evaluate` prints it.
PENALTY = 0.05  # on the squares of the heads' weights
SCALE_FLAGS = 0.5
RATE, WARM = 0.05, 0.1  # of the heads, and the part of the steps in which it rises; then it falls to nothing
STEPS, BATCH = 300, 512  # where the encoder stays as it is
EPOCHS, TUNED_BATCH, TUNED_RATE = 4, 64, 2e-4  # where it is tuned
SMOOTHING = 0.05  # of the wanted labels
LONGEST_CLIP = 1.0  # of a step's gradient in the encoder
SHARPNESS = {"target": 2.0, "operation": 1.5}  # what the scores are multiplied by, so that odds are what they say
THREADS = 2  # of PyTorch, whatever the machine: a sum's last bits depend on it
SORTED = 20  # batches that are sorted by length together
NO_VECTOR = np.zeros(0, np.float32)
NONE = -100  # the label of a sample that a head does not learn from

Indices = NDArray[np.int64]


class Trained(NamedTuple):
    """arrays: by name, as `retrieval.question.heads.Head` reads them; labels: of each head; tuned: None where the
    encoder stayed as it was.
    """

    arrays: dict[str, NDArray[np.float32]]
    labels: dict[str, tuple[str, ...]]
    tuned: Tuned | None = None


class Sample(NamedTuple):
    """An example and its tags."""

    example: Example
    tags: Tags


class Lesson(NamedTuple):
    """What a head learns: its labels and for each sample the index of its label, or NONE."""

    labels: tuple[str, ...]
    wanted: Indices


def samples(corpus: Corpus) -> list[Sample]:
    """Every example of a corpus and every question its catalogue holds, tagged."""
    tagger = Tagger(corpus.lexicon)
    return [Sample(one, tagger.tag(clean(one.text))) for one in (*corpus.examples, *_catalogued(corpus))]


def digest(found: Sequence[Sample], model: str) -> str:
    """SHA-256 of all that training depends on; model: the SHA-256 of its weights."""
    code = b"".join(Path(__file__).with_name(name).read_bytes() for name in ("train.py", "tune.py"))
    lines = (f"{s.example.target}|{s.example.operation}|{s.tags.masked}|{s.tags.flags}" for s in found)
    return hashlib.sha256(model.encode() + code + "\n".join(lines).encode()).hexdigest()


def train(found: Sequence[Sample], corpus: Corpus, model: SentenceTransformer) -> Trained:
    """Train the head of targets on all samples and the head of operations on those of measures.

    From `MANY` samples on, a copy of the model is tuned with them.
    """
    import torch  # deferred: heavy, and only training needs it

    from index.tune import Published, Tuned

    if not found:
        return Trained({}, {})
    texts = [sample.tags.masked for sample in found]
    lessons = _lessons(found, corpus)
    idf = _idf([features(sample.tags, NO_VECTOR).grams for sample in found])
    threads = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            body = Tuned(model, texts) if len(found) >= MANY else Published(model, texts)
            weights = _fitted(body, _sparse(found, idf), lessons)
    finally:
        torch.set_num_threads(threads)
    arrays: dict[str, NDArray[np.float32]] = {}
    for name, (vector, hashed, bias) in weights.items():
        parts = {"vector": vector, "grams": hashed[:BUCKETS], "flags": SCALE_FLAGS * hashed[BUCKETS:], "bias": bias}
        arrays |= {f"{name}.{part}": (SHARPNESS[name] * array).astype(np.float32) for part, array in parts.items()}
        arrays[f"{name}.idf"] = idf
    labels = {name: lesson.labels for name, lesson in lessons.items()}
    return Trained(arrays, labels, body if isinstance(body, Tuned) else None)


def _catalogued(corpus: Corpus) -> list[Example]:
    asks = [(measure.id, measure.ask.replace("{period}", "in 2013")) for measure in corpus.measures if measure.ask]
    asks += [(topic.id, topic.ask) for topic in corpus.topics]
    asks += [(unknown.id, unknown.label) for unknown in corpus.unknowns]
    asks += [(talk.id, talk.label) for talk in corpus.talk]
    return [Example(writer=CATALOGUE, target=target, text=text) for target, text in asks]


def _lessons(found: Sequence[Sample], corpus: Corpus) -> dict[str, Lesson]:
    measures = {measure.id for measure in corpus.measures}
    operations = [
        str(s.example.operation or "lookup") if s.example.target in measures and s.example.writer != CATALOGUE else None
        for s in found
    ]
    lessons = {"target": _lesson([sample.example.target for sample in found])}
    return lessons | ({"operation": _lesson(operations)} if any(operations) else {})


def _lesson(answers: Sequence[str | None]) -> Lesson:
    labels = tuple(sorted({answer for answer in answers if answer is not None}))
    place: dict[str | None, int] = {label: at for at, label in enumerate(labels)}
    return Lesson(labels, np.array([place.get(answer, NONE) for answer in answers]))


def _fitted(
    body: Body, sparse: csr_array, lessons: Mapping[str, Lesson]
) -> dict[str, tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]]:
    """For each head the weights of the body's vector (d, c), of the n-grams and flags (b, c), and the bias (c,).

    By Adam (Kingma and Ba 2015), in batches of a fixed order.
    """
    import torch  # deferred: heavy, and only training needs it

    width = body.vectors(np.array([0])).shape[1]
    heads = {
        name: tuple(
            torch.zeros(*shape, len(lesson.labels), requires_grad=True) for shape in ((width,), (sparse.shape[1],), ())
        )
        for name, lesson in lessons.items()
    }
    groups = [{"params": [weight for head in heads.values() for weight in head], "top": RATE}]
    groups += [{"params": body.parameters, "top": TUNED_RATE}] if body.parameters else []
    adam = torch.optim.Adam(groups, betas=(0.9, 0.99))
    batches = _batches(body.lengths, *((None, TUNED_BATCH) if body.parameters else (STEPS, BATCH)))
    body.train(on=True)
    for step, batch in enumerate(batches):
        for group in adam.param_groups:
            group["lr"] = group["top"] * _rate(step / len(batches))
        vectors, grams = body.vectors(batch), _tensors(sparse[batch])
        loss = sum(
            _loss(vectors, grams, head, torch.from_numpy(lessons[name].wanted[batch])) for name, head in heads.items()
        )
        loss = loss + PENALTY / len(body.lengths) * sum((part**2).sum() for head in heads.values() for part in head[:2])
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body.parameters, LONGEST_CLIP)
        adam.step()
    body.train(on=False)
    return {name: tuple(part.detach().numpy() for part in head) for name, head in heads.items()}


def _rate(done: float) -> float:
    """The learning rate as a part of the highest, by the part of the steps done."""
    return done / WARM if done < WARM else 1 - done


def _loss(
    vectors: torch.Tensor, grams: tuple[torch.Tensor, ...], head: Sequence[torch.Tensor], wanted: torch.Tensor
) -> torch.Tensor:
    import torch  # deferred: heavy, and only training needs it

    if not bool((wanted != NONE).any()):
        return vectors.new_zeros(())
    of_vector, of_grams, bias = head
    places, starts, weights = grams
    scores = torch.nn.functional.embedding_bag(places, of_grams, starts, mode="sum", per_sample_weights=weights)
    scores = scores + vectors @ of_vector + bias
    return torch.nn.functional.cross_entropy(scores, wanted, ignore_index=NONE, label_smoothing=SMOOTHING)


def _batches(lengths: Indices, steps: int | None, size: int) -> list[Indices]:
    """Batches of rows of like length, in an order that depends on nothing else; `EPOCHS` times all where no steps."""
    random = np.random.RandomState(0)
    found: list[Indices] = []
    for epoch in itertools.count():
        if (len(found) >= steps) if steps else (epoch >= EPOCHS):
            return found[:steps]
        rows = random.permutation(len(lengths))
        for at in range(0, len(rows), size * SORTED):
            chunk = rows[at : at + size * SORTED]
            chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
            pieces = [chunk[start : start + size] for start in range(0, len(chunk), size)]
            found += [pieces[place] for place in random.permutation(len(pieces))]
    return found


def _sparse(found: Sequence[Sample], idf: NDArray[np.float32]) -> csr_array:
    """The n-grams and flags of each sample, (n, BUCKETS + FLAG_BUCKETS)."""
    parts = [features(sample.tags, NO_VECTOR) for sample in found]
    grams, flags = [unit(part.grams, idf) for part in parts], [unit(part.flags) for part in parts]
    sparse = hstack([_rows(grams, BUCKETS), _rows(flags, FLAG_BUCKETS)]).tocsr()
    sparse.data[sparse.indices >= BUCKETS] *= SCALE_FLAGS
    return sparse


def _tensors(rows: csr_array) -> tuple[torch.Tensor, ...]:
    """Sparse rows as the places, starts and weights of an embedding bag."""
    import torch  # deferred: heavy, and only training needs it

    places, starts = rows.indices.astype(np.int64), rows.indptr[:-1].astype(np.int64)
    return torch.from_numpy(places), torch.from_numpy(starts), torch.from_numpy(rows.data.astype(np.float32))


def _idf(rows: Sequence[Sparse]) -> NDArray[np.float32]:
    seen = np.zeros(BUCKETS)
    for row in rows:
        seen[row.at] += 1
    return np.log((1 + len(rows)) / (1 + seen)).astype(np.float32)


def _rows(rows: Sequence[Sparse], width: int) -> csr_array:
    """Sparse rows as one matrix, (n, width)."""
    ends = np.cumsum([0, *(len(at) for at, _ in rows)])
    places, weights = (np.concatenate(part) for part in zip(*rows, strict=True))
    return csr_array((weights, places, ends), shape=(len(rows), width))
