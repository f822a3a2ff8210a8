"""What the README and `.env.example` tell a server owner is what the bot needs."""

import re
from pathlib import Path

import discord
import pytest
from dotenv import dotenv_values

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
IN_SERVERS, FOR_ONESELF = (
    re.search(rf"https://discord\.com/oauth2/authorize\?client_id=APP&integration_type={kind}\S*", README)[0]
    for kind in (0, 1)
)
NAMES = {"View Channels": "view_channel"}  # where Discord's page and its API differ


def test_the_install_link_asks_for_the_permissions_that_the_table_explains():
    table = re.search(r"\| permission \|.*?\n\n", README, re.DOTALL)[0]
    rows = [row.split("|")[1].strip() for row in table.splitlines()[2:] if row]
    told = [NAMES.get(name, name.lower().replace(" ", "_")) for row in rows for name in row.split(", ")]
    asked = int(re.search(r"permissions=(\d+)", IN_SERVERS)[1])
    assert discord.Permissions(asked) == discord.Permissions(**dict.fromkeys(told, True))


@pytest.mark.parametrize(("link", "scopes"), [(IN_SERVERS, "bot+applications.commands"), (FOR_ONESELF, "applications.commands")])  # fmt: skip
def test_each_install_link_has_its_scopes(link, scopes):
    assert re.search(r"scope=([^&]+)", link)[1] == scopes


@pytest.mark.parametrize("picture", re.findall(r"!\[([^\]]+)\]\((docs/\S+)\)", README))
def test_every_picture_exists_and_is_told_in_words(picture):
    words, file = picture
    assert len(words) > 20
    assert (ROOT / file).read_bytes().startswith(b"\x89PNG")


def test_the_example_tells_every_setting_with_its_default(tmp_path):
    shown = tmp_path / ".env"
    shown.write_text(re.sub(r"(?m)^#(?=[A-Z_]+=)", "", EXAMPLE))
    told = dotenv_values(shown)
    fields = {"DISCORD_TOKEN" if n == "discord_token" else f"SOUTHBOUND_{n.upper()}": f for n, f in Settings.model_fields.items()}  # fmt: skip
    assert set(told) == set(fields)
    defaults = {name: field.default for name, field in fields.items() if name != "DISCORD_TOKEN"}
    assert {n: told[n] for n, d in defaults.items() if d is not None} == {n: str(d) for n, d in defaults.items() if d is not None}  # fmt: skip
    assert told["DISCORD_TOKEN"] == ""


def test_the_container_sets_what_is_a_setting():
    names = re.findall(r"SOUTHBOUND_\w+", (ROOT / "Dockerfile").read_text())
    assert names
    assert {name.removeprefix("SOUTHBOUND_").lower() for name in names} <= set(Settings.model_fields)
