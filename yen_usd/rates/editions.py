"""Editions of the noon buying rates: the bundled one, and a newer one that the user's cache may have.

The cache is one file, in the library's own format, whose last row is the SHA-256 of the others. `updates.cache` writes it,
always whole. Here it is found and read, and only for a day past the end of the bundled figures.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Final, Self, overload

from ..dates.days import DateLike, to_date
from ..dates.periods import Period
from ..dates.weekdays import weekdays_from
from ..errors import DataFileError, FileError, SeriesError, quote
from .bundled_files import FILE_NAME
from .observations import DEFAULT_REACH, About
from .rate import NOON_BUYING_RATE, PUBLISHERS, Vintage
from .series import RateSeries

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "YEN_USD_CACHE"
OFF: Final = frozenset({"", "0", "false", "no", "none", "off"})
"""Values of the variable that switch the cache off, in upper or lower case."""
HOW_TO_UPDATE: Final = "fetch newer figures by yen_usd.update_rates() or yen-usd update"


class _RateTexts(Sequence[Decimal]):
    """The rates of a file that was checked, each of which is text until it is asked for: few of them ever are."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)

    @overload
    def __getitem__(self, at: int) -> Decimal: ...
    @overload
    def __getitem__(self, at: slice) -> list[Decimal]: ...
    def __getitem__(self, at: int | slice) -> Decimal | list[Decimal]:
        return list(map(Decimal, self._texts[at])) if isinstance(at, slice) else Decimal(self._texts[at])

    def __iter__(self) -> Iterator[Decimal]:
        return map(Decimal, self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class H10Edition(RateSeries):
    """An edition of the noon buying rates, which lets a newer one answer for the days after its end."""

    __slots__ = ()

    @classmethod
    def _from_text(cls, text: str, digest: str) -> Self:
        """The edition of a file in the library's own format, which is known to be as it was written.

        One row for each weekday; an empty value is a day without a rate.
        """
        cells = text[text.index("\n") + 1 : -1].replace("\n", ",").split(",")
        first, rates = dt.date.fromisoformat(cells[0]), cells[1::2]
        days = list(compress(weekdays_from(first.toordinal(), len(rates)), rates))
        covers = Period(first, dt.date.fromordinal(days[-1]))
        about = About(NOON_BUYING_RATE, PUBLISHERS, DEFAULT_REACH, covers)
        return cls._from_checked(days, _RateTexts(filter(None, rates)), about, Vintage(covers.end, digest), "daily")

    def _has_rows(self, rows: Sequence[str]) -> bool:
        """Whether rows that it was read from are of weekdays in order, and their rates positive numbers."""
        days = map(dt.date.fromordinal, weekdays_from(self.coverage.start.toordinal(), len(rows)))
        rates = list(self._values)
        return all(map(str.startswith, rows, map(str, days))) and all(map(Decimal.is_finite, rates)) and min(rates) > 0

    @property
    def _remedy(self) -> str:
        """How to get newer figures."""
        return HOW_TO_UPDATE

    def reaching(self, day: DateLike) -> RateSeries:
        """The edition itself for the days it covers; after them the cached one, if it goes further."""
        if to_date(day) <= self.last_covered:
            return self
        newer = cached_edition()
        return self if newer is None or newer.last_covered <= self.last_covered else newer


def edition_of_text(text: str, digest: str) -> H10Edition:
    """The edition of a file in the library's own format, which is known to be as it was written."""
    return H10Edition._from_text(text, digest)  # pyright: ignore[reportPrivateUsage]


def cache_file() -> Path | None:
    """The path of the cached edition; None if the cache is switched off, or if the user has no folder for it.

    Raises `FileError` for a setting that depends on the working directory.
    """
    setting = os.environ.get(VARIABLE)
    if _is_off(setting):
        return None
    from pathlib import Path

    if setting is None:
        from platformdirs import user_cache_path

        try:
            usual = user_cache_path("yen_usd", appauthor=False)
        except RuntimeError:  # no home
            return None
        return usual / FILE_NAME if usual.is_absolute() else None
    try:
        folder = Path(setting).expanduser()
    except RuntimeError:  # no home
        folder = Path(setting)
    if not folder.is_absolute():
        raise FileError(
            f"{VARIABLE}={quote(setting)}",
            f"{VARIABLE} must be an absolute path, or 'off'",
            "name the full path of a folder",
        )
    return folder / FILE_NAME


def _is_off(setting: str | None) -> bool:
    return setting is not None and setting.strip().lower() in OFF


def why_no_cache() -> str:
    """Why `cache_file` gives None."""
    if _is_off(os.environ.get(VARIABLE)):
        return f"switched off by {VARIABLE}"
    return "the system names no folder for the caches of this user"


_Stamp = tuple[str, int, int, int]
_read: Final[dict[str, tuple[_Stamp, H10Edition]]] = {}
"""The edition that was read last, and from which file."""


def cached_edition() -> H10Edition | None:
    """The edition in the cache, read again only when its file is another; None if there is none.

    Raises `FileError` for a file that cannot be read, and `DataFileError` for one that was cut short or changed.
    """
    path = cache_file()
    return None if path is None else edition_at(path)


def edition_at(path: Path) -> H10Edition | None:
    """The edition in a cached file."""
    from .rate_files import MAX_BYTES, cause

    try:
        known, status = _read.get("edition"), os.stat(path)
        if known is not None and known[0] == _stamp(path, status):
            return known[1]
        if not stat.S_ISREG(status.st_mode):  # a pipe would block
            raise OSError("it is not a regular file")
        with open(path, "rb") as file:
            stamp = _stamp(path, os.fstat(file.fileno()))
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FileError(*_trouble(path, cause(error))) from None
    edition = edition_of(content, path)
    _read["edition"] = stamp, edition
    return edition


def edition_of(content: bytes, path: Path) -> H10Edition:
    """The edition that a cached file has; `DataFileError` for any other content."""
    from hashlib import sha256

    from .rate_files import check_seal

    try:
        rows = content[: check_seal(content)]
        text = rows.decode("ascii")
        edition = edition_of_text(text, sha256(rows).hexdigest())
        if edition._has_rows(text.splitlines()[1:]):  # pyright: ignore[reportPrivateUsage]
            return edition
    except SeriesError as error:
        raise DataFileError(*_trouble(path, error.asked)) from None
    except (ValueError, ArithmeticError, IndexError):
        pass
    raise DataFileError(*_trouble(path, "it has a seal, but its rows are not as this library writes them"))


def _stamp(path: Path, status: os.stat_result) -> _Stamp:
    return str(path), status.st_ino, status.st_size, status.st_mtime_ns


def _trouble(path: Path, why: str) -> tuple[str, str, str]:
    return (
        f"cannot read the newer figures in {path}: {why}",
        "dates up to the end of the figures in this release are not affected",
        "correct the file, or delete it and fetch it again by yen-usd update",
    )
