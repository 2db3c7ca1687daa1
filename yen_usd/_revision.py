"""A rate that two editions state differently, as errors, updates and comparisons list it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Revision:
    """A date with the rate that is known and the one that was found; None where a source has none."""

    date: dt.date
    known: Decimal | None
    found: Decimal | None
