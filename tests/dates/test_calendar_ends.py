"""The first and the last months of the calendar, beyond which nothing can be counted."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from yen_usd import Period, PeriodError
from yen_usd.dates.months import (
    checked_month,
    checked_year,
    ends_months,
    month_end,
    months_later,
    spans_months,
    start_of_months,
)
from yen_usd.rates.frequency import span_start

LAST = dt.date(9999, 12, 31)


@pytest.mark.parametrize(
    ("start", "months", "answer"),
    [
        (dt.date(9999, 12, 1), 1, True),
        (dt.date(9999, 10, 1), 3, True),
        (dt.date(9999, 1, 1), 12, True),
        (dt.date(9998, 1, 1), 24, True),
        (dt.date(9998, 11, 1), 14, True),
        (dt.date(9999, 10, 1), 4, False),
        (dt.date(9999, 9, 1), 3, False),
        (dt.date(9999, 10, 2), 3, False),
        (dt.date(9999, 12, 2), 1, False),
        (dt.date(9999, 1, 1), 13, False),
    ],
)
def test_months_up_to_the_last_day_there_is(start: dt.date, months: int, answer: bool) -> None:
    """The day after them does not exist."""
    assert spans_months(start, LAST, months) is answer


def test_months_that_end_before_the_last_day_but_reach_beyond_it() -> None:
    """A month that begins on the 15th of the last December ends in no year."""
    assert not spans_months(dt.date(9999, 12, 15), LAST, 1)
    assert not spans_months(dt.date(9999, 12, 1), dt.date(9999, 12, 30), 1)
    assert spans_months(dt.date(9999, 11, 15), dt.date(9999, 12, 14), 1)


def test_months_before_the_first_day_there_is() -> None:
    """They are none, whole or not; those that begin with it are."""
    first = dt.date(1, 1, 1)
    assert ends_months(first, dt.date(1, 1, 31), 1)
    assert ends_months(first, dt.date(1, 3, 31), 3)
    for end, months in ((dt.date(1, 1, 31), 2), (dt.date(1, 2, 27), 3), (dt.date(1, 12, 31), 13)):
        assert not ends_months(first, end, months)
    assert start_of_months(dt.date(1, 2, 28), 1) == dt.date(1, 2, 1)
    assert span_start(dt.date(1, 1, 5), "year_end") == first
    assert span_start(dt.date(1, 2, 5), "quarter_end") == first


def test_the_ends_of_months_and_the_years_that_are_taken() -> None:
    """Every month of a leap year and of another; years from 2 to 9999."""
    assert [month_end(2024, month).day for month in range(1, 13)] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [month_end(2023, month).day for month in range(1, 13)] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert (checked_year(2), checked_year(9999)) == (2, 9999)
    for year in (1, 0, 10_000, True, 2007.0):
        with pytest.raises(PeriodError, match="is not a year"):
            checked_year(year)  # type: ignore[arg-type]
    assert Period.month(9999, 12).end == LAST


@given(st.dates(), st.integers(-30, 30) | st.integers(-(10**5), 10**5))
def test_months_are_counted_as_dateutil_counts_them(day: dt.date, months: int) -> None:
    """Forwards and backwards, to the last of a shorter month, as far as the calendar goes."""
    try:
        wanted = day + relativedelta(months=months)
    except (ValueError, OverflowError):
        with pytest.raises((ValueError, OverflowError)):
            months_later(day, months)
        return
    assert months_later(day, months) == wanted


def test_a_month_has_a_number_from_1_to_12() -> None:
    """Nothing else is one."""
    assert [checked_month(month) for month in range(1, 13)] == list(range(1, 13))
    for month in (0, 13, -1, True, 3.0, "3", None):
        with pytest.raises(PeriodError, match="is not the number of a month"):
            checked_month(month)  # type: ignore[arg-type]
