"""Cuts a passage into sentences, and tells which of them cannot be understood without the one before."""

from __future__ import annotations

import calendar
import itertools
import re
from collections.abc import Collection, Iterator

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
# Words that stand for something said before: a pronoun behind nothing but small words, and a demonstrative early on.
_PRONOUNS = "he she it they him her them his hers its their theirs this that these those such another others"
_DEMONSTRATIVES = "this these those such"
_COMPARED = "former latter other others same"  # after `the`
_SMALL = """and but or nor so yet still also then thus hence therefore however moreover furthermore nevertheless
nonetheless instead meanwhile finally later soon eventually today even only perhaps indeed although though because since
as if when while until once unless after before in on at by for from to of with without within during under over through
between among about around like unlike despite most many much some all none few several each one two three both neither
either half part"""
_SHORTENED, _BEFORE_NUMBERS, _NOT_ALWAYS, _BEGINNING = (
    frozenset(words.split()) for words in (_SHORT, _NUMBERED, _AT_TIMES, _OPENERS)
)

_POINTING, _POINTING_EARLY, _LIKENED, _LEADING = (
    frozenset(words.split()) for words in (_PRONOUNS, _DEMONSTRATIVES, _COMPARED, _SMALL)
)
MONTHS = frozenset(calendar.month_name[1:])
EARLY = 7  # words of a sentence in which a demonstrative points to one before, unless a name stands in front of it

_END = re.compile(
    r"[.!?…]+(?:[\"'”’)\]]|\[\w+\])*\s+(?=[\"'“‘(\[]*\S)"  # a stop, what closes after it, white space
    r"|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+\s)"  # a stop that no space follows
)
_STOP = re.compile(r"(\S*?)([.!?…]+)(?:[\"'”’)\]]|\[\w+\])*\s*\Z")
_NEXT = re.compile(r"[\"'“‘(\[]*((\S)[^\W\d_]*)")
_MARK = re.compile(r"\W*(?:\d+|[^\W\d_])[.)]\s*\Z")  # `1.` and `a)` before an item
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
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


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with what the one before it names: `He …`, `In such cases …`, `The latter …`."""
    words = _WORD.findall(_clause(sentence))[: EARLY + 1]
    lower = [word.lower() for word in words]
    if lower[:1] == ["the"] and lower[1:2] and lower[1] in _LIKENED:
        return True
    for at, word in enumerate(lower[:EARLY]):
        if at and words[at][0].isupper() and words[at] not in MONTHS:
            return False
        if word in _POINTING_EARLY:
            return lower[at + 1 : at + 2] not in (["who"], ["of"])  # `those who …`
        if word in _POINTING:
            return all(map(_is_small, words[:at]))
    return False


def _clause(sentence: str) -> str:
    """A sentence up to the first comma behind words of its own: what follows may point back to these."""
    parts = sentence.split(",")
    ends = (at for at, part in enumerate(parts, 1) if not all(map(_is_small, _WORD.findall(part))))
    return ",".join(parts[: next(ends, len(parts))])


def _is_small(word: str) -> bool:
    return word.lower() in _LEADING | _POINTING or word[0].isdigit() or word in MONTHS


def excerpt(text: str, numbers: Collection[int], *, left_out: str = "") -> str:
    """Some sentences of a text, counted from 1, each with the one before it where it points back to that.

    left_out: what stands for sentences between them that are not shown.
    """
    found = [text[slice(*span)] for span in sentences(text)]
    before = {number - 1 for number in numbers if number > 1 and points_back(found[number - 1])}
    shown = sorted({*numbers, *before})
    gaps = ["" if after == number + 1 else left_out for number, after in itertools.pairwise(shown)]
    parts = [part for number, gap in zip(shown, [*gaps, ""], strict=True) for part in (found[number - 1], gap)]
    return " ".join(filter(None, parts))


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
