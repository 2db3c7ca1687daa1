"""What seldom stands in a statement, and what a caller may say beyond the ordinary: each answer by hand."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from yen_usd import ArgumentError, Currency, Period, StatementError, YenUsdError, read_statement

UNIT = "(Millions of yen)"
HEAD = [UNIT, "FY2006", "FY2007"]
SALES = ["Net sales", "49,812", "57,055"]
COSTS = ["Cost of sales", "40,000", "45,032"]
PROFIT = ["Gross profit", "9,812", "12,023"]
ROWS = [HEAD, SALES, COSTS, PROFIT]
BOTH = [
    ["", "Millions of yen", "Thousands of U.S. dollars"],
    ["Sales", "57,055", "485,327"],
    ["Costs", "50,000", "425,315"],
]


def html(*rows: str, above: str = "") -> str:
    """A page with one table, its cells as they are."""
    return f"<html><body>{above}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"


def amounts(statement: Any) -> list[list[Any]]:
    """The amounts of the lines."""
    return [[figure.amount and int(figure.amount) for figure in line.figures] for line in statement.lines]


def test_marks_of_notes_in_cells_are_no_digits() -> None:
    """A raised 1 behind a figure is a note, and one behind a label part of it; scripts and what is hidden are not read."""
    statement = read_statement(
        html(
            f"<th>{UNIT}<th>FY2007",
            "<td>Net sales<td>57,055<sup>1</sup>",
            "<td>Costs<script>5</script><td><div style='padding-left:1em'><b>45,032</b></div>",
        )
    )
    assert amounts(statement) == [[57_055_000_000], [45_032_000_000]]
    assert [line.label for line in statement.lines] == ["Net sales", "Costs"]


def test_odd_spans_and_hidden_rows() -> None:
    """A span that is no number is one cell; a cell over three rows stands in each; a hidden row is told."""
    statement = read_statement(
        html(
            f"<th>{UNIT}<th colspan='x'>FY2007",
            "<td rowspan='3'>Sales<td>5",
            "<td>6",
            "<td>7",
            "<p>no cell</p><td>Costs<td>8",
        )
    )
    assert amounts(statement) == [[5_000_000], [6_000_000], [7_000_000], [8_000_000]]
    assert [line.label for line in statement.lines] == ["Sales", "Sales", "Sales", "Costs"]
    assert sum("no label of its own" in remark for remark in statement.remarks) == 2
    rows = f"<tr><th>{UNIT}<th>FY2007<tr><td>Sales<td>5<tr hidden><td>Old<td>6<tr><td>Costs<td>3"
    assert any("row 3 is hidden" in remark for remark in read_statement(f"<table>{rows}</table>").remarks)


def test_a_table_is_named_by_words_of_its_title() -> None:
    """By words that one table alone has; by none or by several it is refused with what there is."""
    page = "".join(
        f"<p>{title}</p><table><tr><th>{UNIT}<th>FY2007<tr><td>{line}<td>5<tr><td>Other<td>6</table>"
        for title, line in {"Income": "Sales", "Balance sheet": "Assets"}.items()
    )
    assert read_statement(page, table="Balance").lines[0].label == "Assets"
    with pytest.raises(StatementError, match=r"no tables have these words: 0 .*Income"):
        read_statement(page, table="Cash flows")
    with pytest.raises(StatementError, match="2 tables have these words"):
        read_statement(page, table="Millions")
    with pytest.raises(ArgumentError, match="a number from 0 on, or words"):
        read_statement(page, table=True)
    with pytest.raises(StatementError, match="no table has labels and figures"):
        read_statement("<table><tr><td>a<td>b</table><table><tr><td>c<td>d</table>")


def test_columns_are_said_by_number_and_letter(tmp_path: Path) -> None:
    """Letters are those of a workbook; a number that is none of the columns is refused."""
    rows = [[UNIT, "FY2006", "FY2007", "Change"], ["Sales", 5, 6, 1], ["Costs", 3, 4, 1]]
    assert len(read_statement([[str(cell) for cell in row] for row in rows], columns={3: "skip"}).columns) == 2
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    assert len(read_statement(tmp_path / "a.xlsx", columns={"D": "skip"}).columns) == 2
    for key in (7, "ZZ"):
        with pytest.raises(YenUsdError, match=str(key)):
            read_statement(tmp_path / "a.xlsx", columns={key: "skip"})


def test_units_are_said_for_each_currency() -> None:
    """And the roles of columns where no heading names a currency."""
    rows = [["", "A", "B"], ["Sales", "57,055", "485,327"], ["Costs", "50,000", "425,315"]]
    statement = read_statement(
        rows, unit={"JPY": "million", "USD": "thousand"}, columns={"A": "yen", "B": "dollars"}, periods=["FY2007", "FY2007"]
    )
    assert [column.currency for column in statement.columns] == [Currency.JPY, Currency.USD]
    assert str(statement.audit("2007-03-31").rate) == "¥117.56, noon buying rate of 2007-03-30"
    days = read_statement(ROWS, periods=[dt.date(2006, 3, 31), "2007-03-31"])
    assert [column.date for column in days.columns] == [dt.date(2006, 3, 31), dt.date(2007, 3, 31)]


def test_given_totals() -> None:
    """By labels, signs or numbers of lines; what names no line, or is no list, is refused."""
    statement = read_statement(ROWS)
    for totals in ({"Gross profit": ["Net sales", "-Cost of sales"]}, {2: ["+Net sales", "−Cost of sales"]}):
        [*totals_found] = statement.foot(totals).totals
        assert {total.label for total in totals_found} == {"Gross profit"}
        assert not statement.foot(totals).off
    for wrong, says in (
        ([], "a dict of totals and their parts"),
        ({"Gross profit": "Net sales"}, "must be a list of labels"),
        ({9: ["Net sales"]}, "no line 9"),
        ({"Profit": ["Net sales"]}, "Profit"),
    ):
        with pytest.raises(StatementError, match=says):
            statement.foot(wrong)  # type: ignore[arg-type]
    with pytest.raises(StatementError, match="no line of amounts has the label"):
        statement.foot({"Gross profit": ["Nothing"]})


def test_a_footing_is_a_table_and_columns() -> None:
    """With the sum in words, of many lines by the first and last."""
    lines = [[f"Line {at}", str(17**at), str(19**at)] for at in range(1, 7)]
    total = ["Total", str(sum(17**at for at in range(1, 7))), str(sum(19**at for at in range(1, 7)))]
    footing = read_statement([HEAD, *lines, total]).foot()
    assert "6 lines, Line 1 to Line 6" in footing.to_markdown()
    frame = footing.to_frame()
    assert list(frame["total"]) == ["Total", "Total"]
    assert "2 totals, 0 off" in repr(footing)


def test_an_audit_is_a_table_and_says_what_is_missing() -> None:
    """The lines with their dollars at the rate; a line with one of the two has a reason; without any it is refused."""
    audit = read_statement([*BOTH, ["Other", "5", "-"], ["More", "-", "7"]]).audit("2007-03-31")
    assert "At ¥117.56" in audit.to_markdown()
    assert "of 4 lines off" in repr(audit)
    with pytest.raises(YenUsdError, match="no line has both yen and dollars"):
        read_statement([BOTH[0], ["Sales", "57,055", "-"]]).audit("2007-03-31")
    own = read_statement([BOTH[0], ["Sales", "100,000", "1,000,000"], ["Costs", "50,000", "500,000"]]).audit("2007-03-31")
    assert own.rate is not None
    assert str(own.rate.yen_per_usd) == "100"
    odd = read_statement([BOTH[0], ["Sales", "100,000", "1,000,000"], ["Costs", "50,000", "700,000"]]).audit("2007-03-31")
    assert odd.misfits


def test_what_a_translation_cannot_take_is_refused() -> None:
    """Before anything is translated."""
    statement = read_statement(ROWS)
    with pytest.raises(ArgumentError, match="must be 'latest' or 'all'"):
        statement.translate(rate=110, columns="some")  # type: ignore[call-overload, arg-type]
    with pytest.raises(ArgumentError, match="a pair of them for flows and balances"):
        statement.translate(by_period=("average", "average", "high"))  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="no column of yen"):
        read_statement([["", "Thousands of U.S. dollars"], ["Sales", "5"], ["Costs", "6"]]).translate(rate=110)
    alone = read_statement([[UNIT, "Amount"], ["Sales", "110"], ["Costs", "220"]]).translate(rate=110, unit="million")
    assert "$1" in str(alone)
    with pytest.raises(ArgumentError, match="by_period"):
        read_statement([[UNIT, "Amount"], ["Sales", "110"], ["Costs", "220"]]).translate(by_period="average")


NUMBERS: list[tuple[Any, str, str | None]] = [
    (1234, "General", "1234000000"),
    (1234, '"¥"General', "1234000000"),
    (1234, "0.00E+00", None),
    (1234, "0 0", None),
    (1234, "# ?/?", None),
    (1234, "0 00", None),
    (True, "General", None),
    (dt.time(5, 0), "General", None),
]


@pytest.mark.parametrize(("value", "number_format", "answer"), NUMBERS)
def test_seldom_formats_and_kinds_of_cells(tmp_path: Path, value: Any, number_format: str, answer: str | None) -> None:
    """What a format shows otherwise than as a number, and what is none, is refused and named by its cell."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in ([UNIT, "FY2006", "FY2007"], ["Sales", 5, value], ["Costs", 3, 4]):
        sheet.append(row)
    sheet["C2"].number_format = number_format
    book.save(tmp_path / "a.xlsx")
    if answer is None:
        with pytest.raises(StatementError):
            read_statement(tmp_path / "a.xlsx")
    else:
        assert str(read_statement(tmp_path / "a.xlsx").lines[0].figures[1].amount) == answer


def test_days_in_cells_are_headings() -> None:
    """Of rows and of workbooks, with a time of midnight or without."""
    for day in (dt.date(2007, 3, 31), dt.datetime(2007, 3, 31, tzinfo=None)):  # noqa: DTZ001
        statement = read_statement([[UNIT, day], ["Assets", "5"], ["Debts", "3"]])
        assert statement.columns[0].date == dt.date(2007, 3, 31)


def test_a_unit_in_a_row_of_its_own_holds_below() -> None:
    """And sections end the scope of a heading per share."""
    statement = read_statement(
        [["", "FY2007"], ["(Millions of yen)", ""], ["Sales", "5"], ["Amounts per share (yen):", ""], ["  Basic", "1.2"]]
    )
    assert [line.kind for line in statement.lines if line.figures][-1] == "per_share"
    assert read_statement(ROWS).columns[1].period == Period.fiscal_year(2007)


def test_units_that_stand_over_several_columns_or_above_the_table() -> None:
    """A unit holds for the columns without one to its right; that of a line above holds for all."""
    over = read_statement(
        [
            ["", "Millions of yen", "", "Thousands of U.S. dollars"],
            ["", "March 31, 2006", "March 31, 2007", "March 31, 2007"],
            ["Assets", "5", "6", "51"],
            ["Debts", "3", "4", "34"],
        ]
    )
    assert [str(column.currency) for column in over.columns] == ["JPY", "JPY", "USD"]
    assert [int(figure.amount) for figure in over.lines[0].figures] == [5_000_000, 6_000_000, 51_000]
    page = "<p>Selected data (in millions of yen)</p><table><tr><th><th>FY2007<tr><td>Sales<td>5<tr><td>Costs<td>3</table>"
    assert amounts(read_statement(page)) == [[5_000_000], [3_000_000]]
    with pytest.raises(StatementError):
        read_statement(page.replace("(in millions of yen)", "."))


def test_a_statement_of_percentages_alone_has_no_unit() -> None:
    """And one of amounts per share has single yen."""
    ratios = read_statement([["", "FY2006", "FY2007"], ["Margin", "5%", "6%"], ["Growth", "1%", "2%"]])
    assert (ratios.unit, [column.kind for column in ratios.columns]) == ("one", ["percent", "percent"])
    shares = read_statement(
        [["(Yen per share)", "FY2006", "FY2007"], ["Basic", "1.25", "2.50"], ["Diluted", "1.20", "2.40"]]
    )
    assert shares.unit == "one"
    assert str(shares.lines[0].figures[0].amount) == "1.25"


def test_the_memo_of_an_audit_names_remarks_and_the_absence_of_a_rate() -> None:
    """Lines that no single rate explains, in a table with a line left out."""
    rows = [BOTH[0], ["Sales", "100,000", "1,000,000"], ["Costs", "50,000", "-400,000"], ["Old", "1", "2"]]
    statement = read_statement(rows, rows={"Old": "skip"})
    memo = str(statement.audit("2007-03-31"))
    assert "the line 'Old' was left out, as said" in memo
    assert "Costs" in memo
