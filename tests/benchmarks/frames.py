"""Columns against hand-written ones, measured side by side in one run: `python tests/benchmarks/frames.py`.

Every case runs in a process of its own, once to take turns and once for each side alone, whose peak memory is printed
beside. The hand-written sides that are called exact compute cents in integers and guard every step against overflow,
as a careful analyst would; the others work on floats. Rates for them come from `rate_frame`. Nothing is asserted.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

import yen_usd

ROWS = int(os.environ.get("YEN_USD_BENCHMARK_ROWS", "5000000"))
ROUNDS = int(os.environ.get("YEN_USD_BENCHMARK_ROUNDS", "7"))
SAMPLE = 20_000
Work = Callable[[], object]
FIRST, LAST = dt.date(1971, 9, 1), dt.date(2026, 9, 25)


def arrays(rows: int) -> dict[str, Any]:
    """Unsorted rows: yen of up to a trillion either way, and days, as NumPy's."""
    random = np.random.default_rng(20070331)
    days = random.integers((FIRST - dt.date(1970, 1, 1)).days, (LAST - dt.date(1970, 1, 1)).days, rows)
    return {"yen": random.integers(-(10**12), 10**12, rows), "day": days.astype("datetime64[D]").astype("datetime64[us]")}


def cents_by_day() -> tuple[int, Any]:
    """The first day of the daily rates, counted from 1970, and the rates in hundredths of a yen."""
    table = yen_usd.rate_frame(FIRST, LAST, backend="pandas", calendar="daily")
    return (FIRST - dt.date(1970, 1, 1)).days, np.rint(table["yen_per_usd"].to_numpy() * 100).astype(np.int64)


def pandas_frame(rows: int) -> Any:
    """The rows in pandas."""
    import pandas as pd

    return pd.DataFrame(arrays(rows))


def polars_frame(rows: int) -> Any:
    """The rows in Polars."""
    import polars as pl

    return pl.DataFrame(arrays(rows)).with_columns(pl.col("day").cast(pl.Date))


def polars_exact(rows: int = ROWS) -> tuple[Work, Work]:
    """Polars: the hand-written expression points into a series of rates and divides twice, guarded."""
    import polars as pl

    frame = polars_frame(rows)
    first, cents = cents_by_day()
    rates = pl.Series(cents)

    def by_hand() -> object:
        yen = pl.col("yen")
        rate = pl.lit(rates).gather(pl.col("day").cast(pl.Int32) - first)
        quotient = yen // rate
        rest = yen - quotient * rate
        result = quotient * 10_000 + (rest * 20_000 + rate - (yen < 0).cast(pl.Int64)) // (rate * 2)
        guarded = pl.when(quotient.is_between(-922337203685476, 922337203685475)).then(result)
        return frame.lazy().with_columns(usd=guarded / 100).collect(engine="streaming")

    return lambda: yen_usd.translate_frame(frame, "yen", on="day"), by_hand


def polars_asof(rows: int = ROWS) -> tuple[Work, Work]:
    """Polars: sorted and joined as of the day, on floats."""
    import polars as pl

    frame = polars_frame(rows)
    rates = yen_usd.rate_frame(backend="polars")

    def by_hand() -> object:
        joined = frame.sort("day").join_asof(rates, left_on="day", right_on="date")
        return joined.with_columns(usd=(pl.col("yen") / pl.col("yen_per_usd")).round(2))

    return lambda: yen_usd.translate_frame(frame, "yen", on="day"), by_hand


def pandas_exact(rows: int = ROWS) -> tuple[Work, Work]:
    """pandas: the same arithmetic in NumPy, guarded."""
    frame = pandas_frame(rows)
    first, cents = cents_by_day()

    def by_hand() -> object:
        yen = frame["yen"].to_numpy()
        rate = cents[frame["day"].to_numpy().astype("datetime64[D]").view(np.int64) - first]
        quotient = yen // rate
        if (np.abs(quotient) > 922337203685475).any():
            raise OverflowError
        rest = yen - quotient * rate
        result = quotient * 10_000 + (rest * 20_000 + rate - (yen < 0)) // (rate * 2)
        return frame.assign(usd=result / 100)

    return lambda: yen_usd.translate_frame(frame, "yen", on="day"), by_hand


def pandas_asof(rows: int = ROWS) -> tuple[Work, Work]:
    """pandas: sorted and merged as of the day, on floats."""
    import pandas as pd

    frame = pandas_frame(rows)
    rates = yen_usd.rate_frame(backend="pandas")

    def by_hand() -> object:
        joined = pd.merge_asof(frame.sort_values("day"), rates, left_on="day", right_on="date")
        return joined.assign(usd=(joined["yen"] / joined["yen_per_usd"]).round(2))

    return lambda: yen_usd.translate_frame(frame, "yen", on="day"), by_hand


def duckdb_asof(rows: int = ROWS) -> tuple[Work, Work]:
    """DuckDB: its own ASOF JOIN, on floats; both sides end in a sum."""
    import duckdb

    connection = duckdb.connect()
    frame, rates = polars_frame(rows).to_arrow(), yen_usd.rate_frame(backend="pyarrow")
    connection.register("given", frame)
    connection.register("published", rates)
    connection.sql("CREATE TABLE amounts AS SELECT * FROM given")
    connection.sql("CREATE TABLE rates AS SELECT * FROM published")
    query = (
        "SELECT sum(usd) FROM (SELECT *, round(yen / yen_per_usd, 2) AS usd "
        "FROM amounts ASOF LEFT JOIN rates ON amounts.day >= rates.date)"
    )

    def ours() -> object:
        found = yen_usd.translate_frame(connection.table("amounts"), "yen", on="day", missing="null")
        return found.aggregate("sum(yen_usd)").fetchall()

    return ours, lambda: connection.sql(query).fetchall()


def duckdb_200_000() -> tuple[Work, Work]:
    """DuckDB: the same, at 200,000 rows."""
    return repeated(5, *duckdb_asof(200_000))


def duckdb_1_000() -> tuple[Work, Work]:
    """DuckDB: the same, at 1,000 rows."""
    return repeated(20, *duckdb_asof(1_000))


def repeated(times: int, *works: Work) -> tuple[Work, Work]:
    """Both sides, so many times each."""
    ours, peer = works
    return lambda: [ours() for _ in range(times)], lambda: [peer() for _ in range(times)]


def dask_broadcast(rows: int = ROWS) -> tuple[Work, Work]:
    """Dask: every partition merged with the table of days, on floats."""
    import dask.dataframe as dd

    frame = dd.from_pandas(pandas_frame(rows), npartitions=8, sort=False).persist()
    rates = yen_usd.rate_frame(FIRST, LAST, backend="pandas", calendar="daily")[["date", "yen_per_usd"]]

    def by_hand() -> object:
        joined = frame.merge(rates, left_on="day", right_on="date", how="left", broadcast=True)
        return joined.assign(usd=(joined["yen"] / joined["yen_per_usd"]).round(2))["usd"].sum().compute()

    return (
        lambda: yen_usd.translate_frame(frame, "yen", on="day", missing="null")["yen_usd"].sum().compute(),
        by_hand,
    )


def spark_session() -> Any:
    """A session of Spark on two cores."""
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "4g"}
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def spark_broadcast(rows: int = ROWS) -> tuple[Work, Work]:
    """Spark: a broadcast join with the table of days, on floats; both sides write to nowhere."""
    from pyspark.sql import functions

    session = spark_session()
    span = (LAST - FIRST).days
    frame = session.range(rows).select(
        functions.expr("cast(rand(1) * 2e12 - 1e12 AS bigint)").alias("yen"),
        functions.expr(f"date_add(DATE '{FIRST}', cast(rand(2) * {span} AS int))").alias("day"),
    )
    frame = frame.persist()
    frame.count()
    table = yen_usd.rate_frame(FIRST, LAST, backend="polars", calendar="daily")
    days = session.createDataFrame(
        list(zip(table["date"], table["yen_per_usd"], strict=True)), "date date, yen_per_usd double"
    )

    def write(found: Any) -> object:
        return found.write.format("noop").mode("overwrite").save()

    def by_hand() -> object:
        joined = frame.join(functions.broadcast(days), frame["day"] == days["date"], "left")
        return write(joined.withColumn("usd", functions.round(functions.col("yen") / functions.col("yen_per_usd"), 2)))

    return lambda: write(yen_usd.translate_frame(frame, "yen", on="day", missing="null")), by_hand


def spans(rows: int) -> dict[str, Any]:
    """Rows with periods of one to twelve months, as XBRL has them."""
    random = np.random.default_rng(20070331)
    count = random.choice([1, 3, 6, 9, 12, 12, 12], rows)
    months = np.datetime64("1972-06") + random.integers(0, 648, rows)
    moments = {"start": months + 1 - count, "end": months + 1}
    days = {name: month.astype("datetime64[D]") - (name == "end") for name, month in moments.items()}
    given = {name: day.astype("datetime64[us]") for name, day in days.items()}
    return {"yen": random.integers(-(10**12), 10**12, rows), **given}


def cells(rows: int) -> list[str]:
    """Different texts, as the columns of statements have them."""
    random = np.random.default_rng(20070331)
    forms = ("{}", "¥{}", "{}円", "{}"), ("({})", "△{}", "-{}", "(¥{})")
    numbers = random.choice(np.arange(-(10**9), 10**9, 997), rows, replace=False)
    return [forms[n < 0][at % 4].format(f"{abs(n):,}") for at, n in enumerate(numbers.tolist())]


def pandas_cells(rows: int = ROWS) -> tuple[Work, Work]:
    """pandas: texts read as amounts against str.replace and to_numeric, on a twenty-fifth of the rows, all different."""
    import pandas as pd

    frame = pd.DataFrame({"x": cells(rows // 25)})

    def by_hand() -> object:
        plain = frame["x"].str.replace("[¥円,)]", "", regex=True).str.replace("[(△]", "-", regex=True)
        return frame.assign(amount=pd.to_numeric(plain))

    return lambda: yen_usd.read_amounts(frame, "x"), by_hand


def polars_cells(rows: int = ROWS) -> tuple[Work, Work]:
    """Polars, lazy: the same against str.replace_all and a cast."""
    import polars as pl

    frame = pl.LazyFrame({"x": cells(rows // 25)})

    def by_hand() -> object:
        plain = pl.col("x").str.replace_all("[¥円,)]", "").str.replace_all("[(△]", "-")
        return frame.with_columns(amount=plain.cast(pl.Int64)).collect()

    return lambda: yen_usd.read_amounts(frame, "x").collect(), by_hand


SPAN: dict[str, Any] = {"period": ("start", "end"), "basis": "average"}


def pandas_spans(rows: int = ROWS) -> tuple[Work, Work]:
    """pandas: the averages of two columns of days against the rates of one of them."""
    import pandas as pd

    frame = pd.DataFrame(spans(rows))
    return lambda: yen_usd.translate_frame(frame, "yen", **SPAN), lambda: yen_usd.translate_frame(frame, "yen", on="end")


def polars_spans(rows: int = ROWS) -> tuple[Work, Work]:
    """Polars: the same."""
    import polars as pl

    frame = pl.DataFrame(spans(rows)).with_columns(pl.col("start", "end").cast(pl.Date))
    return lambda: yen_usd.translate_frame(frame, "yen", **SPAN), lambda: yen_usd.translate_frame(frame, "yen", on="end")


def polars_spans_by_hand(rows: int = ROWS) -> tuple[Work, Work]:
    """Polars: the same against a join with every day of each period and a mean, on a thousandth of the rows."""
    import polars as pl

    frame = pl.DataFrame(spans(rows)).with_columns(pl.col("start", "end").cast(pl.Date))
    rates = pl.from_arrow(yen_usd.rate_frame(backend="pyarrow")).rename({"date": "day"})
    part = frame.head(max(1, rows // 1000)).with_row_index("row")

    def by_hand() -> object:
        days = part.select("row", pl.date_ranges("start", "end").alias("day")).explode("day").join(rates, on="day")
        means = days.group_by("row").agg(pl.col("yen_per_usd").mean().round(2))
        return part.join(means, on="row", how="left").with_columns(usd=(pl.col("yen") / pl.col("yen_per_usd")).round(2))

    by_hand.rows = len(part)  # type: ignore[attr-defined]
    return lambda: yen_usd.translate_frame(frame, "yen", **SPAN), by_hand


def duckdb_spans(rows: int = ROWS) -> tuple[Work, Work]:
    """DuckDB: the averages of two columns of days against the rates of one of them; both end in a sum."""
    import duckdb
    import polars as pl

    connection = duckdb.connect()
    connection.register("given", pl.DataFrame(spans(rows)).with_columns(pl.col("start", "end").cast(pl.Date)).to_arrow())
    connection.sql("CREATE TABLE amounts AS SELECT * FROM given")

    def total(**arguments: Any) -> object:
        found = yen_usd.translate_frame(connection.table("amounts"), "yen", missing="null", **arguments)
        return found.aggregate("sum(yen_usd)").fetchall()

    return lambda: total(**SPAN), lambda: total(on="end")


def dask_spans(rows: int = ROWS) -> tuple[Work, Work]:
    """Dask: the same."""
    import dask.dataframe as dd
    import pandas as pd

    frame = dd.from_pandas(pd.DataFrame(spans(rows)), npartitions=8, sort=False).persist()

    def total(**arguments: Any) -> object:
        return yen_usd.translate_frame(frame, "yen", missing="null", **arguments)["yen_usd"].sum().compute()

    return lambda: total(**SPAN), lambda: total(on="end")


def spark_spans(rows: int = ROWS) -> tuple[Work, Work]:
    """Spark: the same; both sides write to nowhere."""
    from pyspark.sql import functions

    session = spark_session()
    months = functions.expr("add_months(DATE '1972-06-01', cast(rand(2) * 648 AS int))").alias("month")
    frame = session.range(rows).select(functions.expr("cast(rand(1) * 2e12 - 1e12 AS bigint)").alias("yen"), months)
    frame = frame.selectExpr("yen", "add_months(month, -11) AS start", "last_day(month) AS end").persist()
    frame.count()

    def write(**arguments: Any) -> object:
        found = yen_usd.translate_frame(frame, "yen", missing="null", **arguments)
        return found.write.format("noop").mode("overwrite").save()

    return lambda: write(**SPAN), lambda: write(on="end")


def converter_loop(rows: int = ROWS) -> tuple[Work, Work]:
    """pandas against a loop over CurrencyConverter.convert; the loop is timed on a sample and stands for all rows."""
    from currency_converter import CurrencyConverter

    peer = CurrencyConverter()
    bounds = peer.bounds["JPY"]
    frame = pandas_frame(rows)
    known = frame[frame["day"].between(str(bounds.first_date), str(bounds.last_date))].head(SAMPLE)
    pairs = [
        (yen, day)
        for yen, day in zip(known["yen"].tolist(), known["day"].dt.date.tolist(), strict=True)
        if peer._rates["JPY"].get(day)
    ]

    def loop() -> object:
        return [peer.convert(yen, "JPY", "USD", day) for yen, day in pairs]

    loop.rows = len(pairs)  # type: ignore[attr-defined]
    return lambda: yen_usd.translate_frame(frame, "yen", on="day"), loop


CASES: dict[str, tuple[Callable[..., tuple[Work, Work]], str, float]] = {
    "polars_exact": (polars_exact, "Polars / exact expression by hand", 1.3),
    "polars_asof": (polars_asof, "Polars / sort and join_asof on floats", 0.4),
    "pandas_exact": (pandas_exact, "pandas / the same arithmetic in NumPy", 1.3),
    "pandas_asof": (pandas_asof, "pandas / sort and merge_asof on floats", 0.15),
    "duckdb_asof": (duckdb_asof, "DuckDB / its ASOF JOIN on floats", 1.0),
    "duckdb_200_000": (duckdb_200_000, "DuckDB / the same, five times 200,000 rows", 1.0),
    "duckdb_1_000": (duckdb_1_000, "DuckDB / the same, twenty times 1,000 rows", 2.0),
    "dask_broadcast": (dask_broadcast, "Dask / broadcast merge on floats", 1.3),
    "spark_broadcast": (spark_broadcast, "Spark / broadcast join on floats", 1.3),
    "pandas_spans": (pandas_spans, "pandas: period in two columns / on= a day", 2.0),
    "polars_spans": (polars_spans, "Polars: period in two columns / on= a day", 2.0),
    "duckdb_spans": (duckdb_spans, "DuckDB: period in two columns / on= a day", 2.0),
    "dask_spans": (dask_spans, "Dask: period in two columns / on= a day", 2.0),
    "spark_spans": (spark_spans, "Spark: period in two columns / on= a day", 2.0),
    "polars_by_hand": (polars_spans_by_hand, "Polars: period in two columns / join and mean", 0.05),
    "pandas_cells": (pandas_cells, "pandas: amounts as text / replace, to_numeric", 2.0),
    "polars_cells": (polars_cells, "Polars, lazy: amounts as text / replace, cast", 6.0),
    "converter_loop": (converter_loop, "pandas / loop over CurrencyConverter.convert", 0.02),
}
FLAT = {"pandas": pandas_frame, "polars": polars_frame}
SMALL = {"pandas": 0.5, "polars": 1.0}
"""The milliseconds that a call on a small frame may take."""


def seconds(work: Work) -> float:
    """The time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(case: str, side: str) -> None:
    """In a process of its own: take turns, or run one side alone for its peak memory; print the figures as JSON."""
    warnings.simplefilter("ignore")
    ours, peer = CASES[case][0]()
    share = getattr(peer, "rows", ROWS) / ROWS
    if side == "both":
        ours(), peer()
        pairs = [(seconds(ours), seconds(peer) / share) for _ in range(ROUNDS)]
        print(json.dumps(pairs))
    else:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        (ours if side == "ours" else peer)()
        print(json.dumps((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def in_process(*arguments: str) -> Any:
    """What a process of its own prints last."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def flat(engine: str, rows: int) -> None:
    """The time of a row, in nanoseconds, at one size."""
    frame = FLAT[engine](rows)
    work = lambda: yen_usd.translate_frame(frame, "yen", on="day")  # noqa: E731
    work()
    times = max(3, min(50, 2_000_000 // rows))
    print(json.dumps(statistics.median(seconds(work) for _ in range(times)) / rows * 1e9))


def main() -> None:
    """Print the tables; name cases to run only those."""
    wanted = sys.argv[1:] or [*CASES, "small", "flat"]
    head = f"{'median ratio (quartiles)':<50}{'ratio':>7}{'':>16}{'bound':>8}{'ours, s':>10}{'peer, s':>10}"
    print(f"{head}{'ours, MB':>10}{'peer, MB':>10}   at {ROWS:,} rows")
    for case in [case for case in CASES if case in wanted]:
        _, name, bound = CASES[case]
        if case.startswith("spark") and find_spec("pyspark") is None:
            print(f"{name:<50}pyspark is not installed: python -m pip install '.[spark]'", flush=True)
            continue
        pairs = in_process("--case", case, "both")
        ratios = sorted(a / b for a, b in pairs)
        quarter = len(ratios) // 4
        mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        memory = [in_process("--case", case, side) for side in ("ours", "peer")]
        print(
            f"{name:<50}{statistics.median(ratios):>7.3f}  ({ratios[quarter]:.3f} to {ratios[-1 - quarter]:.3f})"
            f"{bound:>8.2f}{mine:>10.3f}{theirs:>10.3f}{memory[0]:>10,.0f}{memory[1]:>10,.0f}",
            flush=True,
        )
    if "small" in wanted:
        for engine, bound in SMALL.items():
            time = in_process("--flat", engine, "100") * 100 / 1e6
            print(f"{f'{engine}: a call on a frame of 100 rows (bound {bound} ms)':<50}{time:>7.2f} ms", flush=True)
    if "flat" in wanted:
        sizes = [size for size in (10_000, 100_000, 1_000_000, 5_000_000, 20_000_000) if size <= 4 * ROWS]
        print(f"\n{'nanoseconds a row at':<24}" + "".join(f"{size:>12,}" for size in sizes))
        for engine in FLAT:
            print(
                f"{engine:<24}" + "".join(f"{in_process('--flat', engine, str(size)):>12.1f}" for size in sizes), flush=True
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        run(*sys.argv[2:4])
    elif sys.argv[1:2] == ["--flat"]:
        flat(sys.argv[2], int(sys.argv[3]))
    else:
        main()
