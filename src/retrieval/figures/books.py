"""The order in which sources and vintages are asked: articles, then a table's final values, then earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from retrieval.corpus import Measure, MeasureKind, Observation, Status
from retrieval.figures.book import ADDED_UP, AS_IT_STANDS, FROM_PARTS, SHARE_AS_PRINTED, Book, Choice
from retrieval.figures.shelf import Shelf, latest_first
from retrieval.model import Operation, Query
from retrieval.period import Period

Allowed = Callable[[Observation], bool]

# Operations whose values stand side by side: they may come from several sources where no one source has them all.
SIDE_BY_SIDE = (Operation.SERIES, Operation.LOOKUP)
PASSING = (Operation.FIRST, Operation.LAST, Operation.TREND)


def books(shelf: Shelf, query: Query, measures: Sequence[Measure]) -> Iterator[Book]:
    """Yield the books to try, best first: what stands as asked before what must be derived."""
    involved = {other.id: other for measure in measures for other in shelf.related(measure)}
    seen = [one for measure in involved.values() for one in shelf.of(measure) if is_allowed(shelf, query, one)]
    anywhere = _worthiest(shelf, lambda one: is_allowed(shelf, query, one))
    if _looks_everywhere(query, measures[0]):
        yield Book(shelf, anywhere, SHARE_AS_PRINTED)
        return
    choices = list(_choices(shelf, query, seen))
    if query.operation in SIDE_BY_SIDE or measures[0].kind is MeasureKind.DATE:
        choices.append(anywhere)
    announced = query.vintage not in (None, "final")  # then a share is what was announced, not what follows from counts
    depths = (SHARE_AS_PRINTED, AS_IT_STANDS, FROM_PARTS, ADDED_UP) if announced else range(SHARE_AS_PRINTED + 1)
    for depth in depths:
        for choose in choices:
            yield Book(shelf, choose, depth, announced=announced)


def _looks_everywhere(query: Query, measure: Measure) -> bool:
    """Whether cells are searched rather than reckoned with, so that each may come from its own source."""
    if query.vintage is not None:
        return False
    is_counted = query.comparator in ("above", "below") or not query.claimed
    if is_counted and measure.kind in (MeasureKind.FLOW, MeasureKind.SHARE):
        return False  # its years are counted, in one source
    return query.operation is Operation.FIND or (query.operation in PASSING and measure.accumulates is not None)


def is_allowed(shelf: Shelf, query: Query, seen: Observation) -> bool:
    """Whether the query's source and vintage leave an observation in."""
    if query.source is not None and seen.source != query.source:
        return False
    if query.vintage == "final":
        return seen.status is Status.FINAL
    if isinstance(query.vintage, Period):
        known = known_since(shelf, seen)
        return known is not None and query.vintage.last is not None and str(known.last) <= str(query.vintage.last)
    return True


def known_since(shelf: Shelf, seen: Observation) -> Period | None:
    """When a value was published: its own date, else that of its source."""
    return seen.as_of or shelf.sources[seen.source].published


def is_table(shelf: Shelf, seen: Observation) -> bool:
    return shelf.sources[seen.source].kind == "table"


def _choices(shelf: Shelf, query: Query, seen: list[Observation]) -> Iterator[Choice]:
    tables = [source.id for source in shelf.sources.values() if source.kind == "table"]
    articles = [source.id for source in shelf.sources.values() if source.kind == "article"]
    articles.sort(key=lambda name: (str(shelf.sources[name].published or ""), name), reverse=True)
    if query.vintage is not None:
        for name in (*tables, *articles):
            yield _by_vintage(shelf, query, name)
        return
    for name in articles:
        own = [one for one in seen if one.source == name]
        for passage in dict.fromkeys(sorted((one.passage for one in own if one.passage), key=shelf.passages.index)):
            yield _first(lambda one, passage=passage: one.passage == passage)  # type: ignore[misc]
        if own:
            yield _first(lambda one, name=name: one.source == name)  # type: ignore[misc]
    for name in tables:
        yield from _table(name, seen)


def _table(name: str, seen: list[Observation]) -> Iterator[Choice]:
    """The final values; each publication by itself; the latest of each cell."""
    own = [one for one in seen if one.source == name]
    if not own:
        return
    yield _newest(lambda one: one.source == name and one.status is Status.FINAL)
    days = {one.as_of.root: one.as_of for one in own if one.as_of is not None and one.status is not Status.FINAL}
    for day in sorted(days.values(), key=lambda day: str(day.last), reverse=True):
        yield _newest(lambda one, day=day: one.source == name and one.as_of == day)  # type: ignore[misc]
    yield _final_else_newest(lambda one: one.source == name)


def _by_vintage(shelf: Shelf, query: Query, name: str) -> Choice:
    def allowed(one: Observation) -> bool:
        return one.source == name and is_allowed(shelf, query, one)

    if query.vintage == "first":
        return lambda seen: min((one for one in seen if allowed(one)), key=latest_first, default=None)
    return _newest(allowed)


def _first(allowed: Allowed) -> Choice:
    return lambda seen: next((one for one in seen if allowed(one)), None)


def _worthiest(shelf: Shelf, allowed: Allowed) -> Choice:
    return lambda seen: min((one for one in seen if allowed(one)), key=shelf.worth, default=None)


def _newest(allowed: Allowed) -> Choice:
    return lambda seen: max((one for one in seen if allowed(one)), key=latest_first, default=None)


def _final_else_newest(allowed: Allowed) -> Choice:
    def rank(one: Observation) -> tuple[bool, tuple[str, str]]:
        return one.status is Status.FINAL, latest_first(one)

    return lambda seen: max((one for one in seen if allowed(one)), key=rank, default=None)
