from bot.conversation import CONVERSATIONS, REMEMBERED, Conversations


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_people_and_places_do_not_mix():
    held = Conversations(60, Clock())
    held.add((1, 10), ("a?",))
    assert held.before((1, 10)) == ("a?",)
    assert held.before((2, 10)) == ()
    assert held.before((1, 11)) == ()


def test_a_conversation_is_forgotten_after_a_while():
    clock = Clock()
    held = Conversations(60, clock)
    held.add((1, 10), ("a?",))
    clock.now = 60
    assert held.before((1, 10)) == ("a?",)
    clock.now = 61
    assert held.before((1, 10)) == ()


def test_only_the_last_questions_are_kept():
    held = Conversations(60, Clock())
    held.add("x", tuple(f"{n}?" for n in range(20)))
    assert held.before("x") == tuple(f"{n}?" for n in range(20 - REMEMBERED, 20))


def test_memory_is_bounded():
    held = Conversations(60, Clock())
    for n in range(CONVERSATIONS + 10):
        held.add((n, 1), ("a?",))
    assert held.before((0, 1)) == ()
    assert held.before((CONVERSATIONS + 9, 1)) == ("a?",)
