"""Frames of pandas with columns of NumPy's, pandas' own and Arrow's types; also the partitions of Dask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np

from ..._extras import check_installed, load
from ...errors import AmountTypeError, YenUsdError, error_at, quote
from ...money.exact import places_of, to_decimal
from ..lookup_tables import PER_DAY
from ..plan import Plan
from ..scaling import FLOAT_DIGITS
from ..schema import Label, Schema, Types, may_be_label, types_of
from .array_lookup import NO_DAY, Times
from .array_plan import new_columns
from .arrays import Amounts, Array, from_decimals, from_floats, from_integers
from .tallies import tally_frame

pd: Any = load("pandas")

_MANY: Final = 50
"""So many new columns are added at once, as pandas wants it; fewer one by one, which copies nothing."""
_FEW_ROWS: Final = 10_000
_COPIES_ON_WRITE: Final = int(pd.__version__.partition(".")[0]) >= 3
"""Whether data may be shared, because they are copied before one of their frames is written to."""


def schema_of(frame: Any) -> Schema:
    """The columns of a frame."""
    names = frame.columns.tolist()
    kinds = {name: kind for name, kind in zip(names, frame.dtypes, strict=True) if may_be_label(name)}
    return Schema(
        Types(kinds, lambda name: _type_of(kinds[name])),
        periods=frozenset(name for name, kind in kinds.items() if isinstance(kind, pd.PeriodDtype)),
        repeated=frozenset(() if frame.columns.is_unique else frame.columns[frame.columns.duplicated()]),
        objects=frozenset(name for name, kind in kinds.items() if isinstance(kind, np.dtype) and kind.kind == "O"),
        to_day="take .dt.tz_convert('...').dt.tz_localize(None) of the column first",
        index_names=frozenset(name for name in frame.index.names if isinstance(name, str)),
    )


@lru_cache
def _type_of(kind: Any) -> Any:
    if isinstance(kind, pd.ArrowDtype):
        from .arrow import type_of

        return type_of(kind.pyarrow_dtype)
    return types_of(pd.DataFrame({"column": pd.Series([], dtype=kind)}))["column"]


def translate(frame: Any, plan: Plan, is_eager: bool = True) -> Any:
    """The frame with the columns of a plan after its own; its own data are shared, where pandas lets them be."""
    with np.errstate(all="ignore"):
        new = new_columns(PandasColumns(frame, is_eager and not plan.is_check), plan)
    if len(frame) > _FEW_ROWS:  # an array alone would be copied, which is the quicker way for few rows
        new = {name: pd.Series(values, index=frame.index, copy=False) for name, values in new.items()}
    if len(new) > _MANY:
        return pd.concat([frame, pd.DataFrame(new, index=frame.index)], axis=1).__finalize__(frame)
    result = frame.copy(deep=not _COPIES_ON_WRITE)
    for name, values in new.items():
        result.insert(len(result.columns), name, values)
    return result


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    return tuple(tally_frame(frame[list(names)].rename(columns=names), sums).iloc[0])


class PandasColumns:
    """The columns of a pandas frame, or of a partition, whose bad rows have no result."""

    def __init__(self, frame: Any, is_eager: bool) -> None:
        self._frame = frame
        self._column: Any = cache(frame.__getitem__)  # which pandas makes anew each time
        self.is_eager = is_eager

    def __len__(self) -> int:
        return len(self._frame)

    def amounts(self, column: Label, kind: str, power: int, digits: int = FLOAT_DIGITS) -> Amounts:
        series = self._column(column)
        if _is_arrow(series):
            from .arrow import amounts_of

            return amounts_of(_arrow(series), power, digits)
        if series.dtype == object:
            return self._from_objects(column, series)
        if isinstance(series.dtype, np.dtype):
            values, valid = series.to_numpy(), None
        else:
            nulls: Array = series.isna().to_numpy()
            values = series.to_numpy(dtype=series.dtype.numpy_dtype, na_value=0)
            valid = ~nulls if nulls.any() else None
        if values.dtype.kind == "f":
            return from_floats(values, power, digits).without(valid)
        return from_integers(values, valid)

    def _from_objects(self, column: Label, series: Any) -> Amounts:
        """Numbers as objects, each taken as the scalar functions take it."""
        found: list[Decimal | None] = []
        beyond = np.zeros(len(series), dtype=bool)
        for row, (value, is_null) in enumerate(zip(series, series.isna(), strict=True)):
            try:
                if isinstance(value, str):
                    raise AmountTypeError(
                        f"{quote(value)} is text",
                        "the column must have numbers",
                        "say parse_amounts=True for text with amounts",
                    )
                found.append(None if is_null else to_decimal(value, "a number"))
            except YenUsdError as error:
                if self.is_eager:
                    raise error_at(f"column {quote(column)}, row {row}", error) from None
                found.append(Decimal(0))
                beyond[row] = True
        places = max((places_of(value) for value in found if value is not None), default=0)
        amounts = from_decimals(found, max(places, 0))
        return Amounts(amounts.counts, amounts.places, None, amounts.valid, beyond)

    def has_decimals(self, column: Label) -> bool:
        return any(isinstance(value, Decimal) for value in self._column(column))

    def nulls(self, column: Label) -> Array:
        series = self._column(column)
        found: Array = series.isna().to_numpy(dtype=bool)
        if _is_arrow(series) and series.dtype.kind == "f":  # in which NaN is no null
            found = found | np.isnan(series.to_numpy(dtype=np.float64, na_value=np.nan))
        return found

    def times(self, column: Label, kind: str) -> Times:
        series = self._column(column)
        if kind == "period":
            ordinals = pd.PeriodIndex(series).asfreq("D", how="end").asi8
            return Times(np.where(self.nulls(column), NO_DAY, ordinals))
        if _is_arrow(series):
            from .arrow import times_of

            return times_of(_arrow(series))
        values: Array = series.to_numpy()
        return Times(values.view(np.int64), PER_DAY[np.datetime_data(values.dtype)[0]])

    def labels(self, column: Label, kind: str) -> tuple[Array, Sequence[object]]:
        series = self._column(column)
        try:
            if series.dtype == object and pd.api.types.infer_dtype(series, skipna=True).startswith("mixed"):
                raise TypeError  # 1 and True are no different values to a dictionary
            codes, values = pd.factorize(series)
        except TypeError:  # lists and the like, which are refused one by one
            return np.where(self.nulls(column), -1, np.arange(len(series))), list(series)
        return codes.astype(np.int64), values.tolist()

    def show(self, column: Label, row: int) -> str:
        value = self._column(column).iloc[row]
        if isinstance(value, str):
            return quote(value)
        return str(value.date()) if isinstance(value, pd.Timestamp) and value == value.normalize() else str(value)

    def floats(self, values: Array, without: Array | None, like: Label) -> Any:
        dtype: Any = self._column(like).dtype
        if isinstance(dtype, pd.ArrowDtype):
            from .arrow import floats_from

            return _of_arrow(floats_from(values, without))
        if isinstance(dtype, np.dtype) or (dtype == "str" and getattr(dtype, "na_value", pd.NA) is not pd.NA):
            if without is not None:
                values[without] = np.nan
            return values
        return pd.arrays.FloatingArray(values, np.zeros(len(values), dtype=bool) if without is None else without)

    def decimals(self, counts: Array, places: int, without: Array | None, like: Label) -> Any:
        if self._column(like).dtype == object:
            nulls = np.zeros(len(counts), dtype=bool) if without is None else without
            found = np.empty(len(counts), dtype=object)
            found[:] = [None if null else _decimal(int(count), places) for count, null in zip(counts, nulls, strict=True)]
            return found
        check_installed("pyarrow", "pyarrow", "a column of decimals in pandas")
        from .arrow import decimals_from

        return _of_arrow(decimals_from(counts, places, without))

    def dates(self, days: Array, without: Array | None, like: Label | None) -> Any:
        if like is not None and _is_arrow(self._column(like)):
            from .arrow import dates_from

            return _of_arrow(dates_from(days, without))
        found = days.astype("datetime64[D]").astype("datetime64[s]")
        if without is not None:
            found[without] = np.datetime64("NaT", "s")
        return found


def _decimal(count: int, places: int) -> Decimal:
    return Decimal(count) if places == 0 else to_decimal(Decimal(f"{count}e{-places}"))


def _is_arrow(series: Any) -> bool:
    return isinstance(series.dtype, pd.ArrowDtype)


def _arrow(series: Any) -> Any:
    return load("pyarrow").array(series.array)


def _of_arrow(array: Any) -> Any:
    return pd.arrays.ArrowExtensionArray(load("pyarrow").chunked_array([array]))
