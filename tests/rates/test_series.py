"""Series: what they answer on a date and over a period, against independent answers; and a caller's own."""

import copy
import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from answers import half_away, published, table

from yen_usd import (
    AfterSeriesError,
    AmountError,
    ArgumentError,
    BasisError,
    BeforeSeriesError,
    Converter,
    DateTypeError,
    NotPublishedError,
    Period,
    PeriodError,
    PeriodInProgressError,
    Rate,
    RateSeries,
    ReachError,
    SeriesError,
    h10_rates,
    translate,
)

ERRORS = {"before": BeforeSeriesError, "after": AfterSeriesError, "reach": ReachError}
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("row", table("spot.csv"), ids=lambda row: row["asked"])
def test_hard_dates_answer_as_entered_by_hand(row: dict[str, str]) -> None:
    """Weekends, holidays, the ends of the series, August 1971."""
    if row["observed"] == "refused":
        with pytest.raises(ERRORS[row["yen_per_usd"]], match="1971-"):
            h10_rates().on(row["asked"])
    else:
        rate = h10_rates().on(row["asked"])
        assert (str(rate.observed), rate.yen_per_usd) == (row["observed"], Decimal(row["yen_per_usd"]))
        assert str(rate.asked) == row["asked"]


def test_every_day_of_the_series_has_the_latest_observation_of_at_most_four_days_before() -> None:
    """All 20,000 days, against a walk over the file."""
    rates, series = published(), h10_rates()
    refused = 0
    day, seen, end = min(rates), min(rates), max(rates) + 2 * DAY
    while day <= end:
        seen = day if day in rates else seen
        if (day - seen).days > 4:
            refused += 1
            with pytest.raises(ReachError):
                series.on(day)
        else:
            rate = series.on(day)
            assert (rate.observed, Fraction(rate.yen_per_usd)) == (seen, rates[seen])
        day += DAY
    assert refused == 13  # 18 to 30 August 1971


def test_strict_wants_the_day_itself() -> None:
    """An observation answers, a weekend does not, and the message names the one before."""
    assert h10_rates().on("2007-03-30", strict=True) == h10_rates().on("2007-03-30")
    h10_rates().on("2007-03-31")
    with pytest.raises(NotPublishedError, match="2007-03-30"):
        h10_rates().on("2007-03-31", strict=True)
    with pytest.raises(NotPublishedError):
        Converter(strict=True).translate(1, on="2007-03-31")
    assert Converter(strict=True).translate(1, on="2007-03-31", strict=False).rate.observed == dt.date(2007, 3, 30)


@pytest.mark.parametrize("row", table("period_rates.csv"), ids=lambda row: f"{row['start']}/{row['end']}")
def test_periods_answer_as_computed_apart(row: dict[str, str]) -> None:
    """High, low and their days, both averages, period end, and the count."""
    rates = h10_rates().over(f"{row['start']}/{row['end']}")
    found = {
        "high": str(rates.high.yen_per_usd),
        "high_date": str(rates.high.observed),
        "low": str(rates.low.yen_per_usd),
        "low_date": str(rates.low.observed),
        "average_daily": str(rates.average_daily.yen_per_usd),
        "average_month_end": str(rates.average_month_end.yen_per_usd) if rates.month_end else "",
        "period_end": str(rates.period_end.yen_per_usd),
        "period_end_date": str(rates.period_end.observed),
        "observations": str(rates.observations),
    }
    assert found == {name: row[name] for name in found}


def test_every_month_of_the_series_follows_from_its_days() -> None:
    """All 669 whole months, against plain Python over the file."""
    months: dict[str, list[Fraction]] = {}
    for day, value in published().items():
        months.setdefault(f"{day:%Y-%m}", []).append(value)
    del months["2026-10"]
    for month, values in months.items():
        rates = h10_rates().over(month)
        assert Fraction(rates.high.yen_per_usd) == max(values)
        assert Fraction(rates.low.yen_per_usd) == min(values)
        assert Fraction(rates.average.yen_per_usd) == half_away(sum(values) / len(values), 2)
        assert Fraction(rates.rate("average", places=4).yen_per_usd) == half_away(sum(values) / len(values), 4)
        assert Fraction(rates.period_end.yen_per_usd) == values[-1]
    assert len(months) == 669


@pytest.mark.parametrize(
    ("period", "through", "error"),
    [
        ("FY1971", None, BeforeSeriesError),
        ("1970", None, BeforeSeriesError),
        ("1970-12", None, BeforeSeriesError),
        ("2026-10", None, PeriodInProgressError),
        ("FY2027", None, PeriodInProgressError),
        ("2026", None, PeriodInProgressError),
        ("2026-11", None, AfterSeriesError),
        ("FY2030", None, AfterSeriesError),
        ("2026-10-03/2026-10-17", None, AfterSeriesError),
        ("1971-08-16/1971-08-30", None, NotPublishedError),
        ("2007-03-31/2007-04-01", None, NotPublishedError),
        ("1971-08-01/1971-08-20", None, ReachError),
        ("2026-10", "2026-10-05", PeriodInProgressError),
        ("2007-07", "2007-08-01", PeriodError),
        ("2007-07", "2007-06-30", PeriodError),
    ],
)
def test_a_period_that_is_not_covered_is_refused(period: str, through: str | None, error: type[Exception]) -> None:
    """Before, after, in progress, without any rate: each its own error."""
    with pytest.raises(error) as caught:
        h10_rates().over(period, through)
    assert isinstance(caught.value, LookupError | ValueError)
    assert str(caught.value).count(";") >= 1


def test_a_period_in_progress_answers_through_a_day_that_is_named() -> None:
    """The rate says which part of the period it is of."""
    rate = translate(1, period="2026-09", basis="average", through="2026-09-25").rate
    assert str(rate.period) == "period from September 1, 2026 to September 25, 2026"
    assert rate.averaging == "daily"


def test_a_period_may_end_on_the_weekend_after_the_series_and_begin_on_the_holiday_before_it() -> None:
    """Nothing is published on such days, so the period is covered whole."""
    assert h10_rates().over("2026-09-21/2026-09-27").observations == 5
    assert h10_rates().over("1971-01").observations == 20
    assert h10_rates().over("1971").period.start == dt.date(1971, 1, 1)


def test_an_average_of_month_ends_needs_a_month_that_ends() -> None:
    """Three days of July have none."""
    with pytest.raises(BasisError, match="end of each of its months"):
        translate(1, period="2007-07-01/2007-07-03", basis="average", averaging="month_end")
    quarter = translate(1, period="Q4 FY2007", basis="average", averaging="month_end").rate
    assert quarter.yen_per_usd == Decimal("118.97")  # (121.02 + 118.33 + 117.56) / 3


def test_rates_know_their_publisher() -> None:
    """The Reserve Bank until the end of 2008, the Board since, both over a span that crosses."""
    series = h10_rates()
    assert series.on("2008-12-31").publisher == "Federal Reserve Bank of New York"
    assert "H.10" in (series.on("2009-01-02").publisher or "")
    crossing = series.over("2008-07-01/2009-06-30")
    assert crossing.high.publisher == "Federal Reserve Bank of New York"
    assert crossing.period_end.publisher == series.on("2009-06-30").publisher
    both = series.over("FY2009").average.publisher or ""
    assert "New York" in both
    assert "H.10" in both


# A series of the caller's own

OWN = [(dt.date(2024, 3, 27), "151.30"), ("2024-03-28", Decimal("151.41")), ("2024-03-29", 151.4)]


def test_a_series_of_ones_own_answers_with_its_own_label() -> None:
    """The same questions, and nowhere a noon buying rate."""
    series = RateSeries(OWN, label="Tokyo TTM", publisher="A Bank")
    translation = Converter(series).translate(1_000_000, on="2024-03-31")
    assert repr(translation) == (
        "Translation(¥1,000,000 → $6,605.02 at ¥151.4, Tokyo TTM of 2024-03-29, prevailing on 2024-03-31)"
    )
    assert "noon" not in translation.note()
    assert "A Bank" in translation.note()
    with pytest.raises(AfterSeriesError):
        series.on("2024-04-01")
    assert series.over("2024-03-27/2024-03-29").average_daily.label == "Tokyo TTM"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([("2024-03-28", 1), ("2024-03-28", 2)], "row 2"),
        ([("2024-03-28", 1), ("2024-03-27", 2)], "row 2"),
        ([("2024-03-28", 1), ("2024-03-29", 0)], "row 2"),
        ([("2024-03-28", -1)], "row 1"),
        ([("2024-03-28", float("nan"))], "row 1"),
        ([("2024-03-28", float("inf"))], "row 1"),
        ([("2024-03-28", True)], "row 1"),
        ([("2024-03-28", None)], "row 1"),
        ([("28/03/2024", 1)], "row 1"),
        ([("2024-03-28", 1), 5], "row 2"),
        ([("2024-03-28", 1, 2)], "row 1"),
        ([], "without observations"),
        (5, "a pair of a date and a rate"),
        (None, "a pair of a date and a rate"),
    ],
)
def test_the_first_bad_row_is_named(rows: list[object], row: str) -> None:
    """Order, repetition, sign, missing values, shape."""
    with pytest.raises(SeriesError, match=row):
        RateSeries(rows)


def test_the_reach_is_a_setting_of_the_series() -> None:
    """Monthly observations need a longer one."""
    rows = [("2024-01-31", 1), ("2024-02-29", 2), ("2024-03-29", 3)]
    with pytest.raises(ReachError):
        RateSeries(rows).on("2024-03-15")
    assert RateSeries(rows, max_reach=31).on("2024-03-15").observed == dt.date(2024, 2, 29)
    with pytest.raises(SeriesError):
        RateSeries(rows, max_reach=-1)


def test_a_series_is_sliced_by_dates_and_iterated_over_observations() -> None:
    """Both ends of a slice count, and a slice is a series again."""
    year = h10_rates()["2006-04-01":"2007-03-31"]
    assert len(year) == len(list(year)) == 251
    assert next(iter(year)).date == dt.date(2006, 4, 3)
    assert year.over("FY2007".replace("FY2007", "2007-03")).average.yen_per_usd == Decimal("117.26")
    assert "2007-03-30" in year
    assert "2007-03-31" not in year
    assert "nonsense" not in year
    assert len(h10_rates()["2026-09-01":]) == 23
    with pytest.raises(NotPublishedError):
        h10_rates()["2007-03-31":"2007-04-01"]
    with pytest.raises(TypeError, match="is not a slice of dates"):
        h10_rates()["2007-03-30"]
    with pytest.raises(BeforeSeriesError):
        year.over("FY2006")


def test_a_slice_covers_what_its_series_covers() -> None:
    """A year whose first days were holidays is whole in its slice."""
    year = h10_rates()["2006-01-01":"2006-12-31"]
    assert year.over("2006") == h10_rates().over("2006")
    assert year.on("2006-12-31").observed == dt.date(2006, 12, 29)
    with pytest.raises(AfterSeriesError):
        year.on("2007-01-01")


def test_a_series_may_cover_days_without_observations() -> None:
    """Tokyo is closed until January 3."""
    rows = [("2007-01-04", 119), ("2007-01-05", 118.5)]
    with pytest.raises(BeforeSeriesError):
        RateSeries(rows).over("2007-01-01/2007-01-05")
    tokyo = RateSeries(rows, covers=Period.between("2007-01-01", "2007-01-05"))
    assert tokyo.over("2007-01-01/2007-01-05").observations == 2
    with pytest.raises(BeforeSeriesError):
        tokyo.on("2007-01-03")
    with pytest.raises(BeforeSeriesError, match="first observation is of 2007-01-04"):
        tokyo.on("2007-01-03")
    end = RateSeries([("9999-12-30", 1), ("9999-12-31", 1)])
    assert end.over("9999-12-31").observations == end.over("9999-12-30/9999-12-31").observations - 1 == 1
    for covers in (Period.between("2007-01-04", "2007-01-04"), "2007-01"):
        with pytest.raises(SeriesError):
            RateSeries(rows, covers=covers)


@pytest.mark.parametrize("day", [["2007-03-31"], {}, {"a": 1}, pd.Series(["2007-03-31"]), pd.DatetimeIndex(["2007-03-31"])])
def test_a_column_of_dates_is_not_a_date(day: object) -> None:
    """One date at a time; the message says so."""
    with pytest.raises(DateTypeError):
        h10_rates().on(day)


def test_a_series_never_changes() -> None:
    """Neither its attributes nor what it hands out can be written."""
    series = RateSeries(OWN)
    with pytest.raises(AttributeError):
        series._label = "other"
    with pytest.raises(AttributeError):
        series.anything = 1
    with pytest.raises(AttributeError):
        del series._label
    with pytest.raises(AttributeError):
        series.on("2024-03-28").label = "other"
    assert pickle.loads(pickle.dumps(series)) == copy.deepcopy(series) == series
    assert hash(copy.copy(series)) == hash(series)


def test_the_vintage_names_the_edition() -> None:
    """The last date and the hash: of the published file, or of the caller's observations."""
    assert str(h10_rates().vintage) == "2026-10-02 405090a7"
    first, second = RateSeries(OWN).vintage, RateSeries(OWN[:2]).vintage
    assert first != second
    assert RateSeries(OWN).vintage == first
    assert h10_rates().on("2007-03-30").vintage == h10_rates().vintage


def test_rates_are_equal_whatever_their_vintage() -> None:
    """An update of later figures does not make an old rate another rate."""
    assert h10_rates()[:"2007-12-31"].on("2007-03-31") == h10_rates().on("2007-03-31")


def test_a_pandas_series_of_rates_makes_a_series() -> None:
    """Its items are pairs of a timestamp and a float."""
    items = pd.Series([151.3, 151.41], index=pd.to_datetime(["2024-03-27", "2024-03-28"]))
    assert RateSeries(items.items()).on("2024-03-28").yen_per_usd == Decimal("151.41")


@pytest.mark.parametrize(
    "options",
    [
        {"label": ""},
        {"label": None},
        {"publisher": 5},
        {"publisher": ["a"]},
        {"publisher": [(dt.date(2007, 1, 1), None)]},
        {"max_reach": True},
    ],
)
def test_the_description_of_a_series_is_validated(options: dict[str, object]) -> None:
    """Its label, publishers and reach."""
    with pytest.raises(SeriesError):
        RateSeries(OWN, **options)


@pytest.mark.parametrize("strict", ["no", 1, 0, [], "False"])
def test_strict_is_true_or_false(strict: object) -> None:
    """A text that says no would count as yes."""
    with pytest.raises(ArgumentError):
        translate(1, on="2007-03-30", strict=strict)


def test_the_days_of_a_rate_are_dates() -> None:
    """Text and datetimes become dates, and its period is a Period."""
    rate = Rate(118, asked="2007-03-31", observed=dt.datetime(2007, 3, 30, 12))  # noqa: DTZ001
    assert (rate.asked, rate.observed) == (dt.date(2007, 3, 31), dt.date(2007, 3, 30))
    with pytest.raises(TypeError):
        Rate(118, basis="average", period="FY2007")
    with pytest.raises(BasisError):
        Rate(118, averaging="daily")


def test_a_rate_of_ones_own_is_validated() -> None:
    """Positive, finite, named."""
    for value in (0, -1, Decimal("-0.5")):
        with pytest.raises(ValueError, match="positive"):
            Rate(value)
    with pytest.raises(AmountError):
        Rate(float("nan"))
    with pytest.raises(ValueError, match="label"):
        Rate(Decimal(1), "")
    with pytest.raises(ValueError, match="basis"):
        Rate(Decimal(1), basis="median")
