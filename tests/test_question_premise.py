"""What a question after causes takes for granted about a rise or a fall."""

import pytest

from retrieval.model import Operation
from retrieval.period import Period
from retrieval.question.premise import Premises
from retrieval.question.slots import slots
from retrieval.question.tags import Tagger


@pytest.fixture(scope="module")
def claim(corpus):
    premises, tagger = Premises(corpus), Tagger(corpus.lexicon)

    def call(target, text):
        tags = tagger.tag(text)
        return premises.claim(target, tags, slots(tags))

    return call


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("how come the number shot up in 2012", "above"), ("what made it plummet after 2005", "below")],
)
def test_a_topic_that_explains_a_measure_takes_its_direction_for_granted(claim, text, comparator):
    query = claim("why_fewer", text)
    assert (query.target, query.operation, query.comparator) == ("arrivals", Operation.VERIFY, comparator)
    assert len(query.periods) == 1
    assert isinstance(query.periods[0], Period)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("author", "how come the number shot up in 2012"),
        ("why_fewer", "how come the number shot up"),
        ("why_fewer", "why did it not rise in 2012"),
        ("why_fewer", "why did it fall in 2012 when prices rose"),
        ("why_fewer", "what happened in 2012"),
    ],
)
def test_nothing_is_taken_for_granted(claim, target, text):
    assert claim(target, text) is None


@pytest.mark.parametrize(
    ("text", "moved", "extremes"),
    [
        ("why did it go up in 2012", ("above",), ()),
        ("2020 was the record low, right", (), ("lowest",)),
        ("how many came in 2012", (), ()),
    ],
)
def test_directions_and_extremes_are_taken_from_the_words(corpus, text, moved, extremes):
    tags = Tagger(corpus.lexicon).tag(text)
    held = Premises(corpus).taken(tags, slots(tags))
    assert (held.moved, held.extremes) == (moved, extremes)
