"""Editions of the noon buying rates: the bundled one, and a newer one that the user's cache may have.

The cache is one file, in the library's own format, with the SHA-256 of its rows in the last one. It is written by
`cache`, always whole; here it is found and read, and only for a day past the end of what is known.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Self

from .dates import DateLike, to_date
from .errors import DataFileError, FileError, SeriesError, quote
from .observations import About
from .periods import Period
from .rates import NOON_BUYING_RATE, PUBLISHERS, Vintage
from .series import DEFAULT_REACH, RateSeries

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "YEN_USD_CACHE"
OFF: Final = frozenset({"", "0", "false", "no", "none", "off"})
"""What the variable says, in any case of letters, where there is to be no cache."""
FILE_NAME: Final = "h10_jpy.csv"
HOW_TO_UPDATE: Final = "fetch newer figures by yen_usd.update_rates() or python -m yen_usd update"


class H10Edition(RateSeries):
    """An edition of the noon buying rates, which gives way to a newer one for the days after its end."""

    __slots__ = ()

    @classmethod
    def from_text(cls, text: str, digest: str) -> Self:
        """The edition of a file in the library's own format, which is known to be as it was written.

        One row a weekday; an empty value is a day without a rate.
        """
        rows = text.split("\n")[1:-1]
        observed = [row for row in rows if row[-1] != ","]
        to_day = dt.date.fromisoformat
        days = [to_day(row[:10]).toordinal() for row in observed]
        values = [Decimal(row[11:]) for row in observed]
        covers = Period(to_day(rows[0][:10]), dt.date.fromordinal(days[-1]))
        about = About(NOON_BUYING_RATE, PUBLISHERS, DEFAULT_REACH, covers)
        return cls.from_checked(days, values, about, Vintage(covers.end, digest))

    @property
    def remedy(self) -> str:
        """How to come by newer figures."""
        return HOW_TO_UPDATE

    def reaching(self, day: DateLike) -> RateSeries:
        """The edition itself for the days it covers; for those after it the cached one, where it goes further."""
        if to_date(day) <= self.last_covered:
            return self
        newer = cached_edition()
        return self if newer is None or newer.last_covered <= self.last_covered else newer


def cache_file() -> Path | None:
    """Where the cached edition is, if there is one; None if the cache is switched off.

    Raises `FileError` for a place that depends on the working directory.
    """
    setting = os.environ.get(VARIABLE)
    if setting is not None and setting.strip().lower() in OFF:
        return None
    from pathlib import Path

    if setting is None:
        from platformdirs import user_cache_path

        return user_cache_path("yen_usd", appauthor=False) / FILE_NAME
    try:
        folder = Path(setting).expanduser()
    except RuntimeError:  # no home
        folder = Path(setting)
    if not folder.is_absolute():
        raise FileError(
            f"a cache in {quote(setting)}", f"{VARIABLE} is an absolute path, or 'off'", "name the whole path of a folder"
        )
    return folder / FILE_NAME


_Stamp = tuple[str, int, int, int]
_read: Final[dict[str, tuple[_Stamp, H10Edition]]] = {}
"""The edition that was read last, and of which file."""


def cached_edition() -> H10Edition | None:
    """The edition in the cache, read again only when its file is another; None if there is none.

    Raises `DataFileError` for a file that cannot be read, was cut short or changed.
    """
    path = cache_file()
    if path is None:
        return None
    from .h10_files import MAX_BYTES

    try:
        known, status = _read.get("edition"), os.stat(path)
        if known is not None and known[0] == _stamp(path, status):
            return known[1]
        if not stat.S_ISREG(status.st_mode):  # a pipe would keep us waiting
            raise _unreadable(path, "it is no file")
        with open(path, "rb") as file:
            stamp = _stamp(path, os.fstat(file.fileno()))
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from None
    edition = edition_of(content, path)
    _read["edition"] = stamp, edition
    return edition


def edition_of(content: bytes, path: Path) -> H10Edition:
    """The edition that a cached file has; `DataFileError` for any other content."""
    from hashlib import sha256

    from .h10_files import check_seal

    try:
        rows = content[: check_seal(content)]
        edition = H10Edition.from_text(rows.decode("ascii"), sha256(rows).hexdigest())
        if not all(o.yen_per_usd > 0 for o in edition):
            raise ValueError("a rate is not positive")
        return edition
    except SeriesError as error:
        raise _unreadable(path, error.asked) from None
    except (ValueError, ArithmeticError, IndexError) as error:  # it has a seal, but not of our making
        raise _unreadable(path, f"its rows are not of this library: {error}") from None


def _stamp(path: Path, status: os.stat_result) -> _Stamp:
    return str(path), status.st_ino, status.st_size, status.st_mtime_ns


def _unreadable(path: Path, why: str) -> DataFileError:
    return DataFileError(
        f"reading newer figures from {path}: {why}",
        "the figures that ship with this release answer as ever up to their end",
        "fetch them again by python -m yen_usd update, or delete the file",
    )
