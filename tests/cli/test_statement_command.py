"""The command `statement`: from a workbook or a page to text, workbooks, HTML, Markdown and JSON."""

import json
from pathlib import Path

import openpyxl
import pytest
from pydantic import TypeAdapter

from yen_usd import Statement, read_statement
from yen_usd.cli import main

ROWS = [
    ["Balance sheets (Millions of yen)", "March 31, 2006", "March 31, 2007"],
    ["Cash", 13_727, 13_555],
    ["Receivables", 8_000, 9_105],
    ["Total", 21_727, 22_660],
]


@pytest.fixture
def book(tmp_path: Path) -> str:
    """A workbook of two sheets."""
    path = tmp_path / "statement.xlsx"
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title = "BS"
    for row in ROWS:
        made.active.append(row)
    made.create_sheet("IS").append(["(Millions of yen)", "FY2007"])
    made["IS"].append(["Net sales", 57_055])
    made.save(path)
    return str(path)


def test_a_workbook_goes_to_a_workbook_with_dollars(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And is read again as it was written."""
    out = tmp_path / "dollars.xlsx"
    assert main(["statement", book, "--sheet", "BS", "--on", "2007-03-31", "-o", str(out)]) == 0
    both = read_statement(out)
    assert both == read_statement(book, sheet="BS").translate(on="2007-03-31").statement
    assert capsys.readouterr().out == ""


def test_the_dollars_are_spread_where_it_is_asked(book: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And how many were adjusted is told on standard error."""
    out = tmp_path / "dollars.json"
    given = ["statement", book, "--sheet", "BS", "--rate", "117.56", "--unit", "million", "--spread", "-o", str(out)]
    assert main(given) == 0
    statement = TypeAdapter(Statement).validate_json(out.read_text(encoding="utf-8"))
    amounts = [line.figures[2].money for line in statement.lines]
    assert amounts[0] + amounts[1] == amounts[2]  # type: ignore[operator]
    assert "1 total found" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["html", "md", "json", "txt"])
def test_a_statement_is_written_in_each_form(book: str, tmp_path: Path, kind: str) -> None:
    """Without a rate as it was read."""
    out = tmp_path / f"out.{kind}"
    assert main(["statement", book, "--sheet", "BS", "-o", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "Receivables" in text
    if kind == "json":
        assert json.loads(text)["unit"] == "million"
    if kind in {"html", "md"}:
        assert read_statement(out) == read_statement(book, sheet="BS")


def test_it_is_printed_where_no_file_is_named(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the rates of flows and of balances each in their place."""
    assert main(["statement", book, "--sheet", "IS", "--by-period", "average", "period_end"]) == 0
    printed = capsys.readouterr().out
    assert "FY2007 at ¥116.55 (Thousands of U.S. dollars)" in printed
    assert "489,532" in printed


def test_dollars_that_are_there_are_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a memo."""
    path = tmp_path / "release.csv"
    head = "(Millions of yen / thousands of U.S. dollars),FY2007 (Yen),FY2007 (U.S. dollars)"
    path.write_text(f'{head}\nNet sales,"57,055","485,327"\n')
    assert main(["audit", str(path), "--balance-sheet-date", "2007-03-31"]) == 0
    assert "consistent with ¥117.56, the noon buying rate of March 30, 2007" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "2 tables that may be meant"),
        (["--sheet", "CF"], "it has 'BS', 'IS'"),
        (["--sheet", "BS", "--spread"], "give --on, --rate, --period or --by-period"),
        (["--sheet", "BS", "-o", "x.pdf"], "written end in .xlsx, .html, .md, .json, .txt"),
        (["--sheet", "BS", "--on", "2007-03-31", "--rate", "100"], "only one of them can name the rate"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    book: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with exit code 2."""
    assert main(["statement", book, *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
