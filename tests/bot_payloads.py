"""Gateway payloads as Discord sends them: interactions and messages in every kind of place."""

import discord

ME = {
    "id": "100000000000000001",
    "username": "southbound",
    "discriminator": "0",
    "avatar": None,
    "bot": True,
    "global_name": None,
}
ANN = {"id": "200000000000000001", "username": "ann", "discriminator": "0", "avatar": None, "global_name": None}
BOB = {"id": "200000000000000002", "username": "bob", "discriminator": "0", "avatar": None, "global_name": None}
ROBOT = {
    "id": "200000000000000003",
    "username": "robot",
    "discriminator": "0",
    "avatar": None,
    "bot": True,
    "global_name": None,
}
MENTION = f"<@{ME['id']}>"
OWN_ROLE, OTHER_ROLE = "300000000000000002", "300000000000000003"
SERVER, FOREIGN = "300000000000000001", "300000000000000009"
VIEW, SEND, READ_HISTORY, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38
ALL = str(VIEW | SEND | READ_HISTORY | SEND_IN_THREADS)

_WHEN = "2026-01-01T00:00:00+00:00"
_THREAD = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": _WHEN, "locked": False}
TEXT = {
    "id": "400000000000000001",
    "type": 0,
    "name": "general",
    "guild_id": SERVER,
    "position": 0,
    "permission_overwrites": [],
}
FORUM = {
    "id": "400000000000000002",
    "type": 15,
    "name": "questions",
    "guild_id": SERVER,
    "position": 1,
    "permission_overwrites": [],
}
OTHER_TEXT = TEXT | {"id": "400000000000000003", "name": "other"}
FAR_TEXT = TEXT | {"id": "400000000000000009", "guild_id": FOREIGN}


def _thread(id_, parent):
    counted = {"owner_id": ANN["id"], "message_count": 1, "member_count": 1, "total_message_sent": 1}
    return {
        "id": id_,
        "type": 11,
        "name": "t",
        "guild_id": SERVER,
        "parent_id": parent["id"],
        "thread_metadata": _THREAD,
    } | counted


THREAD, POST = _thread("500000000000000001", TEXT), _thread("500000000000000002", FORUM)
DM = {"id": "600000000000000001", "type": 1, "recipients": [ANN]}
GROUP = {"id": "600000000000000002", "type": 3, "recipients": [BOB], "owner_id": BOB["id"], "name": None, "icon": None}


def _role(id_, name, tags=None, permissions=ALL):
    shown = {
        "color": 0,
        "colors": {"primary_color": 0},
        "hoist": False,
        "position": 1,
        "managed": bool(tags),
        "mentionable": False,
    }
    return {"id": id_, "name": name, "permissions": permissions, "flags": 0} | shown | ({"tags": tags} if tags else {})


def member(user):
    return {"user": user, "roles": [], "joined_at": _WHEN, "deaf": False, "mute": False, "flags": 0, "permissions": ALL}


GUILD = {
    "id": SERVER, "name": "server", "owner_id": BOB["id"], "preferred_locale": "en-US", "features": [], "emojis": [], "stickers": [],
    "roles": [_role(SERVER, "@everyone"), _role(OWN_ROLE, "southbound", {"bot_id": ME["id"]}), _role(OTHER_ROLE, "mods")],
    "channels": [TEXT, FORUM, OTHER_TEXT], "threads": [THREAD, POST], "members": [member(ME)], "member_count": 3, "voice_states": [],
    "presences": [], "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [], "verification_level": 0,
    "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0,
    "system_channel_flags": 0, "afk_timeout": 60, "large": False, "unavailable": False,
}  # fmt: skip

# Where an interaction comes from: its channel, context, who installed the app, what the app may do there.
_INSTALLED, _OWN = {"0": SERVER}, {"1": ANN["id"]}
PLACES = {
    "channel": {"guild_id": SERVER, "channel": TEXT, "context": 0, "authorizing_integration_owners": _INSTALLED},
    "other channel": {"guild_id": SERVER, "channel": OTHER_TEXT, "context": 0, "authorizing_integration_owners": _INSTALLED},
    "thread": {"guild_id": SERVER, "channel": THREAD, "context": 0, "authorizing_integration_owners": _INSTALLED},
    "forum post": {"guild_id": SERVER, "channel": POST, "context": 0, "authorizing_integration_owners": _INSTALLED},
    "foreign server": {"guild_id": FOREIGN, "channel": FAR_TEXT, "context": 0, "authorizing_integration_owners": _OWN},
    "direct message": {"channel": DM, "context": 1, "authorizing_integration_owners": {"0": "0"}},
    "others' conversation": {"channel": GROUP, "context": 2, "authorizing_integration_owners": _OWN},
}  # fmt: skip


def interaction(number, kind, data, *, who=ANN, where="channel", permissions=ALL, locale="en-US", message=None):
    """An INTERACTION_CREATE; kind: 2 command, 3 component, 4 autocomplete, 5 form."""
    place = PLACES[where]
    sender = {"user": who}
    if "guild_id" in place:
        foreign = {"id": place["guild_id"], "locale": locale, "features": []}
        sender = {"member": member(who), "guild": foreign, "guild_locale": locale}
    made = discord.utils.time_snowflake(discord.utils.utcnow()) + number  # its token is good for 15 minutes from then
    return {
        "id": str(made), "application_id": ME["id"], "type": kind, "token": f"token-{number}", "version": 1,
        "data": data, "channel_id": place["channel"]["id"], "locale": locale, "entitlements": [], "app_permissions": permissions,
        "attachment_size_limit": 10485760, **place, **sender, **({"message": message} if message else {}),
    }  # fmt: skip


def command(name, **options):
    kinds = {str: 3, bool: 5}
    given = [{"name": option, "type": kinds[type(value)], "value": value} for option, value in options.items()]
    return {"id": "1", "name": name, "type": 1, "options": given}


def typing(name, focused, typed, **options):
    data = command(name, **options, **{focused: typed})
    data["options"][-1]["focused"] = True
    return data


def button(custom_id):
    return {"component_type": 2, "custom_id": custom_id}


def form(custom_id, **values):
    fields = [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": k, "value": v}} for k, v in values.items()
    ]
    return {"custom_id": custom_id, "components": fields}


def message(number, content="", *, who=ANN, where="channel", **changes):
    """A MESSAGE_CREATE as it is without the Message Content intent; `content` only where Discord hands it over."""
    place = PLACES[where]
    server = (
        {"guild_id": place["guild_id"], "member": {k: v for k, v in member(who).items() if k != "user"}}
        if "guild_id" in place
        else {}
    )
    return {
        "id": str(800000000000000000 + number), "channel_id": place["channel"]["id"], "author": who, "content": content, "type": 0,
        "timestamp": _WHEN, "edited_timestamp": None, "tts": False, "mention_everyone": False, "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": False, "components": [], "flags": 0,
        "mentions": [ME] if MENTION in content else [], **server, **changes,
    }  # fmt: skip


def reply(number, content="", *, to, where="channel", ping=True, **changes):
    """A reply to a message."""
    reference = {"type": 0, "message_id": to["id"], "channel_id": to["channel_id"]}
    mentions = [to["author"]] if ping else []
    fields = {"type": 19, "message_reference": reference, "referenced_message": to, "mentions": mentions}
    return message(number, content, where=where, **(fields | changes))
