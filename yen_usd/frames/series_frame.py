"""`rate_frame`: a series of rates as a frame, for joins of one's own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from .._dataframes import Backend, Kind, NumberType, frame_of
from ..dates.days import DateLike, to_date
from ..dates.months import ONE_DAY
from ..errors import AfterSeriesError, ArgumentError, BeforeSeriesError, RateNotFoundError, quote
from ..rates.published import h10_rates
from ..rates.series import RateSeries

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Calendar: TypeAlias = Literal["published", "daily"]


@overload
def rate_frame(
    start: DateLike | None = None,
    end: DateLike | None = None,
    backend: Literal["polars"] = "polars",
    calendar: Calendar = "published",
    *,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
) -> pl.DataFrame: ...
@overload
def rate_frame(
    start: DateLike | None = None,
    end: DateLike | None = None,
    *,
    backend: Literal["pandas"],
    calendar: Calendar = "published",
    dtype: NumberType = "float",
    series: RateSeries | None = None,
) -> pd.DataFrame: ...
@overload
def rate_frame(
    start: DateLike | None = None,
    end: DateLike | None = None,
    *,
    backend: Literal["pyarrow"],
    calendar: Calendar = "published",
    dtype: NumberType = "float",
    series: RateSeries | None = None,
) -> pa.Table: ...
def rate_frame(
    start: DateLike | None = None,
    end: DateLike | None = None,
    backend: Backend = "polars",
    calendar: Calendar = "published",
    *,
    dtype: NumberType = "float",
    series: RateSeries | None = None,
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """The rates from `start` to `end`, both counted, as a frame with the columns `date` and `yen_per_usd`.

    With `calendar="published"` a row is an observation. With "daily" it is a day of the calendar with the rate that
    prevails on it and, in the column `observed`, the day that this is of; both are null on a day without a rate, as
    in August 1971. Without `start` or `end` the frame begins or ends with the series, by default `h10_rates()`;
    newer figures in the cache answer for a frame with days after its end.
    Rates are the doubles nearest to them, or exact decimals with `dtype="decimal"` (objects in pandas).

    Raises `BeforeSeriesError` or `AfterSeriesError` for days that the series does not cover, `DateError` for text
    that is no date, `ArgumentError` for another backend or calendar, `MissingExtraError` without the backend.

    >>> from yen_usd import rate_frame
    >>> rate_frame("2007-03-30", "2007-04-02", calendar="daily").rows()[1]
    (datetime.date(2007, 3, 31), 117.56, datetime.date(2007, 3, 30))
    """
    if calendar not in ("published", "daily"):
        raise ArgumentError(f"calendar={quote(calendar)}", "there are 'published' and 'daily'", "name one of them")
    if series is not None and not isinstance(series, RateSeries):
        raise ArgumentError(f"series={quote(series)}", "a frame is made of a RateSeries", "give one")
    rates = h10_rates() if series is None else series
    asked = [to_date(day) for day in (start, end) if day is not None]
    if asked:
        is_open = end is None and asked[0] > rates.coverage.end
        rates = rates.reaching(dt.date.max if is_open else max(asked))
    covered = rates.coverage
    first = covered.start if start is None else to_date(start)
    last = to_date(end) if end is not None else covered.end if first <= covered.end else rates.last_covered
    covers = f"the series covers {covered.start} to {covered.end}"
    for day in (first, last):
        if day < covered.start:
            raise BeforeSeriesError(f"no rate of {day}", covers, "ask for later days")
        if day > rates.last_covered:
            raise AfterSeriesError(f"no rate of {day}", covers, f"ask for earlier days, or {rates.remedy}")
    if first > last:
        raise ArgumentError(f"rates from {first} to {last}", "the first day comes before the last", "turn them round")
    columns = _published(rates, first, last) if calendar == "published" else _daily(rates, first, last)
    frame: pd.DataFrame | pl.DataFrame | pa.Table = frame_of(columns, backend, dtype, "rate_frame")
    return frame


def _published(rates: RateSeries, first: dt.date, last: dt.date) -> dict[str, tuple[Kind, list[Any]]]:
    found = [(o.date, o.yen_per_usd) for o in rates if first <= o.date <= last]
    return {"date": ("day", [day for day, _ in found]), "yen_per_usd": ("number", [rate for _, rate in found])}


def _daily(rates: RateSeries, first: dt.date, last: dt.date) -> dict[str, tuple[Kind, list[Any]]]:
    days = [first + ONE_DAY * number for number in range((last - first).days + 1)]
    found = [_prevailing(rates, day) for day in days]
    return {
        "date": ("day", days),
        "yen_per_usd": ("number", [rate for rate, _ in found]),
        "observed": ("day", [observed for _, observed in found]),
    }


def _prevailing(rates: RateSeries, day: dt.date) -> tuple[Decimal | None, dt.date | None]:
    try:
        rate = rates.on(day)
    except RateNotFoundError:
        return None, None
    return rate.yen_per_usd, rate.observed
