"""`rate_frame`: the rates of a series as a frame, for joins of your own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, overload

from .._arguments import check_flag, what_to_write
from .._dataframes import Backend, Kind, NumberType, frame_of
from ..dates.days import DateLike, to_date
from ..dates.months import ONE_DAY
from ..dates.periods import Period, PeriodLike, to_period
from ..errors import (
    AfterSeriesError,
    ArgumentError,
    BeforeSeriesError,
    DateError,
    PeriodError,
    RateNotFoundError,
    argument,
    quote,
)
from ..rates.published import h10_rates
from ..rates.series import RateSeries, remedy_past_end

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Calendar: TypeAlias = Literal["published", "daily", "month_end"]


@overload
def rate_frame(
    start: DateLike | Period | None = None,
    end: DateLike | None = None,
    backend: Literal["pandas"] = "pandas",
    calendar: Calendar = "published",
    *,
    period: PeriodLike | None = None,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
    vintage: bool = False,
) -> pd.DataFrame: ...
@overload
def rate_frame(
    start: DateLike | Period | None = None,
    end: DateLike | None = None,
    *,
    backend: Literal["polars"],
    calendar: Calendar = "published",
    period: PeriodLike | None = None,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
    vintage: bool = False,
) -> pl.DataFrame: ...
@overload
def rate_frame(
    start: DateLike | Period | None = None,
    end: DateLike | None = None,
    *,
    backend: Literal["pyarrow"],
    calendar: Calendar = "published",
    period: PeriodLike | None = None,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
    vintage: bool = False,
) -> pa.Table: ...
def rate_frame(
    start: DateLike | Period | None = None,
    end: DateLike | None = None,
    backend: Backend = "pandas",
    calendar: Calendar = "published",
    *,
    period: PeriodLike | None = None,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
    vintage: bool = False,
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """The rates of a series as a data frame, for joins of your own.

    Parameters
    ----------
    start : date, str or Period, optional
        The first day; by default that of the series. It may be a period, as
        `period` is.
    end : date or str, optional
        The last day, included; by default that of the series.
    backend : {"pandas", "polars", "pyarrow"}, default "pandas"
        Whose frame to make.
    calendar : {"published", "daily", "month_end"}, default "published"
        What a row is: a published rate; a day of the calendar with the rate
        that prevails on it; or the last day of a month with the last rate of
        the month. The last two have a column `observed`, the day that the rate
        is of; it and the rate are null where there is no rate, as in August
        1971.
    period : Period, pandas Period or str, optional
        A period instead of two days, such as "FY2007".
    dtype : {"float", "decimal"}, default "float"
        The doubles nearest to the rates, or exact ones (objects in pandas).
    series : RateSeries, optional
        Where the rates are; by default `h10_rates()`, with newer figures of
        your cache for days after its end.
    vintage : bool, default False
        Whether to add a column `vintage` that names the edition of the rates.

    Returns
    -------
    DataFrame or Table
        The columns `date` and `yen_per_usd`, the rate in yen per US$1.
        `RateSeries.from_frame` reads a frame of published rates again.

    Raises
    ------
    BeforeSeriesError, AfterSeriesError
        For days that the series does not cover.
    DateError
        For text that is not a date.
    ArgumentError
        For an unknown calendar, and for a period together with days.
    MissingExtraError
        If the backend is not installed.

    Examples
    --------
    >>> from yen_usd import rate_frame
    >>> rate_frame("2007-03-30", "2007-04-02", "polars", calendar="daily").rows()[1]
    (datetime.date(2007, 3, 31), 117.56, datetime.date(2007, 3, 30))
    >>> rate_frame("FY2007", backend="polars", calendar="month_end").rows()[-1]
    (datetime.date(2007, 3, 31), 117.56, datetime.date(2007, 3, 30))
    """
    if calendar not in _ROWS:
        raise ArgumentError(
            argument("calendar", calendar), f"calendar must be one of {', '.join(_ROWS)}", what_to_write(calendar, _ROWS)
        )
    if series is not None and not isinstance(series, RateSeries):
        raise ArgumentError(
            f"series={quote(series)}", "series must be a RateSeries", "write series=h10_rates(), for example"
        )
    check_flag("vintage", vintage)
    start, end = _days_asked(start, end, period)
    rates = h10_rates() if series is None else series
    rates, first, last = _span(rates, start, end)
    columns = _ROWS[calendar](rates, first, last)
    if vintage:
        columns["vintage"] = ("text", [str(rates.vintage)] * len(columns["date"][1]))
    frame: pd.DataFrame | pl.DataFrame | pa.Table = frame_of(columns, backend, dtype, "rate_frame")
    return frame


def _days_asked(
    start: DateLike | Period | None, end: DateLike | None, period: PeriodLike | None
) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day that are asked for, as days or as a period."""
    if period is not None:
        if start is not None or end is not None:
            raise ArgumentError(
                f"{argument('period')} with {argument('start')} or {argument('end')}",
                "a period has a start and an end",
                "leave one or the other out",
            )
        span = to_period(period)
        return span.start, span.end
    if end is None and start is not None and _is_period(start):
        span = to_period(cast("PeriodLike", start))
        return span.start, span.end
    return None if start is None else to_date(cast("DateLike", start)), None if end is None else to_date(end)


def _is_period(start: DateLike | Period) -> bool:
    """Whether a value is a period, as text is that is no day: FY2007, 2007-03."""
    if not isinstance(start, str):
        return isinstance(start, Period) or hasattr(start, "end_time")
    try:
        to_date(start)
    except DateError:
        try:
            to_period(start)
        except PeriodError:
            return False
        return True
    return False


def _span(rates: RateSeries, start: dt.date | None, end: dt.date | None) -> tuple[RateSeries, dt.date, dt.date]:
    """The edition that answers, and the days that are asked of it; those that it does not cover are refused."""
    asked = [day for day in (start, end) if day is not None]
    if asked:
        is_open = end is None and asked[0] > rates.coverage.end
        rates = rates.reaching(dt.date.max if is_open else max(asked))
    covered = rates.coverage
    first = covered.start if start is None else start
    last = end if end is not None else covered.end if first <= covered.end else rates.last_covered
    covers = f"the series covers {covered.start} to {covered.end}"
    for day in (first, last):
        if day < covered.start:
            raise BeforeSeriesError(f"no rate for {day}", covers, "ask for later dates")
        if day > rates.last_covered:
            raise AfterSeriesError(f"no rate for {day}", covers, f"ask for earlier dates, or {remedy_past_end(rates)}")
    if first > last:
        raise ArgumentError(
            f"{argument('start', str(first))} comes after {argument('end', str(last))}", "", "swap the two dates"
        )
    return rates, first, last


def _published(rates: RateSeries, first: dt.date, last: dt.date) -> dict[str, tuple[Kind, list[Any]]]:
    found = [(o.date, o.yen_per_usd) for o in rates if first <= o.date <= last]
    return {"date": ("day", [day for day, _ in found]), "yen_per_usd": ("number", [rate for _, rate in found])}


def _daily(rates: RateSeries, first: dt.date, last: dt.date) -> dict[str, tuple[Kind, list[Any]]]:
    days = [first + ONE_DAY * number for number in range((last - first).days + 1)]
    return _prevailing(days, [_rate_of(rates, day) for day in days])


def _month_ends(rates: RateSeries, first: dt.date, last: dt.date) -> dict[str, tuple[Kind, list[Any]]]:
    """The last rate of each month that ends in the span; none for a month without one."""
    days = list(Period(first, last).month_ends())
    latest = {(o.date.year, o.date.month): o for o in rates if first <= o.date <= last}
    found = [latest.get((day.year, day.month)) for day in days]
    return _prevailing(days, [(o.yen_per_usd, o.date) if o is not None else (None, None) for o in found])


def _prevailing(
    days: list[dt.date], found: list[tuple[Decimal | None, dt.date | None]]
) -> dict[str, tuple[Kind, list[Any]]]:
    return {
        "date": ("day", days),
        "yen_per_usd": ("number", [rate for rate, _ in found]),
        "observed": ("day", [observed for _, observed in found]),
    }


def _rate_of(rates: RateSeries, day: dt.date) -> tuple[Decimal | None, dt.date | None]:
    try:
        rate = rates.on(day)
    except RateNotFoundError:
        return None, None
    return rate.yen_per_usd, rate.observed


_ROWS: Final = {"published": _published, "daily": _daily, "month_end": _month_ends}
