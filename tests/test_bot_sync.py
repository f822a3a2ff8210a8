"""Discord is told of the commands where their definition changed, and again where it could not take them."""

import pytest
import pytest_asyncio
from bot_world import at, southbound
from discord_gateway import Discord

from bot.sync import sync_commands


@pytest_asyncio.fixture
async def discord(monkeypatch):
    stand_in = Discord()
    await at(stand_in, monkeypatch)
    yield stand_in
    await stand_in.stop()


@pytest_asyncio.fixture
async def bot(engine, tmp_path, discord):
    bot = await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")
    async with bot:
        await bot.login("not-a-token")  # its set-up syncs
        yield bot
    await bot.answers.finish(1)
    await bot.answers.store.aclose()


async def test_what_is_as_it_was_is_not_told_again(bot, discord):
    assert discord.synced == 1
    assert not await sync_commands(bot.tree, bot.answers.store)
    assert discord.synced == 1


async def test_what_changed_is_told(bot, discord):
    bot.tree.get_command("ask").description = "Ask away"
    assert await sync_commands(bot.tree, bot.answers.store)
    assert not await sync_commands(bot.tree, bot.answers.store)
    assert discord.synced == 2


async def test_another_application_is_told(bot, discord):
    bot._connection.application_id = bot._application.id = 2
    assert await sync_commands(bot.tree, bot.answers.store)


@pytest.mark.parametrize("faults", [[403], ["drop", "drop"]])  # of a connection kept open, one loss is made good
async def test_what_discord_did_not_take_is_told_at_the_next_start(bot, discord, caplog, faults):
    bot.tree.get_command("ask").description = "Ask away"
    for how in faults:
        discord.fail("sync", how)
    assert not await sync_commands(bot.tree, bot.answers.store)
    assert "commands not synced" in caplog.text
    assert await sync_commands(bot.tree, bot.answers.store)


async def test_every_command_keeps_within_what_discord_takes(bot):
    for command in (command.to_dict(bot.tree) for command in bot.tree.get_commands()):
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]
        texts = [command["name"], command["description"]]
        for option in command.get("options", ()):
            texts += [option["name"], option["description"]]
        assert all(1 <= len(text) <= 100 for text in texts)
        assert sum(map(len, texts)) <= 8000
    ask, figure = bot.tree.get_command("ask"), bot.tree.get_command("figure")
    assert [(p.name, p.required) for p in ask.parameters] == [("question", True), ("private", False)]
    assert [(p.name, p.required) for p in figure.parameters] == [
        ("measure", True),
        ("period", True),
        ("population", False),
    ]
