"""An answer as one Discord message: text first and complete, within Discord's limits whatever the corpus holds."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

import discord
from discord import ui

from bot.buttons import Ask, FollowUp, Wrong
from bot.picture import NAME, Picture
from bot.text import SENTENCE, TITLE, cut, inert, link
from retrieval.model import Answer, Citation, Note
from retrieval.period import Period
from retrieval.render import ASIDE, NEAREST, is_aside
from retrieval.text import plain

# Limits of a message with components v2; Discord API documentation, components reference.
CHARACTERS = 4000  # over all text displays

SUGGESTIONS, NOTES, CITATIONS = 3, 4, 8
HEADLINE, NOTE = 1600, 500  # characters of each piece at the most: headline and notes always fit into CHARACTERS
CITATION = 420
BOLD = 400  # characters in bold; a longer sentence is a list, of which only what stands before the colon is
ACCENT, REFUSED = discord.Colour(0x2F6F8F), discord.Colour(0x8F6B2F)
KINDS = {"quote": "Quoted", "summary": "In summary", "row": "Table row"}
NOTE_KINDS = {
    "conflict": "Sources differ",
    "vintage": "Earlier and later counts",
    "hedge": "As the author puts it",
    "coverage": "How far this reaches",
    "assumption": "How I read the question",
}


class Card(ui.LayoutView):
    """One answer; its buttons survive a restart.

    given: id of the answer in the store; suggestions: pairs of button id and question.
    """

    def __init__(
        self, answer: Answer, *, given: str, suggestions: Sequence[tuple[str, str]] = (), picture: Picture | None = None
    ) -> None:
        super().__init__(timeout=None)
        self.picture = picture
        texts = card_texts(answer)
        items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(text) for text in texts.answer]
        if picture is not None:
            gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
            gallery.add_item(media=f"attachment://{NAME}", description=picture.alt)
            items.append(gallery)
        if texts.sources:
            items += [ui.Separator(), *map(ui.TextDisplay, texts.sources)]
        items.append(ui.TextDisplay(texts.footer))
        colour = REFUSED if answer.reason not in (None, "no_question") else ACCENT
        self.add_item(ui.Container(*items, accent_colour=colour))
        for id_, question in list(suggestions)[:SUGGESTIONS]:
            self.add_item(ui.ActionRow(Ask(id_, question)))
        self.add_item(ui.ActionRow(FollowUp(given), Wrong(given)))


class Texts(NamedTuple):
    """The texts of a card from top to bottom."""

    answer: tuple[str, ...]
    sources: tuple[str, ...]
    footer: str

    @property
    def characters(self) -> int:
        """Characters of all of them."""
        return sum(map(len, (*self.answer, *self.sources, self.footer)))


def card_texts(answer: Answer) -> Texts:
    """The texts of a card, together within `CHARACTERS`."""
    for count in range(min(len(answer.citations), CITATIONS), 0, -1):
        texts = _texts(answer, answer.citations[:count])
        if texts.characters <= CHARACTERS:
            return texts
    return _texts(answer, ())


def _texts(answer: Answer, shown: Sequence[Citation]) -> Texts:
    numbers = {citation.n for citation in shown}
    told = [_headline(answer) + _marks(numbers & {1} if answer.status != "none" else frozenset())]
    if answer.notes:
        told.append(_notes(answer.notes, numbers))
    groups = groupby(shown, key=lambda c: c.title if c.kind == "row" else c.n)
    sources = [_cited(answer, tuple(group)) for _, group in groups]
    if shown:
        sources[-1] += _more(len(answer.citations) - len(shown), "source")
    return Texts(tuple(told), tuple(sources), f"-# index {answer.index} · not affiliated with its sources")


def _headline(answer: Answer) -> str:
    """What is answered, its first sentence in bold; of a refusal that one gives the reason."""
    first, *rest = SENTENCE.split(cut(inert(answer.headline), HEADLINE), maxsplit=1)
    lead, colon, listed = first.partition(": ")
    if len(first) > BOLD and colon:
        first, rest = f"{lead}:", [listed, *rest]
    return " ".join([f"**{first}**", *rest])


def _notes(notes: Sequence[Note], numbers: AbstractSet[int]) -> str:
    lines = []
    for kind, group in groupby(notes[:NOTES], key=lambda note: note.kind):
        lines.append(f"-# {NOTE_KINDS[kind]}")
        lines += [cut(inert(note.text), NOTE) + _marks(numbers & set(note.citations)) for note in group]
    return "\n".join(lines) + _more(len(notes) - NOTES, "note")


def _cited(answer: Answer, citations: Sequence[Citation]) -> str:
    """Where something stands, and what else is said there; rows of one table together; asides by their link alone."""
    if len(citations) > 1:
        return _rows(citations)
    (only,) = citations
    is_dated = only.published and only.kind != "row"  # a row's text says as of when
    published = f" ({plain(Period(only.published))})" if is_dated else ""
    aside = is_aside(answer, only)
    label = (NEAREST if answer.status == "none" else ASIDE) if aside else KINDS[only.kind]
    place = f"`{only.n}` {label}: {link(only.title, only.url)}{published}"
    text = "" if aside else cut(inert(_beyond(answer.headline, only.text)), CITATION)
    return f"{place}\n> {text}" if text else place


def _rows(citations: Sequence[Citation]) -> str:
    """Rows of one table under its title, each with a link to where it was published."""
    return "\n".join([f"Table rows: {cut(inert(citations[0].title), TITLE)}", *map(_row, citations)])


def _row(citation: Citation) -> str:
    value, bracket, remark = citation.text.partition(" (")
    return f"> `{citation.n}` {link(value, citation.url)} {cut(inert(bracket + remark), CITATION)}".rstrip()


def _beyond(headline: str, text: str) -> str:
    """What a text says beyond a headline that gives some of its sentences; empty where that is nothing."""
    told = ["…" if sentence in headline else sentence for sentence in SENTENCE.split(text)]
    left = " ".join(sentence for sentence, _ in groupby(told))
    return "" if left == "…" else left


def _more(left: int, noun: str) -> str:
    return f"\n-# … and {left} more {noun}{'' if left == 1 else 's'}" if left > 0 else ""


def _marks(numbers: AbstractSet[int]) -> str:
    return "".join(f" `{n}`" for n in sorted(numbers))
