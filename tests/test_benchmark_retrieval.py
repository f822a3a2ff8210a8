"""The benchmark of search: what it can be given, and that no signal alone is better than their fusion."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.given import read_passages, read_questions
from index.write import build
from retrieval import passages as search
from retrieval.artefact import Artefact
from retrieval.engine import Engine

ROOT = Path(__file__).parent.parent
READING = ROOT / "benchmarks" / "reading"


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "content", "title", "text"),
    [
        ("lamps.txt", "# On lamps\nThe lamp was\nlit.", "On lamps", "The lamp was lit."),
        ("a/lamps.md", "Title: Lamps\n\nThe lamp was lit.", "Lamps", "The lamp was lit."),
        ("a/1.txt", "Lamps\n\nThe lamp was lit.", "Lamps", "The lamp was lit."),
        ("a/1.txt", "Lamps\nThe lamp was lit at dusk.", "Lamps", "The lamp was lit at dusk."),
        ("Old_lamps/1.txt", "The lamp was lit.", "Old lamps", "The lamp was lit."),
        ("Old_lamps_p3.txt", "The lamp was lit.", "Old lamps", "The lamp was lit."),
        ("0012.txt", "\ufeffThe lamp was lit\nat dusk, they say.", "", "The lamp was lit at dusk, they say."),
        ("Title only.txt", "# Lamps", "Title only", "# Lamps"),
    ],
)
def test_a_plain_file_is_a_passage_with_its_own_or_its_folders_title(tmp_path, name, content, title, text):
    (passage,) = read_passages(write(tmp_path, {name: content, "empty.txt": "", "a.json": "{}"})).passages
    assert (passage.id, passage.title, passage.text) == (name.rpartition(".")[0], title, text)


def test_a_folder_without_a_passage_says_what_was_expected(tmp_path):
    with pytest.raises(ValueError, match=r"expected a corpus.yaml, or .txt or .md files .*; found neither"):
        read_passages(tmp_path)
    with pytest.raises(ValueError, match=r"expected one file for each passage; found two that are called 'a'"):
        read_passages(write(tmp_path, {"a.txt": "One.", "a.md": "Two."}))


@pytest.fixture
def passages(tmp_path):
    return read_passages(
        write(tmp_path, {"lamps/1.txt": "The lamp.", "lamps/2.txt": "A wick.", "oil.md": "Oil."})
    ).passages


@pytest.mark.parametrize(
    ("fields", "ids", "answers"),
    [
        ({"question": "What?", "passage": "lamps/1", "answer": "lamp"}, ("lamps/1",), ("lamp",)),
        ({"q": "What?", "gold": "lamps/1.txt", "answers": ["lamp", "The lamp"]}, ("lamps/1",), ("lamp", "The lamp")),
        ({"q": "What?", "passage_id": "./corpus/lamps/2.txt", "answers": {"text": ["wick"], "answer_start": [2]}},
         ("lamps/2",), ("wick",)),
        ({"q": "What?", "context_id": ["oil.md", "lamps/2"], "answers": [{"text": "Oil"}]}, ("oil", "lamps/2"), ("Oil",)),
        ({"q": "What?", "context": "A  wick.", "answer": 3}, ("lamps/2",), ("3",)),
        ({"q": "What?", "passage": 2, "answer": None}, ("lamps/2",), ()),
    ],
)  # fmt: skip
def test_questions_come_in_the_shapes_of_such_sets(tmp_path, passages, fields, ids, answers):
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(fields) + "\n\n")
    (question,) = read_questions(file, passages)
    assert question == ("What?", ids, answers)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"line 2: expected a JSON object; Expecting property name"),
        ("[1]", r"line 2: expected a JSON object; found \[1\]"),
        ('{"text": "What?"}', r"line 2: expected the question under one of question, q, query; found text"),
        ('{"q": "What?"}', r"line 2: expected a passage's id under one of passage, .*; found q"),
        ('{"q": "What?", "gold": "soap"}', r"line 2: expected the id of a passage, like lamps/1, .*; found 'soap'"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(tmp_path, passages, line, message):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"q": "What?", "gold": "oil"}\n' + line)
    with pytest.raises(ValueError, match=message):
        read_questions(file, passages)


def test_a_file_that_cannot_be_read_says_so(tmp_path, passages):
    with pytest.raises(ValueError, match="expected a file that can be read; No such file"):
        read_questions(tmp_path / "none.jsonl", passages)
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(ValueError, match="expected a question a line; found none"):
        read_questions(tmp_path / "empty.jsonl", passages)


def test_the_table_is_printed_with_its_peers(tmp_path, artefact):
    folder = write(tmp_path, {"1.txt": "The keeper lit the lamp. It was dusk.", "2.txt": "Nine ships passed in March."})
    asked = write(tmp_path, {"asked": '{"q": "When was the lamp lit?", "gold": "1", "answer": "lamp"}\n'}) / "asked"
    command = [sys.executable, ROOT / "benchmarks" / "retrieval.py", "--corpus", folder, "--questions", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [name for name in ("BM25 alone", "encoder alone", "Southbound") if name in done.stdout]
    assert "recall@1 ┃ recall@3 ┃ recall@5 ┃ MRR@10" in done.stdout
    assert "answering sentence, hit@1: 1.0000 of 1 questions with an answer" in done.stdout


@pytest.fixture(scope="module")
def reading(artefact, tmp_path_factory):
    """The index of the reading set, built as any corpus without figures is."""
    folder = tmp_path_factory.mktemp("reading") / "index"
    build(read_passages(READING), folder, model=None, tell=lambda *_: None, encoders=artefact.parent / "encoders")
    return Artefact(folder)


SIGNALS = {"words": (1, 0, 0, 0), "passage": (0, 1, 0, 0), "sentence": (0, 0, 1, 0), "tokens": (0, 0, 0, 1)}


def recall(reading, questions, monkeypatch, weights):
    """The share of questions whose first passage is right, and of those whose sentence is, by a weighting of signals."""
    for name, weight in zip(("WORDS", "PASSAGE", "SENTENCE", "TOKENS"), weights, strict=True):
        monkeypatch.setattr(search, name, weight)
    monkeypatch.setattr(search, "POOL", len(reading.corpus.passages))  # of MaxSim alone there is no other order
    encoder, passages = reading.encoder(), reading.passages()
    hits = [passages.search(question.text, encoder.encode(question.text), 1)[0] for question in questions]
    right = [hit.passage in question.passages for hit, question in zip(hits, questions, strict=True)]
    answered = [
        is_right and any(answer in hit.sentence for answer in question.answers)
        for is_right, hit, question in zip(right, hits, questions, strict=True)
    ]
    return np.mean(right), np.mean(answered)


def test_the_fusion_is_not_worse_than_any_signal_alone(reading, monkeypatch):
    questions = read_questions(READING / "questions.jsonl", reading.corpus.passages)
    fused, answered = recall(reading, questions, monkeypatch, (0.1, 0.3, 0.2, 0.4))
    alone = {name: recall(reading, questions, monkeypatch, weights)[0] for name, weights in SIGNALS.items()}
    assert fused >= max(alone.values()), alone
    assert fused >= 0.97
    assert answered >= 0.88


def test_questions_that_share_few_words_are_found_more_often_than_by_words_or_vectors_alone(reading, monkeypatch):
    questions = read_questions(READING / "reworded.jsonl", reading.corpus.passages)
    fused, answered = recall(reading, questions, monkeypatch, (0.1, 0.3, 0.2, 0.4))
    alone = {
        name: recall(reading, questions, monkeypatch, SIGNALS[name])[0] for name in ("words", "passage", "sentence")
    }
    assert fused >= max(alone.values()) + 0.05, alone
    assert fused >= 0.77
    assert answered >= 0.68


def test_the_shipped_weights_are_those_that_are_measured():
    assert (search.WORDS, search.PASSAGE, search.SENTENCE, search.TOKENS) == (0.1, 0.3, 0.2, 0.4)
    assert search.POOL == 20


def test_an_index_without_figures_answers_with_passages(reading):
    answer = Engine(reading).ask("Who set up the first printing press in England?")
    assert answer.status == "passages"
    assert answer.citations[0].passage == "printing-press/p3"
    assert answer.citations[0].kind == "quote"
    assert "William Caxton" in answer.headline
