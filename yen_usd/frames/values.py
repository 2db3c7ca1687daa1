"""The distinct values of a column that must be read one by one: text, objects, pandas periods."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar, cast

from ..dates.days import to_date
from ..dates.formats import DateFormat
from ..dates.periods import Period
from ..errors import (
    ArgumentError,
    DateError,
    DateTypeError,
    PeriodError,
    PeriodTypeError,
    RateNotFoundError,
    YenUsdError,
    argument,
    error_at,
    quote,
)
from ..rates.rate import Basis, Rate
from .lookup_tables import EPOCH
from .plan import Plan
from .schema import Label

T = TypeVar("T")

BLANK: Final = "[ \t\u00a0\u3000]*"
"""A text that has nothing, which is a null in a column of dates or periods: a pattern that every engine knows."""
_IS_BLANK: Final = re.compile(BLANK)


def is_blank(value: object) -> bool:
    """Whether a value is text that has nothing."""
    return isinstance(value, str) and _IS_BLANK.fullmatch(value) is not None


def read_each(
    values: Sequence[object],
    read: Callable[[object], T | None],
    column: Label,
    first_row: Callable[[int], int | None] | None,
    is_lenient: bool = False,
) -> tuple[list[T | None], list[bool]]:
    """What each value comes to, and which of them cannot be read; these have None.

    One that cannot be read is refused by its `first_row`, unless it has none among the rows that matter. Without
    `first_row` none is refused; if `is_lenient`, none whose text alone is at fault.
    """
    found: list[T | None] = []
    unreadable: list[bool] = []
    for at, value in enumerate(values):
        try:
            found.append(read(value))
        except YenUsdError as error:
            is_refused = first_row is not None and not (is_lenient and isinstance(error, DateError | PeriodError))
            row = first_row(at) if first_row is not None and is_refused else None
            if row is not None:
                raise error_at(f"column {quote(column)}, row {row}", error) from None
            found.append(None)
            unreadable.append(True)
        else:
            unreadable.append(False)
    return found, unreadable


def day_of(value: object, plan: Plan) -> int:
    """The day that a value names, counted from 1970."""
    if isinstance(value, str):
        if isinstance(plan.parse_dates, DateFormat):
            return plan.parse_dates.read(value).toordinal() - EPOCH
        if not plan.parse_dates:
            raise DateTypeError(f"{quote(value)} is text", "text is read only with parse_dates=", "say parse_dates=True")
    return to_date(cast(dt.date, value)).toordinal() - EPOCH


def rate_of(value: object, plan: Plan) -> Rate | None:
    """The rate of a period, given as a pandas period, a `Period` or text; None where there is none."""
    found = rate_or_error(value, plan)
    return found if isinstance(found, Rate) else None


def rate_or_error(value: object, plan: Plan) -> Rate | RateNotFoundError:
    """The rate of a period, or why there is none."""
    period: object = value
    if hasattr(value, "start_time"):
        begin, end = (cast(dt.datetime, getattr(value, name)) for name in ("start_time", "end_time"))
        period = Period.between(begin.date(), end.date())
    elif isinstance(value, str) and not plan.parse_dates:
        raise PeriodTypeError(f"{quote(value)} is text", "text is read only with parse_dates=", "say parse_dates=True")
    try:
        rates = plan.converter.over(cast(Period, period))
        return rates.rate(cast(Basis, plan.basis), plan.averaging, places=plan.rate_places)
    except RateNotFoundError as error:
        return error


def span_error(period: object, plan: Plan) -> YenUsdError:
    """Why there is no rate for the days from a start to an end, counted from 1970."""
    start, end = cast("tuple[int | None, int]", period)
    if start is None:
        return ArgumentError("a row has no start", "it stands for one day", f"say {argument('instants', 'period_end')}")
    try:
        first, last = (dt.date.fromordinal(day + EPOCH) for day in (start, end))
    except (ValueError, OverflowError):
        return DateError("a day is not in the years 1 to 9999")
    try:
        found = rate_or_error(Period.between(first, last), plan)
    except YenUsdError as error:
        return error
    assert isinstance(found, RateNotFoundError)
    return found
