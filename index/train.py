"""Trains how questions are read, on the corpus's example phrasings: the heads, and given enough of them the encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from index.fit import NONE, Lesson, fitted
from retrieval.corpus import Corpus, Example
from retrieval.question import features as featuring
from retrieval.question.clean import clean
from retrieval.question.context import following
from retrieval.question.features import BUCKETS, FLAG_BUCKETS, Sparse, features
from retrieval.question.heads import unit
from retrieval.question.tags import Tagger, Tags

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.tune import Tuned

CATALOGUE = "catalogue"  # the writer of the questions that the catalogue itself holds
MANY = 2000  # phrasings from which the encoder is tuned; fewer would teach it nothing general

# Chosen by leave-one-writer-out accuracy; `python -m index evaluate` prints it.
SCALE_FLAGS = 0.5
SHARPNESS = {"target": 2.0, "operation": 1.5}  # what the scores are multiplied by, so that odds are what they say
THREADS = 2  # of PyTorch, whatever the machine: a sum's last bits depend on it
TURN, COMPLETE = 8, 6  # every how manyth example is read after another one too, and of how many words at the least
NO_VECTOR = np.zeros(0, np.float32)


class Trained(NamedTuple):
    """arrays: by name, as `retrieval.question.heads.Head` reads them; labels: of each head; tuned: None where the
    encoder stayed as it was.
    """

    arrays: dict[str, NDArray[np.float32]]
    labels: dict[str, tuple[str, ...]]
    tuned: Tuned | None = None


class Sample(NamedTuple):
    """An example, its tags and the text that the encoder reads."""

    example: Example
    tags: Tags
    text: str


def samples(corpus: Corpus) -> list[Sample]:
    """Every example of a corpus and every question its catalogue holds; some a second time, after another question."""
    tagger = Tagger(corpus.lexicon)
    examples = [*corpus.examples, *_catalogued(corpus)]
    tags = [tagger.tag(clean(one.text)) for one in examples]
    before = [tagger.tag(clean(one.context)).masked if one.context else "" for one in examples]
    found = [
        Sample(one, tag, following(said, tag.masked) if said else tag.masked)
        for one, tag, said in zip(examples, tags, before, strict=True)
    ]
    whole = [sample for sample, said in zip(found, before, strict=True) if not said]
    others = whole[len(whole) // 2 :] + whole[: len(whole) // 2]
    if not any(before):
        return found
    return [*found, *(one._replace(text=following(other.text, one.text)) for one, other in _turns(whole, others))]


def _turns(whole: Sequence[Sample], others: Sequence[Sample]) -> list[tuple[Sample, Sample]]:
    """Complete questions with another before them, which they must not be read with."""
    pairs = zip(whole[::TURN], others[::TURN], strict=True)
    return [pair for pair in pairs if len(pair[0].text.split()) >= COMPLETE]


def digest(found: Sequence[Sample], model: str) -> str:
    """SHA-256 of all that training depends on; model: the SHA-256 of its weights."""
    files = [Path(__file__).with_name(name) for name in ("train.py", "fit.py", "tune.py")]
    code = b"".join(file.read_bytes() for file in (*files, Path(featuring.__file__)))
    lines = (f"{s.example.target}|{s.example.operation}|{s.text}|{s.tags.flags}" for s in found)
    return hashlib.sha256(model.encode() + code + "\n".join(lines).encode()).hexdigest()


def train(found: Sequence[Sample], corpus: Corpus, model: SentenceTransformer) -> Trained:
    """Train the head of targets on all samples and the head of operations on those of measures.

    From `MANY` samples on, a copy of the model is tuned with them.
    """
    import torch  # deferred: heavy, and only training needs it

    from index.tune import Published, Tuned

    if not found:
        return Trained({}, {})
    texts = [sample.text for sample in found]
    lessons = _lessons(found, corpus)
    idf = _idf([features(sample.tags, NO_VECTOR).grams for sample in found])
    threads = torch.get_num_threads()
    torch.set_num_threads(THREADS)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            body = Tuned(model, texts) if len(found) >= MANY else Published(model, texts)
            weights = fitted(body, _sparse(found, idf), lessons)
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


def _sparse(found: Sequence[Sample], idf: NDArray[np.float32]) -> csr_array:
    """The n-grams and flags of each sample, (n, BUCKETS + FLAG_BUCKETS)."""
    parts = [features(sample.tags, NO_VECTOR) for sample in found]
    grams, flags = [unit(part.grams, idf) for part in parts], [unit(part.flags) for part in parts]
    sparse = hstack([_rows(grams, BUCKETS), _rows(flags, FLAG_BUCKETS)]).tocsr()
    sparse.data[sparse.indices >= BUCKETS] *= SCALE_FLAGS
    return sparse


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
