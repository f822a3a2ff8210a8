"""What training may change of the encoder: the last layers of a copy of it, by which questions only are read."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

LAYERS = 3  # how many of the last layers are tuned; those below are shared with the encoder as it was published
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
    """A sentence-transformers model, a copy of its last layers that is trained, and the texts it is trained on.

    The layers below never change, so each text passes them once, and one pass through them serves both.
    """

    def __init__(self, model: SentenceTransformer, texts: Sequence[str]) -> None:
        self._below = copy.deepcopy(model).requires_grad_(requires_grad=False).eval()
        self._top = copy.deepcopy(model).requires_grad_(requires_grad=False).eval()
        layers = _layers(self._top)
        del layers[:-LAYERS]
        self._layers = layers.requires_grad_(requires_grad=True)
        self._given: torch.Tensor  # what comes out of the layers below
        _layers(self._below)[-LAYERS].register_forward_pre_hook(self._keep)
        self._layers[0].register_forward_pre_hook(self._recall)
        self.parameters: list[torch.nn.Parameter] = list(self._layers.parameters())
        self._ids = self._tokenized(texts)
        self.lengths = np.array([len(ids) for ids in self._ids])
        self._hidden = self._passed()

    def train(self, *, on: bool) -> None:
        """Switch dropout in the trained layers on or off."""
        self._layers.train(on)

    def vectors(self, rows: NDArray[np.int64]) -> torch.Tensor:
        """The vectors of some of the texts, (n, d), unit length, with their gradient."""
        import torch  # deferred: heavy, and only training needs it

        self._given = torch.nn.utils.rnn.pad_sequence([self._hidden[row] for row in rows], batch_first=True)
        found: torch.Tensor = self._top(self._padded(rows))["sentence_embedding"]
        return found

    @property
    def models(self) -> tuple[SentenceTransformer, SentenceTransformer]:
        """The model as published, and the trained layers that stand on what it gives below them."""
        return self._below, self._top

    def both(self, inputs: Mapping[str, torch.Tensor]) -> tuple[Mapping[str, torch.Tensor], torch.Tensor]:
        """What the model as published gives for tokenized texts, and the vectors by which they are read, (n, d)."""
        found = self._below(dict(inputs))
        return found, self._top(dict(inputs))["sentence_embedding"]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors by which any texts are read, (n, d)."""
        import torch  # deferred: heavy, and only training needs it

        with torch.no_grad():
            parts = [
                self.both(self._below.tokenizer.pad({"input_ids": [ids]}, return_tensors="pt"))[1].numpy()
                for ids in self._tokenized(texts)
            ]
        return np.concatenate(parts)

    def _keep(self, _: torch.nn.Module, args: tuple[Any, ...]) -> None:
        self._given = args[0]

    def _recall(self, _: torch.nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._given, *args[1:])

    def _passed(self) -> list[torch.Tensor]:
        """What comes out of the layers below for each text, (t, d)."""
        import torch  # deferred: heavy, and only training needs it

        order = np.argsort(self.lengths, kind="stable")
        found: dict[int, torch.Tensor] = {}
        with torch.no_grad():
            for at in range(0, len(order), TOGETHER):
                rows = order[at : at + TOGETHER]
                self._below(self._padded(rows))
                found |= {
                    int(row): given[: self.lengths[row]].clone() for row, given in zip(rows, self._given, strict=True)
                }
        return [found[row] for row in range(len(order))]

    def _tokenized(self, texts: Sequence[str]) -> list[list[int]]:
        return list(self._below.tokenizer(list(texts), truncation=True, max_length=TOKENS)["input_ids"])

    def _padded(self, rows: NDArray[np.int64]) -> dict[str, torch.Tensor]:
        return dict(self._below.tokenizer.pad({"input_ids": [self._ids[row] for row in rows]}, return_tensors="pt"))


def _layers(model: SentenceTransformer) -> torch.nn.ModuleList:
    from torch.nn import ModuleList  # deferred: heavy, and only training needs it

    return max((part for part in model.modules() if isinstance(part, ModuleList)), key=len)
