"""From slots to a typed query: every slot finds its field, or is named as the one that was left."""

from decimal import Decimal

import pytest

from retrieval.model import Operation as Op
from retrieval.period import Period
from retrieval.question.candidates import Candidates, Left
from retrieval.question.slots import Slots


@pytest.fixture(scope="module")
def build(corpus):
    candidates = Candidates(corpus)
    measures = {measure.id: measure for measure in corpus.measures}

    def call(measure, operation=Op.LOOKUP, **given):
        return candidates.build(measures[measure], operation, Slots(**given))

    return call


def periods(*roots):
    return tuple(map(Period, roots))


def test_a_year_and_a_group(build):
    query = build("arrivals", periods=periods("2012"), populations=("women",))
    assert (query.operation, query.periods, query.populations) == (Op.LOOKUP, periods("2012"), ("women",))


@pytest.mark.parametrize(
    ("given", "reason", "what"),
    [
        ({"restrictions": (("age", "kids"),)}, "no_population", "age"),
        ({"other_units": ("won",)}, "no_unit", "won"),
        ({"units": ("USD",)}, "no_unit", "USD"),
        ({"unusable_periods": ("july",)}, "no_period", "july"),
        ({"nth": ("era-2",)}, "no_population", "era-2"),
        ({"nth": ("part-9",)}, "no_population", "part-9"),
        ({"sources": (("other", "the bbc"),)}, "no_source", "other"),
    ],
)
def test_a_slot_that_the_measure_cannot_use_is_left_by_name(build, given, reason, what):
    assert build("arrivals", periods=periods("2012"), **given) == Left(reason, what)


def test_a_group_that_a_measure_is_not_broken_down_by_is_left(build):
    assert build("guide_fee", populations=("women",)) == Left("no_population", "women")


def test_several_cells_looked_up_are_a_series(build):
    assert build("arrivals", periods=periods("2011", "2013")).operation is Op.SERIES
    assert build("arrivals", populations=("women", "men")).operation is Op.SERIES


def test_a_number_beside_a_year_is_a_claim(build):
    query = build("arrivals", periods=periods("2011"), numbers=(Decimal(2706),))
    assert (query.operation, query.claimed) == (Op.VERIFY, (Decimal(2706),))


def test_a_small_number_is_no_claim(build):
    assert build("arrivals", periods=periods("2011"), numbers=(Decimal(2),)).operation is Op.LOOKUP


def test_to_verify_without_a_claim_is_to_look_up(build):
    assert build("arrivals", Op.VERIFY, periods=periods("2011")).operation is Op.LOOKUP


def test_a_date_is_asked_when(build):
    assert build("fence_begun").operation is Op.WHEN


def test_a_threshold_has_its_side(build):
    query = build("arrivals", Op.FIRST, numbers=(Decimal(2500),), comparators=("above",))
    assert (query.claimed, query.comparator) == ((Decimal(2500),), "above")


def test_numbers_of_a_change_stand_for_their_years(build):
    query = build("arrivals", Op.CHANGE, numbers=(Decimal(2706), Decimal(1516)))
    assert query.periods == periods("2011", "2013")


def test_the_past_of_a_price_is_its_first_period(build):
    assert build("crossing_price", past=True).periods == periods("../2010")


def test_a_family_of_four_is_a_scale(build):
    assert build("defection_cost", Op.SCALE, numbers=(Decimal(4),)).times == Decimal(4)


def test_a_rank_is_a_small_number(build):
    assert build("arrivals", Op.RANK, numbers=(Decimal(3),)).rank == 3
    assert build("arrivals", Op.RANK, numbers=(Decimal(1516),), periods=periods("2013")).rank is None
    assert isinstance(build("arrivals", Op.RANK, numbers=(Decimal(1516),)), Left)


def test_percent_is_a_unit_of_changes_and_of_groups(build):
    assert build("arrivals", Op.CHANGE, periods=periods("2011", "2013"), units=("percent",)).unit == "percent"
    assert build("arrivals", periods=periods("2012"), units=("percent",)) == Left("no_unit", "percent")
    assert build("arrivals", periods=periods("2012"), populations=("women",), units=("percent",)).unit == "percent"


def test_people_of_a_share_are_counted(build):
    query = build("arrival_share", periods=periods("2013"), populations=("women",), units=("people",))
    assert query.unit == "people"


def test_the_last_part_is_the_last_one_there_is(build):
    assert build("published", nth=("part-last",)).populations == ("part-4",)


def test_a_source_with_the_value_is_kept(build):
    assert build("arrivals", periods=periods("2013"), sources=(("ministry", "the ministry"),)).source == "ministry"
    assert build("arrivals", periods=periods("2013"), sources=(("part-4", "the article"),)).source == "part-4"


def test_two_sources_ask_for_none(build):
    both = (("ministry", "the ministry"), ("part-4", "the article"))
    assert build("arrivals", periods=periods("2013"), sources=both).source is None


def test_a_date_asked_of_a_count_is_a_search_for_a_number_or_its_course(build):
    assert build("arrivals", Op.WHEN, numbers=(Decimal(1502),)).operation is Op.FIND
    assert build("arrivals", Op.WHEN).operation is Op.TREND


def test_a_change_counted_from_a_year_begins_with_it(build):
    found = build("arrivals", Op.CHANGE, periods=periods("2013"), base=Period("2011"))
    assert found.periods == periods("2011", "2013")


def test_another_measure_is_named_by_words_of_its_own(corpus):
    measures, candidates = {measure.id: measure for measure in corpus.measures}, Candidates(corpus)
    words = ["the", "guide", "set", "against", "the", "border"]
    assert candidates.beside(measures["guide_fee"], words) == ("crossing_price",)
    assert candidates.beside(measures["guide_fee"], ["the", "professional", "guide"]) == ()
    assert candidates.beside(measures["arrivals"], words) == ()


def test_the_highest_of_one_year_is_the_place_of_that_year(build):
    assert build("arrivals", Op.HIGHEST, periods=periods("2011")).operation is Op.RANK


def test_two_years_in_percent_are_a_change(build):
    query = build("arrivals", periods=periods("2011", "2013"), units=("percent",))
    assert (query.operation, query.unit) == (Op.CHANGE, "percent")


@pytest.mark.parametrize(("operation", "settled"), [(Op.GAP, Op.CHANGE), (Op.SUM, Op.SUM), (Op.COMPARE, Op.COMPARE)])
def test_a_year_that_follows_another_is_reckoned_with_it(build, operation, settled):
    query = build("arrivals", operation, periods=periods("2013"), base=Period("2011"))
    assert (query.operation, query.periods) == (settled, periods("2011", "2013"))


def test_a_change_after_a_year_is_counted_from_that_year(build):
    assert build("arrivals", Op.CHANGE, periods=periods("2012/.."), base=Period("2011")).periods == periods("2011/..")


def test_times_over_are_a_supposition_or_a_claim(build):
    assert build("arrivals", Op.WHAT_IF, periods=periods("2020"), times=(Decimal(2),)).times == 2
    query = build("arrivals", Op.VERIFY, periods=periods("2005", "2009"), times=(Decimal(2),))
    assert (query.operation, query.claimed, query.unit) == (Op.VERIFY, (Decimal(2),), "times")


def test_a_price_without_a_past_is_not_answered_with_the_present_one(build):
    assert build("guide_fee", past=True).periods == periods("../2013")
    assert build("crossing_price", past=True).periods == periods("../2010")


def test_a_group_that_is_a_source_is_not_asked_of_that_source(build):
    query = build("published", nth=("part-2",))
    assert (query.populations, query.source) == (("part-2",), None)


def test_the_kind_of_groups_stands_for_all_of_them_where_two_are_set_apart(build):
    assert build("arrivals", Op.COMPARE, periods=periods("2021"), groups=("sex",)).populations == ("women", "men")
    assert build("arrivals", Op.AVERAGE, periods=periods("2019/2021"), groups=("sex",)).populations == ()


def test_a_group_said_to_be_the_majority_is_set_against_the_others(build):
    query = build("arrival_share", Op.VERIFY, periods=periods("2013"), populations=("men",), majority=True)
    assert (query.operation, query.populations) == (Op.COMPARE, ("men", "women"))


def test_a_year_said_to_be_an_extreme_is_put_in_order(build):
    query = build("arrivals", Op.VERIFY, periods=periods("2020"), extremes=("lowest",))
    assert (query.operation, query.rank, query.comparator) == (Op.RANK, 1, "below")


def test_years_between_which_a_number_moved_are_a_change(build):
    assert build("arrivals", periods=periods("2011", "2013"), moved=("below",)).operation is Op.CHANGE
    assert build("arrivals", periods=periods("2011/2012"), moved=("above",)).operation is Op.CHANGE
    assert build("arrivals", periods=periods("2013"), moved=("above",)).operation is Op.LOOKUP


def test_what_is_claimed_in_percent_is_not_counted_in_heads(build):
    given = {"periods": periods("2015"), "populations": ("women",), "numbers": (Decimal(50),)}
    query = build("arrival_share", Op.VERIFY, **given, units=("percent", "people"), comparators=("below",))
    assert query.unit is None


def test_a_running_total_is_not_added_up(build):
    assert build("cumulative_arrivals", Op.SUM, periods=periods("../1998")).operation is Op.LOOKUP


def test_a_price_beside_another_is_not_set_against_its_own_past(corpus):
    measures = {measure.id: measure for measure in corpus.measures}
    query = Candidates(corpus).build(
        measures["crossing_price"], Op.COMPARE, Slots(periods=periods("2014")), ("guide_fee",)
    )
    assert (query.periods, query.against) == (periods("2014"), "guide_fee")


def test_the_first_year_after_another_that_passes_a_number_is_looked_for_from_there(build):
    given = {"periods": periods("2012"), "base": Period("2011"), "numbers": (Decimal(1500),), "comparators": ("below",)}
    assert build("arrivals", Op.FIRST, **given).periods == periods("2012/..")


def test_who_goes_along_does_not_restrict_a_price(build):
    given = {"restrictions": (("age", "kids"),)}
    assert build("guide_fee", Op.SCALE, parties=(Decimal(4),), **given).times == 4
    assert isinstance(build("guide_fee", **given), Left)


def test_of_two_years_the_higher_is_the_greater(build):
    assert build("arrivals", Op.HIGHEST, periods=periods("2001/2005", "2016/2020")).operation is Op.COMPARE


def test_what_a_total_grew_by_within_a_year_is_what_came_then(build):
    assert build("arrivals", Op.CHANGE, periods=periods("2024-04/2024-09")).operation is Op.LOOKUP
    assert build("arrivals", Op.CHANGE, periods=periods("2011/2013")).operation is Op.CHANGE


def test_two_groups_in_two_times_are_set_against_each_other_where_each_stands_by_its_own(build):
    cells = {"periods": periods("2011", "2003"), "populations": ("men", "women")}
    assert build("arrivals", Op.COMPARE, **cells, by_turns=True).operation is Op.COMPARE
    assert build("arrivals", Op.COMPARE, **cells).operation is Op.SERIES


def test_a_share_of_nothing_named_is_one_of_everything(build):
    assert build("arrivals", Op.SHARE, periods=periods("2009")).periods == periods("2009", "../2025")
    assert build("arrivals", Op.SHARE, periods=periods("2009"), populations=("men",)).periods == periods("2009")


def test_two_counts_or_two_sources_of_one_cell(build):
    revised = build("arrivals", Op.COMPARE, periods=periods("2011"), vintages=("first", "final"))
    assert (revised.operation, revised.vintage) == (Op.REVISION, None)
    sources = (("part-4", "the article"), ("ministry", "the ministry"))
    both = build("arrivals", Op.COMPARE, periods=periods("2013"), sources=sources)
    assert (both.operation, both.source) == (Op.LOOKUP, None)


def test_the_last_one_without_a_number_to_pass_is_the_latest(build):
    assert build("arrivals", Op.LAST, latest=True).operation is Op.LOOKUP
    assert build("arrivals", Op.LAST, populations=("men", "women")).comparator == "above"


def test_a_number_passed_in_one_year_of_an_open_time_asks_for_the_first(build):
    query = build(
        "arrivals",
        Op.VERIFY,
        periods=periods("2003/..", "2021"),
        numbers=(Decimal(1000),),
        comparators=("below",),
    )
    assert (query.operation, query.periods) == (Op.FIRST, periods("2003/.."))


@pytest.mark.parametrize(("operation", "side"), [(Op.SCALE, "low"), (Op.LOOKUP, "low"), (Op.RANGE, None)])
def test_one_end_of_a_price(build, operation, side):
    query = build("defection_cost", operation, bounds=("low",), parties=(Decimal(3),) if operation is Op.SCALE else ())
    assert query.bound == side
    assert build("arrivals", Op.LOOKUP, bounds=("low",)).bound is None


def test_the_parts_of_one_total_are_compared_where_no_other_time_is_named(build):
    assert build("crossing_price", Op.COMPARE).against == "guide_fee"
    assert build("crossing_price", Op.COMPARE, past=True).against is None
    assert build("crossing_price", Op.RATIO).against is None


def test_a_level_is_reckoned_with_as_the_flow_it_was_taken_from(build):
    query = build("arrivals_level", Op.AVERAGE, numbers=(Decimal(2500),))
    assert (query.target, query.operation, query.periods) == ("arrivals", Op.AVERAGE, periods("2006/2010"))


def test_a_year_told_by_what_is_not_dated_is_left(build):
    untold = "in the year the comet came"
    assert build("arrivals", untold=untold) == Left("no_period", untold)
    assert build("arrivals", Op.FIND, untold=untold, numbers=(Decimal(1516),)).operation is Op.FIND


def test_what_is_said_to_be_so_every_time_is_answered_by_the_times_it_is_not(build):
    query = build("arrivals", Op.VERIFY, periods=periods("2002/.."), populations=("women",), majority=True, always=True)
    assert (query.operation, query.populations) == (Op.FIND, ("men", "women"))


@pytest.mark.parametrize("operation", [Op.SHARE, Op.CHANGE, Op.TREND, Op.AVERAGE])
def test_of_what_is_told_in_words_these_are_asked_whatever_is_wanted(build, operation):
    assert build("contact_share", operation).operation is Op.LOOKUP


def test_an_end_beside_an_earlier_year_is_a_year_where_two_are_needed(build):
    assert build("arrivals", Op.CHANGE, periods=periods("2011", "../2013")).periods == periods("2011", "2013")
    assert build("arrivals", Op.SHARE, periods=periods("2009", "../2025")).periods == periods("2009", "../2025")


def test_a_trend_from_one_year_goes_on_to_the_latest(build):
    assert build("arrivals", Op.TREND, periods=periods("2021")).periods == periods("2021/..")


def test_what_is_named_to_a_year_is_the_one_span_that_is_known(build):
    asked = [("1945", "1953"), ("../1952",), ("1946/1953",)]
    assert {build("early_exodus", Op.RANGE, periods=periods(*roots)).periods for roots in asked} == {
        periods("1945/1953")
    }
    assert build("early_exodus", Op.RANGE, periods=periods("1960")).periods == periods("1960")
