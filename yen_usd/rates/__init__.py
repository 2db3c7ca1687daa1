"""A rate, the rates of a period, a series of rates, files of them, and the published figures.

In the order in which they build on one another: `rate_words`, `rate`, `rate_names` (how a call names one), `period_rates`
and `rate_source` (what answers with rates); `observations`, `h10_rows` and `own_rows` (the rules for rows of H.10 and of a
user's own table), `frequency`; `rate_files`, `file_days` and `columns` (what files of rates have in common), `csv_files`,
`release_xml`, `history_page` and `fred_json` (one file each), `frame_rows`; `series_files`, `series_days`, `series_schema`,
`cover` and `series`; `readers` (a file of any kind); `bundled_files`, `editions` and `published` (the bundled figures, and
newer ones that the user has fetched); `edition_comparison`.
"""

from typing import TYPE_CHECKING

from .observations import Observation
from .published import REPORT_RATE, PrintedTable, h10_rates, report_rates
from .rate import Averaging, AveragingName, Basis, Frequency, PeriodBasis, Rate, Vintage
from .rate_source import RateSource
from .series import RateSeries

if TYPE_CHECKING:
    from .edition_comparison import EditionComparison as EditionComparison
    from .period_rates import Mean as Mean
    from .period_rates import PeriodRates as PeriodRates

_LATE = {"EditionComparison": "edition_comparison", "Mean": "period_rates", "PeriodRates": "period_rates"}

__all__ = [
    "REPORT_RATE",
    "Averaging",
    "AveragingName",
    "Basis",
    "EditionComparison",
    "Frequency",
    "Mean",
    "Observation",
    "PeriodBasis",
    "PeriodRates",
    "PrintedTable",
    "Rate",
    "RateSeries",
    "RateSource",
    "Vintage",
    "h10_rates",
    "report_rates",
]


def __getattr__(name: str) -> object:
    """What a rate of one day does not need, and is imported when it is used."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f".{_LATE[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
