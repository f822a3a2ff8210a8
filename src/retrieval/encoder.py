"""The query encoder: one text -> its vector and the vectors of its tokens, by ONNX Runtime, without PyTorch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

TOKENS = 256  # read of a text, the model's own limit; the packaged tokenizer.json says 128 and pads

VECTOR, TOKENS_OF, READING = "vector", "tokens", "reading"  # outputs of the graph

Vectors = NDArray[np.float32]
Weights = Mapping[str, NDArray[np.generic]]


class Encoded(NamedTuple):
    """One text encoded.

    vector: (d,), unit length; tokens: (t, d), unit length each, without the two marks the model adds;
    ids: (t,) of the vocabulary; spans: t pairs of character positions in the text.
    """

    vector: Vectors
    tokens: Vectors
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Encoder:
    """Encodes texts one by one, so that a text's vector depends on nothing else; thread-safe.

    model: an ONNX graph with inputs input_ids, attention_mask and outputs vector (1, d), tokens (1, t, d) and, where it
    was tuned to read questions, reading (1, d): a file, whose weights lie beside it and are memory-mapped, or its
    bytes, whose weights are given by name.
    Source: sentence-transformers, exported by `index.export`.
    """

    def __init__(self, model: Path | bytes, tokenizer: bytes, weights: Weights | None = None) -> None:
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS)
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        if weights:
            held = [ort.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
            options.add_external_initializers(list(weights), held)
        where = model if isinstance(model, bytes) else str(model)
        self._session = ort.InferenceSession(where, options, providers=["CPUExecutionProvider"])
        named = {output.name for output in self._session.get_outputs()}
        self._reading = READING if READING in named else VECTOR
        self._partly = ort.RunOptions()
        self._partly.only_execute_path_to_fetches = True

    @property
    def vocabulary(self) -> int:
        """How many token ids there are."""
        return int(self._tokenizer.get_vocab_size())

    def encode(self, text: str) -> Encoded:
        """Encode one text; of a longer one, its first `TOKENS` tokens."""
        found = self._tokenizer.encode(text)
        vector, tokens = self._run(found.ids, [VECTOR, TOKENS_OF])
        inner = tokens[0][1:-1]
        lengths = np.maximum(np.linalg.norm(inner, axis=1, keepdims=True), np.float32(1e-12))
        return Encoded(vector[0], inner / lengths, tuple(found.ids[1:-1]), tuple(found.offsets[1:-1]))

    def read(self, text: str) -> Vectors:
        """The vector by which a question is read, (d,), unit length."""
        vector: Vectors = self._run(self._tokenizer.encode(text).ids, [self._reading])[0][0]
        return vector

    def _run(self, ids: Sequence[int], outputs: list[str]) -> list[Vectors]:
        given = np.array([ids], dtype=np.int64)
        inputs = {"input_ids": given, "attention_mask": np.ones_like(given)}
        return list(self._session.run(outputs, inputs, self._partly))
