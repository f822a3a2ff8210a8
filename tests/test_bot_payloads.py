"""Interactions that come from places simcord lacks, over real sockets: other servers, others' conversations, forum posts."""

import bot_payloads as payloads
import pytest
import pytest_asyncio
from bot_payloads import PLACES
from bot_world import items, online, pressable, southbound, text
from discord_gateway import Discord

from bot.answers import GONE, THANKS
from bot.buttons import FORGOTTEN, REASONS, UNFILLED
from bot.picture import ALT_TEXT

EPHEMERAL = 64
QUESTION = "how many arrived in 2013?"
IN_SERVER = ("channel", "thread", "forum post")


@pytest_asyncio.fixture
async def bot(engine, tmp_path):
    return await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")


@pytest_asyncio.fixture
async def discord(bot, monkeypatch):
    stand_in = Discord()
    async with online(bot, stand_in, monkeypatch):
        yield stand_in
    assert stand_in.broken == []


async def pressed(discord, answer, label, **changes):
    """What pressing a button of an answer comes to."""
    shown = payloads.message(1, who=payloads.ME, components=answer["components"], flags=answer["flags"])
    return await discord.interact(3, payloads.button(dict(pressable(answer))[label]), message=shown, **changes)


def deferral(discord):
    """The flags of the last deferral."""
    body = discord.callbacks[f"token-{discord.number}"]
    assert body["type"] == 5
    return (body.get("data") or {}).get("flags", 0)


@pytest.mark.parametrize("where", PLACES)
async def test_a_question_is_answered_in_every_place(discord, where):
    assert "1,516 people arrived" in text(await discord.ask(QUESTION, where=where))
    assert deferral(discord) == 0


@pytest.mark.parametrize("where", PLACES)
async def test_figures_pages_and_choices_come_in_every_place(discord, where):
    found = await discord.interact(2, payloads.command("figure", measure="arrivals", period="2012"), where=where)
    assert "1,502 people arrived" in text(found)
    for name in ("sources", "about", "help"):
        page = await discord.interact(2, payloads.command(name), where=where)
        assert page["flags"] & EPHEMERAL
        assert text(page)
    offered = await discord.interact(4, payloads.typing("ask", "question", "arrived in 2013"), where=where)
    assert "How many arrived in 2013?" in [choice["value"] for choice in offered["choices"]]


@pytest.mark.parametrize("where", PLACES)
async def test_buttons_and_forms_work_in_every_place(discord, where):
    answer = await discord.ask("how many arrived in 1975?", where=where)
    ids = dict(pressable(answer))
    shown = payloads.message(1, who=payloads.ME, where=where, components=answer["components"], flags=answer["flags"])
    label = next(iter(ids))
    assert "arrived" in text(await discord.interact(3, payloads.button(ids[label]), where=where, message=shown))
    opened = await discord.interact(3, payloads.button(ids["Follow up"]), where=where, message=shown)
    found = await discord.interact(5, payloads.form(opened["custom_id"], question=QUESTION), where=where, message=shown)
    assert "1,516" in text(found)
    assert deferral(discord) == 0
    opened = await discord.interact(3, payloads.button(ids["Wrong?"]), where=where, message=shown)
    told = await discord.interact(5, payloads.form(opened["custom_id"], reason=REASONS[0]), where=where, message=shown)
    assert told["content"] == THANKS
    assert deferral(discord) == EPHEMERAL


@pytest.mark.parametrize(
    ("where", "permissions", "flags"),
    [
        ("channel", "0", EPHEMERAL),
        ("channel", str(payloads.SEND), 0),
        ("channel", str(payloads.SEND_IN_THREADS), EPHEMERAL),
        ("thread", str(payloads.SEND_IN_THREADS), 0),
        ("thread", str(payloads.SEND), EPHEMERAL),
        ("forum post", str(payloads.SEND), EPHEMERAL),
        ("foreign server", "0", 0),  # Discord itself keeps it to the person where it must
        ("direct message", "0", 0),
        ("others' conversation", "0", 0),
    ],
)
async def test_where_the_bot_may_not_write_only_the_person_sees_the_answer(discord, where, permissions, flags):
    assert "1,516" in text(await discord.ask(QUESTION, where=where, permissions=permissions))
    assert deferral(discord) == flags


async def test_what_is_asked_under_a_private_answer_stays_private(discord):
    answer = await discord.interact(2, payloads.command("ask", question="how many arrived in 1975?", private=True))
    assert deferral(discord) == EPHEMERAL
    shown = payloads.message(1, who=payloads.ME, components=answer["components"], flags=answer["flags"] | EPHEMERAL)
    ids = dict(pressable(answer))
    await discord.interact(3, payloads.button(next(iter(ids.values()))), message=shown)
    assert deferral(discord) == EPHEMERAL
    opened = await discord.interact(3, payloads.button(ids["Follow up"]), message=shown)
    await discord.interact(5, payloads.form(opened["custom_id"], question=QUESTION), message=shown)
    assert deferral(discord) == EPHEMERAL


@pytest.mark.parametrize("locale", ["de", "ko", "en-GB"])
async def test_a_persons_language_setting_changes_nothing(discord, locale):
    here = await discord.ask(QUESTION, where="foreign server")
    there = await discord.ask(QUESTION, where="foreign server", locale=locale)
    assert text(there) == text(here)


async def test_a_follow_up_belongs_to_person_and_thread(discord):
    await discord.ask("how many women arrived in 2013?", where="thread")
    assert "women" in text(await discord.ask("and in 2011?", where="thread"))
    elsewhere = [{"where": "forum post"}, {"where": "channel"}, {"where": "thread", "who": payloads.BOB}]
    for place in elsewhere:
        assert "women arrived" not in text(await discord.ask("and in 2011?", **place))


NOWHERE, ANN, BOB = "0" * 16, payloads.ANN["id"], payloads.BOB["id"]


@pytest.mark.parametrize(
    "custom_id",
    [
        f"ask:{NOWHERE}",
        f"wrong:{NOWHERE}:{ANN}",
        f"more:{NOWHERE}:{ANN}",
        f"more:xyz:{ANN}",
        f"more:{NOWHERE}",
        "else",
        f"wrong:{NOWHERE}:{ANN}\n",
    ],
)
async def test_a_forged_form_or_button_states_nothing(discord, custom_id):
    shown = payloads.message(1, who=payloads.ME, components=[{"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": custom_id}]}])  # fmt: skip
    told = [
        await discord.interact(kind, data, message=shown)
        for kind, data in (
            (3, payloads.button(custom_id)),
            (5, payloads.form(custom_id, reason=REASONS[0])),
            (5, payloads.form(custom_id, question=QUESTION)),
            (5, payloads.form(custom_id, reason="because")),
            (5, payloads.form(custom_id, question=" ")),
        )
    ]
    assert {text(body) or body["title"] for body in told} <= {GONE, UNFILLED, "Follow up"}
    assert text(told[3]) == text(told[4]) == UNFILLED


async def test_a_form_is_taken_back_from_whom_it_was_made_for_alone(discord):
    opened = await pressed(discord, await discord.ask(QUESTION), "Follow up")
    form = payloads.form(opened["custom_id"], question=QUESTION)
    assert text(await discord.interact(5, form, who=payloads.BOB)) == UNFILLED
    assert "1,516" in text(await discord.interact(5, form))


async def test_a_follow_up_goes_on_from_its_answer_alone_and_says_where_that_is_forgotten(discord, bot):
    answer = await discord.ask("how many women arrived in 2013?")
    await discord.ask("how many defectors lived in the South in 2000?", who=payloads.BOB)
    opened = await pressed(discord, answer, "Follow up", who=payloads.BOB)
    assert "description" not in opened["components"][0]
    more = payloads.form(opened["custom_id"], question="and in 2011?")
    assert "women arrived" in text(await discord.interact(5, more, who=payloads.BOB))
    clock = bot.answers.conversations._now()
    bot.answers.conversations._now = lambda: clock + 10_000
    opened = await pressed(discord, answer, "Follow up", who=payloads.BOB)
    assert opened["components"][0]["description"] == FORGOTTEN


@pytest.mark.parametrize("where", PLACES)
async def test_a_chart_comes_where_files_may_be_attached(discord, where):
    may = str(int(payloads.ALL) | 1 << 15)
    asked = "how did arrivals develop since 2001?"
    (chart,) = [item for item in items(await discord.ask(asked, where=where, permissions=may)) if item["type"] == 12]
    assert 0 < len(chart["items"][0]["description"]) <= ALT_TEXT
    assert [item for item in items(await discord.ask(asked, where=where)) if item["type"] == 12] == []


async def test_a_group_that_was_typed_is_neither_shown_nor_kept(discord, tmp_path):
    typed = {"measure": "arrivals", "period": "2013", "population": "zyzzyva @everyone [x](https://evil.example)"}
    told = await discord.interact(2, payloads.command("figure", **typed))
    assert text(told).startswith("There is no such group")
    assert not any(b"zyzzyva" in file.read_bytes() for file in tmp_path.glob("state.db*"))


async def test_a_measure_may_be_typed_by_its_name(discord):
    typed = payloads.typing("figure", "period", "2012", measure="Arrivals in the South")
    assert {"name": "2012", "value": "2012"} in (await discord.interact(4, typed))["choices"]
    found = await discord.interact(2, payloads.command("figure", measure="arrivals in the south ", period="2012"))
    assert "1,502 people arrived" in text(found)


async def test_endless_typing_is_offered_choices_all_the_same(discord):
    offered = await discord.interact(4, payloads.typing("ask", "question", "how many " * 600))
    assert len(offered["choices"]) <= 25


async def test_what_all_see_does_not_go_on_from_what_one_person_asked_in_private(discord):
    await discord.interact(2, payloads.command("ask", question="how many women arrived in 2013?", private=True))
    assert "women" not in text(await discord.ask("and in 2011?"))
    more = await discord.interact(2, payloads.command("ask", question="and in 2011?", private=True))
    assert "women" in text(more)
