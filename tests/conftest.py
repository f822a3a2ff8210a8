"""The project's own index, built once, and small corpora."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpus():
    from index.read import read_corpus

    return read_corpus(ROOT / "corpus")


@pytest.fixture(scope="session")
def artefact(corpus):
    """The folder of the project's index, fresh for the corpus as it is."""
    from index.write import build, fresh

    folder = ROOT / "index" / "artefacts" / "current"
    if fresh(corpus, folder, model=None) is None:
        build(corpus, folder, model=None, tell=lambda *_: None)
    return folder


@pytest.fixture(scope="session")
def engine(artefact):
    from retrieval.engine import Engine

    return Engine.open(artefact)
