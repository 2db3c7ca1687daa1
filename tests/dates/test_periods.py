"""Periods: each text of a table entered by hand, the constructors, and what a period says of itself."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
from answers import table
from for_each import for_each
from pydantic import TypeAdapter, ValidationError

from yen_usd import Converter, DateError, Period, PeriodError, PeriodTypeError, translate
from yen_usd.dates.periods import to_period


def settings_of(row: dict[str, str]) -> dict[str, object]:
    return {"fiscal_year_end": int(row["fiscal_year_end"]), "named_by": row["named_by"]}


@for_each("row", table("periods.csv"))
def test_a_text_is_the_period_that_the_table_says(row: dict[str, str]) -> None:
    """Read as entered by hand under the settings of the row, or refused."""
    if row["start"] == "refused":
        with pytest.raises((PeriodError, DateError), match=r".+;.+"):
            Period.parse(row["text"], **settings_of(row))
    else:
        period = Period.parse(row["text"], **settings_of(row))
        assert (str(period.start), str(period.end)) == (row["start"], row["end"])


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (Period.fiscal_year(2007), "2006-04-01", "2007-03-31", "fiscal year ended March 31, 2007"),
        (Period.fiscal_year(2006, named_by="start"), "2006-04-01", "2007-03-31", "fiscal year ended March 31, 2007"),
        (Period.fiscal_year(2008, fiscal_year_end=2), "2007-03-01", "2008-02-29", "fiscal year ended February 29, 2008"),
        (Period.fiscal_quarter(2007, 4), "2007-01-01", "2007-03-31", "three months ended March 31, 2007"),
        (Period.fiscal_half(2007, 2), "2006-10-01", "2007-03-31", "six months ended March 31, 2007"),
        (Period.fiscal_nine_months(2007), "2006-04-01", "2006-12-31", "nine months ended December 31, 2006"),
        (Period.year(2006), "2006-01-01", "2006-12-31", "year ended December 31, 2006"),
        (Period.quarter(2007, 1), "2007-01-01", "2007-03-31", "three months ended March 31, 2007"),
        (Period.half(2007, 2), "2007-07-01", "2007-12-31", "six months ended December 31, 2007"),
        (Period.month(2008, 2), "2008-02-01", "2008-02-29", "February 2008"),
        (Period.last_twelve_months("2007-06-30"), "2006-07-01", "2007-06-30", "twelve months ended June 30, 2007"),
        (Period.year_to_date("2007-07-03"), "2007-01-01", "2007-07-03", "period from January 1, 2007 to July 3, 2007"),
        (
            Period.year_to_date("2007-02-05", fiscal_year_end=3),
            "2006-04-01",
            "2007-02-05",
            "period from April 1, 2006 to February 5, 2007",
        ),
        (Period.year_to_date("2007-04-01", fiscal_year_end=3), "2007-04-01", "2007-04-01", "April 1, 2007"),
        (
            Period.year_to_date("2007-03-31", fiscal_year_end=3),
            "2006-04-01",
            "2007-03-31",
            "twelve months ended March 31, 2007",
        ),
        (
            Period.year_to_date("2007-12-05", fiscal_year_end=11),
            "2007-12-01",
            "2007-12-05",
            "period from December 1, 2007 to December 5, 2007",
        ),
        (Period.ended("2007-03-31", 1), "2007-03-01", "2007-03-31", "March 2007"),
        (Period.ended("2007-03-31", 3), "2007-01-01", "2007-03-31", "three months ended March 31, 2007"),
        (Period.ended("2007-03-31", 6), "2006-10-01", "2007-03-31", "six months ended March 31, 2007"),
        (Period.ended("2007-03-31", 9), "2006-07-01", "2007-03-31", "nine months ended March 31, 2007"),
        (Period.ended("2007-03-31", 12), "2006-04-01", "2007-03-31", "twelve months ended March 31, 2007"),
        (
            Period.ended("2007-03-31", 12, kind="fiscal_year"),
            "2006-04-01",
            "2007-03-31",
            "fiscal year ended March 31, 2007",
        ),
        (
            Period.between("2007-02-21", "2007-03-20"),
            "2007-02-21",
            "2007-03-20",
            "period from February 21, 2007 to March 20, 2007",
        ),
        (Period.ended("2007-02-20", 12), "2006-02-21", "2007-02-20", "twelve months ended February 20, 2007"),
        (Period.between("2007-03-01", "2007-03-31"), "2007-03-01", "2007-03-31", "March 2007"),
        (Period.between("2007-03-30", "2007-03-30"), "2007-03-30", "2007-03-30", "March 30, 2007"),
    ],
    ids=repr,
)
def test_each_constructor_gives_its_days_and_spells_them_out(period: Period, start: str, end: str, label: str) -> None:
    """Start, end and label as entered by hand."""
    assert (str(period.start), str(period.end), period.label) == (start, end, label)


@pytest.mark.parametrize(
    ("freq", "text", "days"),
    [
        ("M", "2007-03", ("2007-03-01", "2007-03-31")),
        ("Q", "2007Q1", ("2007-01-01", "2007-03-31")),
        ("Q-MAR", "2007Q1", ("2006-04-01", "2006-06-30")),
        ("Y-MAR", "2007", ("2006-04-01", "2007-03-31")),
        ("Y", "2006", ("2006-01-01", "2006-12-31")),
        ("W", "2007-03-31", ("2007-03-26", "2007-04-01")),
        ("D", "2007-03-30", ("2007-03-30", "2007-03-30")),
    ],
)
def test_a_pandas_period_counts_by_its_start_and_end(freq: str, text: str, days: tuple[str, str]) -> None:
    """Whatever its frequency calls it."""
    period = to_period(pd.Period(text, freq=freq))
    assert (str(period.start), str(period.end)) == days


class Stretch:
    """Of no package that is known."""


Stretch.__name__ = "Period"
HOURS = [pd.Period(f"2007-03-30 {hour:02}:00", freq="h") for hour in (0, 10, 23)]
OTHERS = [pd.NaT, pd.Timestamp("2007-03-31"), pd.DataFrame(), Stretch(), 2007, None, dt.date(2007, 3, 31), []]


@pytest.mark.parametrize("value", [*HOURS, *OTHERS], ids=lambda value: f"{type(value).__name__}")
def test_what_is_no_period_is_refused(value: object) -> None:
    """Hours, missing values and other types."""
    with pytest.raises((PeriodError, PeriodTypeError)):
        to_period(value)
    with pytest.raises((PeriodError, PeriodTypeError)):
        Period.of_pandas(value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Period(dt.date(2007, 3, 31), dt.date(2007, 3, 1)),
        lambda: Period(dt.date(2007, 3, 2), dt.date(2007, 3, 31), "month"),
        lambda: Period(dt.date(2007, 3, 1), dt.date(2007, 3, 31), "fortnight"),
        lambda: Period.month(2007, 13),
        lambda: Period.fiscal_quarter(2007, 5),
        lambda: Period.fiscal_year(2007, fiscal_year_end=0),
        lambda: Period.fiscal_year(2007, named_by="middle"),
        lambda: Period.fiscal_year(True),
        lambda: Period.year(10_000),
        lambda: Period.fiscal_year(9999, named_by="start"),
        lambda: Period.ended("2007-03-31", 5),
        lambda: Period.part_of_year(Period.fiscal_year(2007), 9, 2),
        lambda: Period.part_of_year(Period.fiscal_year(2007), 12, 1),
        lambda: Period.part_of_year(Period.fiscal_year(2007), True, 1),
        lambda: Period.ended("0001-02-28", 3),
        lambda: Converter(fiscal_year_end=13),
        lambda: Converter(named_by="middle"),
    ],
)
def test_a_period_that_does_not_exist_is_refused(make: object) -> None:
    """Swapped ends, false kinds, months and years that are none."""
    with pytest.raises(PeriodError):
        make()


def test_periods_of_the_same_days_are_equal_whatever_they_are_called() -> None:
    """The kind is a name, not part of the value."""
    named = Period.parse("fiscal year ended December 31, 2006")
    assert named == Period.year(2006) == Period.between("2006-01-01", "2006-12-31")
    assert len({named, Period.year(2006)}) == 1


@pytest.mark.parametrize(
    ("period", "whole"),
    [
        (Period.fiscal_year(2007), True),
        (Period.last_twelve_months("2007-06-30"), True),
        (Period.ended("2007-02-20", 12), True),
        (Period.between("2004-04-01", "2007-03-31"), True),
        (Period.between("2007-03-01", "2008-02-29"), True),
        (Period.between("2006-04-01", "2007-03-30"), False),
        (Period.between("2006-04-02", "2007-03-31"), False),
        (Period.fiscal_nine_months(2007), False),
        (Period.between("2005-04-01", "2006-09-30"), False),
        (Period.month(2007, 3), False),
    ],
    ids=repr,
)
def test_one_or_more_whole_years_are_told_from_anything_else(period: Period, whole: bool) -> None:
    """That is what picks the averaging."""
    assert period.is_whole_years is whole
    averaging = translate(1, period=period, basis="average").rate.averaging
    assert averaging == ("month_end" if whole else "daily")


@pytest.mark.parametrize(
    "text",
    [
        "FY06/07", "FY11/12", "FY07/03", "FY12/13", "2006/07", "2011/12", "2006–07", "2007–12", "2007-12M", "200712M",
        "year ended 2006", "LTM 2007", "令和元年3月", "令和元年3月期", "平成0年度", "昭和元年11月",
    ],
)  # fmt: skip
def test_a_text_of_two_meanings_is_refused(text: str) -> None:
    """A month, a year, or the two years that a fiscal year touches."""
    with pytest.raises(PeriodError):
        Period.parse(text)


def test_a_word_that_is_no_month_is_no_part_of_a_period() -> None:
    """The whole text is at fault; and a text is read with the usual settings where none are said."""
    with pytest.raises(PeriodError, match="cannot read 'Smarch 2007' as a period without guessing"):
        Period.parse("Smarch 2007")
    assert to_period("FY2007") == Period.parse("FY2007") == Period.fiscal_year(2007)


def test_a_period_has_at_most_a_hundred_characters() -> None:
    """Blanks count, too."""
    assert Period.parse("FY2007" + " " * 94) == Period.fiscal_year(2007)
    with pytest.raises(PeriodError, match="without guessing"):
        Period.parse("FY2007" + " " * 95)


def test_the_calendar_has_an_end() -> None:
    """The last parts of its last year are periods like any other."""
    assert str(Period.parse("Q4 9999").end) == str(Period.parse("2H 9999").end) == "9999-12-31"
    assert Period.between("2007-07-01", "2007-07-03") == Period.parse("2007-07-01–2007-07-03")


def test_a_stretch_that_ends_before_the_last_of_a_month_begins_after_the_same_day() -> None:
    """Or after the last day of a shorter month."""
    assert str(Period.parse("LTM 2008-02-28").start) == "2007-03-01"
    assert str(Period.parse("three months ended May 30, 2007").start) == "2007-03-01"
    assert Period.parse("month ended March 20, 2007").label == "month ended March 20, 2007"
    assert Period.between("2007-03-01", "2007-03-30").label == "period from March 1, 2007 to March 30, 2007"


@pytest.mark.parametrize("number", [1.5, True, "1", None, [1], 0, 3])
def test_the_number_of_a_part_is_a_whole_number_of_the_year(number: object) -> None:
    """Halves are two, quarters four."""
    with pytest.raises(PeriodError):
        Period.half(2007, number)
    with pytest.raises((PeriodError, PeriodTypeError)):
        Period.part_of_year(2007, 3, 1)
    with pytest.raises(PeriodError):
        Period.ended("2007-03-31", [3])


def test_the_settings_of_a_converter_say_what_a_fiscal_year_is() -> None:
    """The same text under two settings is two periods, and the result spells out which."""
    by_start = Converter(named_by="start").translate(1, period="FY2006", basis="high")
    december = Converter(fiscal_year_end=12).translate(1, period="FY2006", basis="high")
    assert str(by_start.rate.period) == "fiscal year ended March 31, 2007"
    assert str(december.rate.period) == "fiscal year ended December 31, 2006"


def test_days_given_as_text_become_dates() -> None:
    """By the constructor, too, so that they compare and count."""
    period = Period("2007-03-01", "March 31, 2007", "month")
    assert (period.start, period.end, period.days) == (dt.date(2007, 3, 1), dt.date(2007, 3, 31), 31)
    assert type(period.start) is type(period.end) is dt.date


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.fiscal_half(2007, 1, named_by="start"), "2007-04-01", "2007-09-30"),
        (Period.fiscal_half(2007, 2, named_by="start"), "2007-10-01", "2008-03-31"),
        (Period.fiscal_half(2007, 1, fiscal_year_end=12, named_by="start"), "2007-01-01", "2007-06-30"),
        (Period.fiscal_quarter(2007, 4, named_by="start"), "2008-01-01", "2008-03-31"),
        (Period.fiscal_nine_months(2007, named_by="start"), "2007-04-01", "2007-12-31"),
        (Period.fiscal_nine_months(2007, fiscal_year_end=6), "2006-07-01", "2007-03-31"),
    ],
    ids=str,
)
def test_parts_of_a_fiscal_year_follow_how_it_is_named(period: Period, start: str, end: str) -> None:
    """By its start or its end, and by its last month."""
    assert (str(period.start), str(period.end)) == (start, end)


def test_a_part_of_a_period_ends_on_a_day_of_it() -> None:
    """The first and the last are days of it, the ones beside them are not; none at all means the whole."""
    july = Period.month(2007, 7)
    assert july.through(None) is july
    assert july.through("2007-07-31") is july
    assert july.through("2007-07-01") == Period("2007-07-01", "2007-07-01")
    assert july.through(dt.date(2007, 7, 30)).days == 30
    for day in ("2007-06-30", "2007-08-01"):
        with pytest.raises(PeriodError, match="is not a day of July 2007"):
            july.through(day)


@pytest.mark.parametrize(
    ("start", "end", "ends"),
    [
        ("2007-01-01", "2007-01-30", []),
        ("2007-01-31", "2007-01-31", ["2007-01-31"]),
        ("2006-11-15", "2007-02-27", ["2006-11-30", "2006-12-31", "2007-01-31"]),
        ("2008-02-01", "2008-02-29", ["2008-02-29"]),
        ("9999-11-01", "9999-12-31", ["9999-11-30", "9999-12-31"]),
        ("9998-12-31", "9999-01-31", ["9998-12-31", "9999-01-31"]),
    ],
)
def test_the_month_ends_of_a_period(start: str, end: str, ends: list[str]) -> None:
    """Of each month whose last day is in it, up to the last of the calendar."""
    assert [str(day) for day in Period(start, end).month_ends()] == ends


def test_centuries_are_whole_years() -> None:
    """However many leap days they have, from any first day."""
    for first in ("1601-01-01", "1904-02-28", "2000-03-01"):
        for years in (1, 4, 99, 100, 400, 7000):
            start = dt.date.fromisoformat(first)
            end = start.replace(year=start.year + years) - dt.timedelta(days=1)
            assert Period(start, end).is_whole_years
            assert not Period(start, end - dt.timedelta(days=2)).is_whole_years
            assert not Period(start, end + dt.timedelta(days=2)).is_whole_years


def test_a_sentence_names_a_period_with_its_article() -> None:
    """Months and days have none."""
    assert Period.fiscal_year(2007).in_sentence == "the fiscal year ended March 31, 2007"
    assert Period.month(2007, 3).in_sentence == "March 2007"
    assert Period.quarter(2007, 1).in_sentence == "the three months ended March 31, 2007"
    assert Period("2007-03-30", "2007-03-30").in_sentence == "March 30, 2007"
    assert Period("2007-03-29", "2007-03-30").in_sentence == "the period from March 29, 2007 to March 30, 2007"


HALF, QUARTER = partial(Period.fiscal_half, half=1), partial(Period.fiscal_quarter, quarter=1)


@pytest.mark.parametrize("make", [Period.fiscal_year, Period.fiscal_nine_months, HALF, QUARTER])
def test_how_fiscal_years_are_named_is_said_by_keyword(make: Callable[..., Period]) -> None:
    """As two numbers in a row would be read as a year and a month; the year itself may be said by keyword, too."""
    assert make(year=2007) == make(2007, fiscal_year_end=3, named_by="end")
    with pytest.raises(TypeError):
        make(2007, 3, 3)
    with pytest.raises(TypeError):
        make(2007, 3)


def test_two_days_from_outside_are_the_period_that_they_make() -> None:
    """A kind that is given stays; one day alone is no period."""
    adapter = TypeAdapter(Period)
    days = {"start": "2007-03-01", "end": dt.date(2007, 3, 31)}
    assert adapter.validate_python(days).label == "March 2007"
    assert adapter.validate_python(days | {"kind": "days"}).label == "period from March 1, 2007 to March 31, 2007"
    for given in ({"start": "2007-03-01"}, {"end": "2007-03-31"}, {}, days | {"start": None}, days | {"start": "March 1"}):
        with pytest.raises(ValidationError):
            adapter.validate_python(given)
