"""`python -m bot`: exit codes 0 stopped, 1 failed (start it again), 2 misconfigured (change something first)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time

import discord

from bot import health, logs
from bot.answers import Answers
from bot.client import Southbound
from bot.conversation import Conversations
from bot.gate import Gate
from bot.settings import MisconfiguredError, Settings, read_settings
from bot.store import Store
from retrieval.engine import Engine
from retrieval.errors import ArtefactError

STOPPED, FAILED, MISCONFIGURED = 0, 1, 2
GRACE = 10.0  # seconds for what is under way when the bot is told to stop

log = logging.getLogger("bot")


def main() -> int:
    """Run until told to stop; the exit code."""
    try:
        settings = read_settings()
        logs.set_up(settings.log_level)
        engine = Engine.open(settings.index)
    except (MisconfiguredError, ArtefactError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - before there is a log, for the person who started it
        return MISCONFIGURED
    return asyncio.run(run(settings, engine))


async def run(settings: Settings, engine: Engine) -> int:
    """Connect and serve until a signal comes or the connection fails for good."""
    store = await Store.open(settings.database)
    conversations = Conversations(settings.conversation_seconds, time.monotonic)
    answers = Answers(engine, store, Gate(store, settings), conversations, settings.workers)
    bot = Southbound(answers)
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
            asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        if settings.health_port is not None:
            runner = await health.serve(bot, engine.version, settings.health_port)
            stack.push_async_callback(runner.cleanup)
        return await _serve(bot, settings, stopping)


async def _serve(bot: Southbound, settings: Settings, stopping: asyncio.Event) -> int:
    connected = asyncio.create_task(bot.start(settings.discord_token.get_secret_value()))
    watched = asyncio.create_task(
        health.watch(
            bot, bot.answers.engine.version, file=settings.health_file, silence=settings.gateway_silence_seconds
        )
    )
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({connected, told}, return_when=asyncio.FIRST_COMPLETED)
    if told.done():
        logs.event(log, "stopping")
    await bot.answers.finish(GRACE)
    watched.cancel()
    told.cancel()
    await bot.close()
    return _ended(connected) if connected.done() else STOPPED


def _ended(connected: asyncio.Task[None]) -> int:
    error = None if connected.cancelled() else connected.exception()
    if error is None:
        return STOPPED
    if isinstance(error, discord.LoginFailure):
        log.error("Discord does not accept DISCORD_TOKEN; copy it anew under Bot > Reset Token.")
        return MISCONFIGURED
    log.error("the connection failed", exc_info=error)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
