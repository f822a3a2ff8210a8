"""The front door: opens an index and answers questions and typed queries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from retrieval.answer import Composer
from retrieval.artefact import Artefact, Manifest
from retrieval.corpus import Corpus
from retrieval.encoder import Encoded, Vectors
from retrieval.figures import Chart, CoverageRow, Figures
from retrieval.model import Answer, Hit, Query, Reason
from retrieval.question.clean import clean
from retrieval.question.decide import Decision
from retrieval.question.read import Reader
from retrieval.question.suggest import Suggestions
from retrieval.question.understand import Considered, Understanding
from retrieval.sentences import excerpt

INDEX = "SOUTHBOUND_INDEX"  # environment: where the index is
HITS = 3  # passages shown, unless an answer needs more
NEAR = 2  # passages shown beside a refusal
SURE = 1.0  # the score of a passage that is named as the answer


def index_path() -> Path:
    """Where the index is looked for: $SOUTHBOUND_INDEX, else the one that `python -m index build` writes."""
    return Path(os.environ.get(INDEX) or Path("index") / "artefacts" / "current")


class Reply(NamedTuple):
    """An answer, its recipe (for each part the typed query as JSON, or the id of what was meant), its first query."""

    answer: Answer
    recipe: tuple[str, ...]
    query: Query | None = None


class Engine:
    """Answers over one index; thread-safe, the same answer for the same question and index."""

    def __init__(self, artefact: Artefact) -> None:
        self.corpus: Corpus = artefact.corpus
        self.manifest: Manifest = artefact.manifest
        self.version: str = artefact.manifest.version
        self._encoder = artefact.encoder()
        self._passages = artefact.passages()
        self._figures = Figures(self.corpus)
        self._composer = Composer(self.corpus, self.version)
        self._told = _told(self.corpus)
        self._about = _about(self.corpus)
        heads = artefact.heads()
        reader = Reader(self.corpus, self._figures, self.encode, heads) if heads else None
        self._understanding = Understanding(self.corpus, reader) if reader else None
        self._suggestions = Suggestions(self.corpus, self._figures.coverage())

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an index folder or packed file. Raises ArtefactError when there is none that can be served."""
        return cls(Artefact(path))

    def ask(self, question: str, *, context: Sequence[str] = (), lang: str | None = None) -> Answer:
        """Answer a question as typed; context: the earlier questions of the conversation, oldest first."""
        return self.reply(question, context=context, lang=lang).answer

    def reply(self, question: str, *, context: Sequence[str] = (), lang: str | None = None) -> Reply:
        """Answer a question, with the recipe of the answer, which holds nothing of what was typed."""
        cleaned = clean(question)
        if lang not in (None, self.corpus.language) or (self._understanding and self._understanding.foreign(question)):
            return Reply(self._offer("no_language"), ())
        if self._understanding is None and cleaned:
            hits = self._passages.search(cleaned, self._encoder.encode(cleaned), limit=HITS)
            return Reply(self._composer.passages(hits), tuple(hit.passage for hit in hits))
        decisions = self._understanding.understand(question, context) if self._understanding else ()
        if not decisions:
            return Reply(self._offer("no_question"), ())
        answer = self._composer.joined([self._answered(decision) for decision in decisions])
        query = next((d.reading.query for d in decisions if d.kind == "figures"), None)
        return Reply(answer, tuple(_recipe(decision) for decision in decisions), query)

    def _offer(self, reason: Reason) -> Answer:
        return self._composer.refusal(reason, self.corpus.offer, suggestions=self._suggestions.some())

    def answer(self, query: Query) -> Answer:
        """Answer a typed query, without understanding."""
        return self._composer.outcome(self._figures.compute(query))

    def chart(self, query: Query, answer: Answer, *, dates: bool = False) -> Chart | None:
        """What a query asks about as a chart, the answer's figures marked; None where there is nothing to draw.

        dates: draw them too, as bars over their time; beside an answer in words they say little more.
        """
        chart = self._figures.chart(query, answer.figures)
        return chart if dates or chart is None or chart.unit != "date" else None

    def explain(self, question: str, *, context: Sequence[str] = ()) -> tuple[Considered, ...]:
        """How each segment was understood: tags, votes, readings and what ruled each out, and what was decided."""
        return self._understanding.explain(question, context) if self._understanding else ()

    def coverage(self) -> tuple[CoverageRow, ...]:
        """What can be answered with a figure."""
        return self._figures.coverage()

    def suggest(self, typed: str, limit: int = 10) -> tuple[str, ...]:
        """Questions that can be answered, narrowing as one types; from memory."""
        return self._suggestions.narrowed(typed, limit)

    def encode(self, text: str) -> Vectors:
        """The vector by which a question is read, (d,), unit length."""
        return self._encoder.read(text)

    def _answered(self, decision: Decision) -> Answer:
        reading = decision.reading
        if decision.kind in ("talk", "refusal"):
            return self._refused(decision)
        if decision.outcomes:
            return self._composer.either(decision.outcomes)
        return self._composer.passages(
            self._hits(decision), remarks=self._figures.beside_topic(reading.target), verbal=reading.outcome
        )

    def _hits(self, decision: Decision) -> tuple[Hit, ...]:
        """The passages of the decision's topic or words, those that it needs first, then what search finds."""
        text = decision.read.segment
        encoded = self._encoder.encode(text)
        told = self._told.get(decision.reading.target, {})
        named = tuple(dict.fromkeys([*self._framed(decision), *decision.passages[:1], *told, *decision.passages]))
        first = [self._known(id_, encoded, told.get(id_)) for id_ in named]
        found = [hit for hit in self._passages.search(text, encoded, limit=HITS) if hit.passage not in named]
        return tuple([*first, *found][: max(HITS, len(told))])

    def _framed(self, decision: Decision) -> list[str]:
        """The sources that a question names, where what is known of a source as a whole answers it."""
        if decision.passages[0] in self._passages:
            return []
        slots, sources = decision.read.slots, {source.id for source in self.corpus.sources}
        return [id_ for id_ in (*slots.nth, *(named for named, _ in slots.sources)) if id_ in sources]

    def _known(self, id_: str, question: Encoded, told: str | None) -> Hit:
        """A passage that answers, with the sentences it is told by; a source that is named as a whole has none."""
        if told is None and id_ in self._passages:
            return self._passages.hit(id_, question, SURE)
        return Hit(passage=id_, score=SURE, sentence=told or "", needed=told is not None)

    def _refused(self, decision: Decision) -> Answer:
        assert decision.reason is not None
        outcome = decision.reading.outcome
        if outcome is not None and outcome.reason is not None:
            text, questions = outcome.headline, outcome.suggestions
        else:
            text, questions = self._suggestions.refusal(decision)
        return self._composer.refusal(decision.reason, text, suggestions=questions, nearest=self._near(decision))

    def _near(self, decision: Decision) -> tuple[str, ...]:
        """The passages that come nearest to what is refused: one on its subject, and the one that search finds."""
        subject = self._about.get(decision.reading.target)
        if decision.kind == "talk" or not subject:
            return ()
        text = decision.read.segment
        found = [hit.passage for hit in self._passages.search(text, self._encoder.encode(text), limit=HITS)]
        first = next((id_ for id_ in found if id_ in subject), subject[0])
        return tuple(dict.fromkeys([first, *found]))[:NEAR]


def _told(corpus: Corpus) -> dict[str, dict[str, str]]:
    """For each topic the passages that it needs and their sentences that answer; the best passage first."""
    full = {source.id for source in corpus.sources if source.text == "full"}
    passages = {passage.id: passage for passage in corpus.passages}
    return {
        topic.id: {
            id_: excerpt(passages[id_].text, numbers, left_out="…" if passages[id_].source in full else "")
            for id_, numbers in {topic.passages[0]: topic.sentences, **topic.also}.items()
            if numbers
        }
        for topic in corpus.topics
    }


def _about(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The passages on each topic and measure, and on what stands nearest to each known unknown."""
    about = {topic.id: topic.passages for topic in corpus.topics}
    for seen in corpus.observations:
        if seen.passage and seen.passage not in about.get(seen.measure, ()):
            about[seen.measure] = (*about.get(seen.measure, ()), seen.passage)
    return about | {one.id: about[one.nearest] for one in corpus.unknowns if one.nearest in about}


def _recipe(decision: Decision) -> str:
    query = decision.reading.query
    return query.model_dump_json(exclude_defaults=True) if query else decision.reading.target
