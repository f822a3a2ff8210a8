"""Text as typed -> plain lower-case text, and the segments of it that may ask something."""

from __future__ import annotations

import re
import unicodedata

from retrieval.question.spelling import Spelling

CHARACTERS = 4000  # Discord's longest text field; what is typed beyond is not read
SEGMENTS = 24  # segments read at the most: bounded work for any input
WORDS = 48  # words in a segment at the most, below the encoder's 64 tokens for ordinary words

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_DISCORD = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:)\d+(?::\w)?>|<id:\w+>|@(?:everyone|here)\b")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_FENCE = re.compile(r"```.*?```|`", re.DOTALL)
_TAG = re.compile(r"</?\w[^<>]{0,80}>")
_MARKUP = re.compile(r"\*+|__+|~~+|\|\|+|(?m:^\s*(?:>{1,3}|#{1,3}|[-•])\s+)")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‑": "-", "÷": " over "}
)
_SHORTHAND = {
    "yr": "year", "yrs": "years", "ppl": "people", "b4": "before", "abt": "about", "w": "with", "govt": "government",
    "gov": "government", "bc": "because", "cuz": "because", "coz": "because", "u": "you", "r": "are", "ur": "your",
    "n": "and", "avg": "average", "num": "number", "nums": "numbers", "pct": "percent", "wk": "week", "mth": "month",
    "approx": "about", "btw": "by the way", "tho": "though", "thru": "through", "gimme": "give me", "wanna": "want to",
    "frm": "from", "upto": "up to", "uptill": "up till",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w.'/&-])(?:{'|'.join(_SHORTHAND)})(?![\w'/&$-]|\.\w)")
_CONNECTING = Spelling(("since", "between", "before", "until", "onwards"))
_INCLUDING = re.compile(r"\bincl\b\.?")
_DOTS = re.compile(r"(?<=\d)\.{2,}(?=\d)")  # "2011...2013"
_BETWEEN = re.compile(r"\bbtw(?= '?\d)")
_ARROW = re.compile("-+>|>{2,}|=>|[\u2192\u21d2\u27a1]\ufe0f?")
_LETTERS = str.maketrans("01345", "oieas")
_DISGUISED = re.compile(r"(?<=[a-z])[01345](?=[a-z])")  # "w0men"
_SPELLED = re.compile(r"(?<![\w-])[a-z](?:([-_])(?:[a-z]\1)+|( )(?:[a-z]\2){3,})[a-z](?![\w-])")  # "f-e-n-c-e"
_SPACED = re.compile(r"(?<![\d.,/-])(?<!\d )\b(1 9|2 0) (\d) (\d)\b(?! ?\d|[.,]\d)")  # "2 0 1 3"
_SPACES = re.compile(r"\s+")
_ENDS = re.compile(
    r"(?<=[.!?;])(?<!\b[a-z]\.)(?<!\bvs\.)(?<!\bmr\.)(?<!\bca\.)(?<!\bapprox\.)[\"')]*\s+(?=\S)|\n+|\.{2,}\s*"
)


def clean(text: str) -> str:
    """Normalise what was typed: NFKC, no markup, mentions, links or invisible characters; lower case, chat shorthand
    written out, lines kept."""
    text = unicodedata.normalize("NFKC", text[:CHARACTERS])
    for pattern, with_ in ((_FENCE, " "), (_DISCORD, " "), (_LINK, " "), (_TAG, " "), (_INVISIBLE, ""), (_MARKUP, "")):
        text = pattern.sub(with_, text)
    text = _BETWEEN.sub("between", _ARROW.sub(" to ", text).translate(_QUOTES).casefold())
    text = _SPELLED.sub(lambda match: match[0].replace(match[1] or match[2], ""), text)
    text = _DISGUISED.sub(lambda match: match[0].translate(_LETTERS), text)
    text = _SPACED.sub(lambda match: match[1].replace(" ", "") + match[2] + match[3], text)
    text = _INCLUDING.sub("including", _DOTS.sub("-", text))
    text = _SHORT.sub(lambda match: _SHORTHAND[match[0]], text)
    text = re.sub(r"\b[a-z]{4,}\b", lambda match: _CONNECTING.corrected(match[0]) or match[0], text)
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.splitlines()) if line)


def segments(text: str) -> tuple[str, ...]:
    """Cut cleaned text into sentences of at most `WORDS` words, in order; of too many, the last `SEGMENTS`."""
    pieces = []
    for sentence in (part.strip() for part in _ENDS.split(text)):
        words = sentence.split(" ")
        pieces += [" ".join(words[start : start + WORDS]) for start in range(0, len(words), WORDS)]
    return tuple(piece for piece in pieces if any(c.isalnum() for c in piece))[-SEGMENTS:]
