"""Charts: each point is what the corpus holds, drawn as what it is; the alt text states the same figures."""

import io
import itertools
import re
from decimal import Decimal

import pytest
from PIL import Image, ImageColor

from retrieval.draw import ARTICLE, INK, PAPER, TABLE, draw
from retrieval.figures import Figures
from retrieval.figures.alt import FEW, worth
from retrieval.model import Query

ALT_TEXT = 256  # characters: what a screen reader reads in one breath; Discord takes 1,024
DISCORD = {"dark": "#313338", "light": "#ffffff"}


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def chart(figures, target, **fields):
    query = Query.model_validate({"target": target, **fields})
    return figures.chart(query, figures.compute(query).figures)


@pytest.fixture(scope="module")
def charts(corpus, figures):
    """A chart for every measure, every group of it, all of its groups together, and a span of years."""
    found = []
    for measure in corpus.measures:
        parts = [dimension.parts for dimension in corpus.dimensions if dimension.id in measure.dimensions]
        groups = [(), *parts, *((part,) for some in parts for part in some)]
        drawn = [chart(figures, measure.id, populations=list(group)) for group in groups]
        drawn.append(chart(figures, measure.id, operation="series", periods=["2006/2016"]))
        found += [(measure, one) for one in drawn if one is not None]
    return found


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
    assert found.in_rows
    assert (past.kind, past.low, past.high, past.when) == ("range", Decimal(30), Decimal(50), "in the past")
    assert (now.low, now.high) == (Decimal(3000), Decimal(5000))


def test_a_price_stands_beside_its_parts_and_its_total(figures):
    found = chart(figures, "guide_fee")
    crossing = "Price of crossing the border"
    assert [line.label for line in found.lines] == [
        crossing, f"{crossing}, in the best case", "Fee of a professional guide", "Total cost of a simple defection",
    ]  # fmt: skip
    assert found.title == "Total cost of a simple defection, and its parts"
    assert [line.name for line in found.lines if any(point.asked for point in line.points)] == [found.lines[2].name]


def test_a_date_is_its_time_and_stands_beside_what_it_ends(figures):
    found = chart(figures, "fence_completed")
    assert [(line.name, [p.period.root for p in line.points]) for line in found.lines] == [
        ("Start of the building of the border fence", ["2010"]),
        ("Completion of the border fence", ["2012"]),
    ]
    (policy,) = chart(figures, "policy_change").lines
    assert [(point.period.root, point.kind) for point in policy.points] == [("2010", "exact"), ("2010/2011", "range")]


def test_what_is_only_about_so_is_not_exact(figures):
    _, article = chart(figures, "residents").lines
    assert [(p.when, p.kind, p.value, p.low, p.high) for p in article.points] == [
        ("in 1990", "exact", Decimal(607), None, None),
        ("at the start of the millennium", "range", None, Decimal(1000), None),
        ("in early 2014", "approximate", Decimal(25000), None, None),
    ]


@pytest.mark.parametrize(("years", "levels"), [("2005/2010", ["2006/2010"]), ("2007/2012", [])])
def test_a_level_is_drawn_where_all_its_years_are(figures, years, levels):
    found = chart(figures, "arrivals", operation="series", periods=[years])
    assert [p.period.root for line in found.lines for p in line.points if p.kind == "level"] == levels


def test_years_between_counts_of_a_stock_are_gaps(figures):
    table, *_ = chart(figures, "cumulative_arrivals").lines
    assert [p.period.root for p in table.points if p.kind == "gap"][:3] == ["1990", "1991", "1992"]


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


def test_every_measure_with_a_number_or_a_date_has_a_chart_and_words_alone_have_none(corpus, charts):
    numbers = {o.measure for o in corpus.observations if o.verbal is None}
    computed = {measure.id for measure in corpus.measures if measure.share_of}
    assert {measure.id for measure, _ in charts} == numbers | computed


def test_a_point_is_of_the_source_that_its_line_names(corpus, charts):
    short = {source.id: source.short for source in corpus.sources}
    for _, one in charts:
        assert set(one.sources) == {short[line.source] for line in one.lines}
        for line in one.lines:
            assert one.in_rows or line.name.lower() == short[line.source].lower()


def values(points):
    return {str(n) for p in points for n in (p.value, p.low, p.high) if n is not None}


def test_the_alt_text_states_figures_of_the_chart_and_no_others(charts):
    for _, one in charts:
        points = [point for line in one.lines for point in line.points]
        known = values(points) | {year for p in points for year in re.findall(r"\d+", f"{p.period} {p.when}")}
        known |= set(re.findall(r"\d+", " ".join([one.title, *one.sources, *(line.label for line in one.lines)])))
        known |= {number.lstrip("0") for number in known}
        stated = re.findall(r"\d[\d,]*(?:\.\d+)?", one.alt)
        assert {number.rstrip(",").replace(",", "") for number in stated} <= known, one.alt
        assert len(one.alt) <= ALT_TEXT, one.alt


def test_the_alt_text_states_every_point_of_a_short_line_and_the_last_of_a_long_one_at_its_time(charts):
    for _, one in charts:
        for line in one.lines:
            told = [point for point in line.points if point.kind != "gap"]
            single = [point for point in told if point.value is not None and point.kind != "level"]
            if len(single) > FEW:
                told = [single[-1], max(single, key=lambda p: p.value), *(p for p in told if p.kind == "level")]
            for point in told:
                words = worth(point, one.unit)
                words = words if one.unit == "date" else f"{words} {point.when}"
                is_year_highest = single and point.value == max(p.value for p in single if p.value is not None)
                assert words in one.alt or (is_year_highest and worth(point, one.unit) in one.alt), (words, one.alt)
            assert line.name in one.alt
            assert line.group in one.alt


def test_every_chart_of_the_corpus_is_drawn_and_nothing_of_it_is_cut(charts):
    paper = ImageColor.getrgb(PAPER)
    for measure, one in charts:
        picture = Image.open(io.BytesIO(draw(one))).convert("RGBA")
        assert picture.size == (1000, 560)
        assert len(picture.getcolors(1 << 20)) > 10
        right, bottom = picture.width - 1, picture.height - 1
        edge = [(x, y) for x in range(picture.width) for y in (0, bottom)]
        edge += [(x, y) for y in range(picture.height) for x in (0, right)]
        assert {picture.getpixel(place) for place in edge} == {(*paper, 255)}, measure.id


def luminance(colour):
    parts = [part / 255 for part in ImageColor.getrgb(colour)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one, other):
    """Of two colours, from 1 to 21. Source: WCAG 2.2, 1.4.3."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_words_are_legible_on_the_charts_own_paper_whatever_lies_around_it():
    assert contrast(INK, PAPER) >= 7
    for colour in (*TABLE, *ARTICLE):
        assert contrast(colour, PAPER) >= 4, colour
    assert contrast(PAPER, DISCORD["dark"]) >= 7


def test_tables_and_articles_have_colours_of_their_own():
    for one, other in itertools.product(TABLE, ARTICLE):
        distance = sum((a - b) ** 2 for a, b in zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True))
        assert distance > 50**2, (one, other)


def test_the_same_chart_is_the_same_picture(figures):
    assert draw(chart(figures, "arrivals")) == draw(chart(figures, "arrivals"))
