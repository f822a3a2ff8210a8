"""English numerals: words into digits, and numbers in a text as marks."""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.question.marks import ANY, Mark, Marked

_TO_NINE = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TO_NINETEEN = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NTH = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]

ONES = {word: n for n, word in enumerate(_TO_NINE + _TO_NINETEEN)}
TENS = {word: 10 * n for n, word in enumerate(_TENS, 2)}
ORDINALS = {word: n for n, word in enumerate(_NTH, 1)}
ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3} | {f"{n}th": n for n in range(4, 31)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "grand": 1000, "million": 1_000_000}
_HALF = Decimal("0.5")

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
_TEEN = "|".join(word for word, n in ONES.items() if n >= 10)
_YEAR_WORDS = re.compile(
    rf"\b(?:(two thousand)(?:[ -](?:and )?({_ONE}))?"
    rf"|(nineteen|twenty)[ -](?:({_TEN})(?:[ -]({_ONE}))?|oh[ -]({_ONE})|({_TEEN})))\b"
    r"(?!,? (?:percent|people|persons|dollars|years|and|hundred|\w+ hundred))"
)
_DATED = re.compile(r"\b(?:in|since|from|of|until|till|by|year|to|before|after|between|around|during) (?:the year )?$")
_TENS_DECADE = re.compile(r"\btwenty[ -]?(tens|teens|twenties)\b")
_LATTER = re.compile(r"\b(?:latter|later|back) half\b")
_OH = re.compile(r"(?<!nineteen[ -])(?<!twenty[ -])\boh[ -]?(one|two|three|four|five|six|seven|eight|nine)\b")
_BARE = re.compile(
    r"\b(over|under|than|above|below|least|most|past|about|around|nearly|the) (thousand|million)\b(?! of)"
)
# "fewer than 2000" is a number; "lower than 2000" is one too, unless a year is set against it.
_AMOUNT = re.compile(
    r"\b((?:over|under|above|below|beyond|exceed(?:ed|s|ing)?|topped|short of|at least|at most|as many as|no more than|"
    r"(?:more|less|fewer) (?:than|of)|(?:pass|reach|cross|hit|break|top)(?:ed|es|s|ing)?)) 2000\b(?![-/,.]\d|s)"
    r"|^(?!.*(?:19|20)\d\d.* than 2000)(.*\b(?:lower|higher|greater|smaller|bigger|larger) than) 2000\b(?![-/,.]\d|s)"
)
_BY = re.compile(r"(?<![\w.])[x\u00d7] ?(\d{1,3})\b(?![.,]\d)")  # "x3"
_OUT_OF = re.compile(r"\b(\d{1,2}(?:\.\d+)?) (?:out )?(?:of|in) (?:every |each )?(?:100|1 hundred|a hundred|hundred)\b")
_SMALL = re.compile(rf"\b(?:({_TEN})[ -]({_ONE})|({_TEN})|({_ONE}))\b")
_SCALE = r"(?:dozen|hundred|thousand|million|grand|k)s?"
_DIGIT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LEAD = rf"(?:{_DIGIT}|half an?|(?:a )?couple(?: of)?|an?|one)"
_COMPOSED = re.compile(
    rf"(?<![\w.,])(?:{_LEAD})(?: and a half)? ?{_SCALE}\b(?:(?: and |, | )(?:(?:{_DIGIT}|one) ?{_SCALE}|\d{{1,2}})\b)*"
)
_SHARED = re.compile(rf"(?<![\w.,])({_DIGIT})( ?(?:-|to|or|and) ?)({_DIGIT}) ?({_SCALE})\b")
PARTY = "party"  # of a mark: its number counts who goes together
_PARTY = re.compile(
    r"\b(?:family|household|party|group|team|clan|crew|gang|bunch) of (\d{1,3})\b"
    r"|\bfor (?:the |all )?(\d{1,2})(?= *(?:[,;?!]|$))"
    r"|\b(\d{1,3})(?= (?:of (?:us|them|you)\b|cousins|siblings|relatives|friends|adults|brothers|sisters|mates"
    r"|travellers|travelers|clients|customers|kids|children|childs))"
)
_WITH_ME = re.compile(r"\b(?:me|myself|i) and (?:my |the )?(\d{1,2})\b(?! ?(?:%|percent|times|years)|[.,]\d)")
_DIGITS_OF = re.compile(r"\b([2-6])[- ](?:digits?|figures)\b")  # "a four-digit year"
_SUNK = re.compile(r"\b(?:drop|fell|fall|sank|sink|slip|down|shr[aiu]nk|slid|below|under)")
_HALVES = re.compile(r"\b(\d+|one|a) and a half(?= times| as )")
_STEP = re.compile(rf"({_LEAD})?( and a half)? ?({_SCALE})?\b")
_SIDES = {"over": "above", "past": "above", "beyond": "above", "under": "below", "beneath": "below"}
_SIDE = re.compile(rf"\b({'|'.join(_SIDES)})(?: the)?(?= ({ANY}))")
_PLACE = re.compile(rf"\b({'|'.join(word for word, n in ORDINALS.items() if n > 1)})\b")
_END = r"(?:ish\b|-odd\b|(?<=\d{3})th\b)"
_DIGITS = re.compile(rf"(?<![\w.,])(\d{{1,3}}(?:,\d{{3}})+|\d+)(\.\d+)?(?!,\d{{3}})(?={_END}|k\b|x\b|%|[^\w]|$){_END}?")


def spell_out(text: str) -> str:
    """Write years and small numbers given in words as digits: `two thousand nine` -> `2009`, `four` -> `4`."""
    text = _LATTER.sub(
        "second half", _TENS_DECADE.sub(lambda m: "2010s" if m[1][0] == "t" and m[1] != "twenties" else "2020s", text)
    )
    text = _OH.sub(lambda m: str(2000 + ONES[m[1]]), _YEAR_WORDS.sub(_year, text))
    text = _BARE.sub(lambda m: f"{m[1]} 1 {m[2]}", text)
    text = _SHARED.sub(r"\1 \4\2\3 \4", _SMALL.sub(_small, text))  # "8 or 9 grand" is 8 grand or 9 grand
    text = _DIGITS_OF.sub(_of_digits, text)
    text = _BY.sub(r"\1 times", text)
    text = _AMOUNT.sub(lambda m: f"{m[1] or m[2]} 2,000", text)
    return _OUT_OF.sub(r"\1 percent", text)


def reduce_numbers(marked: Marked) -> None:
    """Mark every number that is left in the text."""
    marked.reduce(_WITH_ME, lambda m: Mark(kind="number", value=Decimal(m[1]) + 1, of=PARTY))
    marked.reduce(_HALVES, lambda m: Mark(kind="number", value=_lead(m[1]) + _HALF))
    marked.reduce(_PARTY, lambda m: Mark(kind="number", value=Decimal(m[1] or m[2] or m[3]), of=PARTY))
    marked.reduce(_COMPOSED, lambda m: Mark(kind="number", value=_composed(m[0])))
    marked.reduce(_DIGITS, lambda m: Mark(kind="number", value=Decimal(m[1].replace(",", "") + (m[2] or ""))))
    marked.reduce(_PLACE, lambda m: Mark(kind="place", value=str(ORDINALS[m[1]])))
    marked.reduce(_SIDE, lambda m: _side(m[1]) if marked.is_kind(m[2], "number") else None)


def _of_digits(match: re.Match[str]) -> str:
    """Numbers of so many digits by the bound that is passed: downwards where it is said that something sank."""
    digits = int(match[1])
    sunk = _SUNK.search(match.string[: match.start()]) is not None
    return f"below {10**digits}" if sunk else f"at least {10 ** (digits - 1)}"


def _composed(words: str) -> Decimal:
    """The value of `2 and a half thousand`, `a couple of hundred`, `1 thousand 5 hundred and 16`."""
    total = part = Decimal(0)
    for lead, half, scale in _STEP.findall(words):
        if lead or scale:
            part += _lead(lead) + (_HALF if half else 0)
        size = SCALES.get(scale.rstrip("s"), 1)
        if size >= SCALES["thousand"]:
            total, part = total + part * size, Decimal(0)
        else:
            part *= size if scale else 1
    found = total + part
    return found.to_integral_value() if found == found.to_integral_value() else found


def _lead(text: str) -> Decimal:
    if text[:1].isdigit():
        return Decimal(text.replace(",", ""))
    if text.startswith("half"):
        return _HALF
    return Decimal(2 if "couple" in text else 1)


def _side(word: str) -> Mark:
    return Mark(kind="word", of="comparator", value=_SIDES[word])


def _year(match: re.Match[str]) -> str:
    thousand, unit, century, ten, one, single, teen = match.groups()
    if thousand and not unit and not _DATED.search(match.string[: match.start()]):
        return match[0]
    if thousand:
        return str(2000 + ONES.get(unit or "zero", 0))
    rest = TENS.get(ten or "", 0) + ONES.get(one or single or teen or "zero", 0)
    return str({"nineteen": 1900, "twenty": 2000}[century] + rest)


def _small(match: re.Match[str]) -> str:
    ten, one, only_ten, only_one = match.groups()
    if only_one == "one":
        return "one"  # "the one", "one who": a pronoun more often than a number
    return str(TENS.get(ten or only_ten or "", 0) + ONES.get(one or only_one or "zero", 0))
