"""Open ends built on periods already marked: "since ■", "before ■", "■ onwards"."""

from __future__ import annotations

import re

from retrieval.period import OPEN, Period
from retrieval.question.marks import ANY, EVENT, FROM, NAMED, Mark, Marked

_ONWARDS = re.compile(
    rf"(?:\b(?:as of|from) )?({ANY})(?:,? (?:and|or))? "
    r"(?:(?:all )?(?:the )?(?:subsequent|following|later) years|thereafter|ever since|onwards?|upwards?"
    r"|up(?=[ ,.?!]*$)|later|after(?=[ ,.?!]*$)|beyond|forward)\b"
)
_BACKWARDS = re.compile(rf"({ANY}) (?:and|or) (?:earlier|before|prior)\b(?! (?:that|than|it|{ANY}))")
_EDGES = r"(?:the )?(?:(?:(?:very )?(?:start|beginning) of|year)(?: the)?(?: year)? )?"
_SINCE = re.compile(
    r"\b(since|(?<!differ )(?<!fferent )(?<!differs )(?<!differed )(?<!away )from|starting(?: in| from)?|after|post"
    r"|(?:any|no|not) earlier than|(?<!no )(?<!not )later than|beginning(?: in| with)?"
    r"|(?:all |any |only )?(?:the |those )?years (?:after|following))"
    rf"[ -](?:the end of )?{_EDGES}({ANY})(?: on(?:wards?)?| forward)?"
    rf"(?! ?(?:and|&|\+|plus) {ANY})"
)
_UNTIL = re.compile(
    r"\b((?:(?:by|at|to|until|till|up to|through|as (?:of|at)) )?(?:the )?(?:year[ -])?"
    r"(?:end|close out|close|last day)(?:[ -]of)?"
    rf"|(?<!{ANY} )by|(?:up )?(?:until|till|to)(?<!\bto)(?: and (?:including|with))?"
    r"|up to(?: and (?:including|with))?|through"
    r"|as (?:of|at)"
    r"|(?:all |any |only )?(?:the |those )?years (?:before|preceding)|before|prior to|pre|(?:no|not) later than"
    r"|earlier than)"
    rf"[ -]{_EDGES}({ANY})"
)
_WHEN_OVER = re.compile(
    rf"\b(?:when|by the time|once) ({ANY}) "
    r"(?:ended|ends|closed|closes|came to (?:a close|an end)|was (?:over|done)|finished)"
)
_BEFORE = re.compile(
    r"^(?:and |but )?earlier(?=,)|\bbefore(?=,)|\b(?:before|earlier)(?: now| that| then)?(?=[,?.!]* *$)"
)
_AFTER = re.compile(r"^(?:after|post|later)|years ")  # "since" what follows a time, not with it
_BEFORE_IT = re.compile(r"^(?:before|prior|pre|earlier)|years ")


def reduce_open(marked: Marked) -> None:
    """Mark every open end that is built on a period in the text."""
    marked.reduce(_ONWARDS, lambda m: _opened(marked, m[1], since=True, after=False))
    marked.reduce(_BACKWARDS, lambda m: _opened(marked, m[1], since=False, after=False))
    marked.reduce(_WHEN_OVER, lambda m: _opened(marked, m[1], since=False, after=False))
    marked.reduce(
        _SINCE,
        lambda m: (
            None if _is_listed(marked, m) else _opened(marked, m[2], since=True, after=_AFTER.search(m[1]) is not None)
        ),
    )
    marked.reduce(_UNTIL, lambda m: _opened(marked, m[2], since=False, after=_BEFORE_IT.search(m[1]) is not None))
    marked.reduce(_BEFORE, lambda _: Mark(kind="past", value="before"))


def _is_listed(marked: Marked, match: re.Match[str]) -> bool:
    """Whether the period that a match ends with is the first of a list of periods."""
    follows = re.match(rf",? ?({ANY})", match.string[match.end() :])
    return follows is not None and marked.is_kind(follows[1], "period")


def _opened(marked: Marked, base: str, *, since: bool, after: bool) -> Mark | None:
    period = marked.period(base)
    edge = None
    if period is not None:
        edge = period.first if (since and not after) or (not since and after) else period.last
    if period is None or edge is None or marked.mark(base).text.startswith(("from ", "between ")):
        return None
    if since and period.is_span and re.search(r" (?:to|through|till) ", marked.mark(base).text):
        return marked.mark(base)
    if marked.mark(base).of == NAMED:
        return marked.mark(base)
    text = period.root.split("/")[0 if since else -1]
    if after and period.last and period.first:
        text = str(edge.year + 1) if since else str(edge.year - 1)
    if text == OPEN:
        return None
    kept = f"{FROM}{edge.year}" if since and after and period.is_year else "since" if since else "until"
    kept = EVENT if marked.mark(base).of == EVENT else kept
    return Mark(kind="period", value=Period(f"{text}/{OPEN}" if since else f"{OPEN}/{text}"), of=kept)
