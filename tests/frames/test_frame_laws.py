"""Laws of columns: order, company, chunks and partitions change nothing; lazy stays lazy; series as frames."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from answers import published
from engines import EAGER, ENGINES, Engine, in_order
from examples import share
from hypothesis import given
from hypothesis import strategies as st

import yen_usd
from yen_usd import Dollars, RateSeries, Rounding, check_frame, rate_frame, translate, translate_frame
from yen_usd.frames.lookup_tables import of_days, of_rates
from yen_usd.money import Mode

DAY = dt.date(2007, 3, 31)
QUICK = [engine for engine in ENGINES if engine.name not in {"pyspark", "dask"}]
"""Engines that start at once: the others have their turn in the tests of all."""

amounts = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-(10**9), 10**9))
days = st.one_of(st.none(), st.dates(dt.date(1970, 12, 1), dt.date(2026, 10, 31)))
rows = st.lists(st.tuples(amounts, days), max_size=60)


def table_of(pairs: list[tuple[int | None, dt.date | None]]) -> pa.Table:
    """A table of amounts and days, with the numbers of its rows."""
    return pa.table({
        "x": pa.array([x for x, _ in pairs], pa.int64()),
        "at": pa.array([at for _, at in pairs], pa.date32()),
        "row": pa.array(range(len(pairs)), pa.int64()),
    })  # fmt: skip


def fitting(pairs: list[tuple[int | None, dt.date | None]]) -> list[tuple[int | None, dt.date | None]]:
    """The rows whose result fits, which eager frames do not refuse."""
    return [(x, at) for x, at in pairs if x is None or abs(x) < 2**62]


def results(engine: Engine, table: pa.Table, **arguments: Any) -> list[Any]:
    """The results of a table's rows, in their order."""
    given_arguments = {"on": "at", "missing": "null", "into": "y", **arguments}
    return in_order(engine.columns(translate_frame(engine.make(table), "x", **given_arguments)))["y"]


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(rows, st.randoms(use_true_random=False))
@share(0.15)
def test_the_order_of_rows_does_not_matter(engine: Engine, pairs: list[Any], chance: Any) -> None:
    """Shuffled rows have the results that they had."""
    engine.needed()
    table = table_of(fitting(pairs))
    order = list(range(table.num_rows))
    chance.shuffle(order)
    assert results(engine, table.take(pa.array(order, pa.int64()))) == results(engine, table)


@pytest.mark.parametrize("engine", EAGER, ids=str)
@given(rows)
@share(0.1)
def test_eager_frames_keep_the_order_of_rows(engine: Engine, pairs: list[Any]) -> None:
    """As it stands, without sorting."""
    engine.needed()
    found = engine.columns(translate_frame(engine.make(table_of(fitting(pairs))), "x", on="at", missing="null"))
    assert found["row"] == list(range(len(found["row"])))


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(rows)
@share(0.1)
def test_other_columns_do_not_matter(engine: Engine, pairs: list[Any]) -> None:
    """Whatever they hold and are called, they come back as they were."""
    engine.needed()
    table = table_of(fitting(pairs))
    texts = pa.array([str(number) for number in range(table.num_rows)], pa.string())
    wide = table.append_column("rate", texts).append_column("day", texts).append_column("frame", texts)
    found = in_order(engine.columns(translate_frame(engine.make(wide), "x", on="at", missing="null", into="y")))
    assert found["y"] == results(engine, table)
    assert found["rate"] == found["day"] == found["frame"] == texts.to_pylist()


def cut(table: pa.Table, at: int) -> pa.Table:
    """The table in two chunks, and one of no rows between them."""
    return pa.concat_tables([table.slice(0, at), table.slice(at, 0), table.slice(at)])


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(rows, st.integers(0, 60))
@share(0.1)
def test_chunks_do_not_matter(engine: Engine, pairs: list[Any], at: int) -> None:
    """Nor do slices with an offset into their buffers."""
    engine.needed()
    table = table_of(fitting(pairs))
    assert results(engine, cut(table, min(at, table.num_rows))) == results(engine, table)
    rest = table.slice(min(at, table.num_rows))
    assert results(engine, rest) == results(engine, table)[min(at, table.num_rows) :]


@pytest.mark.parametrize("partitions", [1, 2, 7, 40])
def test_partitions_do_not_matter(partitions: int) -> None:
    """Of Dask, empty ones among them."""
    dd = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame({"x": range(20), "at": pd.date_range("2007-03-01", periods=20)})
    found = translate_frame(dd.from_pandas(frame, npartitions=partitions), "x", on="at", missing="null")
    wanted = translate_frame(frame, "x", on="at")
    pd.testing.assert_frame_equal(found.compute(), wanted)
    whole = dd.from_pandas(frame, npartitions=partitions)
    assert len(translate_frame(whole[whole["x"] < 0], "x", on="at", missing="null").compute()) == 0


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(
    st.lists(st.integers(-(2**50), 2**50), min_size=1, max_size=30),
    st.decimals("0.0001", "999999", places=4),
    st.sampled_from(get_args(Mode)),
    st.one_of(st.integers(0, 6), st.sampled_from(["thousand", "million", "億"])),
    st.sampled_from(["USD", "JPY"]),
)
@share(0.15)
def test_any_rate_and_rounding_gives_what_translate_gives(
    engine: Engine, xs: list[int], rate: Decimal, mode: Any, to_what: Any, to: Any
) -> None:
    """Exact decimals for every mode, to places and to units, in both directions."""
    engine.needed()
    rounding = Rounding(places=to_what, mode=mode) if isinstance(to_what, int) else Rounding(unit=to_what, mode=mode)
    money: Any = Dollars if to == "JPY" else yen_usd.Yen
    wanted = [translate(money(x), rate=rate, rounding=rounding).result.amount for x in xs]
    places = to_what if isinstance(to_what, int) else -{"thousand": 3, "million": 6, "億": 8}[to_what]
    kept = [(x, amount) for x, amount in zip(xs, wanted, strict=True) if abs(amount.scaleb(places)) < 2**63]
    frame = engine.make(pa.table({"x": pa.array([x for x, _ in kept], pa.int64())}))
    found = translate_frame(frame, "x", rate=rate, to=to, rounding=rounding, dtype="decimal", into="y")
    assert sorted(engine.columns(found)["y"]) == sorted(amount for _, amount in kept)


@pytest.mark.parametrize(("rate", "places"), [("117.57", 2), ("45035.9917", 3), ("45036.0001", 3)])
@pytest.mark.parametrize("engine", QUICK, ids=str)
def test_what_lies_next_to_a_half_or_a_whole_goes_to_its_own_side(engine: Engine, rate: str, places: int) -> None:
    """The least that a division by an odd rate can leave, in each mode, of both signs; also where doubles just tell it."""
    engine.needed()
    divisor = int(rate.replace(".", ""))
    multiplier = 10 ** (places + len(rate.partition(".")[2]))
    near = {0: 0, 1: 0, divisor // 2: 0, divisor // 2 + 1: 1, divisor - 1: 1}  # what is left, and the nearest of both
    amounts = [rest * pow(multiplier, -1, divisor) % divisor or divisor for rest in near]
    cents = [amount * multiplier // divisor for amount in amounts]
    nearest = [cent + up for cent, up in zip(cents, near.values(), strict=True)]
    away = [cent + (rest > 0) for cent, rest in zip(cents, near, strict=True)]
    wanted: dict[Mode, tuple[list[int], list[int]]] = {
        "ROUND_HALF_UP": (nearest, nearest),
        "ROUND_HALF_EVEN": (nearest, nearest),
        "ROUND_HALF_DOWN": (nearest, nearest),
        "ROUND_UP": (away, away),
        "ROUND_DOWN": (cents, cents),
        "ROUND_CEILING": (away, cents),
        "ROUND_FLOOR": (cents, away),
    }
    frame = engine.make(pa.table({"x": pa.array([*amounts, *(-amount for amount in amounts)], pa.int64())}))
    for mode, (above, below) in wanted.items():
        rounding = Rounding(places=places, mode=mode)
        found = engine.columns(
            translate_frame(frame, "x", rate=Decimal(rate), rounding=rounding, dtype="decimal", into="y")
        )["y"]
        assert sorted(found) == sorted(Decimal(cent).scaleb(-places) for cent in (*above, *(-cent for cent in below))), mode


@pytest.mark.parametrize("engine", QUICK, ids=str)
def test_halves_go_where_the_mode_says(engine: Engine) -> None:
    """At ¥128, ¥16 are 12.5 cents, and ¥48 are 37.5; the same below zero."""
    engine.needed()
    frame = engine.make(pa.table({"x": pa.array([16, 48, -16, -48], pa.int64())}))
    wanted: dict[Mode, list[int]] = {
        "ROUND_HALF_UP": [-38, -13, 13, 38],
        "ROUND_HALF_EVEN": [-38, -12, 12, 38],
        "ROUND_HALF_DOWN": [-37, -12, 12, 37],
    }
    for mode, cents in wanted.items():
        rounding = Rounding(places=2, mode=mode)
        found = engine.columns(translate_frame(frame, "x", rate=128, rounding=rounding, dtype="decimal", into="y"))["y"]
        assert sorted(found) == [Decimal(cent).scaleb(-2) for cent in cents], mode


@pytest.mark.parametrize("engine", QUICK, ids=str)
def test_what_comes_out_even_is_the_same_in_each_mode(engine: Engine) -> None:
    """Of either sign, also at a rate whose division no double holds: 2**14 * 6,103,515,627, counted in twelve places."""
    engine.needed()
    rate = Decimal("100.000000032768")
    frame = engine.make(pa.table({"x": pa.array([6_103_515_627, -6_103_515_627, 0], pa.int64())}))
    for mode in get_args(Mode):
        rounding = Rounding(places=2, mode=mode)
        found = translate_frame(frame, "x", rate=rate, rounding=rounding, dtype="decimal", into="y")
        assert sorted(engine.columns(found)["y"]) == [Decimal("-61035156.25"), 0, Decimal("61035156.25")], mode


@pytest.mark.parametrize("engine", QUICK, ids=str)
def test_the_callers_decimal_context_does_not_matter(engine: Engine) -> None:
    """Nor do NumPy's settings of errors."""
    engine.needed()
    yen_usd.frames.lookup_tables.of_days.cache_clear()
    table = table_of([(123_456_789, DAY), (-5, DAY)])
    own = RateSeries([("2007-03-30", "117.5612345")])
    with localcontext(Context(prec=3, rounding=ROUND_HALF_EVEN)), np.errstate(all="raise"):
        found = results(engine, table, series=own, dtype="decimal")
    assert found == [translate(x, rate="117.5612345").result.amount for x in (123_456_789, -5)]


def test_lazy_frames_of_polars_are_not_collected() -> None:
    """A step that would fail when it is run is not run at the call."""

    def fail(_: Any) -> Any:
        raise AssertionError("computed")

    frame = pl.LazyFrame({"x": [1], "at": [DAY]}).map_batches(fail, schema={"x": pl.Int64, "at": pl.Date})
    found = translate_frame(frame, "x", on="at", missing="null")
    with pytest.raises(Exception, match="computed"):
        found.collect()
    plan = translate_frame(pl.LazyFrame({"x": [1], "at": [DAY]}), "x", on="at", missing="null").explain()
    assert "x_usd" in plan
    assert "PYTHON" not in plan.upper()


def test_the_rates_of_duckdb_are_made_once_for_a_connection_and_again_where_they_are_gone(tmp_path: Path) -> None:
    """Every cursor and thread has its own; a rollback takes them away; a file opened for reading only will do.

    Before DuckDB 2.0 a relation cannot make a table and nothing else, and so makes none.
    """
    duckdb = pytest.importorskip("duckdb")
    made = 1 if duckdb.__version__ >= "2" else 0
    file = tmp_path / "amounts.db"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE amounts AS SELECT 1_000_000 AS x, DATE '2015-03-31' AS at")

    def dollars(connection: Any) -> list[Any]:
        return [translate_frame(connection.table("amounts"), "x", on="at", missing="null") for _ in range(2)]

    with duckdb.connect(str(file), read_only=True) as connection:
        tables = "SELECT count(*) FROM duckdb_tables() WHERE temporary"
        found = dollars(connection)
        assert [relation.fetchall()[0][-1] for relation in found] == [8336.11] * 2
        assert connection.execute(tables).fetchall() == [(made,)]
        with connection.cursor() as cursor:
            assert cursor.execute(tables).fetchall() == [(0,)]
            cursor.execute("FROM range(100_000)")
            cursor.fetchone()
            assert len(dollars(cursor)) == 2  # while rows are still to be fetched
            cursor.fetchall()
            cursor.execute("BEGIN")
            found = dollars(cursor)
            cursor.execute("ROLLBACK")
            assert [relation.fetchall()[0][-1] for relation in dollars(cursor)] == [8336.11] * 2
    with duckdb.connect(str(file)) as connection:
        assert len(dollars(connection)) == 2
    with duckdb.connect(str(file), read_only=True) as connection:
        kept = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        assert kept == [("amounts",)]  # of tables and views


def test_what_a_relation_of_duckdb_draws_at_random_is_drawn_once_for_a_row() -> None:
    """Each result belongs to the amount and the day beside it, although both are others in every run."""
    duckdb = pytest.importorskip("duckdb")
    drawn = "CAST(random() * 1e6 AS BIGINT) AS x, CAST(DATE '1980-01-01' + CAST(random() * 15000 AS INTEGER) AS DATE) AS at"
    relation = duckdb.connect().sql(f"SELECT {drawn} FROM range(300)")
    rows = translate_frame(relation, "x", on="at", dtype="decimal", observed_into="day", missing="null").fetchall()
    for amount, at, dollars, day in rows:
        assert (dollars, day) == ((one := translate(amount, on=at)).result.amount, one.rate.observed)


def test_relations_of_duckdb_are_not_computed() -> None:
    """The call adds a look-up and a projection to the plan, and leaves the rates as a temporary table of the connection."""
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.sql("CREATE TABLE words AS SELECT 'no number' AS word, DATE '2007-03-31' AS at")
    relation = connection.table("words").project('CAST(word AS BIGINT) AS x, "at"')
    found = translate_frame(relation, "x", on="at", missing="null")
    tables = connection.sql("SELECT table_name, temporary FROM duckdb_tables() ORDER BY temporary").fetchall()
    made = [("yen_usd_", True)] if duckdb.__version__ >= "2" else []
    assert [(name[:8], is_temporary) for name, is_temporary in tables] == [("words", False), *made]
    assert "hash join" in found.explain().lower().replace("_", " ")
    with pytest.raises(duckdb.ConversionException, match="no number"):
        found.fetchall()


def test_frames_of_dask_are_not_computed() -> None:
    """Not one partition is looked at before compute() is called."""
    dd = pytest.importorskip("dask.dataframe")
    seen: list[int] = []

    def look(frame: pd.DataFrame) -> pd.DataFrame:
        seen.append(len(frame))
        return frame

    frame = dd.from_pandas(pd.DataFrame({"x": [1, 2], "at": pd.Timestamp(DAY)}), npartitions=2)
    found = translate_frame(frame.map_partitions(look, meta=frame._meta), "x", on="at", missing="null")
    assert seen == []
    assert len(found.compute(scheduler="synchronous")) == 2
    assert seen == [1, 1]


def spark_plan(frame: Any) -> str:
    """The plans of a frame of Spark, as text."""
    with redirect_stdout(io.StringIO()) as out:
        frame.explain(True)
    return out.getvalue()


def test_spark_broadcasts_the_rates() -> None:
    """A hash join against a broadcast table, no sort-merge join, no Python in the plan, no job at the call."""
    spark = next(engine for engine in ENGINES if engine.name == "pyspark")
    spark.needed()
    from engines import session

    session().conf.set("spark.sql.autoBroadcastJoinThreshold", "-1")
    try:
        frame = spark.make(table_of([(100, DAY)] * 10))
        tracker = session().sparkContext.statusTracker()
        before = len(tracker.getJobIdsForGroup(None))
        found = translate_frame(frame, "x", on="at", missing="null", rate_into="rate", observed_into="seen")
        assert len(tracker.getJobIdsForGroup(None)) == before
        plan = spark_plan(found)
    finally:
        session().conf.unset("spark.sql.autoBroadcastJoinThreshold")
    assert "BroadcastHashJoin" in plan
    assert not any(word in plan for word in ("SortMergeJoin", "PythonUDF", "BatchEvalPython", "ArrowEvalPython"))
    assert spark.columns(found)["x_usd"] == [0.85] * 10


@pytest.mark.parametrize("ansi", ["true", "false"])
def test_spark_gives_null_beyond_64_bits_in_either_dialect(ansi: str) -> None:
    """Neither an error where Spark is strict, nor a wrapped number where it is not."""
    spark = next(engine for engine in ENGINES if engine.name == "pyspark")
    spark.needed()
    from engines import session

    session().conf.set("spark.sql.ansi.enabled", ansi)
    try:
        largest = pa.array([Decimal(10) ** 37] * 3, pa.decimal128(38, 0))
        table = pa.table({"x": pa.array([2**63 - 1, -(2**63), 5], pa.int64()), "d": largest})
        columns = spark.columns(translate_frame(spark.make(table), ["x", "d"], rate=Decimal("75.63")))
    finally:
        session().conf.unset("spark.sql.ansi.enabled")
    assert columns["x_usd"] == [None, None, 0.07]
    assert columns["d_usd"] == [None] * 3


def series_of(first: str, *rates: str) -> RateSeries:
    """A series of rates from day to day."""
    start = dt.date.fromisoformat(first)
    return RateSeries([(start + dt.timedelta(at), rate) for at, rate in enumerate(rates)], label="own")


OLDER = series_of("2007-03-05", "117.00", "117.10", "117.20")
NEWER: list[RateSeries | None] = [
    None,
    series_of("2007-03-05", "118.00", "118.10", "118.20", "118.30", "118.405"),
    series_of("2007-03-01", *(f"{119 + at}" for at in range(12))),
    series_of("2007-03-08", "118.3", "118.4"),
    series_of("2007-03-09", "118.4", "118.5"),
    series_of("2007-03-20", "118.4125", "118.5"),
]


@pytest.mark.parametrize("older", [OLDER, series_of("2007-03-05", "117.00125", "117.1", "117.20")], ids=["short", "long"])
@pytest.mark.parametrize("newer", NEWER, ids=lambda newer: "none" if newer is None else str(newer.coverage.start))
def test_a_table_of_days_has_the_rates_of_an_edition_and_behind_its_end_of_the_newer_one(
    older: RateSeries, newer: RateSeries | None
) -> None:
    """Day by day as single look-ups have them, wherever the newer one begins and however many places it has."""
    table = of_days(older, False, newer)
    for at in range(40):
        day = dt.date(2007, 2, 20) + dt.timedelta(at)
        edition = older if newer is None or day <= older.last_covered else newer
        place = (day - dt.date(1970, 1, 1)).days - table.first
        inside = 0 <= place < len(table.counts)
        found = table.counts[place] if inside else None
        seen = table.observed[place] if inside else None
        try:
            rate = edition.on(day)
        except yen_usd.RateNotFoundError:
            assert (found, seen) == (None, None), day
            continue
        assert rate.observed is not None
        assert (found, seen) == (rate.yen_per_usd.scaleb(table.places), (rate.observed - dt.date(1970, 1, 1)).days), day
    assert table.largest == max(count for count in table.counts if count is not None)


def test_a_table_of_rates_has_their_days_and_the_places_of_the_longest() -> None:
    """Days since 1970; a stated rate has none, and where there is no rate there is neither."""
    table = of_rates([yen_usd.REPORT_RATE, None, yen_usd.Rate.of("117.5"), yen_usd.Rate.of("118.125")])
    assert (table.counts, table.places) == ((117_560, None, 117_500, 118_125), 3)
    assert table.observed == ((dt.date(2007, 3, 30) - dt.date(1970, 1, 1)).days, None, None, None)
    none = of_rates([None])
    assert (none.counts, none.observed, none.places, none.largest) == ((None,), (None,), 0, 1)


@pytest.mark.parametrize("engine", QUICK, ids=str)
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_each_moment_is_of_its_own_day(engine: Engine, unit: Any) -> None:
    """From the first to the last that the unit of time has, in a leap year as in the first year of a series."""
    engine.needed()
    moments = [
        (f"{day}T{time}", day)
        for day in ("1971-01-04", "2008-02-29", "2026-08-03")
        for time in ("00:00:00", "12:00:00", "23:59:59.999999"[: {"s": 8, "ms": 12}.get(unit, 15)])
    ]
    at = pa.array([dt.datetime.fromisoformat(moment) for moment, _ in moments], pa.timestamp(unit))
    table = pa.table({"x": [10**6] * len(moments), "at": at, "row": range(len(moments))})
    found = translate_frame(engine.make(table), "x", on="at", missing="null", into="y", observed_into="seen")
    assert list(map(str, in_order(engine.columns(found))["seen"])) == [day for _, day in moments]


FRAMES: list[Any] = ["pandas", "polars", "pyarrow"]


@pytest.mark.parametrize("backend", FRAMES)
def test_a_series_as_a_frame_has_the_published_rates(backend: Any) -> None:
    """Observations alone, as doubles or decimals, of the whole series."""
    rates = published()
    for dtype, kind in (("float", float), ("decimal", Decimal)):
        found = columns_of(rate_frame(backend=backend, dtype=cast(Any, dtype)))
        assert found["date"] == list(rates)
        assert found["yen_per_usd"] == [kind(Decimal(rate.numerator) / Decimal(rate.denominator)) for rate in rates.values()]
        assert list(found) == ["date", "yen_per_usd"]


@pytest.mark.parametrize("backend", FRAMES)
def test_every_day_has_its_prevailing_rate_and_where_it_is_from(backend: Any) -> None:
    """And a day without one has nulls, as in the gap of August 1971."""
    found = columns_of(rate_frame("1971-08-13", "1971-08-31", backend=backend, calendar="daily"))
    assert found["date"] == [dt.date(1971, 8, day) for day in range(13, 32)]
    assert found["observed"] == [dt.date(1971, 8, 13)] * 5 + [None] * 13 + [dt.date(1971, 8, 31)]
    assert [rate is None for rate in found["yen_per_usd"]] == [False] * 5 + [True] * 13 + [False]


def columns_of(frame: Any) -> dict[str, list[Any]]:
    """The columns of a frame of any backend."""
    if isinstance(frame, pd.DataFrame):
        return next(engine for engine in ENGINES if engine.name == "pandas").columns(frame)
    arrow = frame if isinstance(frame, pa.Table) else frame.to_arrow()
    return next(engine for engine in ENGINES if engine.name == "pyarrow").columns(arrow)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({"start": "1971-01-01"}, yen_usd.BeforeSeriesError),
        ({"end": "2026-10-05"}, yen_usd.AfterSeriesError),
        ({"start": "2007-04-01", "end": "2007-03-31"}, yen_usd.ArgumentError),
        ({"backend": "spark"}, yen_usd.ArgumentError),
        ({"calendar": "weekly"}, yen_usd.ArgumentError),
        ({"dtype": "int"}, yen_usd.ArgumentError),
        ({"series": yen_usd.report_rates()}, yen_usd.ArgumentError),
        ({"start": "soon"}, yen_usd.DateError),
    ],
)
def test_days_and_frames_that_there_are_not(arguments: dict[str, Any], kind: type[Exception]) -> None:
    """Each is refused."""
    with pytest.raises(kind):
        rate_frame(**arguments)


def test_the_frame_of_rates_joins_in_sql() -> None:
    """A view of DuckDB over the frame gives what translate gives."""
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.register("daily", rate_frame(calendar="daily", dtype="decimal", backend="pyarrow"))
    connection.sql("CREATE VIEW rates AS SELECT * FROM daily")
    [(rate, seen)] = connection.sql("SELECT yen_per_usd, observed FROM rates WHERE date = DATE '2007-03-31'").fetchall()
    assert (rate, seen) == (Decimal("117.56"), dt.date(2007, 3, 30))


def kinds_of_rows() -> Iterator[tuple[int | None, dt.date | None]]:
    """A row of every kind."""
    yield from [(100, DAY), (None, DAY), (100, None), (100, dt.date(1971, 8, 20)), (2**63 - 1, dt.date(1995, 4, 19))]


@pytest.mark.parametrize("engine", ENGINES, ids=str)
@pytest.mark.parametrize("text", [False, True])
def test_every_row_is_counted_once(engine: Engine, text: bool) -> None:
    """As translated, null, without a rate or without a result; text that is no date is unreadable."""
    engine.needed()
    table = table_of([*kinds_of_rows()])
    if text:
        texts = ["soon" if x == 100 and at == DAY else at and str(at) for x, at in kinds_of_rows()]
        table = table.drop_columns("at").append_column("at", pa.array(texts, pa.string()))
    found = check_frame(engine.make(table), "x", on="at", parse_dates=text)
    wanted = yen_usd.frames.check.FrameCheck(5, 0 if text else 1, 2, 1, 1, int(text), 1, int(text))
    assert found == wanted
