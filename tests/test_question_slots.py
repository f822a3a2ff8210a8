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


@pytest.mark.parametrize(
    ("text", "periods", "aside"),
    [
        ("was 2024 back at the level before covid", ("2024",), ("../2019",)),
        ("put 2022 beside 2023, after the pandemic", ("2022", "2023"), ("2021/..",)),
        ("since 2002, the lowest before covid", ("2002/2019",), ()),
        ("the nineties, the famine years and all", ("1990/1999",), ("1995/1998",)),
    ],
)
def test_an_event_beside_a_time_that_is_named_stands_aside(tagger, text, periods, aside):
    found = slots(tagger.tag(clean(text)))
    assert [period.root for period in found.periods] == list(periods)
    assert [period.root for period in found.aside] == list(aside)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("how many in the opening 3 months, for 2025", ["2025-01/2025-03"]),
        ("2023, but only jan-mar", ["2023-01/2023-03"]),
        ("q3 alone please, 2024", ["2024-35"]),
        ("both 2023 and 2024, q3", ["2023", "2024"]),
    ],
)
def test_a_part_of_the_one_year_named_is_meant_alone(tagger, text, periods):
    assert [period.root for period in slots(tagger.tag(clean(text))).periods] == periods


def test_a_group_that_is_smaller_than_another_stands_below(tagger):
    assert slots(tagger.tag(clean("the last year with fewer women than men"))).comparators == ("below",)


@pytest.mark.parametrize(
    ("text", "by_turns"),
    [
        ("men in 2011 against women in 2003", True),
        ("in 2020 everyone, in 2024 the women", True),
        ("men and women in 2011 and 2013", False),
        ("men in 2011", False),
    ],
)
def test_groups_and_times_that_take_turns_are_pairs(tagger, text, by_turns):
    assert slots(tagger.tag(clean(text))).by_turns is by_turns


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("how many in the year the comet came", "in the year the comet came"),
        ("in the year of his wedding", "in the year of his wedding"),
        ("how many in the year 2013", None),
        ("which year the number fell", None),
    ],
)
def test_a_year_that_is_told_by_something_undated(tagger, text, untold):
    assert slots(tagger.tag(clean(text))).untold == untold
