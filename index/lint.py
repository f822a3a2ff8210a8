"""Cross-checks a corpus: that ids are unique, references resolve, printed forms stand and hold the values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.place import Place, Places
from index.references import references
from index.rows import rows
from index.templates import templates
from retrieval.corpus import Corpus
from retrieval.errors import CorpusError

# Ids that one question may be about share one name space.
TARGETS = ("measures", "topics", "unknowns", "talk")
NAMED = ("sources", "passages", "populations", "dimensions", "conflicts")


def lint(corpus: Corpus, places: Places | None = None) -> None:
    """Raise the first CorpusError that a cross-check finds; with `places` it names file and line."""
    for problem in problems(corpus, places):
        raise problem


def problems(corpus: Corpus, places: Places | None = None) -> Iterator[CorpusError]:
    """Yield every problem that the cross-checks find, in the order of the checks."""
    places = places or Places()
    for names in (*((name,) for name in NAMED), TARGETS):
        yield from _unique(corpus, places, names)
    for check in (references, templates, rows):
        yield from check(corpus, places)


def _unique(corpus: Corpus, places: Places, names: Sequence[str]) -> Iterator[CorpusError]:
    seen: dict[str, Place] = {}
    for name in names:
        for number, entry in enumerate(getattr(corpus, name)):
            place = places.of(name, number)
            if entry.id in seen:
                first = seen[entry.id]
                yield place.error("id", expected=f"an id of its own ({first.path}:{first.line} has it)", found=entry.id)
            seen.setdefault(entry.id, place)
