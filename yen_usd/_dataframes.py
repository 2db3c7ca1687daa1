"""Small tables as frames of the caller's choice, and columns of a caller's frame as text (through narwhals)."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from ._extras import check_installed, load
from .errors import ArgumentError, YenUsdError, quote
from .money.exact import Number, places_of, plain, to_decimal

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
NumberType: TypeAlias = Literal["decimal", "float"]
Kind: TypeAlias = Literal["text", "day", "number", "count", "flag"]


def frame_of(columns: Mapping[str, tuple[Kind, Sequence[object]]], backend: Backend, dtype: NumberType, what: str) -> Any:
    """A frame of columns, each of one kind of Python's values; numbers are Decimals, kept or made the nearest doubles.

    Columns keep their types if all values are None, and if there are no rows. Raises `ArgumentError` for another
    backend or type, `MissingExtraError` where the backend is not installed.
    """
    if backend not in get_args(Backend) or dtype not in get_args(NumberType):
        raise ArgumentError(
            f"a data frame with backend={quote(backend)} and dtype={quote(dtype)}",
            "backend must be 'pandas', 'polars' or 'pyarrow', and dtype 'decimal' or 'float'",
            "write backend='pandas', dtype='decimal', for example",
        )
    check_installed(backend, backend, what)
    import narwhals as nw

    # pandas 2 makes the word "None" of a None in a column of text, but not of one among objects.
    has_text = backend != "pandas" or int(load("pandas").__version__.partition(".")[0]) >= 3
    types: dict[str, Any] = {}
    values: dict[str, list[object]] = {}
    for name, (kind, given) in columns.items():
        values[name] = list(given)
        if kind == "text":
            types[name] = nw.String() if has_text else nw.Object()
        elif kind in {"flag", "count"}:
            types[name] = nw.Boolean() if kind == "flag" else nw.Int64()
        elif kind == "day":
            types[name] = nw.Datetime("us") if backend == "pandas" else nw.Date()
            if backend == "pandas":  # which has no type for days
                values[name] = [_midnight(day) for day in given]
        elif dtype == "float":
            types[name] = nw.Float64()
            values[name] = [float(number) if isinstance(number, Decimal) else None for number in given]
        elif backend == "pandas":
            types[name] = nw.Object()
        else:
            types[name] = nw.Decimal(38, max((places_of(n) for n in given if isinstance(n, Decimal)), default=2))
    return nw.from_dict(values, schema=types, backend=backend).to_native()


def _midnight(day: object) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time()) if isinstance(day, dt.date) else None


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The columns of a table by their places: their names, "" for an index that has none, and their values as text."""

    names: tuple[str, ...]
    read: Callable[[int], Iterable[object]]

    def of(self, at: int) -> list[str]:
        """A column as a CSV file would have it: days as 2007-03-30, numbers in plain digits, "" for a missing value."""
        return _as_text(self.read(at))

    def ordinals(self, at: int) -> list[int] | None:
        """The ordinals of a column of days, where it is one of NumPy's; None for any other, which `of` gives as text."""
        values = self.read(at)
        dtype = str(getattr(values, "dtype", ""))
        if not dtype.startswith("datetime64") or "," in dtype:  # with a time zone: the day depends on it
            return None
        days = cast("Any", values).astype("datetime64[D]")
        if not (days == values).all():  # some are no days, or missing
            return None
        found: list[int] = (days.astype("int64") + _EPOCH).tolist()
        return found

    def different(self, at: int) -> set[str]:
        """The different values of a column of words."""
        return set(map(_of_value, set(self.read(at))))


def text_columns(table: object) -> TextColumns:
    """The columns of a frame, of a pandas Series with its index, or of a dict of columns or of days and rates.

    Raises `ArgumentError` for anything else.
    """
    if isinstance(table, Mapping):
        return _of_mapping(cast("Mapping[object, object]", table))
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(table, pandas.Series):
        series = cast("Any", table)
        index, name = series.index, series.name
        values = (_index_values(index), series.to_numpy())
        return TextColumns((_name(index.name), _name(name) or "0"), values.__getitem__)
    import narwhals as nw

    try:
        frame = nw.from_native(cast("Any", table), eager_only=True)
        names = tuple(map(str, frame.columns))
    except Exception:  # a lazy frame, two columns of one name, and what is no frame at all
        raise ArgumentError(
            f"cannot read an object of type {type(table).__name__} as a table",
            "a frame of pandas, Polars or PyArrow, a pandas Series with dates as its index, or a dict is accepted",
            "give one of these; collect a lazy frame first, and let no two columns have the same name",
        ) from None
    index = nw.maybe_get_index(frame)
    columns: list[Callable[[], Iterable[object]]] = [partial(_column_values, frame, at) for at in range(len(names))]
    if index is not None and getattr(index, "dtype", None) is not None and index.dtype.kind not in "iu":
        names, columns = (_name(index.name), *names), [partial(_index_values, index), *columns]
    return TextColumns(names, lambda at: columns[at]())


def _of_mapping(table: Mapping[object, object]) -> TextColumns:
    if table and all(isinstance(value, Sequence) and not isinstance(value, str | bytes) for value in table.values()):
        columns = cast("list[Sequence[object]]", list(table.values()))
        if len(set(map(len, columns))) > 1:
            raise ArgumentError(
                "the columns have different lengths", "each must have a value for every row", "check the lists in the dict"
            )
        return TextColumns(tuple(map(str, table)), columns.__getitem__)
    values = (list(table), list(table.values()))
    return TextColumns(("date", "value"), values.__getitem__)


def _name(name: object) -> str:
    return "" if name is None else str(name)


def _index_values(index: Any) -> Iterable[object]:
    """The values of a pandas index; a period stands for its last day."""
    ends = index.to_timestamp(how="end").normalize() if hasattr(index, "to_timestamp") else index
    values: Iterable[object] = ends if getattr(ends, "tz", None) is not None else ends.to_numpy()
    return values


def _column_values(frame: Any, at: int) -> Iterable[object]:
    """The values of a column, as an array of NumPy's where that is the fast way and loses nothing."""
    import narwhals as nw

    column = frame[:, at]
    is_plain = column.dtype.is_float() or column.dtype in (nw.Date, nw.Datetime) or column.dtype.is_integer()
    is_zoned = getattr(column.dtype, "time_zone", None) is not None
    if column.dtype.is_decimal():
        column = column.cast(nw.String)
    values: Iterable[object] = (
        column.to_numpy() if is_plain and not is_zoned and "numpy" in sys.modules else column.to_list()
    )
    return values


def _as_text(values: Iterable[object]) -> list[str]:
    dtype = str(getattr(values, "dtype", ""))
    if dtype == "float64":
        values = cast("list[float]", cast("Any", values).tolist())
    listed = list(values)
    if set(map(type, listed)) <= {float, type(None)}:  # each that differs is written once
        floats = cast("list[float | None]", listed)
        known = {value: "" if value is None else _of_float(value) for value in set(floats)}
        return list(map(known.__getitem__, floats))
    return [_of_value(value) for value in listed]


def _of_float(value: float) -> str:
    text = repr(value)
    return (
        ""
        if value != value
        else text
        if "e" not in text
        else plain(to_decimal(value))
        if abs(value) < float("inf")
        else text
    )


def _of_value(value: object) -> str:
    """A value as text; what is neither a day nor a number is shown as it is, for the error that refuses it."""
    if isinstance(value, str):
        return value.strip()
    if type(value) is Decimal and value.is_finite():
        return plain(value)
    if value is None or type(value).__name__ in ("NAType", "NaTType") or (not hasattr(value, "__len__") and value != value):
        return ""
    if isinstance(value, dt.datetime):
        return str(value.date()) if value.tzinfo is None and value == dt.datetime.combine(value, dt.time()) else str(value)
    if isinstance(value, dt.date):
        return str(value)
    if type(value).__name__ == "datetime64":
        day = cast("Any", value).astype("datetime64[D]")
        return ("" if day.item() is None else str(day)) if day == value or day.item() is None else str(value)
    if type(value).__name__ == "Period" and hasattr(value, "end_time"):
        return str(cast("Any", value).end_time.date())
    try:
        return plain(to_decimal(cast("Number", value)))
    except YenUsdError:
        return quote(value)
