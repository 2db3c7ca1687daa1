"""What names the rates of rows: a constant, or columns of dates, periods or rates, checked without a look at the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from ..converter import Converter
from ..dates.formats import DateFormat
from ..dates.periods import Period
from ..errors import ArgumentError, BasisError, PeriodTypeError, argument, quote
from ..money.exact import Number
from ..rates.rate import Averaging, Basis, Rate, to_averaging
from .call import QUOTED_PLACES, Call
from .plan import DayColumn, RateKey
from .schema import Label, Schema


@dataclass(slots=True)
class RateKeys:
    """How the call asks for rates, and the key of each column of amounts; whether a basis was of use."""

    schema: Schema
    converter: Converter
    call: Call
    used_basis: bool = False
    used_instants: bool = False
    basis: Basis | None = field(init=False)
    averaging: Averaging | None = field(init=False)
    rate_places: int = field(init=False)
    parse_dates: bool | DateFormat = field(init=False)

    def __post_init__(self) -> None:
        call = self.call
        self.basis = call.named_basis()
        self.averaging = None if call.averaging is None else to_averaging(call.averaging)
        self.rate_places = QUOTED_PLACES if call.rate_places is None else cast(int, call.rate_places)
        self.parse_dates = call.date_format()

    def check_all_used(self) -> None:
        """Refuse arguments about periods where none is named."""
        call = self.call
        details = {"basis": call.basis, "averaging": call.averaging, "rate_places": call.rate_places}
        for label, value in details.items():
            if value is not None and not self.used_basis:
                raise ArgumentError(
                    f"{argument(label)} without {argument('period')}",
                    "it says which rate of a period",
                    f"give {argument('period')}",
                )
        if call.instants is not None and not self.used_instants:
            raise ArgumentError(
                f"{argument('instants')} without a period in two columns",
                "it is for rows without a start",
                "give period=(start, end)",
            )

    def key(self, argument: str, value: object, amount: Label) -> RateKey:
        """The key of a column of amounts, whose rates one of the arguments on=, period= and rate= names."""
        if value is None:
            raise ArgumentError(
                f"{argument}=None for column {quote(amount)}", "a missing value names no rate", "leave that column out"
            )
        match argument:
            case "on" if self.schema.is_label(value):
                found = self._days(cast(Label, value), "on=")
                return RateKey("date", found.column, found.kind, unit=found.unit)
            case "on":
                return RateKey("constant", rate=self.converter.rate(on=cast(dt.date, value)))
            case "rate" if isinstance(value, str):  # a number is a rate
                return RateKey("rate", value, *self.schema.rate_kind(value))
            case "rate":
                return RateKey("constant", rate=Rate.of(cast(Number, value)))
            case _:
                return self._of_period(value)

    def _days(self, column: Label, argument: str) -> DayColumn:
        """A column of dates."""
        kind = self.schema.day_kind(column, argument, self.parse_dates is not False)
        return DayColumn(column, kind, self.schema.types[column].time_unit if kind == "datetime" else "")

    def _of_period(self, value: object) -> RateKey:
        self.used_basis = True
        if isinstance(value, tuple | list):
            return self._of_span(cast("Sequence[object]", value))
        if not self.schema.is_label(value):
            if not isinstance(value, Period):
                raise ArgumentError(
                    f"period={quote(value)}", "it is a column or a Period", "write Period.parse(...) or ('start', 'end')"
                )
            rate = self.converter.rate(
                period=value,
                basis=cast(Literal["average"], self.basis),
                averaging=self.averaging,
                rate_places=cast("int | None", self.call.rate_places),
            )
            return RateKey("constant", rate=rate)
        column = cast(Label, value)
        if isinstance(self.parse_dates, DateFormat):
            raise ArgumentError(
                f"parse_dates={quote(self.parse_dates.text)} for the periods in column {quote(column)}",
                "a format reads dates, as in on= and in the two columns of period=",
                "say parse_dates=True",
            )
        kind = self.schema.period_kind(column, self.parse_dates)
        self._check_basis(f"the periods in column {quote(column)}")
        return RateKey("period", column, kind)

    def _check_basis(self, whose: str) -> None:
        if self.basis is None:
            raise ArgumentError(
                f"rates of {whose} without {argument('basis')}",
                "there are average, period_end, high and low",
                "say which one",
            )

    def _of_span(self, columns: Sequence[object]) -> RateKey:
        """A period in two columns."""
        self.used_instants = True
        if len(columns) != 2 or not all(map(self.schema.is_label, columns)):
            raise ArgumentError(
                f"period={quote(columns)}",
                "a period has a column of starts and one of ends",
                "write period=('start', 'end')",
            )
        names = " and ".join(map(quote, columns))
        self._check_basis(f"the periods in columns {names}")
        if self.basis in {Basis.HIGH, Basis.LOW}:
            raise BasisError(
                f"the {self.basis} rate of the periods in columns {names}",
                "periods in two columns have average and period_end",
                "make one column of periods for it, or translate these rows one at a time",
            )
        if self.converter.strict:
            raise ArgumentError(
                f"{argument('strict', True)} with a period in two columns",
                f"it is about the day of {argument('on')}",
                f"leave it out, or use {argument('on')}",
            )
        start, end = (self._days(cast(Label, column), "period=") for column in columns)
        for found in (start, end):
            if found.kind == "period":
                raise PeriodTypeError(
                    f"column {quote(found.column)} of periods in period={quote(columns)}",
                    "a period in two columns has a day in each",
                    f"write period={quote(found.column)}",
                )
        return RateKey("span", end.column, end.kind, unit=end.unit, start=start)
