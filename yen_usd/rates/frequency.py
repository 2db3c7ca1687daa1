"""How often a series has a rate, which its days tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..dates.months import month_end, start_of_months
from ..dates.weekdays import end_of_weekend
from .rate import Frequency

_WEEK: Final = range(6, 11)
"""Days between two rates of weeks; those of days are fewer."""
_LAST_DAYS: Final = 7
"""A rate in the last days of a month may be its last: holidays and weekends follow it."""
_MONTHS: Final[dict[int, tuple[Frequency, Frequency]]] = {
    1: ("month_end", "monthly"),
    3: ("quarter_end", "quarterly"),
    12: ("year_end", "yearly"),
}
_SPANS: Final = {"month_end": 1, "monthly": 1, "quarter_end": 3, "year_end": 12}


def frequency_of(days: Sequence[int]) -> Frequency:
    """How often there is a rate, for the most part; a single one is taken for one of every business day.

    >>> import datetime as dt
    >>> frequency_of([dt.date(2024, month, 28).toordinal() for month in (1, 2, 3)])
    'month_end'
    """
    gaps = sorted(day - before for before, day in pairwise(days))
    if not gaps or gaps[len(gaps) // 2] < _WEEK.start:
        return "daily"
    if gaps[len(gaps) // 2] in _WEEK:
        return "weekly"
    dates = list(map(dt.date.fromordinal, days))
    steps = sorted(after - before for before, after in pairwise(day.year * 12 + day.month for day in dates))
    names = _MONTHS.get(steps[len(steps) // 2])
    if names is None or not steps[0]:  # two in one month
        return "irregular"
    return names[0] if all((_end_of_month(day) - day).days < _LAST_DAYS for day in dates) else names[1]


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
    """The last day that a last rate stands for: to the end of its month where it is a month-end rate, or of its weekend."""
    if frequency in ("month_end", "quarter_end", "year_end"):
        return _end_of_month(day)
    return dt.date.fromordinal(end_of_weekend(day.toordinal()))


def _end_of_month(day: dt.date) -> dt.date:
    return month_end(day.year, day.month)
