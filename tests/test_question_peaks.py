"""Years that are named by what they are."""

import pytest

from retrieval.figures import Figures
from retrieval.model import Operation as Op
from retrieval.period import Period
from retrieval.question.clean import clean
from retrieval.question.peaks import Peaks
from retrieval.question.slots import Slots
from retrieval.question.tags import EXTREME, Tagger


@pytest.fixture(scope="module")
def peaks(corpus):
    return Peaks(corpus.lexicon[EXTREME], Figures(corpus))


@pytest.fixture(scope="module")
def named(corpus, peaks):
    tagger = Tagger(corpus.lexicon)
    return lambda text: peaks.named(tagger.tag(clean(text)))


@pytest.fixture(scope="module")
def measures(corpus):
    return {measure.id: measure for measure in corpus.measures}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("men in the record year", ("highest",)),
        ("the worst year against the best year", ("lowest", "highest")),
        ("the split in the year with the largest intake", ("highest",)),
        ("women in the very emptiest calendar year", ("lowest",)),
        ("a new record for the ministry", ()),
        ("at the most 3 in that year", ()),
    ],
)
def test_ends_that_name_a_year_are_found_in_the_order_of_the_text(named, text, ends):
    assert named(text) == ends


def at(peaks, measure, operation, *roots, ends):
    held = Slots(periods=tuple(map(Period, roots)), peaks=ends, extremes=ends[:1])
    return peaks.at(measure, operation, held)


def test_such_years_stand_among_the_periods_and_claim_nothing(peaks, measures):
    held = at(peaks, measures["arrivals"], Op.RATIO, "2025", ends=("highest",))
    assert held.periods == (Period("2009"), Period("2025"))
    assert held.extremes == ()


def test_a_span_says_where_they_are_looked_for(peaks, measures):
    found = at(peaks, measures["arrivals"], Op.RATIO, "2012/2019", ends=("highest", "lowest"))
    assert found.periods == (Period("2013"), Period("2019"))


def test_the_whole_of_a_share_stays(peaks, measures):
    found = at(peaks, measures["arrivals"], Op.SHARE, "../2025", ends=("highest",))
    assert found.periods == (Period("2009"), Period("../2025"))


def test_a_share_has_the_year_of_what_it_is_a_share_of(peaks, measures):
    assert at(peaks, measures["arrival_share"], Op.SHARE, ends=("lowest",)).periods == (Period("2021"),)


@pytest.mark.parametrize("operation", [Op.HIGHEST, Op.LOWEST, Op.RANK, Op.WHEN, Op.FIRST])
def test_where_such_a_year_is_looked_for_nothing_is_named(peaks, measures, operation):
    assert at(peaks, measures["arrivals"], operation, ends=("highest",)).periods == ()


def test_a_price_has_no_such_year(peaks, measures):
    assert at(peaks, measures["guide_fee"], Op.LOOKUP, ends=("highest",)).periods == ()
