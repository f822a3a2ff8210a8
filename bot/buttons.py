"""The buttons and forms under an answer; their state is in their ids, and every id is verified when it comes back."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Iterator, Mapping
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

LABEL = 80  # characters of a button's label
QUESTION = 1000  # characters of a question
REASONS = ("wrong figure", "wrong source", "out of date", "did not answer", "not asked for")
UNFILLED = "I could not read that form. Open it anew, fill it in, and send it again."
ID = r"[0-9a-f]{16}"

FORGOTTEN = "What was asked before is forgotten by now; ask a whole question."

_FORM = re.compile(rf"(?P<kind>more|wrong):(?P<given>{ID}):(?P<person>\d+)")


class Desk(Protocol):
    """What the buttons and forms need of the bot; implemented by `bot.client.Southbound`."""

    async def ask_suggested(self, interaction: discord.Interaction, id_: str) -> None: ...

    async def open_follow_up(self, interaction: discord.Interaction, given: str) -> None: ...

    async def open_report(self, interaction: discord.Interaction, given: str) -> None: ...

    async def follow_up(self, interaction: discord.Interaction, given: str, question: str) -> None: ...

    async def report(self, interaction: discord.Interaction, given: str, reason: str) -> None: ...

    async def tell(self, interaction: discord.Interaction, sentence: str) -> None: ...

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


def follow_up_form(given: str, person: int, *, goes_on: bool) -> ui.Modal:
    """A form for one question. Its id carries whose it is: discord.py mixes up forms of the same id.

    goes_on: whether it is known what the question follows.
    """
    form = ui.Modal(title="Follow up", custom_id=f"more:{given}:{person}", timeout=1)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="question",
        max_length=QUESTION,
        placeholder="and in 2011?" if goes_on else None,
        style=discord.TextStyle.paragraph,
    )
    return form.add_item(ui.Label(text="Your question", description=None if goes_on else FORGOTTEN, component=field))


def report_form(given: str, person: int) -> ui.Modal:
    """A form for one of the reasons."""
    form = ui.Modal(title="What is wrong?", custom_id=f"wrong:{given}:{person}", timeout=1)
    options = [discord.RadioGroupOption(label=reason.capitalize(), value=reason) for reason in REASONS]
    return form.add_item(ui.Label(text="This answer", component=ui.RadioGroup(custom_id="reason", options=options)))


async def submitted(interaction: discord.Interaction) -> None:
    """Do what a form that came back asks, also after a restart; say so where it is not filled in as it was made."""
    data = cast("Mapping[str, Any]", interaction.data or {})
    form = _FORM.fullmatch(data.get("custom_id", ""))
    kind = form["kind"] if form and int(form["person"]) == interaction.user.id else None
    values = dict(_values(data.get("components", ())))
    if form and kind == "more" and (question := str(values.get("question") or "").strip()):
        await desk(interaction).follow_up(interaction, form["given"], question[:QUESTION])
    elif form and kind == "wrong" and values.get("reason") in REASONS:
        await desk(interaction).report(interaction, form["given"], str(values["reason"]))
    else:
        await desk(interaction).tell(interaction, UNFILLED)


def is_known(interaction: discord.Interaction) -> bool:
    """Whether one of the buttons takes a press."""
    custom_id = cast("Mapping[str, Any]", interaction.data or {}).get("custom_id", "")
    return any(button.__discord_ui_compiled_template__.fullmatch(custom_id) for button in (Ask, FollowUp, Wrong))


def given_in(components: Any) -> str | None:  # noqa: ANN401 - discord.py's union of twenty component classes
    """The id of the answer whose *Follow up* button is among a message's components."""
    for component in components:
        found = FollowUp.__discord_ui_compiled_template__.fullmatch(getattr(component, "custom_id", None) or "")
        given = found["given"] if found else given_in(getattr(component, "children", ()))
        if given:
            return str(given)
    return None


def _values(components: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - raw JSON
    for component in components:
        if "custom_id" in component:
            yield component["custom_id"], component.get("value")
        yield from _values([component["component"]] if "component" in component else component.get("components", ()))
