"""The bot in a server, a thread and direct messages, over simcord's Discord."""

import asyncio

import discord
import pytest
import pytest_asyncio
from bot_world import buttons, southbound, texts

from bot.answers import GONE, THANKS
from bot.buttons import FORGOTTEN, REASONS
from bot.client import NO_TEXT


@pytest.fixture
def url(tmp_path):
    return f"sqlite+aiosqlite:///{tmp_path}/state.db"


@pytest_asyncio.fixture
async def start(engine, url):
    """Starts bots over the same state, as a restart does."""
    started = []

    async def begin():
        started.append(await southbound(engine, url))
        return started[-1]

    yield begin
    for bot in started:
        await bot.answers.finish(1)
        await bot.answers.store.aclose()


@pytest_asyncio.fixture
async def simcord_bot(start):
    return await start()


@pytest.fixture
def world(simcord_env):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))
    bob = guild.add_member(simcord_env.create_user("bob"))
    return guild, channel, ann, bob


async def test_ask_answers_with_a_card(world, simcord_env):
    _, channel, ann, _ = world
    result = await ann.slash(channel, "ask", question="how many arrived in 2013?")
    first = next(r for r in simcord_env.http_requests if r.path.endswith("/callback"))
    assert first.json == {"type": 5}
    assert not result.ephemeral
    told = texts(result.response)
    assert told.startswith("**1,516 people arrived in the South in 2013.**")
    assert "1,514" in told
    assert "(<https://www.nknews.org/2014/02/" in told
    assert "index " in told
    assert [label for label, _ in buttons(result.response)] == ["Follow up", "Wrong?"]


async def test_a_private_answer_is_seen_by_the_asker_alone(world):
    _, channel, ann, _ = world
    result = await ann.slash(channel, "ask", question="how many arrived in 2013?", private=True)
    assert result.ephemeral


async def test_a_refusal_names_the_reason_and_its_button_asks_what_works(world):
    _, channel, ann, bob = world
    result = await ann.slash(channel, "ask", question="how many arrived in 1975?")
    assert "1975" in texts(result.response)
    label, _ = buttons(result.response)[0]
    pressed = await bob.click(result.response, label=label)
    assert "arrived in the South" in texts(pressed.response)
    assert not pressed.ephemeral


async def test_questions_are_offered_while_one_types(world):
    _, channel, ann, _ = world
    offered = await ann.autocomplete(channel, "ask", "question", "arrived in 2013")
    assert {"How many arrived in 2013?"} <= {choice["name"] for choice in offered}
    assert len(await ann.autocomplete(channel, "ask", "question", "")) <= 25


async def test_figure_offers_what_exists_and_answers_it(world):
    _, channel, ann, _ = world
    measures = await ann.autocomplete(channel, "figure", "measure", "arrivals in the south")
    assert measures[0]["value"] == "arrivals"
    periods = await ann.autocomplete(channel, "figure", "period", "2012", measure="arrivals")
    assert "2012" in [choice["value"] for choice in periods]
    groups = await ann.autocomplete(channel, "figure", "population", "w", measure="arrivals")
    assert [choice["value"] for choice in groups] == ["women"]
    result = await ann.slash(channel, "figure", measure="arrivals", period="2012", population="women")
    assert texts(result.response).startswith("**1,098 women arrived in the South in 2012.**")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"measure": "the moon", "period": "2013"}, "There is no such measure"),
        ({"measure": "arrivals", "period": "last year"}, "That is no period I can read"),
        ({"measure": "arrivals", "period": "1975"}, "no figure for arrivals"),
        ({"measure": "arrivals", "period": "2013", "population": "dogs"}, "There is no such group"),
    ],
)
async def test_what_was_not_chosen_from_the_list_is_not_trusted(world, given, told):
    _, channel, ann, _ = world
    result = await ann.slash(channel, "figure", **given)
    assert told in texts(result.response)


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(world, simcord_env):
    _, channel, ann, _ = world
    sent = await ann.send(channel, f"{simcord_env.bot.user.mention} how many arrived in 2013?")
    reply = channel.last_message
    assert reply.author == simcord_env.bot.user
    assert reply.reference.message_id == sent.id
    assert "1,516" in texts(reply)
    assert not reply.mentions


async def test_a_direct_message_is_answered(world, simcord_env):
    *_, ann, _ = world
    await ann.send_dm("how many arrived in 2011?")
    last = [r for r in simcord_env.http_requests if r.method == "POST" and r.path.endswith("/messages")][-1]
    assert "2,706" in str(last.json)


@pytest.mark.parametrize("text", ["how many arrived in 2013?", "@everyone how many arrived in 2013?", "hello there"])
async def test_what_is_not_for_the_bot_is_left_alone(world, text):
    _, channel, ann, _ = world
    sent = await ann.send(channel, text)
    assert channel.last_message.id == sent.id


async def test_other_peoples_mentions_and_everyone_are_left_alone(world, simcord_env):
    guild, channel, ann, bob = world
    me = simcord_env.bot.user.mention
    sent = await ann.send(channel, f"{me} {bob.mention} how many arrived in 2013?")
    assert channel.last_message.id == sent.id
    admin = guild.add_member(
        simcord_env.create_user("admin"), roles=[guild.create_role("a", permissions=discord.Permissions.all())]
    )
    sent = await admin.send(channel, f"@everyone {me} how many arrived in 2013?")
    assert channel.last_message.id == sent.id


async def test_an_empty_mention_gets_one_line(world, simcord_env):
    _, channel, ann, _ = world
    await ann.send(channel, simcord_env.bot.user.mention)
    assert channel.last_message.content == NO_TEXT


async def test_where_the_bot_may_not_speak_it_answers_for_the_persons_eyes_and_leaves_mentions(world, simcord_env):
    guild, _, ann, _ = world
    quiet = guild.create_text_channel(
        "quiet", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    result = await ann.slash(quiet, "ask", question="how many arrived in 2013?")
    assert result.ephemeral
    assert "1,516" in texts(result.response)
    sent = await ann.send(quiet, f"{simcord_env.bot.user.mention} how many arrived in 2013?")
    assert quiet.last_message.id == sent.id


async def test_follow_up_opens_a_form_and_answers(world):
    _, channel, ann, bob = world
    asked = await ann.slash(channel, "ask", question="how many arrived in 2013?")
    shown = await bob.click(asked.response, label="Follow up")
    assert shown.modal is not None
    answered = await bob.submit_modal(shown, {"question": "how many arrived in 2011?"})
    assert "2,706" in texts(answered.response)


async def test_a_report_is_kept_with_the_recipe_and_without_the_question(world, simcord_bot, url, tmp_path):
    _, channel, ann, bob = world
    asked = await ann.slash(channel, "ask", question="how many arrived in 2013, my zyzzyva words?")
    shown = await bob.click(asked.response, label="Wrong?")
    told = await bob.submit_modal(shown, {"reason": REASONS[0]})
    assert told.ephemeral
    assert told.response.content == THANKS
    (kept,) = await simcord_bot.answers.store.reports()
    assert (kept.reason, kept.version) == (REASONS[0], simcord_bot.answers.engine.version)
    assert kept.recipe == ('{"target":"arrivals","periods":["2013"]}',)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("state.db*"))
    assert b"zyzzyva" not in kept
    assert b"ann" not in kept


async def test_buttons_work_after_a_restart(world, simcord_env, start):
    _, channel, ann, bob = world
    asked = await ann.slash(channel, "ask", question="how many arrived in 1975?")
    await simcord_env.restart_bot(await start())
    label, _ = buttons(asked.response)[0]
    pressed = await bob.click(asked.response, label=label)
    assert "arrived in the South" in texts(pressed.response)
    shown = await bob.click(asked.response, label="Follow up")
    assert FORGOTTEN in str(shown.modal)
    answered = await bob.submit_modal(shown, {"question": "how many arrived in 2011?"})
    assert "2,706" in texts(answered.response)
    shown = await bob.click(asked.response, label="Wrong?")
    assert (await bob.submit_modal(shown, {"reason": REASONS[1]})).response.content == THANKS


async def test_a_forged_button_is_refused(world, simcord_bot):
    _, channel, ann, _ = world
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id="ask:" + "0" * 16))
    message = await simcord_bot.get_channel(channel.id).send("x", view=view)
    pressed = await ann.click(message, label="forged")
    assert pressed.response.content == GONE


async def test_commands_are_synced_only_when_they_changed(world, simcord_env, start):
    def synced():
        return [r for r in simcord_env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]

    before = len(synced())
    assert before == 1
    await simcord_env.restart_bot(await start())
    assert len(synced()) == before


async def test_questions_at_once_each_get_their_own_answer(simcord_bot, simcord_env):
    from bot.gate import Person, Place

    years = list(range(1999, 2026)) * 4
    settings = simcord_bot.answers.gate._settings.model_copy(update={"person_questions": 1000, "place_questions": 1000})
    simcord_bot.answers.gate._settings = settings
    cards = await asyncio.gather(
        *(simcord_bot.answers.ask(Person(n), Place(n), f"how many arrived in {year}?") for n, year in enumerate(years))
    )
    for year, card in zip(years, cards, strict=True):
        assert f"in {year}." in str(card.to_components())


async def test_no_answer_can_ping(world, simcord_env):
    _, channel, ann, _ = world
    await ann.slash(channel, "ask", question="@everyone <@1> how many arrived in 2013?")
    sent = [
        r
        for r in simcord_env.http_requests
        if r.method in ("POST", "PATCH") and isinstance(r.json, dict) and "components" in str(r.json)
    ]
    assert sent
    for request in sent:
        body = request.json.get("data", request.json)
        if "components" in body or "content" in body:
            assert body["allowed_mentions"] == {"parse": []}


async def test_even_what_is_sent_past_our_own_sending_pings_nobody(world, simcord_env, simcord_bot):
    _, channel, *_ = world
    await simcord_bot.get_channel(channel.id).send("@everyone")
    assert simcord_env.http_requests[-1].json["allowed_mentions"] == {"parse": []}
