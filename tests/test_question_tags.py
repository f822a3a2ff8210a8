import pytest

from retrieval.period import Period
from retrieval.question.slots import slots
from retrieval.question.tags import Tagger

LEXICON = {
    "population": {"cats": ["cat", "cats", "felines"], "dogs": ["dog", "dogs"]},
    "source": {"ledger": ["the ledger", "ledger"]},
    "nth": {"era": ["age", "epoch"]},
    "unit": {"percent": ["percent", "%"], "USD": ["dollars", "$"]},
    "comparator": {"above": ["above", "more than"]},
    "latest": {"now": ["now", "these days"]},
    "past": {"then": ["in the past"]},
    "event": {"2020": ["the plague"]},
    "restriction": {"kittens": ["kittens"]},
    "vintage": {"first": ["at first"]},
}


@pytest.fixture(scope="module")
def tagger():
    return Tagger(LEXICON)


def test_words_of_the_lexicon_are_found_under_their_heading(tagger):
    tags = tagger.tag("how many felines does the ledger count at first?")
    assert tags.of("population") == ("cats",)
    assert tags.of("source") == ("ledger",)
    assert tags.of("vintage") == ("first",)


def test_one_typing_error_is_bridged_in_long_words_only(tagger):
    assert tagger.tag("how many kitens").of("restriction") == ("kittens",)
    assert tagger.tag("how many felnies").of("population") == ("cats",)
    assert tagger.tag("how many cots").of("population") == ()


def test_an_event_is_its_period(tagger):
    assert slots(tagger.tag("in the five years before the plague")).periods == (Period("2015/2019"),)


def test_an_ordinal_names_a_population_of_its_stem(tagger):
    assert tagger.tag("the second epoch").of("nth") == ("era-2",)
    assert tagger.tag("age 3").of("nth") == ("era-3",)
    assert tagger.tag("the last epoch").of("nth") == ("era-last",)


def test_the_mask_keeps_the_words_and_hides_the_values(tagger):
    tags = tagger.tag("were 1,234 cats above $30 in 2013 or 2006-2010?")
    assert tags.masked == "were some number cats above $some number in that year or those years?"


def test_slots_come_in_the_order_of_the_text(tagger):
    held = slots(tagger.tag("dogs in 2011 against cats in 2013, more than 5 percent these days, in the past, in july"))
    assert held.populations == ("dogs", "cats")
    assert held.periods == (Period("2011"), Period("2013"))
    assert held.comparators == ("above",)
    assert held.units == ("percent",)
    assert held.latest
    assert held.past
    assert held.unusable_periods == ("in july",)


@pytest.mark.parametrize("text", ["people aged 20 to 29", "under 18", "34-year-olds", "in their twenties", "aged 40"])
def test_an_age_is_a_restriction(tagger, text):
    assert tagger.tag(f"how many cats {text}").of("restriction") == ("age",)


def test_flags_name_what_is_there(tagger):
    assert tagger.tag("cats in 2013 and 2014").flags == ("period:2", "word:population:cats")


@pytest.mark.parametrize(
    ("text", "sides"),
    [("over 2,500", ("above",)), ("under a thousand", ("below",)), ("over 2010", ()), ("over the hill", ())],
)
def test_a_side_word_compares_before_a_number_only(tagger, text, sides):
    assert slots(tagger.tag(text)).comparators == sides
