"""Series: what they answer on a date and over a period, against independent answers; and a caller's own."""

import copy
import datetime as dt
import json
import pickle
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import jsonschema
import pandas as pd
import pytest
from answers import half_away, published, table
from for_each import for_each
from pydantic import TypeAdapter, ValidationError

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
from yen_usd.rates import Mean
from yen_usd.rates.observations import publisher_over

ERRORS = {"before": BeforeSeriesError, "after": AfterSeriesError, "reach": ReachError}
DAY = dt.timedelta(days=1)


@for_each("row", table("spot.csv"))
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
    saturday = dt.date(2007, 3, 31)
    assert h10_rates().on(saturday).observed == dt.date(2007, 3, 30)  # which is not kept for a strict question
    for day in ("2007-03-31", saturday):
        with pytest.raises(NotPublishedError, match="2007-03-30"):
            h10_rates().on(day, strict=True)
    with pytest.raises(NotPublishedError):
        Converter(strict=True).translate(1, on="2007-03-31")
    assert Converter(strict=True).translate(1, on="2007-03-31", strict=False).rate.observed == dt.date(2007, 3, 30)


@for_each("row", table("period_rates.csv"))
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
        ([("2024-03-27", 1), ("2024-03-29", 2), ("2024-03-28", 3)], "row 3: 2024-03-28 stands below 2024-03-29"),
        ([("2024-03-26", 1), ("2024-03-27", 2), ("2024-03-29", 3), ("2024-03-28", 4)], "row 4: .* below 2024-03-29"),
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
    assert RateSeries(rows, max_reach=0).on("2024-02-29").observed == dt.date(2024, 2, 29)
    with pytest.raises(ReachError):
        RateSeries(rows, max_reach=0).on("2024-03-01")
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
    assert "2007-03-25" not in year  # a Sunday within it
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
    others = [
        ("2007-01-04", "2007-01-04"),
        ("2007-01-05", "2007-01-05"),
        ("2007-01-05", "2007-01-10"),
        ("2007-01-01", "2007-01-04"),
    ]
    for covers in (*(Period.between(*days) for days in others), "2007-01"):
        with pytest.raises(SeriesError, match="covers must be a Period from 2007-01-04 or earlier to 2007-01-05 or later"):
            RateSeries(rows, covers=covers)
    exactly = Period.between("2007-01-04", "2007-01-05")
    assert RateSeries(rows, covers=exactly) == RateSeries(rows)


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
    written = b"2024-03-27,151.30\n2024-03-28,151.41\n2024-03-29,151.4\n"
    assert (str(first.last), first.sha256) == ("2024-03-29", sha256(written).hexdigest())
    assert h10_rates()[:].vintage == h10_rates()["1971-01-01":"2026-10-02"].vintage == h10_rates().vintage
    assert h10_rates()["1971-01-05":].vintage != h10_rates().vintage
    assert h10_rates().on("2007-03-30").vintage == h10_rates().vintage


@pytest.mark.parametrize("count", [1, 2, 400])
def test_a_day_past_the_reach_of_the_last_rate_has_no_rate_after_it(count: int) -> None:
    """In a series that covers more days than it has rates for; and a series of one rate is a value, too."""
    rows = [(dt.date(2024, 3, 28) - DAY * at, 150 + at % 3) for at in reversed(range(count))]
    series = RateSeries(rows, covers=Period(rows[0][0], dt.date(2024, 4, 30)))
    assert series.on("2024-04-01").observed == dt.date(2024, 3, 28)
    with pytest.raises(ReachError, match="2024-03-28 is the last date with a rate, none the next"):
        series.on("2024-04-02")
    assert hash(series) == hash(RateSeries(rows, covers=series.coverage))
    assert {series: count}[pickle.loads(pickle.dumps(series))] == count
    assert series != RateSeries(rows)
    assert series != rows


def test_a_month_whose_last_rate_lies_before_the_period_has_no_month_end() -> None:
    """The rate of Friday, March 30 is none of a period that begins on the Saturday."""
    assert h10_rates().over("2007-03-31/2007-04-30").month_end is None
    whole = h10_rates().over("2007-03-30/2007-04-30").month_end
    assert whole is not None
    assert (whole.total, whole.count) == (Decimal("117.56") + Decimal("119.44"), 2)
    firsts = RateSeries([(f"2024-0{month}-01", month) for month in (2, 3, 4)], max_reach=40)  # each is the last of its month
    assert firsts.over("2024-02-01/2024-03-31").month_end == Mean(Decimal(5), 2)


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("2000-12-31", "2000-12-31", None),
        ("2000-12-31", "2001-01-01", "A"),
        ("2001-01-01", "2001-12-31", "A"),
        ("2001-12-31", "2002-01-01", "A and B"),
        ("2001-06-01", "2003-06-01", "A and B and C"),
        ("2002-01-01", "2002-06-01", "B"),
        ("2003-01-01", "2003-01-01", "C"),
        ("2050-01-01", "2050-01-01", "C"),
    ],
)
def test_a_period_names_each_publisher_of_its_days(start: str, end: str, names: str | None) -> None:
    """Each from its first day to the one before the next one's."""
    publishers = [(dt.date(2001, 1, 1), "A"), (dt.date(2002, 1, 1), "B"), (dt.date(2003, 1, 1), "C")]
    assert publisher_over(publishers, dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == names


def test_a_series_of_few_settings_goes_through_json() -> None:
    """Names of one letter, no reach, lists for tuples; a series without observations is refused by the schema, too."""
    series = RateSeries([("2024-03-28", "151.41")], label="x", publisher=[(dt.date(2024, 1, 1), "A")], max_reach=0)
    adapter = TypeAdapter(RateSeries)
    written = json.loads(adapter.dump_json(series))
    assert written["publishers"] == [["2024-01-01", "A"]]
    assert adapter.validate_python(written) == adapter.validate_json(json.dumps(written)) == series
    schema = jsonschema.Draft202012Validator(adapter.json_schema())
    assert schema.is_valid(written)
    for change in ({"observations": []}, {"max_reach": -1}, {"label": ""}, {"publishers": [["2024-01-01", ""]]}):
        assert not schema.is_valid(written | change)
        with pytest.raises(ValidationError):
            adapter.validate_python(written | change)


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
    with pytest.raises(TypeError, match="positional argument"):
        RateSeries(OWN, *options.values())  # each is named


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
