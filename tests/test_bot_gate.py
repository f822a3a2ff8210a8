import datetime as dt

import pytest_asyncio
from bot_world import settings

from bot.gate import LINES, Gate, Person, Place, Verdict
from bot.store import Store

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
ANN, BOB, HERE, THERE = Person(1), Person(2), Place(10, 5), Place(11, 5)


@pytest_asyncio.fixture
async def store(tmp_path):
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/state.db")
    yield store
    await store.aclose()


def gate(store, **changes):
    return Gate(store, settings(**changes))


async def test_bots_and_webhooks_get_no_answer_and_no_word(store):
    verdict = await gate(store).admit(Person(3, automatic=True), "ask", HERE, NOW)
    assert not verdict.allowed
    assert verdict.told == ""


async def test_where_the_bot_may_not_speak_it_answers_for_the_persons_eyes(store):
    quiet = Place(10, 5, may_speak=False)
    assert gate(store).may(ANN, "ask", quiet, NOW) == Verdict(True, private=True)
    assert gate(store).may(ANN, "ask", HERE, NOW) == Verdict(True)
    assert gate(store).may(ANN, "report", quiet, NOW) == Verdict(True)


async def test_a_persons_budget_is_told_as_a_time(store):
    held = gate(store, person_questions=2, budget_seconds=60)
    assert (await held.admit(ANN, "ask", HERE, NOW)).allowed
    assert (await held.admit(ANN, "ask", THERE, NOW)).allowed
    verdict = await held.admit(ANN, "ask", HERE, NOW)
    assert not verdict.allowed
    assert f"<t:{int(NOW.timestamp()) + 60}:R>" in verdict.told
    assert (await held.admit(BOB, "ask", HERE, NOW)).allowed


async def test_a_places_budget_holds_for_everyone(store):
    held = gate(store, place_questions=2)
    assert (await held.admit(ANN, "ask", HERE, NOW)).allowed
    assert (await held.admit(BOB, "ask", HERE, NOW)).allowed
    assert not (await held.admit(Person(4), "ask", HERE, NOW)).allowed
    assert (await held.admit(Person(4), "ask", THERE, NOW)).allowed


async def test_reading_and_typing_cost_nothing(store):
    held = gate(store, person_questions=1)
    for _ in range(3):
        for action in ("browse", "type"):
            assert (await held.admit(ANN, action, HERE, NOW)).allowed
    assert (await held.admit(ANN, "ask", HERE, NOW)).allowed


async def test_reports_have_a_budget_of_their_own(store):
    held = gate(store, person_questions=2)
    for _ in range(2):
        assert (await held.admit(ANN, "report", HERE, NOW)).allowed
    assert not (await held.admit(ANN, "report", THERE, NOW)).allowed
    assert (await held.admit(ANN, "ask", HERE, NOW)).allowed


async def test_who_was_told_to_wait_is_refused_without_counting_until_then(store):
    held = gate(store, person_questions=1, budget_seconds=60)
    await held.admit(ANN, "ask", HERE, NOW)
    assert held.may(ANN, "ask", HERE, NOW).allowed
    told = await held.admit(ANN, "ask", HERE, NOW)
    assert held.may(ANN, "ask", HERE, NOW) == told
    assert held.may(ANN, "browse", HERE, NOW).allowed
    assert held.may(BOB, "ask", HERE, NOW).allowed
    assert held.may(ANN, "ask", HERE, NOW + dt.timedelta(seconds=60)).allowed


async def test_lines_that_are_no_answer_are_few(store):
    held = gate(store, budget_seconds=60)
    assert [await held.may_tell(ANN, NOW) for _ in range(LINES + 1)] == [True] * LINES + [False]
    assert await held.may_tell(BOB, NOW)
    assert await held.may_tell(ANN, NOW + dt.timedelta(seconds=60))
