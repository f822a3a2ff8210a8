"""Hybrid search over the project's index and over passages whose order is known."""

from pathlib import Path

import numpy as np
import pytest

from index.asks import asks
from index.evaluate import read_golden
from index.search import flat, searchable
from retrieval.artefact import Artefact
from retrieval.corpus import Passage
from retrieval.passages import AskIndex, Passages, TokenIndex
from retrieval.sentences import sentences
from retrieval.vectors import VectorIndex
from retrieval.words import WordIndex

ROOT = Path(__file__).parent.parent
TEXTS = {
    "log/p1": ("Lamps", "The keeper lit the lamp at dusk. He trimmed the wick every hour."),
    "log/p2": ("Ships", "Nine ships passed in March. A brig from Bergen ran aground."),
    "log/p3": ("Weather", "Fog lay on the bay for six days. The bell was rung by hand."),
}


@pytest.fixture(scope="module")
def encoder(artefact):
    return Artefact(artefact).encoder()


def built(texts, encoder, *, tokens=True, asked=()):
    passages = [Passage(id=id_, source="log", title=title, text=text) for id_, (title, text) in texts.items()]
    found = searchable(passages, encoder, lambda: None)
    return Passages(
        list(texts),
        found.sentences,
        WordIndex(found.arrays, found.vocabulary, found.stop, len(texts)),
        *(VectorIndex(np.frombuffer(found.faiss[name], np.uint8)) for name in ("passages", "sentences")),
        TokenIndex(found.arrays["tokens"], found.arrays["bounds"], found.arrays["idf"]) if tokens else None,
        asking(list(texts), encoder, asked) if asked else None,
    )


def asking(ids, encoder, asked):
    """An index of pairs of passage and phrasing."""
    vectors = np.stack([encoder.encode(text).vector for _, text in asked])
    places = np.array([ids.index(passage) for passage, _ in asked])
    return AskIndex(VectorIndex(np.frombuffer(flat(vectors), np.uint8)), places)


def ask(passages, encoder, text, limit=3):
    return passages.search(text, encoder.encode(text), limit)


@pytest.mark.parametrize("tokens", [True, False])
@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("when was the lamp lit?", "log/p1", "The keeper lit the lamp at dusk."),
        ("was a brig wrecked?", "log/p2", "A brig from Bergen ran aground."),
        ("how long was it foggy?", "log/p3", "Fog lay on the bay for six days."),
        ("how often was the wick trimmed?", "log/p1", "He trimmed the wick every hour."),
    ],
)
def test_the_passage_and_the_sentence_that_answer_come_first(encoder, tokens, question, passage, sentence):
    hit = ask(built(TEXTS, encoder, tokens=tokens), encoder, question)[0]
    assert (hit.passage, hit.sentence) == (passage, sentence)


def test_scores_fall_and_ties_are_broken_by_id(encoder):
    twice = {"log/p9": TEXTS["log/p1"], "log/p1": TEXTS["log/p1"], "log/p2": TEXTS["log/p2"]}
    hits = ask(built(twice, encoder), encoder, "when was the lamp lit?")
    assert [hit.passage for hit in hits] == ["log/p1", "log/p9", "log/p2"]
    assert hits[0].score == hits[1].score > hits[2].score
    assert all(hit.score == round(hit.score, 4) for hit in hits)


def test_one_passage_is_enough(encoder):
    hits = ask(built({"log/p1": TEXTS["log/p1"]}, encoder), encoder, "lamp")
    assert [hit.passage for hit in hits] == ["log/p1"]


def test_no_shared_word_is_no_error(encoder):
    assert len(ask(built(TEXTS, encoder), encoder, "qwertz")) == 3


def test_a_long_passage_is_read_to_its_end(encoder):
    filler = " ".join(f"On day {n} nothing at all was seen from the tower." for n in range(60))
    texts = {"log/p1": ("A long page", f"{filler} On the last day a whale swam past."), "log/p2": TEXTS["log/p2"]}
    hit = ask(built(texts, encoder), encoder, "was a whale seen?")[0]
    assert hit.passage == "log/p1"
    assert hit.sentence == "On the last day a whale swam past."


def test_every_sentence_of_a_long_passage_has_its_own_tokens_and_the_first_window_is_the_passages(encoder):
    text = " ".join(f"Sentence {n} tells of seven hundred and {n} gulls over the harbour wall." for n in range(50))
    passage = Passage(id="log/p1", source="log", title="Gulls", text=text)
    found = searchable([passage], encoder, lambda: None)
    assert [sentence.text for sentence in found.sentences] == [text[a:b] for a, b in sentences(text)]
    for sentence in found.sentences:
        own = encoder.encode(sentence.text)
        assert sentence.last - sentence.first == len(own.ids)
    first = encoder.encode(f"Gulls. {text}")
    assert np.allclose(found.arrays["tokens"][: len(first.ids)], first.tokens, atol=1e-3)
    vectors = VectorIndex(np.frombuffer(found.faiss["passages"], np.uint8))
    assert np.isclose(vectors.cosines(first.vector)[0], 1)
    assert found.arrays["bounds"].tolist() == [0, len(found.arrays["tokens"])]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("who put up the wire along the frontier?", "part-4/p11"),
        ("how do relatives receive cash?", "part-4/p8"),
        ("do the police trace handsets?", "part-4/p16"),
        ("are troops moved around so they do not befriend villagers?", "part-4/p10"),
    ],
)
def test_the_series_is_searched(artefact, encoder, question, passage):
    assert Artefact(artefact).passages().search(question, encoder.encode(question), 1)[0].passage == passage


def test_the_sentence_before_is_shown_where_the_answering_one_points_back(encoder):
    passages = built(TEXTS, encoder)
    wick = ask(passages, encoder, "how often was the wick trimmed?")[0]
    assert (wick.before, wick.sentence) == ("The keeper lit the lamp at dusk.", "He trimmed the wick every hour.")
    assert ask(passages, encoder, "when was the lamp lit?")[0].before == ""
    assert passages.hit("log/p1", encoder.encode("was the wick trimmed?"), 1.0) == wick.model_copy(
        update={"score": 1.0}
    )


def test_no_more_than_two_sentences_are_shown_before(encoder):
    text = "Ann kept the light. She was old. She was tired. She was loved. She drowned in the harbour."
    hit = ask(built({"log/p1": ("Ann", text)}, encoder), encoder, "who drowned in the harbour?")[0]
    assert (hit.before, hit.sentence) == ("She was tired. She was loved.", "She drowned in the harbour.")


def test_a_passage_is_found_by_what_people_ask_of_it(encoder):
    question = "what did the gaffer use for illumination?"
    assert ask(built(TEXTS, encoder), encoder, question)[0].passage == "log/p1"
    asked = [("log/p3", "which illumination did the gaffer use"), ("log/p2", "did any vessel sink")]
    assert ask(built(TEXTS, encoder, asked=asked), encoder, question)[0].passage == "log/p3"


def test_every_paragraph_is_asked_for_in_the_words_of_several_hands(corpus):
    writers = {passage.id: set() for passage in corpus.passages}
    for one in asks(corpus):
        writers[one.passage].add(one.writer)
    answered = {topic.passages[0] for topic in corpus.topics} & set(writers)
    assert answered >= {passage for passage in writers if passage.startswith("part-4/")} - {"part-4/p3"}
    assert min(len(writers[passage] - {None}) for passage in answered) >= 5


def test_asks_of_others_find_the_passage_of_a_writer_who_asked_nothing(artefact, corpus):
    """Golden questions by those without a single phrasing in the corpus."""
    asking = {one.writer for one in corpus.examples}
    golden = [g for g in read_golden(ROOT / "tests" / "questions") if g.expect.passages and g.writer not in asking]
    opened = Artefact(artefact)
    encoder, with_asks = opened.encoder(), opened.passages()
    without = opened.passages()
    without._asks = None

    def recall(passages, depth):
        hits = [passages.search(g.q, encoder.encode(g.q), depth) for g in golden]
        return np.mean(
            [any(h.passage in g.expect.passages for h in found) for g, found in zip(golden, hits, strict=True)]
        )

    assert len(golden) >= 80
    assert recall(with_asks, 1) >= max(recall(without, 1) + 0.03, 0.85)
    assert recall(with_asks, 3) >= max(recall(without, 3) + 0.03, 0.9)
