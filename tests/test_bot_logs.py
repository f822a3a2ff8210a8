import asyncio
import gc
import json
import logging
import sys

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


def test_the_token_of_an_interaction_is_never_written():
    url = (
        "https://discord.com/api/v10/webhooks/1/aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZmc=/messages/@original"
    )
    told = line(msg="We are being rate limited. %s %s responded with 429.", args=("PATCH", url))
    assert told["event"] == "We are being rate limited. PATCH https://discord.com/api/v10/webhooks/1/[token]/messages/@original responded with 429."  # fmt: skip


def test_of_an_error_the_kind_and_place_are_told_and_its_words_are_not():
    try:
        try:
            raise KeyError("my secret question")
        except KeyError as error:
            raise RuntimeError("my secret question") from error
    except RuntimeError:
        told = JsonLines().format(logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()}))
    assert "secret" not in told
    trace = json.loads(told)["trace"]
    assert [step for step in trace if " " not in step] == ["KeyError", "RuntimeError"]
    assert any(f"{__file__}:" in step for step in trace)


async def test_a_task_that_failed_unseen_is_told_without_its_words():
    heard = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(JsonLines().format(record))
    logging.getLogger("asyncio").addHandler(handler)

    async def fail():
        raise RuntimeError("my secret question")

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    logging.getLogger("asyncio").removeHandler(handler)
    (told,) = heard
    assert json.loads(told)["event"] == "Task exception was never retrieved"
    assert "secret" not in told


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
