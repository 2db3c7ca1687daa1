"""The many ways in which analysts and filings write a period, in English and Japanese.

A text is a range of dates, a stretch that ends on a day ("nine months ended ..."), a month, or a year with or
without a part of it. Each has its own pattern, which must match the whole text; anything else is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from ..errors import DateError, PeriodError, quote
from .days import ERA_YEAR, ERAS, MAX_LENGTH, WESTERN_YEAR, era_to_year, fold_date, month_number, to_date
from .months import Naming
from .named_periods import PeriodKind
from .periods import Period

_FOLD: Final = {ord("〜"): "~", ord("–"): "~"}

_STRETCHES: Final[dict[str, tuple[int, PeriodKind]]] = {
    "fiscal year": (12, "fiscal_year"),
    "business year": (12, "fiscal_year"),
    "year": (12, "year"),
    "half year": (6, "half_year"),
    "quarter": (3, "quarter"),
    "month": (1, "month"),
}
_COUNTS: Final = {"one": 1, "three": 3, "six": 6, "nine": 9, "twelve": 12}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_TWO_DIGIT_PIVOT: Final = 71
"""Years of two digits: 71 to 99 are of the 1900s, as the rates begin in 1971; the others of the 2000s."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_ENDED: Final = _pattern(
    r"(?:for\s)?(?:the\s)?(?:(?P<stretch>fiscal\syear|business\syear|half\syear|year|quarter|month)"
    r"|(?P<count>one|three|six|nine|twelve|3|6|9|12)[\s-]months?(?:\speriod)?)\s(?:ended|ending)\s(?P<end>.+)"
)
_TO_DATE: Final = _pattern(r"(?P<what>LTM|TTM|YTD|FYTD)\s(?P<end>.+)")
_RANGES: Final = (
    _pattern(r"(?P<open>\()?自\s?(?P<start>[^自至]+?)[\s、]*至\s?(?P<end>[^自至]+?)(?(open)\))"),
    _pattern(r"(?P<start>.+?)\s?から\s?(?P<end>.+?)(?:\s?まで)?"),
    _pattern(r"(?P<start>[^~]+)~(?P<end>[^~]+)"),
    _pattern(r"(?P<start>[^/]+)(?:/|\sto\s)(?P<end>[^/]+)"),
)
_MONTHS_JAPANESE: Final = _pattern(
    rf"(?:{ERA_YEAR}|{WESTERN_YEAR})\s?(?P<first>[0-9]{{1,2}})\s?月?\s?[-~]\s?(?P<last>[0-9]{{1,2}})\s?月(?:\s?期)?"
)
_MONTH_NUMERIC: Final = _pattern(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})")
_MONTH_JAPANESE: Final = _pattern(rf"(?:{ERA_YEAR}|{WESTERN_YEAR})\s?(?P<month>[0-9]{{1,2}})\s?月")
_MONTH_ENGLISH: Final = _pattern(r"(?P<name>[a-z]{3,9})\.?,?\s(?P<year>[0-9]{4})")

_YEARS: Final = {
    "fiscal": _pattern(r"(?:FY\s?|fiscal\s(?:year\s)?)(?P<year>[0-9]{4})|FY\s?'?(?P<short>[0-9]{2})"),
    "fiscal_month_first": _pattern(r"FY\s?(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})"),
    "fiscal_year_first": _pattern(r"FY\s?(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})"),
    "japanese_short": _pattern(
        r"(?:(?P<year>[0-9]{4}|[0-9]{2})|(?P<era>[SHR])(?P<era_year>[0-9]{1,2}))[/.](?P<month>[0-9]{1,2})\s?月?期"
    ),
    "japanese_end": _pattern(rf"(?:{ERA_YEAR}|{WESTERN_YEAR})\s?(?P<month>[0-9]{{1,2}})\s?月\s?期"),
    "japanese_start": _pattern(rf"(?:{ERA_YEAR}|{WESTERN_YEAR})".replace("年", "年\\s?度")),
    "calendar": _pattern(
        rf"(?:CY\s?)?(?P<year>[0-9]{{4}})|CY\s?'?(?P<short>[0-9]{{2}})|{ERA_YEAR}|(?P<western>[0-9]{{4}})\s?年"
    ),
}
_PARTS: Final = (
    r"(?P<q>[1-4])Q|Q(?P<q2>[1-4])|(?P<h>[12])H|H(?P<h2>[12])|(?P<m>3|6|9|12)M"
    r"|(?P<word>first|second|third|fourth)\s(?P<of>quarter|half)\sof(?:\sthe)?"
    r"|第\s?(?P<jq>[1-4])\s?四半期(?P<cumulative>累計)?(?:\s?期間)?|(?P<jh>上期|上半期|中間期|下期|下半期)|(?P<jy>通期)"
)
_PART_FIRST: Final = _pattern(rf"(?:{_PARTS})\s?(?P<rest>.+)")
_PART_LAST: Final = _pattern(rf"(?P<rest>.+?)[\s-]?(?:{_PARTS})")


_EXTENTS: Final[tuple[tuple[str, Callable[[Mapping[str, str]], tuple[int, int]]], ...]] = (
    ("jy", lambda _: (12, 1)),
    ("m", lambda found: (int(found["m"]), 1)),
    ("cumulative", lambda found: (3 * int(found["jq"]), 1)),
    ("word", lambda found: (3 if found["of"].lower() == "quarter" else 6, _ORDINALS[found["word"].lower()])),
    ("jh", lambda found: (6, 2 if found["jh"].startswith("下") else 1)),
    *((name, lambda found, name=name: (3, int(found[name]))) for name in ("q", "q2", "jq")),
    *((name, lambda found, name=name: (6, int(found[name]))) for name in ("h", "h2")),
)
"""The part of a year for each group of the pattern: its months, and which part it is."""


@lru_cache(maxsize=4096)
def parse_period(text: str, fiscal_year_end: int, named_by: Naming) -> Period:
    """The period that a text names; `PeriodError` if that would be a guess."""
    if len(text) > MAX_LENGTH:
        raise _unreadable(text)
    folded = " ".join(fold_date(text).translate(_FOLD).split())
    try:
        period = (
            _parse_ended(folded)
            or _to_date(folded, fiscal_year_end)
            or _month(folded)
            or _months(folded)
            or _year(folded, fiscal_year_end, named_by)
            or _part(folded, fiscal_year_end, named_by)
            or _range(folded)
        )
    except DateError as error:
        raise PeriodError(
            f"cannot read {quote(text)} as a period: {error.asked}", error.available, "check its dates and years"
        ) from None
    if period is None:
        raise _unreadable(text)
    return period


def _parse_ended(text: str) -> Period | None:
    match = _ENDED.fullmatch(text)
    if match is None:
        return None
    end = _last_day(match["end"])
    if match["stretch"]:
        months, kind = _STRETCHES[match["stretch"].lower()]
        return Period.ended(end, months, kind=kind)
    count = match["count"].lower()
    return Period.ended(end, _COUNTS.get(count) or int(count))


def _to_date(text: str, fiscal_year_end: int) -> Period | None:
    match = _TO_DATE.fullmatch(text)
    if match is None:
        return None
    end, what = _last_day(match["end"]), match["what"].upper()
    if what in {"LTM", "TTM"}:
        return Period.last_twelve_months(end)
    return Period.year_to_date(end, fiscal_year_end=fiscal_year_end if what == "FYTD" else 12)


def _range(text: str) -> Period | None:
    """A single day, or two ends, each of them a day or a month."""
    day = _day(text)
    if day is not None:
        return Period(day, day)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _RANGES)), None)
    if match is None:
        return None
    start, end = match["start"].strip(), match["end"].strip()
    first = _day(start) or _first_of(_month(start))
    last = _day(end) or _last_of(_month(end))
    return None if first is None or last is None else Period.between(first, last)


def _month(text: str) -> Period | None:
    match = _MONTH_NUMERIC.fullmatch(text) or _MONTH_JAPANESE.fullmatch(text)
    if match:
        if "/" in text and (int(match["year"]) + 1) % 100 == int(match["month"]):
            raise PeriodError(
                f"{quote(text)} may be a month, or a year from {match['year']} to {int(match['year']) + 1}",
                "",
                f"write {match['year']}-{match['month']} for the month, FY{int(match['year']) + 1} for the year",
            )
        return _in_era(match, Period.month(_year_number(match), int(match["month"])))
    match = _MONTH_ENGLISH.fullmatch(text)
    number = month_number(match["name"]) if match else None
    return Period.month(int(match["year"]), number) if match and number else None


def _months(text: str) -> Period | None:
    """Some months of a calendar year, as statistics name their quarters: 2007年4-6月期."""
    match = _MONTHS_JAPANESE.fullmatch(text)
    if match is None:
        return None
    year, first, last = _year_number(match), int(match["first"]), int(match["last"])
    if first >= last:
        raise PeriodError(
            f"{quote(text)} runs from month {first} to month {last}",
            "months of one year go from an earlier one to a later one",
            "write the months with their years, as in 2006-12~2007-02",
        )
    return _in_era(match, Period.between(Period.month(year, first).start, Period.month(year, last).end))


def _year(text: str, fiscal_year_end: int, named_by: Naming) -> Period | None:
    for name, pattern in _YEARS.items():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if name == "calendar":
            return Period.year(_year_number(match))
        if name == "fiscal":
            return Period.fiscal_year(_year_number(match), fiscal_year_end=fiscal_year_end, named_by=named_by)
        if name == "japanese_start":
            return Period.fiscal_year(_year_number(match), fiscal_year_end=fiscal_year_end, named_by="start")
        year, month = _year_number(match), int(match["month"])
        if name == "fiscal_month_first" and len(match["month"]) == len(match["year"]) == 2:
            following = (month + 1) % 100 == year % 100
            if following or (month < 10 and year % 100 <= 12):
                raise PeriodError(
                    f"{quote(text)} may be a month and a year, two years, or a year and a month",
                    "",
                    f"write FY{month}/{year} for the fiscal year ended in month {month} of {year}",
                )
        if name == "fiscal_year_first" and (year + 1) % 100 == month:
            raise PeriodError(
                f"{quote(text)} may be a fiscal year from {year} to {year + 1}, or one ended in month {month} of {year}",
                "",
                f"write FY{year + 1} for the first, FY{month}/{year} for the second",
            )
        return _in_era(match, Period.fiscal_year(year, fiscal_year_end=month))
    return None


def _part(text: str, fiscal_year_end: int, named_by: Naming) -> Period | None:
    match = _PART_FIRST.fullmatch(text) or _PART_LAST.fullmatch(text)
    if match and match["m"] and not re.search(r"\s[0-9]+M$|M\s", text, re.IGNORECASE):
        return None  # 2007-12M is too near to December 2007
    year = _year(match["rest"].strip(), fiscal_year_end, named_by) if match else None
    if match is None or year is None:
        return None
    groups = match.groupdict()
    if (groups["jq"] or groups["jh"]) and year.kind != "fiscal_year":
        raise PeriodError(
            f"{quote(text)} may be part of a calendar year or of a fiscal year",
            "",
            "name the year as 2007年3月期 or 2006年度 does",
        )
    months, number = next(extent(groups) for name, extent in _EXTENTS if groups[name])
    return year if months == 12 else Period.part_of_year(year, months, number)


def _year_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("era"):
        return era_to_year(groups["era"], groups["era_year"])
    digits = groups.get("year") or groups.get("short") or groups.get("western") or ""
    number = int(digits)
    if len(digits) == 2:
        return number + (1900 if number >= _TWO_DIGIT_PIVOT else 2000)
    return number


def _in_era(match: re.Match[str], period: Period) -> Period:
    """The period, unless it ends before the era that its year is counted in."""
    era = match.groupdict().get("era")
    if era and period.end < (first := ERAS[era.upper()][1]):
        raise PeriodError(
            f"{quote(match[0])} comes before the first day of its era", f"the era began on {first}", "use the era before it"
        )
    return period


def _day(text: str) -> dt.date | None:
    try:
        return to_date(text)
    except DateError:
        return None


def _first_of(period: Period | None) -> dt.date | None:
    return None if period is None else period.start


def _last_of(period: Period | None) -> dt.date | None:
    return None if period is None else period.end


def _last_day(text: str) -> dt.date:
    """A day, or the last day of a month."""
    return _last_of(_month(text)) or to_date(text)


def _unreadable(text: str) -> PeriodError:
    return PeriodError(
        f"cannot read {quote(text)} as a period without guessing",
        "accepted forms include FY2007, FY3/07, 2007年3月期, 2006年度, 2007-03, 2007Q1, 9M FY2007, LTM 2007-06 "
        "and 2007-07-01/2007-07-03",
        "use one of these, or Period.between(start, end) for two dates",
    )
