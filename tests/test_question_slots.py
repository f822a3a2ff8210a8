"""Groups that are left out, and those that only seem to be."""

import pytest

from retrieval.question.clean import clean
from retrieval.question.slots import slots
from retrieval.question.tags import Tagger


@pytest.fixture(scope="module")
def tagger(corpus):
    return Tagger(corpus.lexicon)


@pytest.mark.parametrize(
    ("text", "populations", "excluded"),
    [
        ("how many less women came in 2016 than in 2009", ("women",), ()),
        ("take the women out of the 2012 total", (), ("women",)),
        ("how many weren't women in 2008", (), ("women",)),
        ("2013 total minus the men", (), ("men",)),
        ("men minus women in 2013", ("men", "women"), ()),
        ("more men in 2019 than in 2014, forget the women", ("men",), ("women",)),
        ("leaving the men aside, how many of both sexes", ("men",), ()),
    ],
)
def test_a_group_is_left_out_where_it_is_said(tagger, text, populations, excluded):
    found = slots(tagger.tag(clean(text)))
    assert (found.populations, found.excluded) == (populations, excluded)
