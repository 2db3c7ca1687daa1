"""Growth in one currency, split into the change in the other and the change of the rate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias, cast, overload

from .._tables import Block, Columns, Table, Tabular
from .._validation import FromFields
from ..converter import Converter
from ..dates.periods import Period, PeriodLike
from ..errors import ArgumentError, FiguresError, PeriodError, RateValueError, quote
from ..money.amounts import Money
from ..money.currency import Currency
from ..money.exact import EXACT, Number, plain
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.rate import AveragingName, Basis, PeriodBasis, Rate
from ..rates.rate_source import RateSource
from ..translation import Translation
from .directions import COLUMN_NAMES, CURRENCY_NAMES, Direction, direction, settings_for
from .figures import Figure, in_full, percent_change
from .labels import read_column

RateOrPeriod: TypeAlias = Rate | Number | str | Period
"""A rate, or the period whose rate it is."""
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
FiguresOfPeriods: TypeAlias = Mapping[str, Figure] | Mapping[int, Figure] | Mapping[Period, Figure] | Iterable[Figure]
"""The figures of several periods by their periods: a mapping, or a Series whose index has them."""


@dataclass(frozen=True, slots=True, repr=False)
class GrowthSplit(Tabular, FromFields):
    """The growth of a translated figure between two years, split by its causes.

    `earlier` and `later` are the figures at the rates of their years, and
    `constant` is the later figure at the earlier year's rate. The
    constant-currency growth and the currency effect add up to the whole change,
    exactly, in money and in percent: the currency effect is what remains.
    Percentages are rounded half up to two decimal places; they are None if the
    earlier figure is not positive.

    >>> from yen_usd import split_growth
    >>> split = split_growth("¥5 million", "¥6 million", "¥110", "¥120")
    >>> split.percent, split.constant_percent, split.currency_percent
    (Decimal('10.00'), Decimal('20.00'), Decimal('-10.00'))
    """

    earlier: Translation[Money, Money]
    later: Translation[Money, Money]
    constant: Translation[Money, Money]

    @property
    def change(self) -> Money:
        """The later result less the earlier one."""
        return self.later.result - self.earlier.result

    @property
    def source_change(self) -> Money:
        """The change of the amounts that were given."""
        return self.later.source - self.earlier.source

    @property
    def constant_change(self) -> Money:
        """The change if the rate had stayed that of the earlier year."""
        return self.constant.result - self.earlier.result

    @property
    def currency_change(self) -> Money:
        """The rest of the change, which comes from the rate."""
        return self.change - self.constant_change

    @property
    def percent(self) -> Decimal | None:
        """The growth of the results, in percent."""
        rates = self.earlier.rate.yen_per_usd, self.later.rate.yen_per_usd
        return self._growth(*(rates if self.earlier.source.currency is Currency.JPY else rates[::-1]))

    @property
    def constant_percent(self) -> Decimal | None:
        """The growth at a constant rate, which is that of the given amounts, in percent."""
        return self._growth(Decimal(1), Decimal(1))

    @property
    def currency_percent(self) -> Decimal | None:
        """The percentage points by which the rate changed the growth."""
        growth, constant = self.percent, self.constant_percent
        return None if growth is None or constant is None else EXACT.subtract(growth, constant)

    def _growth(self, divisor: Decimal, later_divisor: Decimal) -> Decimal | None:
        """In percent, rounded once; from the exact amounts, not from results that are rounded already."""
        earlier = EXACT.multiply(self.earlier.source.amount, later_divisor)
        later = EXACT.multiply(self.later.source.amount, divisor)
        return percent_change(later, earlier) if earlier > 0 else None

    def _summary(self) -> str:
        return f"{in_full(self.earlier.result)} to {in_full(self.later.result)}, {_signed(self.percent) or 'no percentage'}"

    def _rows(self) -> list[tuple[str, Money | None, Money, Decimal | None]]:
        return [
            ("Earlier year", self.earlier.source, self.earlier.result, None),
            ("Constant-currency growth", self.source_change, self.constant_change, self.constant_percent),
            ("Currency effect", None, self.currency_change, self.currency_percent),
            ("Change", self.source_change, self.change, self.percent),
            ("Later year", self.later.source, self.later.result, None),
        ]

    def _table(self) -> Table:
        lines = [[label, in_full(result), _signed(percent)] for label, _, result, percent in self._rows()]
        both = {"Earlier": self.earlier, "Later": self.later}
        notes = [f"{when} {in_full(one.source)} at {one.rate}." for when, one in both.items()]
        return Table("", [""] * 3, [Block("", lines)], notes, dense=True)

    def _columns(self) -> Columns:
        rows = self._rows()
        kinds = self.earlier.source.currency, self.earlier.result.currency
        return {
            "line": ("text", [row[0] for row in rows]),
            COLUMN_NAMES[kinds[0]]: ("number", [None if row[1] is None else row[1].amount for row in rows]),
            COLUMN_NAMES[kinds[1]]: ("number", [row[2].amount for row in rows]),
            "percent": ("number", [row[3] for row in rows]),
            "yen_per_usd": ("number", [self.earlier.rate.yen_per_usd, None, None, None, self.later.rate.yen_per_usd]),
        }


@dataclass(frozen=True, slots=True, repr=False)
class GrowthSplits(Tabular, FromFields):
    """The growth of a translated figure over several periods.

    `splits` are the growth from each period to the next, in order of time.

    >>> from yen_usd import split_growth
    >>> sales = {"FY2005": 41_703, "FY2006": 49_813, "FY2007": 57_055}
    >>> growth = split_growth(sales, yen_unit="million")
    >>> len(growth), growth[0].currency_percent
    (2, Decimal('-6.72'))
    """

    splits: tuple[GrowthSplit, ...]

    def __len__(self) -> int:
        return len(self.splits)

    def __getitem__(self, at: int) -> GrowthSplit:
        return self.splits[at]

    @property
    def translations(self) -> tuple[Translation[Money, Money], ...]:
        """The figure of each period, at the rate of its period."""
        return (self.splits[0].earlier, *(split.later for split in self.splits))

    def _summary(self) -> str:
        first, last = self.translations[0], self.translations[-1]
        return f"{len(self.splits) + 1} periods, {in_full(first.result)} to {in_full(last.result)}"

    def _table(self) -> Table:
        found = self.translations
        kinds = found[0].source.currency, found[0].result.currency
        head = [
            "",
            CURRENCY_NAMES[kinds[0]],
            "Rate",
            CURRENCY_NAMES[kinds[1]],
            "Growth",
            "Constant currency",
            "Currency effect",
        ]
        percents = [("", "", "")] + [
            (_signed(split.percent), _signed(split.constant_percent), _signed(split.currency_percent))
            for split in self.splits
        ]
        lines = [
            [_label(one.rate), in_full(one.source), f"¥{plain(one.rate.yen_per_usd)}", in_full(one.result), *percent]
            for one, percent in zip(found, percents, strict=True)
        ]
        return Table("", head, [Block("", lines)], [f"At {one.rate}." for one in found], dense=True)

    def _columns(self) -> Columns:
        found = self.translations
        kinds = found[0].source.currency, found[0].result.currency
        return {
            "period": ("text", [_label(one.rate) for one in found]),
            "end": ("day", [one.rate.period and one.rate.period.end for one in found]),
            COLUMN_NAMES[kinds[0]]: ("number", [one.source.amount for one in found]),
            "yen_per_usd": ("number", [one.rate.yen_per_usd for one in found]),
            COLUMN_NAMES[kinds[1]]: ("number", [one.result.amount for one in found]),
            "percent": ("number", [None, *(split.percent for split in self.splits)]),
            "constant_percent": ("number", [None, *(split.constant_percent for split in self.splits)]),
            "currency_percent": ("number", [None, *(split.currency_percent for split in self.splits)]),
        }


def _label(rate: Rate) -> str:
    return rate.describe() if rate.period is None else rate.period.label


def _signed(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:+f}%"


@overload
def split_growth(
    earlier: Figure,
    later: Figure,
    earlier_rate: RateOrPeriod,
    later_rate: RateOrPeriod,
    *,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    basis: PeriodBasis = Basis.AVERAGE,
    averaging: AveragingName | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> GrowthSplit: ...
@overload
def split_growth(
    earlier: FiguresOfPeriods,
    *,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    basis: PeriodBasis = Basis.AVERAGE,
    averaging: AveragingName | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> GrowthSplits: ...
def split_growth(
    earlier: Figure | FiguresOfPeriods,
    later: Figure | None = None,
    earlier_rate: RateOrPeriod | None = None,
    later_rate: RateOrPeriod | None = None,
    *,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    basis: PeriodBasis = Basis.AVERAGE,
    averaging: AveragingName | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> GrowthSplit | GrowthSplits:
    """Split the growth of a figure in dollars into constant-currency growth and the rest.

    Each figure is translated at the rate of its own year: the average for
    flows, the period-end rate for balances. Constant-currency growth is that of
    the later figure at the earlier year's rate. The rest is the effect of the
    currency.

    Parameters
    ----------
    earlier : figure, or mapping or Series of figures by period
        The yen of the earlier year. For several periods this is the only figure
        to give: all of them by their periods, such as `{"FY2006": 49_813,
        "FY2007": 57_055}`.
    later : figure, optional
        The yen of the later year.
    earlier_rate, later_rate : Rate, number, str or Period, optional
        The rates of the two years in yen per US$1, or the periods whose rates
        they are, such as "FY2006".
    to : {"USD", "JPY"}, default "USD"
        The currency of the results. With "JPY" the figures are dollars.
    yen_unit, usd_unit : str, optional
        The unit of figures that name none, such as "million".
    rounding : Rounding, optional
        How results are rounded; by default to the cent or the yen.
    basis : {"average", "period_end", "high", "low"}, default "average"
        Which rate of a period.
    averaging : {"month_end", "daily"}, optional
        Another average than the usual one.
    series : RateSeries or other RateSource, optional
        Where rates are looked up; by default the noon buying rates.
    converter : Converter, optional
        Settings instead of `series`, such as what "FY2006" means.

    Returns
    -------
    GrowthSplit or GrowthSplits
        The growth in money and in percent; for several periods from each to the
        next.

    Raises
    ------
    FiguresError
        For no figures, or figures of fewer than two periods.
    PeriodError
        For two periods that end on the same day.
    RateValueError
        For what is neither a rate nor a period, or may be both, as 2007 may.
    RateNotFoundError
        For a period that has no rate.
    ArgumentError
        For some of the four figures and rates without the others.

    Examples
    --------
    >>> from yen_usd import split_growth
    >>> split = split_growth("¥49,813 million", "¥57,055 million", "FY2006", "FY2007")
    >>> split.percent, split.constant_percent, split.currency_percent
    (Decimal('11.71'), Decimal('14.54'), Decimal('-2.83'))
    >>> print(split)
    Earlier year              $438,224,685.49
    Constant-currency growth   $63,710,741.62  +14.54%
    Currency effect           -$12,403,037.58   -2.83%
    Change                     $51,307,704.04  +11.71%
    Later year                $489,532,389.53
    Earlier ¥49,813,000,000 at ¥113.67, average of the noon buying rates of the last day
    of each month, fiscal year ended March 31, 2006.
    Later ¥57,055,000,000 at ¥116.55, average of the noon buying rates of the last day of
    each month, fiscal year ended March 31, 2007.
    """
    way = direction(to, yen_unit, usd_unit, rounding)
    finder = _RateFinder(settings_for(converter, series), basis, averaging)
    if later is not None and earlier_rate is not None and later_rate is not None:
        figures = cast("Figure", earlier), later
        return _split(way, figures, (finder.rate(earlier_rate), finder.rate(later_rate)))
    if not (later is None and earlier_rate is None and later_rate is None):
        raise ArgumentError(
            "later, earlier_rate and later_rate are not all given",
            "growth is split from two figures and their two rates, or from the figures of several periods",
            "give all four, or a mapping of periods to figures alone",
        )
    column = read_column(earlier, "figures")
    if column.labels is None or len(column.figures) < 2:
        raise FiguresError(
            f"{quote(earlier)} does not have the figures of several periods",
            "a mapping of two or more periods to their figures is required",
            "write {'FY2006': 49_813, 'FY2007': 57_055}, for example",
        )
    dated = [(finder.of_period(cast("PeriodLike", period)), figure) for period, figure in column.items()]
    dated.sort(key=lambda one: _end(one[0]))
    for (before, _), (after, _) in pairwise(dated):
        if _end(before) == _end(after):
            raise PeriodError(f"{_label(before)} and {_label(after)} end on the same day", "", "leave one of them out")
    return GrowthSplits(tuple(_split(way, (one[1], two[1]), (one[0], two[0])) for one, two in pairwise(dated)))


def _end(rate: Rate) -> Any:
    assert rate.period is not None  # rates of periods have theirs
    return rate.period.end


def _split(way: Direction, figures: tuple[Figure, Figure], rates: tuple[Rate, Rate]) -> GrowthSplit:
    (earlier, later), (first, second) = figures, rates
    return GrowthSplit(way.translate(earlier, first), way.translate(later, second), way.translate(later, first))


@dataclass(frozen=True, slots=True)
class _RateFinder:
    """Where the rates of periods are looked up, and on which basis."""

    settings: Converter
    basis: PeriodBasis
    averaging: AveragingName | None

    def rate(self, value: RateOrPeriod) -> Rate:
        """A rate as it is given, or that of a period."""
        if isinstance(value, Period):
            return self.of_period(value)
        if isinstance(value, int | str) and _YEAR.fullmatch(str(value)):
            calendar = f"'year ended December 31, {value}' for the calendar year"
            remedy = f"write 'FY{value}' for the fiscal year, {calendar}, or '¥{value}'"
            raise RateValueError(f"{quote(value)} may be a year or a rate", "", remedy)
        try:
            return Rate.of(value)
        except RateValueError as error:
            if not isinstance(value, str):
                raise
            try:
                return self.of_period(value)
            except PeriodError:
                remedy = "write it like '¥117.56' or 'FY2007'"
                raise RateValueError(
                    f"{error.asked} or as a period",
                    "a rate is a number of yen per dollar, or the period that has it",
                    remedy,
                ) from None

    def of_period(self, period: PeriodLike) -> Rate:
        """The rate of a period, which it names."""
        rates = self.settings.over(period)
        return rates.rate(self.basis, self.averaging)
