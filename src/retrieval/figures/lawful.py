"""What may be asked of what: the one table of operations and kinds of measure, and the slots each operation uses."""

from __future__ import annotations

from retrieval.corpus import Measure, MeasureKind
from retrieval.figures.outcome import Refused
from retrieval.model import Operation, Query

# + lawful; a letter names the reason in REASONS. Completeness of a span is checked where its cells are read.
TABLE = """
            flow stock share level price date duration count
lookup       +     +     +     +     +    +      +       +
series       +     +     +     +     +    +      +       +
range        +     g     +     l     +    d      +       n
change       +     +     +     +     +    d      n       n
ratio        +     +     +     +     +    d      +       +
share        +     +     +     l     +    d      n       n
gap          +     +     +     +     +    +      +       +
sum          +     t     h     l     +    d      n       n
average      +     t     a     l     r    d      n       n
highest      +     g     +     l     +    d      n       n
lowest       +     g     +     l     +    d      n       n
rank         +     g     +     l     r    d      n       n
first        +     +     +     l     n    d      n       n
last         +     +     +     l     n    d      n       n
find         +     +     +     +     +    +      +       +
compare      +     +     +     +     +    +      +       +
trend        +     +     +     l     +    d      n       n
when         w     w     w     w     w    +      n       n
duration     w     w     w     w     w    +      +       n
parts        +     +     +     l     +    d      n       n
scale        n     n     n     n     +    d      n       n
what_if      +     +     +     +     +    d      n       n
verify       +     +     +     +     +    +      +       +
"""

REASONS = {
    "t": "{Label}: this is a running total, which already counts everyone before, so its values must not be added or averaged",
    "g": "{Label}: this is counted at a day, not over a year, so there is no ranking of years by it",
    "h": "{Label}: shares of different groups or years have different wholes, so they must not be added",
    "a": "{Label}: shares have different wholes, so they are never averaged; over several years a share comes from the counts",
    "l": "{Label}: this is a level of several years together, the value of no single year, so it cannot be used so",
    "r": "{Label}: these are ranges at a time, with nothing to say how often each was paid, so there is no average or ranking",
    "d": "{Label}: this is a date, so there is nothing to reckon in that way",
    "n": "{Label}: this is a single value, so there is nothing to reckon in that way",
    "w": "{Label}: this is an amount, not a date",
}

# The fields of a query, beside target, periods, populations, unit, source and vintage, that an operation uses.
USES: dict[Operation, str] = {
    Operation.CHANGE: "against",
    Operation.RATIO: "against",
    Operation.SHARE: "against",
    Operation.GAP: "against",
    Operation.SUM: "against",
    Operation.RANK: "rank comparator",
    Operation.FIRST: "claimed comparator",
    Operation.LAST: "claimed comparator",
    Operation.FIND: "claimed comparator",
    Operation.COMPARE: "against claimed comparator",
    Operation.TREND: "comparator",
    Operation.WHEN: "claimed comparator",
    Operation.DURATION: "against",
    Operation.SCALE: "times claimed",
    Operation.WHAT_IF: "claimed comparator against times",
    Operation.VERIFY: "claimed comparator against",
}
SLOTS = ("against", "claimed", "comparator", "rank", "times")

# How many periods and populations an operation takes at the most; any number where it is not named.
PERIODS = {
    Operation.CHANGE: 2, Operation.RATIO: 2, Operation.SHARE: 2, Operation.GAP: 2, Operation.COMPARE: 2,
    Operation.PARTS: 1, Operation.SCALE: 1, Operation.WHAT_IF: 2, Operation.VERIFY: 2, Operation.DURATION: 1,
}  # fmt: skip
POPULATIONS = {operation: 1 for operation in Operation} | {
    Operation.RATIO: 2, Operation.GAP: 2, Operation.COMPARE: 2, Operation.FIRST: 2, Operation.LAST: 2,
    Operation.LOOKUP: 99, Operation.SERIES: 99, Operation.SUM: 99, Operation.PARTS: 99, Operation.SHARE: 99,
    Operation.FIND: 99, Operation.DURATION: 2,
}  # fmt: skip

_ROWS = [line.split() for line in TABLE.split("\n") if line.strip()]
GRID: dict[tuple[Operation, MeasureKind], str] = {
    (Operation(row[0]), MeasureKind(kind)): cell for row in _ROWS[1:] for kind, cell in zip(_ROWS[0], row[1:], strict=True)
}


def check(query: Query, measure: Measure) -> None:
    """Raise Refused where the operation must not be used on this kind of measure, or cannot use a slot."""
    verdict = GRID[query.operation, measure.kind]
    if verdict == "w" and query.claimed and query.operation is Operation.WHEN:
        verdict = "+"
    if verdict != "+":
        raise Refused("unlawful", _said(REASONS[verdict], measure))
    used = USES.get(query.operation, "").split()
    for slot in SLOTS:
        if getattr(query, slot) and slot not in used:
            raise Refused("unlawful", _said("{Label}: a part of the question cannot be used here", measure))
    if len(query.periods) > PERIODS.get(query.operation, len(query.periods)):
        raise Refused("unlawful", _said("{Label}: more periods are named than can be reckoned with at once", measure))
    if len(query.populations) > POPULATIONS[query.operation]:
        raise Refused("unlawful", _said("{Label}: more groups are named than can be reckoned with at once", measure))


def _said(reason: str, measure: Measure) -> str:
    return reason.format(Label=measure.label[0].upper() + measure.label[1:]) + "."
