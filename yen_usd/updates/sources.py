"""Where newer figures come from: the Board's Data Download Program and history page, FRED, or a mirror of one's own."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ..errors import ArgumentError, SeriesError, quote
from ..rates.h10_files import FRED_ID, ISO_DAY, RATE, H10Rows, Row, checked, iso_day, read_csv
from .downloads import Address

SourceName: TypeAlias = Literal["board", "fred"]
KEY_VARIABLE: Final = "FRED_API_KEY"
OVERLAP: Final = dt.timedelta(days=90)
"""How far before the end of the known figures FRED is asked to begin."""

PROGRAM: Final = (
    "https://www.federalreserve.gov/datadownload/Output.aspx?rel=H10&series=60f32914ab61dfab590e0e470153e3ae"
    "&lastobs={last}&filetype=csv&label=include&layout=seriescolumn"
)
LAST_ROWS: Final = (260, 2600)
"""How many rows are asked for: a year, and ten where a year does not reach back to the known figures."""
HISTORY_PAGE: Final = "https://www.federalreserve.gov/releases/h10/hist/dat00_ja.htm"
FRED: Final = "https://api.stlouisfed.org/fred/series/observations?series_id={id}&file_type=json&observation_start={start}"

THERE_ARE: Final = "there are 'board' and 'fred', an address that begins with https://, and the path of a file"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PAGE_DAY: Final = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{2})")
_USER: Final = re.compile(r"([a-z]+://)([^/?#]*)@", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")  # linear on any text, which Python's own parser of HTML is not


@dataclass(frozen=True, slots=True)
class Source:
    """A file or addresses, of which each reaches further back than the one before, and what reads their content."""

    name: str
    places: tuple[Address | str, ...]
    read: Callable[[bytes], H10Rows]


def sources(wanted: str | os.PathLike[str] | None, key: str | None, known_through: dt.date) -> tuple[Source, ...]:
    """The sources of a name, in the order in which they are tried; or an address or a file of the user's own.

    Raises `ArgumentError` for what is none, for FRED without a key and for a key without FRED.
    """
    try:
        wanted = os.fsdecode(wanted) if isinstance(wanted, os.PathLike) else wanted
    except (TypeError, ValueError, OSError):
        wanted = None
    if not isinstance(wanted, str):
        raise ArgumentError(f"source={quote(wanted)}", THERE_ARE, "name one")
    if key is not None and wanted != "fred":
        raise ArgumentError("api_key= without source='fred'", "other sources need none", "leave it out")
    if wanted == "board":
        program = tuple(Address(PROGRAM.format(last=last)) for last in LAST_ROWS)
        return (
            Source("the Data Download Program", program, _read_sent),
            Source("the release's history page", (Address(HISTORY_PAGE),), read_page),
        )
    if wanted == "fred":
        start = known_through - OVERLAP
        given = os.environ.get(KEY_VARIABLE, "") if key is None else key
        address = Address(FRED.format(id=FRED_ID, start=start), _checked_key(given))
        return (Source("FRED", (address,), read_fred),)
    if "://" not in wanted:
        return (Source("the file", (wanted,), _read_sent),)
    url, user = _without_user(wanted)
    if not url.lower().startswith("https://"):
        raise ArgumentError(f"source={quote(url)}", THERE_ARE, "name one")
    return (Source("the mirror", (Address(url, user=user),), _read_sent),)


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without the user and password that it may have before its host, and these."""
    from urllib.parse import unquote

    found = _USER.match(url)
    if found is None:
        return url, None
    name, _, password = found[2].partition(":")
    return found[1] + url[found.end() :], (unquote(name), unquote(password))


def _read_sent(content: bytes) -> H10Rows:
    return read_csv(content, is_sent=True)


def _checked_key(key: str) -> str:
    if not isinstance(key, str) or not re.fullmatch(r"[0-9A-Za-z]{16,64}", key):  # never quoted
        raise ArgumentError(
            "FRED without a key" if not key else "a key for FRED that is none",
            "FRED gives everyone a key of 32 letters and digits",
            f"set {KEY_VARIABLE}, or give api_key= in Python",
        )
    return key


def read_page(content: bytes) -> H10Rows:
    """The rows of the release's history page: words such as 4-JAN-00 and 105.16, or ND for no rate, between tags.

    Raises `SeriesError` for any other page.
    """
    text = content.decode("utf-8", "replace")
    words = _TAG.sub(" ", text).replace("&nbsp;", " ").replace("&#160;", " ").split()
    dates = [at for at, word in enumerate(words) if _PAGE_DAY.fullmatch(word)]
    head = " ".join(words[: dates[0]]).lower() if dates else ""
    if "japan" not in head and "yen" not in head:
        raise SeriesError(
            f"a page that begins with {quote(' '.join(words[:20]))}",
            "the history page names Japan and has rows such as 4-JAN-00 and 105.16",
            "look at the page",
        )
    if not text.rstrip().endswith(">"):
        raise SeriesError(f"a page that ends with {quote(text[-20:])}", "its last tag is missing", "fetch it again")
    rows = (Row(f"row {n}", words[at], " ".join(words[at + 1 : at + 2])) for n, at in enumerate(dates, 1))
    return checked(rows, {"ND"}, _page_day)


def _page_day(row: Row) -> dt.date:
    found = _PAGE_DAY.fullmatch(row.day)
    assert found is not None
    day, month, year = found.groups()
    try:
        return dt.date(2000 + int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        raise SeriesError(f"{row.place}: {quote(row.day)} is no day", "days are like 4-JAN-00", "look at the page") from None


def read_fred(content: bytes) -> H10Rows:
    """The rows of FRED's answer in JSON: dates, and values of which "." is no rate; `SeriesError` for any other.

    The message shows nothing of an answer, as the key might be in it.
    """
    from typing import Annotated

    from pydantic import BaseModel, FailFast, StringConstraints, ValidationError

    class Observed(BaseModel):
        date: Annotated[str, StringConstraints(pattern=f"^{ISO_DAY.pattern}$")]
        value: Annotated[str, StringConstraints(pattern=f"^({RATE.pattern}|[.]|)$")]

    class Answer(BaseModel):
        units: Literal["lin"]
        observations: Annotated[list[Observed], FailFast()]

    try:
        answer, why = Answer.model_validate_json(content), ""
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        answer, why = None, f"an answer that is not FRED's: {place}: {first['msg']}"
    if answer is None:  # out here the error has no context, which shows the answer
        raise SeriesError(why, "it has units and observations", "try again later")
    rows = (Row(f"observation {at}", one.date, one.value) for at, one in enumerate(answer.observations, 1))
    return checked(rows, {".", ""}, iso_day)
