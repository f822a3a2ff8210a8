"""The slots of a segment: what its tags say about period, population, unit, source, vintage and numbers."""

from __future__ import annotations

from decimal import Decimal

from retrieval.model import Frozen
from retrieval.period import Period
from retrieval.question.marks import Mark
from retrieval.question.tags import NTH, Tags

SMALL = 12  # numbers up to this are chatter ("2 questions") unless an operation wants them

# Headings of the lexicon that fill a slot; ids are those of the corpus, of `Query` or labels for a refusal.
POPULATION, SOURCE, VINTAGE, UNIT, COMPARATOR = "population", "source", "vintage", "unit", "comparator"
OTHER_UNIT, RESTRICTION = "other_unit", "restriction"


class Slots(Frozen):
    """What a segment holds beside its subject, in the order of the text."""

    periods: tuple[Period, ...] = ()
    pair: bool = False  # the one period is two years to compare
    numbers: tuple[Decimal, ...] = ()
    populations: tuple[str, ...] = ()
    nth: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()  # id and the words it was named by
    vintages: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    other_units: tuple[str, ...] = ()
    restrictions: tuple[tuple[str, str], ...] = ()  # label and the words
    latest: bool = False
    past: bool = False
    unusable_periods: tuple[str, ...] = ()  # a month without a year, a year that cannot be


def slots(tags: Tags) -> Slots:
    """Read the slots off the tags of a segment."""
    periods = [mark for mark in tags.marks if isinstance(mark.value, Period)]
    return Slots(
        periods=tuple(dict.fromkeys(mark.value for mark in periods if isinstance(mark.value, Period))),
        pair=any(mark.of == "pair" for mark in periods),
        numbers=tuple(mark.value for mark in tags.marks if isinstance(mark.value, Decimal)),
        populations=tags.of(POPULATION),
        nth=tags.of(NTH),
        sources=_named(tags, SOURCE),
        vintages=tags.of(VINTAGE),
        units=tags.of(UNIT),
        comparators=tags.of(COMPARATOR),
        other_units=tags.of(OTHER_UNIT),
        restrictions=_named(tags, RESTRICTION),
        latest=tags.has("latest"),
        past=tags.has("past"),
        unusable_periods=tuple(str(mark.value) for mark in tags.marks if _unusable(mark)),
    )


def _named(tags: Tags, heading: str) -> tuple[tuple[str, str], ...]:
    found = [(str(m.value), m.text) for m in tags.marks if m.kind == "word" and m.of == heading]
    return tuple(dict.fromkeys(found))


def _unusable(mark: Mark) -> bool:
    return mark.kind in ("month", "bad_period")
