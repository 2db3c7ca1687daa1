"""Periods in two columns: each row at the average of its own days, as the scalar function has it, on every engine."""

from __future__ import annotations

import datetime as dt
import io
import random
from contextlib import redirect_stdout
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from answers import table as answer_table
from engines import ENGINES, Engine, in_order, translated
from examples import share
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

import yen_usd
from yen_usd import Period, RateSeries, Rounding, check_frame, translate, translate_frame
from yen_usd.frames.span_tables import of_spans

Row: TypeAlias = tuple[int, dt.date | None, dt.date]
Found: TypeAlias = tuple[float | None, float | None, dt.date | None]
DAY = dt.timedelta(days=1)
FIRST = dt.date(1970, 12, 20)
NO_RATE = (yen_usd.RateNotFoundError, yen_usd.BasisError, yen_usd.PeriodError)
WAYS: list[dict[str, Any]] = [
    {"basis": "average"},
    {"basis": "average", "averaging": "daily"},
    {"basis": "average", "averaging": "month_end"},
    {"basis": "average", "rate_places": 5},
    {"basis": "period_end"},
]


def a_year_later(day: dt.date, years: int) -> dt.date:
    """The same day of a later year, February 28 for a February 29 that there is not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def some_span(chance: random.Random) -> tuple[dt.date | None, dt.date]:
    """Days of any number, whole years and almost, leap days, reversed ones, and instants; all over the series and beyond."""
    start = FIRST + DAY * chance.randrange(20_500)
    match chance.randrange(8):
        case 0:
            return None, start
        case 1:
            return start, start + DAY * chance.randrange(-3, 12)
        case 2:
            leap = chance.choice([1972, 1996, 2000, 2016, 2020])
            return dt.date(leap, 2, chance.choice([28, 29])), dt.date(
                leap + chance.randrange(1, 5), 2, chance.choice([27, 28])
            )
        case 3 | 4:
            end = a_year_later(start, chance.randrange(1, 4)) - DAY
            return start, end + DAY * chance.choice([0, 0, 0, 1, -1])
        case 5:
            first = start.replace(day=1)
            return first, (first + DAY * chance.choice([31, 92, 183, 275, 366])).replace(day=1) - DAY
        case _:
            return start, start + DAY * chance.randrange(0, 900)


@cache
def random_rows(total: int) -> list[Row]:
    """Amounts with random spans."""
    chance = random.Random(20070331)
    return [(chance.randrange(-(10**12), 10**12), *some_span(chance)) for _ in range(total)]


def scalar(row: Row, series: Any = None, **way: Any) -> Found:
    """What the scalar function makes of a row: the result, its rate and the day of it; an instant at its end's rate."""
    amount, start, end = row
    converter = yen_usd.Converter(series=series, default_rate=None)
    try:
        if start is None:
            found = converter.translate(amount, on=end)
        else:
            found = converter.translate(amount, period=Period.between(start, end), **way)
    except NO_RATE:
        return None, None, None
    return float(found.result.amount), float(found.rate.yen_per_usd), found.rate.observed


def table_of(rows: list[Row]) -> pa.Table:
    """The rows as a table."""
    amounts, starts, ends = zip(*rows, strict=True)
    return pa.table({"x": pa.array(amounts), "start": pa.array(starts, pa.date32()), "end": pa.array(ends, pa.date32())})


def run(engine: Engine, rows: list[Row], **arguments: Any) -> list[Found]:
    """Results, rates and days of the rows."""
    settings = {"period": ("start", "end"), "instants": "period_end", "rate_into": "rate", "observed_into": "seen"}
    found = translated(engine, table_of(rows), "x", **{**settings, **arguments})
    return list(zip(found["x_usd"], found["rate"], found["seen"], strict=True))


@cache
def scalars(total: int, *settings: tuple[str, Any]) -> list[Found]:
    """What the scalar function makes of the random rows, once for all engines."""
    return [scalar(row, **dict(settings)) for row in random_rows(total)]


def compare(engine: Engine, total: int, way: dict[str, Any]) -> None:
    """Each row of a frame is what the scalar function gives, and what has no rate there is counted so."""
    rows = random_rows(total)
    wanted = scalars(total, *way.items())
    found = run(engine, rows, **way)
    assert [pair for pair in zip(rows, found, wanted, strict=True) if pair[1] != pair[2]][:3] == []
    check = check_frame(engine.make(table_of(rows)), "x", period=("start", "end"), instants="period_end", **way)
    assert check.without_rate == sum(result is None for result, _, _ in wanted)
    assert check.translated == total - check.without_rate > total // 2


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way.values())))
def test_every_row_is_the_scalar_functions(engine: Engine, way: dict[str, Any]) -> None:
    """Averages of either kind, as quoted, and rates at the end."""
    compare(engine, 600, way)


@pytest.mark.exhaustive
@pytest.mark.parametrize("way", WAYS[:1], ids=["average"])
def test_a_hundred_thousand_rows_are_the_scalar_functions(engine: Engine, way: dict[str, Any]) -> None:
    """The same of many."""
    compare(engine, 100_000, way)


def test_averages_computed_apart_from_the_library(engine: Engine) -> None:
    """Two hundred spans, whose averages are fractions over the published file."""
    answers = answer_table("spans.csv")
    assert len(answers) == 200
    for averaging in ("", "daily", "month_end"):
        chosen = [row for row in answers if row["averaging"] == averaging]
        rows: list[Row] = [(10**9, dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"])) for row in chosen]
        for column, way in (("average", {}), ("average_4", {"rate_places": 4})):
            found = run(engine, rows, basis="average", averaging=averaging or None, **way)
            assert [rate for _, rate, _ in found] == [float(row[column]) for row in chosen]
            wanted = [float(translate(10**9, rate=row[column]).result.amount) for row in chosen]
            assert [result for result, _, _ in found] == wanted
        ends = run(engine, rows, basis="period_end")
        assert [rate for _, rate, _ in ends] == [float(row["period_end"]) for row in chosen]


YEAR: Row = (10**9, dt.date(2006, 4, 1), dt.date(2007, 3, 31))
BALANCE: Row = (10**9, None, dt.date(2007, 3, 31))


def test_income_at_the_average_and_balances_at_the_end_are_one_call(engine: Engine) -> None:
    """A flow has a start and an end, a balance an end alone."""
    found = run(engine, [YEAR, BALANCE], basis="average")
    assert [(rate, seen) for _, rate, seen in found] == [(116.55, None), (117.56, dt.date(2007, 3, 30))]


def test_rows_without_a_start_have_no_rate_unless_they_are_instants(engine: Engine) -> None:
    """An eager frame refuses them and says what to do; with missing="null" they have no result."""
    assert run(engine, [YEAR, BALANCE], basis="average", instants=None)[1] == (None, None, None)
    frame = engine.make(table_of([YEAR, BALANCE]))
    found = check_frame(frame, "x", period=("start", "end"), basis="average")
    assert (found.translated, found.null, found.without_rate) == (1, 0, 1)
    if not engine.is_lazy:
        with pytest.raises(
            yen_usd.RateNotFoundError, match=r"1 of 2 rows .row 1: \S+ to 2007-03-31.* instants='period_end'"
        ):
            translate_frame(frame, "x", period=("start", "end"), basis="average")


def test_nulls_are_null_and_other_rows_keep_their_places(engine: Engine) -> None:
    """Of the amount and of the end; neither counts as missing."""
    table = table_of([YEAR, YEAR, YEAR])
    nulls = pa.table({
        "x": pa.array([1, None, 3], pa.int64()),
        "start": table["start"],
        "end": pa.array([YEAR[2], YEAR[2], None], pa.date32()),
    })  # fmt: skip
    arguments = {} if engine.is_lazy else {"missing": "raise"}
    found = translated(engine, nulls, "x", period=("start", "end"), basis="average", **arguments)
    assert found["x_usd"] == [0.01, None, None]
    assert check_frame(engine.make(nulls), "x", period=("start", "end"), basis="average").null == 2


def test_a_bad_row_without_an_amount_is_no_matter(engine: Engine) -> None:
    """What translate_frame refuses is what check_frame counts: rows that have an amount."""
    before = dt.date(1960, 1, 1)
    columns: dict[str, Any] = {"start": [before] * 2, "end": [before] * 2, "x": pa.array([None, None], pa.int64())}
    frame = engine.make(pa.table(columns))
    assert check_frame(frame, "x", period=("start", "end"), basis="average").without_rate == 0
    if not engine.is_lazy:
        translate_frame(frame, "x", period=("start", "end"), basis="average")
        mixed = engine.make(pa.table({**columns, "x": pa.array([None, 5], pa.int64())}))
        assert check_frame(mixed, "x", on="end").without_rate == 1
        for way in ({"on": "end"}, {"period": ("start", "end"), "basis": "average"}):
            with pytest.raises(yen_usd.RateNotFoundError, match=r"1 of 2 rows \(row 1: 1960-01-01"):
                translate_frame(mixed, "x", **way)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((1, dt.date(2026, 9, 1), dt.date(2099, 12, 31)), r"the series covers 1971-01-04 to \S+; .*or fetch newer"),
        ((1, dt.date(1960, 1, 1), dt.date(1975, 1, 1)), "the series covers 1971-01-04 to "),
        ((1, dt.date(2007, 3, 31), dt.date(2007, 3, 30)), "ends before it starts"),
        ((1, dt.date(2007, 3, 31), dt.date(2007, 4, 1)), "none was published in that period"),
    ],
)
def test_eager_frames_say_why_there_is_no_rate(eager: Engine, row: Row, message: str) -> None:
    """As the scalar function does of the first such row."""
    with pytest.raises(yen_usd.RateNotFoundError, match=message) as caught:
        translate_frame(eager.make(table_of([YEAR, row])), "x", period=("start", "end"), basis="average")
    assert f"1 of 2 rows (row 1: {row[1]} to {row[2]}) of columns 'start' and 'end'" in str(caught.value)


CALLS: list[tuple[dict[str, Any], type[Exception], str]] = [
    (
        {"period": ("start", "end")},
        TypeError,
        "basis= is required for the rates of the periods in columns 'start' and 'end'",
    ),
    ({"period": ("start", "nope"), "basis": "average"}, KeyError, "no column 'nope' for period="),
    ({"period": ("start",), "basis": "average"}, TypeError, "a column of starts and one of ends"),
    ({"period": ("start", "end", "x"), "basis": "average"}, TypeError, "a column of starts and one of ends"),
    ({"period": ("start", dt.date(2007, 3, 31)), "basis": "average"}, TypeError, "a column of starts and one of ends"),
    ({"period": ("x", "end"), "basis": "average"}, TypeError, "the column 'x' has the type Int64"),
    ({"period": ("start", "end"), "basis": "high"}, ValueError, "basis='high' with the periods in columns"),
    (
        {"period": ("start", "end"), "basis": "period_end", "averaging": "daily"},
        ValueError,
        "only an average has an averaging",
    ),
    (
        {"period": ("start", "end"), "basis": "period_end", "rate_places": 4},
        ValueError,
        "other rates are quoted as published",
    ),
    ({"period": ("start", "end"), "basis": "average", "rate_places": -1}, ValueError, "a whole number from 0"),
    ({"period": ("start", "end"), "basis": "average", "rate_places": 12}, TypeError, "below 2.*53"),
    ({"period": ("start", "end"), "basis": "average", "strict": True}, TypeError, "strict=True with a period in two"),
    ({"period": ("start", "end"), "basis": "average", "instants": "average"}, TypeError, "instants='average'"),
    ({"on": "end", "instants": "period_end"}, TypeError, "instants= without a period in two columns"),
    ({"on": "end", "rate_places": 4}, TypeError, "rate_places= without period="),
    ({"period": ("start", "end"), "basis": "average", "series": yen_usd.report_rates()}, TypeError, "RateSeries"),
]


@for_each("arguments, kind, message", CALLS)
def test_calls_that_make_no_sense_are_refused(engine: Engine, arguments: dict[str, Any], kind: Any, message: str) -> None:
    """Before any row is looked at."""
    with pytest.raises(kind, match=message):
        translate_frame(engine.make(table_of([YEAR])), "x", missing="null", **arguments)


def test_any_row_may_be_datetimes_or_text(engine: Engine) -> None:
    """The start in one way, and the end in another."""
    moments = pa.array([dt.datetime.fromisoformat("2006-04-01T13:00"), None], pa.timestamp("us"))
    table = pa.table({"x": [10**9] * 2, "start": moments, "end": ["2007-03-31", "2007-03-31"]})
    arguments: dict[str, Any] = {"period": ("start", "end"), "basis": "average", "instants": "period_end"}
    found = translated(engine, table, "x", rate_into="rate", parse_dates=True, **arguments)
    assert found["rate"] == [116.55, 117.56]


OWN = RateSeries(
    [
        (dt.date(2006, 1, 2) + DAY * at, Decimal(100) + Decimal(at * 7 % 31) / 8)
        for at in range(0, 400, 3)
        if not 85 < at < 140  # none in April
    ],
    label="own",
)
NEWER = RateSeries(
    [(o.date, o.yen_per_usd + (o.date.day == 9)) for o in OWN]
    + [(dt.date(2007, 2, 10) + DAY * at, 117 + at) for at in range(9)],
    label="own",
)


class Edition(RateSeries):
    """A series with a newer edition, in which some figures were revised."""

    __slots__ = ()

    def reaching(self, day: Any) -> RateSeries:
        """The newer edition for days past the end."""
        return self if day <= self.last_covered else NEWER


SERIES = {"own": OWN, "edition": Edition([(o.date, o.yen_per_usd) for o in OWN], label="own")}


@cache
def rows_about(name: str, *settings: tuple[str, Any]) -> tuple[list[Row], list[Found]]:
    """Random rows within one's own series and beyond it, with what the scalar function makes of them."""
    chance = random.Random(7)
    first = dt.date(2005, 12, 28)
    rows: list[Row] = []
    for _ in range(400):
        start = first + DAY * chance.randrange(420)
        rows.append(
            (10**9, start if chance.random() < 0.9 else None, start + DAY * chance.choice([5, 30, 89, 364, 365, 380]))
        )
    return rows, [scalar(row, SERIES[name], **dict(settings)) for row in rows]


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way.values())))
def test_other_series_and_their_newer_editions(engine: Engine, name: str, way: dict[str, Any]) -> None:
    """With a month without a rate, long gaps, three places; revised figures count in newer periods alone."""
    rows, wanted = rows_about(name, *way.items())
    assert sum(result is not None for result, _, _ in wanted) > 100
    assert run(engine, rows, series=SERIES[name], **way) == wanted


SMALL = RateSeries([(dt.date(2006, 1, 3) + DAY * at, Decimal("0.25")) for at in range(0, 90, 3)], label="own")


@pytest.mark.parametrize("series", [OWN, NEWER, SMALL], ids=["own", "newer", "small"])
@pytest.mark.parametrize("places", [0, 2, 5])
def test_no_sum_and_no_rate_is_larger_than_its_table_says(series: RateSeries, places: int) -> None:
    """Engines choose by it how many bits will do, so that one too small would be a wrong number."""
    table = of_spans(series, None, places)
    sums = [
        number for fractions in (*table.starts, *table.ends) for part in fractions for number in part if number is not None
    ]
    assert max(map(abs, sums)) < table.limit
    for shown in range(7):
        largest = max(o.yen_per_usd for o in series).scaleb(shown)
        assert largest < table.largest_rate(shown) <= largest + 2


def test_the_first_day_of_a_series_has_its_rate() -> None:
    """As the end of a period, and as an instant."""
    first = dt.date(1971, 1, 4)
    frame = pa.table({"x": [35_773], "start": pa.array([None], pa.date32()), "end": pa.array([first])})
    found = translate_frame(
        frame, "x", period=("start", "end"), basis="average", instants="period_end", observed_into="seen"
    )
    assert (found["x_usd"].to_pylist(), found["seen"].to_pylist()) == ([100.0], [first])


def test_a_newer_edition_that_revises_nothing_needs_no_starts_of_its_own() -> None:
    """One that does has two more, from the day after the older one."""
    january = RateSeries([(o.date, o.yen_per_usd) for o in SMALL if o.date.month == 1], label="own")
    longer = of_spans(january, SMALL, 2)
    assert (longer.newer_from, len(longer.starts)) == (None, 2)
    revised = of_spans(OWN, NEWER, 2)
    assert (revised.newer_from, len(revised.starts)) == (
        OWN.last_covered.toordinal() + 1 - dt.date(1970, 1, 1).toordinal(),
        4,
    )


spans = st.lists(
    st.tuples(st.integers(-(10**12), 10**12), st.integers(-400, 900), st.integers(0, 19_000)), min_size=1, max_size=30
)
QUICK = [engine for engine in ENGINES if engine.name in {"pandas", "polars", "polars-lazy", "pyarrow"}]


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(spans, st.randoms(use_true_random=False))
@share(0.2)
def test_order_and_company_do_not_matter(
    engine: Engine, given_rows: list[tuple[int, int, int]], chance: random.Random
) -> None:
    """A row's result is its own."""
    engine.needed()
    rows: list[Row] = [(x, FIRST + DAY * at, FIRST + DAY * (at + length)) for x, length, at in given_rows]
    alone = [run(engine, [row], basis="average")[0] for row in rows]
    assert run(engine, rows, basis="average") == alone
    places = list(range(len(rows)))
    chance.shuffle(places)
    assert run(engine, [rows[at] for at in places], basis="average") == [alone[at] for at in places]


@pytest.mark.parametrize("partitions", [1, 3, 50])
def test_partitions_do_not_matter(partitions: int) -> None:
    """Of Dask, empty ones among them."""
    dd = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame(
        {"x": range(40), "start": pd.Timestamp("2006-04-01"), "end": pd.date_range("2006-12-01", periods=40)}
    )
    found = translate_frame(
        dd.from_pandas(frame, npartitions=partitions), "x", period=("start", "end"), basis="average", missing="null"
    )
    wanted = translate_frame(frame, "x", period=("start", "end"), basis="average")
    pd.testing.assert_frame_equal(found.compute(), wanted)


PLAN: dict[str, Any] = {"period": ("start", "end"), "basis": "average", "instants": "period_end", "missing": "null"}


def test_a_lazy_plan_of_polars_runs_no_python() -> None:
    """It looks up and divides by Polars' own means."""
    lazy: pl.LazyFrame = pl.DataFrame(table_of([YEAR])).lazy()
    assert "PYTHON" not in translate_frame(lazy, "x", **PLAN).explain().upper()


@pytest.mark.parametrize(("name", "joins"), [("duckdb", "hash join"), ("pyspark", "broadcasthashjoin")])
def test_lazy_plans_look_up_and_divide(name: str, joins: str) -> None:
    """DuckDB joins by hashing, Spark broadcasts and sorts nothing."""
    engine = next(engine for engine in ENGINES if engine.name == name)
    engine.needed()
    frame = translate_frame(engine.make(table_of([YEAR] * 10)), "x", **PLAN)
    with redirect_stdout(io.StringIO()) as out:
        shown = frame.explain() if name == "duckdb" else frame.explain(True)
    text = (shown or out.getvalue()).lower().replace("_", " ")
    assert text.count(joins) >= 2
    assert not any(word in text for word in ("sortmergejoin", "nested loop", "pythonudf", "evalpython"))


def test_several_amounts_share_the_rates_of_their_periods(engine: Engine) -> None:
    """And a mapping gives each its own."""
    table = table_of([YEAR]).append_column("y", pa.array([5 * 10**8]))
    found = translated(engine, table, ["x", "y"], period=("start", "end"), basis="average", rate_into="rate")
    assert (found["x_usd"], found["y_usd"], found["rate"]) == ([8580008.58], [4290004.29], [116.55])
    mixed = translated(
        engine, table, ["x", "y"], period={"x": ("start", "end"), "y": Period.parse("2007-03")}, basis="average"
    )
    assert mixed["y_usd"] == [float(translate(5 * 10**8, period="2007-03", basis="average").result.amount)]


def test_decimals_and_dollars(engine: Engine) -> None:
    """The other way, and in exact decimals."""
    rows = [YEAR, BALANCE]
    found = translated(
        engine,
        table_of(rows),
        "x",
        period=("start", "end"),
        basis="average",
        instants="period_end",
        to="JPY",
        into="yen",
        dtype="decimal",
        rate_into="rate",
        rounding=Rounding(unit="thousand"),
    )
    assert found["yen"] == [Decimal(116_550_000_000), Decimal(117_560_000_000)]
    assert found["rate"] == [Decimal("116.55"), Decimal("117.56")]


def test_what_stands_beside_the_periods_does_not_matter(engine: Engine) -> None:
    """Columns of the names that joins use come back as they were."""
    table = table_of([YEAR, BALANCE])
    for name in ("key", "number", "numerator", "rate", "frame", "rates", "step_0"):
        table = table.append_column(f"__{name}", pa.array(["a", "b"]))
    numbered = table.append_column("row", pa.array([0, 1]))
    frame = translate_frame(
        engine.make(numbered), "x", period=("start", "end"), basis="average", instants="period_end", missing="null"
    )
    found = in_order(engine.columns(frame))
    assert list(found) == [*numbered.column_names, "x_usd"]
    assert found["__key"] == found["__step_0"] == ["a", "b"]
    assert found["x_usd"] == [8580008.58, 8506294.66]
