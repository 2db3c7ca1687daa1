"""Results of several rows as text, Markdown, HTML and frames: the dates and rates in them are those of the values."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import polars as pl
import pytest

from yen_usd import (
    REPORT_RATE,
    ArgumentError,
    Dollars,
    FiguresError,
    PeriodError,
    Rate,
    RateValueError,
    Rounding,
    Yen,
    annotate,
    check_convenience_rate,
    check_footing,
    check_translation,
    exchange_rate_table,
    h10_rates,
    implied_rate,
    report_rates,
    split_growth,
    translate,
    two_rate_view,
)

YEAR = h10_rates().over("FY2007")
SALES = {"FY2007": 57_055, "FY2005": 41_703, "FY2006": 49_813}
LINES = [("Revenues", "flow", [49_813, 57_055]), ("Total assets", "balance", ["—", "47,693"])]
TABLE = exchange_rate_table("2007-03-31", years=1, months=1)
RESULTS: dict[str, Any] = {
    "rates of a period": YEAR,
    "a comparison": TABLE.compare({"2007": ("121.81", "110.07", "116.5", "117.56")}),
    "an implied rate": implied_rate({"a|b": 24_300_000_000, "<c>": 5_000_000}, {"<c>": 42_531, "a|b": 206_702_960}),
    "a check": check_translation("¥16,027 million", "$170,212 thousand", "94.16"),
    "two rates of a filing": check_convenience_rate("2007-03-31", "2007-07-03"),
    "a footing": check_footing({"a|b": 22_945, "<c>": 10_055}, 33_000, "117.56", yen_unit="million", spread=True),
    "a view": two_rate_view([("a|b", "flow", 5), ("<c>", "balance", 6)], "FY2007"),
    "views": two_rate_view(LINES, ["FY2006", "FY2007"], yen_unit="million"),  # type: ignore[call-overload]
    "a split": split_growth(49_813, 57_055, "FY2006", "FY2007", yen_unit="million"),
    "splits": split_growth(SALES, yen_unit="million"),
    "an annotation": annotate("It was ¥5 billion, and ¥3 million <b>later</b>.", rate=REPORT_RATE),
}  # fmt: skip


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_of_several_rows_has_every_form(name: str) -> None:
    """With a short repr; the frames of all backends have the same rows, and the HTML is escaped."""
    result = RESULTS[name]
    assert len(repr(result)) < 160
    assert repr(result).startswith(f"{type(result).__name__}(")
    frame = result.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) >= 1
    columns = result.to_frame("polars")
    assert isinstance(columns, pl.DataFrame)
    assert columns.columns == [*frame.columns] == result.to_frame("pyarrow").column_names
    assert columns.height == len(frame) == result.to_frame("pyarrow").num_rows
    doubles = result.to_frame("polars", dtype="float")
    assert not any(dtype.is_decimal() for dtype in doubles.dtypes)
    assert result.to_html() == result._repr_html_()
    assert result.to_html().startswith("<table")
    assert "<c>" not in result.to_html()
    assert "<b>" not in result.to_html()
    assert "| " in result.to_markdown()
    assert "a|b" not in result.to_markdown()
    with pytest.raises(ArgumentError, match="'pandas', 'polars' or 'pyarrow'"):
        result.to_frame("arrow")


def test_the_table_of_a_period_has_its_rates_and_days() -> None:
    """High, low, both averages and the period's end; the average that reports show comes first."""
    frame = YEAR.to_frame("polars")
    assert frame["basis"].to_list() == ["high", "low", "average", "average", "period_end"]
    assert frame["averaging"].to_list() == [None, None, "month_end", "daily", None]
    rates = [YEAR.high, YEAR.low, YEAR.average_month_end, YEAR.average_daily, YEAR.period_end]
    assert frame["yen_per_usd"].to_list() == [rate.yen_per_usd for rate in rates]
    assert frame["observed"].to_list() == [rate.observed for rate in rates]
    assert set(frame["end"]) == {dt.date(2007, 3, 31)}
    assert h10_rates().over("2007-03").to_frame()["averaging"].tolist()[2:4] == ["daily", "month_end"]
    printed = report_rates().over("FY2007")
    assert str(printed).splitlines()[1:] == [
        "High        ¥121.81",
        "Low         ¥110.07",
        "Average     ¥116.55  of the rates at the end of each month",
        "Period-end  ¥117.56",
    ]


def test_a_frame_of_a_comparison_has_all_cells_and_its_text_those_that_differ() -> None:
    """With what is printed, what is derived, and what the printed figure would be right for."""
    comparison = RESULTS["a comparison"]
    frame = comparison.to_frame()
    assert frame["column"].tolist() == ["high", "low", "average", "period_end"]
    assert frame["printed"].tolist() == [Decimal("121.81"), Decimal("110.07"), Decimal("116.5"), Decimal("117.56")]
    assert frame["difference"].tolist() == [0, 0, Decimal("-0.1"), 0]
    assert str(comparison).splitlines()[0] == "3 of 4 cells agree"
    agreeing = TABLE.compare({"2007": ("121.81", "110.07", "116.55", "117.56"), "March": (118.15, 116.01, 117.26, 117.56)})
    assert str(agreeing) == "8 of 8 cells agree"


def test_a_frame_of_an_implied_rate_has_its_pairs() -> None:
    """With the rates that each allows, and whether it breaks the others."""
    figures, units = ({"a": 5, "b": 5, "c": 5}, {"a": 50, "b": 50, "c": 40}), {"yen_unit": "million", "usd_unit": "thousand"}
    answer = implied_rate(*figures, balance_sheet_date="2007-03-31", within_days=0, **units)  # type: ignore[arg-type]
    frame = answer.to_frame()
    assert frame["label"].tolist() == ["a", "b", "c"]
    assert frame["breaking"].tolist() == [False, False, True]
    assert frame["yen"].tolist() == [5_000_000] * 3
    assert frame["low"].tolist() == [pair.interval and pair.interval.low for pair in answer.pairs]
    marked = [line[:4] for line in answer.to_markdown().splitlines() if line.endswith(" breaks the others |")]
    assert marked == ["| c "]
    ends = [line.split(" | ")[3:5] for line in answer.to_markdown().splitlines()[2:5]]
    assert ends == [["89.10", "111.12"], ["89.10", "111.12"], ["111.11", "139.25"]]
    none = implied_rate("—", "$5", yen_mode="ROUND_UP").to_frame("polars")
    assert none["low"].to_list() == none["high"].to_list() == [None]


def test_growth_over_several_periods_is_that_of_each_to_the_next() -> None:
    """In order of time, each at the average of its period, with the amounts that were used."""
    splits = split_growth(SALES, yen_unit="million")
    assert len(splits) == 2
    assert splits[1] == split_growth(49_813, 57_055, "FY2006", "FY2007", yen_unit="million")
    rates = [h10_rates().over(year).average for year in ("FY2005", "FY2006", "FY2007")]
    assert [one.rate for one in splits.translations] == rates
    frame = splits.to_frame("polars")
    assert frame["end"].to_list() == [dt.date(2005, 3, 31), dt.date(2006, 3, 31), dt.date(2007, 3, 31)]
    assert frame["yen"].to_list() == [41_703_000_000, 49_813_000_000, 57_055_000_000]
    assert frame["percent"].to_list() == [None, Decimal("12.73"), Decimal("11.71")]
    assert "¥41,703,000,000  ¥107.28  $388,730,425.06" in str(splits)
    series = pd.Series([49_813, 57_055], index=pd.PeriodIndex(["2006", "2007"], freq="Y-MAR"))
    assert split_growth(series, yen_unit="million").splits == splits.splits[1:]
    ends = split_growth({"FY2006": 5, "FY2007": 6}, basis="period_end", series=report_rates())
    assert [one.rate.yen_per_usd for one in ends.translations] == [Decimal("117.48"), Decimal("117.56")]


def test_growth_of_dollars_is_told_in_yen() -> None:
    """As computed apart: $5 million at ¥110 and $6 million at ¥120."""
    split = split_growth(5, 6, 110, 120, to="JPY", usd_unit="million")
    assert (split.earlier.result, split.later.result) == (Yen(550_000_000), Yen(720_000_000))
    assert (split.constant_change, split.currency_change) == (Yen(110_000_000), Yen(60_000_000))
    percents = split.percent, split.constant_percent, split.currency_percent
    assert percents == (Decimal("30.91"), Decimal("20.00"), Decimal("10.91"))
    used = ["Earlier $5,000,000 at ¥110, stated rate.", "Later $6,000,000 at ¥120, stated rate."]
    assert str(split).splitlines()[-2:] == used
    assert split == split_growth("$5 million", Dollars(6_000_000), 110, 120, to="JPY")
    assert split.to_frame()["yen"].tolist()[0] == 550_000_000


def test_a_view_of_several_periods_has_one_convenience_rate() -> None:
    """That of the end of the latest; each period is translated at its own two rates."""
    views = two_rate_view(LINES, ["FY2006", "FY2007"], yen_unit="million")  # type: ignore[call-overload]
    single = h10_rates().over("FY2007").period_end
    for at, year in enumerate(["FY2006", "FY2007"]):
        figures = [(label, kind, values[at]) for label, kind, values in LINES]
        assert views[at] == two_rate_view(figures, year, yen_unit="million", convenience=single)  # type: ignore[call-overload]
    assert [str(views).count(f"\n{what} at ") for what in ("Flows", "Balances", "Convenience")] == [2, 2, 1]
    frame = views.to_frame("polars")
    assert frame["period"].unique(maintain_order=True).to_list() == [view.period.label for view in views.views]
    assert frame["yen_per_usd"].to_list() == [
        line.translation.rate.yen_per_usd for view in views.views for line in view.lines
    ]
    assert set(frame["convenience_rate"]) == {single.yen_per_usd}
    part = two_rate_view([("a", "flow", [1, 2, 3])], ["FY2025", "FY2026", "FY2027"], through="2026-09-25")
    assert [view.period.end for view in part] == [dt.date(2025, 3, 31), dt.date(2026, 3, 31), dt.date(2026, 9, 25)]
    assert [view.lines[0].translation.source for view in part] == [Yen(1), Yen(2), Yen(3)]


def test_a_view_of_dollars_is_in_yen_at_rates_of_a_series() -> None:
    """With another series, and money of the other currency refused."""
    lines: list[tuple[str, Literal["flow", "balance"], int]] = [("Sales", "flow", 5), ("Assets", "balance", 6)]
    view = two_rate_view(lines, "FY2007", to="JPY", usd_unit="million", series=report_rates())
    assert [line.translation.result for line in view.lines] == [Yen(582_750_000), Yen(705_360_000)]
    assert view.lines[0].translation == translate("$5 million", rate=report_rates().over("FY2007").average)
    assert str(view).splitlines()[0].split() == ["Dollars", "Yen", "Convenience"]
    assert view.to_frame().columns.tolist()[3:6] == ["usd", "yen_per_usd", "yen"]
    rounded = two_rate_view([("Sales", "flow", "$5 million")], "FY2007", to="JPY", rounding=Rounding(unit="million"))
    assert rounded.lines[0].translation.result == Yen(583_000_000)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: split_growth(5, 6), ArgumentError, "all four"),
        (lambda: split_growth(5, 6, 110), ArgumentError, "all four"),
        (lambda: split_growth([5, 6]), FiguresError, "a mapping of two or more periods"),
        (lambda: split_growth({"FY2007": 5}), FiguresError, "a mapping of two or more periods"),
        (lambda: split_growth({"FY2007": 5, "2006-04/2007-03": 6}), PeriodError, "end on the same day"),
        (lambda: split_growth({"FY2007": 5, "when": 6}), PeriodError, "when"),
        (lambda: split_growth(5, 6, "hello", 110), RateValueError, "or the period that has it"),
        (lambda: split_growth(5, 6, 110, 110, to="JPY", yen_unit="million"), ArgumentError, "give usd_unit="),
        (lambda: split_growth(5, 6, 110, 110, usd_unit="million"), ArgumentError, "give yen_unit="),
        (lambda: two_rate_view([("a", "flow", 5)], ["FY2006", "FY2007"]), FiguresError, "there are 2 periods"),
        (lambda: two_rate_view([("a", "flow", [5])], ["FY2006", "FY2007"]), FiguresError, "there are 2 periods"),
        (lambda: two_rate_view([("a", "flow", [])], []), FiguresError, "the list of periods is empty"),
    ],
)
def test_what_is_no_split_and_no_view_is_refused(call: Any, error: type[Exception], says: str) -> None:
    """With what is missing."""
    with pytest.raises(error, match=says):
        call()


def test_a_rate_is_a_period_only_where_it_is_no_rate() -> None:
    """Text of a number stays a rate."""
    assert split_growth(5, 6, "110", YEAR.period).earlier.rate == Rate.of(110)
    assert split_growth(5, 6, "110", YEAR.period, basis="high").later.rate == YEAR.high


def test_words_are_set_to_the_left_and_figures_to_the_right() -> None:
    """In Markdown, by the line below the head."""
    sides = {
        name: RESULTS[name].to_markdown().splitlines()[1] for name in ("two rates of a filing", "an implied rate", "a check")
    }
    assert sides == {
        "two rates of a filing": "| :--- | ---: | :--- |",
        "an implied rate": "| :--- | ---: | ---: | ---: | ---: | :--- |",
        "a check": "| :--- | ---: | ---: | ---: | ---: |",
    }


YEAR_2006, YEAR_2007 = "fiscal year ended March 31, 2006", "fiscal year ended March 31, 2007"
FIGURES: dict[str, tuple[str, dict[str, str]]] = {
    "a check": (
        "TranslationCheck(¥16,027 million and $170,212 thousand consistent with ¥94.16)",
        {
            "yen": "16027000000",
            "usd": "170212000",
            "yen_per_usd": "94.16",
            "expected": "170210000",
            "difference": "2000",
            "consistent": "True",
            "explanation": "the yen were translated before they were rounded to ¥1 million, and the dollars are rounded to "
            "$1 thousand",
        },
    ),
    "two rates of a filing": (
        "ConvenienceRateCheck(2007-03-31 and 2007-07-03: ¥117.56 and ¥122.40, +4.12%)",
        {
            "which": "balance sheet|most recent",
            "yen_per_usd": "117.56|122.40",
            "asked": "2007-03-31|2007-07-03",
            "observed": "2007-03-30|2007-07-03",
            "label": "noon buying rate|noon buying rate",
        },
    ),
    "an adjusted footing": (
        "Footing(3 lines, ¥3,000,000 at ¥2)",
        {
            "label": "A|B|C|Total",
            "yen": "1000000|1000000|1000000|3000000",
            "usd": "0|1000000|1000000|2000000",
            "adjustment": "-1000000|0|0|None",
            "yen_per_usd": "2|2|2|2",
        },
    ),
    "a split": (
        "GrowthSplit($438,224,685.49 to $489,532,389.53, +11.71%)",
        {
            "line": "Earlier year|Constant-currency growth|Currency effect|Change|Later year",
            "yen": "49813000000|7242000000|None|7242000000|57055000000",
            "usd": "438224685.49|63710741.62|-12403037.58|51307704.04|489532389.53",
            "percent": "None|14.54|-2.83|11.71|None",
            "yen_per_usd": "113.67|None|None|None|116.55",
        },
    ),
    "splits": (
        "GrowthSplits(3 periods, $388,730,425.06 to $489,532,389.53)",
        {
            "period": f"fiscal year ended March 31, 2005|{YEAR_2006}|{YEAR_2007}",
            "end": "2005-03-31|2006-03-31|2007-03-31",
            "yen": "41703000000|49813000000|57055000000",
            "yen_per_usd": "107.28|113.67|116.55",
            "usd": "388730425.06|438224685.49|489532389.53",
            "percent": "None|12.73|11.71",
            "constant_percent": "None|19.45|14.54",
            "currency_percent": "None|-6.72|-2.83",
        },
    ),
    "a view at a stated rate": (
        f"TwoRateView(2 lines, {YEAR_2007}, at ¥116.55, ¥117.56, ¥118.05)",
        {
            "period": f"{YEAR_2007}|{YEAR_2007}",
            "label": "Sales|Assets",
            "kind": "flow|balance",
            "yen": "57055000000|47693000000",
            "yen_per_usd": "116.55|117.56",
            "usd": "489532389.53|405690711.13",
            "convenience_rate": "118.05|118.05",
            "convenience": "483312155.87|404006776.79",
        },
    ),
    "views": (
        f"TwoRateViews(2 periods of 2 lines, {YEAR_2006}; {YEAR_2007})",
        {
            "period": f"{YEAR_2006}|{YEAR_2006}|{YEAR_2007}|{YEAR_2007}",
            "label": "Revenues|Total assets|Revenues|Total assets",
            "kind": "flow|balance|flow|balance",
            "yen": "49813000000|0|57055000000|47693000000",
            "yen_per_usd": "113.67|117.48|116.55|117.56",
            "usd": "438224685.49|0.00|489532389.53|405690711.13",
            "convenience_rate": "117.56|117.56|117.56|117.56",
            "convenience": "423724055.80|0.00|485326641.71|405690711.13",
        },
    ),
    "an implied rate without a highest": (
        "ImpliedRate(2 pairs, above ¥900000000.00)",
        {
            "label": "Sales|Tax",
            "yen": "5000000|3000000",
            "usd": "0|0",
            "low": "900000000.00|500000000.00",
            "high": "None|None",
            "breaking": "False|False",
        },
    ),
}
"""The summary of each result, and the columns of its frame, as divided by hand."""


@pytest.mark.parametrize("name", FIGURES)
def test_a_frame_has_the_figures_of_its_result(name: str) -> None:
    """Each under the name that it has in the guide, to the digit."""
    made = RESULTS | {
        "an adjusted footing": check_footing(
            {"A": 1, "B": 1, "C": 1}, 3, 2, yen_unit="million", rounding=Rounding(unit="million"), spread=True
        ),
        "a view at a stated rate": two_rate_view(
            [("Sales", "flow", 57_055), ("Assets", "balance", 47_693)], "FY2007", yen_unit="million", convenience="118.05"
        ),
        "an implied rate without a highest": implied_rate(
            {"Sales": "¥5 million", "Tax": "¥3 million"}, {"Sales": 0, "Tax": 0}
        ),
    }
    summary, columns = FIGURES[name]
    assert repr(made[name]) == summary
    frame = made[name].to_frame("polars").to_dict(as_series=False)
    assert {column: "|".join(map(str, values)) for column, values in frame.items()} == columns
