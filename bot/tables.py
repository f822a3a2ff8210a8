"""The tables of the bot's state; portable SQL, and no text that a person typed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables; `bot/migrations` brings a database to them."""


class Use(Base):
    """One question counted against a budget; `who` is a person's or a channel's key."""

    __tablename__ = "uses"
    __table_args__ = (Index("uses_who_at", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(40))
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class Given(Base):
    """An answer that was given: its recipe and index version, so that a report about it can be understood."""

    __tablename__ = "given"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), index=True)
    index_version: Mapped[str] = mapped_column(String(16))
    recipe: Mapped[str] = mapped_column(Text)


class Suggested(Base):
    """A question of the catalogue that a button asks; `id` is the hash of its text."""

    __tablename__ = "suggested"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    question: Mapped[str] = mapped_column(Text)


class Report(Base):
    """A person said what is wrong with an answer."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    given: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str] = mapped_column(String(32))
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class Setting(Base):
    """A value that the bot keeps for itself, such as the hash of the commands it last synced."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
