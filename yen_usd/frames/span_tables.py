"""Running sums of the rates of a series, from which the average over any days is a difference.

Scalar look-ups average the observations between two days, or those that end the months between them. Both averages are
the difference of two running sums over the difference of two running counts, so a row needs one look-up for its start, one
for its end, and a division. What the rounding adds is in the sums already.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final, TypeAlias

from ..dates.months import ONE_DAY
from ..dates.weekdays import is_weekday
from ..errors import ArgumentError, argument
from ..money.exact import EXACT
from ..rates.rate import Basis
from ..rates.series import RateSeries
from .lookup_tables import EPOCH, of_days
from .scaling import EXACT_FLOAT

Column: TypeAlias = tuple[int | None, ...]
Fractions: TypeAlias = tuple[Column, Column]
"""Numerators and denominators, day by day; None for a day on which no period may start or end."""

_CODE_STEP: Final = 3
_FEBRUARY_28: Final = _CODE_STEP * (2 * 31 + 28)
_NO_CODE: Final = -9


@dataclass(frozen=True, slots=True, eq=False)
class SpanTable:
    """What the averages from one day to another are made of; the first entries are of `first`, in days since 1970.

    `starts` are the sums before a day, by days and by month ends, and `ends` those through a day. Of an end and a start
    the difference of the numerators, divided by that of the denominators and rounded down, is the average, rounded
    half up and counted in 10**-`average_places`. There is none unless both differences are positive. All numbers are
    below the `limit`. Periods that end from day `newer_from` on take their
    starts from the third and fourth of `starts`, where a newer edition revised older figures.

    A period is one or more whole years if the code of its end is that of its start, or one more. `rates` and `observed`
    are the prevailing rate of a day, counted in 10**-`rate_places`, and the day of its observation.
    """

    first: int
    average_places: int
    rate_places: int
    starts: tuple[Fractions, ...]
    ends: tuple[Fractions, Fractions]
    start_codes: tuple[int, ...]
    end_codes: tuple[int, ...]
    rates: Column
    observed: Column
    largest: int
    limit: int
    newer_from: int | None = None

    def places(self, basis: Basis, with_instants: bool) -> int:
        """The places in which the rates of all rows are counted."""
        if basis is not Basis.AVERAGE:
            return self.rate_places
        return max(self.average_places, self.rate_places) if with_instants else self.average_places

    def largest_rate(self, places: int) -> int:
        """No rate is larger, in counts of 10**-`places`."""
        up, down = max(places - self.rate_places, 0), max(self.rate_places - places, 0)
        return int(self.largest * 10**up // 10**down) + 1


@lru_cache(maxsize=16)
def of_spans(series: RateSeries, newer: RateSeries | None, average_places: int) -> SpanTable:
    """The sums of a series; periods that end after it are answered by a `newer` edition, as single look-ups are."""
    editions = [series] if newer is None else [series, newer]
    prevailing = of_days(series, False, newer)
    up, down = (10 ** max(n, 0) for n in (average_places - prevailing.places, prevailing.places - average_places))
    scale = _Scale(prevailing.places, 2 * up, down)
    [first, *others] = [_sums(edition, scale) for edition in editions]
    sums = _join(first, *others) if others else first
    length = len(sums.ends[0][0])
    day = dt.date.fromordinal
    codes = [_codes(day(EPOCH + at)) for at in range(sums.first, sums.first + length)]
    offset = sums.first - prevailing.first

    def aligned(column: Column) -> Column:
        return tuple(column[at] if 0 <= at < len(column) else None for at in range(offset, offset + length))

    return SpanTable(
        sums.first,
        average_places,
        prevailing.places,
        sums.starts,
        sums.ends,
        tuple(start for start, _ in codes),
        tuple(end for _, end in codes),
        aligned(prevailing.counts),
        aligned(prevailing.observed),
        prevailing.largest,
        max(part.limit for part in (first, *others)),
        sums.newer_from,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Of an observation the numerator is its count of 10**-`places` times `by`, plus `half`; the denominator twice that."""

    places: int
    by: int
    half: int


@dataclass(frozen=True, slots=True)
class _Sums:
    """The running sums of one edition, or of two."""

    first: int
    starts: tuple[Fractions, ...]
    ends: tuple[Fractions, Fractions]
    limit: int
    newer_from: int | None = None


def _sums(series: RateSeries, scale: _Scale) -> _Sums:
    """The running sums of a series; a month without a rate takes away more than others make up for."""
    numerators = {o.date.toordinal(): int(o.yen_per_usd.scaleb(scale.places, EXACT)) * scale.by + scale.half for o in series}
    gap, gaps, over = sum(numerators.values()) + 1, 0, 2 * scale.half
    first, last = _first_start(series.coverage.start).toordinal(), series.last_covered.toordinal()
    through, monthly = (0, 0), (0, 0)
    starts, month_starts, ends, month_ends = (list[tuple[int | None, int | None]]() for _ in range(4))
    none = (None, None)
    observed: int | None = None
    for month_end, days in _months(first, last):
        final = max((day for day in days if day in numerators), default=None)
        for day in days:
            starts.append(through)
            month_starts.append(monthly if final is not None and day <= final else none)
            if day in numerators:
                observed = day
                through = through[0] + numerators[day], through[1] + over
            if day == month_end:
                gaps += final is None
                monthly = monthly[0] + (-gap if final is None else numerators[final]), monthly[1] + over
            is_end = observed is not None and day - observed <= series.max_reach
            ends.append(through if is_end else none)
            month_ends.append(monthly if is_end else none)
    limit = max(gap * (1 + gaps), through[1] + 1)
    if limit > EXACT_FLOAT:
        raise ArgumentError(
            f"cannot compute averages of periods in two columns from {series!r}",
            f"sums of its rates, counted in their last place or in that of {argument('rate_places')}, must be below 2**53",
            "ask for fewer places, or use one column of periods",
        )
    columns = [_columns(rows) for rows in (starts, month_starts, ends, month_ends)]
    return _Sums(first - EPOCH, (columns[0], columns[1]), (columns[2], columns[3]), limit)


def _columns(rows: list[tuple[int | None, int | None]]) -> Fractions:
    return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


def _months(first: int, last: int) -> Iterator[tuple[int, Sequence[int]]]:
    """The days from first to last, as ordinals, month by month; and the last day of each month."""
    day = dt.date.fromordinal
    for (year, month), days in groupby(range(first, last + 1), lambda at: (day(at).year, day(at).month)):
        yield dt.date(year, month, calendar.monthrange(year, month)[1]).toordinal(), list(days)


def _first_start(covered: dt.date) -> dt.date:
    """The earliest day on which a period may start: days before the coverage on which nothing is published need none."""
    for _ in range(10):
        before = dt.date.fromordinal(max(covered.toordinal() - 1, 1))
        if is_weekday(before.toordinal()) and (before.month, before.day) != (1, 1):
            break
        covered = before
    return covered


def _join(sums: _Sums, newer: _Sums) -> _Sums:
    """The sums of an edition, and behind its last day the ends of a newer one, with its starts if they differ."""
    first = min(sums.first, newer.first)
    known = sums.first + len(sums.ends[0][0]) - first
    length = newer.first + len(newer.ends[0][0]) - first

    def placed(column: Column, at: int) -> Column:
        before = (None,) * (at - first)
        return before + column + (None,) * (length - len(before) - len(column))

    def starts(part: _Sums) -> tuple[Fractions, ...]:
        return tuple((placed(n, part.first), placed(d, part.first)) for n, d in part.starts)

    def end(old: Column, new: Column) -> Column:
        return placed(old, sums.first)[:known] + placed(new, newer.first)[known:]

    pairs = zip(sums.ends, newer.ends, strict=True)
    [days, months] = [(end(old[0], new[0]), end(old[1], new[1])) for old, new in pairs]
    old_starts, new_starts = starts(sums), starts(newer)
    agree = all(
        one[:known] == other[:known]
        for olds, news in zip(old_starts, new_starts, strict=True)
        for one, other in zip(olds, news, strict=True)
    )
    limit = max(sums.limit, newer.limit)
    if agree:
        return _Sums(first, new_starts, (days, months), limit)
    return _Sums(first, old_starts + new_starts, (days, months), limit, first + known)


def _codes(day: dt.date) -> tuple[int, int]:
    """A day's code as the start of a period, and as its end: that of the day after, on which the next year would start.

    Years that start on February 29 end before February 28 where there is no February 29: its code as a start is one more
    than that of February 28, and as an end both are chosen so that they go with the right starts alone.
    """
    start = _FEBRUARY_28 + 1 if (day.month, day.day) == (2, 29) else _CODE_STEP * (day.month * 31 + day.day)
    if day == dt.date.max:
        return start, _NO_CODE
    following = day + ONE_DAY
    end = _CODE_STEP * (following.month * 31 + following.day)
    if (following.month, following.day) == (2, 29):
        end = _FEBRUARY_28 + 2
    elif end == _FEBRUARY_28 and not calendar.isleap(following.year):
        end = _FEBRUARY_28 + 1
    return start, end
