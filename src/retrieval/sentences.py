"""Cuts a passage into sentences."""

from __future__ import annotations

import re

# A full stop after these ends no sentence.
_TITLES = ["mr", "mrs", "ms", "dr", "prof", "st"]
_MONTHS = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
_SHORT = {"e.g", "i.e", "cf", "vs", "etc", "approx", "ca", "no", "nr", "u.s", *_TITLES, *_MONTHS}
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?\S)")
_LAST_WORD = re.compile(r"(\S+?)[.!?…]+[\"'”’)\]]*\s+\Z")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as pairs of character positions; together they cover all but white space."""
    cuts = [match.end() for match in _END.finditer(text) if _ends(text[: match.end()], text[match.end() :])]
    bounds = zip([0, *cuts], [*cuts, len(text)], strict=True)
    spans = [(start, start + len(text[start:end].rstrip())) for start, end in bounds]
    return tuple((start, end) for start, end in spans if start < end)


def _ends(before: str, after: str) -> bool:
    match = _LAST_WORD.search(before)
    word = match[1].lower() if match else ""
    is_initial = len(word) == 1 and word.isalpha() and word not in "ai"
    spaced = before.rstrip().endswith(" .")  # text that sets its full stops apart may go on in lower case
    return word not in _SHORT and not is_initial and (spaced or not after[0].islower())
