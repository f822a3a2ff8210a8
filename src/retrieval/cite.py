"""Turns what an answer rests on into numbered citations with links that open the page at the place."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from retrieval import text
from retrieval.corpus import WHOLE, Corpus, Observation, Passage, Source
from retrieval.model import Citation, Figure

BARE = ("percent", "points")  # units that a table's row is printed without


class Citations:
    """Numbers what is cited, best first, each once."""

    def __init__(self, corpus: Corpus) -> None:
        self._sources = {source.id: source for source in corpus.sources}
        self._passages = {passage.id: passage for passage in corpus.passages}
        self._measures = {measure.id: measure for measure in corpus.measures}
        self._populations = {population.id: population for population in corpus.populations}
        self._numbers: dict[tuple[str, str], int] = {}
        self._citations: list[Citation] = []

    def all(self) -> tuple[Citation, ...]:
        """What was cited so far, in the order of its numbers from 1."""
        return tuple(self._citations)

    def observation(self, observation: Observation) -> int:
        """Cite the paragraph an observation stands in, its own row, or its source where it is part of the frame."""
        if observation.passage:
            return self.passage(observation.passage)
        source = self._sources[observation.source]
        if source.kind == "article":
            return self.source(source.id)
        return self._cite(
            (source.id, self._row(observation)),
            kind="row",
            source=source.id,
            passage=None,
            title=source.title,
            url=observation.url or source.url,
            published=None if observation.as_of is None else str(observation.as_of),
            text=self._row(observation),
        )

    def reference(self, id_: str) -> int:
        """Cite a passage or a source by its id."""
        return self.passage(id_) if id_ in self._passages else self.source(id_)

    def passage(self, id_: str) -> int:
        """Cite a paragraph: quoted where we hold the full text, else summed up."""
        passage = self._passages[id_]
        source = self._sources[passage.source]
        return self._cite(
            (source.id, id_),
            kind="quote" if source.text == "full" else "summary",
            source=source.id,
            passage=id_,
            title=f"{source.title}, paragraph {paragraph(passage)}",
            url=link(source, passage),
            published=None if source.published is None else str(source.published),
            text=passage.text,
        )

    def source(self, id_: str) -> int:
        """Cite a source as a whole: its title, author and date."""
        source = self._sources[id_]
        return self._cite(
            (id_, ""),
            kind="row" if source.kind == "table" else "summary",
            source=id_,
            passage=None,
            title=source.title,
            url=source.url,
            published=None if source.published is None else str(source.published),
            text=f"{source.title}{origin(source)}.",
        )

    def figures(self, figures: Iterable[Figure]) -> None:
        """Cite the places figures stand in; a source that a row is cited of is not cited once more as a whole."""
        for figure in figures:
            if figure.passage is not None:
                self.passage(figure.passage)
            elif not any(citation.source == figure.source for citation in self._citations):
                self.source(figure.source)

    def _row(self, observation: Observation) -> str:
        measure, population = self._measures[observation.measure], self._populations.get(observation.population)
        whom = f", {population.label}" if population and population.id != WHOLE else ""
        as_of = f", as of {text.plain(observation.as_of)}" if observation.as_of else ""
        reported = f", as reported by {observation.reported_by}" if observation.reported_by else ""
        period = observation.period
        when = text.on(period) if period.is_cumulative else text.plain(period)
        unit = f" {text.NOUN[measure.unit][1]}" if measure.unit in BARE and observation.printed[-1:].isdigit() else ""
        what = f"{text.capital(measure.label)}{whom}, {when}"
        return f"{what}: {observation.printed}{unit} ({observation.status}{as_of}{reported})."

    def _cite(self, key: tuple[str, str], **fields: object) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._citations) + 1
            self._citations.append(Citation.model_validate({"n": self._numbers[key], **fields}))
        return self._numbers[key]


def paragraph(passage: Passage) -> str:
    """The number an article's paragraph has, as text: `part-4/p2` -> `2`."""
    return passage.id.rpartition("/")[2].lstrip("p")


def origin(source: Source) -> str:
    """Who wrote and published a source, and when: ` by Ann Lee, Daily, published in 2014`."""
    is_known = source.author is None or source.publisher.startswith(source.author)
    by = "" if is_known else f" by {source.author}"
    published = f", published {text.on(source.published)}" if source.published else ""
    return f"{by}, {source.publisher}{published}"


def link(source: Source, passage: Passage) -> str:
    """A link that opens the page at the paragraph, by a text fragment of a few printed words.

    Source: WICG, URL Fragment Text Directives, 3.2: `-`, `&` and `,` are written as percent codes.
    """
    words = quote(passage.at, safe="").replace("-", "%2D") if passage.at else ""
    return (passage.url or source.url) + (f"#:~:text={words}" if words else "")
