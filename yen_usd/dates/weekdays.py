"""Weekdays from the ordinal of a day, whose remainder by 7 is 1 for Monday and 0 for Sunday; counted only here."""

from __future__ import annotations

import datetime as dt

_LAST = dt.date.max.toordinal()
_IS_WEEKDAY = (False, True, True, True, True, True, False)


def is_weekday(day: int) -> bool:
    """Whether a day is a Monday to Friday."""
    return _IS_WEEKDAY[day % 7]


def next_weekday(day: int) -> int:
    """The first weekday after a day."""
    return day + {5: 3, 6: 2}.get(day % 7, 1)


def weekdays(first: int, last: int) -> list[int]:
    """The weekdays from one day to another, both counted.

    >>> import datetime as dt
    >>> friday = dt.date(2007, 3, 30).toordinal()
    >>> [day - friday for day in weekdays(friday, friday + 4)]
    [0, 3, 4]
    """
    monday = first - (first - 1) % 7
    weeks = (last - monday) // 7 + 1
    days = [0] * (5 * weeks)
    for at in range(5):  # all Mondays, then all Tuesdays
        days[at::5] = range(monday + at, monday + at + 7 * weeks, 7)
    return days[min(first - monday, 5) : 5 * weeks - max(4 - (last - monday) % 7, 0)]


def weekdays_from(first: int, count: int) -> list[int]:
    """So many weekdays, from one of them on."""
    return weekdays(first, first + count // 5 * 7 + 6)[:count]


def end_of_weekend(day: int) -> int:
    """The Sunday of the weekend of a Friday, Saturday or Sunday; any other day itself."""
    return min(day + {5: 2, 6: 1}.get(day % 7, 0), _LAST)
