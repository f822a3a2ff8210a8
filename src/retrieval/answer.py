"""Where figures and passages meet: composes the one Answer that console and bot render."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.cite import Citations, origin, paragraph
from retrieval.corpus import Corpus, Source
from retrieval.figures import Outcome, Remark
from retrieval.model import Answer, Hit, Note, Reason

TWO_WAYS = "The question can be read in two ways, so both answers are given, the likelier one first."
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
            return self.refusal(outcome.reason, outcome.headline, suggestions=outcome.suggestions)
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
            notes=_notes(outcome.remarks, citations),
            citations=citations.all(),
            suggestions=outcome.suggestions,
            index=self._version,
        )

    def passages(self, hits: Sequence[Hit], *, remarks: Sequence[Remark] = (), verbal: Outcome | None = None) -> Answer:
        """Answer with the best passages (or sources as a whole), by the sentences of the first and of all it needs.

        hits: not empty; verbal: an outcome in printed words, whose headline and remarks lead.
        """
        citations = Citations(self._corpus)
        for at, hit in enumerate(hits):
            if at < PASSAGES or hit.needed:
                citations.reference(hit.passage)
        told = dict.fromkeys((*(verbal.remarks if verbal else ()), *remarks, *self._ends(hits)))
        return Answer(
            status="passages",
            headline=verbal.headline if verbal else self._told(hits),
            notes=_notes(tuple(told), citations),
            citations=citations.all(),
            index=self._version,
        )

    def either(self, outcomes: Sequence[Outcome]) -> Answer:
        """Answer a question by each way to read it, and say so where there is more than one; outcomes is not empty."""
        answer = self.joined([self.outcome(outcome) for outcome in outcomes])
        if len(outcomes) == 1:
            return answer
        return answer.model_copy(update={"notes": (Note(kind="assumption", text=TWO_WAYS), *answer.notes)})

    def joined(self, answers: Sequence[Answer]) -> Answer:
        """One answer out of those to the questions of one message, part by part; answers is not empty."""
        first = answers[0]
        for other in answers[1:]:
            first = _both(first, other)
        return first

    def refusal(
        self, reason: Reason, headline: str, *, suggestions: Sequence[str] = (), nearest: Sequence[str] = ()
    ) -> Answer:
        """Refuse with a reason, what can be answered instead and the passages that come nearest; states no figure."""
        citations = Citations(self._corpus)
        for id_ in nearest:
            citations.reference(id_)
        return Answer(
            status="none",
            reason=reason,
            headline=headline,
            citations=citations.all(),
            suggestions=tuple(suggestions),
            index=self._version,
        )

    def _ends(self, hits: Sequence[Hit]) -> list[Remark]:
        """Where what is held of the sources ends, of which only a preview answers."""
        sources = {hit.passage: self._source(hit.passage) for hit in (hits[0], *(one for one in hits if one.needed))}
        return [
            Remark(kind="coverage", text=source.limit, cites=(cited,))
            for cited, source in sources.items()
            if source.text == "preview" and source.limit
        ]

    def _source(self, id_: str) -> Source:
        passage = self._passages.get(id_)
        return self._sources[passage.source if passage else id_]

    def _told(self, hits: Sequence[Hit]) -> str:
        """The sentences of the first hit and of every other that the answer needs, each with its place."""
        told = [hits[0], *(hit for hit in hits[1:] if hit.needed)]
        return " ".join(self._summed_up(hit, before) for hit, before in zip(told, [None, *told], strict=False))

    def _summed_up(self, hit: Hit, before: Hit | None) -> str:
        passage = self._passages.get(hit.passage)
        if passage is None:
            return self._framed(self._sources[hit.passage])
        source = self._sources[passage.source]
        known = self._passages.get(before.passage) if before else None
        is_same = known is not None and known.source == source.id
        place = f"{'' if is_same else f'{text.capital(source.short)}, '}paragraph {paragraph(passage)}"
        said = f"{hit.before} {hit.sentence}".lstrip()
        return (
            f"{text.capital(place)}: “{said}”"
            if source.text == "full"
            else f"{text.capital(place)}, in summary: {said}"
        )

    def _framed(self, source: Source) -> str:
        standfirst = f" Its standfirst, in summary: {source.standfirst}" if source.standfirst else ""
        scope = f" {source.limit}" if source.kind == "table" and source.limit else ""
        return f"{text.capital(source.short)} is “{source.title}”{origin(source)}.{standfirst}{scope}"


def _notes(remarks: Sequence[Remark], citations: Citations) -> tuple[Note, ...]:
    notes = []
    for remark in remarks:
        numbers = [citations.observation(observation) for observation in remark.evidence]
        numbers += [citations.reference(id_) for id_ in remark.cites]
        notes.append(Note(kind=remark.kind, text=remark.text, citations=tuple(dict.fromkeys(numbers))))
    return tuple(notes)


def _both(first: Answer, second: Answer) -> Answer:
    """Two answers in one; the second's citations are numbered after the first's."""
    shift = len(first.citations)
    notes = [note.model_copy(update={"citations": tuple(n + shift for n in note.citations)}) for note in second.notes]
    cited = [citation.model_copy(update={"n": citation.n + shift}) for citation in second.citations]
    figures = (*first.figures, *second.figures)
    return first.model_copy(
        update={
            "status": "figure" if figures else "passages",
            "headline": f"{first.headline} {second.headline}",
            "figures": figures,
            "notes": (*first.notes, *notes),
            "citations": (*first.citations, *cited),
            "suggestions": (*first.suggestions, *second.suggestions),
        }
    )
