import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from retrieval.period import Period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("2014-02", "2014-02-01", "2014-02-28"),
        ("2014-02-19", "2014-02-19", "2014-02-19"),
        ("2006/2010", "2006-01-01", "2010-12-31"),
        ("2011-01/2011-05", "2011-01-01", "2011-05-31"),
        ("../1998", None, "1998-12-31"),
        ("../2013-06", None, "2013-06-30"),
        ("2011/..", "2011-01-01", None),
        ("2012-22", "2012-06-01", "2012-08-31"),
        ("2012-24", "2012-12-01", "2013-02-28"),
        ("2012-33", "2012-01-01", "2012-03-31"),
        ("2012-41", "2012-07-01", "2012-12-31"),
    ],
)
def test_a_period_knows_its_first_and_last_day(text, first, last):
    period = Period(text)
    assert (period.first, period.last) == tuple(day and dt.date.fromisoformat(day) for day in (first, last))


@pytest.mark.parametrize(
    "text",
    ["", "13", "20133", "2013-13", "2013-02-30", "2013-99", "2013/", "../..", "2010/2006", "next year", "2013-1"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValidationError):
        Period(text)


def test_an_error_shows_the_forms_that_are_expected():
    with pytest.raises(
        ValidationError, match=r"'last year' is no EDTF period; expected one like 2013, 2014-01, 2006/2010"
    ):
        Period("last year")


def test_everything_up_to_a_year_is_not_the_year():
    assert Period("../1998") != Period("1998")
    assert Period("../1998").covers(Period("1998"))
    assert not Period("1998").covers(Period("../1998"))


def test_a_span_covers_meets_and_overlaps():
    assert Period("2006/2010").covers(Period("2008"))
    assert Period("2006/2010").meets(Period("2011"))
    assert not Period("2006/2010").meets(Period("2012"))
    assert Period("2010").overlaps(Period("2006/2010"))
    assert not Period("2011/..").overlaps(Period("2006/2010"))
    assert Period("2011/..").covers(Period("2013"))


def test_years_are_told_apart_from_spans():
    assert Period("2013").is_year
    assert not Period("2013-01").is_year
    assert Period("2006/2010").years == (2006, 2007, 2008, 2009, 2010)
    assert Period("2011/..").years == ()
    assert [str(year) for year in Period("1999/2001").each_year()] == ["1999", "2000", "2001"]
    assert Period("2006/2010").whole_years
    assert not Period("2012-33").whole_years


years = st.integers(1900, 2099)


@given(years, years)
def test_what_we_write_is_edtf(first, last):
    first, last = sorted((first, last))
    for period in (Period.of(first), Period.of(first, last), Period(f"{first}/.."), Period(f"../{last}")):
        assert parse_edtf(str(period)) is not None


@given(years, years)
def test_a_span_is_its_years(first, last):
    first, last = sorted((first, last))
    span = Period.of(first, last)
    assert len(span.years) == last - first + 1
    assert all(span.covers(year) for year in span.each_year())
