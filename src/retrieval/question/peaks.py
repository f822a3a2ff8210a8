"""Years that are named by what they are: "the record year", "the year with the fewest"."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from retrieval.corpus import Measure, MeasureKind
from retrieval.figures import Figures
from retrieval.model import Operation, Query
from retrieval.period import Period
from retrieval.question.slots import Slots
from retrieval.question.tags import Tags

Op = Operation
AT_A_YEAR = {
    Op.LOOKUP, Op.SERIES, Op.CHANGE, Op.RATIO, Op.SHARE, Op.GAP, Op.SUM, Op.AVERAGE, Op.COMPARE, Op.PARTS, Op.WHAT_IF,
}  # fmt: skip  # that are asked of a year so named; by the others such a year is looked for
ENDS: Mapping[str, Operation] = {"highest": Op.HIGHEST, "lowest": Op.LOWEST}
_CALLED = (
    r"\b(?:{words})(?: [a-z]+)? (?:year|one)\b|\b(?:{whole})\b"
    r"|\byear (?:with|of|that (?:had|saw)) (?:the |its |their )?(?:{words})\b"
)


class Peaks:
    """Finds the years so named over one corpus: its words for the ends of an order, and its figures."""

    def __init__(self, words: Mapping[str, Sequence[str]], figures: Figures) -> None:
        self._called = {end: _called(given) for end, given in words.items() if end in ENDS}
        self._figures = figures
        self._year = functools.lru_cache(maxsize=256)(self._looked_up)

    def named(self, tags: Tags) -> tuple[str, ...]:
        """The ends by which a segment names years, in the order of the text."""
        if "year" not in tags.masked:
            return ()
        found = [(match.start(), end) for end, words in self._called.items() for match in words.finditer(tags.masked)]
        return tuple(dict.fromkeys(end for _, end in sorted(found)))

    def at(self, measure: Measure, operation: Operation, slots: Slots) -> Slots:
        """The slots with the years that are so named among their periods; a span is where these are looked for."""
        flow = measure.id if measure.kind is MeasureKind.FLOW else measure.share_of
        if not slots.peaks or flow is None or operation not in AT_A_YEAR:
            return slots
        scope = next((period for period in slots.periods if not period.is_year), None)
        years = [self._year(flow, end, scope) for end in slots.peaks]
        if None in years:
            return slots
        whole = (scope,) if operation is Op.SHARE and scope is not None else ()
        named = (*(year for year in years if year), *(period for period in slots.periods if period.is_year), *whole)
        return slots.model_copy(update={"periods": tuple(dict.fromkeys(named)), "extremes": (), "aside": ()})

    def _looked_up(self, measure: str, end: str, scope: Period | None) -> Period | None:
        query = Query(target=measure, operation=ENDS[end], periods=(scope,) if scope else ())
        years = {figure.period for figure in self._figures.compute(query).figures if figure.period.is_year}
        return years.pop() if len(years) == 1 else None


def _called(words: Sequence[str]) -> re.Pattern[str]:
    bare = sorted({word.removeprefix("the ").removesuffix(" ever").removesuffix(" year") for word in words})
    whole = [word for word in words if word.endswith(" year")]
    any_of = "|".join(map(re.escape, bare))
    return re.compile(_CALLED.format(words=any_of, whole="|".join(map(re.escape, whole)) or r"(?!)"))
