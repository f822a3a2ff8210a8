"""Why a question was answered as it was: tags, votes, readings and what ruled each out, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.question.decide import Decision
from retrieval.question.marks import Mark
from retrieval.question.read import Reading
from retrieval.question.tags import GUIDING
from retrieval.question.understand import Considered


def told(considered: Considered) -> str:
    """What was made of one segment, from its text to the decision."""
    return "\n".join(_lines(considered))


def _lines(considered: Considered) -> Iterator[str]:
    decision = considered.decision
    read = decision.read
    yield f"segment    {read.segment}"
    yield f"read as    {read.tags.masked}"
    for mark in read.tags.marks:
        if mark.of not in GUIDING:
            yield f"  tag      {_tag(mark)}"
    yield f"targets    {_votes(read.targets)}"
    yield f"operations {_votes(read.operations)}"
    for reading in read.readings:
        yield f"  reading  {reading.odds:.2f}  {_asked(reading)}: {_came_to(reading)}"
    yield f"decision   {_decided(decision)}{'' if considered.answers else '; another segment asks more clearly'}"


def _tag(mark: Mark) -> str:
    return f"{mark.of or mark.kind} {mark.value} (“{mark.text}”)"


def _votes(votes: tuple[tuple[str, float], ...]) -> str:
    return ", ".join(f"{label} {odds:.2f}" for label, odds in votes)


def _asked(reading: Reading) -> str:
    query = reading.query
    return query.model_dump_json(exclude_defaults=True) if query else reading.target


def _came_to(reading: Reading) -> str:
    """What a reading comes to, or what ruled it out."""
    if reading.left is not None:
        return f"ruled out, nothing uses {reading.left[1]!r} ({reading.left[0]})"
    if reading.outcome is None:
        return "no figure is asked"
    if reading.outcome.reason is not None:
        return f"ruled out, {reading.outcome.reason}: {reading.outcome.headline}"
    return reading.outcome.headline


def _decided(decision: Decision) -> str:
    reason = f", {decision.reason}" if decision.reason else ""
    weak = ", for nothing was likely enough" if decision.weak else ""
    return f"{decision.kind}{reason}{weak} ({decision.reading.target})"
