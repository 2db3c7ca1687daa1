"""A second implementation of `translate`, tiny: Fractions over the bundled CSV, by the decisions of the design alone.

It reads no text: a call comes with what its amount, day, period and rate mean. It imports nothing of the package.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path

ONE = dt.timedelta(days=1)
LONGEST_GAP = 4
UNITS = {"thousand": 3, "million": 6, "billion": 9, "万": 4, "億": 8}


class Refusal(Exception):  # noqa: N818
    """A call that has no answer, by the names of the errors that may say so."""


@dataclass(frozen=True)
class Meaning:
    """What a call says, with nothing left to read; a part that has no meaning is the name of its error."""

    amount: Fraction | str
    is_yen: bool = True
    on: dt.date | str | None = None
    period: tuple[dt.date, dt.date] | str | None = None
    rate: Fraction | str | None = None
    default_rate: Fraction | None = Fraction("117.56")
    basis: str | None = None
    averaging: str | None = None
    through: dt.date | None = None
    rate_places: int | None = None
    strict: bool | None = None
    always_strict: bool = False
    places: int | None = None
    unit: str | None = None
    mode: str = "ROUND_HALF_UP"


@dataclass(frozen=True)
class Answer:
    """The rate, the day it was observed where one day's, how it was averaged, and the result before and after rounding."""

    rate: Fraction
    observed: dt.date | None
    averaging: str | None
    exact: Fraction
    result: Fraction


@cache
def published(file: Path) -> tuple[list[dt.date], list[Fraction]]:
    """The days and rates of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(dt.date.fromisoformat(row["date"]), row["yen_per_usd"]) for row in csv.DictReader(lines)]
    rows = [(day, rate) for day, rate in rows if rate]
    return [day for day, _ in rows], [Fraction(rate) for _, rate in rows]


def answer(call: Meaning, file: Path) -> Answer:
    """What the call comes to; a `Refusal` names the errors that it may end in."""
    rate, observed, averaging = _rate(call, file)
    if isinstance(call.amount, str):
        raise Refusal(call.amount)
    exact = call.amount / rate if call.is_yen else call.amount * rate
    places = call.places if call.places is not None else (2 if call.is_yen else 0)
    step = Fraction(10 ** UNITS[call.unit]) if call.unit else Fraction(1, 10**places)
    return Answer(rate, observed, averaging, exact, rounded(exact, step, call.mode))


def rounded(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """A multiple of the step: below or above, as the mode says of what lies between."""
    count, size = floor(abs(value) / step), 1 if value >= 0 else -1
    rest = abs(value) / step - count
    half = Fraction(1, 2)
    goes_out = {
        "ROUND_HALF_UP": rest >= half,
        "ROUND_HALF_DOWN": rest > half,
        "ROUND_HALF_EVEN": rest > half or (rest == half and count % 2 == 1),
        "ROUND_UP": rest > 0,
        "ROUND_DOWN": False,
        "ROUND_CEILING": rest > 0 and size > 0,
        "ROUND_FLOOR": rest > 0 and size < 0,
    }[mode]
    return size * (count + goes_out) * step


def _rate(call: Meaning, file: Path) -> tuple[Fraction, dt.date | None, str | None]:
    named = sum(one is not None for one in (call.on, call.period, call.rate))
    of_period = (call.basis, call.averaging, call.through, call.rate_places)
    if named > 1 or (call.period is None and any(one is not None for one in of_period)):
        raise Refusal("ArgumentError")
    if call.strict is not None and call.on is None:
        raise Refusal("ArgumentError")
    for part in (call.on, call.period, call.rate):
        if isinstance(part, str):
            raise Refusal(part)
    if isinstance(call.period, tuple):
        return _of_period(call, *call.period, *published(file))
    if isinstance(call.on, dt.date):
        return _of_day(call.on, call.always_strict if call.strict is None else call.strict, *published(file))
    rate = call.default_rate if call.rate is None else call.rate
    if rate is None:
        raise Refusal("ArgumentError")
    assert isinstance(rate, Fraction)
    return rate, dt.date(2007, 3, 30) if call.rate is None else None, None


def _last_known(days: list[dt.date]) -> dt.date:
    """The last observation, or the Sunday after it where it is a Friday's."""
    return days[-1] + (2 * ONE if days[-1].weekday() == calendar.FRIDAY else 0 * ONE)


def _of_day(day: dt.date, strict: bool, days: list[dt.date], rates: list[Fraction]) -> tuple[Fraction, dt.date, None]:
    if day < days[0]:
        raise Refusal("BeforeSeriesError")
    if day > _last_known(days):
        raise Refusal("AfterSeriesError")
    at = bisect_right(days, day) - 1
    if strict and days[at] != day:
        raise Refusal("NotPublishedError")
    if (day - days[at]).days > LONGEST_GAP:
        raise Refusal("ReachError")
    return rates[at], days[at], None


def _of_period(
    call: Meaning, start: dt.date, end: dt.date, days: list[dt.date], rates: list[Fraction]
) -> tuple[Fraction, dt.date | None, str | None]:
    if call.through is not None:
        if not start <= call.through <= end:
            raise Refusal("PeriodError")
        end = call.through
    if any(not _is_closed(start + n * ONE) for n in range((days[0] - start).days)):
        raise Refusal("BeforeSeriesError")
    if end > _last_known(days):
        raise Refusal("AfterSeriesError" if start > days[-1] else "PeriodInProgressError")
    inside = range(bisect_left(days, start), bisect_right(days, end))
    if not inside:
        raise Refusal("NotPublishedError")
    if (end - days[inside[-1]]).days > LONGEST_GAP:
        raise Refusal("ReachError")
    if call.basis is None or (call.rate_places is not None and call.basis != "average"):
        raise Refusal("ArgumentError")
    if call.basis != "average":
        if call.averaging is not None or call.basis not in ("high", "low", "period_end"):
            raise Refusal("BasisError")
        pick = {"high": max, "low": min, "period_end": lambda ones, **_: ones[-1]}[call.basis]
        at = pick(inside, key=lambda i: rates[i])
        return rates[at], days[at], None
    averaging = call.averaging or ("month_end" if _is_whole_years(start, end) else "daily")
    chosen = inside if averaging == "daily" else _month_ends(start, end, days)
    if not chosen:
        raise Refusal("BasisError")
    places = 2 if call.rate_places is None else call.rate_places
    mean = sum((rates[at] for at in chosen), Fraction(0)) / len(chosen)
    return rounded(mean, Fraction(1, 10**places), "ROUND_HALF_UP"), None, averaging


def _is_closed(day: dt.date) -> bool:
    """A weekend or a New Year's Day."""
    return day.weekday() >= calendar.SATURDAY or (day.month, day.day) == (1, 1)


def _is_whole_years(start: dt.date, end: dt.date) -> bool:
    """The day after the end is an anniversary of the start."""
    after = end + ONE
    return after.year > start.year and (after.month, after.day) == (start.month, start.day)


def _month_ends(start: dt.date, end: dt.date, days: list[dt.date]) -> list[int]:
    """The last observations of the months that end in a period; none where one of these months has none in it."""
    found: list[int] = []
    year, month = start.year, start.month
    while (last := dt.date(year, month, calendar.monthrange(year, month)[1])) <= end:
        at = bisect_right(days, last) - 1
        if days[at] < max(start, last.replace(day=1)):
            return []
        found.append(at)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found
