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
    """A row of the exchange-rate table of a report.

    Attributes
    ----------
    heading : str
        The heading of its block, such as "Fiscal year ended March 31,".
    label : str
        Its label under the heading, such as "2007".
    rates : PeriodRates
        The rates of its period.
    average : Rate
        The average that the row shows.

    Examples
    --------
    >>> from yen_usd import exchange_rate_table
    >>> row = exchange_rate_table("2007-03-31", years=1, months=0).rows[0]
    >>> row.label, row.high.yen_per_usd, row.average.yen_per_usd
    ('2007', Decimal('121.81'), Decimal('116.55'))
    """

    heading: str
    label: str
    rates: PeriodRates
    average: Rate

    @property
    def period(self) -> Period:
        """The days of the row."""
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
        """The rate at the end of the period."""
        return self.rates.period_end

    @property
    def averaging(self) -> Averaging | None:
        """Whether the average of the row is of month ends or of days."""
        return self.average.averaging

    def rate(self, column: Column) -> Rate:
        """The rate in a `column`: "high", "low", "average" or "period_end".

        >>> from yen_usd import exchange_rate_table
        >>> exchange_rate_table("2007-03-31")["2007"].rate("low")
        Rate(¥110.07, lowest noon buying rate of 2006-05-16, fiscal year ended March 31, 2007)
        """
        return {"high": self.high, "low": self.low, "average": self.average, "period_end": self.period_end}[column]

    def cells(self) -> list[str]:
        """The figures of the row as text, with two decimal places or more.

        >>> from yen_usd import exchange_rate_table
        >>> exchange_rate_table("2007-03-31")["2007"].cells()
        ['121.81', '110.07', '116.55', '117.56']
        """
        return [show_rate(self.rate(column)) for column in COLUMNS]


def show_rate(rate: Rate) -> str:
    """The figure of a rate with two decimal places, or all that it has; an average as it was rounded."""
    least = 0 if rate.basis is Basis.AVERAGE else 2
    return plain(quantize(rate.yen_per_usd, max(least, places_of(rate.yen_per_usd))))


CALENDAR_YEAR: Final = "Calendar year "
