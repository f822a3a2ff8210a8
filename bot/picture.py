"""The chart beside an answer about several periods; none where matplotlib is not installed."""

from __future__ import annotations

import io
import threading
from importlib.util import find_spec
from typing import NamedTuple

import discord

from bot.text import cut
from retrieval.engine import Engine, Reply
from retrieval.model import Operation

NAME = "chart.png"
ALT_TEXT = 256  # characters: our own limit, what a screen reader can take in; Discord's is 1,024
DRAWN = frozenset(
    {
        Operation.SERIES,
        Operation.RANGE,
        Operation.TREND,
        Operation.AVERAGE,
        Operation.HIGHEST,
        Operation.LOWEST,
        Operation.RANK,
        Operation.FIRST,
        Operation.LAST,
    }
)  # operations over several periods; a chart beside one value would say less than the value

_drawing = threading.Lock()  # matplotlib's fonts are shared by all threads


class Picture(NamedTuple):
    """A chart as a PNG, and what it shows in words."""

    png: bytes
    alt: str

    def file(self) -> discord.File:
        """The chart as an attachment; a file can be sent only once."""
        return discord.File(io.BytesIO(self.png), NAME, description=self.alt)


def picture(engine: Engine, reply: Reply) -> Picture | None:
    """The chart for an answer, where one helps; takes some tenths of a second, never call it on the event loop."""
    if reply.query is None or not reply.answer.figures or reply.query.operation not in DRAWN:
        return None
    if find_spec("matplotlib") is None:
        return None
    from retrieval.draw import draw  # deferred: only who draws a chart loads matplotlib

    chart = engine.chart(reply.query, reply.answer)
    if chart is None:
        return None
    with _drawing:
        return Picture(draw(chart), cut(chart.alt, ALT_TEXT))
