"""The bot starts, stops and ends with an exit code that tells a failure from what a person must change."""

import asyncio
import datetime as dt
import functools
import json
import os
import signal
import socket
import sqlite3

import bot_payloads as payloads
import pytest
import pytest_asyncio
from bot_world import at, settings, text
from discord_gateway import Discord

from bot import __main__ as program
from bot.__main__ import FAILED, STOPPED, main, run
from bot.client import Southbound
from bot.settings import MisconfiguredError
from bot.store import Store


@pytest_asyncio.fixture
async def discord(monkeypatch):
    monkeypatch.setattr(program, "Southbound", functools.partial(Southbound, guild_ready_timeout=0.05))
    stand_in = Discord()
    await at(stand_in, monkeypatch)
    yield stand_in
    await stand_in.stop()


@pytest.fixture
def chosen(tmp_path):
    return functools.partial(settings, database=f"sqlite+aiosqlite:///{tmp_path}/state.db")


async def test_what_is_under_way_is_finished_before_it_stops(discord, chosen, engine):
    running = asyncio.create_task(run(chosen(), engine))
    await asyncio.wait_for(discord.ready.wait(), 10)
    tokens = [
        await discord.send(2, payloads.command("ask", question=f"how many arrived in {year}?"))
        for year in range(2001, 2011)
    ]
    while len(discord.callbacks) < len(tokens):
        await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(running, 20) == STOPPED
    answers = [text(discord.edits[token]) for token in tokens]
    assert all(f"in {year}." in answer for year, answer in zip(range(2001, 2011), answers, strict=True))
    assert discord.followups == {}
    assert discord.broken == []


async def test_a_gateway_that_is_down_is_a_failure(discord, chosen, engine, caplog):
    discord.gateway_is_up = False
    assert await asyncio.wait_for(run(chosen(), engine), 20) == FAILED
    assert "the connection failed" in caplog.text


async def test_an_event_that_cannot_be_read_is_a_failure(discord, chosen, engine):
    running = asyncio.create_task(run(chosen(), engine))
    await asyncio.wait_for(discord.ready.wait(), 10)
    await discord.dispatch("MESSAGE_CREATE", {"id": "no number"})
    assert await asyncio.wait_for(running, 20) == FAILED


@pytest.mark.parametrize(("code", "told"), [(None, "DISCORD_TOKEN: Discord does not accept it"), (4004, "DISCORD_TOKEN"), (4013, "intents"), (4014, "intents")])  # fmt: skip
async def test_what_discord_refuses_is_for_a_person_to_change(discord, chosen, engine, code, told):
    discord.token_is_good, discord.closes_with = code is not None, code
    with pytest.raises(MisconfiguredError, match=told):
        await asyncio.wait_for(run(chosen(), engine), 20)


async def test_a_port_that_is_taken_is_for_a_person_to_change(chosen, engine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(MisconfiguredError, match="SOUTHBOUND_HEALTH_PORT: cannot be opened"):
            await run(chosen(health_port=taken.getsockname()[1]), engine)


async def test_a_health_file_that_cannot_be_written_is_for_a_person_to_change(chosen, engine, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(MisconfiguredError, match="SOUTHBOUND_HEALTH_FILE: cannot be written"):
        await run(chosen(health_file=tmp_path / "file" / "health.json"), engine)


async def test_the_health_file_goes_when_it_stops(discord, chosen, engine, tmp_path):
    file = tmp_path / "health.json"
    running = asyncio.create_task(run(chosen(health_file=file), engine))
    await asyncio.wait_for(discord.ready.wait(), 10)
    assert json.loads(file.read_text())["index"] == engine.version
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(running, 20) == STOPPED
    assert list(tmp_path.glob("health.json*")) == []


async def test_it_asks_for_no_privileged_intent(discord, chosen, engine):
    running = asyncio.create_task(run(chosen(), engine))
    await asyncio.wait_for(discord.ready.wait(), 10)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 20)
    guilds, guild_messages, direct_messages = 1 << 0, 1 << 9, 1 << 12
    assert discord.intents == guilds | guild_messages | direct_messages


async def test_a_database_that_cannot_be_opened_is_for_a_person_to_change(chosen, engine, tmp_path):
    (tmp_path / "text.db").write_text("no database at all, but a text of some length" * 20)
    newer = f"sqlite+aiosqlite:///{tmp_path}/newer.db"
    await (await Store.open(newer)).aclose()
    with sqlite3.connect(tmp_path / "newer.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for url in ("nonsense", f"sqlite:///{tmp_path}/sync.db", f"sqlite+aiosqlite:///{tmp_path}/text.db", newer):
        with pytest.raises(MisconfiguredError, match="SOUTHBOUND_DATABASE: cannot be opened: "):
            await run(chosen(database=url), engine)


def test_reports_are_printed_one_a_line(monkeypatch, tmp_path, capsys):
    url = f"sqlite+aiosqlite:///{tmp_path}/state.db"

    async def kept():
        store = await Store.open(url)
        now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
        given = await store.give(['{"target":"arrivals"}'], "v1", now)
        await store.report(given, "wrong figure", now)
        await store.aclose()

    asyncio.run(kept())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOUTHBOUND_DATABASE", url)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    assert main(["reports"]) == STOPPED
    assert json.loads(capsys.readouterr().out) == {
        "at": "2026-01-02 00:00:00+00:00", "reason": "wrong figure", "version": "v1", "recipe": ['{"target":"arrivals"}'],
    }  # fmt: skip
