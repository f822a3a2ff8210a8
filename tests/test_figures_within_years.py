"""What came inside a year, as the difference of two running totals that are held."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, *periods, operation="lookup", target="arrivals", **fields):
    query = {"target": target, "operation": operation, "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


FLOWS = [
    ("2024-33", "all", 43, "34,121 − 34,078"),
    ("2024-01/2024-03", "all", 43, "34,121 − 34,078"),
    ("2023-01/2023-03", "all", 34, "33,916 − 33,882"),
    ("2023-33", "all", 34, "33,916 − 33,882"),
    ("2025-33", "all", 38, "34,352 − 34,314"),
    ("2024-10/2024-12", "all", 55, "34,314 − 34,259"),
    ("2024-36", "all", 55, "34,314 − 34,259"),
    ("2024-04/2024-09", "all", 138, "34,259 − 34,121"),
    ("2023-04/2023-12", "all", 162, "34,078 − 33,916"),
    ("2025-04/2025-12", "all", 185, "34,537 − 34,352"),
    ("2023-01/2024-03", "all", 239, "34,121 − 33,882"),
    ("2024-04/2024-09", "women", 124, "24,695 − 24,571"),
    ("2024-36", "women", 51, "24,746 − 24,695"),
    ("2024-36", "men", 4, "9,568 − 9,564"),
    ("2024-33", "women", 35, "24,571 − (24,372 + 164)"),
]


@pytest.mark.parametrize(("period", "group", "value", "formula"), FLOWS)
def test_a_flow_is_what_a_running_total_grew_by(figures, period, group, value, formula):
    for operation in ("lookup", "sum"):
        figure = ask(figures, period, operation=operation, populations=[group]).figures[0]
        assert (figure.value, figure.formula, figure.unit) == (value, formula, "people")
        assert (str(figure.period), figure.population, figure.status) == (period, group, "final")


def test_it_says_what_it_is_the_difference_of(figures):
    outcome = ask(figures, "2024-33")
    assert outcome.headline == "43 people arrived in the South in the first quarter of 2024."
    told = (
        "43 people in the first quarter of 2024 is the difference of two running totals: 34,078 people had arrived in "
        "the South by the end of 2023, and 34,121 people had arrived in the South by the end of March 2024."
    )
    assert [remark.text for remark in outcome.remarks] == [told]
    assert [str(seen.period) for seen in outcome.evidence] == ["../2024-03-31", "../2023-12-31"]


def test_totals_of_two_announcements_say_so(figures):
    outcome = ask(figures, "2017-40")
    assert [(figure.value, figure.status) for figure in outcome.figures] == [(597, "provisional")]
    assert any("announced at different times" in remark.text for remark in outcome.remarks)


@pytest.mark.parametrize(
    ("period", "fields"),
    [
        ("2024-34", {}),  # no total at the end of June
        ("2024-02", {}),
        ("2023-33", {"populations": ["women"]}),
        ("2025-33", {"populations": ["men"]}),
        ("2010-11-12/2010-11-15", {}),  # one of the totals is a round number
        ("2016-11-12/2016-11-30", {}),
        ("2018-41", {}),  # one of the totals would be reckoned from a final and a provisional number
        ("2024-33", {"vintage": "2023"}),
        ("0001-01/0001-03", {}),
    ],
)
def test_without_both_totals_there_is_no_figure(figures, period, fields):
    outcome = ask(figures, period, **fields)
    assert outcome.reason in ("no_period", "no_population", "no_source")
    assert not outcome.figures


def test_a_cell_of_its_own_goes_before_a_difference(figures):
    assert [(f.value, f.formula) for f in ask(figures, "2020-36").figures] == [(34, None)]
    assert [(f.value, f.formula) for f in ask(figures, "2012-33").figures] == [(366, None)]


def test_what_is_reckoned_on_from_such_flows(figures):
    change = ask(figures, "2024-33", "2025-33", operation="change")
    told = "Arrivals in the South fell by 5 people (11.6 percent), from 43 people in the first quarter of 2024 to 38 people"
    assert change.headline.startswith(told)
    share = ask(figures, "2024-36", operation="share", populations=["women"])
    assert (str(share.figures[0].value), share.figures[0].unit) == ("92.7", "percent")
    assert ask(figures, "2024-36", operation="gap").figures[0].value == 47
    assert ask(figures, "2024-33", operation="verify", claimed=[43]).headline.startswith("Yes: 43 people")


def test_part_of_a_year_is_not_told_as_the_whole_of_it(figures):
    outcome = ask(figures, "2020-10/2022-12")
    assert [(figure.value, figure.formula) for figure in outcome.figures] == [(164, "34 + 63 + 67")]
    assert outcome.headline == "164 people arrived in the South from October 2020 to December 2022."


@pytest.mark.parametrize(
    ("first", "group", "value"),
    [
        ("../2024-03", "all", 138),
        ("../2024-03-31", "all", 138),
        ("../2024-03", "men", 14),
        ("../2024-03-31", "women", 124),
    ],
)
@pytest.mark.parametrize("target", ["arrivals", "cumulative_arrivals"])
def test_the_change_of_a_running_total_between_two_days(figures, target, first, group, value):
    asked = {"operation": "change", "target": target, "populations": [group]}
    outcome = ask(figures, first, "../2024-09-30", **asked)
    assert (outcome.figures[0].value, outcome.figures[0].unit) == (value, "people")
