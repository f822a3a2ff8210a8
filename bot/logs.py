"""Structured logs: one JSON object a line, without tokens and without what people typed."""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import Any

# A Discord token: three parts of base64, joined by full stops.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
_QUIET = ("discord.gateway", "discord.client", "discord.http", "aiosqlite", "alembic", "sqlalchemy")


class JsonLines(logging.Formatter):
    """Formats a record as JSON; `extra={"fields": {...}}` adds fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = self.formatException(record.exc_info)
        return _TOKEN.sub("[token]", json.dumps(line, ensure_ascii=False, default=str))


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
