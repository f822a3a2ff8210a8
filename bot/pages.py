"""The fixed pages: sources, about, help."""

from __future__ import annotations

import sys

from discord import ui

from bot.card import CHARACTERS
from bot.text import cut, inert, link
from retrieval import text
from retrieval.artefact import Measured
from retrieval.corpus import Source
from retrieval.engine import Engine
from retrieval.period import Period

EXAMPLES = 6


class Page(ui.LayoutView):
    """A page of text."""

    def __init__(self, content: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay(cut(content, CHARACTERS))))


def sources(engine: Engine) -> str:
    """What the answers rest on, and how far each source reaches."""
    lines = [f"**What the answers rest on: {inert(engine.corpus.title)}**"]
    return "\n\n".join([*lines, *map(_source, engine.corpus.sources)])


def about(engine: Engine) -> str:
    """Coverage, index version and date, measured accuracy, whose project it is."""
    counts = engine.manifest.counts
    held = f"{counts['passages']:,} passages, {counts['observations']:,} figures of {counts['measures']:,} measures"
    lines = [
        f"**Southbound**\n{inert(engine.corpus.offer)}",
        f"It holds {held} from {counts['sources']:,} sources. What it does not hold it refuses, with the reason.",
        f"Index `{engine.version}`; its newest figure is of {text.plain(Period(engine.manifest.date))}.",
        _measured(engine.manifest.measured),
        inert(engine.corpus.disclaimer),
        "It keeps no question: only counters for fair use, and for each answer which figure or passage was given.",
    ]
    return "\n\n".join(lines)


def help_page(engine: Engine) -> str:
    """How to ask, with questions that work."""
    asked = "\n".join(f"- {inert(question)}" for question in examples(engine, EXAMPLES))
    lines = [
        "**How to ask**",
        "`/ask` a question in your own words, `/figure` to pick a measure and a year, or mention me.",
        "Under each answer, **Follow up** asks on, and **Wrong?** tells the maintainers.",
        f"For example:\n{asked}",
        "`/sources` lists what the answers rest on, `/about` how far they reach.",
    ]
    return "\n\n".join(lines)


def examples(engine: Engine, count: int) -> tuple[str, ...]:
    """Questions that work, as unlike each other as the catalogue allows: taken at even steps through it."""
    questions = engine.suggest("", sys.maxsize)
    return tuple(questions[n * len(questions) // count] for n in range(min(count, len(questions))))


def _measured(measured: Measured | None) -> str:
    if measured is None:
        return "How often this index answers rightly was not measured."
    rates = "".join(f"\n- {name}: {right:,} of {count:,}" for name, (right, count) in measured.rates.items())
    asked = f"{measured.questions:,} questions by {measured.writers:,} writers, none of whose words it was trained on"
    return f"Measured on index `{measured.index}` with {asked}:{rates}"


def _source(source: Source) -> str:
    by = f" by {inert(source.author)}" if source.author and source.author not in source.publisher else ""
    published = f", {text.plain(source.published)}" if source.published else ""
    limit = f"\n{inert(source.limit)}" if source.limit else ""
    return f"{link(source.title, source.url)}{by}, {inert(source.publisher)}{published}{limit}"
