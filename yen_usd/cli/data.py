"""The commands that keep the figures: fetch newer ones, say what there is, make a new edition to ship."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any, Final

import click

from .._text import count_of
from ..dates.weekdays import weekdays
from ..errors import DataFileError, FileError
from ..rates.bundled_files import FILE_NAME
from ..rates.editions import cache_file, cached_edition, why_no_cache
from ..rates.published import DATA_FOLDER, h10_rates
from ..rates.series import RateSeries
from ..updates import RateUpdate, fetch_and_store, rebuild
from .command import Answer, command, json_of, tell
from .progress import Progress

_STALE: Final = 10
"""After so many business days newer figures are worth fetching: H.10 comes every week."""


@command(
    "update",
    examples=("update", "update --check --source board"),
    no="newer rates cannot be fetched or kept, or disagree with known ones",
)
@click.option("--check", is_flag=True, help="Say what is new, and write nothing.")
@click.option(
    "--source",
    type=click.Path(),
    default="board",
    metavar="SOURCE",
    help="board, fred (your key in FRED_API_KEY), https://... or a file.",
)
@click.option("--accept-revisions", is_flag=True, help="Take rates that differ from known ones.")
def update(check: bool, source: str, accept_revisions: bool) -> Answer:
    """Fetch newer rates into your cache.

    Known figures are never changed quietly. Requires the extra 'update'.
    """
    with Progress(None, delay=0) as bar:

        def advance(count: int, total: int | None) -> None:
            bar.total = total
            bar.advance(count)

        result = fetch_and_store(source, None, accept_revisions, check, 10.0, advance)
    return Answer("\n".join(_describe_update(result)), lambda: json_of(result))


@command(
    "data",
    examples=("data", "data --compare pinned.csv h10"),
    no="two editions disagree on a day, or figures cannot be read or written",
)
@click.option(
    "--compare",
    type=click.Path(),
    nargs=2,
    metavar="A B",
    help="Compare two editions of a series: files, or h10 for the one in use.",
)
@click.option("--label", metavar="TEXT", help="What the rates of the two files are, where they do not say it.")
@click.option(
    "--rebuild",
    "file",
    type=click.Path(),
    metavar="FILE",
    help="For maintainers: continue the shipped figures by a downloaded file.",
)
def data(compare: tuple[str, str] | None, label: str | None, file: str | None) -> Answer:
    """Show which figures there are.

    That is their coverage, vintage and place; or compare two editions of them.
    """
    if compare is not None:
        return _compare(*(_edition(name, label) for name in compare))
    if file is not None:
        change = rebuild(file)
        news = f"{count_of(len(change.added), 'rate')} added" if change.added else "nothing new"
        return Answer(
            f"{news}; the shipped figures go through {change.last}",
            lambda: {"added": [*map(str, change.added)], "through": str(change.last)},
        )
    found = figures()
    warning = staleness(found, dt.datetime.now().astimezone().date())
    if warning is not None:
        tell(warning)
    return Answer("\n".join(_describe_figures(found)), lambda: found)


def _edition(name: str, label: str | None) -> RateSeries:
    from ..rates.readers import read_series

    return (cached_edition() or h10_rates()) if name == "h10" else read_series(name, label)


def _compare(earlier: RateSeries, later: RateSeries) -> Answer:
    from ..rates.edition_comparison import compare_editions

    found = compare_editions(earlier, later)
    return Answer(
        str(found),
        lambda: {"agrees": found.agrees, **dict(json_of(found))},  # type: ignore[call-overload]
        0 if found.agrees else 1,
    )


def _describe_update(result: RateUpdate) -> list[str]:
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


def _describe_figures(found: dict[str, dict[str, Any]]) -> list[str]:
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
    if days <= _STALE:
        return None
    return f"the figures end on {end}, {days} business days ago; fetch newer ones by yen-usd update"
