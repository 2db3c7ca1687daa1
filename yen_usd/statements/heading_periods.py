"""The periods and days that the headings and labels of a statement name."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Final, NamedTuple, TypeAlias, cast

from ..dates.days import ERAS, DateLike, to_date
from ..dates.months import Naming, month_end
from ..dates.periods import Period
from ..errors import StatementError, YenUsdError, quote
from ..money.cells import fold_cell

Span: TypeAlias = Period | dt.date

_MONTH_DAY: Final = r"(?:[A-Za-z]{3,9}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?)"
_ERA: Final = r"(?:昭和|平成|令和)\s?(?:[0-9]{1,2}|元)"
_DATE: Final = (
    rf"(?:{_MONTH_DAY}\s?,?\s+[0-9]{{4}}|[0-9]{{1,2}}\s+[A-Za-z]{{3,9}}\.?,?\s+[0-9]{{4}}|[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}"
    rf"|(?:{_ERA}|[0-9]{{4}})\s?年\s?[0-9]{{1,2}}\s?月\s?[0-9]{{1,2}}\s?日)"
)
_RANGE: Final = re.compile(
    rf"(?:自|from)?\s*(?P<start>{_DATE})\s*(?:から)?,?\s*(?:至|to|through|~|-|–|—|〜)\s*(?:至)?\s*(?P<end>{_DATE})",
    re.IGNORECASE,
)
_STRETCH: Final = (
    r"(?P<stretch>(?:fiscal |business |full )?years?|half[ -]?years?|quarters?|months?)"
    r"|(?P<count>one|three|six|nine|twelve|3|6|9|12)[\s-]months?(?:\s+periods?)?"
)
_ENDED: Final = re.compile(rf"(?:{_STRETCH})\s+(?:ended|ending|to)\s+(?:on\s+)?(?P<end>{_DATE})", re.IGNORECASE)
_ENDED_SPLIT: Final = re.compile(
    rf"(?:{_STRETCH})\s+(?:ended|ending|to)\s+(?:on\s+)?(?P<day>{_MONTH_DAY})\b.*?\b(?P<year>(?:19|20)[0-9]{{2}})$",
    re.IGNORECASE | re.DOTALL,
)
_DAY_SPLIT: Final = re.compile(
    rf"(?:as\s+(?:of|at)|at|^)?\s*(?P<day>{_MONTH_DAY})\s*,?\s.*?\b(?P<year>(?:19|20)[0-9]{{2}})$", re.IGNORECASE | re.DOTALL
)
_DAY: Final = re.compile(_DATE, re.IGNORECASE)
_JAPANESE: Final = re.compile(
    rf"(?:{_ERA}|[0-9]{{4}})\s?年\s?[0-9]{{1,2}}\s?月期(?:\s?(?:第\s?[1-4]\s?四半期(?:連結)?(?:累計)?(?:期間)?|中間期|通期|上期|下期))?"
    rf"|[0-9]{{4}}\s?年度|(?:{_ERA})\s?年度|[0-9]{{4}}/[0-9]{{1,2}}\s?期"
)
_SHORT_JAPANESE: Final = re.compile(r"(?<![0-9])(?P<year>[0-9]{1,2})\s?年\s?(?P<month>[0-9]{1,2})\s?月期")
_MONTH_ONLY: Final = re.compile(rf"(?P<month>(?:{_ERA}|[0-9]{{4}})\s?年\s?[0-9]{{1,2}}\s?月)(?P<end>\s?末)?(?![0-9期])")
_WORDS: Final = re.compile(
    r"(?:(?:[1-4]Q|Q[1-4]|[12]H|H[12]|(?:3|6|9)M)[ /-]?)?FY\s?'?[0-9/]{2,7}"
    r"(?:[ /-]?(?:[1-4]Q|Q[1-4]|[12]H|H[12]))?(?![0-9])",
    re.IGNORECASE,
)
_COUNTS: Final = {"one": 1, "three": 3, "six": 6, "nine": 9, "twelve": 12}
_LONGEST: Final = 300


class Reader(NamedTuple):
    """How periods are read: what "FY2007" means, the era that text around a table names, whether months close a year."""

    fiscal_year_end: int = 3
    named_by: Naming = "end"
    era: str | None = None
    months_close: bool = False

    def span(self, text: str) -> Span | None:
        """The period or day that a text names anywhere; None where it names none that is certain."""
        if not text or len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
            return None
        folded = " ".join(fold_cell(text).split())
        for find in (_in_range, _ended, self._japanese, self._day, self._months, self._words):
            with suppress(YenUsdError, ValueError):
                found = find(folded)
                if found is not None:
                    return found
        return None

    def _japanese(self, text: str) -> Span | None:
        match = _JAPANESE.search(text)
        if match is not None:
            return Period.parse(
                match.group().replace("連結", ""), fiscal_year_end=self.fiscal_year_end, named_by=self.named_by
            )
        match = _SHORT_JAPANESE.search(text)
        if match is None or self.era is None:
            return None
        return Period.parse(f"{self.era}{match['year']}年{match['month']}月期")

    def _day(self, text: str) -> Span | None:
        days = {to_date(_plain(found)) for found in _DAY.findall(text)}
        if len(days) == 1:
            return days.pop()
        match = _DAY_SPLIT.search(text)
        return None if days or match is None else to_date(f"{_plain(match['day'])}, {match['year']}")

    def _months(self, text: str) -> Span | None:
        match = _MONTH_ONLY.search(text)
        if match is None:
            return None
        month = Period.parse(match["month"])
        return month.end if match["end"] or self.months_close else None  # a month, a year that ends with it, or its last day

    def _words(self, text: str) -> Span | None:
        match = _WORDS.search(text)
        if match is not None:
            return Period.parse(match.group(), fiscal_year_end=self.fiscal_year_end, named_by=self.named_by)
        if re.fullmatch(r"[0-9]{4}", text):
            return None
        period = Period.parse(text, fiscal_year_end=self.fiscal_year_end, named_by=self.named_by)
        return None if period.kind == "month" else period


def _plain(day: str) -> str:
    """A date without the point of a short month and the ending of an ordinal."""
    return re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b", "", re.sub(r"(?<=[a-z])\.", "", day)).replace(" ,", ",")


def _in_range(text: str) -> Span | None:
    match = _RANGE.search(text)
    return None if match is None else Period.between(to_date(_plain(match["start"])), to_date(_plain(match["end"])))


def _ended(text: str) -> Span | None:
    match = _ENDED.search(text)
    if match is not None:
        end = to_date(_plain(match["end"]))
    else:
        match = _ENDED_SPLIT.search(text)
        if match is None:
            return None
        end = to_date(f"{_plain(match['day'])}, {match['year']}")
    if match["count"]:
        count = match["count"].lower()
        return Period.ended(end, _COUNTS.get(count) or int(count))
    stretch = match["stretch"].lower().replace("-", " ").rstrip("s")
    months = {"half year": 6, "halfyear": 6, "quarter": 3, "month": 1}.get(stretch, 12)
    if end != month_end(end.year, end.month) and months != 12:
        return end
    return Period.ended(end, months, kind="fiscal_year" if months == 12 else None)


def end_of(span: Span | None) -> dt.date | None:
    """The last day of a period, or the day itself."""
    return span.end if isinstance(span, Period) else span


def era_of(text: str) -> str | None:
    """The one era that a text names before a year; None for none or several."""
    eras = {era for era in re.findall(r"(昭和|平成|令和)\s?(?:[0-9]{1,2}|元)\s?年", fold_cell(text)) if era in ERAS}
    return eras.pop() if len(eras) == 1 else None


def to_span(value: object, reader: Reader) -> Span | None:
    """A period or a day as a caller gives it."""
    if value is None or isinstance(value, Period):
        return value
    if isinstance(value, str):
        found = reader.span(value)
        if found is None:
            raise StatementError(
                f"{quote(value)} is neither a period nor a date", "", "write it like 'FY2007' or '2007-03-31'"
            )
        return found
    return to_date(cast("DateLike", value))
