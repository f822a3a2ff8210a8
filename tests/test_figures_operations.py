"""What each operation asserts, field by field: value, unit, period, population, formula, source."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Query
from retrieval.period import Period
from retrieval.text import ordinal

PAST, NOW = "../2010", "2014-02"
P2, P3, P11, P12, P18 = (f"part-4/p{n}" for n in (2, 3, 11, 12, 18))
ROUND1, ROUND2 = ", rounded to one decimal", ", rounded to two decimals"


def told(figure):
    """A figure as one line: measure, period, population, value, unit, then what it rests on."""
    value = figure.value if figure.value is not None else f"{figure.low}..{figure.high}"
    about = "~" if figure.approximate else ""
    place = figure.passage or f"{figure.source} {figure.status}"
    line = f"{figure.measure} {figure.period} {figure.population} {about}{value} {figure.unit} | {place}"
    return f"{line} | {figure.formula}" if figure.computed else line


CASES = [
    # a cell: the series first, the table where it has none, one source or vintage where asked
    (["arrivals", "lookup", "2013"], [f"arrivals 2013 all 1516 people | {P2}"]),
    (["arrivals", "lookup", "2013", {"source": "ministry"}], ["arrivals 2013 all 1514 people | ministry final"]),
    (["arrivals", "lookup", "2013", {"vintage": "final"}], ["arrivals 2013 all 1514 people | ministry final"]),
    (["arrivals", "lookup", "2013", {"vintage": "first"}], ["arrivals 2013 all 1516 people | ministry provisional"]),
    (["arrivals", "lookup", "2011", {"vintage": "2012-01"}], ["arrivals 2011 all 2737 people | ministry provisional"]),
    (["arrivals", "lookup"], ["arrivals 2025 all 223 people | ministry final"]),
    (["arrivals", "lookup", {"source": "part-4"}], [f"arrivals 2013 all 1516 people | {P2}"]),
    (["arrivals", "lookup", "2012-33"], ["arrivals 2012-33 all 366 people | ministry provisional"]),
    (["arrivals", "lookup", "2013", {"populations": ["women"]}], ["arrivals 2013 women 1145 people | ministry final"]),
    (["arrivals_level", "lookup"], [f"arrivals_level 2006/2010 all ~2500 people | {P3}"]),
    (["crossing_price", "lookup"], [f"crossing_price {NOW} all ~3000..5000 USD | {P12}"]),
    (
        ["crossing_price", "lookup", PAST, {"populations": ["best_case"]}],
        [f"crossing_price {PAST} best_case 0 USD | {P12}"],
    ),
    (["fence_begun", "when"], [f"fence_begun 2010 all 2010 date | {P11}"]),
    # running totals and shares
    (["arrivals", "sum"], ["cumulative_arrivals ../2025-12-31 all 34537 people | ministry final"]),
    (["arrivals", "lookup", "../2013"], ["cumulative_arrivals ../2013-12-31 all 26124 people | ministry provisional"]),
    (
        ["arrivals", "lookup", "../2013", {"populations": ["men"]}],
        ["cumulative_arrivals ../2013-12-31 men 7950 people | ministry provisional | 26,124 − 18,174"],
    ),
    (
        ["arrivals", "lookup", "../2003", {"vintage": "final"}],
        ["cumulative_arrivals ../2003 all 4417 people | ministry final | 947 + 148 + 312 + 583 + 1,142 + 1,285"],
    ),
    (
        ["arrivals", "share", "2013", {"populations": ["women"]}],
        [f"arrival_share 2013 women 75.6 percent | ministry final | 1,145 ÷ 1,514 × 100{ROUND1}"],
    ),
    (["arrival_share", "lookup", "2013", {"unit": "people"}], ["arrivals 2013 women 1145 people | ministry final"]),
    (
        ["arrivals", "share", "2012", "2011/2013"],
        [f"arrivals 2012 all 26.2 percent | ministry final | 1,502 ÷ (2,706 + 1,502 + 1,514) × 100{ROUND1}"],
    ),
    # two values
    (
        ["arrivals", "change", "2011", "2013"],
        [
            f"arrivals 2011/2013 all -1190 people | {P18} | 1,516 − 2,706",
            f"arrivals 2011/2013 all -44.0 percent | {P18} | (1,516 − 2,706) ÷ 2,706 × 100{ROUND1}",
        ],
    ),
    (
        ["arrivals", "change", "2013", "2011", {"unit": "people", "source": "ministry"}],
        ["arrivals 2011/2013 all -1192 people | ministry final | 1,514 − 2,706"],
    ),
    (
        ["arrival_share", "change", "2011", "2013"],
        [
            "arrival_share 2011/2013 women 5.0 points | ministry final | "
            f"(1,145 ÷ 1,514 × 100) − (1,911 ÷ 2,706 × 100){ROUND1}"
        ],
    ),
    (
        ["arrivals_level", "change", "2006/2010", "2013", {"unit": "percent"}],
        [f"arrivals 2006/2013 all ~-39.4 percent | {P2} | (1,516 − 2,500) ÷ 2,500 × 100{ROUND1}"],
    ),
    (
        ["crossing_price", "change"],
        [f"crossing_price ../2014-02 all ~2970..4950 USD | {P12} | 3,000–5,000 − 30–50"],
    ),
    (["arrivals", "ratio", "2011", "2013"], [f"arrivals 2011/2013 all 1.78 times | {P18} | 2,706 ÷ 1,516{ROUND2}"]),
    (["crossing_price", "ratio"], [f"crossing_price ../2014-02 all ~100 times | {P12} | 3,000–5,000 ÷ 30–50"]),
    (["arrivals", "gap", "2013"], ["arrivals 2013 women 776 people | ministry final | 1,145 − 369"]),
    (
        ["arrivals", "compare", "2013", "2012"],
        ["arrivals 2013 all 1514 people | ministry final", "arrivals 2012 all 1502 people | ministry final"],
    ),
    # spans
    (
        ["arrivals", "series", "2011/2013"],
        [
            "arrivals 2011 all 2706 people | ministry final",
            "arrivals 2012 all 1502 people | ministry final",
            "arrivals 2013 all 1514 people | ministry final",
        ],
    ),
    (["arrivals", "sum", "2011/2013"], ["arrivals 2011/2013 all 5722 people | ministry final | 2,706 + 1,502 + 1,514"]),
    (["arrivals", "sum", "2011", "2013"], [f"arrivals 2011/2013 all 4222 people | {P18} | 2,706 + 1,516"]),
    (
        ["arrivals", "average", "2012/2013"],
        ["arrivals 2012/2013 all 1508 people | ministry final | (1,502 + 1,514) ÷ 2"],
    ),
    (
        ["arrivals", "range", "2006/2010"],
        ["arrivals 2006/2010 all 2028..2914 people | ministry final | 2006: 2,028; 2009: 2,914"],
    ),
    (
        ["arrivals", "trend", "2012/2013"],
        [
            "arrivals 2012 all 1502 people | ministry final",
            "arrivals 2013 all 1514 people | ministry final",
            f"arrivals 2012/2013 all 0.8 percent | ministry final | (1,514 − 1,502) ÷ 1,502 × 100{ROUND1}",
        ],
    ),
    # order
    (["arrivals", "highest"], ["arrivals 2009 all 2914 people | ministry final"]),
    (["arrivals", "lowest", "2002/2012"], ["arrivals 2002 all 1142 people | ministry final"]),
    (["crossing_price", "highest"], [f"crossing_price {NOW} all ~5000 USD | {P12}"]),
    (["crossing_price", "lowest", PAST], [f"crossing_price {PAST} best_case 0 USD | {P12}"]),
    (["arrivals", "rank", {"rank": 2}], ["arrivals 2008 all 2803 people | ministry final"]),
    (
        ["arrivals", "rank", "2011"],
        ["arrivals 2011 all 3 ordinal | ministry final | place among the years from 1999 to 2025, highest first"],
    ),
    (
        ["arrivals", "rank", "2020", {"rank": 1, "comparator": "below"}],
        [
            "arrivals 2021 all 63 people | ministry final",
            "arrivals 2020 all 6 ordinal | ministry final | place among the years from 1999 to 2025, lowest first",
            "arrivals 2020 all 229 people | ministry final",
        ],
    ),
    (
        ["arrivals", "first", {"claimed": [1000], "comparator": "above"}],
        ["arrivals 2002 all 1142 people | ministry final"],
    ),
    (
        ["arrivals", "last", {"claimed": [2000], "comparator": "above"}],
        ["arrivals 2011 all 2706 people | ministry final"],
    ),
    (
        ["arrivals", "first", {"populations": ["women", "men"], "comparator": "above"}],
        ["arrivals 2002 women 632 people | ministry final", "arrivals 2002 men 510 people | ministry final"],
    ),
    (
        ["cumulative_arrivals", "first", {"claimed": [10000], "comparator": "above"}],
        ["cumulative_arrivals ../2007-02 all ~10000 people | ministry provisional"],
    ),
    (["arrivals", "find", {"claimed": [2706]}], [f"arrivals 2011 all 2706 people | {P18}"]),
    (["arrivals", "find", {"claimed": [2737]}], ["arrivals 2011 all 2737 people | ministry provisional"]),
    # money
    (
        ["defection_cost", "parts"],
        [
            f"defection_cost {NOW} all ~8000..9000 USD | {P12}",
            f"crossing_price {NOW} all ~3000..5000 USD | {P12}",
            f"guide_fee {NOW} all ~3000 USD | {P12}",
            f"defection_cost {NOW} all ~6000..8000 USD | {P12} | 3,000–5,000 + 3,000",
        ],
    ),
    (
        ["defection_cost", "scale", {"times": 4}],
        [f"defection_cost {NOW} all ~32000..36000 USD | {P12} | 4 × 8,000–9,000"],
    ),
    # time
    (["fence_completed", "duration"], [f"fence_completed 2010/2012 all 2 years | {P11} | 2012 − 2010"]),
    (["era", "duration", {"populations": ["era-2"]}], ["era 1953/1990 era-2 37 years | part-4/p1 | 1990 − 1953"]),
    (["era", "find", {"claimed": [1985]}], ["era 1953/1990 era-2 1953/1990 date | part-4/p1"]),
    # claims and suppositions
    (["arrivals", "verify", "2011", {"claimed": [2737]}], [f"arrivals 2011 all 2706 people | {P18}"]),
    (["arrivals", "verify", "2013", {"claimed": [1514]}], ["arrivals 2013 all 1514 people | ministry final"]),
    (
        ["arrivals", "verify", "2011", "2013", {"claimed": [50], "unit": "percent"}],
        [f"arrivals 2011/2013 all -44.0 percent | {P18} | (1,516 − 2,706) ÷ 2,706 × 100{ROUND1}"],
    ),
    (
        ["arrival_share", "what_if", "2013", {"claimed": [2000]}],
        [
            "arrivals 2013 women 1513 people | ministry final | "
            "(1,145 ÷ 1,514 × 100) × 2,000 ÷ 100, rounded to a whole number"
        ],
    ),
    (
        ["arrivals_level", "what_if", "2011/2013"],
        [f"arrivals_level 2011/2013 all ~7500 people | {P3} | 3 × 2,500"],
    ),
]


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


@pytest.mark.parametrize(("asked", "expected"), CASES, ids=[" ".join(map(str, asked)) for asked, _ in CASES])
def test_figures(figures, asked, expected):
    target, operation, *rest = asked
    fields = rest.pop() if rest and isinstance(rest[-1], dict) else {}
    query = Query.model_validate({"target": target, "operation": operation, "periods": rest, **fields})
    outcome = figures.compute(query)
    assert outcome.reason is None, outcome.headline
    assert [told(figure) for figure in outcome.figures][: len(expected)] == expected
    assert all(is_said(figure, outcome.headline) for figure in outcome.figures)


def is_said(figure, headline):
    """Whether a headline gives a figure: its number without sign, its ends, its year, or its place in a word."""
    if figure.unit == "ordinal":
        return ordinal(int(figure.value)) in headline
    values = [value for value in (figure.value, figure.low, figure.high) if value is not None]
    said = [str(value)[:4] if isinstance(value, Period) else f"{abs(value):,}" for value in values]
    return all(text in headline for text in said)


def test_what_a_headline_reckons_from_is_a_figure_too(figures):
    query = Query.model_validate({"target": "arrivals", "operation": "change", "periods": ["2011", "2013"]})
    assert [told(figure).partition(" |")[0] for figure in figures.compute(query).figures] == [
        "arrivals 2011/2013 all -1190 people",
        "arrivals 2011/2013 all -44.0 percent",
        "arrivals 2013 all 1516 people",
        "arrivals 2011 all 2706 people",
    ]


def test_a_total_lists_what_it_adds_up_unless_that_is_long(figures):
    def stated(span):
        return figures.compute(Query(target="arrivals", periods=(Period(span),))).figures

    assert [str(figure.period) for figure in stated("2011/2013")] == ["2011/2013", "2011", "2012", "2013"]
    assert len(stated("2002/2013")) == 13
    assert [str(figure.period) for figure in stated("2002/2014")] == ["2002/2014"]


def test_a_printed_value_keeps_its_printed_form(figures):
    figure = figures.compute(Query(target="arrivals", periods=(Period("2013"),))).figures[0]
    assert (figure.printed, figure.status, figure.computed) == ("1,516", "printed", False)


def test_a_formula_over_final_and_provisional_values_says_so(figures):
    outcome = figures.compute(Query(target="arrivals", operation="sum", periods=(Period("2012"), Period("2013-40"))))
    assert told(outcome.figures[0]).endswith("2219 people | ministry provisional | 1,502 + 717")
    assert any("final, and some provisional" in remark.text for remark in outcome.remarks if remark.kind == "vintage")


def test_words_are_shown_and_not_stated(figures):
    outcome = figures.compute(Query(target="returnees"))
    assert (outcome.reason, outcome.figures) == (None, ())
    assert [seen.verbal for seen in outcome.evidence] == ["small number"]
    assert "“small number”" in outcome.headline


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"target": "nothing"}, "no_measure"),
        ({"target": "arrivals", "periods": ["1998"]}, "no_period"),
        ({"target": "arrivals", "periods": ["2013-07"]}, "no_period"),
        ({"target": "arrivals", "periods": ["2012-02"], "populations": ["women"]}, "no_population"),
        ({"target": "arrivals", "periods": ["2013"], "source": "part-2"}, "no_source"),
        ({"target": "arrivals", "periods": ["2013"], "unit": "USD"}, "no_unit"),
        ({"target": "crossing_price", "periods": ["2008"]}, "no_period"),
        ({"target": "crossing_price", "operation": "average"}, "unlawful"),
        ({"target": "arrival_share", "operation": "average", "periods": ["2006/2010"]}, "unlawful"),
        ({"target": "cumulative_arrivals", "operation": "sum", "periods": ["../2012", "../2013"]}, "unlawful"),
        ({"target": "arrivals_level", "periods": ["2008"]}, "no_period"),
        ({"target": "arrivals_level", "operation": "highest"}, "unlawful"),
        ({"target": "arrivals", "operation": "highest", "periods": ["1990/2010"]}, "no_period"),
        ({"target": "arrivals", "operation": "sum", "periods": ["2011", "2011/2013"]}, "unlawful"),
        ({"target": "arrivals", "operation": "highest", "periods": ["2012-33", "2013"]}, "unlawful"),
        ({"target": "arrivals", "operation": "average", "periods": ["2020/2025", "2019"]}, "unlawful"),
        ({"target": "arrivals", "operation": "rank", "periods": ["2020/2025", "2019"], "rank": 1}, "unlawful"),
        ({"target": "arrivals", "operation": "average", "periods": ["2013"]}, "unlawful"),
        ({"target": "crossing_price", "operation": "sum"}, "unlawful"),
        ({"target": "crossing_price", "operation": "ratio", "against": "arrivals"}, "unlawful"),
        ({"target": "fence_begun", "operation": "sum"}, "unlawful"),
        ({"target": "residents", "operation": "change", "periods": ["2014-02", "2015-11"]}, "unlawful"),
    ],
)
def test_refusals(figures, fields, reason):
    outcome = figures.compute(Query.model_validate(fields))
    assert outcome.reason == reason, outcome.headline
    assert not outcome.figures
    assert not outcome.remarks


def test_a_cell_that_the_source_named_lacks_comes_from_another_one_and_says_so(figures):
    outcome = figures.compute(Query.model_validate({"target": "arrivals", "periods": ["2008"], "source": "part-4"}))
    assert [(figure.value, figure.source) for figure in outcome.figures] == [(2803, "ministry")]
    assert (outcome.remarks[0].kind, outcome.remarks[0].cites) == ("coverage", ("part-4",))


def test_a_measure_that_the_source_named_does_not_give_is_refused(figures):
    query = {"target": "guide_fee", "periods": ["2014-02"], "source": "ministry"}
    assert figures.compute(Query.model_validate(query)).reason == "no_source"
