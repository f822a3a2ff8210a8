"""Periods in a text, spelled any way, as marks: a small reduction grammar over English calendar words.

Years, dates, months, quarters and decades become marks here; `spans` builds "the year before ■", "■ to ■", "since ■".
"""

from __future__ import annotations

import calendar
import re

from retrieval.period import Period
from retrieval.question.marks import ANY, PART, Mark, Marked
from retrieval.question.numbers import ORDINALS
from retrieval.question.spans import edtf, reduce_spans

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
DECADES |= {"noughties": 2000, "aughts": 2000, "twenties": 2020}
OPENING = ("first", "opening", "starting")
THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

_COUNTED = r"(?! (?:people|persons|individuals|dollars|bucks|usd|percent|%))"  # "2000 people" is no year
_Y = rf"(?<![\d.,$])((?:19|20)\d\d)(?![\d,.]\d|\d){_COUNTED}"
_YEAR = re.compile(_Y)
_COUNTED_YEAR = re.compile(r"(?<![\d.,$])\b((?:19|20)\d\d) (?:people|persons)\b")  # two of them are years
_CAUSE = re.compile(rf"\bsince {_Y}(?= (?:was|is|were) (?:the|an?|so|such|already)\b)")  # no time that begins
_LAST_BEFORE = re.compile(r"\blast (?:full |whole |normal |calendar )?year (before|prior to|ahead of)\b")
_LUSTRUM = re.compile(r"\b(?:quinquennium|half[- ]decade|lustrum)\b")
_TWO_ENDS = re.compile(  # "02 to 12", "99 to 2001"
    r"(?<![\w.,:/$'-])'?([09]\d) ?(-|to|till|until|thru|through) ?'?(\d\d|20[0-2]\d)(?![\w:/%-]|[.,]\d)"
    r"(?! ?(?:percent|people|persons|dollars|bucks|usd))"
)
_TOGETHER = re.compile(  # "21 and 22 together"
    r"(?<![\w.,:/$'-])'?([0-2]\d) (and|&) '?([0-2]\d)(?= (?:put )?(?:together|combined|added|summed|taken together))"
)
_TWO_DIGITS = re.compile(
    r"\b(end of|(?:in|of|during) (?:the )?year|since|year|(?<!\d )(?<!one )in) ([0-2]\d|[5-9]\d)"
    r"(?=[^\w,.%$]*(?:$|[,.;:?!)]|(?:and|or|to|till|until|than|how|what)\b))"
)
_NINETIES = re.compile(  # "everything through 98"
    r"\b(through|thru|until|till|up to|before) '?(9\d)"
    r"(?= ?[a-z,.;?!)])(?! (?:percent|people|persons|dollars|bucks|of|or|in|thousand|million)\b)"
    r"(?! (?:times|years|months|weeks|days|hours)\b)"
)
_ZERO = re.compile(r"(?<![\w.,:/$-])0(\d)(?![\w:/%]|[.,]\d)")  # "02" is a year
_DASHED = re.compile(r"(?<![\w.,:/$-])(0\d)-([0-2]\d)(?![\w:/%-]|[.,]\d)")  # "06-10" are years
_SLASHED = re.compile(r"(?<![\d/])(?:19|20)\d\d(?:/(?:19|20)\d\d){2,}(?![\d/])")
_LISTED = re.compile(  # "2020, 21 and 22"
    rf"{_Y}(,? (?:and|or|&|vs\.?|versus) |, | (?=\d\d (?:and|or|&) \d\d\b))'?(\d\d)"
    r"(?=[?,.;!]*(?:$| (?:and|or|&|vs|versus|which|what|who|how|where|together|combined|for|please|was|were|had|did"
    r"|more)\b))"
)
_STRUNG = re.compile(  # "2020+21+22", "2014 15 16"
    rf"{_Y}((?:(?: ?\+ ?|, ?| |/)'?\d\d(?![\d.,:%/]\d|\d|%| ?percent)){{2,}})"
)
_TWO_DIGIT_RUN = re.compile(  # "99, 00 and 01"
    r"(?<![\w.,:/$'-])'?[09]\d(?:(?: ?\+ ?|,? ?/ ?|,? )(?:and |or |& )?'?\d\d){2,}(?![\w:/%-]|[.,]\d)"
)
_OF_DECADE = r"(?:(?<=the \d{4})|(?<=rly \d{4})|(?<=ate \d{4})|(?<=mid \d{4}))'s"  # "2010's count" is of one year
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_SIDE = "first|opening|starting|last|closing|final"
_NTH = "|".join(sorted(ORDINALS, key=len, reverse=True))


def shorten_years(text: str) -> str:
    """Write the short spellings of a year out: `'13`, `2k13`, `2o13` -> `2013`; `'08-'10` -> `2008-2010`."""
    if len(_COUNTED_YEAR.findall(text)) > 1 and not _YEAR.search(text):
        text = _COUNTED_YEAR.sub(r"\1", text)
    text = re.sub(r"\b2[ko0](?=[o\d]{2}\b)([o\d]{2})\b", lambda m: "20" + m[1].replace("o", "0"), text)
    text = re.sub(rf"\b(?:fy|cy) ?{_Y}", r"\1", text)
    text = re.sub(
        rf"{_Y}(?: ?(?:[-/]|to|till|until|thru|through) ?)'?(\d\d)(?![\d-]|[.,:]\d| ?%){_COUNTED}", _short_end, text
    )
    text = re.sub(r"\b2k(\d)\b", r"200\1", text)
    text = _CAUSE.sub(r"as \1", _LUSTRUM.sub("5 years", _LAST_BEFORE.sub(r"year \1", text)))
    text = _TWO_ENDS.sub(_two_ends, _TOGETHER.sub(_together, text))
    text = _SLASHED.sub(lambda m: m[0].replace("/", ", "), text)
    text = _LISTED.sub(_listed, _LISTED.sub(_listed, text))
    text = _TWO_DIGIT_RUN.sub(_run, _STRUNG.sub(_strung, text))
    text = _DASHED.sub(lambda m: f"20{m[1]} to 20{m[2]}" if m[1] < m[2] else m[0], text)
    text = re.sub(r"(?<![\w'])'(\d\d)(?!\d|s\b|ers\b)", lambda m: f"{_century(int(m[1]))}", text)
    text = _ZERO.sub(r"200\1", text)
    text = _NINETIES.sub(lambda m: f"{m[1]} 19{m[2]}", text)
    return _TWO_DIGITS.sub(lambda m: f"{m[1]} {_century(int(m[2]))}", text)


def reduce_periods(marked: Marked) -> None:
    """Mark every period in the text."""
    for pattern, build in _ATOMS:
        marked.reduce(pattern, build)
    years = {mark.value.root for mark in marked.in_order() if isinstance(mark.value, Period) and mark.value.is_year}
    if len(years) == 1:
        marked.reduce(_PART_ALONE, lambda m: _part(m, *years))
    reduce_spans(marked)
    marked.reduce(_MONTH_ALONE, lambda m: Mark(kind="month", value=marked.plain(m[0])))


def _short_end(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    if last <= 12 and last <= first % 100:
        return match[0]  # 2012-02 is February 2012, not a span
    return f"{first} to {first - first % 100 + last}" if last > first % 100 else match[0]


def _listed(match: re.Match[str]) -> str:
    year, last = int(match[1]), int(match[3])
    return f"{year}{match[2]}{year - year % 100 + last}" if year % 100 < last <= year % 100 + 9 else match[0]


def _two_ends(match: re.Match[str]) -> str:
    """A span between two years of which the first has two digits."""
    first, last = _century(int(match[1])), int(match[3]) if len(match[3]) > 2 else _century(int(match[3]))
    return f"{first} to {last}" if first < last else match[0]


def _together(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[3])
    return f"{2000 + first} {match[2]} {2000 + last}" if first < last else match[0]


def _strung(match: re.Match[str]) -> str:
    """A year and the two digits of those that follow it, one by one: all with four digits."""
    year, shorts = int(match[1]), re.findall(r"\d\d", match[2])
    if [(year + at) % 100 for at in range(1, len(shorts) + 1)] != list(map(int, shorts)):
        return match[0]
    return ", ".join(str(year + at) for at in range(len(shorts) + 1))


def _run(match: re.Match[str]) -> str:
    """Years of two digits that follow one another, at least three of them."""
    years = [_century(int(two)) for two in re.findall(r"\d\d", match[0])]
    is_run = years == list(range(years[0], years[0] + len(years)))
    return ", ".join(map(str, years)) if is_run else match[0]


def _century(two: int) -> int:
    return (2000 if two <= 40 else 1900) + two


def _decade(match: re.Match[str]) -> Mark:
    part, year, two, word = match.groups()
    start = int(year) if year else _century(int(two)) if two else DECADES[word]
    first, last = THIRDS.get((part or "").strip(" -"), (0, 9))
    return edtf(f"{start + first}/{start + last}")


_ATOMS = (
    (
        re.compile(
            rf"\b(?:1(?:st)? (?:of )?jan(?:uary)? (?:and|to|until|till|through|-) 31(?:st)? (?:of )?dec(?:ember)?"
            rf"|jan(?:uary)? (?:and|to|until|till|through|-) dec(?:ember)?),?(?: of)? {_Y}"
        ),
        lambda m: edtf(m[1]),
    ),
    (
        re.compile(rf"\b{_DAY}(?: of)? ({_MONTH})\.?,? {_Y}"),
        lambda m: edtf(f"{m[3]}-{MONTHS[m[2]]:02}-{int(m[1]):02}"),
    ),
    (re.compile(rf"\b({_MONTH})\.? {_DAY},? {_Y}"), lambda m: edtf(f"{m[3]}-{MONTHS[m[1]]:02}-{int(m[2]):02}")),
    (
        re.compile(r"(?<![\d/.])(0?[1-9]|[12]\d|3[01])[/.](0?[1-9]|1[0-2])[/.]((?:19|20)\d\d)(?!\d)"),
        lambda m: edtf(f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"),
    ),
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), lambda m: edtf(f"{m[1]}-{m[2]}-{m[3]}")),
    (
        re.compile(rf"\b({_MONTH})(?: ?- ?| to | through | till | until )({_MONTH})\.?,?(?: of)? {_Y}"),
        lambda m: edtf(f"{m[3]}-{MONTHS[m[1]]:02}/{m[3]}-{MONTHS[m[2]]:02}"),
    ),
    (
        re.compile(rf"\b((?:{_MONTH})(?:(?:,| and|, and)? (?:{_MONTH}))+),?(?: of)? {_Y}"),
        lambda m: _months_run(re.findall(rf"\b(?:{_MONTH})\b", m[1]), m[2]),
    ),
    (
        re.compile(
            rf"\b(?:between|from) (?:the )?(end|close|start|beginning) of ({_MONTH}) (?:and|to|until|till) (?:the )?"
            rf"(?:end|close) of ({_MONTH})\.?,?(?: of)? {_Y}"
        ),
        lambda m: edtf(f"{m[4]}-{MONTHS[m[2]] + (m[1] in ('end', 'close')):02}/{m[4]}-{MONTHS[m[3]]:02}"),
    ),
    (
        re.compile(
            r"\b(?:between )?new year(?:'s(?: day)?)? (?:and|to|until|till) (?:the )?(?:end|close) of"
            rf" ({_MONTH})\.?,? {_Y}"
        ),
        lambda m: edtf(f"{m[2]}-01/{m[2]}-{MONTHS[m[1]]:02}"),
    ),
    (re.compile(rf"(?<![\d/.])(0?[1-9]|1[0-2])/{_Y}(?!/)"), lambda m: edtf(f"{m[2]}-{int(m[1]):02}")),
    (
        re.compile(rf"\b({_MONTH})\.?(?: month)?,?(?: of| in)?(?: the)?(?: year)? '?{_Y}"),
        lambda m: edtf(f"{m[2]}-{MONTHS[m[1]]:02}"),
    ),
    (re.compile(rf"{_Y}[- ]({_MONTH})\b"), lambda m: edtf(f"{m[1]}-{MONTHS[m[2]]:02}")),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)"), lambda m: edtf(f"{m[1]}-{m[2]}")),
    (
        re.compile(rf"\b({_SIDE}) (\d|1[0-2]) months(?: of| in)?(?: the year)? {_Y}"),
        lambda m: _months(m[1], int(m[2]), m[3]),
    ),
    (
        re.compile(rf"\b({_NTH}|{_SIDE}) (quarter|half)(?: of| in)?(?: the year)? {_Y}"),
        lambda m: _part_of_year(m[1], m[2], m[3]),
    ),
    (re.compile(rf"\b([qh])([1-4])(?: of)?[ -]?{_Y}"), lambda m: _part_of_year(m[2], m[1], m[3])),
    (re.compile(rf"{_Y}[ -]?([qh])([1-4])\b"), lambda m: _part_of_year(m[3], m[2], m[1])),
    (re.compile(rf"\b({'|'.join(SEASONS)})(?: of|(?<!fall) in)? {_Y}"), lambda m: edtf(f"{m[2]}-{SEASONS[m[1]]}")),
    (
        re.compile(
            r"(?:\b(early|mid|late)[ -](?:the )?)?"
            rf"(?:(?<!\d)((?:19|20)\d0)(?:s|{_OF_DECADE})\b|(?<![\d\w])'?([05-9]0|10|20)'?s\b|\b({'|'.join(DECADES)})\b)"
        ),
        _decade,
    ),
    (
        re.compile(r"\b(?:the )?year (?:of )?(\d{5,}|0\d*|(?!19)[13-9]\d{3})\b"),
        lambda m: Mark(kind="bad_period", value=m[1][:12]),
    ),
    (re.compile(r"\b(1[0-8]\d\d|2[1-9]\d\d)(?= ad\b)"), lambda m: Mark(kind="bad_period", value=m[1])),
    (re.compile(_Y), lambda m: edtf(m[1])),
    (re.compile(rf"(?<={ANY} to )((?:19|20)\d\d)(?= (?:percent|%))"), lambda m: edtf(m[1])),  # of its change
    (re.compile(r"(?<=\bthe )((?:19|20)\d\d)(?= (?:people|persons|individuals)\b)"), lambda m: edtf(m[1])),
)
_PART_ALONE = re.compile(
    rf"\b(?:({_SIDE}) (\d|1[0-2]) months|({_NTH}|{_SIDE}) (quarter|half)|q([1-4])"
    rf"|({_MONTH})\.?(?: ?- ?| to | through | till | until )({_MONTH}))\b(?! (?:of|in) {ANY})"
)
_COUNT_OF = r"(?:count|figure|number|total|tally|data|intake|result|reading|value)s?\b"
_MONTH_ALONE = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})(?= {_COUNT_OF})|"
    rf"(?:\b(?:in |during |of |last |this |each |every )|{ANY} )(?:the )?"
    rf"({'|'.join(name for name in MONTHS if name != 'may')}|may(?! i\b))\b"
)


def _months_run(names: list[str], year: str) -> Mark:
    """Months one after another, as the span they are; others as a time that cannot be asked of."""
    found = [MONTHS[name] for name in names]
    is_run = found == list(range(found[0], found[0] + len(found)))
    return edtf(f"{year}-{found[0]:02}/{year}-{found[-1]:02}") if is_run else Mark(kind="bad_period", value=year)


def _part(match: re.Match[str], year: str) -> Mark:
    """A part of the one year that is named elsewhere: "2025 … its opening 3 months"."""
    side, count, nth, part, quarter, first, last = match.groups()
    if first:
        mark = edtf(f"{year}-{MONTHS[first]:02}/{year}-{MONTHS[last]:02}")
    else:
        mark = _months(side, int(count), year) if count else _part_of_year(nth or quarter, part or "quarter", year)
    return mark.model_copy(update={"of": PART})


def _months(side: str, count: int, year: str) -> Mark:
    first, last = (1, count) if side in OPENING else (13 - count, 12)
    return edtf(f"{year}-{first:02}/{year}-{last:02}") if 0 < count < 12 else edtf(year)


def _part_of_year(nth: str, part: str, year: str) -> Mark:
    is_half = part.startswith("h")
    n = int(nth) if nth.isdigit() else 1 if nth in OPENING else ORDINALS.get(nth, 2 if is_half else 4)
    return (
        edtf(f"{year}-{39 + n if is_half else 32 + n}")
        if n <= (2 if is_half else 4)
        else Mark(kind="bad_period", value=year)
    )
