"""Statements translated line by line, at two rates, and growth split into that of the yen and that of the rate."""

import json
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from answers import DATA, table
from pydantic import TypeAdapter

from yen_usd import (
    AmountTypeError,
    ArgumentError,
    BasisError,
    Converter,
    CurrencyMismatchError,
    Dollars,
    FiguresError,
    ParseError,
    PeriodInProgressError,
    Rate,
    RateValueError,
    Rounding,
    Yen,
    YenUsdError,
    check_footing,
    h10_rates,
    parse_money,
    report_rates,
    split_growth,
    translate,
    two_rate_view,
)
from yen_usd.audit import Footing, GrowthSplit, TwoRateView

CASES = json.loads((DATA / "footing.json").read_text(encoding="utf-8"))
ROUNDINGS = {"1000": "thousand", "1000000": "million"}
MILLION = Rounding(unit="million")
SALES = {"Connectivity": "¥22,945 million", "Outsourcing": "¥10,055 million", "Integration": "¥24,055 million"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case['lines'])} lines at {case['rate']}")
def test_statements_foot_as_computed_apart(case: dict[str, str]) -> None:
    """62 statements: the rounded lines, the difference, and which lines the largest remainders adjust."""
    quantum, mode = case["quantum"], case["mode"]
    rounding = Rounding({"1": 0, "0.01": 2}.get(quantum), ROUNDINGS.get(quantum), mode)  # type: ignore[arg-type]
    lines = [(label, int(yen)) for label, yen in case["lines"]]
    footing = check_footing(lines, int(case["total"]), case["rate"], rounding=rounding)
    assert [line.amount.amount for line in footing.lines] == [Decimal(line) for line in case["rounded"]]
    assert footing.total.result == Dollars(case["rounded_total"])
    assert footing.difference == Dollars(case["difference"])
    assert not footing.yen_difference
    assert not footing.adjusted
    spread = footing.spread()
    assert [line.amount.amount for line in spread.lines] == [Decimal(line) for line in case["footed"]]
    assert [at for at, line in enumerate(spread.lines) if line.is_adjusted] == case["adjusted"]
    assert not spread.difference


def test_a_statement_is_written_with_its_difference_and_its_adjusted_lines() -> None:
    """Labels in wide characters keep the columns straight."""
    footing = check_footing(SALES, "¥57,055 million", "¥117.56", rounding=MILLION)
    assert str(footing).splitlines() == [
        "                          Yen       Dollars",
        "Connectivity  ¥22,945,000,000  $195,000,000",
        "Outsourcing   ¥10,055,000,000   $86,000,000",
        "Integration   ¥24,055,000,000  $205,000,000",
        "Total         ¥57,055,000,000  $485,000,000",
        "The total is $1,000,000 less than the sum of the lines.",
        "At ¥117.56, stated rate.",
    ]
    spread = check_footing(SALES, "¥57,055 million", "¥117.56", rounding=MILLION, spread=True)
    assert "Outsourcing   ¥10,055,000,000   $85,000,000  (-$1,000,000)" in str(spread)
    assert "The lines add up to the total, 1 of 3 adjusted." in str(spread)
    head = "|  | Yen | Dollars |"
    assert [one.to_markdown().splitlines()[0] for one in (footing, spread)] == [head, f"{head}  |"]
    wide = str(check_footing({"売上高": 100, "Sales of 5": 5}, 105, 110)).splitlines()
    assert wide[1] == "売上高      ¥100    $0.91"
    assert wide[2] == "Sales of 5    ¥5    $0.05"


def test_lines_are_taken_with_or_without_labels_and_in_every_form() -> None:
    """A mapping, pairs whose labels recur, figures alone; text, cells, numbers and dashes."""
    wanted = check_footing(SALES, "¥57,055 million", 110)
    pairs = [("Other", 22_945), ("Other", "10,055"), ("Total", Yen(24_055_000_000))]
    with pytest.raises(FiguresError, match="money is a whole amount"):
        check_footing(pairs, 57_055, 110, yen_unit="million")
    for lines in [
        [("Other", 22_945), ("Other", "10,055"), ("Other", 24_055.0)],
        (line for line in [22_945, Decimal(10_055), "24,055"]),
        {"a": 22_945, "b": 10_055, "c": 24_055, "d": "—", "e": 0},
    ]:
        footing = check_footing(lines, "57,055", 110, yen_unit="million")  # type: ignore[arg-type]
        assert footing.total == wanted.total
        assert [line.amount for line in footing.lines][:3] == [line.amount for line in wanted.lines]
    assert [line.label for line in check_footing([5, 6], 11, 110).lines] == ["1", "2"]
    assert check_footing([parse_money("¥5 million")], Yen(5_000_000), 110).total.source == Yen(5_000_000)


def test_yen_that_do_not_add_up_are_told_and_not_spread_over() -> None:
    """A difference that the rounding of dollars did not make is no matter of remainders."""
    footing = check_footing(SALES, "¥57,056 million", h10_rates().on("2007-03-31"), rounding=MILLION)
    assert footing.yen_difference == Yen(1_000_000)
    assert "In yen it is ¥1,000,000 more." in str(footing)
    with pytest.raises(FiguresError, match=r"miss their total by \+¥1,000,000"):
        footing.spread()
    with pytest.raises(FiguresError, match="correct the yen"):
        check_footing(SALES, "¥57,056 million", 110, spread=True)


@pytest.mark.parametrize(
    ("lines", "total", "rate", "error", "says"),
    [
        ([], 0, 110, FiguresError, "the list of lines is empty"),
        ({}, 0, 110, FiguresError, "the list of lines is empty"),
        (["$5"], "¥5", 110, ParseError, "the other currency"),
        ([Dollars(5)], Yen(5), 110, CurrencyMismatchError, "for an amount in yen"),
        ([5], Dollars(5), 110, CurrencyMismatchError, "for an amount in yen"),
        ([None], 5, 110, AmountTypeError, "None"),
        ([5], 5, 0, RateValueError, "positive"),
        ([5], 5, "117.56.1", RateValueError, "cannot read"),
        ([("a", 5, 6)], 5, 110, FiguresError, "a pair of a label and a figure"),
        ([(5, 6)], 5, 110, FiguresError, "a pair of a label and a figure"),
        ([(None, 6)], 5, 110, FiguresError, "a pair of a label and a figure"),
        ({5, 6}, 11, 110, FiguresError, "in order"),
        (b"ab", 195, 110, FiguresError, "in order"),
    ],
)
def test_what_is_no_statement_is_refused(
    lines: object, total: object, rate: object, error: type[YenUsdError], says: str
) -> None:
    """With what is wrong with it."""
    with pytest.raises(error, match=says):
        check_footing(lines, total, rate)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="spread='yes'"):
        check_footing([5], 5, 110, spread="yes")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="rounding=2"):
        check_footing([5], 5, 110, rounding=2)  # type: ignore[arg-type]


LINES = [("Revenues", "flow", "¥57,055 million"), ("Total assets", "balance", 47_693_000_000), ("Other", "flow", "—")]


def test_a_view_at_two_rates_stands_beside_the_convenience_translation() -> None:
    """Flows at the average, balances at the period's end, all at one rate beside."""
    view = two_rate_view(LINES, "FY2007")  # type: ignore[arg-type]
    rates = h10_rates().over("FY2007")
    assert (view.average, view.period_end, view.convenience) == (rates.average, rates.period_end, rates.period_end)
    assert [line.translation.rate for line in view.lines] == [rates.average, rates.period_end, rates.average]
    assert view.lines[0].difference == view.lines[0].translation.result - view.lines[0].convenience.result
    assert not view.lines[1].difference
    assert "Flows at ¥116.55, average of the noon buying rates of the last day of each month" in str(view)


def test_the_rates_of_the_view_may_be_chosen() -> None:
    """Another average, another single rate, other years and series."""
    view = two_rate_view(LINES, "FY2007", averaging="daily", convenience="¥118.05")  # type: ignore[arg-type]
    assert view.average == h10_rates().over("FY2007").average_daily
    assert view.convenience == Rate.of("¥118.05")
    part = two_rate_view(LINES, "FY2027", through="2026-09-25")  # type: ignore[arg-type]
    assert part.average == h10_rates().over("FYTD 2026-09-25").average
    december = two_rate_view(LINES, "FY2006", converter=Converter(fiscal_year_end=12))  # type: ignore[arg-type]
    assert december.period.label == "fiscal year ended December 31, 2006"
    printed = two_rate_view(LINES, "FY2007", converter=Converter(report_rates()))  # type: ignore[arg-type]
    assert printed.average.yen_per_usd == Decimal("116.55")
    scaled = two_rate_view([("Revenues", "flow", 57_055)], "FY2007", yen_unit="million", rounding=MILLION)
    assert scaled.lines[0].translation == translate("¥57,055 million", rate=view_rate(), rounding=MILLION)


def view_rate() -> Rate:
    return h10_rates().over("FY2007").average


@pytest.mark.parametrize(
    ("lines", "period", "error", "says"),
    [
        ([], "FY2007", FiguresError, "the list of lines is empty"),
        ([("Revenues", "income", 5)], "FY2007", FiguresError, "'flow' or 'balance'"),
        ([("Revenues", 5)], "FY2007", FiguresError, "'flow' or 'balance'"),
        (["Revenues"], "FY2007", FiguresError, "'flow' or 'balance'"),
        ([("Revenues", [], 5)], "FY2007", FiguresError, "'flow' or 'balance'"),
        ([("Revenues", "flow", "$5")], "FY2007", ParseError, "the other currency"),
        ([("Revenues", "flow", 5)], "FY2027", PeriodInProgressError, "through"),
        (None, "FY2007", FiguresError, "is not a list of lines"),
        ({"Revenues": 5}, "FY2007", FiguresError, "is not a list of lines"),
        ([(float("nan"), "flow", 5)], "FY2007", FiguresError, "'flow' or 'balance'"),
    ],
)
def test_what_is_no_view_is_refused(lines: object, period: str, error: type[YenUsdError], says: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(error, match=says):
        two_rate_view(lines, period)  # type: ignore[arg-type]
    with pytest.raises(BasisError):
        two_rate_view(LINES, "FY2007", averaging="hourly")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="converter="):
        two_rate_view(LINES, "FY2007", converter="x")  # type: ignore[arg-type]


@pytest.mark.parametrize("case", table("growth.csv"), ids=lambda case: f"{case['earlier']} to {case['later']}")
def test_growth_is_split_as_computed_apart(case: dict[str, str]) -> None:
    """40 pairs of years; no percentage is told of a figure that was not positive."""
    split = split_growth(int(case["earlier"]), int(case["later"]), case["earlier_rate"], case["later_rate"])
    dollars = split.earlier.result, split.constant.result, split.later.result
    assert dollars == tuple(Dollars(case[f"dollars_{name}"]) for name in ("earlier", "constant", "later"))
    changes = split.change, split.constant_change, split.currency_change
    assert changes == tuple(Dollars(case[name]) for name in ("change", "constant_change", "currency_change"))
    percents = split.percent, split.constant_percent, split.currency_percent
    wanted = [case[name] for name in ("growth_percent", "constant_percent", "currency_percent")]
    assert percents == tuple(Decimal(percent) if percent else None for percent in wanted)


def test_growth_is_written_out() -> None:
    """With the rates that it was made at."""
    rates = [h10_rates().over(year).average for year in ("FY2006", "FY2007")]
    split = split_growth(49_813, 57_055, *rates, yen_unit="million", rounding=MILLION)
    assert str(split).splitlines()[:5] == [
        "Earlier year              $438,000,000",
        "Constant-currency growth   $64,000,000  +14.54%",
        "Currency effect           -$12,000,000   -2.83%",
        "Change                     $52,000,000  +11.71%",
        "Later year                $490,000,000",
    ]
    with pytest.raises(CurrencyMismatchError):
        split_growth(Dollars(5), Yen(5), 110, 110)
    with pytest.raises(RateValueError):
        split_growth(5, 5, 110, -1)


def test_the_answers_are_values() -> None:
    """They go through JSON and back."""
    for value, kind in [
        (check_footing(SALES, "¥57,055 million", 110, rounding=MILLION, spread=True), Footing),
        (two_rate_view(LINES, "FY2007"), TwoRateView),  # type: ignore[arg-type]
        (split_growth(5, 6, 110, 120), GrowthSplit),
    ]:
        adapter: TypeAdapter[object] = TypeAdapter(kind)
        assert adapter.validate_json(adapter.dump_json(value)) == value


def test_a_line_of_a_statement_is_frozen() -> None:
    """What was footed stays so."""
    footing = check_footing({"Sales": "¥22,910 million"}, "¥22,910 million", "¥117.56")
    with pytest.raises(FrozenInstanceError):
        footing.lines[0].adjustment = Dollars(1)
    with pytest.raises(FrozenInstanceError):
        footing.total = footing.lines[0].translation
