"""What the stand-in for Discord says over REST: JSON as Discord writes it, and failures where a test asks for them."""

import json

from aiohttp import web


def as_json(value, status=200, headers=None):
    kind = {"Content-Type": "application/json"}  # exactly as Discord says it: discord.py compares the whole header
    return web.Response(body=json.dumps(value).encode(), status=status, headers=kind | (headers or {}))


async def body_of(request):
    """The JSON of a request, also where files come with it."""
    if request.content_type == "application/json":
        return await request.json()
    if not request.content_type.startswith("multipart/"):
        return {}
    async for part in await request.multipart():
        if part.name == "payload_json":
            return json.loads(await part.text())
    return {}


class Faults:
    """The failures to come, and what was done although its word got lost: tokens and paths in `lost`."""

    def __init__(self):
        self.lost, self._next = set(), []

    def add(self, call, how, *, done):
        self._next.append((call, how, done))

    def clear(self):
        self._next.clear()

    def take(self, call, request):
        """The answer of a call that is to fail; marks it lost where Discord is to do it all the same."""
        fault = next((fault for fault in self._next if fault[0] == call), None)
        if fault is None:
            return None
        self._next.remove(fault)
        if fault[2]:
            self.lost.add(request.match_info.get("token", request.path))
        return _failing(fault[1], request)


def _failing(how, request):
    if how == "drop":
        request.transport.abort()
        return web.Response(status=500)
    if how == 429:
        headers = {"Via": "1.1 discord", "Retry-After": "0.2", "X-RateLimit-Scope": "user"}
        return as_json({"message": "You are being rate limited.", "retry_after": 0.2, "global": False}, 429, headers)
    return as_json({"message": "failed", "code": 0}, how)
