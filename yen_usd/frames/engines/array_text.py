"""Amounts as text in arrays: each distinct text is read once, and its rows take the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from ...errors import error_at, quote
from ..amount_text import read_amounts_of
from ..plan import Plan, State
from ..scaling import FLOAT_DIGITS
from ..schema import Label
from .array_lookup import Columns
from .arrays import Amounts, Array


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column of text, read: the amounts, and the rows that are nil or cannot be read."""

    amounts: Amounts
    nil: Array
    unreadable: Array


class ReadColumns:
    """The columns of a frame whose columns of text are read as amounts; all others as they are."""

    def __init__(self, columns: Columns, plan: Plan) -> None:
        self._columns = columns
        self._read = {job.amount: _read(columns, plan, job.amount) for job in plan.jobs if job.kind == "text"}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._columns, name)

    def __len__(self) -> int:
        return len(self._columns)

    def amounts(self, column: Label, kind: str, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
        """A column of numbers, or of text that was read."""
        return self._read[column].amounts if kind == "text" else self._columns.amounts(column, kind, power, digits)

    def nulls(self, column: Label) -> Array:
        """Which rows have no number; those of text that is nil, or cannot be read, among them."""
        if column not in self._read:
            return self._columns.nulls(column)
        valid = self._read[column].amounts.valid
        return np.zeros(len(self), dtype=bool) if valid is None else ~valid

    def has_decimals(self, column: Label) -> bool:
        """Whether a column of objects has Decimals; text has none."""
        return column not in self._read and self._columns.has_decimals(column)

    def states(self, column: Label) -> Array:
        """What `State` says of the amounts."""
        read = self._read[column]
        return np.where(read.unreadable, float(State.UNREADABLE), np.where(read.nil, float(State.NIL), 0.0))


def with_text(columns: Columns, plan: Plan) -> Columns:
    """The columns of a frame, of which those of text are read if a plan translates any."""
    has_text = any(job.kind == "text" for job in plan.jobs)
    return cast(Columns, ReadColumns(columns, plan)) if has_text else columns


def _read(columns: Columns, plan: Plan, column: Label) -> _Column:
    assert plan.amount_text is not None
    codes, values = columns.labels(column, "text")
    found = read_amounts_of(values, plan.amount_text)
    if columns.is_eager and plan.missing == "raise":
        for at, error in found.errors.items():
            for row in np.flatnonzero(codes == at)[:1]:  # a null among objects is a value of no row
                raise error_at(f"column {quote(column)}, row {row}", error)
    try:
        counts = np.array([*found.counts, 0], dtype=np.int64)
    except OverflowError:
        counts = np.array([*found.counts, 0], dtype=object)
    nil, unreadable = (_flags(len(values), at)[codes] for at in (found.nil, found.errors))
    valid = (codes >= 0) & ~nil & ~unreadable
    return _Column(Amounts(counts[codes], found.places, None, None if valid.all() else valid), nil, unreadable)


def _flags(total: int, at: Any) -> Array:
    """Which values are among those at some places; the last, for nulls, is not."""
    flags = np.zeros(total + 1, dtype=bool)
    flags[list(at)] = True
    return flags
