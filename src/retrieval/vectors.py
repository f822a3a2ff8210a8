"""Exact nearest neighbours by inner product, over FAISS."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.encoder import Vectors


class VectorIndex:
    """Scores every vector of an index against a question's."""

    def __init__(self, serialised: NDArray[np.uint8]) -> None:
        self._index = faiss.deserialize_index(serialised)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def cosines(self, vector: Vectors) -> NDArray[np.float64]:
        """The cosine of each of the n vectors with the question's, (n,), in the order they were added."""
        scores, places = self._index.search(vector[None, :], len(self))
        ordered = np.empty(len(self), dtype=np.float64)
        ordered[places[0]] = scores[0]
        return ordered
