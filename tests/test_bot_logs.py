import json
import logging

from bot.logs import JsonLines, event

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"


def line(**record):
    return json.loads(JsonLines().format(logging.makeLogRecord({"msg": "x", "levelname": "INFO", **record})))


def test_a_record_is_one_line_of_json():
    told = line(msg="answered %s", args=("now",), fields={"ms": 3})
    assert told["event"] == "answered now"
    assert told["ms"] == 3
    assert told["level"] == "info"


def test_a_token_is_never_written():
    assert TOKEN not in JsonLines().format(logging.makeLogRecord({"msg": f"login with {TOKEN}"}))
    assert "[token]" in JsonLines().format(logging.makeLogRecord({"msg": TOKEN}))


def test_an_event_carries_its_fields(caplog):
    with caplog.at_level(logging.INFO):
        event(logging.getLogger("bot.test"), "answered", status="figure")
    assert caplog.records[-1].fields == {"status": "figure"}


async def test_a_question_is_not_logged(engine, tmp_path, caplog):
    from bot_world import southbound

    from bot.gate import Person, Place

    bot = await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")
    with caplog.at_level(logging.DEBUG):
        await bot.answers.ask(Person(1), Place(2), "how many arrived in 2013, my secret words?")
    await bot.answers.finish(1)
    await bot.answers.store.aclose()
    ours = [JsonLines().format(record) for record in caplog.records if record.name.startswith("bot")]
    assert ours
    assert not any("secret" in told for told in ours)
