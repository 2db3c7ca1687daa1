"""Pictures: what is drawn is read back from matplotlib's own artists."""

import datetime as dt
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from commands import call
from matplotlib import pyplot
from matplotlib.dates import num2date

from yen_usd import (
    ArgumentError,
    BeforeSeriesError,
    MissingExtraError,
    NotPublishedError,
    Period,
    PeriodError,
    PeriodInProgressError,
    Rate,
    RateSeries,
    RateValueError,
    YenUsdError,
    h10_rates,
    plot_rates,
    report_rates,
)

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    pyplot.close("all")  # an example of the docs leaves its figure open
    yield
    pyplot.close("all")


def points(line: Any) -> list[tuple[dt.date, float]]:
    days, values = line.get_xdata(), line.get_ydata()
    return [
        (day if isinstance(day, dt.date) else num2date(day).date(), float(value))
        for day, value in zip(days, values, strict=True)
    ]


def labelled(ax: Any) -> dict[str, Any]:
    return dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))


def test_the_daily_rates_are_steps() -> None:
    """Each observation of the span, and the last once more at the end of its day."""
    ax: Any = plot_rates("2007-03-01", "2007-03-31")
    line = ax.lines[0]
    assert line.get_drawstyle() == "steps-post"
    wanted = [(o.date, float(o.yen_per_usd)) for o in h10_rates()["2007-03-01":"2007-03-31"]]
    assert points(line) == [*wanted, (dt.date(2007, 3, 31), 117.56)]
    assert ax.get_title(loc="left") == "Noon buying rates, March 1, 2007 to March 30, 2007"


def test_the_gap_of_august_1971_stays_a_gap() -> None:
    """The rate of the 13th reaches through the 17th; a weekend is none."""
    drawn = points(plot_rates("1971-08-01", "1971-09-10").lines[0])
    holes = [at for at, (_, value) in enumerate(drawn) if math.isnan(value)]
    assert [drawn[at][0] for at in holes] == [dt.date(1971, 8, 18)]
    assert drawn[holes[0] - 1][0] == dt.date(1971, 8, 13)
    assert drawn[holes[0] + 1][0] == dt.date(1971, 8, 31)
    assert not any(math.isnan(value) for _, value in points(plot_rates("1972-01-01", "2026-09-25").lines[0]))


def test_the_marks_of_a_period_stand_on_their_days() -> None:
    """High, low and period end; the average is a line over the period."""
    ax: Any = plot_rates(periods="FY2007")
    rates = h10_rates().over("FY2007")
    found = labelled(ax)
    for name, rate in {"High": rates.high, "Low": rates.low, "Period end": rates.period_end}.items():
        assert points(found[name]) == [(rate.observed, float(rate.yen_per_usd))]
    [average] = found["Average (month end)"].get_segments()
    assert [num2date(x).date() for x, _ in average] == [rates.period.start, rates.period.end]
    assert {y for _, y in average} == {116.55}
    assert {text.get_text() for text in ax.texts} == {"¥121.81", "¥110.07", "¥117.56", "¥116.55"}


def test_many_periods_are_marked_and_named_once() -> None:
    """Without the figures, which would not be readable."""
    ax: Any = plot_rates(periods=[f"FY{year}" for year in range(2003, 2008)])
    assert [label for label in labelled(ax) if label == "High"] == ["High"]
    assert len([line for line in ax.lines if line.get_marker() == "^"]) == 5
    assert not ax.texts
    start, *_ = points(ax.lines[0])
    assert start[0] == dt.date(2002, 4, 1)


def test_the_report_s_rate_is_a_line_where_its_day_is_shown() -> None:
    """Another rate if it is given, none for None, and none elsewhere."""
    own = "¥117.56, the noon buying rate of March 30, 2007"
    assert set(labelled(plot_rates("2007-01-01", "2007-12-31"))[own].get_ydata()) == {117.56}
    assert own not in labelled(plot_rates("2007-01-01", "2007-12-31", rate=None))
    assert own not in labelled(plot_rates("2020-01-01", "2020-12-31"))
    assert set(labelled(plot_rates("2020-01-01", "2020-12-31", rate="¥110"))["¥110, the stated rate"].get_ydata()) == {110}


def test_a_stronger_yen_is_down_unless_it_is_turned() -> None:
    """The label says so."""
    ax: Any = plot_rates("2007-01-01", "2007-12-31")
    assert not ax.yaxis_inverted()
    assert ax.get_ylabel() == "Yen per US$1.00"
    turned: Any = plot_rates("2007-01-01", "2007-12-31", stronger_yen_up=True)
    assert turned.yaxis_inverted()
    assert turned.get_ylabel() == "Yen per US$1.00, inverted"


def test_marks_that_lie_outside_the_span_are_left_out() -> None:
    """And the average is drawn as far as it lies in it; on an inverted axis the marks are turned."""
    ax: Any = plot_rates("2007-01-01", "2007-03-31", periods="FY2007", stronger_yen_up=True)
    found = labelled(ax)
    assert found["High"].get_marker() == "v"
    assert "Low" not in found
    [average] = found["Average (month end)"].get_segments()
    assert num2date(average[0][0]).date() == dt.date(2007, 1, 1)
    assert "Average (daily)" in labelled(plot_rates(periods=["FY2007", "2007Q2"]))
    assert "Average (month end)" in labelled(plot_rates(periods=["FY2007", "2007Q2"]))


def test_axes_that_are_inverted_stay_so_and_say_so() -> None:
    """Also when they are drawn into again."""
    ax: Any = plot_rates("2007-01-01", "2007-03-31", stronger_yen_up=True)
    for turned in (False, True):
        plot_rates("2007-01-01", "2007-03-31", stronger_yen_up=turned, ax=ax)
        assert ax.yaxis_inverted()
        assert ax.get_ylabel() == "Yen per US$1.00, inverted"


def test_dollars_in_labels_are_no_formulas(tmp_path: Path) -> None:
    """They would be set in italics, or fail when the picture is written."""
    own = RateSeries([("2007-03-30", "118.05"), ("2007-03-31", "118.05")], label=r"$\bad$ of Tokyo")
    ax: Any = plot_rates(series=own, rate=Rate.of(118, label=r"cost $\frac{$ x"))
    ax.figure.savefig(tmp_path / "rates.svg")
    assert ax.get_title(loc="left") == r"\$\bad\$ of Tokyos, March 30, 2007 to March 31, 2007"


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    """Of a series of one's own, with a reach beyond them."""
    own = RateSeries([("9999-12-30", 100), ("9999-12-31", 101)], max_reach=10**7)
    assert points(plot_rates(series=own).lines[0])[-1][0] == dt.date.max


def test_axes_of_one_s_own_are_drawn_into() -> None:
    """And returned; nothing else is opened."""
    _, ax = pyplot.subplots()
    assert plot_rates("2007-01-01", "2007-12-31", ax=ax) is ax
    assert len(pyplot.get_fignums()) == 1


def test_a_series_of_one_s_own_is_drawn_under_its_name() -> None:
    """The report's rate is not of its kind, and a single day is a point."""
    own = RateSeries([("2007-03-30", "118.05")], label="Tokyo TTM")
    ax: Any = plot_rates(series=own)
    assert list(labelled(ax)) == ["Tokyo TTM"]
    assert points(ax.lines[0]) == [(dt.date(2007, 3, 30), 118.05), (dt.date(2007, 3, 31), 118.05)]
    assert ax.lines[0].get_marker() == "."


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"start": "2007-03-31", "end": "2007-01-01"}, PeriodError, "swap"),
        ({"start": "2030-01-01", "end": "2030-12-31"}, NotPublishedError, "covers 1971-01-04"),
        ({"start": "2030-01-01"}, NotPublishedError, "the end was taken from the periods or the series"),
        ({"start": "2010-01-01", "periods": "FY2007"}, NotPublishedError, "give both start= and end="),
        ({"rate": "bad"}, RateValueError, "cannot read 'bad'"),
        ({"ax": "x"}, ArgumentError, "Axes of matplotlib"),
        ({"periods": "FY2027"}, PeriodInProgressError, "FYTD 2026-10-02"),
        ({"periods": "FY1970"}, BeforeSeriesError, "1971"),
        ({"series": report_rates()}, ArgumentError, "RateSeries"),
        ({"stronger_yen_up": 1}, ArgumentError, "True or False"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: dict[str, Any], error: type[YenUsdError], says: str) -> None:
    """And no empty figure is left open."""
    with pytest.raises(error, match=says):
        plot_rates(**arguments)
    assert not pyplot.get_fignums()


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing but this function needs it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # as Python marks what cannot be imported
    with pytest.raises(MissingExtraError, match=r"pip install 'yen_usd\[plot\]'"):
        plot_rates(periods=Period.fiscal_year(2007))


def test_the_command_draws_into_a_file(tmp_path: Path) -> None:
    """By its ending; what it cannot draw or write is one line."""
    for name, begins in {"rates.png": b"\x89PNG", "rates.svg": b"<?xml"}.items():
        done = call("plot", "--period", "FY2007", "--period", "FY2006", "--stronger-yen-up", "-o", str(tmp_path / name))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(begins)
    for arguments, says in {
        ("--period", "FY2007", "-o", str(tmp_path / "rates.xyz")): "write a name such as rates.png",
        ("--period", "FY2027", "-o", str(tmp_path / "a.png")): "mark the part",
        ("--start", "2007-13-01", "-o", str(tmp_path / "a.png")): "not a day of the calendar",
        ("--period", "FY2007", "-o", str(tmp_path / "none" / "a.png")): "cannot write the answer",
        ("--period", "FY2007"): "Missing option '-o' / '--output'",
    }.items():
        done = call("plot", *arguments)
        assert done.returncode in {1, 2}
        assert done.stderr.count("\n") == 1
        assert says in done.stderr
    assert not (tmp_path / "a.png").exists()


def test_a_process_draws_without_a_screen(tmp_path: Path) -> None:
    """Nothing has to be said about matplotlib."""
    command = [sys.executable, "-m", "yen_usd", "plot", "--period", "FY2007", "-o", str(tmp_path / "rates.png")]
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "MPLBACKEND"}}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=600)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "rates.png").read_bytes().startswith(b"\x89PNG")
