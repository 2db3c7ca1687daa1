"""The report: its printed table follows from the daily series, and its amounts come to the right dollars."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from answers import half_away, report_rows, table

import yen_usd
from yen_usd import Period

# Dollars at ¥117.56, worked out by long division apart from the library.
DOLLARS = {
    "¥24.3 billion": "206702960.19",
    "¥15.6 billion": "132698196.67",
    "¥750 million": "6379720.99",
    "¥110 million": "935692.41",
    "¥75 million": "637972.10",
    "¥300 million": "2551888.40",
    "¥1,200 million": "10207553.59",
    "¥235 million": "1998979.24",
    "¥2.8 billion": "23817625.04",
    "¥17.1 billion": "145457638.65",
    "¥1.5 billion": "12759441.99",
    "¥3.2 billion": "27220142.91",
    "¥1.3 billion": "11058183.06",
    "¥ 1.4 billion": "11908812.52",
    "¥1.0 billion": "8506294.66",
}


@pytest.mark.parametrize("row", report_rows(), ids=lambda row: row["row"])
@pytest.mark.parametrize("column", ["high", "low", "average", "period_end"])
def test_each_cell_of_the_table_follows_from_the_daily_series(row: dict[str, str], column: str) -> None:
    """48 cells, to the cent, with the averaging that the table's footnote names chosen without being asked for."""
    period = Period(dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"]))
    rate = yen_usd.h10_rates().over(period).rate(column)
    assert rate.yen_per_usd == Decimal(row[column])
    if column == "average":
        assert rate.averaging == row["average_method"]


@pytest.mark.parametrize("row", report_rows(), ids=lambda row: row["row"])
def test_the_printed_table_answers_as_printed(row: dict[str, str]) -> None:
    """The table is a source of rates of its own, through the same two methods."""
    rates = yen_usd.report_rates().over(f"{row['start']}/{row['end']}")
    printed = [rates.rate(basis).yen_per_usd for basis in ("high", "low", "average", "period_end")]
    assert printed == [Decimal(row[c]) for c in ("high", "low", "average", "period_end")]
    assert rates.average.averaging == row["average_method"]
    assert yen_usd.report_rates().on(row["end"]).yen_per_usd == Decimal(row["period_end"])


@pytest.mark.parametrize("row", table("report_amounts.csv"), ids=lambda row: row["what"])
def test_each_amount_of_the_report_comes_to_its_dollars(row: dict[str, str]) -> None:
    """All fifteen, as the report writes them, at its own rate."""
    translation = yen_usd.translate(row["yen_text"])
    assert translation.result == yen_usd.Dollars(DOLLARS[row["yen_text"]])
    assert Fraction(translation.result.amount) == half_away(Fraction(translation.source.amount) / Fraction("117.56"), 2)


def test_the_report_rate_is_the_prevailing_one_of_its_balance_sheet_date() -> None:
    """The constant and the series agree on value, days and publisher."""
    assert yen_usd.h10_rates().on("2007-03-31") == yen_usd.REPORT_RATE
    assert yen_usd.REPORT_RATE.observed == dt.date(2007, 3, 30)


def test_the_printed_table_knows_nothing_that_it_does_not_print() -> None:
    """Other days, other periods, the day of observation and more places are refused."""
    report = yen_usd.report_rates()
    for ask in (
        lambda: report.on("2007-03-30"),
        lambda: report.on("2007-03-31", strict=True),
        lambda: report.over("FY2008"),
    ):
        with pytest.raises(yen_usd.NotPublishedError, match="printed table"):
            ask()
    with pytest.raises(yen_usd.BasisError, match="the report prints it to 2"):
        report.over("FY2007").rate("average", places=4)
    with pytest.raises(yen_usd.BasisError, match="the printed table does not have it"):
        report.over("FY2007").rate("average", "daily")


def test_the_cut_month_needs_its_last_day_named() -> None:
    """July 2007 stood in the table through July 3; the table and the series give it only when that is said."""
    for series in (yen_usd.report_rates(), yen_usd.h10_rates()):
        assert series.over("2007-07", through="2007-07-03").average.yen_per_usd == Decimal("122.36")
    with pytest.raises(yen_usd.NotPublishedError):
        yen_usd.report_rates().over("2007-07")


def test_a_converter_runs_on_the_printed_table() -> None:
    """The same questions, answered by the report."""
    converter = yen_usd.Converter(yen_usd.report_rates())
    assert converter.translate("¥24.3 billion", period="FY2006", basis="period_end").rate.yen_per_usd == Decimal("117.48")
    assert converter.translate("¥24.3 billion", on="2007-03-31").result == yen_usd.Dollars("206702960.19")
