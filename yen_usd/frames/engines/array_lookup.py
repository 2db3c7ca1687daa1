"""The rates of rows in arrays, and the dates, periods and rates that a column's different values come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol, TypeAlias, cast

import numpy as np

from ..lookup_tables import RateTable, of_days, of_rates
from ..plan import DayColumn, Plan, RateKey
from ..refusals import FIRST_FEW, no_rates, show_bad_rows
from ..scaling import FLOAT_DIGITS, RATE_LIMIT, RATE_PLACES
from ..schema import Label
from ..values import day_of, is_blank, rate_of, read_each
from .arrays import Amounts, Array, Rates, blocks

NO_DAY: Final = np.iinfo(np.int64).min
"""The day of a row that has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Moments as counts since 1970, of which `per_day` make a day; `NO_DAY` for a null."""

    counts: Array
    per_day: int = 1
    unreadable: Array | None = None
    """Which rows hold what cannot be read."""


Given: TypeAlias = Callable[[], Array]
"""Which rows have what would be translated, found out when it is asked for."""


class Columns(Protocol):
    """The columns of a frame, as arrays; and arrays as columns again."""

    @property
    def is_eager(self) -> bool:
        """Whether all rows are here, so that bad ones are refused; they have no result otherwise."""
        ...

    def __len__(self) -> int:
        """The number of rows."""
        ...

    def amounts(self, column: Label, kind: str, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
        """A column of numbers; floats with their unit of 10**`power` taken in, and fractions in `digits` digits."""
        ...

    def times(self, column: Label, kind: str) -> Times:
        """A column of dates, naive datetimes or pandas periods."""
        ...

    def labels(self, column: Label, kind: str) -> tuple[Array, Sequence[object]]:
        """The different values of a column, and each row's place among them; -1 for a null."""
        ...

    def nulls(self, column: Label) -> Array:
        """Which rows of a column are null or NaN."""
        ...

    def has_decimals(self, column: Label) -> bool:
        """Whether a column of objects has Decimals."""
        ...

    def show(self, column: Label, row: int) -> str:
        """A value, for a message."""
        ...

    def floats(self, values: Array, without: Array | None, like: Label) -> Any:
        """A column of doubles, with nulls."""
        ...

    def decimals(self, counts: Array, places: int, without: Array | None, like: Label) -> Any:
        """A column of decimals that count 10**-`places`, with nulls."""
        ...

    def dates(self, days: Array, without: Array | None, like: Label | None) -> Any:
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
    unreadable: Array | None = None
    """Which rows hold what cannot be read."""


def find(columns: Columns, plan: Plan, key: RateKey, given: Given) -> Found:
    """The rates of all rows, by what names them in one column; refusals look only at the rows that are given."""
    match key.how:
        case "constant":
            assert key.rate is not None
            table = of_rates([key.rate])
            [count], [day] = table.counts, table.observed
            assert count is not None
            return Found(Rates(count, table.places, count, True), day)
        case "date":
            return _by_day(columns, plan, key, given)
        case "period":
            return _by_label(columns, plan, key, given)
        case _:
            return _by_rate(columns, key)


def _by_day(columns: Columns, plan: Plan, key: RateKey, given: Given) -> Found:
    table = of_days(plan.series, plan.converter.strict, plan.newer)
    times = read_times(columns, plan, key.days, given)
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
        return Found(rates, days, missing, unreadable=times.unreadable)
    last = table.first + len(table.counts) - 1
    is_past = bool((missing & (times.counts // times.per_day > last)).any())
    if is_past and plan.newer is None:  # only now is it looked for
        longer = plan.with_newer()
        if longer.newer is not None:
            return _by_day(columns, longer, key, given)
    return Found(rates, days, missing, is_past, plan, unreadable=times.unreadable)


def read_times(columns: Columns, plan: Plan, column: DayColumn, given: Given) -> Times:
    """A column of days, of which texts and objects are read."""
    if column.kind not in {"text", "object"}:
        return columns.times(column.column, column.kind)
    codes, values = _labels(columns, plan, column.column, column.kind)
    read, unreadable = read_each(
        values,
        lambda value: day_of(value, plan),
        column.column,
        _first_row(columns, codes, given),
        plan.missing == "null",
    )
    days = np.array([*(NO_DAY if day is None else day for day in read), NO_DAY], dtype=np.int64)
    return Times(days[codes], unreadable=_in_rows(unreadable, codes))


def _labels(columns: Columns, plan: Plan, column: Label, kind: str) -> tuple[Array, Sequence[object]]:
    """The labels of a column of dates or periods, in which blank text is null if text is read at all."""
    codes, values = columns.labels(column, kind)
    blank = [at for at, value in enumerate(values) if is_blank(value)] if plan.parse_dates else []
    return np.where(np.isin(codes, blank), -1, codes) if blank else codes, values


def nulls_of(columns: Columns, plan: Plan, column: Label, kind: str | None) -> Array:
    """Which rows of a column of dates or periods are null or blank."""
    if kind in {"text", "object"}:
        return _labels(columns, plan, column, kind)[0] < 0
    return columns.nulls(column)


def _in_rows(unreadable: list[bool], codes: Array) -> Array | None:
    return np.array([*unreadable, False])[codes] if any(unreadable) else None


@lru_cache(maxsize=16)
def _arrays(table: RateTable) -> tuple[Array, Array]:
    """Counts and days, with none before and after them for what lies outside the table."""
    return (
        np.array([0, *(count or 0 for count in table.counts), 0], dtype=np.int64),
        np.array([NO_DAY, *(NO_DAY if day is None else day for day in table.observed), NO_DAY], dtype=np.int64),
    )


def _by_label(columns: Columns, plan: Plan, key: RateKey, given: Given) -> Found:
    codes, values = _labels(columns, plan, key.column, cast(str, key.kind))
    first = _first_row(columns, codes, given)
    read, bad = read_each(values, lambda value: rate_of(value, plan), key.column, first, plan.missing == "null")
    table, unreadable = of_rates(read), _in_rows(bad, codes)
    counts, observed = _arrays(table)
    at = codes + 1
    found = counts[at]
    rates = Rates(found, table.places, table.largest, bool(found.all()))
    missing = (found == 0) & (codes >= 0)
    if unreadable is not None:
        missing &= ~unreadable
    period = values[int(codes[missing.argmax()])] if missing.any() else None
    return Found(rates, observed[at], missing, period=period, unreadable=unreadable)


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


def shown_rows(columns: Columns, bad: Array, *of: Label) -> str:
    """How many rows are bad, with the first few of them; of a period in two columns both are shown."""
    rows = [int(row) for row in np.flatnonzero(bad)[:FIRST_FEW]]
    shown = [(row, " to ".join(columns.show(column, row) for column in of)) for row in rows]
    return show_bad_rows(int(bad.sum()), len(bad), shown)


def _first_row(columns: Columns, codes: Array, given: Given) -> Callable[[int], int | None] | None:
    """For a value's place among the different ones, the first of the given rows that has it."""

    def first(at: int) -> int | None:
        rows = np.flatnonzero((codes == at) & given())
        return int(rows[0]) if len(rows) else None

    return first if columns.is_eager else None
