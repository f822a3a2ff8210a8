"""Years that are named by what happened in them: "in the year the wall was finished" -> "in 2012"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from retrieval.corpus import Corpus, MeasureKind
from retrieval.figures import Figures
from retrieval.model import Operation, Query
from retrieval.period import Period
from retrieval.question.heads import Vote
from retrieval.question.numbers import spell_out
from retrieval.question.slots import POPULATION
from retrieval.question.tags import Tagger, Tags

SURELY = 0.6  # odds from which a clause is taken to tell of something that is dated
_NAMING = r"(?:the|this|that|these|those|they|his|he|it|[a-z]+)"
_CLAUSE = re.compile(
    r"(?P<lead>\b(?:in|during|for|of|from|by|than|to|until|since|with|does|did|against)|^|(?=\bthe same year\b))"
    r" ?(?:the )?(?:same |very )?(?:calendar )?year(?: that| when| in which| where)?"
    rf" (?!after|before|following|since|prior|of\b)(?P<told>{_NAMING} [a-z' -]{{6,80}})"
    rf"|\b(?P<count>(?:\d{{1,2}}|the|a) years? (?:after|before|following)) (?P<base>{_NAMING} [a-z' -]{{6,80}})"
)
_END = re.compile(
    r" (?:how|what|which|who|where|did|does|was there|and how|and what|compare[sd]?|stack|look|against)\b"
)
_AMOUNT = re.compile(
    r"\b(?:how (?:many|much|few|big|high)|numbers?|head ?counts?|counts?|totals?|sums?|shares?|percent(?:age)?"
    r"|what|which|figures?)\b"
)
_DATE = re.compile(r"\b(?:year|date|day|month|when)\b")
_AT_THE_TIME = re.compile(
    r"\b(?:(?:at|around|about|by) the time(?: that| when)?|(?<=[a-z] )when)"
    r" (?P<then>(?:the|this|that|these|those|they|his|he|it) [a-z' -]{6,60})"
)


class Told(NamedTuple):
    """A clause in a text: where it begins and ends, what stands before the year, and what is told.

    is_counted: years are counted from it, so it is no date that is asked for.
    """

    begin: int
    end: int
    lead: str
    clause: str
    is_counted: bool = False


class Happenings:
    """Dates clauses over one corpus: by its head of targets, and its measures that are dates."""

    def __init__(
        self, corpus: Corpus, figures: Figures, tagger: Tagger, vote: Callable[[Tags, str], list[Vote]]
    ) -> None:
        self._dates = {measure.id: measure for measure in corpus.measures if measure.kind is MeasureKind.DATE}
        self._figures, self._tagger, self._vote = figures, tagger, vote

    def dated(self, segment: str) -> str:
        """The segment with the years of what it tells of written out; as it is where nothing is dated.

        A segment that asks for nothing else asks for the date: "tell me when the wall was finished".
        """
        text = spell_out(segment)
        told = _told(text) if self._dates else None
        if told is None or not (told.is_counted or self._asks(f"{text[: told.begin]} {text[told.end :]}")):
            return segment
        year = self._year(told.clause)
        return segment if year is None else f"{text[: told.begin]}{told.lead or 'in'} {year}{text[told.end :]}"

    def _asks(self, rest: str) -> bool:
        """Whether what stands beside a clause asks for something that is counted."""
        if _DATE.search(rest):
            return False
        return _AMOUNT.search(rest) is not None or bool(self._tagger.tag(rest).of(POPULATION))

    def _year(self, clause: str) -> str | None:
        tags = self._tagger.tag(clause)
        if any(isinstance(mark.value, Period) for mark in tags.marks):
            return None
        best = self._vote(tags, tags.masked)[0]
        if best.label not in self._dates or best.probability < SURELY:
            return None
        found = self._figures.compute(Query(target=best.label, operation=Operation.WHEN)).figures
        dates = {figure.value for figure in found if isinstance(figure.value, Period)}
        years = sorted({year for date in dates for year in date.years}) if len(dates) == 1 else []
        return " and ".join(map(str, years)) or None


def _told(text: str) -> Told | None:
    match = _CLAUSE.search(text)
    if match is None:
        then = _AT_THE_TIME.search(text)
        return Told(then.start(), then.end(), "in", then["then"].strip()) if then else None
    clause = match["told"] or match["base"]
    start = match.start("told" if match["told"] else "base")
    ending = _END.search(clause)
    clause = clause[: ending.start()] if ending else clause
    lead = match["lead"] or match["count"]
    return Told(match.start(), start + len(clause), lead, clause.strip(), is_counted=match["count"] is not None)
