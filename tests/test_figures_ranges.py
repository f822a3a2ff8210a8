"""A cell that is itself a range: how far apart its ends are."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def ask(figures, target, *periods, operation="gap", **fields):
    query = {"target": target, "operation": operation, "periods": list(periods), **fields}
    return figures.compute(Query.model_validate(query))


@pytest.mark.parametrize("periods", [(), ("../1953",), ("1945/1953",)])
def test_the_range_and_the_distance_between_its_ends(figures, periods):
    outcome = ask(figures, "early_exodus", *periods)
    assert outcome.headline == (
        "900,000–1,600,000 people fled from the North to the South from 1945 to 1953, a gap of about 700,000 people "
        "between the two ends."
    )
    span, gap = outcome.figures
    assert (span.low, span.high, span.value, str(span.period)) == (900000, 1600000, None, "1945/1953")
    assert (gap.value, gap.unit, gap.formula) == (700000, "people", "1,600,000 − 900,000")


def test_of_a_price(figures):
    outcome = ask(figures, "crossing_price", "2014-02")
    assert [(f.low, f.high, f.value) for f in outcome.figures] == [(3000, 5000, None), (None, None, 2000)]
    assert outcome.headline.startswith("Crossing the border cost $3,000–5,000 in early 2014, a gap of about $2,000")


@pytest.mark.parametrize(
    ("target", "fields", "reason"),
    [
        ("guide_fee", {}, "unlawful"),
        ("residents", {}, "unlawful"),
        ("division_length", {}, "unlawful"),
        ("early_exodus", {"unit": "percent"}, "unlawful"),
        ("early_exodus", {"operation": "change"}, "no_period"),
        ("early_exodus", {"operation": "compare"}, "no_period"),
        ("returnees", {}, "unlawful"),
    ],
)
def test_what_is_no_range_has_no_ends(figures, target, fields, reason):
    assert ask(figures, target, **fields).reason == reason


def test_everything_up_to_a_day_is_the_cell_that_ends_there(figures):
    outcome = ask(figures, "early_exodus", "../1953", operation="lookup")
    assert [(figure.low, figure.high) for figure in outcome.figures] == [(900000, 1600000)]
    assert ask(figures, "early_exodus", "../1950", operation="lookup").reason == "no_period"


@pytest.mark.parametrize("source", [None, "part-1"])
@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [(3000000, "no, not 3,000,000 people: "), (1200000, "that lies within it: "), (500000, "no, not 500,000 people: ")],
)
def test_a_range_with_two_ends_bounds_one_with_an_open_end(figures, source, claimed, verdict):
    query = {"target": "early_exodus", "operation": "verify", "periods": ["1945/1953"], "claimed": [claimed]}
    outcome = figures.compute(Query.model_validate(query | {"source": source}))
    assert verdict + "900,000–1,600,000 people fled" in outcome.headline.replace("No,", "no,").replace("That", "that")
    assert outcome.denies == verdict.startswith("no")
