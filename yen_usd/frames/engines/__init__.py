"""One file for each engine, all with the functions of `Engine`; the registry below says which frame belongs to which engine.

`expressions`, with `expression_text` and `expression_spans`, is shared by the engines that compile expressions (Polars,
DuckDB, Spark); `arrays`, `array_lookup`, `array_spans`, `array_text` and `array_plan` by those whose columns are arrays
(pandas, PyArrow, and the partitions of Dask).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from ..._extras import check_installed
from ...errors import ArgumentError
from ..plan import Plan
from ..schema import Schema


class Engine(Protocol):
    """What the file of an engine has."""

    def schema_of(self, frame: Any, /) -> Schema:
        """The columns of a frame, without a look at its rows."""
        ...

    def translate(self, frame: Any, plan: Plan, /) -> Any:
        """The frame with the columns of a plan after its own; of a lazy frame nothing is computed."""
        ...

    def tally(self, frame: Any, names: Mapping[Any, str], sums: Sequence[Any], /) -> tuple[Any, ...]:
        """Sums over all rows, in narwhals' expressions, of some columns under other names; a lazy frame is computed."""
        ...


class Entry(NamedTuple):
    """A line of the registry: the file of an engine, narwhals' names of the checks for its frames, and their kind."""

    module: str
    checks: tuple[str, ...]
    is_lazy: bool = False
    compiles: bool = False
    """Rows are never seen one by one: the plan becomes expressions, which are compiled."""


REGISTRY: Final = (
    Entry("pandas", ("is_pandas_dataframe",)),
    Entry("polars_eager", ("is_polars_dataframe",)),
    Entry("polars_lazy", ("is_polars_lazyframe",), is_lazy=True, compiles=True),
    Entry("arrow", ("is_pyarrow_table",)),
    Entry("dask", ("is_dask_dataframe",), is_lazy=True),
    Entry("duckdb", ("is_duckdb_relation",), is_lazy=True, compiles=True),
    Entry("spark", ("is_pyspark_dataframe", "is_pyspark_connect_dataframe"), is_lazy=True, compiles=True),
)

_entries: Final[dict[type[object], Entry]] = {}
"""The lines of the classes that were asked for."""


def entry_of(frame: object) -> Entry:
    """The line of a frame's engine; `ArgumentError` for what is no frame."""
    from narwhals import dependencies

    kind = type(frame)
    if kind in _entries:
        return _entries[kind]
    for entry in REGISTRY:
        if any(getattr(dependencies, check)(frame) for check in entry.checks):
            _entries[kind] = entry
            return entry
    raise ArgumentError(
        f"an object of type {kind.__module__}.{kind.__name__} is not a data frame",
        "frames of pandas, Polars, PyArrow, DuckDB, Dask and PySpark are accepted",
        "convert it to one of these",
    )


@lru_cache
def engine_of(entry: Entry) -> Engine:
    """The functions of an engine."""
    if entry.module == "arrow":
        check_installed("numpy", "pyarrow", "a column of PyArrow")
    return cast(Engine, import_module(f".{entry.module}", __name__))


if TYPE_CHECKING:  # the type checker holds each file against the contract
    from . import arrow, dask, duckdb, pandas, polars_eager, polars_lazy, spark

    _held: tuple[Engine, ...] = (pandas, polars_eager, polars_lazy, arrow, dask, duckdb, spark)
