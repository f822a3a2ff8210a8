"""The real client and engine with a database of their own, and what its messages show."""

import asyncio
import contextlib
import time

import discord.gateway
import discord.http
import yarl

from bot.answers import Answers
from bot.client import Southbound
from bot.conversation import Conversations
from bot.gate import Gate
from bot.settings import Settings
from bot.store import Store


def settings(**changes):
    return Settings(_env_file=None, DISCORD_TOKEN="not-a-token", **changes)


async def southbound(engine, url, **changes):
    """A bot over the project's index; the same url is the same state."""
    chosen = settings(database=url, **changes)
    store = await Store.open(url)
    conversations = Conversations(chosen.conversation_seconds, time.monotonic)
    return Southbound(Answers(engine, store, Gate(store, chosen), conversations, chosen.workers))


async def at(stand_in, monkeypatch):
    """Start a stand-in for Discord and let discord.py find it."""
    monkeypatch.setattr(discord.http.Route, "BASE", await stand_in.start())
    address = yarl.URL(f"ws://127.0.0.1:{stand_in.port}/gateway")
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", address)


@contextlib.asynccontextmanager
async def online(bot, stand_in, monkeypatch):
    """The bot connected to a stand-in for Discord."""
    await at(stand_in, monkeypatch)
    bot._connection.guild_ready_timeout = 0.05
    connected = asyncio.create_task(bot.start("not-a-token"))
    try:
        await asyncio.wait_for(stand_in.ready.wait(), 10)
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        yield bot
    finally:
        await bot.answers.finish(1)
        await bot.close()
        await asyncio.gather(connected, return_exceptions=True)
        await bot.answers.store.aclose()
        await stand_in.stop()


def items(body):
    """Every component of a message as JSON, top to bottom."""
    for item in body.get("components") or ():
        yield item
        yield from items(item)


def text(body):
    """Every text that a message as JSON shows, top to bottom."""
    shown = [item["content"] for item in items(body) if item.get("type") == 10]
    return "\n".join(([body["content"]] if body.get("content") else []) + shown)


def pressable(body):
    """Label and id of each button of a message as JSON."""
    return [(item.get("label"), item.get("custom_id")) for item in items(body) if item.get("type") == 2]


def raw(message):
    """A message or view of discord.py as JSON."""
    components = [c if isinstance(c, dict) else c.to_dict() for c in message.components]
    return {"content": message.content, "components": components}


def texts(message):
    return text(raw(message))


def buttons(message):
    return pressable(raw(message))


def broken_rules(kind, body):
    """What Discord would not take in a response of this kind (4 message, 5 deferral, 8 choices, 9 form), and mentions
    that are not locked down."""
    texts = [item["content"] for item in items(body) if item.get("type") == 10]
    ids = [item["custom_id"] for item in items(body) if "custom_id" in item]
    choices = body.get("choices") or ()
    rules = {
        "mentions": kind != 4 or _pings_nobody(body.get("allowed_mentions", {})),
        "empty": kind != 4 or bool(body.get("content") or body.get("components")),
        "too long": len(body.get("content") or "") <= 2000 and sum(map(len, texts)) <= 4000,
        "too many components": len(list(items(body))) <= 40,
        "ids": len(ids) == len(set(ids)) and all(1 <= len(id_) <= 100 for id_ in ids),
        "content beside components": not (texts and body.get("content")),
        "more than a flag in a deferral": kind != 5 or set(body) <= {"flags"},
        "choices": len(choices) <= 25 and all(len(c["name"]) <= 100 and len(str(c["value"])) <= 100 for c in choices),
        "title": len(body.get("title") or "") <= 45,
    }  # fmt: skip
    return [rule for rule, kept in rules.items() if not kept]


def _pings_nobody(allowed):
    return allowed.get("parse") == [] and not any(allowed.get(name) for name in ("users", "roles", "replied_user"))
