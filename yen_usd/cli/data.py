"""The commands that keep the figures: fetch newer ones, say what there is, make a new edition to ship."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING, Any, Final, Never

from ..dates.weekdays import weekdays
from ..errors import DataFileError, FileError
from ..rates.bundled_files import FILE_NAME
from ..rates.editions import cache_file, cached_edition, why_no_cache
from ..rates.published import DATA_FOLDER, h10_rates
from ..rates.series import RateSeries
from ..updates import RateUpdate, fetch_and_store

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


def describe_update(result: RateUpdate) -> list[str]:
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


def describe_figures(found: dict[str, dict[str, Any]]) -> list[str]:
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
    days = len(weekdays(dt.date.fromisoformat(end).toordinal() + 1, today.toordinal()))
    if days <= STALE:
        return None
    return f"the figures end on {end}, {days} business days ago; fetch newer ones by python -m yen_usd update"
