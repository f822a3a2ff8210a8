"""From a question to a card: the gate, the engine in its thread, the store, the conversation."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from bot.card import Card
from bot.conversation import Conversations, Key
from bot.gate import Gate, Person, Place
from bot.logs import event
from bot.picture import Picture, picture
from bot.store import Store
from retrieval.engine import Engine, Reply
from retrieval.model import Query

log = logging.getLogger(__name__)
T = TypeVar("T")


GONE = "This button is from an older version; ask with `/ask`."
THANKS = "Thank you. The maintainers see which answer it was and what is wrong, not who asked or what."


class Told(NamedTuple):
    """A sentence in the place of an answer; empty where nothing is said."""

    sentence: str


class Answers:
    """Answers questions for people in places; the engine runs in threads, never on the event loop."""

    def __init__(self, engine: Engine, store: Store, gate: Gate, conversations: Conversations, workers: int) -> None:
        self.engine, self.store, self.gate, self.conversations = engine, store, gate, conversations
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="engine")
        self._under_way: set[asyncio.Task[Any]] = set()

    async def ask(
        self, person: Person, place: Place, question: str, *, private: bool = False, given: str | None = None
    ) -> Card | Told:
        """Answer a question, after the conversation of the answer `given`, else after the person's own there.

        private: only the person sees the answer; what is seen by all never goes on from what was not.
        """
        verdict = await self.gate.admit(person, "ask", place, _now())
        if not verdict.allowed:
            return Told(verdict.told)
        key: Key = (person.id, place.id, private)
        before = self.conversations.before(given or key)
        reply, chart = await self._threaded(lambda: self._drawn(self.engine.reply(question, context=before), place))
        asked = (*before, question)
        self.conversations.add(key, asked)
        card, id_ = await self._card(reply, chart)
        self.conversations.add(id_, asked)
        return card

    async def look_up(self, person: Person, place: Place, query: Query) -> Card | Told:
        """Answer a typed query."""
        verdict = await self.gate.admit(person, "ask", place, _now())
        if not verdict.allowed:
            return Told(verdict.told)
        recipe = (query.model_dump_json(exclude_defaults=True),)
        reply, chart = await self._threaded(lambda: self._drawn(Reply(self.engine.answer(query), recipe, query), place))
        card, _ = await self._card(reply, chart)
        return card

    async def ask_suggested(self, person: Person, place: Place, id_: str, *, private: bool) -> Card | Told:
        """Answer the question of a button."""
        question = await self.store.suggested(id_)
        return await self.ask(person, place, question, private=private) if question else Told(GONE)

    async def follow_up(self, person: Person, place: Place, given: str, question: str, *, private: bool) -> Card | Told:
        """Answer a question that was typed under the answer `given`."""
        if not await self.store.was_given(given):
            return Told(GONE)
        return await self.ask(person, place, question, private=private, given=given)

    async def report(self, person: Person, place: Place, given: str, reason: str) -> Told:
        """Keep what is wrong with an answer."""
        verdict = await self.gate.admit(person, "report", place, _now())
        if not verdict.allowed:
            return Told(verdict.told)
        is_kept = await self.store.report(given, reason, _now())
        event(log, "reported", given=given, reason=reason, known=is_kept)
        return Told(THANKS if is_kept else GONE)

    async def finish(self, seconds: float) -> None:
        """Let what is under way end, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._under_way:  # more may come while one waits
                    await asyncio.wait(self._under_way)
        self._threads.shutdown(wait=False, cancel_futures=True)

    @contextlib.contextmanager
    def under_way(self) -> Iterator[None]:
        """Hold the current task as under way, so that it is let end when the bot is told to stop."""
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            yield
        finally:
            self._under_way.discard(task)

    def _drawn(self, reply: Reply, place: Place) -> tuple[Reply, Picture | None]:
        """A reply with its chart, where one may be attached."""
        return reply, picture(self.engine, reply) if place.may_attach else None

    async def _card(self, reply: Reply, chart: Picture | None) -> tuple[Card, str]:
        answer = reply.answer
        event(log, "answered", status=answer.status, reason=answer.reason, ms=answer.ms)
        given = await self.store.give(reply.recipe, answer.index, _now())
        questions = answer.suggestions
        ids = await self.store.suggest(questions)
        suggestions = list(zip(ids, questions, strict=True))
        return Card(answer, given=given, suggestions=suggestions, picture=chart), given

    async def _threaded(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
