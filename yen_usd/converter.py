"""The converter, which finds the rate that a call names and translates at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast, overload

from ._arguments import NOT_GIVEN, NotGiven, check_flag
from ._validation import whole_number
from .dates.days import DateLike
from .dates.months import Naming, check_naming
from .dates.periods import PeriodLike, to_period
from .errors import ArgumentError, argument, quote
from .money.amounts import Dollars, Money, Yen
from .money.currency import Currency
from .money.exact import Number
from .money.rounding import Rounding, check_rounding
from .rates.published import REPORT_RATE, PrintedTable, h10_rates, report_rates
from .rates.rate import PERIOD_BASES, AveragingName, Basis, PeriodBasis, Rate, to_basis
from .rates.rate_names import RateNames, check_names
from .rates.rate_source import RateSource, check_source
from .rates.series import RateSeries
from .translation import Convertible, Translation, to_money, translate_at

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from .rates.period_rates import PeriodRates

_CENT: Final = Currency.USD.rounding
_YEN: Final = Currency.JPY.rounding


@dataclass(frozen=True, slots=True)
class Converter:
    """The settings of repeated translations; `yen_usd.translate` uses the defaults.

    Parameters
    ----------
    series : RateSeries or other RateSource, optional
        Where rates are looked up; by default the daily noon buying rates,
        `h10_rates()`.
    default_rate : Rate or None, default REPORT_RATE
        The rate of a call that names none: the report's ¥117.56 of March 31,
        2007. With None every call must name one. With a series of your own,
        which has another label, so must every call: the report's rate never
        stands in for rates of another kind.
    rounding : Rounding, optional
        How results are rounded; by default to the cent or the yen, half away
        from zero.
    strict : bool, default False
        Whether `on=` takes a rate of the day itself only, and not the one that
        prevails.
    fiscal_year_end : int, default 3
        The month in which fiscal years end, 1 to 12: what "FY2007" means.
    named_by : {"end", "start"}, default "end"
        Whether "FY2007" is the fiscal year that ends or begins in 2007.

    Raises
    ------
    ArgumentError
        For a series that does not answer with rates, and other settings of a
        wrong type.
    PeriodError
        For a `fiscal_year_end` or `named_by` that does not exist.

    Examples
    --------
    >>> from yen_usd import Converter, Rounding
    >>> december = Converter(fiscal_year_end=12, rounding=Rounding(places=0))
    >>> december.translate("¥24.3 billion", period="FY2006", basis="average")
    Translation(¥24,300,000,000 → $209,500,819 at ¥115.99, average of the noon buying
    rates of the last day of each month, fiscal year ended December 31, 2006)
    """

    series: RateSource | None = None
    default_rate: Rate | None = REPORT_RATE
    rounding: Rounding | None = None
    strict: bool = False
    fiscal_year_end: int = 3
    named_by: Naming = "end"

    def __post_init__(self) -> None:
        check_naming(self.fiscal_year_end, self.named_by)
        if self.default_rate is not None and not isinstance(self.default_rate, Rate):
            raise ArgumentError(
                f"default_rate={quote(self.default_rate)}",
                "default_rate must be a Rate or None",
                "write Rate.of('117.56'), for example",
            )
        if self.rounding is not None:
            check_rounding(self.rounding)
        check_flag("strict", self.strict)
        if self.series is not None:
            check_source(self.series)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Self], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Settings from outside: those of its fields that are given, with `series` by name or as a `RateSeries`."""
        from pydantic_core import core_schema as schema

        kinds: dict[str, CoreSchema] = {
            "series": handler.generate_schema(Literal["h10", "report"] | RateSeries | None),
            "default_rate": handler.generate_schema(Rate | None),
            "rounding": handler.generate_schema(Rounding | None),
            "strict": schema.bool_schema(strict=True),
            "fiscal_year_end": whole_number(1, 12),
            "named_by": handler.generate_schema(Naming),
        }
        fields = {name: schema.typed_dict_field(kind, required=False) for name, kind in kinds.items()}
        settings = schema.typed_dict_schema(fields, extra_behavior="forbid")
        return schema.union_schema(
            [schema.is_instance_schema(cls), schema.no_info_after_validator_function(_from_settings, settings)],
            serialization=schema.plain_serializer_function_ser_schema(_to_settings, return_schema=settings),
        )

    @overload
    def translate(
        self,
        source: Yen | Number,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Yen, Dollars]: ...
    @overload
    def translate(
        self,
        source: Dollars,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Dollars, Yen]: ...
    @overload
    def translate(
        self,
        source: Convertible,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Yen, Dollars] | Translation[Dollars, Yen]: ...
    def translate(
        self,
        source: Convertible,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Money, Money]:
        """Translate an amount at one rate: yen to dollars, or dollars to yen.

        Name the rate by one of `on`, `period` with `basis`, and `rate`. With none
        of them it is the converter's `default_rate`: the ¥117.56 per US$1 of March
        31, 2007 at which the report itself translates.

        Parameters
        ----------
        source : Money, Reading, str or number
            The amount. Text names its currency ("¥24.3 billion"); a number is
            single yen.
        on : date, datetime, datetime64 or str, optional
            Translate at the noon buying rate that prevailed on this day: the last
            one published on or before it, at most four days earlier.
        period : Period, pandas Period or str, optional
            Translate at a rate of this period, such as "FY2007", "2007-03" or
            2007年3月期.
        basis : {"average", "period_end", "high", "low"}, optional
            Which rate of the period.
        averaging : {"month_end", "daily"}, optional
            The average of the rates at month ends, or of all days. By default month
            ends for whole years, as annual reports average, and days for any other
            period.
        through : date or str, optional
            Use only the part of the period up to and including this day.
        rate : Rate, number or str, optional
            A rate of your own, in yen per US$1, such as "¥110".
        rate_places : int, optional
            Decimal places of an average; 2 by default, as rates are quoted.
        rounding : Rounding, optional
            How to round the result; by default to the cent or the yen, half away
            from zero.
        strict : bool, optional
            With `on`, whether the rate must have been published on the day itself.

        Returns
        -------
        Translation
            The `source`, the `result` in the other currency, the `rate` and the
            `rounding`.

        Raises
        ------
        ArgumentError
            For arguments that do not go together.
        RateNotFoundError
            If there is no rate that may be used; its subclasses say why.
        ParseError, DateError, PeriodError
            For text that cannot be read without guessing.
        AmountError, AmountTypeError
            For what is not an amount: NaN, None, a whole column, more than 40
            digits.

        Examples
        --------
        >>> import yen_usd
        >>> yen_usd.translate(1_000_000, on="2015-03-31")
        Translation(¥1,000,000 → $8,336.11 at ¥119.96, noon buying rate of 2015-03-31)
        >>> yen_usd.translate("$1.2 million", on="2007-07-03").result
        Yen(146880000)
        >>> yen_usd.translate("¥24.3 billion", period="FY2007", basis="average").result
        Dollars('208494208.49')
        """
        found = None
        if (  # the commonest calls, and the quickest
            rate is NOT_GIVEN
            and period is NOT_GIVEN
            and basis is None
            and averaging is None
            and through is None
            and rate_places is None
        ):
            series = self.series
            if on is not NOT_GIVEN:
                found = (h10_rates() if series is None else series).on(on, self.strict if strict is None else strict)
            elif strict is None and series is None:
                found = self.default_rate
        if found is None:
            found = find_rate(self, RateNames(on, period, basis, averaging, through, rate, rate_places, strict))
        money = to_money(source)
        if rounding is None:
            rounding = self.rounding or (_CENT if type(money) is Yen else _YEN)
        else:
            check_rounding(rounding)
        return translate_at(money, found, rounding)

    def rate(
        self,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        rate_places: int | None = None,
        strict: bool | None = None,
    ) -> Rate:
        """The rate that `translate` would use with the same arguments.

        Parameters
        ----------
        on, period, basis, averaging, through, rate, rate_places, strict : optional
            As for `translate`.

        Returns
        -------
        Rate
            The rate in yen per US$1.

        Raises
        ------
        ArgumentError
            For arguments that do not go together.
        RateNotFoundError
            If there is no rate that may be used; its subclasses say why.
        DateError, PeriodError
            For a day or period that cannot be read without guessing.

        Examples
        --------
        >>> from yen_usd import Converter
        >>> Converter().rate(period="FY2007", basis="high")
        Rate(¥121.81, highest noon buying rate of 2007-01-29,
        fiscal year ended March 31, 2007)
        """
        return find_rate(self, RateNames(on, period, basis, averaging, through, rate, rate_places, strict))

    def over(self, period: PeriodLike, through: DateLike | None = None) -> PeriodRates:
        """The rates of a `period`, or of its part up to and including the day `through`.

        Text is read with the converter's settings. What the series does not cover
        raises a `RateNotFoundError` that says what it covers.

        >>> from yen_usd import Converter
        >>> Converter(fiscal_year_end=12).over("FY2006").high
        Rate(¥119.81, highest noon buying rate of 2006-10-13,
        fiscal year ended December 31, 2006)
        """
        span = to_period(period, fiscal_year_end=self.fiscal_year_end, named_by=self.named_by)
        return _source_of(self).over(span, through)


translate: Final = Converter().translate


def find_rate(converter: Converter, names: RateNames) -> Rate:
    """The rate that the arguments of a call name, given as one value."""
    on, period, basis, averaging, through, rate, rate_places, strict = names
    check_names(names)
    if not isinstance(period, NotGiven):
        rates = converter.over(period, through)
        if basis is None:
            raise ArgumentError(
                f"{argument('period')} without {argument('basis')}: {rates.period.in_sentence} has four rates",
                _four_rates(rates),
                f"write {argument('basis', 'average')}, for example",
            )
        if rate_places is not None and to_basis(basis) is not Basis.AVERAGE:
            raise ArgumentError(
                f"{argument('rate_places', rate_places)} with {argument('basis', basis)}",
                "only an average is rounded; other rates are quoted as published",
                f"leave {argument('rate_places')} out",
            )
        return rates.rate(basis, averaging, places=2 if rate_places is None else rate_places)
    if not isinstance(on, NotGiven):
        return _source_of(converter).on(on, converter.strict if strict is None else strict)
    if not isinstance(rate, NotGiven):
        return Rate.of(rate)
    default, label = converter.default_rate, getattr(converter.series, "label", REPORT_RATE.label)
    if default is None or (default == REPORT_RATE and label != REPORT_RATE.label):
        raise ArgumentError(
            "no rate is named",
            "this converter has no default_rate"
            if default is None
            else f"the series of the converter has another label, {quote(label)}, than the report's rate",
            f"give {argument('on')}, {argument('period')} with {argument('basis')}, or {argument('rate')}",
        )
    return default


def _source_of(converter: Converter) -> RateSource:
    return h10_rates() if converter.series is None else converter.series


def converter_or_default(converter: Converter | None) -> Converter:
    """The converter that a function was given, or one with the usual settings; `ArgumentError` for anything else."""
    found = Converter() if converter is None else converter
    if not isinstance(found, Converter):
        raise ArgumentError(f"converter={quote(converter)}", "converter must be a Converter", "write Converter(...)")
    return found


def _four_rates(rates: PeriodRates) -> str:
    shown = [f"{basis}={rates.rate(basis).yen_per_usd}" for basis in PERIOD_BASES]
    return ", ".join(shown)


def _to_settings(converter: Converter) -> dict[str, object]:
    settings: dict[str, object] = {
        name: getattr(converter, name) for name in ("default_rate", "rounding", "strict", "fiscal_year_end", "named_by")
    }
    series = converter.series
    if isinstance(series, PrintedTable) and series == report_rates():
        return settings | {"series": "report"}
    if series is None or isinstance(series, RateSeries):
        return settings | {"series": series}
    raise ArgumentError(
        f"series={quote(series)} cannot be written as JSON",
        "only a RateSeries and the table of the report can",
        "leave series= out, or use one of these",
    )


def _from_settings(settings: dict[str, object]) -> Converter:
    series = settings.get("series")
    if isinstance(series, str):
        settings = settings | {"series": report_rates() if series == "report" else None}
    return Converter(**cast("dict[str, Any]", settings))
