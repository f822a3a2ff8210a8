"""Spans built on periods already marked: "■ to ■", "since ■", "the year before ■", "the last three years of ■"."""

from __future__ import annotations

import re

from retrieval.period import OPEN, Period
from retrieval.question.marks import ANY, EVENT, FROM, NAMED, SKIPPED, Mark, Marked
from retrieval.question.numbers import ORDINALS
from retrieval.question.open_ends import reduce_open

EARLIEST, LATEST = 1900, 2099
DECADE = 10

_RANGE = (
    r"(?: onwards?| forward| all the way| right| straight| clear)?"
    r" ?(?:-|~|/|\bto\b|\btill?\b|\buntil\b|\bup (?:un)?(?:to|till?)\b(?: and including)?|\bthrough\b|\bthru\b|\binto\b"
    r"|\b2\b|\bupto\b)(?: inclusively| inclusive| including)? ?"
)
_COUNT = r"\d{1,2}|a|one|couple(?: of)?|few"
_RUN = r"(?: (?:consecutive|straight|full|whole|complete))?"
_ENDING = (
    r"(?:(?:that |which )?(?:ended|ends)(?: in| with)?|to|up to|until|till|through|ending(?: in| with| at)?"
    r"|ended(?: in)?|leading up to|running up to|up until)"
)
_SPAN = re.compile(
    rf"(?:\b(from|between|during|since|after|starting(?: from| in)?) )?({ANY}){_RANGE}(?:the end of )?({ANY})"
)
_PLUS = re.compile(rf"{ANY}(?: ?\+ ?{ANY}){{2,}}")
_OPENING = re.compile(
    rf"\b(?:\d{{1,2}} years )?(?:opening|starting|beginning|kicking off) (?:(?:with|in|at|from) )?({ANY}),? (?:and )?"
    rf"(?:closing|ending|finishing|stopping) (?:(?:with|in|at) )?({ANY})"
)
_EXCEPT = re.compile(
    rf"(?:\bfrom )?({ANY}) (?:up )?(?:to|until|till),? but (?:not including|excluding|without) ({ANY})"
)
_INSIDE = re.compile(
    rf"\b(?:strictly between ({ANY}) and ({ANY})"
    rf"|between ({ANY}) and ({ANY})"
    r"(?=,? (?:both )?(?:(?:the )?(?:ends?|years?) )?(?:excluded|exclusive|not counted)))"
)
_MIDDLE = re.compile(rf"\byear(?: that)?(?: \w+)? (?:in )?between ({ANY}) and ({ANY})")
_BETWEEN = re.compile(rf"\b(?:between|among)(?: of)? (?:the years? )?({ANY}) (?:and|&|n) ({ANY})")
_DECADES = re.compile(rf"\b(\d|one|a) decades? (before|after|later than|earlier than) ({ANY})")
_THROUGH = re.compile(rf"\b(?:through|across|over) ({ANY})")
_YEAR_BEFORE = re.compile(
    rf"(?<!est )(?<!worst )(?<!peak )(?<!record )\b"
    r"(?:(the|those|these|its|his|her|their)(?: (?:first|last|whole|full|next|very next))? )?"
    rf"(?:({_COUNT}) years?|year)(?: (?!no\b|not\b)\w+)?"
    r"(?: immediately| right| just)? "
    r"(before|prior to|preceding|preceded|previous (?:to|of)|ahead of|earlier than|after|following|followed|later than"
    r"|on from|past|up to|leading up to) "
    rf"(?:that )?({ANY})"
)
_AFTER_THAT = re.compile(
    rf"({ANY}) (?:and|or|\+|plus|&|vs\.?|versus|against|to) (?:(?:in )?the )?"
    r"(?:(\d|one|a) )?years? (?:\w+ly |right |just )?"
    r"(before|earlier|preceding|after|later|following|(?:that |which )?(?:follow(?:s|ed)|came (?:after|next)|preceded))"
    r"(?: (?:that|it))?\b"
)
_SKIPPED = re.compile(
    r"\b(?:skip(?:ping)?|ignor(?:e|ing)|never mind|forget(?:ting)?|excluding|except(?: for)?|apart from|not counting"
    rf"|leaving out|omit(?:ting)?|without) (?:the year )?({ANY})(?: and everything (?:later|after))?"
    rf"|\bleav(?:e|ing) ({ANY}) (?:out|aside)|\b(?:not|(?:do not|don't) mean) ({ANY})"
)
_YEARS_TO = re.compile(rf"\b(?:(\d{{1,2}}){_RUN} years|decade) {_ENDING}(?: and including)? (?:the end of )?({ANY})")
_YEARS_UP = re.compile(
    rf"\b(?:({_COUNT}){_RUN} years|decade) (?:before |prior to |preceding |leading up to )?({ANY})(?!{_RANGE}{ANY})"
)
_YEARS_FROM = re.compile(
    rf"\b(?:(\d{{1,2}}){_RUN} years|decade) (?:from|(?:starting|beginning)(?: in| with| from)?) ({ANY})"
)
_EDGE = re.compile(
    rf"\b(first|opening|1st|second|2nd|last|closing|final) (?:(\d{{1,2}}){_RUN} years|(half)|(year))"
    rf"(?: of| in)?(?: the)?(?: decade| period| span)? ({ANY})"
)
_YEAR_OF = re.compile(rf"\byear (?:when |that |in which |where |of )?(?:\w+ )?({ANY})")
_MEANT = re.compile(rf"({ANY}),? (?:i\.?e\.?,? |that is,? |meaning )?({ANY})")
_NAMED = re.compile(rf"({ANY})(?: [\w']+){{0,3}} ?[(\[] ?({ANY}) ?[)\]]")
_RECENT = re.compile(
    rf"\b(?:the |these |those )?(?:last|past|latest|most recent|previous|recent) "
    rf"(?:({_COUNT}){_RUN} years|(decade))\b(?! (?:of|before|after) |,? {ANY})"
)
_AGO = re.compile(r"\b(?:(\d{1,2}) years|(a|one) decade|(a|one) year) (?:ago|back)\b")


def reduce_spans(marked: Marked) -> None:
    """Mark every span that is built on a period in the text."""
    marked.reduce(_OPENING, lambda m: _span(marked, m[1], m[2]))
    for _ in range(2):  # "from the year after ■ to ■" needs the inner one first
        marked.reduce(_YEARS_TO, lambda m: _years(marked, m[1], m[2], ending=True))
        marked.reduce(_YEARS_UP, lambda m: _years_up(marked, m[0], m[1], m[2]))
        marked.reduce(_YEARS_FROM, lambda m: _years(marked, m[1], m[2], ending=False))
        marked.reduce(_EDGE, lambda m: _edge(marked, m[1], m[2], m[3], m[5]))
        marked.reduce(_YEAR_BEFORE, lambda m: _relative(marked, *m.groups()))
        marked.reduce(_AFTER_THAT, lambda m: _pair(marked, *m.groups()))
        marked.reduce(_DECADES, lambda m: _decades(marked, m[1], m[2], m[3]))
        marked.reduce(_MIDDLE, lambda m: _inside(marked, m[1], m[2], between=True))
        marked.reduce(_INSIDE, lambda m: _inside(marked, m[1] or m[3], m[2] or m[4]))
        marked.reduce(_EXCEPT, lambda m: _except(marked, m[1], m[2]))
        if len(_PLUS.findall(marked.text)) > 1:  # sums that are set against each other
            marked.reduce(_PLUS, lambda m: _summed(marked, re.findall(ANY, m[0])))
        marked.reduce(_SPAN, lambda m: _span(marked, m[2], m[3], after=m[1] == "after"))
        marked.reduce(_BETWEEN, lambda m: _span(marked, m[1], m[2]))
        marked.reduce(_NAMED, lambda m: _named(marked, m[1], m[2]))
        marked.reduce(_MEANT, lambda m: _meant(marked, m[1], m[2]))
    marked.reduce(_SKIPPED, lambda m: _skipped(marked, m[1] or m[2] or m[3], alone=m[3] is None))
    marked.reduce(_YEAR_OF, lambda m: _year_of(marked, m[1]))
    marked.reduce(_THROUGH, lambda m: marked.mark(m[1]) if _is_span(marked, m[1]) else None)
    reduce_open(marked)


def reduce_recent(marked: Marked) -> None:
    """Mark years counted back from the latest: "in the last five years", "ten years ago"."""
    marked.reduce(_RECENT, lambda m: _recent(_count(m[1]) if m[1] else DECADE))
    marked.reduce(_AGO, lambda m: _ago(int(m[1]) if m[1] else DECADE if m[2] else 1))


def _is_span(marked: Marked, character: str) -> bool:
    period = marked.period(character)
    return period is not None and len(period.years) > 1


def _mark(first: int, last: int, of: str = "") -> Mark | None:
    return Mark(kind="period", value=Period.of(first, last), of=of) if first >= EARLIEST and last <= LATEST else None


def _count(text: str | None) -> int:
    if text and text.isdigit():
        return int(text)
    return {"couple": 2, "couple of": 2, "few": 3}.get(text or "", 1)


def _relative(marked: Marked, article: str | None, count: str | None, side: str, base: str) -> Mark | None:
    period = marked.period(base)
    before = not side.startswith(("after", "follow", "later", "on from", "past"))
    edge = (period.first if before else period.last) if period else None
    if edge is None:
        return None
    n = _count(count)
    if side.endswith("up to"):
        return _mark(edge.year - n + 1, edge.year)
    step = -1 if before else 1
    near = edge.year + step if n > 1 and article is not None else edge.year + step * n
    first, last = sorted((near, edge.year + step * n))
    return _mark(first, last, of=f"{FROM}{edge.year}" if first == last and period and period.is_year else "")


def _decades(marked: Marked, count: str, side: str, base: str) -> Mark | None:
    """The year that lies decades before or after one."""
    period = marked.period(base)
    if period is None or not period.is_year:
        return None
    year = int(period.root) + DECADE * _count(count) * (1 if side in ("after", "later than") else -1)
    return _mark(year, year)


def _inside(marked: Marked, begin: str, end: str, *, between: bool = False) -> Mark | None:
    """The years between two years without these; with between only the one that lies between them."""
    first, last = marked.period(begin), marked.period(end)
    if first is None or last is None or not (first.is_year and last.is_year):
        return None
    inner = (int(first.root) + 1, int(last.root) - 1)
    return _mark(*inner) if inner[0] <= inner[1] and (not between or inner[0] == inner[1]) else None


def _except(marked: Marked, begin: str, end: str) -> Mark | None:
    """The years from one up to another one that is left out."""
    first, last = marked.period(begin), marked.period(end)
    if first is None or last is None or not (first.is_year and last.is_year and first.root < last.root):
        return None
    return _mark(int(first.root), int(last.root) - 1)


def _pair(marked: Marked, base: str, count: str | None, side: str) -> Mark | None:
    period = marked.period(base)
    if period is None or not period.is_year:
        return None
    n = _count(count)
    year = int(period.root)
    is_later = side.endswith(("after", "later", "following", "follows", "followed", "next"))
    first, last = sorted((year, year + (n if is_later else -n)))
    return _mark(first, last, of="pair")


def _years(marked: Marked, count: str | None, base: str, *, ending: bool) -> Mark | None:
    period, n = marked.period(base), int(count) if count else DECADE
    if period is None or not period.is_year:
        return None
    year = int(period.root)
    return _mark(year - n + 1, year) if ending else _mark(year, year + n - 1)


def _years_up(marked: Marked, words: str, count: str | None, base: str) -> Mark | None:
    """The years that lead up to a time: "the decade before ■", and where "before" is in the mark, "five years ■"."""
    period = marked.period(base)
    if period is None or period.last is None or not (period.is_cumulative or re.match(r"decade [a-z]", words)):
        return None
    last = period.last.year - (0 if period.is_cumulative else 1)
    return _mark(last - (_count(count) if count else DECADE) + 1, last)


def _edge(marked: Marked, side: str, count: str | None, half: str | None, base: str) -> Mark | None:
    """Part of a span of years: "the last three years of ■", "the first half of ■"."""
    period = marked.period(base)
    if period is None or len(period.years) < 2:
        return None
    years = period.years
    n = len(years) // 2 if half else int(count or 1)
    if side in ("first", "opening", "1st"):
        return _mark(years[0], years[min(n, len(years)) - 1])
    return _mark(years[-min(n, len(years))], years[-1]) if half or ORDINALS.get(side) is None else None


def _year_of(marked: Marked, base: str) -> Mark | None:
    period = marked.period(base)
    if period is None or period.is_span or period.is_year or period.first is None:
        return None
    return _mark(period.first.year, period.first.year)


def _named(marked: Marked, name: str, meant: str) -> Mark | None:
    """A period with its years in brackets: "the boom (2007-2011)"; the brackets say what is meant."""
    is_bare = re.fullmatch(r"\d+", marked.mark(name).text) is not None
    return (
        marked.mark(meant).model_copy(update={"of": NAMED})
        if not is_bare and marked.period(name) and marked.period(meant)
        else None
    )


def _meant(marked: Marked, name: str, meant: str) -> Mark | None:
    """A span in words with its years behind it: "the second half of the noughties, 2005 to 2009"."""
    first, second = marked.period(name), marked.period(meant)
    is_told = marked.mark(meant).of == EVENT
    if first is None or second is None or is_told or not re.search(r"[a-z]{4}", marked.mark(name).text):
        return None
    overlap = set(first.years) & set(second.years)
    return marked.mark(meant) if min(len(first.years), len(second.years)) > 1 and overlap else None


def _recent(count: int) -> Mark:
    return Mark(kind="recent", value=f"{count - 1}/0")


def _ago(count: int) -> Mark:
    return Mark(kind="recent", value=f"{count}/{count}")


def _summed(marked: Marked, years: list[str]) -> Mark | None:
    """Years added up one by one, "2003 + 2004 + 2005", as their span where none is left out."""
    periods = [marked.period(year) for year in years]
    found = [int(period.root) for period in periods if period and period.is_year]
    is_run = len(found) == len(years) and found == list(range(found[0], found[0] + len(found)))
    return _mark(found[0], found[-1]) if is_run else None


def _skipped(marked: Marked, base: str, *, alone: bool) -> Mark | None:
    """A period that is left out; alone: even where no other is named, else "not 2012" asks of it."""
    period = marked.period(base)
    if not alone and sum(isinstance(mark.value, Period) for mark in marked.in_order()) < 2:
        return None
    return Mark(kind="word", of=SKIPPED, value=period.root) if period else None


def _span(marked: Marked, begin: str, end: str, *, after: bool = False) -> Mark | None:
    """From one period to another; after: the first is left out."""
    first, last = marked.period(begin), marked.period(end)
    if first is None or last is None:
        return None
    if after and first.is_year and last.is_year:
        return _mark(int(first.root) + 1, int(last.root))
    begins, ends = first.root.split("/")[0], last.root.split("/")[-1]
    return edtf(f"{begins}/{ends}") if begins != OPEN and ends != OPEN else None


def edtf(text: str) -> Mark:
    """The mark of an EDTF period, or of one that cannot be."""
    try:
        return Mark(kind="period", value=Period(text))
    except ValueError:
        return Mark(kind="bad_period", value=text)
