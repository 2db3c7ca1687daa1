"""The days of a file: as ISO writes them, as `to_date` reads them, or in the one form that the caller names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from ..dates.days import MAX_LENGTH, MONTHS, to_date
from ..errors import ArgumentError, YenUsdError, quote
from .h10_rows import Place, each

_PARTS: Final = {
    "Y": r"(?P<year>[0-9]{4})",
    "y": r"(?P<year>[0-9]{2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "d": r"(?P<day>[0-9]{1,2})",
    "b": r"(?P<name>[A-Za-z]{3})",
    "B": r"(?P<name>[A-Za-z]{3,9})",
    "%": "%",
}
_PIVOT: Final = 69
"""Two-digit years from this one on are in the 1900s, as in POSIX."""
_MIDNIGHT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0+)?)?")
EXPECTED: Final = (
    "dates must begin with the year, as in 2007-03-30; give date_format='%m/%d/%Y', for example, for another form"
)


def ordinals(texts: list[str], date_format: str | None, place: Place) -> list[int]:
    """The days of a column; `SeriesError` names the first that cannot be read without guessing."""
    if date_format is not None:
        return each(texts, _in_form(date_format), place, f"dates must be written as date_format={quote(date_format)} says")
    if _are_iso(texts):
        try:
            return list(map(dt.date.toordinal, map(dt.date.fromisoformat, texts)))
        except ValueError:  # no day of the calendar
            pass
    return each(texts, _day, place, EXPECTED)


def _are_iso(texts: list[str]) -> bool:
    """Whether all days are written like 2007-03-30: checked in one step for the whole column."""
    if set(map(len, texts)) != {10}:
        return False
    joined = "".join(texts)
    return joined[4::10] == joined[7::10] == "-" * len(texts)


def _day(text: str) -> int:
    midnight = _MIDNIGHT.fullmatch(text)
    try:
        return to_date(midnight[1] if midnight else text).toordinal()
    except YenUsdError:
        raise ValueError("is not a date") from None


def _in_form(date_format: str) -> Callable[[str], int]:
    """What reads days of a form: the parts of `strftime` that name a year, a month and a day, whatever the locale."""
    pattern, at = "", 0
    if not isinstance(date_format, str) or len(date_format) > MAX_LENGTH:
        raise _no_form(date_format)
    while at < len(date_format):
        letter = date_format[at]
        part = _PARTS.get(date_format[at + 1 : at + 2]) if letter == "%" else re.escape(letter)
        if part is None:
            raise _no_form(date_format)
        pattern, at = pattern + part, at + (2 if letter == "%" else 1)
    try:
        form = re.compile(pattern)
    except re.error:  # one part twice
        raise _no_form(date_format) from None
    names = set(form.groupindex)
    if names not in ({"year", "month", "day"}, {"year", "name", "day"}):
        raise _no_form(date_format)

    def read(text: str) -> int:
        found = form.fullmatch(text)
        if found is None:
            raise ValueError("is not such a date")
        parts = found.groupdict()
        year = int(parts["year"])
        if len(parts["year"]) == 2:
            year += 1900 if year >= _PIVOT else 2000
        try:
            month = _month(parts["name"], is_whole="%B" in date_format) if "name" in parts else int(parts["month"])
            return dt.date(year, month, int(parts["day"])).toordinal()
        except ValueError:
            raise ValueError("is not such a date") from None

    return read


def _month(name: str, *, is_whole: bool) -> int:
    names = [month.lower() if is_whole else month[:3].lower() for month in MONTHS]
    return names.index(name.lower()) + 1


def _no_form(date_format: object) -> ArgumentError:
    return ArgumentError(
        f"date_format={quote(date_format)}",
        "date_format must have a year (%Y or %y), a month (%m, %b or %B) and a day (%d), each once",
        "write it like '%m/%d/%Y'",
    )
