"""State: budgets that survive a restart, reports, buttons; migrations make what the tables say."""

import asyncio
import contextlib
import datetime as dt
import sqlite3

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, create_mock_engine, inspect
from sqlalchemy.schema import CreateTable

from bot.store import KEPT, Store
from bot.tables import Base

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
WINDOW = dt.timedelta(minutes=5)


@pytest.fixture
def url(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/deep/state.db"


@pytest_asyncio.fixture
async def store(url):
    store = await Store.open(url)
    yield store
    await store.aclose()


async def test_a_budget_is_spent_and_free_again_when_the_first_use_is_old(store):
    for second in range(3):
        assert await store.spend([("person:1", 3)], WINDOW, NOW + dt.timedelta(seconds=second)) is None
    free = await store.spend([("person:1", 3)], WINDOW, NOW + dt.timedelta(seconds=10))
    assert free == NOW + WINDOW
    assert await store.spend([("person:1", 3)], WINDOW, free) is None


async def test_where_one_budget_is_spent_none_is_counted(store):
    assert await store.spend([("person:1", 5), ("place:9", 1)], WINDOW, NOW) is None
    assert await store.spend([("person:1", 5), ("place:9", 1)], WINDOW, NOW) is not None
    for _ in range(4):
        assert await store.spend([("person:1", 5), ("place:8", 9)], WINDOW, NOW) is None
    assert await store.spend([("person:1", 5), ("place:8", 9)], WINDOW, NOW) is not None


async def test_budgets_survive_a_restart(store, url):
    await store.spend([("person:1", 1)], WINDOW, NOW)
    again = await Store.open(url)
    assert await again.spend([("person:1", 1)], WINDOW, NOW) == NOW + WINDOW
    await again.aclose()


async def test_a_report_belongs_to_an_answer_that_was_given(store):
    given = await store.give(["arrivals"], "v1", NOW)
    assert await store.report(given, "wrong figure", NOW)
    assert not await store.report("0" * 16, "wrong figure", NOW)
    assert await store.reports() == [(NOW, "wrong figure", "v1", ("arrivals",))]


async def test_a_suggested_question_is_found_by_its_id(store):
    ids = await store.suggest(["a?", "b?"])
    assert await store.suggest(["b?", "c?"]) == [ids[1], (await store.suggest(["c?"]))[0]]
    assert await store.suggested(ids[0]) == "a?"
    assert await store.suggested("0" * 16) is None


async def test_a_setting_is_kept(store):
    assert await store.setting("commands") is None
    await store.keep("commands", "x")
    await store.keep("commands", "y")
    assert await store.setting("commands") == "y"


async def test_migrations_make_what_the_tables_say(store, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/deep/state.db")
    made = inspect(engine)
    for table in Base.metadata.sorted_tables:
        assert {c["name"] for c in made.get_columns(table.name)} == {c.name for c in table.columns}
        assert {i["name"] for i in made.get_indexes(table.name)} == {i.name for i in table.indexes}
    engine.dispose()


async def test_answers_are_known_by_their_ids(store):
    given = await store.give(["arrivals"], "v1", NOW)
    assert await store.was_given(given)
    assert not await store.was_given("0" * 16)


async def test_an_answer_is_forgotten_after_a_while_unless_it_was_reported(store):
    plain, wrong = await store.give(["a"], "v1", NOW), await store.give(["b"], "v1", NOW)
    await store.report(wrong, "wrong figure", NOW)
    await store.give(["c"], "v1", NOW + KEPT - dt.timedelta(seconds=1))
    assert await store.was_given(plain)
    await store.give(["d"], "v1", NOW + KEPT)
    assert not await store.was_given(plain)
    assert [report.recipe for report in await store.reports()] == [("b",)]


async def test_a_budget_holds_for_uses_at_once(store):
    told = await asyncio.gather(*(store.spend([("person:1", 5)], WINDOW, NOW) for _ in range(20)))
    assert [free for free in told if free is not None] == [NOW + WINDOW] * 15


async def test_sqlite_writes_ahead(store, tmp_path):
    await store.keep("any", "thing")
    with contextlib.closing(sqlite3.connect(tmp_path / "deep" / "state.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("name", ["postgresql", "mysql"])
def test_the_tables_are_portable(name):
    dialect = create_mock_engine(f"{name}://", lambda *_: None).dialect
    for table in Base.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect)).strip().startswith(f"CREATE TABLE {table.name}")


def test_no_table_holds_a_question_of_a_person():
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns}
    assert not {name for name in columns if "text" in name or "person" in name or "user" in name}
    assert {name for name in columns if "question" in name} == {"suggested.question"}
