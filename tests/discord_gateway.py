"""A strict stand-in for Discord on this machine: REST and gateway over real sockets.

It enforces what Discord enforces: a first response within 3 seconds, one response to an interaction, JSON of the right
type, the limits of a message, no mention that is not locked down; and it fails where a test says so.
"""

import asyncio
import json
import time

import bot_payloads as payloads
from aiohttp import WSMsgType, web
from bot_world import broken_rules
from discord_rest import Faults, as_json, body_of

LIMIT = 3.0  # seconds for the first response


class Discord:
    """Keeps what the bot sent: `callbacks`, `edits`, `messages`, `followups`, and every rule it broke in `broken`."""

    def __init__(self):
        self.callbacks, self.edits, self.followups, self.messages, self.broken = {}, {}, {}, [], []
        self.sessions = self.resumed = self.synced = self.number = 0
        self.intents = None  # what the bot asked to hear
        self.heartbeat, self.deaf = 40000, False  # milliseconds; whether heartbeats stay without acknowledgement
        self.closes_with, self.token_is_good, self.gateway_is_up = None, True, True
        self.faults = Faults()
        self._asked, self._log, self._socket, self._changed = {}, [], None, asyncio.Condition()
        self.ready = asyncio.Event()

    async def start(self):
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/api/v10/gateway/bot", self._where)
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_put("/api/v10/applications/{app}/commands", self._sync)
        app.router.add_post("/api/v10/interactions/{id}/{token}/callback", self._callback)
        app.router.add_patch("/api/v10/webhooks/{app}/{token}/messages/@original", self._edit)
        app.router.add_post("/api/v10/webhooks/{app}/{token}", self._follow_up)
        app.router.add_post("/api/v10/channels/{channel}/messages", self._message)
        app.router.add_post("/api/v10/channels/{channel}/typing", self._typing)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def stop(self):
        await self._runner.cleanup()

    def fail(self, call, how, *, done=False):
        """Let the next `call` (callback, edit, follow_up, message, sync) fail: a status, or "drop" for a lost connection.

        done: Discord did what was asked, only its word got lost.
        """
        self.faults.add(call, how, done=done)

    async def ask(self, question, **changes):
        """Send `/ask`; the body of the answer."""
        return await self.interact(2, payloads.command("ask", question=question), **changes)

    async def interact(self, kind, data, **changes):
        """Send an interaction; the body of what it came to in the end."""
        token = await self.send(kind, data, **changes)
        return await self.outcome(token)

    async def send(self, kind, data, **changes):
        """Send an interaction; its token."""
        self.number += 1
        token = f"token-{self.number}"
        self._asked[token] = time.monotonic()
        await self.dispatch("INTERACTION_CREATE", payloads.interaction(self.number, kind, data, **changes))
        return token

    async def outcome(self, token):
        """The edit of a deferred answer, or the data of an answer given at once."""

        def come():
            return token in self.edits or self.callbacks.get(token, {}).get("type") in (4, 8, 9)

        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(come), 60)
        return self.edits.get(token) or self.callbacks[token]["data"]

    async def followed(self, token):
        """What followed the first response to an interaction."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: token in self.followups), 20)
        return self.followups[token]

    async def write(self, message, *, answers=1):
        """Send a message; what the bot posted then (waits until it posted `answers`, or a while for nothing)."""
        before = len(self.messages)
        await self.dispatch("MESSAGE_CREATE", message)
        if answers:
            async with self._changed:
                await asyncio.wait_for(self._changed.wait_for(lambda: len(self.messages) >= before + answers), 10)
        await asyncio.sleep(0.05)
        return self.messages[before:]

    async def drop(self, *, code=4000):
        """Cut the gateway; returns once the bot has resumed or identified anew."""
        await self.cut(code=code)
        await self.back()

    async def cut(self, *, code=4000):
        """Cut the gateway."""
        self._times_up = self.sessions + self.resumed
        await self._socket.close(code=code)

    async def back(self):
        """Wait until the bot has resumed or identified anew after a cut."""
        while self.sessions + self.resumed == self._times_up:
            await asyncio.sleep(0.02)

    async def dispatch(self, name, data):
        """Send an event; one that cannot be sent is kept for the bot to resume."""
        self._log.append((name, data))
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json({"op": 0, "t": name, "s": len(self._log), "d": data})

    async def _me(self, _):
        return as_json(payloads.ME) if self.token_is_good else as_json({"message": "401: Unauthorized", "code": 0}, 401)

    async def _application(self, _):
        named = {
            "id": payloads.ME["id"],
            "name": "southbound",
            "description": "",
            "summary": "",
            "verify_key": "",
            "owner": payloads.ANN,
        }
        return as_json(
            named | {"flags": 0, "bot_public": True, "bot_require_code_grant": False, "team": None, "icon": None}
        )

    async def _where(self, _):
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return as_json({"url": f"ws://127.0.0.1:{self.port}/gateway", "shards": 1, "session_start_limit": limit})

    async def _gateway(self, request):
        if not self.gateway_is_up:
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.heartbeat}})
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                continue
            sent = json.loads(message.data)
            if sent["op"] == 1 and not self.deaf:
                await socket.send_json({"op": 11})
            elif sent["op"] == 2 and self.closes_with:
                await socket.close(code=self.closes_with)
            elif sent["op"] == 2:
                self.intents = sent["d"]["intents"]
                await self._identified(socket)
            elif sent["op"] == 6:
                await self._resume(socket, sent["d"]["seq"])
        return socket

    async def _identified(self, socket):
        self._socket, self.sessions = socket, self.sessions + 1
        await self.dispatch("READY", {
            "v": 10, "user": payloads.ME, "guilds": [{"id": payloads.SERVER, "unavailable": True}], "session_id": "s",
            "application": {"id": payloads.ME["id"], "flags": 0}, "private_channels": [],
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/gateway",
        })  # fmt: skip
        await self.dispatch("GUILD_CREATE", payloads.GUILD)
        self.ready.set()

    async def _resume(self, socket, heard):
        self._socket = socket
        for number, (name, data) in enumerate(self._log[heard:], heard + 1):
            await socket.send_json({"op": 0, "t": name, "s": number, "d": data})
        await self.dispatch("RESUMED", {})
        self.resumed += 1

    async def _sync(self, request):
        if fault := self.faults.take("sync", request):
            return fault
        self.synced += 1
        told = enumerate(await request.json(), 1)
        return as_json([c | {"id": str(n), "application_id": payloads.ME["id"], "version": "1"} for n, c in told])

    async def _callback(self, request):
        token, body = request.match_info["token"], await body_of(request)
        if time.monotonic() - self._asked[token] > LIMIT:
            self.broken.append(f"{token}: first response too late")
            return as_json({"code": 10062, "message": "Unknown interaction"}, 404)
        if token in self.callbacks:
            if token not in self.faults.lost:
                self.broken.append(f"{token}: answered twice")
            return as_json({"code": 40060, "message": "Interaction has already been acknowledged."}, 400)
        fault = self.faults.take("callback", request)
        if fault and token not in self.faults.lost:
            return fault
        self._check(token, body["type"], body.get("data") or {})
        await self._keep(self.callbacks, token, body)
        message = payloads.message(5000, who=payloads.ME, type=20, flags=(body.get("data") or {}).get("flags", 0))
        made = {"id": request.match_info["id"], "type": 2, "response_message_id": message["id"]}
        return fault or as_json({"interaction": made, "resource": {"type": body["type"], "message": message}})

    async def _edit(self, request):
        token, body = request.match_info["token"], await body_of(request)
        fault = self.faults.take("edit", request)
        if fault and token not in self.faults.lost:
            return fault
        if token in self.edits and (token not in self.faults.lost or self.edits[token] != body):
            self.broken.append(f"{token}: edited twice")
        self._check(token, 4, body)
        await self._keep(self.edits, token, body)
        return fault or as_json(payloads.message(5000, who=payloads.ME, type=20, flags=body.get("flags", 0)))

    async def _follow_up(self, request):
        token, body = request.match_info["token"], await body_of(request)
        self._check(token, 4, body)
        await self._keep(self.followups, token, [*self.followups.get(token, ()), body])
        return as_json(payloads.message(5001, who=payloads.ME, type=0, webhook_id=payloads.ME["id"]))

    async def _message(self, request):
        body = await body_of(request)
        fault = self.faults.take("message", request)
        if fault and request.path not in self.faults.lost:
            return fault
        known = [m for m in self.messages if body.get("enforce_nonce") and m.get("nonce") == body["nonce"]]
        if not known:
            self._check(request.path, 4, body)
            async with self._changed:
                self.messages.append(body | {"channel_id": request.match_info["channel"]})
                self._changed.notify_all()
        return fault or as_json(
            payloads.message(6000 + len(self.messages), who=payloads.ME, components=body.get("components", []))
        )

    async def _typing(self, _):
        return web.Response(status=204)

    def _check(self, where, kind, body):
        self.broken += [f"{where}: {rule}" for rule in broken_rules(kind, body)]

    async def _keep(self, kept, token, body):
        async with self._changed:
            kept[token] = body
            self._changed.notify_all()
