"""Intervals of rates that pairs of figures imply, exactly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from .._validation import FromFields
from ..money.exact import MAX_DIGITS, plain
from .figures import Bounds

_Key: TypeAlias = tuple[bool, Fraction, int]
"""An end of an interval, in the order of ends: without bound, value, and -1 or 1 for just below or above it."""
_ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class RateInterval(FromFields):
    """The rates between two ends, in yen per dollar, exactly.

    Attributes
    ----------
    exact_low : Fraction
        The lower end.
    exact_high : Fraction or None
        The upper end; None if there is none, as for dollars that are rounded to
        zero.
    low_open : bool
        Whether the lower end itself is left out.
    high_open : bool
        Whether the upper end itself is left out.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from yen_usd import implied_rate
    >>> interval = implied_rate("¥24.3 billion", "$206.7 million").interval
    >>> print(interval)
    ¥117.291 to ¥117.833
    >>> Decimal("117.56") in interval
    True
    """

    exact_low: Fraction
    exact_high: Fraction | None
    low_open: bool
    high_open: bool

    @property
    def low(self) -> Decimal:
        """The lower end, rounded down to three digits of the interval's width."""
        return _decimal(self.exact_low, self._places(), ROUND_FLOOR)

    @property
    def high(self) -> Decimal | None:
        """The upper end, rounded up to three digits of the width; None if there is none."""
        return None if self.exact_high is None else _decimal(self.exact_high, self._places(), ROUND_CEILING)

    @property
    def simplest(self) -> Decimal | None:
        """The rate in it of the fewest decimal places, nearest to its middle; None without any."""
        for places in range(MAX_DIGITS + 1):
            middle = self.exact_low + 1 if self.exact_high is None else (self.exact_low + self.exact_high) / 2
            near = middle * 10**places
            whole = near.numerator // near.denominator
            for number in sorted((whole, whole + 1), key=lambda number: abs(number - near)):
                if number > 0 and Fraction(number, 10**places) in self:
                    return Decimal(f"{number}E-{places}")
        return None

    @property
    def as_quoted(self) -> Decimal | None:
        """The one rate in it of two decimal places, as rates are quoted; None for several.

        A rate that is whole is given in whole yen.
        """
        low = -(-self.exact_low * 100 // 1)
        for first in (low, low + 1):
            if Fraction(first, 100) in self:
                return None if Fraction(first + 1, 100) in self else self.simplest
        return None

    def __contains__(self, rate: Decimal | Fraction) -> bool:
        key = (False, Fraction(rate), 0)
        return low_key(self) <= key <= high_key(self)

    def _places(self) -> int:
        width = None if self.exact_high is None else self.exact_high - self.exact_low
        places = 2
        while width and width * 10**places < 100 and places < MAX_DIGITS // 2:
            places += 1
        return places if width is None or width else MAX_DIGITS // 2

    def __str__(self) -> str:
        if self.exact_low == self.exact_high:
            return f"¥{plain(self.low)}"
        return f"above ¥{plain(self.low)}" if self.high is None else f"¥{plain(self.low)} to ¥{plain(self.high)}"


def low_key(interval: RateInterval) -> _Key:
    """Where an interval begins."""
    return False, interval.exact_low, int(interval.low_open)


def high_key(interval: RateInterval) -> _Key:
    """Where an interval ends."""
    if interval.exact_high is None:
        return True, _ZERO, 0
    return False, interval.exact_high, -int(interval.high_open)


def quotient(yen: Bounds, usd: Bounds) -> RateInterval | None:
    """The rates at which some of the yen come to some of the dollars; None if there is none."""
    if not usd.high or not yen.high:
        return None
    low = yen.low / usd.high
    low_open = yen.low_open or usd.high_open or not low
    if not usd.low:
        return RateInterval(low, None, low_open, True)
    return RateInterval(low, yen.high / usd.low, low_open, yen.high_open or usd.low_open)


class Cover:
    """Many intervals, which can count how many of them hold a rate."""

    def __init__(self, intervals: Sequence[RateInterval]) -> None:
        self._starts = sorted(map(low_key, intervals))
        self._ends = sorted(map(high_key, intervals))

    def count(self, rate: Decimal) -> int:
        """How many hold a rate: those that have begun, less those that have ended."""
        key = (False, Fraction(rate), 0)
        return bisect_right(self._starts, key) - bisect_left(self._ends, key)


EVERY_RATE: Final = RateInterval(_ZERO, None, True, True)


def intersection(intervals: Sequence[RateInterval]) -> RateInterval | None:
    """The rates that lie in all; None if there is none."""
    first, last = max(intervals, key=low_key), min(intervals, key=high_key)
    if low_key(first) > high_key(last):
        return None
    return RateInterval(first.exact_low, last.exact_high, first.low_open, last.high_open)


def outliers(intervals: Sequence[RateInterval | None]) -> list[int]:
    """Which intervals keep the others from having a rate in common.

    These are all but the ones that lie in every largest group with a common rate: of twelve of which eleven agree,
    the twelfth; of two that disagree, both.
    """
    known = [interval for interval in intervals if interval is not None]
    events = sorted([(low_key(i), 0) for i in known] + [(high_key(i), 1) for i in known])  # beginnings before ends
    count = most = 0
    starts: list[_Key] = []
    for key, is_end in events:
        count += -1 if is_end else 1
        if not is_end and count >= most:
            starts = [*starts, key] if count == most else [key]
            most = count
    return [
        at
        for at, interval in enumerate(intervals)
        if interval is None or low_key(interval) > starts[0] or high_key(interval) < starts[-1]
    ]


def _decimal(value: Fraction, places: int, mode: str) -> Decimal:
    """A fraction rounded down or up to decimal places."""
    scaled = value * 10**places
    whole = scaled.numerator // scaled.denominator if mode == ROUND_FLOOR else -(-scaled.numerator // scaled.denominator)
    return Decimal(f"{whole}E-{places}")
