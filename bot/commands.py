"""The slash commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot import pages

if TYPE_CHECKING:
    from bot.client import Southbound

Command = app_commands.Command[Any, ..., None]

CHOICES = 25  # of an autocomplete at the most
NAME = 100  # characters of a choice's name and value
QUESTION = 1000


def add_commands(bot: Southbound) -> None:
    """Add every command to the bot's tree: for servers, direct messages and people who installed it for themselves."""
    for command in (_ask(bot), _figure(bot), _sources(bot), _about(bot), _help(bot)):
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        bot.tree.add_command(command)


def _ask(bot: Southbound) -> Command:
    @app_commands.describe(question="What do you want to know?", private="Show the answer only to you")
    async def ask(
        interaction: discord.Interaction, question: app_commands.Range[str, 1, QUESTION], private: bool = False
    ) -> None:
        await bot.answer_command(interaction, question, private=private)

    async def complete(_: discord.Interaction, typed: str) -> list[Choice[str]]:
        return [_choice(question) for question in bot.answers.engine.suggest(typed, CHOICES)]

    command = Command(name="ask", description="Ask about the series and the arrivals", callback=ask)
    command.autocomplete("question")(complete)
    return command


def _figure(bot: Southbound) -> Command:
    @app_commands.describe(
        measure="What is counted", period="A year or other time", population="A group, where it is broken down"
    )
    async def figure(
        interaction: discord.Interaction, measure: str, period: str | None = None, population: str | None = None
    ) -> None:
        query = bot.figures.query(measure, period, population)
        if isinstance(query, str):
            await bot.tell(interaction, query)
        else:
            await bot.figure_command(interaction, query)

    async def complete_measure(_: discord.Interaction, typed: str) -> list[Choice[str]]:
        return [_choice(label, id_) for id_, label in bot.figures.measures(typed)[:CHOICES]]

    async def complete_period(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        measure = getattr(interaction.namespace, "measure", "")
        return [_choice(label, id_) for id_, label in bot.figures.periods(measure, typed)[:CHOICES]]

    async def complete_population(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        measure = getattr(interaction.namespace, "measure", "")
        return [_choice(label, id_) for id_, label in bot.figures.populations(measure, typed)[:CHOICES]]

    command = Command(name="figure", description="Look up one exact figure", callback=figure)
    command.autocomplete("measure")(complete_measure)
    command.autocomplete("period")(complete_period)
    command.autocomplete("population")(complete_population)
    return command


def _sources(bot: Southbound) -> Command:
    async def sources(interaction: discord.Interaction) -> None:
        await bot.show_page(interaction, pages.sources(bot.answers.engine))

    return Command(name="sources", description="What the answers rest on", callback=sources)


def _about(bot: Southbound) -> Command:
    async def about(interaction: discord.Interaction) -> None:
        await bot.show_page(interaction, pages.about(bot.answers.engine))

    return Command(name="about", description="Coverage, index version, who is behind it", callback=about)


def _help(bot: Southbound) -> Command:
    async def help_(interaction: discord.Interaction) -> None:
        await bot.show_page(interaction, pages.help_page(bot.answers.engine))

    return Command(name="help", description="How to ask", callback=help_)


def _choice(name: str, value: str | None = None) -> Choice[str]:
    shown = name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"
    return Choice(name=shown, value=(value or name)[:NAME])
