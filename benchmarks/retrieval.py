"""Which passage answers, and which of its sentences: recall, MRR and the answering sentence, beside two peers.

Builds an index of the passages as `python -m index build` does, asks it every question, and asks in the same run what
BM25 alone and the encoder's cosine alone would have put first.

--corpus DIR      a corpus folder (corpus.yaml, sources/), or any folder of .txt or .md files, each one passage; its id
                  is its path without the suffix, its title the first line where that begins with "# "
--questions FILE  JSON lines: {"question": ..., "passage": id, "answer": text that the answering sentence holds};
                  passage and answer may be lists, any of which is right; without an answer only passages are scored
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # instead of this folder, where this file's own name hides the package

import numpy as np
from rich.console import Console
from rich.table import Table

from index.read import read_corpus
from index.write import build
from retrieval.artefact import Artefact
from retrieval.corpus import Corpus, Passage, Source
from retrieval.errors import SouthboundError
from retrieval.period import Period

DEPTH = 10  # hits that count for the reciprocal rank
SPELLINGS = {
    "question": ("question", "q"),
    "passage": ("passage", "passages", "passage_id", "gold"),
    "answer": ("answer", "answers", "answer_text"),
}


class Question(NamedTuple):
    """A question, the ids of the passages that answer it, and texts one of which the answering sentence holds."""

    text: str
    passages: tuple[str, ...]
    answers: tuple[str, ...]


def main() -> int:
    """Print the table; 1 where the passages or questions cannot be read."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options.add_argument("--questions", type=Path, default=ROOT / "benchmarks" / "questions.jsonl")
    given = options.parse_args()
    try:
        corpus = read_corpus(given.corpus) if (given.corpus / "corpus.yaml").exists() else folder(given.corpus)
        questions = read_questions(given.questions, {passage.id for passage in corpus.passages})
    except (SouthboundError, ValueError, OSError) as error:
        Console(stderr=True).print(str(error), markup=False)
        return 1
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "index"
        build(corpus, out, model=None, tell=lambda *_: None, encoders=ROOT / "index" / "artefacts" / "encoders")
        report(corpus, questions, *measured(Artefact(out), questions))
    return 0


def folder(path: Path) -> Corpus:
    """A corpus of plain files; raises ValueError where there is none."""
    passages = []
    for file in sorted(path.rglob("*")):
        if file.suffix in (".txt", ".md"):
            text = file.read_text(encoding="utf-8").strip()
            first, _, rest = text.partition("\n")
            title, body = (first[2:].strip(), rest.strip()) if first.startswith("# ") else (file.stem, text)
            id_ = file.relative_to(path).with_suffix("").as_posix()
            passages.append(Passage(id=id_, source="folder", title=title, text=" ".join(body.split())))
    if not passages:
        raise ValueError(f"{path}: expected a corpus.yaml, or .txt or .md files with a passage each; found neither.")
    source = Source(id="folder", kind="article", title="", short="", publisher="", url="", text="full")
    return Corpus(
        title="", language="en", anchor=Period("2000"), offer="", disclaimer="", sources=(source,), passages=passages
    )


def read_questions(path: Path, ids: set[str]) -> list[Question]:
    """The questions of a file; raises ValueError with the line that is wrong."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            fields = json.loads(line)
            text, passages, answers = (_field(fields, names) for names in SPELLINGS.values())
            if not text or not set(passages) & ids:
                raise ValueError(
                    f"{path}, line {number}: expected a question and the id of one of the {len(ids)} passages; "
                    f"found {line.strip()[:120]}"
                )
            questions.append(Question(text[0], passages, answers))
    return questions


def _field(fields: dict[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    value = next((fields[name] for name in names if fields.get(name)), ())
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def measured(artefact: Artefact, questions: list[Question]) -> tuple[dict[str, list[int]], list[bool]]:
    """The place of the first right passage (from 1; 0: none) by ranking, and whether the best sentence answers."""
    encoder, passages, words = artefact.encoder(), artefact.passages(), artefact.words()
    vectors = artefact.vectors("passages")
    ids = np.array([passage.id for passage in artefact.corpus.passages])
    places: dict[str, list[int]] = {"BM25 alone": [], "encoder alone": [], "Southbound": []}
    answered = []
    for question in questions:
        encoded = encoder.encode(question.text)
        hits = passages.search(question.text, encoded, limit=DEPTH)
        ranked = {
            "BM25 alone": ids[np.argsort(-words.scores(question.text), kind="stable")[:DEPTH]],
            "encoder alone": ids[np.argsort(-vectors.cosines(encoded.vector), kind="stable")[:DEPTH]],
            "Southbound": [hit.passage for hit in hits],
        }
        for name, order in ranked.items():
            places[name].append(next((at for at, id_ in enumerate(order, 1) if id_ in question.passages), 0))
        if question.answers:
            answered.append(any(_plain(answer) in _plain(hits[0].sentence) for answer in question.answers))
    return places, answered


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def report(corpus: Corpus, questions: list[Question], places: dict[str, list[int]], answered: list[bool]) -> None:
    """Print recall and MRR of each ranking, and the sentence's hit rate."""
    table = Table(title=f"{len(questions)} questions over {len(corpus.passages)} passages", title_justify="left")
    for heading in ("ranking", "recall@1", "recall@3", "recall@5", f"MRR@{DEPTH}"):
        table.add_column(heading, justify="left" if heading == "ranking" else "right")
    for name, found in places.items():
        at = np.array(found)
        recalls = [f"{np.mean((at > 0) & (at <= k)):.4f}" for k in (1, 3, 5)]
        table.add_row(name, *recalls, f"{np.mean(np.divide(1, at, out=np.zeros(len(at)), where=at > 0)):.4f}")
    console = Console(highlight=False)
    console.print(table)
    if answered:
        console.print(f"answering sentence, hit@1: {np.mean(answered):.4f} of {len(answered)} questions with an answer")


if __name__ == "__main__":
    sys.exit(main())
