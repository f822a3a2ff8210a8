"""One typing error in a word of a list."""

from __future__ import annotations

from collections.abc import Iterable

FUZZY_LENGTH = 5  # letters from which one typing error is forgiven


class Spelling:
    """Finds the one word of a list that a token is one typing error away from; the first letter is taken as right."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, int], list[str]] = {}
        for word in sorted(set(words)):
            self._words.setdefault((word[0], len(word)), []).append(word)

    def corrected(self, token: str) -> str | None:
        """The word meant; None where none or more than one comes into question."""
        if len(token) < FUZZY_LENGTH - 1:
            return None
        lengths = (len(token) - 1, len(token), len(token) + 1)
        near = [word for n in lengths for word in self._words.get((token[0], n), ()) if _one_edit(token, word)]
        return near[0] if len(near) == 1 else None


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter is missing, added, wrong, or two neighbours are swapped."""
    short, long = sorted((a, b), key=len)
    same = next((at for at, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped
