"""Two groups at two times set against each other pair by pair, and a flow set against everything up to a day."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, operation, *periods, groups=(), **fields):
    query = {"target": "arrivals", "operation": operation, "periods": list(periods), "populations": groups, **fields}
    return figures.compute(Query.model_validate(query))


def told(outcome):
    return [(str(f.period), f.population, str(f.value), f.unit) for f in outcome.figures]


MEN, WOMEN = ("2011", "men", "795", "people"), ("2003", "women", "811", "people")
PAIR = {"groups": ["men", "women"]}


@pytest.mark.parametrize("operation", ["compare", "change"])
def test_the_first_group_at_the_first_time_and_the_second_at_the_second(figures, operation):
    outcome = ask(figures, operation, "2011", "2003", **PAIR)
    assert outcome.headline == ("795 men arrived in the South in 2011, fewer than the 811 women in 2003, by 16 people.")
    assert told(outcome) == [MEN, WOMEN, ("2003/2011", "women", "16", "people")]
    assert outcome.figures[2].formula == "811 − 795"
    assert {figure.source for figure in outcome.figures} == {"ministry"}


def test_their_gap_and_ratio(figures):
    gap = ask(figures, "gap", "2011", "2003", **PAIR)
    assert gap.headline == "Arrivals in the South: 811 women in 2003 against 795 men in 2011, a gap of 16 people."
    assert told(gap) == [("2003/2011", "women", "16", "people"), WOMEN, MEN]
    ratio = ask(figures, "ratio", "2011", "2003", **PAIR)
    assert ratio.headline.startswith("Arrivals in the South: 795 men in 2011 against 811 women in 2003, or 0.98 times")
    assert told(ratio)[2:] == [MEN, WOMEN]
    assert told(ask(figures, "change", "2011", "2003", **PAIR, unit="times")) == told(ratio)


def test_everyone_may_be_one_of_the_two(figures):
    outcome = ask(figures, "compare", "2020", "2024", groups=["all", "women"], comparator="below")
    assert outcome.headline == (
        "No: 229 people arrived in the South in 2020, more than the 210 women in 2024, by 19 people."
    )
    assert told(outcome)[:2] == [("2020", "all", "229", "people"), ("2024", "women", "210", "people")]


def test_a_share_and_a_price(figures):
    shares = ask(figures, "compare", "2011", "2003", **PAIR, target="arrival_share")
    assert "less than the 63.1 percent (women) in 2003, by 33.7 percentage points" in shares.headline
    prices = ask(
        figures,
        "compare",
        "2014-02",
        "../2010",
        groups=["all", "best_case"],
        target="crossing_price",
        comparator="above",
    )
    assert "more than the $0 (in the best case) in the past" in prices.headline


def test_years_with_a_level_are_added_up_for_a_group(figures):
    outcome = ask(figures, "compare", "2006/2010", "2013", groups=["women", "men"])
    assert told(outcome)[:2] == [("2006/2010", "women", "9752", "people"), ("2013", "men", "369", "people")]


@pytest.mark.parametrize(("claimed", "verdict"), [(16, "Yes: "), (1116, "No: ")])
def test_a_claimed_difference_is_that_of_the_pair(figures, claimed, verdict):
    assert ask(figures, "verify", "2011", "2003", **PAIR, claimed=[claimed]).headline.startswith(f"{verdict}795 men")


def test_two_groups_have_no_change_at_one_time(figures):
    assert ask(figures, "change", "2011", **PAIR).reason == "unlawful"


UP_TO = [("2007", "all", "2554", "people"), ("../1999", "all", "1095", "people")]


@pytest.mark.parametrize("operation", ["compare", "change", "gap"])
def test_a_year_against_everything_up_to_a_day(figures, operation):
    outcome = ask(figures, operation, "2007", "../1999")
    assert told(outcome) == [*UP_TO, ("../2007", "all", "1459", "people")]
    assert outcome.figures[1].formula == "947 + 148"
    assert outcome.headline.endswith("by the end of 1999, 1,095 people, by 1,459 people.")
    assert {figure.source for figure in outcome.figures} == {"ministry"}


def test_the_year_as_times_everything_up_to_a_day_and_by_a_group(figures):
    assert told(ask(figures, "ratio", "2007", "../1999"))[0] == ("../2007", "all", "2.33", "times")
    outcome = ask(figures, "compare", "../1998", "2007", groups=["women", "men"])
    assert told(outcome)[:2] == [("../1998", "women", "116", "people"), ("2007", "men", "573", "people")]


def test_a_claimed_difference_from_everything_up_to_a_day(figures):
    assert ask(figures, "verify", "2007", "../1999", claimed=[1459]).headline.startswith("Yes: 2,554 people")
