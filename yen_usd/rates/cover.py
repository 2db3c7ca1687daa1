"""Which periods a series covers, and the mean of the month ends of a period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from ..dates.periods import Period
from ..dates.weekdays import is_weekday
from ..errors import AfterSeriesError, BeforeSeriesError, PeriodInProgressError, argument
from ..money.exact import exact_sum
from .frequency import covered_days, span_start
from .period_rates import Mean
from .rate import Frequency


class Covering(Protocol):
    """What is needed of a series: its days."""

    @property
    def coverage(self) -> Period:
        """The days that the series covers."""
        ...

    @property
    def last_covered(self) -> dt.date:
        """The last day whose rate is known."""
        ...

    @property
    def frequency(self) -> Frequency:
        """How often the series has a rate."""
        ...


def check_cover(series: Covering, span: Period, remedy: str) -> None:
    """Raise the error of a period that the series does not cover; New York publishes on all weekdays but January 1."""
    covered = covered_days(series.coverage)
    first, last = span_start(series.coverage.start, series.frequency), series.last_covered
    missing = map(dt.date.fromordinal, filter(is_weekday, range(span.start.toordinal(), first.toordinal())))
    if any((day.month, day.day) != (1, 1) for day in missing):
        raise _before(series, span, first)
    if span.end > last:
        if span.start > series.coverage.end:
            raise AfterSeriesError(f"no rates for {span.in_sentence}", covered, f"ask for an earlier period, or {remedy}")
        raise PeriodInProgressError(
            f"no rates for the whole of {span.in_sentence}",
            covered,
            f"say {argument('through', str(series.coverage.end))} for the part that is covered, or {remedy}",
        )


def _before(series: Covering, span: Period, first: dt.date) -> BeforeSeriesError:
    """The error of a period that begins before the series; where it ends in it, with what is covered."""
    covered = covered_days(series.coverage)
    if span.end < first:
        return BeforeSeriesError(f"no rates for {span.in_sentence}", covered, "ask for a later period")
    part, end = f"{first}/{min(span.end, series.coverage.end)}", min(span.end, series.last_covered)
    remedy = (
        f"write {argument('period', part)} for the part that is covered, or {argument('on', str(end))} for its end alone"
    )
    return BeforeSeriesError(f"no rates for the whole of {span.in_sentence}", covered, remedy)


def month_end_mean(days: Sequence[int], values: Sequence[Decimal], span: Period, start: int) -> Mean | None:
    """The mean of the last observation of each month that ends in the span; None if a month has none."""
    found: list[Decimal] = []
    for day in span.month_ends():
        index = bisect_right(days, day.toordinal()) - 1
        if index < start or days[index] < day.replace(day=1).toordinal():
            return None
        found.append(values[index])
    return Mean(exact_sum(found), len(found)) if found else None
