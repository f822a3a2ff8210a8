"""Years that are named by what happened in them."""

import pytest

from retrieval.period import Period


def periods(engine, question):
    return engine.explain(question)[0].decision.read.slots.periods


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("number of men in the year that they finished the barbed wire", ("2012",)),
        ("head count for the year after the barrier was completed", ("2013",)),
        ("arrivals 2 years before the fighting stopped", ("1951",)),
        ("how many women made it in the year the wire fence was begun?", ("2010",)),
    ],
)
def test_what_is_dated_gives_its_year(engine, question, found):
    assert periods(engine, question) == tuple(map(Period, found))


@pytest.mark.parametrize(
    "question",
    [
        "in what year was the wire fence completed?",
        "tell me which year they finished the barbed wire",
        "tell me when the wire fence was finished",
        "does anyone know when they finished the barbed wire",
        "which year was it when the fence was completed",
        "i am looking for the year that the barrier was completed",
        "how many came in the year my sister was born",
        "how many came in the year the famous striker scored all those goals",
    ],
)
def test_what_is_asked_or_not_dated_stays_as_it_is(engine, question):
    assert periods(engine, question) == ()
