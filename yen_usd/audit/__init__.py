"""Published translations, checked: the rate that the yen and dollars of a report imply, and whether they agree.

In the order in which they build on one another: `figures` (an amount as it is published), `labels` (the labels of figures),
`intervals` (the rates that pairs of figures allow), `pairs`, `candidates` (the published rates in an interval),
`implied_rates` (the answer) and `implied` (`implied_rate`), `checks` (of one pair, and of the convenience rate),
`spreading` (the least adjustments), `footing` (lines and their total), `directions` (yen to dollars or back), `two_rates`
(a view at two rates) and `growth` (split by its causes).
"""

from typing import TYPE_CHECKING

from .candidates import Candidate
from .figures import PublishedFigure
from .implied import implied_rate
from .implied_rates import ImpliedRate
from .intervals import RateInterval
from .pairs import FigurePair

if TYPE_CHECKING:
    from .checks import (
        ConvenienceRateCheck,
        RoundingExplanation,
        TranslationCheck,
        check_convenience_rate,
        check_translation,
    )
    from .footing import FootedLine, Footing, check_footing
    from .growth import GrowthSplit, GrowthSplits, split_growth
    from .spreading import RoundedLine as RoundedLine
    from .spreading import TreeSum as TreeSum
    from .spreading import in_steps as in_steps
    from .spreading import spread_over_tree as spread_over_tree
    from .spreading import step_of as step_of
    from .two_rates import TwoRateLine, TwoRateView, TwoRateViews, two_rate_view
else:
    _LATE = {
        "ConvenienceRateCheck": "checks",
        "FootedLine": "footing",
        "Footing": "footing",
        "GrowthSplit": "growth",
        "GrowthSplits": "growth",
        "RoundedLine": "spreading",
        "RoundingExplanation": "checks",
        "TranslationCheck": "checks",
        "TreeSum": "spreading",
        "TwoRateLine": "two_rates",
        "TwoRateView": "two_rates",
        "TwoRateViews": "two_rates",
        "check_convenience_rate": "checks",
        "check_footing": "footing",
        "check_translation": "checks",
        "in_steps": "spreading",
        "split_growth": "growth",
        "spread_over_tree": "spreading",
        "step_of": "spreading",
        "two_rate_view": "two_rates",
    }

    def __getattr__(name: str) -> object:
        """What an implied rate does not need, imported when it is first used."""
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f".{_LATE[name]}", __name__), name)
        return value


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
