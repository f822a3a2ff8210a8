"""How questions are marked, and how well those are read whose writers gave no phrasing to train on."""

import pytest
from conftest import ROOT

from index.evaluate import Golden, Rate, leave_writers_out, mark, rates, read_golden, strangers, understanding
from index.export import load, model_path
from index.read import read_corpus
from index.train import samples
from retrieval.artefact import Artefact
from retrieval.figures import Figures
from retrieval.model import Query
from retrieval.period import Period
from retrieval.question.read import Reader
from retrieval.question.understand import Understanding


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


@pytest.fixture(scope="module")
def understand(corpus, figures, artefact, engine):
    reader = Reader(corpus, figures, engine.encode, Artefact(artefact).heads())
    return Understanding(corpus, reader).understand


@pytest.fixture(scope="module")
def unmet(corpus):
    """Golden questions of writers who wrote no phrasing."""
    return strangers(read_golden(ROOT / "tests" / "questions"), corpus)


def test_strangers_are_understood(understand, figures, unmet):
    """A shortened form of `python -m index evaluate`: nothing is left out, for these writers trained nothing."""
    assert len({one.writer for one in unmet}) >= 5
    found = rates([mark(one, understand, figures) for one in unmet[::4]])
    assert found["figure right"].share >= 0.8
    assert found["passage right"].share >= 0.8
    assert found["refusal recall"].share >= 0.8
    assert found["no false figure"].share >= 0.94


def test_a_rate_has_wilsons_interval():
    low, high = Rate(8, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Rate(0, 0).interval() == (0.0, 1.0)


@pytest.mark.parametrize(
    ("expect", "q", "result", "false"),
    [
        ({"query": {"target": "arrivals", "periods": ["2013"]}}, "how many arrived in 2013?", "right", False),
        ({"query": {"target": "arrivals", "periods": ["2011"]}}, "how many arrived in 2013?", "wrong", True),
        ({"refuse": "no_measure"}, "how many arrived in 2013?", "wrong", True),
        ({"refuse": "no_period"}, "how many arrived in 1975?", "right", False),
        ({"query": {"target": "arrivals", "periods": ["2013"]}}, "how many arrived in 1975?", "refused", False),
    ],
)
def test_an_answer_is_marked(understand, figures, expect, q, result, false):
    golden = Golden(id="x", writer="x", kind="lookup", q=q, expect=expect)
    marked = mark(golden, understand, figures)
    assert (marked.result, marked.false_figure) == (result, false)


def test_a_golden_query_is_a_query():
    query = Golden(
        id="x", writer="x", kind="lookup", q="x", expect={"query": {"target": "arrivals", "periods": ["2013"]}}
    )
    assert query.expect.query == Query(target="arrivals", periods=(Period("2013"),))


def test_each_writer_is_marked_by_heads_that_never_saw_a_phrasing_of_theirs():
    from conftest import ROOT

    foreign = read_corpus(ROOT / "tests" / "foreign")
    model, found, figures = load(model_path(None)), samples(foreign), Figures(foreign)
    text = next(one.example.text for one in found if one.example.writer == "wren" and one.example.target == "landings")
    asked = [
        Golden(
            id=writer,
            writer=writer,
            kind="lookup",
            q=text,
            expect={"query": {"target": "landings", "periods": ["1923"]}},
        )
        for writer in ("wren", "odd", "a stranger")
    ]
    whole = understanding(foreign, found, figures, model)
    marked = leave_writers_out(foreign, found, asked, model, whole)
    assert sorted(one.golden.id for one in marked) == ["a stranger", "odd", "wren"]
    assert next(one.result for one in marked if one.golden.id == "a stranger") == "right"
