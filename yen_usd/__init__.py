"""Convenience translation of yen into U.S. dollars, and back, at noon buying rates that can be named and checked."""

from .converter import Converter, translate
from .currency import Currency
from .errors import (
    AfterSeriesError,
    AmountError,
    AmountTypeError,
    ArgumentError,
    BasisError,
    BeforeSeriesError,
    CurrencyError,
    CurrencyMismatchError,
    DataFileError,
    DateError,
    DateTypeError,
    DivisionError,
    FormatError,
    NotPublishedError,
    ParseError,
    PeriodError,
    PeriodInProgressError,
    PeriodTypeError,
    RateNotFoundError,
    RateValueError,
    ReachError,
    RoundingError,
    SeriesError,
    UnitError,
    YenUsdError,
)
from .formatting import format_money
from .money import Dollars, Money, Yen
from .parsing import parse_money
from .period_rates import PeriodRates
from .periods import Period
from .published import REPORT_RATE, h10_rates, report_rates
from .rates import Averaging, Basis, Rate
from .rounding import Rounding
from .series import RateSeries
from .translation import Translation

__all__ = [
    "REPORT_RATE",
    "AfterSeriesError",
    "AmountError",
    "AmountTypeError",
    "ArgumentError",
    "Averaging",
    "Basis",
    "BasisError",
    "BeforeSeriesError",
    "Converter",
    "Currency",
    "CurrencyError",
    "CurrencyMismatchError",
    "DataFileError",
    "DateError",
    "DateTypeError",
    "DivisionError",
    "Dollars",
    "FormatError",
    "Money",
    "NotPublishedError",
    "ParseError",
    "Period",
    "PeriodError",
    "PeriodInProgressError",
    "PeriodRates",
    "PeriodTypeError",
    "Rate",
    "RateNotFoundError",
    "RateSeries",
    "RateValueError",
    "ReachError",
    "Rounding",
    "RoundingError",
    "SeriesError",
    "Translation",
    "UnitError",
    "Yen",
    "YenUsdError",
    "format_money",
    "h10_rates",
    "parse_money",
    "report_rates",
    "translate",
]
