"""Structured logs: one JSON object a line, without tokens and without what people typed.

Of an error its kind and place are told; its words only where they are Discord's or the system's, as others may quote.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import discord

# A bot's token is three parts of base64, joined by full stops; an interaction's begins with "interaction:" in base64.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|aW50ZXJhY3Rpb246[\w=-]+")
_QUIET = ("discord", "aiohttp", "asyncio", "aiosqlite", "alembic", "sqlalchemy")  # what they say at DEBUG holds both
_SAFE = (discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed, OSError)


class JsonLines(logging.Formatter):
    """Formats a record as JSON; `extra={"fields": {...}}` adds fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage().partition("\n")[0],  # what asyncio adds below quotes errors
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [told for error in _chain(record.exc_info[1]) for told in _trace(error)]
        return _TOKEN.sub("[token]", json.dumps(line, ensure_ascii=False, default=str))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it came from, the first first."""
    if error is not None:
        yield from _chain(error.__cause__ or error.__context__)
        yield error


def _trace(error: BaseException) -> list[str]:
    """Where an error was raised, innermost last, and what it was."""
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    told = f"{kind}: {error}" if isinstance(error, _SAFE) else kind
    return [*(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames), told]


def set_up(level: str) -> None:
    """Send all logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.WARNING))


def event(logger: logging.Logger, name: str, **fields: object) -> None:
    """Log that something happened."""
    logger.info(name, extra={"fields": fields})
