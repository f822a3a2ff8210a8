"""Which passage answers, and which of its sentences: recall, MRR and the answering sentence, beside two peers.

Builds an index of the passages as `python -m index build` does, asks it every question, and asks in the same run what
BM25 alone and the encoder's cosine alone would have put first.

--corpus DIR      a corpus folder (corpus.yaml, sources/), or any folder of .txt or .md files, each one passage; its id
                  is its path below the folder, its title a first line that begins with "# " or stands by itself, else
                  the name of its sub-folder or file
--questions FILE  JSON lines: {"question": ..., "passage": id, "answer": text that the answering sentence holds};
                  passage and answer may be lists, any of which is right, answers also as SQuAD has them
                  ({"text": [...]}); without an answer only passages are scored

By default both are the reading set in this folder: fifteen articles in our own words, with questions that name what they
ask about (questions.jsonl) and questions that do not (reworded.jsonl).
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # instead of this folder, where this file's own name hides the package

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.given import Question, read_passages, read_questions
from index.write import build
from retrieval.artefact import Artefact
from retrieval.errors import SouthboundError

READING = ROOT / "benchmarks" / "reading"
DEPTH = 10  # hits that count for the reciprocal rank


def main() -> int:
    """Print the table; 1 where the passages or questions cannot be read."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=READING)
    options.add_argument("--questions", type=Path, default=READING / "questions.jsonl")
    given = options.parse_args()
    try:
        corpus = read_passages(given.corpus)
        questions = read_questions(given.questions, corpus.passages)
    except (SouthboundError, ValueError) as error:
        Console(stderr=True).print(str(error), markup=False)
        return 1
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "index"
        build(corpus, out, model=None, tell=lambda *_: None, encoders=ROOT / "index" / "artefacts" / "encoders")
        report(len(corpus.passages), questions, *measured(Artefact(out), questions))
    return 0


def measured(artefact: Artefact, questions: list[Question]) -> tuple[dict[str, list[int]], list[bool]]:
    """By ranking the place of the first right passage (from 1; 0: none); whether the first hit's best sentence answers."""
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
            is_right, sentence = hits[0].passage in question.passages, _plain(hits[0].sentence)
            answered.append(is_right and any(_plain(answer) in sentence for answer in question.answers))
    return places, answered


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def report(passages: int, questions: list[Question], places: dict[str, list[int]], answered: list[bool]) -> None:
    """Print recall and MRR of each ranking, and the sentence's hit rate."""
    table = Table(title=f"{len(questions)} questions over {passages} passages", title_justify="left")
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
