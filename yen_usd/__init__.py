"""Convenience translation of yen into U.S. dollars, and back, at rates that can be checked.

`translate` takes an amount and a date or a period, and the result names its rate: a
noon buying rate as the Federal Reserve publishes it, or one of your own.

>>> import yen_usd
>>> yen_usd.translate("¥24.3 billion", on="2007-03-31")
Translation(¥24,300,000,000 → $206,702,960.19 at ¥117.56, noon buying rate of
2007-03-30, prevailing on 2007-03-31)

- Amounts: `Yen`, `Dollars`, `Rounding`, `parse_money`, `format_money`.
- Rates: `h10_rates`, `report_rates`, `Rate`, `RateSeries`, `Period`, `Converter`,
  `exchange_rate_table`, `rate_frame`, `plot_rates`, `update_rates`, `compare_editions`.
- Running text: `annotate`, `find_money`.
- Data frames: `translate_frame`, `check_frame`, `read_amounts`.
- Whole statements: `read_statement`, `Statement`.
- Checks of published translations: `implied_rate`, `check_translation`,
  `check_footing`, `check_convenience_rate`, `two_rate_view`, `split_growth`.
- Errors: every one is a `YenUsdError`, and says what to do.
"""

from typing import TYPE_CHECKING

from ._version import __version__ as __version__
from .converter import Converter, translate
from .dates import Period
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
    StatementError,
    UnitError,
    YenUsdError,
)
from .money import Currency, Dollars, Money, Rounding, Yen, format_money, parse_money
from .rates import REPORT_RATE, Averaging, Basis, Rate, RateSeries, h10_rates, report_rates
from .translation import Translation

if TYPE_CHECKING:
    from .audit import check_convenience_rate, check_footing, check_translation, implied_rate, split_growth, two_rate_view
    from .frames import check_frame, rate_frame, read_amounts, translate_frame
    from .plotting import plot_rates
    from .prose import annotate, find_money
    from .rate_table import exchange_rate_table
    from .rates import PeriodRates
    from .rates.edition_comparison import compare_editions
    from .statements import Statement, read_statement
    from .updates import update_rates
else:
    _LATE = {
        "PeriodRates": "rates",
        "Statement": "statements",
        "annotate": "prose",
        "check_convenience_rate": "audit",
        "check_footing": "audit",
        "check_frame": "frames",
        "check_translation": "audit",
        "compare_editions": "rates.edition_comparison",
        "exchange_rate_table": "rate_table",
        "find_money": "prose",
        "implied_rate": "audit",
        "plot_rates": "plotting",
        "rate_frame": "frames",
        "read_amounts": "frames",
        "read_statement": "statements",
        "split_growth": "audit",
        "translate_frame": "frames",
        "two_rate_view": "audit",
        "update_rates": "updates",
    }

    def __getattr__(name: str) -> object:
        """The names around the core, whose rooms are imported when they are first used."""
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f".{_LATE[name]}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted(__all__)


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
    "Statement",
    "StatementError",
    "Translation",
    "UnitError",
    "Yen",
    "YenUsdError",
    "annotate",
    "check_convenience_rate",
    "check_footing",
    "check_frame",
    "check_translation",
    "compare_editions",
    "exchange_rate_table",
    "find_money",
    "format_money",
    "h10_rates",
    "implied_rate",
    "parse_money",
    "plot_rates",
    "rate_frame",
    "read_amounts",
    "read_statement",
    "report_rates",
    "split_growth",
    "translate",
    "translate_frame",
    "two_rate_view",
    "update_rates",
]
