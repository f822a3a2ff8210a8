"""The bot's state in a database: budgets, answers given, suggested questions, reports."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from alembic import command
from alembic.config import Config
from sqlalchemy import delete, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from bot.tables import Given, Report, Setting, Suggested, Use

MIGRATIONS = Path(__file__).parent / "migrations"
QUEUE = 600  # seconds a transaction waits for its turn at the most; Discord takes an answer for 900
KEPT = dt.timedelta(days=90)  # an answer that nobody called wrong; its buttons say so afterwards
ID_BYTES = 8  # of an answer's id: 16 hex digits, not to be guessed


class Reported(NamedTuple):
    """A report: when, its reason, and the index version and recipe of the answer."""

    at: dt.datetime
    reason: str
    version: str
    recipe: tuple[str, ...]


class Store:
    """Opened with `open`; times are UTC."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database at an async SQLAlchemy URL, made and brought up to date where it is not."""
        if (file := make_url(url).database) and url.startswith("sqlite") and file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(_migrate, url)
        # One connection, for which transactions queue up: no two count a budget at once, and SQLite has one writer and
        # does not serve who waits in turn.
        engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=QUEUE, pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _write_ahead)
        return cls(engine)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    async def spend(
        self, budgets: Sequence[tuple[str, int]], window: dt.timedelta, now: dt.datetime
    ) -> dt.datetime | None:
        """Count one use against each (key, limit); where one is spent count none, and tell when it is free again."""
        if not budgets:
            return None
        async with self._session.begin() as session:
            await session.execute(delete(Use).where(Use.at <= now - window))
            free = None
            for who, limit in budgets:
                seen = list(await session.scalars(select(Use.at).where(Use.who == who).order_by(Use.at)))
                if len(seen) >= limit:
                    until = _utc(seen[len(seen) - limit]) + window
                    free = max(free, until) if free else until
            if free is None:
                session.add_all(Use(who=who, at=now) for who, _ in budgets)
            return free

    async def give(self, recipe: Sequence[str], index_version: str, now: dt.datetime) -> str:
        """Keep the recipe of an answer; its id. What is old and was never reported goes."""
        id_ = secrets.token_hex(ID_BYTES)
        reported = select(Report.given)
        async with self._session.begin() as session:
            await session.execute(delete(Given).where(Given.at <= now - KEPT, Given.id.not_in(reported)))
            session.add(Given(id=id_, at=now, index_version=index_version, recipe=json.dumps(list(recipe))))
        return id_

    async def was_given(self, id_: str) -> bool:
        """Whether an answer of this id was given."""
        async with self._session() as session:
            return await session.get(Given, id_) is not None

    async def report(self, given: str, reason: str, now: dt.datetime) -> bool:
        """Keep what is wrong with an answer; False where no such answer was given."""
        async with self._session.begin() as session:
            if await session.get(Given, given) is None:
                return False
            session.add(Report(given=given, reason=reason, at=now))
            return True

    async def reports(self) -> list[Reported]:
        """What is wrong with which answers, the latest last."""
        both = select(Report, Given).join(Given, Given.id == Report.given).order_by(Report.at, Report.id)
        async with self._session() as session:
            return [
                Reported(_utc(report.at), report.reason, given.index_version, tuple(json.loads(given.recipe)))
                for report, given in await session.execute(both)
            ]

    async def suggest(self, questions: Sequence[str]) -> list[str]:
        """Keep questions of the catalogue for buttons; their ids."""
        ids = [hashlib.sha256(question.encode()).hexdigest()[:16] for question in questions]
        async with self._session.begin() as session:
            known = set(await session.scalars(select(Suggested.id).where(Suggested.id.in_(ids))))
            new = {id_: question for id_, question in zip(ids, questions, strict=True) if id_ not in known}
            session.add_all(Suggested(id=id_, question=question) for id_, question in new.items())
        return ids

    async def suggested(self, id_: str) -> str | None:
        """The question behind a button; None where there is none."""
        async with self._session() as session:
            found = await session.get(Suggested, id_)
            return found.question if found else None

    async def setting(self, name: str) -> str | None:
        """A kept value; None where there is none."""
        async with self._session() as session:
            found = await session.get(Setting, name)
            return found.value if found else None

    async def keep(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        async with self._session.begin() as session:
            await session.merge(Setting(name=name, value=value))


def _migrate(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option(
        "sqlalchemy.url",
        make_url(url)
        .set(drivername=make_url(url).get_backend_name())
        .render_as_string(hide_password=False)
        .replace("%", "%%"),
    )
    command.upgrade(config, "head")


def _write_ahead(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()


def _utc(moment: dt.datetime) -> dt.datetime:
    """SQLite forgets the zone of a time."""
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
