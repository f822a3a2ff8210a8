"""An answer as one Discord message: text first and complete, within Discord's limits whatever the corpus holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import discord
from discord import ui

from bot.buttons import Ask, FollowUp, Wrong
from retrieval.model import Answer, Citation

# Limits of a message with components v2; Discord API documentation, components reference.
CHARACTERS = 4000  # over all text displays
COMPONENTS = 40
URL = 512  # of a link in text we write; longer ones are shown as they are, not as a link
ALT_TEXT = 256  # of an image: our own limit, what a screen reader can take in; Discord's is 1,024

SUGGESTIONS, NOTES, CITATIONS = 3, 4, 5
HEADLINE = 1200  # characters of each piece at the most, so that the sum stays below CHARACTERS
NOTE, CITATION = 500, 420
ACCENT, REFUSED = discord.Colour(0x2F6F8F), discord.Colour(0x8F6B2F)
KINDS = {"quote": "Quoted", "summary": "In summary", "row": "Table row"}

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Picture(NamedTuple):
    """A chart: the name of the attached file and what it shows, in words."""

    name: str
    alt: str


class Card(ui.LayoutView):
    """One answer; its buttons survive a restart.

    given: id of the answer in the store; suggestions: pairs of button id and question.
    """

    def __init__(
        self, answer: Answer, *, given: str, suggestions: Sequence[tuple[str, str]] = (), picture: Picture | None = None
    ) -> None:
        super().__init__(timeout=None)
        texts = card_texts(answer)
        items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(text) for text in texts[:-1]]
        if picture is not None:
            gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
            gallery.add_item(media=f"attachment://{picture.name}", description=cut(picture.alt, ALT_TEXT))
            items.append(gallery)
        items.append(ui.TextDisplay(texts[-1]))
        colour = REFUSED if answer.status == "none" else ACCENT
        self.add_item(ui.Container(*items, accent_colour=colour))
        for id_, question in list(suggestions)[:SUGGESTIONS]:
            self.add_item(ui.ActionRow(Ask(id_, question)))
        self.add_item(ui.ActionRow(FollowUp(given), Wrong(given)))


def card_texts(answer: Answer) -> tuple[str, ...]:
    """The texts of a card from top to bottom, the last one its footer; together below `CHARACTERS`."""
    texts = [f"**{cut(inert(answer.headline), HEADLINE)}**"]
    if answer.notes:
        lines = [
            f"-# {note.kind}\n{cut(inert(note.text), NOTE)}{_marks(note.citations)}" for note in answer.notes[:NOTES]
        ]
        left = len(answer.notes) - NOTES
        texts.append("\n".join([*lines, *([f"-# … and {left} more"] if left > 0 else [])]))
    for citation in answer.citations[:CITATIONS]:
        is_aside = answer.status == "passages" and citation.n > 1
        texts.append(_place(citation) + ("" if is_aside else f"\n> {_shown(citation, answer.headline)}"))
    footer = f"-# index {answer.index} · not affiliated with the publisher or the ministry"
    while len(texts) > 1 and sum(map(len, texts)) + len(footer) > CHARACTERS:
        texts.pop()
    return (*texts, footer)


def inert(text: str) -> str:
    """Text that Discord shows as it is, on one line: no markup, no link, no mention."""
    plain = discord.utils.escape_mentions(discord.utils.escape_markdown(" ".join(text.split())))
    return re.sub(r"(?<!\\)([<\[\]])", r"\\\1", plain)


def cut(text: str, length: int) -> str:
    """At most `length` characters, cut after a sentence where there is one, else after a word."""
    if len(text) <= length:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        if len(kept) + len(sentence) + 3 > length:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept} …" if kept else text[: length - 2].rsplit(" ", 1)[0].rstrip("\\") + " …"


def _place(citation: Citation) -> str:
    title = inert(citation.title)
    linked = f"[{title}](<{citation.url}>)" if len(citation.url) <= URL else title
    published = f" ({citation.published})" if citation.published else ""
    return f"`{citation.n}` {KINDS[citation.kind]}: {linked}{published}"


def _shown(citation: Citation, headline: str) -> str:
    """The text of a citation, the sentence that the headline gives marked in it."""
    text = cut(inert(citation.text), CITATION)
    answering = next((s for s in _SENTENCE.split(citation.text) if len(s) > 1 and s in headline), None)
    return text.replace(inert(answering), f"**{inert(answering)}**", 1) if answering else text


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f" `{n}`" for n in numbers)
