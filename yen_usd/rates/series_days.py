"""The days and rates that a series holds, and what is known about them: how often, since when, by whom, in which edition."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, cast

from .._text import count_of
from ..dates.days import DateLike, to_date
from ..dates.periods import Period
from ..errors import YenUsdError
from ..money.exact import plain
from .frequency import frequency_of, span_end
from .observations import DEFAULT_REACH, About, Observation
from .rate import NOON_BUYING_RATE, PUBLISHERS, Frequency, Rate, Vintage
from .series_files import SeriesFiles

if TYPE_CHECKING:
    from .h10_rows import H10Rows
    from .own_rows import OwnRows

_Edition: TypeAlias = Vintage | Literal["rows"] | None
"""A vintage; or "rows", where it is that of the rows as the library's files have them, and made when it is asked for."""
_Often: TypeAlias = Frequency | None


class SeriesDays(SeriesFiles):
    """The days and rates of a series, which never change; `RateSeries` looks rates up in them."""

    __slots__ = ("_about", "_days", "_frequency", "_rates", "_values", "_vintage")

    _days: list[int]
    _values: Sequence[Decimal]
    _about: About
    _vintage: _Edition
    _frequency: Frequency | None
    _rates: dict[object, Rate]

    @classmethod
    def _from_checked(
        cls, days: list[int], values: Sequence[Decimal], about: About, vintage: _Edition = None, frequency: _Often = None
    ) -> Self:
        """A series from ordinals and rates that are known to be in order and positive, taken as they are."""
        self = cls.__new__(cls)
        self._set(days, values, about, vintage, frequency)
        return self

    @classmethod
    def _from_rows(cls, rows: H10Rows | OwnRows) -> Self:
        """The series of the rows of a file, through the last observation; that of H.10 has the vintage of the rows' text."""
        from .h10_rows import H10Rows

        if not isinstance(rows, H10Rows):
            return cls._from_checked(rows.days, rows.rates, rows.about)
        rows.check_whole()
        pairs = list(rows.observations())
        covers = Period(dt.date.fromordinal(rows.first), dt.date.fromordinal(pairs[-1][0]))
        about = About(NOON_BUYING_RATE, PUBLISHERS, DEFAULT_REACH, covers)
        return cls._from_checked([day for day, _ in pairs], [rate for _, rate in pairs], about, "rows", "daily")

    def _set(
        self, days: list[int], values: Sequence[Decimal], about: About, vintage: _Edition = None, frequency: _Often = None
    ) -> None:
        write = object.__setattr__  # the only place, but for the vintage and the frequency, that writes
        write(self, "_days", days)
        write(self, "_values", values)
        write(self, "_about", about)
        write(self, "_vintage", vintage)
        write(self, "_frequency", frequency)
        write(self, "_rates", {})  # the rate of each date asked for, made once

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"RateSeries is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"RateSeries is immutable: cannot delete {name}")

    @property
    def label(self) -> str:
        """What kind of rate it has, such as "noon buying rate"."""
        return self._about.label

    @property
    def publishers(self) -> tuple[tuple[dt.date, str], ...]:
        """Who published the rates: each name with its first day."""
        return self._about.publishers

    @property
    def max_reach(self) -> int:
        """How many days a rate stands for after its own, until the next one."""
        return self._about.max_reach

    @property
    def coverage(self) -> Period:
        """The days that the series covers: usually from its first to its last rate."""
        return self._about.covers

    @property
    def last_covered(self) -> dt.date:
        """The last day that has a rate: that of `coverage`, or of the weekend after it.

        A month-end rate stands to the end of its month.
        """
        return span_end(self.coverage.end, self.frequency)

    @property
    def frequency(self) -> Frequency:
        """How often there is a rate: "daily" for every business day, "month_end" and others."""
        if self._frequency is None:
            object.__setattr__(self, "_frequency", frequency_of(self._days))
        assert self._frequency is not None
        return self._frequency

    @property
    def vintage(self) -> Vintage:
        """Which edition of the series this is."""
        if isinstance(self._vintage, Vintage):
            return self._vintage
        from hashlib import sha256

        from .h10_rows import rows_of

        if self._vintage is None:
            text = "".join(f"{o.date},{plain(o.yen_per_usd)}\n" for o in self)
        else:
            text = rows_of(self.coverage.start.toordinal(), zip(self._days, self._values, strict=True)).text()
        vintage = Vintage(dt.date.fromordinal(self._days[-1]), sha256(text.encode()).hexdigest())
        object.__setattr__(self, "_vintage", vintage)
        return vintage

    def __iter__(self) -> Iterator[Observation]:
        for day, value in zip(self._days, self._values, strict=True):
            yield Observation(dt.date.fromordinal(day), value)

    def __len__(self) -> int:
        return len(self._days)

    def __contains__(self, day: object) -> bool:
        try:
            number = to_date(cast(DateLike, day)).toordinal()
        except YenUsdError:
            return False
        index = bisect_left(self._days, number)
        return index < len(self._days) and self._days[index] == number

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, SeriesDays) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._days[0], self._days[-1], len(self._days), self._values[-1]))

    def __repr__(self) -> str:
        days = f"{self.coverage.start} to {self.coverage.end}"
        return f"RateSeries({count_of(len(self), 'observation')} of the {self._about.label}, {days})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self)._from_checked, (self._days, self._values, self._about, self._vintage, self._frequency)

    def _key(self) -> tuple[object, ...]:
        return self._days, list(self._values), self._about
