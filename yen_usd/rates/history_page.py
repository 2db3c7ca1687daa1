"""The release's history page: words such as 4-JAN-00 and 105.16, between tags."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from ..errors import SeriesError, quote
from .h10_rows import H10Rows, check_rows, each

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{2})")
_TAG: Final = re.compile(r"<[^<>]*>")  # linear on any text, which Python's own parser of HTML is not


def read_page(content: bytes) -> H10Rows:
    """The rows of the page; ND is no rate. Raises `SeriesError` for any other page."""
    text = content.decode("utf-8", "replace")
    words = _TAG.sub(" ", text).replace("&nbsp;", " ").replace("&#160;", " ").split()
    dates = [at for at, word in enumerate(words) if _DAY.fullmatch(word)]
    head = " ".join(words[: dates[0]]).lower() if dates else ""
    if "japan" not in head and "yen" not in head:
        raise SeriesError(
            f"the page is not the history of the yen: it begins with {quote(' '.join(words[:20]))}",
            "that page names Japan, and has rows such as 4-JAN-00 105.16",
            "check the address",
        )
    if not text.rstrip().endswith(">"):
        raise SeriesError(
            f"the page was cut short: it ends with {quote(text[-20:])}", "it should end with a tag", "get it again"
        )

    def place(at: int) -> str:
        return f"row {at + 1}"

    days = each([words[at] for at in dates], _day, place, "dates are written like 4-JAN-00")
    return check_rows(days, [" ".join(words[at + 1 : at + 2]) for at in dates], place, {"nd"})


def _day(text: str) -> int:
    found = _DAY.fullmatch(text)
    assert found is not None
    day, month, year = found.groups()
    try:
        return dt.date(2000 + int(year), _MONTHS.index(month.lower()) + 1, int(day)).toordinal()
    except ValueError:
        raise ValueError("is not a date") from None
