"""Checks that every id which a corpus entry names exists, and is of the kind that is meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple, get_args

from index.place import Place, Places
from retrieval.corpus import WHOLE, Conflict, Corpus, Measure, MeasureKind, Observation, Topic
from retrieval.errors import CorpusError
from retrieval.model import Operation, Query, Unit
from retrieval.sentences import sentences

LISTED = 12  # ids that a message lists at the most


class Claim(NamedTuple):
    """That `id` exists; field: where it is named, relative to the entry; what: how the ids that exist are called."""

    field: str
    id: str | None
    exist: Collection[str]
    what: str


def references(corpus: Corpus, places: Places) -> Iterator[CorpusError]:
    """Yield an error for each id that is named and does not exist."""
    known = Known(corpus)
    for field, claims in _readers(known).items():
        for number, entry in enumerate(getattr(corpus, field)):
            for claim in claims(entry):
                if claim.id is not None and claim.id not in claim.exist:
                    yield _missing(claim, places.of(field, number))
    for claim in _of_lexicon(corpus, known):
        if claim.id not in claim.exist:
            yield _missing(claim, places.of("lexicon", 0))


def _missing(claim: Claim, place: Place) -> CorpusError:
    listed = ", ".join(sorted(claim.exist)[:LISTED]) + (" …" if len(claim.exist) > LISTED else "")
    return place.error(claim.field, expected=f"{claim.what} ({listed})", found=claim.id)


def _readers(known: Known) -> dict[str, Callable[[Any], Iterator[Claim]]]:
    return {
        "passages": lambda passage: _one("source", passage.source, known.sources, "a source"),
        "dimensions": lambda dimension: _each("parts", dimension.parts, known.populations, "a population"),
        "measures": known.of_measure,
        "observations": known.of_observation,
        "conflicts": known.of_conflict,
        "topics": known.of_topic,
        "unknowns": lambda unknown: _one("nearest", unknown.nearest, known.answers, "a measure or topic"),
        "examples": lambda example: _one("target", example.target, known.targets, "a measure, topic, unknown or talk"),
    }


def _of_lexicon(corpus: Corpus, known: Known) -> Iterator[Claim]:
    """The ids of those tags that name something of the corpus; other tags have ids of their own."""
    named = {"population": known.populations, "source": known.sources, "unit": get_args(Unit)}
    for tag, exist in named.items():
        for id_ in corpus.lexicon.get(tag, {}):
            yield Claim(f"{tag}.{id_}", id_, exist, f"a {tag}")


def _one(field: str, id_: str | None, exist: Collection[str], what: str) -> Iterator[Claim]:
    yield Claim(field, id_, exist, what)


def _each(field: str, ids: Collection[str], exist: Collection[str], what: str) -> Iterator[Claim]:
    return (Claim(f"{field}.{number}", id_, exist, what) for number, id_ in enumerate(ids))


class Known:
    """The ids of a corpus, by what they name."""

    def __init__(self, corpus: Corpus) -> None:
        self.sources = {source.id for source in corpus.sources}
        self.passages = {passage.id: len(sentences(passage.text)) for passage in corpus.passages}
        self.citable = self.sources | set(self.passages)
        self.populations = {population.id for population in corpus.populations} | {WHOLE}
        self.dimensions = {dimension.id: dimension.parts for dimension in corpus.dimensions}
        self.measures = {measure.id: measure for measure in corpus.measures}
        self.topics = {topic.id for topic in corpus.topics}
        self.answers = self.topics | set(self.measures)
        self.targets = self.answers | {unknown.id for unknown in corpus.unknowns} | {talk.id for talk in corpus.talk}

    def groups(self, measure: str) -> set[str]:
        """The populations that a measure may be broken down to, and the whole."""
        dimensions = self.measures[measure].dimensions if measure in self.measures else ()
        return {WHOLE}.union(*(self.dimensions.get(dimension, ()) for dimension in dimensions))

    def of_measure(self, measure: Measure) -> Iterator[Claim]:
        """What a measure claims to exist."""
        flows = self._kind(MeasureKind.FLOW)
        yield Claim("unit", measure.unit, get_args(Unit), "a unit")
        yield from _each("dimensions", measure.dimensions, self.dimensions, "a dimension")
        yield Claim("accumulates", measure.accumulates, flows, "a measure of kind flow")
        yield Claim(
            "share_of", measure.share_of, flows | self._kind(MeasureKind.STOCK), "a measure of kind flow or stock"
        )
        yield Claim("level_of", measure.level_of, flows, "a measure of kind flow")
        yield Claim("earlier_of", measure.earlier_of, flows, "a measure of kind flow")
        yield Claim("change_of", measure.change_of, flows, "a measure of kind flow")
        yield from _each("parts", measure.parts, self.measures, "a measure")
        yield Claim("since", measure.since, self._kind(MeasureKind.DATE), "a measure of kind date")
        groups = self.groups(measure.id)
        yield Claim("default_population", measure.default_population, groups, "a population of its dimensions")

    def of_observation(self, observation: Observation) -> Iterator[Claim]:
        """What an observation claims to exist."""
        own = {passage for passage in self.passages if passage.startswith(observation.source + "/")}
        yield Claim("measure", observation.measure, self.measures, "a measure")
        groups = self.groups(observation.measure)
        yield Claim("population", observation.population, groups, "a population of the measure's dimensions")
        yield Claim("source", observation.source, self.sources, "a source")
        yield Claim("passage", observation.passage, own, "a passage of its source")

    def of_topic(self, topic: Topic) -> Iterator[Claim]:
        """What a topic claims to exist."""
        yield from _each("passages", topic.passages, self.citable, "a passage or source")
        count = self.passages.get(topic.passages[0], 0) if topic.passages else 0
        exist = [str(number) for number in range(1, count + 1)]
        yield from _each("sentences", [str(one) for one in topic.sentences], exist, "a sentence of the first passage")
        yield Claim("explains", topic.explains, self.measures, "a measure")
        for id_, numbers in topic.also.items():
            yield Claim(f"also.{id_}", id_, self.passages, "a passage")
            exist = [str(number) for number in range(1, self.passages.get(id_, 0) + 1)]
            yield from _each(f"also.{id_}", [str(one) for one in numbers], exist, "a sentence of that passage")

    def of_conflict(self, conflict: Conflict) -> Iterator[Claim]:
        """What a conflict claims to exist."""
        scope = conflict.scope
        yield from _each("scope.measures", scope.measures, self.answers, "a measure or topic")
        yield from _each("scope.populations", scope.populations, self.populations, "a population")
        yield from _each("scope.sources", scope.sources, self.sources, "a source")
        yield from _each("scope.operations", scope.operations, tuple(Operation), "an operation")
        yield from _each("cites", conflict.cites, self.citable, "a passage or source")
        for name, query in conflict.figures.items():
            for claim in self._of_query(query):
                yield claim._replace(field=f"figures.{name}.{claim.field}")

    def _of_query(self, query: Query) -> Iterator[Claim]:
        yield Claim("target", query.target, self.measures, "a measure")
        yield Claim("against", query.against, self.measures, "a measure")
        yield Claim("source", query.source, self.sources, "a source")
        yield from _each("populations", query.populations, self.groups(query.target), "a population of the measure")

    def _kind(self, *kinds: MeasureKind) -> set[str]:
        return {measure.id for measure in self.measures.values() if measure.kind in kinds}
