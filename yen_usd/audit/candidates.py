"""The dates and periods whose published rate lies in an interval."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Final, TypeAlias, TypeVar

from .._validation import FromFields
from ..dates.months import ONE_DAY, month_end
from ..dates.periods import Period
from ..errors import BasisError, NotPublishedError, PeriodError, RateNotFoundError
from ..money.exact import EXACT, exact_sum, places_of, plain
from ..money.rounding import quantize
from ..rates.rate import Averaging, Basis, Rate
from ..rates.rate_words import name_of
from ..rates.series import RateSeries, columns_of
from .intervals import Cover, RateInterval

_Known = TypeVar("_Known", bound=tuple[object, ...])

LENGTHS: Final = (1, 3, 6, 9, 12)
"""Lengths, in months, of the periods whose averages are searched."""
WHOLE_YEN_DAYS: Final = 31
"""Days from the balance-sheet date within which rates in whole yen are searched; there are too many farther away."""
FAR: Final = 8
"""The least distance from the balance-sheet date, in days, that is stated."""


@dataclass(frozen=True, slots=True)
class Candidate(FromFields):
    """A published rate that fits, and how well it does.

    Attributes
    ----------
    rate : Rate
        The rate, of a day or the average of a period.
    stated : Decimal
        The number that lies in the interval, in yen per dollar: the rate
        itself, or the rate in whole yen.
    reproduces : int
        For how many pairs the printed yen, divided by it and rounded, are the
        printed dollars to the digit. The other pairs need yen that were not
        rounded yet.
    offset : Decimal or None
        0 in the middle of the interval, 1 at its ends; None without an upper
        end.
    days : int or None
        Days from the balance-sheet date to the day of the rate or the end of
        its period; negative before it. None if no such date was given.

    Examples
    --------
    >>> from yen_usd import implied_rate
    >>> implied = implied_rate(
    ...     "¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31"
    ... )
    >>> print(implied.candidates[0])
    ¥94.16, the noon buying rate of March 29, 2013
    """

    rate: Rate
    stated: Decimal
    reproduces: int
    offset: Decimal | None
    days: int | None

    @property
    def is_near(self) -> bool:
        """Whether a filing would state it: a rate of the week before the balance-sheet date.

        An average counts if it ends on that date.
        """
        if self.days is None:
            return True
        return -FAR < self.days <= 1 if self.rate.period is None else not self.days

    def __str__(self) -> str:
        """Such as: ¥94.16, the noon buying rate of March 29, 2013."""
        named = f"¥{plain(self.rate.yen_per_usd)}, {name_of(self.rate)}"
        if self.days is not None and abs(self.days) >= FAR:
            named += f" ({abs(self.days)} days {'before' if self.days < 0 else 'after'} the balance-sheet date)"
        if self.stated != self.rate.yen_per_usd:
            return f"¥{plain(self.stated)}, to which {named}, rounds"
        return named


_Average: TypeAlias = tuple[int, int, int, Averaging]
"""An average before it is made: in hundredths, the month that it ends with, counted from the year 0, its months, and how."""


@lru_cache(maxsize=8)
def _scaled_rates(series: RateSeries) -> tuple[int, list[int]]:
    """The places of a series, and its rates as integers in units of the last of them."""
    values = list(columns_of(series)[1])
    places = max(0, places_of(exact_sum(values)))  # an exact sum has the places of the longest
    with localcontext(EXACT):
        scale = Decimal(10**places)
        return places, [int(value * scale) for value in values]


@lru_cache(maxsize=8)
def _published_rates(series: RateSeries) -> tuple[int, list[tuple[int, int]]]:
    """The places, and every rate of a series with its day, sorted by size: made once, because a series never changes."""
    (places, rates), (days, _) = _scaled_rates(series), columns_of(series)
    return places, sorted(zip(rates, days, strict=True), key=itemgetter(0))


@lru_cache(maxsize=8)
def _averages(series: RateSeries) -> list[_Average]:
    """The average of every month and run of months, as quoted, sorted by size: made once, from sums of integers."""
    (places, rates), (days, _) = _scaled_rates(series), columns_of(series)
    scale: int = 10**places
    months: list[int] = []
    counts = [0]  # of the rates up to the end of each month
    while counts[-1] < len(days):
        day = dt.date.fromordinal(days[counts[-1]])
        months.append(day.year * 12 + day.month - 1)
        counts.append(bisect_right(days, month_end(day.year, day.month).toordinal(), counts[-1]))
    sums = [0, *accumulate(rates)]
    totals = [sums[count] for count in counts]
    ends = [0, *accumulate(rates[count - 1] for count in counts[1:])]

    def quoted(total: int, count: int) -> int:
        """In hundredths of a yen, rounded half up."""
        return (200 * total + count * scale) // (2 * count * scale)

    found: list[_Average] = []
    for at, last in enumerate(months, 1):
        for length in LENGTHS:
            first = at - length
            if first < 0 or months[first] != last - length + 1:
                break
            mean = quoted(totals[at] - totals[first], counts[at] - counts[first])
            found.append((mean, last, length, Averaging.DAILY))
            if length == 12:
                found.append((quoted(ends[at] - ends[first], length), last, length, Averaging.MONTH_END))
    return sorted(found, key=itemgetter(0))


@dataclass(frozen=True, slots=True)
class Search:
    """A search among the rates of a series for those that lie in an interval."""

    interval: RateInterval
    series: RateSeries
    day: dt.date | None
    prevailing: Rate | None
    """The rate of that day, which is the nearest even if it was observed before."""
    within_days: int | None
    """How far from the day a rate may lie; None for any distance."""
    reproduced: Cover
    """The rates at which the printed figures of the pairs follow from each other."""

    def candidates(self) -> tuple[Candidate, ...]:
        """The dates and periods whose rate lies in the interval: nearest to the day first, or the latest first."""
        rates = [*self._spots(), *self._month_averages(), *self._averages_to_the_day()]
        return self._in_order([(rate, rate.yen_per_usd) for rate in rates if rate.yen_per_usd in self.interval])

    def in_whole_yen(self) -> tuple[Candidate, ...]:
        """The dates near the day whose rate lies in the interval if it is rounded to whole yen."""
        day = self.day
        if day is None:
            return ()
        with suppress(NotPublishedError, OverflowError):  # no rates, or no days, that far
            reach = WHOLE_YEN_DAYS * ONE_DAY
            near = [(o.date, o.yen_per_usd, quantize(o.yen_per_usd, 0)) for o in self.series[day - reach : day + reach]]
            return self._in_order([
                (self.series.on(date), whole)
                for date, rate, whole in near
                if whole != rate and self._is_near(date, 0) and whole in self.interval
            ])  # fmt: skip
        return ()

    def _spots(self) -> Iterator[Rate]:
        places, known = _published_rates(self.series)
        days = (dt.date.fromordinal(day) for _, day in self._within(known, places))
        return (self.series.on(day) for day in days if self._is_near(day, 0))

    def _month_averages(self) -> Iterator[Rate]:
        for _, last, months, averaging in self._within(_averages(self.series), 2):
            end = month_end(last // 12, last % 12 + 1)
            if self._is_near(end, months) and (rate := self._average(end, months, averaging)) is not None:
                yield rate

    def _within(self, known: list[_Known], places: int) -> list[_Known]:
        """What lies in the interval, or just outside: of a list by its size, in units of a decimal place."""
        low, high = self.interval.low.scaleb(places, EXACT), self.interval.high
        start = bisect_left(known, low, key=itemgetter(0))
        end = len(known) if high is None else bisect_right(known, high.scaleb(places, EXACT), key=itemgetter(0))
        return known[start:end]

    def _averages_to_the_day(self) -> Iterator[Rate]:
        """The averages of the months that end on the day itself, where it does not end a month."""
        day = self.day
        if day is None or day == month_end(day.year, day.month):
            return
        for length in LENGTHS:
            for averaging in Averaging if length == 12 else (Averaging.DAILY,):
                if (rate := self._average(day, length, averaging)) is not None:
                    yield rate

    def _average(self, end: dt.date, months: int, averaging: Averaging) -> Rate | None:
        """An average with its provenance; None for one whose months the series does not cover whole.

        Twelve months that end like the year of the balance sheet are a fiscal year.
        """
        is_fiscal = months == 12 and self.day is not None and (end.month, end.day) == (self.day.month, self.day.day)
        with suppress(RateNotFoundError, BasisError, PeriodError):
            period = Period.ended(end, months, kind="fiscal_year" if is_fiscal else None)
            return self.series.over(period).rate(Basis.AVERAGE, averaging)
        return None

    def _is_near(self, day: dt.date, months: int) -> bool:
        if self.day is None or self.within_days is None or self._is_prevailing(day, months):
            return True
        return abs((day - self.day).days) <= self.within_days

    def _is_prevailing(self, day: dt.date, months: int) -> bool:
        """Whether it is the rate of the balance-sheet date itself, though it was observed before."""
        return not months and self.prevailing is not None and day == self.prevailing.observed

    def _in_order(self, rates: list[tuple[Rate, Decimal]]) -> tuple[Candidate, ...]:
        offset = _offset_in(self.interval)
        return tuple(
            Candidate(rate, stated, self.reproduced.count(stated), offset(stated), self._days_to(rate))
            for rate, stated in sorted(rates, key=lambda found: self._rank(found[0]))
        )

    def _days_to(self, rate: Rate) -> int | None:
        return None if self.day is None else (_day_of(rate) - self.day).days

    def _rank(self, rate: Rate) -> tuple[int, int, int]:
        """The order of candidates: near, then far; days, then periods; long, then short; before the date, then after it."""
        day, length = _day_of(rate), 0 if rate.period is None else rate.period.days
        order = -dt.date.max.toordinal() if not length else -length
        if self.day is None:
            return -day.toordinal(), order, 0
        days = (day - self.day).days
        return (0 if self._is_prevailing(day, length) else abs(days)), order, days


def _day_of(rate: Rate) -> dt.date:
    day = rate.observed if rate.period is None else rate.period.end
    assert day is not None  # a series knows the day of each rate
    return day


def _offset_in(interval: RateInterval) -> Callable[[Decimal], Decimal | None]:
    """How far from the middle of an interval a rate in it lies: 1 at its ends."""
    if interval.exact_high is None:
        return lambda _: None
    half = (interval.exact_high - interval.exact_low) / 2
    middle = interval.exact_low + half

    def offset(rate: Decimal) -> Decimal:
        ratio = abs(Fraction(rate) - middle) / half if half else Fraction(0)
        return quantize(EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator)), 2)

    return offset
