"""Another author's corpus, about something else entirely, is answered with no change of code."""

import json
from pathlib import Path

import pytest

from index.read import read_corpus
from index.write import build
from retrieval.engine import Engine

FOREIGN = Path(__file__).parent / "foreign"
QUESTIONS = [json.loads(line) for line in (FOREIGN / "questions.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def chronicle(artefact, tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign") / "index"
    build(read_corpus(FOREIGN), folder, model=None, tell=lambda *_: None, encoders=artefact.parent / "encoders")
    return Engine.open(folder)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["q"][:50])
def test_a_foreign_corpus_is_answered(chronicle, question):
    answer, expect = chronicle.ask(question["q"]).model_dump(mode="json"), question["expect"]
    if expect.get("refuse"):
        assert answer["status"] == "none"
        assert answer["figures"] == []
    elif "passages" in expect:
        assert answer["citations"][0]["passage"] in expect["passages"]
    else:
        wanted = {key: value for key, value in expect.items() if key in ("value", "low", "high", "unit")}
        found = [{key: figure[key] for key in wanted} for figure in answer["figures"]]
        assert wanted in found
