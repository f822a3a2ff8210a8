"""A strict stand-in for Discord on this machine: REST and gateway over real sockets.

It enforces what Discord enforces: a first response within 3 seconds, one response to an interaction, JSON of the right
type; and it can answer 429 once and drop the gateway once.
"""

import asyncio
import json
import time

from aiohttp import WSMsgType, web

ME = {"id": "100", "username": "southbound", "discriminator": "0", "avatar": None, "bot": True, "global_name": None}
ANN = {"id": "200", "username": "ann", "discriminator": "0", "avatar": None, "global_name": None}
DM = {"id": "300", "type": 1, "recipients": [ANN]}
LIMIT = 3.0  # seconds for the first response


class Discord:
    """Keeps what the bot sent: `callbacks`, `edits`, and every rule it broke in `broken`."""

    def __init__(self):
        self.callbacks, self.edits, self.broken, self.sessions, self.resumed = {}, {}, [], 0, 0
        self.synced = 0
        self.limit_next_edit = False
        self._asked, self._socket, self._sequence, self._edited = {}, None, 0, asyncio.Condition()
        self.ready = asyncio.Event()

    async def start(self):
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/api/v10/gateway/bot", self._where)
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_put("/api/v10/applications/100/commands", self._sync)
        app.router.add_post("/api/v10/interactions/{id}/{token}/callback", self._callback)
        app.router.add_patch("/api/v10/webhooks/100/{token}/messages/@original", self._edit)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{self.port}/api/v10"

    async def stop(self):
        await self._runner.cleanup()

    async def ask(self, question, number):
        """Send `/ask` as ann; the body of the answer."""
        id_, token = str(1000 + number), f"token-{number}"
        self._asked[token] = time.monotonic()
        data = {"id": "1", "name": "ask", "type": 1, "options": [{"type": 3, "name": "question", "value": question}]}
        await self._dispatch("INTERACTION_CREATE", {
            "id": id_, "application_id": "100", "type": 2, "token": token, "version": 1, "data": data, "channel_id": "300",
            "channel": DM, "user": ANN, "locale": "en-US", "entitlements": [], "app_permissions": "0", "context": 1,
            "authorizing_integration_owners": {"1": "200"}, "attachment_size_limit": 10485760,
        })  # fmt: skip
        async with self._edited:
            await asyncio.wait_for(self._edited.wait_for(lambda: token in self.edits), 20)
        return self.edits[token]

    async def drop(self):
        """Cut the gateway without a word; returns once the bot has resumed or identified anew."""
        before = self.sessions + self.resumed
        await self._socket.close(code=4000)
        while self.sessions + self.resumed == before:
            await asyncio.sleep(0.05)

    async def _dispatch(self, name, data):
        self._sequence += 1
        await self._socket.send_json({"op": 0, "t": name, "s": self._sequence, "d": data})

    async def _me(self, _):
        return self._json(ME)

    async def _application(self, _):
        named = {"id": "100", "name": "southbound", "description": "", "summary": "", "verify_key": "", "owner": ANN}
        return self._json(
            named | {"flags": 0, "bot_public": True, "bot_require_code_grant": False, "team": None, "icon": None}
        )

    async def _where(self, _):
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return self._json({"url": f"ws://127.0.0.1:{self.port}/gateway", "shards": 1, "session_start_limit": limit})

    async def _gateway(self, request):
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self._socket = socket
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40000}})
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                continue
            sent = json.loads(message.data)
            if sent["op"] == 1:
                await socket.send_json({"op": 11})
            elif sent["op"] == 2:
                self.sessions += 1
                await self._dispatch("READY", {
                    "v": 10, "user": ME, "guilds": [], "session_id": "s", "application": {"id": "100", "flags": 0},
                    "resume_gateway_url": f"ws://127.0.0.1:{self.port}/gateway", "private_channels": [],
                })  # fmt: skip
                self.ready.set()
            elif sent["op"] == 6:
                self.resumed += 1
                await self._dispatch("RESUMED", {})
        return socket

    async def _sync(self, request):
        self.synced += 1
        return self._json(
            [c | {"id": str(n), "application_id": "100", "version": "1"} for n, c in enumerate(await request.json(), 1)]
        )

    async def _callback(self, request):
        token, body = request.match_info["token"], await request.json()
        if time.monotonic() - self._asked[token] > LIMIT:
            self.broken.append(f"{token}: first response too late")
            return self._json({"code": 10062, "message": "Unknown interaction"}, 404)
        if token in self.callbacks:
            self.broken.append(f"{token}: answered twice")
            return self._json({"code": 40060, "message": "Interaction has already been acknowledged."}, 400)
        self.callbacks[token] = body
        message = {"id": "5000", "channel_id": "300", "type": 20, "flags": 128}
        return self._json(
            {
                "interaction": {"id": request.match_info["id"], "type": 2, "response_message_id": "5000"},
                "resource": {"type": body["type"], "message": self._message(message)},
            }
        )

    async def _edit(self, request):
        token = request.match_info["token"]
        body = await request.json() if request.content_type == "application/json" else {}
        if self.limit_next_edit:
            self.limit_next_edit = False
            headers = {"Via": "1.1 discord", "Retry-After": "0.2", "X-RateLimit-Scope": "user"}
            return self._json(
                {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}, 429, headers
            )
        if token in self.edits:
            self.broken.append(f"{token}: edited twice")
        async with self._edited:
            self.edits[token] = body
            self._edited.notify_all()
        return self._json(self._message({"id": "5000", "channel_id": "300", "type": 20, "flags": body.get("flags", 0)}))

    def _message(self, fields):
        return {
            "author": ME, "content": "", "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False,
            "components": [], **fields,
        }  # fmt: skip

    def _json(self, value, status=200, headers=None):
        kind = {"Content-Type": "application/json"}  # exactly as Discord says it: discord.py compares the whole header
        return web.Response(body=json.dumps(value).encode(), status=status, headers=kind | (headers or {}))
