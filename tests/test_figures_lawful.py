"""The one table of what is lawful, cell by cell, over a small corpus that is about something else."""

import pytest

from retrieval.corpus import Corpus, Dimension, Measure, MeasureKind, Observation, Passage, Population, Source
from retrieval.figures import Figures
from retrieval.figures.lawful import GRID
from retrieval.model import Operation, Query

ARTICLE, TABLE = "letter", "book"


def seen(measure, period, value=None, **fields):
    fields = {"source": TABLE, "status": "final", "as_of": "2020", "printed": str(value), **fields}
    return Observation.model_validate({"measure": measure, "period": period, "value": value, **fields})


def printed(measure, period, value=None, **fields):
    return seen(measure, period, value, source=ARTICLE, status="printed", as_of=None, passage="letter/p1", **fields)


BEES = Corpus(
    title="Bees",
    language="en",
    anchor="2010-06-01",
    offer="Ask about bees.",
    disclaimer="No bees were harmed.",
    sources=(
        Source(id=ARTICLE, kind="article", title="A letter", short="the letter", publisher="P", published="2010-06-01", url="u", text="full"),
        Source(id=TABLE, kind="table", title="The hive book", short="the hive book", publisher="P", url="u", text="table"),
    ),
    passages=(Passage(id="letter/p1", source=ARTICLE, title="all", text="Bees."),),
    populations=(
        Population(id="all", label="bees", one="bee", other="bees"),
        Population(id="workers", label="workers", one="worker", other="workers"),
        Population(id="drones", label="drones", one="drone", other="drones"),
    ),
    dimensions=(Dimension(id="caste", parts=("workers", "drones")),),
    measures=(
        Measure(id="births", label="births in the hive", unit="people", kind="flow", dimensions=("caste",), sentence="{figure} were born {period}", ask="How many were born {period}?"),
        Measure(id="born", label="bees ever born", unit="people", kind="stock", dimensions=("caste",), accumulates="births", sentence="{figure} had been born {period}", ask="How many had been born {period}?"),
        Measure(id="birth_share", label="share of the births", unit="percent", kind="share", dimensions=("caste",), share_of="births", default_population="workers", sentence="{figure} of those born {period} were {population}"),
        Measure(id="birth_level", label="usual number of births", unit="people", kind="level", level_of="births", sentence="about {figure} were born in a year {period}"),
        Measure(id="honey_price", label="price of honey", unit="USD", kind="price", sentence="honey cost {figure} {period}"),
        Measure(id="wax_price", label="price of wax", unit="USD", kind="price", sentence="wax cost {figure} {period}"),
        Measure(id="kit_price", label="price of a kit", unit="USD", kind="price", parts=("honey_price", "wax_price"), sentence="a kit cost {figure} {period}"),
        Measure(id="hive_built", label="building of the hive", unit="date", kind="date", sentence="the hive was built {figure}"),
        Measure(id="hive_moved", label="move of the hive", unit="date", kind="date", since="hive_built", sentence="the hive was moved {figure}"),
        Measure(id="queen_age", label="age of the queen", unit="years", kind="duration", sentence="the queen was {figure} old"),
        Measure(id="king_age", label="age of the keeper", unit="years", kind="duration", sentence="the keeper was {figure} old"),
        Measure(id="frames", label="frames of the hive", unit="count", kind="count", sentence="the hive had {figure} frames"),
        Measure(id="boxes", label="boxes of the hive", unit="count", kind="count", sentence="the hive had {figure} boxes"),
    ),
    observations=(
        *(seen("births", str(2001 + n), value) for n, value in enumerate((100, 200, 150, 50))),
        *(seen("births", str(2001 + n), value, population="workers") for n, value in enumerate((60, 150, 100, 20))),
        *(seen("births", str(2001 + n), value, population="drones") for n, value in enumerate((40, 50, 50, 30))),
        seen("born", "../2000", 1000),
        seen("born", "../2000", 700, population="workers"),
        seen("born", "../2000", 300, population="drones"),
        seen("born", "../2004", 1500),
        printed("birth_level", "2001/2004", 120, approximate=True),
        printed("births", "2003", 155),
        printed("honey_price", "../2005", low=2, high=4, when="long ago"),
        printed("honey_price", "2010", low=10, high=20),
        printed("wax_price", "2010", 5),
        printed("kit_price", "2010", low=20, high=30),
        printed("hive_built", "2003", "2003"),
        printed("hive_moved", "2007", "2007"),
        printed("queen_age", "2010", 3),
        printed("king_age", "2010", 60),
        printed("frames", "2010", 8),
        printed("boxes", "2010", 2),
    ),
)  # fmt: skip

MEASURES = {
    "flow": "births", "stock": "born", "share": "birth_share", "level": "birth_level", "price": "honey_price",
    "date": "hive_moved", "duration": "queen_age", "count": "frames",
}  # fmt: skip
CLAIMED = {
    "flow": 200, "stock": 1500, "share": 60, "level": 120, "price": 10, "date": 2007, "duration": 3, "count": 8,
}  # fmt: skip
AGAINST = {"duration": "king_age", "count": "boxes", "date": "hive_built", "level": "births", "price": "wax_price"}
Op = Operation


def asked(operation, kind):
    """A query with the slots that the operation needs for a measure of the kind."""
    fields = {"target": MEASURES[kind], "operation": operation}
    if operation in (Op.FIND, Op.VERIFY, Op.WHEN):
        fields["claimed"] = [CLAIMED[kind]]
    if operation in (Op.FIRST, Op.LAST):
        fields |= {"claimed": [CLAIMED[kind] - 1], "comparator": "above"}
    if operation is Op.RANK:
        fields["rank"] = 1
    if operation is Op.SCALE:
        fields["times"] = 3
    if operation is Op.WHAT_IF:
        fields |= {"claimed": [10], "comparator": None if kind in ("share", "level") else "above"}
    if operation in (Op.RATIO, Op.GAP, Op.COMPARE, Op.CHANGE) and kind in AGAINST:
        pair = operation is not Op.CHANGE or kind == "level"
        fields |= {"against": AGAINST[kind]} if pair else {}
        fields |= {"periods": ["2001/2004", "2003"]} if kind == "level" else {}
    if operation is Op.SHARE and kind in ("flow", "stock"):
        fields |= {"populations": ["drones"], "periods": ["../2000"] if kind == "stock" else []}
    if operation in (Op.SUM, Op.SHARE) and kind == "price":
        fields["against"] = "wax_price" if operation is Op.SUM else "kit_price"
    if operation is Op.PARTS and kind == "price":
        fields["target"] = "kit_price"
    return Query.model_validate(fields)


@pytest.fixture(scope="module")
def bees():
    return Figures(BEES)


@pytest.mark.parametrize("kind", list(MEASURES))
@pytest.mark.parametrize("operation", list(Operation))
def test_each_operation_on_each_kind_of_measure(bees, operation, kind):
    verdict = GRID[operation, MeasureKind(kind)]
    lawful = verdict == "+" or (operation is Op.WHEN and verdict == "w")  # a value is named: when was it reached
    outcome = bees.compute(asked(operation, kind))
    if lawful:
        assert outcome.reason is None, outcome.headline
        assert outcome.figures
    else:
        assert outcome.reason == "unlawful", outcome.headline
        assert not outcome.figures
        assert outcome.headline.endswith(".")


def test_the_table_is_complete():
    assert set(GRID) == {(operation, kind) for operation in Operation for kind in MeasureKind}


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ({"target": "births", "periods": ["2002"]}, "200 bees were born in 2002."),
        ({"target": "births", "periods": ["2001/2004"]}, "500 bees were born from 2001 to 2004, all told: 100 bees in 2001, 200 bees in 2002, 150 bees in 2003 and 50 bees in 2004."),
        ({"target": "born", "periods": ["../2002"]}, "1,300 bees had been born by the end of 2002."),
        ({"target": "birth_share", "periods": ["2002"]}, "75 percent of those born in 2002 were workers: 150 of 200 bees."),
        ({"target": "birth_share", "periods": ["2001/2004"]}, "66 percent of those born from 2001 to 2004 were workers: 330 workers of 500 bees."),
        ({"target": "honey_price", "operation": "change"}, "The price of honey rose by $8–16, from $2–4 long ago to $10–20 in 2010."),
        ({"target": "hive_moved", "operation": "duration"}, "4 years: the hive was built in 2003, and the hive was moved in 2007."),
        ({"target": "births", "operation": "lowest"}, "The lowest of the years from 2001 to 2004: 50 bees were born in 2004."),
        ({"target": "births", "operation": "gap", "periods": ["2004"]}, "Births in the hive in 2004: 30 drones against 20 workers, a gap of 10 bees."),
        ({"target": "births", "operation": "change", "periods": ["2001", "2001"]}, "Births in the hive did not change: 100 bees in 2001 and in 2001."),
    ],
)  # fmt: skip
def test_another_corpus_reads_as_well(bees, query, headline):
    assert bees.compute(Query.model_validate(query)).headline == headline


UNUSABLE = [
    ({"rank": 2}, "unlawful"),
    ({"times": 2}, "unlawful"),
    ({"claimed": [5]}, "unlawful"),
    ({"comparator": "above"}, "unlawful"),
    ({"against": "born"}, "unlawful"),
    ({"against": "nothing"}, "no_measure"),
    ({"populations": ["queens"]}, "no_population"),
    ({"unit": "USD"}, "no_unit"),
    ({"unit": "years"}, "no_unit"),
    ({"source": "hearsay"}, "no_source"),
    ({"source": ARTICLE, "populations": ["drones"]}, "no_population"),
    ({"source": TABLE, "target": "honey_price"}, "no_source"),
    ({"periods": ["1999"]}, "no_period"),
    ({"periods": ["2002-07"]}, "no_period"),
    ({"periods": ["2002"], "vintage": "2010"}, "no_period"),
]


@pytest.mark.parametrize(("fields", "reason"), UNUSABLE)
def test_no_slot_is_left_behind(bees, fields, reason):
    outcome = bees.compute(Query.model_validate({"target": "births", **fields}))
    assert outcome.reason == reason
    assert not outcome.figures


def test_what_is_missing_is_named_with_what_is_near(bees):
    outcome = bees.compute(Query(target="births", periods=("2009",)))
    assert outcome.headline == "There is no figure for births in the hive in 2009; there is one in 2004."
    assert outcome.suggestions == ("How many were born in 2004?",)
    assert bees.compute(Query(target="births", periods=("2004",))).figures


def test_a_price_is_not_dated_by_guess(bees):
    assert bees.compute(Query(target="honey_price", periods=("2003",))).reason == "no_period"
    assert bees.compute(Query(target="honey_price", periods=("../2005",))).figures


def test_coverage_lists_every_measure(bees):
    rows = {row.measure: row for row in bees.coverage()}
    assert set(rows) == {measure.id for measure in BEES.measures}
    assert rows["births"].populations == ("all", "workers", "drones")
    assert rows["births"].sources == (TABLE, ARTICLE)
    assert [str(period) for period in rows["births"].periods] == ["2001", "2002", "2003", "2004"]


def test_nearest(bees):
    assert [str(period) for period in bees.nearest("births")] == ["2004"]


@pytest.mark.parametrize("gone", [measure.id for measure in BEES.measures])
def test_without_a_measure_no_question_about_it_states_a_figure(gone):
    without = Figures(
        BEES.model_copy(
            update={
                "measures": tuple(measure for measure in BEES.measures if measure.id != gone),
                "observations": tuple(one for one in BEES.observations if one.measure != gone),
            }
        )
    )
    assert without.compute(Query(target=gone)).reason == "no_measure"
    for measure in BEES.measures:
        outcome = without.compute(Query(target=measure.id))
        assert not any(figure.measure == gone for figure in outcome.figures)


def test_without_a_cell_it_is_not_stated():
    for cell in BEES.observations:
        place = (cell.measure, cell.period, cell.population)
        left = tuple(one for one in BEES.observations if (one.measure, one.period, one.population) != place)
        outcome = Figures(BEES.model_copy(update={"observations": left})).compute(
            Query(target=cell.measure, periods=(cell.period,), populations=(cell.population,))
        )
        assert all(figure.computed for figure in outcome.figures), outcome.headline
