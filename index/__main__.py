"""`python -m index`: build, pack, verify."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from retrieval.artefact import Artefact, Manifest
from retrieval.errors import SouthboundError

CORPUS, INDEX, QUESTIONS = Path("corpus"), Path("index") / "artefacts" / "current", Path("tests") / "questions"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 failed with a reason."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except SouthboundError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(str(error), markup=False)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and check the index Southbound serves.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="build the index of a corpus folder")
    build.add_argument("--corpus", type=Path, default=CORPUS, help="default: %(default)s")
    build.add_argument("--out", type=Path, default=INDEX, help="default: %(default)s")
    build.add_argument("--model", type=Path, help="folder of a sentence-transformers model (default: the packaged one)")
    build.add_argument("--force", action="store_true", help="build even where nothing changed")
    build.set_defaults(run=_build)
    pack = commands.add_parser("pack", help="store an index as one file, all that a host needs beside the base install")
    pack.add_argument("--index", type=Path, default=INDEX, help="default: %(default)s")
    pack.add_argument("--out", type=Path, required=True)
    pack.set_defaults(run=_pack)
    evaluate = commands.add_parser("evaluate", help="how well golden questions are understood, leaving one writer out")
    evaluate.add_argument("--corpus", type=Path, default=CORPUS, help="default: %(default)s")
    evaluate.add_argument("--index", type=Path, default=INDEX, help="default: %(default)s")
    evaluate.add_argument("--questions", type=Path, default=QUESTIONS, help="folder of .jsonl (default: %(default)s)")
    evaluate.add_argument("--strangers", action="store_true", help="only writers without phrasings; trains nothing")
    evaluate.add_argument("--wrong", action="store_true", help="list the questions that went wrong")
    evaluate.add_argument("--record", action="store_true", help="keep the result in the corpus folder, for manifests")
    evaluate.set_defaults(run=_evaluate)
    verify = commands.add_parser("verify", help="check every file of an index in full")
    verify.add_argument("--index", type=Path, default=INDEX, help="default: %(default)s")
    verify.set_defaults(run=_verify)
    return parser


def _build(options: argparse.Namespace) -> None:
    from index.measured import read_measured
    from index.read import read_corpus
    from index.write import build, fresh  # deferred: pack and verify need neither numpy nor FAISS to write

    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    corpus = read_corpus(options.corpus)
    measured = read_measured(options.corpus)
    manifest = None if options.force else fresh(corpus, options.out, model=options.model, measured=measured)
    if manifest is None:
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True) as progress:
            bars: dict[str, int] = {}

            def tell(what: str, done: int, total: int) -> None:
                bar = bars.setdefault(what, progress.add_task(what, total=total) if what not in bars else bars[what])
                progress.update(bar, completed=done)  # type: ignore[arg-type]

            manifest = build(corpus, options.out, model=options.model, tell=tell, measured=measured)
    _report(options.out, manifest)


def _pack(options: argparse.Namespace) -> None:
    from index.write import pack

    size = pack(options.index, options.out)
    Console(highlight=False).print(
        f"{options.out}: {size / 1e6:.0f} MB, index {Artefact(options.out).manifest.version}"
    )


def _verify(options: argparse.Namespace) -> None:
    artefact = Artefact(options.index)
    artefact.verify()
    _report(options.index, artefact.manifest)


def _evaluate(options: argparse.Namespace) -> None:
    from index.evaluate import leave_writers_out, rates, read_golden, strangers  # deferred: brings the whole library
    from index.export import load, model_path
    from index.measured import record
    from index.read import read_corpus
    from index.train import samples
    from retrieval.engine import Engine
    from retrieval.figures import Figures
    from retrieval.question.read import Reader
    from retrieval.question.understand import Understanding

    corpus = read_corpus(options.corpus)
    artefact = Artefact(options.index)
    golden = read_golden(options.questions)
    title = "Each writer by heads trained without that writer"
    if options.strangers:
        golden, title = strangers(golden, corpus), "Writers who wrote no phrasing, by the index as it is"
    engine = Engine(artefact)
    whole = Understanding(corpus, Reader(corpus, Figures(corpus), engine.encode, artefact.heads()))
    marked = leave_writers_out(corpus, samples(corpus), golden, load(model_path(None)), whole)
    table = Table("", "right", "of", "percent", "95 percent interval", title=title)
    found = rates(marked)
    for name, rate in found.items():
        low, high = rate.interval()
        table.add_row(name, f"{rate.right}", f"{rate.all}", f"{rate.share:.1%}", f"{low:.0%} to {high:.0%}")
    out = Console(highlight=False)
    out.print(table)
    if options.record:
        record(options.corpus, artefact.manifest.version, marked, found)
    for one in marked if options.wrong else ():
        if one.result != "right" or one.false_figure:
            expected = one.golden.expect.model_dump_json(exclude_defaults=True)
            out.print(
                f"{one.golden.id} {one.result}{' FALSE' if one.false_figure else ''}: {one.golden.q} -> {expected}",
                markup=False,
            )


def _report(path: Path, manifest: Manifest) -> None:
    counts = ", ".join(f"{count:,} {name}" for name, count in manifest.counts.items())
    Console(highlight=False, soft_wrap=True).print(f"{path}: index {manifest.version} ({counts})")


if __name__ == "__main__":
    sys.exit(main())
