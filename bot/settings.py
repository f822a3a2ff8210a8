"""What a host sets: read from the environment and `.env`, refused in words."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

HOW_TO_CONNECT = (
    "DISCORD_TOKEN is not set. Create an application at https://discord.com/developers/applications, "
    "copy its token under Bot > Reset Token, and run: DISCORD_TOKEN=… python -m bot"
)
NOT_ONE_WORD = (
    "DISCORD_TOKEN: a token is one word of letters, digits, full stops and dashes, and this is not; copy it whole "
    "under Bot > Reset Token."
)
PREFIX = "SOUTHBOUND_"


class MisconfiguredError(Exception):
    """The environment does not say what it should; `str` tells a person what to change."""


class Settings(BaseSettings):
    """Every name is read from the environment in upper case, `DISCORD_TOKEN` without the prefix SOUTHBOUND_."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix=PREFIX, extra="ignore", frozen=True)

    discord_token: SecretStr = Field(validation_alias="DISCORD_TOKEN", default=SecretStr(""))
    index: Path = Path("index/artefacts/current")
    database: str = "sqlite+aiosqlite:///var/southbound.db"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    person_questions: int = Field(default=12, ge=1, le=1000)  # a person's questions in `budget_seconds`
    place_questions: int = Field(default=60, ge=1, le=10_000)  # those of a channel
    budget_seconds: int = Field(default=300, ge=10, le=86_400)
    conversation_seconds: int = Field(default=900, ge=0, le=86_400)  # for how long a follow-up is understood
    workers: int = Field(default=2, ge=1, le=16)  # threads that answer
    health_file: Path | None = None
    health_port: int | None = Field(default=None, ge=1, le=65_535)  # /healthz on 127.0.0.1
    gateway_silence_seconds: int = Field(default=120, ge=30, le=3600)  # before the connection is made anew


def read_settings(*, connects: bool = True) -> Settings:
    """Read the settings. Raises MisconfiguredError naming the variable, what was expected and what was found.

    connects: whether a token is needed.
    """
    if unknown := sorted(_set() - _known()):
        near = difflib.get_close_matches(unknown[0].removeprefix(PREFIX), [n.removeprefix(PREFIX) for n in _known()], 1)
        meant = f"; did you mean {PREFIX}{near[0]}?" if near else "."
        raise MisconfiguredError(f"{unknown[0]}: there is no such setting{meant} See .env.example for all of them.")
    try:
        settings = Settings()
    except ValidationError as error:
        told = "; ".join(_told(detail) for detail in error.errors(include_url=False))
        raise MisconfiguredError(f"{told}. See .env.example for what each is for.") from error
    token = settings.discord_token.get_secret_value().strip()
    if connects and not token:
        raise MisconfiguredError(HOW_TO_CONNECT)
    if connects and not re.fullmatch(r"[!-~]+", token):
        raise MisconfiguredError(NOT_ONE_WORD)
    return settings


def _set() -> set[str]:
    """The names with our prefix that the environment and `.env` set."""
    return {name for name in (*os.environ, *dotenv_values(".env")) if name.startswith(PREFIX)}


def _known() -> set[str]:
    return {f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name != "discord_token"}


def _told(detail: object) -> str:
    assert isinstance(detail, dict)
    name = str(detail["loc"][0]).upper()
    name = name if name == "DISCORD_TOKEN" else f"{PREFIX}{name}"
    found = "" if name == "DISCORD_TOKEN" else f", found {detail['input']!r}"
    return f"{name}: {detail['msg'][0].lower()}{detail['msg'][1:]}{found}"
