"""Any query that can be typed gets an outcome: figures with evidence, or a refusal with a reason; never an error."""

from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.read import read_corpus
from retrieval.figures import Figures
from retrieval.model import Operation, Query, Unit
from retrieval.period import Period

PERIODS = [
    "1953", "1989", "1990", "1998", "1999", "2000", "2001", "2002", "2008", "2009", "2011", "2012", "2013", "2014", "2025",
    "2026", "2012-33", "2013-33", "2013-40", "2012-02", "2014-02", "2014-02-19", "2012-22", "2012-24", "2011-01/2011-05",
    "1945/1953", "1999/2001", "2006/2010", "2011/2013", "2002/2025", "1990/1999", "../1998", "../2010", "../2013",
    "../2013-12-31", "../2025", "2011/..", "2014-02/..", "0001", "9999", "2020/2025", "2024-33", "2025-33", "2024-36",
    "2024-04/2024-09", "../2024-03", "../2024-09-30", "2017-40",
]  # fmt: skip
NUMBERS = [
    Decimal(number)
    for number in ("-5", "0", "0.5", "4", "44", "69", "75.6", "1516", "2010", "2706", "30000", "1000000")
]


CORPUS = read_corpus(Path(__file__).parent.parent / "corpus")
FIGURES = Figures(CORPUS)


def any_query():
    targets = [measure.id for measure in CORPUS.measures if measure.unit != "count"] + ["nothing", "parts_count"]
    groups = [group.id for group in CORPUS.populations] + ["nobody"]
    few = st.lists(st.sampled_from(PERIODS).map(Period), max_size=3).map(tuple)
    return st.builds(
        Query,
        target=st.sampled_from(targets),
        operation=st.sampled_from(list(Operation)),
        periods=few,
        populations=st.lists(st.sampled_from(groups), max_size=2).map(tuple),
        unit=st.sampled_from([None, None, *Unit.__args__]),
        source=st.sampled_from([None, None, *(source.id for source in CORPUS.sources), "nowhere"]),
        vintage=st.sampled_from([None, None, "first", "final", *map(Period, ("2012-01", "2014", "1999"))]),
        against=st.sampled_from([None, None, None, *targets]),
        claimed=st.lists(st.sampled_from(NUMBERS), max_size=2).map(tuple),
        comparator=st.sampled_from([None, None, "above", "below", "equal"]),
        rank=st.sampled_from([None, None, 1, 3, 99]),
        times=st.sampled_from([None, None, Decimal(4), Decimal("0.5")]),
        bound=st.sampled_from([None, None, "low", "high"]),
    )


def likely_query():
    """The queries that understanding makes: few slots, the ones the operation takes."""
    targets = ["arrivals", "cumulative_arrivals", "arrival_share", "arrivals_level", "crossing_price", "defection_cost"]
    targets += ["residents", "early_exodus", "fence_completed", "era", "published", "returnees", "division_length"]
    return st.builds(
        Query,
        target=st.sampled_from(targets),
        operation=st.sampled_from(list(Operation)),
        periods=st.lists(st.sampled_from(PERIODS).map(Period), max_size=2).map(tuple),
        populations=st.sampled_from(
            [(), (), (), ("women",), ("men",), ("women", "men"), ("era-2",), ("part-1", "part-4")]
        ),
        claimed=st.sampled_from([(), (), (Decimal(1516),), (Decimal(3000), Decimal(5000))]),
        comparator=st.sampled_from([None, None, "above", "below"]),
        rank=st.sampled_from([None, None, None, 2]),
        times=st.sampled_from([None, None, None, Decimal(4)]),
        bound=st.sampled_from([None, None, None, "low", "high"]),
    )


def check(outcome):
    assert outcome.headline.endswith((".", "?")), outcome.headline
    assert "None" not in outcome.headline
    if outcome.reason is not None:
        assert not outcome.figures
        return
    assert outcome.evidence
    assert outcome.figures or any(seen.verbal for seen in outcome.evidence)
    for figure in outcome.figures:
        assert figure.value is None or (figure.low is None and figure.high is None)
        if figure.unit == "percent" and figure.low is None and not figure.computed:
            assert 0 <= figure.value <= 100


@settings(max_examples=1500, deadline=None)
@given(any_query())
def test_any_query(query):
    check(FIGURES.compute(query))


@settings(max_examples=1500, deadline=None)
@given(likely_query())
def test_likely_queries(query):
    check(FIGURES.compute(query))
