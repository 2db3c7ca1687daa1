"""Periods: closed ranges of days, of a kind that their label spells out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeAlias, cast, get_args

from .._arguments import what_to_write
from .._validation import WORDS, FromFields, is_day
from ..errors import DateTypeError, PeriodError, PeriodTypeError, argument, quote
from .days import MONTHS, DateLike, as_english, to_date
from .months import Naming, check_naming, ends_months, month_end, spans_months
from .named_periods import MONTHS_OF, NamedPeriods, PeriodKind

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_COUNTS: Final = {12: "twelve", 9: "nine", 6: "six", 3: "three"}


class PandasPeriod(Protocol):
    """A pandas Period, as far as it is needed without importing pandas."""

    @property
    def start_time(self) -> dt.datetime:
        """Its first instant."""
        ...

    @property
    def end_time(self) -> dt.datetime:
        """Its last instant."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Period(NamedPeriods, FromFields):
    """A range of days, from `start` to `end`, both included.

    Two periods of the same days are equal, whatever their kind. Every result
    spells its period out, because "FY2007" alone may mean two different years.

    Parameters
    ----------
    start : date or str
        The first day.
    end : date or str
        The last day.
    kind : str, default "days"
        What to call it: "fiscal_year", "year", "nine_months", "half_year",
        "quarter", "month" or "days".

    Raises
    ------
    PeriodError
        If the end comes before the start, or the days are not a period of that
        kind.
    DateError
        For text that is not a date.

    Examples
    --------
    >>> from yen_usd import Period
    >>> str(Period.fiscal_year(2007))
    'fiscal year ended March 31, 2007'
    >>> Period.parse("2007年3月期") == Period.fiscal_year(2007)
    True
    """

    start: dt.date
    end: dt.date
    kind: PeriodKind = field(default="days", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", to_date(self.start))
        object.__setattr__(self, "end", to_date(self.end))
        if self.end < self.start:
            raise PeriodError(f"a period from {self.start} to {self.end} ends before it starts", "", "swap the two dates")
        if not isinstance(self.kind, str) or self.kind not in get_args(PeriodKind):
            kinds = get_args(PeriodKind)
            raise PeriodError(
                f"unknown kind of period {quote(self.kind)}",
                f"the kinds are {', '.join(kinds)}",
                what_to_write(self.kind, kinds),
            )
        if self.kind != "days" and not ends_months(self.start, self.end, MONTHS_OF[self.kind]):
            raise PeriodError(
                f"the days from {self.start} to {self.end} do not make a {self.kind}",
                "",
                "check the days, or leave out the kind",
            )

    @property
    def label(self) -> str:
        """The period spelled out as filings do: fiscal year ended March 31, 2007."""
        end = as_english(self.end)
        match self.kind:
            case "fiscal_year":
                return f"fiscal year ended {end}"
            case "year" if (self.end.month, self.end.day) == (12, 31):
                return f"year ended {end}"
            case "days" if self.start == self.end:
                return end
            case "days":
                return f"period from {as_english(self.start)} to {end}"
            case "month" if self.end == month_end(self.end.year, self.end.month):
                return f"{MONTHS[self.start.month - 1]} {self.start.year}"
            case "month":
                return f"month ended {end}"
            case _:
                return f"{_COUNTS[MONTHS_OF[self.kind]]} months ended {end}"

    @property
    def in_sentence(self) -> str:
        """The label with its article: the fiscal year ended March 31, 2007; March 2007."""
        bare = self.kind == "month" or self.start == self.end
        return self.label if bare else f"the {self.label}"

    @property
    def days(self) -> int:
        """The number of days, with the first and the last."""
        return (self.end - self.start).days + 1

    @property
    def is_whole_years(self) -> bool:
        """Whether it is one or more whole years, which may begin on any day."""
        return spans_months(self.start, self.end, 12 * round(self.days / 365.2425))

    def through(self, day: DateLike | None) -> Period:
        """The part of the period up to and including a day.

        Parameters
        ----------
        day : date, str or None
            A day of the period; None for all of it.

        Returns
        -------
        Period
            The days from the start to that day.

        Raises
        ------
        PeriodError
            For a day outside the period.

        Examples
        --------
        >>> Period.month(2007, 7).through("2007-07-03").label
        'period from July 1, 2007 to July 3, 2007'

        """
        if day is None:
            return self
        last = to_date(day)
        if not self.start <= last <= self.end:
            raise PeriodError(
                f"{last} is not a day of {self.in_sentence}",
                f"the period runs from {self.start} to {self.end}",
                f"give {argument('through')} a day of the period",
            )
        return self if last == self.end else Period.between(self.start, last)

    def month_ends(self) -> Iterator[dt.date]:
        """The last calendar day of each month that ends in the period.

        >>> [str(day) for day in Period.quarter(2007, 1).month_ends()]
        ['2007-01-31', '2007-02-28', '2007-03-31']
        """
        first, last = (12 * day.year + day.month - 1 for day in (self.start, self.end))
        ends = (month_end(month // 12, month % 12 + 1) for month in range(first, last + 1))
        return (day for day in ends if day <= self.end)

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"Period({self.label}: {self.start} to {self.end})"

    @staticmethod
    def parse(text: str, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Period:
        """Read a period as analysts and filings write it.

        Parameters
        ----------
        text : str
            For example: FY2007, FY3/07, 2007/3期, 2007年3月期, 平成19年3月期,
            2006年度 (always named by its start), H19/3期, fiscal year ended March
            31, 2007, 2007, CY2007, 2007-03, March 2007, 2007Q1, Q1 FY2007, 1H
            FY2007, 9M FY2007, 2007年3月期第3四半期累計, 2007年4-6月期, LTM 2007-06
            (or TTM), YTD 2007-07-03, FYTD 2007-07-03, 2007-07-01/2007-07-03,
            2006年4月1日から2007年3月31日まで, 自平成18年4月1日 至平成19年3月31日.
        fiscal_year_end : int, default 3
            The month in which fiscal years end, 1 to 12.
        named_by : {"end", "start"}, default "end"
            Whether "FY2007" is the fiscal year that ends or begins in 2007.

        Returns
        -------
        Period
            The days, with a label that spells them out.

        Raises
        ------
        PeriodError
            For text that cannot be read without guessing.
        PeriodTypeError
            For what is not text.

        Examples
        --------
        >>> Period.parse("Q1 FY2007")
        Period(three months ended June 30, 2006: 2006-04-01 to 2006-06-30)

        """
        from .period_text import parse_period

        if not isinstance(text, str):
            raise PeriodTypeError(
                f"{quote(text)} ({type(text).__name__}) is not text",
                "Period.parse reads a str",
                "write 'FY2007', or Period.fiscal_year(2007) with a number",
            )
        check_naming(fiscal_year_end, named_by)
        return parse_period(text, fiscal_year_end, named_by)

    @classmethod
    def _from_outside(cls, value: object) -> object:
        """For pydantic: text, read with the usual settings, or two days, which get the kind that they are."""
        if isinstance(value, str):
            return Period.parse(value)
        if isinstance(value, Mapping) and set(cast("Mapping[object, object]", value)) == {"start", "end"}:
            days = cast("Mapping[str, DateLike]", value)
            if all(is_day(day) or isinstance(day, dt.date) for day in days.values()):
                with suppress(PeriodTypeError, DateTypeError):
                    return Period.between(days["start"], days["end"])
        return value  # pyright: ignore[reportUnknownVariableType]

    @classmethod
    def _outside_forms(cls) -> list[CoreSchema]:
        """Its text."""
        from pydantic_core import core_schema

        return [core_schema.str_schema(pattern=WORDS)]

    @classmethod
    def of_pandas(cls, value: PandasPeriod) -> Self:
        """The days of a pandas Period, `value`.

        One that is not made of whole days raises `PeriodError`, and anything else
        `PeriodTypeError`.

        >>> import pandas as pd
        >>> Period.of_pandas(pd.Period("2007Q1")).label
        'three months ended March 31, 2007'
        """
        if type(value).__name__ != "Period" or not type(value).__module__.startswith("pandas"):
            raise PeriodTypeError(
                f"{quote(value)} ({type(value).__name__}) is not a period",
                "a Period, text such as 'FY2007' or a pandas Period is accepted",
                "write 'FY2007', for example, or Period.between(start, end) for two dates",
            )
        start, end = value.start_time, value.end_time
        if start.time() != dt.time() or (end + dt.timedelta(microseconds=1)).time() != dt.time():
            raise PeriodError(f"{quote(value)} does not consist of whole days", "", "use a frequency of a day or longer")
        return cls.between(start.date(), end.date())


PeriodLike: TypeAlias = Period | str | PandasPeriod


def to_period(value: PeriodLike, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Period:
    """A period from a `Period`, its text or a pandas Period; anything else raises `PeriodTypeError`."""
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        return Period.parse(value, fiscal_year_end=fiscal_year_end, named_by=named_by)
    return Period.of_pandas(value)
