"""What may be asked of what: the one table of operations and kinds of measure, and the slots each operation uses."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import Measure, MeasureKind
from retrieval.figures.outcome import Refused
from retrieval.figures.wording import PLURAL, Wording
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
highest      +     g     +     l     +    +      n       n
lowest       +     g     +     l     +    +      n       n
rank         +     g     +     l     r    d      n       n
first        +     +     +     l     r    +      n       n
last         +     +     +     l     r    +      n       n
find         +     +     +     +     +    +      +       +
steepest     +     g     +     l     r    d      n       n
revision     +     +     +     +     +    d      n       n
compare      +     +     +     +     +    +      +       +
trend        +     +     +     l     +    d      n       n
when         w     w     w     w     w    +      w       w
duration     w     w     w     w     w    +      +       w
parts        +     +     +     l     +    d      n       n
scale        p     p     p     p     +    d      p       p
what_if      +     +     +     +     +    d      n       n
verify       +     +     +     +     +    +      +       +
"""

# {Subject} is what is counted, {are} its verb.
REASONS = {
    "t": "{Subject} {are} counted at a day; to add up or average several days would count the same again and again",
    "g": "{Subject} {are} counted at a day, not over a year, so years cannot be ranked by it",
    "h": "{Subject}: shares have different wholes and are never added; over years a share comes from the counts",
    "a": "{Subject}: shares have different wholes and are never averaged; over years a share comes from the counts",
    "l": "{Subject} {are} one level for several years together, the value of no single year, and not fit for that",
    "r": "{Subject} {are} known as a range at a time, not as single payments, so there is no average and no order",
    "d": "{Subject} {are} a date, and a date cannot be reckoned with in that way",
    "n": "{Subject}: there is a single value, so there is nothing to reckon in that way",
    "p": "{Subject}: this is a count, and only a price can be taken several times over",
    "w": "{Subject}: this is an amount, not a date",
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
    Operation.STEEPEST: "comparator",
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
    Operation.REVISION: 1,
}  # fmt: skip
POPULATIONS = {
    Operation.RATIO: 2, Operation.GAP: 2, Operation.COMPARE: 2, Operation.FIRST: 2, Operation.LAST: 2,
    Operation.DURATION: 2, Operation.CHANGE: 2, Operation.RANGE: 1, Operation.AVERAGE: 1, Operation.HIGHEST: 1,
    Operation.LOWEST: 1, Operation.RANK: 1, Operation.TREND: 1, Operation.SCALE: 1, Operation.WHAT_IF: 1,
    Operation.VERIFY: 2, Operation.STEEPEST: 1, Operation.REVISION: 1,
}  # fmt: skip

_ROWS = [line.split() for line in TABLE.split("\n") if line.strip()]
GRID: dict[tuple[Operation, MeasureKind], str] = {
    (Operation(row[0]), MeasureKind(kind)): cell
    for row in _ROWS[1:]
    for kind, cell in zip(_ROWS[0], row[1:], strict=True)
}


def is_lawful(operation: Operation, kind: MeasureKind) -> bool:
    """Whether an operation may be used on a kind of measure at all."""
    return GRID[operation, kind] == "+"


def check(query: Query, measure: Measure, say: Wording) -> None:
    """Raise Refused where the operation must not be used on this kind of measure, or cannot use a slot."""
    subject = say.subject(measure)
    verdict = GRID[query.operation, measure.kind]
    if verdict == "w" and query.claimed and query.operation is Operation.WHEN:
        verdict = "+"
    if verdict != "+":
        are = "are" if measure.kind in PLURAL else "is"
        told = REASONS[verdict].format(Subject=text.capital(subject), are=are)
        neighbour = say.neighbour(measure)
        if neighbour and GRID[query.operation, neighbour.kind] == "+":
            told = f"{told}; that can be asked of {say.subject(neighbour)}"
        raise Refused("unlawful", text.sentence(told))
    used = USES.get(query.operation, "").split()
    if any(getattr(query, slot) for slot in SLOTS if slot not in used):
        raise Refused("unlawful", f"{text.capital(subject)}: a part of the question cannot be used here.")
    if len(query.periods) > PERIODS.get(query.operation, len(query.periods)):
        raise Refused("unlawful", f"{text.capital(subject)}: more periods are named than can be used at once.")
    one_time = query.operation is Operation.CHANGE and len(query.periods) != 2  # then two groups have not two times
    if len(query.populations) > (1 if one_time else POPULATIONS.get(query.operation, len(query.populations))):
        raise Refused("unlawful", f"{text.capital(subject)}: more groups are named than can be used at once.")
