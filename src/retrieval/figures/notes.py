"""What a reader must know beside the figures: conflicts of the corpus, other vintages, the source's own hedges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from string import Formatter

from retrieval import text
from retrieval.corpus import Conflict, Observation, Scope, Status
from retrieval.figures.ask import Result
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.shelf import Shelf
from retrieval.figures.term import Term
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Operation, Query
from retrieval.period import Period

Run = Callable[[Query], Result]
RECKONED = (Operation.LOOKUP, Operation.SERIES, Operation.CHANGE, Operation.RATIO, Operation.COMPARE, Operation.TREND)
ADDED = (Operation.SUM, Operation.AVERAGE, Operation.GAP, Operation.SHARE)
MIXED = Remark(kind="vintage", text="Some of the values that this is reckoned from are final, and some provisional.")
CORRECTED = "They were announced at different times, so corrections made in between are in it."
CITED = 3  # notes of observations are told beside so few inputs, not beside a sum of many


class Slot:
    """A figure as a conflict's text names it: `{name}` with its unit, `{name.period}` its period."""

    def __init__(self, value: str, period: str) -> None:
        self._value, self.period = value, period

    def __str__(self) -> str:
        return self._value


class Notes:
    """Tells remarks beside results; `run` computes a query without remarks, so that notes never call notes."""

    def __init__(self, conflicts: Sequence[Conflict], shelf: Shelf, say: Wording, run: Run) -> None:
        self._conflicts, self._shelf, self._say, self._run = conflicts, shelf, say, run
        self._told: dict[str, Remark | None] = {}
        self._keys: dict[str, frozenset[str]] = {}

    def beside(self, query: Query, result: Result) -> tuple[Remark, ...]:
        """The remarks on a result, those that correct it first."""
        operations = (query.operation, result.operation)
        found = [conflict for conflict in self._conflicts if _in_scope(conflict.scope, operations, result)]
        told = [conflict for conflict in found if self.tell(conflict)]
        remarks = filter(None, map(self.tell, told))
        shown = {name for conflict in told for name in self._shown(conflict)}
        reckoned = (*self._vintages(query, result, shown), *self._totals(result), *self._hedges(result))
        return _once((*remarks, *result.remarks, *reckoned))

    def topic(self, topic: str) -> tuple[Remark, ...]:
        """The conflicts that are told beside the passages of a topic."""
        found = (conflict for conflict in self._conflicts if topic in conflict.scope.measures)
        return tuple(filter(None, map(self.tell, found)))

    def untold(self) -> tuple[str, ...]:
        """The ids of conflicts that cannot be told, because a figure they name is not there."""
        return tuple(conflict.id for conflict in self._conflicts if self.tell(conflict) is None)

    def tell(self, conflict: Conflict) -> Remark | None:
        """A conflict with its slots looked up, once; None where the corpus lacks a figure that it names."""
        if conflict.id not in self._told:
            try:
                self._told[conflict.id] = self._tell(conflict)
            except Refused:
                self._told[conflict.id] = None
        return self._told[conflict.id]

    def _tell(self, conflict: Conflict) -> Remark:
        names = {field.partition(".")[0] for _, field, _, _ in Formatter().parse(conflict.text) if field}
        slots, evidence = {}, []
        for name in sorted(names):
            result = self._run(conflict.figures[name])
            term = result.inputs[0]
            figure = result.figures[0]
            slots[name] = Slot(self._written(figure, term), text.on(figure.period))
            evidence += [seen for one in result.inputs[:2] for seen in one.evidence[:1]]
        return Remark(
            kind=conflict.note,
            text=text.capital(" ".join(conflict.text.format(**slots).split())),
            evidence=tuple(dict.fromkeys(evidence)),
            cites=conflict.cites,
        )

    def _written(self, figure: Figure, term: Term) -> str:
        if isinstance(figure.value, Period):
            return self._say.value(term)
        low, high = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
        group = self._shelf.populations.get(figure.population)
        noun = (group.one, group.other) if group and figure.unit == "people" else None
        return text.quantity(low, high, figure.unit, approximate=figure.approximate, noun=noun)

    def _shown(self, conflict: Conflict) -> frozenset[str]:
        """The figures that a conflict tells, so that they are not told twice."""
        if conflict.id not in self._keys:
            figures = (figure for query in conflict.figures.values() for figure in self._run(query).figures)
            self._keys[conflict.id] = frozenset(map(_key, figures))
        return self._keys[conflict.id]

    def _vintages(self, query: Query, result: Result, shown: set[str]) -> list[Remark]:
        """The same query in the other vintages: the final one, the articles' own, the first announcement."""
        mixed = [MIXED] if _is_mixed(result) and result.operation is not Operation.REVISION else []
        if query.source is not None or query.vintage is not None or not result.figures:
            return mixed
        kinds = {self._shelf.sources[seen.source].kind for term in result.inputs for seen in term.evidence}
        remarks = mixed
        early = kinds == {"article"} or result.figures[0].status == "provisional"
        if early and result.operation in (*RECKONED, *ADDED):
            remarks += self._other(query.model_copy(update={"vintage": "final"}), result, shown)
        if kinds == {"table"} and result.operation in RECKONED:
            for source in self._shelf.sources.values():
                if source.kind == "article":
                    remarks += self._other(query.model_copy(update={"source": source.id}), result, shown)
        if kinds == {"table"} and result.operation is Operation.LOOKUP and result.inputs[0].formula is None:
            remarks += self._other(query.model_copy(update={"vintage": "first"}), result, shown)
        return remarks

    def _other(self, query: Query, result: Result, shown: set[str]) -> list[Remark]:
        """The result of the same query elsewhere, where it differs and is not told yet."""
        try:
            other = self._run(query)
        except Refused:
            return []
        told = {_key(figure) for figure in result.figures} | shown
        if (
            not other.figures
            or all(_key(figure) in told for figure in other.figures)
            or not self._is_near(query, other)
        ):
            return []
        shown |= {_key(figure) for figure in other.figures}
        evidence = tuple(dict.fromkeys(one.evidence[0] for one in other.inputs[:CITED]))
        told_beside = Remark(kind="vintage", text=text.sentence(other.headline), evidence=evidence)
        return [told_beside, *self._corrections(query, other)]

    def _corrections(self, query: Query, other: Result) -> list[Remark]:
        """What is known to be wrong in a result that is told beside another one."""
        operations = (query.operation, other.operation)
        wrong = (one for one in self._conflicts if one.kind == "correction" and _in_scope(one.scope, operations, other))
        return list(filter(None, map(self.tell, wrong)))

    def _is_near(self, query: Query, other: Result) -> bool:
        """Whether a period that was not asked for is one the articles write about as their present."""
        last = other.figures[0].period.last
        year = (self._shelf.anchor.years or (0,))[0]
        return bool(query.periods) or query.source is None or (last is not None and last.year >= year - 1)

    def _totals(self, result: Result) -> Iterable[Remark]:
        """The two running totals that a flow is the difference of."""
        for term in result.inputs[:CITED]:
            ends = [Term.observed(self._shelf.measures[seen.measure], seen) for seen in term.evidence]
            if len(ends) != 2 or any(end.measure.accumulates != term.measure.id for end in ends):
                continue
            later, earlier = (self._say.state(end) for end in ends)
            named = f"{self._say.value(term)} {self._say.when(term)}"
            told = text.capital(f"{named} is the difference of two running totals: {earlier}, and {later}.")
            apart = {end.status for end in ends} != {Status.FINAL} and len({seen.as_of for seen in term.evidence}) > 1
            yield Remark(kind="coverage", text=f"{told} {CORRECTED}" if apart else told, evidence=term.evidence)

    def _hedges(self, result: Result) -> Iterable[Remark]:
        """The notes of the observations a result rests on, and what its source says of the same cell beside."""
        if len(result.inputs) > CITED:
            return
        for seen in dict.fromkeys(seen for term in result.inputs for seen in term.evidence[:CITED]):
            if seen.note:
                yield Remark(kind="hedge", text=seen.note, evidence=(seen,))
        for term in result.inputs[:1]:
            if term.formula is None:
                yield from self._also(term)

    def _also(self, term: Term) -> Iterable[Remark]:
        first = term.evidence[0]
        for seen in self._shelf.at(term.measure, term.population, term.period):
            differs = (seen.value, seen.low, seen.high, seen.verbal) != (
                first.value,
                first.low,
                first.high,
                first.verbal,
            )
            if seen.source == first.source and seen.status == first.status == "printed" and differs:
                told = f"The same source also gives {self._say.value(Term.observed(term.measure, seen))}."
                yield Remark(kind="hedge", text=" ".join(filter(None, (told, seen.note))), evidence=(seen,))


def _once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each text once, with all the evidence for it."""
    told: dict[str, Remark] = {}
    for remark in remarks:
        known = told.get(remark.text)
        evidence = (*known.evidence, *remark.evidence) if known else remark.evidence
        told[remark.text] = remark.model_copy(update={"evidence": tuple(dict.fromkeys(evidence))})
    return tuple(told.values())


def _is_mixed(result: Result) -> bool:
    """Whether a formula takes in both final and provisional values."""
    statuses = {seen.status for term in result.inputs for seen in term.evidence}
    return any(figure.computed for figure in result.figures) and {Status.FINAL, Status.PROVISIONAL} <= statuses


def _in_scope(scope: Scope, operations: Sequence[Operation], result: Result) -> bool:
    if scope.operations and not set(scope.operations) & {str(operation) for operation in operations}:
        return False
    places = [(figure.measure, figure.period, figure.population, figure.source) for figure in result.figures]
    seen: list[Observation] = [one for term in result.inputs for one in term.evidence]
    if len(seen) > CITED or result.operation in (Operation.SUM, Operation.AVERAGE):
        seen = []
    places += [(one.measure, one.period, one.population, one.source) for one in seen]
    return any(
        (not scope.measures or measure in scope.measures)
        and (not scope.periods or period in scope.periods)
        and (not scope.populations or population in scope.populations)
        and (not scope.sources or source in scope.sources)
        for measure, period, population, source in places
    )


def _key(figure: Figure) -> str:
    days = f"{figure.period.first} {figure.period.last}"
    return f"{figure.measure} {days} {figure.population} {figure.value} {figure.low} {figure.high} {figure.unit}"
