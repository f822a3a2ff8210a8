"""Years of a group that are held as one number together: asked one by one, they are that number."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, operation, *periods, groups=("women",), **fields):
    query = {"target": "arrivals", "operation": operation, "periods": periods, "populations": groups, **fields}
    return figures.compute(Query.model_validate(query))


def told(outcome):
    return [(str(f.period), f.population, str(f.value)) for f in outcome.figures]


NOTE = "The ministry's table has one number of women from 1999 to 2001, not one for each year."
THREE = ("1999/2001", "women", "478")


@pytest.mark.parametrize("operation", ["sum", "lookup", "series"])
@pytest.mark.parametrize("source", [None, "ministry"])
def test_single_years_are_one_cell(figures, operation, source):
    outcome = ask(figures, operation, "1999", "2000", "2001", source=source)
    assert told(outcome) == [THREE]
    assert outcome.headline.endswith("478 women arrived in the South from 1999 to 2001.")
    assert not outcome.figures[0].computed
    assert [remark.text for remark in outcome.remarks if remark.kind == "coverage"] == [NOTE]


@pytest.mark.parametrize("years", [("1999", "2000", "2001", "2002"), ("1999/2000", "2001/2002")])
def test_with_other_years_beside(figures, years):
    outcome = ask(figures, "sum", *years)
    assert told(outcome) == [("1999/2002", "women", "1110"), THREE, ("2002", "women", "632")]
    assert outcome.figures[0].formula == "478 + 632"


def test_a_series_over_them(figures):
    assert told(ask(figures, "series", "1999/2003")) == [THREE, ("2002", "women", "632"), ("2003", "women", "811")]


def test_both_groups(figures):
    outcome = ask(figures, "sum", "1999", "2000", "2001", groups=("women", "men"))
    assert told(outcome) == [("1999/2001", "all", "1043"), THREE, ("1999/2001", "men", "565")]
    assert any("has one number of women and one number of men from" in remark.text for remark in outcome.remarks)


def test_the_longest_cell_is_taken(figures):
    outcome = ask(figures, "sum", *map(str, range(1990, 2000)), groups=())
    assert told(outcome) == [("1990/1999", "all", "488")]


def test_years_that_have_numbers_of_their_own_stay_apart(figures):
    assert len(told(ask(figures, "lookup", "1999", "2000", "2001", groups=()))) == 3


@pytest.mark.parametrize("years", [("1999", "2000"), ("1999", "2001"), ("1999",)])
def test_only_some_of_them_are_refused(figures, years):
    assert ask(figures, "sum", *years).reason == "no_population"
