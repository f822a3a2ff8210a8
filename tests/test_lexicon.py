"""The project's lexicon: closed classes that name what exists, without words that mean something else."""

import re
from collections import Counter
from itertools import chain
from typing import get_args

import pytest

from retrieval.model import Query, Unit
from retrieval.period import Period
from retrieval.question.clean import clean
from retrieval.question.language import Languages
from retrieval.question.numbers import spell_out
from retrieval.question.slots import slots
from retrieval.question.tags import BOUND, DIRECTION, EXTREME, FUZZY_LENGTH, RECKONING, Spelling, Tagger, shorten_years

HEADINGS = {
    "times",
    "all",
    "population", "source", "nth", "vintage", "unit", "other_unit", "comparator",
    "latest", "past", "event", "restriction", "follow", "asks", "foreign",
}  # fmt: skip
SLOTS = HEADINGS - {"nth", "follow", "asks"}  # a word of these changes what is answered


@pytest.fixture(scope="module")
def lexicon(corpus):
    return corpus.lexicon


@pytest.fixture(scope="module")
def tagger(lexicon):
    return Tagger(lexicon)


@pytest.fixture(scope="module")
def texts(corpus):
    """All that the sources and the labels of what can be answered say, as one text."""
    said = [f"{source.title} {source.standfirst or ''} {source.limit or ''}" for source in corpus.sources]
    said += [f"{passage.title} {passage.text}" for passage in corpus.passages]
    said += [f"{measure.label} {measure.ask or ''} {measure.sentence}" for measure in corpus.measures]
    said += [f"{topic.label} {topic.ask}" for topic in corpus.topics]
    return " ".join(" ".join(said).casefold().split())


def words(lexicon, headings=HEADINGS):
    return [word for heading in sorted(headings) for given in lexicon[heading].values() for word in given]


def test_every_heading_is_there(lexicon):
    assert set(lexicon) >= HEADINGS


def test_no_word_stands_twice(lexicon):
    tagged = set(lexicon) - {DIRECTION, RECKONING, EXTREME, BOUND}
    for headings in (tagged, {DIRECTION}, {RECKONING}, {EXTREME}, {BOUND}):
        assert [word for word, count in Counter(words(lexicon, headings)).items() if count > 1] == []


def test_words_are_typed_as_they_are_looked_up(lexicon):
    given = words(lexicon, set(lexicon))
    assert [word for word in given if word != word.casefold() or word != " ".join(word.split())] == []
    assert [word for word in given if clean(f"a {word} b") != f"a {word} b"] == []


def test_no_word_is_rewritten_as_a_number_or_year_before_it_is_looked_up(lexicon):
    assert [word for word in words(lexicon, set(lexicon)) if shorten_years(spell_out(word)) != word] == []


def test_what_nothing_is_counted_by_stands_nowhere_in_the_corpus(lexicon, texts):
    given = words(lexicon, {"restriction", "other_unit", "foreign"})
    assert [word for word in given if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", texts)] == []


def test_no_typing_error_of_a_word_is_another_word_of_the_corpus(lexicon, texts):
    said = set(re.findall(r"[a-z]+", texts))
    long = {word for word in words(lexicon, SLOTS) if word.isalpha() and len(word) >= FUZZY_LENGTH}
    spelling = Spelling(long)
    errors = {(spelling.corrected(other) or other, other) for other in said - set(words(lexicon))}
    assert [
        pair for pair in sorted(errors) if not pair[0].startswith(pair[1]) and not pair[1].startswith(pair[0])
    ] == []


def test_ids_name_what_exists(corpus, lexicon):
    assert set(lexicon["population"]) <= {population.id for population in corpus.populations}
    assert set(lexicon["source"]) <= {source.id for source in corpus.sources}
    assert set(lexicon["unit"]) <= set(get_args(Unit))
    stems = {population.id.rpartition("-")[0] for population in corpus.populations}
    assert set(lexicon["nth"]) <= stems
    assert set(lexicon["follow"]) == {"cue", "anaphor"}


def test_ids_fit_the_fields_of_a_query(lexicon):
    for comparator, vintage in zip(lexicon["comparator"], lexicon["vintage"], strict=True):
        assert Query(target="x", comparator=comparator, vintage=vintage)


def test_every_event_is_a_period(lexicon):
    assert [Period(id_) for id_ in lexicon["event"]]


def test_labels_of_refusals_end_a_sentence(lexicon):
    for label in chain(lexicon["restriction"], lexicon["other_unit"]):
        assert re.fullmatch(r"[A-Za-z][A-Za-z ]*", label)


def test_a_segment_is_tagged_in_bounded_time(tagger):
    assert len(tagger.tag("how many women " * 16).marks) == 32


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        ("how many ladies made it south in 2012?", ("women",)),
        ("How many man and woman arrived 2011", ("men", "women")),
        ("what share of guys came", ("men",)),
        ("womens and mens numbers", ("women", "men")),
        ("hey guys, how many came?", ()),
        ("thanks man, how many came in 2013", ()),
        ("what makes crossing so dangerous", ()),
        ("the last two, were they males or females?", ("men", "women")),
    ],
)
def test_people_are_named_in_many_ways(tagger, text, populations):
    assert slots(tagger.tag(clean(text))).populations == populations


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("how many came in the five years before the pandemic", ("2015/2019",)),
        ("how many since kim jong un took power", ("2012/..",)),
        ("how many between the armistice and 1990", ("1953/1990",)),
        ("when was the fence finished?", ()),
        ("how many came after the fence was finished", ("2013/..",)),
        ("when did the new leader come to power", ()),
        ("how many came before 2013", ("../2012",)),
        ("how many by the end of 2013, up to 2015, 2011 and the year after", ("../2013", "../2015", "2011/2012")),
    ],
)
def test_events_are_periods_and_leave_dates_alone(tagger, text, periods):
    assert slots(tagger.tag(clean(text))).periods == tuple(map(Period, periods))


@pytest.mark.parametrize(
    ("text", "field", "ids"),
    [
        ("how many kids came in 2013", "restrictions", ("age",)),
        ("how many per month", "restrictions", ("month",)),
        ("how many went to Germany", "restrictions", ("other country",)),
        ("by boat?", "restrictions", ("route or means of travel",)),
        ("to what degree did arrivals decrease in the country", "restrictions", ()),
        ("what is the reason that part of it started", "restrictions", ()),
        ("what does a guide cost in won", "other_units", ("won",)),
        ("how much in bucks", "units", ("USD",)),
        ("in percentage points please", "units", ("points",)),
        ("official figures as first announced", "vintages", ("first",)),
        ("official figures as first announced", "sources", ("ministry",)),
        ("how often does the ministry publish its statistics", "sources", ()),
        ("what does Lankov say", "sources", ("part-4",)),
        ("is part IV the last one", "sources", ("part-4",)),
        ("what is the 3rd instalment about", "nth", ("part-3",)),
        ("when did arrivals exceed 2,500", "comparators", ("above",)),
        ("when did they go over the border", "comparators", ()),
    ],
)
def test_other_classes(tagger, text, field, ids):
    found = getattr(slots(tagger.tag(clean(text))), field)
    assert tuple(dict.fromkeys(one[0] if isinstance(one, tuple) else one for one in found)) == ids


@pytest.mark.parametrize(
    "text",
    [
        "wie viele nordkoreaner kamen 2013 nach südkorea",
        "combien de femmes sont arrivées en 2013",
        "¿cuántos norcoreanos llegaron en 2013?",
        "hoeveel vluchtelingen kwamen er in 2013",
        "quanti rifugiati sono arrivati nel 2013",
        "quantos refugiados chegaram em 2013",
    ],
)
def test_other_languages_are_told_apart(corpus, text):
    assert Languages(corpus.lexicon).foreign(clean(text))


def test_no_sentence_of_the_corpus_is_foreign(corpus):
    languages = Languages(corpus.lexicon)
    said = [passage.text for passage in corpus.passages] + [topic.ask for topic in corpus.topics]
    said += [unknown.label for unknown in corpus.unknowns] + [talk.text for talk in corpus.talk]
    assert [text for text in said if languages.foreign(clean(text))] == []
