"""The bot as a process, from a base install, against a strict Discord over real sockets."""

import asyncio
import json
import os
import signal

import pytest_asyncio
from discord_gateway import Discord

# discord.py reads its addresses from these two places; everything else of the process is as a host runs it.
LAUNCH = """
import sys, yarl, discord.http, discord.gateway
base, socket = sys.argv[1], sys.argv[2]
discord.http.Route.BASE = base
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(socket)
from bot.__main__ import main
code = main([])
print([name for name in ("torch", "transformers", "onnx") if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


@pytest_asyncio.fixture
async def discord():
    stand_in = Discord()
    stand_in.base = await stand_in.start()
    yield stand_in
    await stand_in.stop()


async def launch(discord, host, packed, folder, **changes):
    _, python = host
    environment = {
        "PATH": os.environ["PATH"],
        "DISCORD_TOKEN": "MTAw.abcdef.not-a-token",
        "SOUTHBOUND_INDEX": str(packed),
        "SOUTHBOUND_DATABASE": f"sqlite+aiosqlite:///{folder}/state.db",
        "SOUTHBOUND_HEALTH_FILE": str(folder / "health.json"),
        **changes,
    }
    return await asyncio.create_subprocess_exec(
        python, "-c", LAUNCH, discord.base, f"ws://127.0.0.1:{discord.port}/gateway",
        cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_a_base_install_answers_through_a_limit_and_a_dropped_gateway(discord, host, packed, tmp_path):
    process = await launch(discord, host, packed, tmp_path)
    try:
        await asyncio.wait_for(discord.ready.wait(), 60)
        assert discord.synced == 1
        first = await discord.ask("how many arrived in 2013?")
        assert "1,516 people arrived" in str(first)
        assert discord.callbacks["token-1"]["type"] == 5
        discord.fail("edit", 429)
        assert "2,706" in str(await discord.ask("how many arrived in 2011?"))
        await discord.drop()
        assert "1,502" in str(await discord.ask("how many arrived in 2012?"))
        answers = await asyncio.gather(*(discord.ask(f"how many arrived in {1999 + n}?") for n in range(8)))
        assert all(f"in {1999 + n}." in str(answer) for n, answer in enumerate(answers))
        assert discord.broken == []
        assert json.loads((tmp_path / "health.json").read_text())["index"]
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), 30)
    lines = told.decode().splitlines()
    assert process.returncode == 0, told.decode()
    assert lines[-1] == "[]"
    events = [json.loads(line)["event"] for line in lines if line.startswith("{")]
    assert events.count("answered") == 11
    assert "stopping" in events
    assert "arrived" not in told.decode()


async def test_commands_are_not_synced_again(discord, host, packed, tmp_path):
    for _ in range(2):
        discord.ready.clear()
        process = await launch(discord, host, packed, tmp_path)
        await asyncio.wait_for(discord.ready.wait(), 60)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 30)
    assert discord.synced == 1
