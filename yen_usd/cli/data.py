"""The commands that keep the figures: fetch newer ones, say what there is, make a new edition to ship."""

from __future__ import annotations

import datetime as dt
import os
import sys
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Never

from ..errors import DataFileError, FileError, RevisionError, SeriesError
from ..rates.editions import FILE_NAME, cache_file, cached_edition, why_no_cache
from ..rates.h10_files import LONGEST_GAP, gap, read_csv, read_file
from ..rates.published import DATA_FOLDER, SUMS_FILE, h10_rates
from ..rates.series import RateSeries
from ..updates import Continuation, RateUpdate, continued, fetch_and_store, rows_of, write_whole

if TYPE_CHECKING:
    from tqdm import tqdm

STALE: Final = 10
"""After so many business days newer figures are worth fetching: H.10 comes every week."""


def update(source: str, accept_revisions: bool, check: bool) -> RateUpdate:
    """Fetch newer figures, with a bar where standard error is a terminal."""
    bar: tqdm[Never] | None = None

    def progress(arrived: int, total: int | None) -> None:
        nonlocal bar
        if bar is None:
            from tqdm import tqdm

            bar = tqdm(total=total, unit="B", unit_scale=True, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)
        bar.update(arrived)

    try:
        return fetch_and_store(source, None, accept_revisions, check, 10.0, progress)
    finally:
        if bar is not None:
            bar.close()


def told(result: RateUpdate) -> list[str]:
    """An update in lines."""
    lines = [str(result), f"vintage    {result.vintage}", f"source     {result.source}"]
    lines += [f"revised    {r.date}: {r.known or 'none'} is now {r.found or 'none'}" for r in result.revised]
    lines += [f"passed by  {why}" for why in result.passed_over]
    return lines if result.check else [*lines, f"cache      {cache_file()}"]


def figures() -> dict[str, dict[str, Any]]:
    """What figures there are: the bundled ones, and the user's own newer ones."""
    bundled = {**_about(h10_rates()), "place": os.path.join(DATA_FOLDER, FILE_NAME)}
    cached: dict[str, Any] = {"place": None}
    try:
        path = cache_file()
        cached["place"] = None if path is None else str(path)
        edition = cached_edition()
        if edition is not None:
            cached = {**_about(edition), **cached}
            if edition.last_covered <= h10_rates().last_covered:
                cached["trouble"] = "these go no further than the bundled ones, which answer"
    except (DataFileError, FileError) as error:
        cached["trouble"] = str(error)
    return {"bundled": bundled, "cached": cached}


def _about(series: RateSeries) -> dict[str, Any]:
    start, end = series.coverage.start, series.coverage.end
    return {"start": str(start), "end": str(end), "observations": len(series), "vintage": str(series.vintage)}


def listed(found: dict[str, dict[str, Any]]) -> list[str]:
    """The figures in lines."""
    lines: list[str] = []
    for name, about in found.items():
        if "end" in about:
            lines.append(f"{name:<11}{about['start']} to {about['end']}, {about['observations']} rates")
            lines.append(f"vintage    {about['vintage']}")
        else:
            lines.append(f"{name:<11}none")
        place = about["place"]
        if place is not None or "trouble" not in about:
            lines.append(f"place      {place or why_no_cache()}")
        if "trouble" in about:
            lines.append(f"trouble    {about['trouble']}")
    return lines


def staleness(found: dict[str, dict[str, Any]], today: dt.date) -> str | None:
    """A warning where the figures end more than ten business days before a day, or after it."""
    end = max(about["end"] for about in found.values() if "end" in about)
    if end > str(today):
        return f"the figures end on {end}, and today is {today}; check where they are from"
    first = dt.date.fromisoformat(end).toordinal() + 1
    days = sum(1 <= day % 7 <= 5 for day in range(first, today.toordinal() + 1))
    if days <= STALE:
        return None
    return f"the figures end on {end}, {days} business days ago; fetch newer ones by python -m yen_usd update"


def rebuild(file: str) -> Continuation:
    """Continue the shipped figures by those of a downloaded file, and write them with their checksum.

    Raises `SeriesError` for a gap or an implausible value, `RevisionError` for a conflict, before anything is written.
    """
    found = read_csv(read_file(file), is_sent=True)
    if found.left_out:
        raise gap(min(found.left_out))
    try:
        shipped = rows_of(h10_rates())
        change = continued(shipped, found, shipped, accept_revisions=False)
    except RevisionError as error:
        remedy = "check which are right: a release in which a known figure changes is made by hand"
        raise RevisionError(error.asked, error.available, remedy, error.revisions) from None
    for before, day in pairwise([shipped.observed().last, *(day.toordinal() for day in change.added)]):
        if day - before > LONGEST_GAP:
            raise SeriesError(
                f"no rate between {dt.date.fromordinal(before)} and {dt.date.fromordinal(day)}",
                f"no two have been further apart than {LONGEST_GAP} days since 1971",
                "check the figures: a release with such a gap is made by hand",
            )
    if change.added:
        content = change.rows.text().encode()
        sums_file = os.path.join(DATA_FOLDER, SUMS_FILE)
        sums = [line.split() for line in read_file(sums_file).decode("ascii").splitlines()]
        new = {name: digest for digest, name in sums} | {FILE_NAME: sha256(content).hexdigest()}
        h10_file = os.path.join(DATA_FOLDER, FILE_NAME)
        old = read_file(h10_file)
        write_whole(h10_file, content)
        try:
            write_whole(sums_file, "".join(f"{digest}  {name}\n" for name, digest in sorted(new.items())).encode())
        except FileError:
            write_whole(h10_file, old)
            raise
    return change
