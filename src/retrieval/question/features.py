"""A tagged segment as numbers: its encoder vector, its hashed word and character n-grams, its tag flags."""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.question.tags import Tags

BUCKETS = 8192  # of hashed n-grams; few collisions at the some 10^4 n-grams of a training set
FLAG_BUCKETS = 512
CHARACTER_GRAMS = (3, 4, 5)

_WORD = re.compile(r"[\w']+|%|\$")

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Sparse(NamedTuple):
    """A sparse vector: positions, each once, and their weights (shapes (k,))."""

    at: Integers
    weight: Floats


class Features(NamedTuple):
    """vector: shape (d,), unit length; grams: over BUCKETS, counts; flags: over FLAG_BUCKETS, ones."""

    vector: Floats
    grams: Sparse
    flags: Sparse


def features(tags: Tags, vector: NDArray[np.float32]) -> Features:
    """Build the features of a segment from its tags and the encoder vector of its masked text."""
    return Features(
        np.asarray(vector, np.float64), _hashed(_grams(tags.masked), BUCKETS), _hashed(tags.flags, FLAG_BUCKETS)
    )


def _grams(text: str) -> list[str]:
    words = _WORD.findall(text)
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    pieces = [
        f"#{padded[at : at + n]}"
        for padded in (f" {word} " for word in words)
        for n in CHARACTER_GRAMS
        for at in range(max(1, len(padded) - n + 1))
    ]
    return [*words, *pairs, *pieces]


def _hashed(names: Sequence[str], buckets: int) -> Sparse:
    counts = Counter(zlib.crc32(name.encode()) % buckets for name in names)
    at = np.array(sorted(counts), dtype=np.int64)
    return Sparse(at, 1 + np.log(np.array([counts[int(i)] for i in at], dtype=np.float64)) if len(at) else np.empty(0))
