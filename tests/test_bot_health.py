"""Whether the bot is well is told in a file and at /healthz, and a connection that went deaf is made anew."""

import asyncio
import json

import aiohttp
import pytest
import pytest_asyncio
from bot_world import online, southbound
from discord_gateway import Discord

from bot import health
from bot.health import Health

FREE_PORT = 0


@pytest_asyncio.fixture
async def bot(engine, tmp_path):
    return await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")


@pytest_asyncio.fixture
async def discord(bot, monkeypatch):
    monkeypatch.setattr(health, "EVERY", 0.02)
    stand_in = Discord()
    stand_in.heartbeat = 50
    async with online(bot, stand_in, monkeypatch):
        yield stand_in


async def until(true):
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


async def test_it_is_well_once_connected_and_not_after_it_closed(bot, discord):
    told = Health(bot, "v1", silence=60).state()
    assert told["well"]
    assert told["index"] == "v1"
    assert 0 <= told["silent_seconds"] < 60
    await bot.close()
    assert not Health(bot, "v1", silence=60).state()["well"]


async def test_a_bot_that_is_not_connected_is_not_well(bot):
    assert Health(bot, "v1", silence=60).state() == {
        "well": False, "silent_seconds": 0.0, "latency_seconds": None, "index": "v1",
    }  # fmt: skip
    await bot.answers.finish(1)
    await bot.answers.store.aclose()


async def test_the_file_is_rewritten_while_it_runs(bot, discord, tmp_path):
    file = tmp_path / "deep" / "health.json"
    watched = asyncio.create_task(Health(bot, "v1", silence=60).watch(file))
    await until(file.exists)
    first = json.loads(file.read_text())
    assert first["well"]
    file.unlink()
    await until(file.exists)
    watched.cancel()
    assert [path.name for path in file.parent.iterdir()] == ["health.json"]


async def test_healthz_says_well_or_not(bot, discord):
    told = Health(bot, "v1", silence=60)
    runner = await told.serve(FREE_PORT)
    host, port = runner.addresses[0]
    assert host == "127.0.0.1"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (answer.status, (await answer.json())["index"]) == (200, "v1")
        told._silence = -1.0
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (answer.status, (await answer.json())["well"]) == (503, False)
    await runner.cleanup()


async def test_a_taken_port_is_an_error(bot, discord):
    runner = await Health(bot, "v1", silence=60).serve(FREE_PORT)
    with pytest.raises(OSError, match="address already in use"):
        await Health(bot, "v1", silence=60).serve(runner.addresses[0][1])
    await runner.cleanup()


async def test_a_connection_without_a_word_is_made_anew_and_resumed(bot, discord):
    watched = asyncio.create_task(Health(bot, "v1", silence=0.4).watch(None))
    await asyncio.sleep(0.6)
    assert discord.resumed == 0, "heartbeats are acknowledged"
    discord.deaf = True
    await until(lambda: discord.resumed == 1)
    discord.deaf = False
    assert "1,516" in str(await discord.ask("how many arrived in 2013?"))
    assert discord.sessions == 1
    watched.cancel()
