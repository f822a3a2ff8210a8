"""The end of a range that a query wants, said beside the range; a value with an open end beside the final number."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, target, operation="lookup", *periods, **fields):
    query = {"target": target, "operation": operation, "periods": periods, **fields}
    return figures.compute(Query.model_validate(query))


BOTH = ["2014-02", "../2010"]
ENDS = [
    (["defection_cost", "scale"], {"times": 3, "bound": "low"}, (24000, "3 × 8,000"), "is $24,000–27,000; at the least $24,000."),
    (["guide_fee", "sum"], {"against": "crossing_price", "bound": "high"}, (8000, "3,000 + 5,000"), "a sum of ours; at the most $8,000."),
    (["crossing_price", "change"], {"bound": "low"}, (2970, "3,000 − 30"), "; reckoned from the low ends, $2,970 (3,000 − 30)."),
    (["crossing_price", "change"], {"bound": "high"}, (4950, "5,000 − 50"), "; reckoned from the high ends, $4,950 (5,000 − 50)."),
    (["crossing_price", "ratio", *BOTH], {"bound": "high"}, (100, "5,000 ÷ 50"), "; reckoned from the high ends, about 100 times (5,000 ÷ 50)."),
    (["crossing_price", "gap"], {"against": "defection_cost", "bound": "low"}, (5000, "8,000 − 3,000"), "; reckoned from the low ends, $5,000 (8,000 − 3,000)."),
    (["crossing_price"], {"bound": "high"}, (5000, None), "Crossing the border cost $3,000–5,000 in early 2014; at the most $5,000."),
    (["crossing_price", "range"], {"bound": "low"}, (3000, None), "; at the least $3,000."),
    (["early_exodus"], {"bound": "low"}, (900000, None), "; at the least 900,000 people."),
    (["recent_change"], {"bound": "high"}, (3, None), "; at the most 3 years."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "fields", "end", "told"), ENDS)
def test_the_end_is_said_beside_the_range(figures, asked, fields, end, told):
    outcome = ask(figures, *asked, **fields)
    plain = ask(figures, *asked, **{name: value for name, value in fields.items() if name != "bound"})
    assert outcome.headline.endswith(told)
    assert outcome.headline.startswith(plain.headline.rstrip("."))
    assert outcome.figures[:-1] == plain.figures
    assert (outcome.figures[-1].value, outcome.figures[-1].formula) == end
    assert outcome.figures[-1].approximate == plain.figures[0].approximate
    assert (outcome.evidence, outcome.remarks) == (plain.evidence, plain.remarks)


def test_the_ends_of_several_cells_are_told_with_their_times(figures):
    outcome = ask(figures, "crossing_price", "lookup", "../2010", "2014-02", bound="low")
    assert outcome.headline.endswith("; at the least $30 in the past and $3,000 in early 2014.")
    assert [figure.value for figure in outcome.figures[2:]] == [30, 3000]


@pytest.mark.parametrize("bound", ["low", "high"])
@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (["arrivals"], {}),
        (["arrivals", "change", "2011", "2013"], {}),
        (["guide_fee", "scale"], {"times": 2}),
        (["fence_begun", "when"], {}),
        (["residents", "lookup", "2000"], {}),
        (["crossing_price", "gap"], {}),
        (["crossing_price", "highest"], {}),
    ],
)
def test_what_is_no_range_is_told_as_without(figures, asked, fields, bound):
    assert ask(figures, *asked, **fields, bound=bound) == ask(figures, *asked, **fields)


@pytest.mark.parametrize(
    ("operation", "fields"),
    [("compare", {}), ("verify", {"claimed": [4000]}), ("share", {"against": "defection_cost"})],
)
def test_an_operation_that_cannot_take_an_end_refuses_that_of_a_range(figures, operation, fields):
    assert ask(figures, "crossing_price", operation, **fields, bound="low").reason == "unlawful"


@pytest.mark.parametrize("periods", [["../1999"], ["../1998", "1999"]])
def test_a_value_with_an_open_end_and_the_final_number(figures, periods):
    outcome = ask(figures, "arrivals", "sum", *periods)
    assert [(f.source, f.low, f.value, f.formula) for f in outcome.figures] == [
        ("part-3", 1000, None, None),
        ("ministry", None, 1095, "947 + 148"),
    ]
    assert outcome.headline.endswith(
        "; by the final figures, 1,095 people had arrived in the South by the end of 1999."
    )
    assert {"part-3", "ministry"} <= {seen.source for seen in outcome.evidence}


def test_one_source_alone_where_it_is_named(figures):
    for source, value in (("part-3", None), ("ministry", 1095)):
        assert [f.value for f in ask(figures, "arrivals", "lookup", "../1999", source=source).figures] == [value]


def test_up_to_a_day_and_what_came_right_after_are_one_total(figures):
    outcome = ask(figures, "arrivals", "sum", "2000", "1999", "../1998")
    assert [(str(f.period), f.value, f.formula) for f in outcome.figures] == [("../2000", 1407, "947 + 148 + 312")]
    assert ask(figures, "arrivals", "sum", "../1998", "2001").reason == "no_period"


@pytest.mark.parametrize(("claimed", "verdict"), [(900, "Yes"), (1000, "Yes"), (1050, "That cannot be said")])
def test_an_open_end_is_above_a_number_only_where_its_known_end_is(figures, claimed, verdict):
    outcome = ask(figures, "cumulative_arrivals", "compare", "../1999", claimed=[claimed], comparator="above")
    assert outcome.headline.startswith(verdict)
