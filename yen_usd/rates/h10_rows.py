"""The rows of the noon buying rates: one a weekday, its rate or none, checked as far as rows can be by themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from ..errors import SeriesError, quote
from ..money.exact import EXACT, plain

FIRST_DAY: Final = dt.date(1971, 1, 4)
"""The day with which the release's series of the yen begins."""
LARGEST_MOVE: Final = Decimal("0.12")
"""From one observation to the next; the largest move of the series is 9.07 %."""
NO_LARGER: Final = f"no move of more than {LARGEST_MOVE:.0%} is believed"
PLAUSIBLE: Final = (Decimal(10), Decimal(1000))
"""Yen per dollar of a first observation, which no other precedes."""
LONGEST_GAP: Final = 5
"""Days from one observation to the next, over a holiday and a weekend."""
CLOSED: Final = (dt.date(1971, 8, 13).toordinal(), dt.date(1971, 8, 31).toordinal())
"""The one longer gap, when the markets were closed."""
SERIES_ID: Final = "RXI_N.B.JA"
FRED_ID: Final = "DEXJPUS"
OWN_HEADER: Final = ("date", "yen_per_usd")
KNOWN_FILES: Final = (
    f"there are files of the Data Download Program (six header rows, a column {SERIES_ID}), of FRED (observation_date or "
    f"DATE, {FRED_ID}) and of this library ({','.join(OWN_HEADER)})"
)
RATE: Final = re.compile(r"[0-9]{1,5}\.[0-9]{2,4}")
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Row(NamedTuple):
    """A row as it is written: where, its day and its rate."""

    place: str
    day: str
    rate: str


@dataclass(frozen=True, slots=True)
class H10Rows:
    """One row for each weekday from `first` on, in order: its rate, or None where none was published.

    The first and the last row may be without a rate. `left_out` are the days that the file has no row for.
    """

    first: int
    rates: tuple[Decimal | None, ...]
    left_out: frozenset[int] = frozenset()

    @property
    def days(self) -> list[int]:
        """The ordinals of the rows."""
        days: list[int] = []
        day = self.first
        for _ in self.rates:
            days.append(day)
            day += 3 if day % 7 == 5 else 1  # from Friday to Monday
        return days

    @property
    def last(self) -> int:
        """The ordinal of the last row."""
        return self.days[-1]

    def observed(self) -> H10Rows:
        """Without the rows after the last observation: a day is known to have no rate when a later one has."""
        end = max(at for at, rate in enumerate(self.rates) if rate is not None)
        return H10Rows(self.first, self.rates[: end + 1], self.left_out)

    def check_whole(self) -> None:
        """Raise `SeriesError` if the file names days without a rate, which it then does for all, and leaves out others.

        A file of observations alone leaves out every such day.
        """
        named = any(rate is None and day not in self.left_out for day, rate in zip(self.days, self.rates, strict=True))
        if named and self.left_out:
            raise gap(min(self.left_out))

    def text(self) -> str:
        """The rows as the library's own files have them, to at least two decimals."""
        from_ordinal = dt.date.fromordinal
        rows = [
            f"{from_ordinal(day)},{'' if rate is None else shown(rate)}\n"
            for day, rate in zip(self.days, self.rates, strict=True)
        ]
        return f"{','.join(OWN_HEADER)}\n{''.join(rows)}"


def shown(rate: Decimal) -> str:
    """A rate to the places that it needs, two at least: 157.1800 as 157.18."""
    text = plain(rate)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def checked(rows: Iterable[Row], marks: set[str], to_day: Callable[[Row], dt.date]) -> H10Rows:
    """Rows that could be of H.10: increasing weekdays, two to four decimals, no move that the series never made.

    `marks` stand for no rate. A day that is left out has none, but no more days in a row than the series ever had.
    """
    days: list[int] = []
    rates: list[Decimal | None] = []
    known: Decimal | None = None
    for row in rows:
        day = to_day(row)
        if days and day.toordinal() <= days[-1]:
            raise _bad(row, f"{day} follows {dt.date.fromordinal(days[-1])}", "dates increase")
        if day.weekday() >= 5:
            raise _bad(row, f"{day} is no weekday", "rates are of Mondays to Fridays")
        if day < FIRST_DAY:
            raise _bad(row, f"{day}", f"the series begins on {FIRST_DAY}")
        days.append(day.toordinal())
        rates.append(None if row.rate in marks else _rate(row, known))
        known = rates[-1] or known
    if known is None:
        raise SeriesError("a file without a rate", KNOWN_FILES, "check that it is whole")
    return _every_weekday(days, rates)


def iso_day(row: Row) -> dt.date:
    """A day such as 2007-03-30."""
    try:
        if ISO_DAY.fullmatch(row.day):
            return dt.date.fromisoformat(row.day)
    except ValueError:
        pass
    raise _bad(row, f"{quote(row.day)} is no day", "days are written like 2007-03-30")


def _rate(row: Row, known: Decimal | None) -> Decimal:
    if not RATE.fullmatch(row.rate):
        raise _bad(row, f"{quote(row.rate)} is no rate", "rates have two to four decimals")
    rate = Decimal(shown(Decimal(row.rate)))
    if known is None:
        if not PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
            raise _bad(row, f"a rate of {row.rate}", f"yen per dollar are between {PLAUSIBLE[0]} and {PLAUSIBLE[1]}")
    elif not is_believed(known, rate):
        raise _bad(row, f"{row.rate} after {plain(known)}", NO_LARGER)
    return rate


def is_believed(before: Decimal, rate: Decimal) -> bool:
    """Whether the series could move so from one observation to the next."""
    return EXACT.subtract(rate, before).copy_abs() <= EXACT.multiply(LARGEST_MOVE, before)


def _every_weekday(days: list[int], rates: list[Decimal | None]) -> H10Rows:
    filled: list[Decimal | None] = [rates[0]]
    for (before, day), rate in zip(pairwise(days), rates[1:], strict=True):
        missing = _weekdays_between(before, day)
        if missing and day - before > LONGEST_GAP and (before, day) != CLOSED:
            raise gap(before + (3 if before % 7 == 5 else 1))
        filled += [None] * missing
        filled.append(rate)
    rows = H10Rows(days[0], tuple(filled))
    return H10Rows(rows.first, rows.rates, frozenset(rows.days).difference(days))


def gap(day: int) -> SeriesError:
    """A weekday that a file has no row for."""
    return SeriesError(
        f"no row for {dt.date.fromordinal(day)}",
        "a weekday without a rate has a row that says so",
        "check that the file is whole",
    )


def _weekdays_between(before: int, day: int) -> int:
    """How many weekdays lie between two weekdays."""
    weeks, rest = divmod(day - before, 7)
    return weeks * 5 + (rest - 2 if day % 7 < before % 7 else rest) - 1


def _bad(row: Row, what: str, expected: str) -> SeriesError:
    return SeriesError(f"{row.place}: {what}", expected, "check the file, or fetch it again")
