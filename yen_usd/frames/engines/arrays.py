"""Amounts and rates as NumPy arrays: the kernel of pandas, PyArrow and Dask.

Rows are worked on in blocks that stay in the processor's cache. Amounts go through the division as magnitudes,
whose unsigned quotients are the fastest that NumPy has, and get their signs back afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Final, cast

import numpy as np

from ...money.exact import EXACT
from ...money.rounding import Mode
from ..division import Rounds, translate_at_once, translate_counts
from ..scaling import EXACT_FLOAT, EXACT_POWER, FLOAT_DIGITS, INT64_MAX, LARGEST_FLOAT, SHOWN_DIGITS, Scaling

Array = np.ndarray[Any, Any]

_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """A column of amounts: whole counts of 10**-`places`, and the fractions of floats in `FLOAT_DIGITS` digits.

    `valid` is False for nulls, `beyond` True for what cannot be counted in 64 bits; None where no row is so.
    Counts are Python integers, as objects, where 64 bits were too narrow for one. Floats have their
    unit taken in.
    """

    counts: Array
    places: int = 0
    fractions: Array | None = None
    valid: Array | None = None
    beyond: Array | None = None
    is_float: bool = False

    def take(self, rows: Array) -> Amounts:
        """Some of the rows."""
        fractions, valid, beyond = (None if p is None else p[rows] for p in (self.fractions, self.valid, self.beyond))
        return Amounts(self.counts[rows], self.places, fractions, valid, beyond, self.is_float)

    def without(self, valid: Array | None) -> Amounts:
        """The same with more nulls: those rows that are not valid."""
        if valid is None:
            return self
        return replace(self, valid=valid if self.valid is None else self.valid & valid)


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """The rate of every row, or of all rows, as a count of 10**-`places`; 0 where there is none."""

    counts: Array | int
    places: int
    largest: int
    has_all: bool

    def take(self, rows: Array) -> Rates:
        """Those of some of the rows."""
        return self if isinstance(self.counts, int) else replace(self, counts=self.counts[rows])


class _Magnitudes:
    """NumPy's operations on magnitudes: unsigned numbers, or Python's integers as objects."""

    rounds: ClassVar[Rounds] = "magnitude"

    def __init__(self, dtype: Any) -> None:
        self._dtype = dtype

    def let(self, value: Any) -> Any:
        return value

    def over(self, dividend: Any, divisor: Any) -> Any:
        return dividend // divisor

    def remainder(self, dividend: Any, divisor: Any) -> Any:
        return dividend % divisor

    def rounded(self, dividend: Any, divisor: Any, mode: Mode) -> None:
        return None

    def times(self, column: Any, number: Any) -> Any:
        return column * number

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        return np.where(condition, np.asarray(yes, dtype=self._dtype), np.asarray(no, dtype=self._dtype))

    def is_odd(self, column: Any) -> Any:
        return column % 2 == 1

    def equal(self, one: Any, other: Any) -> Any:
        return one == other

    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        return quotient * multiplier + more


_IN_64_BITS: Final = _Magnitudes(np.uint64)
_IN_OBJECTS: Final = _Magnitudes(object)


def from_integers(values: Array, valid: Array | None) -> Amounts:
    """Integers of any width as amounts; unsigned ones may be beyond 64 bits with a sign."""
    if values.dtype == np.uint64:
        beyond = values > np.uint64(INT64_MAX)
        if beyond.any():
            return Amounts(np.where(beyond, 0, values).astype(np.int64), valid=valid, beyond=beyond)
    return Amounts(values.astype(np.int64, copy=False), valid=valid)


def from_floats(values: Array, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
    """Floats in a unit of 10**`power`: the whole part exact, the fraction in `digits` digits or fewer."""
    numbers = values.astype(np.float64, copy=False)
    is_nan = np.isnan(numbers)
    beyond = np.abs(numbers) >= LARGEST_FLOAT / 10.0**power  # infinities among them
    dropped = is_nan | beyond
    if dropped.any():
        numbers = np.where(dropped, 0.0, numbers)
    whole = np.trunc(numbers)
    counts = whole.astype(np.int64) * 10**power
    rest = numbers - whole
    fractions: Array | None = None
    if rest.any():
        sizes = 10.0 ** np.arange(SHOWN_DIGITS - digits, SHOWN_DIGITS + power)
        fewer = np.searchsorted(sizes, np.abs(numbers) * 10.0**power, side="right")
        powers = 10 ** np.arange(digits + power + 1, dtype=np.int64)
        fractions = np.rint(rest * powers[digits + power - fewer]).astype(np.int64) * powers[fewer]
        if power:
            size, sign = np.abs(fractions), np.sign(fractions)
            counts += sign * (size // 10**digits)
            fractions = sign * (size % 10**digits)
    valid = ~is_nan if is_nan.any() else None
    return Amounts(counts, 0, fractions, valid, beyond if beyond.any() else None, is_float=True)


def from_decimals(values: list[Decimal | None], places: int) -> Amounts:
    """Decimals as counts of 10**-`places`, of 64 bits if all of them fit."""
    valid = np.array([value is not None for value in values], dtype=bool)
    counts = [0 if value is None else int(value.scaleb(places, EXACT)) for value in values]
    narrow = all(-INT64_MAX <= count <= INT64_MAX for count in counts)
    array = np.array(counts, dtype=np.int64 if narrow else object)
    return Amounts(array, places, None, None if valid.all() else valid)


def blocks(total: int) -> Iterator[slice]:
    """Runs of rows that stay in the processor's cache."""
    return (slice(start, start + _BLOCK) for start in range(0, total, _BLOCK))


def translate_arrays(scaling: Scaling, amounts: Amounts, rates: Rates, places: int | None) -> tuple[Array, Array | None]:
    """The results, and which rows have none: for a null, no rate, or a result beyond 64 bits.

    Results are counts, or with `places` the doubles nearest to counts of 10**-`places`.
    """
    total = len(amounts.counts)
    results = np.empty(total, dtype=np.int64 if places is None else np.float64)
    is_object = scaling.is_wide or amounts.counts.dtype == object
    lifted = scaling.lifted if isinstance(scaling.lifted, int) else 1  # units that differ are taken one after another
    given = amounts.counts if lifted == 1 else amounts.counts.astype(object) * lifted
    largest = 0 if is_object or not total else max(int(amounts.counts.max()), -int(amounts.counts.min()))
    work = _in_objects if is_object else _at_once if scaling.is_direct(largest, rates.largest) else _with_rest
    misfits: list[Array] = []
    for block in blocks(total):
        fractions = None if amounts.fractions is None else amounts.fractions[block]
        counts, misfit = work(scaling, _in_block(rates, block, is_object), given[block], fractions)
        results[block] = counts if places is None else to_floats(counts, places)
        if misfit is not None:
            misfits.append(misfit)
    return results, _without(amounts, rates, np.concatenate(misfits) if misfits else None)


def _in_block(rates: Rates, block: slice, is_object: bool) -> Any:
    """The rates of some rows, as the kernel takes them; 1 where there is none."""
    if isinstance(rates.counts, int):
        return rates.counts if is_object else np.uint64(rates.counts)
    counts = rates.counts[block]
    if not rates.has_all:
        counts = np.maximum(counts, 1)
    return counts.astype(object) if is_object else counts.view(np.uint64)


def _without(amounts: Amounts, rates: Rates, misfit: Array | None) -> Array | None:
    """Which rows have no result; None if all have one."""
    found: Array | None = None
    no_rate = None if rates.has_all else np.equal(rates.counts, 0)
    for bad in (None if amounts.valid is None else ~amounts.valid, no_rate, misfit, amounts.beyond):
        if bad is not None and bad.any():
            found = bad if found is None else found | bad
    return found


def _with_sign(magnitudes: Array, is_negative: Array) -> Array:
    sign = is_negative.view(np.int8).astype(np.int64)
    return (magnitudes.view(np.int64) ^ -sign) + sign


def _at_once(scaling: Scaling, rate: Any, counts: Array, _: Array | None) -> tuple[Array, Array | None]:
    is_negative = counts < 0
    return _with_sign(
        translate_at_once(_IN_64_BITS, scaling, rate, np.abs(counts).view(np.uint64), is_negative), is_negative
    ), None


def _with_rest(scaling: Scaling, rate: Any, counts: Array, fractions: Array | None) -> tuple[Array, Array | None]:
    """Any amount of 64 bits. A result that left its range wrapped around, and is then far from a rough estimate."""
    is_negative = counts < 0 if fractions is None else (counts < 0) | (fractions < 0)
    size = np.abs(counts).view(np.uint64)
    parts = None if fractions is None else np.abs(fractions).view(np.uint64)
    found = translate_counts(_IN_64_BITS, scaling, rate, size, parts, is_negative)
    times = scaling.multiplier / scaling.factor
    by_rate = np.asarray(rate, dtype=np.float64)
    estimate = size.astype(np.float64) * times
    estimate = estimate / by_rate if scaling.divides_by_rate else estimate * by_rate
    misfit = np.abs(found.astype(np.float64) - estimate) > 2.0**62
    misfit |= found > np.uint64(INT64_MAX) + is_negative.astype(np.uint64)
    return _with_sign(found, is_negative), misfit


def _in_objects(scaling: Scaling, rate: Any, counts: Array, fractions: Array | None) -> tuple[Array, Array | None]:
    """Any amount at all, by Python's integers."""
    numbers = counts.astype(object)
    is_negative = np.asarray(numbers < 0, dtype=bool)
    parts = None
    if fractions is not None:
        is_negative = is_negative | (fractions < 0)
        parts = np.abs(fractions.astype(object))
    size: Any = translate_counts(_IN_OBJECTS, scaling, rate, np.abs(numbers), parts, is_negative)
    found = cast(Array, np.where(is_negative, -size, size))
    misfit = np.asarray((found > INT64_MAX) | (found < -INT64_MAX - 1), dtype=bool)
    return np.where(misfit, 0, found).astype(np.int64), misfit


def to_floats(counts: Array, places: int) -> Array:
    """The doubles nearest to counts of 10**-`places`."""
    if abs(places) > EXACT_POWER:
        return np.array([_nearest(int(count), places) for count in counts], dtype=np.float64)
    power = 10.0 ** abs(places)
    floats = counts / power if places > 0 else counts * power
    if len(counts) and (int(counts.max()) > EXACT_FLOAT or int(counts.min()) < -EXACT_FLOAT):
        for row in np.flatnonzero(np.abs(counts) > EXACT_FLOAT):
            floats[row] = _nearest(int(counts[row]), places)
        floats[counts == np.iinfo(np.int64).min] = _nearest(-INT64_MAX - 1, places)
    return floats


def _nearest(count: int, places: int) -> float:
    return count / 10**places if places > 0 else float(count * 10**-places)


def as_halves(counts: Array) -> bytes:
    """Counts of 64 bits as the bytes of integers of 128, which decimals are stored as."""
    halves = np.empty((len(counts), 2), dtype="<i8")
    halves[:, 0] = counts
    halves[:, 1] = counts >> 63
    return halves.tobytes()
