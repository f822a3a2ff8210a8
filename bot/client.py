"""The Discord client: what comes in, what goes out."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.answers import Answers, Refusal
from bot.buttons import Ask, FollowUp, FollowUpForm, ReportForm, Wrong
from bot.card import Card
from bot.commands import commands
from bot.gate import Action, person, place_of, place_of_message
from bot.logs import event
from bot.pages import Page
from bot.sync import sync_commands
from retrieval.model import Query

log = logging.getLogger(__name__)

FAILED = "Something went wrong on my side, and it was noted. Please ask again in a moment."
GONE = "This button is from an older version; ask with `/ask`."
THANKS = "Thank you. The maintainers see which answer it was and what is wrong, not who asked or what."
MENTION = "I cannot read replies here. Mention me with your question, or press **Follow up** under the answer."
SILENT = discord.AllowedMentions.none()


def intents() -> discord.Intents:
    """What the bot listens to; no privileged intent, so no message's text unless it is meant for the bot."""
    chosen = discord.Intents.none()
    chosen.guilds = chosen.guild_messages = chosen.dm_messages = True
    return chosen


class Tree(app_commands.CommandTree["Southbound"]):
    """The command tree; everything that runs through it passes the gate first."""

    async def interaction_check(self, interaction: discord.Interaction[Southbound], /) -> bool:
        """Let in what the gate lets in; commands and autocompletes alike."""
        action: Action = "type" if interaction.type is discord.InteractionType.autocomplete else "browse"
        return self.client.answers.gate.may(
            person(interaction.user), action, place_of(interaction, private=True)
        ).allowed

    async def on_error(
        self, interaction: discord.Interaction[Southbound], error: app_commands.AppCommandError, /
    ) -> None:
        """Log what went wrong and say so in one fixed sentence."""
        await self.client.failed(interaction, error)


class Southbound(discord.Client):
    """Answers slash commands, buttons, forms, mentions and direct messages."""

    def __init__(self, answers: Answers, **options: Any) -> None:  # noqa: ANN401 - discord.Client's own options
        super().__init__(intents=intents(), allowed_mentions=SILENT, **options)
        self.answers = answers
        self.tree = Tree(self)
        for command in commands(self, answers.engine):
            self.tree.add_command(command)
        self.add_dynamic_items(Ask, FollowUp, Wrong)

    async def setup_hook(self) -> None:
        """Tell Discord of the commands where they changed."""
        await sync_commands(self.tree, self.answers.store)

    async def on_ready(self) -> None:
        """Note that the bot is connected."""
        event(log, "ready", servers=len(self.guilds), index=self.answers.engine.version)

    async def answer_command(self, interaction: discord.Interaction, question: str, *, private: bool) -> None:
        """Answer `/ask`."""
        await interaction.response.defer(ephemeral=private, thinking=True)
        await self._answer(interaction, question, private=private)

    async def figure_command(self, interaction: discord.Interaction, query: Query) -> None:
        """Answer `/figure`."""
        await interaction.response.defer(thinking=True)
        with self.answers.under_way():
            found = await self.answers.look_up(person(interaction.user), place_of(interaction, private=False), query)
            await self._send(interaction, found)

    async def show_page(self, interaction: discord.Interaction, page: Page) -> None:
        """Show a fixed page to the person alone."""
        await interaction.response.send_message(view=page, ephemeral=True, allowed_mentions=SILENT)

    async def ask_suggested(self, interaction: discord.Interaction, id_: str) -> None:
        """Ask the question of a button for whoever pressed it."""
        if not self._lets(interaction, "ask"):
            return
        question = await self.answers.store.suggested(id_)
        if question is None:
            await self.tell(interaction, GONE)
            return
        await interaction.response.defer(ephemeral=_is_private(interaction), thinking=True)
        await self._answer(interaction, question, private=_is_private(interaction))

    async def open_follow_up(self, interaction: discord.Interaction, given: str) -> None:
        """Open the form for a follow-up."""
        if self._lets(interaction, "browse"):
            await interaction.response.send_modal(FollowUpForm(given, interaction.user.id))

    async def follow_up(self, interaction: discord.Interaction, given: str, question: str) -> None:
        """Answer a follow-up in the light of the answer it was opened from."""
        private = _is_private(interaction)
        await interaction.response.defer(ephemeral=private, thinking=True)
        await self._answer(interaction, question, private=private, given=given)

    async def open_report(self, interaction: discord.Interaction, given: str) -> None:
        """Open the form that asks what is wrong."""
        if self._lets(interaction, "report"):
            await interaction.response.send_modal(ReportForm(given, interaction.user.id))

    async def report(self, interaction: discord.Interaction, given: str, reason: str) -> None:
        """Keep what is wrong with an answer."""
        if self._lets(interaction, "report"):
            kept = await self.answers.store.report(given, reason, discord.utils.utcnow())
            event(log, "reported", given=given, reason=reason, known=kept)
            await self.tell(interaction, THANKS if kept else GONE)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention or a direct message."""
        question = self._question(message)
        if question is None:
            return
        with self.answers.under_way():
            try:
                await self._answer_message(message, question)
            except Exception:
                log.exception("message failed")
                await message.reply(FAILED, allowed_mentions=SILENT, mention_author=False)

    def _question(self, message: discord.Message) -> str | None:
        """What a message asks of the bot; empty where its text did not come, None where it is not for the bot."""
        if message.author.bot or message.webhook_id or message.mention_everyone or self.user is None:
            return None
        if message.type not in (discord.MessageType.default, discord.MessageType.reply):
            return None
        named = {user.id for user in message.mentions}
        is_meant = named == {self.user.id} or (message.guild is None and not named)
        return message.content.replace(self.user.mention, " ").strip() if is_meant else None

    async def _answer_message(self, message: discord.Message, question: str) -> None:
        place = place_of_message(message)
        if not place.may_speak:
            return
        if not question:
            await message.reply(MENTION, allowed_mentions=SILENT, mention_author=False)
            return
        async with message.channel.typing():
            found = await self.answers.ask(person(message.author), place, question)
        if isinstance(found, Card):
            await message.reply(view=found, allowed_mentions=SILENT, mention_author=False)
        elif found.told:
            await message.reply(found.told, allowed_mentions=SILENT, mention_author=False)

    async def failed(self, interaction: discord.Interaction, error: Exception) -> None:
        """Log what went wrong, and say so in one fixed sentence where something can still be said."""
        log.error("interaction failed", exc_info=error, extra={"fields": {"kind": interaction.type.name}})
        if interaction.type is not discord.InteractionType.autocomplete and not interaction.is_expired():
            try:
                await self.tell(interaction, FAILED)
            except discord.HTTPException as again:
                log.warning("could not tell", exc_info=again)

    async def tell(self, interaction: discord.Interaction, sentence: str) -> None:
        """Say one sentence to the person alone, as the first answer or a later one."""
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=SILENT)
        else:
            await interaction.response.send_message(sentence, ephemeral=True, allowed_mentions=SILENT)

    async def _answer(
        self, interaction: discord.Interaction, question: str, *, private: bool, given: str | None = None
    ) -> None:
        place = place_of(interaction, private=private)
        with self.answers.under_way():
            found = await self.answers.ask(person(interaction.user), place, question, given=given)
            await self._send(interaction, found)

    async def _send(self, interaction: discord.Interaction, found: Card | Refusal) -> None:
        if isinstance(found, Card):
            await interaction.edit_original_response(view=found, allowed_mentions=SILENT)
        else:
            await interaction.edit_original_response(content=found.told or FAILED, allowed_mentions=SILENT)

    def _lets(self, interaction: discord.Interaction, action: Action) -> bool:
        return self.answers.gate.may(person(interaction.user), action, place_of(interaction, private=True)).allowed


def _is_private(interaction: discord.Interaction) -> bool:
    """Whether the message a button stands under is seen by one person only."""
    return interaction.message is not None and interaction.message.flags.ephemeral
