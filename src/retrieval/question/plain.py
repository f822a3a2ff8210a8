"""Whether a question is plain: all its words are the measure's own, slots, or words that carry no subject."""

from __future__ import annotations

import re

import Stemmer

from retrieval.corpus import Corpus, Measure
from retrieval.question.context import ANAPHOR, FOLLOW
from retrieval.question.tags import Tags

# Words of any English question; those of a corpus stand in its catalogue.
_GRAMMAR = "a an the of in on at to for from by with about as and or is are was were be been did do does has have had"
_POINTING = "there what which who how many much when where all some in total"
_ASKING = "me us you please can could would tell give show say know year years number"
_BACK = "it its that this these those them they he she one ones same other"  # lean on what was said before
FUNCTION = f"{_GRAMMAR} {_POINTING} {_ASKING}"
_WORD = re.compile(r"[a-z][a-z'-]*")


class Plain:
    """Knows each measure's own words: of its label, its question and the sentence that states it."""

    def __init__(self, corpus: Corpus) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._common = frozenset(self._stems(FUNCTION))
        back = frozenset(self._stems(_BACK))
        self._own = {measure.id: frozenset(self._stems(_texts(measure))) - back for measure in corpus.measures}

    def explained(self, tags: Tags, measure: str) -> bool:
        """Whether nothing is left of a segment that the measure and the slots do not explain."""
        if ANAPHOR in tags.of(FOLLOW):
            return False
        known = self._common | self._own[measure]
        return all(stem in known for stem in self._stems(tags.rest))

    def _stems(self, text: str) -> list[str]:
        return list(self._stemmer.stemWords(_WORD.findall(text.casefold())))


def _texts(measure: Measure) -> str:
    return f"{measure.label} {measure.ask or ''} {measure.sentence}"
