"""The different values of a column that have to be read one by one: text, objects, pandas periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar, cast

from ..dates.days import to_date
from ..dates.periods import Period
from ..errors import DateTypeError, PeriodTypeError, RateNotFoundError, YenUsdError, quote
from ..rates.rate import Rate
from .lookup_tables import EPOCH
from .plan import Plan

T = TypeVar("T")


def read_each(
    values: Sequence[object], read: Callable[[object], T | None], column: str, first_row: Callable[[int], int] | None
) -> list[T | None]:
    """What each value comes to. One that cannot be read is refused by its `first_row`; or is None, without that."""
    found: list[T | None] = []
    for at, value in enumerate(values):
        try:
            found.append(read(value))
        except YenUsdError as error:
            if first_row is not None:
                asked = f"column {quote(column)}, row {first_row(at)}: {error.asked}"
                raise type(error)(asked, error.available, error.remedy) from None
            found.append(None)
    return found


def day_of(value: object, plan: Plan) -> int:
    """The day that a value names, counted from 1970."""
    if isinstance(value, str) and not plan.parse_dates:
        raise DateTypeError(f"{quote(value)} is text", "text is read only when asked", "say parse_dates=True")
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
        raise PeriodTypeError(f"{quote(value)} is text", "text is read only when asked", "say parse_dates=True")
    try:
        return plan.converter.rate(
            period=cast(Period, period), basis=cast(Literal["average"], plan.basis), averaging=plan.averaging
        )
    except RateNotFoundError as error:
        return error
