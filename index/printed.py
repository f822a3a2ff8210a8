"""Reads the numbers out of a printed form: "1,514", "$3,000-5,000", "0.9 to 1.6 million", "2010-11", "four-part"."""

from __future__ import annotations

import re
from decimal import Decimal

WORDS = {"zero": 0, "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
WORDS |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
RANGE = re.compile(rf"({NUMERAL})(?:\s*(?:-|\u2013|to|and)\s*\$?({NUMERAL}))?(?:\s+({'|'.join(SCALES)}))?")
WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)


def numbers(printed: str) -> frozenset[Decimal]:
    """Every number that a printed form states in numerals or number words; none where it states none."""
    found = {Decimal(WORDS[word.lower()]) for word in WORD.findall(printed)}
    for first, last, scale in RANGE.findall(printed):
        ends = [first, _full(first, last)] if last else [first]
        found |= {Decimal(end.replace(",", "")) * SCALES.get(scale, 1) for end in ends}
    return frozenset(found)


def _full(first: str, last: str) -> str:
    """Complete the second year of a span like 2010-11."""
    shortened = len(first) == 4 and len(last) == 2 and (first + last).isdigit()
    return first[:2] + last if shortened else last
