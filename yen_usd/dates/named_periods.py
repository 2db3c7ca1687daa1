"""The periods that filings name: fiscal and calendar years, their parts, months, and the days up to a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias

from ..errors import PeriodError, PeriodTypeError, quote
from .days import DateLike, to_date
from .months import (
    ONE_DAY,
    Naming,
    check_naming,
    checked_month,
    checked_year,
    month_end,
    months_later,
    spans_months,
    start_of_months,
)

PeriodKind: TypeAlias = Literal["fiscal_year", "year", "nine_months", "half_year", "quarter", "month", "days"]

MONTHS_OF: Final[dict[PeriodKind, int]] = {
    "fiscal_year": 12,
    "year": 12,
    "nine_months": 9,
    "half_year": 6,
    "quarter": 3,
    "month": 1,
}


class NamedPeriods:
    """How a period is made from its name; `Period` has the days."""

    __slots__ = ()

    if TYPE_CHECKING:
        start: dt.date
        end: dt.date

        def __init__(self, start: dt.date, end: dt.date, kind: PeriodKind = "days") -> None: ...

    @classmethod
    def fiscal_year(cls, year: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """The fiscal year that ends in a year, or begins in it.

        Parameters
        ----------
        year : int
            The year that names it, 1 to 9999.
        fiscal_year_end : int, default 3
            The month at whose end it ends, 1 to 12.
        named_by : {"end", "start"}, default "end"
            Whether `year` is the one in which it ends or begins.

        Returns
        -------
        Period
            Twelve months.

        Raises
        ------
        PeriodError
            For a year or month that does not exist.

        Examples
        --------
        >>> from yen_usd import Period
        >>> Period.fiscal_year(2006, fiscal_year_end=12).label
        'fiscal year ended December 31, 2006'

        """
        end_month = check_naming(fiscal_year_end, named_by)
        year = checked_year(year)
        ends = year + 1 if named_by == "start" and end_month != 12 else year
        return cls.ended(month_end(checked_year(ends), end_month), 12, kind="fiscal_year")

    @classmethod
    def part_of_year(cls, year: Self, months: int, number: int = 1) -> Self:
        """A quarter, a half or the first nine months of a `year` that is a period itself.

        `months` is 3, 6 or 9, and `number` counts from 1; others raise
        `PeriodError`.

        >>> from yen_usd import Period
        >>> Period.part_of_year(Period.fiscal_year(2007), 3, 2).label
        'three months ended September 30, 2006'
        """
        kinds: dict[int, PeriodKind] = {3: "quarter", 6: "half_year", 9: "nine_months"}
        if type(months) is not int or type(number) is not int or months not in kinds or not 1 <= number <= 12 // months:
            raise PeriodError(
                f"a year has no part {quote(number)} of {quote(months)} months",
                "it has quarters 1 to 4, halves 1 and 2, and its first nine months",
                "give whole numbers, such as months=3 and number=1 for the first quarter",
            )
        if not isinstance(year, cls):
            raise PeriodTypeError(
                f"{quote(year)} ({type(year).__name__}) is not a Period", "", "write Period.fiscal_year(2007), for example"
            )
        start = months_later(year.start, months * (number - 1))
        end = year.end if months * number == 12 else months_later(start, months) - ONE_DAY
        return cls(start, end, kinds[months])

    @classmethod
    def fiscal_quarter(cls, year: int, quarter: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """A quarter of a fiscal year.

        Parameters
        ----------
        year : int
            The year that names the fiscal year.
        quarter : int
            1 to 4.
        fiscal_year_end : int, default 3
            The month in which the fiscal year ends, 1 to 12.
        named_by : {"end", "start"}, default "end"
            Whether `year` is the one in which the fiscal year ends or begins.

        Returns
        -------
        Period
            Three months.

        Raises
        ------
        PeriodError
            For a quarter, year or month that does not exist.

        Examples
        --------
        >>> from yen_usd import Period
        >>> Period.fiscal_quarter(2007, 1).label
        'three months ended June 30, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 3, quarter)

    @classmethod
    def fiscal_half(cls, year: int, half: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """A half of a fiscal year.

        Parameters
        ----------
        year : int
            The year that names the fiscal year.
        half : int
            1 or 2.
        fiscal_year_end : int, default 3
            The month in which the fiscal year ends, 1 to 12.
        named_by : {"end", "start"}, default "end"
            Whether `year` is the one in which the fiscal year ends or begins.

        Returns
        -------
        Period
            Six months.

        Raises
        ------
        PeriodError
            For a half, year or month that does not exist.

        Examples
        --------
        >>> from yen_usd import Period
        >>> Period.fiscal_half(2007, 1).label
        'six months ended September 30, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 6, half)

    @classmethod
    def fiscal_nine_months(cls, year: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """The first nine months of a fiscal year, as 第3四半期累計 reports them.

        `year`, `fiscal_year_end` and `named_by` are those of `fiscal_year`.

        >>> from yen_usd import Period
        >>> Period.fiscal_nine_months(2007).label
        'nine months ended December 31, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 9)

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar `year`, 1 to 9999; any other raises `PeriodError`.

        >>> from yen_usd import Period
        >>> Period.year(2006).label
        'year ended December 31, 2006'
        """
        return cls.ended(month_end(checked_year(year), 12), 12)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A `quarter`, 1 to 4, of a calendar `year`.

        >>> from yen_usd import Period
        >>> Period.quarter(2007, 1)
        Period(three months ended March 31, 2007: 2007-01-01 to 2007-03-31)
        """
        return cls.part_of_year(cls.year(year), 3, quarter)

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        """A `half`, 1 or 2, of a calendar `year`.

        >>> from yen_usd import Period
        >>> Period.half(2007, 2).label
        'six months ended December 31, 2007'
        """
        return cls.part_of_year(cls.year(year), 6, half)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A `month`, 1 to 12, of a `year`.

        >>> from yen_usd import Period
        >>> Period.month(2007, 3).label
        'March 2007'
        """
        return cls.ended(month_end(checked_year(year), checked_month(month)), 1)

    @classmethod
    def last_twelve_months(cls, end: DateLike) -> Self:
        """The twelve months that end with a day, `end`.

        >>> from yen_usd import Period
        >>> Period.last_twelve_months("2007-06-30").label
        'twelve months ended June 30, 2007'
        """
        return cls.ended(end, 12)

    @classmethod
    def year_to_date(cls, end: DateLike, *, fiscal_year_end: int = 12) -> Self:
        """The part of a year up to and including a day, `end`.

        `fiscal_year_end` is the month in which the year ends; December, the
        calendar year, by default.

        >>> from yen_usd import Period
        >>> Period.year_to_date("2007-07-03").label
        'period from January 1, 2007 to July 3, 2007'
        """
        last, end_month = to_date(end), checked_month(fiscal_year_end)
        start_month = end_month % 12 + 1
        year = last.year if last.month >= start_month else last.year - 1
        return cls.between(dt.date(checked_year(year), start_month, 1), last)

    @classmethod
    def ended(cls, end: DateLike, months: int, *, kind: PeriodKind | None = None) -> Self:
        """The `months` that end with a day, `end`: 1, 3, 6, 9 or 12 of them.

        Any other number raises `PeriodError`. `kind` names the period otherwise
        than the number of months does, such as "fiscal_year" for twelve.

        >>> from yen_usd import Period
        >>> Period.ended("2006-12-31", 9).label
        'nine months ended December 31, 2006'
        """
        kinds: dict[int, PeriodKind] = {1: "month", 3: "quarter", 6: "half_year", 9: "nine_months", 12: "year"}
        if type(months) is not int or months not in kinds:
            raise PeriodError(
                f"a period of {quote(months)} months ended {quote(end)}",
                "a period of 1, 3, 6, 9 or 12 months has a name",
                "use Period.between(start, end) for any other",
            )
        last = to_date(end)
        try:
            start = start_of_months(last, months)
        except (ValueError, OverflowError):
            raise PeriodError(
                f"a period of {months} months ended {last} starts before the year 1", "", "use a later date"
            ) from None
        return cls(start, last, kind or kinds[months])

    @classmethod
    def between(cls, start: DateLike, end: DateLike) -> Self:
        """The days from one to another, both included, by the name that such days have.

        Parameters
        ----------
        start, end : date or str
            The first and the last day.

        Returns
        -------
        Period
            A month, quarter, half, nine months or year if the days are one.

        Raises
        ------
        PeriodError
            If the end comes before the start.
        DateError, DateTypeError
            For what is not a day.

        Examples
        --------
        >>> from yen_usd import Period
        >>> Period.between("2007-03-01", "2007-03-31").label
        'March 2007'

        """
        first, last = to_date(start), to_date(end)
        kinds: tuple[PeriodKind, ...] = ("month", "quarter", "half_year", "nine_months", "year")
        if first.day == 1:
            for kind in kinds:
                if spans_months(first, last, MONTHS_OF[kind]):
                    return cls(first, last, kind)
        return cls(first, last)
