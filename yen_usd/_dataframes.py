"""Small tables as data frames of the caller's choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

from ._extras import check_installed
from .errors import ArgumentError, quote
from .money.exact import places_of

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
NumberType: TypeAlias = Literal["decimal", "float"]
Kind: TypeAlias = Literal["text", "day", "number", "count", "flag"]


def frame_of(columns: Mapping[str, tuple[Kind, Sequence[object]]], backend: Backend, dtype: NumberType, what: str) -> Any:
    """A frame of columns of Python's values of a kind each; numbers are Decimals, kept so or as the nearest doubles.

    Columns keep their types where all values are None, and where there are none. Raises `ArgumentError` for another
    backend or type, `MissingExtraError` where the backend is not installed.
    """
    if backend not in get_args(Backend) or dtype not in get_args(NumberType):
        raise ArgumentError(
            f"a frame of {quote(backend)} with {quote(dtype)}",
            "there are pandas, polars and pyarrow, with decimal or float",
            "name one of each",
        )
    check_installed(backend, backend, what)
    import narwhals as nw

    types: dict[str, Any] = {}
    values: dict[str, list[object]] = {}
    for name, (kind, given) in columns.items():
        values[name] = list(given)
        if kind == "text":
            types[name] = nw.String()
        elif kind in {"flag", "count"}:
            types[name] = nw.Boolean() if kind == "flag" else nw.Int64()
        elif kind == "day":
            types[name] = nw.Datetime("us") if backend == "pandas" else nw.Date()
            if backend == "pandas":  # which has no type of days
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
