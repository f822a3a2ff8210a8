"""What goes out: it pings nobody, and only what is safe to send twice is sent again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
from discord import ui

from bot.card import Card

SILENT = discord.AllowedMentions.none()
ACKNOWLEDGED = 40060  # Discord's code: the interaction was answered before
TAKEN = "taken"  # note on an interaction that was answered although discord.py heard no word of it
PAUSES = (0.3, 1.0, 3.0)  # seconds before each repetition
LOST = (aiohttp.ClientError, ConnectionError)  # discord.py repeats after a 5xx, but not after these

Shown = ui.LayoutView | str  # a card, a page or a sentence
T = TypeVar("T")


async def defer(interaction: discord.Interaction, *, private: bool) -> None:
    """Take an interaction for an answer that follows. May be repeated: Discord refuses a second taking."""
    try:
        await _repeated(lambda: interaction.response.defer(ephemeral=private, thinking=True))
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
        interaction.extras[TAKEN] = True


async def edit(interaction: discord.Interaction, shown: Shown) -> None:
    """Put a card or a sentence in the place of the deferred answer. May be repeated: the same edit is one edit."""
    await _repeated(lambda: interaction.edit_original_response(attachments=_files(shown), **_fields(shown)))


async def reply(message: discord.Message, shown: Shown) -> None:
    """Reply to a message, once. May be repeated: Discord keeps the first of two with the same nonce."""
    to: dict[str, Any] = {"reference": message.to_reference(fail_if_not_exists=False)} if _may_refer(message) else {}
    await _repeated(
        lambda: message.channel.send(
            nonce=message.id, mention_author=False, files=_files(shown), **to, **_fields(shown)
        )
    )


async def typing(channel: discord.abc.Messageable) -> None:
    """Show for some seconds that an answer is being made; an answer does not hang on it."""
    with contextlib.suppress(discord.HTTPException, *LOST):
        await channel.typing()


async def tell(interaction: discord.Interaction, shown: Shown) -> None:
    """Show something to the person alone, as the first answer or a later one; never repeated."""
    if interaction.response.is_done() or interaction.extras.get(TAKEN):
        await interaction.followup.send(ephemeral=True, **_fields(shown))
    else:
        await interaction.response.send_message(ephemeral=True, **_fields(shown))


def _may_refer(message: discord.Message) -> bool:
    """Whether a reply may name the message it replies to; Discord wants Read Message History for that."""
    return message.guild is None or message.channel.permissions_for(message.guild.me).read_message_history


def _files(shown: Shown) -> list[discord.File]:
    """The chart of a card, made anew for each sending."""
    return [shown.picture.file()] if isinstance(shown, Card) and shown.picture else []


def _fields(shown: Shown) -> dict[str, Any]:
    return {"content" if isinstance(shown, str) else "view": shown, "allowed_mentions": SILENT}


async def _repeated(send: Callable[[], Awaitable[T]]) -> T:
    for pause in PAUSES:
        try:
            return await send()
        except LOST:
            await asyncio.sleep(pause)
    return await send()
