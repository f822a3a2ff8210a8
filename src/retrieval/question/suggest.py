"""Questions that can be answered: beside a refusal, and while one types; and the words of a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval import text
from retrieval.corpus import Corpus, Measure, Unknown
from retrieval.figures import CoverageRow
from retrieval.question.decide import Decision

SOME = 3
NOTHING = "I find nothing on this in the corpus."
LEFT = {
    "no_population": "Nothing here is broken down by {what}.",
    "no_period": "I cannot tell which time {what} is; name a year.",
    "no_unit": "The corpus gives nothing in {what}.",
    "no_source": "The corpus does not hold {what}.",
}
_WORD = re.compile(r"\w+")


class Suggestions:
    """Suggests questions from one corpus's catalogue, each of which is answered."""

    def __init__(self, corpus: Corpus, coverage: Sequence[CoverageRow]) -> None:
        self._corpus = corpus
        self._texts = {talk.id: talk.text for talk in corpus.talk}
        self._texts |= {unknown.id: unknown.text for unknown in corpus.unknowns if unknown.text}
        self._unknowns = {unknown.id: unknown for unknown in corpus.unknowns}
        self._measures = {measure.id: measure for measure in corpus.measures}
        self._topics = {topic.id: topic for topic in corpus.topics}
        self._asks = {row.measure: _asked(self._measures[row.measure], row) for row in coverage}
        flat = [question for questions in self._asks.values() for question in questions]
        self._questions = tuple(dict.fromkeys([*flat, *(topic.ask for topic in corpus.topics)]))

    def some(self) -> tuple[str, ...]:
        """A few questions to begin with: the newest of the first measures."""
        return tuple(questions[-1] for questions in self._asks.values() if questions)[:SOME]

    def narrowed(self, typed: str, limit: int) -> tuple[str, ...]:
        """Questions that hold every word typed so far (the last may be unfinished), at most `limit`."""
        words = _WORD.findall(typed.casefold())
        found = [q for q in self._questions if all(_begins(word, q) for word in words)]
        return tuple(found[:limit])

    def refusal(self, decision: Decision) -> tuple[str, tuple[str, ...]]:
        """The sentence and the suggestions for a refusal that no figure was computed for."""
        target = decision.reading.target
        if target in self._texts:
            return self._texts[target], self.some() if target not in self._unknowns else ()
        if decision.reading.left is not None:
            reason, what = decision.reading.left
            return LEFT[reason].format(what=what), self._near(target) or self.some()
        unknown = self._unknowns.get(target)
        if unknown is None or decision.weak:
            return f"{NOTHING} {self._corpus.offer}", self._near(target) or self.some()
        return self._unknown(unknown)

    def _unknown(self, unknown: Unknown) -> tuple[str, tuple[str, ...]]:
        said = f"The corpus holds nothing on {unknown.label}."
        if unknown.reason == "out_of_scope":
            return f"{said} {self._corpus.offer}", self.some()
        near = self._label(unknown.nearest)
        return f"{said} What it holds nearest: {near}." if near else said, self._near(unknown.nearest) or self.some()

    def _label(self, id_: str | None) -> str | None:
        found = self._measures.get(id_ or "") or self._topics.get(id_ or "")
        return found.label if found else None

    def _near(self, id_: str | None) -> tuple[str, ...]:
        if id_ in self._topics:
            return (self._topics[id_].ask,)
        return self._asks.get(id_ or "", ())[-1:]


def _asked(measure: Measure, row: CoverageRow) -> tuple[str, ...]:
    if not measure.ask:
        return ()
    if "{period}" not in measure.ask:
        return (measure.ask,)
    periods = [period for period in row.periods if period.is_year] or list(row.periods[-1:])
    return tuple(measure.ask.format(period=text.on(period)) for period in periods)


def _begins(word: str, question: str) -> bool:
    return any(other.startswith(word) for other in _WORD.findall(question.casefold()))
