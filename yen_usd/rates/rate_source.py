"""The protocol of everything that answers with rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..dates.days import DateLike
from ..dates.periods import PeriodLike
from ..errors import ArgumentError, quote
from .rate import Rate

if TYPE_CHECKING:
    from .period_rates import PeriodRates


class RateSource(Protocol):
    """Anything that answers with rates, as `series=` of other functions takes it.

    A `RateSeries` does, and the printed table of `report_rates()`; so does any
    object of your own with these two methods.

    >>> from yen_usd import Converter, report_rates
    >>> Converter(report_rates()).translate("¥24.3 billion", on="2007-03-31").rate
    Rate(¥117.56, noon buying rate, prevailing on 2007-03-31)
    """

    def on(self, day: DateLike, strict: bool = False) -> Rate:
        """The rate that prevailed on a `day`, or with `strict` was published on the day itself.

        >>> from yen_usd import h10_rates
        >>> h10_rates().on("2007-03-30", strict=True)
        Rate(¥117.56, noon buying rate of 2007-03-30)
        """
        ...

    def over(self, period: PeriodLike, through: DateLike | None = None) -> PeriodRates:
        """The rates of a `period`, or of its part up to and including the day `through`.

        >>> from yen_usd import h10_rates
        >>> h10_rates().over("2007-07", through="2007-07-03").period.label
        'period from July 1, 2007 to July 3, 2007'
        """
        ...


def check_source(series: object) -> None:
    """Raise `ArgumentError` for a series that does not answer with rates."""
    if isinstance(series, type) or not hasattr(series, "over") or not hasattr(series, "on"):
        raise ArgumentError(
            f"series={quote(series)}",
            "series must have the methods on() and over(), as a RateSeries has",
            "write series=h10_rates(), for example",
        )
