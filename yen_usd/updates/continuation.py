"""Known figures and newer ones together: what is new, and where the two disagree."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ..errors import Revision, RevisionError, SeriesError
from ..money.exact import plain
from ..rates.h10_rows import NO_LARGER, H10Rows, is_believed, rows_of
from ..rates.series import RateSeries

SHOWN: Final = 100
"""How many disagreements a message lists; the error has them all."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """Known rows with what was found: the dates of new rates, and the rates that are no longer the known ones."""

    rows: H10Rows
    added: tuple[dt.date, ...]
    revised: tuple[Revision, ...]

    @property
    def last(self) -> dt.date:
        """The day of the last rate."""
        return dt.date.fromordinal(self.rows.last)


@lru_cache(maxsize=2)  # the bundled edition and the cached one
def rows_of_series(series: RateSeries) -> H10Rows:
    """The weekdays of a series, from the first day that it covers to its last observation."""
    return rows_of(series.coverage.start.toordinal(), ((o.date.toordinal(), o.yen_per_usd) for o in series))


def continue_rows(known: H10Rows, found: H10Rows, shipped: H10Rows, *, accept_revisions: bool) -> Continuation:
    """The known rows and those found after them, where the two agree on all days that both have.

    Raises `RevisionError` where they disagree, unless revisions are accepted, or the rate found is the `shipped` one: a
    release is newer than a cache that disagrees with it. Then what was found holds. What does not prove to be H.10's
    revises nothing. Raises `SeriesError` for rows that do not overlap with the known ones, or leave out a day after them.
    """
    last = known.last
    rates = dict(zip(known.days, known.rates, strict=True))
    news = dict(zip(found.days, found.rates, strict=True))
    last_found = found.observed().last
    news = {day: rate for day, rate in news.items() if day <= max(last, last_found)}  # later ones are not yet known
    if not any(rate is not None and rates.get(day) is not None for day, rate in news.items()):
        raise SeriesError(
            f"the figures from {dt.date.fromordinal(found.first)} to {dt.date.fromordinal(found.last)} do not overlap with "
            "the known ones",
            f"the known figures go through {dt.date.fromordinal(last)}, and some day must have a rate in both",
            "use figures that begin earlier",
        )
    missing = [day for day in sorted(found.left_out) if day > last or rates.get(day) is not None]
    if missing:
        raise SeriesError(
            f"there is no row for {dt.date.fromordinal(missing[0])}",
            "each day with a known rate and each weekday after the known ones must have a row",
            "check that the figures are complete",
        )
    revised = tuple(
        Revision(dt.date.fromordinal(day), rates[day], rate)
        for day, rate in news.items()
        if day in rates and rates[day] != rate
    )
    released = dict(zip(shipped.days, shipped.rates, strict=True))
    disputed = tuple(r for r in revised if released.get(r.date.toordinal(), r.known) != r.found)
    if disputed and not (accept_revisions and found.is_proven):
        raise _disagreement(disputed, is_proven=found.is_proven)
    merged = H10Rows(known.first, tuple((rates | news).values())).observed() if revised or last_found > last else known
    if revised:
        if merged.last < last:
            raise SeriesError(
                f"the figures found have no rate for {dt.date.fromordinal(last)}, and none after it",
                "a known rate is dropped only if a later day has a rate",
                "use figures that go further",
            )
        _check_moves(merged)
    added = tuple(dt.date.fromordinal(day) for day, rate in news.items() if day > last and rate is not None)
    return Continuation(merged, added, revised)


def _disagreement(revised: tuple[Revision, ...], *, is_proven: bool) -> RevisionError:
    def rate(value: object) -> str:
        return "none" if value is None else str(value)

    listed = [f"{r.date} is {rate(r.known)} as known and {rate(r.found)} as found" for r in revised[:SHOWN]]
    more = [f"and {len(revised) - SHOWN} more"] if len(revised) > SHOWN else []
    what = "a rate disagrees with the known one" if len(revised) == 1 else f"{len(revised)} rates disagree with known ones"
    remedy = (
        "if the Board has corrected a published rate, accept it by yen-usd update --accept-revisions, "
        "or in Python by update_rates(accept_revisions=True)"
        if is_proven
        else "check whose rates these are: a file that is not known to be of H.10 cannot correct a known rate"
    )
    return RevisionError(
        f"{what}: {', '.join([*listed, *more])}",
        "known figures are not changed without being asked; nothing was written",
        remedy,
        revised,
    )


def _check_moves(rows: H10Rows) -> None:
    """Where found figures meet known ones, too, no rate moves further than rates do."""
    for (_, before), (day, rate) in pairwise(rows.observations()):
        if not is_believed(before, rate):
            what = f"{dt.date.fromordinal(day)}: {plain(rate)} comes after {plain(before)}"
            raise SeriesError(what, NO_LARGER, "check the figures")
