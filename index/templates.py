"""Checks that sentences of ours state no number of their own: slots yes, digits no."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from index.place import Place, Places
from retrieval.corpus import Corpus
from retrieval.errors import CorpusError

SLOT = re.compile(r"\{([^{}]*)\}")
FIGURE, PERIOD, POPULATION = "figure", "period", "population"
STATED = {FIGURE, PERIOD, POPULATION}


class Template(NamedTuple):
    """A sentence with slots; known: the slots it may hold, needed: those it must."""

    field: str
    text: str
    known: Collection[str] = ()
    needed: Collection[str] = ()


def templates(corpus: Corpus, places: Places) -> Iterator[CorpusError]:
    """Yield an error for each sentence that holds a digit, an unknown slot or lacks one it needs."""
    for place, template in _templates(corpus, places):
        slots = SLOT.findall(template.text)
        rest = SLOT.sub("", template.text)
        if re.search(r"\d", rest):
            yield place.error(
                template.field, expected="a sentence without digits: numbers come from slots", found=template.text
            )
        elif "{" in rest or "}" in rest:
            yield place.error(template.field, expected="a slot between one { and one }", found=template.text)
        for slot in slots:
            if slot not in template.known:
                yield place.error(
                    template.field, expected=f"one of the slots {_braced(template.known)}", found=f"{{{slot}}}"
                )
        for slot in template.needed:
            if slot not in slots:
                yield place.error(template.field, expected=f"the slot {{{slot}}}", found=template.text)
    yield from _unused(corpus, places)


def _unused(corpus: Corpus, places: Places) -> Iterator[CorpusError]:
    for number, conflict in enumerate(corpus.conflicts):
        told = {slot.removesuffix(f".{PERIOD}") for slot in SLOT.findall(conflict.text)}
        for name in sorted(conflict.figures.keys() - told):
            expected = "a figure that the text has a slot for"
            yield places.of("conflicts", number).error(f"figures.{name}", expected=expected, found=name)


def _braced(slots: Collection[str]) -> str:
    return ", ".join(f"{{{slot}}}" for slot in sorted(slots)) or "(none here)"


def _templates(corpus: Corpus, places: Places) -> Iterator[tuple[Place, Template]]:
    for n, measure in enumerate(corpus.measures):
        yield places.of("measures", n), Template("sentence", measure.sentence, STATED, {FIGURE})
        yield places.of("measures", n), Template("ask", measure.ask or "", {PERIOD})
    for n, conflict in enumerate(corpus.conflicts):
        dated = {f"{name}.{PERIOD}" for name in conflict.figures}
        yield places.of("conflicts", n), Template("text", conflict.text, dated | set(conflict.figures))
    for n, unknown in enumerate(corpus.unknowns):
        yield places.of("unknowns", n), Template("text", unknown.text or "")
    for n, talk in enumerate(corpus.talk):
        yield places.of("talk", n), Template("text", talk.text)
    for n, observation in enumerate(corpus.observations):
        yield places.of("observations", n), Template("note", observation.note or "")
