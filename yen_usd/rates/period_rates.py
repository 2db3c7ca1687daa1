"""The rates of a period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .._tables import Block, Columns, Table, Tabular
from .._validation import FromFields
from ..dates.days import as_english
from ..dates.periods import Period
from ..errors import BasisError, argument, quote
from ..money.exact import EXACT, MAX_DIGITS, plain
from ..money.rounding import quantize
from .rate import Averaging, AveragingName, Basis, PeriodBasis, Rate, to_averaging, to_basis
from .rate_words import capital, made_of, plural


@dataclass(frozen=True, slots=True)
class Mean(FromFields):
    """An average kept exactly, as a total and a count.

    Attributes
    ----------
    total : Decimal
        The sum of the rates, in yen per dollar.
    count : int
        How many rates there are.
    places : int, optional
        Of an average that is known only as printed: its decimal places.

    Examples
    --------
    >>> from yen_usd import h10_rates
    >>> mean = h10_rates().over("2007-03").daily
    >>> mean.count, mean.rounded(4)
    (22, Decimal('117.2600'))
    """

    total: Decimal
    count: int
    places: int | None = None

    def rounded(self, places: int) -> Decimal:
        """The average in yen per dollar, rounded half up once to decimal `places`, 0 to 40.

        More places than a printed average has raise `BasisError`.

        >>> from yen_usd import h10_rates
        >>> h10_rates().over("FY2007").month_end.rounded(2)
        Decimal('116.55')
        """
        if type(places) is not int or not 0 <= places <= MAX_DIGITS:
            raise BasisError(
                f"an average cannot have {quote(places)} decimal places",
                f"the places are a whole number from 0 to {MAX_DIGITS}",
                "write 2, for example",
            )
        if self.places is not None and places > self.places:
            raise BasisError(
                f"an average to {places} decimal places is not known",
                f"the report prints it to {self.places}",
                "use h10_rates() for more",
            )
        return quantize(EXACT.divide(self.total, Decimal(self.count)), places)


@dataclass(frozen=True, slots=True, repr=False)
class PeriodRates(Tabular, FromFields):
    """The rates of one period: high, low, averages and period end.

    Attributes
    ----------
    period : Period
        The period.
    high : Rate
        The highest rate; `high.observed` is the first day on which it was
        reached.
    low : Rate
        The lowest rate, likewise.
    period_end : Rate
        The rate that prevails on the last day.
    daily : Mean or None
        The exact average of all rates; None where it is not known.
    month_end : Mean or None
        The exact average of the rates at the end of each month; None where not
        known.
    observations : int or None
        How many rates were published. A printed table does not say, and its
        rates have no `observed`.
    publisher : str or None
        Who published the rates that the averages are made from.

    Examples
    --------
    >>> from yen_usd import h10_rates
    >>> year = h10_rates().over("FY2007")
    >>> year.high.yen_per_usd, year.low.observed, year.average.yen_per_usd
    (Decimal('121.81'), datetime.date(2006, 5, 16), Decimal('116.55'))
    >>> print(year)
    Noon buying rates of the fiscal year ended March 31, 2007 (yen per US$1.00)
    High        ¥121.81  January 29, 2007
    Low         ¥110.07  May 16, 2006
    Average     ¥116.55  of the rates at the end of each month
    Average     ¥116.92  of the daily rates
    Period-end  ¥117.56  March 30, 2007
    """

    period: Period
    high: Rate
    low: Rate
    period_end: Rate
    daily: Mean | None
    month_end: Mean | None
    observations: int | None = None
    publisher: str | None = None

    @property
    def average(self) -> Rate:
        """The usual average: of month ends for whole years, of days for any other period.

        A series that has month-end rates alone has no average of days.
        """
        return self.rate(Basis.AVERAGE)

    @property
    def average_daily(self) -> Rate:
        """The average of all rates, rounded to two decimal places."""
        return self.rate(Basis.AVERAGE, Averaging.DAILY)

    @property
    def average_month_end(self) -> Rate:
        """The average of the rates on the last publication day of each month, to two places."""
        return self.rate(Basis.AVERAGE, Averaging.MONTH_END)

    def rate(self, basis: PeriodBasis, averaging: AveragingName | None = None, *, places: int = 2) -> Rate:
        """The rate on one basis.

        Parameters
        ----------
        basis : {"average", "period_end", "high", "low"}
            Which rate.
        averaging : {"month_end", "daily"}, optional
            Of an average: another one than the usual.
        places : int, default 2
            Of an average: the decimal places to which it is rounded half up. Rates
            are quoted to two.

        Returns
        -------
        Rate
            The rate in yen per US$1.

        Raises
        ------
        BasisError
            For a basis or averaging that does not exist, or that is not known of
            this period.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> h10_rates().over("2007-03").rate("average", places=4).yen_per_usd
        Decimal('117.2600')

        """
        wanted = to_basis(basis)
        if wanted is Basis.AVERAGE:
            return self._average(averaging, places)
        if averaging is not None:
            raise BasisError(
                f"{argument('averaging', averaging)} with {argument('basis', str(wanted))}",
                "only an average has an averaging",
                f"leave {argument('averaging')} out, or write {argument('basis', 'average')}",
            )
        if wanted is Basis.SPOT:
            raise BasisError(
                f"a period has no spot rate ({argument('basis', 'spot')})",
                "its rates are average, period_end, high and low",
                f"use one of these, or {argument('on')} for the rate of one day",
            )
        return {Basis.HIGH: self.high, Basis.LOW: self.low, Basis.PERIOD_END: self.period_end}[wanted]

    def _average(self, averaging: AveragingName | None, places: int) -> Rate:
        default = Averaging.MONTH_END if self.period.is_whole_years else Averaging.DAILY
        if self.high.frequency is not None and (self.daily is None or self.month_end is None):
            default = Averaging.DAILY if self.month_end is None else Averaging.MONTH_END  # the one that there is
        wanted = default if averaging is None else to_averaging(averaging)
        mean = self.daily if wanted is Averaging.DAILY else self.month_end
        if mean is None:
            raise BasisError(
                f"there is no {wanted} average of {self.period.in_sentence}",
                self._why_no_mean(wanted),
                "use the other averaging",
            )
        end, value, frequency = self.period_end, mean.rounded(places), self.high.frequency
        publisher, basis = self.publisher, Basis.AVERAGE
        return Rate(value, end.label, basis, wanted, None, None, self.period, publisher, end.vintage, frequency)

    def _why_no_mean(self, averaging: Averaging) -> str:
        if self.observations is None:
            return "the printed table does not have it"
        return (
            "no rate is known at the end of each of its months"
            if averaging is Averaging.MONTH_END
            else "the series has rates of month ends only"
        )

    def _rows(self) -> list[tuple[str, Rate]]:
        """The rates as a report lists them, with the usual average before the other one."""
        means = {Averaging.MONTH_END: self.month_end, Averaging.DAILY: self.daily}
        known = [averaging for averaging, mean in means.items() if mean is not None]
        averages = [self.rate(Basis.AVERAGE, one) for one in (known if self.period.is_whole_years else known[::-1])]
        named = [("High", self.high), ("Low", self.low), *(("Average", one) for one in averages)]
        return [*named, ("Period-end", self.period_end)]

    def _summary(self) -> str:
        rates = ", ".join(f"{name.lower()} ¥{plain(rate.yen_per_usd)}" for name, rate in self._rows())
        return f"{self.period.label}: {rates}"

    def _table(self) -> Table:
        title = f"{capital(plural(self.period_end.label))} of {self.period.in_sentence} (yen per US$1.00)"
        lines = [[name, f"¥{plain(rate.yen_per_usd)}", _when(rate)] for name, rate in self._rows()]
        return Table(title, [""] * 3, [Block("", lines)], left=frozenset({0, 2}), dense=True)

    def _columns(self) -> Columns:
        rates = [rate for _, rate in self._rows()]
        return {
            "basis": ("text", [str(rate.basis) for rate in rates]),
            "averaging": ("text", [rate.averaging and str(rate.averaging) for rate in rates]),
            "yen_per_usd": ("number", [rate.yen_per_usd for rate in rates]),
            "observed": ("day", [rate.observed for rate in rates]),
            "start": ("day", [self.period.start] * len(rates)),
            "end": ("day", [self.period.end] * len(rates)),
        }


def _when(rate: Rate) -> str:
    """The day of a rate in words, or what an average is made of."""
    if rate.basis is Basis.AVERAGE:
        return made_of(rate)
    return "" if rate.observed is None else as_english(rate.observed)
