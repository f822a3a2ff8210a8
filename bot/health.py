"""Says whether the bot is well, in a file and at /healthz on this machine, and wakes a silent connection."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from pathlib import Path
from typing import Any

import discord
from aiohttp import web

from bot.logs import event

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds
SILENT = 4000  # close code: not 1000 or 1001, so that the session can be resumed


def state(bot: discord.Client, version: str) -> dict[str, Any]:
    """How the bot is: ready or not, seconds since Discord was heard, latency in seconds, index version."""
    latency = bot.latency
    return {
        "ready": bot.is_ready() and not bot.is_closed(),
        "silent_seconds": round(silent_seconds(bot), 1),
        "latency_seconds": None if math.isnan(latency) or math.isinf(latency) else round(latency, 3),
        "index": version,
    }


def silent_seconds(bot: discord.Client) -> float:
    """Seconds since Discord last acknowledged a heartbeat; 0 while there is no connection.

    discord.py itself gives up only after a minute without any word at all, never for missing acknowledgements alone.
    """
    keep_alive = getattr(bot.ws, "_keep_alive", None)
    return time.perf_counter() - keep_alive._last_ack if keep_alive else 0.0


def write(bot: discord.Client, version: str, file: Path) -> None:
    """Write the state whole, then put it in place."""
    beside = file.with_name(file.name + ".new")
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(json.dumps(state(bot, version) | {"at": int(time.time())}))
    beside.replace(file)


async def serve(bot: discord.Client, version: str, port: int) -> web.AppRunner:
    """Answer GET /healthz on 127.0.0.1: 200 when ready, else 503."""

    async def healthz(_: web.Request) -> web.Response:
        told = state(bot, version)
        return web.json_response(told, status=200 if told["ready"] else 503)

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


async def watch(bot: discord.Client, version: str, *, file: Path | None, silence: float) -> None:
    """Rewrite the health file, and close a connection on which nothing was heard for `silence` seconds."""
    while not bot.is_closed():
        if file is not None:
            await asyncio.to_thread(write, bot, version, file)
        if bot.is_ready() and silent_seconds(bot) > silence:
            event(log, "gateway silent", seconds=round(silent_seconds(bot)))
            await bot.ws.close(SILENT)
        await asyncio.sleep(EVERY)
