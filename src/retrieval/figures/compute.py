"""The front door of figures: a typed query in, an outcome out; pure, and the same for the same corpus and query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retrieval import text
from retrieval.corpus import WHOLE, Corpus, Measure
from retrieval.figures import compare as comparing
from retrieval.figures import dates, order, pairs, parts, revision, single, spans, steepest, suppose
from retrieval.figures import find as finding
from retrieval.figures import verify as claims
from retrieval.figures.ask import Ask, Result
from retrieval.figures.book import Book, Missing
from retrieval.figures.books import books
from retrieval.figures.chart import Charts
from retrieval.figures.coverage import Coverage, CoverageRow
from retrieval.figures.ends import with_end
from retrieval.figures.lawful import check
from retrieval.figures.notes import Notes
from retrieval.figures.outcome import Outcome, Refused, Remark
from retrieval.figures.point import Chart
from retrieval.figures.rewrite import rewritten
from retrieval.figures.settle import settle
from retrieval.figures.shelf import Shelf
from retrieval.figures.term import WordsOnly
from retrieval.figures.together import together
from retrieval.figures.units import check_unit
from retrieval.figures.wording import Wording
from retrieval.model import Figure, Query
from retrieval.model import Operation as Op
from retrieval.period import Period

ELSEWHERE = ("no_period", "no_population")  # reasons for which another source may have the cell
COMPUTE: Mapping[Op, Callable[[Ask, Book], Result]] = {
    Op.LOOKUP: single.lookup,
    Op.SERIES: single.lookup,
    Op.WHEN: single.lookup,
    Op.SHARE: single.share_of_whole,
    Op.SCALE: single.scale,
    Op.RANGE: spans.value_range,
    Op.SUM: spans.added,
    Op.AVERAGE: spans.average,
    Op.TREND: spans.trend,
    Op.CHANGE: pairs.change,
    Op.RATIO: pairs.ratio,
    Op.GAP: pairs.gap,
    Op.COMPARE: comparing.compare,
    Op.HIGHEST: order.extreme,
    Op.LOWEST: order.extreme,
    Op.RANK: order.rank,
    Op.FIRST: order.crossing,
    Op.LAST: order.crossing,
    Op.FIND: finding.find,
    Op.STEEPEST: steepest.steepest,
    Op.REVISION: revision.revision,
    Op.DURATION: dates.duration,
    Op.PARTS: parts.parts,
    Op.WHAT_IF: suppose.what_if,
    Op.VERIFY: claims.verify,
}


class Figures:
    """Computes queries over one corpus; its look-up tables are built once."""

    def __init__(self, corpus: Corpus) -> None:
        self._shelf = Shelf(corpus)
        self._say = Wording(self._shelf)
        self._coverage = Coverage(self._shelf, self._say)
        self._charts = Charts(self._shelf, self._say, self.compute)
        self._notes = Notes(corpus.conflicts, self._shelf, self._say, self._run)

    def compute(self, query: Query) -> Outcome:
        """State the figures a query asks for, or refuse with a reason and a question that works."""
        try:
            result = self._run(query)
        except Refused as no:
            return Outcome(
                reason=no.reason, headline=no.headline, suggestions=no.suggestions or self._suggestions(query)
            )
        return Outcome(
            headline=text.sentence(result.headline),
            figures=result.figures,
            remarks=self._notes.beside(query, result),
            denies=result.denies,
            evidence=tuple(dict.fromkeys(seen for term in result.inputs for seen in term.evidence)),
        )

    def chart(self, query: Query, stated: Sequence[Figure] = ()) -> Chart | None:
        """What a query asks about as points ready to draw, the stated figures marked; None where nothing can be."""
        return self._charts.chart(query, stated)

    def coverage(self) -> tuple[CoverageRow, ...]:
        """What can be answered: a row for each measure."""
        return self._coverage.rows()

    def nearest(self, measure: str, period: Period | None = None, population: str = WHOLE) -> tuple[Period, ...]:
        """The existing periods of a measure next to one; without one, the latest."""
        return self._coverage.nearest(self._shelf.measures[measure], population, period)

    def beside_topic(self, topic: str) -> tuple[Remark, ...]:
        """What is told beside the passages of a topic."""
        return self._notes.topic(topic)

    def untold(self) -> tuple[str, ...]:
        """The ids of conflicts that can never be told, because a figure they name is not in the corpus."""
        return self._notes.untold()

    def _suggestions(self, query: Query) -> tuple[str, ...]:
        measure = self._shelf.measures.get(query.target)
        if measure is None:
            return ()
        asked = self._say.neighbour(measure) or measure
        return self._say.asks(asked, self._coverage.nearest(asked, WHOLE, None))

    def _run(self, query: Query) -> Result:
        """Compute without remarks of the notes; where the source named has no such figure, from the others."""
        try:
            return self._computed(query)
        except Refused as no:
            found = self._together(query) if no.reason in ELSEWHERE else None
            if found is not None:
                return found
            if query.source is None or not query.periods or no.reason not in ELSEWHERE:
                raise
            try:
                result = self._computed(query.model_copy(update={"source": None}))
            except Refused:
                raise no from None
            told = f"{text.capital(self._say.short(query.source))} gives no such number, so this is another source's."
            remark = Remark(kind="coverage", text=told, cites=(query.source,))
            return result.model_copy(update={"remarks": (remark, *result.remarks)})

    def _together(self, query: Query) -> Result | None:
        """The result where years without a number of their own are held as one cell; None where they are not."""
        joined = together(self._shelf, self._say, query)
        if joined is None:
            return None
        try:
            result = self._computed(joined[0])
        except Refused:
            return None
        return result.model_copy(update={"remarks": (*result.remarks, joined[1])})

    def _computed(self, query: Query) -> Result:
        """Compute from the source named only; raises Refused."""
        self._known(query)
        named = query.source
        query = rewritten(query, self._shelf)
        measure = self._shelf.measures[query.target]
        other = self._shelf.measures[query.against] if query.against else None
        check(query, measure, self._say)
        check_unit(query, measure, other, self._say)
        self._groups(query, measure, other)
        settled = settle(self._shelf, self._say, query, measure, other)
        ask = Ask(query, measure, other, settled.periods, settled.populations, self._shelf, self._say)
        if not ask.periods:
            raise self._coverage.missing(query, measure, Missing(measure, ask.population, None))
        result = self._with_number(query, self._first(ask))
        headline = self._say.by(query, result.inputs) + result.headline
        remarks = (*settled.remarks, *result.remarks, *self._all_sources(named, query))
        return result.model_copy(update={"headline": headline, "remarks": remarks, "operation": query.operation})

    def _with_number(self, query: Query, result: Result) -> Result:
        """A value of which a source prints one end only, with the number that the final figures have of it."""
        plain = query.operation is Op.LOOKUP and query.source is None and query.vintage is None
        if not plain or len(result.figures) != 1 or (result.figures[0].low is None) == (result.figures[0].high is None):
            return result
        try:
            other = self._computed(query.model_copy(update={"vintage": "final"}))
        except Refused:
            return result
        told = {
            "headline": f"{result.headline}; {other.headline}",
            "figures": (*result.figures, *other.figures),
            "inputs": (*result.inputs, *other.inputs),
        }
        return result.model_copy(update=told)

    def _all_sources(self, named: str | None, query: Query) -> tuple[Remark, ...]:
        """That a source named was not the only one used."""
        if named is None or query.source is not None:
            return ()
        told = (
            f"{text.capital(self._say.short(named))} gives only some of the years, so all sources are taken together."
        )
        return (Remark(kind="coverage", text=told, cites=(named,)),)

    def _first(self, ask: Ask) -> Result:
        """The result from the first book that has every cell."""
        gap: Missing | None = None
        measures = [ask.measure, *([ask.other] if ask.other else [])]
        for book in books(self._shelf, ask.query, measures):
            try:
                return with_end(ask, book, COMPUTE[ask.query.operation])
            except WordsOnly as words:
                return self._in_words(ask, book, words)
            except Missing as missing:
                gap = missing
        elsewhere = claims.elsewhere(ask, book) if gap and ask.query.operation is Op.VERIFY else None
        if elsewhere is not None:
            return elsewhere
        gap = gap or Missing(ask.measure, ask.population, ask.period)
        if self._elsewhere(ask, gap):
            told = f"{text.capital(ask.named)}: no one source has all of the values, and those of different sources "
            raise Refused("unlawful", told + "are not reckoned with together.")
        raise self._coverage.missing(ask.query, ask.measure, gap)

    def _in_words(self, ask: Ask, book: Book, words: WordsOnly) -> Result:
        """The source's words, where a number was to be checked against them."""
        if ask.query.operation is not Op.VERIFY:
            raise words
        result = single.lookup(ask, book)
        return result.model_copy(update={"remarks": (Remark(kind="hedge", text=words.headline),)})

    def _elsewhere(self, ask: Ask, gap: Missing) -> bool:
        """Whether another source has the cell that is missing beside the others."""
        if gap.period is None or ask.query.source or ask.query.vintage:
            return False
        alone = Query(target=gap.measure.id, periods=(gap.period,), populations=(gap.population,))
        return any(
            book.find(gap.measure, gap.population, gap.period) for book in books(self._shelf, alone, [gap.measure])
        )

    def _known(self, query: Query) -> None:
        for name in filter(None, (query.target, query.against)):
            if name not in self._shelf.measures:
                raise Refused("no_measure", f"There is no measure with the id {name!r}.")
        for group in query.populations:
            if group not in self._shelf.populations and group != WHOLE:
                raise Refused("no_population", f"There is no group with the id {group!r}.")
        if query.source is not None and query.source not in self._shelf.sources:
            raise Refused("no_source", f"There is no source with the id {query.source!r}.")

    def _groups(self, query: Query, measure: Measure, other: Measure | None) -> None:
        """Refuse a group that the measure is not broken down by."""
        for group in query.populations:
            possible = {WHOLE, *self._shelf.parts(measure), *(self._shelf.parts(other) if other else ())}
            if group not in possible or (group == WHOLE and measure.share_of is not None):
                named = text.capital(self._say.subject(measure))
                told = f"{named}: this is not broken down by {self._say.label(group)}."
                raise Refused("no_population", told)


def compute(corpus: Corpus, query: Query) -> Outcome:
    """Compute one query; build `Figures` once where there are several."""
    return Figures(corpus).compute(query)
