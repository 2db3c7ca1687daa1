"""`update_rates`: newer H.10 figures, fetched into the user's cache when the user says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from os import PathLike
from typing import TYPE_CHECKING, Final, NamedTuple

from .._arguments import check_flag
from .._validation import FromFields
from ..errors import ArgumentError, DataFileError, FetchError, FileError, Revision, SeriesError, argument, quote
from ..rates.editions import cache_file, edition_at
from ..rates.h10_rows import H10Rows
from ..rates.published import h10_rates
from ..rates.rate import Vintage
from ..rates.rate_files import MAX_XML_BYTES, read_file
from .cache import hold_lock, place, set_aside, write_sealed
from .continuation import Continuation, continue_rows, rows_of_series
from .downloads import Address, Download, Progress, Stamp, download
from .sources import THERE_ARE, Source, SourceName, sources
from .stamps import keep_stamp, known_stamp

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT: Final = 10.0
"""Seconds to wait for a connection, and for each piece of an answer."""


@dataclass(frozen=True, slots=True)
class RateUpdate(FromFields):
    """What an update brought, and where it came from.

    Attributes
    ----------
    added : tuple of datetime.date
        The days whose rates are new.
    revised : tuple of Revision
        Known rates that changed, if revisions were accepted.
    through : datetime.date
        The last day of the figures.
    vintage : Vintage
        The edition that look-ups past the end of the bundled figures now have.
    source : str
        The address or file that answered.
    passed_over : tuple of str
        Why sources before it did not answer.
    check : bool
        Whether nothing was written, and this is what would be.
    set_aside : str or None
        The name under which a damaged file of earlier figures is kept.

    Examples
    --------
    >>> import datetime as dt
    >>> from yen_usd.rates import Vintage
    >>> from yen_usd.updates import RateUpdate
    >>> day = dt.date(2026, 9, 28)
    >>> print(RateUpdate((day,), (), day, Vintage(day, "5e1f"), "rates.csv"))
    1 rate added, of 2026-09-28; the figures go through 2026-09-28
    """

    added: tuple[dt.date, ...]
    revised: tuple[Revision, ...]
    through: dt.date
    vintage: Vintage
    source: str
    passed_over: tuple[str, ...] = ()
    check: bool = False
    set_aside: str | None = None

    def __str__(self) -> str:
        many, to_be = len(self.added), " to be" if self.check else ""
        news: list[str] = []
        if many:
            days = f"of {self.added[0]}" if many == 1 else f"{self.added[0]} to {self.added[-1]}"
            news.append(f"{many} rate{'s' if many > 1 else ''}{to_be} added, {days}")
        if self.revised:
            news.append(f"{len(self.revised)}{to_be} revised")
        go = "would go" if self.check and news else "go"
        news = [*(news or ["nothing new"]), f"the figures {go} through {self.through}"]
        if self.set_aside is not None:
            news.append(f"a damaged file of earlier ones is kept as {self.set_aside}")
        return "; ".join(news)


def update_rates(
    *,
    source: SourceName | str | PathLike[str] = "board",
    api_key: str | None = None,
    accept_revisions: bool = False,
    check: bool = False,
    timeout: float = TIMEOUT,
) -> RateUpdate:
    """Fetch newer noon buying rates into your cache, where later days are looked up.

    The library touches the network only here. What is fetched is checked whole
    before anything is written: it must continue the known figures and agree
    with them. The cache is in your folder for caches; the environment variable
    `YEN_USD_CACHE` names another folder, or "off". It needs the extra `update`.

    Parameters
    ----------
    source : str or path, default "board"
        "board" for the XML of the Board's release H.10, then its history page,
        then its Data Download Program; "fred" for FRED; or a file, by its path
        or https address: CSV that proves to be H.10's, the release's XML or its
        zip, or FRED's JSON.
    api_key : str, optional
        Your key for FRED; by default that in `FRED_API_KEY`.
    accept_revisions : bool, default False
        Whether to take rates that differ from known ones. The bundled figures
        still answer for the days that they cover.
    check : bool, default False
        Whether to say what is new and write nothing.
    timeout : float, default 10.0
        Seconds to wait for a connection and for each piece of an answer. The
        whole may take six times as long.

    Returns
    -------
    RateUpdate
        What was added and revised, and where it came from.

    Raises
    ------
    FetchError
        For figures that could not be fetched.
    SeriesError
        For what is not H.10's yen.
    RevisionError
        For rates that disagree with known ones, with each date and both rates.
    FileError
        For a file or cache that cannot be read or written. After any of these
        errors the figures are as they were.
    MissingExtraError
        If the extra is not installed.

    Examples
    --------
    >>> import os
    >>> from yen_usd import update_rates
    >>> from yen_usd.rates.published import DATA_FOLDER
    >>> print(update_rates(source=os.path.join(DATA_FOLDER, "h10_jpy.csv"), check=True))
    nothing new; the figures go through 2026-10-02
    """
    return fetch_and_store(source, api_key, accept_revisions, check, timeout, None)


def fetch_and_store(
    source: str | PathLike[str],
    api_key: str | None,
    accept_revisions: bool,
    check: bool,
    timeout: float,
    progress: Progress | None,
) -> RateUpdate:
    """The same, telling how much has arrived."""
    for name, value in (("accept_revisions", accept_revisions), ("check", check)):
        check_flag(name, value)
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= 3600:
        raise ArgumentError(
            f"timeout={quote(timeout)}",
            "timeout must be a positive number of seconds, 3600 at most",
            "write timeout=10, for example",
        )
    path = cache_file() if check else place()
    known = _known(path)
    wanted = sources(source, api_key, dt.date.fromordinal(known.rows.last))
    continue_ = partial(continue_rows, shipped=rows_of_series(h10_rates()), accept_revisions=accept_revisions)

    def fetch(source: Source) -> Download:
        return _fetch(source, timeout, progress, None if path is None else known.stamp(path, source))

    found = _first_that_answers(wanted, fetch, known.rows, continue_)
    change = found.change
    kept: str | None = None
    edition, text = _edition(known, change)
    if path is not None and not check and (text is not None or known.is_damaged or found.stamp is not None):
        with hold_lock(path):
            before, known = known, _known(path)
            if known.rows is not before.rows:  # another process has written in the meantime
                change = change if found.rows is None else continue_(known.rows, found.rows)
                edition, text = _edition(known, change)
            if known.is_damaged:
                kept = str(set_aside(path))
            if text is not None:
                write_sealed(path, text)
            if found.stamp is not None:
                keep_stamp(path, found.where, edition, found.stamp)
    vintage = Vintage(change.last, edition)
    return RateUpdate(change.added, change.revised, change.last, vintage, found.where, found.passed_over, check, kept)


def _edition(known: _Known, change: Continuation) -> tuple[str, str | None]:
    """The SHA-256 of the text of the figures, and this text where it is new."""
    if change.rows is known.rows:
        return known.edition, None
    text = change.rows.text()
    return sha256(text.encode()).hexdigest(), text if change.added or change.revised else None


class _Known(NamedTuple):
    """The rows known so far with the SHA-256 of their text, and whether there is a cached file that is damaged."""

    rows: H10Rows
    edition: str
    is_damaged: bool = False

    def stamp(self, path: Path, source: Source) -> Stamp | None:
        """The version of a source whose figures are all known."""
        return known_stamp(path, source.where, self.edition) if source.is_stamped else None


def _known(path: Path | None) -> _Known:
    """Those of the cached edition if it reaches as far as the bundled one, and of this otherwise."""
    bundled = h10_rates()
    try:
        cached, is_damaged = None if path is None else edition_at(path), False
    except DataFileError:
        cached, is_damaged = None, True
    newest = bundled if cached is None or cached.last_covered < bundled.last_covered else cached
    return _Known(rows_of_series(newest), newest.vintage.sha256, is_damaged)


def _fetch(source: Source, timeout: float, progress: Progress | None, known: Stamp | None) -> Download:
    """The content of a source, or that it has nothing newer than the known version."""
    if isinstance(source.place, Address):
        return download(source.place, timeout=timeout, progress=progress, known=known)
    try:
        return Download(read_file(source.place, MAX_XML_BYTES), Stamp())
    except FileError as error:
        raise FileError(error.asked, THERE_ARE, error.remedy) from None


class _Found(NamedTuple):
    """What a source brings: its rows (None where it has nothing newer), where they are from, and why others brought none.

    `stamp` is the version to remember, where there is a new one.
    """

    rows: H10Rows | None
    change: Continuation
    where: str
    passed_over: tuple[str, ...]
    stamp: Stamp | None


def _first_that_answers(
    wanted: tuple[Source, ...],
    fetch: Callable[[Source], Download],
    known: H10Rows,
    continue_: Callable[[H10Rows, H10Rows], Continuation],
) -> _Found:
    """What the first source brings that gives usable rows.

    A disagreement with known figures is no failure of a source: it is told at once.
    """
    failures: list[str] = []
    is_fetched = True
    for source in wanted:
        try:
            answer = fetch(source)
            if answer.content is None:
                return _Found(None, Continuation(known, (), ()), source.where, tuple(failures), None)
            rows = source.read(answer.content)
            change = continue_(known, rows)
            stamp = answer.stamp if source.is_stamped and answer.stamp.headers() else None
            return _Found(rows, change, source.where, tuple(failures), stamp)
        except (FetchError, SeriesError) as error:
            if len(wanted) == 1:
                raise
            failures.append(f"{source.name}: {error.asked}{error.available and f' ({error.available})'}")
            is_fetched = is_fetched and isinstance(error, SeriesError)
    raise (SeriesError if is_fetched else FetchError)(
        "; ".join(failures),
        f"the figures go through {dt.date.fromordinal(known.last)}",
        f"try again later, or give the path of a file by {argument('source')}",
    )
