"""Where newer figures come from: the Board's Data Download Program and history page, FRED, or a mirror of one's own."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ..errors import ArgumentError, quote
from ..rates.h10_files import read_csv, read_fred, read_page
from ..rates.h10_rows import FRED_ID, H10Rows
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
_USER: Final = re.compile(r"([a-z]+://)([^/?#]*)@", re.IGNORECASE)


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
