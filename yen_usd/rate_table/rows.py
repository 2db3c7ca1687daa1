"""The rows of an exchange-rate table, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from .._validation import FromFields
from ..dates.periods import Period
from ..money.exact import places_of, plain
from ..money.rounding import quantize
from ..rates.period_rates import PeriodRates
from ..rates.rate import Averaging, Basis, Rate

Column: TypeAlias = Literal["high", "low", "average", "period_end"]
COLUMNS: Final[tuple[Column, ...]] = ("high", "low", "average", "period_end")
TITLES: Final = {"high": "High", "low": "Low", "average": "Average", "period_end": "Period-end"}


@dataclass(frozen=True, slots=True)
class TableRow(FromFields):
    """A row of the table: the heading of its block, its label under it, its rates, and the average that it shows."""

    heading: str
    label: str
    rates: PeriodRates
    average: Rate

    @property
    def period(self) -> Period:
        """The days that the row is about."""
        return self.rates.period

    @property
    def high(self) -> Rate:
        """The highest rate of the period."""
        return self.rates.high

    @property
    def low(self) -> Rate:
        """The lowest rate of the period."""
        return self.rates.low

    @property
    def period_end(self) -> Rate:
        """The last rate of the period."""
        return self.rates.period_end

    @property
    def averaging(self) -> Averaging | None:
        """How the average of the row is taken."""
        return self.average.averaging

    def rate(self, column: Column) -> Rate:
        """The rate in a column."""
        return {"high": self.high, "low": self.low, "average": self.average, "period_end": self.period_end}[column]

    def cells(self) -> list[str]:
        """The figures of the row, two decimal places or more."""
        return [show_rate(self.rate(column)) for column in COLUMNS]


def show_rate(rate: Rate) -> str:
    """The figure of a rate with two decimal places, or all that it has; an average as it was rounded."""
    least = 0 if rate.basis is Basis.AVERAGE else 2
    return plain(quantize(rate.yen_per_usd, max(least, places_of(rate.yen_per_usd))))


CALENDAR_YEAR: Final = "Calendar year "
