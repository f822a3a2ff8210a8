"""No line of the questions that decide, nor anything close to one, stands in what the index is trained on."""

import json
import re
from pathlib import Path

import pytest
import yaml

from index.export import load, model_path
from index.read import read_corpus

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "questions"
WORDS, COSINE, SHARE = 0.7, 0.9, 0.03
PART = 5  # every how manyth phrasing is compared

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the questions that decide are not here")


def tokens(text):
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


def asked():
    files = sorted(SHARED.glob("*.jsonl"))
    return [json.loads(line)["q"] for file in files for line in file.read_text().splitlines() if line]


def ours():
    corpus = read_corpus(ROOT / "corpus")
    texts = [example.text for example in corpus.examples]
    texts += [entry.ask for entry in (*corpus.measures, *corpus.topics) if entry.ask]
    for file in sorted((ROOT / "tests" / "questions").glob("*.jsonl")):
        texts += [json.loads(line)["q"] for line in file.read_text().splitlines() if line]
    return texts


def close_in_words(texts, others):
    sets = [tokens(text) for text in others]
    return {
        text
        for text in texts
        for own in [tokens(text)]
        for other in sets
        if len(own & other) >= WORDS * max(1, len(own | other))
    }


def test_no_phrasing_is_close_to_a_question_that_decides():
    texts, others = ours()[::PART], asked()
    vectors = load(model_path(None)).encode([*texts, *others], batch_size=128, show_progress_bar=False)
    cosine = vectors[: len(texts)] @ vectors[len(texts) :].T
    close = close_in_words(texts, others) | {
        text for text, row in zip(texts, cosine, strict=True) if row.max() >= COSINE
    }
    assert len(close) <= SHARE * len(texts), sorted(close)[:20]


def test_no_long_phrase_of_the_lexicon_comes_from_a_question_that_decides():
    lexicon = yaml.safe_load((ROOT / "corpus" / "lexicon.yaml").read_text())
    phrases = {str(word) for heading in lexicon.values() for words in heading.values() for word in words}
    assert not [p for p in phrases if len(p.split()) > 3 and any(p in q.lower() for q in asked())]
