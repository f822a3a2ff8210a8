"""`python -m bot` answers in Discord.

`python -m bot reports` prints what people said is wrong, one JSON a line; `python -m bot settings` only says whether
the settings can be used.

Exit codes: 0 stopped, 1 failed (start it again), 2 misconfigured (change something first).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import signal
import sys
import time
from collections.abc import Sequence

import discord
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.answers import Answers
from bot.client import Southbound
from bot.conversation import Conversations
from bot.gate import Gate
from bot.health import Health
from bot.settings import MisconfiguredError, Settings, read_settings
from bot.store import Store
from retrieval.engine import Engine
from retrieval.errors import ArtefactError

STOPPED, FAILED, MISCONFIGURED = 0, 1, 2
TOKEN_REFUSED, INTENTS_REFUSED = 4004, 4013  # Discord's codes for closing the gateway
GRACE = 8.0  # seconds for what is under way when the bot is told to stop; Docker kills after 10

log = logging.getLogger("bot")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Answer in Discord until told to stop.")
    told = "print what people said is wrong, or only check the settings"
    parser.add_argument("task", nargs="?", choices=["reports", "settings"], help=told)
    task = parser.parse_args(arguments).task
    try:
        settings = read_settings(connects=task != "reports")
        if task == "settings":
            return STOPPED
        logs.set_up(settings.log_level)
        if task == "reports":
            return asyncio.run(report(settings))
        return asyncio.run(run(settings, Engine.open(settings.index)))
    except (MisconfiguredError, ArtefactError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - one plain sentence for the person who started it
        return MISCONFIGURED


async def run(settings: Settings, engine: Engine) -> int:
    """Connect and serve until a signal comes or the connection fails for good. Raises MisconfiguredError."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
            asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with contextlib.AsyncExitStack() as stack:
        store = await _opened(settings)
        stack.push_async_callback(store.aclose)
        conversations = Conversations(settings.conversation_seconds, time.monotonic)
        bot = Southbound(Answers(engine, store, Gate(store, settings), conversations, settings.workers))
        health = Health(bot, engine.version, silence=settings.gateway_silence_seconds)
        await _show(health, settings, stack)
        watched = asyncio.create_task(health.watch(settings.health_file))
        stack.callback(watched.cancel)
        return await _serve(bot, settings.discord_token.get_secret_value(), stopping)


async def report(settings: Settings) -> int:
    """Print every report as one JSON a line, the latest last. Raises MisconfiguredError."""
    async with contextlib.aclosing(await _opened(settings)) as store:
        for found in await store.reports():
            print(json.dumps(found._asdict(), default=str))  # noqa: T201 - what was asked for
    return STOPPED


async def _opened(settings: Settings) -> Store:
    try:
        return await Store.open(settings.database)
    except (SQLAlchemyError, CommandError, ImportError, OSError) as error:
        raise MisconfiguredError(f"SOUTHBOUND_DATABASE: cannot be opened: {str(error).splitlines()[0]}") from error


async def _show(health: Health, settings: Settings, stack: contextlib.AsyncExitStack) -> None:
    """Begin to tell how the bot is, where the host wants that."""
    if settings.health_file is not None:
        try:
            health.write(settings.health_file)
        except OSError as error:
            raise MisconfiguredError(f"SOUTHBOUND_HEALTH_FILE: cannot be written: {error}") from error
        stack.callback(settings.health_file.unlink, missing_ok=True)
    if settings.health_port is not None:
        try:
            runner = await health.serve(settings.health_port)
        except OSError as error:
            raise MisconfiguredError(f"SOUTHBOUND_HEALTH_PORT: cannot be opened: {error}") from error
        stack.push_async_callback(runner.cleanup)


async def _serve(bot: Southbound, token: str, stopping: asyncio.Event) -> int:
    connected = asyncio.create_task(bot.start(token))
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({connected, told}, return_when=asyncio.FIRST_COMPLETED)
    if told.done():
        logs.event(log, "stopping")
    await bot.answers.finish(GRACE)
    told.cancel()
    failed = connected.exception() if connected.done() and not connected.cancelled() else None
    await bot.close()
    connected.cancel()
    await asyncio.gather(connected, told, return_exceptions=True)
    return STOPPED if failed is None else _ended(failed)


def _ended(error: BaseException) -> int:
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.LoginFailure) or code == TOKEN_REFUSED:
        raise MisconfiguredError("DISCORD_TOKEN: Discord does not accept it; copy it anew under Bot > Reset Token.")
    if isinstance(error, discord.PrivilegedIntentsRequired) or code == INTENTS_REFUSED:
        raise MisconfiguredError(
            "Discord refuses the bot's intents, none of which is privileged: is the bot up to date?"
        )
    log.error("the connection failed", exc_info=error)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
