"""A rate, the rates of a period, a series of rates, files of them, and the published figures.

In the order in which they build on one another: `rate` and `period_rates`; `observations`, `h10_rows`, `h10_files` and
`series_schema` (what a series is read from); `series`; `editions` and `published` (the bundled figures, and newer ones
that the user has fetched).
"""

from .observations import Observation
from .period_rates import Mean, PeriodRates, RateSource
from .published import REPORT_RATE, PrintedTable, h10_rates, report_rates
from .rate import Averaging, AveragingName, Basis, PeriodBasis, Rate, Vintage
from .series import RateSeries

__all__ = [
    "REPORT_RATE",
    "Averaging",
    "AveragingName",
    "Basis",
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
