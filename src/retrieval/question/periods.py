"""Periods in a text, spelled any way, as marks: a small reduction grammar over English calendar words.

Years, dates, months, quarters and decades become marks first; "the year before ■", "■ to ■", "since ■" build on them.
"""

from __future__ import annotations

import calendar
import re

from retrieval.period import OPEN, Period
from retrieval.question.marks import ANY, Mark, Marked
from retrieval.question.numbers import ORDINALS

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
EARLIEST, LATEST = 1900, 2099
DECADES = {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90, "noughties": 0, "aughts": 0}
THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

_Y = r"(?<![\d.,$])((?:19|20)\d\d)(?![\d,.]\d|\d)"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NTH = "|".join(sorted(ORDINALS, key=len, reverse=True))
_RANGE = r" ?(?:-|~|/|\bto\b|\btill?\b|\buntil\b|\bup to\b|\bthrough\b|\bthru\b|\b2\b) ?"
_HOW_MANY = (
    r"(?:(the|those|these|its|his|her|their)(?: (?:first|last|whole|full))? )?(?:(\d{1,2}|a|one|couple(?: of)?|few) )?"
)


def shorten_years(text: str) -> str:
    """Write the short spellings of a year out: `'13`, `2k13`, `2o13` -> `2013`; `'08-'10` -> `2008-2010`."""
    text = re.sub(r"\b2[kK](\d\d)\b", r"20\1", text)
    text = re.sub(rf"{_Y}(?: ?[-/] ?)'?(\d\d)(?![\d-])", _short_end, text)
    return re.sub(r"(?<![\w'])'(\d\d)(?!\d|s\b|ers\b)", lambda m: f"{_century(int(m[1]))}", text)


def reduce_periods(marked: Marked) -> None:
    """Mark every period in the text."""
    for pattern, build in _ATOMS:
        marked.reduce(pattern, build)
    for _ in range(2):  # "from the year after ■ to ■" needs the inner one first
        _reduce_relative(marked)
        marked.reduce(_SPAN, lambda m: _span(marked, m[1], m[2]))
        marked.reduce(_BETWEEN, lambda m: _span(marked, m[1], m[2]))
    marked.reduce(_SINCE, lambda m: _opened(marked, m[1], since=True, after=m[0].startswith("after")))
    marked.reduce(
        _UNTIL, lambda m: _opened(marked, m[2], since=False, after=m[1].startswith(("before", "prior", "pre")))
    )
    marked.reduce(_MONTH_ALONE, lambda m: Mark(kind="month", value=m[0]))
    marked.reduce(_BEFORE, lambda _: Mark(kind="past", value="before"))


def _short_end(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    if last <= 12 and last <= first % 100:
        return match[0]  # 2012-02 is February 2012, not a span
    return f"{first} to {first - first % 100 + last}" if last > first % 100 else match[0]


def _century(two: int) -> int:
    return (2000 if two <= 40 else 1900) + two


def _period(text: str) -> Mark:
    try:
        return Mark(kind="period", value=Period(text))
    except ValueError:
        return Mark(kind="bad_period", value=text)


def _decade(match: re.Match[str]) -> Mark:
    part, year, two, word = match.groups()
    start = int(year) if year else _century(int(two)) if two else (1900 if DECADES[word] else 2000) + DECADES[word]
    first, last = THIRDS.get((part or "").strip(" -"), (0, 9))
    return _period(f"{start + first}/{start + last}")


_ATOMS = (
    (
        re.compile(rf"\b{_DAY}(?: of)? ({_MONTH})\.?,? {_Y}"),
        lambda m: _period(f"{m[3]}-{MONTHS[m[2]]:02}-{int(m[1]):02}"),
    ),
    (re.compile(rf"\b({_MONTH})\.? {_DAY},? {_Y}"), lambda m: _period(f"{m[3]}-{MONTHS[m[1]]:02}-{int(m[2]):02}")),
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"), lambda m: _period(f"{m[1]}-{m[2]}-{m[3]}")),
    (
        re.compile(rf"\b({_MONTH})(?: ?- ?| to | through | till )({_MONTH})\.?,?(?: of)? {_Y}"),
        lambda m: _period(f"{m[3]}-{MONTHS[m[1]]:02}/{m[3]}-{MONTHS[m[2]]:02}"),
    ),
    (re.compile(rf"\b({_MONTH})\.?,?(?: of| in)? '?{_Y}"), lambda m: _period(f"{m[2]}-{MONTHS[m[1]]:02}")),
    (re.compile(rf"{_Y}[- ]({_MONTH})\b"), lambda m: _period(f"{m[1]}-{MONTHS[m[2]]:02}")),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)"), lambda m: _period(f"{m[1]}-{m[2]}")),
    (
        re.compile(rf"\b({_NTH}|last) (quarter|half)(?: of| in)?(?: the year)? {_Y}"),
        lambda m: _part_of_year(m[1], m[2], m[3]),
    ),
    (re.compile(rf"\b([qh])([1-4])(?: of)?[ -]?{_Y}"), lambda m: _part_of_year(m[2], m[1], m[3])),
    (re.compile(rf"{_Y}[ -]?([qh])([1-4])\b"), lambda m: _part_of_year(m[3], m[2], m[1])),
    (re.compile(rf"\b({'|'.join(SEASONS)})(?: of| in)? {_Y}"), lambda m: _period(f"{m[2]}-{SEASONS[m[1]]}")),
    (
        re.compile(
            r"(?:\b(early|mid|late)[ -](?:the )?)?"
            rf"(?:(?<!\d)((?:19|20)\d0)'?s\b|(?<![\d\w])'?([05-9]0|10|20)'?s\b|\b({'|'.join(DECADES)})\b)"
        ),
        _decade,
    ),
    (
        re.compile(r"\b(?:the )?year (?:of )?(\d{5,}|0\d*|[13-9]\d{3})\b"),
        lambda m: Mark(kind="bad_period", value=m[1][:12]),
    ),
    (re.compile(r"\b(1[0-8]\d\d|2[1-9]\d\d)(?= ad\b)"), lambda m: Mark(kind="bad_period", value=m[1])),
    (re.compile(_Y), lambda m: _period(m[1])),
)

_SPAN = re.compile(rf"(?:\bfrom |\bbetween |\bduring )?({ANY}){_RANGE}(?:the end of )?({ANY})")
_BETWEEN = re.compile(rf"\bbetween (?:the years? )?({ANY}) (?:and|&|n) ({ANY})")
_SINCE = re.compile(
    r"(?:\b(?:since|from|starting(?: in| from)?|as of|after|beginning(?: in| with)?)) (?:the (?:year|end of) )?"
    rf"({ANY})(?: on(?:wards?)?| forward)?(?! ?{ANY})"
)
_UNTIL = re.compile(
    r"\b((?:by|at|to|until|till|up to|through) (?:the )?end of"
    rf"|by|until|till|up to(?: and including)?|through|before|prior to|pre)[ -](?:the )?({ANY})"
)
_MONTH_ALONE = re.compile(
    r"\b(?:in |during |of |last |this |each |every )"
    rf"({'|'.join(name for name in MONTHS if name != 'may')}|may(?! i\b))\b"
)
_BEFORE = re.compile(r"^(?:and |but )?(?:before|earlier)(?=,)|\b(?:before|earlier)(?: now)?(?=[,?.!]* *$)")
_YEAR_BEFORE = re.compile(
    rf"{_HOW_MANY}years?(?: \w+)?(?: immediately| right| just)? "
    r"(before|prior to|preceding|ahead of|earlier than|after|following|later than|up to|leading up to) "
    rf"(?:that )?({ANY})"
)
_AFTER_THAT = re.compile(
    rf"({ANY}) (?:and|\+|plus|&|vs\.?|versus|against|to) (?:the )?(?:(\d|one|a) )?years? "
    r"(before|earlier|after|later)(?: (?:that|it))?\b"
)


def _part_of_year(nth: str, part: str, year: str) -> Mark:
    is_half = part.startswith("h")
    n = int(nth) if nth.isdigit() else ORDINALS.get(nth, 2 if is_half else 4)
    return (
        _period(f"{year}-{39 + n if is_half else 32 + n}")
        if n <= (2 if is_half else 4)
        else Mark(kind="bad_period", value=year)
    )


def _reduce_relative(marked: Marked) -> None:
    marked.reduce(_YEAR_BEFORE, lambda m: _relative(marked, *m.groups()))
    marked.reduce(_AFTER_THAT, lambda m: _pair(marked, *m.groups()))


def _relative(marked: Marked, article: str | None, count: str | None, side: str, base: str) -> Mark | None:
    if not marked.is_kind(base, "period"):
        return None
    period = marked.mark(base).value
    assert isinstance(period, Period)
    before = not side.startswith(("after", "following", "later"))
    edge = period.first if before else period.last
    if edge is None:
        return None
    n = int(count) if count and count.isdigit() else {"couple": 2, "couple of": 2, "few": 3}.get(count or "", 1)
    step = -1 if before else 1
    is_span = n > 1 and article is not None
    if side.endswith("up to"):
        first, last = edge.year - n + 1, edge.year
    elif is_span:
        first, last = sorted((edge.year + step, edge.year + step * n))
    else:
        first = last = edge.year + step * n
    return _period(str(Period.of(first, last))) if first >= EARLIEST and last <= LATEST else None


def _pair(marked: Marked, base: str, count: str | None, side: str) -> Mark | None:
    if not marked.is_kind(base, "period"):
        return None
    period = marked.mark(base).value
    assert isinstance(period, Period)
    if not period.is_year:
        return None
    n = int(count) if count and count.isdigit() else 1
    other = int(period.root) + (n if side in ("after", "later") else -n)
    first, last = sorted((int(period.root), other))
    return Mark(kind="period", value=Period.of(first, last), of="pair")


def _span(marked: Marked, begin: str, end: str) -> Mark | None:
    if not (marked.is_kind(begin, "period") and marked.is_kind(end, "period")):
        return None
    first, last = marked.mark(begin).value, marked.mark(end).value
    assert isinstance(first, Period)
    assert isinstance(last, Period)
    if first.is_span or last.is_span:
        begins, ends = first.root.split("/")[0], last.root.split("/")[-1]
        return _period(f"{begins}/{ends}")
    return _period(f"{first}/{last}")


def _opened(marked: Marked, base: str, *, since: bool, after: bool) -> Mark | None:
    if not marked.is_kind(base, "period"):
        return None
    period = marked.mark(base).value
    assert isinstance(period, Period)
    edge = period.first if (since and not after) or (not since and after) else period.last
    if edge is None:
        return None
    text = period.root.split("/")[0 if since else -1]
    if after and period.last and period.first:
        text = str(edge.year + 1) if since else str(edge.year - 1)
    return Mark(
        kind="period", value=Period(f"{text}/{OPEN}" if since else f"{OPEN}/{text}"), of="since" if since else "until"
    )
