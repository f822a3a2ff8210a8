"""What holds for every query: sums, changes and shares agree with each other, and no number comes from nowhere."""

import itertools
import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_figures_headlines import entries

from retrieval import text
from retrieval.figures import Figures
from retrieval.model import Operation, Query
from retrieval.period import Period

YEARS = st.integers(1999, 2025)
COUNTED = st.integers(2002, 2025)
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def value(outcome, unit=None):
    """The value of the outcome's figure, of one unit where it states several."""
    assert outcome.reason is None, outcome.headline
    return next(figure.value for figure in outcome.figures if unit in (None, figure.unit))


def final(target, operation="lookup", *periods, **fields):
    return Query.model_validate(
        {"target": target, "operation": operation, "periods": list(map(str, periods)), "vintage": "final", **fields}
    )


@given(first=YEARS, last=YEARS)
def test_a_sum_is_the_sum_of_its_parts(figures, first, last):
    first, last = sorted((first, last))
    years = [value(figures.compute(final("arrivals", "lookup", year))) for year in range(first, last + 1)]
    assert value(figures.compute(final("arrivals", "sum", Period.of(first, last)))) == sum(years)
    if len(years) > 1:
        assert value(figures.compute(final("arrivals", "sum", *range(first, last + 1)))) == sum(years)
        mean = value(figures.compute(final("arrivals", "average", Period.of(first, last))))
        assert abs(mean - Decimal(sum(years)) / len(years)) <= Decimal("0.5")


@given(year=st.integers(2002, 2024), more=st.integers(1, 20))
def test_a_running_total_grows_by_what_came(figures, year, more):
    later = min(year + more, 2025)
    totals = [value(figures.compute(final("cumulative_arrivals", "lookup", f"../{end}"))) for end in (year, later)]
    came = value(figures.compute(final("arrivals", "sum", Period.of(year + 1, later))))
    assert totals[1] - totals[0] == came


@given(year=COUNTED)
def test_groups_add_up_to_the_whole(figures, year):
    counts = [value(figures.compute(final("arrivals", "lookup", year, populations=[g]))) for g in ("women", "men")]
    assert sum(counts) == value(figures.compute(final("arrivals", "lookup", year)))
    assert sum(counts) == value(figures.compute(final("arrivals", "sum", year, populations=["women", "men"])))
    shares = [value(figures.compute(final("arrival_share", "lookup", year, populations=[g]))) for g in ("women", "men")]
    assert abs(sum(shares) - 100) <= Decimal("0.1")
    gap = value(figures.compute(final("arrivals", "gap", year)))
    assert gap == abs(counts[0] - counts[1])


@given(first=COUNTED, last=COUNTED, group=st.sampled_from(["women", "men"]))
def test_a_share_lies_between_nothing_and_all(figures, first, last, group):
    span = Period.of(min(first, last), max(first, last))
    assert 0 <= value(figures.compute(final("arrival_share", "lookup", span, populations=[group]))) <= 100


@given(first=YEARS, last=YEARS)
def test_change_and_ratio_agree(figures, first, last):
    first, last = min(first, last), max(first, last) + (first == last)
    if last > 2025:
        first, last = first - 1, 2025
    change = figures.compute(final("arrivals", "change", first, last))
    ratio = value(figures.compute(final("arrivals", "ratio", last, first, unit="percent")))
    before, after = (value(figures.compute(final("arrivals", "lookup", year))) for year in (first, last))
    assert value(change, "people") == after - before
    assert abs(value(change, "percent") + 100 - ratio) <= Decimal("0.1")
    assert (value(change, "people") > 0) == (ratio > 100)


@given(
    periods=st.permutations([2006, 2008, 2009, 2011]),
    operation=st.sampled_from(["sum", "average", "highest", "lowest", "range", "trend"]),
)
def test_the_order_of_periods_never_matters(figures, periods, operation):
    asked = figures.compute(final("arrivals", operation, *periods))
    assert asked.figures == figures.compute(final("arrivals", operation, *sorted(periods))).figures


@given(pair=st.permutations([2011, 2013]))
def test_a_change_runs_from_the_earlier_to_the_later(figures, pair):
    assert value(figures.compute(final("arrivals", "change", *pair)), "people") == -1192


def queries():
    return [Query.model_validate_json(query) for query, _ in entries()]


def test_what_was_asked_before_never_matters(corpus, figures):
    some, fresh = queries()[::7], Figures(corpus)
    backwards = [fresh.compute(query) for query in reversed(some)]
    assert [figures.compute(query) for query in some] == backwards[::-1]


def numbers(said):
    return {number.replace(",", "").rstrip(".") for number in DIGITS.findall(said)}


def known(outcome, query, corpus):
    """Every number that may stand in a text: of figures, observations, periods, sources and the asker."""
    words = [text.plain(corpus.anchor), *(source.short for source in corpus.sources)]
    words += [group.label for group in corpus.populations]
    words += [text.number(abs(value)) for value in (*query.claimed, query.rank, query.times) if value is not None]
    words += [str(period) for period in query.periods]
    bases = {measure.id: measure.share_of for measure in corpus.measures}
    named = {query.target, bases.get(query.target)}
    words += [str(one.period) for one in corpus.observations if one.measure in named]
    for figure in outcome.figures:
        words += [figure.formula or "", str(figure.period), figure.printed or ""]
        words += [text.number(end) for end in (figure.low, figure.high) if end is not None]
        words += [text.plain(figure.value) if isinstance(figure.value, Period) else str(figure.value)]
    remarks = [one for remark in outcome.remarks for one in remark.evidence]
    for seen in (*outcome.evidence, *remarks):
        words += [str(seen.period), text.plain(seen.period), seen.printed, str(seen.when), str(seen.as_of)]
        words += [text.plain(seen.as_of)] if seen.as_of else []
        words += [str(end) for end in (seen.value, seen.low, seen.high) if end is not None]
    found = set().union(*map(numbers, words))
    return found | {number.lstrip("0") for number in found} | {f"{int(n) % 100:02}" for n in found if n.isdigit()}


COMPUTED = re.compile(r"[\d,.]+ (?:percent|people|women|men|times|years|percentage points)|\$[\d,–]+")


def test_every_number_of_a_headline_comes_from_somewhere(figures, corpus):
    for query in queries():
        outcome = figures.compute(query)
        if outcome.reason is None:
            strange = numbers(outcome.headline) - known(outcome, query, corpus)
            strange -= {number for figure in outcome.figures for number in inner_shares(figure.formula or "")}
            reread = {number for number in strange if not _is_reckoned(figures, query, number)}
            assert not reread, f"{query}: {reread} in {outcome.headline!r}"


def inner_shares(formula):
    """The shares inside a formula, rounded as they are told: `(1 ÷ 4 × 100) − …` -> 25.0."""
    for part, whole in re.findall(r"\(([\d,]+) ÷ ([\d,]+) × 100\)", formula):
        share = Decimal(part.replace(",", "")) / Decimal(whole.replace(",", "")) * 100
        yield f"{share:.1f}"


def _is_reckoned(figures, query, number):
    """Whether a number is the value of a cell that the query names: computed on the way, and not asserted by itself."""
    groups, periods = (
        query.populations or ("all", "women", "men"),
        query.periods or ("../2025", "../1999", "../1989", "2025", "2024", "2002"),
    )
    spans = [year for period in map(Period, map(str, periods)) if period.years for year in period.years]
    targets = {
        query.target,
        query.against or query.target,
        "arrivals",
        "cumulative_arrivals",
        "arrival_share",
        "cumulative_share",
    }
    for target, group, period in itertools.product(sorted(targets), groups, {*map(str, periods), *map(str, spans)}):
        cell = Query.model_validate(
            {"target": target, "periods": [period], "populations": [group], "source": query.source}
        )
        for outcome in (figures.compute(cell), figures.compute(cell.model_copy(update={"vintage": "final"}))):
            if any(
                number in numbers(text.number(figure.value))
                for figure in outcome.figures
                if isinstance(figure.value, Decimal)
            ):
                return True
    return _among_years(figures, query, number)


def _among_years(figures, query, number):
    """Whether it is one of the values of the span that was looked through."""
    series = query.model_copy(update={"operation": Operation.SERIES, "claimed": (), "comparator": None, "rank": None})
    values = [figure.value for figure in figures.compute(series).figures if isinstance(figure.value, Decimal)]
    return any(number in numbers(text.number(value)) for value in values)


def test_templates_hold_no_digits():
    import ast
    from pathlib import Path

    import retrieval.figures

    for path in Path(retrieval.figures.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        documented = {node.body[0].value for node in ast.walk(tree) if _has_docstring(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented:
                assert not re.search(r"\d", node.value), f"{path.name}: {node.value!r}"


def _has_docstring(node):
    import ast

    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return (
        isinstance(node, owners)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    )


def test_no_float_anywhere(figures):
    for query in queries():
        outcome = figures.compute(query)
        for figure in outcome.figures:
            for end in (figure.value, figure.low, figure.high):
                assert end is None or isinstance(end, (Decimal, Period)), f"{query}: {end!r}"
        json.loads(outcome.model_dump_json())


def test_a_refusal_states_nothing_and_says_why(figures):
    for query in queries():
        outcome = figures.compute(query)
        if outcome.reason is not None:
            assert not outcome.figures
            assert outcome.headline.endswith(".")
            assert (
                query.target == "nothing" or outcome.suggestions or outcome.reason in ("unlawful", "no_population")
            ), outcome.headline


def test_every_figure_has_evidence_and_every_evidence_a_source(figures, corpus):
    sources = {source.id for source in corpus.sources}
    for query in queries():
        outcome = figures.compute(query)
        if outcome.figures:
            assert outcome.evidence
            assert {seen.source for seen in outcome.evidence} <= sources
            assert all(figure.computed == (figure.formula is not None) for figure in outcome.figures)


def test_every_figure_that_is_not_reckoned_is_among_the_evidence(figures):
    for query in queries():
        outcome = figures.compute(query)
        seen = {(one.measure, one.period, one.population, one.source, one.printed) for one in outcome.evidence}
        for figure in outcome.figures:
            place = (figure.measure, figure.period, figure.population, figure.source, figure.printed)
            assert figure.computed or place in seen, f"{query}: {place}"


def test_misprints_are_never_shown(figures, corpus):
    wrong = {(seen.measure, seen.period, seen.value) for seen in corpus.observations if seen.status == "misprint"}
    assert wrong
    for query in queries():
        outcome = figures.compute(query)
        shown = [*outcome.evidence, *(seen for remark in outcome.remarks for seen in remark.evidence)]
        assert not wrong & {(seen.measure, seen.period, seen.value) for seen in shown if seen.status == "misprint"}
        assert not wrong & {(figure.measure, figure.period, figure.value) for figure in outcome.figures}
    assert figures.compute(Query.model_validate({"target": "arrivals", "operation": "find", "claimed": [2081]})).reason


def test_suggestions_can_be_answered(figures, corpus):
    """A suggested question is the measure's own, about a period it has."""
    asks = {measure.ask.partition("{period}")[0] for measure in corpus.measures if measure.ask}
    for query in queries():
        for suggestion in figures.compute(query).suggestions:
            assert any(suggestion.startswith(ask) for ask in asks), suggestion
            assert "{" not in suggestion
