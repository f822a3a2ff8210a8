"""Linear heads over a segment's features: how likely each target and each operation is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.question.features import Features, Floats, Sparse

NAMES = ("target", "operation")


class Vote(NamedTuple):
    """One label and its probability."""

    label: str
    probability: float


class Head:
    """A softmax over linear scores.

    labels: c names; weights of vector (d, c), grams (BUCKETS, c), flags (FLAG_BUCKETS, c), bias (c,);
    idf (BUCKETS,): weight of each n-gram.
    """

    def __init__(self, name: str, arrays: Mapping[str, NDArray[np.float32]], labels: tuple[str, ...]) -> None:
        self.labels = labels
        self._vector, self._grams, self._flags, self._bias, self._idf = (
            arrays[f"{name}.{part}"] for part in ("vector", "grams", "flags", "bias", "idf")
        )

    def votes(self, found: Features) -> tuple[Vote, ...]:
        """Every label with its probability, most likely first; ties by label."""
        grams, flags = unit(found.grams, self._idf), unit(found.flags)
        scores = found.vector @ self._vector.astype(np.float64) + self._bias
        scores = scores + grams.weight @ self._grams[grams.at] + flags.weight @ self._flags[flags.at]
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        found_votes = [Vote(label, round(float(share), 4)) for label, share in zip(self.labels, shares, strict=True)]
        return tuple(sorted(found_votes, key=lambda vote: (-vote.probability, vote.label)))


def unit(sparse: Sparse, idf: NDArray[np.float32] | None = None) -> Sparse:
    """Weight a sparse vector by idf and scale it to unit length."""
    weight: Floats = sparse.weight if idf is None else sparse.weight * idf[sparse.at]
    length = float(np.sqrt((weight**2).sum()))
    return Sparse(sparse.at, weight / length if length else weight)
