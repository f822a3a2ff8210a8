"""The slash commands."""

from __future__ import annotations

from typing import Any, Protocol

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot import pages, sending
from bot.buttons import QUESTION
from bot.menu import Menu
from bot.pages import Page
from retrieval.engine import Engine
from retrieval.model import Query

Command = app_commands.Command[Any, ..., None]

CHOICES = 25  # of an autocomplete at the most
NAME = 100  # characters of a choice's name and value


class Host(Protocol):
    """What the commands need of the bot; implemented by `bot.client.Southbound`."""

    async def answer_command(self, interaction: discord.Interaction, question: str, *, private: bool) -> None: ...

    async def figure_command(self, interaction: discord.Interaction, query: Query) -> None: ...


def commands(host: Host, engine: Engine) -> tuple[Command, ...]:
    """Every command: for servers, direct messages and people who installed the bot for themselves."""
    found = (
        _ask(host, engine),
        _figure(host, Menu(engine)),
        _page("sources", "What the answers rest on", pages.sources(engine)),
        _page("about", "Coverage, index version, who is behind it", pages.about(engine)),
        _page("help", "How to ask", pages.help_page(engine)),
    )
    for command in found:
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    return found


def _ask(host: Host, engine: Engine) -> Command:
    @app_commands.describe(question="What do you want to know?", private="Show the answer only to you")
    async def ask(
        interaction: discord.Interaction, question: app_commands.Range[str, 1, QUESTION], private: bool = False
    ) -> None:
        await host.answer_command(interaction, question, private=private)

    async def complete(_: discord.Interaction, typed: str) -> list[Choice[str]]:
        found = engine.suggest(typed[:NAME], CHOICES) if typed.strip() else pages.examples(engine, CHOICES)
        return [_choice(question) for question in found if len(question) <= NAME]  # cut, it would be another question

    command = Command(name="ask", description="Ask about the series and the arrivals", callback=ask)
    command.autocomplete("question")(complete)
    return command


def _figure(host: Host, menu: Menu) -> Command:
    @app_commands.describe(
        measure="What is counted", period="A year or other time it has", population="A group, where it is broken down"
    )
    async def figure(
        interaction: discord.Interaction, measure: str, period: str, population: str | None = None
    ) -> None:
        query = menu.query(measure, period, population)
        if isinstance(query, str):
            await sending.tell(interaction, query)
        else:
            await host.figure_command(interaction, query)

    async def complete_measure(_: discord.Interaction, typed: str) -> list[Choice[str]]:
        return [_choice(label, id_) for id_, label in menu.measures(typed)[:CHOICES]]

    async def complete_period(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        measure = getattr(interaction.namespace, "measure", "")
        return [_choice(label, id_) for id_, label in menu.periods(measure, typed)[:CHOICES]]

    async def complete_population(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        measure = getattr(interaction.namespace, "measure", "")
        return [_choice(label, id_) for id_, label in menu.populations(measure, typed)[:CHOICES]]

    command = Command(name="figure", description="Look up one exact figure", callback=figure)
    command.autocomplete("measure")(complete_measure)
    command.autocomplete("period")(complete_period)
    command.autocomplete("population")(complete_population)
    return command


def _page(name: str, description: str, content: str) -> Command:
    async def show(interaction: discord.Interaction) -> None:
        await sending.tell(interaction, Page(content))

    return Command(name=name, description=description, callback=show)


def _choice(name: str, value: str | None = None) -> Choice[str]:
    shown = name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"
    return Choice(name=shown, value=(value or name)[:NAME])
