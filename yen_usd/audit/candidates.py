"""The dates and periods whose published rate lies in an interval."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from .._validation import FromFields
from ..dates.months import ONE_DAY, month_end
from ..dates.periods import Period
from ..errors import BasisError, NotPublishedError, PeriodError, RateNotFoundError
from ..money.exact import EXACT, exact_sum, plain
from ..money.rounding import quantize
from ..rates.period_rates import Mean
from ..rates.rate import Averaging, Basis, Rate
from ..rates.rate_words import name_of
from ..rates.series import RateSeries
from .intervals import Cover, RateInterval

LENGTHS: Final = (1, 3, 6, 9, 12)
"""How many months the periods have whose averages are looked at."""
WHOLE_YEN_DAYS: Final = 31
"""How far from the balance-sheet date a rate may lie that is rounded to whole yen; further off such rates are many."""
FAR: Final = 8
"""From how many days on the distance from the balance-sheet date is told."""


@dataclass(frozen=True, slots=True)
class Candidate(FromFields):
    """A published rate that fits: the rate, and how well it does.

    `stated` is the figure that lies in the interval, the rate itself or the rate in whole yen. `reproduces` says for
    how many of the pairs the printed yen, divided by it and rounded, come to the printed dollars to the digit; the
    others want yen that had not been rounded yet. `offset` is 0 in the middle of the interval and 1 at its ends
    (None for an interval without an upper end). `days` counts from the balance-sheet date to the rate's day or the
    end of its period, negative before it; None if no such date was given.
    """

    rate: Rate
    stated: Decimal
    reproduces: int
    offset: Decimal | None
    days: int | None

    def __str__(self) -> str:
        """Such as: ¥94.16, the noon buying rate of March 29, 2013."""
        named = f"¥{plain(self.rate.yen_per_usd)}, {name_of(self.rate)}"
        if self.stated != self.rate.yen_per_usd:
            return f"¥{plain(self.stated)}, to which {named}, rounds"
        if self.days is not None and abs(self.days) >= FAR:
            named += f" ({abs(self.days)} days {'before' if self.days < 0 else 'after'} the balance-sheet date)"
        return named


class _Known(NamedTuple):
    """A rate that a series answers with, before it is made: a day's, or the average of the months that end on it."""

    value: Decimal
    day: dt.date
    months: int
    averaging: Averaging | None

    def rate(self, series: RateSeries, is_fiscal: bool) -> Rate | None:
        """The rate with its provenance; None for an average whose months the series does not cover whole."""
        if self.averaging is None:
            return series.on(self.day)
        with suppress(RateNotFoundError, BasisError, PeriodError):
            period = Period.ended(self.day, self.months, kind="fiscal_year" if is_fiscal else None)
            return series.over(period).rate(Basis.AVERAGE, self.averaging)
        return None


@lru_cache(maxsize=8)
def _known_rates(series: RateSeries) -> list[_Known]:
    """Every rate of a series that may be looked for, by its size: made once, as a series never changes."""
    found = [_Known(o.yen_per_usd, o.date, 0, None) for o in series]
    months: dict[int, list[Decimal]] = {}
    for rate in found:
        months.setdefault(rate.day.year * 12 + rate.day.month - 1, []).append(rate.value)
    sums = {month: exact_sum(values) for month, values in months.items()}
    for last in months:
        end = month_end(last // 12, last % 12 + 1)
        for length in LENGTHS:
            run = range(last - length + 1, last + 1)
            if not all(month in months for month in run):
                break
            mean = Mean(exact_sum([sums[month] for month in run]), sum(len(months[month]) for month in run))
            found.append(_Known(mean.rounded(2), end, length, Averaging.DAILY))
            if length == 12:
                mean = Mean(exact_sum([months[month][-1] for month in run]), length)
                found.append(_Known(mean.rounded(2), end, length, Averaging.MONTH_END))
    return sorted(found, key=attrgetter("value"))


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
        known, interval = _known_rates(self.series), self.interval
        high, value = interval.high, attrgetter("value")
        start = bisect_left(known, interval.low, key=value)
        end = len(known) if high is None else bisect_right(known, high, key=value)
        found = [rate for rate in known[start:end] if self._is_near(rate) and rate.value in interval]
        rates = [rate for one in found if (rate := one.rate(self.series, self._is_fiscal(one))) is not None]
        rates += [rate for rate in self._averages_to_the_day() if rate.yen_per_usd in interval]
        return self._in_order([(rate, rate.yen_per_usd) for rate in rates])

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
                if whole != rate and self._is_near(_Known(rate, date, 0, None)) and whole in self.interval
            ])  # fmt: skip
        return ()

    def _is_near(self, known: _Known) -> bool:
        if self.day is None or self.within_days is None or self._is_prevailing(known.day, known.months):
            return True
        return abs((known.day - self.day).days) <= self.within_days

    def _is_prevailing(self, day: dt.date, months: int) -> bool:
        """Whether it is the rate of the balance-sheet date itself, though it was observed before."""
        return not months and self.prevailing is not None and day == self.prevailing.observed

    def _is_fiscal(self, known: _Known) -> bool:
        """Twelve months that end like the year of the balance sheet are a fiscal year."""
        end, day = known.day, self.day
        return known.months == 12 and day is not None and (end.month, end.day) == (day.month, day.day)

    def _averages_to_the_day(self) -> Iterator[Rate]:
        """The averages of the months that end on the day itself, where it does not end a month."""
        day = self.day
        if day is None or day == month_end(day.year, day.month):
            return
        for length in LENGTHS:
            for averaging in Averaging if length == 12 else (Averaging.DAILY,):
                known = _Known(Decimal(0), day, length, averaging)
                rate = known.rate(self.series, self._is_fiscal(known))
                if rate is not None:
                    yield rate

    def _in_order(self, rates: list[tuple[Rate, Decimal]]) -> tuple[Candidate, ...]:
        return tuple(self._candidate(rate, stated) for rate, stated in sorted(rates, key=lambda found: self._rank(found[0])))

    def _candidate(self, rate: Rate, stated: Decimal) -> Candidate:
        days = None if self.day is None else (_day_of(rate) - self.day).days
        return Candidate(rate, stated, self.reproduced.count(stated), _offset(stated, self.interval), days)

    def _rank(self, rate: Rate) -> tuple[int, int, int]:
        """Near before far, a day before a period, short before long, before the day before after it."""
        day, length = _day_of(rate), 0 if rate.period is None else rate.period.days
        if self.day is None:
            return -day.toordinal(), length, 0
        days = (day - self.day).days
        return (0 if self._is_prevailing(day, length) else abs(days)), length, days


def _day_of(rate: Rate) -> dt.date:
    day = rate.observed if rate.period is None else rate.period.end
    assert day is not None  # a series knows the day of each rate
    return day


def _offset(rate: Decimal, interval: RateInterval) -> Decimal | None:
    if interval.exact_high is None:
        return None
    half = (interval.exact_high - interval.exact_low) / 2
    ratio = abs(Fraction(rate) - interval.exact_low - half) / half if half else Fraction(0)
    return quantize(EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator)), 2)
