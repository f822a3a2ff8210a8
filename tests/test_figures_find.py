"""Which years lie beyond a number and how many they are; which values a source has of a cell."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, target="arrivals", operation="find", **fields):
    return figures.compute(Query.model_validate({"target": target, "operation": operation, **fields}))


def told(outcome):
    return [(str(f.period), f.population, str(f.value), f.unit) for f in outcome.figures]


COUNTS = [
    ({"claimed": [2000], "comparator": "above"}, ("1999/2025", "all", "6", "years"), range(2006, 2012)),
    ({"claimed": [2000], "comparator": "above", "unit": "years"}, ("1999/2025", "all", "6", "years"), range(2006, 2012)),
    ({"claimed": [2500], "comparator": "above", "periods": ["2006/2010"]}, ("2006/2010", "all", "3", "years"), (2007, 2008, 2009)),
    ({"claimed": [100], "comparator": "below"}, ("1999/2025", "all", "2", "years"), (2021, 2022)),
    ({"claimed": [50], "comparator": "below", "populations": ["men"]}, ("2002/2025", "men", "5", "years"), range(2021, 2026)),
    ({"claimed": [1000], "comparator": "below", "periods": ["2019", "2020", "2022"]}, ("2019/2022", "all", "2", "years"), (2020, 2022)),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "count", "years"), COUNTS)
def test_the_years_and_how_many_they_are(figures, fields, count, years):
    outcome = ask(figures, **fields)
    assert told(outcome)[-1] == count
    assert [str(figure.period) for figure in outcome.figures[:-1]] == [str(year) for year in years]
    assert outcome.figures[-1].computed
    assert {figure.source for figure in outcome.figures} == {"ministry"}
    assert {figure.status for figure in outcome.figures} == {"final"}


def test_its_headline(figures):
    assert ask(figures, claimed=[100], comparator="below").headline == (
        "Of the years from 1999 to 2025, 2 had fewer than 100 people: 63 people arrived in the South in 2021; 67 people "
        "arrived in the South in 2022."
    )
    shares = ask(figures, target="arrival_share", claimed=[85], comparator="above")
    assert shares.headline.startswith(
        "Of the years from 2002 to 2025, 3 had more than 85 percent: 85.2 percent of those"
    )


def test_one_year_or_none_is_told_as_before(figures):
    assert ask(figures, claimed=[2900], comparator="above").headline == "2,914 people arrived in the South in 2009."
    none = ask(figures, claimed=[3000], comparator="above")
    assert none.headline.startswith(
        "Not one of the years from 1999 to 2025 has more than 3,000 people; the highest: 2,914"
    )
    assert told(none) == [("2009", "all", "2914", "people")]


def test_a_number_of_years_that_is_asked_for_is_told_even_of_one(figures):
    outcome = ask(figures, claimed=[2900], comparator="above", unit="years")
    assert told(outcome)[-1] == ("1999/2025", "all", "1", "years")
    assert (
        ask(figures, target="cumulative_arrivals", claimed=[34000], comparator="above", unit="years").reason
        == "no_unit"
    )
    assert ask(figures, claimed=[1516], unit="years").reason == "no_unit"


def test_running_totals_are_not_counted_as_years(figures):
    outcome = ask(figures, target="cumulative_arrivals", claimed=[34300], comparator="above")
    assert {figure.unit for figure in outcome.figures} == {"people"}


@pytest.mark.parametrize("operation", ["first", "last", "find"])
@pytest.mark.parametrize(("limit", "comparator", "year"), [(3000, "above", "2009"), (50, "below", "2021")])
def test_the_nearest_year_is_cited_where_none_is_beyond(figures, operation, limit, comparator, year):
    outcome = ask(figures, operation=operation, claimed=[limit], comparator=comparator)
    assert [str(figure.period) for figure in outcome.figures] == [year]
    assert [(seen.measure, str(seen.period), seen.value) for seen in outcome.evidence] == [
        ("arrivals", year, outcome.figures[0].value)
    ]
    assert outcome.denies


SHARE = {"target": "arrival_share", "periods": ["2013"], "populations": ["women"]}


@pytest.mark.parametrize("source", ["ministry", None])
@pytest.mark.parametrize("claimed", [[69, 1516, 1046], [69], [69, 1516]])
def test_a_share_is_checked_against_the_counts(figures, source, claimed):
    outcome = ask(figures, **SHARE, operation="verify", source=source, claimed=claimed)
    whose = "According to the ministry's table, no" if source else "No"
    assert outcome.headline.startswith(
        f"{whose}, not 69 percent: 75.6 percent of those who arrived in the South in 2013"
    )
    assert told(outcome)[0] == ("2013", "women", "75.6", "percent")
    assert {figure.source for figure in outcome.figures} == {"ministry"}
    assert outcome.denies


def test_what_an_article_prints_is_right_by_the_article(figures):
    outcome = ask(figures, **SHARE, operation="verify", source="part-4", claimed=[69, 76])
    assert told(outcome) == [("2013", "women", "69", "percent")]
    assert outcome.headline == (
        "According to part 4 of the series, 69 percent of those who arrived in the South in 2013 were women."
    )


@pytest.mark.parametrize("operation", ["lookup", "share"])
@pytest.mark.parametrize("target", ["arrival_share", "arrivals"])
def test_by_the_table_a_share_is_reckoned_from_its_counts(figures, operation, target):
    asked = SHARE | {"target": target, "unit": "percent"}
    outcome = ask(figures, **asked, operation=operation, source="ministry")
    assert told(outcome)[0] == ("2013", "women", "75.6", "percent")
    assert outcome.figures[0].formula == "1,145 ÷ 1,514 × 100, rounded to one decimal"
    assert outcome.headline.startswith("According to the ministry's table, 75.6 percent")


def test_a_value_is_never_told_as_that_of_another_source_or_vintage(figures):
    assert ask(figures, claimed=[1514], source="part-4").reason == "no_period"
    assert ask(figures, claimed=[2737], vintage="final").reason == "no_period"
    assert told(ask(figures, claimed=[2737], source="ministry")) == [("2011", "all", "2737", "people")]
    both = {"operation": "verify", "periods": ["2011"], "claimed": [2737, 2706]}
    assert told(ask(figures, **both, source="part-4")) == [("2011", "all", "2706", "people")]
    assert told(ask(figures, **both, source="ministry"))[0] == ("2011", "all", "2737", "people")


MEN_ABOVE = [
    ("2021", "men", "40", "people"),
    ("2021", "women", "23", "people"),
    ("2022", "men", "35", "people"),
    ("2022", "women", "32", "people"),
]


@pytest.mark.parametrize("fields", [{}, {"comparator": "above"}, {"comparator": "above", "unit": "years"}])
def test_the_years_in_which_one_group_outnumbers_the_other(figures, fields):
    outcome = ask(figures, populations=["men", "women"], **fields)
    assert outcome.headline == (
        "Of the years from 2002 to 2025, 2 had more men than women: 40 men against 23 women in 2021; 35 men against 32 "
        "women in 2022."
    )
    assert told(outcome) == [*MEN_ABOVE, ("2002/2025", "men", "2", "years")]
    assert outcome.figures[-1].formula == "count of the years from 2002 to 2025 with more men than women"


def test_below_and_in_a_span(figures):
    below = ask(figures, populations=["women", "men"], comparator="below")
    assert "2 had fewer women than men: 23 women against 40 men in 2021" in below.headline
    some = ask(figures, populations=["men", "women"], comparator="above", periods=["2011/2021"])
    assert told(some) == [*MEN_ABOVE[:2], ("2011/2021", "men", "1", "years")]
    shares = ask(figures, target="arrival_share", populations=["men", "women"])
    assert told(shares)[0] == ("2021", "men", "63.5", "percent")


def test_the_nearest_year_where_no_group_outnumbers_the_other(figures):
    none = ask(figures, populations=["men", "women"], comparator="above", periods=["2011/2020"])
    assert none.denies
    assert none.headline == (
        "Not one of the years from 2011 to 2020 has more men than women; the nearest: 72 men against 157 women in 2020."
    )
    assert told(ask(figures, populations=["men", "women"], comparator="equal"))[0] == ("2022", "men", "35", "people")


def test_one_year_is_a_comparison(figures):
    one = ask(figures, populations=["men", "women"], periods=["2021"])
    assert one.headline == "Yes: 40 men arrived in the South in 2021, more than the 23 women, by 17 people."


def test_only_the_years_that_both_groups_have(figures):
    every = ask(figures, populations=["all", "men"])
    assert told(every)[-1] == ("2002/2025", "all", "24", "years")


def test_a_second_group_beside_a_number_is_not_dropped(figures):
    asked = {"populations": ["men", "women"], "claimed": [500], "comparator": "above"}
    assert ask(figures, **asked).reason == "unlawful"
