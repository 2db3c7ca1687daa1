"""The rates that published yen and dollars imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .._validation import FromFields
from ..dates.days import DateLike, as_english, to_date
from ..errors import ArgumentError, FiguresError, RateNotFoundError, quote
from ..money.exact import plain
from ..money.rounding import Mode
from ..money.units import Unit
from ..rates.published import h10_rates
from ..rates.rate import Rate
from ..rates.series import RateSeries
from .candidates import Candidate, Search
from .figures import Figure
from .intervals import Cover, RateInterval, outliers
from .pairs import FigurePair, as_pairs, common_interval, have_amounts, read_pair

SHOWN: Final = 3
"""How many candidates are written out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class ImpliedRate(FromFields):
    """The rates that pairs of published figures allow, and the published rates among them.

    `interval` holds the rates at which every pair could have been translated, `low` and `high` are its ends; None
    says that no single rate explains all. `breaking` are then the places (from 0) of the pairs that keep the
    others from having a rate in common, `rest` the answer without them, and `truncated` that of all pairs if the
    yen, the dollars or both were truncated instead of rounded, where this explains them.

    `candidates` are the dates and periods whose published rate lies in the interval, nearest to the balance-sheet
    date first, and `in_whole_yen` the dates within a month of it whose rate does if it is rounded to whole yen.
    `at_balance_sheet` is the rate that prevailed on that date, whether it fits or not.

    >>> from yen_usd import implied_rate
    >>> implied = implied_rate("¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31")
    >>> implied.low, implied.high, implied.describe()
    (Decimal('94.15583'), Decimal('94.16227'), 'consistent with ¥94.16, the noon buying rate of March 29, 2013')
    """

    pairs: tuple[FigurePair, ...]
    interval: RateInterval | None
    candidates: tuple[Candidate, ...]
    in_whole_yen: tuple[Candidate, ...]
    balance_sheet_date: dt.date | None
    at_balance_sheet: Rate | None
    within_days: int | None
    label: str
    breaking: tuple[int, ...] = ()
    rest: ImpliedRate | None = None
    truncated: ImpliedRate | None = None

    @property
    def low(self) -> Decimal | None:
        """The lowest rate that explains every pair, rounded down; None if no single rate does."""
        return None if self.interval is None else self.interval.low

    @property
    def high(self) -> Decimal | None:
        """The highest rate that explains every pair, rounded up; None if there is no highest, or no rate at all."""
        return None if self.interval is None else self.interval.high

    def __contains__(self, rate: Rate | Decimal) -> bool:
        """Whether a rate explains every pair."""
        value = rate.yen_per_usd if isinstance(rate, Rate) else rate
        return self.interval is not None and value in self.interval

    def describe(self) -> str:
        """The answer in a clause: the nearest candidate, or none; a rate that is merely close is no candidate.

        >>> from yen_usd import implied_rate
        >>> pair = "¥117,470 million", "$1,000,000 thousand"
        >>> implied_rate(*pair, balance_sheet_date="2006-03-31", within_days=100).describe()
        'consistent with no noon buying rate within 100 days of March 31, 2006'
        """
        if self.interval is None:
            return (
                "no rate explains the pair"
                if len(self.pairs) == 1
                else f"no single rate explains all {len(self.pairs)} pairs"
            )
        if self.candidates:
            return f"consistent with {self.candidates[0]}"
        if self.balance_sheet_date is None or self.within_days is None:
            return f"consistent with no {self.label}"
        days = f"{self.within_days} day{'' if self.within_days == 1 else 's'}"
        return f"consistent with no {self.label} within {days} of {as_english(self.balance_sheet_date)}"

    def __str__(self) -> str:
        return "\n".join(self._of_the_interval() if self.interval is not None else self._of_what_breaks())

    def _of_what_breaks(self) -> Iterator[str]:
        if len(self.pairs) == 1:
            yield f"{self.pairs[0]}: no rate explains the pair"
        else:
            yield f"{self.describe()}; they are broken by"
        for at in self.breaking if len(self.pairs) > 1 else ():
            yield f"  {self.pairs[at]} ({self.pairs[at].interval or 'no rate at all'})"
        if self.rest is not None:
            yield f"without these:\n{self.rest}"
        if self.truncated is not None:
            modes = {"yen": self.truncated.pairs[0].yen.mode, "dollars": self.truncated.pairs[0].usd.mode}
            sides = [side for side, mode in modes.items() if mode == "ROUND_DOWN"]
            yield f"with truncated {' and '.join(sides)}:\n{self.truncated}"

    def _of_the_interval(self) -> Iterator[str]:
        many = str(self.pairs[0]) if len(self.pairs) == 1 else f"{len(self.pairs)} pairs"
        yield f"{many}: {self.interval} per US$1.00"
        yield self.describe()
        for other in self.candidates[1:SHOWN]:
            yield f"  or {other}"
        if len(self.candidates) > SHOWN:
            yield f"  and {len(self.candidates) - SHOWN} more"
        if self.in_whole_yen:
            yield f"or, in whole yen, with {self.in_whole_yen[0]}"
        elif self.interval is not None and not self.candidates and (simplest := self.interval.simplest) is not None:
            yield f"the simplest rate in it is ¥{plain(simplest)}"
        fit = self.at_balance_sheet
        if fit is not None and self.balance_sheet_date is not None and fit not in self:
            yield f"not with ¥{plain(fit.yen_per_usd)}, the {fit.label} prevailing on {as_english(self.balance_sheet_date)}"


def implied_rate(
    yen: Figure | Iterable[Figure] | Mapping[str, Figure],
    usd: Figure | Iterable[Figure] | Mapping[str, Figure],
    *,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    yen_mode: Mode = "ROUND_HALF_UP",
    usd_mode: Mode = "ROUND_HALF_UP",
    balance_sheet_date: DateLike | None = None,
    within_days: int | None = None,
    series: RateSeries | None = None,
) -> ImpliedRate:
    """The rates at which published yen may have come to published dollars: an interval, as both are rounded.

    `yen` and `usd` are a figure each, as many of the one as of the other, or mappings of the same labels to them. A
    text shows to which place it is rounded ("¥16,027 million": to the million), and a dash is zero; numbers and
    cells without a unit are in `yen_unit` and `usd_unit` and rounded to their last digit; money is rounded to the
    unit that is given, else to the yen or the cent.
    `yen_mode` and `usd_mode` say how the true amounts were rounded, by the names of Python's `decimal`: to the
    nearest, or truncated ("ROUND_DOWN"). The true yen may lie anywhere in the figure's interval, as companies
    often translate yen that they have not rounded yet.

    Candidates are looked for among the rates of `series` (the noon buying rates): on every date, and the averages
    of months and of runs of 3, 6, 9 and 12 months. `balance_sheet_date` puts those near it first, and
    `within_days` leaves out those further from it.

    Raises `FiguresError` for no figures, for more of the one than of the other, for signs that differ, and for
    nothing but zeros, `CurrencyMismatchError` or `ParseError` for the other currency, `ParseError` for unreadable
    text.

    >>> from yen_usd import implied_rate
    >>> print(implied_rate("¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31"))
    ¥16,027 million and $170,212 thousand: ¥94.15583 to ¥94.16227 per US$1.00
    consistent with ¥94.16, the noon buying rate of March 29, 2013
      or ¥94.16, the noon buying rate of April 29, 2010 (1067 days before the balance-sheet date)
    """
    day = None if balance_sheet_date is None else to_date(balance_sheet_date)
    if series is not None and not isinstance(series, RateSeries):
        raise ArgumentError(f"series={quote(series)}", "candidates are looked for in a RateSeries", "give one")
    if within_days is not None and (day is None or type(within_days) is not int or within_days < 0):
        raise ArgumentError(
            f"within_days={quote(within_days)}", "it counts days from balance_sheet_date=", "give both, or leave it out"
        )
    given = as_pairs(yen, usd)

    def read(yen_mode: Mode, usd_mode: Mode) -> list[FigurePair]:
        return [read_pair(one, other, (yen_unit, usd_unit), (yen_mode, usd_mode), label) for label, one, other in given]

    pairs = read(yen_mode, usd_mode)
    if not have_amounts(pairs):
        raise FiguresError("nothing but zeros", "they came from zero at any rate", "give figures with amounts")
    rates = h10_rates() if series is None else series
    question = _Question(day, within_days, rates if day is None else rates.reaching(day))
    answer = question.answer(pairs)
    if answer.interval is None and (yen_mode, usd_mode) == ("ROUND_HALF_UP", "ROUND_HALF_UP"):
        for modes in _TRUNCATED:
            truncated = read(*modes)
            if common_interval(truncated) is not None:
                return replace(answer, truncated=question.answer(truncated))
    return answer


_TRUNCATED: Final[tuple[tuple[Mode, Mode], ...]] = (
    ("ROUND_DOWN", "ROUND_HALF_UP"),
    ("ROUND_HALF_UP", "ROUND_DOWN"),
    ("ROUND_DOWN", "ROUND_DOWN"),
)


@dataclass(frozen=True, slots=True)
class _Question:
    """Where candidates are looked for."""

    day: dt.date | None
    within_days: int | None
    series: RateSeries

    def answer(self, pairs: Sequence[FigurePair]) -> ImpliedRate:
        common, prevailing = common_interval(pairs), self._prevailing()
        about = self.day, prevailing, self.within_days, self.series.label
        if common is None:
            broken = outliers([pair.interval for pair in pairs])
            left = [pair for at, pair in enumerate(pairs) if at not in set(broken)]
            rest = self.answer(left) if have_amounts(left) else None
            return ImpliedRate(tuple(pairs), None, (), (), *about, tuple(broken), rest)

        reproduced = Cover([interval for pair in pairs if (interval := pair.reproducing()) is not None])
        search = Search(common, self.series, self.day, prevailing, self.within_days, reproduced)
        return ImpliedRate(tuple(pairs), common, search.candidates(), search.in_whole_yen(), *about)

    def _prevailing(self) -> Rate | None:
        """The rate at the balance-sheet date, if the series has one."""
        if self.day is not None:
            with suppress(RateNotFoundError):
                return self.series.on(self.day)
        return None
