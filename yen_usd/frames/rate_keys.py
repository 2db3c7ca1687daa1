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
                    "this says which rate of a period is used",
                    f"give {argument('period')}, or leave {argument(label)} out",
                )
        if call.instants is not None and not self.used_instants:
            raise ArgumentError(
                f"{argument('instants')} without a period in two columns",
                "this is for rows that have an end and no start",
                f"give {argument('period', ('start', 'end'))}, or leave {argument('instants')} out",
            )

    def key(self, argument: str, value: object, amount: Label) -> RateKey:
        """The key of a column of amounts, whose rates one of the arguments on=, period= and rate= names."""
        if value is None:
            raise ArgumentError(
                f"{argument}= names no rate for the column {quote(amount)}: it is None", "", "leave that column out"
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
                    f"period={quote(value)}",
                    "period must be a column of periods, a pair of columns of days, or a Period",
                    "write period=Period.parse('FY2007') or period=('start', 'end'), for example",
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
                f"parse_dates={quote(self.parse_dates.text)} with the periods in column {quote(column)}",
                "a format is for dates",
                "say parse_dates=True to read periods such as 'FY2007'",
            )
        kind = self.schema.period_kind(column, self.parse_dates)
        self._check_basis(f"the periods in column {quote(column)}")
        return RateKey("period", column, kind)

    def _check_basis(self, whose: str) -> None:
        if self.basis is None:
            raise ArgumentError(
                f"{argument('basis')} is required for the rates of {whose}",
                "the rates of a period are average, period_end, high and low",
                f"write {argument('basis', 'average')}, for example",
            )

    def _of_span(self, columns: Sequence[object]) -> RateKey:
        """A period in two columns."""
        self.used_instants = True
        if len(columns) != 2 or not all(map(self.schema.is_label, columns)):
            raise ArgumentError(
                f"period={quote(columns)}",
                "a period in two columns has a column of starts and one of ends",
                "write period=('start', 'end')",
            )
        names = " and ".join(map(quote, columns))
        self._check_basis(f"the periods in columns {names}")
        if self.basis in {Basis.HIGH, Basis.LOW}:
            raise BasisError(
                f"{argument('basis', str(self.basis))} with the periods in columns {names}",
                "periods in two columns have only average and period_end rates",
                "make one column of periods, or translate these rows one at a time",
            )
        if self.converter.strict:
            raise ArgumentError(
                f"{argument('strict', True)} with a period in two columns",
                f"this says how the dates of {argument('on')} are looked up",
                f"leave {argument('strict')} out, or use {argument('on')}",
            )
        start, end = (self._days(cast(Label, column), "period=") for column in columns)
        for found in (start, end):
            if found.kind == "period":
                raise PeriodTypeError(
                    f"the column {quote(found.column)} in period={quote(columns)} has periods",
                    "a period in two columns has days in each of them",
                    f"write period={quote(found.column)}",
                )
        return RateKey("span", end.column, end.kind, unit=end.unit, start=start)
