"""Days, months and periods, and how they are written in English and Japanese.

In the order in which they build on one another: `days` (one day each, never guessed), `formats` (days in a format that is
named), `weekdays` and `months` (counted through the calendar), `named_periods` (fiscal years, quarters, months and the like)
and `periods` (ranges of days with a kind and a label), `period_text` (how periods are written).
"""

from .days import DateLike
from .months import Naming
from .periods import Period, PeriodLike

__all__ = ["DateLike", "Naming", "Period", "PeriodLike"]


def __dir__() -> list[str]:
    return sorted(__all__)
