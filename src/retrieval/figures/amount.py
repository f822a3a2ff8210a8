"""Exact arithmetic on values and ranges: a range is reckoned end by end, low with low and high with high."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from retrieval.model import Frozen, Unit

# Decimal places that a computed value is rounded to, last of all; a whole number where a unit is not named.
PLACES: dict[Unit, int] = {"percent": 1, "points": 1, "times": 2}
HUNDRED = Decimal(100)


class Amount(Frozen):
    """A value (both ends equal) or a range; an end that is None is not known."""

    low: Decimal | None
    high: Decimal | None
    approximate: bool = False

    @classmethod
    def of(cls, value: Decimal | int, *, approximate: bool = False) -> Amount:
        """Build the amount of one value."""
        return cls(low=Decimal(value), high=Decimal(value), approximate=approximate)

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def has_zero(self) -> bool:
        """Whether an end is zero, so that nothing can be divided by it."""
        return self.low == 0 or self.high == 0

    @property
    def ends(self) -> tuple[Decimal, ...]:
        return tuple(end for end in (self.low, self.high) if end is not None)

    def plus(self, other: Amount) -> Amount:
        return self._with(other, lambda a, b: a + b)

    def minus(self, other: Amount) -> Amount:
        return self._with(other, lambda a, b: a - b)

    def over(self, other: Amount) -> Amount:
        """Divide; the other has no zero end."""
        return self._with(other, lambda a, b: a / b)

    def times(self, factor: Decimal) -> Amount:
        """Multiply by a positive number."""
        return self._with(Amount.of(factor), lambda a, b: a * b)

    def rounded(self, unit: Unit) -> Amount:
        """Round half up to the places of a unit, the ends in order; what is whole already is written whole."""
        places = 0 if all(end == end.to_integral_value() for end in self.ends) else PLACES.get(unit, 0)
        quantum = Decimal(1).scaleb(-places)
        low, high = (None if end is None else end.quantize(quantum, ROUND_HALF_UP) for end in (self.low, self.high))
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Amount(low=low, high=high, approximate=self.approximate)

    def _with(self, other: Amount, reckon: Callable[[Decimal, Decimal], Decimal]) -> Amount:
        low = None if self.low is None or other.low is None else reckon(self.low, other.low)
        high = None if self.high is None or other.high is None else reckon(self.high, other.high)
        return Amount(low=low, high=high, approximate=self.approximate or other.approximate)


def total(amounts: list[Amount]) -> Amount:
    """Add up amounts; the list is not empty."""
    result = amounts[0]
    for amount in amounts[1:]:
        result = result.plus(amount)
    return result


def same(first: Amount, second: Amount) -> bool:
    return first.ends == second.ends


def sign(amount: Amount) -> int | None:
    """1, 0 or -1 where all ends agree on it; None where they do not."""
    signs = {(end > 0) - (end < 0) for end in amount.ends}
    if signs <= {0, 1}:
        return max(signs)
    return min(signs) if signs <= {0, -1} else None
