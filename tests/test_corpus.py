"""The corpus of this project holds every figure that its sources print, with the value, status and place of each."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from index.read import read_corpus
from retrieval.corpus import Status
from retrieval.period import Period

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RESEARCH = SHARED / "research"
PAGE = SHARED / "seed" / "part-4-saved-page.txt"
SEX = {"total": "all", "male": "men", "female": "women"}
NOT_THE_SUBJECT = {"f001", "f069", "f070"}  # the day the page was saved; "First" and "Second" number a list

needs_shared = pytest.mark.skipif(not RESEARCH.exists(), reason="shared/ is not beside this checkout")


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(ROOT / "corpus")


def final(corpus, measure, period, population="all"):
    """The final values of a cell; they must all be the same."""
    values = {
        row.value
        for row in corpus.observations
        if (row.measure, row.period.root, row.population) == (measure, period, population)
        and row.status is Status.FINAL
    }
    assert len(values) == 1, (measure, period, population, values)
    return values.pop()


def test_the_final_arrivals_add_up_to_the_ministry_s_total(corpus):
    early = final(corpus, "cumulative_arrivals", "../1998") + final(corpus, "arrivals", "1999/2001")
    assert early == 947 + 1043
    to_2013 = early + sum(final(corpus, "arrivals", str(year)) for year in range(2002, 2014))
    assert to_2013 == 26_122
    total = to_2013 + sum(final(corpus, "arrivals", str(year)) for year in range(2014, 2026))
    assert total == 34_537 == final(corpus, "cumulative_arrivals", "../2025-12-31")


def test_single_years_add_up_to_the_spans_they_make_up(corpus):
    years = [final(corpus, "arrivals", str(year)) for year in (1999, 2000, 2001)]
    assert years == [148, 312, 583]
    assert sum(years) == final(corpus, "arrivals", "1999/2001") == 1043
    assert sum(years[1:]) == final(corpus, "arrivals", "2000/2001") == 895
    to_1999 = final(corpus, "cumulative_arrivals", "../1989") + final(corpus, "arrivals", "1990/1999")
    assert to_1999 == final(corpus, "cumulative_arrivals", "../1998") + years[0] == 1095
    assert sum(final(corpus, "arrivals", f"2020-{quarter}") for quarter in (33, 34, 35, 36)) == final(
        corpus, "arrivals", "2020"
    )


@pytest.mark.parametrize("year", range(2002, 2026))
def test_women_and_men_are_all_of_a_year(corpus, year):
    women, men = (final(corpus, "arrivals", str(year), group) for group in ("women", "men"))
    assert women + men == final(corpus, "arrivals", str(year))


@pytest.mark.parametrize("end", ["../2022-12-31", "../2024-03-31", "../2024-09-30", "../2024-12-31", "../2025-12-31"])
def test_women_and_men_are_all_who_have_come(corpus, end):
    women, men = (final(corpus, "cumulative_arrivals", end, group) for group in ("women", "men"))
    assert women + men == final(corpus, "cumulative_arrivals", end)


def test_a_printed_share_of_women_fits_the_counts(corpus):
    shares = [row for row in corpus.observations if row.measure == "arrival_share" and row.status is Status.FINAL]
    whole_years = [row for row in shares if row.period.is_year]
    assert len(whole_years) == 19
    for row in whole_years:
        share = 100 * final(corpus, "arrivals", row.period.root, "women") / final(corpus, "arrivals", row.period.root)
        assert abs(share - row.value) <= Decimal("0.5"), row.period


def test_shares_lie_within_0_and_100(corpus):
    percent = {measure.id for measure in corpus.measures if measure.unit == "percent"}
    values = [row.value for row in corpus.observations if row.measure in percent and row.value is not None]
    assert len(values) > 50
    assert all(0 <= value <= 100 for value in values)


NOTED = {  # what the notes of the research files hold beside their rows
    "arrivals": {
        "2012-01": 160,
        "2012-02": 90,
        "2012-03": 116,
        "2014-01": 153,
        "2014-02": 111,
        "2014-03": 96,
        "2020-33": 135,
        "2020-34": 12,
        "2020-35": 48,
        "2020-36": 34,
        "1998/2003-08": 2958,
    },
    "residents": {"2015-11": 26_514},
    "cumulative_arrivals": {"../2007-02": 10_000, "../2010-11-11": 20_000, "../2016-11": 30_000},
}


@pytest.mark.parametrize("measure", NOTED)
def test_months_quarters_residents_and_round_totals_passed_are_there(corpus, measure):
    rows = {(row.period.root, row.value): row for row in corpus.observations if row.measure == measure}
    for cell in NOTED[measure].items():
        assert cell in rows
        assert rows[cell].approximate == (measure == "cumulative_arrivals")


def test_the_months_of_a_quarter_add_up(corpus):
    by_period = {
        row.period.root: row.value
        for row in corpus.observations
        if row.measure == "arrivals" and row.population == "all"
    }
    assert by_period["2012-01"] + 90 + by_period["2012-03"] == by_period["2012-33"] == 366
    assert sum(by_period[f"2014-0{month}"] for month in (1, 2, 3)) == by_period["2014-33"] == 360


def test_a_misprint_is_marked_and_is_never_the_only_value_of_a_cell(corpus):
    misprints = [row for row in corpus.observations if row.status is Status.MISPRINT]
    assert [(row.period.root, row.value) for row in misprints] == [("2008", 2081)]
    assert final(corpus, "arrivals", "2008") == 2803


def test_every_measure_has_an_observation_and_a_question(corpus):
    observed = {row.measure for row in corpus.observations}
    for measure in corpus.measures:
        assert measure.id in observed
        assert measure.ask
        assert measure.ask.endswith("?"), measure.id
        assert not measure.sentence.endswith("."), measure.id


def test_every_row_of_the_ministry_says_when_and_where_it_was_read(corpus):
    rows = [row for row in corpus.observations if row.source == "ministry"]
    assert len(rows) > 300
    assert all(row.as_of and row.url and row.reported_by for row in rows)


def test_the_conflicts_are_all_there(corpus):
    ids = {conflict.id for conflict in corpus.conflicts}
    expected = {"A": 11, "B": 7, "C": 9, "E": 5}
    assert {f"{letter}{number}" for letter, count in expected.items() for number in range(1, count + 1)} <= ids


def test_every_slot_of_a_conflict_has_an_observation_or_is_computed(corpus):
    cells = {(row.measure, row.period.root, row.population, row.source) for row in corpus.observations}
    defaults = {measure.id: measure.default_population for measure in corpus.measures}
    for conflict in corpus.conflicts:
        for name, query in conflict.figures.items():
            if query.operation == "lookup" and query.periods:
                group = query.populations[0] if query.populations else defaults[query.target]
                assert (query.target, query.periods[0].root, group, query.source) in cells, (conflict.id, name)


def period_of(text):
    """The research files' way of writing a period -> whether it is cumulative, EDTF."""
    if text.startswith(("to", "cum:")):
        end = text.removeprefix("to").removeprefix("cum:")
        return True, "../" + {"2013-mid": "2013-06"}.get(end, end)
    if text == "1990s":
        return False, "1990/1999"
    half = re.fullmatch(r"(\d{4})-([HQ])(\d)", text)
    if half:
        return False, f"{half[1]}-{int(half[3]) + (39 if half[2] == 'H' else 32)}"
    return False, re.sub(r"^(\d{4})-(\d{4})$", r"\1/\2", text).replace("..", "/")


def ministry_rows(corpus):
    return {
        (row.measure, row.period.root, row.population, row.value, row.status.value, str(row.as_of), row.url)
        for row in corpus.observations
        if row.source == "ministry"
    }


def records(name):
    with (RESEARCH / name).open(newline="") as file:
        return list(csv.DictReader(file))


@needs_shared
def test_every_published_count_is_in_the_corpus(corpus):
    rows = ministry_rows(corpus)
    for record in records("official-arrivals.csv"):
        cumulative, period = period_of(record["period"])
        measure = "cumulative_arrivals" if cumulative else "arrivals"
        cell = (measure, period, SEX[record["sex"]], Decimal(record["value"]))
        assert (*cell, record["status"], record["as_of"], record["source_url"]) in rows
        again = re.search(r"same value also as of (\S+): (\S+)", record["note"])
        if again:
            assert any(row[:4] == cell and row[5:] == (again[1], again[2]) for row in rows), record


@needs_shared
def test_every_published_share_is_in_the_corpus(corpus):
    rows = ministry_rows(corpus)
    for record in records("official-female-share.csv"):
        cumulative, period = period_of(record["period"])
        measure = "cumulative_share" if cumulative else "arrival_share"
        cell = (measure, period, "women", Decimal(record["share_pct"]))
        assert (*cell, record["status"], record["as_of"], record["source_url"]) in rows


@needs_shared
def test_every_figure_of_part_4_is_in_the_corpus(corpus):
    printed = [(row.printed, row.passage) for row in corpus.observations if row.source == "part-4"]
    for fact in records("part4-facts.csv"):
        passage = f"part-4/{fact['paragraph']}" if fact["paragraph"].startswith("p") else None
        if fact["id"] not in NOT_THE_SUBJECT and fact["verbatim_figure"]:
            assert any(fact["verbatim_figure"] in form and where == passage for form, where in printed), fact


@needs_shared
def test_every_printed_form_stands_in_its_paragraph_of_the_real_page(corpus):
    lines = PAGE.read_text().splitlines()
    table = (RESEARCH / "part4-paragraphs.md").read_text()
    place = {f"part-4/{name}": int(line) for name, line in re.findall(r"^\| (p\d+) \| (\d+) \|", table, re.MULTILINE)}
    assert len(place) == 21
    rows = [row for row in corpus.observations if row.source == "part-4"]
    assert len(rows) > 60
    for row in rows:
        text = lines[place[row.passage] - 1] if row.passage else "\n".join(lines[2:6])
        assert row.printed in text, (row.passage, row.printed)


def test_the_anchor_is_the_day_the_article_was_published(corpus):
    article = next(source for source in corpus.sources if source.id == "part-4")
    assert corpus.anchor == article.published == Period("2014-02-19")
