"""Takes the pictures of the README: the real bot in an offline Discord, photographed by Chromium, and three charts.

Needs the extras dev and chart, and Chromium (/usr/bin/chromium, or where CHROMIUM says). Run: make pictures
"""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import sys
import tempfile
from pathlib import Path

import aiohttp
import simcord

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot_world import southbound  # noqa: E402

from retrieval.draw import draw  # noqa: E402
from retrieval.engine import Engine, index_path  # noqa: E402
from retrieval.model import Operation, Query  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=960,2400",
    "--remote-debugging-port=0",
]
SHOTS = {
    "figure": "how many arrived in 2013?",
    "passage": "who built the fence?",
    "refusal": "how many arrived in 1975?",
    "chart": "how did arrivals develop since 2001?",
}
CHARTS = {
    "arrivals": Query(target="arrivals", operation=Operation.TREND),
    "women-and-men": Query(target="arrivals", operation=Operation.SERIES, populations=("women", "men")),
    "prices": Query(target="defection_cost", operation=Operation.PARTS),
}
WAIT = 60  # seconds for the browser and for a page
# The page is ready once it says so, its pictures are loaded and its buttons can be pressed.
READY = """(() => {
    const shown = document.querySelector("#focused-content"), known = window.simcordPreview;
    if (!shown || shown.hidden || !known?.ready || !known.complete) return null;
    if ([...shown.querySelectorAll("img")].some((img) => !img.complete || !img.naturalWidth)) return null;
    if (shown.querySelector("button:disabled, [aria-disabled=true]")) return null;
    shown.style.paddingBottom = "16px";
    const { x, y, width, height } = shown.getBoundingClientRect();
    return { x, y, width, height };
})()"""


@contextlib.asynccontextmanager
async def browser():
    """A browser without a window; yields the address at which a new page can be opened."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        port = Path(profile) / "DevToolsActivePort"
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, *FLAGS, f"--user-data-dir={profile}",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            async with asyncio.timeout(WAIT):
                while not (port.exists() and port.read_text().count("\n")):
                    await asyncio.sleep(0.1)
            yield f"http://127.0.0.1:{port.read_text().split()[0]}"
        finally:
            process.terminate()
            await process.wait()


async def photograph(browser_url, url, file):
    """Save the message that a preview page shows, once the page is ready."""
    async with aiohttp.ClientSession() as session, session.put(f"{browser_url}/json/new?about:blank") as made:
        address = (await made.json(content_type=None))["webSocketDebuggerUrl"]
        async with session.ws_connect(address, max_msg_size=0) as page, asyncio.timeout(WAIT):
            numbers = itertools.count(1)
            await called(page, next(numbers), "Page.navigate", url=url)
            clip = None
            while clip is None:
                await asyncio.sleep(0.2)
                found = await called(page, next(numbers), "Runtime.evaluate", expression=READY, returnByValue=True)
                clip = found["result"].get("value")
            shot = await called(page, next(numbers), "Page.captureScreenshot", clip=clip | {"scale": 1})
    file.write_bytes(base64.b64decode(shot["data"]))


async def called(page, number, method, **params):
    """The result of one command to a page."""
    await page.send_json({"id": number, "method": method, "params": params})
    async for message in page:
        told = json.loads(message.data)
        if told.get("id") == number:
            return told["result"]
    raise ConnectionError(f"{method}: the browser closed the page")


async def shoot(engine, browser_url, name, question):
    """Ask the bot a question and photograph its answer."""
    with tempfile.TemporaryDirectory() as folder:
        bot = await southbound(engine, f"sqlite+aiosqlite:///{folder}/state.db")
        async with simcord.run(bot) as env:
            await bot.user.edit(username="Southbound")
            channel = env.create_guild().create_text_channel("north-south-migration")
            ann = env.guild.add_member(env.create_user("ann"))
            await ann.slash(channel, "ask", question=question)
            async with env.preview(channel, viewers=[ann], layout="message") as preview:
                await photograph(browser_url, preview.url, ROOT / "docs" / "pictures" / f"{name}.png")
        await bot.answers.finish(1)
        await bot.answers.store.aclose()
    print(f"docs/pictures/{name}.png")


async def main():
    engine = Engine.open(index_path())
    for name, query in CHARTS.items():
        chart = engine.chart(query, engine.answer(query))
        (ROOT / "docs" / "charts" / f"{name}.png").write_bytes(draw(chart))
        print(f"docs/charts/{name}.png: {chart.alt}")
    async with browser() as browser_url:
        for name, question in SHOTS.items():
            await shoot(engine, browser_url, name, question)


asyncio.run(main())
