"""Periods spelled as people spell them."""

import json
import re
from decimal import Decimal

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.clean import clean, segments
from retrieval.question.marks import ANY, Marked
from retrieval.question.numbers import reduce_numbers, spell_out
from retrieval.question.periods import reduce_periods, shorten_years
from retrieval.question.slots import slots
from retrieval.question.tags import Tagger


def found(text):
    marked = Marked(shorten_years(spell_out(clean(text))))
    reduce_periods(marked)
    reduce_numbers(marked)
    return marked


def periods(text):
    return [str(mark.value) for mark in found(text).in_order() if mark.kind == "period"]


YEARS = {
    "in 2013": "2013",
    "in '13": "2013",
    "in ’13": "2013",
    "2k13": "2013",
    "two thousand nine": "2009",
    "two thousand and nine": "2009",
    "twenty thirteen": "2013",
    "nineteen ninety-eight": "1998",
    "nineteen ninety eight": "1998",
    "twenty oh nine": "2009",
    "２０１３": "2013",
    "the year after 2012": "2013",
    "the year before 2012": "2011",
    "the year preceding 2010": "2009",
    "one year after 2010": "2011",
    "two years before 2013": "2011",
    "3 years after 2010": "2013",
    "a year later than 2010": "2011",
}
SPANS = {
    "2006-2010": "2006/2010",
    "2006–10": "2006/2010",
    "'06-'10": "2006/2010",
    "from 2006 to 2010": "2006/2010",
    "between 2006 and 2010": "2006/2010",
    "2006 through 2010": "2006/2010",
    "2006 till 2010": "2006/2010",
    "2006 2 2010": "2006/2010",
    "the 1990s": "1990/1999",
    "the 90s": "1990/1999",
    "the '90s": "1990/1999",
    "the nineties": "1990/1999",
    "in the 2010s": "2010/2019",
    "late 2000s": "2007/2009",
    "the early 2010s": "2010/2013",
    "mid-2000s": "2004/2006",
    "the five years before 2020": "2015/2019",
    "the two years after 2011": "2012/2013",
    "since 2011": "2011/..",
    "from 2011 on": "2011/..",
    "from 2011 onwards": "2011/..",
    "after 2011": "2012/..",
    "before 2003": "../2002",
    "up to 1998": "../1998",
    "by the end of 1998": "../1998",
    "until 1998": "../1998",
    "since the year 2011": "2011/..",
}
PARTS = {
    "july 2012": "2012-07",
    "in feb. 2014": "2014-02",
    "2012-07": "2012-07",
    "19 february 2014": "2014-02-19",
    "february 19th, 2014": "2014-02-19",
    "2014-02-19": "2014-02-19",
    "the first half of 2013": "2013-40",
    "h2 2013": "2013-41",
    "q1 2012": "2012-33",
    "2012q3": "2012-35",
    "the second quarter of 2012": "2012-34",
    "the last quarter of 2020": "2020-36",
    "summer 2012": "2012-22",
    "the summer of 2012": "2012-22",
    "january to may 2012": "2012-01/2012-05",
}


@pytest.mark.parametrize(("text", "period"), [*YEARS.items(), *SPANS.items(), *PARTS.items()])
def test_one_period_is_found_however_it_is_spelled(text, period):
    assert periods(f"how many came {text}?") == [period]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011 or 2013", ["2011", "2013"]),
        ("2011+2012+2013", ["2011", "2012", "2013"]),
        ("2011, 2012 & 2013", ["2011", "2012", "2013"]),
        ("2013 vs 2012", ["2013", "2012"]),
        ("2011 ÷ 2013", ["2011", "2013"]),
        ("the 1990s against the 2000s", ["1990/1999", "2000/2009"]),
        ("2007-2011 and 2012-2016", ["2007/2011", "2012/2016"]),
        ("2013 and the year before", ["2012/2013"]),
    ],
)
def test_several_periods_are_kept_apart_and_in_order(text, expected):
    assert periods(text) == expected


@pytest.mark.parametrize(
    "text", ["1,516 people", "$2,000", "2010.5", "no. 20134", "id 120131", "1516", "2,028", "$1990"]
)
def test_a_number_is_no_year(text):
    assert periods(text) == []


@pytest.mark.parametrize(
    "text", ["the year 99999999999999999999", "the year 12345", "in 1066 ad", "the 30th of february 2012"]
)
def test_a_year_that_cannot_be_is_marked_as_such(text):
    assert [mark.kind for mark in found(text).in_order() if mark.kind != "number"] == ["bad_period"]


@pytest.mark.parametrize("text", ["in july", "during March", "last december", "each may"])
def test_a_month_without_a_year_is_marked(text):
    assert [mark.kind for mark in found(text).in_order()] == ["month"]


@pytest.mark.parametrize("text", ["may i ask", "we march on", "what may come"])
def test_a_verb_is_no_month(text):
    assert found(text).in_order() == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,516", "1516"),
        ("2500ish", "2500"),
        ("10k", "10000"),
        ("69%", "69"),
        ("$3,000", "3000"),
        ("a thousand", "1000"),
        ("a family of four", "4"),
        ("1.5 million", "1500000"),
        ("twenty two", "22"),
    ],
)
def test_a_number_is_read(text, value):
    assert [mark.value for mark in found(text).in_order()] == [Decimal(value)]


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text):
    marked = found(text)
    assert len(re.findall(ANY, marked.text)) == len(marked.in_order())


@given(st.integers(1900, 2099))
def test_every_year_of_two_centuries_is_found(year):
    assert periods(f"and in {year}?") == [str(year)]


def test_times_are_read_as_people_write_them(corpus):
    """Written by one who saw neither code nor grammar: every spelling of a time that came to mind."""
    tagger = Tagger(corpus.lexicon)
    lines = [json.loads(line) for line in (ROOT / "tests" / "golden" / "periods.jsonl").read_text().splitlines()]
    missed = [
        line["q"]
        for line in lines
        for read in [slots(tagger.tag(" ".join(segments(clean(line["q"])))))]
        if sorted(period.root for period in read.periods) != sorted(line["periods"])
    ]
    assert len(missed) <= 0.04 * len(lines), missed
