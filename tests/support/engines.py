"""The engines that columns are tested on, each for real: frames made from Arrow's tables, and read back as lists."""

from __future__ import annotations

import datetime as dt
import gc
import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import pytest

ALL_WANTED = os.environ.get("YEN_USD_ALL_ENGINES") == "1"
"""Whether a missing engine is a failure."""


@dataclass(frozen=True)
class Engine:
    """An engine: how its frames are made of a table of Arrow's, and read back, with nulls as None."""

    name: str
    package: str
    is_lazy: bool
    make: Callable[[Any], Any]
    columns: Callable[[Any], dict[str, list[Any]]]

    def needed(self) -> None:
        """Skip the test without the package, or fail it where all engines are wanted."""
        if find_spec(self.package) is None:
            reason = f"{self.package} is not installed"
            pytest.fail(reason) if ALL_WANTED else pytest.skip(reason)

    @property
    def missing(self) -> dict[str, Any]:
        """What every call has to say that has a column of dates."""
        return {"missing": "null"} if self.is_lazy else {}

    def __str__(self) -> str:
        return self.name


def _same(value: Any) -> Any:
    """A value as Python has it: NaN and NaT as None, a midnight as its day."""
    if value is None or type(value).__name__ in {"NaTType", "NAType"} or value != value:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def _plain(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [_same(value) for value in values] for name, values in columns.items()}


def _numpy_pandas(table: Any) -> Any:
    """With NumPy's types, but for integers with nulls, which it does not have, and text, which pandas 2 makes objects of."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    text = pd.StringDtype(na_value=np.nan)
    own = {
        field.name: text if pa.types.is_string(field.type) else pd.Int64Dtype()
        for field in table.schema
        if pa.types.is_string(field.type) or (pa.types.is_integer(field.type) and table[field.name].null_count)
    }
    frame = table.drop_columns(list(own)).to_pandas()
    for name, kind in own.items():
        frame[name] = table.select([name]).to_pandas(types_mapper=lambda _, kind=kind: kind)[name]
    return frame[table.column_names]


def _arrow_pandas(table: Any) -> Any:
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _of_pandas(frame: Any) -> dict[str, list[Any]]:
    return _plain({name: list(frame[name]) for name in frame.columns})


def _polars(table: Any) -> Any:
    import polars as pl

    return pl.from_arrow(table)


def _without_objects(table: Any) -> Any:
    """With NumPy's types, dates as datetimes and decimals as Arrow's: Dask takes objects for text."""
    import pandas as pd
    import pyarrow as pa

    frame = _numpy_pandas(table)
    for field in table.schema:
        if pa.types.is_date(field.type):
            frame[field.name] = frame[field.name].astype("datetime64[s]")
        if pa.types.is_decimal(field.type):
            frame[field.name] = table.select([field.name]).to_pandas(types_mapper=pd.ArrowDtype)[field.name]
    return frame


def _dask(table: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dask.dataframe as dd

        return dd.from_pandas(_without_objects(table), npartitions=3, sort=False)


@cache
def _connection() -> Any:
    import duckdb

    return duckdb.connect()


def let_go() -> None:
    """Close what the engines share, which DuckDB would call leaked at the end of the process."""
    _connection.cache_clear()
    gc.collect()


def _of_duckdb(relation: Any) -> dict[str, list[Any]]:
    rows = relation.fetchall()
    return _plain({name: [row[at] for row in rows] for at, name in enumerate(relation.columns)})


def session() -> Any:
    """The session of Spark on this machine; a new one where someone has stopped it."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # compile quickly: plans are small
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",  # else naive datetimes would become instants
    }
    builder = SparkSession.builder.master("local[2]").appName("yen_usd")
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def _spark(table: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return session().createDataFrame(table)


def _of_spark(frame: Any) -> dict[str, list[Any]]:
    rows = frame.collect()
    return _plain({name: [row[at] for row in rows] for at, name in enumerate(frame.columns)})


ENGINES = [
    Engine("pandas", "pandas", False, _numpy_pandas, _of_pandas),
    Engine("pandas-arrow", "pandas", False, _arrow_pandas, _of_pandas),
    Engine("polars", "polars", False, _polars, lambda frame: _plain(frame.to_dict(as_series=False))),
    Engine(
        "polars-lazy",
        "polars",
        True,
        lambda table: _polars(table).lazy(),
        lambda frame: _plain(frame.collect().to_dict(as_series=False)),
    ),
    Engine("pyarrow", "pyarrow", False, lambda table: table, lambda table: _plain(table.to_pydict())),
    Engine("duckdb", "duckdb", True, lambda table: _connection().from_arrow(table), _of_duckdb),
    Engine("dask", "dask", True, _dask, lambda frame: _of_pandas(frame.compute())),
    Engine("pyspark", "pyspark", True, _spark, _of_spark),
]
EAGER = [engine for engine in ENGINES if not engine.is_lazy]
LAZY = [engine for engine in ENGINES if engine.is_lazy]


def in_order(columns: dict[str, list[Any]], by: str = "row") -> dict[str, list[Any]]:
    """The columns in the order of one of them."""
    order = sorted(range(len(columns[by])), key=columns[by].__getitem__)
    return {name: [values[at] for at in order] for name, values in columns.items()}


def each(engines: list[Engine]) -> Iterator[Any]:
    """Parameters of a test."""
    for engine in engines:
        yield pytest.param(engine, id=engine.name)


def translated(engine: Engine, table: Any, amount: Any, **arguments: Any) -> dict[str, list[Any]]:
    """The columns of a translated frame, its rows in the order of the table."""
    import pyarrow as pa

    from yen_usd import translate_frame

    numbered = table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
    frame = translate_frame(engine.make(numbered), amount, **{"missing": "null", **arguments})
    return in_order(engine.columns(frame))
