"""Which messages the bot answers, as they come without the Message Content intent."""

import bot_payloads as payloads
import pytest
import pytest_asyncio
from bot_payloads import ANN, BOB, ME, MENTION, OTHER_ROLE, OWN_ROLE, ROBOT
from bot_world import online, pressable, southbound, text
from discord_gateway import Discord

from bot.client import NO_TEXT

QUESTION = "how many arrived in 2013?"
ASKED = f"{MENTION} {QUESTION}"
ANSWER = payloads.message(1, who=ME)
OF_BOB = payloads.message(2, who=BOB)


@pytest_asyncio.fixture
async def bot(engine, tmp_path):
    return await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")


@pytest_asyncio.fixture
async def discord(bot, monkeypatch):
    stand_in = Discord()
    async with online(bot, stand_in, monkeypatch):
        yield stand_in
    assert stand_in.broken == []


ANSWERED = {
    "a mention": payloads.message(10, ASKED),
    "a mention in the old form": payloads.message(11, ASKED.replace("<@", "<@!"), mentions=[ME]),
    "a mention at the end": payloads.message(12, f"{QUESTION} {MENTION}"),
    "a mention in a thread": payloads.message(13, ASKED, where="thread"),
    "a mention in a forum post": payloads.message(14, ASKED, where="forum post"),
    "a direct message": payloads.message(15, QUESTION, where="direct message"),
    "a mention in a direct message": payloads.message(16, ASKED, where="direct message"),
    "a reply to an answer that names the bot": payloads.reply(17, ASKED, to=ANSWER),
    "a reply to an answer, its text handed over": payloads.reply(18, QUESTION, to=ANSWER),
    "a reply to a person that names the bot": payloads.reply(19, ASKED, to=OF_BOB, mentions=[BOB, ME]),
    "a mention with the bot's own role": payloads.message(20, f"<@&{OWN_ROLE}> {ASKED}", mention_roles=[OWN_ROLE]),
}
TOLD = {
    "a mention without words": payloads.message(30, MENTION),
    "the bot's own role, text kept back": payloads.message(31, mention_roles=[OWN_ROLE]),
    "a reply to an answer, text kept back": payloads.reply(32, to=ANSWER),
    "a reply without a ping": payloads.reply(33, to=ANSWER, ping=False),
    "a reply to an answer that is gone": payloads.reply(34, to=ANSWER, referenced_message=None),
    "a reply in a thread": payloads.reply(
        35, to=ANSWER | {"channel_id": payloads.THREAD["id"]}, where="thread", ping=False
    ),
    "a picture in a direct message": payloads.message(36, where="direct message"),
}
LEFT = {
    "talk between others": payloads.message(40),
    "a bot": payloads.message(41, ASKED, who=ROBOT),
    "the bot itself": payloads.message(42, ASKED, who=ME),
    "a bot in a direct message": payloads.message(43, QUESTION, who=ROBOT, where="direct message"),
    "a webhook": payloads.message(44, ASKED, webhook_id="900000000000000001"),
    "everyone": payloads.message(45, f"@everyone {ASKED}", mention_everyone=True),
    "another person beside the bot": payloads.message(46, f"<@{BOB['id']}> {ASKED}", mentions=[BOB, ME]),
    "another person alone": payloads.message(47, mentions=[BOB]),
    "another role": payloads.message(48, f"<@&{OTHER_ROLE}> {ASKED}", mention_roles=[OTHER_ROLE]),
    "a reply to a person": payloads.reply(49, to=OF_BOB),
    "a reply to an answer that names a person": payloads.reply(50, to=ANSWER, ping=False, mentions=[BOB]),
    "a thread that was begun": payloads.message(51, ASKED, type=21),
    "a message that was pinned": payloads.reply(52, to=ANSWER, type=6),
    "an answer passed on": payloads.message(53, message_reference={"type": 1, "message_id": ANSWER["id"], "channel_id": ANSWER["channel_id"]}),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERED)
async def test_what_is_for_the_bot_is_answered(discord, name):
    made = ANSWERED[name]
    (answer,) = await discord.write(made)
    assert "1,516 people arrived" in text(answer)
    assert str(answer["message_reference"]["message_id"]) == made["id"]
    assert answer["channel_id"] == made["channel_id"]


@pytest.mark.parametrize("name", TOLD)
async def test_what_came_without_text_is_told_in_one_line(discord, name):
    (told,) = await discord.write(TOLD[name])
    assert told["content"] == NO_TEXT


async def test_what_is_not_for_the_bot_is_left_alone(discord):
    for made in LEFT.values():
        await discord.dispatch("MESSAGE_CREATE", made)
    (answer,) = await discord.write(payloads.message(60, ASKED))
    assert str(answer["message_reference"]["message_id"]) == payloads.message(60)["id"]
    assert discord.messages == [answer]


async def test_where_the_bot_may_not_write_it_stays_silent(discord):
    everyone = payloads.GUILD["roles"][0] | {"permissions": str(payloads.VIEW | payloads.SEND)}
    await discord.dispatch("GUILD_ROLE_UPDATE", {"guild_id": payloads.SERVER, "role": everyone})
    assert await discord.write(payloads.message(61, ASKED, where="thread"), answers=0) == []
    assert len(await discord.write(payloads.message(62, ASKED))) == 1


async def test_a_conversation_belongs_to_person_and_thread(discord):
    women = f"{MENTION} how many women arrived in 2013?"
    more = f"{MENTION} and in 2011?"
    await discord.write(payloads.message(70, women, where="thread"))
    (here,) = await discord.write(payloads.message(71, more, where="thread"))
    assert "women arrived" in text(here)
    for number, place in enumerate([{"where": "forum post"}, {}, {"where": "thread", "who": BOB}], 72):
        (there,) = await discord.write(payloads.message(number, more, **place))
        assert "women arrived" not in text(there)


async def test_a_conversation_is_forgotten_in_time(discord, bot):
    clock = bot.answers.conversations._now()
    await discord.write(payloads.message(80, f"{MENTION} how many women arrived in 2013?"))
    bot.answers.conversations._now = lambda: clock + 10_000
    (told,) = await discord.write(payloads.message(81, f"{MENTION} and in 2011?"))
    assert "women arrived" not in text(told)


async def test_a_reply_goes_on_from_the_answer_it_replies_to(discord):
    (answer,) = await discord.write(payloads.message(90, f"{MENTION} how many women arrived in 2013?"))
    assert "Follow up" in dict(pressable(answer))
    shown = payloads.message(91, who=ME, components=answer["components"])
    made = payloads.reply(92, f"{MENTION} and in 2011?", to=shown, who=BOB, where="channel")
    (told,) = await discord.write(made)
    assert "women arrived" in text(told)
    assert ANN["id"] not in str(told)


async def test_a_reply_does_not_go_on_from_a_button_that_another_bot_made(discord):
    (answer,) = await discord.write(payloads.message(93, f"{MENTION} how many women arrived in 2013?"))
    forged = payloads.message(94, who=ROBOT, components=answer["components"])
    made = payloads.reply(95, f"{MENTION} and in 2011?", to=forged, who=BOB, mentions=[ME])
    (told,) = await discord.write(made)
    assert "women arrived" not in text(told)
