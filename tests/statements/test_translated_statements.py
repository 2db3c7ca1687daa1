"""Statements translated, footed and audited."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yen_usd import (
    REPORT_RATE,
    ArgumentError,
    Dollars,
    FiguresError,
    Rounding,
    StatementError,
    Yen,
    h10_rates,
    read_statement,
)

INCOME = [
    ["Consolidated income", "", ""],
    ["(Millions of yen)", "", ""],
    ["", "Year ended March 31, 2006", "Year ended March 31, 2007"],
    ["Net sales", "49,812", "57,055"],
    ["Cost of sales", "38,900", "45,032"],
    ["Gross profit", "10,912", "12,023"],
    ["Selling expenses", "9,000", "8,504"],
    ["Operating income", "1,912", "3,519"],
    ["Margin (%)", "3.8", "6.2"],
    ["Net income per share (yen)", "23.45", "35.42"],
    ["Average number of shares", "191,559", "204,300"],
]
BALANCE = [
    ["(Millions of yen)", "March 31, 2006", "March 31, 2007"],
    ["Assets", "", ""],
    ["Current assets:", "", ""],
    ["　Cash", "13,727", "13,555"],
    ["　Receivables", "8,000", "9,100"],
    ["　Total current assets", "21,727", "22,655"],
    ["Fixed assets:", "", ""],
    ["　Buildings", "30,000", "31,000"],
    ["　Depreciation", "(1,022)", "(5,962)"],
    ["　Total fixed assets", "28,978", "25,038"],
    ["Total assets", "50,705", "47,693"],
]


def test_the_latest_column_is_translated_and_every_line_in_its_own_way() -> None:
    """Amounts to the thousand, per share to the cent, percentages and shares not at all."""
    both = read_statement(INCOME).translate(on="2007-03-31").statement
    assert [column.kind for column in both.columns] == ["yen", "yen", "dollars"]
    dollars = [line.figures[2].money for line in both.lines]
    assert dollars == [
        Dollars(485_327_000),
        Dollars(383_055_000),
        Dollars(102_271_000),
        Dollars(72_338_000),
        Dollars(29_934_000),
        None,
        Dollars("0.30"),
        None,
    ]
    assert both.columns[2].label == "Year ended March 31, 2007 at ¥117.56"
    assert "¥117.56 per US$1.00, the noon buying rate" in both.footnotes[0]
    assert read_statement(INCOME).translate(on="2007-03-31", per_share_places=4).cells[6][1].result == Dollars("0.3013")  # type: ignore[union-attr]


def test_a_statement_names_its_rate() -> None:
    """There is no default; the error says how to take the report's."""
    with pytest.raises(ArgumentError, match=r"rate=yen_usd\.REPORT_RATE"):
        read_statement(INCOME).translate()
    with pytest.raises(ArgumentError, match="on= and rate= are given together"):
        read_statement(INCOME).translate(on="2007-03-31", rate=REPORT_RATE)
    assert read_statement(INCOME).translate(rate=REPORT_RATE).rates[0] == (None, REPORT_RATE)


def test_flows_and_balances_take_the_basis_of_their_own_period() -> None:
    """One call for an income statement and a balance sheet: average rates for the one, those of the day for the other."""
    rates = h10_rates()
    bases: Any = ("average", "period_end")
    income = read_statement(INCOME).translate(by_period=bases, columns="all")
    balance = read_statement(BALANCE).translate(by_period=bases, columns="all")
    assert income.rates[0] == tuple(rates.over(f"FY{year}").average_month_end for year in (2006, 2007))
    assert balance.rates[2] == tuple(rates.on(f"{year}-03-31") for year in (2006, 2007))
    with pytest.raises(ArgumentError, match="has no average rate"):
        read_statement(BALANCE).translate(by_period="average")
    labels = {"March 31, 2006": "¥117.48", "March 31, 2007": 118}
    own = read_statement(BALANCE).translate(by_period=labels, columns="all")
    assert [rate.yen_per_usd for rate in own.rates[2] if rate] == [Decimal("117.48"), Decimal(118)]
    with pytest.raises(ArgumentError, match="no rate for 'March 31, 2006'"):
        read_statement(BALANCE).translate(by_period={"FY2006": 100}, columns="all")


def test_years_in_rows_are_translated_by_the_row() -> None:
    """The latest row, or all, each at the rate of its own period."""
    rows = [
        ["", "売上高", "増減率"],
        ["", "百万円", "％"],
        ["2007年3月期", "57,055", "14.5"],
        ["2006年3月期", "49,812", "19.0"],
    ]
    statement = read_statement(rows)
    latest = statement.translate(by_period="average").statement
    assert [[figure.money for figure in line.figures[:2]] for line in latest.lines] == [
        [Yen(57_055_000_000), Dollars(489_532_000)],
        [Yen(49_812_000_000), None],
    ]
    assert all(line.figures[1].money for line in statement.translate(by_period="average", columns="all").statement.lines)


def test_what_has_its_dollars_already_is_not_translated_again() -> None:
    """The error points to the audit."""
    rows = [["", "FY2007 (Millions of yen)", "FY2007 (Thousands of U.S. dollars)"], ["Net sales", "57,055", "485,327"]]
    with pytest.raises(ArgumentError, match=r"audit\(\)"):
        read_statement(rows).translate(rate=REPORT_RATE)


def test_columns_without_periods_have_no_latest() -> None:
    """Components and segments are translated all, when asked."""
    rows = [["(Millions of yen)", "Japan", "Asia"], ["Net sales", "57,055", "100"]]
    with pytest.raises(ArgumentError, match="columns='all'"):
        read_statement(rows).translate(rate=100)
    assert len(read_statement(rows).translate(rate=100, columns="all").statement.columns) == 4


def test_sums_and_differences_are_found() -> None:
    """By order, level and rounding, in all columns at once."""
    footing = read_statement(INCOME).foot()
    assert {total.label: total.parts for total in footing.totals} == {
        "Gross profit": ((0, 1), (1, -1)),
        "Operating income": ((2, 1), (3, -1)),
    }
    assert footing.foots
    tree = {total.label: [at for at, _ in total.parts] for total in read_statement(BALANCE).foot().totals}
    assert tree == {"Total current assets": [2, 3], "Total fixed assets": [6, 7], "Total assets": [4, 8]}


def test_a_total_that_is_off_by_more_than_rounding_is_none() -> None:
    """And one that is off by rounding is told by how much."""
    rows = [
        ["(Millions of yen)", "FY2006", "FY2007"],
        ["A", "1,000", "2,000"],
        ["B", "500", "700"],
        ["Total", "1,501", "2,700"],
    ]
    footing = read_statement(rows).foot()
    assert [total.yen_difference for total in footing.off] == [Yen(1_000_000)]
    rows[3] = ["Total", "1,600", "2,700"]
    assert not read_statement(rows).foot().totals


def test_two_sums_that_fit_equally_well_are_neither() -> None:
    """The line is named; a total that is given settles it."""
    head = ["(Millions of yen)", "FY2007"]
    either = read_statement([head, ["A", "500"], ["B", "300"], ["C", "300"], ["Total", "500"]])
    assert not either.foot().totals
    assert either.foot().doubts == ("Total: A - B + C and A + B - C fit equally well",)
    near = read_statement([head, ["A", "2"], ["Costs:", ""], ["B", "1,000"], ["C", "1,000"], ["Total", "2,001"]])
    assert "fit equally well" in near.foot().doubts[0]
    statement = read_statement([head, *([name, "100"] for name in "ABCDE"), ["Total", "300"]])
    footing = statement.foot({"Total": ["C", "D", "E"]})
    assert [total.parts for total in footing.totals] == [((2, 1), (3, 1), (4, 1))]
    with pytest.raises(StatementError, match="no line of amounts has the label"):
        statement.foot({"Sum": ["A"]})
    with pytest.raises(FiguresError, match="contradict each other"):
        statement.foot({"Total": ["A", "B"], "E": ["A", "B"]})


def test_the_dollars_of_a_tree_are_spread_at_once() -> None:
    """At every level, and the total at the top stays as it is."""
    translated = read_statement(BALANCE).translate(rate="¥117.56", columns="all")
    loose = translated.foot()
    assert not loose.foots
    footed = translated.foot(spread=True)
    assert footed.foots
    assert not footed.doubts
    assert len(footed.adjustments) <= len(loose.off) + 1
    lines = {line.label: line for line in footed.statement.lines}  # type: ignore[attr-defined]
    assert lines["Total assets"].figures[3].money == Dollars(405_691_000)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=6, max_size=12), st.integers(80, 400))
def test_every_level_of_a_spread_statement_foots(amounts: list[int], rate: int) -> None:
    """Whatever the amounts and the rate; nothing that foots already is moved."""
    half = len(amounts) // 2
    groups = amounts[:half], amounts[half:]
    rows: list[list[object]] = [["(Millions of yen)", "FY2007"]]
    for name, group in zip("AB", groups, strict=True):
        rows += [
            [f"{name}:", ""],
            *([f"　{name}{at}", amount] for at, amount in enumerate(group)),
            [f"　Total {name}", sum(group)],
        ]
    rows.append(["Total", sum(amounts)])
    totals = {
        "Total": ["Total A", "Total B"],
        **{f"Total {name}": [f"{name}{at}" for at in range(len(group))] for name, group in zip("AB", groups, strict=True)},
    }
    translated = read_statement(rows).translate(rate=rate)
    before, after = translated.foot(totals), translated.foot(totals, spread=True)
    assert after.foots
    assert before.foots == (not after.adjustments)
    assert after.statement.lines[-1] == before.statement.lines[-1]


def test_only_the_dollars_of_a_translation_are_spread() -> None:
    """A statement is what a company printed."""
    with pytest.raises(ArgumentError, match="that is not translated"):
        read_statement(INCOME).foot(spread=True)


def test_totals_whose_yen_do_not_add_up_are_not_spread() -> None:
    """What is not made by the rounding of dollars is named instead."""
    rows = [["(Millions of yen)", "FY2007"], ["A", "1,000"], ["B", "500"], ["Total", "1,501"]]
    footing = read_statement(rows).translate(rate=REPORT_RATE).foot({"Total": ["A", "B"]}, spread=True)
    assert not footing.adjustments
    assert footing.doubts == ("Total: its yen miss their sum by ¥1,000,000, so its dollars are not spread",)


def audited(dollars: dict[str, str]) -> Any:
    """The balance sheet with dollars beside its latest year."""
    rows = [["", "March 31, 2007 (Millions of yen)", "March 31, 2007 (Thousands of U.S. dollars)"]]
    source = read_statement(BALANCE).translate(on="2007-03-31").foot(spread=True).statement
    for line in source.lines:
        money = line.figures[2].money
        figure = "" if money is None else f"{money.amount / 1000:,.0f}"
        rows.append(
            [line.label, "" if money is None else str(line.figures[1].money.amount / 10**6), dollars.get(line.label, figure)]
        )  # type: ignore[union-attr]
    return read_statement(rows).audit()


def test_the_dollars_of_a_release_are_audited() -> None:
    """The rate, each line and the totals, in one memo."""
    audit = audited({})
    assert audit.balance_sheet_date == dt.date(2007, 3, 31)
    assert audit.rate.yen_per_usd == h10_rates().on("2007-03-31").yen_per_usd
    assert not audit.misfits
    assert not audit.off
    memo = str(audit)
    assert "consistent with ¥117.56, the noon buying rate of March 30, 2007" in memo
    assert "7 of 7 follow from their yen." in memo
    assert "foot in yen and dollars." in memo


def test_what_does_not_fit_is_named_in_the_memo() -> None:
    """A misprint breaks its line and the total above it."""
    audit = audited({"Cash": "115,602", "Buildings": "-263,695"})
    assert [(line.label, line.reason) for line in audit.misfits] == [("Cash", ""), ("Buildings", "their signs differ")]
    assert "Cash: 13,555 and 115,602 do not fit" in str(audit)
    assert "Total current assets" in str(audit)
    assert audit.to_frame().fits.tolist().count("no") == 2


def test_a_statement_without_dollars_has_nothing_to_audit() -> None:
    """Nor one whose dollars are of no period of its yen."""
    with pytest.raises(FiguresError, match="has no dollars beside its yen"):
        read_statement(BALANCE).audit()


def test_other_units_and_roundings() -> None:
    """Dollars in millions, in single dollars, and truncated."""
    statement = read_statement(INCOME)
    assert statement.translate(rate=REPORT_RATE, unit="million").cells[0][1].result == Dollars(485_000_000)  # type: ignore[union-attr]
    assert statement.translate(rate=REPORT_RATE, unit="one").statement.columns[2].unit == "one"
    down = Rounding(unit="thousand", mode="ROUND_DOWN")
    assert statement.translate(rate=REPORT_RATE, rounding=down).cells[0][1].result == Dollars(485_326_000)  # type: ignore[union-attr]
    with pytest.raises(StatementError, match="the units are one, thousand"):
        statement.translate(rate=REPORT_RATE, unit="dozen")
