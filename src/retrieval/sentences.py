"""Cuts a passage into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 120  # words; what goes on without a stop is cut there, so that an encoder reads all of it
NEAR = 300  # characters in which an opened bracket closes, else it was never meant to

# A full stop after these ends no sentence;
_SHORT = """mr mrs ms messrs dr prof mt ft gen lt col capt cmdr sgt maj adm rev hon gov sen rep pres e.g i.e cf v vs viz
approx ca esp incl dept univ assn"""
# after these none before a number;
_NUMBERED = "no nos nr art sec fig figs vol vols p pp ch op c b d r"
# after these, and after initials, one only before a word that begins sentences.
_AT_TIMES = """st ave rd jr sr inc ltd co corp bros etc al est ed eds trans ph.d jan feb mar apr jun jul aug sep sept
oct nov dec"""
_OPENERS = """the a an in on at he she it they we i you his her its their our my this that these those there here when
while although though after before since because as by for from to of during with without within however but and or nor
if so some many most much more one two three several both each every all no not what who whom whose how why where which
according another other such then thus also despite under over until till once even only today later soon eventually
meanwhile instead finally first second third next following like unlike throughout between among about around through
moreover furthermore therefore nevertheless still yet perhaps is are was were do does did has have had can could will
would may might should"""
_SHORTENED, _BEFORE_NUMBERS, _NOT_ALWAYS, _BEGINNING = (
    frozenset(words.split()) for words in (_SHORT, _NUMBERED, _AT_TIMES, _OPENERS)
)

_END = re.compile(
    r"[.!?…]+(?:[\"'”’)\]]|\[\w+\])*\s+(?=[\"'“‘(\[]*\S)"  # a stop, what closes after it, white space
    r"|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+\s)"  # a stop that no space follows
)
_STOP = re.compile(r"(\S*?)([.!?…]+)(?:[\"'”’)\]]|\[\w+\])*\s*\Z")
_NEXT = re.compile(r"[\"'“‘(\[]*((\S)[^\W\d_]*)")
_MARK = re.compile(r"\W*(?:\d+|[^\W\d_])[.)]\s*\Z")  # `1.` and `a)` before an item
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_NUMERAL = re.compile(r"[A-Z]\w+ I\W+\Z")  # `World War I.`


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as pairs of character positions; together they cover all but white space."""
    cuts, start = [0], 0
    for match in _END.finditer(text):
        if _ends(text[start : match.end()], text[match.end() :], is_cased=not text.islower()):
            start = match.end()
            cuts.append(start)
    bounds = zip(cuts, [*cuts[1:], len(text)], strict=True)
    spans = [(start, start + len(text[start:end].rstrip())) for start, end in bounds]
    return tuple(part for start, end in spans if start < end for part in _parts(text, start, end))


def _ends(before: str, after: str, *, is_cased: bool) -> bool:
    """Whether a sentence ends between what stands before a possible cut, from the last one on, and what follows."""
    stop, following = _STOP.search(before), _NEXT.match(after)
    if stop is None or following is None or _MARK.fullmatch(before) or _in_brackets(before, after):
        return False
    raw, opener = stop[1].lstrip("\"'“‘(["), following[1].lower()
    word = raw.lower()
    if (word in _SHORTENED and raw != "V") or (word in _BEFORE_NUMBERS and opener[0].isdigit()):
        return False
    goes_on = is_cased and following[2].islower()
    is_unit = is_cased and len(raw) == 1 and raw.islower()  # `30 m.`, not an initial
    if word in _NOT_ALWAYS or (_INITIALS.match(word) and not is_unit and not _NUMERAL.search(before)):
        return opener in _BEGINNING and not goes_on
    if goes_on and word:  # no word: a full stop set apart, in text that may go on in lower case
        return stop[2] == "." and len(raw) >= 4 and (raw.islower() or raw.isdigit())
    return True


def _in_brackets(before: str, after: str) -> bool:
    """Whether the cut would fall inside brackets that a sentence opened on its way."""
    return before.count("(") > before.count(")") and not before.startswith("(") and ")" in after[:NEAR]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in parts where it has more than `LONGEST` words."""
    words = [match.span() for match in re.finditer(r"\S+", text[start:end])]
    for at in range(0, len(words), LONGEST):
        yield start + words[at][0], start + words[at : at + LONGEST][-1][1]
