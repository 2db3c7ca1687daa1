"""The rates of periods in two columns, in arrays: a look-up for each start, one for each end, and a division."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from ...rates.rate import Averaging, Basis
from ..plan import Plan, RateKey
from ..span_tables import Column, Fractions, SpanTable, of_spans
from .array_lookup import NO_DAY, Columns, Found, Given, Times, nulls_of, read_times
from .arrays import Array, Rates, blocks

_NONE: Final = complex("nan+nanj")
_NO_START: Final = 2**62
_NO_END: Final = -(2**62)
"""In halves, sums that stand for none: the difference of one of them and any other is negative."""


@dataclass(frozen=True, slots=True, eq=False)
class _Arrays:
    """A table of sums with a first and a last entry for what lies outside of it; sums of a day stand side by side.

    Numerators and denominators are looked up at once: as the halves of whole numbers if they fit 32 bits, so that less has
    to be near the processor, or else as the two parts of complex numbers.
    """

    starts: Array
    ends: Array
    start_codes: Array
    end_codes: Array
    rates: Array
    observed: Array
    log_width: int


@lru_cache(maxsize=16)
def _arrays(table: SpanTable) -> _Arrays:
    def fractions(pairs: Sequence[Fractions], none: int) -> Array:
        of_none: complex = none if in_halves else _NONE
        sums = [[of_none if n is None or d is None else one(n, d) for n, d in zip(*p, strict=True)] for p in pairs]
        return np.stack([np.array([of_none, *column, of_none]) for column in sums], axis=1).ravel()

    def one(numerator: int, denominator: int) -> complex:
        return (numerator << 32) + denominator if in_halves else complex(numerator, denominator)

    in_halves = table.limit < 2**31

    def whole(column: Column, none: int) -> Array:
        return np.array([none, *(none if n is None else n for n in column), none], dtype=np.int64)

    return _Arrays(
        fractions(table.starts, _NO_START),
        fractions(table.ends, _NO_END),
        np.array([0, *table.start_codes, 0], dtype=np.uint16),
        np.array([0, *table.end_codes, 0], dtype=np.int16).view(np.uint16),
        whole(table.rates, 0),
        whole(table.observed, int(NO_DAY)),
        len(table.starts) // 2,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
    """The rows of a key, and what they are looked up in; rates come to be counts of 10**-`places`."""

    table: SpanTable
    arrays: _Arrays
    starts: Times
    ends: Times
    places: int

    def place(self, times: Times, block: slice) -> Array:
        """The places of some days in the table; nulls are outside of it, like any other day that it does not have."""
        days = times.counts[block]
        at = days // times.per_day if times.per_day > 1 else days.copy()
        at -= self.table.first - 1
        last = len(self.arrays.rates) - 1
        if len(at) and (at.min() < 0 or at.max() > last):  # two looks cost less than a clip that changes nothing
            np.minimum(np.maximum(at, 0, out=at), last, out=at)
        return at

    def sums(self, start: Array, end: Array, averaging: Averaging | None) -> tuple[Array, Array, Array]:
        """The sum of each period's rates, with how many they are, as numerator and denominator; and whether it has any."""
        arrays = self.arrays
        by_months: Any = averaging is Averaging.MONTH_END
        if averaging is None:
            # Of the codes of an end and a start the difference of years is 0 or 1; all others are large as unsigned numbers.
            by_months = ((arrays.end_codes.take(end) - arrays.start_codes.take(start)) <= 1).view(np.uint8)
        before, through = start << arrays.log_width, end << 1
        before += by_months
        through += by_months
        if self.table.newer_from is not None:
            before += 2 * (end > self.table.newer_from - self.table.first)
        found = arrays.ends.take(through)
        found -= arrays.starts.take(before)
        if found.dtype == np.int64:
            halves = found.view("<i4")
            return halves[1::2], halves[::2], found > 0
        return found.real, found.imag, (found.real > 0) & (found.imag > 0)


def by_span(columns: Columns, plan: Plan, key: RateKey, given: Given) -> Found:
    """The rates of the periods between two columns of days."""
    assert key.start is not None
    assert plan.basis is not None
    table = of_spans(plan.series, plan.newer, plan.rate_places)
    places = table.places(plan.basis, plan.instants is not None)
    starts, ends = (read_times(columns, plan, column, given) for column in key.day_columns)
    spans = _Spans(table, _arrays(table), starts, ends, places)
    found, days = _look_up(spans, plan, wants_days=key in plan.observed_into)
    if plan.instants is not None:
        _take_instants(spans, found, days, nulls_of(columns, plan, key.start.column, key.start.kind))
    rates = Rates(found, places, table.largest_rate(places), bool(found.all()))
    unreadable: Array | None = None
    for times in (starts, ends):
        if times.unreadable is not None:
            unreadable = times.unreadable if unreadable is None else unreadable | times.unreadable
    missing = None if rates.has_all else (found == 0) & (ends.counts != NO_DAY)
    if missing is not None and unreadable is not None:
        missing &= ~unreadable
    if missing is None or plan.is_lazy or not missing.any():
        return Found(rates, days, missing, unreadable=unreadable)
    last = table.first + len(table.rates) - 1
    if plan.newer is None and bool((missing & (ends.counts // ends.per_day > last)).any()):  # only now is it looked for
        longer = plan.with_newer()
        if longer.newer is not None:
            return by_span(columns, longer, key, given)
    row = int((missing & given()).argmax())
    period = [None if t.counts[row] == NO_DAY else int(t.counts[row]) // t.per_day for t in (starts, ends)]
    return Found(rates, days, missing, plan=plan, period=tuple(period), unreadable=unreadable)


def _look_up(spans: _Spans, plan: Plan, wants_days: bool) -> tuple[Array, Array | None]:
    """The rates of all rows as counts, 0 where there is none; and the days of their observations."""
    is_average = plan.basis is Basis.AVERAGE
    found = np.empty(len(spans.ends.counts), dtype=np.int64)
    days = np.full_like(found, NO_DAY) if wants_days else None
    up = 10 ** max(spans.places - plan.rate_places, 0)
    for block in blocks(len(found)):
        start, end = spans.place(spans.starts, block), spans.place(spans.ends, block)
        if is_average:
            totals, numbers, has_rate = spans.sums(start, end, plan.averaging)
            # Doubles hold both exactly, and no quotient is so near to a whole number above it that it would become it.
            found[block] = totals / numbers
            if up > 1:
                found[block] *= up
        else:
            _, _, has_rate = spans.sums(start, end, Averaging.DAILY)
            found[block] = spans.arrays.rates.take(end)
            if days is not None:
                days[block] = np.where(has_rate, spans.arrays.observed.take(end), NO_DAY)
        if not has_rate.all():
            found[block][~has_rate] = 0
    return found, days


def _take_instants(spans: _Spans, found: Array, days: Array | None, is_instant: Array) -> None:
    """Give the rows without a start the rates that prevail on their ends."""
    rows: Any = np.flatnonzero(is_instant)
    end = spans.place(Times(spans.ends.counts[rows], spans.ends.per_day), slice(None))
    found[rows] = spans.arrays.rates.take(end) * 10 ** (spans.places - spans.table.rate_places)
    if days is not None:
        days[rows] = spans.arrays.observed.take(end)
