"""The values that travel: what was understood (Query), what was found (Figure, Hit) and what is answered (Answer)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from retrieval.period import Period

SCHEMA = 1


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_json_number, when_used="json")]
NoteKind = Literal["conflict", "vintage", "hedge", "coverage", "assumption"]
Unit = Literal[
    "people", "percent", "points", "USD", "years", "times", "parts", "periods", "date", "year", "ordinal", "count"
]
Reason = Literal[
    "no_topic",
    "no_measure",
    "no_population",
    "no_period",
    "no_unit",
    "no_source",
    "unlawful",
    "out_of_scope",
    "no_question",
    "no_language",
]


class Frozen(BaseModel):
    """A value: cannot change, and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Operation(StrEnum):
    """What is asked of a measure."""

    LOOKUP = "lookup"  # the value of one cell
    SERIES = "series"  # each value of a span or list
    RANGE = "range"  # lowest to highest of a span
    CHANGE = "change"  # from the first period to the second; unit percent or points where asked
    RATIO = "ratio"  # first over second: two periods, two populations or two measures
    SHARE = "share"  # a population's part of the whole, in percent
    GAP = "gap"  # difference between two populations
    SUM = "sum"
    AVERAGE = "average"
    HIGHEST = "highest"
    LOWEST = "lowest"
    RANK = "rank"  # the place of a period, or the period at place `rank`
    FIRST = "first"  # first period that is `comparator` than `claimed`
    LAST = "last"
    FIND = "find"  # the period whose value is `claimed`
    STEEPEST = "steepest"  # the sharpest rise (`comparator` above) or fall (below) from one year to the next
    REVISION = "revision"  # by how much a published value was changed, from the first announced to the final one
    COMPARE = "compare"  # which of two is greater, and is the claim so
    TREND = "trend"
    WHEN = "when"
    DURATION = "duration"
    PARTS = "parts"  # what a total is made up of, against the stated total
    SCALE = "scale"  # a price for `times` people
    WHAT_IF = "what_if"  # a share or level applied to a stated base
    VERIFY = "verify"  # is the claimed value right


class Query(Frozen):
    """What was understood of one question; every field that is set must be used, or the query is refused."""

    target: str  # id of a measure, topic, unknown or talk
    operation: Operation = Operation.LOOKUP
    periods: tuple[Period, ...] = ()  # empty: the latest, where the measure has one
    populations: tuple[str, ...] = ()  # empty: the measure's default
    unit: Unit | None = None  # in which the result is wanted
    source: str | None = None
    vintage: Literal["first", "final"] | Period | None = None  # a Period: as known at its end
    against: str | None = None  # a second measure
    claimed: tuple[Number, ...] = ()  # values named by the asker: a claim, a threshold, a value to find
    comparator: Literal["above", "below", "equal"] | None = None
    rank: int | None = Field(default=None, ge=1)
    times: Number | None = Field(default=None, gt=0)
    bound: Literal["low", "high"] | None = None  # of a range, the end that is wanted too


class Figure(Frozen):
    """A number in an answer: an observation, or computed (then `formula` says how)."""

    measure: str
    period: Period
    population: str
    value: Period | Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit
    approximate: bool = False
    computed: bool = False
    formula: str | None = None
    status: str
    source: str
    passage: str | None = None
    printed: str | None = None

    @model_validator(mode="after")
    def _has_a_value(self) -> Self:
        if self.value is None and self.low is None and self.high is None:
            raise ValueError("a figure needs a value, a low or a high end")
        return self


class Note(Frozen):
    """What a reader must know beside the figure; citations are the numbers of `Citation.n`."""

    kind: NoteKind
    text: str
    citations: tuple[int, ...] = ()


class Citation(Frozen):
    """Where a statement stands; `text` is a quote (kind quote), our own words (summary) or a table row (row)."""

    n: int = Field(ge=1)
    kind: Literal["quote", "summary", "row"]
    source: str
    passage: str | None = None
    title: str
    url: str
    published: str | None = None
    text: str


class Hit(Frozen):
    """A passage with a score; sentence is the part of its text that answers best.

    before: what stands before that and is needed to understand it; needed: without this passage no answer is whole.
    """

    passage: str
    score: float
    sentence: str
    before: str = ""
    needed: bool = False


class Answer(Frozen):
    """What console and bot render; `figures` are exactly what it asserts."""

    schema_: int = Field(default=SCHEMA, alias="schema")
    id: str | None = None
    status: Literal["figure", "passages", "none"]
    reason: Reason | None = None
    headline: str
    figures: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    index: str
    ms: float = 0.0

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.status == "none") != (self.reason is not None):
            raise ValueError("a refusal has a reason, and only a refusal has one")
        if (self.status == "figure") != bool(self.figures):
            raise ValueError("figures are stated by answers of status figure, and only by them")
        return self
