"""The plan of a call of `translate_frame`: which column is translated at which rate into which other column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, Literal, TypeAlias, cast

from ..converter import Converter
from ..dates.days import NumpyDatetime
from ..dates.formats import DateFormat
from ..dates.periods import Period
from ..errors import ArgumentError, argument, quote
from ..money.currency import Currency
from ..money.rounding import Rounding
from ..money.units import POWERS
from ..rates.rate import Averaging, Basis, Rate
from ..rates.series import RateSeries
from .amount_text import AmountText
from .schema import AmountKind, DayKind, Label

Constant: TypeAlias = dt.date | NumpyDatetime | Period | Rate
"""What is no column: a date, a `Period` or a `Rate`."""
FrameDType: TypeAlias = Literal["float", "decimal"]
Missing: TypeAlias = Literal["raise", "null"]

ONES: Final[dict[Currency, dict[str, int]]] = {
    Currency.USD: {"yen": 0, "円": 0},
    Currency.JPY: {"dollar": 0, "ドル": 0},
}
"""In a column of units, the names for amounts in single yen (to dollars) or dollars (to yen)."""


class State(IntEnum):
    """In a check, why a row has no result, as far as only its text tells; what names the rate is called its date."""

    UNREADABLE = 1
    NIL = 2
    NO_DATE = 3
    UNREADABLE_DATE = 4


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A column of days: how it holds them, and for datetimes in which unit of time."""

    column: Label
    kind: DayKind
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RateKey:
    """What names the rates of a column's rows: a constant, or a column of dates, periods or rates.

    A span is a period in two columns: `column` has its last days, and `start` its first ones.
    """

    how: Literal["constant", "date", "period", "rate", "span"]
    column: Label = ""
    kind: DayKind | AmountKind | None = None
    places: int = 0
    unit: str = ""
    rate: Rate | None = None
    start: DayColumn | None = None

    @property
    def days(self) -> DayColumn:
        """The column of days, in a key that has one."""
        return DayColumn(self.column, cast(DayKind, self.kind), self.unit)

    @property
    def is_text(self) -> bool:
        """Whether its column has text, or objects that may be text, in which a blank is a null."""
        return self.how != "rate" and self.kind in {"text", "object"}

    @property
    def columns(self) -> tuple[Label, ...]:
        """All columns that name the rates."""
        return (self.column,) if self.start is None else (self.start.column, self.column)

    @property
    def day_columns(self) -> tuple[DayColumn, ...]:
        """All columns of days that the key has."""
        if self.how not in {"date", "span"}:
            return ()
        return (self.days,) if self.start is None else (self.start, self.days)


@dataclass(frozen=True, slots=True)
class Job:
    """One column of amounts and the columns that come of it."""

    amount: Label
    kind: AmountKind
    amount_places: int
    is_long: bool
    into: str
    rate_key: RateKey
    dtype: FrameDType | None

    @property
    def is_decimal(self) -> bool:
        """Whether the result is decimal: as asked, or as the amounts are."""
        return self.dtype == "decimal" or (self.dtype is None and self.kind == "decimal")


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an engine needs to know."""

    jobs: tuple[Job, ...]
    to: Currency
    rounding: Rounding
    power: int
    unit_column: Label | None
    result_power: int
    missing: Missing
    parse_dates: bool | DateFormat
    converter: Converter
    basis: Basis | None
    averaging: Averaging | None
    rate_places: int
    instants: Literal["period_end"] | None
    amount_text: AmountText | None
    rate_into: Mapping[RateKey, str]
    observed_into: Mapping[RateKey, str]
    state_into: str | None = None
    """In a check, the column that is 1 where a text could not be read, 2 where an amount as text is nil, and else 0."""
    is_lazy: bool = False
    newer: RateSeries | None = None
    """The edition that answers for days after the series' end, once it was looked for."""

    @property
    def is_check(self) -> bool:
        """Whether rows are only counted, so that none is refused."""
        return self.state_into is not None

    @property
    def rate_keys(self) -> tuple[RateKey, ...]:
        """The keys of the rates, once each."""
        return tuple(dict.fromkeys(job.rate_key for job in self.jobs))

    @property
    def new_names(self) -> list[str]:
        """The names of the columns to add."""
        others = [] if self.state_into is None else [self.state_into]
        return [*(job.into for job in self.jobs), *self.rate_into.values(), *self.observed_into.values(), *others]

    @property
    def units(self) -> dict[str, int]:
        """The powers of the names that a column of units may hold."""
        return {**dict[str, int](POWERS.items()), **ONES[self.to]}

    @property
    def series(self) -> RateSeries:
        """The series whose days are looked up."""
        from ..rates.published import h10_rates

        series = self.converter.series
        if series is None:
            return h10_rates()
        if isinstance(series, RateSeries):
            return series
        raise ArgumentError(
            f"series={quote(series)} cannot give the rates of a column of dates",
            "dates are looked up in a RateSeries",
            f"give a RateSeries, or use {argument('period')} or {argument('rate')}",
        )

    def with_newer(self) -> Plan:
        """The plan with the newer figures that the user has; `DataFileError` where these cannot be read."""
        series = self.series
        newer = series.reaching(dt.date.max)
        return self if newer is series else replace(self, newer=newer)
