"""Every way in passes the gate: whoever may not gets the refusal, and the engine is not asked."""

import datetime as dt

import bot_payloads as payloads
import pytest
import pytest_asyncio
from bot_payloads import MENTION
from bot_world import online, southbound, text
from discord_gateway import Discord

from bot.buttons import REASONS
from bot.gate import Gate, Verdict
from bot.tables import Given

EPHEMERAL = 64
QUESTION = "how many arrived in 2013?"
GIVEN = "0123456789abcdef"
REFUSED = "Not you, not here."
FORM = f"{GIVEN}:{payloads.ANN['id']}"


def shown():
    """A message of the bot with every button."""
    ids = (f"ask:{GIVEN}", f"more:{GIVEN}", f"wrong:{GIVEN}")
    buttons = [{"type": 2, "style": 2, "label": id_, "custom_id": id_} for id_ in ids]
    return payloads.message(1, who=payloads.ME, components=[{"type": 1, "components": buttons}])


def interaction(kind, data, **changes):
    async def enter(discord):
        return [await discord.interact(kind, data, **changes)]

    return enter


def message(made):
    async def enter(discord):
        return await discord.write(made)

    return enter


def mention(number, **changes):
    return message(payloads.message(number, f"{MENTION} {QUESTION}", **changes))


SPENDING = {
    "/ask": interaction(2, payloads.command("ask", question=QUESTION)),
    "/ask in a thread": interaction(2, payloads.command("ask", question=QUESTION), where="thread"),
    "/ask for the person's eyes": interaction(2, payloads.command("ask", question=QUESTION, private=True)),
    "/figure": interaction(2, payloads.command("figure", measure="arrivals", period="2013")),
    "suggestion": interaction(3, payloads.button(f"ask:{GIVEN}"), message=shown()),
    "follow-up form": interaction(5, payloads.form(f"more:{FORM}", question=QUESTION), message=shown()),
    "mention": mention(1),
    "mention in a thread": mention(2, where="thread"),
    "mention in a forum post": mention(3, where="forum post"),
    "reply": message(payloads.reply(4, f"{MENTION} {QUESTION}", to=shown())),
    "direct message": message(payloads.message(5, QUESTION, where="direct message")),
}
FREE = {
    "/sources": interaction(2, payloads.command("sources")),
    "/about": interaction(2, payloads.command("about")),
    "/help": interaction(2, payloads.command("help")),
    "follow-up button": interaction(3, payloads.button(f"more:{GIVEN}"), message=shown()),
    "wrong button": interaction(3, payloads.button(f"wrong:{GIVEN}"), message=shown()),
    "report form": interaction(5, payloads.form(f"wrong:{FORM}", reason=REASONS[0]), message=shown()),
    "reply without text": message(payloads.reply(6, to=shown())),
}
TYPING = {
    "question": interaction(4, payloads.typing("ask", "question", "arrived")),
    "measure": interaction(4, payloads.typing("figure", "measure", "arr")),
    "period": interaction(4, payloads.typing("figure", "period", "20", measure="arrivals")),
    "population": interaction(4, payloads.typing("figure", "population", "w", measure="arrivals")),
}


class Asked:
    """An engine that counts what it is asked."""

    def __init__(self, engine):
        self._engine, self.times = engine, 0

    def __getattr__(self, name):
        if name in ("reply", "answer", "suggest"):
            self.times += 1
        return getattr(self._engine, name)


@pytest_asyncio.fixture
async def bot(engine, tmp_path):
    bot = await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db", person_questions=1)
    bot.answers.engine = Asked(engine)
    async with bot.answers.store._session.begin() as session:
        session.add(Given(id=GIVEN, at=dt.datetime.now(dt.UTC), index_version="v1", recipe="[]"))
    return bot


@pytest_asyncio.fixture
async def discord(bot, monkeypatch):
    stand_in = Discord()
    async with online(bot, stand_in, monkeypatch):
        yield stand_in
    assert stand_in.broken == []


@pytest.mark.parametrize("name", SPENDING | FREE)
async def test_whoever_may_not_is_told_and_nothing_is_done(discord, bot, monkeypatch, name):
    monkeypatch.setattr(Gate, "may", lambda *_: Verdict(False, REFUSED))
    (told,) = await (SPENDING | FREE)[name](discord)
    assert text(told) == REFUSED
    assert bot.answers.engine.times == 0
    assert await bot.answers.store.reports() == []
    if discord.callbacks:
        assert told["flags"] & EPHEMERAL


@pytest.mark.parametrize("name", TYPING)
async def test_whoever_may_not_is_offered_nothing(discord, bot, monkeypatch, name):
    (offered,) = await TYPING[name](discord)
    assert offered["choices"]
    bot.answers.engine.times = 0
    monkeypatch.setattr(Gate, "may", lambda *_: Verdict(False, REFUSED))
    (offered,) = await TYPING[name](discord)
    assert offered["choices"] == []
    assert bot.answers.engine.times == 0


@pytest.mark.parametrize("name", SPENDING)
async def test_whoever_asked_too_much_is_told_until_when(discord, bot, name):
    await bot.answers.store.suggest([QUESTION])
    await discord.ask(QUESTION)
    bot.answers.engine.times = 0
    enter = SPENDING[name]
    if name == "suggestion":
        (id_,) = await bot.answers.store.suggest([QUESTION])
        enter = interaction(3, payloads.button(f"ask:{id_}"), message=with_button(f"ask:{id_}"))
    (told,) = await enter(discord)
    assert text(told).startswith("That was a lot at once, from you or in this channel. Try again <t:")
    assert text(told).endswith(":R>.")
    assert bot.answers.engine.times == 0


@pytest.mark.parametrize("name", FREE)
async def test_what_asks_nothing_costs_nothing(discord, name):
    await discord.ask(QUESTION)
    (told,) = await FREE[name](discord)
    assert "a lot at once" not in str(told)


def with_button(id_):
    return payloads.message(1, who=payloads.ME, components=[{"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": id_}]}])  # fmt: skip
