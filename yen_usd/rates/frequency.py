"""How often a series has a rate, found from its days, and the days that it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..dates.months import month_end, start_of_months
from ..dates.periods import Period
from ..dates.weekdays import end_of_weekend
from .rate import Frequency

_DAYS: Final = range(6)
"""Days between two rates of business days, over a holiday and a weekend."""
_WEEK: Final = range(6, 11)
_LAST_DAYS: Final = 7
"""A rate in the last days of a month may be its last: holidays and weekends follow it."""
_MONTHS: Final[tuple[tuple[range, Frequency, Frequency], ...]] = (
    (range(26, 35), "month_end", "monthly"),
    (range(85, 98), "quarter_end", "quarterly"),
    (range(355, 376), "year_end", "yearly"),
)
"""Days between two rates of months, quarters and years, at their ends and elsewhere."""
_SPANS: Final = {"month_end": 1, "monthly": 1, "quarter_end": 3, "year_end": 12}


def frequency_of(days: Sequence[int]) -> Frequency:
    """How often there is a rate, for the most part; a single one is taken for one of every business day.

    >>> import datetime as dt
    >>> frequency_of([dt.date(2024, month, 28).toordinal() for month in (1, 2, 3)])
    'month_end'
    """
    gaps = sorted(day - before for before, day in pairwise(days))
    typical = gaps[(len(gaps) - 1) // 2] if gaps else 1
    if typical in _DAYS:
        return "daily"
    if typical in _WEEK:
        return "weekly"
    dates = list(map(dt.date.fromordinal, days))
    has_two_in_a_month = any((day.year, day.month) == (after.year, after.month) for day, after in pairwise(dates))
    for span, at_ends, elsewhere in _MONTHS:
        if typical in span and not has_two_in_a_month:
            return at_ends if all((_end_of_month(day) - day).days < _LAST_DAYS for day in dates) else elsewhere
    return "irregular"


def span_start(day: dt.date, frequency: Frequency) -> dt.date:
    """The first day of the month, quarter or year that a rate stands for; the day itself for any other rate."""
    months = _SPANS.get(frequency)
    if months is None:
        return day
    try:
        return start_of_months(_end_of_month(day), months)
    except (ValueError, OverflowError):  # the beginning of the calendar
        return dt.date.min


def span_end(day: dt.date, frequency: Frequency) -> dt.date:
    """The last day that the last rate stands for: the end of its month for a month-end rate, or of its weekend."""
    if frequency in ("month_end", "quarter_end", "year_end"):
        return _end_of_month(day)
    return dt.date.fromordinal(end_of_weekend(day.toordinal()))


def covered_days(coverage: Period) -> str:
    """The days that a series covers, for messages."""
    return f"the series covers {coverage.start} to {coverage.end}"


def _end_of_month(day: dt.date) -> dt.date:
    return month_end(day.year, day.month)
