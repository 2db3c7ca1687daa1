"""Tables of PyArrow, and the Arrow-typed columns of pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, Final, cast

import numpy as np

from ..._extras import load
from ...errors import quote
from ..lookup_tables import PER_DAY
from ..plan import Plan
from ..scaling import FLOAT_DIGITS, INT64_MAX
from ..schema import Label, Null, Schema, Types, types_of
from .array_lookup import NO_DAY, Times
from .array_plan import new_columns
from .arrays import Amounts, Array, as_halves, from_floats, from_integers
from .tallies import tally_frame

pa: Any = load("pyarrow")
_LONG: Final = Context(prec=160)


class ArrowColumns:
    """The columns of a PyArrow table."""

    def __init__(self, table: Any, is_eager: bool) -> None:
        self._table = table
        self.is_eager = is_eager

    def __len__(self) -> int:
        return cast(int, self._table.num_rows)

    def amounts(self, column: Label, kind: str, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
        return amounts_of(self._table[column], power, digits)

    def has_decimals(self, column: Label) -> bool:
        return False

    def nulls(self, column: Label) -> Array:
        return cast(Array, self._table[column].is_null(nan_is_null=True).to_numpy())

    def times(self, column: Label, kind: str) -> Times:
        return times_of(self._table[column])

    def labels(self, column: Label, kind: str) -> tuple[Array, Sequence[object]]:
        return labels_of(self._table[column])

    def show(self, column: Label, row: int) -> str:
        value = self._table[column][row]
        try:
            found = value.as_py()
        except (OverflowError, ValueError):  # a day beyond Python's
            return str(value.cast(pa.int32() if pa.types.is_date32(value.type) else pa.int64()))
        return quote(found) if isinstance(found, str) else str(found)

    def floats(self, values: Array, without: Array | None, like: Label) -> Any:
        return floats_from(values, without)

    def decimals(self, counts: Array, places: int, without: Array | None, like: Label) -> Any:
        return decimals_from(counts, places, without)

    def dates(self, days: Array, without: Array | None, like: Label | None) -> Any:
        return dates_from(days, without)


@lru_cache
def type_of(kind: Any) -> Any:
    """The type of a column: as narwhals tells it, and for those that it does not know the one they are read as."""
    if pa.types.is_dictionary(kind):
        return type_of(kind.value_type)
    if pa.types.is_decimal(kind):
        import narwhals as nw

        return nw.Decimal(min(kind.precision, 38), max(kind.scale, 0)) if kind.scale <= 38 else nw.Unknown()
    if pa.types.is_null(kind):
        return Null()
    kind = pa.date32() if pa.types.is_date64(kind) else kind
    return types_of(pa.schema([("column", kind)]).empty_table())["column"]


def amounts_of(column: Any, power: int, digits: int) -> Amounts:
    """A chunked array of numbers as amounts."""
    array = _whole(column, pa.int64())
    kind = array.type
    valid = _valid(array)
    if pa.types.is_decimal(kind):
        counts = _decimal_counts(array)
        return Amounts(counts if valid is None else np.where(valid, counts, 0), max(kind.scale, 0), None, valid)
    filled = array if valid is None else array.fill_null(0)
    values: Array = filled.to_numpy(zero_copy_only=False)
    if pa.types.is_floating(kind):
        return from_floats(values, power, digits).without(valid)
    return from_integers(values, valid)


def times_of(column: Any) -> Times:
    """A chunked array of dates or timestamps."""
    array = _whole(column, pa.date32())
    kind = array.type
    valid = _valid(array)
    numbers = array.cast(pa.int32()).cast(pa.int64()) if pa.types.is_date32(kind) else array.cast(pa.int64())
    counts = (numbers if valid is None else numbers.fill_null(0)).to_numpy()
    per_day = 1 if pa.types.is_date32(kind) else PER_DAY["ms" if pa.types.is_date64(kind) else kind.unit]
    return Times(counts if valid is None else np.where(valid, counts, NO_DAY), per_day)


def labels_of(column: Any) -> tuple[Array, Sequence[object]]:
    """The different values of a chunked array, and each row's place among them; -1 for a null."""
    encoded = _whole(column, pa.string()).dictionary_encode()
    codes: Array = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, encoded.dictionary.to_pylist()


def floats_from(values: Array, without: Array | None) -> Any:
    """An array of doubles with nulls."""
    return pa.array(values, mask=without)


def decimals_from(counts: Array, places: int, without: Array | None) -> Any:
    """An array of decimals of 38 digits that count 10**-`places`."""
    kind = pa.decimal128(38, max(places, 0))
    power = 10 ** max(-places, 0)
    if power > 1 and len(counts) and max(int(counts.max()), -int(counts.min())) > INT64_MAX // power:
        exact = [Decimal(int(count) * power) for count in counts]
        return pa.array(exact, kind, mask=without)
    mask = None if without is None else pa.array(~without).buffers()[1]
    return pa.Array.from_buffers(kind, len(counts), [mask, pa.py_buffer(as_halves(counts * power))])


def dates_from(days: Array, without: Array | None) -> Any:
    """An array of dates with nulls."""
    return pa.array(days.astype(np.int32), mask=without).cast(pa.date32())


def _whole(column: Any, for_nulls: Any) -> Any:
    """A chunked array as one, its dictionary decoded, and of another type if it has only nulls."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # of no chunks, in some versions
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    return array.cast(for_nulls) if pa.types.is_null(array.type) else array


def _valid(array: Any) -> Array | None:
    return cast(Array, array.is_valid().to_numpy(zero_copy_only=False)) if array.null_count else None


def _decimal_counts(array: Any) -> Array:
    """The integers behind decimals, of 64 bits if all of them fit."""
    kind = array.type
    if kind.bit_width != 128 or kind.scale < 0:
        try:
            array = array.cast(pa.decimal128(38, max(kind.scale, 0)))
        except pa.ArrowInvalid:  # more than 38 digits
            texts = array.cast(pa.string()).to_pylist()
            scale = max(kind.scale, 0)
            return np.array([int(Decimal(text or 0).scaleb(scale, _LONG)) for text in texts], dtype=object)
    halves = np.frombuffer(array.buffers()[1], dtype="<i8", count=2 * (len(array) + array.offset))[2 * array.offset :]
    low, high = halves[::2], halves[1::2]
    is_narrow = high == low >> 63
    if array.null_count:
        is_narrow |= ~np.asarray(array.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
    if is_narrow.all():
        return low
    return np.array([int(h) * 2**64 + int(u) for h, u in zip(high, low.view(np.uint64), strict=True)], dtype=object)


def schema_of(frame: Any) -> Schema:
    """The columns of a table."""
    names: list[str] = frame.column_names
    repeated = frozenset(name for name in names if names.count(name) > 1)
    types = Types(names, lambda name: type_of(frame.schema.field(name).type))
    return Schema(types, repeated=repeated)


def translate(frame: Any, plan: Plan) -> Any:
    """The table with the columns of a plan after its own."""
    with np.errstate(all="ignore"):
        new = new_columns(ArrowColumns(frame, not plan.is_check), plan)
    for name, column in new.items():
        frame = frame.append_column(name, column)
    return frame


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    known = frame.select(list(names)).rename_columns(list(names.values()))
    return tuple(column[0].as_py() for column in tally_frame(known, sums).columns)
