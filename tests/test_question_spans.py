"""Spans built on other periods, and years counted back from the latest."""

import pytest

from retrieval.period import Period
from retrieval.question.clean import clean
from retrieval.question.marks import Marked
from retrieval.question.numbers import spell_out
from retrieval.question.periods import reduce_periods, shorten_years
from retrieval.question.slots import slots
from retrieval.question.spans import reduce_recent
from retrieval.question.tags import Tagger, Tags


def found(text):
    marked = Marked(shorten_years(spell_out(clean(text))))
    reduce_recent(marked)
    reduce_periods(marked)
    return slots(Tags(marks=marked.in_order(), masked="", rest=""))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("from 2003 up to and including 2008", "2003/2008"),
        ("after 2005 but before 2010", "2006/2009"),
        ("since 2002, which was the lowest year before 2020", "2002/2019"),
        ("in the decade to 2012", "2003/2012"),
        ("in the ten years to 2019", "2010/2019"),
        ("over the three years ending 2013", "2011/2013"),
        ("the first half of the 2010s", "2010/2014"),
        ("the last three years of the 2000s", "2007/2009"),
        ("one year on from 2011", "2012"),
        ("the first year after 2011", "2012"),
        ("the busiest year after 2011", "2012/.."),
        ("post-2013", "2014/.."),
        ("by end-2013", "../2013"),
        ("as of december 2012", "../2012-12"),
        ("the first six months of 2011", "2011-01/2011-06"),
        ("in 2o13", "2013"),
        ("through 2009 to 2013", "2009/2013"),
        ("counted by the end of 98", "../1998"),
        ("in the year 07 and then", "2007"),
        ("in oh-four", "2004"),
        ("the 2013 people", "2013"),
        ("the decade before 2014", "2004/2013"),
        ("among 2014 and 2019", "2014/2019"),
    ],
)
def test_a_span_is_found_however_it_is_told(text, period):
    assert [str(one) for one in found(text).periods] == [period]


def test_what_stands_in_brackets_behind_a_period_says_what_is_meant():
    tags = Tagger({"event": {"2011": ["the takeover"]}}).tag("five years before the takeover (2007-2011)")
    assert [str(one) for one in slots(tags).periods] == ["2007/2011"]


def test_a_year_in_brackets_behind_a_year_renames_nothing():
    assert [str(one) for one in found("arrivals in 2013 (2012)").periods] == ["2013", "2012"]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("in the last five years", (4, 0)),
        ("in the past few years", (2, 0)),
        ("in the last decade", (9, 0)),
        ("ten years ago", (10, 10)),
        ("a decade ago", (10, 10)),
    ],
)
def test_years_are_counted_back_from_the_latest(text, back):
    assert found(text).recent == back


def test_the_last_years_of_a_span_are_not_counted_back():
    assert found("the last three years of the 2000s").recent is None


def test_a_count_of_people_is_no_year():
    assert [str(one) for one in found("did 2000 people come in 2006").periods] == ["2006"]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("relative to 2011, how far down by 2013", ["2011", "../2013"]),
        ("2019 was before 2020, and then 2020", ["2019", "2020"]),
        ("by 2013", ["../2013"]),
        ("in 2015 or by 2013", ["2015", "../2013"]),
    ],
)
def test_an_end_beside_an_earlier_year_stays_open(text, periods):
    assert [str(period) for period in found(text).periods] == periods


def test_a_year_counted_from_another_keeps_it():
    assert str(found("two years after 2011").base) == "2011"
    assert found("the two years after 2011").base is None
    assert found("in 2013").base is None


def test_two_digits_without_the_end_of_a_year_are_a_number():
    assert found("in 98 days").periods == ()


def test_years_that_lead_up_to_a_named_event_end_with_it():
    tags = Tagger({"event": {"../2013": ["before the flood"]}}).tag("in the five years before the flood")
    assert [str(one) for one in slots(tags).periods] == ["2009/2013"]


def test_an_event_beside_a_span_names_no_other_time():
    tags = Tagger({"event": {"2020": ["flood"]}}).tag("from 2017 to 2019, leave the flood year out")
    assert [str(one) for one in slots(tags).periods] == ["2017/2019"]


@pytest.mark.parametrize("text", ["fewer than 2000", "did it pass 2000", "when was it lower than 2000 at last"])
def test_a_round_thousand_behind_a_comparison_is_an_amount(text):
    tags = Tagger({}).tag(text)
    assert (slots(tags).periods, slots(tags).numbers) == ((), (2000,))


@pytest.mark.parametrize("text", ["was 2013 lower than 2000", "more in 2013 than in 2000"])
def test_it_is_a_year_where_a_year_is_set_against_it(text):
    assert [str(one) for one in slots(Tagger({}).tag(text)).periods] == ["2013", "2000"]


def test_a_month_that_is_counted_beside_a_year_cannot_be_used():
    assert slots(Tagger({}).tag("for 2009, what was the october count?")).unusable_periods == ("october",)


@pytest.mark.parametrize(
    ("text", "periods", "unusable"),
    [
        ("leave 2020 out of it: 2019 and 2021", ["2019", "2021"], 0),
        ("never mind 2020 and everything later: 2006 to 2019", ["2006/2019"], 0),
        ("2010 to 2014, not counting 2012", ["2010/2014"], 1),
        ("put 2003+2004+2005 beside 2017+2018+2019", ["2003/2005", "2017/2019"], 0),
        ("divide 2024 by 2022", ["2024", "2022"], 0),
        ("2005 and all subsequent years", ["2005/.."], 0),
        ("between 1 january and 31 december 2004", ["2004"], 0),
        ("2020, 21 and 22", ["2020", "2021", "2022"], 0),
        ("2016 or 17, which?", ["2016", "2017"], 0),
        ("in the year 1999", ["1999"], 0),
    ],
)
def test_times_are_left_out_listed_and_added(text, periods, unusable):
    read = found(text)
    assert [period.root for period in read.periods] == periods
    assert len(read.unusable_periods) == unusable


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2020+21+22 added up", ("2020", "2021", "2022")),
        ("men 2014 15 16", ("2014", "2015", "2016")),
        ("99, 00 and 01", ("1999", "2000", "2001")),
        ("oct, nov and dec 2024", ("2024-10/2024-12",)),
        ("between new year and the end of march 2024", ("2024-01/2024-03",)),
        ("from the end of march to the end of september 2024", ("2024-04/2024-09",)),
        ("everything through 98 is one number", ("../1998",)),
        ("all by the time 2022 closed", ("../2022",)),
        ("since 2022 was the lowest", ("2022",)),
        ("2012 or in the year after", ("2012/2013",)),
        ("groups of 10, 11, 12", ()),
        ("2014 15 17", ("2014",)),
    ],
)
def test_runs_of_years_and_months(text, periods):
    assert found(text).periods == tuple(map(Period, periods))
