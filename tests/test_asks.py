"""What people ask of passages: whose words, of which passage, and that vectors are kept only as long as they are true."""

import numpy as np
import pytest

from index.asks import Ask, asks, encoded
from retrieval.artefact import Artefact


@pytest.fixture(scope="module")
def encoder(artefact):
    return Artefact(artefact).encoder()


def test_a_phrasing_belongs_to_the_best_passage_of_its_topic_or_where_its_words_are_printed(corpus):
    found = asks(corpus)
    ask = {one.text: one for one in found}
    assert len(ask) == len(found)
    assert ask["Who built the fence on the border with China?"] == Ask(
        None, "part-4/p11", "Who built the fence on the border with China?"
    )
    shares = {one.text for one in corpus.examples if one.target == "contact_share"}
    assert {one.passage for one in found if one.text in shares} == {"part-4/p8"}


def test_what_is_answered_with_a_figure_or_not_at_all_is_asked_of_no_passage(corpus):
    texts = {one.text for one in asks(corpus)}
    numbers = {one.text for one in corpus.examples if one.target in ("arrivals", "later_causes")} - texts
    assert len(numbers) > 1000


def test_vectors_are_kept_until_a_phrasing_changes(corpus, encoder, tmp_path):
    found = asks(corpus)[:3]
    first = encoded(corpus, found, encoder, "model", tmp_path)
    assert first.shape == (3, len(encoder.encode("lamp").vector))
    assert np.array_equal(first[0], encoder.encode(found[0].text).vector)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert np.array_equal(encoded(corpus, found, encoder, "model", tmp_path), first)
    assert kept.stat().st_mtime_ns == before
    encoded(corpus, found[:2], encoder, "model", tmp_path)
    (now,) = tmp_path.iterdir()
    assert now != kept
    other = corpus.model_copy(update={"title": "Another"})
    encoded(other, found, encoder, "model", tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
