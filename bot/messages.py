"""What a message asks of the bot, read without the Message Content intent."""

from __future__ import annotations

import re

import discord

from bot.buttons import given_in

ASKING = (discord.MessageType.default, discord.MessageType.reply)


def question(message: discord.Message, me: discord.abc.User) -> str | None:
    """The question in a message; empty where its text did not come or is none, None where it is not for the bot.

    A message is for the bot where its text names the bot and nobody else, where it replies to the bot and names nobody
    else, and in direct messages. Discord hands over the text of messages that name the bot and of direct messages only.
    """
    if message.author.bot or message.webhook_id or message.mention_everyone or message.type not in ASKING:
        return None
    own = {role.id for role in message.role_mentions if role.tags and role.tags.bot_id == me.id}
    named = set(message.raw_mentions) if message.content else {user.id for user in message.mentions}
    if named - {me.id} or {role.id for role in message.role_mentions} - own:
        return None
    is_direct = isinstance(message.channel, discord.DMChannel)  # of a server not yet known, `guild` is None as well
    if not (named or own or is_direct or _replied_to(message, me)):
        return None
    return re.sub(rf"<@!?{me.id}>|<@&\d+>", " ", message.content).strip()


def answered(message: discord.Message, me: discord.abc.User) -> str | None:
    """The id of the bot's answer that a message replies to."""
    replied = _replied_to(message, me)
    return given_in(replied.components) if replied else None


def _replied_to(message: discord.Message, me: discord.abc.User) -> discord.Message | None:
    """The bot's own message that a message replies to."""
    replied = message.reference and message.reference.resolved
    if message.type is not discord.MessageType.reply or not isinstance(replied, discord.Message):
        return None
    return replied if replied.author.id == me.id else None
