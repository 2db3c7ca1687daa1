"""Periods: closed ranges of days, of a kind that their label spells out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol, Self, TypeAlias, cast, get_args

from .._arguments import what_to_write
from .._validation import WORDS, FromFields, is_day
from ..errors import DateTypeError, PeriodError, PeriodTypeError, quote
from .days import MONTHS, DateLike, as_english, to_date
from .months import (
    ONE_DAY,
    Naming,
    check_naming,
    checked_month,
    checked_year,
    ends_months,
    month_end,
    months_later,
    spans_months,
    start_of_months,
)

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

PeriodKind: TypeAlias = Literal["fiscal_year", "year", "nine_months", "half_year", "quarter", "month", "days"]

MONTHS_OF: Final[dict[PeriodKind, int]] = {
    "fiscal_year": 12,
    "year": 12,
    "nine_months": 9,
    "half_year": 6,
    "quarter": 3,
    "month": 1,
}
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
class Period(FromFields):
    """A closed range of days, from `start` to `end`, both counted.

    `kind` only says what to call it: periods of the same days are equal, whatever their kind. Raises
    `PeriodError` where the end comes before the start or the days are not such a kind.

    >>> from yen_usd import Period
    >>> str(Period.fiscal_year(2007)), Period.parse("2007年3月期") == Period.fiscal_year(2007)
    ('fiscal year ended March 31, 2007', True)
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
        """The period spelled out, as filings do: fiscal year ended March 31, 2007."""
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
            case "month" if self.start.day == 1 and self.end == month_end(self.end.year, self.end.month):
                return f"{MONTHS[self.start.month - 1]} {self.start.year}"
            case "month":
                return f"month ended {end}"
            case _:
                return f"{_COUNTS[MONTHS_OF[self.kind]]} months ended {end}"

    @property
    def in_sentence(self) -> str:
        """The label with the article that a sentence wants: the fiscal year ended March 31, 2007; March 2007."""
        bare = self.kind == "month" or self.start == self.end
        return self.label if bare else f"the {self.label}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def is_whole_years(self) -> bool:
        """Whether it is one or more whole years, beginning on any day."""
        years = round(self.days / 365.2425)
        return years >= 1 and spans_months(self.start, self.end, 12 * years)

    def through(self, day: DateLike | None) -> Period:
        """The part of it up to and with a day of it; the whole of it for None.

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
                "give through= a day of the period",
            )
        return self if last == self.end else Period.between(self.start, last)

    def month_ends(self) -> Iterator[dt.date]:
        """The last calendar day of each month that ends in the period."""
        day = month_end(self.start.year, self.start.month)
        while day <= self.end:
            yield day
            if day.year == dt.MAXYEAR and day.month == 12:
                return
            following = day + ONE_DAY
            day = month_end(following.year, following.month)

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"Period({self.label}: {self.start} to {self.end})"

    @classmethod
    def fiscal_year(cls, year: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """The fiscal year that ends (or, `named_by="start"`, begins) in a year.

        `fiscal_year_end` is the month at whose end it ends.

        >>> Period.fiscal_year(2006, fiscal_year_end=12).label
        'fiscal year ended December 31, 2006'
        """
        end_month = check_naming(fiscal_year_end, named_by)
        year = checked_year(year)
        ends = year + 1 if named_by == "start" and end_month != 12 else year
        return cls.ended(month_end(checked_year(ends), end_month), 12, kind="fiscal_year")

    @classmethod
    def part_of_year(cls, year: Period, months: int, number: int = 1) -> Self:
        """The `number`-th stretch of 3 or 6 months (or the first 9) of a year.

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
        if not isinstance(year, Period):
            raise PeriodTypeError(
                f"{quote(year)} ({type(year).__name__}) is not a Period", "", "write Period.fiscal_year(2007), for example"
            )
        start = months_later(year.start, months * (number - 1))
        end = year.end if months * number == 12 else months_later(start, months) - ONE_DAY
        return cls(start, end, kinds[months])

    @classmethod
    def fiscal_quarter(cls, year: int, quarter: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """A quarter of a fiscal year.

        >>> Period.fiscal_quarter(2007, 1).label
        'three months ended June 30, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 3, quarter)

    @classmethod
    def fiscal_half(cls, year: int, half: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """A half of a fiscal year.

        >>> Period.fiscal_half(2007, 1).label
        'six months ended September 30, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 6, half)

    @classmethod
    def fiscal_nine_months(cls, year: int, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Self:
        """The first nine months of a fiscal year, as 第3四半期累計 reports them.

        >>> Period.fiscal_nine_months(2007).label
        'nine months ended December 31, 2006'
        """
        return cls.part_of_year(cls.fiscal_year(year, fiscal_year_end=fiscal_year_end, named_by=named_by), 9)

    @classmethod
    def year(cls, year: int) -> Self:
        """A calendar year.

        >>> Period.year(2006).label
        'year ended December 31, 2006'
        """
        return cls.ended(month_end(checked_year(year), 12), 12)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A quarter of a calendar year.

        >>> Period.quarter(2007, 1)
        Period(three months ended March 31, 2007: 2007-01-01 to 2007-03-31)
        """
        return cls.part_of_year(cls.year(year), 3, quarter)

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        """A half of a calendar year.

        >>> Period.half(2007, 2).label
        'six months ended December 31, 2007'
        """
        return cls.part_of_year(cls.year(year), 6, half)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A calendar month.

        >>> Period.month(2007, 3).label
        'March 2007'
        """
        return cls.ended(month_end(checked_year(year), checked_month(month)), 1)

    @classmethod
    def last_twelve_months(cls, end: DateLike) -> Self:
        """The twelve months up to and with a day.

        >>> Period.last_twelve_months("2007-06-30").label
        'twelve months ended June 30, 2007'
        """
        return cls.ended(end, 12)

    @classmethod
    def year_to_date(cls, end: DateLike, *, fiscal_year_end: int = 12) -> Self:
        """The part of a year up to and with a day: of the calendar year, or of the fiscal year that ends in a month.

        >>> Period.year_to_date("2007-07-03").label
        'period from January 1, 2007 to July 3, 2007'
        """
        last, end_month = to_date(end), checked_month(fiscal_year_end)
        start_month = end_month % 12 + 1
        year = last.year if last.month >= start_month else last.year - 1
        return cls.between(dt.date(checked_year(year), start_month, 1), last)

    @classmethod
    def ended(cls, end: DateLike, months: int, *, kind: PeriodKind | None = None) -> Self:
        """The months up to and with a day: 1, 3, 6, 9 or 12 of them.

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
        """The days from `start` to `end`, both counted, under the name that such days have.

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

    @staticmethod
    def parse(text: str, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Period:
        """Read a period as analysts and filings write it; the settings say what "FY2007" means.

        Read are, for example: FY2007, FY3/07, 2007/3期, 2007年3月期, 平成19年3月期, 2006年度 (always named by its
        start), H19/3期, fiscal year ended March 31, 2007, 2007, CY2007, 2007-03, March 2007, 2007Q1, Q1 FY2007,
        1H FY2007, 9M FY2007, 2007年3月期第3四半期累計, 2007年4-6月期, LTM 2007-06 (or TTM), YTD 2007-07-03,
        FYTD 2007-07-03, 2007-07-01/2007-07-03, 2006年4月1日から2007年3月31日まで, 自平成18年4月1日 至平成19年3月31日.
        Raises `PeriodError` for what cannot be read without guessing.

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
        """For pydantic: its text, under the usual settings, and two days without a kind under the name they have."""
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
        """A pandas Period, by its first and last day."""
        start, end = value.start_time, value.end_time
        if start != start or start.time() != dt.time() or (end + dt.timedelta(microseconds=1)).time() != dt.time():
            raise PeriodError(f"{quote(value)} does not consist of whole days", "", "use a frequency of a day or longer")
        return cls.between(start.date(), end.date())


PeriodLike: TypeAlias = Period | str | PandasPeriod


def to_period(value: PeriodLike, *, fiscal_year_end: int = 3, named_by: Naming = "end") -> Period:
    """A period from a `Period`, its text or a pandas Period; anything else raises `PeriodTypeError`."""
    if isinstance(value, Period):
        return value
    if isinstance(value, str):
        return Period.parse(value, fiscal_year_end=fiscal_year_end, named_by=named_by)
    if type(value).__name__ == "Period" and type(value).__module__.startswith("pandas"):
        return Period.of_pandas(value)
    raise PeriodTypeError(
        f"{quote(value)} ({type(value).__name__}) is not a period",
        "a Period, text such as 'FY2007' or a pandas Period is accepted",
        "write 'FY2007', for example, or Period.between(start, end) for two dates",
    )
