"""English numerals, from digits to words and between."""

from decimal import Decimal

import pytest

from retrieval.question.marks import Marked
from retrieval.question.numbers import reduce_numbers, spell_out


def marks(text):
    marked = Marked(spell_out(text))
    reduce_numbers(marked)
    return marked.in_order()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("half a million", ["500000"]),
        ("two and a half thousand", ["2500"]),
        ("a couple of hundred", ["200"]),
        ("one thousand five hundred and sixteen", ["1516"]),
        ("two thousand seven hundred and six", ["2706"]),
        ("thirty-four thousand five hundred thirty-seven", ["34537"]),
        ("fifteen hundred", ["1500"]),
        ("three dozen", ["36"]),
        ("5k-9k", ["5000", "9000"]),
        ("eight or nine grand", ["8000", "9000"]),
        ("half a dozen", ["6"]),
        ("69 out of every hundred", ["69"]),
    ],
)
def test_a_numeral_is_one_number(text, values):
    assert [mark.value for mark in marks(text)] == [Decimal(value) for value in values]


def test_an_ordinal_is_a_place():
    assert [(mark.kind, mark.value) for mark in marks("the third or 4th, not the first")] == [
        ("place", "3"),
        ("place", "4"),
    ]


def test_a_crowd_is_no_number():
    assert marks("hundreds of people") == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [("me and my 3 friends", [4]), ("1 and a half times as many", ["1.5"]), ("one and a half times that", ["1.5"])],
)
def test_who_goes_along_and_halves_are_counted(text, values):
    marked = Marked(text)
    reduce_numbers(marked)
    assert [mark.value for mark in marked.in_order()] == [Decimal(value) for value in values]
