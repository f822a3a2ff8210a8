"""The command line as a person meets it: output, exit codes, errors in words."""

import json

import pytest

from retrieval.console import ANSWERED, FAILED, REFUSED, USAGE, main


@pytest.fixture
def run(artefact, capsys):
    def call(*arguments):
        code = main(["--index", str(artefact), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_a_question_is_answered_in_plain_text_when_piped(run):
    code, out, _ = run("ask", "how many arrived in 2013?")
    assert code == ANSWERED
    assert out.startswith("1,516 people arrived in the South in 2013. [1]\n")
    assert "\x1b" not in out
    assert "https://www.nknews.org/2014/02/" in out


def test_an_answer_as_json_is_the_contract(run):
    code, out, _ = run("ask", "--json", "how many arrived in 2013?")
    answer = json.loads(out)
    assert code == ANSWERED
    assert answer["schema"] == 1
    assert answer["status"] == "figure"
    assert (
        answer["figures"][0] | {"value": 1516, "period": "2013", "unit": "people", "computed": False}
        == answer["figures"][0]
    )
    assert answer["citations"][0]["passage"] == "part-4/p2"
    assert answer["index"]


def test_a_refusal_has_its_own_exit_code_and_a_question_that_works(run):
    code, out, _ = run("ask", "--query", '{"target": "arrivals", "periods": ["1975"]}')
    assert code == REFUSED
    assert "1975" in out
    assert "Try: " in out


def test_lines_are_answered_in_order_with_their_ids(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    lines = [
        {"id": "b", "q": "how many arrived in 2011?"},
        {"id": "a", "q": "hello", "kind": "ignored"},
        {"id": "c", "q": ""},
    ]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    code, out, _ = run("ask", "--jsonl", str(file))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == ANSWERED
    assert [answer["id"] for answer in answers] == ["b", "a", "c"]
    assert answers[0]["figures"][0]["value"] == 2706
    assert all(answer["ms"] > 0 for answer in answers)
    assert answers[2]["reason"] == "no_question"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a"}', "line 1: expected"),
        ('{"id": "a", "q": "hello"}\nnot json', "line 2: expected"),
        ('["a"]', "line 1: expected"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(run, tmp_path, content, message):
    file = tmp_path / "questions.jsonl"
    file.write_text(content)
    code, _, err = run("ask", "--jsonl", str(file))
    assert code == USAGE
    assert message in err
    assert '{"id": "…", "q": "…"' in err


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    code, _, err = run("ask", "--jsonl", str(tmp_path / "none"))
    assert code == USAGE
    assert "cannot be read" in err


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("not json", "This is not a query"),
        ("{}", "target: Field required"),
        ('{"target": "arrivals", "periods": ["last year"]}', "'last year' is no EDTF period"),
        ('{"target": "arrivals", "perids": ["2013"]}', "perids: Extra inputs are not permitted"),
    ],
)
def test_a_query_that_is_none_is_refused_in_words(run, query, message):
    code, _, err = run("ask", "--query", query)
    assert code == USAGE
    assert message in err
    assert "python -m retrieval schema --query" in err


@pytest.mark.parametrize("arguments", [["ask"], ["ask", ""], ["ask", "a question", "--query", "{}"]])
def test_one_thing_is_asked_at_a_time(run, arguments):
    code, _, err = run(*arguments)
    assert code == USAGE
    assert "one question in quotes, --jsonl FILE or --query JSON" in err


def test_a_missing_index_names_the_command(tmp_path, capsys):
    assert main(["--index", str(tmp_path / "none"), "ask", "hello"]) == FAILED
    assert "python -m index build" in capsys.readouterr().err


def test_the_schemas_are_printed(run):
    assert "headline" in json.loads(run("schema")[1])["properties"]
    assert "periods" in json.loads(run("schema", "--query")[1])["properties"]


def test_coverage_lists_every_measure(run, corpus):
    rows = json.loads(run("coverage", "--json")[1])
    assert {row["measure"] for row in rows} == {measure.id for measure in corpus.measures}
    assert "2013" in next(row["periods"] for row in rows if row["measure"] == "arrivals")
    assert "What can be answered with a figure" in run("coverage")[1]


def test_chat_answers_until_an_empty_line(run, monkeypatch):
    typed = iter(["how many arrived in 2013?", ""])
    monkeypatch.setattr("builtins.input", lambda *_: next(typed))
    code, out, _ = run("chat")
    assert code == ANSWERED
    assert "1,516 people" in out


def test_explain_shows_how_a_question_was_read(run):
    code, out, _ = run("ask", "--explain", "how many women arrived in 1975?")
    assert code == REFUSED
    lines = out.splitlines()
    assert lines[0] == "segment    how many women arrived in 1975?"
    assert "  tag      population women (“women”)" in lines
    assert any(line.startswith("targets    ") and "arrivals" in line for line in lines)
    assert any("arrivals" in line and "ruled out, no_period" in line for line in lines)
    assert "decision   refusal, no_period (arrivals)" in lines


def test_a_chart_is_written_beside_the_answer_and_told_in_words(run, tmp_path):
    file = tmp_path / "chart.png"
    code, out, err = run("ask", "--query", '{"target": "arrivals", "operation": "trend"}', "--chart", str(file))
    assert code == ANSWERED
    assert out
    assert file.read_bytes().startswith(b"\x89PNG")
    assert "chart.png: Arrivals in the South. The ministry's table: first" in err


def test_a_date_is_drawn_over_its_time(run, tmp_path):
    code, _, err = run("ask", "--query", '{"target": "fence_begun"}', "--chart", str(tmp_path / "chart.png"))
    assert code == ANSWERED
    assert "Start of the building of the border fence: in 2010. Completion of the border fence: in 2012." in err


@pytest.mark.parametrize(
    ("query", "file", "message"),
    [
        ('{"target": "returnees"}', "chart.png", "No chart was drawn"),
        ('{"target": "arrivals"}', "nowhere/chart.png", "cannot be written"),
    ],
)
def test_a_chart_that_cannot_be_is_refused_in_words_after_the_answer(run, tmp_path, query, file, message):
    code, out, err = run("ask", "--query", query, "--chart", str(tmp_path / file))
    assert code == USAGE
    assert out
    assert message in err
