"""Convenience translation of yen into U.S. dollars, and back, at noon buying rates that can be named and checked."""

from typing import TYPE_CHECKING

from .converter import Converter, translate
from .currency import Currency
from .errors import (
    AfterSeriesError,
    AmountError,
    AmountTypeError,
    ArgumentError,
    BasisError,
    BeforeSeriesError,
    ColumnExistsError,
    CurrencyError,
    CurrencyMismatchError,
    DataFileError,
    DateError,
    DateTypeError,
    DivisionError,
    FetchError,
    FiguresError,
    FileError,
    FormatError,
    MissingColumnError,
    MissingExtraError,
    NotPublishedError,
    ParseError,
    PeriodError,
    PeriodInProgressError,
    PeriodTypeError,
    RateNotFoundError,
    RateValueError,
    ReachError,
    RevisionError,
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

if TYPE_CHECKING:
    from .annotation import annotate
    from .audit import check_convenience_rate, check_translation
    from .disclosure import exchange_rate_table
    from .footing import check_footing
    from .frames import check_frame, rate_frame, translate_frame
    from .implied import implied_rate
    from .plotting import plot_rates
    from .prose import find_money
    from .refresh import update_rates
    from .two_rates import split_growth, two_rate_view
else:
    _LATE = {
        "annotate": "annotation",
        "check_convenience_rate": "audit",
        "check_footing": "footing",
        "check_frame": "frames",
        "check_translation": "audit",
        "exchange_rate_table": "disclosure",
        "find_money": "prose",
        "implied_rate": "implied",
        "plot_rates": "plotting",
        "rate_frame": "frames",
        "split_growth": "two_rates",
        "translate_frame": "frames",
        "two_rate_view": "two_rates",
        "update_rates": "refresh",
    }

    def __getattr__(name: str) -> object:
        """The names around the core, whose modules are imported when they are first used."""
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f".{_LATE[name]}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


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
    "ColumnExistsError",
    "Converter",
    "Currency",
    "CurrencyError",
    "CurrencyMismatchError",
    "DataFileError",
    "DateError",
    "DateTypeError",
    "DivisionError",
    "Dollars",
    "FetchError",
    "FiguresError",
    "FileError",
    "FormatError",
    "MissingColumnError",
    "MissingExtraError",
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
    "RevisionError",
    "Rounding",
    "RoundingError",
    "SeriesError",
    "Translation",
    "UnitError",
    "Yen",
    "YenUsdError",
    "annotate",
    "check_convenience_rate",
    "check_footing",
    "check_frame",
    "check_translation",
    "exchange_rate_table",
    "find_money",
    "format_money",
    "h10_rates",
    "implied_rate",
    "parse_money",
    "plot_rates",
    "rate_frame",
    "report_rates",
    "split_growth",
    "translate",
    "translate_frame",
    "two_rate_view",
    "update_rates",
]
