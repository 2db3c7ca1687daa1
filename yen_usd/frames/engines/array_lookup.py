"""The rates of rows in arrays, and the dates, periods and rates that a column's different values come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol, cast

import numpy as np

from ..lookup_tables import RateTable, of_days, of_rates
from ..plan import Plan, RateKey
from ..refusals import FIRST_FEW, no_rates, show_bad_rows
from ..scaling import FLOAT_DIGITS, RATE_LIMIT, RATE_PLACES
from ..values import day_of, rate_of, read_each
from .arrays import Amounts, Array, Rates, blocks

NO_DAY: Final = np.iinfo(np.int64).min
"""The day of a row that has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Moments as counts since 1970, of which `per_day` make a day; `NO_DAY` for a null."""

    counts: Array
    per_day: int = 1


class Columns(Protocol):
    """The columns of a frame, as arrays; and arrays as columns again."""

    @property
    def is_eager(self) -> bool:
        """Whether all rows are here, so that bad ones are refused; they have no result otherwise."""
        ...

    def __len__(self) -> int:
        """The number of rows."""
        ...

    def amounts(self, column: str, kind: str, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
        """A column of numbers; floats with their unit of 10**`power` taken in, and fractions in `digits` digits."""
        ...

    def times(self, column: str, kind: str) -> Times:
        """A column of dates, naive datetimes or pandas periods."""
        ...

    def labels(self, column: str, kind: str) -> tuple[Array, Sequence[object]]:
        """The different values of a column, and each row's place among them; -1 for a null."""
        ...

    def nulls(self, column: str) -> Array:
        """Which rows of a column are null or NaN."""
        ...

    def has_decimals(self, column: str) -> bool:
        """Whether a column of objects has Decimals."""
        ...

    def show(self, column: str, row: int) -> str:
        """A value, for a message."""
        ...

    def floats(self, values: Array, without: Array | None, like: str) -> Any:
        """A column of doubles, with nulls."""
        ...

    def decimals(self, counts: Array, places: int, without: Array | None, like: str) -> Any:
        """A column of decimals that count 10**-`places`, with nulls."""
        ...

    def dates(self, days: Array, without: Array | None, like: str | None) -> Any:
        """A column of dates from days since 1970, with nulls."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The rates of the rows, the days of their observations (`NO_DAY` where there are none), and what is missing."""

    rates: Rates
    observed: Array | int | None
    missing: Array | None = None
    is_past: bool = False
    """Whether some of the missing are of days after the end of the series."""
    plan: Plan | None = None
    """The plan by which days were looked up, with the newer figures if these were looked for."""
    period: object = None
    """The first period that is missing."""


def find(columns: Columns, plan: Plan, key: RateKey) -> Found:
    """The rates of all rows, by what names them."""
    match key.how:
        case "constant":
            assert key.rate is not None
            table = of_rates([key.rate])
            [count], [day] = table.counts, table.observed
            assert count is not None
            return Found(Rates(count, table.places, count, True), day)
        case "date":
            return _by_day(columns, plan, key)
        case "period":
            return _by_label(columns, plan, key)
        case "rate":
            return _by_rate(columns, key)


def _by_day(columns: Columns, plan: Plan, key: RateKey) -> Found:
    table = of_days(plan.series, plan.converter.strict, plan.newer)
    if key.kind in {"text", "object"}:
        codes, values = columns.labels(key.column, key.kind)
        read = read_each(values, lambda value: day_of(value, plan), key.column, _first_row(columns, codes))
        times = Times(np.array([*(NO_DAY if day is None else day for day in read), NO_DAY], dtype=np.int64)[codes])
    else:
        times = columns.times(key.column, cast(str, key.kind))
    counts, observed = _arrays(table)
    wants_days = key in plan.observed_into
    found = np.empty(len(times.counts), dtype=np.int64)
    days = np.empty_like(found) if wants_days else None
    for block in blocks(len(found)):
        at = times.counts[block] // times.per_day if times.per_day > 1 else times.counts[block]
        at = at - (table.first - 1)  # a null wraps around, to a place outside the table like any other
        counts.take(at, mode="clip", out=found[block])
        if days is not None:
            observed.take(at, mode="clip", out=days[block])
    if NO_DAY // times.per_day >= table.first:  # so early are the days of some series that a null is one
        found[times.counts == NO_DAY] = 0
    rates = Rates(found, table.places, table.largest, bool(found.all()))
    missing = None if rates.has_all else (found == 0) & (times.counts != NO_DAY)
    if missing is None or plan.is_lazy:
        return Found(rates, days, missing)
    last = table.first + len(table.counts) - 1
    is_past = bool((missing & (times.counts // times.per_day > last)).any())
    if is_past and plan.newer is None:  # only now is it looked for
        longer = plan.with_newer()
        if longer.newer is not None:
            return _by_day(columns, longer, key)
    return Found(rates, days, missing, is_past, plan)


@lru_cache(maxsize=16)
def _arrays(table: RateTable) -> tuple[Array, Array]:
    """Counts and days, with none before and after them for what lies outside the table."""
    return (
        np.array([0, *(count or 0 for count in table.counts), 0], dtype=np.int64),
        np.array([NO_DAY, *(NO_DAY if day is None else day for day in table.observed), NO_DAY], dtype=np.int64),
    )


def _by_label(columns: Columns, plan: Plan, key: RateKey) -> Found:
    codes, values = columns.labels(key.column, cast(str, key.kind))
    table = of_rates(read_each(values, lambda value: rate_of(value, plan), key.column, _first_row(columns, codes)))
    counts, observed = _arrays(table)
    at = codes + 1
    found = counts[at]
    rates = Rates(found, table.places, table.largest, bool(found.all()))
    if rates.has_all or not (missing := (found == 0) & (codes >= 0)).any():
        return Found(rates, observed[at])
    return Found(rates, observed[at], missing, period=values[int(codes[missing.argmax()])])


def _by_rate(columns: Columns, key: RateKey) -> Found:
    given = columns.amounts(key.column, cast(str, key.kind), 0, RATE_PLACES)
    counts, places = given.counts, given.places
    bad = np.zeros(len(counts), dtype=bool) if given.beyond is None else given.beyond
    if given.is_float:
        bad |= counts > RATE_LIMIT
        counts = np.where(bad, 0, counts) * 10**RATE_PLACES + (0 if given.fractions is None else given.fractions)
        places = RATE_PLACES
    if places > RATE_PLACES:
        power = 10 ** (places - RATE_PLACES)
        bad |= np.asarray(counts % power != 0, dtype=bool)
        counts, places = counts // power, RATE_PLACES
    bad |= np.asarray((counts <= 0) | (counts > RATE_LIMIT * 10**places), dtype=bool)
    if given.valid is not None:
        bad &= given.valid
        counts = np.where(given.valid, counts, 0)
    if bad.any() and columns.is_eager:
        raise no_rates(key.column, shown_rows(columns, bad, key.column))
    counts = np.where(bad, 0, counts).astype(np.int64)
    while places and not (counts % 10).any():  # fewer places need fewer bits
        counts, places = counts // 10, places - 1
    largest = int(counts.max(initial=1))
    return Found(Rates(counts, places, largest, bool(counts.all())), None, bad if bad.any() else None)


def shown_rows(columns: Columns, bad: Array, column: str) -> str:
    """How many rows are bad, with the first few of them."""
    rows = [int(row) for row in np.flatnonzero(bad)[:FIRST_FEW]]
    return show_bad_rows(int(bad.sum()), len(bad), [(row, columns.show(column, row)) for row in rows])


def _first_row(columns: Columns, codes: Array) -> Callable[[int], int] | None:
    """For a value's place among the different ones, the first row that has it."""
    return (lambda at: int(np.flatnonzero(codes == at)[0])) if columns.is_eager else None
