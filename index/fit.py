"""Fits the heads, and with them what training may change of the encoder: softmax regression by Adam."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

if TYPE_CHECKING:
    import torch

    from index.tune import Body

# Tried on phrasings of one writer left out; `python -m index evaluate` prints what they give.
PENALTY = 0.05  # on the squares of the heads' weights
RATE, WARM = 0.05, 0.1  # of the heads, and the part of the steps in which it rises; then it falls to nothing
STEPS, BATCH = 300, 512  # where the encoder stays as it is
EPOCHS, TUNED_BATCH, TUNED_RATE = 4, 64, 3e-4  # where it is tuned
SMOOTHING = 0.05  # of the wanted labels
LONGEST = 1.0  # of a step's gradient in the encoder
SORTED = 20  # batches that are sorted by length together
NONE = -100  # the label of a sample that a head does not learn from

Indices = NDArray[np.int64]


class Lesson(NamedTuple):
    """What a head learns: its labels and for each sample the index of its label, or NONE."""

    labels: tuple[str, ...]
    wanted: Indices


def fitted(
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
        torch.nn.utils.clip_grad_norm_(body.parameters, LONGEST)
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


def _tensors(rows: csr_array) -> tuple[torch.Tensor, ...]:
    """Sparse rows as the places, starts and weights of an embedding bag."""
    import torch  # deferred: heavy, and only training needs it

    places, starts = rows.indices.astype(np.int64), rows.indptr[:-1].astype(np.int64)
    return torch.from_numpy(places), torch.from_numpy(starts), torch.from_numpy(rows.data.astype(np.float32))
