"""The rates that published yen and dollars imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from ..dates.days import DateLike, to_date
from ..errors import ArgumentError, FiguresError, RateNotFoundError, quote
from ..money.exact import places_of
from ..money.rounding import Mode
from ..money.units import Unit
from ..rates.published import h10_rates
from ..rates.rate import Rate
from ..rates.series import RateSeries
from .candidates import Search
from .implied_rates import ImpliedRate
from .intervals import Cover, outliers
from .labels import Figures
from .pairs import FigurePair, as_pairs, common_interval, have_amounts, read_pair

_ROUNDED: Final[tuple[Mode, Mode]] = ("ROUND_HALF_UP", "ROUND_HALF_UP")
_TRUNCATED: Final[tuple[tuple[Mode, Mode], ...]] = (
    ("ROUND_DOWN", "ROUND_HALF_UP"),
    ("ROUND_HALF_UP", "ROUND_DOWN"),
    ("ROUND_DOWN", "ROUND_DOWN"),
)


def implied_rate(
    yen: Figures,
    usd: Figures,
    *,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    yen_mode: Mode = "ROUND_HALF_UP",
    usd_mode: Mode = "ROUND_HALF_UP",
    balance_sheet_date: DateLike | None = None,
    within_days: int | None = None,
    series: RateSeries | None = None,
) -> ImpliedRate:
    """Find the rate at which published yen were translated into published dollars.

    Both figures are rounded, so the answer is an interval of rates, with the
    published rates that lie in it. Companies often translate yen that they have
    not rounded yet, so the true yen may lie anywhere in the interval of the
    printed figure.

    Parameters
    ----------
    yen, usd : figure, sequence, mapping or Series
        One figure each, or equally many: text, readings of `find_money`, money
        or numbers. Mappings and Series pair by their labels, lists by place.
        Text shows to which place it is rounded ("¥16,027 million": to the
        million), and a dash is zero. Money is rounded to the yen or the cent,
        or to the given unit.
    yen_unit, usd_unit : str, optional
        The unit of numbers, and of text that names none, such as "million".
    yen_mode, usd_mode : str, default "ROUND_HALF_UP"
        How the true amounts were rounded, by the names of Python's `decimal`.
        Where rounding explains nothing, or leaves no rate that is published or
        has two decimals, truncation ("ROUND_DOWN") is tried as well, and the
        answer says both.
    balance_sheet_date : date or str, optional
        Rates near this date come first.
    within_days : int, optional
        Leave out rates that are more days away from it.
    series : RateSeries, optional
        Where to look for rates; by default the noon buying rates. Every day
        counts, and the averages of months and of runs of 3, 6, 9 and 12 months.

    Returns
    -------
    ImpliedRate
        The interval in yen per US$1, and the candidates.

    Raises
    ------
    FiguresError
        For no figures, unequal numbers of them, labels without a partner, signs
        that differ, and nothing but zeros.
    ParseError, CurrencyMismatchError
        For a figure that cannot be read, or one in the other currency.
    ArgumentError
        For `within_days` without a date, and a `series` that is not a
        RateSeries.

    Examples
    --------
    >>> from yen_usd import implied_rate
    >>> print(implied_rate(
    ...     "¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31"
    ... ))
    ¥16,027 million and $170,212 thousand: ¥94.15583 to ¥94.16227 per US$1.00
    consistent with ¥94.16, the noon buying rate of March 29, 2013
      or ¥94.16, the noon buying rate of April 29, 2010 (1067 days before the
      balance-sheet date)
    """
    day = None if balance_sheet_date is None else to_date(balance_sheet_date)
    if series is not None and not isinstance(series, RateSeries):
        raise ArgumentError(
            f"series={quote(series)}", "series must be a RateSeries", "write series=h10_rates(), for example"
        )
    if within_days is not None and (day is None or type(within_days) is not int or within_days < 0):
        raise ArgumentError(
            f"within_days={quote(within_days)}{'' if balance_sheet_date is not None else ' without balance_sheet_date='}",
            "within_days must be a whole number of days, 0 or more, from balance_sheet_date=",
            "give both, or leave within_days= out",
        )
    given = as_pairs(yen, usd)

    def read(modes: tuple[Mode, Mode]) -> list[FigurePair]:
        return [read_pair(one, other, (yen_unit, usd_unit), modes, label) for label, one, other in given]

    pairs = read((yen_mode, usd_mode))
    if not have_amounts(pairs):
        raise FiguresError("all figures are zero", "zero comes to zero at any rate", "give figures other than zero")
    rates = h10_rates() if series is None else series
    question = _Question(day, within_days, rates if day is None else rates.reaching(day))
    answer = question.answer(pairs)
    if (yen_mode, usd_mode) != _ROUNDED or _is_quotable(answer):
        return answer
    return replace(answer, truncated=_better(answer, [question.answer(read(modes)) for modes in _TRUNCATED]))


def _is_quotable(answer: ImpliedRate) -> bool:
    """Whether a rate explains all that is published, or has the two decimals in which rates are quoted."""
    simplest = None if answer.interval is None else answer.interval.simplest
    return bool(answer.candidates) or (simplest is not None and places_of(simplest) <= 2)


def _better(answer: ImpliedRate, truncated: Sequence[ImpliedRate]) -> ImpliedRate | None:
    """The answer under truncation that explains most, if it explains clearly more than rounding does.

    That is all pairs where rounding leaves out some or has no rate to show for it, or all but half as many; but not at a
    rate that nobody quotes, where rounding has one that leaves out few.
    """
    best = min(truncated, key=lambda one: (len(one.breaking), not _is_quotable(one), one.likely is None))
    if best.interval is None:
        return best if 2 * len(best.breaking) <= len(answer.breaking) else None
    rest = answer.rest if answer.has_few_that_break else None
    is_better = answer.interval is None and (rest is None or not _is_quotable(rest))
    return best if is_better or _is_quotable(best) else None


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
