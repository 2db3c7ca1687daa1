"""Published translations, checked: the rate that the yen and dollars of a report imply, and whether they agree.

In the order in which they build on one another: `figures` (an amount as it is published), `labels` (the labels of figures),
`intervals` (the rates that pairs of figures allow), `pairs`, `candidates` (the published rates in an interval),
`implied_rates` (the answer) and `implied` (`implied_rate`), `checks` (of one pair, and of the convenience rate),
`spreading` (the least adjustments), `footing` (lines and their total), `directions` (yen to dollars or back), `two_rates`
(a view at two rates) and `growth` (split by its causes).
"""

from .candidates import Candidate
from .checks import (
    ConvenienceRateCheck,
    RoundingExplanation,
    TranslationCheck,
    check_convenience_rate,
    check_translation,
)
from .figures import PublishedFigure
from .footing import FootedLine, Footing, check_footing
from .growth import GrowthSplit, GrowthSplits, split_growth
from .implied import implied_rate
from .implied_rates import ImpliedRate
from .intervals import RateInterval
from .pairs import FigurePair
from .spreading import RoundedLine as RoundedLine
from .spreading import TreeSum as TreeSum
from .spreading import in_steps as in_steps
from .spreading import spread_over_tree as spread_over_tree
from .spreading import step_of as step_of
from .two_rates import TwoRateLine, TwoRateView, TwoRateViews, two_rate_view

__all__ = [
    "Candidate",
    "ConvenienceRateCheck",
    "FigurePair",
    "FootedLine",
    "Footing",
    "GrowthSplit",
    "GrowthSplits",
    "ImpliedRate",
    "PublishedFigure",
    "RateInterval",
    "RoundingExplanation",
    "TranslationCheck",
    "TwoRateLine",
    "TwoRateView",
    "TwoRateViews",
    "check_convenience_rate",
    "check_footing",
    "check_translation",
    "implied_rate",
    "split_growth",
    "two_rate_view",
]


def __dir__() -> list[str]:
    return sorted(__all__)
