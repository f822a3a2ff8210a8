"""What is sent survives failures of Discord and of the connection, and nothing is said twice."""

import asyncio

import bot_payloads as payloads
import pytest
import pytest_asyncio
from bot_payloads import MENTION
from bot_world import online, southbound, text
from discord_gateway import Discord

from bot import sending
from bot.client import FAILED

QUESTION = "how many arrived in 2013?"


@pytest_asyncio.fixture
async def bot(engine, tmp_path):
    return await southbound(
        engine, f"sqlite+aiosqlite:///{tmp_path}/state.db", person_questions=1000, place_questions=1000
    )


@pytest_asyncio.fixture
async def discord(bot, monkeypatch):
    monkeypatch.setattr(sending, "PAUSES", (0.01, 0.02, 0.04))
    stand_in = Discord()
    async with online(bot, stand_in, monkeypatch):
        yield stand_in
    assert stand_in.broken == []


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("how", ["drop", 502])
@pytest.mark.parametrize("call", ["callback", "edit"])
async def test_an_answer_comes_once_through_a_failure(discord, call, how, done):
    discord.fail(call, how, done=done)
    assert "1,516" in text(await discord.ask(QUESTION))
    assert discord.followups == {}
    assert "2,706" in text(await discord.ask("how many arrived in 2011?"))


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("how", ["drop", 502, 429])
async def test_a_reply_comes_once_through_a_failure(discord, how, done):
    discord.fail("message", how, done=done)
    await discord.write(payloads.message(1, f"{MENTION} {QUESTION}"))
    await discord.write(payloads.message(2, f"{MENTION} how many arrived in 2011?"))
    assert [text(message)[:7] for message in discord.messages] == ["**1,516", "**2,706"]


async def test_a_connection_that_stays_lost_is_given_up(discord, caplog):
    for _ in range(10):
        discord.fail("edit", "drop")
    token = await discord.send(2, payloads.command("ask", question=QUESTION))
    (told,) = await discord.followed(token)
    assert told["content"] == FAILED
    discord.faults.clear()
    assert "1,516" in text(await discord.ask(QUESTION))


async def test_a_page_is_not_shown_twice(discord):
    discord.fail("callback", 502, done=True)
    assert "How to ask" in text(await discord.interact(2, payloads.command("help")))
    await asyncio.sleep(1.2)  # discord.py repeats after a second, and is told that it was answered
    assert discord.followups == {}


async def test_what_fails_inside_is_told_in_one_sentence_and_logged(discord, bot, monkeypatch, caplog):
    def broken(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(bot.answers.engine, "reply", broken)
    token = await discord.send(2, payloads.command("ask", question=QUESTION))
    (after,) = await discord.followed(token)
    (told,) = await discord.write(payloads.message(1, f"{MENTION} {QUESTION}"))
    assert [told["content"], after["content"]] == [FAILED, FAILED]
    assert "secret detail" in caplog.text


async def test_a_reply_that_discord_forbids_is_given_up(discord, caplog):
    discord.fail("message", 403)
    assert await discord.write(payloads.message(1, f"{MENTION} {QUESTION}"), answers=0) == []
    assert "1,516" in text(await discord.ask(QUESTION))
    assert "may not reply" in caplog.text


async def test_a_burst_of_questions_gets_one_answer_each_in_time(discord):
    years = [1999 + n % 26 for n in range(200)]
    people = [payloads.ANN | {"id": str(900000000000000000 + n)} for n in range(200)]
    asked = [f"how many arrived in {year}?" for year in years]
    tokens = [await discord.send(2, payloads.command("ask", question=asked[n]), who=people[n]) for n in range(160)]
    for n in range(160, 200):
        await discord.dispatch("MESSAGE_CREATE", payloads.message(n, f"{MENTION} {asked[n]}", who=people[n]))
    answers = await asyncio.gather(*map(discord.outcome, tokens))
    assert all(f"in {years[n]}." in text(answers[n]) for n in range(160))
    while len(discord.messages) < 40:
        await asyncio.sleep(0.05)
    replies = {int(m["message_reference"]["message_id"]) % 1000: text(m) for m in discord.messages}
    assert all(f"in {years[n]}." in replies[n] for n in range(160, 200))
    assert len(discord.messages) == 40
    assert discord.followups == {}


async def test_a_dropped_gateway_loses_and_doubles_nothing(discord):
    tokens = []
    for n in range(12):
        tokens.append(await discord.send(2, payloads.command("ask", question=f"how many arrived in {2000 + n}?")))
        await discord.dispatch("MESSAGE_CREATE", payloads.message(n, f"{MENTION} how many arrived in {2000 + n}?"))
        if n % 4 == 1:
            await discord.cut()  # what comes next waits for the bot to resume
        elif n % 4 == 3:
            await discord.back()
    answers = await asyncio.gather(*map(discord.outcome, tokens))
    assert all(f"in {2000 + n}." in text(answer) for n, answer in enumerate(answers))
    while len(discord.messages) < 12:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)
    assert len(discord.messages) == 12
    assert discord.sessions == 1
    assert discord.resumed == 3
