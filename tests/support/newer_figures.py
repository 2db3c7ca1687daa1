"""Figures after the end of the bundled ones, made up, and the files that have them."""

import datetime as dt
from pathlib import Path

from upstream import program

from yen_usd import h10_rates

Rows = list[tuple[dt.date, str]]

KNOWN: Rows = [(o.date, f"{o.yen_per_usd:.4f}") for o in h10_rates()["2026-08-03":]]
KNOWN.append((dt.date(2026, 9, 7), "ND"))  # Labor Day
KNOWN.sort()
"""The last weeks of the bundled figures, as the sources have them."""


def days(first: str, *rates: str) -> Rows:
    """Rates on the weekdays from a Monday on."""
    start = dt.date.fromisoformat(first)
    return [(start + dt.timedelta(days=at // 5 * 7 + at % 5), rate) for at, rate in enumerate(rates)]


FIRST_WEEK = days("2026-10-05", "156.9000", "157.0300", "157.4150", "156.8000", "156.7700")
SECOND_WEEK = days("2026-10-12", "156.2000", "155.9900", "156.4100", "156.0000", "155.8700")
THIRD_WEEK = days("2026-10-19", "ND", "156.0200", "155.5000", "155.2100", "155.6000")
"""It begins with a holiday."""


def file_of(rows: Rows, folder: Path) -> Path:
    """A file as the Board's Data Download Program sends it: the known weeks, and more rows."""
    path = folder / f"download{len(rows)}.csv"
    path.write_text(program([*KNOWN, *rows]), newline="")
    return path


GOOD = program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK])
"""The content of such a file, of two more weeks."""


def changed(at: int, rate: str | None = None, day: dt.date | None = None) -> str:
    """The same with another row in the place of one of them."""
    rows: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
    old = rows[at]
    rows[at] = (day or old[0], rate or old[1])
    return program(rows)


def without(at: int) -> str:
    """The same without one of its rows."""
    rows: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
    del rows[at]
    return program(rows)
