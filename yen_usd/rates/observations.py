"""Observations, and the checks of those that come from a caller."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, cast

from .._validation import FromFields
from ..dates.days import DateLike, to_date
from ..dates.periods import Period
from ..errors import SeriesError, YenUsdError, quote
from ..money.exact import Number
from .rate import Rate

DEFAULT_REACH: Final = 4
"""The longest ordinary gap of published rates: from Wednesday over a holiday weekend to the Sunday or Monday."""


@dataclass(frozen=True, slots=True)
class Observation(FromFields):
    """One published rate: its `date`, and `yen_per_usd`, the yen per US$1.

    >>> from yen_usd import h10_rates
    >>> next(iter(h10_rates()))
    Observation(date=datetime.date(1971, 1, 4), yen_per_usd=Decimal('357.73'))
    """

    date: dt.date
    yen_per_usd: Decimal


class About(NamedTuple):
    """What is known about a series besides its observations."""

    label: str
    publishers: tuple[tuple[dt.date, str], ...]
    max_reach: int
    covers: Period


def check_observations(
    observations: Iterable[Observation | tuple[DateLike, Number | str]],
) -> tuple[list[int], list[Decimal]]:
    """The ordinals and rates of rows; `SeriesError` names the first that is out of order or no row at all."""
    if not isinstance(observations, Iterable):
        raise SeriesError(
            f"{quote(observations)} ({type(observations).__name__}) is not a list of observations",
            "an observation is a pair of a date and a rate",
            "write [('2007-03-30', '117.56')], for example",
        )
    days: list[int] = []
    values: list[Decimal] = []
    for number, row in enumerate(observations, 1):
        day, value = _check_row(number, row)
        if days and day.toordinal() <= days[-1]:
            raise SeriesError(
                f"row {number}: {day} stands below {dt.date.fromordinal(days[-1])}",
                "dates must increase from row to row",
                "sort the rows, and give each date once",
            )
        days.append(day.toordinal())
        values.append(value)
    if not days:
        raise SeriesError("a series without observations", "at least one is required", "check the source")
    return days, values


def _check_row(number: int, row: Observation | tuple[DateLike, Number | str]) -> tuple[dt.date, Decimal]:
    """The date and rate of a row; `SeriesError` names the row by its number if it has none."""
    try:
        day, value = (row.date, row.yen_per_usd) if isinstance(row, Observation) else row
        rate = Rate(cast(Decimal, value))
        return to_date(day), rate.yen_per_usd
    except YenUsdError as error:
        raise SeriesError(
            f"row {number}: {error.asked}", error.available or "a row is a date and a positive rate", "correct the row"
        ) from error
    except (TypeError, ValueError):
        raise SeriesError(
            f"row {number}: {quote(row)} is not a pair",
            "a row is a date and a positive rate",
            "write ('2007-03-30', '117.56'), for example",
        ) from None


def named_publishers(publisher: str | Sequence[tuple[dt.date, str]] | None) -> tuple[tuple[dt.date, str], ...]:
    """Who published: each name with its first day; a name alone is for all days."""
    if publisher is None:
        return ()
    if isinstance(publisher, str):
        return ((dt.date.min, publisher),)
    try:
        named = tuple((to_date(first), name) for first, name in publisher)
        if not all(isinstance(name, str) and name for _, name in named):
            raise TypeError
        return named
    except (TypeError, ValueError):
        raise SeriesError(
            f"publisher={quote(publisher)}",
            "publisher must be a name, or a list of pairs of a first day and a name",
            "write publisher='Board of Governors', for example",
        ) from None


def publisher_over(publishers: Sequence[tuple[dt.date, str]], start: dt.date, end: dt.date) -> str | None:
    """Who published from start to end; several names if the publisher changed in between."""
    names = [
        name
        for i, (first, name) in enumerate(publishers)
        if first <= end and (i + 1 == len(publishers) or start < publishers[i + 1][0])
    ]
    return " and ".join(names) or None


def check_label(label: str) -> None:
    """Raise `SeriesError` for a label that does not say what the rates are."""
    if not isinstance(label, str) or not label:
        raise SeriesError(
            f"label={quote(label)}",
            "label must be text that says what the rates are",
            "write label='Tokyo TTM', say",
        )


def about_of(
    days: Sequence[int],
    label: str,
    publisher: str | Sequence[tuple[dt.date, str]] | None,
    max_reach: int,
    covers: Period | None,
) -> About:
    """What is known about a series with these days; `SeriesError` for settings that do not fit them."""
    if type(max_reach) is not int or max_reach < 0:
        raise SeriesError(
            f"max_reach={quote(max_reach)}",
            "max_reach must be a whole number of days, 0 or more",
            "write max_reach=4, say",
        )
    observed = Period(dt.date.fromordinal(days[0]), dt.date.fromordinal(days[-1]))
    if covers is None:
        covers = observed
    elif not (isinstance(covers, Period) and covers.start <= observed.start and observed.end <= covers.end):
        raise SeriesError(
            f"covers={quote(covers)}",
            f"covers must be a Period from {observed.start} or earlier to {observed.end} or later",
            "give such a Period, or leave covers= out",
        )
    return About(label, named_publishers(publisher), max_reach, covers)
