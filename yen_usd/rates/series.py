"""A series of rates: immutable, ordered, and looked up by date or by period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from .._arguments import check_flag
from .._text import count_of
from ..dates.days import DateLike, to_date
from ..dates.months import ONE_DAY
from ..dates.periods import Period, PeriodLike, to_period
from ..errors import (
    AfterSeriesError,
    BeforeSeriesError,
    DateTypeError,
    NotPublishedError,
    ReachError,
    argument,
    quote,
)
from ..money.exact import Number, exact_sum
from .frequency import covered_days
from .observations import DEFAULT_REACH, Observation, about_of, check_label, check_observations, publisher_over
from .rate import OWN_RATE, Basis, Rate
from .rate_words import OFTEN
from .series_days import SeriesDays

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from .h10_rows import H10Rows
    from .own_rows import OwnRows
    from .period_rates import PeriodRates


class RateSeries(SeriesDays):
    """A series of published rates in yen per dollar, in order of date, which never changes.

    Iteration gives its observations, `in` says whether a day has one, and
    `series["2006-04-01":"2007-03-31"]` is the series of these days, both
    included.

    Parameters
    ----------
    observations : iterable of (date, rate) or of Observation
        The rates in yen per US$1, in order of date.
    label : str, default "stated rate"
        What kind of rate they are, such as "Tokyo TTM".
    publisher : str or sequence of (date, str), optional
        Who published them: one name, or names with the first day of each.
    max_reach : int, default 4
        How many days a rate stands for after its own, until the next one. Four
        is the longest ordinary gap, over a holiday weekend.
    covers : Period, optional
        The days that the series stands for, if they are more than those from
        its first to its last rate: a calendar year that begins with holidays,
        for example.

    Raises
    ------
    SeriesError
        With the number of the row, for dates out of order and for rates that
        are not positive numbers.

    Examples
    --------
    >>> from yen_usd import RateSeries
    >>> own = RateSeries(
    ...     [("2024-03-28", "151.41"), ("2024-03-29", "151.40")], label="Tokyo TTM"
    ... )
    >>> own.on("2024-03-30"), len(own), "2024-03-28" in own
    (Rate(¥151.40, Tokyo TTM of 2024-03-29, prevailing on 2024-03-30), 2, True)
    """

    __slots__ = ()

    def __init__(
        self,
        observations: Iterable[Observation | tuple[DateLike, Number | str]],
        *,
        label: str = OWN_RATE,
        publisher: str | Sequence[tuple[dt.date, str]] | None = None,
        max_reach: int = DEFAULT_REACH,
        covers: Period | None = None,
    ) -> None:
        check_label(label)
        days, values = check_observations(observations)
        self._set(days, values, about_of(days, label, publisher, max_reach, covers))

    @property
    def _remedy(self) -> str:
        """What to do about a day after the last, for messages."""
        return "use newer figures"

    def reaching(self, day: DateLike) -> RateSeries:
        """The edition that answers for a `day`: this series, or newer figures.

        Only `h10_rates()` can have newer figures. For a day after its end this is
        the edition in your cache, if `update_rates()` has put one there that goes
        further.

        >>> from yen_usd import h10_rates
        >>> h10_rates().reaching("2007-03-31") is h10_rates()
        True
        """
        to_date(day)
        return self

    def on(self, day: DateLike, strict: bool = False) -> Rate:
        """The rate that prevailed on a day: the last one published on or before it.

        Parameters
        ----------
        day : date, datetime, datetime64 or str
            The day, such as "2007-03-31".
        strict : bool, default False
            Whether the rate must have been published on the day itself.

        Returns
        -------
        Rate
            The rate in yen per US$1, at most `max_reach` days old.

        Raises
        ------
        BeforeSeriesError, AfterSeriesError
            For a day outside the series; the weekend after its last day is inside.
        ReachError
            In a longer gap, as in August 1971.
        NotPublishedError
            With `strict`, for a day without a rate.
        DateError, DateTypeError
            For what is not a day.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> h10_rates().on("2007-03-31")
        Rate(¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31)

        """
        if strict is False:
            try:
                return self._rates[day]
            except (KeyError, TypeError):  # a new day, or a list or a column: to_date says what is wrong
                pass
        else:
            check_flag("strict", strict)
        asked = to_date(day)
        number = asked.toordinal()
        index = bisect_right(self._days, number) - 1
        if index < 0:
            first = f"its first observation is of {dt.date.fromordinal(self._days[0])}"
            raise BeforeSeriesError(
                f"no rate for {asked}", f"{covered_days(self.coverage)}; {first}", "ask for a later date"
            )
        if number > self.last_covered.toordinal():
            if (newer := self.reaching(asked)) is not self:
                return newer.on(asked, strict)
            raise AfterSeriesError(
                f"no rate for {asked}", covered_days(self.coverage), f"ask for an earlier date, or {self._remedy}"
            )
        observed = dt.date.fromordinal(self._days[index])
        if strict and observed != asked:
            raise NotPublishedError(
                f"no rate was observed on {asked} itself",
                f"the last one before it was observed on {observed}",
                f"leave {argument('strict')} out to use that one",
            )
        if number - self._days[index] > self._about.max_reach:
            following = "none" if index + 1 == len(self._days) else dt.date.fromordinal(self._days[index + 1])
            raise ReachError(
                f"no rate for {asked}",
                f"none was published from {observed + ONE_DAY} to {asked}{self._sparse()}; "
                f"a rate stands for at most {count_of(self.max_reach, 'more day')}",
                f"{observed} is the last date with a rate, {following} the next",
            )
        rate = self._spot(index, asked=asked)
        self._rates[asked] = rate
        return rate

    def over(self, period: PeriodLike, through: DateLike | None = None) -> PeriodRates:
        """The rates of a period, or of its part up to a day.

        Parameters
        ----------
        period : Period, pandas Period or str
            The period, such as "FY2007", "2007-03" or 2007年3月期.
        through : date or str, optional
            Use only the part of the period up to and including this day.

        Returns
        -------
        PeriodRates
            The high, the low, the averages and the period end, in yen per US$1.

        Raises
        ------
        BeforeSeriesError, AfterSeriesError, PeriodInProgressError
            If the series does not cover all of the period. Weekends and January 1,
            on which New York publishes nothing, need no cover.
        NotPublishedError
            For a period without a rate.
        ReachError
            For a period that ends in a long gap.
        PeriodError, PeriodTypeError
            For what is not a period.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> h10_rates().over("2007-07", through="2007-07-03").average
        Rate(¥122.36, average of the daily noon buying rates,
        period from July 1, 2007 to July 3, 2007)

        """
        from .cover import check_cover, month_end_mean
        from .period_rates import Mean, PeriodRates

        span = to_period(period).through(through)
        if (newer := self.reaching(span.end)) is not self:
            return newer.over(span)
        check_cover(self, span, self._remedy)
        start, end = bisect_left(self._days, span.start.toordinal()), bisect_right(self._days, span.end.toordinal())
        if start == end:
            raise NotPublishedError(
                f"no rates for {span.in_sentence}", "none was published in that period", "ask for a longer period"
            )
        if span.end.toordinal() - self._days[end - 1] > self._about.max_reach:
            raise ReachError(
                f"no rates for {span.in_sentence}",
                f"none was published from {dt.date.fromordinal(self._days[end - 1] + 1)} to its end{self._sparse()}",
                f"ask {argument('through', str(dt.date.fromordinal(self._days[end - 1])))}",
            )
        values = self._values[start:end]
        high, low = values.index(max(values)), values.index(min(values))
        return PeriodRates(
            period=span,
            high=self._spot(start + high, Basis.HIGH, period=span),
            low=self._spot(start + low, Basis.LOW, period=span),
            period_end=self._spot(end - 1, Basis.PERIOD_END, period=span),
            daily=None if self.frequency == "month_end" else Mean(exact_sum(values), len(values)),
            month_end=month_end_mean(self._days, self._values, span, start),
            observations=len(values),
            publisher=publisher_over(self.publishers, span.start, span.end),
        )

    def __getitem__(self, dates: slice) -> RateSeries:
        """The observations between two dates, both counted: `series["2006-04-01":"2007-03-31"]`."""
        if not isinstance(dates, slice) or dates.step is not None:
            raise DateTypeError(
                f"series[{quote(dates)}] is not a slice of dates",
                "a series is sliced as in series['2006-04-01':'2007-03-31']",
                "use series.on(date) for one date",
            )
        covered = self.coverage
        is_open = dates.stop is None and dates.start is not None and to_date(dates.start) > covered.end
        for day in (dates.start, dt.date.max if is_open else dates.stop):
            if day is not None and (newer := self.reaching(day)) is not self:
                return newer[dates]
        first = covered.start if dates.start is None else max(covered.start, to_date(dates.start))
        last = covered.end if dates.stop is None else min(covered.end, to_date(dates.stop))
        start, stop = bisect_left(self._days, first.toordinal()), bisect_right(self._days, last.toordinal())
        if start >= stop:
            asked = f"from {dates.start or 'the first'} to {dates.stop or 'the last'}"
            raise NotPublishedError(
                f"no observations {asked}", covered_days(self.coverage), f"widen the slice, or {self._remedy}"
            )
        about = self._about._replace(covers=Period(first, last))
        vintage = self._vintage if stop - start == len(self) else None
        return RateSeries._from_checked(self._days[start:stop], self._values[start:stop], about, vintage, self.frequency)

    def _spot(
        self, index: int, basis: Basis = Basis.SPOT, *, asked: dt.date | None = None, period: Period | None = None
    ) -> Rate:
        observed = dt.date.fromordinal(self._days[index])
        publisher = publisher_over(self.publishers, observed, observed)
        is_plain = basis in (Basis.SPOT, Basis.PERIOD_END) or self.frequency == "daily"
        often = None if is_plain else self.frequency
        return Rate(self._values[index], self.label, basis, None, asked, observed, period, publisher, self.vintage, often)

    def _sparse(self) -> str:
        """What kind of rates alone the series has, for a message."""
        return "" if self.frequency == "daily" else f", as the series has {OFTEN[self.frequency]} rates alone"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Self], handler: GetCoreSchemaHandler) -> CoreSchema:
        """In JSON: label, publishers, max_reach, and the observations as pairs of a date and a rate."""
        from .series_schema import series_schema

        return series_schema(cls, handler.generate_schema(Period))


def series_of_rows(rows: H10Rows | OwnRows) -> RateSeries:
    """The series of the rows of a file that were checked."""
    return RateSeries._from_rows(rows)  # pyright: ignore[reportPrivateUsage]


def remedy_past_end(series: RateSeries) -> str:
    """What to do about a day after the last of a series, for messages."""
    return series._remedy  # pyright: ignore[reportPrivateUsage]


def columns_of(series: RateSeries) -> tuple[list[int], Sequence[Decimal]]:
    """The days of the observations, as ordinals, and their rates: for what goes through all of them."""
    return series._days, series._values  # pyright: ignore[reportPrivateUsage]
