"""The command line: ask, chat, schema, coverage."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from pydantic import ConfigDict, Field, ValidationError
from rich.console import Console
from rich.table import Table

from retrieval.engine import Engine, Reply, index_path
from retrieval.errors import InputError, QueryError, SouthboundError
from retrieval.model import Answer, Frozen, Query
from retrieval.question.why import told
from retrieval.render import rendered, transcript

ANSWERED, FAILED, USAGE, REFUSED = 0, 1, 2, 3  # exit codes


class Line(Frozen):
    """One line of `ask --jsonl`; other fields of the line are left alone."""

    model_config = ConfigDict(extra="ignore")

    id: str
    q: str
    context: tuple[str, ...] = Field(default=())
    lang: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 answered, 1 failed, 2 wrong usage, 3 refused with a reason."""
    options = _parser().parse_args(arguments)
    out = Console(highlight=False, soft_wrap=True)
    try:
        return int(options.run(options, out))
    except SouthboundError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        return USAGE if isinstance(error, QueryError | InputError) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) went away
        return ANSWERED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m retrieval", description="Ask Southbound from a shell.")
    parser.add_argument(
        "--index", type=Path, default=index_path(), help="index folder or packed file (default: %(default)s)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer one question, a file of questions, or a typed query")
    ask.add_argument("question", nargs="?", help="the question, in quotes")
    ask.add_argument(
        "--context", action="append", default=[], metavar="Q", help="an earlier question; repeat, oldest first"
    )
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument(
        "--jsonl", metavar="FILE", help="answer each line of FILE (- for standard input): {id, q, context?, lang?}"
    )
    ask.add_argument("--query", metavar="JSON", help="skip understanding: compute a typed query")
    ask.add_argument("--chart", type=Path, metavar="FILE.png", help="draw what the answer's figures are about as well")
    ask.add_argument(
        "--explain", action="store_true", help="show first how the question was understood, and why not otherwise"
    )
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", help="ask one question after another")
    chat.set_defaults(run=_chat)
    schema = commands.add_parser("schema", help="print the JSON schema of an answer")
    schema.add_argument("--query", action="store_true", help="of a typed query instead")
    schema.set_defaults(run=_schema)
    coverage = commands.add_parser("coverage", help="print what can be answered with a figure")
    coverage.add_argument("--json", action="store_true")
    coverage.set_defaults(run=_coverage)
    return parser


def _ask(options: argparse.Namespace, out: Console) -> int:
    given = [options.question is not None, options.jsonl is not None, options.query is not None]
    if sum(given) != 1 or options.question == "":
        raise InputError('Give one question in quotes, --jsonl FILE or --query JSON: ask "what is this series about?"')
    engine = Engine.open(options.index)
    if options.jsonl is not None:
        return _ask_lines(engine, options.jsonl, out.file)
    start = time.perf_counter()
    if options.query is not None:
        query = _query(options.query)
        reply = Reply(engine.answer(query), (), query)
    else:
        reply = engine.reply(options.question, context=options.context)
    answer = _timed(reply.answer, start)
    if options.explain and options.query is None:
        considered = engine.explain(options.question, context=options.context)
        out.print("\n".join(map(told, considered)), markup=False)
    _print(answer, out, as_json=options.json)
    if options.chart is not None:
        _draw(engine, reply, options.chart)
    return REFUSED if reply.answer.status == "none" else ANSWERED


def _draw(engine: Engine, reply: Reply, path: Path) -> None:
    """Write the chart of an answer; its words go to standard error, so that --json stays JSON."""
    try:
        from retrieval.draw import draw  # deferred: only who wants a chart loads matplotlib
    except ModuleNotFoundError as error:
        raise InputError(f"Charts need {error.name}: pip install 'southbound[chart]'.") from error
    chart = engine.chart(reply.query, reply.answer, dates=True) if reply.query else None
    if chart is None:
        raise InputError("No chart was drawn: the answer has no figures. Ask for counts, shares, prices or dates.")
    try:
        path.write_bytes(draw(chart))
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be written ({error}); name a file in a folder that exists.") from error
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"{path}: {chart.alt}", markup=False)


def _ask_lines(engine: Engine, name: str, out: IO[str]) -> int:
    """Answer every line in its order; a line that cannot be read stops with its number, what came before stays."""
    for line in _lines(name):
        start = time.perf_counter()
        answer = _timed(engine.ask(line.q, context=line.context, lang=line.lang), start)
        print(answer.model_copy(update={"id": line.id}).model_dump_json(by_alias=True), file=out, flush=True)
    return ANSWERED


def _lines(name: str) -> Iterator[Line]:
    try:
        texts = sys.stdin if name == "-" else Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{name!r} cannot be read ({error}); name a UTF-8 file with one JSON object a line."
        ) from error
    for number, text in enumerate(texts, 1):
        if text.strip():
            try:
                yield Line.model_validate_json(text)
            except ValidationError as error:
                expected = '{"id": "…", "q": "…", "context": [], "lang": null}'
                raise InputError(f"{name}, line {number}: expected {expected}; {_first(error)}.") from error


def _query(text: str) -> Query:
    try:
        return Query.model_validate_json(text)
    except ValidationError as error:
        raise QueryError(_first(error) + ".") from error


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in detail["loc"]) or "the text"
    return f"{place}: {detail['msg']}"


def _timed(answer: Answer, start: float) -> Answer:
    """The answer with the time since `start`."""
    return answer.model_copy(update={"ms": round(1000 * (time.perf_counter() - start), 1)})


def _print(answer: Answer, out: Console, *, as_json: bool) -> None:
    if as_json:
        print(answer.model_dump_json(by_alias=True, indent=2), file=out.file)
    elif out.is_terminal:
        out.print(rendered(answer))
    else:
        print(transcript(answer), file=out.file)


def _chat(options: argparse.Namespace, out: Console) -> int:
    engine = Engine.open(options.index)
    out.print("Ask about the series; an empty line ends.", style="dim")
    asked: list[str] = []
    while True:
        try:
            question = out.input("> ").strip()
        except EOFError:
            return ANSWERED
        if not question:
            return ANSWERED
        start = time.perf_counter()
        _print(_timed(engine.ask(question, context=tuple(asked)), start), out, as_json=False)
        asked = [*asked, question][-8:]


def _schema(options: argparse.Namespace, out: Console) -> int:
    model = Query if options.query else Answer
    out.print_json(json.dumps(model.model_json_schema(by_alias=True)))
    return ANSWERED


def _coverage(options: argparse.Namespace, out: Console) -> int:
    rows = Engine.open(options.index).coverage()
    if options.json:
        print(json.dumps([row.model_dump(mode="json") for row in rows], indent=2), file=out.file)
        return ANSWERED
    table = Table("measure", "what", "population", "source", "periods", title="What can be answered with a figure")
    for row in rows:
        periods = ", ".join(map(str, row.periods))
        table.add_row(row.measure, row.label, ", ".join(row.populations), ", ".join(row.sources), periods)
    out.print(table)
    return ANSWERED
