"""Where figures and passages meet: composes the one Answer that console and bot render."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.cite import Citations, paragraph
from retrieval.corpus import Corpus
from retrieval.figures.outcome import Outcome
from retrieval.model import Answer, Hit, Note, Reason

PASSAGES = 3  # cited at the most in a passage answer: more is a reading list, not an answer


class Composer:
    """Composes answers over one corpus and one index version."""

    def __init__(self, corpus: Corpus, version: str) -> None:
        self._corpus, self._version = corpus, version
        self._passages = {passage.id: passage for passage in corpus.passages}
        self._sources = {source.id: source for source in corpus.sources}

    def outcome(self, outcome: Outcome, *, hits: Sequence[Hit] = ()) -> Answer:
        """Answer with figures, with a verbal observation's passage, or with the outcome's refusal."""
        if outcome.reason is not None:
            return self.refusal(outcome.reason, outcome.headline, suggestions=outcome.suggestions, outcome=outcome)
        citations = Citations(self._corpus)
        for observation in outcome.evidence:
            citations.observation(observation)
        citations.figures(outcome.figures)
        if not outcome.figures:
            for hit in hits:
                citations.passage(hit.passage)
        return Answer(
            status="figure" if outcome.figures else "passages",
            headline=outcome.headline,
            figures=outcome.figures,
            notes=_notes(outcome, citations),
            citations=citations.all(),
            suggestions=outcome.suggestions,
            index=self._version,
        )

    def passages(self, hits: Sequence[Hit], *, suggestions: Sequence[str] = (), notes: Sequence[Note] = ()) -> Answer:
        """Answer with the best passages, the answering sentence of the first as the headline; hits is not empty."""
        citations = Citations(self._corpus)
        for hit in hits[:PASSAGES]:
            citations.passage(hit.passage)
        return Answer(
            status="passages",
            headline=self._summed_up(hits[0]),
            notes=tuple(notes),
            citations=citations.all(),
            suggestions=tuple(suggestions),
            index=self._version,
        )

    def refusal(
        self, reason: Reason, headline: str, *, suggestions: Sequence[str] = (), outcome: Outcome | None = None
    ) -> Answer:
        """Refuse with a reason and what can be answered instead; states no figure."""
        citations = Citations(self._corpus)
        return Answer(
            status="none",
            reason=reason,
            headline=headline,
            notes=_notes(outcome, citations) if outcome else (),
            citations=citations.all(),
            suggestions=tuple(suggestions),
            index=self._version,
        )

    def _summed_up(self, hit: Hit) -> str:
        passage = self._passages[hit.passage]
        source = self._sources[passage.source]
        place = f"{source.short[0].upper()}{source.short[1:]}, paragraph {paragraph(passage)}"
        return f"{place}: “{hit.sentence}”" if source.text == "full" else f"{place}, in summary: {hit.sentence}"


def _notes(outcome: Outcome, citations: Citations) -> tuple[Note, ...]:
    notes = []
    for remark in outcome.remarks:
        numbers = [citations.observation(observation) for observation in remark.evidence]
        numbers += [citations.reference(id_) for id_ in remark.cites]
        notes.append(Note(kind=remark.kind, text=remark.text, citations=tuple(dict.fromkeys(numbers))))
    return tuple(notes)
