"""The translation of an amount at one rate, and the converter that finds the rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar, overload

from .currency import Currency
from .dates import DateLike
from .errors import AmountError, ArgumentError, quote
from .exact import EXACT, Number, plain
from .formatting import Figures, format_by_spec, format_money
from .money import Dollars, Money, Yen
from .parsing import Reading, parse_money
from .period_rates import PeriodRates, RateSource
from .periods import Naming, PeriodLike, check_naming, to_period
from .published import REPORT_RATE, h10_rates
from .rates import AveragingName, Basis, PeriodBasis, Rate, to_basis
from .rounding import Rounding, checked

if TYPE_CHECKING:
    from fractions import Fraction

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_write: Final = object.__setattr__
_CENT: Final = Currency.USD.rounding
_YEN: Final = Currency.JPY.rounding

SourceT = TypeVar("SourceT", bound=Money, covariant=True)
ResultT = TypeVar("ResultT", bound=Money, covariant=True)


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Translation(Generic[SourceT, ResultT]):
    """An amount, the rate, and what the amount comes to at that rate, rounded once as stated.

    `source` is the money given and `result` the money it comes to: dollars for yen, yen for dollars. The result
    is made from the other three fields; one that is given, as by JSON, has to agree. Text is written from the
    exact quotient.

    >>> from yen_usd import translate
    >>> t = translate("¥24.3 billion")
    >>> f"{t:words}", f"{t:million.1}", t.result, t.rate.yen_per_usd
    ('$206.7 million', '206.7', Dollars('206702960.19'), Decimal('117.56'))
    """

    source: SourceT
    rate: Rate
    rounding: Rounding
    result: ResultT

    # A field of type Translation[Yen, Dollars] looks at the kinds of money in an instance, too.
    __pydantic_config__: ClassVar[dict[str, str]] = {"revalidate_instances": "always", "extra": "forbid"}

    def __init__(self, source: SourceT, rate: Rate, rounding: Rounding, result: ResultT | None = None) -> None:
        made: Money | None = None
        try:
            if type(source) is Yen:
                made = Dollars(rounding.round(EXACT.divide(source.amount, rate.yen_per_usd)))
            elif type(source) is Dollars:
                made = Yen(rounding.round(EXACT.multiply(source.amount, rate.yen_per_usd)))
        except AttributeError:  # a rate or a rounding that is none
            pass
        if made is None:
            raise ArgumentError(
                f"a translation of {quote(source)} at {quote(rate)}, rounded to {quote(rounding)}",
                "it is made of money, a Rate and a Rounding",
                "write Yen(...), Rate.of(...) and Rounding(places=...)",
            )
        if result is not None and result != made:
            raise AmountError(f"a result of {result!r}", f"{source!r} comes to {made!r}", "leave the result out")
        _write(self, "source", source)
        _write(self, "rate", rate)
        _write(self, "rounding", rounding)
        _write(self, "result", made)

    def __post_init__(self) -> None:
        """Pydantic fills the fields by itself and then calls this, to have them checked."""
        type(self).__init__(self, self.source, self.rate, self.rounding, self.result)

    @property
    def unrounded(self) -> Decimal:
        """The exact result if it ends within 128 digits; else that many, of which rounding can take any fewer."""
        amount = self.source.amount
        if type(self.source) is Yen:
            return EXACT.divide(amount, self.rate.yen_per_usd)
        return EXACT.multiply(amount, self.rate.yen_per_usd)

    @property
    def exact(self) -> Fraction:
        """The exact result.

        >>> from yen_usd import translate
        >>> translate("¥100", rate=3).exact
        Fraction(100, 3)
        """
        from fractions import Fraction

        amount, rate = Fraction(self.source.amount), Fraction(self.rate.yen_per_usd)
        return amount / rate if type(self.source) is Yen else amount * rate

    def figures(self) -> Figures:
        """The result as formatting wants it."""
        return Figures(self.result.currency, self.result.amount, self.rounding.shown_places, self.unrounded)

    def note(self) -> str:
        """A footnote that names the rate, its basis and day, and says that the translation is for convenience.

        >>> from yen_usd import translate
        >>> print(translate("¥24.3 billion").note())
        Yen amounts are translated into U.S. dollars, solely for the convenience of the reader, at ¥117.56 per \
US$1.00, the noon buying rate in New York City for cable transfers in yen on March 30, 2007, prevailing on March \
31, 2007 (Federal Reserve Bank of New York). Such a translation does not mean that the amounts were, are or could \
be exchanged at that rate.
        """
        given, wanted = ("Yen", "U.S. dollars") if type(self.source) is Yen else ("U.S. dollar", "yen")
        publisher = f" ({self.rate.publisher})" if self.rate.publisher else ""
        return (
            f"{given} amounts are translated into {wanted}, solely for the convenience of the reader, at "
            f"¥{plain(self.rate.yen_per_usd)} per US$1.00, {self.rate.spelled_out()}{publisher}. Such a translation "
            "does not mean that the amounts were, are or could be exchanged at that rate."
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Without kinds in brackets, a translation of either kind of money to the other."""
        return handler.generate_schema(Translation[Money, Money])

    def __format__(self, spec: str) -> str:
        return format_by_spec(self, spec)

    def __str__(self) -> str:
        return format_money(self)

    def __repr__(self) -> str:
        source = format_money(self.source, places=_shown_places(self.source))
        return f"Translation({source} → {format_money(self)} at {self.rate})"


Convertible = Money | Reading | Number | str
"""What is translated: money, text with its currency, or a bare number, which is yen."""


@dataclass(frozen=True, slots=True)
class Converter:
    """The settings of repeated translations; `yen_usd.translate` is one with the settings below.

    `series` answers with the rates (None: the bundled daily series; any `RateSource` will do), `default_rate` is
    used when a call names no rate, `rounding` is that of the results (None: to the yen or the cent, half away
    from zero), `strict` wants an observation on the very day, and `fiscal_year_end` (the month at whose end a
    fiscal year ends) and `named_by` ("end" or "start") say what the text "FY2007" means.

    >>> from yen_usd import Converter, Rounding, report_rates
    >>> december = Converter(fiscal_year_end=12, rounding=Rounding(places=0))
    >>> december.translate("¥24.3 billion", period="FY2006", basis="average")
    Translation(¥24,300,000,000 → $209,500,819 at ¥115.99, average of the noon buying rates of the last day of each \
month, fiscal year ended December 31, 2006)
    """

    series: RateSource | None = None
    default_rate: Rate = REPORT_RATE
    rounding: Rounding | None = None
    strict: bool = False
    fiscal_year_end: int = 3
    named_by: Naming = "end"

    def __post_init__(self) -> None:
        check_naming(self.fiscal_year_end, self.named_by)
        if not isinstance(self.default_rate, Rate):
            raise ArgumentError(f"default_rate={quote(self.default_rate)}", "it is a Rate", "write Rate.of(...)")
        if self.rounding is not None:
            checked(self.rounding)
        if self.series is not None and (isinstance(self.series, type) or not hasattr(self.series, "over")):
            raise ArgumentError(
                f"series={quote(self.series)}", "it answers to on() and over()", "give h10_rates() or another"
            )

    @overload
    def translate(
        self,
        source: Yen | float | Decimal,
        *,
        on: DateLike | None = None,
        period: PeriodLike | None = None,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | None = None,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Yen, Dollars]: ...
    @overload
    def translate(
        self,
        source: Dollars,
        *,
        on: DateLike | None = None,
        period: PeriodLike | None = None,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | None = None,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Dollars, Yen]: ...
    @overload
    def translate(
        self,
        source: Convertible,
        *,
        on: DateLike | None = None,
        period: PeriodLike | None = None,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | None = None,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Yen, Dollars] | Translation[Dollars, Yen]: ...
    def translate(
        self,
        source: Convertible,
        *,
        on: DateLike | None = None,
        period: PeriodLike | None = None,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | None = None,
        rate_places: int | None = None,
        rounding: Rounding | None = None,
        strict: bool | None = None,
    ) -> Translation[Money, Money]:
        """Translate an amount at one rate: yen to dollars, or dollars to yen.

        `source` is `Money`, text with its currency ("¥24.3 billion"), what `parse_money` read, or a number (int,
        Decimal, float or NumPy scalar), which is yen. The rate is one of
        `on=` a date: the noon buying rate that prevailed on it, or (`strict=True`) that was observed on it;
        `period=` with `basis=` "average", "period_end", "high" or "low": of a period, such as "FY2007", whole or
        `through=` a day of it; `averaging=` "month_end" or "daily" picks an average other than the usual one, and
        `rate_places=` more than its two decimal places;
        `rate=` one of your own;
        and when nothing is said the converter's `default_rate`, ¥117.56 of March 31, 2007.
        `rounding` overrides the converter's: by default to the cent or the yen, half away from zero.

        Raises `ArgumentError` for arguments that do not go together, a `RateNotFoundError` where there is no rate
        that may be used, `ParseError`, `DateError` and `PeriodError` for unreadable text, and `AmountError` or
        `AmountTypeError` for what is no amount.

        >>> import yen_usd
        >>> yen_usd.translate(1_000_000, on="2015-03-31").result
        Dollars('8336.11')
        >>> yen_usd.translate("$1.2 million", on="2007-07-03").result
        Yen(146880000)
        """
        if on is not None and period is basis is averaging is through is rate is rate_places is None:
            series = h10_rates() if self.series is None else self.series
            found = series.on(on, self.strict if strict is None else strict)
        else:
            found = self.rate(
                on=on,
                period=period,
                basis=basis,
                averaging=averaging,
                through=through,
                rate=rate,
                rate_places=rate_places,
                strict=strict,
            )
        if type(source) is int:
            money: Money = Yen(source)
        else:
            money = source if isinstance(source, Money) else _to_money(source)
        return Translation(money, found, rounding or self.rounding or (_CENT if type(money) is Yen else _YEN))

    def rate(
        self,
        *,
        on: DateLike | None = None,
        period: PeriodLike | None = None,
        basis: PeriodBasis | None = None,
        averaging: AveragingName | None = None,
        through: DateLike | None = None,
        rate: Rate | Number | str | None = None,
        rate_places: int | None = None,
        strict: bool | None = None,
    ) -> Rate:
        """The rate that `translate` would use, from the same arguments.

        >>> from yen_usd import Converter
        >>> Converter().rate(period="FY2007", basis="high")
        Rate(¥121.81, highest noon buying rate of 2007-01-29, fiscal year ended March 31, 2007)
        """
        named = [name for name, value in (("on", on), ("period", period), ("rate", rate)) if value is not None]
        if len(named) > 1:
            raise ArgumentError(f"a rate by {' and '.join(named)}", "one of on, period and rate names it", "leave one out")
        if period is None and (basis is not None or averaging is not None or through is not None or rate_places is not None):
            raise _only_with_period(basis, averaging, through, rate_places)
        if strict is not None and on is None:
            raise ArgumentError(f"strict={quote(strict)} without on=", "it is about the day asked for", "leave it out")
        if period is not None:
            rates = self._over(period, through)
            if basis is None:
                raise ArgumentError(
                    f"a rate of {rates.period.in_sentence} without basis=", _four_rates(rates), "say which one"
                )
            if rate_places is not None and to_basis(basis) is not Basis.AVERAGE:
                raise ArgumentError(f"rate_places of a {basis} rate", "it is quoted as published", "leave it out")
            return rates.rate(basis, averaging, places=2 if rate_places is None else rate_places)
        if on is not None:
            series = h10_rates() if self.series is None else self.series
            return series.on(on, self.strict if strict is None else strict)
        return self.default_rate if rate is None else Rate.of(rate)

    def _over(self, period: PeriodLike, through: DateLike | None) -> PeriodRates:
        series = h10_rates() if self.series is None else self.series
        span = to_period(period, fiscal_year_end=self.fiscal_year_end, named_by=self.named_by)
        return series.over(span, through)


translate: Final = Converter().translate


def _to_money(source: Reading | Number | str) -> Money:
    if isinstance(source, str):
        return parse_money(source).money
    if isinstance(source, Reading):
        return source.money
    return Yen(source)


def _only_with_period(basis: object, averaging: object, through: object, rate_places: object) -> ArgumentError:
    given = {"basis": basis, "averaging": averaging, "through": through, "rate_places": rate_places}
    names = " and ".join(name for name, value in given.items() if value is not None)
    return ArgumentError(f"{names} without period=", "these say which rate of a period", "add period=, or leave them out")


def _four_rates(rates: PeriodRates) -> str:
    shown = [f"{basis}={rates.rate(basis).yen_per_usd}" for basis in _PERIOD_BASES]
    return f"there are {', '.join(shown)}"


_PERIOD_BASES: Final[tuple[PeriodBasis, ...]] = (Basis.AVERAGE, Basis.PERIOD_END, Basis.HIGH, Basis.LOW)


def _shown_places(money: Money) -> int:
    exponent = money.amount.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(money.currency.places, -exponent)
