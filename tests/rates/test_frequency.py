"""How often a series has a rate: known from its days, and said wherever a rate is made from several."""

import datetime as dt
import io
import itertools
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from yen_usd import (
    AfterSeriesError,
    BasisError,
    BeforeSeriesError,
    Converter,
    NotPublishedError,
    PeriodRates,
    Rate,
    RateSeries,
    ReachError,
    exchange_rate_table,
    h10_rates,
)
from yen_usd.rates.frequency import span_start

# The last bank days of the months of a fiscal year in Japan, where December 30 is the last of a year.
TEXT = """Month,TTM
2006-04-28,114.23
2006-05-31,112.1
2006-06-30,115.24
2006-07-31,114.83
2006-08-31,117.2
2006-09-29,117.9
2006-10-31,117.66
2006-11-30,116.38
2006-12-29,119.11
2007-01-31,121.68
2007-02-28,118.66
2007-03-30,118.05
"""
TTM = RateSeries.from_csv(io.StringIO(TEXT), label="Tokyo TTM", publisher="A bank")
VALUES = [Decimal(line.split(",")[1]) for line in TEXT.split()[1:]]


def every(days: int, count: int, start: str = "2024-01-05") -> list[dt.date]:
    """Days so far apart."""
    first = dt.date.fromisoformat(start)
    return [first + dt.timedelta(days=days * at) for at in range(count)]


@pytest.mark.parametrize(
    ("days", "frequency"),
    [
        ([dt.date(2024, 1, 5)], "daily"),
        (every(1, 9), "daily"),
        ([day for day in every(1, 30) if day.weekday() < 5], "daily"),
        (every(7, 9), "weekly"),
        ([dt.date(2024, month, 28) for month in (1, 2, 3)], "month_end"),
        ([dt.date(2024, 1, 31), dt.date(2024, 2, 29)], "month_end"),
        ([dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2024, 4, 30)], "month_end"),
        ([dt.date(2024, month, 4) for month in (1, 2, 3)], "monthly"),
        ([dt.date(2024, month, 30) for month in (3, 6, 9, 12)], "quarter_end"),
        ([dt.date(2024, month, 4) for month in (3, 6, 9, 12)], "quarterly"),
        ([dt.date(year, 12, 30) for year in (2021, 2022)], "year_end"),
        ([dt.date(year, 1, 4) for year in (2021, 2022)], "yearly"),
        (every(15, 9), "irregular"),
        (every(45, 9), "irregular"),
        ([dt.date(1, 1, 1), dt.date(1, 1, 31), dt.date(1, 2, 28)], "irregular"),
        ([dt.date(9999, 11, 30), dt.date(9999, 12, 31)], "month_end"),
        ([dt.date(2024, 1, 25), dt.date(2024, 2, 23)], "month_end"),  # six days before the end of each month
        ([dt.date(2024, 1, 24), dt.date(2024, 2, 22)], "monthly"),  # seven
        ([dt.date(2024, 1, day) for day in (1, 2, 9, 16)], "weekly"),
        ([dt.date(2024, 1, day) for day in (1, 2, 3, 10, 17)], "daily"),  # of four distances the second counts
        *(
            ([dt.date(2023, 1, 15), dt.date(2023, 1, 15) + dt.timedelta(days=days)], frequency)
            for distances, frequency in {
                (1, 5): "daily",
                (6, 10): "weekly",
                (11, 25): "irregular",
                (26, 34): "monthly",
                (35, 84): "irregular",
                (85, 97): "quarterly",
                (98, 354): "irregular",
                (355, 375): "yearly",
                (376, 500): "irregular",
            }.items()
            for days in distances
        ),
    ],
)
def test_the_days_tell_the_frequency(days: list[dt.date], frequency: str) -> None:
    """A typical distance, and whether months have their last days."""
    series = RateSeries([(day, 100) for day in days])
    assert series.frequency == frequency
    assert series[str(days[0]) : str(days[0])].frequency == frequency  # a part is of the same kind


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ([dt.date(2024, month, 28) for month in (3, 4, 5)], dt.date(2024, 3, 1)),
        ([dt.date(2024, month, 4) for month in (3, 4, 5)], dt.date(2024, 3, 1)),
        ([dt.date(2024, month, 29) for month in (3, 6, 9)], dt.date(2024, 1, 1)),
        ([dt.date(year, 12, 30) for year in (2021, 2022)], dt.date(2021, 1, 1)),
        ([dt.date(year, 1, 4) for year in (2021, 2022)], dt.date(2021, 1, 4)),
        ([dt.date(2024, 3, day) for day in (7, 14, 21)], dt.date(2024, 3, 7)),
        ([dt.date(1, 1, 31), dt.date(1, 4, 30), dt.date(1, 7, 31)], dt.date(1, 1, 1)),
    ],
)
def test_the_first_rate_stands_for_its_month_quarter_or_year(days: list[dt.date], first: dt.date) -> None:
    """From its first day, but for rates at the beginning of a quarter or year; the calendar has no day before its own."""
    assert span_start(days[0], RateSeries([(day, 100) for day in days]).frequency) == first


def test_an_average_of_month_ends_is_never_said_to_be_daily() -> None:
    """In short, in a note, as JSON; of a year, a quarter, and a part of it."""
    mean = (sum(VALUES) / 12).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    year, quarter = TTM.over("FY2007"), TTM.over("2006Q3")
    assert (year.average.yen_per_usd, year.average_month_end) == (mean, year.average)
    assert str(year.average) == f"¥{mean}, average of the month-end Tokyo TTMs, fiscal year ended March 31, 2007"
    assert (
        quarter.average.spelled_out()
        == "the average of the month-end Tokyo TTMs in the three months ended September 30, 2006"
    )
    assert str(year.high) == "¥121.68, highest month-end Tokyo TTM of 2007-01-31, fiscal year ended March 31, 2007"
    assert str(year.period_end) == "¥118.05, Tokyo TTM of 2007-03-30, end of the fiscal year ended March 31, 2007"
    note = Converter(series=TTM).translate("¥24.3 billion", period="FY2007", basis="average").note()
    assert "the average of the month-end Tokyo TTMs in the fiscal year ended March 31, 2007" in note
    everything = note + repr(year) + repr(quarter) + TypeAdapter(PeriodRates).dump_json(year).decode()
    assert "daily Tokyo" not in everything
    with pytest.raises(BasisError, match=r"no daily average of .*; the series has rates of month ends only"):
        year.rate("average", "daily")
    rate = TypeAdapter(Rate)
    assert rate.validate_json(rate.dump_json(year.average)) == year.average
    assert rate.validate_python({"yen_per_usd": "117.56"}).frequency is None  # as written before there was one
    with pytest.raises(BasisError, match="unknown frequency 'hourly'"):
        Rate(Decimal(1), frequency="hourly")  # type: ignore[arg-type]


def test_other_frequencies_are_said_too() -> None:
    """Weekly, quarterly and irregular rates; daily ones as ever."""
    weekly = RateSeries([(day, 150) for day in every(7, 30)], label="weekly fixing")
    assert "average of the weekly weekly fixings," in str(weekly.over("2024-03").average)
    assert "at the end of each month" not in str(weekly.over("2024-03").average)
    assert "average of the weekly weekly fixings of the last day of each month" in str(
        weekly.over("2024-03").average_month_end
    )
    quarters = RateSeries([(dt.date(2024, month, 28), 150) for month in (3, 6, 9, 12)], label="TTM")
    assert "average of the quarter-end TTMs, year ended December 31, 2024" in str(
        quarters.over("2024").rate("average", "daily")
    )
    listed = RateSeries([(day, 150) for day in every(45, 9)], label="TTM", max_reach=60)
    assert "average of the listed TTMs" in str(listed.over("2024-02-01/2024-04-30").rate("average", "daily"))
    assert str(h10_rates().over("2007-03").average).endswith("average of the daily noon buying rates, March 2007")


def test_a_rate_that_only_month_ends_could_give_is_refused_with_the_reason() -> None:
    """The 15th has none, and a part of a month no average."""
    with pytest.raises(
        ReachError,
        match=r"no rate for 2007-03-15; .*, as the series has month-end rates alone; a rate stands for at most 4 more",
    ):
        TTM.on("2007-03-15")
    with pytest.raises(NotPublishedError):
        TTM.over("2007-03-01/2007-03-15")
    assert str(TTM.on("2007-03-31")) == "¥118.05, Tokyo TTM of 2007-03-30, prevailing on 2007-03-31"
    assert TTM.on("2006-12-31").observed == dt.date(2006, 12, 29)


def test_a_month_end_rate_covers_its_month() -> None:
    """From its first day to its last, which may be a bank holiday; and no more."""
    assert TTM.over("FY2007").observations == 12
    assert TTM.over("2006-04").observations == 1
    ends = RateSeries([("2024-10-31", 1), ("2024-11-29", 1), ("2024-12-30", 1)], label="TTM")
    assert ends.over("2024-12").observations == 1  # December 31 is a bank holiday
    assert ends.on("2024-12-31").observed == dt.date(2024, 12, 30)
    with pytest.raises(AfterSeriesError):
        ends.on("2025-01-01")
    with pytest.raises(BeforeSeriesError):
        ends.over("2024-09-30/2024-10-31")
    with pytest.raises(BeforeSeriesError):
        ends.on("2024-10-30")


def test_a_table_of_a_sparse_series_prints_what_it_has_and_says_so() -> None:
    """Rows of its own rates, through the month that the last of them stands for."""
    table = exchange_rate_table("2007-03-31", as_of="2007-07-03", years=1, months=3, series=TTM)
    assert [row.label for row in table.rows] == ["2007", "January", "February", "March"]
    text = str(table)
    assert "(1) The average of the month-end Tokyo TTMs.\n" in text
    assert "Month-end Tokyo TTMs alone: highs, lows and averages are theirs" in text
    assert "daily" not in text
    assert "Source: A bank." in text
    years = RateSeries([(dt.date(year, 3, 30), 100 + year) for year in range(2001, 2008)], label="TTM")
    table = exchange_rate_table("2007-03-31", years=5, months=6, series=years)
    assert [row.label for row in table.rows] == ["2003", "2004", "2005", "2006", "2007", "March"]
    with pytest.raises(NotPublishedError, match="the table would have no row"):
        exchange_rate_table(as_of="2000-06-30", years=0, months=1, series=years)


def test_every_month_of_a_month_end_table_of_h10_agrees_with_the_days() -> None:
    """Its averages of whole years are those of the daily series, which averages month ends."""
    ends = [list(days)[-1] for _, days in itertools.groupby(h10_rates(), key=lambda o: (o.date.year, o.date.month))][:-1]
    series = RateSeries(ends, label="noon buying rate")
    assert series.frequency == "month_end"
    for year in range(1972, 2027):
        assert series.over(f"FY{year}").average.yen_per_usd == h10_rates().over(f"FY{year}").average.yen_per_usd
