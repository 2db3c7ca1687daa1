"""Messages about rows that are refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..errors import (
    AfterSeriesError,
    AmountError,
    ArgumentError,
    PeriodInProgressError,
    RateNotFoundError,
    RateValueError,
    UnitError,
    argument,
    quote,
)
from ..rates.series import remedy_past_end
from .plan import Plan, RateKey
from .schema import Label
from .values import rate_or_error, span_error

FIRST_FEW: Final = 3
"""How many of the rows are shown."""


def show_bad_rows(bad: int, total: int, first: Iterable[tuple[int, str]]) -> str:
    """How many rows are bad, with the first few of them and their values."""
    few = ", ".join(f"row {row}: {value}" for row, value in first)
    return f"{bad:,} of {total:,} rows ({few}{', ...' if bad > FIRST_FEW else ''})"


def no_rate(plan: Plan, key: RateKey, rows: str, *, is_past: bool = False, period: object = None) -> RateNotFoundError:
    """Rows whose date or `period` has no rate; some of them may lie past the end of the series."""
    covered, remedy = "", f"say {argument('missing', 'null')} to leave them without a result"
    if key.start is not None:
        names = f"columns {quote(key.start.column)} and {quote(key.column)}"
        why = span_error(period, plan)
        remedy = f"{why.remedy}, or {remedy}" if isinstance(why, ArgumentError) else remedy
        if isinstance(why, AfterSeriesError | PeriodInProgressError):
            remedy += f", or {remedy_past_end(plan.series)}"
        return RateNotFoundError(f"no rate for {rows} of {names}", f"{why.asked}; {why.available}".strip("; "), remedy)
    if key.how == "date":
        reach = "only on its own day" if plan.converter.strict else f"for at most {plan.series.max_reach} more days"
        last = (plan.newer or plan.series).coverage.end
        covered = f"the series covers {plan.series.coverage.start} to {last}, and a rate stands {reach}"
    elif isinstance(reason := rate_or_error(period, plan), RateNotFoundError):
        covered, is_past = reason.available, isinstance(reason, AfterSeriesError | PeriodInProgressError)
    remedy += f", or {remedy_past_end(plan.series)}" if is_past else ""
    return RateNotFoundError(f"no rate for {rows} of column {quote(key.column)}", covered, remedy)


def no_rates(column: Label, rows: str) -> RateValueError:
    """Rows of a column of rates that hold none."""
    return RateValueError(
        f"column {quote(column)} has values that are not rates: {rows}",
        "a rate is a positive number of yen per dollar, at most ten thousand, of at most twelve decimal places",
        "correct or leave out these rows",
    )


def no_unit(column: Label, rows: str, names: Iterable[str]) -> UnitError:
    """Rows whose unit is unknown."""
    return UnitError(
        f"column {quote(column)} has unknown units: {rows}",
        f"the units are {', '.join(names)}",
        "correct or leave out these rows",
    )


def too_large(column: Label, rows: str) -> AmountError:
    """Rows whose amount or result does not fit."""
    return AmountError(
        f"amounts in column {quote(column)} are too large, or their results are: {rows}",
        "the digits of an amount, without its decimal point, must fit in 64 bits",
        "use larger units, round by rounding=Rounding(unit=...), or leave out these rows",
    )
