"""What a rate takes, and what it says of itself."""

import datetime as dt
from decimal import Decimal

import pytest

from yen_usd import AmountError, BasisError, Rate, RateSeries, RateValueError, h10_rates, translate
from yen_usd.rates import Observation

FRIDAY = dt.date(2007, 3, 30)


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
