"""What a person reads: what answers is marked in the paragraph, the rest is not read out."""

import io

import pytest
from rich.console import Console

from retrieval.answer import Composer
from retrieval.figures import Figures
from retrieval.model import Hit, Query
from retrieval.render import is_aside, marked, rendered, transcript

FENCE = "Building work on the fence ended in 2012."


@pytest.fixture(scope="module")
def composer(corpus):
    return Composer(corpus, "v1")


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


@pytest.fixture
def passages(composer):
    told = "Women made up 69 percent of the new arrivals of 2013, according to part 4."
    return composer.passages(
        [
            Hit(passage="part-4/p11", score=1.0, sentence=FENCE),
            Hit(passage="part-4/p6", score=0.9, sentence=""),
            Hit(passage="part-4/p2", score=0.8, sentence=told, needed=True),
        ]
    )


def shown(answer, citation):
    return [citation.text[slice(*span)] for span in marked(answer, citation)]


def test_the_answering_sentence_is_marked_in_its_paragraph(passages):
    first, aside, needed = passages.citations
    assert shown(passages, first) == [FENCE]
    assert shown(passages, aside) == []
    assert shown(passages, needed) == ["Women made up 69 percent of the new arrivals of 2013, according to part 4."]
    assert f" *{FENCE}* " in transcript(passages)


def test_a_paragraph_that_is_only_worth_reading_too_is_not_read_out(passages):
    assert [is_aside(passages, citation) for citation in passages.citations] == [False, True, False]
    text = transcript(passages)
    assert "[2] See also: " in text
    assert "paranoia" not in text
    assert text.splitlines()[0].endswith(" [1] [3]")


def test_sentences_that_follow_one_another_share_a_mark(composer):
    both = "North Korea's border with China used to be poorly protected. From 2010-11, military patrols on the border with China became dramatically more numerous."
    text = transcript(composer.passages([Hit(passage="part-4/p10", score=1.0, sentence=both)]))
    assert f"    *{both}* Soldiers" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (Query(target="arrivals", periods=("2011",)), "it was 2,706 in 2011"),
        (Query(target="guide_fee"), "A defector must pay $3,000"),
        (Query(target="contact_share"), "the majority of refugees"),
        (Query(target="fence_height"), "a tall wire fence"),
    ],
)
def test_the_sentence_that_prints_the_figure_or_the_words_is_marked(composer, figures, query, sentence):
    answer = composer.outcome(figures.compute(query))
    (found,) = shown(answer, answer.citations[0])
    assert sentence in found


def test_a_row_has_nothing_to_mark(composer, figures):
    answer = composer.outcome(figures.compute(Query(target="arrivals", periods=("2019",))))
    assert {marked(answer, citation) for citation in answer.citations} == {()}
    assert "*" not in transcript(answer)


def test_a_terminal_shows_the_mark_in_bold_and_the_text_as_it_is(passages):
    out = io.StringIO()
    Console(file=out, force_terminal=True, width=2000).print(rendered(passages))
    assert f"\x1b[1m{FENCE}\x1b[0m" in out.getvalue()
