"""Growth in dollars, split into the change in yen and the change of the rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .._text import in_columns
from .._validation import FromFields
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.exact import EXACT, Number
from ..money.rounding import Rounding, check_rounding
from ..money.units import Unit
from ..rates.rate import Rate
from ..translation import Translation
from .figures import Figure, in_full, percent_change, yen_amount
from .footing import in_dollars


@dataclass(frozen=True, slots=True)
class GrowthSplit(FromFields):
    """The growth of a figure in dollars between two years: that at a constant rate, and the currency effect.

    `earlier` and `later` are translated at the rates of their years, `constant` is the later figure at the earlier
    year's rate. In dollars and in percent, `constant_change` and `currency_change` add up to `change` exactly: the
    currency effect is what remains. Percentages are rounded half up to two decimals and None where the
    earlier figure is not positive, as no growth can be told from it.
    """

    earlier: Translation[Yen, Dollars]
    later: Translation[Yen, Dollars]
    constant: Translation[Yen, Dollars]

    @property
    def change(self) -> Dollars:
        """The later dollars less the earlier ones."""
        return self.later.result - self.earlier.result

    @property
    def constant_change(self) -> Dollars:
        """The change if the rate had stayed that of the earlier year."""
        return self.constant.result - self.earlier.result

    @property
    def currency_change(self) -> Dollars:
        """The rest of the change, which the rate has made."""
        return self.change - self.constant_change

    @property
    def percent(self) -> Decimal | None:
        """The growth in dollars, in percent."""
        return self._growth(self.earlier.rate.yen_per_usd, self.later.rate.yen_per_usd)

    @property
    def constant_percent(self) -> Decimal | None:
        """The growth at a constant rate, which is that of the yen, in percent."""
        return self._growth(Decimal(1), Decimal(1))

    @property
    def currency_percent(self) -> Decimal | None:
        """The points of percent by which the rate has changed the growth."""
        growth, constant = self.percent, self.constant_percent
        return None if growth is None or constant is None else EXACT.subtract(growth, constant)

    def _growth(self, earlier_rate: Decimal, later_rate: Decimal) -> Decimal | None:
        """In percent, rounded once; from the exact amounts, not from dollars that are rounded already."""
        earlier = EXACT.multiply(self.earlier.source.amount, later_rate)
        later = EXACT.multiply(self.later.source.amount, earlier_rate)
        return percent_change(later, earlier) if earlier > 0 else None

    def __str__(self) -> str:
        rows = [
            ["Earlier year", in_full(self.earlier.result), ""],
            ["Constant-currency growth", *self._cells(self.constant_change, self.constant_percent)],
            ["Currency effect", *self._cells(self.currency_change, self.currency_percent)],
            ["Change", *self._cells(self.change, self.percent)],
            ["Later year", in_full(self.later.result), ""],
        ]
        return f"{in_columns(rows)}\nEarlier at {self.earlier.rate}.\nLater at {self.later.rate}."

    @staticmethod
    def _cells(change: Dollars, percent: Decimal | None) -> tuple[str, str]:
        return in_full(change), "" if percent is None else f"{percent:+f}%"


def split_growth(
    earlier: Figure,
    later: Figure,
    earlier_rate: Rate | Number | str,
    later_rate: Rate | Number | str,
    *,
    yen_unit: Unit | None = None,
    rounding: Rounding | None = None,
) -> GrowthSplit:
    """The growth of a figure in dollars, split into constant-currency growth and the currency effect.

    `earlier` and `later` are yen of two years (text may have its unit or, like numbers, be in `yen_unit`), each
    translated at the rate of its year: the averages for flows, the period-end rates for balances. Constant-currency
    growth is that of the later figure at the earlier year's rate. `rounding` is that of the dollars, to the cent if
    none is given.

    >>> from yen_usd import h10_rates, split_growth
    >>> rates = [h10_rates().over(year).average for year in ("FY2006", "FY2007")]
    >>> split = split_growth("¥49,813 million", "¥57,055 million", *rates)
    >>> split.percent, split.constant_percent, split.currency_percent
    (Decimal('11.71'), Decimal('14.54'), Decimal('-2.83'))
    >>> print(split)
    Earlier year              $438,224,685.49
    Constant-currency growth   $63,710,741.62  +14.54%
    Currency effect           -$12,403,037.58   -2.83%
    Change                     $51,307,704.04  +11.71%
    Later year                $489,532,389.53
    Earlier at ¥113.67, average of the noon buying rates of the last day of each month, fiscal year ended March 31, 2006.
    Later at ¥116.55, average of the noon buying rates of the last day of each month, fiscal year ended March 31, 2007.
    """
    dollars = Currency.USD.rounding if rounding is None else check_rounding(rounding)
    before, after = yen_amount(earlier, yen_unit), yen_amount(later, yen_unit)
    first, second = Rate.of(earlier_rate), Rate.of(later_rate)
    return GrowthSplit(
        in_dollars(before, first, dollars), in_dollars(after, second, dollars), in_dollars(after, first, dollars)
    )
