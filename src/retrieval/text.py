"""Numbers, periods and lists as English writes them: `1,516`, `$3,000–5,000`, `in summer 2012`, `a, b and c`."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from retrieval.period import NAMES, OPEN, WINTER, Period

DASH, MINUS = "–", "−"
QUOTES = ("“", '"')
SIGN = {"USD": "$"}  # units written before the number
NOUN = {
    "percent": ("percent", "percent"),
    "points": ("percentage point", "percentage points"),
    "years": ("year", "years"),
    "times": ("times", "times"),
    "parts": ("part", "parts"),
    "periods": ("period", "periods"),
    "people": ("person", "people"),
}
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def number(value: Decimal | int) -> str:
    """Write a number with thousands separators and a true minus; its decimals stay as they are."""
    return f"{value:,}".replace("-", MINUS)


def between(low: Decimal, high: Decimal) -> str:
    """Write a range; a sign on either end keeps the two apart by a word."""
    if low < 0 or high < 0:
        return f"{number(low)} to {number(high)}"
    return f"{number(low)}{DASH}{number(high)}"


def amount(low: Decimal | None, high: Decimal | None) -> str:
    """Write a value (both ends equal), a range or a range with one end."""
    if low is not None and high is not None:
        return number(low) if low == high else between(low, high)
    if low is not None:
        return f"more than {number(low)}"
    if high is not None:
        return f"up to {number(high)}"
    raise ValueError("an amount has at least one end")


def quantity(
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    *,
    approximate: bool = False,
    noun: tuple[str, str] | None = None,
) -> str:
    """Write an amount with its unit: `1 pupil`, `about 70 years`, `$3,000–5,000`, `−44.0 percent`.

    noun: singular and plural that stand for the unit, as `("pupil", "pupils")` for people.
    """
    about = "about " if approximate and low is not None and low == high else ""
    figure = amount(low, high)
    if unit in SIGN:
        return about + _signed(figure, SIGN[unit])
    one, other = noun or NOUN.get(unit, ("", ""))
    return f"{about}{figure} {one if figure.lstrip(MINUS) == number(1) else other}".rstrip()


def _signed(figure: str, sign: str) -> str:
    """Put a currency sign before the first digit."""
    first = next(place for place, letter in enumerate(figure) if letter.isdigit())
    return figure[:first] + sign + figure[first:]


def ordinal(place: int) -> str:
    """Write a place: `third`, `22nd`."""
    if place <= len(ORDINALS):
        return ORDINALS[place - 1]
    teens = 10 < place % 100 < 20
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """Join items as a sentence does: `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    text = capital(text)
    return text if text.endswith((".", "?", "!")) else text + "."


def capital(text: str) -> str:
    """Begin with a capital letter, after an opening quotation mark too."""
    at = 1 if text[:1] in QUOTES else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def plain(period: Period) -> str:
    """Name a period without a preposition: `2013`, `summer 2012`, `January to May 2011`, `all years up to 1998`."""
    begin, slash, end = period.root.partition("/")
    if not slash:
        return _part(begin)
    if begin == OPEN:
        return f"the time up to {_end(end)}" if _is_inner_day(end) else f"the time up to the end of {_end(end)}"
    if end == OPEN:
        return f"the time since {_part(begin)}"
    return _span(begin, end)


def on(period: Period) -> str:
    """Say when a period is: `on 13 January 2014`, `in 2013`, `from 2006 to 2010`, `by the end of 2013`."""
    begin, slash, end = period.root.partition("/")
    if not slash:
        return f"{'on' if begin.count('-') == 2 else 'in'} {_part(begin)}"
    if begin == OPEN:
        return f"by {_end(end)}" if _is_inner_day(end) else f"by the end of {_end(end)}"
    if end == OPEN:
        return f"since {_part(begin)}"
    return f"from {_span(begin, end)}"


def _span(begin: str, end: str) -> str:
    first, last = _part(begin), _part(end)
    if begin[:4] == end[:4] and len(begin) > 4 and len(end) > 4:
        first = first.removesuffix(f" of {begin[:4]}").removesuffix(f" {begin[:4]}")
    return f"{first} to {last}"


def _part(text: str) -> str:
    """Name one EDTF part: a year, a part of a year, a month or a day."""
    if len(text) == 4:
        return text
    year, month = text[:4], int(text[5:7])
    if len(text) == 10:
        return f"{int(text[8:])} {calendar.month_name[month]} {year}"
    if month <= 12:
        return f"{calendar.month_name[month]} {year}"
    name = NAMES[month]
    if month == WINTER:
        return f"winter {year}{DASH}{(int(year) + 1) % 100:02}"
    return f"{name} of {year}" if name.startswith("the ") else f"{name} {year}"


def _end(text: str) -> str:
    """Name the end of a cumulative period by the longest unit that ends there: 31 December is the year."""
    if len(text) == 10 and not _is_inner_day(text):
        return text[:4] if text[5:7] == "12" else _part(text[:7])
    return text[:4] if text[5:] == "12" else _part(text)


def _is_inner_day(text: str) -> bool:
    """Whether it is a day that does not end its month."""
    if len(text) != 10:
        return False
    day = dt.date.fromisoformat(text)
    return day.day != calendar.monthrange(day.year, day.month)[1]
