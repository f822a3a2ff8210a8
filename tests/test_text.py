"""How numbers, periods and lists are written."""

from decimal import Decimal

import pytest

from retrieval import text
from retrieval.period import Period

D = Decimal


@pytest.mark.parametrize(
    ("period", "on", "plain"),
    [
        ("2013", "in 2013", "2013"),
        ("2014-01", "in January 2014", "January 2014"),
        ("2014-01-13", "on 13 January 2014", "13 January 2014"),
        ("2006/2010", "from 2006 to 2010", "2006 to 2010"),
        ("2012-22", "in summer 2012", "summer 2012"),
        ("2012-24", "in winter 2012–13", "winter 2012–13"),
        ("2012-33", "in the first quarter of 2012", "the first quarter of 2012"),
        ("2013-40", "in the first half of 2013", "the first half of 2013"),
        ("2011-01/2011-05", "from January to May 2011", "January to May 2011"),
        (
            "2024-34/2024-35",
            "from the second quarter to the third quarter of 2024",
            "the second quarter to the third quarter of 2024",
        ),
        ("2011/2014-02", "from 2011 to February 2014", "2011 to February 2014"),
        ("../1998", "by the end of 1998", "the time up to the end of 1998"),
        ("../2013-12-31", "by the end of 2013", "the time up to the end of 2013"),
        ("../2013-12", "by the end of 2013", "the time up to the end of 2013"),
        ("../2010-11-15", "by 15 November 2010", "the time up to 15 November 2010"),
        ("../2012-09-30", "by the end of September 2012", "the time up to the end of September 2012"),
        ("../2012-04", "by the end of April 2012", "the time up to the end of April 2012"),
        ("2011/..", "since 2011", "the time since 2011"),
    ],
)
def test_periods(period, on, plain):
    assert text.on(Period(period)) == on
    assert text.plain(Period(period)) == plain


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((D(1516), D(1516), "people"), "1,516 people"),
        ((D(1), D(1), "people"), "1 person"),
        ((D(0), D(0), "people"), "0 people"),
        ((D(3000), D(5000), "USD"), "$3,000–5,000"),
        ((D(0), D(0), "USD"), "$0"),
        ((D(-1190), D(-1190), "people"), "−1,190 people"),
        ((D(-2000), D(1000), "USD"), "−$2,000 to 1,000"),
        ((D("-44.0"), D("-44.0"), "percent"), "−44.0 percent"),
        ((D("1.78"), D("1.78"), "times"), "1.78 times"),
        ((D(1), D(1), "years"), "1 year"),
        ((D(2), D(3), "years"), "2–3 years"),
        ((D("1.0"), D("1.0"), "points"), "1.0 percentage points"),
        ((D(1000), None, "people"), "more than 1,000 people"),
        ((None, D(50), "USD"), "up to $50"),
        ((D(4), D(4), "count"), "4"),
    ],
)
def test_quantities(arguments, expected):
    assert text.quantity(*arguments) == expected


def test_about_stands_only_before_one_approximate_value():
    assert text.quantity(D(70), D(70), "years", approximate=True) == "about 70 years"
    assert text.quantity(D(3000), D(3000), "USD", approximate=True) == "about $3,000"
    assert text.quantity(D(30), D(50), "USD", approximate=True) == "$30–50"


def test_a_noun_stands_for_the_unit():
    assert text.quantity(D(1), D(1), "people", noun=("woman", "women")) == "1 woman"
    assert text.quantity(D(1145), D(1145), "people", noun=("woman", "women")) == "1,145 women"


def test_an_amount_needs_an_end():
    with pytest.raises(ValueError, match="at least one end"):
        text.amount(None, None)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, "first"), (3, "third"), (12, "twelfth"), (13, "13th"), (21, "21st"), (22, "22nd"), (111, "111th")],
)
def test_ordinals(place, expected):
    assert text.ordinal(place) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listing(items, expected):
    assert text.listing(items) == expected


def test_sentence():
    assert text.sentence("it stood") == "It stood."
    assert text.sentence("Did it?") == "Did it?"
