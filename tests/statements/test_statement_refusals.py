"""What is not certain is refused with its place, and can be said; no cell is lost on the way."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from answers import digits
from hypothesis import given, settings
from hypothesis import strategies as st

from yen_usd import ArgumentError, Period, Statement, StatementError, YenUsdError, read_statement
from yen_usd.money.cells import read_cell

UNIT = "(Millions of yen)"
HEAD = [UNIT, "FY2006", "FY2007"]
SALES = ["Net sales", "49,812", "57,055"]

REFUSED: dict[str, tuple[list[list[Any]], str]] = {
    "no unit": ([["", "FY2006", "FY2007"], SALES], "row|column 2 has no currency"),
    "signs alone": ([["", "FY2007"], ["Net sales", "¥57,055"]], "column 2 has no unit"),
    "two units above": ([[UNIT, ""], ["(Thousands of yen)", ""], ["", "FY2007"], ["Net sales", "5"]], "two units"),
    "two units for a column": ([[*HEAD[:2], "FY2007 (Thousands of yen)"], SALES], "column 3 has two units"),
    "two currencies": ([["(Millions)", "FY2007"], ["Net sales", "¥5"], ["Cost", "$3"]], "two currencies, JPY and USD"),
    "another currency in a cell": ([HEAD, ["Net sales", "5", "$6"]], "row 2, column 3: '\\$6' is in a column of JPY"),
    "a currency of neither kind": ([["(Millions of euros)", "FY2007"], ["Net sales", "5"]], "has no currency"),
    "text among figures": ([HEAD, SALES, ["Other", "5", "see note"]], "row 3, column 3: 'see note' is not a figure"),
    "a first line that cannot be read": ([HEAD, ["Net sales", "4g,812", "5 7055"], SALES], "'4g,812' is neither a figure"),
    "two signs": ([HEAD, SALES, ["Loss", "-(5)", "6"]], "'-\\(5\\)' is (not|neither) a figure"),
    "groups that are none": ([HEAD, SALES, ["Loss", "12,34,567", "6"]], "(not|neither) a figure"),
    "a decimal among whole numbers": ([HEAD, SALES, ["Cost", "43,086", "47.943"], ["Other", "1", "2"]], "has decimals"),
    "a line per share that says so nowhere": ([HEAD, SALES, ["Net income", "5", "6"], ["Basic", "1.2", "1.3"]], "per share"),
    "a line below a heading per share": (
        [HEAD, SALES, ["Per share:", "", ""], ["Basic", "1.2", "1.3"], ["Dividends", "10", "12"]],
        "'Dividends' comes after a heading of amounts per share",
    ),
    "a percentage among amounts": ([HEAD, SALES, ["Margin", "5", "6%"]], "'6%' is not an amount"),
    "a column without a heading": ([["（百万円）", "FY2006", ""], SALES], "column 3 has figures and no heading"),
    "figures without labels": ([HEAD, ["1", "2", "3"], ["4", "5", "6"]], "figures and no labels"),
    "facts in long form": (
        [["項目名", "コンテキストID", "単位", "値"], ["売上高", "CurrentYearDuration", "円", "5000000"]],
        "translate_frame",
    ),
    "a line without its unit": ([["", "FY2007"], ["売上高（百万円）", "5"], ["利益", "6"]], "'利益' has no unit"),
    "nothing": ([], "is empty"),
    "no figures": ([["a", "b"], ["c", "d"]], "has no figures"),
    "a truth": ([HEAD, ["Net sales", True, 5]], "a cell is True"),
    "an infinite number": ([HEAD, ["Net sales", float("inf"), 5]], "inf"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_certain_is_refused_with_its_place(name: str) -> None:
    """By an error that says what is wrong and what to say."""
    rows, message = REFUSED[name]
    with pytest.raises(StatementError, match=message):
        read_statement(rows)


def test_what_a_caller_says_goes_before_the_table() -> None:
    """Unit, currency, columns, periods, rows and title."""
    rows = [
        ["", "A", "B", "備考"],
        ["Net sales", "49,812", "57,055", "up"],
        ["Basic", "23.45", "35.42", ""],
        ["Rate", "5", "6", ""],
    ]
    statement = read_statement(
        rows,
        title="Income",
        unit="thousand",
        currency="JPY",
        columns={"備考": "skip"},
        periods={"A": "FY2006", "B": Period.fiscal_year(2007)},
        rows={"Basic": "per_share", "Rate": "percent"},
    )
    assert (statement.title, statement.unit) == ("Income", "thousand")
    assert [column.period for column in statement.columns] == [Period.fiscal_year(2006), Period.fiscal_year(2007)]
    assert [line.kind for line in statement.lines] == ["amount", "per_share", "percent"]
    skipped = read_statement([HEAD, SALES, ["Basic", "1.2", "1.3"]], rows={"Basic": "skip"}, periods=["FY2006", None])
    assert (len(skipped.lines), skipped.columns[1].period) == (1, None)
    assert skipped.remarks == ("the line 'Basic' was left out, as said",)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"unit": "dozen"}, "the units are one, thousand"),
        ({"currency": "EUR"}, "the currencies are 'JPY' and 'USD'"),
        ({"columns": {"FY2008": "skip"}}, "no column of the table has it"),
        ({"columns": {"FY2007": "euro"}}, "the kinds of columns are"),
        ({"rows": {"Net sales": "money"}}, "the kinds of lines are"),
        ({"periods": ["FY2006"]}, "there are 2 columns of figures"),
        ({"periods": {"FY2008": "FY2008"}}, "the columns are 'FY2006', 'FY2007'"),
        ({"periods": ["soon", None]}, "neither a period nor a date"),
        ({"periods": "FY2006"}, "with one for each column"),
        ({"table": 3}, "there is 1 table, counted from 0"),
        ({"table": 1.5}, "a number from 0 on"),
        ({"title": 5}, "must be text"),
        ({"fiscal_year_end": 13}, "month"),
    ],
)
def test_what_cannot_be_said_is_refused(said: dict[str, Any], message: str) -> None:
    """With what can."""
    with pytest.raises(YenUsdError, match=message):
        read_statement([HEAD, SALES], **said)


def test_a_source_of_another_kind_is_refused() -> None:
    """With the kinds that are read."""
    with pytest.raises(ArgumentError, match="rows of cells"):
        read_statement(5)
    with pytest.raises(StatementError, match="a list of lists"):
        read_statement(["Net sales", "5"])


def test_an_index_is_the_labels_and_integers_may_head_columns() -> None:
    """Frames as analysts have them."""
    frame = pd.DataFrame({2006: [49_812, -5.5], 2007: [57_055, 6.5]}, index=["売上高", "１株当たり利益"])
    frame.index.name = "（百万円）"
    statement = read_statement(frame)
    assert [column.label for column in statement.columns] == ["2006", "2007"]
    assert [(line.label, line.kind) for line in statement.lines] == [("売上高", "amount"), ("１株当たり利益", "per_share")]
    many = pd.DataFrame(
        [["Cash", 1, 2]], columns=pd.MultiIndex.from_tuples([("", ""), ("百万円", "FY2006"), ("百万円", "FY2007")])
    )
    assert [column.label for column in read_statement(many).columns] == ["FY2006", "FY2007"]


CELLS = st.one_of(
    st.sampled_from(
        ["", "", "—", "△5", "(1,234)", "¥ 12", "5%", "n/a", "6,26", "Total", "x", "FY2008", "¥", "(3", ")", "*", "2007"]
    ),
    st.integers(-(10**6), 10**6).map(lambda n: f"{n:,}"),
    st.text(max_size=6),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=True, allow_infinity=False, width=32),
    st.none(),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Net sales", "Cost", "Other", "", "Total"]), CELLS, CELLS), max_size=6))
def test_no_cell_is_lost(rows: list[tuple[Any, ...]]) -> None:
    """Every figure of a table that is read is a figure of a line, a heading, or is refused; and nothing else is raised."""
    try:
        statement = read_statement([HEAD, SALES, *rows])
    except YenUsdError:
        return
    shown = sum(not figure.is_blank for line in statement.lines for figure in line.figures)
    given_cells = [cell for row in rows for cell in row[1:] if cell is not None and cell == cell]
    texts = [str(cell).strip() for cell in given_cells]
    figures = sum(read_cell(text) is not None for text in texts)
    joined = sum(text in {"¥", "(3", ")", "*"} for text in texts)
    repeated = sum(text in HEAD for text in texts)
    assert shown + joined + repeated >= figures + 2
    assert len(statement.lines) >= 1


def shown(statement: Statement) -> set[str]:
    """The digits of each amount of a statement."""
    figures = [figure for line in statement.lines for figure in line.figures]
    return {digits(figure.money.amount) for figure in figures if figure.money is not None}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=7))
def test_any_rows_are_read_or_refused(rows: list[list[Any]]) -> None:
    """By an error of ours; and what is read are the digits of cells."""
    cells = {digits(Decimal(repr(cell)) if isinstance(cell, float) else cell) for row in rows for cell in row}
    with suppress(YenUsdError):
        assert shown(read_statement(rows, unit="million", currency="JPY")) <= cells


@settings(max_examples=150, deadline=None)
@given(st.text("<>/tablrdh&;= 1a円\"'", max_size=80))
def test_any_page_is_read_or_refused(text: str) -> None:
    """By an error of ours; and what is read are digits of the page."""
    with suppress(YenUsdError):
        assert all(found in digits(text) for found in shown(read_statement(f"<table>{text}")))
