"""Dates: each text of a table entered by hand, and every type that may name a day."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from answers import table
from for_each import for_each
from hypothesis import example, given
from hypothesis import strategies as st

from yen_usd import DateError, DateTypeError, h10_rates
from yen_usd.dates.days import as_english, month_number, to_date
from yen_usd.dates.formats import date_format
from yen_usd.dates.weekdays import end_of_weekend, is_weekday, next_weekday, weekdays, weekdays_from


@for_each("row", table("dates.csv"))
def test_a_text_is_the_day_that_the_table_says(row: dict[str, str]) -> None:
    """Read as entered by hand, or refused."""
    if row["expected"] == "refused":
        with pytest.raises(DateError, match=r".+;.+"):
            to_date(row["text"])
    else:
        assert to_date(row["text"]) == dt.date.fromisoformat(row["expected"])


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2007, 3, 31),
        dt.datetime(2007, 3, 31, 23, 59),  # noqa: DTZ001 - naive is what is tested
        pd.Timestamp("2007-03-31"),
        pd.Timestamp("2007-03-31 12:00"),
        np.datetime64("2007-03-31"),
        np.datetime64("2007-03-31T23:59"),
        np.datetime64("2007-03-31T00:00:00.000000000"),
    ],
    ids=repr,
)
def test_every_kind_of_naive_day_is_the_same_day(value: dt.date) -> None:
    """Only the day counts, whatever library it comes from."""
    assert to_date(value) == dt.date(2007, 3, 31)
    assert type(to_date(value)) is dt.date
    assert h10_rates().on(value).observed == dt.date(2007, 3, 30)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (dt.datetime(2007, 3, 31, tzinfo=dt.UTC), DateTypeError),
        (pd.Timestamp("2007-03-31", tz="Asia/Tokyo"), DateTypeError),
        (pd.NaT, DateError),
        (np.datetime64("NaT", "ns"), DateError),
        (np.datetime64("2007-03"), DateError),
        (np.datetime64("2007"), DateError),
        (np.datetime64("2007-01", "3M"), DateError),
        (np.datetime64("2007-01-04", "2W"), DateError),
        (np.datetime64("99999-01-01"), DateError),
        (20070331, DateTypeError),
        (20070331.0, DateTypeError),
        (None, DateTypeError),
        (True, DateTypeError),
        ((2007, 3, 31), DateTypeError),
        (pd.Period("2007-03"), DateTypeError),
        ("2007-03-31" * 1000, DateError),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_day_is_refused(value: object, error: type[Exception]) -> None:
    """Aware datetimes (whose day?), missing values, incomplete dates and other types."""
    with pytest.raises(error):
        to_date(value)
    with pytest.raises(error):
        h10_rates().on(value)


@pytest.mark.parametrize(
    "text", ["H19.3.31 or so", "or so H19.3.31", "2007-03-31" + " " * 200, "2007-03-31 and more", "2007-03-31."]
)
def test_a_date_is_the_whole_text(text: str) -> None:
    """What stands beside it may change what it means; a hundred characters are enough for any."""
    for refused in (text, "2007-03-31" + " " * 91):
        with pytest.raises(DateError, match="without guessing"):
            to_date(refused)
    assert to_date(" H19.3.31 ") == to_date("2007-03-31" + " " * 90) == dt.date(2007, 3, 31)


TEENS = ["th"] * 17
NTH = ["st", "nd", "rd", *TEENS, "st", "nd", "rd", *TEENS[:7], "st"]


@pytest.mark.parametrize("suffix", ["st", "nd", "rd", "th"])
def test_a_day_has_the_ordinal_that_english_gives_it(suffix: str) -> None:
    """Each of the 31, before and behind the month; any other ordinal is a slip of the pen."""
    for day, right in enumerate(NTH, 1):
        for text in (f"{day}{suffix} May 2007", f"May {day}{suffix}, 2007"):
            if suffix == right:
                assert to_date(text) == dt.date(2007, 5, day)
            else:
                with pytest.raises(DateError, match="without guessing"):
                    to_date(text)


def test_a_weekday_is_that_of_the_day_in_each_way_to_write_it() -> None:
    """From Monday to Sunday, in brackets, in a circle and as a word."""
    for place, (name, circle) in enumerate(zip("月火水木金土日", "㈪㈫㈬㈭㈮㈯㈰", strict=True)):
        for day in range(1, 8):
            for text in (f"2007年1月{day}日({name})", f"2007年1月{day}日{circle}", f"2007年1月{day}日{name}曜日"):
                if day == place + 1:  # 1 January 2007 was a Monday
                    assert to_date(text) == dt.date(2007, 1, day)
                else:
                    with pytest.raises(DateError, match=f"is not a {name}曜日"):
                        to_date(text)


def test_a_month_is_known_by_its_name_and_its_first_letters() -> None:
    """And written in English whatever the locale."""
    names = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip
    for number, name in enumerate(names, 1):
        assert month_number(name) == month_number(name[:3].lower()) == number
        assert as_english(dt.date(2007, number, 9)) == f"{name} 9, 2007"
    assert month_number("Smarch") is None


FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%d.%m.%y", "%d%m%Y", "%y%m%d", "%d-%b-%y", "%B %d, %Y", "%b%d%Y", "on %d|%m|%Y (%%)"]


@given(st.dates(dt.date(1969, 1, 1), dt.date(2068, 12, 31)), st.sampled_from(FORMATS))
def test_a_format_reads_what_it_writes(day: dt.date, text: str) -> None:
    """As Python writes it, with years of two digits from 1969 to 2068, in capitals or small letters."""
    written = day.strftime(text)
    assert date_format(text).read(written) == day
    for other in (written.upper(), written.lower()):
        if "on" not in text:
            assert date_format(text).read(other) == day


@pytest.mark.parametrize(
    ("form", "text", "answer"),
    [
        ("%m/%d/%Y", "3/1/2007", "2007-03-01"),
        ("%Y-%m-%d", "2007-3-1", "2007-03-01"),
        ("%d.%m.%Y", "1.3.2007", "2007-03-01"),
        ("%d %B %Y", "1 march 2007", "2007-03-01"),
        ("%y/%m/%d", "68/1/2", "2068-01-02"),
        ("%y/%m/%d", "69/1/2", "1969-01-02"),
        ("%y/%m/%d", "00/1/2", "2000-01-02"),
        ("%y/%m/%d", "99/1/2", "1999-01-02"),
        ("%b%d%Y", "Mar012007", "2007-03-01"),
        ("%d%b%Y", "1Mar2007", None),  # a day of one digit only where no letter of a directive touches it
        ("%d%m%Y", "132007", None),
        ("%Y%m%d", "2007331", None),
        ("%Y%m/%d", "20073/1", None),
        ("%Y-%m%d", "2007-0301", "2007-03-01"),
        ("%Y-%m%d", "2007-031", None),
        ("%Y-0%m-%d", "2007-003-1", "2007-03-01"),
        ("%Y-0%m-%d", "2007-03-1", None),
        ("%Y-%m-%d0", "2007-3-010", "2007-03-01"),
        ("%Y-%m-%d0", "2007-3-10", None),
        ("%Y.%m.%d", "2007x03x31", None),
        ("%Y-%m-%d", "0999-03-31", None),
        ("%Y-%m-%d", "2007-02-29", None),
        ("%Y-%m-%d", " 2007-02-28", None),
        ("%d %b %Y", "31 Mai 2007", None),
        ("%d %B %Y", "31 Mar 2007", None),
        ("%d %B %Y", "31 May 2007", "2007-05-31"),
        ("%Y-%m-%d", "２００７-03-31", None),
        ("%d-%%-%m-%Y", "1-%-3-2007", "2007-03-01"),
        ("%Y-%%-%m-%d", "2007-%-3-1", "2007-03-01"),
    ],
)
def test_a_text_in_a_format_is_the_day_entered_by_hand(form: str, text: str, answer: str | None) -> None:
    """A day or month of one digit is read where nothing else has it, and no other text is."""
    if answer is None:
        with pytest.raises(DateError, match="is not a date in the format"):
            date_format(form).read(text)
    else:
        assert str(date_format(form).read(text)) == answer


@pytest.mark.parametrize(
    "text", ["", "%", "%Y-%m", "%Y-%m-%d-%d", "%Y-%m-%b-%d", "%Y-%y-%m-%d", "%j %Y %m", "%m-%d", "%Q%Y%m%d"]
)
def test_a_format_names_one_day(text: str) -> None:
    """A year, a month and a day, once each, and nothing that is not known."""
    with pytest.raises(DateError, match="is not a format of dates"):
        date_format(text)


@given(st.dates(max_value=dt.date(9999, 12, 23)), st.integers(-1, 30))
@example(dt.date(2007, 3, 26), -1)
@example(dt.date.min, 30)
def test_weekdays_are_those_of_the_calendar(day: dt.date, length: int) -> None:
    """Monday to Friday, counted by the number of a day."""
    for ordinal in range(day.toordinal(), day.toordinal() + 7):
        days = [dt.date.fromordinal(one) for one in range(ordinal, min(ordinal + 8, dt.date.max.toordinal() + 1))]
        assert is_weekday(ordinal) == (days[0].weekday() < 5)
        assert next_weekday(ordinal) == next((one.toordinal() for one in days[1:] if one.weekday() < 5), ordinal + 3)
        assert weekdays(ordinal, ordinal + length) == [
            one for one in range(ordinal, ordinal + length + 1) if (one - 1) % 7 < 5
        ]
        if days[0].weekday() < 5:
            many = [one for one in range(ordinal, ordinal + 50) if (one - 1) % 7 < 5]
            assert weekdays_from(ordinal, length + 1) == many[: length + 1]
        sunday = next((one.toordinal() for one in days if one.weekday() == 6), days[-1].toordinal())
        assert end_of_weekend(ordinal) == (sunday if days[0].weekday() >= 4 else ordinal)


def test_the_calendar_ends_on_a_friday() -> None:
    """Whose weekend it has not."""
    last = dt.date.max.toordinal()
    assert [end_of_weekend(last - before) for before in (0, 1, 5)] == [last, last - 1, last - 5]
