import math

import numpy as np
import pytest

from index.search import _words as built
from retrieval.words import ENOUGH, WordIndex, terms

TEXTS = ["the cat sat on the mat", "a dog chased cats", "birds sing"]


@pytest.fixture(scope="module")
def index():
    return WordIndex(*built(TEXTS), texts=len(TEXTS))


def test_words_are_stemmed_and_those_without_meaning_left_out():
    assert terms("The Cats were running, at 1,516!", {"the", "were", "at"}) == ["cat", "run", "1,516"]


def test_scores_are_those_of_bm25_as_in_lucene(index):
    # cat: in 2 of 3 texts; after stop words the texts have 3, 3 and 2 terms, 8 / 3 on average
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    score = idf * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 3 / (8 / 3)))
    raw = np.array([score, score, 0.0])
    assert np.allclose(index.scores("cat"), raw / raw.max())
    dog = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 3 / (8 / 3)))
    both = np.array([score, score + dog, 0.0])
    assert np.allclose(index.scores("cat dog"), both / both.max())


def test_no_shared_word_scores_nothing(index):
    assert index.scores("zebra").tolist() == [0.0, 0.0, 0.0]
    assert index.scores("the").tolist() == [0.0, 0.0, 0.0]


def test_a_question_that_shares_little_scores_less_than_one_that_shares_all(index):
    # cat as above; zebra is in no text: its idf is that of df = 0
    cat = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    zebra = math.log(1 + (3 - 0 + 0.5) / 0.5)
    score = cat * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 3 / (8 / 3)))
    worth = cat + 2 * zebra
    assert score < ENOUGH * worth
    assert np.allclose(index.scores("cat zebra quagga"), [score / (ENOUGH * worth)] * 2 + [0.0])
    assert index.scores("cat").max() == 1.0
