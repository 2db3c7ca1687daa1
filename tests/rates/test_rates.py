"""What a rate takes, and what it says of itself."""

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import TypeAdapter

from yen_usd import (
    REPORT_RATE,
    AmountError,
    ArgumentError,
    BasisError,
    Converter,
    Period,
    Rate,
    RateSeries,
    RateValueError,
    YenUsdError,
    h10_rates,
    report_rates,
    translate,
)
from yen_usd.rates import Frequency, Mean, Observation
from yen_usd.rates.rate import BOARD, RESERVE_BANK
from yen_usd.rates.rate_words import average_of, capital, made_of, name_of, plural

FRIDAY, SATURDAY = dt.date(2007, 3, 30), dt.date(2007, 3, 31)


def test_a_rate_has_at_most_forty_digits() -> None:
    """As text, as a number and as text with its sign."""
    assert Rate("1" * 40).yen_per_usd == Rate.of(int("1" * 40)).yen_per_usd == Decimal("1" * 40)
    for too_long in ("1" * 41, "0." + "1" * 41, int("1" * 41), Decimal("1" * 41)):
        with pytest.raises(AmountError, match="more than 40 digits"):
            Rate(too_long)
    with pytest.raises(RateValueError, match="cannot read"):
        Rate.of("¥" + "1" * 41)


@pytest.mark.parametrize("label", ["", None, 5, ["Tokyo TTM"]])
def test_a_label_is_text_that_says_something(label: object) -> None:
    """Of a rate and of a series."""
    with pytest.raises(RateValueError, match="label must be text that says what the rate is"):
        Rate(Decimal(118), label)


def test_a_day_that_is_named_was_asked_for_and_observed() -> None:
    """So that nothing is said to prevail on another day."""
    rate = Rate.of("¥118", observed="2007-03-30")
    assert (rate.asked, rate.observed) == (FRIDAY, FRIDAY)
    assert rate.describe() == "stated rate of 2007-03-30"
    assert rate.spelled_out() == "the stated rate on March 30, 2007"


def test_a_rate_with_its_day_alone_prevails_on_no_other() -> None:
    """It may have been made without a date asked for."""
    rate = Rate(Decimal(118), "Tokyo TTM", observed=FRIDAY)
    assert rate.spelled_out() == "the Tokyo TTM on March 30, 2007"
    assert "at ¥118 per US$1.00, the Tokyo TTM on March 30, 2007. Such" in translate(1, rate=rate).note()
    asked = Rate(Decimal(118), "Tokyo TTM", asked=FRIDAY)
    assert asked.describe() == "Tokyo TTM, prevailing on 2007-03-30"
    assert asked.spelled_out() == "the Tokyo TTM prevailing on March 30, 2007"


@pytest.mark.parametrize(
    ("first", "last", "publishers"),
    [
        ("2008-12-31", "2008-12-31", ["Federal Reserve Bank of New York"]),
        ("2009-01-01", "2009-01-02", ["Board of Governors of the Federal Reserve System, release H.10"]),
        (
            "2008-12-31",
            "2009-01-02",
            ["Federal Reserve Bank of New York", "Board of Governors of the Federal Reserve System, release H.10"],
        ),
    ],
)
def test_the_board_publishes_from_2009_on(first: str, last: str, publishers: list[str]) -> None:
    """The bank certified the rates through December 31, 2008; a period across the change names both."""
    assert h10_rates().over(f"{first}/{last}").average.publisher == " and ".join(publishers)
    assert h10_rates().on(last).publisher == publishers[-1]


def test_a_month_without_an_observation_has_no_month_end_average() -> None:
    """Neither that of the month before nor one of fewer months stands in for it."""
    days = [(dt.date(2024, month, 15), 150 + month) for month in (1, 2, 4)]
    gaps = RateSeries([Observation(day, Decimal(rate)) for day, rate in days], label="own", max_reach=40)
    with pytest.raises(BasisError, match="no rate is known at the end of each of its months"):
        gaps.over("2024-02-01/2024-04-15").rate("average", "month_end")
    assert gaps.over("2024-01-15/2024-04-15", through="2024-02-29").rate("average", "daily").yen_per_usd == Decimal("151.50")


YEAR, MARCH, ONE_DAY = Period.fiscal_year(2007), Period.parse("2007-03"), Period(FRIDAY, dt.date(2007, 3, 30))
IN_SHORT = "average of the {}, fiscal year ended March 31, 2007"
SPELLED_OUT = "the average of the {} in the fiscal year ended March 31, 2007"
NAMED = "the average of the {} of the fiscal year ended March 31, 2007"
WORDS: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "Tokyo TTM", "the Tokyo TTM", "the Tokyo TTM"),
    (
        {"asked": SATURDAY, "observed": FRIDAY},
        "Tokyo TTM of 2007-03-30, prevailing on 2007-03-31",
        "the Tokyo TTM on March 30, 2007, prevailing on March 31, 2007",
        "the Tokyo TTM of March 30, 2007",
    ),
    (
        {"asked": SATURDAY},
        "Tokyo TTM, prevailing on 2007-03-31",
        "the Tokyo TTM prevailing on March 31, 2007",
        "the Tokyo TTM of March 31, 2007",
    ),
    (
        {"basis": "period_end", "observed": FRIDAY, "period": YEAR},
        "Tokyo TTM of 2007-03-30, end of the fiscal year ended March 31, 2007",
        "the Tokyo TTM on March 30, 2007, the last published in the fiscal year ended March 31, 2007",
        "the Tokyo TTM of March 30, 2007",
    ),
    (
        {"basis": "period_end", "period": YEAR},
        "Tokyo TTM, end of the fiscal year ended March 31, 2007",
        "the Tokyo TTM, the last published in the fiscal year ended March 31, 2007",
        "the Tokyo TTM",
    ),
    (
        {"basis": "high", "observed": FRIDAY, "period": YEAR},
        "highest Tokyo TTM of 2007-03-30, fiscal year ended March 31, 2007",
        "the highest Tokyo TTM in the fiscal year ended March 31, 2007, that of March 30, 2007",
        "the Tokyo TTM of March 30, 2007",
    ),
    (
        {"basis": "low", "period": MARCH, "frequency": "weekly"},
        "lowest weekly Tokyo TTM, March 2007",
        "the lowest weekly Tokyo TTM in March 2007",
        "the Tokyo TTM",
    ),
    (
        {"basis": "low", "period": ONE_DAY, "frequency": "daily"},
        "lowest Tokyo TTM, March 30, 2007",
        "the lowest Tokyo TTM on March 30, 2007",
        "the Tokyo TTM",
    ),
    ({"basis": "average"}, "average Tokyo TTM", "the average Tokyo TTM in the period", "the Tokyo TTM"),
    (
        {"basis": "average", "period": MARCH},
        "average Tokyo TTM, March 2007",
        "the average Tokyo TTM in March 2007",
        "the average Tokyo TTM of March 2007",
    ),
    (
        {"basis": "average", "averaging": "daily", "period": MARCH, "frequency": "daily"},
        "average of the daily Tokyo TTMs, March 2007",
        "the average of the daily Tokyo TTMs in March 2007",
        "the average of the Tokyo TTMs on each day of March 2007",
    ),
    (
        {"basis": "average", "averaging": "month_end", "period": YEAR},
        IN_SHORT.format("Tokyo TTMs of the last day of each month"),
        SPELLED_OUT.format("Tokyo TTMs on the last publication day of each month"),
        NAMED.format("Tokyo TTMs at the end of each month"),
    ),
    (
        {"basis": "average", "averaging": "daily", "period": YEAR, "frequency": "weekly"},
        IN_SHORT.format("weekly Tokyo TTMs"),
        SPELLED_OUT.format("weekly Tokyo TTMs"),
        NAMED.format("weekly Tokyo TTMs"),
    ),
    (
        {"basis": "average", "averaging": "month_end", "period": YEAR, "frequency": "weekly"},
        IN_SHORT.format("weekly Tokyo TTMs of the last day of each month"),
        SPELLED_OUT.format("weekly Tokyo TTMs on the last publication day of each month"),
        NAMED.format("weekly Tokyo TTMs at the end of each month"),
    ),
    (
        {"basis": "average", "averaging": "month_end", "period": YEAR, "frequency": "month_end"},
        IN_SHORT.format("month-end Tokyo TTMs"),
        SPELLED_OUT.format("month-end Tokyo TTMs"),
        NAMED.format("month-end Tokyo TTMs"),
    ),
    (
        {
            "basis": "average",
            "averaging": "month_end",
            "period": YEAR,
            "label": "noon buying rate",
            "publisher": RESERVE_BANK,
        },
        IN_SHORT.format("noon buying rates of the last day of each month"),
        SPELLED_OUT.format(
            "noon buying rates in New York City for cable transfers in yen on the last publication day of each month"
        ),
        NAMED.format("noon buying rates at the end of each month"),
    ),
]


@pytest.mark.parametrize(("fields", "in_short", "spelled_out", "named"), WORDS)
def test_a_rate_in_words(fields: dict[str, Any], in_short: str, spelled_out: str, named: str) -> None:
    """Each basis, averaging and frequency, with its days or without: nothing is said that is not known."""
    rate = Rate(118, **({"label": "Tokyo TTM"} | fields))
    assert (rate.describe(), rate.spelled_out(), name_of(rate)) == (in_short, spelled_out, named)


def test_what_an_average_is_made_of() -> None:
    """Beside its name, and in the note of a table."""
    ways = [("daily", None), ("month_end", None), ("daily", "weekly"), ("month_end", "weekly"), ("month_end", "month_end")]
    rates = [Rate(118, "TTM", "average", averaging, frequency=frequency) for averaging, frequency in ways]
    assert list(map(made_of, rates)) == [
        "of the daily rates",
        "of the rates at the end of each month",
        "of the weekly rates",
        "of the weekly rates at the end of each month",
        "of the month-end rates",
    ]
    assert [average_of(averaging, frequency, "TTM") for averaging, frequency in ways] == [
        "the average of the daily TTMs",
        "the average of the TTMs on the last publication day of each month",
        "the average of the weekly TTMs",
        "the average of the weekly TTMs on the last publication day of each month",
        "the average of the month-end TTMs",
    ]
    assert average_of(None, None, "TTM") == "the average as it was stated"


def test_the_plural_of_a_label_is_english() -> None:
    """A label in Japanese, and one that ends with a figure or a bracket, stays as it is."""
    labels = ["noon buying rate", "TTM", "R", "rate B", "仲値", "仲値 TTM", "fixing (9:55)", "TTM of 9:55", ""]
    assert list(map(plural, labels)) == ["noon buying rates", "TTMs", "Rs", "rate Bs", *labels[4:]]
    assert list(map(capital, ["noon buying rate", "a", ""])) == ["Noon buying rate", "A", ""]


def test_only_a_published_rate_of_its_label_is_a_noon_buying_rate() -> None:
    """Neither the label nor the publisher is enough; the average of two publishers' rates is one."""
    both = f"{RESERVE_BANK} and {BOARD}"
    for label, publisher, is_one in (
        ("noon buying rate", RESERVE_BANK, True),
        ("noon buying rate", BOARD, True),
        ("noon buying rate", both, True),
        ("noon buying rate", "A bank", False),
        ("noon buying rate", None, False),
        ("Tokyo TTM", RESERVE_BANK, False),
        ("Tokyo TTM", None, False),
    ):
        assert Rate(118, label, publisher=publisher).is_noon_buying_rate is is_one


def test_the_publishers_of_the_series_have_their_first_days() -> None:
    """The bank's first year begins with a holiday, which the period of that year counts."""
    assert h10_rates().publishers == ((dt.date(1971, 1, 1), RESERVE_BANK), (dt.date(2009, 1, 1), BOARD))
    assert h10_rates().on("1971-01-04").publisher == h10_rates().over("1971").publisher == RESERVE_BANK


RATE_SCHEMA = jsonschema.Draft202012Validator(TypeAdapter(Rate).json_schema())


def test_text_of_a_rate_may_be_a_hundred_characters_long() -> None:
    """With its unit and its blanks; the JSON schema draws the same line, and knows small rates, too."""
    text = "¥117.56 per U.S.$1.00"
    for length, is_read in ((100, True), (101, False)):
        assert RATE_SCHEMA.is_valid(text.ljust(length)) is is_read
    assert Rate.of(text.ljust(100)) == Rate.of("117.56")
    with pytest.raises(RateValueError, match="cannot read"):
        Rate.of(text.ljust(101))
    for small in (0.5, "0.5", "¥0.5", {"yen_per_usd": 0.5}, {"yen_per_usd": "0.5"}):
        assert RATE_SCHEMA.is_valid(small)
        assert TypeAdapter(Rate).validate_python(small).yen_per_usd == Decimal("0.5")
    assert RATE_SCHEMA.is_valid({"yen_per_usd": "118", "label": "x"})


@pytest.mark.parametrize("text", ["¥118 per US$1", "118 円/ドル", "JPY118=1USD", "118yen/dollar", "0.0", "¥000"])
def test_the_schema_reads_the_text_of_a_rate_as_the_code_does(text: str) -> None:
    """In any case of letters, the long s that is a small S to Unicode among them, and with any of its letters exchanged."""
    for at, letter in enumerate(text):
        for other in {letter, letter.swapcase(), "ſ", "0", "9", ".", " "}:
            changed = text[:at] + other + text[at + 1 :]
            try:
                is_read = bool(Rate.of(changed))
            except RateValueError:
                is_read = False
            assert RATE_SCHEMA.is_valid(changed) is is_read, changed


@pytest.mark.parametrize("field", ["yen_per_usd", "label", "period", "frequency"])
def test_a_field_that_is_no_such_thing_is_refused(field: str) -> None:
    """And each of its values that is one is taken."""
    good: dict[str, list[object]] = {
        "yen_per_usd": ["0.0001", Decimal("0.5"), 1, 118.05],
        "label": ["x", "仲値"],
        "period": [None, MARCH],
        "frequency": [None, *get_args(Frequency)],
    }
    bad: dict[str, list[object]] = {
        "yen_per_usd": ["0", 0, Decimal("-0.5"), "-1", "¥118"],
        "label": ["", 5, None],
        "period": ["2007-03", 5],
        "frequency": ["", "hourly", 5],
    }
    for value in good[field]:
        expected = Decimal(str(value)) if field == "yen_per_usd" else value
        assert getattr(Rate(**({"yen_per_usd": 118} | {field: value})), field) == expected
    for value in bad[field]:
        with pytest.raises(YenUsdError):
            Rate(**({"yen_per_usd": 118} | {field: value}))


# The rates of a period


def test_an_average_is_rounded_half_up_to_any_places() -> None:
    """From none to forty, which is what a number of the library may have; (117.75 + 117.56) / 2 is 117.655."""
    mean = h10_rates().over("2007-03-29/2007-03-30").daily
    assert mean is not None
    assert [str(mean.rounded(places)) for places in (0, 2, 3, 4)] == ["118", "117.66", "117.655", "117.6550"]
    assert str(mean.rounded(40)) == "117.655" + "0" * 37
    for places in (-1, 41, True, "2", 2.0, None):
        with pytest.raises(BasisError, match="a whole number from 0 to 40; write 2, for example"):
            mean.rounded(places)  # type: ignore[arg-type]
    printed = Mean(Decimal("117.66"), 1, places=2)
    assert [str(printed.rounded(places)) for places in (0, 1, 2)] == ["118", "117.7", "117.66"]
    with pytest.raises(BasisError, match="an average to 3 decimal places is not known; the report prints it to 2"):
        printed.rounded(3)


def test_the_rates_of_a_period_by_their_bases() -> None:
    """A daily series is not said to have rates of some days alone."""
    year = h10_rates().over("FY2007")
    assert [year.rate(basis) for basis in ("high", "low", "period_end")] == [year.high, year.low, year.period_end]
    assert (year.rate("average"), year.high.frequency) == (year.average_month_end, None)


def test_the_rates_of_a_period_as_text_table_and_frame() -> None:
    """The usual average comes before the other: that of month ends for a year, that of days for anything else."""
    year, quarter = h10_rates().over("FY2007"), h10_rates().over("Q4 FY2007")
    assert str(year).splitlines() == [
        "Noon buying rates of the fiscal year ended March 31, 2007 (yen per US$1.00)",
        "High        ¥121.81  January 29, 2007",
        "Low         ¥110.07  May 16, 2006",
        "Average     ¥116.55  of the rates at the end of each month",
        "Average     ¥116.92  of the daily rates",
        "Period-end  ¥117.56  March 30, 2007",
    ]
    assert str(quarter).splitlines()[3:] == [
        "Average     ¥119.33  of the daily rates",
        "Average     ¥118.97  of the rates at the end of each month",
        "Period-end  ¥117.56  March 30, 2007",
    ]
    assert repr(h10_rates().over("2007-07-02/2007-07-03")).endswith(
        "period from July 2, 2007 to July 3, 2007: high ¥122.40, low ¥122.32, average ¥122.36, period-end ¥122.40)"
    )
    frame = year.to_frame("polars")
    assert frame["basis"].to_list() == ["high", "low", "average", "average", "period_end"]
    assert frame["averaging"].to_list() == [None, None, "month_end", "daily", None]
    assert frame["observed"].to_list()[1:3] == [dt.date(2006, 5, 16), None]
    assert set(frame["start"]) | set(frame["end"]) == {dt.date(2006, 4, 1), dt.date(2007, 3, 31)}
    table = year.to_markdown().splitlines()
    assert {line.count("|") for line in table if line.startswith("|")} == {4}
    assert report_rates() is report_rates()
    assert repr(report_rates()) == (
        "PrintedTable(12 periods, fiscal year ended March 31, 2003 to period from July 1, 2007 to July 3, 2007)"
    )
    assert report_rates().over("FY2007").high.vintage == REPORT_RATE.vintage
    with pytest.raises(BasisError, match="an average to 3 decimal places is not known; the report prints it to 2"):
        report_rates().over("FY2007").rate("average", places=3)
    printed = str(report_rates().over("FY2007")).splitlines()
    assert [line.split() for line in printed[1:]] == [
        ["High", "¥121.81"],
        ["Low", "¥110.07"],
        ["Average", "¥116.55", "of", "the", "rates", "at", "the", "end", "of", "each", "month"],
        ["Period-end", "¥117.56"],
    ]


class OnAlone:
    """A source that lacks a method."""

    def on(self, day: object, strict: bool = False) -> None:
        """The rate of a day."""


class OverAlone:
    """A source that lacks the other."""

    def over(self, period: object, through: object = None) -> None:
        """The rates of a period."""


@pytest.mark.parametrize("series", [OnAlone(), OverAlone()], ids=["on", "over"])
def test_a_source_of_rates_has_two_methods(series: Any) -> None:
    """One of them is not enough."""
    with pytest.raises(ArgumentError, match=r"series must have the methods on\(\) and over\(\)"):
        Converter(series)
