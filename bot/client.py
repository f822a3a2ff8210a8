"""The Discord client: every way in, each through the gate."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from bot import messages, sending
from bot.answers import GONE, Answers, Told
from bot.buttons import Ask, FollowUp, Wrong, follow_up_form, guarded, is_known, report_form, submitted
from bot.card import Card
from bot.commands import commands
from bot.gate import Action, Person, Place, Verdict, person, place_of, place_of_message
from bot.logs import event
from bot.sync import sync_commands
from retrieval.model import Query

log = logging.getLogger(__name__)

Find = Callable[[Person, Place, bool], Awaitable[Card | Told]]  # who asks where, whether for their eyes alone

FAILED = "Something went wrong on my side, and it was noted. Please ask again in a moment."
NO_TEXT = "I see no question here. Mention me with your question, or press **Follow up** under the answer."


def intents() -> discord.Intents:
    """What the bot listens to; no privileged intent, so no message's text unless it is meant for the bot."""
    chosen = discord.Intents.none()
    chosen.guilds = chosen.guild_messages = chosen.dm_messages = True
    return chosen


class Tree(app_commands.CommandTree["Southbound"]):
    """The command tree; everything that runs through it passes the gate first."""

    async def interaction_check(self, interaction: discord.Interaction[Southbound], /) -> bool:
        """Let in what the gate lets in; commands and autocompletes alike."""
        is_typing = interaction.type is discord.InteractionType.autocomplete
        return await self.client.admits(interaction, "type" if is_typing else "browse")

    async def on_error(
        self, interaction: discord.Interaction[Southbound], error: app_commands.AppCommandError, /
    ) -> None:
        """Log what went wrong and say so in one fixed sentence."""
        await self.client.failed(interaction, error)


class Southbound(discord.Client):
    """Answers slash commands, buttons, forms, mentions and direct messages."""

    def __init__(self, answers: Answers, **options: Any) -> None:  # noqa: ANN401 - discord.Client's own options
        super().__init__(intents=intents(), allowed_mentions=sending.SILENT, max_messages=None, **options)
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

        async def find(who: Person, where: Place, unseen: bool) -> Card | Told:
            return await self.answers.ask(who, where, question, private=unseen)

        await self._respond(interaction, "ask", private, find)

    async def figure_command(self, interaction: discord.Interaction, query: Query) -> None:
        """Answer `/figure`."""
        await self._respond(interaction, "ask", False, lambda who, where, _: self.answers.look_up(who, where, query))

    async def ask_suggested(self, interaction: discord.Interaction, id_: str) -> None:
        """Ask the question of a button for whoever pressed it."""

        async def find(who: Person, where: Place, unseen: bool) -> Card | Told:
            return await self.answers.ask_suggested(who, where, id_, private=unseen)

        await self._respond(interaction, "ask", _is_private(interaction), find)

    async def open_follow_up(self, interaction: discord.Interaction, given: str) -> None:
        """Open the form for a follow-up."""
        if await self.admits(interaction, "ask"):
            is_remembered = bool(self.answers.conversations.before(given))
            form = follow_up_form(given, interaction.user.id, goes_on=is_remembered)
            await interaction.response.send_modal(form)

    async def follow_up(self, interaction: discord.Interaction, given: str, question: str) -> None:
        """Answer a follow-up in the light of the answer it was opened from."""

        async def find(who: Person, where: Place, unseen: bool) -> Card | Told:
            return await self.answers.follow_up(who, where, given, question, private=unseen)

        await self._respond(interaction, "ask", _is_private(interaction), find)

    async def open_report(self, interaction: discord.Interaction, given: str) -> None:
        """Open the form that asks what is wrong."""
        if await self.admits(interaction, "report"):
            await interaction.response.send_modal(report_form(given, interaction.user.id))

    async def report(self, interaction: discord.Interaction, given: str, reason: str) -> None:
        """Keep what is wrong with an answer."""
        await self._respond(
            interaction, "report", True, lambda who, where, _: self.answers.report(who, where, given, reason)
        )

    async def tell(self, interaction: discord.Interaction, sentence: str) -> None:
        """Say something to the person alone."""
        if await self.admits(interaction, "browse"):
            await sending.tell(interaction, sentence)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take back a form, and what is under a message of an older version; the rest comes its own way."""
        if interaction.type is discord.InteractionType.modal_submit:
            await guarded(interaction, submitted(interaction))
        elif interaction.type is discord.InteractionType.component and not is_known(interaction):
            await guarded(interaction, self.tell(interaction, GONE))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply or a direct message."""
        me = self.user
        question = messages.question(message, me) if me else None
        if me is None or question is None:
            return
        with self.answers.under_way():
            try:
                await self._answer_message(message, question, messages.answered(message, me))
            except (discord.Forbidden, discord.NotFound) as error:
                log.warning("may not reply", exc_info=error)
            except Exception:
                log.exception("message failed")
                await self._apologise(lambda: sending.reply(message, FAILED))

    async def _answer_message(self, message: discord.Message, question: str, given: str | None) -> None:
        who, where, now = person(message.author), place_of_message(message), discord.utils.utcnow()
        verdict = self.answers.gate.may(who, "ask", where, now)
        if verdict.private:  # nothing can be said to one person alone in reply to a message
            return
        if not verdict.allowed:
            found: Card | Told = Told(verdict.told)
        elif not question:
            found = Told(NO_TEXT)
        else:
            await sending.typing(message.channel)
            found = await self.answers.ask(who, where, question, given=given)
        if isinstance(found, Card):
            await sending.reply(message, found)
        elif found.sentence and await self.answers.gate.may_tell(who, now):
            await sending.reply(message, found.sentence)

    async def failed(self, interaction: discord.Interaction, error: Exception) -> None:
        """Log what went wrong, and say so in one fixed sentence where something can still be said."""
        log.error("interaction failed", exc_info=error, extra={"fields": {"kind": interaction.type.name}})
        if interaction.type is not discord.InteractionType.autocomplete and not interaction.is_expired():
            await self._apologise(lambda: sending.tell(interaction, FAILED))

    async def _apologise(self, say: Callable[[], Awaitable[None]]) -> None:
        try:
            await say()
        except (discord.HTTPException, *sending.LOST) as error:
            log.warning("could not tell", exc_info=error)

    async def admits(self, interaction: discord.Interaction, action: Action) -> bool:
        """Whether the gate lets someone in; whoever may not is told so."""
        return (await self._admitted(interaction, action)).allowed

    async def _admitted(self, interaction: discord.Interaction, action: Action) -> Verdict:
        """What the gate says; whoever may not is told so."""
        now = discord.utils.utcnow()
        verdict = self.answers.gate.may(person(interaction.user), action, place_of(interaction), now)
        if not verdict.allowed and interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        elif not verdict.allowed and verdict.told:
            await sending.tell(interaction, verdict.told)
        return verdict

    async def _respond(self, interaction: discord.Interaction, action: Action, private: bool, find: Find) -> None:
        """Defer at once and answer; for the person alone where that is wished, or the bot may not speak."""
        verdict = await self._admitted(interaction, action)
        if not verdict.allowed:
            return
        unseen = private or verdict.private
        with self.answers.under_way():
            await sending.defer(interaction, private=unseen)
            found = await find(person(interaction.user), place_of(interaction), unseen)
            await sending.edit(interaction, found if isinstance(found, Card) else found.sentence)


def _is_private(interaction: discord.Interaction) -> bool:
    """Whether the message a button stands under is seen by one person only."""
    return interaction.message is not None and interaction.message.flags.ephemeral
