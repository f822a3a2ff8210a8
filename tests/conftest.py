"""The project's own index, built once, and small corpora."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # tests assert values, never times
settings.load_profile("any machine")
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


@pytest.fixture(scope="session")
def host(tmp_path_factory):
    """A fresh venv with the base install, as a host has it."""
    folder = tmp_path_factory.mktemp("host")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)], check=True, cwd=folder
    )
    return folder, python


@pytest.fixture(scope="session")
def packed(artefact, tmp_path_factory):
    """The project's index as one file."""
    file = tmp_path_factory.mktemp("packed") / "southbound.index"
    subprocess.run([sys.executable, "-m", "index", "pack", "--index", artefact, "--out", file], check=True, cwd=ROOT)
    return file
