"""The slots of a segment: what its tags say about period, population, unit, source, vintage and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from retrieval.model import Frozen
from retrieval.period import Period
from retrieval.question.marks import EVENT, FROM, PART, SKIPPED, Mark
from retrieval.question.numbers import PARTY
from retrieval.question.tags import NTH, SOURCE, Tags

SMALL = 12  # numbers up to this are chatter ("2 questions") unless an operation wants them

# Headings of the lexicon that fill a slot; ids are those of the corpus, of `Query` or labels for a refusal.
POPULATION, VINTAGE, UNIT, COMPARATOR = "population", "vintage", "unit", "comparator"
WHO = ("people", "persons", "folks", "individuals", "souls")  # words of a unit that mostly are who is spoken of
TIMES = "times"  # id: a number; words for that many times a value
OTHER_UNIT, RESTRICTION = "other_unit", "restriction"
ALL = "all"  # words by which no group is meant any more
GROUPS = "groups"  # id: a dimension; words for its parts, none of them named
MAJORITY = "majority"  # words that set a group against the others

_WITHOUT = (
    r"\b(?:without|forget(?:ting)?|ignor(?:e|ing)|except(?: for)?|excluding|apart from|other than|not counting"
    r"|leav(?:e|ing) out|weren't|aren't|(?<!or )not) (?:the |all |any )?"
)
_LESS = (
    r"\b(?:minus|deduct(?:s|ed|ing)?|subtract(?:s|ed|ing)?|remov(?:e|es|ed|ing)|taking away|take away)"
    r" (?:the |all )?"
)
_ALWAYS = re.compile(
    r"\b(?:always|never|each and every|every (?:single )?year|each year|no exceptions?"
    r"|without (?:an|any|one|a single) exception)\b"
)
_EARLIER = re.compile(r"\bthan (?:the |a |some number )?years? (earlier|before|prior|later|after|on)\b")
_YEAR_TOLD = re.compile(
    r"(?:^|\b(?:in|for|during|of|from|than|until|since|to|by) )(?:the|that|a) (?:same |very |exact )?year "
    r"(?:(?:that|when|where|in which|of) )?(?:the|they|he|she|it|we|our|my|your|his|her|their)\b[a-z' -]{3,40}"
)
_TAKEN = r"\b(?:tak(?:e|es|ing)|leav(?:e|es|ing)|keep|strip)(?: all)?(?: the)?"


class Slots(Frozen):
    """What a segment holds beside its subject, in the order of the text."""

    periods: tuple[Period, ...] = ()
    events: tuple[Period, ...] = ()  # those of the periods that an event names
    aside: tuple[Period, ...] = ()  # times of events beside a time that is named: "2024 … before the flood"
    pair: bool = False  # the one period is two years to compare
    base: Period | None = None  # the year from which the one period is counted: 2011 in "two years after 2011"
    before: Period | None = None  # what the question before asked of, which the one period may be set against
    numbers: tuple[Decimal, ...] = ()
    parties: tuple[Decimal, ...] = ()  # numbers that count who goes together: "a family of four"
    times: tuple[Decimal, ...] = ()  # "twice", "double"
    places: tuple[int, ...] = ()  # in an order: "third"
    populations: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()  # populations that are left out: "without women"
    groups: tuple[str, ...] = ()  # dimensions whose parts are meant: "which sex"
    always: bool = False  # something is said to be so every time
    by_turns: bool = False  # two groups and two times, each group beside its own: "men in 2011 … women in 2003"
    majority: bool = False
    extremes: tuple[str, ...] = ()  # ends of an order: highest, lowest
    bounds: tuple[str, ...] = ()  # ends of a range
    peaks: tuple[str, ...] = ()  # ends of an order by which years are named: "the record year"
    moved: tuple[str, ...] = ()  # which way a number is taken to have gone
    nth: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()  # id and the words it was named by
    vintages: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    other_units: tuple[str, ...] = ()
    restrictions: tuple[tuple[str, str], ...] = ()  # label and the words
    untold: str | None = None  # words that name a year by what is not dated: "the year the comet came"
    latest: bool = False
    past: bool = False
    recent: tuple[int, int] | None = None  # years back from the latest: where it begins and ends
    unusable_periods: tuple[str, ...] = ()  # a month without a year, a year that cannot be

    @property
    def claims(self) -> tuple[Decimal, ...]:
        """The numbers too large to be chatter."""
        return tuple(number for number in self.numbers if number > SMALL)


def slots(tags: Tags) -> Slots:
    """Read the slots off the tags of a segment."""
    all_periods = _whole([mark for mark in tags.marks if isinstance(mark.value, Period)])
    periods = _named(all_periods)
    numbers = tuple(mark.value for mark in tags.marks if isinstance(mark.value, Decimal))
    named = _met(_values(periods))
    excluded = () if tags.of(ALL) else _excluded(tags)
    recent = [str(mark.value).partition("/") for mark in tags.marks if mark.kind == "recent"]
    return Slots(
        periods=_filled(named, numbers),
        events=_values([mark for mark in all_periods if mark.of == EVENT]),
        aside=tuple(period for period in _values(all_periods) if period not in _values(periods)),
        pair=any(mark.of == "pair" for mark in periods),
        base=next((Period(mark.of.removeprefix(FROM)) for mark in periods if mark.of.startswith(FROM)), None)
        or _earlier(tags, named, numbers),
        numbers=numbers,
        parties=tuple(m.value for m in tags.marks if isinstance(m.value, Decimal) and m.of == PARTY),
        times=tuple(map(Decimal, tags.of(TIMES))),
        places=tuple(int(str(mark.value)) for mark in tags.marks if mark.kind == "place"),
        populations=tuple(name for name in tags.of(POPULATION) if name not in excluded),
        excluded=excluded,
        groups=tags.of(GROUPS),
        always=_ALWAYS.search(tags.masked) is not None,
        by_turns=_by_turns(tags),
        majority=bool(tags.of(MAJORITY)),
        nth=tags.of(NTH),
        sources=_listed(tags, SOURCE),
        vintages=tags.of(VINTAGE),
        units=_units(tags),
        comparators=tags.of(COMPARATOR) or _set_apart(tags),
        other_units=tags.of(OTHER_UNIT),
        restrictions=_listed(tags, RESTRICTION),
        untold=_untold(tags),
        latest=tags.has("latest"),
        past=tags.has("past"),
        recent=(int(recent[0][0]), int(recent[0][2])) if recent else None,
        unusable_periods=tuple(str(mark.value) for mark in tags.marks if _unusable(mark, named)),
    )


def _units(tags: Tags) -> tuple[str, ...]:
    """The units of the result; who is spoken of is none where nothing is counted: "for the people up to then"."""
    counted = re.search(r"\b(?:how many|number|count|heads?)\b", tags.masked) is not None
    bare = {mark.value for mark in tags.marks if mark.of == UNIT and mark.text in WHO} if not counted else set()
    return tuple(name for name in tags.of(UNIT) if name not in bare)


def _earlier(tags: Tags, periods: tuple[Period, ...], numbers: tuple[Decimal, ...]) -> Period | None:
    """The year that the one year named is set against: "2013 … than 4 years earlier"."""
    found = _EARLIER.search(tags.masked)
    if found is None or len(periods) != 1 or not periods[0].is_year:
        return None
    step = int(next((number for number in numbers if number <= SMALL), Decimal(1)))
    return Period.of(int(periods[0].root) + (step if found[1] in ("later", "after", "on") else -step))


def _untold(tags: Tags) -> str | None:
    found = _YEAR_TOLD.search(tags.masked)
    return found[0].strip() if found else None


def _by_turns(tags: Tags) -> bool:
    """Whether groups and times take turns in the text."""
    turns = [
        "time" if isinstance(mark.value, Period) else "group"
        for mark in tags.marks
        if isinstance(mark.value, Period) or mark.of in (POPULATION, ALL)
    ]
    return len(turns) == 4 and turns[0] == turns[2] != turns[1] == turns[3]


def _set_apart(tags: Tags) -> tuple[str, ...]:
    """Which side a group is said to stand on of another one: "fewer of these than of those"."""
    return ("below",) if re.search(r"\b(?:fewer|less)(?: \w+){1,2} than\b", tags.masked) else ()


def _excluded(tags: Tags) -> tuple[str, ...]:
    """The groups that stand behind a word that leaves them out."""
    marks = [mark for mark in tags.marks if mark.kind == "word" and mark.of == POPULATION]
    said = _WITHOUT if len({mark.value for mark in marks}) > 1 else f"(?:{_WITHOUT}|{_LESS})"
    found = (
        str(mark.value)
        for mark in marks
        for word in [re.escape(mark.text)]
        if re.search(rf"{said}{word}\b|{_TAKEN} {word} (?:out|off|away|aside)\b", tags.masked)
    )
    return tuple(dict.fromkeys(found))


def _named(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of periods without an event beside a closed time that is named: "the flood years, 2020 to 2022"."""
    is_told = any(mark.of != EVENT and isinstance(mark.value, Period) and _is_closed(mark.value) for mark in marks)
    return [mark for mark in marks if mark.of != EVENT or not is_told]


def _whole(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of periods without the year of which a part is meant."""
    parts = [mark.value for mark in marks if mark.of == PART and isinstance(mark.value, Period)]
    return [
        mark
        for mark in marks
        if mark.of == PART or not isinstance(mark.value, Period) or not any(mark.value.covers(part) for part in parts)
    ]


def _values(marks: Sequence[Mark]) -> tuple[Period, ...]:
    return tuple(dict.fromkeys(mark.value for mark in marks if isinstance(mark.value, Period)))


def _is_closed(period: Period) -> bool:
    return period.first is not None and period.last is not None


def _met(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Two open ends that bound one span, "since 2002 … before 2020", as that span."""
    closed = [period for period in periods if period.first and period.last]
    periods = tuple(period for period in periods if period.first or not any(one.last == period.last for one in closed))
    begins = [period for period in periods if period.last is None]
    ends = [period for period in periods if period.first is None]
    if len(begins) != 1 or len(ends) != 1:
        return periods
    first, last = begins[0].root.partition("/")[0], ends[0].root.rpartition("/")[2]
    if first[:4] > last[:4]:
        return periods
    rest = tuple(period for period in periods if period not in (begins[0], ends[0]))
    return (Period.of(first, last), *rest)


def _filled(periods: tuple[Period, ...], numbers: tuple[Decimal, ...]) -> tuple[Period, ...]:
    """Two years as the span between them, where it is said how many years they are: "the five years, 2006 … 2010"."""
    if len(periods) != 2 or not all(period.is_year for period in periods):
        return periods
    first, last = sorted(int(period.root) for period in periods)
    return (Period.of(first, last),) if last - first > 1 and last - first + 1 in numbers else periods


def _listed(tags: Tags, heading: str) -> tuple[tuple[str, str], ...]:
    found = [(str(m.value), m.text) for m in tags.marks if m.kind == "word" and m.of == heading]
    return tuple(dict.fromkeys(found))


def _unusable(mark: Mark, named: tuple[Period, ...]) -> bool:
    """Whether a mark is a time that no figure has: also one that is left out of a span."""
    left_out = mark.of == SKIPPED and any(period.covers(Period(str(mark.value))) for period in named)
    return mark.kind in ("month", "bad_period") or left_out
