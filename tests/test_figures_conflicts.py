"""Where sources disagree: for each conflict a query with the figures it leads with and the kinds of notes beside them.

The letters are those of the corpus's conflicts.
"""

from decimal import Decimal

import pytest

from retrieval.figures import Figures
from retrieval.model import Query
from retrieval.period import Period

PAST, NOW = "../2010", "2014-02"


def q(target, operation="lookup", *periods, **fields):
    return Query.model_validate({"target": target, "operation": operation, "periods": periods, **fields})


def plain(figure):
    """A figure as text: value or range, unit, period."""
    if isinstance(figure.value, Period):
        return f"{figure.value}"
    value = figure.value if figure.value is not None else f"{figure.low}..{figure.high}"
    return f"{value} {figure.unit} {figure.period}"


CASES = {
    "A1": (
        q("defection_cost", "parts"),
        [f"8000..9000 USD {NOW}", f"3000..5000 USD {NOW}", f"3000 USD {NOW}", f"6000..8000 USD {NOW}"],
        {"conflict": ["$2,000 at the low end and $1,000 at the high end"]},
    ),
    "A1-total": (q("defection_cost"), [f"8000..9000 USD {NOW}"], {"conflict": ["$3,000–5,000", "about $3,000"]}),
    "A1-sum": (
        q("crossing_price", "sum", against="guide_fee"),
        [f"6000..8000 USD {NOW}"],
        {"conflict": ["does not say what fills the gap"]},
    ),
    "A2": (q("crossing_price"), [f"3000..5000 USD {NOW}"], {"conflict": ["crossing the border only"]}),
    "A3": (
        q("arrivals", "change", "2011", "2013"),
        ["-1190 people 2011/2013", "-44.0 percent 2011/2013"],
        {"conflict": ["Nearly halved", "−44.0 percent"], "vintage": ["1,192 people", "44.1 percent"]},
    ),
    "A3-ratio": (
        q("arrivals", "ratio", "2013", "2011", unit="percent"),
        ["56.0 percent 2011/2013"],
        {"conflict": ["Nearly halved"]},
    ),
    "A4": (q("policy_change"), ["2010/2011"], {"conflict": ["in 2010-11, and in 2010", "after 2011"]}),
    "A5": (q("leader_rise"), ["2010"], {"hedge": ["or only coincided with it"]}),
    "A6": (q("contact_share"), [], {"conflict": ["many have problems"]}),
    "A6-other": (q("contact_problems"), [], {"conflict": ["the majority"]}),
    "A7": (
        q("fall_extent", "lookup", "2011/2014-02"),
        [],
        {"conflict": ["23,100 people", "26,124 people", "by the end of 2013"]},
    ),
    "A8": (q("income_gap"), [], {"conflict": ["pull-quote"]}),
    "A9": (q("division_length"), ["70 years 1945/2014-02"], {"conflict": ["About 70 years", "from 1945 to 1953"]}),
    "A10": (q("published"), ["2014-02-19"], {"conflict": ["19 February 2014"]}),
    "A11": (
        q("era", "lookup", "1953"),
        ["1945/1953", "1953/1990"],
        {"conflict": ["also the year in which the second begins"]},
    ),
    "B1": (
        q("era", populations=["era-2"]),
        ["1953/1990"],
        {"conflict": ["runs the first period and the second together"]},
    ),
    "B2": (
        q("residents", "lookup", NOW),
        [f"25000 people {NOW}"],
        {"vintage": ["24,613 people", "26,124 people"]},
    ),
    "B3": (
        q("cumulative_arrivals", "ratio", "../1999", "../1989"),
        ["1.80 times ../1999"],
        {"conflict": ["607 people", "488 people"]},
    ),
    "B3-early": (
        q("cumulative_arrivals", "lookup", "../1990"),
        ["607 people ../1990"],
        {"conflict": ["running total"]},
    ),
    "B4": (
        q("cumulative_arrivals", "lookup", "../1989"),
        ["607 people ../1989"],
        {"conflict": ["lower yearly average"]},
    ),
    "B5": (
        q("cumulative_arrivals", "lookup", "../2001"),
        ["1990 people ../2001"],
        {"conflict": ["947 people", "1,043 people"]},
    ),
    "B6": (
        q("arrivals_level"),
        ["2500 people 2006/2010"],
        {"conflict": ["2,540 people from 2006 to 2010", "2,676 people from 2007 to 2011"]},
    ),
    "B7": (
        q("early_exodus"),
        ["900000..1600000 people 1945/1953"],
        {"conflict": ["not to be merged"], "hedge": ["more than 1,000,000 people"]},
    ),
    "C1": (
        q("arrival_share", "lookup", "2013"),
        ["75.6 percent 2013"],
        {"conflict": ["69 percent", "1,145 women of 1,514 people", "75.6 percent", "76 percent", "69.6 percent"]},
    ),
    "C1-printed": (
        q("arrival_share", "lookup", "2013", source="part-4"),
        ["69 percent 2013"],
        {"conflict": ["1,145 women of 1,514 people", "75.6 percent"]},
    ),
    "C1-men": (q("arrival_share", "lookup", "2013", populations=["men"]), ["24.4 percent 2013"], {"conflict": ["69"]}),
    "C1-count": (
        q("arrivals", "lookup", "2013", populations=["women"]),
        ["1145 people 2013"],
        {"conflict": ["75.6 percent"]},
    ),
    "C1-claim": (
        q("arrival_share", "verify", "2013", claimed=[69]),
        ["75.6 percent 2013"],
        {"conflict": ["69 percent"], "vintage": ["part 4 of the series prints"]},
    ),
    "C1-latest": (
        q("arrival_share"),
        ["88.8 percent 2025"],
        {"vintage": ["69 percent"], "conflict": ["1,145 women of 1,514 people"], "assumption": ["in 2025"]},
    ),
    "C2": (q("arrivals", "lookup", "2013"), ["1516 people 2013"], {"vintage": ["1,514 people"]}),
    "C2-final": (
        q("arrivals", "lookup", "2013", source="ministry"),
        ["1514 people 2013"],
        {"vintage": ["1,516 people"]},
    ),
    "C3": (
        q("arrivals", "lookup", "2012"),
        ["1502 people 2012"],
        {"vintage": ["1,508 people", "1,502 people", "14 people"]},
    ),
    "C3-change": (
        q("arrivals", "change", "2012", "2013"),
        ["12 people 2012/2013", "0.8 percent 2012/2013"],
        {"vintage": ["14 people"]},
    ),
    "C3-then": (
        q("arrivals", "change", "2012", "2013", source="ministry", vintage="2014-01-13"),
        ["14 people 2012/2013", "0.9 percent 2012/2013"],
        {},
    ),
    "C4": (
        q("arrivals", "average", "2006/2010"),
        ["2540 people 2006/2010"],
        {"conflict": ["about 2,500 people", "2,028 people in 2006", "2,914 people in 2009"]},
    ),
    "C4-range": (q("arrivals", "range", "2006/2010"), ["2028..2914 people 2006/2010"], {"conflict": ["2,540 people"]}),
    "C4-then": (q("arrivals", "average", "2006/2010", vintage="2012-01"), ["2535 people 2006/2010"], {}),
    "C4-range-then": (q("arrivals", "range", "2006/2010", vintage="2012-01"), ["2018..2927 people 2006/2010"], {}),
    "C5": (
        q("arrivals", "lookup", "2011"),
        ["2706 people 2011"],
        {"vintage": ["2,737 people", "−44.1 percent", "−44.6 percent"]},
    ),
    "C5-first": (
        q("arrivals", "change", "2011", "2013", vintage="first"),
        ["-1221 people 2011/2013", "-44.6 percent 2011/2013"],
        {},
    ),
    "C6": (
        q("arrivals", "change", "2010", "2011"),
        ["304 people 2010/2011", "12.7 percent 2010/2011"],
        {"conflict": ["12.7 percent", "−44.5 percent"]},
    ),
    "C6-policy": (q("policy_change"), ["2010/2011"], {"conflict": ["12.7 percent from 2010 to 2011"]}),
    "C7": (
        q("arrivals", "change", "2009", "2013"),
        ["-1400 people 2009/2013", "-48.0 percent 2009/2013"],
        {"conflict": ["−44.1 percent", "−44.5 percent", "−48.0 percent"]},
    ),
    "C8": (
        q("arrivals", "trend", "1999/2009"),
        ["148 people 1999", "2914 people 2009", "1868.9 percent 1999/2009"],
        {"conflict": ["1,384 people in 2005", "−27.1 percent"]},
    ),
    "C8-length": (q("growth_length"), ["10..None years ../2011"], {"conflict": ["2,914 people"]}),
    "C9": (
        q("arrivals", "highest"),
        ["2914 people 2009"],
        {"conflict": ["2,706 people in 2011 is not the peak", "2,952 people"], "coverage": ["years after they left"]},
    ),
    "C9-first": (q("arrivals", "highest", vintage="first"), ["2952 people 2009"], {}),
    "E1": (q("cumulative_arrivals", "lookup", "../1998"), ["947 people ../1998"], {"conflict": ["no single years"]}),
    "E1-span": (q("arrivals", "lookup", "1999/2001"), ["1043 people 1999/2001"], {"conflict": ["no single years"]}),
    "E1-year": (q("arrivals", "lookup", "2001"), ["583 people 2001"], {}),
    "E1-thousand": (
        q("arrivals", "first", claimed=[1000], comparator="above"),
        ["1142 people 2002"],
        {},
    ),
    "E2": (
        q("arrival_share", "lookup", "2011"),
        ["70.6 percent 2011"],
        {"conflict": ["70 percent for the arrivals in 2011", "by the end of 2011"]},
    ),
    "E3": (
        q("arrivals", "sum", "2002/2025"),
        ["32547 people 2002/2025"],
        {"vintage": ["34,537 people"]},
    ),
    "E4": (q("arrivals", "rank", rank=1), ["2914 people 2009"], {"coverage": ["often years after they left"]}),
    "E5": (
        q("residents", "lookup", "2015-11"),
        ["26514 people 2015-11"],
        {"conflict": ["28,607 people", "26,514 people"]},
    ),
}


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


@pytest.mark.parametrize("name", CASES)
def test_conflict(figures, name):
    query, expected, notes = CASES[name]
    outcome = figures.compute(query)
    assert outcome.reason is None, outcome.headline
    assert [plain(figure) for figure in outcome.figures][: len(expected)] == expected
    assert bool(outcome.figures) == bool(expected)
    for kind, texts in notes.items():
        told = "\n".join(remark.text for remark in outcome.remarks if remark.kind == kind)
        for text in texts:
            assert text in told, f"{text!r} is in no {kind}:\n{told}"


def test_every_conflict_can_be_told(figures):
    assert figures.untold() == ()


def test_every_conflict_is_tested(corpus):
    assert {conflict.id.partition("-")[0] for conflict in corpus.conflicts} == {
        name.partition("-")[0] for name in CASES
    }


def test_a_year_that_only_a_total_covers_is_refused(figures):
    outcome = figures.compute(q("arrivals", "lookup", "1998"))
    assert outcome.reason == "no_period"
    assert "by the end of 1998" in outcome.headline


def test_the_check_sum(figures):
    base, years = (
        figures.compute(q("cumulative_arrivals", "lookup", "../2001")),
        figures.compute(q("arrivals", "sum", "2002/2025")),
    )
    total = figures.compute(q("cumulative_arrivals"))
    assert base.figures[0].value + years.figures[0].value == total.figures[0].value == Decimal(34537)


def test_conflicts_are_told_beside_topics(figures, corpus):
    told = {topic.id: figures.beside_topic(topic.id) for topic in corpus.topics}
    named = {name for conflict in corpus.conflicts for name in conflict.scope.measures} & set(told)
    assert named
    assert all(told[name] for name in named)
    assert not any(told[name] for name in set(told) - named)
