"""A corpus folder is read as it is written, and every mistake in it is reported with its place."""

from decimal import Decimal

import pytest

from index.read import read, read_corpus
from retrieval.errors import CorpusError
from retrieval.period import Period

CORPUS = """\
title: Bees of the valley
language: en
anchor: 2020-05-01
offer: I can say how many hives there are.
disclaimer: Not affiliated with the bees.
"""
ARTICLE = """\
---
id: letter
kind: article
title: "The valley hums: a letter"
short: the letter
publisher: The Gazette
published: 2020-05
url: https://example.org/letter
text: digest
---

## p1 Hives counted
at: there were forty

In 2019 there were 1,040 hives
in the valley, most of them blue.

## p4 When the mill closed

The mill closed in 2018.
"""
TABLE = """\
---
id: register
kind: table
title: Register
short: the register
publisher: The valley
url: https://example.org/register
text: table
---
"""
MEASURES = """\
- id: hives
  label: hives in the valley
  unit: count
  kind: stock
  sentence: "there were {figure} hives {period}"
- id: mill_closed
  label: closing of the mill
  unit: date
  kind: date
  sentence: "the mill closed {figure}"
"""
HEADER = "measure,period,value,status,as_of,passage,printed\n"
OBSERVED = HEADER + 'hives,2019,1040,printed,,letter/p1,"1,040"\nmill_closed,2018,2018,printed,,letter/p4,2018\n'
REGISTER = HEADER + 'hives,2020,1100,final,2021-01,,"1,100"\n'
TOPICS = "- {id: colours, label: what colour hives are, passages: [letter/p1], ask: What colour are the hives?}\n"
EXAMPLES = "target,operation,text\nhives,,how many hives are there\nhives,trend,are there more hives\n"
LEXICON = "population:\n  all: [everyone, the lot]\n"


@pytest.fixture
def folder(tmp_path):
    files = {
        "corpus.yaml": CORPUS,
        "sources/letter.md": ARTICLE,
        "sources/register.md": TABLE,
        "measures.yaml": MEASURES,
        "observations/letter.csv": OBSERVED,
        "observations/register.csv": REGISTER,
        "topics.yaml": TOPICS,
        "examples/ann.csv": EXAMPLES,
        "lexicon.yaml": LEXICON,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_becomes_a_corpus(folder):
    corpus = read_corpus(folder)
    assert corpus.title == "Bees of the valley"
    assert corpus.anchor == Period("2020-05-01")
    assert [source.id for source in corpus.sources] == ["letter", "register"]
    assert [passage.id for passage in corpus.passages] == ["letter/p1", "letter/p4"]
    assert corpus.passages[0].text == "In 2019 there were 1,040 hives in the valley, most of them blue."
    assert corpus.passages[0].at == "there were forty"
    assert corpus.passages[1].at is None
    assert corpus.examples[0].writer == "ann"
    assert [example.operation for example in corpus.examples] == [None, "trend"]
    assert corpus.lexicon == {"population": {"all": ("everyone", "the lot")}}


def test_a_value_is_a_number_or_a_date_as_its_measure_wants(folder):
    values = [observation.value for observation in read_corpus(folder).observations]
    assert values == [Decimal(1040), Period("2018"), Decimal(1100)]


def test_a_row_without_a_date_of_its_own_has_its_article_s(folder):
    assert [str(row.as_of) for row in read_corpus(folder).observations] == ["2020-05", "2020-05", "2021-01"]


def test_only_the_frame_and_the_sources_are_needed(folder):
    for name in (
        "measures.yaml",
        "topics.yaml",
        "lexicon.yaml",
        "observations/letter.csv",
        "observations/register.csv",
    ):
        (folder / name).unlink()
    (folder / "examples" / "ann.csv").unlink()
    corpus = read_corpus(folder)
    assert corpus.measures == corpus.observations == corpus.topics == corpus.examples == ()
    assert len(corpus.passages) == 2


def test_windows_line_ends_and_a_byte_order_mark_are_read(folder):
    expected = read_corpus(folder)
    for name in ("measures.yaml", "sources/letter.md", "observations/letter.csv"):
        path = folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_corpus(folder) == expected


def test_an_entry_keeps_its_place(folder):
    _, places = read(folder)
    second = places.of("measures", 1)
    assert (second.path, second.line) == (folder / "measures.yaml", 6)
    assert second.line_of(("sentence",)) == 10
    assert places.of("observations", 2).path == folder / "observations" / "register.csv"


def broken(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    error = caught.value
    assert error.path == path
    assert str(error).startswith(f"{path}:{error.line}")
    return error


# file, what is broken, with what -> line, field, part of what was expected, what was found
MISTAKES = [
    ("corpus.yaml", "anchor: 2020-05-01", "anchor: May 2020", 3, "anchor", "like 2013, 2014-01", "May 2020"),
    ("corpus.yaml", "language: en", "langauge: en", 2, "langauge", "a known field (title, language", "langauge"),
    ("corpus.yaml", "offer: I", "language: en\noffer: I", 4, "language", "each field once", "language"),
    (
        "corpus.yaml",
        "offer: I can",
        "offer: I: can",
        4,
        "",
        "YAML (mapping values",
        "offer: I: can say how many hives there are.",
    ),
    ("sources/letter.md", "kind: article", "kind: letter", 3, "kind", "one of 'article' or 'table'", "letter"),
    (
        "sources/letter.md",
        "text: digest",
        "text: digest\nauthors: Ann",
        10,
        "authors",
        "a known field (id, kind",
        "authors",
    ),
    ("sources/letter.md", "publisher: The Gazette\n", "", 2, "publisher", "a value: the field is required", None),
    ("sources/letter.md", "id: letter", "id: leter", 2, "id", "the name of its file, 'letter'", "leter"),
    ("sources/letter.md", "---\nid", "id", 1, "", "'---', which opens the front matter", "id: letter"),
    ("sources/letter.md", "published: 2020-05", "published: 2020-13", 7, "published", "2020-13", "2020-13"),
    (
        "sources/letter.md",
        "## p1 Hives",
        "Hives\n\n## p1 Hives",
        12,
        "",
        "a section that begins '## p1 Title'",
        "Hives",
    ),
    ("sources/letter.md", "## p4 When", "# When", 18, "", "a heading like '## p1 Title'", "# When the mill closed"),
    ("sources/letter.md", "The mill closed in 2018.", "", 18, "text", "a paragraph below the heading", ""),
    ("measures.yaml", "  kind: stock", "  kind: stok", 4, "kind", "one of 'flow', 'stock'", "stok"),
    ("measures.yaml", "  unit: date\n", "  unit: date\n  dimensions: sex\n", 9, "dimensions", "a list", "sex"),
    ("measures.yaml", "- id: hives", "hives:\n- id: hives", 1, "", "a list of entries", ["hives"]),
    ("measures.yaml", '  sentence: "the mill closed {figure}"\n', "", 6, "sentence", "the field is required", None),
    ("topics.yaml", "passages: [letter/p1]", "passages: letter/p1", 1, "passages", "a list", "letter/p1"),
    (
        "observations/letter.csv",
        "hives,2019,1040",
        'hives,2019,"1,040"',
        2,
        "value",
        "a number without separators",
        "1,040",
    ),
    (
        "observations/letter.csv",
        "2018,2018,printed",
        "2018,then,printed",
        3,
        "value",
        "a date or period like 2013",
        "then",
    ),
    ("observations/letter.csv", "2019,1040", "2019/2018,1040", 2, "period", "ends before it begins", "2019/2018"),
    (
        "observations/letter.csv",
        "1040,printed",
        ",printed",
        2,
        "",
        "exactly one of: value, low and/or high, verbal",
        None,
    ),
    (
        "observations/letter.csv",
        "printed,,letter/p1",
        "printd,,letter/p1",
        2,
        "status",
        "one of 'printed', 'provisional'",
        "printd",
    ),
    ("observations/letter.csv", "as_of,passage", "asof,passage", 1, "asof", "a known column (measure, period", "asof"),
    ("observations/letter.csv", "measure,period", "period,period", 1, "period", "each column once", "period"),
    ("observations/letter.csv", ",printed\nhives", "\nhives", 1, "printed", "a column of this name", None),
    ("observations/letter.csv", "letter/p4,2018", "letter/p4", 3, "", "7 cells, as in the header", "6 cells"),
    ("observations/letter.csv", '"1,040"', '"1,040', 2, "", "comma-separated cells", None),
    ("examples/ann.csv", "hives,trend", "hives,trends", 3, "operation", "one of 'lookup', 'series'", "trends"),
    ("examples/ann.csv", "hives,,how many hives are there", "hives,,", 2, "text", "the field is required", None),
    ("lexicon.yaml", "[everyone, the lot]", "everyone", 2, "tags.population.all", "a list", "everyone"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "field", "expected", "found"), MISTAKES)
def test_a_mistake_is_reported_with_its_place(folder, name, old, new, line, field, expected, found):
    error = broken(folder, name, old, new)
    assert (error.line, error.field) == (line, field)
    assert expected in error.expected
    assert found is None or error.found == found
    assert f"expected {error.expected}, found" in str(error)


def test_a_line_is_right_inside_a_nested_list(folder):
    (folder / "conflicts.yaml").write_text(
        "- id: one\n  kind: open\n  scope: {measures: [hives]}\n  text: Both.\n"
        "- id: other\n  kind: open\n  scope:\n    measures: [hives]\n    periods:\n      - 2019\n      - nineteen\n  text: Both.\n"
    )
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    assert (caught.value.line, caught.value.field, caught.value.found) == (11, "scope.periods.1", "nineteen")


def test_a_file_of_another_name_is_not_passed_over(folder):
    (folder / "measure.yaml").write_text(MEASURES)
    with pytest.raises(CorpusError, match=r"measure.yaml: expected one of the names corpus.yaml, .*measures.yaml"):
        read_corpus(folder)


def test_observations_need_a_source_of_their_name(folder):
    (folder / "observations" / "diary.csv").write_text(HEADER)
    with pytest.raises(
        CorpusError, match=r"diary.csv: expected the name of a source \(letter, register\), found 'diary'"
    ):
        read_corpus(folder)


@pytest.mark.parametrize("name", ["corpus.yaml", "sources"])
def test_what_is_needed_is_named_where_it_is_missing(folder, name):
    path = folder / name
    if path.is_dir():
        for file in path.iterdir():
            file.unlink()
    else:
        path.unlink()
    with pytest.raises(CorpusError, match=f"{name}: expected"):
        read_corpus(folder)


def test_a_folder_that_is_none_is_named(tmp_path):
    with pytest.raises(CorpusError, match="nowhere: expected a folder that holds a corpus"):
        read_corpus(tmp_path / "nowhere")


def test_text_that_is_no_utf8_is_refused(folder):
    (folder / "topics.yaml").write_bytes("- id: café\n".encode("latin-1"))
    with pytest.raises(CorpusError, match=r"topics.yaml: expected text in UTF-8"):
        read_corpus(folder)


def test_a_character_that_yaml_does_not_allow_is_placed(folder):
    path = folder / "topics.yaml"
    path.write_text(TOPICS + "# a bell: \x07\n")
    with pytest.raises(CorpusError, match=r"topics.yaml:2: expected YAML \("):
        read_corpus(folder)


def test_an_empty_table_lacks_its_header(folder):
    (folder / "observations" / "letter.csv").write_text("")
    with pytest.raises(
        CorpusError, match=r"letter.csv:1: expected a header of columns \(measure, period, status, printed\)"
    ):
        read_corpus(folder)
