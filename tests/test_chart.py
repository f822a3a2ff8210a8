"""Charts: each point is what the corpus holds, drawn as what it is; the alt text states the same figures."""

import io
import re
from decimal import Decimal

import pytest
from PIL import Image

from retrieval.corpus import MeasureKind
from retrieval.draw import draw
from retrieval.figures import Figures
from retrieval.model import Query

ALT_TEXT = 300  # characters: what a screen reader reads in one breath; Discord takes 1,024


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def chart(figures, target, **fields):
    query = Query.model_validate({"target": target, **fields})
    return figures.chart(query, figures.compute(query).figures)


def drawable(corpus):
    return [measure for measure in corpus.measures if measure.kind in ("flow", "stock", "share", "price")]


def test_table_and_article_are_lines_of_their_own(figures):
    table, article = chart(figures, "arrivals").lines
    assert (table.is_table, article.is_table) == (True, False)
    values = {point.period.root: point.value for point in table.points}
    assert values["2009"] == Decimal(2914)
    assert {point.period.root for point in article.points} == {"2006/2010", "2011", "2013"}


def test_a_level_is_no_value_of_a_year(figures):
    _, article = chart(figures, "arrivals").lines
    (level,) = [point for point in article.points if point.kind == "level"]
    assert (level.period.root, level.value, level.approximate) == ("2006/2010", Decimal(2500), True)


def test_a_range_stays_a_range(figures):
    found = chart(figures, "crossing_price")
    past, now = found.lines[0].points
    assert found.is_price
    assert (past.kind, past.low, past.high, past.when) == ("range", Decimal(30), Decimal(50), "in the past")
    assert (now.low, now.high) == (Decimal(3000), Decimal(5000))


def test_a_price_stands_beside_its_parts_and_its_total(figures):
    labels = [line.label for line in chart(figures, "guide_fee").lines]
    assert labels == ["Price of crossing the border", "Fee of a professional guide", "Total cost of a simple defection"]


def test_provisional_values_are_told_apart(figures):
    table, *_ = chart(figures, "cumulative_arrivals").lines
    assert {"exact", "provisional"} <= {point.kind for point in table.points}


def test_a_year_without_a_value_is_a_gap(corpus):
    kept = tuple(o for o in corpus.observations if not (o.measure == "arrivals" and "2007" in o.period.root))
    table, *_ = chart(Figures(corpus.model_copy(update={"observations": kept})), "arrivals").lines
    gaps = [point for point in table.points if point.kind == "gap"]
    assert [(gap.period.root, gap.value) for gap in gaps] == [("2007", None)]


def test_groups_are_lines_over_the_years_asked_about(figures):
    found = chart(figures, "arrivals", operation="series", periods=["2003/2007"], populations=["women", "men"])
    assert [line.population for line in found.lines] == ["women", "men"]
    assert all([p.period.root for p in line.points] == ["2003", "2004", "2005", "2006", "2007"] for line in found.lines)
    assert all(point.asked for line in found.lines for point in line.points)


def test_the_figures_of_the_answer_are_marked(figures):
    found = chart(figures, "arrivals", periods=["2013"])
    assert [(p.period.root, p.value) for line in found.lines for p in line.points if p.asked] == [("2013", 1516)]


@pytest.mark.parametrize("target", ["published", "division_length", "lessons_count", "returnees"])
def test_what_cannot_be_drawn_is_not(figures, target):
    assert chart(figures, target) is None


def test_the_alt_text_states_figures_of_the_chart_and_no_others(corpus, figures):
    for measure in drawable(corpus):
        for groups in [(), *[(part,) for d in corpus.dimensions if d.id in measure.dimensions for part in d.parts]]:
            found = chart(figures, measure.id, populations=list(groups))
            if found is None:
                continue
            points = [point for line in found.lines for point in line.points]
            known = {str(n) for p in points for n in (p.value, p.low, p.high) if n is not None}
            known |= {year for p in points for year in re.findall(r"\d+", f"{p.period} {p.when}")}
            known |= set(re.findall(r"\d+", " ".join(line.label for line in found.lines)))
            stated = re.findall(r"\d[\d,]*(?:\.\d+)?", found.alt)
            assert {number.rstrip(",").replace(",", "") for number in stated} <= known, found.alt
            assert len(found.alt) <= ALT_TEXT, found.alt


def test_every_chart_of_the_corpus_is_drawn(corpus, figures):
    drawn = 0
    for measure in drawable(corpus):
        found = chart(figures, measure.id)
        if found is not None:
            picture = Image.open(io.BytesIO(draw(found)))
            assert picture.size == (1000, 560)
            assert len(picture.getcolors(1 << 20)) > 10
            drawn += 1
    assert drawn >= 6
    assert {measure.kind for measure in drawable(corpus)} == {
        MeasureKind.FLOW, MeasureKind.STOCK, MeasureKind.SHARE, MeasureKind.PRICE,
    }  # fmt: skip


def test_the_same_chart_is_the_same_picture(figures):
    assert draw(chart(figures, "arrivals")) == draw(chart(figures, "arrivals"))
