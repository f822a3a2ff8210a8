"""An answer as one Discord message: text first and complete, within Discord's limits whatever the corpus holds."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

import discord
from discord import ui

from bot.buttons import Ask, FollowUp, Wrong
from bot.picture import NAME, Picture
from bot.text import SENTENCE, cut, inert, link
from retrieval.model import Answer, Citation, Note
from retrieval.period import Period
from retrieval.text import plain

# Limits of a message with components v2; Discord API documentation, components reference.
CHARACTERS = 4000  # over all text displays

SUGGESTIONS, NOTES, CITATIONS = 3, 4, 8
HEADLINE, NOTE = 1200, 500  # characters of each piece at the most: headline and notes always fit into CHARACTERS
CITATION = 420
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
        items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(text) for text in texts[:-1]]
        if picture is not None:
            gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
            gallery.add_item(media=f"attachment://{NAME}", description=picture.alt)
            items.append(gallery)
        items.append(ui.TextDisplay(texts[-1]))
        colour = REFUSED if answer.reason not in (None, "no_question") else ACCENT
        self.add_item(ui.Container(*items, accent_colour=colour))
        for id_, question in list(suggestions)[:SUGGESTIONS]:
            self.add_item(ui.ActionRow(Ask(id_, question)))
        self.add_item(ui.ActionRow(FollowUp(given), Wrong(given)))


def card_texts(answer: Answer) -> tuple[str, ...]:
    """The texts of a card from top to bottom, the last one its footer; together within `CHARACTERS`."""
    for count in range(min(len(answer.citations), CITATIONS), 0, -1):
        texts = _texts(answer, answer.citations[:count])
        if sum(map(len, texts)) <= CHARACTERS:
            return texts
    return _texts(answer, ())


def _texts(answer: Answer, shown: Sequence[Citation]) -> tuple[str, ...]:
    texts = [_headline(answer)]
    if answer.notes:
        texts.append(_notes(answer.notes, {citation.n for citation in shown}))
    for _, group in groupby(shown, key=lambda c: (c.kind, c.title, c.url)):
        texts.append(_cited(answer, tuple(group)))
    if shown:
        texts[-1] += _more(len(answer.citations) - len(shown), "source")
    return (*texts, f"-# index {answer.index} · not affiliated with the publisher or the ministry")


def _headline(answer: Answer) -> str:
    """What is answered in bold; of a refusal the first sentence, which gives the reason."""
    whole = cut(inert(answer.headline), HEADLINE)
    first, *rest = SENTENCE.split(whole, maxsplit=1) if answer.status == "none" else [whole]
    return " ".join([f"**{first}**", *rest])


def _notes(notes: Sequence[Note], numbers: AbstractSet[int]) -> str:
    lines = []
    for kind, group in groupby(notes[:NOTES], key=lambda note: note.kind):
        lines.append(f"-# {NOTE_KINDS[kind]}")
        lines += [cut(inert(note.text), NOTE) + _marks(numbers & set(note.citations)) for note in group]
    return "\n".join(lines) + _more(len(notes) - NOTES, "note")


def _cited(answer: Answer, citations: Sequence[Citation]) -> str:
    """Where something stands, and what: several rows of one table under one link; asides by their link alone."""
    first = citations[0]
    linked = link(first.title, first.url)
    is_dated = first.published and first.kind != "row"  # a row's text says as of when
    published = f" ({plain(Period(first.published))})" if is_dated else ""
    is_aside = answer.status == "passages" and first.n > 1
    label = "See also" if is_aside else KINDS[first.kind] + "s" * (len(citations) > 1)
    place = f"{_marks({c.n for c in citations}).strip()} {label}: {linked}{published}"
    if is_aside:
        return place
    if len(citations) == 1:
        return f"{place}\n> {_shown(first, answer.headline)}"
    return "\n".join([place, *(f"> `{c.n}` {_shown(c, answer.headline)}" for c in citations)])


def _more(left: int, noun: str) -> str:
    return f"\n-# … and {left} more {noun}{'' if left == 1 else 's'}" if left > 0 else ""


def _shown(citation: Citation, headline: str) -> str:
    """The text of a citation, the sentence that the headline gives marked in it."""
    text = cut(inert(citation.text), CITATION)
    answering = next((s for s in SENTENCE.split(citation.text) if len(s) > 1 and s in headline), None)
    return text.replace(inert(answering), f"**{inert(answering)}**", 1) if answering else text


def _marks(numbers: AbstractSet[int]) -> str:
    return "".join(f" `{n}`" for n in sorted(numbers))
