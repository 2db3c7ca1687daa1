"""The rules of columns: dates, nulls, units, names, refusals, and what stays as it was, on every engine."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engines import Engine, translated
from for_each import for_each

import yen_usd
from yen_usd import Period, Rate, RateSeries, Rounding, Yen, check_frame, translate, translate_frame

DAY = dt.date(2007, 3, 31)
INF = float("inf")


def run(engine: Engine, columns: dict[str, Any], amount: Any, **arguments: Any) -> dict[str, list[Any]]:
    """The columns of a translated frame, in the order of its rows."""
    return translated(engine, pa.table(columns), amount, **arguments)


def usd(amount: Any, **arguments: Any) -> float:
    """What the scalar function makes of it, as a double."""
    return float(translate(amount, **arguments).result.amount)


MOMENTS = [dt.datetime.fromisoformat(at) for at in ("1970-12-31T23:59:59", "1971-01-04", "2007-03-31T12:00")]
OF_MOMENTS = [None, usd(1, on="1971-01-04"), usd(1, on="2007-03-31"), None]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_naive_datetimes_of_any_unit_are_taken_by_their_day(engine: Engine, unit: str) -> None:
    """Also before 1970, where dividing would round the wrong way."""
    if engine.name == "pyspark" and unit == "ns":
        unit = "us"  # Spark has no nanoseconds
    moments = [dt.datetime.fromisoformat("1969-12-31T23:59:59"), *MOMENTS, None]
    column = pa.array(moments, pa.timestamp(unit))
    assert run(engine, {"yen": [1] * 5, "at": column}, "yen", on="at")["yen_usd"] == [None, *OF_MOMENTS]


def test_days_of_milliseconds_are_dates(eager: Engine) -> None:
    """Arrow's other type of dates."""
    column = pa.array([dt.date(1971, 1, 4), DAY, None], pa.date64())
    wanted = [usd(1, on="1971-01-04"), usd(1, on=DAY), None]
    assert run(eager, {"yen": [1, 1, 1], "at": column}, "yen", on="at")["yen_usd"] == wanted


def test_pandas_periods_stand_for_their_last_day_or_as_periods() -> None:
    """In on= by the rate prevailing on the last day, in period= by any basis."""
    frame = pd.DataFrame({"yen": [1_000_000] * 3, "p": pd.PeriodIndex(["2006Q4", "2007Q1", "NaT"], freq="Q")})
    found = translate_frame(frame, "yen", on="p", observed_into="seen")
    assert found["yen_usd"].iloc[1] == usd(1_000_000, on="2007-03-31")
    assert found["seen"].iloc[1] == pd.Timestamp("2007-03-30")
    assert pd.isna(found["yen_usd"].iloc[2])
    averages = translate_frame(frame, "yen", period="p", basis="average")
    assert averages["yen_usd"].iloc[0] == usd(1_000_000, period=Period.quarter(2006, 4), basis="average")
    daily = pd.DataFrame({"yen": [1], "p": pd.PeriodIndex(["2007-03-31"], freq="D")})
    assert translate_frame(daily, "yen", on="p")["yen_usd"].item() == usd(1, on=DAY)


def test_objects_of_pandas_are_read_one_by_one() -> None:
    """Dates, naive timestamps, Decimals and Python's own integers, mixed with nulls."""
    amounts = [Decimal("35.42"), 10**14, None, 2**53 + 1]
    frame = pd.DataFrame({"yen": pd.Series(amounts, dtype=object), "at": [DAY, pd.Timestamp(DAY), DAY, None]})
    found = translate_frame(frame, "yen", on="at", rounding=Rounding(places=4))
    wanted = [translate(a, on=DAY, rounding=Rounding(places=4)).result.amount for a in amounts[:2] if a is not None]
    assert found["yen_usd"].tolist() == [*wanted, None, None]
    assert [type(value) for value in found["yen_usd"][:2]] == [Decimal, Decimal]
    with pytest.raises(yen_usd.AmountTypeError, match="column 'yen', row 1: 'x'"):
        translate_frame(pd.DataFrame({"yen": [1, "x"]}), "yen", rate=100)


AWARE = pa.array([dt.datetime(2007, 3, 31, tzinfo=dt.UTC)], pa.timestamp("us", "UTC"))


def test_aware_datetimes_are_refused(engine: Engine) -> None:
    """Their day depends on the time zone; also the instants of Spark and DuckDB."""
    frame = engine.make(pa.table({"yen": [1], "at": AWARE}))
    with pytest.raises(yen_usd.DateTypeError, match="column 'at' have a time zone"):
        translate_frame(frame, "yen", on="at", missing="null")


def test_text_is_read_only_when_asked(engine: Engine) -> None:
    """Dates in ISO form on every engine; what cannot be read is null with missing="null", and else an error."""
    columns = {"yen": [1, 1], "at": ["2007-03-31", None]}
    with pytest.raises(yen_usd.DateTypeError, match="column 'at' are text"):
        run(engine, columns, "yen", on="at")
    assert run(engine, columns, "yen", on="at", parse_dates=True)["yen_usd"] == [usd(1, on=DAY), None]
    columns["at"] = ["2007-03-31", "soon"]
    assert run(engine, columns, "yen", on="at", parse_dates=True)["yen_usd"] == [usd(1, on=DAY), None]
    if not engine.is_lazy:
        with pytest.raises(yen_usd.DateError, match="column 'at', row 1: cannot read 'soon'"):
            run(engine, columns, "yen", on="at", parse_dates=True, missing="raise")
        columns = {"yen": pa.array([None, 1, 1, 1], pa.int64()), "at": ["soon", "2007-03-31", "soon", "soon"]}
        with pytest.raises(yen_usd.DateError, match="column 'at', row 2: cannot read 'soon'"):
            run(engine, columns, "yen", on="at", parse_dates=True, missing="raise")


def test_eager_frames_read_dates_and_periods_as_the_core_does(eager: Engine) -> None:
    """In every form that translate reads, under the same settings."""
    dates = ["平成19年3月31日", "March 31, 2007", "2007/3/31"]
    found = run(eager, {"yen": [1, 1, 1], "at": dates}, "yen", on="at", parse_dates=True)
    assert found["yen_usd"] == [usd(1, on=DAY)] * 3
    periods = {"yen": [10**9] * 3, "p": ["FY2007", "2007年3月期", None]}
    found = run(eager, periods, "yen", period="p", basis="average", parse_dates=True, rate_into="rate")
    assert found["rate"] == [116.55, 116.55, None]
    december = run(eager, periods, "yen", period="p", basis="high", parse_dates=True, fiscal_year_end=12, rate_into="rate")
    assert december["rate"] == [124.09, 121.81, None]


def test_nulls_stay_null(engine: Engine) -> None:
    """Of the amount or of the date, whatever the other is; no error, and nothing counted as missing."""
    columns = {"yen": pa.array([1, None, 3, None], pa.int64()), "at": pa.array([DAY, DAY, None, None])}
    arguments = {} if engine.is_lazy else {"missing": "raise"}
    found = run(engine, columns, "yen", on="at", rate_into="rate", observed_into="seen", **arguments)
    assert found["yen_usd"] == [usd(1, on=DAY), None, None, None]
    assert found["rate"] == [117.56, 117.56, None, None]
    assert found["seen"] == [dt.date(2007, 3, 30)] * 2 + [None] * 2


def test_frames_without_rows_and_columns_of_nulls(engine: Engine) -> None:
    """Give their columns, empty or null."""
    kinds = {"yen": pa.int64(), "ratio": pa.float64(), "cost": pa.decimal128(12, 2), "at": pa.date32()}
    for rows in (0, 3):
        columns = {name: pa.array([None] * rows, kind) for name, kind in kinds.items()}
        found = run(engine, columns, ["yen", "ratio", "cost"], on="at", rate_into="rate", observed_into="seen")
        assert all(found[name] == [None] * rows for name in ("yen_usd", "ratio_usd", "cost_usd", "rate", "seen"))


def some_floats() -> list[float]:
    """Numbers of up to 15 digits, of which up to six are decimals, and whole ones of any size."""
    chance = random.Random(11756)
    found = [0.0, -0.0, 0.5, 1.005, -2.675, 0.000001, 999_999_999.999999, 4_500_000_000.1, 1e12 + 0.1, 2.0**62]
    for _ in range(3000):
        digits, places = chance.randrange(1, 16), chance.randrange(7)
        found.append(chance.choice((-1, 1)) * int(chance.random() * 10**digits) / 10**places)
    return found


@pytest.mark.parametrize("to", ["USD", "JPY"])
def test_floats_of_fifteen_digits_are_the_decimals_they_show(engine: Engine, to: Any) -> None:
    """Up to six decimal places: the results are those of translate."""
    floats = some_floats()
    money = Yen if to == "USD" else yen_usd.Dollars
    results = [translate(money(value), rate="118.31").result.amount for value in floats]
    fits = [abs(r) * (100 if to == "USD" else 1) < 2**63 for r in results]
    floats, results = ([v for v, ok in zip(values, fits, strict=True) if ok] for values in (floats, results))
    found = run(engine, {"x": floats}, "x", rate=Decimal("118.31"), to=to, into="result")
    assert found["result"] == [float(result) for result in results]


def test_floats_in_a_unit_count_in_yen(engine: Engine) -> None:
    """24.3 billion is 24,300,000,000; the unit is taken in before places are counted."""
    floats = [24.3, 0.000001234567, -1.1, 0.07]
    found = run(engine, {"x": floats}, "x", rate=Rate.of("117.56"), amount_unit="billion")
    shown = [Decimal("24.3"), Decimal("0.000001234567"), Decimal("-1.1"), Decimal("0.07")]
    assert found["x_usd"] == [usd(x * 10**9, rate="117.56") for x in shown]


def test_a_float_that_is_no_number_is_null_and_an_infinite_one_has_no_result(engine: Engine) -> None:
    """Eager frames refuse infinities, lazy ones have nulls for them."""
    columns = {"x": pa.array([1.0, float("nan"), None], pa.float64())}
    assert run(engine, columns, "x", rate=REPORT, missing="null")["x_usd"] == [usd(1), None, None]
    columns = {"x": pa.array([1.0, INF, -INF, 1e300], pa.float64())}
    if engine.is_lazy:
        assert run(engine, columns, "x", rate=REPORT)["x_usd"] == [usd(1), None, None, None]
    else:
        with pytest.raises(yen_usd.AmountError, match=r"3 of 4 rows \(row 1: inf"):
            run(engine, columns, "x", rate=REPORT)


REPORT = yen_usd.REPORT_RATE


def test_eager_frames_count_and_show_rows_without_a_rate(eager: Engine) -> None:
    """The first three of them; missing="null" leaves them without a result."""
    days = [DAY, *(dt.date(1971, 8, day) for day in range(19, 24)), dt.date(2030, 1, 1)]
    frame = eager.make(pa.table({"yen": [100] * 7, "at": days}))
    with pytest.raises(yen_usd.RateNotFoundError) as caught:
        translate_frame(frame, "yen", on="at")
    message = str(caught.value)
    assert "6 of 7 rows (row 1: 1971-08-19, row 2: 1971-08-20, row 3: 1971-08-21, ...) of column 'at'" in message
    assert "covers 1971-01-04 to 2026-10-02, and a rate stands for at most 4 more days; say missing='null'" in message
    assert eager.columns(translate_frame(frame, "yen", on="at", missing="null"))["yen_usd"] == [0.85] + [None] * 6


def test_lazy_frames_must_say_what_becomes_of_missing_rates(lazy: Engine) -> None:
    """As no row is seen at the call; a constant rate is never missing."""
    frame = lazy.make(pa.table({"yen": [100], "at": [DAY]}))
    with pytest.raises(yen_usd.ArgumentError, match="missing='raise' with a lazy frame"):
        translate_frame(frame, "yen", on="at")
    assert lazy.columns(translate_frame(frame, "yen", on=DAY))["yen_usd"] == [0.85]


def test_results_too_large_are_refused_or_null_never_wrapped(engine: Engine) -> None:
    """From the first one that leaves 64 bits on, in either direction."""
    largest = ((2**64 - 1) * 7563 - 1) // 20_000  # at 75.63 its cents are the last to fit
    cases = [(largest, "USD", True), (largest + 1, "USD", False), (2**63 - 1, "JPY", False), (-(2**63), "JPY", False)]
    for amount, to, fits in cases:
        columns = {"x": pa.array([amount, 5], pa.int64())}
        if fits or engine.is_lazy:
            found = run(engine, columns, "x", rate=Decimal("75.63"), to=to, into="result", dtype="decimal")["result"]
            exact = translate(amount, rate="75.63").result.amount if fits else None
            assert found[0] == exact
            assert found[1] is not None
        else:
            with pytest.raises(yen_usd.AmountError, match=r"or their results are: 1 of 2 rows \(row 0: "):
                run(engine, columns, "x", rate=Decimal("75.63"), to=to, into="result")


def test_a_list_of_amounts_shares_its_rates(engine: Engine) -> None:
    """Each gets its column, in their order, and the rates stand once."""
    columns = {"sales": [10**9], "income": [-(10**8)], "at": [DAY]}
    found = run(engine, columns, ["sales", "income"], on="at", rate_into="rate", into=["s", "i"])
    assert list(found) == ["sales", "income", "at", "row", "s", "rate", "i"]
    assert (found["s"], found["rate"], found["i"]) == ([usd(10**9, on=DAY)], [117.56], [usd(-(10**8), on=DAY)])


def test_a_wide_statement_has_a_period_for_each_column(engine: Engine) -> None:
    """As a mapping of the amounts, or of the argument; each at its own rate."""
    columns = {"FY2006": [1_000, 200], "FY2007": [1_100, -50]}
    years = {name: Period.parse(name) for name in columns}
    wanted = {
        name: [usd(value * 10**6, period=years[name], basis="average") for value in values]
        for name, values in columns.items()
    }
    for arguments in ({"amount": years}, {"amount": list(years), "period": years}):
        rates = {"FY2006": "r6", "FY2007": "r7"}
        found = run(engine, columns, basis="average", amount_unit="million", rate_into=rates, **arguments)
        assert {name: found[f"{name}_usd"] for name in columns} == wanted
        assert (found["r6"], found["r7"]) == ([113.67] * 2, [116.55] * 2)
    days = run(engine, columns, {"FY2006": dt.date(2006, 3, 31), "FY2007": Rate.of(100)})
    assert days["FY2006_usd"] == [usd(1_000, on="2006-03-31"), usd(200, on="2006-03-31")]
    assert days["FY2007_usd"] == [11.0, -0.5]


def test_different_columns_of_dates(engine: Engine) -> None:
    """Two amounts, each on its own day, with the days of both observations."""
    columns = {"a": [10**6] * 2, "b": [10**6] * 2, "d": [DAY, dt.date(2006, 3, 31)], "e": [dt.date(2015, 3, 31), None]}
    seen = {"a": "seen_a", "b": "seen_b"}
    found = run(engine, columns, ["a", "b"], on={"a": "d", "b": "e"}, observed_into=seen)
    assert found["a_usd"] == [usd(10**6, on=DAY), usd(10**6, on="2006-03-31")]
    assert found["b_usd"] == [usd(10**6, on="2015-03-31"), None]
    assert found["seen_a"] == [dt.date(2007, 3, 30), dt.date(2006, 3, 31)]
    assert found["seen_b"] == [dt.date(2015, 3, 31), None]


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.decimal128(14, 2), pa.decimal128(30, 2)])
def test_a_column_of_units(engine: Engine, kind: Any) -> None:
    """Every row in its own, single yen among them; a null is a null."""
    units = ["million", "百万", "千", "yen", "trillion", None]
    amounts = pa.array([5, 6, 7, 8, 9, 10], pa.int32()).cast(kind)
    found = run(engine, {"x": amounts, "unit": units}, "x", rate=REPORT, amount_unit="unit", dtype="float")
    powers = [6, 6, 3, 0, 12]
    assert found["x_usd"] == [usd(n * 10**p) for n, p in zip(range(5, 10), powers, strict=True)] + [None]


def test_unknown_units_are_refused_or_null(engine: Engine) -> None:
    """Eager frames count and show them."""
    columns = {"x": [5, 6], "unit": ["million", "lakh"]}
    if engine.is_lazy:
        assert run(engine, columns, "x", rate=REPORT, amount_unit="unit")["x_usd"] == [usd(5 * 10**6), None]
        assert check_frame(engine.make(pa.table(columns)), "x", rate=REPORT, amount_unit="unit").without_result == 1
    else:
        with pytest.raises(yen_usd.UnitError, match=r"column 'unit' has unknown units: 1 of 2 rows \(row 1: 'lakh'\)"):
            run(engine, columns, "x", rate=REPORT, amount_unit="unit")


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.decimal128(14, 4), pa.decimal128(38, 10)])
def test_a_column_of_rates(engine: Engine, kind: Any) -> None:
    """One's own, each to its places; what is no rate is refused, or null."""
    rates = [Decimal("117.5600"), Decimal("100.1250"), Decimal("79.0000")]
    if pa.types.is_integer(kind):
        rates = [Decimal(int(rate)) for rate in rates]
    column = pa.array(rates, pa.decimal128(12, 4)).cast(kind)
    found = run(engine, {"x": [24_300, -5, 1], "r": column}, "x", rate="r", rate_into="used")
    assert found["x_usd"] == [usd(x, rate=rate) for x, rate in zip((24_300, -5, 1), rates, strict=True)]
    assert found["used"] == [float(rate) for rate in rates]
    whole = pa.array([10_000, 100, 1], pa.int32()).cast(kind)
    assert run(engine, {"x": [1, 2, 3], "r": whole}, "x", rate="r", rate_into="used")["used"] == [10_000.0, 100.0, 1.0]
    over = pa.array([Decimal(10_001 if pa.types.is_integer(kind) else "10000.0001")], pa.decimal128(12, 4)).cast(kind)
    assert check_frame(engine.make(pa.table({"x": [1], "r": over})), "x", rate="r").without_rate == 1
    bad = {"x": [1, 1, 1], "r": pa.array([100, 0, -5], pa.int32()).cast(kind)}
    if engine.is_lazy:
        assert run(engine, bad, "x", rate="r")["x_usd"] == [0.01, None, None]
    else:
        with pytest.raises(yen_usd.RateValueError, match=r"values that are not rates: 2 of 3 rows \(row 1: 0"):
            run(engine, bad, "x", rate="r")


def test_strict_days_and_series_of_ones_own(engine: Engine) -> None:
    """A rate observed on the day itself; and figures of other publishers, with their own reach and places."""
    own = RateSeries([("2024-03-28", "151.415"), ("2024-04-02", "151.6")], label="Tokyo TTM", max_reach=2)
    days = [dt.date(2024, 3, 27) + dt.timedelta(number) for number in range(8)]
    found = run(engine, {"x": [10**6] * 8, "at": days}, "x", on="at", series=own, rate_into="r")
    assert found["r"] == [None, 151.415, 151.415, 151.415, None, None, 151.6, None]
    strict = run(engine, {"x": [10**6] * 8, "at": days}, "x", on="at", series=own, strict=True, rate_into="r")
    assert strict["r"] == [None, 151.415, None, None, None, None, 151.6, None]


class Growing(RateSeries):
    """A series to which newer figures are added, and which remembers the days for which it was asked."""

    __slots__ = ()
    asked: ClassVar[list[dt.date]] = []

    def reaching(self, day: dt.date) -> RateSeries:
        """With one more day."""
        self.asked.append(day)
        return RateSeries([*((o.date, o.yen_per_usd) for o in self), ("2024-04-02", "151.7")], label="own")


def test_newer_figures_are_looked_for_only_where_a_day_lies_past_the_end(eager: Engine) -> None:
    """Not for a day in a gap; the error tells of newer figures for the one alone, be it a date or a moment."""
    rates = [("2024-03-01", "150"), ("2024-03-28", "151.4"), ("2024-03-29", "151.5")]
    gap, end, past, far = (dt.datetime.fromisoformat(f"2024-{day}T18:00") for day in ("03-20", "03-29", "04-02", "06-03"))
    for kind in (pa.date32(), pa.timestamp("us")):
        own = Growing(rates, label="own")
        days = {"x": [1000] * 3, "at": pa.array([end, gap, end], pa.timestamp("us")).cast(kind)}
        found = run(eager, days, "x", on="at", series=own, missing="null", rate_into="r")
        assert found["r"] == [151.5, None, 151.5]
        with pytest.raises(yen_usd.RateNotFoundError, match=r"1 of 3 rows \(row 1: .* say missing='null'[^;,]*$"):
            run(eager, days, "x", on="at", series=own, missing="raise")
        assert own.asked == []
        days["at"] = pa.array([end, past, gap], pa.timestamp("us")).cast(kind)
        assert run(eager, days, "x", on="at", series=own, missing="null", rate_into="r")["r"] == [151.5, 151.7, None]
        days["at"] = pa.array([end, past, far], pa.timestamp("us")).cast(kind)
        with pytest.raises(yen_usd.RateNotFoundError, match=r"1 of 3 rows \(row 2: .* to 2024-04-02, .*, or "):
            run(eager, days, "x", on="at", series=own, missing="raise")
        assert own.asked
        own.asked.clear()


def test_a_null_is_no_day_of_the_year_1677(eager: Engine) -> None:
    """To which the number that stands for it would come in nanoseconds, in a series of that age."""
    old = RateSeries([("1677-09-20", "2"), ("1677-09-21", "2"), ("2007-03-30", "117.56")], label="own", max_reach=1)
    at = pa.array([dt.datetime.fromisoformat("2007-03-31"), None], pa.timestamp("ns"))
    found = run(eager, {"x": [10**6] * 2, "at": at}, "x", on="at", series=old, rate_into="r")
    assert found["r"] == [117.56, None]


CALLS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"amount": "nope", "rate": 1}, KeyError, "no column 'nope' for amount=; the columns are 'x', 'at', 'word'"),
    ({"amount": "word", "rate": 1}, TypeError, "amounts in column 'word'"),
    ({"amount": "at", "rate": 1}, TypeError, "column 'at'"),
    ({"amount": [], "rate": 1}, TypeError, "amount must be a column, a list"),
    ({"amount": ["x", "x"], "rate": 1}, TypeError, "different columns"),
    ({"amount": 5, "rate": 1}, TypeError, "amount=5"),
    ({}, TypeError, "no rate is named; exactly one of on=, period= and rate= must be given"),
    ({"on": "at", "rate": 1}, TypeError, "on= and rate= are given together"),
    ({"on": None}, TypeError, "on=None names no rate"),
    ({"on": "nope"}, KeyError, "no column 'nope' for on="),
    ({"on": "x"}, TypeError, "the column 'x' has the type Int64"),
    ({"rate": "word"}, TypeError, "rates in column 'word'"),
    ({"rate": "¥117.56"}, KeyError, "no column '¥117.56' for rate="),
    ({"rate": -1}, ValueError, "-1 cannot be a rate"),
    ({"period": Period.parse("FY2007")}, TypeError, "has four rates; average=116.55"),
    ({"period": Period.parse("FY2007"), "basis": "mean"}, ValueError, "unknown basis 'mean'"),
    ({"period": Period.parse("FY2007"), "basis": "spot"}, ValueError, "a period has no spot rate"),
    ({"rate": 1, "basis": "average"}, TypeError, "basis= without period="),
    ({"period": "at", "basis": "average"}, TypeError, "column 'at'"),
    ({"period": dt.date(2007, 3, 31), "basis": "average"}, TypeError, "a pair of columns of days, or a Period"),
    ({"rate": 1, "into": "at"}, ValueError, "cannot add a column 'at'"),
    ({"rate": 1, "rate_into": "x_usd"}, ValueError, "cannot add a column 'x_usd'"),
    ({"rate": 1, "into": ["a", "b"]}, TypeError, "into="),
    ({"rate": 1, "amount_unit": "lakh"}, ValueError, "amount_unit='lakh'"),
    ({"rate": 1, "amount_unit": "x"}, TypeError, "the units in column 'x'"),
    ({"rate": 1, "result_unit": "lakh"}, ValueError, "unknown unit 'lakh'"),
    ({"rate": 1, "to": "EUR"}, ValueError, "unknown currency 'EUR'"),
    ({"rate": 1, "rounding": 2}, TypeError, "rounding=2"),
    ({"rate": 1, "dtype": "int"}, TypeError, "dtype='int'"),
    ({"rate": 1, "missing": "drop"}, TypeError, "missing='drop'"),
    ({"rate": {"y": 1}}, TypeError, "rate= names the rates of 'y'; the columns of amounts are 'x'"),
    ({"amount": {"x": "FY2007"}}, TypeError, "the column 'x' has 'FY2007' for its rate"),
    ({"amount": {"x": DAY}, "rate": 1}, TypeError, "rate= with a dict of columns"),
    ({"on": DAY, "series": 5}, TypeError, "series=5"),
    ({"on": "2007-03-31"}, KeyError, "no column '2007-03-31' for on="),
    ({"on": dt.date(1960, 1, 1)}, LookupError, "no rate for 1960-01-01"),
]


@for_each("arguments, kind, message", CALLS)
def test_bad_calls_are_refused_by_name(
    engine: Engine, arguments: dict[str, Any], kind: type[Exception], message: str
) -> None:
    """Before any row is read: each error names the column or the argument, and is the builtin one expects."""
    frame = engine.make(pa.table({"x": [1, 2], "at": [DAY, DAY], "word": ["a", "b"]}))
    with pytest.raises(kind) as caught:
        translate_frame(frame, **{"amount": "x", "missing": "null", **arguments})
    assert isinstance(caught.value, yen_usd.YenUsdError)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "frame", [None, {"x": [1]}, [1], pd.Series([1]), pl.Series([1]), np.zeros(3)], ids=lambda f: type(f).__name__
)
def test_what_is_no_frame_is_refused(frame: Any) -> None:
    """By its type."""
    with pytest.raises(yen_usd.ArgumentError, match="is not a data frame"):
        translate_frame(frame, "x", rate=1)


def test_other_columns_the_index_and_the_input_stay(eager: Engine) -> None:
    """The result is a new frame of the same kind; what was there is there, in its order."""
    table = pa.table({"x": [3, 1, 2], "at": [DAY] * 3, "word": ["c", "a", "b"]})
    frame = eager.make(table)
    found = translate_frame(frame, "x", on="at")
    assert type(found) is type(frame)
    assert eager.columns(frame) == eager.columns(eager.make(table))
    columns = eager.columns(found)
    assert {name: columns[name] for name in ("x", "at", "word")} == eager.columns(frame)
    assert list(columns) == ["x", "at", "word", "x_usd"]


def test_the_index_of_pandas_stays() -> None:
    """Names, duplicates and order of it; writing to the result leaves the input alone."""
    index = pd.MultiIndex.from_tuples([("b", 1), ("a", 2), ("a", 2)], names=["k", "n"])
    frame = pd.DataFrame({"x": [1, 2, 3], "at": pd.Timestamp(DAY)}, index=index)
    found = translate_frame(frame, "x", on="at")
    assert found.index.equals(index)
    assert list(found.index.names) == ["k", "n"]
    found.loc[:, "x"] = 0
    assert frame["x"].tolist() == [1, 2, 3]


def test_results_have_the_types_of_their_engine() -> None:
    """Doubles beside NumPy's numbers, nullable ones beside nullable, Arrow's beside Arrow's; decimals are decimals."""
    frame = pd.DataFrame({"n": [1], "m": pd.array([1], "Int64"), "a": pd.array([1], pd.ArrowDtype(pa.int64()))})
    found = translate_frame(frame, ["n", "m", "a"], rate=REPORT)
    assert [str(found[f"{name}_usd"].dtype) for name in "nma"] == ["float64", "Float64", "double[pyarrow]"]
    exact = translate_frame(frame, "n", rate=REPORT, dtype="decimal")
    assert exact["n_usd"].dtype == pd.ArrowDtype(pa.decimal128(38, 2))
    table = translate_frame(pa.table({"n": pa.array([Decimal("1.5")])}), "n", rate=REPORT, rate_into="r")
    assert (table.schema.field("n_usd").type, table.schema.field("r").type) == (pa.decimal128(38, 2),) * 2
    assert translate_frame(pl.DataFrame({"n": [Decimal("1.5")]}), "n", rate=REPORT).schema["n_usd"] == pl.Decimal(38, 2)


def test_frames_of_narwhals_come_back_as_they_went() -> None:
    """Wrapped frames are unwrapped for the work, and wrapped again."""
    import narwhals as nw

    frame = nw.from_native(pl.DataFrame({"x": [100]}))
    found = translate_frame(frame, "x", rate=REPORT)
    assert isinstance(found, nw.DataFrame)
    assert found["x_usd"].to_list() == [0.85]
