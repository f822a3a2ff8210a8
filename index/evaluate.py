"""How well questions are understood: golden questions of each writer, read by heads trained without that writer."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from index.train import Sample, train
from retrieval.corpus import Corpus
from retrieval.figures import Figures
from retrieval.model import Figure, Frozen, Query, Reason
from retrieval.question.decide import Decision
from retrieval.question.heads import Head
from retrieval.question.read import Reader
from retrieval.question.understand import Understanding

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Z = 1.96  # of the normal distribution, for 95 percent intervals

GROUPS = 3  # in which writers are left out

Result = Literal["right", "wrong", "refused"]


class Expected(Frozen):
    """What a right answer is: the figures of a query, one of some passages, or a refusal."""

    query: Query | None = None
    passages: tuple[str, ...] = ()
    refuse: Reason | None = None


class Golden(Frozen):
    """A question with what is expected of its answer."""

    id: str
    writer: str
    kind: str
    q: str
    context: tuple[str, ...] = Field(default=())
    expect: Expected


class Marked(NamedTuple):
    """A golden question with what came of it."""

    golden: Golden
    result: Result
    false_figure: bool


class Rate(NamedTuple):
    """right of all, and Wilson's interval of the rate at 95 percent."""

    right: int
    all: int

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else math.nan

    def interval(self) -> tuple[float, float]:
        """Source: E. B. Wilson, 1927."""
        n, p = self.all, self.share
        if not n:
            return (0.0, 1.0)
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return (middle - reach, middle + reach)


def read_golden(folder: Path) -> tuple[Golden, ...]:
    """The golden questions of all writers, by file and line."""
    lines = (line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().splitlines() if line.strip())
    return tuple(Golden.model_validate(json.loads(line)) for line in lines)


def strangers(golden: Iterable[Golden], corpus: Corpus) -> tuple[Golden, ...]:
    """The questions of those who wrote no phrasing: the index itself never saw a word of theirs."""
    phrased = {example.writer for example in corpus.examples}
    return tuple(question for question in golden if question.writer not in phrased)


def leave_writers_out(
    corpus: Corpus, found: Sequence[Sample], golden: Iterable[Golden], model: SentenceTransformer, whole: Understanding
) -> tuple[Marked, ...]:
    """Mark each writer's questions by heads that never saw a phrasing of that writer.

    Writers are left out a third of them at a time, which is stricter than one by one and takes a third of the time.
    whole: what was trained on all phrasings; it reads the questions of those who wrote none.
    """
    figures = Figures(corpus)
    questions = list(golden)
    phrased = {sample.example.writer for sample in found}
    writers = sorted({question.writer for question in questions} & phrased)
    marked = [mark(question, whole.understand, figures) for question in questions if question.writer not in phrased]
    for group in filter(None, (writers[at::GROUPS] for at in range(GROUPS))):
        others = [sample for sample in found if sample.example.writer not in group]
        understand = understanding(corpus, others, figures, model).understand
        marked += [mark(question, understand, figures) for question in questions if question.writer in group]
    return tuple(marked)


def understanding(
    corpus: Corpus, found: Sequence[Sample], figures: Figures, model: SentenceTransformer
) -> Understanding:
    """An understanding trained on some samples."""
    trained = train(found, corpus, model)
    tuned = trained.tuned

    def encode(text: str) -> NDArray[np.float32]:
        return tuned.encode([text])[0] if tuned else np.asarray(model.encode(text, show_progress_bar=False))

    heads = {name: Head(name, trained.arrays, labels) for name, labels in trained.labels.items()}
    return Understanding(corpus, Reader(corpus, figures, encode, heads))


def mark(golden: Golden, understand: Callable[..., tuple[Decision, ...]], figures: Figures) -> Marked:
    """Compare what a question is answered with to what is expected."""
    decisions = understand(golden.q, golden.context)
    stated = [figure for decision in decisions for outcome in decision.outcomes for figure in outcome.figures]
    passages = [passage for decision in decisions for passage in decision.passages[:1]]
    if golden.expect.query is not None:
        outcome = figures.compute(golden.expect.query)
        if outcome.figures:
            wanted = set(map(_value, outcome.figures))
            right = wanted <= set(map(_value, stated))
            missed: Result = "wrong" if stated or passages else "refused"
            return Marked(golden, "right" if right else missed, bool(stated) and not wanted & set(map(_value, stated)))
        shown = [one.passage or one.source for one in outcome.evidence]
        if outcome.reason is None and shown:
            return _passages(golden, passages, stated, shown)
    elif golden.expect.passages:
        return _passages(golden, passages, stated, golden.expect.passages)
    refused = not stated and not passages
    return Marked(golden, "right" if refused else "wrong", bool(stated))


def _passages(golden: Golden, passages: Sequence[str], stated: Sequence[Figure], wanted: Sequence[str]) -> Marked:
    cited = [*passages, *(figure.passage for figure in stated)]
    result: Result = "right" if set(cited) & set(wanted) else "wrong" if cited else "refused"
    return Marked(golden, result, False)


def _value(figure: Figure) -> tuple[str, ...]:
    parts = (figure.period, figure.value, figure.low, figure.high, figure.unit)
    return tuple(str(part) for part in parts)


def rates(marked: Sequence[Marked]) -> dict[str, Rate]:
    """The rates that are reported, by name."""
    answerable = [m for m in marked if m.golden.expect.query is not None]
    passages = [m for m in marked if m.golden.expect.passages]
    refusals = [m for m in marked if m.golden.expect.refuse is not None]
    refused = [m for m in marked if m.result == "refused" or (m in refusals and m.result == "right")]
    found = {
        "figure right": Rate(sum(m.result == "right" for m in answerable), len(answerable)),
        "passage right": Rate(sum(m.result == "right" for m in passages), len(passages)),
        "refusal recall": Rate(sum(m.result == "right" for m in refusals), len(refusals)),
        "refusal precision": Rate(sum(m.golden.expect.refuse is not None for m in refused), len(refused)),
        "no false figure": Rate(sum(not m.false_figure for m in marked), len(marked)),
    }
    for kind in sorted({m.golden.kind for m in marked}):
        of_kind = [m for m in marked if m.golden.kind == kind]
        found[f"  {kind}"] = Rate(sum(m.result == "right" for m in of_kind), len(of_kind))
    return found
