"""Takes the pictures of the README: the real bot in an offline Discord, photographed by Chromium, and three charts.

Needs the dev extra, simcord[preview] and /usr/bin/chromium. Run: make pictures
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import simcord
from PIL import Image, ImageChops

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
    "--virtual-time-budget=8000",
]
SHOTS = {
    "figure": "how many arrived in 2013?",
    "passage": "who built the fence?",
    "refusal": "how many arrived in 1975?",
}
CHARTS = {
    "arrivals": Query(target="arrivals", operation=Operation.TREND),
    "women-and-men": Query(target="arrivals", operation=Operation.SERIES, populations=("women", "men")),
    "prices": Query(target="defection_cost", operation=Operation.PARTS),
}


async def photograph(url, file, height):
    with tempfile.TemporaryDirectory() as profile:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--window-size=960,{height}", f"--screenshot={file}", url,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await process.wait()
    crop(file)


def crop(file):
    """Keep the message: what stands right of the list and differs from the background below the bar."""
    with Image.open(file) as whole:
        message = whole.convert("RGB").crop((258, 56, whole.width, whole.height))
    background = Image.new("RGB", message.size, message.getpixel((message.width - 1, message.height - 1)))
    bottom = ImageChops.difference(message, background).getbbox()[3]
    message.crop((0, 0, message.width, min(message.height, bottom + 12))).save(file)


async def main():
    engine = Engine.open(index_path())
    for name, query in CHARTS.items():
        chart = engine.chart(query, engine.answer(query))
        (ROOT / "docs" / "charts" / f"{name}.png").write_bytes(draw(chart))
        print(f"docs/charts/{name}.png: {chart.alt}")
    for name, question in SHOTS.items():
        with tempfile.TemporaryDirectory() as folder:
            bot = await southbound(engine, f"sqlite+aiosqlite:///{folder}/state.db")
            async with simcord.run(bot) as env:
                guild = env.create_guild()
                channel = guild.create_text_channel("north-south-migration")
                ann = guild.add_member(env.create_user("ann"))
                await ann.slash(channel, "ask", question=question)
                async with env.preview(channel, viewers=[ann], layout="message", height=1000) as preview:
                    await photograph(preview.url, ROOT / "docs" / "pictures" / f"{name}.png", 1000)
            await bot.answers.finish(1)
            await bot.answers.store.aclose()
        print(f"docs/pictures/{name}.png")


asyncio.run(main())
