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
RESUMABLE = 4000  # close code: not 1000 or 1001, so that the session can be resumed


class Health:
    """How the bot is; well while it is connected and Discord was heard within `silence` seconds."""

    def __init__(self, bot: discord.Client, version: str, *, silence: float) -> None:
        self._bot, self._version, self._silence = bot, version, silence

    def state(self) -> dict[str, Any]:
        """Whether it is well, seconds since Discord was heard, latency in seconds, index version."""
        silent, latency = self._silent_seconds(), self._bot.latency
        return {
            "well": self._bot.is_ready() and not self._bot.is_closed() and silent <= self._silence,
            "silent_seconds": round(silent, 1),
            "latency_seconds": round(latency, 3) if math.isfinite(latency) else None,
            "index": self._version,
        }

    def write(self, file: Path) -> None:
        """Write the state whole, then put it in place. Raises OSError."""
        beside = file.with_name(file.name + ".new")
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(self.state() | {"at": int(time.time())}))
        beside.replace(file)

    async def serve(self, port: int) -> web.AppRunner:
        """Answer GET /healthz on 127.0.0.1: 200 while well, else 503. Raises OSError where the port is taken."""

        async def healthz(_: web.Request) -> web.Response:
            told = self.state()
            return web.json_response(told, status=200 if told["well"] else 503)

        app = web.Application()
        app.router.add_get("/healthz", healthz)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError:
            await runner.cleanup()
            raise
        return runner

    async def watch(self, file: Path | None) -> None:
        """Rewrite the health file, and close a connection on which nothing was heard for too long."""
        while not self._bot.is_closed():
            if file is not None:
                try:
                    await asyncio.to_thread(self.write, file)
                except OSError as error:
                    log.warning("health file not written", exc_info=error)
            if self._bot.is_ready() and self._silent_seconds() > self._silence:
                event(log, "gateway silent", seconds=round(self._silent_seconds()))
                await self._bot.ws.close(RESUMABLE)
            await asyncio.sleep(EVERY)

    def _silent_seconds(self) -> float:
        """Seconds since Discord last acknowledged a heartbeat; 0 before the first connection.

        discord.py itself gives up only after a minute without any word at all, never for missing acknowledgements.
        """
        keep_alive = getattr(self._bot.ws, "_keep_alive", None)
        return time.perf_counter() - keep_alive._last_ack if keep_alive else 0.0
