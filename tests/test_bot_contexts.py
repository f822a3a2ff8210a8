"""Every command, button and form in every kind of place and role that simcord has."""

import discord
import pytest
import pytest_asyncio
from bot_world import buttons, southbound, texts

from bot.answers import THANKS
from bot.buttons import REASONS


@pytest_asyncio.fixture
async def simcord_bot(engine, tmp_path):
    bot = await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db", person_questions=1000)
    yield bot
    await bot.answers.finish(1)
    await bot.answers.store.aclose()


async def thread(bot, channel):
    await bot.get_channel(channel.id).create_thread(name="t", type=discord.ChannelType.public_thread)
    return channel.threads[0]


async def post(bot, forum):
    await bot.get_channel(forum.id).create_thread(name="p", content="a post")
    return forum.threads[0]


PLACES = {
    "text": lambda guild, bot: guild.create_text_channel("text"),
    "news": lambda guild, bot: guild.create_news_channel("news"),
    "voice": lambda guild, bot: guild.create_voice_channel("voice"),
    "stage": lambda guild, bot: guild.create_stage_channel("stage"),
    "thread": lambda guild, bot: thread(bot, guild.create_text_channel("text")),
    "forum post": lambda guild, bot: post(bot, guild.create_forum_channel("forum")),
}
ROLES = {
    "owner": None,
    "administrator": discord.Permissions(administrator=True),
    "moderator": discord.Permissions(manage_guild=True, manage_messages=True, moderate_members=True),
    "member": discord.Permissions.none(),
}


class Here:
    """Someone in a place of a server."""

    def __init__(self, actor, channel):
        self.click, self.submit_modal = actor.click, actor.submit_modal
        self.slash = lambda name, **options: actor.slash(channel, name, **options)
        self.autocomplete = lambda *args, **options: actor.autocomplete(channel, *args, **options)


async def stand(env, bot, place, role):
    """Someone of a role in a place."""
    if place == "direct message":
        return env.create_user("ann")
    guild = env.create_guild()
    made = PLACES[place](guild, bot)
    channel = await made if hasattr(made, "__await__") else made
    if role == "owner":
        return Here(guild.add_member(guild.owner), channel)
    roles = [guild.create_role(role, permissions=ROLES[role])]
    return Here(guild.add_member(env.create_user("ann"), roles=roles), channel)


EVERYWHERE = [(place, role) for place in PLACES for role in ROLES] + [("direct message", "member")]


@pytest.mark.parametrize(("place", "role"), EVERYWHERE)
async def test_everything_works_for_everyone_everywhere(simcord_env, simcord_bot, place, role):
    someone = await stand(simcord_env, simcord_bot, place, role)
    await commands_answer(someone)
    await choices_are_offered(someone)
    await buttons_and_forms_answer(someone)


async def commands_answer(someone):
    asked = await someone.slash("ask", question="how many arrived in 2013?")
    assert "1,516 people arrived" in texts(asked.response)
    assert not asked.ephemeral
    hidden = await someone.slash("ask", question="how many arrived in 2013?", private=True)
    assert hidden.ephemeral
    found = await someone.slash("figure", measure="arrivals", period="2012", population="women")
    assert "1,098 women arrived" in texts(found.response)
    for name, told in {"sources": "What the answers rest on", "about": "Index `", "help": "How to ask"}.items():
        page = await someone.slash(name)
        assert page.ephemeral
        assert told in texts(page.response)


async def choices_are_offered(someone):
    assert await someone.autocomplete("ask", "question", "arrived in 2013")
    assert await someone.autocomplete("figure", "measure", "arrivals")
    assert await someone.autocomplete("figure", "period", "2012", measure="arrivals")
    assert await someone.autocomplete("figure", "population", "w", measure="arrivals", period="2012")


async def buttons_and_forms_answer(someone):
    refused = await someone.slash("ask", question="how many arrived in 1975?")
    label, *others = [label for label, _ in buttons(refused.response)]
    assert others == ["Follow up", "Wrong?"]
    pressed = await someone.click(refused.response, label=label)
    assert "arrived in the South" in texts(pressed.response)
    form = await someone.click(pressed.response, label="Follow up")
    followed = await someone.submit_modal(form, {"question": "and how many women in 2012?"})
    assert "1,098 women arrived" in texts(followed.response)
    form = await someone.click(followed.response, label="Wrong?")
    told = await someone.submit_modal(form, {"reason": REASONS[2]})
    assert told.ephemeral
    assert told.response.content == THANKS
