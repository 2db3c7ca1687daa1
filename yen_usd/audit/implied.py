"""The rates that published yen and dollars imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..dates.days import DateLike, as_english, to_date
from ..errors import ArgumentError, FiguresError, RateNotFoundError, quote
from ..money.exact import places_of, plain
from ..money.rounding import Mode
from ..money.units import Unit
from ..rates.published import h10_rates
from ..rates.rate import Rate
from ..rates.series import RateSeries
from .candidates import Candidate, Search
from .intervals import Cover, RateInterval, outliers
from .labels import Figures
from .pairs import FigurePair, as_pairs, common_interval, have_amounts, read_pair

SHOWN: Final = 3
"""How many candidates are written out; the rest are counted."""
NAMED: Final = 5
"""How many pairs that break the others are written out; the rest are counted."""
PRACTICABLE: Final = (-31, 184)
"""The days from the balance-sheet date in which a filing may take its rate: the month before, or until it is filed."""
_ROUNDED: Final[tuple[Mode, Mode]] = ("ROUND_HALF_UP", "ROUND_HALF_UP")
_TRUNCATED: Final[tuple[tuple[Mode, Mode], ...]] = (
    ("ROUND_DOWN", "ROUND_HALF_UP"),
    ("ROUND_HALF_UP", "ROUND_DOWN"),
    ("ROUND_DOWN", "ROUND_DOWN"),
)


@dataclass(frozen=True, slots=True, repr=False)
class ImpliedRate(Tabular, FromFields):
    """The rates that pairs of published figures allow, and the published rates among them.

    `describe()` is the answer in a clause, and `str()` in a few lines. The tables have the
    pairs.

    Attributes
    ----------
    pairs : tuple of FigurePair
        The figures, each pair with the rates that it allows.
    interval : RateInterval or None
        The rates at which every pair could have been translated, in yen per US$1; None if
        no single rate explains all.
    candidates : tuple of Candidate
        The days and periods whose published rate lies in the interval, nearest to the
        balance-sheet date first.
    in_whole_yen : tuple of Candidate
        The days within a month of that date whose rate lies in it if rounded to whole yen.
    balance_sheet_date, at_balance_sheet : datetime.date or None, Rate or None
        The date that was given, and the rate that prevailed on it, fit or not.
    within_days, label : int or None, str
        How many days from that date were searched (None for all), and which rates.
    breaking : tuple of int
        Without an interval: the numbers, from 0, of the pairs that keep the others from
        having a rate in common.
    rest, truncated : ImpliedRate or None
        The answer without those pairs; and if yen, dollars or both were truncated
        instead of rounded, where that explains more than rounding does.

    Examples
    --------
    >>> from yen_usd import implied_rate
    >>> implied = implied_rate(
    ...     "¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31"
    ... )
    >>> implied.low, implied.high
    (Decimal('94.15583'), Decimal('94.16227'))
    >>> implied.describe()
    'consistent with ¥94.16, the noon buying rate of March 29, 2013'

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
        """The highest rate that explains every pair, rounded up; None if there is no highest."""
        return None if self.interval is None else self.interval.high

    @property
    def likely(self) -> Candidate | None:
        """The candidate that a filing would most likely state; None if none is likely.

        That is a rate of the week before the balance-sheet date, or an average that ends on it;
        then a rate in whole yen; then a rate of the month before the date or of the half year
        after it. Without a date it is the latest.

        >>> from yen_usd import implied_rate
        >>> implied_rate(
        ...     "¥1,180 million", "$10,000 thousand", balance_sheet_date="2007-03-31"
        ... ).likely.stated
        Decimal('118')
        """
        first, last = PRACTICABLE
        near = [candidate for candidate in self.candidates if candidate.is_near]
        later = [c for c in self.candidates if c.rate.period is None and c.days is not None and first <= c.days <= last]
        return next(iter([*near, *self.in_whole_yen, *later]), None)

    def __contains__(self, rate: Rate | Decimal) -> bool:
        """Whether a rate explains every pair."""
        value = rate.yen_per_usd if isinstance(rate, Rate) else rate
        return self.interval is not None and value in self.interval

    def describe(self) -> str:
        """The answer in a clause: which rate is likely, or that none is.

        A rate that is merely close is not a candidate.

        >>> from yen_usd import implied_rate
        >>> implied_rate(
        ...     "¥117,470 million", "$1,000,000 thousand",
        ...     balance_sheet_date="2006-03-31", within_days=100,
        ... ).describe()
        'consistent with no noon buying rate within 100 days of March 31, 2006'
        """
        own = self._own_answer()
        if self.truncated is not None:
            return f"with truncated {self._truncated_sides()}, {self.truncated.describe()}; rounded instead, {own}"
        if self.rest is not None and self.has_few_that_break:
            return f"{len(self.rest.pairs)} of {len(self.pairs)} pairs are {self.rest.describe()}; {own}"
        return own

    def _own_answer(self) -> str:
        """What these pairs say, as they are taken to be rounded."""
        if self.interval is None:
            one = len(self.pairs) == 1
            return "no rate explains the pair" if one else f"no single rate explains all {len(self.pairs)} pairs"
        if self.likely is not None:
            return f"consistent with {self.likely}"
        quoted = self._quoted
        return f"consistent with {'' if quoted is None else f'¥{plain(quoted)}, which is '}no {self._published}"

    @property
    def _quoted(self) -> Decimal | None:
        """The one rate of two decimals that fits, where no published one is likely: of another market, perhaps."""
        is_open = self.interval is not None and self.balance_sheet_date is not None and self.within_days is None
        return self.interval.as_quoted if self.interval is not None and is_open and self.likely is None else None

    @property
    def _published(self) -> str:
        """Which rates were looked through."""
        if self.balance_sheet_date is None:
            return self.label
        if self.within_days is None:
            return f"{self.label} of the days around {as_english(self.balance_sheet_date)}"
        return f"{self.label} within {count_of(self.within_days, 'day')} of {as_english(self.balance_sheet_date)}"

    @property
    def has_few_that_break(self) -> bool:
        """Whether fewer than half of the pairs keep the others from having a rate in common."""
        return 2 * len(self.breaking) < len(self.pairs)

    def _truncated_sides(self) -> str:
        assert self.truncated is not None
        modes = {"yen": self.truncated.pairs[0].yen.mode, "dollars": self.truncated.pairs[0].usd.mode}
        return " and ".join(side for side, mode in modes.items() if mode == "ROUND_DOWN")

    def __str__(self) -> str:
        own = self._of_the_interval() if self.interval is not None else self._of_what_breaks()
        if self.truncated is None:
            return "\n".join(own)
        first = f"with truncated {self._truncated_sides()}:\n{self.truncated}"
        if self.interval is not None:
            return "\n".join([first, "rounded instead:", *own])
        many = len(self.breaking)
        return f"{first}\nrounded instead, {self._own_answer()}: {many} break{'s' if many == 1 else ''} it"

    def _of_what_breaks(self) -> Iterator[str]:
        if len(self.pairs) == 1:
            yield f"{self.pairs[0]}: no rate explains the pair"
            return
        yield f"{self._own_answer()}; they are broken by"
        for at in self.breaking[:NAMED]:
            yield f"  {self.pairs[at]} ({self.pairs[at].interval or 'no rate at all'})"
        if len(self.breaking) > NAMED:
            yield f"  and {len(self.breaking) - NAMED} more"
        if self.rest is not None:
            yield f"without these:\n{self.rest}"

    def _of_the_interval(self) -> Iterator[str]:
        likely, shown = self.likely, self.interval
        assert shown is not None
        many = str(self.pairs[0]) if len(self.pairs) == 1 else f"{len(self.pairs)} pairs"
        yield f"{many}: {shown} per US$1.00"
        yield self._own_answer()
        others = [candidate for candidate in self.candidates if candidate is not likely]
        for other in others[: SHOWN - 1]:
            yield f"  or {other}"
        if len(others) >= SHOWN:
            yield f"  and {len(others) - SHOWN + 1} more"
        whole = self.in_whole_yen[0] if self.in_whole_yen else None
        if whole is not None and whole is not likely:
            yield f"or, in whole yen, with {whole}"
        elif likely is None and self._quoted is None and (simplest := shown.simplest) is not None:
            yield f"the simplest rate in it is ¥{plain(simplest)}"
        fit = self.at_balance_sheet
        is_told = whole is not None and fit is not None and whole.rate.observed == fit.observed
        if fit is not None and self.balance_sheet_date is not None and fit not in self and not is_told:
            yield f"not with ¥{plain(fit.yen_per_usd)}, the {fit.label} prevailing on {as_english(self.balance_sheet_date)}"

    def _summary(self) -> str:
        return f"{count_of(len(self.pairs), 'pair')}, {self.interval or 'no single rate'}"

    def _table(self) -> Table:
        head = ["", "Yen", "Dollars", "Lowest rate", "Highest rate", ""]
        lines = [
            [
                pair.label,
                str(pair.yen),
                str(pair.usd),
                *_ends(pair.interval),
                "breaks the others" if at in self.breaking else "",
            ]
            for at, pair in enumerate(self.pairs)
        ]
        return Table("", head, [Block("", lines)], [self.describe()], frozenset({0, 5}))

    def _columns(self) -> Columns:
        intervals = [pair.interval for pair in self.pairs]
        return {
            "label": ("text", [pair.label for pair in self.pairs]),
            "yen": ("number", [pair.yen.money.amount for pair in self.pairs]),
            "usd": ("number", [pair.usd.money.amount for pair in self.pairs]),
            "low": ("number", [interval and interval.low for interval in intervals]),
            "high": ("number", [interval and interval.high for interval in intervals]),
            "breaking": ("flag", [at in self.breaking for at in range(len(self.pairs))]),
        }


def _ends(interval: RateInterval | None) -> tuple[str, str]:
    """The ends of an interval, as far as it has any."""
    if interval is None:
        return "", ""
    return plain(interval.low), "" if interval.high is None else plain(interval.high)


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

    Both figures are rounded, so the answer is an interval of rates, with the published
    rates that lie in it. Companies often translate yen that they have not rounded yet, so
    the true yen may lie anywhere in the interval of the printed figure.

    Parameters
    ----------
    yen, usd : figure, sequence, mapping or Series
        One figure each, or equally many. Mappings and Series pair by their labels, lists by
        place. Text shows to which place it is rounded ("¥16,027 million": to the million),
        and a dash is zero. Money is rounded to the yen or the cent, or to the given unit.
    yen_unit, usd_unit : str, optional
        The unit of numbers, and of text that names none, such as "million".
    yen_mode, usd_mode : str, default "ROUND_HALF_UP"
        How the true amounts were rounded, by the names of Python's `decimal`. Where
        rounding explains nothing, or leaves no rate that is published or has two decimals,
        truncation ("ROUND_DOWN") is tried as well, and the answer says both.
    balance_sheet_date : date or str, optional
        Rates near this date come first.
    within_days : int, optional
        Leave out rates that are more days away from it.
    series : RateSeries, optional
        Where to look for rates; by default the noon buying rates. Every day counts, and the
        averages of months and of runs of 3, 6, 9 and 12 months.

    Returns
    -------
    ImpliedRate
        The interval in yen per US$1, and the candidates.

    Raises
    ------
    FiguresError
        For no figures, unequal numbers of them, labels without a partner, signs that
        differ, and nothing but zeros.
    ParseError, CurrencyMismatchError
        For a figure that cannot be read, or one in the other currency.
    ArgumentError
        For `within_days` without a date, and a `series` that is not a RateSeries.

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
        raise ArgumentError(f"series={quote(series)}", "candidates are looked for in a RateSeries", "give one")
    if within_days is not None and (day is None or type(within_days) is not int or within_days < 0):
        raise ArgumentError(
            f"within_days={quote(within_days)}", "it counts days from balance_sheet_date=", "give both, or leave it out"
        )
    given = as_pairs(yen, usd)

    def read(modes: tuple[Mode, Mode]) -> list[FigurePair]:
        return [read_pair(one, other, (yen_unit, usd_unit), modes, label) for label, one, other in given]

    pairs = read((yen_mode, usd_mode))
    if not have_amounts(pairs):
        raise FiguresError("nothing but zeros", "they came from zero at any rate", "give figures with amounts")
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
    best = min(
        truncated, key=lambda one: (len(one.breaking), one.interval is None, not _is_quotable(one), one.likely is None)
    )
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
