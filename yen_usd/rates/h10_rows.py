"""The rows of the noon buying rates: one for each weekday, with a rate or none, checked as far as rows alone allow."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from operator import lt, sub
from typing import Final, TypeVar

from ..dates.days import WEEKDAYS
from ..dates.weekdays import is_weekday, next_weekday, weekdays, weekdays_from
from ..errors import SeriesError, quote
from ..money.exact import EXACT, plain

FIRST_DAY: Final = dt.date(1971, 1, 4)
"""The day with which the release's series of the yen begins."""
LARGEST_MOVE: Final = 12
"""Percent from one observation to the next; the largest move of the series is 9.07 %."""
NO_LARGER: Final = f"a move of more than {LARGEST_MOVE}% is not believed"
PLAUSIBLE: Final = (Decimal(10), Decimal(1000))
"""Yen per dollar of a first observation, which no other precedes."""
LONGEST_GAP: Final = 5
"""Days from one observation to the next, over a holiday and a weekend."""
CLOSED: Final = (dt.date(1971, 8, 13).toordinal(), dt.date(1971, 8, 31).toordinal())
"""The one longer gap, when the markets were closed."""
SERIES_ID: Final = "RXI_N.B.JA"
FRED_ID: Final = "DEXJPUS"
OWN_HEADER: Final = ("date", "yen_per_usd")
_SCALE: Final = EXACT.scaleb
RATE: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,4})?")
_RATES: Final = re.compile(rf"{RATE.pattern}(?:\n{RATE.pattern})*")

T = TypeVar("T")
Place = Callable[[int], str]
"""Where a row is, by its number from 0: "line 2" for the first under a header."""


@dataclass(frozen=True, slots=True)
class H10Rows:
    """One row for each weekday from `first` on, in order: its rate, or None where none was published.

    The first and the last row may be without a rate. `left_out` are the days that the file has no row for.
    `is_proven` is False where only the caller says that the rows are of H.10.
    """

    first: int
    rates: tuple[Decimal | None, ...]
    left_out: frozenset[int] = frozenset()
    is_proven: bool = True

    @property
    def days(self) -> list[int]:
        """The ordinals of the rows."""
        return weekdays_from(self.first, len(self.rates))

    @property
    def last(self) -> int:
        """The ordinal of the last row."""
        return self.days[-1]

    def observations(self) -> Iterator[tuple[int, Decimal]]:
        """The ordinals and rates of the days that have one."""
        return ((day, rate) for day, rate in zip(self.days, self.rates, strict=True) if rate is not None)

    def observed(self) -> H10Rows:
        """Without the rows after the last observation: a day is known to have no rate when a later one has."""
        end = max(at for at, rate in enumerate(self.rates) if rate is not None)
        return H10Rows(self.first, self.rates[: end + 1], self.left_out, self.is_proven)

    def check_whole(self) -> None:
        """Raise `SeriesError` if the file names days without a rate, which it then does for all, and leaves out others.

        A file of observations alone leaves out every such day.
        """
        if not self.left_out:
            return
        named = any(rate is None and day not in self.left_out for day, rate in zip(self.days, self.rates, strict=True))
        if named:
            raise gap(min(self.left_out))

    def text(self) -> str:
        """The rows as the library's own files have them, to at least two decimals."""
        days = map(str, map(dt.date.fromordinal, self.days))
        rows = [
            f"{day},{'' if rate is None else two_places(plain(rate))}\n" for day, rate in zip(days, self.rates, strict=True)
        ]
        return f"{','.join(OWN_HEADER)}\n{''.join(rows)}"


def rows_of(first: int, observations: Iterable[tuple[int, Decimal]]) -> H10Rows:
    """The weekdays from a first day to the last observation, with their rates."""
    known = dict(observations)
    days = weekdays(first, max(known))
    return H10Rows(days[0], tuple(map(known.get, days)))


def two_places(text: str) -> str:
    """A plain number to the places that it needs, two at least: 157.1800 as 157.18, 106.1 as 106.10."""
    if text[-3:-2] == ".":
        return text
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def each(texts: Sequence[str], read: Callable[[str], T], place: Place, expected: str) -> list[T]:
    """The value of every text of a column: each distinct text is read once; one that cannot be read is named.

    `read` raises ValueError with its reason.
    """
    known: dict[str, T] = {}
    faults: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        try:
            known[text] = read(text)
        except ValueError as error:
            faults[text] = str(error)
    if faults:
        at = next(at for at, text in enumerate(texts) if text in faults)
        raise bad(place(at), f"{quote(texts[at])} {faults[texts[at]]}", expected)
    return [known[text] for text in texts]


def check_rows(
    days: list[int], texts: list[str], place: Place, marks: Collection[str], *, is_proven: bool = True
) -> H10Rows:
    """Rows that may be H.10's: weekdays in order, at most four decimals, no larger move than the series ever made.

    The newest may come first. `marks`, in small letters, stand for no rate. A day that is left out has none, but no
    more days in a row than the series ever had.
    """
    if len(days) > 1 and days[0] > days[-1]:  # newest first: turned round, and each row still at its place
        days, texts, last, placed = days[::-1], texts[::-1], len(days) - 1, place
        return check_rows(days, texts, lambda at: placed(last - at), marks, is_proven=is_proven)
    _check_days(days, place)
    rates = _rates(texts, place, marks)
    _check_moves(rates, texts, place)
    _check_gaps(days)
    every = weekdays(days[0], days[-1])
    if len(every) == len(days):
        return H10Rows(days[0], tuple(rates), is_proven=is_proven)
    known = dict(zip(days, rates, strict=True))
    return H10Rows(days[0], tuple(map(known.get, every)), frozenset(every).difference(days), is_proven)


def _check_days(days: list[int], place: Place) -> None:
    if not all(map(lt, days, islice(days, 1, None))):
        at = next(at for at, (before, day) in enumerate(pairwise(days)) if day <= before)
        day, before = dt.date.fromordinal(days[at + 1]), dt.date.fromordinal(days[at])
        raise bad(place(at + 1), f"{day} stands below {before}", "dates must increase, or all decrease, each once")
    if not {day % 7 for day in days} <= {1, 2, 3, 4, 5}:
        at = next(at for at, day in enumerate(days) if not is_weekday(day))
        day = dt.date.fromordinal(days[at])
        raise bad(place(at), f"{day} is a {WEEKDAYS[day.weekday()]}", "rates are published on Mondays to Fridays")
    if days and days[0] < FIRST_DAY.toordinal():
        raise bad(place(0), f"{dt.date.fromordinal(days[0])} is too early", f"the series begins on {FIRST_DAY}")


def _rates(texts: list[str], place: Place, marks: Collection[str]) -> list[Decimal | None]:
    """The rate of each row, None for a mark; all that differ are looked at together."""
    known: dict[str, Decimal | None] = dict.fromkeys(texts)
    numbers = [text for text in known if text not in marks and text.lower() not in marks]
    if numbers and not _RATES.fullmatch("\n".join(numbers)):
        fault = next(text for text in numbers if not RATE.fullmatch(text))
        raise bad(
            place(texts.index(fault)), f"{quote(fault)} is not a rate", "a rate is a number of at most four decimal places"
        )
    short = [text if text[-3:-2] == "." else two_places(text) for text in numbers]
    known.update(zip(numbers, map(Decimal, short), strict=True))
    return list(map(known.__getitem__, texts))


def _check_moves(rates: list[Decimal | None], texts: list[str], place: Place) -> None:
    observed = [at for at, rate in enumerate(rates) if rate is not None]
    if not observed:
        raise SeriesError("the file has no rate", "at least one is required", "check that it is complete")
    first = rates[observed[0]]
    assert first is not None
    if not PLAUSIBLE[0] <= first <= PLAUSIBLE[1]:
        expected = f"a rate in yen per dollar is between {PLAUSIBLE[0]} and {PLAUSIBLE[1]}"
        raise bad(place(observed[0]), f"{texts[observed[0]]} is not plausible", expected)
    sizes = {text: ten_thousandths(rate) for text, rate in dict(zip(texts, rates, strict=True)).items() if rate is not None}
    moved = [sizes[texts[at]] for at in observed]  # by their texts, which are found faster than decimals
    pairs = zip(moved, islice(moved, 1, None), strict=False)
    at = next((at for at, (before, rate) in enumerate(pairs) if abs(rate - before) * 100 > LARGEST_MOVE * before), None)
    if at is not None:
        before, here = rates[observed[at]], observed[at + 1]
        assert before is not None
        raise bad(place(here), f"{texts[here]} comes after {plain(before)}", NO_LARGER)


def ten_thousandths(rate: Decimal) -> int:
    """A rate of at most four decimals as a whole number, which is compared faster."""
    return int(_SCALE(rate, 4))


def is_believed(before: Decimal, rate: Decimal) -> bool:
    """Whether a move from one observation to the next is small enough to be believed."""
    return abs(ten_thousandths(rate) - ten_thousandths(before)) * 100 <= LARGEST_MOVE * ten_thousandths(before)


def _check_gaps(days: list[int]) -> None:
    if max(map(sub, islice(days, 1, None), days), default=0) <= LONGEST_GAP:
        return
    for before, day in pairwise(days):
        if day - before > LONGEST_GAP and (before, day) != CLOSED:
            raise gap(next_weekday(before))


def gap(day: int) -> SeriesError:
    """A weekday that a file has no row for."""
    return SeriesError(
        f"there is no row for {dt.date.fromordinal(day)}",
        "a weekday without a rate must have a row that says so",
        "check that the file is complete",
    )


def bad(place: str, what: str, expected: str) -> SeriesError:
    """What is wrong with a row."""
    return SeriesError(f"{place}: {what}", expected, "check the file, or get it again")
