"""By how much a published value was changed, from the first that was announced to the one that stands."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query

CANNOT = "by how much it was changed cannot be said"


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, *periods, target="arrivals", **fields):
    query = {"target": target, "operation": "revision", "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


def told(outcome):
    return [(str(f.value), f.unit, f.status, f.formula) for f in outcome.figures]


CASES = [
    ("arrivals", "2011", "all", "2737", "2706", "31", "2,737 − 2,706"),
    ("arrivals", "2013", "all", "1516", "1514", "2", "1,516 − 1,514"),
    ("arrivals", "2012", "all", "1508", "1502", "6", "1,508 − 1,502"),
    ("arrivals", "2016", "all", "1414", "1418", "4", "1,418 − 1,414"),
    ("arrivals", "2009", "all", "2952", "2914", "38", "2,952 − 2,914"),
    ("arrivals", "2011", "women", "1918", "1911", "7", "1,918 − 1,911"),
    ("arrivals", "2025", "men", "26", "25", "1", "26 − 25"),
    ("cumulative_arrivals", "../2025", "all", "34538", "34537", "1", "34,538 − 34,537"),
    ("arrivals", "../2025", "men", "9594", "9593", "1", "9,594 − 9,593"),
]


@pytest.mark.parametrize(("target", "period", "group", "first", "final", "by", "formula"), CASES)
def test_first_final_and_what_lies_between(figures, target, period, group, first, final, by, formula):
    outcome = ask(figures, period, target=target, populations=[group])
    assert told(outcome) == [
        (by, "people", "provisional", formula),
        (first, "people", "provisional", None),
        (final, "people", "final", None),
    ]
    assert [seen.value for seen in outcome.evidence[:2]] == [int(first), int(final)]


def test_its_headlines(figures):
    assert ask(figures, "2011").headline == (
        "Arrivals in the South in 2011: 2,737 people as first announced on 11 January 2012, lowered by 31 people to 2,706 "
        "people in the final figures."
    )
    assert ask(figures, "2016").headline == (
        "Arrivals in the South in 2016: 1,414 people as first announced in January 2017, raised by 4 people to 1,418 "
        "people in the final figures."
    )
    assert ask(figures, "2001").headline == (
        "Arrivals in the South in 2001: 583 people as first announced on 3 January 2002 and 583 people in the final "
        "figures, a difference of 0 people."
    )


@pytest.mark.parametrize("vintage", ["first", "final"])
def test_naming_one_of_the_two_announcements_changes_nothing(figures, vintage):
    assert ask(figures, "2011", vintage=vintage) == ask(figures, "2011")


def test_up_to_a_day_it_is_the_last_announcement_of_that_day(figures):
    outcome = ask(figures, "2012", vintage="2013-06")
    assert told(outcome)[:3] == [
        ("1", "people", "provisional", "1,509 − 1,508"),
        ("1508", "people", "provisional", None),
        ("1509", "people", "provisional", None),
    ]


def test_a_number_without_a_final_one_is_set_against_its_latest(figures):
    outcome = ask(figures, "2012-02")
    assert [line[0] for line in told(outcome)] == ["6", "90", "84"]
    assert outcome.headline.endswith("lowered by 6 people to 84 people as announced on 2 January 2013.")


def test_an_announcement_that_came_late_is_not_called_the_first(figures):
    outcome = ask(figures, "2005")
    assert "1,383 people as announced on 11 January 2012, raised by 1 person" in outcome.headline
    assert any(remark.text == "What was announced before that is not held." for remark in outcome.remarks)


def test_a_share_that_was_only_rounded_was_not_changed(figures):
    outcome = ask(figures, "2013", target="arrival_share")
    assert [line[:2] for line in told(outcome)] == [("76", "percent"), ("75.6", "percent")]
    assert outcome.headline.endswith("which is 75.6 percent in the final figures, rounded.")
    changed = ask(figures, "2011", target="arrival_share")
    assert told(changed)[0] == ("0.6", "points", "provisional", "70.6 − 70")
    assert changed.figures[0].approximate


@pytest.mark.parametrize(
    ("periods", "fields", "value"),
    [
        (("2018",), {}, "1137"),
        (("2011/2013",), {}, "5722"),
        (("2024",), {"target": "arrival_share"}, "89.0"),
        (("2011",), {"source": "part-4"}, "2706"),
        ((), {"target": "residents"}, "26514"),
    ],
)
def test_one_announcement_says_nothing_of_a_revision(figures, periods, fields, value):
    outcome = ask(figures, *periods, **fields)
    assert [str(figure.value) for figure in outcome.figures] == [value]
    assert any(CANNOT in remark.text for remark in outcome.remarks)


def test_two_values_of_one_article_are_no_revision(figures):
    outcome = ask(figures, target="early_exodus")
    assert [(figure.low, figure.high) for figure in outcome.figures] == [(900000, 1600000)]


@pytest.mark.parametrize(
    ("periods", "fields", "reason"),
    [
        (("1995",), {}, "no_period"),
        (("2024-34",), {}, "no_period"),
        (("2011",), {"claimed": [31]}, "unlawful"),
        (("2011", "2013"), {}, "unlawful"),
        ((), {"target": "fence_begun"}, "unlawful"),
        ((), {"target": "returnees"}, "unlawful"),
    ],
)
def test_refusals(figures, periods, fields, reason):
    outcome = ask(figures, *periods, **fields)
    assert outcome.reason == reason, outcome.headline
    assert not outcome.figures
