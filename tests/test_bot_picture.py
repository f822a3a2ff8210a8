"""A chart beside an answer about several periods: in the card, with words, and only where files may be attached."""

import pytest
import pytest_asyncio
from bot_world import southbound

from bot.gate import Person, Place
from bot.picture import ALT_TEXT, DRAWN, NAME, picture
from bot.sending import _files
from retrieval.engine import Reply
from retrieval.model import Operation, Query

ANN = Person(1)
TREND = Query(target="arrivals", operation=Operation.TREND)


def reply(engine, query):
    return Reply(engine.answer(query), (), query)


@pytest.mark.parametrize("operation", sorted(DRAWN))
def test_every_operation_over_several_periods_has_a_chart(engine, operation):
    claimed = {"claimed": (2500,), "comparator": "above"} if operation in ("first", "last") else {}
    found = picture(engine, reply(engine, Query(target="arrivals", operation=operation, **claimed)))
    assert found.png.startswith(b"\x89PNG")
    assert "2,914" in found.alt


@pytest.mark.parametrize(
    "query",
    [
        Query(target="arrivals", periods=("2013",)),
        Query(target="arrivals", operation=Operation.TREND, periods=("1950/1960",)),
        Query(target="published", operation=Operation.SERIES),
    ],
)
def test_one_value_a_refusal_and_dates_have_none(engine, query):
    assert picture(engine, reply(engine, query)) is None


def test_a_topic_has_none(engine):
    assert picture(engine, Reply(engine.ask("who built the fence?"), ())) is None


@pytest_asyncio.fixture
async def answers(engine, tmp_path):
    bot = await southbound(engine, f"sqlite+aiosqlite:///{tmp_path}/state.db")
    yield bot.answers
    await bot.answers.finish(1)
    await bot.answers.store.aclose()


async def test_the_card_shows_the_chart_with_its_words(answers):
    card = await answers.look_up(ANN, Place(1), TREND)
    gallery = next(item for item in card.walk_children() if item.to_component_dict()["type"] == 12)
    (media,) = gallery.items
    assert media.media.url == f"attachment://{NAME}"
    assert 0 < len(media.description) <= ALT_TEXT
    assert [file.filename for file in _files(card)] == [NAME]
    assert _files(card)[0].fp.read() == _files(card)[0].fp.read(), "each sending has a file of its own"


async def test_where_nothing_may_be_attached_the_answer_stands_alone(answers):
    card = await answers.look_up(ANN, Place(1, server=2, may_attach=False), TREND)
    assert card.picture is None
    assert _files(card) == []
