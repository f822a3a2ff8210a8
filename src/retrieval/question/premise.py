"""What a question takes for granted: that a number rose or fell, or that it is the highest or the lowest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retrieval.corpus import Corpus
from retrieval.model import Operation, Query
from retrieval.question.slots import Slots
from retrieval.question.tags import BOUND, DIRECTION, EXTREME, Tags

SIDES = ("above", "below")
NEITHER = "neither"  # id of the words beside which nothing is taken for granted


class Premises:
    """Reads premises over one corpus: its words of direction, and which measure each topic explains."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = _patterns(corpus.lexicon.get(DIRECTION, {}))
        self._ends = _patterns(corpus.lexicon.get(EXTREME, {}))
        self._bounds = _patterns(corpus.lexicon.get(BOUND, {}))
        explained = {topic.id: topic.explains for topic in corpus.topics if topic.explains}
        by_unknown = {one.id: explained[one.nearest] for one in corpus.unknowns if one.nearest in explained}
        self._explained = explained | by_unknown

    def said(self, tags: Tags) -> tuple[str, ...]:
        """Which ways a number is said to have gone."""
        return _found(self._words, tags)

    def taken(self, tags: Tags, held: Slots) -> Slots:
        """The slots, with what a number is taken to have done or to be: risen, fallen, the highest, the lowest."""
        moved = tuple(side for side in self.said(tags) if side in SIDES)
        return held.model_copy(
            update={"moved": moved, "extremes": _found(self._ends, tags), "bounds": _found(self._bounds, tags)}
        )

    def claim(self, target: str, tags: Tags, held: Slots) -> Query | None:
        """The claim that the measure which a topic explains rose or fell in the time named; None where none is made."""
        said = self.said(tags)
        if target not in self._explained or len(held.periods) != 1 or len(said) != 1 or said[0] not in SIDES:
            return None
        return Query(
            target=self._explained[target], operation=Operation.VERIFY, periods=held.periods, comparator=said[0]
        )


def _found(words: Mapping[str, re.Pattern[str]], tags: Tags) -> tuple[str, ...]:
    return tuple(name for name, pattern in words.items() if pattern.search(tags.masked))


def _patterns(words: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, given))})(?!\w)")
        for name, given in words.items()
        if given
    }
