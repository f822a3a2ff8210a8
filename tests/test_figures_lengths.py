"""Totals of times of different length, set against each other: each is told, and for how long it counts."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, operation, *periods, **fields):
    query = {"target": "arrivals", "operation": operation, "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


def values(outcome):
    return [(str(figure.period), figure.value, figure.unit) for figure in outcome.figures]


def coverage(outcome):
    return [remark.text for remark in outcome.remarks if remark.kind == "coverage"]


SIX_AND_ONE = "1,014 people from 2020 to 2025 is the total of 6 years, and 1,047 people in 2019 that of 1 year."


@pytest.mark.parametrize("operation", ["compare", "change", "gap"])
def test_the_totals_are_told_and_how_long_each_counts(figures, operation):
    outcome = ask(figures, operation, "2020/2025", "2019")
    told = "1,014 people arrived in the South from 2020 to 2025, fewer than the 1,047 people in 2019, by 33 people."
    assert outcome.headline == told
    expected = [("2020/2025", 1014, "people"), ("2019", 1047, "people"), ("2019/2025", -33, "people")]
    assert values(outcome) == expected
    assert outcome.figures[2].formula == "(229 + 63 + 67 + 196 + 236 + 223) − 1,047"
    assert coverage(outcome) == [SIX_AND_ONE]


def test_in_percent_of_the_second(figures):
    outcome = ask(figures, "change", "2020/2025", "2019", unit="percent")
    assert outcome.headline.endswith("fewer than the 1,047 people in 2019, by 3.2 percent.")
    assert str(outcome.figures[2].value) == "-3.2"


@pytest.mark.parametrize(("operation", "unit"), [("ratio", None), ("change", "times")])
def test_times(figures, operation, unit):
    outcome = ask(figures, operation, "2020/2025", "2019", unit=unit)
    assert [str(figure.value) for figure in outcome.figures] == ["0.97", "1.03", "1014", "1047"]
    assert coverage(outcome) == [SIX_AND_ONE]


def test_of_a_group_and_up_to_the_latest_year(figures):
    outcome = ask(figures, "compare", "2020/..", "2019", populations=["women"])
    assert values(outcome)[:2] == [("2020/2025", 784, "people"), ("2019", 845, "people")]
    assert coverage(outcome) == [
        "784 women from 2020 to 2025 is the total of 6 years, and 845 women in 2019 that of 1 year."
    ]


def test_months_where_not_both_are_years(figures):
    outcome = ask(figures, "compare", "2012-33", "2013")
    assert outcome.headline.startswith(
        "366 people arrived in the South in the first quarter of 2012, fewer than the 1,514"
    )
    told = (
        "366 people in the first quarter of 2012 is the total of 3 months, and 1,514 people in 2013 that of 12 months."
    )
    assert coverage(outcome) == [told]


def test_years_that_have_a_level_are_added_up_beside_other_years(figures):
    outcome = ask(figures, "compare", "2006/2010", "2011/2013", comparator="above")
    assert outcome.headline.startswith("Yes: 12,701 people arrived in the South from 2006 to 2010, more than the 5,722")
    assert ask(figures, "compare", "2006/2010", "2013").figures[0].measure == "arrivals_level"


def test_times_of_one_length_have_no_such_note(figures):
    assert coverage(ask(figures, "compare", "2012", "2013")) == []
    assert coverage(ask(figures, "compare", "2006/2008", "2009/2011")) == []


def test_a_claimed_change_between_them_is_refused(figures):
    outcome = ask(figures, "verify", "2012-33", "2013", claimed=[50], unit="percent")
    assert outcome.reason == "unlawful"
    assert "times of different length" in outcome.headline
