"""Months, counted forwards and backwards through the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias, get_args

from .._arguments import what_to_write
from ..errors import PeriodError, argument, quote

Naming: TypeAlias = Literal["end", "start"]
ONE_DAY: Final = dt.timedelta(days=1)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later (or earlier); the last of a month that has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return day.replace(year, month + 1, min(day.day, _days_in(year, month + 1)))


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, _days_in(year, month))


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else (dt.date(year, month + 1, 1) - ONE_DAY).day


def spans_months(start: dt.date, end: dt.date, months: int) -> bool:
    """Whether the months after a start end exactly before the day after an end."""
    try:
        return months_later(start, months) == end + ONE_DAY
    except (ValueError, OverflowError):  # no day comes after the last of the calendar
        return end == dt.date.max and ends_months(start, end, months)


def start_of_months(last: dt.date, months: int) -> dt.date:
    """The first day of the given number of months that end on a day; whole months begin on a first."""
    if last == month_end(last.year, last.month):
        return months_later(last.replace(day=1), 1 - months)
    return months_later(last, -months) + ONE_DAY


def ends_months(start: dt.date, end: dt.date, months: int) -> bool:
    """Whether the days from start to end are the given number of months that end on the last."""
    try:
        return start == start_of_months(end, months)
    except (ValueError, OverflowError):
        return False


def check_naming(fiscal_year_end: int, named_by: Naming) -> int:
    """The month at whose end fiscal years end, if it is one and the naming is known; else `PeriodError`."""
    if not isinstance(named_by, str) or named_by not in get_args(Naming):
        raise PeriodError(
            argument("named_by", named_by),
            "a fiscal year is named by the year of its 'end' or of its 'start'",
            what_to_write(named_by, get_args(Naming)),
        )
    return checked_month(fiscal_year_end)


def checked_year(year: int) -> int:
    """A year of the calendar, or `PeriodError`."""
    if type(year) is not int or not 1 < year <= 9999:
        raise PeriodError(
            f"{quote(year)} is not a year", "a year is a whole number from 2 to 9999", "write 2007, for example"
        )
    return year


def checked_month(month: int) -> int:
    """The number of a month, or `PeriodError`."""
    if type(month) is not int or not 1 <= month <= 12:
        raise PeriodError(
            f"{quote(month)} is not the number of a month",
            "a month is a whole number from 1 to 12",
            "write 3 for March, for example",
        )
    return month
