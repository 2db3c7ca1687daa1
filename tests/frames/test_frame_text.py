"""Text in columns: dates in a format, what cannot be read, and labels that are numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from engines import Engine, translated
from for_each import for_each

import yen_usd
from yen_usd import Period, check_frame, translate, translate_frame

DAY = dt.date(2007, 3, 31)
RATE = 117.56
FORMATS = [
    ("%m/%d/%Y", ["03/31/2007", "3/31/2007"], ["31/03/2007", "2007-03-31", "03/31/07", "02/30/2007", "03/31/2007 "]),
    ("%d.%m.%y", ["31.03.07", "31.3.07"], ["31.03.2007", "03.31.07", "31-03-07"]),
    ("%Y%m%d", ["20070331"], ["2007331", "200703311", "2007-03-31", "20070230"]),
    ("%d-%b-%Y", ["31-Mar-2007", "31-MAR-2007", "31-mar-2007"], ["31-March-2007", "31-Mrz-2007", "31-Mar-07"]),
    ("%B %d, %Y", ["March 31, 2007", "MARCH 31, 2007"], ["Mar 31, 2007", "March 31 2007", "March 32, 2007"]),
    ("%Y年%m月%d日", ["2007年3月31日", "2007年03月31日"], ["2007年3月", "平成19年3月31日"]),
    ("(%Y) %m|%d+", ["(2007) 3|31+"], ["2007 3|31", "(2007) 3|311"]),
]


OFTEN = {"%m/%d/%Y", "%B %d, %Y", "%Y年%m月%d日"}


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [pytest.param(*row, id=row[0], marks=[] if row[0] in OFTEN else [pytest.mark.exhaustive]) for row in FORMATS],
)
def test_every_engine_reads_dates_in_a_format(engine: Engine, form: str, good: list[str], bad: list[str]) -> None:
    """The same texts on each, whatever they are; others are null, and counted apart from dates without a rate."""
    texts = [*good, *bad, None]
    table = pa.table({"x": [1] * len(texts), "at": pa.array(texts, pa.string())})
    found = translated(engine, table, "x", on="at", parse_dates=form, rate_into="rate")
    assert found["rate"] == [RATE] * len(good) + [None] * (len(bad) + 1)
    check = check_frame(engine.make(table), "x", on="at", parse_dates=form)
    assert (check.translated, check.unreadable, check.null, check.without_rate) == (len(good), len(bad), 1, 0)


def test_a_period_of_two_columns_of_text_in_a_format(engine: Engine) -> None:
    """An unreadable start is no instant."""
    table = pa.table({
        "x": [1, 1, 1, 1],
        "start": ["04/01/2006", None, "soon", "04/01/2006"],
        "end": ["03/31/2007", "03/31/2007", "03/31/2007", "12/31/2099"],
    })  # fmt: skip
    arguments: dict[str, Any] = {
        "period": ("start", "end"), "basis": "average", "instants": "period_end", "parse_dates": "%m/%d/%Y"
    }  # fmt: skip
    found = translated(engine, table, "x", rate_into="rate", **arguments)
    assert found["rate"] == [116.55, RATE, None, None]
    check = check_frame(engine.make(table), "x", **arguments)
    assert (check.translated, check.unreadable, check.without_rate, check.null) == (2, 1, 1, 0)


def test_a_blank_date_is_null_as_a_blank_amount_is(engine: Engine) -> None:
    """In each column of text that names a rate, and whether or not bad rows are refused; a blank start is no start."""
    blanks = ["", "  ", "\u3000", None]
    table = pa.table({
        "x": [1] * 6, "text": ["1", "-", "", "soon", "1", "1"],
        "at": [*blanks, "2007-03-31", "31/03/2007"], "start": ["2006-04-01", "", None, " ", "", "2006-04-01"],
        "end": ["2007-03-31"] * 4 + ["", "2007-03-31"],
    })  # fmt: skip
    good = table.slice(0, 5)
    assert translated(engine, good, "x", on="at", parse_dates=True, rate_into="rate")["rate"] == [None] * 4 + [RATE]
    check = check_frame(engine.make(table), "x", on="at", parse_dates=True)
    assert (check.translated, check.null, check.null_dates, check.unreadable, check.unreadable_dates) == (1, 4, 4, 1, 1)
    check = check_frame(engine.make(table), "text", on="at", parse_dates=True, parse_amounts=True)
    assert (check.translated, check.null, check.null_dates, check.unreadable, check.unreadable_dates) == (1, 4, 2, 1, 1)
    span: dict[str, Any] = {"period": ("start", "end"), "basis": "average", "instants": "period_end", "parse_dates": True}
    assert translated(engine, table, "x", rate_into="rate", **span)["rate"] == [116.55, RATE, RATE, RATE, None, 116.55]
    check = check_frame(engine.make(table), "x", **span)
    assert (check.translated, check.null, check.null_dates, check.unreadable) == (5, 1, 1, 0)


def test_a_blank_period_is_null(eager: Engine) -> None:
    """As one that is missing."""
    table = pa.table({"x": [1, 1, 1], "p": ["FY2007", "", None]})
    arguments: dict[str, Any] = {"period": "p", "basis": "average", "parse_dates": True}
    assert translated(eager, table, "x", rate_into="rate", **arguments)["rate"] == [116.55, None, None]
    check = check_frame(eager.make(table), "x", **arguments)
    assert (check.null, check.null_dates, check.unreadable) == (2, 2, 0)


def test_blanks_among_dates_as_objects_are_text_like_any_other() -> None:
    """So they are read only if text is."""
    frame = pd.DataFrame({"x": [1, 1], "at": pd.Series([DAY, ""], dtype=object)})
    found = translate_frame(frame, "x", on="at", parse_dates=True, rate_into="rate")["rate"].tolist()
    assert (found[0], str(found[1])) == (RATE, "nan")
    with pytest.raises(yen_usd.DateTypeError, match="text is read only with parse_dates="):
        translate_frame(frame, "x", on="at")


def test_a_check_says_whose_dates_are_missing() -> None:
    """Only where there are any."""
    frame = pd.DataFrame({"x": [1, None, 1, 1], "at": ["", "", "soon", "2007-03-31"]})
    check = check_frame(frame, "x", on="at", parse_dates=True)
    shown = "FrameCheck(rows=4, translated=1, null=2, without_rate=0, without_result=0, unreadable=1"
    assert repr(check) == f"{shown}, null_dates=1, unreadable_dates=1)"
    assert repr(check_frame(frame.tail(1), "x", on="at", parse_dates=True)).endswith("unreadable=0)")


def test_years_of_two_digits_are_those_of_c_and_python(engine: Engine) -> None:
    """69 to 99 are of the 1900s, the others of the 2000s."""
    table = pa.table({"x": [1] * 4, "at": ["31/03/71", "31/03/99", "31/03/00", "30/06/26"]})
    found = translated(engine, table, "x", on="at", parse_dates="%d/%m/%y", observed_into="seen")
    assert [day.year for day in found["seen"]] == [1971, 1999, 2000, 2026]


@for_each("form", ["", "%Y-%m", "%m/%d", "%d/%d/%Y", "%H:%M", "%Y-%m-%d%", "%x", "%Y %y %m %d"])
def test_formats_that_name_no_day_are_refused(engine: Engine, form: str) -> None:
    """Before any row is looked at."""
    frame = engine.make(pa.table({"x": [1], "at": ["2007-03-31"]}))
    with pytest.raises(yen_usd.DateError, match="a format has %Y or %y, %m, %b or %B, and %d"):
        translate_frame(frame, "x", on="at", parse_dates=form, missing="null")


def test_formats_are_for_dates_alone(eager: Engine) -> None:
    """Periods in one column are read in their own ways."""
    frame = eager.make(pa.table({"x": [1], "p": ["FY2007"]}))
    with pytest.raises(yen_usd.ArgumentError, match="a format is for dates"):
        translate_frame(frame, "x", period="p", basis="average", parse_dates="%Y-%m-%d")
    with pytest.raises(yen_usd.ArgumentError, match="parse_dates=5; parse_dates must be True, False or a format"):
        translate_frame(frame, "x", period="p", basis="average", parse_dates=5)  # type: ignore[arg-type]


def test_unreadable_periods_are_null_and_counted(eager: Engine) -> None:
    """With missing="null"; else they are refused, unless they have no amount."""
    table = pa.table({"x": pa.array([1, 1, 1, None], pa.int64()), "p": ["FY2007", "soon", "FY1960", "never"]})
    arguments: dict[str, Any] = {"period": "p", "basis": "average", "parse_dates": True}
    assert translated(eager, table, "x", rate_into="rate", **arguments)["rate"] == [116.55, None, None, None]
    check = check_frame(eager.make(table), "x", **arguments)
    assert (check.translated, check.unreadable, check.without_rate, check.null) == (1, 1, 1, 1)
    with pytest.raises(yen_usd.PeriodError, match="column 'p', row 1: cannot read 'soon'"):
        translate_frame(eager.make(table), "x", **arguments)
    with pytest.raises(yen_usd.RateNotFoundError, match="1 of 2 rows"):
        translate_frame(eager.make(table.take([0, 2])), "x", **arguments)
    assert eager.columns(translate_frame(eager.make(table.take([0, 3])), "x", **arguments))["x_usd"][1] is None


def test_text_is_refused_where_it_is_not_asked_for_whatever_is_missing() -> None:
    """missing="null" hides no column of the wrong type."""
    frame = pd.DataFrame({"x": [1, 1], "at": pd.Series([DAY, "2007-03-31"], dtype=object)})
    with pytest.raises(yen_usd.DateTypeError, match="text is read only with parse_dates="):
        translate_frame(frame, "x", on="at", missing="null")


def test_what_translate_frame_refuses_is_what_check_frame_counts(eager: Engine) -> None:
    """Rows whose date has no rate, but for those that have no amount or no unit."""
    table = pa.table({
        "x": pa.array([1, None, 3, 4, 5], pa.int64()),
        "at": [dt.date(1960, 1, 1)] * 3 + [DAY, dt.date(2099, 1, 1)],
        "unit": ["yen", "yen", None, "yen", "million"],
    })  # fmt: skip
    found = check_frame(eager.make(table), "x", on="at", amount_unit="unit")
    assert (found.null, found.without_rate, found.translated) == (2, 2, 1)
    with pytest.raises(yen_usd.RateNotFoundError, match=r"no rate for 2 of 5 rows \(row 0: 1960-01-01, row 4: 2099-01-01\)"):
        translate_frame(eager.make(table), "x", on="at", amount_unit="unit")


def test_labels_of_pandas_may_be_numbers() -> None:
    """As the years of a sheet of Excel are; results are named after them."""
    frame = pd.DataFrame({"line": ["Net sales", "Net income"], 2006: [1_000, 200], 2007: [1_100, -50], 0: [DAY, DAY]})
    years = {year: Period.fiscal_year(year) for year in (2006, 2007)}
    found = translate_frame(frame, years, basis="average", amount_unit="million", rate_into={2006: "r6", 2007: "r7"})
    wanted = [float(translate(v * 10**6, period=years[2006], basis="average").result.amount) for v in (1_000, 200)]
    assert found["2006_usd"].tolist() == wanted
    assert (found["r6"].tolist(), found["r7"].tolist()) == ([113.67] * 2, [116.55] * 2)
    assert list(found.columns) == ["line", 2006, 2007, 0, "2006_usd", "r6", "2007_usd", "r7"]
    by_day = translate_frame(frame, [2006, 2007], on=0, into=["a", "b"])
    assert by_day["b"].tolist() == [float(translate(v, on=DAY).result.amount) for v in (1_100, -50)]
    assert check_frame(frame, 2007, on=0).translated == 2
    spans = pd.DataFrame({0: [DAY.replace(month=1)], 1: [DAY], 2: [10**6]})
    average = translate(10**6, period=Period.between("2007-01-31", DAY), basis="average")
    found = translate_frame(spans, 2, period=(0, 1), basis="average", into="usd")
    assert found["usd"].item() == float(average.result.amount)
    for label in (2008, True):
        with pytest.raises(yen_usd.ArgumentError, match=f"amount={label}"):
            translate_frame(frame, label, on=0)


def test_rate_places_are_those_of_translate(engine: Engine) -> None:
    """Of a constant period, and of a column of periods where there is one."""
    table = pa.table({"x": [10**9], "p": ["2007-03"]})
    wanted = translate(10**9, period="2007-03", basis="average", rate_places=4)
    arguments: dict[str, Any] = {"basis": "average", "rate_places": 4, "rate_into": "rate"}
    found = translated(engine, table, "x", period=Period.parse("2007-03"), **arguments)
    assert (found["x_usd"], found["rate"]) == ([float(wanted.result.amount)], [float(wanted.rate.yen_per_usd)])
    if not engine.is_lazy:
        assert translated(engine, table, "x", period="p", parse_dates=True, **arguments)["rate"] == found["rate"]


@pytest.mark.parametrize("part", ["frame", "column"])
def test_a_whole_frame_given_to_translate_is_shown_the_way(engine: Engine, part: str) -> None:
    """And a whole column."""
    frame: Any = engine.make(pa.table({"x": [1, 2]}))
    if part == "column" and engine.name in {"pandas", "pandas-arrow", "polars", "pyarrow", "dask"}:
        frame = frame["x"]
    with pytest.raises(yen_usd.AmountTypeError, match=r"is not an amount; .*; use translate_frame\(frame, column"):
        translate(frame)
