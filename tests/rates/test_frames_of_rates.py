"""Series from frames, pandas Series and dicts, and what of them is refused."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from yen_usd import ArgumentError, MissingExtraError, RateSeries, SeriesError, h10_rates, rate_frame

NOON = "noon buying rate"
DAYS = [dt.date(2024, 3, 28), dt.date(2024, 3, 29), dt.date(2024, 4, 1)]
RATES = [151.41, 151.4, 151.65]
MONTHS = {"2024-01-31": 147.97, "2024-02-29": 150.67, "2024-03-29": 151.40}

NAMED: dict[str, Callable[[], Any]] = {
    "pandas, days as text": lambda: pd.DataFrame({"DATE": list(map(str, DAYS)), "DEXJPUS": RATES}),
    "pandas, an index of days": lambda: pd.DataFrame({"DEXJPUS": RATES}, index=pd.DatetimeIndex(DAYS, name="DATE")),
    "pandas, an index without a name": lambda: pd.DataFrame(
        {"DEXUSEU": [1, 2, 3], "DEXJPUS": RATES}, index=pd.DatetimeIndex(DAYS)
    ),
    "pandas, an index of periods": lambda: pd.DataFrame({"DEXJPUS": RATES}, index=pd.PeriodIndex(DAYS, freq="D")),
    "pandas, an index of text": lambda: pd.DataFrame({"DEXJPUS": RATES}, index=list(map(str, DAYS))),
    "a pandas Series": lambda: pd.Series(RATES, pd.DatetimeIndex(DAYS), name="DEXJPUS"),
    "a pandas Series of periods": lambda: pd.Series(RATES, pd.PeriodIndex(DAYS, freq="D"), name="dexjpus"),
    "pandas of NumPy's nullable kind": lambda: pd.DataFrame(
        {"date": pd.to_datetime(DAYS), "DEXJPUS": pd.array(RATES, "Float64")}
    ),
    "pandas of PyArrow's kinds": lambda: pa.table({"date": DAYS, "DEXJPUS": RATES}).to_pandas(types_mapper=pd.ArrowDtype),
    "pandas, single precision": lambda: pd.DataFrame({"date": pd.to_datetime(DAYS), "DEXJPUS": np.array(RATES, "float32")}),
    "Polars": lambda: pl.DataFrame({"date": DAYS, "DEXJPUS": RATES}),
    "Polars, instants and decimals": lambda: pl.DataFrame(
        {
            "date": [dt.datetime.combine(day, dt.time()) for day in DAYS],
            "DEXJPUS": [Decimal(f"{rate:.2f}") for rate in RATES],
        }
    ),
    "Polars, single precision": lambda: pl.DataFrame(
        {"date": DAYS, "DEXJPUS": RATES}, schema={"date": pl.Date, "DEXJPUS": pl.Float32}
    ),
    "Polars, text": lambda: pl.DataFrame(
        {"date": ["2024/3/28", "2024/3/29", "2024/4/1"], "DEXJPUS": ["151.41", "151.4", "151.65"]}
    ),
    "Polars, newest first": lambda: pl.DataFrame({"date": DAYS[::-1], "DEXJPUS": RATES[::-1]}),
    "PyArrow": lambda: pa.table({"date": DAYS, "DEXJPUS": RATES}),
    "PyArrow, instants and decimals": lambda: pa.table(
        {
            "date": pa.array([dt.datetime.combine(day, dt.time()) for day in DAYS], pa.timestamp("ns")),
            "DEXJPUS": [Decimal(f"{rate:.2f}") for rate in RATES],
        }
    ),
    "a dict of columns": lambda: {"date": DAYS, "DEXJPUS": RATES},
}


@pytest.mark.parametrize("name", NAMED)
def test_a_column_of_freds_name_is_h10(name: str) -> None:
    """Whatever holds it, and however it holds days and numbers."""
    series = RateSeries.from_frame(NAMED[name]())
    assert [(o.date, str(o.yen_per_usd)) for o in series] == list(zip(DAYS, ["151.41", "151.40", "151.65"], strict=True))
    assert series.on("2024-03-29").is_noon_buying_rate


OWN: dict[str, Callable[[], Any]] = {
    "a dict": lambda: MONTHS,
    "a dict of days": lambda: {dt.date.fromisoformat(day): Decimal(str(rate)) for day, rate in MONTHS.items()},
    "a pandas Series of months": lambda: pd.Series(
        [*MONTHS.values()], pd.PeriodIndex(["2024-01", "2024-02", "2024-03"], freq="M")
    ),
    "pandas": lambda: pd.DataFrame({"when": pd.to_datetime([*MONTHS]), "TTM": [*MONTHS.values()]}),
    "Polars, in no order": lambda: pl.DataFrame({"when": [*MONTHS], "TTM": [*MONTHS.values()]})[[2, 0, 1]],
    "PyArrow, with a missing value": lambda: pa.table({"when": [*MONTHS, "2024-04-30"], "TTM": [*MONTHS.values(), None]}),
    "pandas, with NaN": lambda: pd.DataFrame({"when": [*MONTHS, "2024-04-30"], "TTM": [*MONTHS.values(), float("nan")]}),
}


@pytest.mark.parametrize("name", OWN)
def test_a_table_of_ones_own_is_what_the_caller_says(name: str) -> None:
    """A month stands for its last day."""
    series = RateSeries.from_frame(OWN[name](), label="Tokyo TTM", publisher="A bank")
    last = "2024-03-31" if "months" in name else "2024-03-29"
    assert [(str(o.date), str(o.yen_per_usd)) for o in series] == [
        ("2024-01-31", "147.97"),
        ("2024-02-29", "150.67"),
        (last, "151.40"),
    ]
    assert (series.label, series.publishers[0][1], series.frequency) == ("Tokyo TTM", "A bank", "month_end")
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        RateSeries.from_frame(OWN[name]())


ODD: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "a list": (lambda: [1, 2], ArgumentError, "an object of type list"),
    "nothing": (lambda: None, ArgumentError, "an object of type NoneType"),
    "a lazy frame": (lambda: pl.LazyFrame({"date": DAYS, "TTM": RATES}), ArgumentError, "collect a lazy frame"),
    "a Polars series": (lambda: pl.Series(RATES), ArgumentError, "cannot read an object of type"),
    "two columns of one name": (
        lambda: pd.DataFrame([[1, 2]], columns=["TTM", "TTM"]),
        ArgumentError,
        "no two columns",
    ),
    "columns of different lengths": (lambda: {"date": DAYS, "TTM": RATES[1:]}, ArgumentError, "different lengths"),
    "an empty dict": (dict, SeriesError, "has no rate"),
    "aware instants": (
        lambda: pd.Series(RATES, pd.DatetimeIndex(DAYS, tz="Asia/Tokyo")),
        SeriesError,
        "row 1: '2024-03-28 00:00:00.09:00' is not a date",
    ),
    "times of day": (
        lambda: {dt.datetime.combine(DAYS[0], dt.time(12)): 151.0},
        SeriesError,
        "row 1: '2024-03-28 12:00:00' is not a date",
    ),
    "times of day in an array": (
        lambda: pd.Series(RATES, pd.DatetimeIndex(["2024-03-28 12:00", "2024-03-29", "2024-04-01"])),
        SeriesError,
        "row 1: .*12:00:00.* is not a date",
    ),
    "a missing day": (
        lambda: pd.Series(RATES[:2], pd.DatetimeIndex(["2024-03-28", None])),
        SeriesError,
        "row 2: '' is not a date",
    ),
    "a bool": (lambda: {"date": DAYS[:1], "TTM": [True]}, SeriesError, "row 1: 'True' is not a number"),
    "infinity": (lambda: {"date": DAYS[:2], "TTM": [1.5, float("inf")]}, SeriesError, "row 2: 'inf' is not a number"),
    "a complex number": (lambda: {"date": DAYS[:1], "TTM": [1j]}, SeriesError, "row 1: '1j' is not a number"),
    "a day twice": (
        lambda: {"date": [DAYS[0], DAYS[0]], "TTM": [1, 2]},
        SeriesError,
        "row 2: 2024-03-28 is also in row 1",
    ),
    "days as numbers": (lambda: {"date": [19810], "TTM": [1.5]}, SeriesError, "row 1: '19810' is not a date"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_leaves_something_open_is_refused(name: str) -> None:
    """With the row and the value."""
    make, kind, reason = ODD[name]
    with pytest.raises(kind, match=reason):
        RateSeries.from_frame(make(), label="Tokyo TTM")


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
@pytest.mark.parametrize("dtype", ["float", "decimal"])
def test_a_frame_of_observations_reads_back_equal(backend: Any, dtype: Any) -> None:
    """As `rate_frame` gives it, when the caller says what it is; with a vintage or not."""
    for vintage in (False, True):
        frame = rate_frame("FY2007", backend=backend, dtype=dtype, vintage=vintage)
        series = RateSeries.from_frame(frame, label=NOON)
        assert series == h10_rates()["2006-04-03":"2007-03-30"]
    assert RateSeries.from_frame(rate_frame(backend=backend, dtype=dtype), label=NOON).vintage == h10_rates().vintage


def test_a_frame_says_what_it_is_only_in_one_way() -> None:
    """Two series in one frame are told apart by nobody."""
    one, other = (RateSeries([(DAYS[0], 1)], label=label).to_frame() for label in ("a", "b"))
    with pytest.raises(SeriesError, match="the column 'label' has 2 different values"):
        RateSeries.from_frame(pd.concat([one, other]))
    assert RateSeries.from_frame(one, label="c").label == "c"  # the caller knows better, of a frame that is not sealed


def test_a_frame_needs_its_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says how to have it."""
    from yen_usd import _extras

    monkeypatch.setattr(_extras, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="yen_usd"):
        h10_rates().to_frame("polars")
    with pytest.raises(ArgumentError, match="backend='duckdb'"):
        h10_rates().to_frame("duckdb")  # type: ignore[call-overload]


def test_nothing_is_loaded_for_a_dict() -> None:
    """No library of frames for a table of Python's own."""
    import subprocess
    import sys
    from pathlib import Path

    import yen_usd

    code = "import sys, yen_usd; yen_usd.RateSeries.from_frame({'2024-01-31': 147.97}, label='TTM'); "
    code += "print('narwhals' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(yen_usd.__file__).parents[1]
    )
    assert done.stdout.strip() == "False"
