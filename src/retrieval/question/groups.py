"""The groups of a measure that a segment asks of: those named, those left where some are excluded, all of a kind."""

from __future__ import annotations

from retrieval.corpus import WHOLE, Corpus, Measure
from retrieval.model import Operation
from retrieval.period import Period
from retrieval.question.left import Left
from retrieval.question.slots import Slots
from retrieval.question.times import PAIR

Op = Operation
OF_TWO = {Op.COMPARE, Op.GAP, Op.RATIO, Op.HIGHEST, Op.LOWEST}  # that set groups against each other
UNIVERSAL = {Op.LOOKUP, Op.SERIES, Op.COMPARE, Op.VERIFY}  # by which one group is said to be the larger every time
ASSERTED = {Op.LOOKUP, Op.VERIFY, Op.COMPARE, Op.SHARE}  # by which a group is asked to be the larger


class Groups:
    """Assigns groups over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._parts = {dimension.id: dimension.parts for dimension in corpus.dimensions}
        self._sources = {source.id: source for source in corpus.sources}
        self._dated = {
            (one.measure, one.value): one.population for one in corpus.observations if isinstance(one.value, Period)
        }

    def possible(self, measure: Measure) -> set[str]:
        """The groups that a measure is broken down by."""
        return {part for dimension in measure.dimensions for part in self._parts[dimension]}

    def named(self, measure: Measure, slots: Slots) -> tuple[str, ...] | Left:
        possible = {part for dimension in measure.dimensions for part in self._parts[dimension]} | {WHOLE}
        stems = {part.rpartition("-")[0] for part in possible}
        found: list[str] = []
        excluded = [part for name in slots.excluded for part in self._others(measure, name)]
        for name in (*slots.populations, *excluded):
            if name in possible:
                found.append(name)
            else:
                return Left("no_population", name)
        if not slots.nth:
            found += [name for name, _ in slots.sources if name in possible]
        for name in slots.nth:
            stem, _, last = name.rpartition("-")
            if last == "last":
                name = max((one for one in (*possible, *self._sources) if one.startswith(stem + "-")), default=name)
            covered = self.covered(measure, name)
            if name in possible:
                found.append(name)
            elif covered is not None:
                found.append(covered)
            elif stem in stems or name not in self._sources:
                return Left("no_population", name)
        return tuple(dict.fromkeys(found))

    def set_apart(
        self, measure: Measure, operation: Operation, slots: Slots, populations: tuple[str, ...]
    ) -> tuple[Operation, tuple[str, ...]]:
        """The groups that are set against each other where only their kind is named, or one that is a majority."""
        named = [self._parts[name] for name in slots.groups if name in measure.dimensions]
        if named and not populations and (operation in OF_TWO or slots.majority):
            return operation if operation in OF_TWO else Op.COMPARE, named[0]
        if slots.always and len(populations) == PAIR and operation in UNIVERSAL:
            return Op.FIND, populations[::-1]
        others = self._others(measure, populations[0]) if slots.majority and len(populations) == 1 else ()
        if others and operation in ASSERTED and not slots.claims:
            return (Op.FIND, (*others, *populations)) if slots.always else (Op.COMPARE, (*populations, *others))
        return operation, populations

    def _others(self, measure: Measure, name: str) -> list[str]:
        """The groups that are left where one is excluded."""
        parts = [self._parts[dimension] for dimension in measure.dimensions if name in self._parts[dimension]]
        return [other for group in parts for other in group if other != name]

    def covered(self, measure: Measure, source: str) -> str | None:
        """The group of a dated measure that a source named is about: the one with its period."""
        period = self._sources[source].period if source in self._sources else None
        return self._dated.get((measure.id, period)) if period else None
