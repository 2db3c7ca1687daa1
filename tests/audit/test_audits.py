"""Forty audits of whole tables: the rate that the filing states is the one that is named first.

Seventeen have figures printed in filings and press releases (Kyocera's and Hitachi's print their rate beside them; for
the others it is the rate at which all their figures follow, and for those of Internet Initiative Japan the noon buying
rate of the balance-sheet date, as its footnotes have it). The other twenty-three were computed with fractions alone, apart
from the library, from invented yen.
"""

import datetime as dt
from decimal import Decimal

import pytest
from answers import published, table

from yen_usd import implied_rate
from yen_usd.audit import ImpliedRate

AUDITS = table("audits.csv")


def audit(case: dict[str, str]) -> ImpliedRate:
    """The answer for all lines of a table."""
    units: dict[str, str] = {"yen_unit": case["yen_unit"], "usd_unit": case["usd_unit"]}
    day = case["balance_sheet_date"]
    return implied_rate(case["yen"].split(), case["usd"].split(), balance_sheet_date=day, **units)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", AUDITS, ids=lambda case: case["name"])
def test_the_rate_that_the_filing_states_is_named_first(case: dict[str, str]) -> None:
    """With how it was rounded, where rounding to the nearest does not explain it; and the lines that are wrong."""
    answer, told = audit(case), f"consistent with ¥{case['rate']}"
    said = answer.describe()
    kind, _, truncation = case["kind"].partition(", ")
    if truncation:
        sides = truncation.removesuffix(" truncated")
        enough = {sides, sides.partition(" and ")[0]}  # what was truncated twice may follow from one of the two
        assert any(said.startswith(f"with truncated {some}, {told}") for some in enough)
        assert "; rounded instead, no single rate explains all " in said
    elif case["breaking"]:
        count = len(case["yen"].split())
        broken = [int(at) for at in case["breaking"].split()]
        assert said.startswith(f"{count - len(broken)} of {count} pairs are {told}")
        assert list(answer.breaking) == broken
        assert len(str(answer).splitlines()) < 20
    else:
        assert said.startswith(told)
        assert answer.truncated is None
    found = answer.truncated or answer.rest or answer
    if kind == "quoted":
        assert found.likely is None
        assert f"¥{case['rate']}, which is no noon buying rate" in said
    else:
        assert found.likely is not None
        assert found.likely.stated == Decimal(case["rate"])
        assert (found.likely.stated != found.likely.rate.yen_per_usd) == (kind == "whole yen")
        assert (found.likely.rate.period is not None) == (kind == "published average")


@pytest.mark.parametrize("case", AUDITS, ids=lambda case: case["name"])
def test_what_is_named_first_lies_near_the_balance_sheet_date(case: dict[str, str]) -> None:
    """Never a day thousands of days away, and the answer does not contradict itself."""
    answer = audit(case)
    for one in filter(None, (answer, answer.rest, answer.truncated)):
        assert one.likely is None or one.likely.days is None or abs(one.likely.days) <= 184
        lines = str(one).splitlines()
        refused = [line for line in lines if line.startswith("not with ")]
        named = [line for line in lines if line.startswith(("consistent with ", "or, in whole yen")) and refused]
        assert not any(line.split(",")[0].removeprefix("not with ") in other for line in refused for other in named)


def test_the_rates_of_the_table_are_the_published_ones() -> None:
    """Of the day before which none is nearer, by the file that the package ships."""
    rates = published()
    for case in AUDITS:
        if case["kind"].startswith("published") and case["kind"] != "published average":
            day = dt.date.fromisoformat(case["balance_sheet_date"])
            assert rates[max(date for date in rates if date <= day)] == Decimal(case["rate"])
