"""Questions varied: what must leave the answer as it was, what must change it, and what is taken from the corpus."""

import re

import pytest
from conftest import ROOT

from index.evaluate import read_golden
from retrieval.artefact import Artefact
from retrieval.figures import Figures
from retrieval.model import Operation
from retrieval.question.read import Reader
from retrieval.question.understand import Understanding

PART = 5  # every how manyth question is varied
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@pytest.fixture(scope="module")
def lookups(engine):
    """Questions of strangers for one value that are answered with a figure."""
    golden = [one for one in read_golden(ROOT / "tests" / "questions") if one.expect.query and not one.context]
    asked = [one.q for one in golden if one.expect.query.operation is Operation.LOOKUP]
    return [question for question in asked[::PART] if engine.ask(question).status == "figure"]


def alike(engine, questions, vary):
    """The part of the questions that get the same figures after a change."""
    return sum(engine.ask(vary(q)).figures == engine.ask(q).figures for q in questions) / len(questions)


def test_case_changes_nothing(engine, lookups):
    assert len(lookups) >= 30
    assert alike(engine, lookups, str.upper) == 1


@pytest.mark.parametrize("form", ["please: {}", "hi there! {}", "{} thanks in advance", "hey bot, {}"])
def test_politeness_changes_nothing(engine, lookups, form):
    assert alike(engine, lookups, form.format) >= 0.9


def swapped(question):
    """The question with two letters inside its longest word swapped."""
    words = re.findall(r"[a-z]{6,}", question)
    word = max(words, key=len, default="")
    return question.replace(word, word[:2] + word[3] + word[2] + word[4:], 1) if words else question


def test_a_typing_error_changes_little(engine, lookups):
    assert alike(engine, lookups, swapped) >= 0.8


def test_another_year_gives_that_year_or_nothing(engine, lookups):
    dated = [q for q in lookups if len(YEAR.findall(q)) == 1 and not re.search(r"'|\b(?:after|before)\b", q)]
    assert len(dated) >= 8
    for question in dated:
        figures = engine.ask(YEAR.sub("2016", question)).figures
        assert all(2016 in figure.period.years or not figure.period.years for figure in figures), question


@pytest.mark.parametrize("more", ["aged 20 to 29", "in july", "from north hamgyong", "with a degree", "via mongolia"])
@pytest.mark.parametrize("year", [2004, 2011, 2019])
def test_a_restriction_that_nobody_counts_is_refused(engine, year, more):
    assert engine.ask(f"how many people {more} arrived in {year}?").status == "none"


@pytest.mark.parametrize("measure", ["arrivals", "crossing_price", "fence_completed", "guide_fee", "published"])
def test_what_is_taken_from_the_corpus_is_not_stated(corpus, engine, artefact, measure):
    """The heads still know the measure, the corpus holds no value of it any more."""
    taken = {one.id for one in corpus.measures if measure in (one.id, one.share_of, one.accumulates, one.level_of)}
    kept = tuple(one for one in corpus.observations if one.measure not in taken)
    poorer = corpus.model_copy(update={"observations": kept})
    reader = Reader(poorer, Figures(poorer), engine.encode, Artefact(artefact).heads())
    understand = Understanding(poorer, reader).understand
    questions = [one for one in read_golden(ROOT / "tests" / "questions") if one.expect.query]
    questions = [one for one in questions if one.expect.query.target == measure][:40]
    stated = [f for q in questions for d in understand(q.q, q.context) for o in d.outcomes for f in o.figures]
    assert len(questions) >= 3
    assert not taken & {figure.measure for figure in stated}
