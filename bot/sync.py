"""Tells Discord of the commands only when their definition changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.logs import event
from bot.sending import LOST
from bot.store import Store

log = logging.getLogger(__name__)

NAME = "commands"  # of the kept setting


async def sync_commands(tree: app_commands.CommandTree[Any], store: Store) -> bool:
    """Sync where the definition differs from the last synced one of this application; whether it did.

    Where Discord cannot take them at the moment, the commands of before stay, and the next start tries again.
    """
    definition = [command.to_dict(tree) for command in sorted(tree.get_commands(), key=lambda c: c.name)]
    text = json.dumps([str(tree.client.application_id), definition], sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if await store.setting(NAME) == digest:
        return False
    try:
        await tree.sync()
    except (discord.HTTPException, *LOST) as error:
        log.warning("commands not synced", exc_info=error)
        return False
    await store.keep(NAME, digest)
    event(log, "commands synced", count=len(definition))
    return True
