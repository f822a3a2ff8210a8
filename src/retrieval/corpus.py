"""What the corpus holds, as frozen values: sources, passages, measures, observations, and what it is known to lack."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from retrieval.model import Frozen, NoteKind, Number, Operation, Query, Reason
from retrieval.period import Period

WHOLE = "all"  # the population of an observation that counts everyone


class Source(Frozen):
    """An article of the series, or a table of statistics."""

    id: str
    kind: Literal["article", "table"]
    title: str
    short: str  # how an answer names it in a sentence: "part 4 of the series"
    author: str | None = None
    publisher: str
    published: Period | None = None
    url: str
    period: Period | None = None  # the years it is about
    text: Literal["full", "digest", "preview", "table"]
    limit: str | None = None  # where what we hold of it ends, as a sentence
    standfirst: str | None = None  # in our own words


class Passage(Frozen):
    """One paragraph of a source; its id is `source/pN`, N the article's own paragraph."""

    id: str
    source: str
    title: str  # a few words of ours: what it is about
    text: str
    at: str | None = None  # a few printed words that a link opens the page at
    url: str | None = None  # where it was read, if not on the source's page


class Population(Frozen):
    """A group that a measure can be broken down to."""

    id: str
    label: str  # "women"
    one: str  # "woman"
    other: str  # "women"


class Dimension(Frozen):
    """A way to break a measure down; where `complete`, its parts do not overlap and add up to the whole."""

    id: str
    parts: tuple[str, ...]
    complete: bool = True


class MeasureKind(StrEnum):
    FLOW = "flow"  # counted over a period; may be summed
    STOCK = "stock"  # counted at a day
    SHARE = "share"
    LEVEL = "level"  # a yearly level around which a flow moved; the value of no single year
    PRICE = "price"
    DATE = "date"
    DURATION = "duration"
    COUNT = "count"


class Measure(Frozen):
    """A thing that is counted."""

    id: str
    label: str  # noun phrase, lower case, plural where it counts: "arrivals in the South"
    unit: str  # people, percent, points, USD, years, times, parts, periods, date, year, ordinal, count
    kind: MeasureKind
    sentence: str  # states one value: slots {figure} and {period}, no digits, no full stop
    dimensions: tuple[str, ...] = ()
    accumulates: str | None = None  # a stock that is the running total of this flow
    counted_from: Period | None = None  # when such a running total begins
    share_of: str | None = None  # a share of this flow or stock, by population
    level_of: str | None = None  # a level of this flow
    earlier_of: str | None = None  # this flow at an earlier time, told by another source
    change_of: str | None = None  # a share that tells how this flow changed
    names: tuple[str, ...] = ()  # words by which it is told apart where it is named beside another one
    parts: tuple[str, ...] = ()  # measures that a stated total of this one is made up of
    since: str | None = None  # a duration or date that begins with this date measure
    default_population: str = WHOLE
    ask: str | None = None  # a question that this measure answers, with a {period} slot where it takes one


class Status(StrEnum):
    PRINTED = "printed"  # as an article prints it
    PROVISIONAL = "provisional"
    FINAL = "final"
    MISPRINT = "misprint"  # never shown as a vintage


class Observation(Frozen):
    """One value of a measure: `value`, or `low` and/or `high`, or `verbal` (printed words only)."""

    measure: str
    period: Period
    population: str = WHOLE
    value: Period | Number | None = None  # a Period where the measure is a date; in JSON a number is never a string
    low: Number | None = None
    high: Number | None = None
    verbal: str | None = None
    approximate: bool = False
    status: Status
    as_of: Period | None = None  # when it was published
    source: str
    passage: str | None = None
    url: str | None = None  # its own page, where it is not the source's
    reported_by: str | None = None
    printed: str  # the form in which the passage or row prints it
    when: str | None = None  # words for the period in a sentence, where its dates are ours: "in the past"
    note: str | None = None  # what a reader must know beside it

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        shapes = [self.value is not None, self.low is not None or self.high is not None, self.verbal is not None]
        if sum(shapes) != 1:
            raise ValueError("expected exactly one of: value, low and/or high, verbal")
        return self


class Scope(Frozen):
    """Which figures something speaks of; an empty field means any."""

    measures: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    populations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()


class Conflict(Frozen):
    """A disagreement or a trap, told beside every figure in its scope.

    text: a sentence with slots, never digits; a slot names one of `figures`, whose value is looked up when told:
    {name} is the figure with its unit, {name.period} its period.
    """

    id: str
    kind: Literal["correction", "vintage", "loose", "tension", "open", "definition"]
    note: NoteKind = "conflict"
    scope: Scope
    figures: dict[str, Query] = Field(default_factory=dict)
    text: str
    cites: tuple[str, ...] = ()  # passage or source ids


class Topic(Frozen):
    """What a passage answers that is no figure."""

    id: str
    label: str
    passages: tuple[str, ...]  # best first
    sentences: tuple[int, ...] = ()  # of the best passage, counted from 1, that answer; empty: search picks one
    also: dict[str, tuple[int, ...]] = Field(default_factory=dict)  # sentences of other passages that it needs too
    explains: str | None = None  # the measure whose rise or fall it gives the causes of
    ask: str  # a question it answers


class Unknown(Frozen):
    """What people ask and the corpus does not hold."""

    id: str
    label: str  # noun phrase: "deaths on the way"
    reason: Reason
    nearest: str | None = None  # a measure or topic that exists
    times: Period | None = None  # when it is asked of; at any other time, what is nearest answers
    text: str | None = None  # a fixed kind text instead of "the corpus does not hold …"


class Talk(Frozen):
    """A greeting, thanks, a question about the bot itself: answered with a fixed text."""

    id: str
    label: str
    text: str


class Example(Frozen):
    """A phrasing that a writer gave for a target."""

    writer: str
    target: str
    operation: Operation | None = None  # of a measure; a lookup where it is not said
    text: str
    context: str | None = None  # the question before it, where the text is a follow-up


class Corpus(Frozen):
    """All that the bot may say."""

    title: str
    language: str
    anchor: Period  # the day on which "now" in the articles hangs
    offer: str  # what the bot can answer, one sentence for a refusal
    disclaimer: str
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    populations: tuple[Population, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    observations: tuple[Observation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    topics: tuple[Topic, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    talk: tuple[Talk, ...] = ()
    examples: tuple[Example, ...] = ()
    lexicon: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)  # tag -> id -> words
