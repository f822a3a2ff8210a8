"""Years that a group is only held for as one number together: they are asked about as that one cell."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import text
from retrieval.corpus import Measure, MeasureKind, Observation
from retrieval.figures.books import is_allowed
from retrieval.figures.outcome import Remark
from retrieval.figures.shelf import Shelf, in_time
from retrieval.figures.wording import Wording
from retrieval.model import Operation, Query
from retrieval.period import Period

LISTED = (Operation.LOOKUP, Operation.SERIES, Operation.SUM)


def together(shelf: Shelf, say: Wording, query: Query) -> tuple[Query, Remark] | None:
    """The query with single years as the cell that holds them together, and a note on it; None where none does."""
    measure = shelf.measures.get(query.target)
    if measure is None or measure.kind is not MeasureKind.FLOW or query.operation not in LISTED:
        return None
    asked = [year for period in query.periods for year in (period.each_year() if period.whole_years else (period,))]
    groups = query.populations or (measure.default_population,)
    held = _held(shelf, query, measure, groups, asked)
    if not held:
        return None
    periods = {next((cell for cell in held if cell.covers(year)), year): None for year in asked}
    return query.model_copy(update={"periods": tuple(periods)}), _remark(shelf, say, query, measure, groups, held)


def _held(shelf: Shelf, query: Query, measure: Measure, groups: Sequence[str], asked: Sequence[Period]) -> list[Period]:
    """Cells that every group has, of several years that are all asked about and of which one is not held alone.

    The longest first, for the years of a longer one may be held in shorter ones only in part.
    """
    cells = [
        cell
        for cell in sorted(shelf.periods(measure, groups[0]), key=lambda cell: (-len(cell.years), in_time(cell)))
        if cell.whole_years and not cell.is_year and set(cell.each_year()) <= set(asked)
    ]
    found: list[Period] = []
    for cell in cells:
        lacking = any(not _seen(shelf, query, measure, group, year) for group in groups for year in cell.each_year())
        stands = all(_seen(shelf, query, measure, group, cell) for group in groups)
        if lacking and stands and not any(map(cell.overlaps, found)):
            found.append(cell)
    return found


def _seen(shelf: Shelf, query: Query, measure: Measure, group: str, period: Period) -> list[Observation]:
    return [one for one in shelf.at(measure, group, period) if is_allowed(shelf, query, one)]


def _remark(
    shelf: Shelf, say: Wording, query: Query, measure: Measure, groups: Sequence[str], held: Sequence[Period]
) -> Remark:
    """That these years are one number."""
    seen = [min(_seen(shelf, query, measure, groups[0], cell), key=shelf.worth) for cell in held]
    named = text.listing([f"one number of {say.label(group)}" for group in groups])
    times = text.listing([text.on(cell) for cell in held])
    told = f"{text.capital(say.source(seen[0]))} has {named} {times}, not one for each year."
    return Remark(kind="coverage", text=told, evidence=tuple(seen))
