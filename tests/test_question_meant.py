"""Which measure is meant once the times are known."""

import pytest

from retrieval.period import Period
from retrieval.question.heads import Vote
from retrieval.question.meant import SEVERAL, Meant
from retrieval.question.slots import Slots


@pytest.fixture(scope="module")
def meant(corpus):
    return Meant(corpus)


def at(*roots):
    return Slots(periods=tuple(map(Period, roots)))


def test_the_first_years_are_not_asked_of_a_time_that_the_table_has(meant):
    votes = [Vote("early_exodus", 0.5), Vote("arrivals", 0.4)]
    assert meant.at(votes, at("1990/1999"))[0] == Vote("arrivals", 0.9)
    assert meant.at(votes, at("1945/1953"))[0].label == "early_exodus"


def test_running_totals_of_several_years_are_meant_only_where_that_is_sure(meant):
    unsure = [Vote("cumulative_arrivals", 0.9), Vote("arrivals", 0.1)]
    sure = [Vote("cumulative_arrivals", 0.999), Vote("arrivals", 0.001)]
    assert SEVERAL < 0.999 / 0.001
    assert meant.at(unsure, at("2010", "2011"))[0].label == "arrivals"
    assert meant.at(sure, at("2010", "2011"))[0].label == "cumulative_arrivals"


def test_a_running_total_within_a_span_is_its_flow_and_a_flow_up_to_a_time_its_total(meant):
    assert meant.at([Vote("cumulative_arrivals", 1.0)], at("2024-04/2024-09"))[0].label == "arrivals"
    assert meant.at([Vote("arrivals", 1.0)], at("../1990"))[0].label == "cumulative_arrivals"
    assert meant.at([Vote("arrivals", 1.0)], at("1998"))[0].label == "arrivals"
    assert meant.at([Vote("arrival_share", 1.0)], at("../1998"))[0].label == "cumulative_share"
