"""The one gate: who may do what where, and how often. Every entry point passes it in its handler."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

import discord

from bot.settings import Settings
from bot.store import Store

Action = Literal["ask", "browse", "report", "type"]

LINES = 3  # that are no answer and yet said to one person for all to see, in the time of a budget


class Person(NamedTuple):
    """Who acts; automatic: a bot, a webhook or the system."""

    id: int
    automatic: bool = False


class Place(NamedTuple):
    """A channel or thread, in a server or not; whether the bot may speak there for all to see, and attach files."""

    id: int
    server: int | None = None
    may_speak: bool = True
    may_attach: bool = True


class Verdict(NamedTuple):
    """Whether it may be done, and whether for the person's eyes alone.

    told: the sentence for a person who may not; empty where nothing is said at all.
    """

    allowed: bool
    told: str = ""
    private: bool = False


class Gate:
    """Decides by rules and by budgets that survive a restart."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._window = dt.timedelta(seconds=settings.budget_seconds)
        self._waiting: dict[tuple[int, Action, int], dt.datetime] = {}  # until when, as far as it was told

    def may(self, person: Person, action: Action, place: Place, now: dt.datetime) -> Verdict:
        """Whether a person may do something in a place, as far as one knows without counting."""
        if person.automatic:
            return Verdict(False)
        until = self._waiting.get((person.id, action, place.id))
        if until is not None and now < until:
            return _wait(until)
        return Verdict(True, private=action == "ask" and not place.may_speak)

    async def admit(self, person: Person, action: Action, place: Place, now: dt.datetime) -> Verdict:
        """Decide, and count what is admitted against the budgets of the person and the place."""
        verdict = self.may(person, action, place, now)
        if not verdict.allowed:
            return verdict
        until = await self._store.spend(self._budgets(person, action, place), self._window, now)
        if until is None:
            return verdict
        self._waiting = {who: free for who, free in self._waiting.items() if now < free}
        self._waiting[person.id, action, place.id] = until
        return _wait(until)

    async def may_tell(self, person: Person, now: dt.datetime) -> bool:
        """Whether one more line that is no answer may be said to a person for all to see; counts it."""
        return await self._store.spend([(f"told:{person.id}", LINES)], self._window, now) is None

    def _budgets(self, person: Person, action: Action, place: Place) -> list[tuple[str, int]]:
        settings = self._settings
        if action == "ask":
            return [(f"person:{person.id}", settings.person_questions), (f"place:{place.id}", settings.place_questions)]
        return [(f"report:{person.id}", settings.person_questions)] if action == "report" else []


def _wait(until: dt.datetime) -> Verdict:
    when = discord.utils.format_dt(until, "R")
    return Verdict(False, f"That was a lot at once, from you or in this channel. Try again {when}.")


def person(user: discord.abc.User) -> Person:
    """The person behind a Discord user."""
    return Person(user.id, automatic=user.bot or user.system)


def place_of(interaction: discord.Interaction) -> Place:
    """Where an interaction happens.

    Outside of servers, and where only the person has installed the bot, Discord itself keeps answers private where it
    must; whether files may be attached it says in every place.
    """
    server = interaction.guild_id
    is_persons_own = interaction.is_user_integration() and not interaction.is_guild_integration()
    is_free = server is None or is_persons_own
    permissions = interaction.app_permissions
    return Place(
        interaction.channel_id or interaction.user.id,
        server,
        may_speak=is_free or _may_send(permissions, interaction.channel),
        may_attach=permissions.attach_files,
    )


def place_of_message(message: discord.Message) -> Place:
    """Where a message stands."""
    if message.guild is None:  # a direct message, or a server that Discord has not told of yet
        return Place(message.channel.id, may_attach=isinstance(message.channel, discord.DMChannel))
    permissions = message.channel.permissions_for(message.guild.me)
    may_speak = _may_send(permissions, message.channel)
    return Place(message.channel.id, message.guild.id, may_speak, permissions.attach_files)


def _may_send(permissions: discord.Permissions, channel: object) -> bool:
    in_thread = isinstance(channel, discord.Thread)
    return permissions.send_messages_in_threads if in_thread else permissions.send_messages
