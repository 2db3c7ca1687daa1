"""`rate_frame` by period, by month end, and with its vintage."""

import datetime as dt
from typing import Any

import pytest

from yen_usd import ArgumentError, BeforeSeriesError, DateError, Period, h10_rates, rate_frame


@pytest.mark.parametrize(
    "arguments",
    [
        {"start": "FY2007"},
        {"period": "FY2007"},
        {"start": Period.fiscal_year(2007)},
        {"period": Period.fiscal_year(2007)},
        {"start": "2006-04-01", "end": "2007-03-31"},
        {"start": "2006-04-01/2007-03-31"},
        {"start": "2007年3月期"},
    ],
)
def test_a_period_is_its_first_and_last_day(arguments: dict[str, Any]) -> None:
    """However it is given."""
    assert rate_frame(backend="polars", **arguments).equals(rate_frame("2006-04-01", "2007-03-31", "polars"))
    assert len(rate_frame(backend="polars", **arguments)) == 251


def test_month_ends_are_those_that_averages_are_made_from() -> None:
    """Of whole months in the span; with the day that each rate is of."""
    frame = rate_frame("FY2007", backend="polars", calendar="month_end", dtype="decimal")
    assert len(frame) == 12
    assert frame.rows()[0][0] == dt.date(2006, 4, 30)
    mean = frame["yen_per_usd"].sum() / 12
    assert round(mean, 2) == h10_rates().over("FY2007").average.yen_per_usd
    assert [day.month for day in frame["observed"]] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    part = rate_frame("2007-03-15", "2007-06-15", "polars", calendar="month_end")
    assert part["date"].to_list() == [dt.date(2007, 3, 31), dt.date(2007, 4, 30), dt.date(2007, 5, 31)]
    assert rate_frame("1971-08", backend="polars", calendar="month_end").rows() == [
        (dt.date(1971, 8, 31), 339.85, dt.date(1971, 8, 31))
    ]
    assert rate_frame("2007-03-15", "2007-03-20", "polars", calendar="month_end").is_empty()


def test_the_vintage_is_a_column_if_asked() -> None:
    """The edition that answered, in each backend."""
    for backend in ("polars", "pandas", "pyarrow"):
        for calendar in ("published", "daily", "month_end"):
            frame: Any = rate_frame("2007-03", backend=backend, calendar=calendar, vintage=True)  # type: ignore[call-overload]
            values = frame["vintage"].to_pylist() if backend == "pyarrow" else list(frame["vintage"])
            assert set(values) == {str(h10_rates().vintage)}
    assert "vintage" not in rate_frame("2007-03").columns


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({"period": "FY2007", "start": "2007-01-01"}, ArgumentError),
        ({"period": "FY2007", "end": "2007-01-01"}, ArgumentError),
        ({"start": "FY2007", "end": "2007-03-31"}, DateError),
        ({"start": "FYxx"}, DateError),
        ({"start": "FY1950"}, BeforeSeriesError),
        ({"calendar": "weekly"}, ArgumentError),
        ({"vintage": "yes"}, ArgumentError),
    ],
)
def test_what_makes_no_sense(arguments: dict[str, Any], kind: type[Exception]) -> None:
    """A period with a day, text that is neither, another calendar."""
    with pytest.raises(kind):
        rate_frame(backend="polars", **arguments)
