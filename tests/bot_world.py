"""A Discord of one server for the bot's tests: the real client and engine, a database of its own."""

import time

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


def texts(message):
    """Every text a message shows, top to bottom."""
    found = [message.content] if message.content else []

    def walk(items):
        for item in items:
            if item.get("type") == 10:
                found.append(item["content"])
            walk(item.get("components", ()))

    walk(raw(message))
    return "\n".join(found)


def raw(message):
    """The components of a message as Discord keeps them."""
    return [c if isinstance(c, dict) else c.to_dict() for c in message.components]


def buttons(message):
    """Label and id of each button."""
    found = []

    def walk(items):
        for item in items:
            if item.get("type") == 2:
                found.append((item.get("label"), item.get("custom_id")))
            walk(item.get("components", ()))

    walk(raw(message))
    return found
