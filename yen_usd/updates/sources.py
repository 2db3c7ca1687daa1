"""Where newer figures come from: the release's XML, its history page, the Data Download Program, FRED, or a user's file."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ..errors import ArgumentError, argument
from ..rates.fred_json import read_fred
from ..rates.h10_rows import FRED_ID, H10Rows
from ..rates.history_page import read_page
from ..rates.readers import read_h10
from ..rates.release_xml import read_xml
from .downloads import Address

SourceName: TypeAlias = Literal["board", "fred"]
KEY_VARIABLE: Final = "FRED_API_KEY"
OVERLAP: Final = dt.timedelta(days=90)
"""How far before the end of the known figures FRED is asked to begin."""

RELEASE: Final = "https://www.federalreserve.gov/releases/h10/data/FRB_h10_xml.zip"
"""The whole release as one file, which the Board names as the successor of the Program."""
HISTORY_PAGE: Final = "https://www.federalreserve.gov/releases/h10/hist/dat00_ja.htm"
PROGRAM: Final = (
    "https://www.federalreserve.gov/datadownload/Output.aspx?rel=H10&series=60f32914ab61dfab590e0e470153e3ae"
    "&lastobs=260&filetype=csv&label=include&layout=seriescolumn"
)
"""A year of rows, as long as the Program lives: the Board has announced its end for 2027."""
PAUSE: Final = 5.0
"""Seconds after which the Program is asked again: to whom has just asked it answers with nothing."""
FRED: Final = "https://api.stlouisfed.org/fred/series/observations?series_id={id}&file_type=json&observation_start={start}"

THERE_ARE: Final = "a source is 'board', 'fred', an address that begins with https://, or the path of a file"
_USER: Final = re.compile(r"([a-z]+://)([^/?#]*)@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file or an address, and what reads its content; `is_stamped` where its server tells its versions apart."""

    name: str
    place: Address | str
    read: Callable[[bytes], H10Rows]
    is_stamped: bool = False

    @property
    def where(self) -> str:
        """The address or the path."""
        return self.place.url if isinstance(self.place, Address) else self.place


def sources(wanted: str | os.PathLike[str] | None, key: str | None, known_through: dt.date) -> tuple[Source, ...]:
    """The sources of a name, in the order in which they are tried; or an address or a file of the user's own.

    Raises `ArgumentError` for what is none, for FRED without a key and for a key without FRED.
    """
    try:
        wanted = os.fsdecode(wanted) if isinstance(wanted, os.PathLike) else wanted
    except (TypeError, ValueError, OSError):
        wanted = None
    if not isinstance(wanted, str):
        raise ArgumentError(argument("source", wanted), THERE_ARE, f"write {argument('source', 'board')}, for example")
    if key is not None and wanted != "fred":
        raise ArgumentError(
            f"api_key= without {argument('source', 'fred')}", "only FRED requires a key", "leave api_key= out"
        )
    if wanted == "board":
        return (
            Source("the release's XML", Address(RELEASE), read_xml, is_stamped=True),
            Source("the release's history page", Address(HISTORY_PAGE), read_page),
            Source("the Data Download Program", Address(PROGRAM, pause=PAUSE), read_h10),
        )
    if wanted == "fred":
        start = known_through - OVERLAP
        given = os.environ.get(KEY_VARIABLE, "") if key is None else key
        address = Address(FRED.format(id=FRED_ID, start=start), _check_key(given))
        return (Source("FRED", address, read_fred),)
    if "://" not in wanted:
        return (Source("the file", wanted, read_h10),)
    url, user = _without_user(wanted)
    if not url.lower().startswith("https://"):
        raise ArgumentError(argument("source", url), THERE_ARE, "use an address that begins with https://")
    return (Source("the mirror", Address(url, user=user), read_h10),)


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without the user and password that it may have before its host, and these."""
    from urllib.parse import unquote

    found = _USER.match(url)
    if found is None:
        return url, None
    name, _, password = found[2].partition(":")
    return found[1] + url[found.end() :], (unquote(name), unquote(password))


def _check_key(key: str) -> str:
    if not isinstance(key, str) or not re.fullmatch(r"[0-9A-Za-z]{16,64}", key):  # never quoted
        raise ArgumentError(
            "FRED requires a key" if not key else "what is given is not a key for FRED",
            "FRED gives everyone a key of 32 letters and digits",
            f"set {KEY_VARIABLE} to it, or give api_key= in Python",
        )
    return key
