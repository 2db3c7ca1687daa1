"""Tables of rates for look-ups by arithmetic or by join: of every day, or of the values that a column holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ..money.exact import EXACT, places_of
from ..rates.rate import Rate
from ..rates.series import RateSeries

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
"""The day from which engines count days."""
PER_DAY: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""How many of each unit of time a day has."""


@dataclass(frozen=True, slots=True, eq=False)
class RateTable:
    """Rates as counts of 10**-`places`, and the days since 1970 on which they were observed; None where there is none.

    A table of days has the rate that prevails on `first`, a number of days since 1970, the next day, and so on.
    """

    counts: tuple[int | None, ...]
    observed: tuple[int | None, ...]
    places: int
    first: int = 0
    largest: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "largest", max((count for count in self.counts if count is not None), default=1))


@lru_cache(maxsize=16)
def of_days(series: RateSeries, strict: bool, newer: RateSeries | None = None) -> RateTable:
    """The prevailing rate of every day that a series covers, or (`strict`) the rates observed, each on its day.

    The days after it are answered by a `newer` edition, if there is one, as single look-ups are.
    """
    if newer is not None:
        return _join(of_days(series, strict), of_days(newer, strict))
    places = max(0, *(places_of(o.yen_per_usd) for o in series))
    observed = [(o.date.toordinal() - EPOCH, int(o.yen_per_usd.scaleb(places, EXACT))) for o in series]
    first, last = observed[0][0], series.last_covered.toordinal() - EPOCH
    reach = 0 if strict else series.max_reach
    counts: list[int | None] = [None] * (last + 1 - first)
    days: list[int | None] = [None] * (last + 1 - first)
    following = [day for day, _ in observed[1:]]
    for (day, count), until in zip(observed, [*following, last + 1], strict=True):
        for at in range(day - first, min(day + reach + 1, until) - first):
            counts[at], days[at] = count, day
    return RateTable(tuple(counts), tuple(days), places, first)


def _join(table: RateTable, newer: RateTable) -> RateTable:
    """A table, and behind its last day the days of another, which may begin and count otherwise."""
    places = max(table.places, newer.places)

    def in_places(part: tuple[int | None, ...], given: int) -> tuple[int | None, ...]:
        return part if given == places else tuple(None if n is None else n * 10 ** (places - given) for n in part)

    skipped = table.first + len(table.counts) - newer.first
    between = (None,) * -skipped  # where the newer one begins later
    skipped = max(skipped, 0)
    return RateTable(
        in_places(table.counts, table.places) + between + in_places(newer.counts[skipped:], newer.places),
        table.observed + between + newer.observed[skipped:],
        places,
        table.first,
    )


def of_rates(rates: Iterable[Rate | None]) -> RateTable:
    """The rates found for the values of a column, one for each."""
    found = list(rates)
    places = max((places_of(rate.yen_per_usd) for rate in found if rate is not None), default=0)
    return RateTable(
        tuple(None if rate is None else int(rate.yen_per_usd.scaleb(places, EXACT)) for rate in found),
        tuple(None if rate is None or rate.observed is None else rate.observed.toordinal() - EPOCH for rate in found),
        places,
    )
