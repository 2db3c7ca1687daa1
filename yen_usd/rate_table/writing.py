"""An exchange-rate table as it is written: its title, blocks and notes, and its rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from .._tables import Block, Table
from ..dates.days import as_english
from ..rates.rate import Averaging, Frequency, Rate
from ..rates.rate_words import OFTEN, average_of, capital, plural
from .rows import CALENDAR_YEAR, TITLES, TableRow, show_rate

CSV_COLUMNS: Final = ("heading", "label", "start", "end", "high", "low", "average", "averaging", "period_end")


def title_of(rows: Sequence[TableRow]) -> str:
    """What the figures are."""
    rate = rows[0].high
    where = " in New York City for cable transfers in yen" if rate.is_noon_buying_rate else ""
    return f"{capital(plural(rate.label))}{where} (yen per US$1.00)"


def notes_of(rows: Sequence[TableRow], latest: Rate) -> list[str]:
    """The footnotes: how each row is averaged, the latest rate, and whose figures they are."""
    publishers = dict.fromkeys(name for row in rows for name in _publishers(row))
    publishers.pop("", None)
    source = [f"Source: {'; '.join(publishers)}."] if publishers else []
    often = rows[0].high.frequency
    sparse = []
    if often is not None:
        what = f"{capital(OFTEN[often])} {plural(latest.label)} alone"
        sparse = [f"{what}: highs, lows and averages are theirs, and periods without one are left out."]
    return [f"(1) {_averages(rows, latest.label)}", latest_sentence(latest), *sparse, *source]


def _publishers(row: TableRow) -> list[str]:
    """Who published the figures of a row; where it was more than one, their names are joined."""
    known = [rate.publisher for rate in (row.high, row.low, row.period_end)]
    names = (row.rates.publisher or "").split(" and ")
    return [name for name in names if name] if any(name in known for name in names) else [row.rates.publisher or ""]


def _averages(rows: Sequence[TableRow], label: str) -> str:
    """How each kind of row is averaged, in a sentence."""
    kinds: dict[tuple[Averaging | None, Frequency | None], list[str]] = {}
    for row in rows:
        if row.heading.startswith(CALENDAR_YEAR):
            what = "months"
        else:
            what = "fiscal years" if row.period.is_whole_years else "the part of a fiscal year"
        named = kinds.setdefault((row.averaging, row.average.frequency), [])
        if what not in named:
            named.append(what)
    if len(kinds) == 1:
        sentence = average_of(*next(iter(kinds)), label)
    else:
        sentence = "; ".join(f"for {' and '.join(whats)}, {average_of(*way, label)}" for way, whats in kinds.items())
    return f"{capital(sentence)}."


def latest_sentence(rate: Rate) -> str:
    """The sentence under the table that states the latest rate."""
    day = rate.asked or rate.observed
    when = f" {'prevailing ' if rate.observed != day else ''}on {as_english(day)}" if day else ""
    behind = f", that of {as_english(rate.observed)}" if rate.observed and rate.observed != day else ""
    return f"The {rate.label}{when} was ¥{show_rate(rate)} per US$1.00{behind}."


def table_of(rows: Sequence[TableRow], latest: Rate) -> Table:
    """The table as a filing prints it: blocks under their headings, the sign on the first row of each, and footnotes."""
    blocks = [
        Block(heading, [(row.label, *(f"¥{c}" if at == 0 else c for c in row.cells())) for at, row in enumerate(block)])
        for heading, block in groupby(rows, key=lambda row: row.heading)
    ]
    head = ["", *(f"{title}(1)" if name == "average" else title for name, title in TITLES.items())]
    return Table(title_of(rows), head, blocks, notes_of(rows, latest))


def as_csv(rows: Sequence[TableRow]) -> str:
    """The rows as CSV, one line each under a line of names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        high, low, average, end = row.cells()
        writer.writerow([
            row.heading, row.label, row.period.start, row.period.end, high, low, average, row.averaging or "", end,
        ])  # fmt: skip
    return out.getvalue()
