"""What `str()` shows of every result: the rate, with what it is and of which day, besides the figures."""

from collections.abc import Callable
from typing import Final

import polars as pl
import pytest

import yen_usd
from yen_usd import REPORT_RATE, h10_rates

REPORT: Final = "¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31"
AVERAGE: Final = "¥116.55, average of the noon buying rates of the last day of each month, fiscal year ended March 31, 2007"
TABLE: Final = [
    ["(Millions of yen)", "FY2007"],
    ["Sales", "57,055"],
    ["Costs", "50,000"],
    ["Net", "7,055"],
    ["Sum", "7,055"],
]
MEMO: Final = [
    ["", "Millions of yen", "Thousands of U.S. dollars"],
    ["Sales", "57,055", "485,327"],
    ["Costs", "50,000", "425,315"],
]


def statement() -> yen_usd.Statement:
    """A small one, with a sum."""
    return yen_usd.read_statement(TABLE[:-1])


RESULTS: Final[dict[str, tuple[Callable[[], object], list[str]]]] = {
    "translate": (lambda: yen_usd.translate("¥24.3 billion"), ["¥24,300,000,000 → $206,702,960.19 at", REPORT]),
    "translate back": (lambda: yen_usd.translate("$5", rate="¥110"), ["$5.00 → ¥550 at ¥110, stated rate"]),
    "rate": (lambda: REPORT_RATE, [REPORT]),
    "rates of a period": (lambda: h10_rates().over("FY2007"), ["Noon buying rates", "¥121.81  January 29, 2007", "¥116.55"]),
    "report_rates": (yen_usd.report_rates, ["Noon buying rates", "fiscal year ended March 31, 2007", "116.55"]),
    "find_money": (
        lambda: yen_usd.find_money("¥15.6 billion at ¥117.56 per dollar, and ¥12,34 million"),
        ["¥15,600,000,000  amount", "¥117.56  rate", "¥12,34 million                   unread: its digits are not grouped"],
    ),
    "annotate": (lambda: yen_usd.annotate("¥15.6 billion", rate=REPORT_RATE), ["¥15.6 billion ($132.7 million)", REPORT]),
    "exchange_rate_table": (
        lambda: yen_usd.exchange_rate_table("2007-03-31", as_of="2007-07-03", years=1, months=1),
        ["Noon buying rates in New York City", "¥121.81", "Source: Federal Reserve Bank of New York."],
    ),
    "implied_rate": (
        lambda: yen_usd.implied_rate("¥24.3 billion", "$206.7 million", balance_sheet_date="2007-03-31"),
        ["consistent with ¥117.56, the noon buying rate of March 30, 2007"],
    ),
    "check_translation": (
        lambda: yen_usd.check_translation("¥117.56 million", "$1 million", REPORT_RATE),
        ["agree at", REPORT],
    ),
    "check_translation off": (
        lambda: yen_usd.check_translation("¥5 million", "$9 million", REPORT_RATE),
        ["not consistent", REPORT],
    ),
    "check_footing": (
        lambda: yen_usd.check_footing({"A": "¥5 million", "B": "¥6 million"}, "¥11 million", REPORT_RATE),
        ["$93,569.24", REPORT],
    ),
    "two_rate_view": (lambda: yen_usd.two_rate_view([("Sales", "flow", "¥5 million")], "FY2007"), [AVERAGE, "¥117.56"]),
    "two_rate_view of years": (
        lambda: yen_usd.two_rate_view([("Sales", "flow", ["¥5 million", "¥6 million"])], ["FY2006", "FY2007"]),
        [AVERAGE, "¥113.67"],
    ),
    "split_growth": (
        lambda: yen_usd.split_growth("¥5 million", "¥6 million", "¥110", REPORT_RATE),
        ["¥110, stated rate", REPORT],
    ),
    "check_convenience_rate": (lambda: yen_usd.check_convenience_rate("2007-03-31", "2007-07-03"), [REPORT, "¥122.40"]),
    "Statement.translate": (lambda: statement().translate(rate=REPORT_RATE), ["¥117.56 per US$1.00", "March 30, 2007"]),
    "TranslatedStatement.foot": (lambda: statement().translate(rate=REPORT_RATE).foot(), ["Sales - Costs", REPORT]),
    "Statement.audit": (
        lambda: yen_usd.read_statement(MEMO).audit("2007-03-31"),
        ["¥117.56, noon buying rate of 2007-03-30"],
    ),
    "rate_frame": (lambda: yen_usd.rate_frame("2007-03-30", "2007-03-30", backend="polars"), ["2007-03-30", "117.56"]),
    "translate_frame": (
        lambda: yen_usd.translate_frame(pl.DataFrame({"yen": [5]}), "yen", rate=REPORT_RATE, rate_into="rate"),
        ["117.56"],
    ),
}


@pytest.mark.parametrize(("make", "shown"), RESULTS.values(), ids=RESULTS)
def test_a_result_shows_its_rate(make: Callable[[], object], shown: list[str]) -> None:
    """In words that name its kind and day, so that a printed result can be checked."""
    text = str(make())
    assert [part for part in shown if part not in text] == [], text


def test_a_translation_in_an_f_string_is_written_with_its_rate() -> None:
    """An empty specification is `str()`, as Python has it; the amount alone is the result, or a style."""
    t = yen_usd.translate("¥24.3 billion")
    assert f"{t}" == str(t)
    assert f"{t.result}" == f"{t:standard}" == "$206,702,960.19"
