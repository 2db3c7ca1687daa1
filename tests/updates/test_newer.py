"""All that names a date or a period past the end of the bundled figures, with newer figures in the cache and without."""

import datetime as dt
import operator
import warnings
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
import polars as pl
import pytest
from engines import Engine
from newer_figures import FIRST_WEEK, KNOWN, SECOND_WEEK, THIRD_WEEK, Rows
from upstream import program

from yen_usd import (
    AfterSeriesError,
    Converter,
    DataFileError,
    NotPublishedError,
    Period,
    PeriodInProgressError,
    RateNotFoundError,
    check_convenience_rate,
    check_frame,
    exchange_rate_table,
    h10_rates,
    implied_rate,
    plot_rates,
    rate_frame,
    translate,
    translate_frame,
    update_rates,
)

mpl.use("Agg")

polars_rates = partial(rate_frame, backend="polars")
WEEKS: Rows = [*FIRST_WEEK, *SECOND_WEEK, *THIRD_WEEK]
PREVAILING = {"2026-10-02": "157.81", "2026-10-04": "157.81"} | {
    str(day): (rate if rate != "ND" else "155.8700") for day, rate in WEEKS
}
"""Entered by hand: what prevails on each day, Columbus Day after the Friday before."""


@pytest.fixture
def cached(three_weeks: Path) -> Path:
    """The file of a cache with three weeks."""
    return three_weeks / "h10_jpy.csv"


def revise(folder: Path, rows: Rows) -> None:
    """Take rows that differ from the known ones into the cache."""
    path = folder / "download.csv"
    path.write_text(program(rows), newline="")
    update_rates(source=path, accept_revisions=True)


@pytest.mark.usefixtures("three_weeks")
def test_every_day_past_the_end_is_answered_with_its_vintage() -> None:
    """Days, weekends, a holiday; not the day after the last."""
    for day, rate in PREVAILING.items():
        found = h10_rates().on(day)
        assert found.yen_per_usd == Decimal(rate), day
        assert found.vintage is not None
        assert str(found.vintage.last) == ("2026-10-02" if day <= "2026-10-04" else "2026-10-23")
        assert translate(1_000_000, on=day).rate == found
        assert Converter().rate(on=day) == found
    assert h10_rates().on("2026-10-19").observed == dt.date(2026, 10, 16)
    assert h10_rates().on("2026-10-25").observed == dt.date(2026, 10, 23)
    assert h10_rates().on(dt.date(2026, 10, 10)).is_noon_buying_rate
    with pytest.raises(AfterSeriesError, match=r"no rate for 2026-10-26; .*1971-01-04 to 2026-10-23; .*update_rates\(\)"):
        h10_rates().on("2026-10-26")
    with pytest.raises(NotPublishedError, match="2026-10-16"):
        h10_rates().on("2026-10-19", strict=True)


@pytest.mark.usefixtures("three_weeks")
def test_periods_past_the_end_are_of_one_edition() -> None:
    """One that the bundled figures do not cover whole; its figures computed here."""
    five_weeks = h10_rates().over("2026-09-01/2026-10-07")
    bundled = [o.yen_per_usd for o in h10_rates()["2026-09-01":"2026-10-02"]]
    rates = [*bundled, Decimal("156.90"), Decimal("157.03"), Decimal("157.415")]
    assert five_weeks.observations == len(rates)
    assert (five_weeks.high.yen_per_usd, five_weeks.low.yen_per_usd) == (max(rates), min(rates))
    assert five_weeks.period_end.yen_per_usd == Decimal("157.415")
    exact = sum(rates) / len(rates)
    assert five_weeks.average.yen_per_usd == exact.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert str(five_weeks.average.vintage).startswith("2026-10-23")
    assert h10_rates().over("2026-10", through="2026-10-23").observations == 16
    with pytest.raises(PeriodInProgressError, match=r"to 2026-10-23; say through='2026-10-23' .*or fetch newer"):
        h10_rates().over("FY2027")
    assert str(h10_rates().over("FY2026").average.vintage).startswith("2026-10-02")
    sliced = h10_rates()["2026-10-01":"2026-10-13"]
    expected = "157.63 157.81 156.90 157.03 157.415 156.80 156.77 156.20 155.99"
    assert " ".join(str(o.yen_per_usd) for o in sliced) == expected
    assert len(h10_rates()) == 13975  # the series itself stays what it is
    assert h10_rates().coverage.end == dt.date(2026, 10, 2)


@pytest.mark.usefixtures("three_weeks")
def test_tables_checks_candidates_and_pictures_past_the_end() -> None:
    """Each finds the newer figures by the same look-ups."""
    table = exchange_rate_table("2026-03-31", as_of="2026-10-23", years=1, months=2)
    october = table.rows[-1]
    rates = october.high, october.low, october.period_end
    assert [str(rate.yen_per_usd) for rate in rates] == ["157.81", "155.21", "155.60"]
    assert "¥155.60 per US$1.00" in str(table)
    assert check_convenience_rate("2026-03-31", "2026-10-23") is not None
    implied = implied_rate("¥15,741.5 million", "$100,000 thousand", balance_sheet_date="2026-10-07")
    assert implied.candidates[0].rate.observed == dt.date(2026, 10, 7)
    axes = plot_rates("2026-09-01", "2026-10-23")
    assert "October 23, 2026" in axes.get_title(loc="left")
    frame = polars_rates("2026-10-02", "2026-10-25", calendar="daily")
    found = {str(day): rate for day, rate, _ in frame.rows()}
    assert {day: found[day] for day in PREVAILING} == {day: float(rate) for day, rate in PREVAILING.items()}
    assert polars_rates("2026-10-05")["date"].max() == dt.date(2026, 10, 23)
    assert polars_rates()["date"].max() == dt.date(2026, 10, 2)


DAYS = [*PREVAILING, "2007-03-31", "2026-10-24", "2026-10-25"]


def made(engine: Engine, columns: dict[str, list[Any]]) -> Any:
    """A frame of an engine."""
    import pyarrow as pa

    return engine.make(pa.table(columns))


def rows_of(engine: Engine, frame: object) -> list[dict[str, Any]]:
    """The rows of a frame in the order of their amounts, which lazy engines may change."""
    columns = engine.columns(frame)
    found = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return sorted(found, key=operator.itemgetter("yen"))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.usefixtures("three_weeks")
def test_every_engine_answers_as_the_scalar_function(engine: Engine, strict: bool) -> None:
    """Row by row, with the day of the observation; days without a rate have none."""
    days = [*DAYS, "2026-10-26", "2100-01-01", "1970-12-31"]
    yen = [1_000_003 + at for at in range(len(days))]
    frame = made(engine, {"day": [dt.date.fromisoformat(day) for day in days], "yen": yen})
    result = translate_frame(
        frame, "yen", on="day", rate_into="rate", observed_into="observed", missing="null", strict=strict
    )
    rows = rows_of(engine, result)
    assert len(rows) == len(days)
    for day, row in zip(days, rows, strict=True):
        try:
            expected = Converter(strict=strict).translate(row["yen"], on=day)
        except RateNotFoundError:
            assert row["yen_usd"] is None
            assert row["rate"] is None
        else:
            assert row["yen_usd"] == float(expected.result.amount), day
            assert row["rate"] == float(expected.rate.yen_per_usd)
            assert row["observed"] == expected.rate.observed
    check = check_frame(frame, "yen", on="day", strict=strict)
    assert check.without_rate == sum(row["rate"] is None for row in rows)


@pytest.mark.usefixtures("three_weeks")
def test_accepted_revisions_reach_columns_as_they_reach_single_look_ups(engine: Engine, tmp_path: Path) -> None:
    """Days of the bundled figures keep these, days after them have the newer edition's."""
    changes = {dt.date(2026, 10, 2): "157.3000", dt.date(2026, 10, 7): "157.5000"}
    revise(tmp_path, [(day, changes.get(day, rate)) for day, rate in [*KNOWN, *WEEKS]])
    days = [dt.date(2026, 10, 2), dt.date(2026, 10, 4), dt.date(2026, 10, 7)]
    frame = made(engine, {"day": days, "yen": [1, 2, 3]})
    rows = rows_of(engine, translate_frame(frame, "yen", on="day", rate_into="rate", missing="null"))
    assert [row["rate"] for row in rows] == [157.81, 157.81, 157.5]
    assert [float(h10_rates().on(day).yen_per_usd) for day in days] == [157.81, 157.81, 157.5]


def test_a_damaged_cache_stops_eager_frames_that_need_it(eager: Engine, cached: Path) -> None:
    """And no others: days that the bundled figures cover are answered as ever."""
    cached.write_bytes(cached.read_bytes()[:-1])
    old = made(eager, {"day": [dt.date(2007, 3, 31), dt.date(2026, 10, 4)], "yen": [1, 2]})
    result = translate_frame(old, "yen", on="day", rate_into="rate")
    assert [row["rate"] for row in rows_of(eager, result)] == [117.56, 157.81]
    new = made(eager, {"day": [dt.date(2007, 3, 31), dt.date(2026, 10, 5)], "yen": [1, 2]})
    for missing in ("null", "raise"):
        with pytest.raises(DataFileError, match="cut short or changed"):
            translate_frame(new, "yen", on="day", missing=missing)


def test_a_damaged_cache_is_told_of_lazy_frames(lazy: Engine, cached: Path) -> None:
    """Whose days are not seen: a warning, and no rate for days past the end."""
    cached.write_bytes(cached.read_bytes()[:-1])
    frame = made(lazy, {"day": [dt.date(2007, 3, 31), dt.date(2026, 10, 5)], "yen": [1, 2]})
    with pytest.warns(RuntimeWarning, match="cut short or changed.*days after 2026-10-04 have no rate"):
        result = translate_frame(frame, "yen", on="day", rate_into="rate", missing="null")
    assert [row["rate"] for row in rows_of(lazy, result)] == [117.56, None]


@pytest.mark.usefixtures("three_weeks")
def test_days_as_text_and_periods_and_constants_past_the_end() -> None:
    """Columns read one by one, and what is no column."""
    frame = pl.DataFrame({"day": ["2026-10-07", "October 2, 2026", "2007-03-31"], "yen": [1, 2, 3]})
    found = translate_frame(frame, "yen", on="day", parse_dates=True, rate_into="rate")
    assert found["rate"].to_list() == [157.415, 157.81, 117.56]
    months = pl.DataFrame({"month": ["2026-10-01/2026-10-07", "2007-03"], "yen": [1, 2]})
    found = translate_frame(months, "yen", period="month", basis="period_end", parse_dates=True, rate_into="rate")
    assert found["rate"].to_list() == [157.415, 117.56]
    day = translate_frame(months, "yen", on=dt.date(2026, 10, 7), rate_into="rate")
    assert day["rate"].to_list() == [157.415] * 2
    through = Period.parse("2026-10").through("2026-10-23")
    assert translate_frame(months, "yen", period=through, basis="low", rate_into="r")["r"].to_list() == [155.21] * 2


def test_days_as_text_need_a_damaged_cache_only_past_the_end(cached: Path) -> None:
    """Which is known once they are read."""
    cached.write_bytes(b"")
    old = pl.DataFrame({"day": ["2026-10-02", None, "2007-03-31"], "yen": [1, 2, 3]})
    assert translate_frame(old, "yen", on="day", parse_dates=True, rate_into="r")["r"].to_list() == [157.81, None, 117.56]
    with pytest.raises(DataFileError):
        translate_frame(old.with_columns(day=pl.lit("2026-10-05")), "yen", on="day", parse_dates=True)


def test_a_cache_in_a_place_that_is_none_stops_no_lazy_frame(lazy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, as a damaged one is."""
    monkeypatch.setenv("YEN_USD_CACHE", "figures")
    frame = made(lazy, {"day": [dt.date(2007, 3, 31)], "yen": [1]})
    with pytest.warns(RuntimeWarning, match="an absolute path, or 'off'"):
        result = translate_frame(frame, "yen", on="day", rate_into="rate", missing="null")
    assert rows_of(lazy, result)[0]["rate"] == 117.56


@pytest.mark.usefixtures("three_weeks")
def test_slices_that_begin_past_the_end() -> None:
    """With an end and without; one that ends with the bundled figures is of these."""
    assert h10_rates()["2026-10-05":].coverage.end == dt.date(2026, 10, 23)
    assert len(h10_rates()["2026-10-12":"2026-10-16"]) == 5
    assert h10_rates()["2026-09-01":].coverage.end == dt.date(2026, 10, 2)
    for start in ("2026-10-03", "2026-10-04"):  # the weekend after the last bundled rate
        assert h10_rates()[start:].coverage.end == dt.date(2026, 10, 23)
        assert polars_rates(start)["date"].to_list() == [day for day, rate in WEEKS if rate != "ND"]
        daily = polars_rates(start, calendar="daily")
        assert (str(daily["date"].min()), str(daily["date"].max())) == (start, "2026-10-23")
    with pytest.raises(NotPublishedError, match=r"to 2026-10-23; widen the slice, or fetch newer"):
        h10_rates()["2026-10-26":]


def test_open_ends_without_newer_figures() -> None:
    """A slice has at least one observation; a frame of days has those on which the last rate prevails."""
    with pytest.raises(NotPublishedError, match=r"no observations from 2026-10-03 to the last; .*to 2026-10-02"):
        h10_rates()["2026-10-03":]
    with pytest.raises(NotPublishedError, match=r"no observations from the first to 1971-01-03; "):
        h10_rates()[:"1971-01-03"]
    assert polars_rates("2026-10-03").is_empty()
    assert [str(day) for day in polars_rates("2026-10-03", calendar="daily")["date"]] == ["2026-10-03", "2026-10-04"]


def test_without_newer_figures_the_message_says_how_to_have_them() -> None:
    """In every place that looks up a day."""
    frame = pl.DataFrame({"day": [dt.date(2026, 10, 7)], "yen": [1]})
    for ask in (
        lambda: h10_rates().on("2026-10-07"),
        lambda: h10_rates().over("2026-10"),
        lambda: h10_rates().over("2026-09-01/2026-10-07"),
        lambda: translate(1, on="2026-10-07"),
        lambda: polars_rates("2026-10-07"),
        lambda: translate_frame(frame, "yen", on="day"),
    ):
        with pytest.raises(RateNotFoundError, match=r"2026-10-02.*yen-usd update"):
            ask()


END = r"the series covers 1971-01-04 to 2026-10-23"
BEYOND: list[tuple[dict[str, list[Any]], dict[str, Any], str]] = [
    ({"day": [dt.date(2026, 10, 7), dt.date(2026, 12, 7)]}, {"on": "day"}, rf"{END}.*yen-usd update$"),
    ({"day": ["2026-10-07", "2026-12-07"]}, {"on": "day", "parse_dates": True}, rf"{END}.*yen-usd update$"),
    ({"day": [dt.date(2026, 10, 7), dt.date(1970, 1, 5)]}, {"on": "day"}, rf"{END}.*without a result$"),
    ({"day": [dt.date(2026, 10, 7), dt.date(2026, 10, 19)]}, {"on": "day", "strict": True}, rf"{END}.*without a result$"),
    ({"year": ["FY2007", "FY2027"]}, {"period": "year", "basis": "average"}, rf"'FY2027'.*{END}.*yen-usd update$"),
    ({"year": ["FY2007", "FY2029"]}, {"period": "year", "basis": "average"}, rf"'FY2029'.*{END}.*yen-usd update$"),
    ({"year": ["FY2007", "FY1950"]}, {"period": "year", "basis": "average"}, r"'FY1950'.*1971-01-04.*without a result$"),
]


@pytest.mark.parametrize(("columns", "arguments", "message"), BEYOND)
@pytest.mark.usefixtures("three_weeks")
def test_a_frame_says_how_far_the_figures_go(
    eager: Engine, columns: dict[str, list[Any]], arguments: dict[str, Any], message: str
) -> None:
    """Those that were looked up, newer ones included; and how to have more, only where that would help."""
    frame = made(eager, columns | {"yen": [100, 200]})
    with pytest.raises(RateNotFoundError, match=message):
        translate_frame(frame, "yen", **({"parse_dates": True} if "year" in columns else {}), **arguments)


@pytest.mark.usefixtures("three_weeks")
def test_a_picture_of_a_period_in_progress_says_how_far_the_figures_go() -> None:
    """The part that can be marked ends with the newest of them."""
    with pytest.raises(
        PeriodInProgressError, match=r"to 2026-10-23; mark the part that is covered, such as 'FYTD 2026-10-23'"
    ):
        plot_rates("2026-09-01", "2026-10-23", periods="FY2027")


def test_a_lazy_frame_carries_the_edition_of_its_making(cached: Path, tmp_path: Path) -> None:
    """What was asked for before an update is answered as it was asked, wherever it runs."""
    frame = pl.LazyFrame({"day": [dt.date(2026, 10, 7)], "yen": [1]})
    before = translate_frame(frame, "yen", on="day", rate_into="rate", missing="null")
    rows = [(day, "157.5000" if day == dt.date(2026, 10, 7) else rate) for day, rate in [*KNOWN, *WEEKS]]
    revise(tmp_path, rows)
    after = translate_frame(frame, "yen", on="day", rate_into="rate", missing="null")
    assert (before.collect()["rate"][0], after.collect()["rate"][0]) == (157.415, 157.5)
    cached.unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert translate_frame(frame, "yen", on="day", rate_into="r", missing="null").collect()["r"][0] is None
