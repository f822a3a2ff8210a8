"""What a person asked before in a place; in memory only, soon forgotten, never mixed between people or places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 6  # questions of one conversation
CONVERSATIONS = 5000  # kept at the most, the longest unused go first

Key = tuple[int, int, bool]  # person, place, whether for the eyes of the person alone


class Conversations:
    """Keeps the questions of each (person, place, private), and of each answer for a follow-up by anyone who sees it.

    seconds: for how long; now: seconds of a clock that only goes forward.
    """

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._seconds, self._now = seconds, now
        self._held: OrderedDict[Key | str, tuple[float, tuple[str, ...]]] = OrderedDict()

    def before(self, key: Key | str) -> tuple[str, ...]:
        """The questions asked so far, oldest first; none once they are too old."""
        at, questions = self._held.get(key, (0.0, ()))
        if questions and self._now() - at > self._seconds:
            del self._held[key]
            return ()
        return questions

    def add(self, key: Key | str, questions: tuple[str, ...]) -> None:
        """Hold what was asked, the last question last."""
        self._held[key] = (self._now(), questions[-REMEMBERED:])
        self._held.move_to_end(key)
        while len(self._held) > CONVERSATIONS:
            self._held.popitem(last=False)
