"""Text of the corpus as it may stand in a message."""

from __future__ import annotations

import re

import discord

URL = 512  # characters of a link in text we write; what a longer one names is shown without it
TITLE = 200

SENTENCE = re.compile(r"(?<=[.!?])\s+")  # what stands between two
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def inert(text: str) -> str:
    """Text that Discord shows as it is, on one line: no markup, no link, no mention."""
    escaped = discord.utils.escape_markdown(" ".join(text.split()), ignore_links=False)
    return re.sub(r"(?<!\\)([<\[\]]|:(?=//))", r"\\\1", discord.utils.escape_mentions(escaped))


def link(title: str, url: str) -> str:
    """A title that opens an address without a preview; the title alone where the address could be more than one."""
    shown = cut(inert(title), TITLE)
    return f"[{shown}](<{url}>)" if len(url) <= URL and _ADDRESS.fullmatch(url) else shown


def cut(text: str, length: int) -> str:
    """At most `length` characters, cut after a sentence where there is one, else after a word."""
    if len(text) <= length:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        if len(kept) + len(sentence) + 3 > length:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept} …" if kept else text[: length - 2].rsplit(" ", 1)[0].rstrip("\\") + " …"
