"""What came in a time as a part of a longer time, up to a running total."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, target, *periods, **fields):
    query = {"target": target, "operation": "share", "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


def told(outcome):
    return [(f.measure, str(f.period), str(f.value), f.unit) for f in outcome.figures]


ALL = ("cumulative_arrivals", "../2025-12-31", "34537", "people")
SHARES = [
    (("2009", "../2025"), "2009", "8.4", "2914"),
    (("../2025", "2009"), "2009", "8.4", "2914"),
    (("2006/2011", "../2025"), "2006/2011", "44.6", "15407"),
    (("2012/..", "../2025"), "2012/2025", "33.1", "11431"),
    (("2012/..",), "2012/2025", "33.1", "11431"),
]


@pytest.mark.parametrize("target", ["arrivals", "cumulative_arrivals"])
@pytest.mark.parametrize(("periods", "period", "share", "part"), SHARES)
def test_a_time_as_part_of_all_so_far(figures, target, periods, period, share, part):
    outcome = ask(figures, target, *periods)
    expected = [("arrivals", period, share, "percent"), ("arrivals", period, part, "people"), ALL]
    assert told(outcome) == expected, outcome.headline
    assert outcome.figures[0].formula.endswith("÷ 34,537 × 100, rounded to one decimal")
    assert {figure.status for figure in outcome.figures} == {"final"}
    assert {figure.source for figure in outcome.figures} == {"ministry"}


def test_its_headline(figures):
    assert ask(figures, "arrivals", "2006/2011", "../2025").headline == (
        "Arrivals in the South from 2006 to 2011 came to 44.6 percent of arrivals in the South since the division by the "
        "end of 2025: 15,407 people of 34,537 people."
    )


def test_a_whole_that_is_not_named_is_told_as_assumed(figures):
    assert [remark.kind for remark in ask(figures, "arrivals", "2012/..").remarks] == ["assumption"]
    assert ask(figures, "arrivals", "2012/..", "../2025").remarks == ()


def test_two_running_totals(figures):
    outcome = ask(figures, "cumulative_arrivals", "../2023", "../2025", vintage="final")
    expected = [("cumulative_arrivals", "../2023-12-31", "98.7", "percent")]
    assert told(outcome)[:1] == expected
    assert outcome.figures[0].formula == "34,078 ÷ 34,537 × 100, rounded to one decimal"


def test_part_and_whole_of_one_announcement(figures):
    outcome = ask(figures, "arrivals", "2013", "../2013")
    assert outcome.figures[0].formula == "1,516 ÷ 26,124 × 100, rounded to one decimal"
    assert {figure.status for figure in outcome.figures} == {"provisional"}
    assert any("1,514 of 26,122 people" in remark.text for remark in outcome.remarks)


@pytest.mark.parametrize(
    ("target", "periods", "reason"),
    [
        ("arrivals", ("2013", "../2011"), "unlawful"),
        ("cumulative_arrivals", ("2013", "../2011"), "unlawful"),
        ("arrivals", ("2009",), "no_population"),
        ("arrivals", ("1995", "../2025"), "no_period"),
        ("cumulative_arrivals", ("../2025",), "no_population"),
        ("residents", ("../2014-02", "../2015-11"), "unlawful"),
    ],
)
def test_what_is_no_part(figures, target, periods, reason):
    assert ask(figures, target, *periods).reason == reason
