"""Dates as they are written: one day each, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final, Protocol, TypeAlias

from .._text import FOLD
from ..errors import DateError, DateTypeError, argument, quote

MAX_LENGTH: Final = 100


class NumpyDatetime(Protocol):
    """A NumPy datetime64, as far as it is needed without importing NumPy."""

    @property
    def dtype(self) -> object:
        """Its NumPy type, which names its unit."""
        ...

    def astype(self, dtype: str, /) -> NumpyDatetime:
        """The same in another unit."""
        ...

    def item(self) -> object:
        """Its value as Python's own type."""
        ...


DateLike: TypeAlias = dt.date | str | NumpyDatetime


ERAS: Final = {
    "昭和": (1925, dt.date(1926, 12, 25)), "S": (1925, dt.date(1926, 12, 25)),
    "平成": (1988, dt.date(1989, 1, 8)), "H": (1988, dt.date(1989, 1, 8)),
    "令和": (2018, dt.date(2019, 5, 1)), "R": (2018, dt.date(2019, 5, 1)),
}  # fmt: skip
ERA_YEAR: Final = r"(?P<era>昭和|平成|令和)\s?(?P<era_year>[0-9]{1,2}|元)\s?年"
WESTERN_YEAR: Final = r"(?P<year>[0-9]{4})\s?年"

_NUMERIC: Final = r"(?P<year>[0-9]{4})(?P<sep>[-/.]?)(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
_WEEKDAYS: Final = "月火水木金土日"
_JAPANESE: Final = (
    rf"(?:{ERA_YEAR}|{WESTERN_YEAR})\s?(?P<month>[0-9]{{1,2}})\s?月\s?(?P<day>[0-9]{{1,2}})\s?日"
    rf"(?:\s?\((?P<weekday>[{_WEEKDAYS}])(?:曜日?)?\)|\s?(?P<whole_weekday>[{_WEEKDAYS}])曜日)?"
)
_ERA_LETTER: Final = r"(?P<era>[SHR])(?P<era_year>[0-9]{1,2})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
_ENGLISH: Final = (
    r"(?:(?P<name_first>[a-z]{3,9})\.?\s(?P<day_second>[0-9]{1,2})(?P<nth_second>st|nd|rd|th)?"
    r"|(?P<day_first>[0-9]{1,2})(?P<nth_first>st|nd|rd|th)?[\s-](?P<name_second>[a-z]{3,9})\.?)"
    r"(?:,\s?|[\s-])(?P<year>[0-9]{4})"
)
_NTH: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_IN_WORDS: Final = r"[〇零一二三四五六七八九十百千]+(?=\s?[年月日])"
_UNITS: Final = {"千": 1000, "百": 100, "十": 10}
_WITH_TENS: Final = "".join(f"(?:[一二三四五六七八九]?{unit})?" for unit in _UNITS) + "[一二三四五六七八九]?"
_LIKE_PERIOD: Final = (
    r"(?:FY|fiscal).*|.*(?:年度|月期|四半期)|(?:.* )?[QH][1-4](?: .*)?|[0-9]{4}[QH][1-4]|"
    r"[a-z]{3,9}\.? *[0-9]{4}|[0-9]{4}(?:[-/.][0-9]{1,2})?|[0-9]{4}年(?:[0-9]{1,2}月)?"
)
"""A year, a part of one or a month, where a day is required."""
_IN_CIRCLES: Final = {0x322A + at: f"({day})" for at, day in enumerate(_WEEKDAYS)}
"""The weekdays as one character each: ㈪ to ㈰."""


def to_date(value: DateLike) -> dt.date:
    """The day that a value names.

    It reads `datetime.date`, naive datetimes (also pandas Timestamps), NumPy datetime64 of days or finer,
    and text: 2007-03-31, 2007/3/31, 2007.3.31, 20070331, March 31, 2007, 31 Mar 2007, 2007年3月31日,
    平成19年3月31日, 平成十九年三月三十一日, H19.3.31, 2007年3月31日(土), March 31st, 2007. An era year may run past the
    era's end, as filings printed before it write.

    Raises `DateError` for text that is not a date, leaves its order or day open, or names a weekday that the day is not;
    `DateTypeError` for aware datetimes and for other types.
    """
    if type(value) is dt.date:
        return value
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, dt.datetime):
        if value != value:  # pandas NaT is a datetime that equals nothing
            raise DateError("NaT is not a date", "", "leave such rows out")
        if value.tzinfo is not None:
            raise DateTypeError(
                f"{quote(value)} has a time zone, on which its day depends", "", "give the day itself, such as value.date()"
            )
        return dt.date(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    if type(value).__name__ == "datetime64":
        return _from_numpy(value)
    raise DateTypeError(
        f"{quote(value)} ({type(value).__name__}) is not a date",
        "a date, a datetime without a time zone or text such as '2007-03-31' is accepted",
        "give one day, and leave out rows that have none",
    )


def month_number(name: str) -> int | None:
    """The number of an English month name or its usual short form; None for any other word."""
    from dateutil.parser import parserinfo

    return parserinfo().month(name)


def era_to_year(era: str, era_year: str) -> int:
    """The western year of a Japanese one: 平成19 is 2007."""
    number = 1 if era_year == "元" else int(era_year)
    if number < 1:
        raise DateError(f"there is no year {era}{era_year}", "an era begins with its year 1", "check the year")
    return ERAS[era.upper()][0] + number


def fold_date(text: str) -> str:
    """A text with what is full width, and the numbers of years, months and days in Japanese words, as ASCII digits."""
    return re.sub(_IN_WORDS, _in_digits, text.translate(FOLD).translate(_IN_CIRCLES))


def _in_digits(match: re.Match[str]) -> str:
    words = match[0].translate(_DIGITS)
    if words.isdecimal():
        return words  # digit by digit: 二〇〇七
    if re.fullmatch(_WITH_TENS, match[0]) is None:
        return match[0]
    total, digit = 0, ""
    for word in words:
        if word in _UNITS:
            total, digit = total + int(digit or 1) * _UNITS[word], ""
        else:
            digit = word
    return str(total + int(digit or 0))


@lru_cache(maxsize=4096)
def _from_text(text: str) -> dt.date:
    if len(text) > MAX_LENGTH:
        raise _unreadable(text)
    if len(text) == 10 and text.isascii() and text[4] == text[7] == "-":  # as most are written
        parts = text[:4], text[5:7], text[8:]
        if all(map(str.isdigit, parts)):
            return _day(text, *map(int, parts))
    folded = fold_date(text).strip()
    match = re.fullmatch(_NUMERIC, folded, re.IGNORECASE)
    if match:
        if not match["sep"] and len(folded) != 8:
            raise _unreadable(text)
        return _day(text, int(match["year"]), int(match["month"]), int(match["day"]))
    match = re.fullmatch(_JAPANESE, folded, re.IGNORECASE) or re.fullmatch(_ERA_LETTER, folded, re.IGNORECASE)
    if match:
        groups = match.groupdict()
        era = groups["era"]
        year = int(groups["year"]) if era is None else era_to_year(era, groups["era_year"])
        day = _day(text, year, int(match["month"]), int(match["day"]))
        if era is not None and day < (first := ERAS[era.upper()][1]):
            raise DateError(
                f"{quote(text)} comes before the first day of its era", f"the era began on {first}", "use the era before it"
            )
        weekday = groups.get("weekday") or groups.get("whole_weekday")
        if weekday and _WEEKDAYS.index(weekday) != day.weekday():
            raise DateError(
                f"{quote(text)} is not a {weekday}曜日",
                f"{day} is a {WEEKDAYS[day.weekday()]}",
                "check the date and the weekday",
            )
        return day
    match = re.fullmatch(_ENGLISH, folded, re.IGNORECASE)
    if match:
        month = month_number(match["name_first"] or match["name_second"])
        if month is None:
            raise _unreadable(text)
        number, nth = int(match["day_second"] or match["day_first"]), match["nth_second"] or match["nth_first"]
        if nth and nth.lower() != _NTH.get(number, "th"):
            raise _unreadable(text)
        return _day(text, int(match["year"]), month, number)
    raise _unreadable(text)


def _day(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise DateError(f"{quote(text)} is not a day of the calendar", "", "check its year, month and day") from None


def _from_numpy(value: NumpyDatetime) -> dt.date:
    unit = str(value.dtype).partition("[")[2].strip("0123456789]")  # [D] of one day, [3M] of three months
    if unit in {"Y", "M", "W"}:
        raise DateError(f"{quote(value)} names no day", "a date has a year, a month and a day", "write it like '2007-03-31'")
    day = value.astype("datetime64[D]").item()
    if not isinstance(day, dt.date):  # NaT, or beyond the years of datetime.date
        raise DateError(f"{quote(value)} is not a date of the years 1 to 9999", "", "leave such rows out")
    return day


def _unreadable(text: str) -> DateError:
    remedy = "write the year, the month and the day, with the year first if all are numbers"
    if len(text) <= MAX_LENGTH and re.fullmatch(_LIKE_PERIOD, fold_date(text).strip(), re.IGNORECASE):
        remedy = f"write its last day; a period is given by {argument('period')} with {argument('basis')}"
    return DateError(
        f"cannot read {quote(text)} as one day without guessing",
        "accepted forms include 2007-03-31, March 31, 2007, 2007年3月31日 and H19.3.31",
        remedy,
    )


def as_english(day: dt.date) -> str:
    """A date as filings write it, whatever the locale: March 31, 2007."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
