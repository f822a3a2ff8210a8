"""What training may change of the encoder: the last layers of a copy of it, which reads questions only."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

LAYERS = 6  # how many of the last layers are tuned
TOKENS = 64  # read of a question, as of a segment when it is answered
TOGETHER = 128  # texts encoded at once


class Body(Protocol):
    """What the heads stand on: the vectors of the texts they are trained on."""

    parameters: list[torch.nn.Parameter]  # what training changes
    lengths: NDArray[np.int64]  # tokens of each text

    def train(self, *, on: bool) -> None:
        """Switch what happens only in training on or off."""

    def vectors(self, rows: NDArray[np.int64]) -> torch.Tensor:
        """The vectors of some of the texts, (n, d), unit length, with their gradient."""


class Published:
    """The encoder as it was published."""

    def __init__(self, model: SentenceTransformer, texts: Sequence[str]) -> None:
        self.parameters: list[torch.nn.Parameter] = []
        self.lengths = np.zeros(len(texts), np.int64)
        self._vectors = model.encode(list(texts), convert_to_tensor=True, show_progress_bar=False).clone()

    def train(self, *, on: bool) -> None:
        """Nothing is trained."""

    def vectors(self, rows: NDArray[np.int64]) -> torch.Tensor:
        """The vectors of some of the texts, (n, d), unit length."""
        found: torch.Tensor = self._vectors[rows]
        return found


class Tuned:
    """A copy of a sentence-transformers model whose last layers are trained, and the texts it is trained on."""

    def __init__(self, model: SentenceTransformer, texts: Sequence[str]) -> None:
        from torch.nn import ModuleList  # deferred: heavy, and only training needs it

        self.model = copy.deepcopy(model).requires_grad_(requires_grad=False).eval()
        stack = max((part for part in self.model.modules() if isinstance(part, ModuleList)), key=len)
        self._layers = ModuleList(stack[-LAYERS:]).requires_grad_(requires_grad=True)
        self._ids = self._tokenized(texts)
        self.parameters: list[torch.nn.Parameter] = list(self._layers.parameters())
        self.lengths = np.array([len(ids) for ids in self._ids])

    def train(self, *, on: bool) -> None:
        """Switch dropout in the trained layers on or off."""
        self._layers.train(on)

    def vectors(self, rows: NDArray[np.int64]) -> torch.Tensor:
        """The vectors of some of the texts, (n, d), unit length, with their gradient."""
        return self._forward([self._ids[row] for row in rows])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of any texts, (n, d)."""
        import torch  # deferred: heavy, and only training needs it

        ids = self._tokenized(texts)
        order = np.argsort([len(one) for one in ids], kind="stable")
        with torch.no_grad():
            parts = [
                self._forward([ids[row] for row in order[at : at + TOGETHER]]).numpy()
                for at in range(0, len(order), TOGETHER)
            ]
        found = np.concatenate(parts)
        return found[np.argsort(order, kind="stable")]

    def _tokenized(self, texts: Sequence[str]) -> list[list[int]]:
        return list(self.model.tokenizer(list(texts), truncation=True, max_length=TOKENS)["input_ids"])

    def _forward(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        padded = self.model.tokenizer.pad({"input_ids": ids}, return_tensors="pt")
        found: torch.Tensor = self.model(dict(padded))["sentence_embedding"]
        return found
