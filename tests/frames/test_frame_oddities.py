"""Odd frames: names that clash, types that are rare, sizes at the limits, combinations that grow."""

from __future__ import annotations

import datetime as dt
import warnings
from decimal import Context, Decimal, localcontext
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import ENGINES, LAZY, Engine, translated

import yen_usd
from yen_usd import Rounding, Yen, check_frame, translate, translate_frame

DAY = dt.date(2007, 3, 31)
REPORT = yen_usd.REPORT_RATE


def test_names_of_our_own_columns_clash_with_none(engine: Engine) -> None:
    """Whatever the frame calls its columns, in whatever capitals, they stay, and ours are gone."""
    names = ["__step_0", "__STEP_1", "__rate", "__Day", "__observed", "__frame", "__rates", "day", "rate", "self"]
    table = pa.table({"x": pa.array([100.0]), "at": [DAY], "u": ["yen"], **{name: ["kept"] for name in names}})
    found = translated(engine, table, "x", on="at", amount_unit="u", rounding=Rounding(places=2, mode="ROUND_HALF_EVEN"))
    assert list(found) == ["x", "at", "u", *names, "row", "x_usd"]
    assert [found[name] for name in names] == [["kept"]] * len(names)
    assert found["x_usd"] == [0.85]


def test_new_names_may_be_any(engine: Engine) -> None:
    """Words of SQL, quotes, spaces, and words of Python's functions."""
    table = pa.table({'the `yen`, "x".y': [100], "at": [DAY]})
    for name in ("self", "select", "a b", "it's", 'say "hi"', "円"):
        assert translated(engine, table, 'the `yen`, "x".y', on="at", into=name)[name] == [0.85]


@pytest.mark.parametrize("name", ["duckdb", "pyspark"])
def test_capitals_make_no_other_name_in_sql(name: str) -> None:
    """A new column is refused if an old one differs in capitals alone; elsewhere it is another."""
    sql = next(engine for engine in ENGINES if engine.name == name)
    sql.needed()
    frame = sql.make(pa.table({"yen": [100]}))
    with pytest.raises(yen_usd.ColumnExistsError, match="'YEN'"):
        translate_frame(frame, "yen", rate=REPORT, into="YEN")
    assert "YEN" in translate_frame(pl.DataFrame({"yen": [100]}), "yen", rate=REPORT, into="YEN").columns


def test_combinations_do_not_grow(engine: Engine) -> None:
    """Floats, a column of units, one of rates, and halves to the even: as exact as apart, and no slower than a test."""
    table = pa.table({"x": [4253.9, 0.125, -24.3], "u": ["billion", "yen", "million"], "r": [117.56, 0.5, 116.548333]})
    rounding = Rounding(places=2, mode="ROUND_HALF_EVEN")
    found = translated(engine, table, "x", rate="r", amount_unit="u", rounding=rounding, dtype="decimal")
    wanted = [
        translate(Yen(Decimal(x) * 10**power), rate=rate, rounding=rounding).result.amount
        for x, power, rate in (("4253.9", 9, "117.56"), ("0.125", 0, "0.5"), ("-24.3", 6, "116.548333"))
    ]
    assert found["x_usd"] == wanted


def test_floats_in_trillions_are_the_yen_they_show(engine: Engine) -> None:
    """Where multiplying doubles would move the last of fifteen digits."""
    shown = ["4253.9", "4170.770352", "6077.5593466"]
    for unit, power in (("trillion", 12), ("billion", 9)):
        table = pa.table({"x": [float(x) for x in shown]})
        found = translated(engine, table, "x", rate=REPORT, amount_unit=unit, dtype="decimal")["x_usd"]
        assert found == [translate(Yen(Decimal(x) * 10**power)).result.amount for x in shown]


def test_results_of_very_many_places(engine: Engine) -> None:
    """The nearest doubles beyond the powers of ten that doubles hold; decimals as far as there are any."""
    table = pa.table({"x": [5, 12_345]})
    rounding = Rounding(places=11)
    wanted = [translate(x, rounding=rounding).result.amount / 10**12 for x in (5, 12_345)]
    found = translated(engine, table, "x", rate=REPORT, rounding=rounding, result_unit="trillion")
    assert found["x_usd"] == [float(amount) for amount in wanted]
    found = translated(
        engine, table, "x", rate=REPORT, rounding=Rounding(places=14), result_unit="trillion", dtype="decimal"
    )
    wanted = [translate(x, rounding=Rounding(places=14)).result.amount / 10**12 for x in (5, 12_345)]
    assert found["x_usd"] == wanted
    many = Rounding(places=28)
    with pytest.raises(yen_usd.ArgumentError, match="decimals of 40 places"):
        translated(engine, pa.table({"x": [0]}), "x", rate=1, rounding=many, result_unit="trillion", dtype="decimal")


def test_wide_decimals_never_wrap(engine: Engine) -> None:
    """Decimals whose product would leave 128 bits have no result, and others beside them do."""
    amounts = [Decimal(2**114), Decimal(2**116), Decimal(100)]
    table = pa.table({"x": pa.array(amounts, pa.decimal128(38, 0))})
    if engine.is_lazy:
        found = translated(engine, table, "x", rate=REPORT, amount_unit="trillion", rounding=Rounding(places=0))
        assert found["x_usd"][:2] == [None, None]
        assert found["x_usd"][2] == float(translate(Yen(10**14), rounding=Rounding(places=0)).result.amount)
    else:
        with pytest.raises(yen_usd.AmountError, match="or their results are: 2 of 3 rows"):
            translated(engine, table, "x", rate=REPORT, amount_unit="trillion", rounding=Rounding(places=0))


def test_decimals_beyond_64_bits_whose_result_fits(engine: Engine) -> None:
    """An amount of more than 9 quintillion yen, as a decimal of 38 digits."""
    table = pa.table({"x": pa.array([Decimal(10**19)], pa.decimal128(38, 0)), "u": ["yen"]})
    wanted = [translate(Yen(10**19)).result.amount]
    assert translated(engine, table, "x", rate=REPORT)["x_usd"] == wanted
    assert translated(engine, table, "x", rate=REPORT, amount_unit="u")["x_usd"] == wanted


OTHER_FORMS = ["2007-3-30", " 2007-03-30", "2007-03-30\n", "20070330", "+2007-03-30", "2007-02-30", "12007-03-30"]


@pytest.mark.parametrize("engine", [engine for engine in LAZY if engine.name != "dask"], ids=str)
@pytest.mark.parametrize("text", OTHER_FORMS)
def test_lazy_frames_read_one_form_of_dates(engine: Engine, text: str) -> None:
    """Anything else is null, alike on every engine but Dask, which reads as eager frames do."""
    engine.needed()
    table = pa.table({"x": [100, 100], "at": ["2007-03-30", text]})
    assert translated(engine, table, "x", on="at", parse_dates=True)["x_usd"] == [0.85, None]


def test_rare_types_of_arrow() -> None:
    """Decimals of other widths and of negative scale, dictionaries, and nothing but nulls."""
    columns = {
        "d32": pa.array([Decimal("1.25")], pa.decimal128(5, 2)).cast(pa.decimal32(5, 2)),
        "d64": pa.array([Decimal("1.25")], pa.decimal128(5, 2)).cast(pa.decimal64(5, 2)),
        "d256": pa.array([Decimal("1.25")], pa.decimal256(50, 2)),
        "tens": pa.array([Decimal("1E+3")], pa.decimal128(5, -3)),
        "coded": pa.array([125]).dictionary_encode(),
        "nulls": pa.nulls(1),
    }
    found = translate_frame(pa.table(columns), list(columns), rate=1).to_pydict()
    assert [found[f"{name}_usd"] for name in columns] == [[Decimal("1.25")]] * 3 + [[Decimal(1000)], [125.0], [None]]
    null_day = pa.table({"x": [1], "at": pa.nulls(1)})
    assert translate_frame(null_day, "x", on="at").to_pydict()["x_usd"] == [None]
    assert translate_frame(pl.from_arrow(null_day), "x", on="at")["x_usd"].to_list() == [None]


def test_columns_that_are_not_asked_for_are_no_matter() -> None:
    """Names that recur, labels that are no text, types that nobody knows."""
    frame = pd.DataFrame([[1, 2, DAY, 100, 5]], columns=["x", "x", "at", "yen", 2007])
    assert translate_frame(frame, "yen", on="at")["yen_usd"].tolist() == [0.85]
    assert check_frame(frame, "yen", on="at").translated == 1
    with pytest.raises(yen_usd.MissingColumnError, match="several columns have this name"):
        translate_frame(frame, "x", on="at")


def test_the_context_of_decimals_does_not_matter_to_tens() -> None:
    """Nor do its traps, where results count thousands."""
    frame = pa.table({"yen": [123_456_789_012_345_678]})
    with localcontext(Context(prec=5)):
        found = translate_frame(frame, "yen", rate=REPORT, rounding=Rounding(unit="thousand"), dtype="decimal")
    [exact] = [translate(123_456_789_012_345_678, rounding=Rounding(unit="thousand")).result.amount]
    assert found["yen_usd"].to_pylist() == [exact]


def test_a_hundred_columns_at_once_warn_of_nothing() -> None:
    """pandas wants many new columns added together; what the frame carries besides stays."""
    names = [f"c{number}" for number in range(100)]
    frame = pd.DataFrame({name: [100] for name in names})
    frame.attrs["source"] = "filing"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = translate_frame(frame, (name for name in names), rate=REPORT)
        infinite = pd.DataFrame({"x": [1e300]})
        with pytest.raises(yen_usd.AmountError):
            translate_frame(infinite, "x", rate=REPORT, amount_unit="trillion")
    assert (found["c99_usd"].tolist(), found.shape, found.attrs) == ([0.85], (1, 200), {"source": "filing"})


@pytest.mark.parametrize("day", [-(2**31), 2**31 - 1])
def test_days_beyond_the_calendar_are_shown_as_numbers(day: int) -> None:
    """An error about them does not fail over showing them."""
    days = pa.array([day], pa.int32()).cast(pa.date32())
    for frame in (pa.table({"x": [1], "at": days}), pl.from_arrow(pa.table({"x": [1], "at": days}))):
        with pytest.raises(yen_usd.RateNotFoundError, match="1 of 1 rows"):
            translate_frame(frame, "x", on="at")
    moment = pl.DataFrame({"x": [1], "at": pl.Series([2**62], dtype=pl.Int64).cast(pl.Datetime("ms"))})
    with pytest.raises(yen_usd.RateNotFoundError, match=f"row 0: {2**62}"):
        translate_frame(moment, "x", on="at")


def test_a_null_has_no_rate_however_early_a_series_begins() -> None:
    """The number that stands for a null is a day of 1677 in nanoseconds."""
    early = yen_usd.RateSeries([("1677-09-20", "2"), ("1677-09-25", "2")])
    frame = pd.DataFrame({"x": [1000], "at": pd.Series([None], dtype="datetime64[ns]")})
    assert translate_frame(frame, "x", on="at", series=early)["x_usd"].isna().all()


def test_text_that_names_a_constant_is_shown_as_one() -> None:
    """As strings are columns, the error says what to write instead; an index is no column either."""
    frame = pd.DataFrame({"x": [1]}, index=pd.Index([DAY], name="date"))
    for arguments, remedy in (
        ({"on": "2007-03-31"}, "for a constant write datetime.date(2007, 3, 31)"),
        ({"rate": "¥117.56"}, "for a constant write Rate.of('¥117.56')"),
        ({"period": "FY2007", "basis": "average"}, "for a constant write Period.parse('FY2007')"),
        ({"on": "date"}, "that is the index: call reset_index() first"),
    ):
        with pytest.raises(yen_usd.MissingColumnError) as caught:
            translate_frame(frame, "x", **arguments)
        assert remedy in str(caught.value)


def test_relations_keep_their_alias() -> None:
    """A filter by it goes on working."""
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.connect().sql("SELECT 100 AS yen, DATE '2007-03-31' AS day").set_alias("q")
    found = translate_frame(relation, "yen", on="day", missing="null")
    assert found.filter("q.yen > 3").fetchall() == [(100, DAY, 0.85)]


@pytest.mark.parametrize("value", [[1], {}, True, "12"])
def test_objects_that_are_no_numbers_are_refused_by_row(value: Any) -> None:
    """Whatever they are."""
    frame = pd.DataFrame({"x": pd.Series([1, value], dtype=object)})
    with pytest.raises(yen_usd.YenUsdError, match="column 'x', row 1"):
        translate_frame(frame, "x", rate=1)
    days = pd.DataFrame({"x": [1, 1], "at": pd.Series([DAY, value], dtype=object)})
    with pytest.raises(yen_usd.YenUsdError, match="column 'at', row 1"):
        translate_frame(days, "x", on="at")
    assert check_frame(days, "x", on="at").unreadable == 1


def test_text_among_pandas_objects_says_how_it_is_read() -> None:
    """As columns of text are in pandas 2, where the column's type tells nothing."""
    frame = pd.DataFrame({"x": pd.Series([5, "1,234"], dtype=object)})
    with pytest.raises(yen_usd.AmountTypeError, match=r"column 'x', row 1: '1,234' is text; .* say parse_amounts=True"):
        translate_frame(frame, "x", rate=1)
