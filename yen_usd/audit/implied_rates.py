"""The answer to the question which rates published figures imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..dates.days import as_english
from ..money.exact import plain
from ..rates.h10_rows import PLAUSIBLE
from ..rates.rate import Rate
from .candidates import Candidate
from .intervals import RateInterval
from .pairs import FigurePair

SHOWN: Final = 3
"""The most candidates that are written out; the rest are counted."""
NAMED: Final = 5
"""The most pairs that break the others that are written out; the rest are counted."""
PRACTICABLE: Final = (-31, 184)
"""The days from the balance-sheet date in which a filing may take its rate: the month before, or until it is filed."""


@dataclass(frozen=True, slots=True, repr=False)
class ImpliedRate(Tabular, FromFields):
    """The rates that pairs of published figures allow, and the published rates among them.

    `describe()` is the answer in a clause, and `str()` in a few lines. The
    tables have the pairs.

    Attributes
    ----------
    pairs : tuple of FigurePair
        The figures, each pair with the rates that it allows.
    interval : RateInterval or None
        The rates at which every pair could have been translated, in yen per
        US$1; None if no single rate explains all.
    candidates : tuple of Candidate
        The days and periods whose published rate lies in the interval, nearest
        to the balance-sheet date first.
    in_whole_yen : tuple of Candidate
        The days within a month of that date whose rate lies in it if rounded to
        whole yen.
    balance_sheet_date, at_balance_sheet : datetime.date or None, Rate or None
        The date that was given, and the rate that prevailed on it, fit or not.
    within_days, label : int or None, str
        How many days from that date were searched (None for all), and which
        rates.
    breaking : tuple of int
        Without an interval: the numbers, from 0, of the pairs that keep the
        others from having a rate in common.
    rest, truncated : ImpliedRate or None
        The answer without those pairs; and if yen, dollars or both were
        truncated instead of rounded, where that explains more than rounding
        does.

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

        That is a rate of the week before the balance-sheet date, or an average that
        ends on it; then a rate in whole yen; then a rate of the month before the
        date or of the half year after it. Without a date it is the latest.

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
        """Which rates were searched."""
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
        if shown.low > PLAUSIBLE[1] or (shown.high is not None and shown.high < PLAUSIBLE[0]):
            yield "no rate since 1971 is of this size; check the units of both figures (yen_unit=, usd_unit=)"
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
