"""Training: the same samples give the same heads, follow-ups are read with what they follow, many tune the encoder."""

from pathlib import Path

import numpy as np
import pytest

from index import train as training
from index.export import load, model_path
from index.read import read_corpus
from index.train import digest, samples, train
from index.write import build
from retrieval.artefact import Artefact
from retrieval.corpus import Example
from retrieval.engine import Engine

FOREIGN = Path(__file__).parent / "foreign"


@pytest.fixture(scope="module")
def foreign():
    return read_corpus(FOREIGN)


@pytest.fixture(scope="module")
def model():
    return load(model_path(None))


def test_the_same_samples_give_the_same_heads(foreign, model):
    first, second = (train(samples(foreign), foreign, model) for _ in range(2))
    assert first.labels == second.labels
    assert all(np.array_equal(first.arrays[name], second.arrays[name]) for name in first.arrays)


def test_few_phrasings_leave_the_encoder_as_it_is(foreign, model):
    assert train(samples(foreign), foreign, model).tuned is None


def test_many_phrasings_tune_it_in_the_same_way_each_time(foreign, model, monkeypatch):
    monkeypatch.setattr(training, "MANY", 10)
    text = "how many boats came home"
    first, second = (train(samples(foreign), foreign, model).tuned for _ in range(2))
    assert first is not None
    assert second is not None
    assert np.array_equal(first.encode([text]), second.encode([text]))
    assert not np.allclose(first.encode([text]), model.encode([text]), atol=1e-3)


def test_what_was_tuned_is_what_is_served(foreign, model, monkeypatch, tmp_path):
    monkeypatch.setattr(training, "MANY", 10)
    build(foreign, tmp_path / "index", model=None, tell=lambda *_: None, encoders=tmp_path / "encoders")
    served = Artefact(tmp_path / "index").encoder()
    tuned = train(samples(foreign), foreign, model).tuned
    assert tuned is not None
    text = foreign.examples[0].text
    assert np.allclose(served.read(text), tuned.encode([text])[0], atol=1e-4)
    assert np.allclose(served.encode(text).vector, model.encode(text), atol=1e-5)
    assert not np.allclose(served.read(text), served.encode(text).vector, atol=1e-3)
    assert Engine.open(tmp_path / "index").ask(text).status in ("figure", "passages")


def test_a_training_is_kept_until_a_phrasing_changes(foreign, monkeypatch, tmp_path):
    monkeypatch.setattr(training, "MANY", 10)
    kept = tmp_path / "encoders"
    build(foreign, tmp_path / "index", model=None, tell=lambda *_: None, encoders=kept)
    first = sorted(path.name for path in kept.glob("reading-*"))
    monkeypatch.setattr("index.write.train", lambda *_: pytest.fail("it was trained again"))
    build(foreign, tmp_path / "again", model=None, tell=lambda *_: None, encoders=kept)
    assert sorted(path.name for path in kept.glob("reading-*")) == first
    more = foreign.model_copy(update={"examples": (*foreign.examples, foreign.examples[0])})
    assert digest(samples(more), "a model") != digest(samples(foreign), "a model")


def test_a_follow_up_is_read_after_what_it_follows(foreign):
    example = Example(writer="wren", target=foreign.measures[0].id, text="and in 1905?", context="how many in 1904?")
    found = samples(foreign.model_copy(update={"examples": (*foreign.examples, example)}))
    assert [one.text for one in found if one.example is example] == ["how many in that year? | and in that year?"]
    assert any("|" in one.text and one.example is not example for one in found)
    assert all("|" not in one.text for one in samples(foreign))
