"""The sharpest rise or fall from one year to the next."""

import pytest

from retrieval.corpus import Corpus, Measure, Observation, Source
from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, *periods, target="arrivals", **fields):
    query = {"target": target, "operation": "steepest", "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


def told(outcome):
    return [(str(f.period), f.population, str(f.value), f.unit) for f in outcome.figures]


CASES = [
    ((), {}, ("2011/2012", "all", "-1204", "people"), "1502", "2706"),
    ((), {"comparator": "below"}, ("2011/2012", "all", "-1204", "people"), "1502", "2706"),
    ((), {"comparator": "above"}, ("2005/2006", "all", "644", "people"), "2028", "1384"),
    ((), {"comparator": "above", "unit": "percent"}, ("2022/2023", "all", "192.5", "percent"), "196", "67"),
    ((), {"comparator": "below", "unit": "percent"}, ("2019/2020", "all", "-78.1", "percent"), "229", "1047"),
    ((), {"unit": "percent"}, ("2022/2023", "all", "192.5", "percent"), "196", "67"),
    ((), {"comparator": "above", "populations": ["women"]}, ("2005/2006", "women", "553", "people"), "1513", "960"),
    ((), {"comparator": "below", "populations": ["men"]}, ("2011/2012", "men", "-391", "people"), "404", "795"),
    (("2006/2012",), {"comparator": "above"}, ("2006/2007", "all", "526", "people"), "2554", "2028"),
    (("2013/..",), {"comparator": "above"}, ("2015/2016", "all", "143", "people"), "1418", "1275"),
    (("../2010",), {"comparator": "below"}, ("2004/2005", "all", "-514", "people"), "1384", "1898"),
    (("2009", "2008", "2010"), {"comparator": "above"}, ("2008/2009", "all", "111", "people"), "2914", "2803"),
]


@pytest.mark.parametrize(("periods", "fields", "change", "after", "before"), CASES)
def test_the_change_and_its_two_values(figures, periods, fields, change, after, before):
    outcome = ask(figures, *periods, **fields)
    assert outcome.reason is None, outcome.headline
    first, last = change[0].split("/")
    group = change[1]
    assert told(outcome)[0] == change
    assert told(outcome)[-2:] == [(last, group, after, "people"), (first, group, before, "people")]
    assert outcome.figures[0].computed
    assert {figure.status for figure in outcome.figures} == {"final"}
    assert not outcome.denies


def test_a_share_moves_in_points(figures):
    for fields in ({"target": "arrival_share"}, {"unit": "points"}, {"target": "arrival_share", "unit": "percent"}):
        outcome = ask(figures, comparator="above", populations=["women"], **fields)
        assert told(outcome)[0] == ("2022/2023", "women", "35.9", "points")


def test_its_headlines(figures):
    assert ask(figures, comparator="below").headline == (
        "The sharpest fall from one year to the next, of the years from 1999 to 2025: arrivals in the South fell by "
        "1,204 people (44.5 percent), from 2,706 people in 2011 to 1,502 people in 2012."
    )
    assert ask(figures, comparator="above", unit="percent").headline == (
        "The sharpest rise in percent from one year to the next, of the years from 1999 to 2025: arrivals in the South "
        "rose by 192.5 percent, from 67 people in 2022 to 196 people in 2023."
    )


def test_where_nothing_rose_it_says_so(figures):
    outcome = ask(figures, "2009/2010", comparator="above")
    assert outcome.headline == (
        "Not one of 2009 and 2010 has a rise; the smallest fall: arrivals in the South fell by 512 people "
        "(17.6 percent), from 2,914 people in 2009 to 2,402 people in 2010."
    )
    assert outcome.denies


def test_years_that_do_not_follow_each_other_are_left_out(figures):
    outcome = ask(figures, "2006", "2009", "2010", "2012")
    assert told(outcome)[0] == ("2009/2010", "all", "-512", "people")
    left = "No such change can be told from 2006 to 2009 and from 2010 to 2012, so it is left out."
    assert [remark.text for remark in outcome.remarks] == [left]


@pytest.mark.parametrize(
    ("periods", "fields", "reason"),
    [
        (("1990/2010",), {}, "no_period"),  # a year that is not held could be the sharpest
        (("2006", "2009"), {}, "no_period"),
        (("2012",), {}, "no_period"),
        (("2012-33", "2013-33"), {}, "no_period"),
        ((), {"target": "cumulative_arrivals"}, "unlawful"),
        ((), {"target": "arrivals_level"}, "unlawful"),
        ((), {"target": "crossing_price"}, "unlawful"),
        ((), {"target": "early_exodus"}, "no_period"),
        ((), {"comparator": "equal"}, "unlawful"),
        ((), {"claimed": [4]}, "unlawful"),
        ((), {"populations": ["women", "men"]}, "unlawful"),
        ((), {"unit": "USD"}, "no_unit"),
    ],
)
def test_refusals(figures, periods, fields, reason):
    outcome = ask(figures, *periods, **fields)
    assert outcome.reason == reason, outcome.headline
    assert not outcome.figures


def hive(values):
    seen = [
        {
            "measure": "births",
            "period": str(year),
            "value": value,
            "status": "final",
            "source": "book",
            "printed": str(value),
        }
        for year, value in values.items()
    ]
    return Figures(
        Corpus(
            title="Bees",
            language="en",
            anchor="2010-06-01",
            offer="Ask about bees.",
            disclaimer="",
            sources=(
                Source(id="book", kind="table", title="B", short="the book", publisher="P", url="u", text="table"),
            ),
            passages=(),
            measures=(
                Measure(
                    id="births", label="births", unit="people", kind="flow", sentence="{figure} were born {period}"
                ),
            ),
            observations=tuple(Observation.model_validate(one) for one in seen),
        )
    )


def test_all_that_share_it_are_told():
    outcome = ask(hive({2001: 10, 2002: 15, 2003: 12, 2004: 17}), target="births", comparator="above")
    changes = [
        (str(figure.period), figure.value) for figure in outcome.figures if figure.unit == "people" and figure.computed
    ]
    assert changes == [("2001/2002", 5), ("2003/2004", 5)]
    assert "in 2002; births rose by 5 people" in outcome.headline


def test_from_nothing_there_is_no_percentage():
    births = hive({2001: 0, 2002: 15, 2003: 12})
    outcome = ask(births, target="births", comparator="above", unit="percent")
    assert outcome.headline.startswith(
        "Not one of the years from 2001 to 2003 has a rise in percent; the smallest fall: "
    )
    assert [remark.text for remark in outcome.remarks] == [
        "No such change can be told from 2001 to 2002, so it is left out."
    ]
    assert told(ask(births, target="births"))[0] == ("2001/2002", "all", "15", "people")
    assert ask(hive({2001: 5, 2002: 5}), target="births", comparator="above").headline == (
        "Not one of 2001 and 2002 has a rise; births did not change: 5 people in 2001 and in 2002."
    )
