"""The audit of published translations: implied rates, candidates, checks of pairs, and the convenience rate."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest
from answers import half_away, published, table
from for_each import for_each
from pydantic import TypeAdapter

from yen_usd import (
    AmountError,
    AmountTypeError,
    ArgumentError,
    Averaging,
    BeforeSeriesError,
    CurrencyMismatchError,
    DateError,
    Dollars,
    FiguresError,
    ParseError,
    Rate,
    RateSeries,
    RateValueError,
    RoundingError,
    UnitError,
    Yen,
    YenUsdError,
    check_convenience_rate,
    check_footing,
    check_translation,
    find_money,
    h10_rates,
    implied_rate,
    parse_money,
    report_rates,
    translate,
)
from yen_usd.audit import Candidate, ConvenienceRateCheck, ImpliedRate, RateInterval, TranslationCheck
from yen_usd.audit.pairs import read_pair

MARCH_2013 = implied_rate("¥16,027 million", "$170,212 thousand", balance_sheet_date="2013-03-31")


@for_each("case", table("implied_rates.csv"))
def test_the_interval_of_a_pair_is_exact(case: dict[str, str]) -> None:
    """275 pairs in all 49 pairs of modes, computed and checked by probing apart from the library, to the open ends."""
    interval = read_pair(case["yen"], case["usd"], (None, None), (case["yen_mode"], case["usd_mode"])).interval  # type: ignore[arg-type]
    if not any(parse_money(case[side]).amount for side in ("yen", "usd")):
        assert interval == RateInterval(Fraction(0), None, True, True)
        return
    if case["low"] == "none":
        assert interval is None
        return
    assert interval is not None
    assert interval.exact_low == Fraction(case["low"])
    assert interval.exact_high == (Fraction(case["high"]) if case["high"] else None)
    assert (interval.low_open, interval.high_open) == (case["low_open"] == "true", case["high_open"] == "true")
    assert interval.low <= interval.exact_low
    assert interval.high is None or interval.high >= Fraction(case["high"])


def test_a_pair_alone_implies_its_interval() -> None:
    """Or no rate at all, and then it is the one that breaks."""
    implied = implied_rate(usd="$25 thousand", yen="¥3 million", balance_sheet_date="2007-03-31", within_days=0)
    assert implied.interval == implied.pairs[0].interval == RateInterval(Fraction(5000, 51), Fraction(1000, 7), True, True)
    none = implied_rate("¥0", "$5", yen_mode="ROUND_UP")
    assert (none.interval, none.breaking) == (None, (0,))


def test_the_answer_names_the_rate_of_the_last_business_day() -> None:
    """As the audit of a report of March 2013 should read."""
    assert MARCH_2013.describe() == "consistent with ¥94.16, the noon buying rate of March 29, 2013"
    nearest = MARCH_2013.candidates[0]
    assert (nearest.rate.observed, nearest.days, nearest.reproduces) == (dt.date(2013, 3, 29), -2, 0)
    assert MARCH_2013.at_balance_sheet == h10_rates().on("2013-03-31")
    assert str(MARCH_2013).splitlines() == [
        "¥16,027 million and $170,212 thousand: ¥94.15583 to ¥94.16227 per US$1.00",
        "consistent with ¥94.16, the noon buying rate of March 29, 2013",
        "  or ¥94.16, the noon buying rate of April 29, 2010 (1067 days before the balance-sheet date)",
    ]


def test_a_close_rate_is_no_candidate() -> None:
    """¥117.47 is not the ¥117.48 of March 31, 2006."""
    pair = "¥117,470 million", "$1,000,000 thousand"
    implied = implied_rate(*pair, balance_sheet_date="2006-03-31")
    assert h10_rates().on("2006-03-31") not in implied
    assert dt.date(2006, 3, 31) not in {candidate.rate.observed for candidate in implied.candidates}
    assert str(implied).splitlines()[-1] == "not with ¥117.48, the noon buying rate prevailing on March 31, 2006"
    near = implied_rate(*pair, balance_sheet_date="2006-03-31", within_days=100)
    assert near.candidates == ()
    assert near.describe() == "consistent with no noon buying rate within 100 days of March 31, 2006"


def test_the_candidates_are_all_the_dates_whose_rate_lies_in_the_interval() -> None:
    """By a plain loop over the published file; the nearest first."""
    day = dt.date(2007, 3, 31)
    implied = implied_rate("¥24.3 billion", "$206.7 million", balance_sheet_date=day)
    assert implied.interval is not None
    low, high = implied.interval.exact_low, implied.interval.exact_high
    assert high is not None
    wanted = {date for date, rate in published().items() if low < rate < high}
    spots = [c for c in implied.candidates if c.rate.period is None]
    assert {c.rate.observed for c in spots} == wanted
    assert spots[0].rate.observed == dt.date(2007, 3, 30)
    assert implied.candidates[0] == spots[0]
    away = [abs(c.days or 0) for c in implied.candidates[1:]]
    assert away == sorted(away)
    for candidate in spots:
        share = (Fraction(candidate.stated) - low) / (high - low)  # of the way from one end to the other
        assert candidate.offset == Decimal(half_away(abs(2 * share - 1) * 100).numerator).scaleb(-2)


def test_candidates_as_far_away_are_in_the_order_of_their_length() -> None:
    """Days first, then periods from the year to the month, and what comes before the date first; without one the latest."""

    def days_and_lengths(implied: ImpliedRate) -> list[tuple[int | None, int]]:
        return [(c.days, c.rate.period.days if c.rate.period else 0) for c in implied.candidates]

    within = implied_rate("¥100 billion", "$1 billion", balance_sheet_date="2012-03-31", within_days=62)
    known = days_and_lengths(within)
    assert known[:7] == [(-1, 0), (0, 366), (0, 366), (0, 275), (0, 183), (0, 91), (0, 31)]
    order = [(abs(days), -length or -10_000, days) for days, length in known[1:] if days is not None]
    assert order == sorted(order)
    assert {(-30, 0), (30, 0), (-31, 29), (30, 30)} <= set(known)
    assert {abs(days) for _, _, days in order} <= set(range(63))
    ever = implied_rate("¥100.0 billion", "$1.00 billion").candidates
    ends = [(c.rate.period.end, c.rate.period.days) if c.rate.period else (c.rate.observed, 10_000) for c in ever]
    assert ends == sorted(ends, reverse=True)
    assert {c.days for c in ever} == {None}


DAY_RATE, YEAR_RATE = h10_rates().on("2007-03-30"), h10_rates().over("FY2007").average


@pytest.mark.parametrize(
    ("rate", "days", "is_near", "said"),
    [
        (DAY_RATE, None, True, ""),
        (DAY_RATE, -8, False, " (8 days before the balance-sheet date)"),
        (DAY_RATE, -7, True, ""),
        (DAY_RATE, 1, True, ""),
        (DAY_RATE, 2, False, ""),
        (DAY_RATE, 8, False, " (8 days after the balance-sheet date)"),
        (YEAR_RATE, None, True, ""),
        (YEAR_RATE, 0, True, ""),
        (YEAR_RATE, 1, False, ""),
        (YEAR_RATE, -1, False, ""),
        (YEAR_RATE, -31, False, " (31 days before the balance-sheet date)"),
    ],
)
def test_a_filing_states_a_rate_of_the_week_before_its_date(rate: Rate, days: int | None, is_near: bool, said: str) -> None:
    """Or of the day after it; an average must end on it. What is a week away or more says how far."""
    candidate = Candidate(rate, rate.yen_per_usd, 1, None, days)
    assert candidate.is_near == is_near
    names = {
        DAY_RATE: "¥117.56, the noon buying rate of March 30, 2007",
        YEAR_RATE: "¥116.55, the average of the noon buying rates at the end of each month of the fiscal year ended "
        "March 31, 2007",
    }
    assert str(candidate) == names[rate] + said
    assert str(Candidate(rate, Decimal(100), 1, None, days)) == f"¥100, to which {names[rate]}{said}, rounds"


def test_the_candidates_are_all_the_averages_of_months_and_runs_of_them() -> None:
    """By plain fractions: 1, 3, 6, 9 and 12 months, the twelve over month ends, too, rounded half up to ¥0.01."""
    implied = implied_rate("¥117 billion", "$1,000 million", balance_sheet_date="2007-03-31")
    assert implied.interval is not None
    by_month: dict[int, list[Fraction]] = {}
    for date, rate in published().items():
        by_month.setdefault(date.year * 12 + date.month - 1, []).append(rate)
    wanted = set()
    for last in range(1971 * 12, 2026 * 12 + 8):
        for length in (1, 3, 6, 9, 12):
            months = [by_month.get(month, []) for month in range(last - length + 1, last + 1)]
            days = [rate for month in months for rate in month]
            means = {Averaging.DAILY: days} | ({Averaging.MONTH_END: [m[-1] for m in months if m]} if length == 12 else {})
            for averaging, rates in means.items():
                if all(months) and Fraction(int(sum(rates) / len(rates) * 100 + Fraction(1, 2)), 100) in implied.interval:
                    wanted.add((last, length, averaging))
    found = {
        (c.rate.period.end.year * 12 + c.rate.period.end.month - 1, round(c.rate.period.days / 30.4), c.rate.averaging)
        for c in implied.candidates
        if c.rate.period is not None
    }
    assert wanted
    assert found == wanted


def test_no_average_runs_over_a_month_without_a_rate() -> None:
    """Of a series that has none in March, the averages of the other months are candidates alone."""
    days = [day for at in range(151) if (day := dt.date(2013, 1, 1) + dt.timedelta(at)).month != 3 and day.weekday() < 5]
    own = RateSeries([(day, "100.00") for day in days], label="own rate")
    implied = implied_rate("¥100.00 billion", "$1.0000 billion", series=own)
    periods = [c.rate.period.label for c in implied.candidates if c.rate.period]
    assert periods == ["May 2013", "April 2013", "February 2013", "January 2013"]


def test_the_average_of_the_first_month_is_rounded_half_up() -> None:
    """As ten days at ¥100.00 and ten at ¥100.01 are at ¥100.005, which is quoted as ¥100.01."""
    days = [day for at in range(28) if (day := dt.date(2013, 2, 1) + dt.timedelta(at)).weekday() < 5]
    own = RateSeries([(day, "100.01" if at % 2 else "100.00") for at, day in enumerate(days)], label="own rate")
    implied = implied_rate("¥100.010 billion", "$1.00000 billion", series=own)
    assert [c.rate.period.label for c in implied.candidates if c.rate.period] == ["February 2013"]
    assert len(implied.candidates) == 11


def test_the_average_of_the_fiscal_year_is_named() -> None:
    """For figures of the income statement that were translated at it."""
    implied = implied_rate("¥57,055 million", "$489,532 thousand", balance_sheet_date="2007-03-31", within_days=5)
    assert implied.describe() == (
        "consistent with ¥116.55, the average of the noon buying rates at the end of each month of the fiscal year ended "
        "March 31, 2007"
    )
    assert implied.candidates[0].reproduces == 1


def test_a_year_that_ends_in_a_month_is_looked_at_when_its_end_is_given() -> None:
    """A retailer's, on February 20."""
    average = h10_rates().over("2006-02-21/2007-02-20").rate("average", "daily")
    yen = Yen(average.yen_per_usd * 10**9)
    implied = implied_rate(yen, Dollars(10**9), usd_unit="thousand", balance_sheet_date="2007-02-20", within_days=0)
    assert average.yen_per_usd in {c.rate.yen_per_usd for c in implied.candidates}


def test_only_a_year_to_the_day_has_two_averages() -> None:
    """From the longest to the shortest; the others are over the days alone."""
    days = [day for at in range(600) if (day := dt.date(2012, 1, 2) + dt.timedelta(at)).weekday() < 5]
    own = RateSeries([(day, "100.00") for day in days], label="own rate")
    at_100 = "¥100.00 billion", "$1.0000 billion"
    implied = implied_rate(*at_100, balance_sheet_date="2013-02-20", within_days=0, series=own)
    assert [(c.rate.period.label, c.rate.averaging) for c in implied.candidates if c.rate.period] == [
        ("fiscal year ended February 20, 2013", "month_end"),
        ("fiscal year ended February 20, 2013", "daily"),
        *(
            (f"{length} ended February 20, 2013", "daily")
            for length in ("nine months", "six months", "three months", "month")
        ),
    ]


def test_figures_in_different_units_are_noticed() -> None:
    """By a rate that the yen never had."""
    said = "no rate since 1971 is of this size; check the units of both figures (yen_unit=, usd_unit=)"
    for figures in ((57_055, 485_327), ("¥57,055 million", "$485,327")):
        assert said in str(implied_rate(*figures, balance_sheet_date="2007-03-31")).splitlines()
    assert said not in str(implied_rate("¥57,055 million", "$485,327 thousand"))


def series_at_100(*days: str) -> RateSeries:
    """The weekdays of a year and a half at ¥90.00, but for some days at ¥100.00."""
    weekdays = [day for at in range(580) if (day := dt.date(2012, 6, 1) + dt.timedelta(at)).weekday() < 5]
    return RateSeries([(day, "100.00" if str(day) in days else "90.00") for day in weekdays], label="own rate")


@pytest.mark.parametrize(
    ("balance_sheet", "day", "is_likely"),
    [
        ("2013-03-29", "2013-02-26", True),
        ("2013-03-29", "2013-02-25", False),
        ("2013-03-26", "2013-09-26", True),
        ("2013-03-26", "2013-09-27", False),
    ],
)
def test_a_filing_may_take_a_rate_of_the_month_before_or_of_the_half_year_after(
    balance_sheet: str, day: str, is_likely: bool
) -> None:
    """From 31 days before the balance sheet to 184 days after it; what lies farther is a candidate, and not likely."""
    at_100 = "¥100.00 billion", "$1.0000 billion"
    implied = implied_rate(*at_100, balance_sheet_date=balance_sheet, series=series_at_100(day))
    assert [str(one.rate.observed) for one in implied.candidates] == [day]
    assert (implied.likely is not None) == is_likely


@pytest.mark.parametrize(("count", "more"), [(1, []), (2, []), (3, []), (4, ["  and 1 more"]), (5, ["  and 2 more"])])
def test_of_the_candidates_two_follow_the_likely_one_and_the_rest_are_counted(count: int, more: list[str]) -> None:
    """The latest is the likely one, where no date is given."""
    days = [f"2013-03-{day}" for day in (29, 28, 27, 26, 25)]
    lines = str(implied_rate("¥100.00 billion", "$1.0000 billion", series=series_at_100(*days[:count]))).splitlines()
    named = [f"¥100.00, the own rate of March {day}, 2013" for day in (29, 28, 27)[:count]]
    assert lines[1:] == [f"consistent with {named[0]}", *(f"  or {one}" for one in named[1:]), *more]


@pytest.mark.parametrize(("count", "more"), [(4, []), (5, []), (6, ["  and 1 more"])])
def test_five_pairs_that_break_the_others_are_named_and_the_rest_counted(count: int, more: list[str]) -> None:
    """Each with the rates that it allows."""
    usd = [*["$10,000 thousand"] * 8, *(f"${at},000 thousand" for at in range(2, 2 + count))]
    implied = implied_rate(
        ["¥1,000 million"] * len(usd), usd, series=series_at_100("2013-03-29"), yen_mode="ROUND_HALF_EVEN"
    )
    lines = str(implied).splitlines()
    assert lines[0] == f"no single rate explains all {8 + count} pairs; they are broken by"
    assert lines[1].startswith("  ¥1,000 million and $2,000 thousand (¥499.")
    assert lines[1 + min(count, 5) : 2 + min(count, 5) + len(more)] == [*more, "without these:"]
    assert implied.describe().startswith(f"8 of {8 + count} pairs are consistent with ¥100.00, the own rate of March 29")


@pytest.mark.parametrize(
    ("yen", "is_doubted"),
    [("¥9.500 million", True), ("¥10.000 million", False), ("¥1,000 million", False), ("¥1,050 million", True)],
)
def test_rates_of_a_size_that_no_year_had_are_doubted(yen: str, is_doubted: bool) -> None:
    """Below ¥10 and above ¥1,000, which an interval may reach."""
    said = str(implied_rate(yen, "$1.0000 million"))
    assert ("no rate since 1971 is of this size; check the units of both figures" in said) == is_doubted


def test_a_rate_in_whole_yen_is_told() -> None:
    """Companies state ¥118 where the noon buying rate was ¥117.56."""
    implied = implied_rate("¥1,180 million", "$10,000 thousand", balance_sheet_date="2007-03-31", within_days=31)
    assert implied.candidates == ()
    whole = implied.in_whole_yen[0]
    assert (whole.stated, whole.rate.yen_per_usd) == (118, Decimal("117.56"))
    told = "consistent with ¥118, to which ¥117.56, the noon buying rate of March 30, 2007, rounds"
    assert implied.describe() == told
    assert str(implied).splitlines()[1:] == [told]


def test_the_rate_of_the_day_is_denied_unless_it_is_the_one_in_whole_yen() -> None:
    """¥99.60 rounds to ¥100, and is not the ¥90 of the balance-sheet date, be it of a day before it or after."""
    for day in ("2013-03-26", "2013-03-28", "2013-04-01"):
        own = RateSeries(sorted([*((f"2013-03-{at}", "90.00") for at in (25, 27, 29)), (day, "99.60")]), label="own rate")
        implied = implied_rate("¥100.00 billion", "$1.0000 billion", balance_sheet_date="2013-03-27", series=own)
        assert str(implied.in_whole_yen[0].rate.observed) == day
        assert str(implied).splitlines()[-1] == "not with ¥90.00, the own rate prevailing on March 27, 2013"


def test_many_pairs_are_intersected_and_the_ones_that_break_are_told() -> None:
    """With the answer of the rest."""
    yen = ["¥24.3 billion", "¥15.6 billion", "¥750 million", "¥2.8 billion"]
    good = ["$206.7 million", "$132.7 million", "$6.4 million", "$23.8 million"]
    assert REPORT_DAY(yen, good).describe() == "consistent with ¥117.56, the noon buying rate of March 30, 2007"
    assert REPORT_DAY(yen, good).candidates[0].reproduces == 4
    bad = REPORT_DAY(yen, [*good[:2], "$6.9 million", good[3]])
    assert (bad.low, bad.high, bad.candidates, bad.breaking) == (None, None, (), (2,))
    assert bad.rest == REPORT_DAY([*yen[:2], yen[3]], [*good[:2], good[3]])
    assert str(bad).splitlines()[:3] == [
        "no single rate explains all 4 pairs; they are broken by",
        "  ¥750 million and $6.9 million (¥107.84 to ¥109.57)",
        "without these:",
    ]


def REPORT_DAY(yen: list[str], usd: list[str]) -> ImpliedRate:  # noqa: N802
    return implied_rate(yen, usd, balance_sheet_date="2007-03-31")


def test_lines_with_labels_are_told_by_them() -> None:
    """Mappings on both sides, in any order; a pair of dashes says nothing."""
    yen = {"Revenues": "24,300", "Cost": "(15,600)", "Other": "—", "Tax": "750"}
    usd = {"Tax": "6,890", "Revenues": "206,703", "Cost": "(132,698)", "Other": "—"}
    implied = implied_rate(yen, usd, yen_unit="million", usd_unit="thousand", balance_sheet_date="2007-03-31")
    assert [pair.label for pair in implied.pairs] == ["Revenues", "Cost", "Other", "Tax"]
    assert implied.breaking == (3,)
    assert "  Tax: ¥750 million and $6,890 thousand (¥108.772 to ¥108.934)" in str(implied)
    assert "consistent with ¥117.56, the noon buying rate of March 30, 2007" in str(implied)


def test_where_rounding_explains_nothing_truncation_is_tried() -> None:
    """Most companies truncate yen; the answer under it stands beside the one that was asked for."""
    true = [16_027_912_345, 9_254_933_111, 120_998_765, 77_912_333]
    yen = [amount // 10**6 for amount in true]
    usd = [round(amount / 94.16 / 1000) for amount in true]
    implied = implied_rate(yen, usd, yen_unit="million", usd_unit="thousand", balance_sheet_date="2013-03-31")
    assert implied.interval is None
    assert implied.truncated is not None
    assert implied.truncated.candidates[0].rate.observed == dt.date(2013, 3, 29)
    assert "with truncated yen:" in str(implied)
    stated = {"yen_unit": "million", "usd_unit": "thousand", "yen_mode": "ROUND_DOWN", "balance_sheet_date": "2013-03-31"}
    assert implied.truncated == implied_rate(yen, usd, **stated)  # type: ignore[arg-type]
    assert implied_rate([1, 1], [1, 2], yen_unit="million", usd_unit="million").truncated is None


SIX = [
    (40_843, 396_845),
    (133_100, 1_293_236),
    (75_861, 737_091),
    (183_901, 1_786_835),
    (59_367, 576_821),
    (89_370, 868_344),
]
"""Millions of yen, rounded, and thousands of dollars, truncated, of true yen at ¥102.92, which rounding denies."""


def test_truncation_is_tried_where_rounding_leaves_a_rate_that_nobody_quotes() -> None:
    """By rounding, six lines of a report begin just above ¥102.92, which truncated dollars hold; both are told."""
    yen, usd = zip(*SIX, strict=True)
    answer = implied_rate(yen, usd, yen_unit="million", usd_unit="thousand", balance_sheet_date="2014-03-31")
    assert answer.interval is not None
    assert Decimal("102.92") not in answer
    assert answer.interval.as_quoted is None
    assert answer.truncated is not None
    assert answer.truncated.pairs[0].usd.mode == "ROUND_DOWN"
    assert answer.truncated.pairs[0].yen.mode == "ROUND_HALF_UP"
    assert answer.describe().startswith(
        "with truncated dollars, consistent with ¥102.92, the noon buying rate of March 28, 2014; rounded instead, "
        "consistent with no noon buying rate"
    )
    lines = str(answer).splitlines()
    assert lines[0] == "with truncated dollars:"
    assert "rounded instead:" in lines
    stated = implied_rate(yen, usd, yen_unit="million", usd_unit="thousand", usd_mode="ROUND_DOWN")
    assert Decimal("102.92") in stated


def exact(*figures: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Millions of yen beside dollars in full, so that the yen alone decide."""
    return [f"¥{yen:,} million" for yen, _ in figures], [f"${usd:,},000,000" for _, usd in figures]


ABOVE_117_56 = (117_563, 1_000)
"""From ¥117.5625 to ¥117.5635 if rounded, from ¥117.563 to ¥117.564 if truncated."""
AT_117_56 = (35_268, 300)
"""From ¥117.5583 to ¥117.5617 if rounded, from ¥117.56 to ¥117.5633 if truncated."""
NEAR_117_56 = [(39_618, 337), (39_853, 339)]
"""From ¥117.5594 and ¥117.5590 on if rounded, from ¥117.5608 to ¥117.5634 both if truncated."""
FAR = (118_563, 1_000)


@pytest.mark.parametrize(
    ("yen", "usd", "sides", "breaking", "rounded", "truncated"),
    [
        (*exact(ABOVE_117_56, AT_117_56), {"yen"}, (0, 1), None, ()),
        (*exact(*[AT_117_56] * 3, ABOVE_117_56, FAR), {"yen"}, (3, 4), True, (4,)),
        (*exact(*[AT_117_56] * 4, *[ABOVE_117_56] * 2, FAR), {"yen"}, (4, 5, 6), True, (6,)),
        (["¥3,457.0 million"], ["$29,405 thousand"], {"usd"}, (), None, ()),  # ¥117.57 for truncated yen, a rate of no day
        (*exact(ABOVE_117_56), None, (), None, None),
        (*exact(*NEAR_117_56, ABOVE_117_56), None, (2,), True, None),
        (*exact(*[AT_117_56] * 3, FAR), None, (3,), True, None),
        (*exact((3_526, 30)), None, (), None, None),  # ¥117.52 to ¥117.55, and truncated ¥117.56
    ],
)
def test_truncation_is_told_where_it_explains_clearly_more(
    yen: list[str], usd: list[str], sides: set[str] | None, breaking: tuple[int, ...], rounded: bool | None,
    truncated: tuple[int, ...] | None,
) -> None:  # fmt: skip
    """All pairs or all but half as many, but not at a rate that nobody quotes beside one that leaves out few."""
    answer = implied_rate(yen, usd, balance_sheet_date="2007-03-31", within_days=0)
    assert answer.breaking == breaking
    assert (answer.rest and Decimal("117.56") in answer.rest) == rounded
    assert (answer.truncated and answer.truncated.breaking) == truncated
    if answer.truncated is not None:
        pair = answer.truncated.pairs[0]
        assert {name for name in ("yen", "usd") if getattr(pair, name).mode == "ROUND_DOWN"} == sides
        assert (answer.truncated.likely is not None) == (sides == {"usd"})
        assert answer.describe().startswith(f"with truncated {'yen' if sides == {'yen'} else 'dollars'}, ")


def test_an_answer_does_not_contradict_itself() -> None:
    """¥103, to which ¥102.98 rounds, is not followed by: not with ¥102.98; a far day is never the headline."""
    answer = implied_rate("¥103,000 million", "$1,000,000 thousand", balance_sheet_date="2014-03-31")
    assert answer.likely is answer.in_whole_yen[0]
    assert answer.describe() == "consistent with ¥103, to which ¥102.98, the noon buying rate of March 31, 2014, rounds"
    assert "not with" not in str(answer)
    assert "7231 days before" in str(answer)
    far = implied_rate("¥150,410 million", "$1,000,000 thousand", balance_sheet_date="2013-03-31")
    assert far.candidates
    assert far.likely is None
    assert far.describe() == "consistent with ¥150.41, which is no noon buying rate of the days around March 31, 2013"


SERIES = pd.Series({"Revenues": 24_300, "Cost": -15_600, "Tax": 750})
UNITS: dict[str, object] = {"yen_unit": "million", "usd_unit": "thousand", "balance_sheet_date": "2007-03-31"}


@pytest.mark.parametrize(
    "usd",
    [
        pd.Series({"Tax": 6_380, "Revenues": 206_703, "Cost": -132_698}),
        {"Cost": -132_698, "Tax": 6_380, "Revenues": 206_703},
        pd.DataFrame({"usd": [6_380, 206_703, -132_698]}, index=["Tax", "Revenues", "Cost"]),
        pd.DataFrame({"line": ["Tax", "Revenues", "Cost"], "usd": [6_380, 206_703, -132_698]}),
        pl.DataFrame({"line": ["Tax", "Revenues", "Cost"], "usd": [6_380, 206_703, -132_698]}),
        [206_703, -132_698, 6_380],
        np.array([206_703, -132_698, 6_380]),
        pl.Series("usd", [206_703, -132_698, 6_380]),
    ],
    ids=lambda usd: f"{type(usd).__module__}.{type(usd).__name__}",
)
def test_series_are_paired_by_their_labels(usd: object) -> None:
    """As mappings are, in any order; where one side has no labels, by place; the labels are kept."""
    answer = implied_rate(SERIES, usd, **UNITS)  # type: ignore[arg-type]
    assert [pair.label for pair in answer.pairs] == ["Revenues", "Cost", "Tax"]
    assert [pair.usd.money.amount for pair in answer.pairs] == [206_703_000, -132_698_000, 6_380_000]
    assert answer.describe() == "consistent with ¥117.56, the noon buying rate of March 30, 2007"


def test_labels_of_every_kind_pair_and_are_written() -> None:
    """Numbers that only count the rows are not shown; those of a part of a frame, dates and several levels are."""
    frame = pd.DataFrame({"yen": [24_300, 15_600, 750], "usd": [206_703, 132_698, 6_380]})

    def labels(chosen: pd.DataFrame) -> list[str]:
        return [pair.label for pair in implied_rate(chosen["yen"], chosen["usd"], **UNITS).pairs]  # type: ignore[arg-type]

    assert labels(frame) == ["", "", ""]
    assert labels(frame[frame.yen > 1_000]) == ["", ""]
    assert labels(frame[frame.yen < 20_000]) == ["1", "2"]
    assert labels(frame.set_index(pd.Index(["a", "a", "b"]))) == ["a", "a", "b"]
    levels = pd.MultiIndex.from_tuples([("Income", "Sales"), ("Income", "Cost"), ("Tax", "")])
    assert labels(frame.set_index(levels)) == ["Income / Sales", "Income / Cost", "Tax / "]
    assert labels(frame.set_index(pd.Index(["a", None, float("nan")], dtype=object)))[0] == "a"
    assert [line.label for line in check_footing(SERIES, SERIES.sum(), 110, yen_unit="million").lines] == [*SERIES.index]
    assert [line.label for line in check_footing(frame["yen"], 40_650, 110).lines] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("yen", "usd", "says"),
    [
        (SERIES, pd.Series({"Revenues": 1, "Cost": -1, "Taxes": 1}), "only one side has 2 labels: 'Tax', 'Taxes'"),
        (SERIES, pd.Series([1, -1, 1]), "only one side has"),
        (pd.Series([1, 2]), pd.Series([1, 2, 3]), "only one side has 1 label: 2"),
        (pd.Series([1, 2], ["a", "a"]), pd.Series([1, 2], ["a", "b"]), "the label 'a' of yen is there more than once"),
        (pd.Series([1, 2], ["a", "b"]), pd.Series([1, 2], ["b", "b"]), "the label 'b' of usd is there more than once"),
        (pd.Series([1], [float("nan")]), pd.Series([1], ["a"]), "the label nan of yen is missing"),
        (pd.Series([1]), {0: 1, 1: 2}, "only one side has 1 label: 1"),
        (SERIES, [1, 2], "3 figures in yen and 2 in dollars"),
        ({"a": 1, "b": 2}, {"a": 1, "c": 2, "d": 3}, "only one side has 3 labels: 'b', 'c', 'd'; figures"),
        (
            {"a": 1, "b": 2, "e": 4},
            {"a": 1, "c": 2, "d": 3},
            "only one side has 4 labels: 'b', 'e', 'c' and 1 more; figures",
        ),
        (pd.DataFrame({"a": [1], "b": [2], "c": [3]}), "$5", "a frame with 3 columns"),
        (pd.DataFrame(index=[0]), "$5", "a frame with 0 columns"),
        (pl.DataFrame({"a": [1]}), "$5", "a frame with 1 column;"),
        (pl.DataFrame({"a": [1], "b": [2]}), "$5", "a frame with 2 columns"),
        (pd.Series([], dtype=float), "$5", "the list of yen is empty"),
    ],
)
def test_labels_without_a_partner_are_an_error(yen: object, usd: object, says: str) -> None:
    """Never paired by place in silence."""
    with pytest.raises(FiguresError, match=says):
        implied_rate(yen, usd)  # type: ignore[arg-type]


def test_a_rate_that_no_series_has_is_told_by_its_simplest_form() -> None:
    """Such as a rate of Tokyo, in two decimals."""
    implied = implied_rate("¥123,456,789,012", "$1,232,226,659", balance_sheet_date="2013-03-31", within_days=31)
    assert implied.interval is not None
    assert implied.interval.simplest == Decimal("100.19")
    assert "the simplest rate in it is ¥100.19" in str(implied)


def test_the_rate_of_the_balance_sheet_date_is_near_whenever_it_was_observed() -> None:
    """A Saturday's is Friday's, zero days away."""
    for within in (0, 1):
        implied = implied_rate("¥24.3 billion", "$206.7 million", balance_sheet_date="2007-03-31", within_days=within)
        assert implied.candidates[0].rate.observed == dt.date(2007, 3, 30)
    none = implied_rate("¥24.3 billion", "$306.7 million", balance_sheet_date="2007-03-31", within_days=1)
    assert none.describe() == "consistent with no noon buying rate within 1 day of March 31, 2007"


def test_the_ends_of_the_calendar_are_no_error() -> None:
    """There is just nothing near them."""
    for day in ("9999-12-31", "0001-01-05", "0001-12-05"):
        assert implied_rate("¥500", "$5", balance_sheet_date=day, within_days=31).candidates == ()


def test_zeros_alone_are_no_rest_and_a_fraction_no_simplest_rate() -> None:
    """What tells nothing is not told."""
    implied = implied_rate(["—", "¥10 million", "¥20 million"], ["—", "$100 thousand", "$300 thousand"])
    assert (implied.breaking, implied.rest) == ((1, 2), None)
    even: dict[str, object] = {"yen_mode": "ROUND_HALF_EVEN", "usd_mode": "ROUND_HALF_EVEN"}
    point = implied_rate([2, 8], [4, 10], yen_unit="million", usd_unit="million", **even)  # type: ignore[arg-type]
    assert point.interval is not None
    assert point.interval.exact_low == point.interval.exact_high == Fraction(5, 7)
    assert point.interval.simplest is None
    assert "simplest" not in str(point)
    assert str(implied_rate("—", "$5", yen_mode="ROUND_UP")) == "— and $5: no rate explains the pair"


def test_of_two_pairs_that_disagree_neither_is_blamed() -> None:
    """Nor of two groups of two; of three groups the largest stands."""
    yen, at_100, at_110 = "¥1,000 million", "$10,000 thousand", "$9,091 thousand"
    assert implied_rate([yen] * 2, [at_100, at_110]).breaking == (0, 1)
    assert implied_rate([yen] * 2, [at_100, at_110]).rest is None
    assert implied_rate([yen] * 4, [at_100, at_110, at_110, at_100]).breaking == (0, 1, 2, 3)
    half = implied_rate([yen] * 4, [at_100, at_110, at_110, "$5,000 thousand"])
    assert half.breaking == (0, 3)
    assert half.describe() == "no single rate explains all 4 pairs"


def test_figures_are_taken_in_every_form() -> None:
    """Text, cells and numbers in a unit, what was read or found, money, and whole columns."""
    wanted = implied_rate("¥16,027 million", "$170,212 thousand").interval
    units: dict[str, object] = {"yen_unit": "million", "usd_unit": "thousand"}
    numbers = implied_rate(33, 0.30, balance_sheet_date="2007-03-31", within_days=0)
    assert numbers.interval == implied_rate("¥33", "$0.30").interval
    assert str(numbers.pairs[0]) == "¥33 and $0.30"
    tens = implied_rate("16.02", "170.2", yen_unit="thousand", usd_unit="thousand", balance_sheet_date="2007-03-31")
    assert str(tens.pairs[0]) == "¥16,020 and $170,200"
    assert tens.interval == RateInterval(Fraction(16_015, 170_250), Fraction(16_025, 170_150), True, True)
    for yen, usd in [
        (16_027, 170_212),
        ("16,027", "170,212"),
        (np.int64(16_027), Decimal(170_212)),
        ([16_027], (170_212,)),
        (pd.Series([16_027]), np.array([170_212])),
        (Yen(16_027_000_000), Dollars(170_212_000)),
    ]:
        assert implied_rate(yen, usd, **units).interval == wanted  # type: ignore[arg-type]
    assert implied_rate("16.027", "170.212", yen_unit="billion", usd_unit="million").interval == wanted
    assert implied_rate(parse_money("160億2700万円"), parse_money("$170,212 thousand")).interval != wanted
    found = find_money("¥16,027 million ($170,212 thousand)")
    assert implied_rate(found[0], found[1]).interval == wanted


def test_money_shows_itself_to_the_yen_and_the_cent() -> None:
    """So the two sides of a translation imply its rate, narrowly."""
    t = translate("¥24.3 billion")
    implied = implied_rate(t.source, t.result, balance_sheet_date="2007-03-31")
    assert t.rate in implied
    assert implied.high is not None
    assert implied.low is not None
    assert implied.high - implied.low < Decimal("0.0000001")
    assert [c.rate.observed for c in implied.candidates[:1]] == [dt.date(2007, 3, 30)]


def test_another_series_can_be_searched() -> None:
    """Rates of Tokyo, say, which are not bundled."""
    own = RateSeries([("2013-03-28", "94.19"), ("2013-03-29", "94.05")], label="Tokyo TTM")
    implied = implied_rate("¥16,027 million", "$170,409 thousand", balance_sheet_date="2013-03-31", series=own)
    assert implied.describe() == "consistent with ¥94.05, the Tokyo TTM of March 29, 2013"
    assert implied_rate("¥16,027 million", "$171,409 thousand", series=own).describe() == "consistent with no Tokyo TTM"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (([], []), FiguresError, "the list of yen is empty"),
        ((["¥5 million"], []), FiguresError, "the list of usd is empty"),
        ((["¥5 million", "¥6 million"], ["$5 million"]), FiguresError, "2 figures in yen and 1 in dollars"),
        (("¥(5) million", "$5 million"), FiguresError, "sign"),
        (("¥0 million", "$0 thousand"), FiguresError, "all figures are zero"),
        (("$5 million", "$5 million"), ParseError, "the other currency"),
        (("¥5 million", "¥5 million"), ParseError, "the other currency"),
        ((Dollars(5), Dollars(5)), CurrencyMismatchError, "for an amount in yen"),
        ((Yen(5), Yen(5)), CurrencyMismatchError, "for an amount in dollars"),
        ((parse_money("$5"), "$5"), CurrencyMismatchError, "for an amount in yen"),
        (("five", "$5"), ParseError, "five"),
        (("—", "—"), FiguresError, "all figures are zero"),
        (({"a": "¥5"}, ["$5"]), FiguresError, "both are mappings"),
        (({"a": "¥5"}, {"b": "$5"}), FiguresError, "only one side has"),
        (({}, {}), FiguresError, "is empty"),
        (({"¥5", "¥6"}, {"$5", "$6"}), FiguresError, "in order"),
        ((b"ab", "$5"), FiguresError, "in order"),
        ((np.array(5), "$5"), AmountTypeError, "item"),
        ((float("nan"), 5), AmountError, "NaN"),
        ((None, "$5"), AmountTypeError, "None"),
        ((True, "$5"), AmountTypeError, "True"),
    ],
)
def test_figures_that_imply_no_rate_are_refused(
    arguments: tuple[object, object], error: type[YenUsdError], says: str
) -> None:
    """Each with what is wrong with it."""
    with pytest.raises(error, match=says):
        implied_rate(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"yen_mode": "nearest"}, RoundingError, "the modes are ROUND_HALF_UP"),
        ({"usd_mode": None}, RoundingError, "the modes are ROUND_HALF_UP"),
        ({"yen_unit": "million"}, ParseError, "million"),
        ({"usd_unit": "lakh"}, UnitError, "lakh"),
        ({"balance_sheet_date": "3/31/2007"}, DateError, "year first"),
        ({"within_days": 5}, ArgumentError, "balance_sheet_date="),
        ({"within_days": -1, "balance_sheet_date": "2007-03-31"}, ArgumentError, "within_days=-1"),
        ({"series": report_rates()}, ArgumentError, "RateSeries"),
    ],
)
def test_settings_that_do_not_exist_are_refused(settings: dict[str, object], error: type[YenUsdError], says: str) -> None:
    """Each with what there is."""
    with pytest.raises(error, match=says):
        implied_rate("¥5 million", "$50 thousand", **settings)  # type: ignore[arg-type]


def test_money_that_is_no_whole_number_of_its_unit_is_refused() -> None:
    """And so is a reading with a second unit."""
    with pytest.raises(FiguresError, match="not in whole units of a million"):
        implied_rate(Yen(16_027_400_000), "$170,212 thousand", yen_unit="million")
    with pytest.raises(FiguresError, match="has its unit already"):
        implied_rate(parse_money("¥5 million"), "$50 thousand", yen_unit="million")


@for_each("case", table("translation_checks.csv"))
def test_a_pair_is_consistent_with_a_rate_or_not(case: dict[str, str]) -> None:
    """157 pairs, decided by brute force apart from the library; in 71 of them by an end that is open or closed."""
    modes = {"yen_mode": case["yen_mode"], "usd_mode": case["usd_mode"]}
    if parse_money(case["yen"]).amount * parse_money(case["usd"]).amount < 0:
        with pytest.raises(FiguresError, match="signs"):
            check_translation(case["yen"], case["usd"], case["rate"], **modes)  # type: ignore[arg-type]
        return
    check = check_translation(case["yen"], case["usd"], case["rate"], **modes)  # type: ignore[arg-type]
    assert check.consistent == (case["consistent"] == "true")
    if check.consistent:
        assert check.explanation is not None


def test_a_single_zero_explains_nothing() -> None:
    """Of two explanations the more ordinary is named: yen that were not rounded yet, not dollars that end in a zero."""
    check = check_translation("¥136,858 million", "$1,453,460 thousand", "94.16")
    assert check.consistent
    assert str(check) == (
        "¥136,858 million and $1,453,460 thousand are consistent with ¥94.16:\n"
        "the yen come to $1,453,462,000, $2,000 more than printed;\n"
        "this is so if the yen were translated before they were rounded to ¥1 million, and the dollars are rounded to "
        "$1 thousand"
    )
    money = check_translation(Yen(136_858_000_000), Dollars(1_453_460_000), "94.16").explanation
    assert str(money) == BEFORE + "rounded to ¥1 million, and the dollars are rounded to $0.01"
    assert str(check_translation("¥24,300 million", "$258,100 thousand", "94.16").explanation) == (
        AS_PRINTED + "rounded to $100 thousand"
    )


BEFORE, AS_PRINTED = "the yen were translated before they were ", "the yen are as printed, and the dollars are "


@pytest.mark.parametrize(
    ("yen", "usd", "rate", "consistent", "difference", "explanation"),
    [
        ("¥24.3 billion", "$206.7 million", "117.56", True, 0, AS_PRINTED + "rounded to $100 thousand"),
        ("¥16,027 million", "$170,212 thousand", "94.16", True, 2000,
         BEFORE + "rounded to ¥1 million, and the dollars are rounded to $1 thousand"),
        ("¥100 million", "$1.0 million", "94.16", False, -100_000, AS_PRINTED + "truncated to $100 thousand"),
        ("¥16,000 million", "$170,212 thousand", "94.16", False, 288_000,
         BEFORE + "rounded to ¥100 million, and the dollars are rounded to $1 thousand"),
        ("¥16,027 million", "$170,000 thousand", "94.16", False, -210_000, AS_PRINTED + "rounded to $1 million"),
        ("¥16,027 million", "$171,212 thousand", "94.16", False, 1_002_000, None),
        ("¥500", "$5.00", "99.9", True, "-0.01", BEFORE + "rounded to ¥1, and the dollars are rounded to $0.01"),
        ("¥16,327 million", "$170,000 thousand", "94.16", False, -3_396_000, None),
        ("¥35.42", "$0.30", "117.56", True, 0, AS_PRINTED + "rounded to $0.01"),
        ("¥35.42", "$0.31", "117.56", False, "0.01", None),
    ],
)  # fmt: skip
def test_a_check_says_by_how_much_and_what_would_explain_it(
    yen: str, usd: str, rate: str, consistent: bool, difference: int | str, explanation: str | None
) -> None:
    """The smallest rounding, by either side, to the nearest or truncated."""
    check = check_translation(yen, usd, rate)
    assert (check.consistent, check.difference) == (consistent, Dollars(difference))
    assert (str(check.explanation) if check.explanation else None) == explanation


@pytest.mark.parametrize(
    ("yen", "usd", "rate", "mode", "explanation"),
    [
        ("¥500", "$5.00", "99.9", "round_half_up", BEFORE + "rounded to ¥1, and the dollars are rounded to $0.01"),
        ("¥204 million", "$1.23 million", "166.67", "round_down",
         BEFORE + "truncated to ¥1 million, and the dollars are rounded to $10 thousand"),
    ],
)  # fmt: skip
def test_the_modes_that_were_named_explain_before_others(yen: str, usd: str, rate: str, mode: str, explanation: str) -> None:
    """One that is as named before none that is, however the text of the mode was made."""
    modes: dict[str, str] = {"yen_mode": mode.upper(), "usd_mode": mode.upper()}
    assert str(check_translation(yen, usd, rate, **modes).explanation) == explanation  # type: ignore[arg-type]


def test_a_check_of_money_finds_the_places_to_which_it_was_rounded() -> None:
    """From its zeros."""
    check = check_translation(Yen(16_027_000_000), Dollars(170_212_000), h10_rates().on("2013-03-31"))
    assert not check.consistent
    assert str(check.explanation) == (
        "the yen were translated before they were rounded to ¥1 million, and the dollars are rounded to $0.01"
    )


def test_a_check_is_written_out() -> None:
    """In lines that can go into a working paper."""
    assert str(check_translation("¥24.3 billion", "$206.7 million", "117.56")) == (
        "¥24.3 billion and $206.7 million agree at ¥117.56"
    )
    lines = str(check_translation("¥(16,027) million", "$(170,212) thousand", 94)).splitlines()
    assert lines == [
        "¥(16,027) million and $(170,212) thousand are not consistent with ¥94:",
        "the yen come to -$170,500,000, $288,000 less than printed;",
        "no rounding explains it",
    ]
    assert (
        str(check_translation("¥35.42", "$0.31", "117.56")).splitlines()[1]
        == "the yen come to $0.30, $0.01 less than printed;"
    )
    assert "this is so if" in str(check_translation("¥16,027 million", "$170,212 thousand", "94.16"))
    assert "it would be so if" in str(check_translation("¥16,027 million", "$170,000 thousand", "94.16"))
    with pytest.raises(RateValueError):
        check_translation("¥5", "$5", 0)


def test_the_convenience_rate_beside_the_recent_one() -> None:
    """Of the report, which went to press in July 2007."""
    check = check_convenience_rate("2007-03-31", "2007-07-03")
    assert (check.difference, check.rate_percent, check.dollars_percent) == (
        Decimal("4.84"), Decimal("4.12"), Decimal("-3.95"),
    )  # fmt: skip
    assert check.balance_sheet == h10_rates().on("2007-03-31")
    assert check_convenience_rate("2007-03-31", "2007-07-03", series=report_rates()).difference == check.difference
    assert str(check).splitlines()[-1] == "difference     +4.84 yen per dollar, +4.12%; dollars -3.95%"
    with pytest.raises(ArgumentError, match="series='x'"):
        check_convenience_rate("2007-03-31", "2007-07-03", series="x")  # type: ignore[arg-type]
    with pytest.raises(DateError, match="swap"):
        check_convenience_rate("2007-07-03", "2007-03-31")
    with pytest.raises(BeforeSeriesError):
        check_convenience_rate("1970-03-31", "2007-03-31")


def test_the_answers_are_values() -> None:
    """They go through JSON and back, compare and hash."""
    check = check_translation("¥16,027 million", "$170,212 thousand", 94)
    dollars, near = ["$50 thousand", "$50 thousand", "$40 thousand"], {"balance_sheet_date": "2007-03-31", "within_days": 9}
    broken = implied_rate(["¥5 million"] * 3, dollars, **near)  # type: ignore[arg-type]
    assert broken.rest is not None
    for value, kind in [
        (MARCH_2013, ImpliedRate),
        (broken, ImpliedRate),
        (check, TranslationCheck),
        (check_convenience_rate("2007-03-31", "2007-07-03"), ConvenienceRateCheck),
    ]:
        adapter: TypeAdapter[object] = TypeAdapter(kind)
        assert adapter.validate_json(adapter.dump_json(value)) == value
        assert hash(value) == hash(value)
    assert Rate.of("94.16") in MARCH_2013
    assert Decimal("94.17") not in MARCH_2013
