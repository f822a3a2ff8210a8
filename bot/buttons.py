"""The buttons under an answer; their state is in their ids, and every id is verified when it comes back."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

LABEL = 80  # characters of a button's label
REASONS = ("wrong figure", "wrong source", "out of date", "did not answer", "not asked for")
ID = r"[0-9a-f]{16}"


class Desk(Protocol):
    """What the buttons need of the bot; implemented by `bot.client.Southbound`."""

    async def ask_suggested(self, interaction: discord.Interaction, id_: str) -> None: ...

    async def open_follow_up(self, interaction: discord.Interaction, given: str) -> None: ...

    async def open_report(self, interaction: discord.Interaction, given: str) -> None: ...

    async def follow_up(self, interaction: discord.Interaction, given: str, question: str) -> None: ...

    async def report(self, interaction: discord.Interaction, given: str, reason: str) -> None: ...

    async def failed(self, interaction: discord.Interaction, error: Exception) -> None: ...


def desk(interaction: discord.Interaction) -> Desk:
    """The bot behind an interaction."""
    return cast("Desk", interaction.client)


async def guarded(interaction: discord.Interaction, work: Awaitable[None]) -> None:
    """Do what a button or form asks; what goes wrong is logged and told in one fixed sentence."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the edge: nobody above would tell the person
        await desk(interaction).failed(interaction, error)


class Ask(ui.DynamicItem[ui.Button[Any]], template=rf"ask:(?P<id>{ID})"):
    """Asks a question of the catalogue."""

    def __init__(self, id_: str, label: str = "Ask") -> None:
        self.id_ = id_
        text = label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
        super().__init__(ui.Button(label=text, style=discord.ButtonStyle.secondary, custom_id=f"ask:{id_}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the button from its id."""
        return cls(match["id"], getattr(item, "label", None) or "Ask")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask its question for whoever pressed it."""
        await guarded(interaction, desk(interaction).ask_suggested(interaction, self.id_))


class FollowUp(ui.DynamicItem[ui.Button[Any]], template=rf"more:(?P<given>{ID})"):
    """Opens a form for a follow-up question; works where the bot cannot read replies."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(ui.Button(label="Follow up", style=discord.ButtonStyle.primary, custom_id=f"more:{given}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:  # noqa: ARG003
        """Rebuild the button from its id."""
        return cls(match["given"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form."""
        await guarded(interaction, desk(interaction).open_follow_up(interaction, self.given))


class Wrong(ui.DynamicItem[ui.Button[Any]], template=rf"wrong:(?P<given>{ID})"):
    """Opens a form to say what is wrong with the answer."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(ui.Button(label="Wrong?", style=discord.ButtonStyle.secondary, custom_id=f"wrong:{given}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:  # noqa: ARG003
        """Rebuild the button from its id."""
        return cls(match["given"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form."""
        await guarded(interaction, desk(interaction).open_report(interaction, self.given))


class FollowUpForm(ui.Modal, title="Follow up"):
    """One question; its id carries whose form it is, so that two people's forms never mix."""

    question: ui.Label[Self] = ui.Label(
        text="Your question",
        component=ui.TextInput(
            custom_id="question", max_length=1000, placeholder="and in 2011?", style=discord.TextStyle.paragraph
        ),
    )

    def __init__(self, given: str, person: int) -> None:
        super().__init__(custom_id=f"more:{given}:{person}", timeout=900)
        self._given, self._person = given, person

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Answer the question."""
        if interaction.user.id == self._person and isinstance(self.question.component, ui.TextInput):
            await guarded(
                interaction, desk(interaction).follow_up(interaction, self._given, self.question.component.value)
            )


class ReportForm(ui.Modal, title="What is wrong?"):
    """One of the reasons."""

    reason: ui.Label[Self] = ui.Label(
        text="This answer",
        component=ui.RadioGroup(
            custom_id="reason", options=[discord.RadioGroupOption(label=r.capitalize(), value=r) for r in REASONS]
        ),
    )

    def __init__(self, given: str, person: int) -> None:
        super().__init__(custom_id=f"wrong:{given}:{person}", timeout=900)
        self._given, self._person = given, person

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep the report."""
        chosen = getattr(self.reason.component, "value", None)
        if interaction.user.id == self._person and chosen in REASONS:
            await guarded(interaction, desk(interaction).report(interaction, self._given, str(chosen)))
