"""What a corpus's entries say of each other holds, and where it does not, the place is named."""

from decimal import Decimal

import pytest

from index.lint import lint, problems
from index.printed import numbers
from index.read import read, read_corpus
from retrieval.errors import CorpusError

FILES = {
    "corpus.yaml": "title: Bees\nlanguage: en\nanchor: 2020-05-01\noffer: Hives.\ndisclaimer: Not the bees.\n",
    "sources/letter.md": """\
---
id: letter
kind: article
title: A letter
short: the letter
publisher: The Gazette
published: 2020-05
url: https://example.org/letter
text: digest
---

## p1 Hives

In 2019 there were 1,040 hives, 69 percent of them blue. A hive cost $30-50, most of it for the wood.

## p2 The mill

The mill closed in 2017-18.
""",
    "sources/register.md": """\
---
id: register
kind: table
title: Register
short: the register
publisher: The valley
url: https://example.org/register
text: table
---
""",
    "populations.yaml": """\
populations:
  - {id: blue, label: blue hives, one: blue hive, other: blue hives}
  - {id: red, label: red hives, one: red hive, other: red hives}
  - {id: old, label: old hives, one: old hive, other: old hives}
dimensions:
  - {id: colour, parts: [blue, red]}
""",
    "measures.yaml": """\
- id: built
  label: hives built
  unit: count
  kind: flow
  dimensions: [colour]
  sentence: "{figure} were built {period}"
  ask: How many were built in {period}?
- id: hives
  label: hives
  unit: count
  kind: stock
  accumulates: built
  sentence: "there were {figure} {period}"
- id: colour_share
  label: share of the hives
  unit: percent
  kind: share
  dimensions: [colour]
  share_of: hives
  default_population: blue
  sentence: "{figure} were {population}"
- id: price
  label: price of a hive
  unit: USD
  kind: price
  sentence: "a hive cost {figure}"
- id: mill_closed
  label: closing of the mill
  unit: date
  kind: date
  sentence: "the mill closed {figure}"
""",
    "observations/letter.csv": """\
measure,period,population,value,low,high,verbal,status,passage,printed,when,note
hives,2019,,1040,,,,printed,letter/p1,"1,040",,
colour_share,2019,blue,69,,,,printed,letter/p1,69 percent,in 2019,
price,../2019,,,30,50,,printed,letter/p1,$30-50,in the past,The wood is the dear part.
price,2019,,,,,most,printed,letter/p1,most,,
mill_closed,2017/2018,,2017/2018,,,,printed,letter/p2,2017-18,,
""",
    "observations/register.csv": """\
measure,period,population,value,status,as_of,url,printed
built,2020,all,100,final,2021-01,https://example.org/a,100
built,2020,blue,60,final,2021-01,https://example.org/a,60
built,2020,red,40,final,2021-01,https://example.org/a,40
built,2020,all,101,provisional,2021-01,https://example.org/a,101
built,2020,all,99,provisional,2021-01,https://example.org/b,99
""",
    "conflicts.yaml": """\
- id: count
  kind: loose
  scope: {measures: [hives, colours], periods: [2019], populations: [all], sources: [letter], operations: [lookup]}
  figures:
    said: {target: hives, periods: [2019], source: letter}
    built: {target: built, periods: [2020], populations: [blue], source: register}
  text: The letter counts {said} {said.period}, the register {built}.
  cites: [letter/p1, register]
""",
    "topics.yaml": "- {id: colours, label: what colour hives are, passages: [letter/p1, register], ask: What colour?}\n",
    "unknowns.yaml": "- {id: queens, label: queens, reason: no_measure, nearest: hives}\n",
    "talk.yaml": "- {id: hello, label: a greeting, text: Hello.}\n",
    "lexicon.yaml": "population:\n  blue: [blue, azure]\nsource:\n  letter: [the letter]\ncolour:\n  dark: [dark]\n",
    "examples/ann.csv": "target,text\nhives,how many hives\nqueens,how many queens\nhello,hi there\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_corpus_that_holds_together_passes(folder):
    assert len(read_corpus(folder).observations) == 10


LETTER, REGISTER = "observations/letter.csv", "observations/register.csv"
# file, what is broken, with what -> line, field, part of what was expected, what was found
MISTAKES = [
    ("topics.yaml", "id: colours", "id: hives", 1, "id", "an id of its own (", "hives"),
    ("talk.yaml", "id: hello", "id: queens", 1, "id", "an id of its own (", "queens"),
    ("sources/letter.md", "## p2 The", "## p1 The", 16, "id", "letter.md:12 has it", "letter/p1"),
    (
        "populations.yaml",
        "parts: [blue, red]",
        "parts: [blue, green]",
        6,
        "parts.1",
        "a population (all, blue, old, red)",
        "green",
    ),
    ("measures.yaml", "unit: USD", "unit: dollars", 24, "unit", "a unit (", "dollars"),
    ("measures.yaml", "[colour]", "[sort]", 5, "dimensions.0", "a dimension (colour)", "sort"),
    (
        "measures.yaml",
        "accumulates: built",
        "accumulates: price",
        12,
        "accumulates",
        "a measure of kind flow (built)",
        "price",
    ),
    (
        "measures.yaml",
        "share_of: hives",
        "share_of: price",
        19,
        "share_of",
        "kind flow or stock (built, hives)",
        "price",
    ),
    ("measures.yaml", "kind: price", "kind: price\n  parts: [wood]", 26, "parts.0", "a measure (built,", "wood"),
    (
        "measures.yaml",
        "kind: date",
        "kind: date\n  since: hives",
        31,
        "since",
        "a measure of kind date (mill_closed)",
        "hives",
    ),
    (
        "measures.yaml",
        "default_population: blue",
        "default_population: old",
        20,
        "default_population",
        "(all, blue, red)",
        "old",
    ),
    (
        "measures.yaml",
        "{figure} were built",
        "40 were built {figure}",
        6,
        "sentence",
        "a sentence without digits",
        "40 were built {figure} {period}",
    ),
    (
        "measures.yaml",
        "there were {figure}",
        "there were {number}",
        13,
        "sentence",
        "{figure}, {period}, {population}",
        "{number}",
    ),
    (
        "measures.yaml",
        "a hive cost {figure}",
        "a hive cost money",
        26,
        "sentence",
        "the slot {figure}",
        "a hive cost money",
    ),
    (
        "measures.yaml",
        "in {period}?",
        "in {period?",
        7,
        "ask",
        "a slot between one { and one }",
        "How many were built in {period?",
    ),
    (LETTER, "hives,2019", "hive,2019", 2, "measure", "a measure (built,", "hive"),
    (
        LETTER,
        "2019,blue",
        "2019,old",
        3,
        "population",
        "a population of the measure's dimensions (all, blue, red)",
        "old",
    ),
    (LETTER, "letter/p2", "letter/p9", 6, "passage", "a passage of its source (letter/p1, letter/p2)", "letter/p9"),
    (LETTER, '"1,040"', '"1,041"', 2, "printed", "a printed form that stands in letter/p1", "1,041"),
    (LETTER, "1040", "1041", 2, "value", "a number of the printed form '1,040'", "1041"),
    (LETTER, ",30,50", ",35,50", 4, "low", "a number of the printed form '$30-50'", "35"),
    (LETTER, ",30,50", ",50,30", 4, "low", "no more than high (30)", "50"),
    (
        LETTER,
        "2017/2018,,2017/2018",
        "2017/2018,,2017/2019",
        6,
        "value",
        "a number of the printed form '2017-18'",
        "2019",
    ),
    (LETTER, "most,printed", "all,printed", 5, "verbal", "words of the printed form", "all"),
    (
        LETTER,
        "The wood is",
        "The 2 boards are",
        4,
        "note",
        "a sentence without digits",
        "The 2 boards are the dear part.",
    ),
    (LETTER, ",in 2019,", ",in 2018,", 3, "when", "no number but the years of 2019", "in 2018"),
    (REGISTER, "blue,60", "blue,61", 3, "value", "a number of the printed form '60'", "61"),
    (
        REGISTER,
        "blue,60,final,2021-01,https://example.org/a,60",
        "blue,61,final,2021-01,https://example.org/a,61",
        2,
        "value",
        "101, the sum of blue and red in the same vintage",
        "100",
    ),
    (
        REGISTER,
        "org/b",
        "org/a",
        6,
        "value",
        "the value that another row gives from the same page and date (101)",
        "99",
    ),
    (
        REGISTER,
        "all,100,final,2021-01,https://example.org/a,100",
        "all,100,final,2021-01,https://example.org/a,many",
        2,
        "value",
        "a number of the printed form 'many'",
        "100",
    ),
    (
        "conflicts.yaml",
        "measures: [hives, colours]",
        "measures: [hives, colour]",
        3,
        "scope.measures.1",
        "a measure or topic",
        "colour",
    ),
    (
        "conflicts.yaml",
        "populations: [all]",
        "populations: [green]",
        3,
        "scope.populations.0",
        "a population (",
        "green",
    ),
    (
        "conflicts.yaml",
        "sources: [letter]",
        "sources: [diary]",
        3,
        "scope.sources.0",
        "a source (letter, register)",
        "diary",
    ),
    ("conflicts.yaml", "operations: [lookup]", "operations: [look]", 3, "scope.operations.0", "an operation (", "look"),
    ("conflicts.yaml", "target: hives", "target: bees", 5, "figures.said.target", "a measure (", "bees"),
    (
        "conflicts.yaml",
        "populations: [blue]",
        "populations: [old]",
        6,
        "figures.built.populations.0",
        "a population of the measure",
        "old",
    ),
    ("conflicts.yaml", "{built}", "{build}", 7, "text", "one of the slots {built}, {built.period}, {said}", "{build}"),
    (
        "conflicts.yaml",
        ", the register {built}",
        "",
        6,
        "figures.built",
        "a figure that the text has a slot for",
        "built",
    ),
    ("conflicts.yaml", "counts {said}", "counts 1,040 {said}", 7, "text", "a sentence without digits", None),
    ("conflicts.yaml", "cites: [letter/p1,", "cites: [letter/p7,", 8, "cites.0", "a passage or source (", "letter/p7"),
    ("lexicon.yaml", "  blue:", "  blu:", 2, "population.blu", "a population (all, blue, old, red)", "blu"),
    ("lexicon.yaml", "  letter:", "  diary:", 4, "source.diary", "a source (letter, register)", "diary"),
    ("topics.yaml", "ask:", "sentences: [9], ask:", 1, "sentences.0", "a sentence of the first passage (1", "9"),
    (
        "topics.yaml",
        "ask:",
        "also: {letter/p1: [9]}, ask:",
        1,
        "also.letter/p1.0",
        "a sentence of that passage (1",
        "9",
    ),
    ("topics.yaml", "ask:", "explains: hums, ask:", 1, "explains", "a measure (", "hums"),
    ("topics.yaml", "ask:", "also: {letter/p7: [1]}, ask:", 1, "also.letter/p7", "a passage (", "letter/p7"),
    ("topics.yaml", "letter/p1", "letter/p7", 1, "passages.0", "a passage or source (", "letter/p7"),
    ("unknowns.yaml", "nearest: hives", "nearest: hello", 1, "nearest", "a measure or topic (built, colour", "hello"),
    (
        "unknowns.yaml",
        "nearest: hives",
        "text: There are 3 queens.",
        1,
        "text",
        "a sentence without digits",
        "There are 3 queens.",
    ),
    ("talk.yaml", "text: Hello.", 'text: "Hello, {name}."', 1, "text", "one of the slots (none here)", "{name}"),
    ("examples/ann.csv", "queens,how", "queen,how", 3, "target", "a measure, topic, unknown or talk (", "queen"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "field", "expected", "found"), MISTAKES)
def test_a_mistake_is_reported_with_its_place(folder, name, old, new, line, field, expected, found):
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CorpusError) as caught:
        read_corpus(folder)
    error = caught.value
    assert (error.path, error.field) == (path, field)
    assert error.line == line
    assert expected in error.expected
    assert found is None or error.found == found
    assert str(error) == f"{path}:{line}: {field}: expected {error.expected}, found {error.found!r}."


@pytest.mark.parametrize("value", ["101", "-1"])
def test_a_share_lies_within_0_and_100(folder, value):
    corpus, places = read(folder)
    rows = [
        row.model_copy(update={"value": Decimal(value), "printed": value}) if row.value == 69 else row
        for row in corpus.observations
    ]
    expected = [error.expected for error in problems(corpus.model_copy(update={"observations": tuple(rows)}), places)]
    assert "a share from 0 to 100" in expected


def test_a_count_is_whole(folder):
    corpus, places = read(folder)
    rows = [
        row.model_copy(update={"value": Decimal("1040.5")}) if row.value == 1040 else row for row in corpus.observations
    ]
    found = [error.found for error in problems(corpus.model_copy(update={"observations": tuple(rows)}), places)]
    assert "1040.5" in found


def test_every_problem_is_listed_and_the_first_is_raised(folder):
    path = folder / "topics.yaml"
    path.write_text(path.read_text().replace("letter/p1, register", "letter/p7, diary"))
    corpus, places = read(folder)
    assert [error.found for error in problems(corpus, places)] == ["letter/p7", "diary"]
    with pytest.raises(CorpusError, match="letter/p7"):
        lint(corpus, places)


def test_a_corpus_made_in_memory_is_checked_too(folder):
    corpus = read_corpus(folder)
    lint(corpus)
    stray = corpus.topics[0].model_copy(update={"passages": ("nowhere",)})
    with pytest.raises(CorpusError, match=r"topics:1: passages.0: expected a passage or source"):
        lint(corpus.model_copy(update={"topics": (stray,)}))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1,514", [1514]),
        ("75.6", ["75.6"]),
        ("69 percent", [69]),
        ("$3,000-5,000", [3000, 5000]),
        ("$30-50", [30, 50]),
        ("0.9 to 1.6 million", [900_000, 1_600_000]),
        ("over 1 million", [1_000_000]),
        ("2010-11", [2010, 2011]),
        ("1953-90", [1953, 1990]),
        ("1945-1953", [1945, 1953]),
        ("2011-present", [2011]),
        ("February 19th, 2014", [19, 2014]),
        ("2-3 years", [2, 3]),
        ("2014/02", [2014, 2]),
        ("four-part", [4]),
        ("both", [2]),
        ("2,500 mark", [2500]),
        ("the majority", []),
        ("someone", []),
    ],
)
def test_the_numbers_of_a_printed_form(printed, expected):
    assert numbers(printed) == {Decimal(number) for number in expected}
