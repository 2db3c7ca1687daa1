"""Sources of statements: number formats of workbooks, encodings, what is hidden, and hostile files."""

import datetime as dt
import gc
import io
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from work import steps

from yen_usd import FileError, MissingExtraError, StatementError, Yen, YenUsdError, read_statement

HEAD = ["(Millions of yen)", "FY2006", "FY2007"]


def workbook(path: Path, rows: list[list[Any]], formats: dict[str, str] | None = None, **sheets: list[list[Any]]) -> Path:
    """A workbook of a sheet "Statement" and others, with number formats of cells."""
    book = openpyxl.Workbook()
    for name, cells in {"Statement": rows, **sheets}.items():
        sheet: Any = book.active if name == "Statement" else book.create_sheet(name)
        sheet.title = name
        for row in cells:
            sheet.append(row)
    for place, number_format in (formats or {}).items():
        book["Statement"][place].number_format = number_format
    book.save(path)
    return path


FORMATS: list[tuple[float, str, str | None]] = [
    (1234, "#,##0", "1234"),
    (-1234, "#,##0", "-1234"),
    (-1234, '#,##0;"△"#,##0', "-1234"),
    (-1234, '#,##0;"▲ "#,##0', "-1234"),
    (-1234, "#,##0_);(#,##0)", "-1234"),
    (-1234, "#,##0_);[Red](#,##0)", "-1234"),
    (-1234, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "-1234"),
    (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "nil"),
    (1234, '"¥"#,##0', "1234"),
    (-1234, '[$¥-411]#,##0;[$¥-411]"△"#,##0', "-1234"),
    (-1234, "#,##0;[Red]#,##0", "-1234"),
    (1234, '"("#,##0")"', "-1234"),
    (1234.5678, "#,##0", "1234.5678"),
    (-1234, "#,##0;#,##0", None),
    (-1234, '"△"#,##0', None),
    (1234567890, "#,##0,,", None),
    (1234567, "#,##0,", None),
    (1234, "[>=1000]#,##0;0", None),
    (0.053, "0.0%", None),
]


@pytest.mark.parametrize(("number", "number_format", "answer"), FORMATS)
def test_a_number_is_read_as_its_format_shows_it(
    tmp_path: Path, number: float, number_format: str, answer: str | None
) -> None:
    """△, brackets, signs of currency, nils for zero; what a format scales, hides or leaves open is refused."""
    rows = [HEAD, ["Net sales", 5, number], ["Other", 1, 2]]
    path = workbook(tmp_path / "a.xlsx", rows, {"C2": number_format})
    if answer is None:
        with pytest.raises(StatementError, match="Statement!C2"):
            read_statement(path)
        return
    figure = read_statement(path).lines[0].figures[1]
    assert "nil" if figure.is_nil else figure.amount == Decimal(answer).scaleb(6)


def test_a_scaled_number_is_read_where_the_unit_of_the_numbers_is_said(tmp_path: Path) -> None:
    """By unit=, which then goes before the heading."""
    rows = [HEAD, ["Net sales", 49_812_000_000, 57_055_000_000]]
    path = workbook(tmp_path / "a.xlsx", rows, {"B2": "#,##0,,", "C2": "#,##0,,"})
    with pytest.raises(StatementError, match="unit='one'"):
        read_statement(path)
    assert read_statement(path, unit="one").lines[0].figures[1].amount == 57_055_000_000


def test_a_percentage_is_no_amount(tmp_path: Path) -> None:
    """A line of percent formats is one of percentages, with the digits that are shown."""
    rows = [HEAD, ["Net sales", 5, 6], ["Margin", 0.053, 0.0611]]
    line = read_statement(workbook(tmp_path / "a.xlsx", rows, {"B3": "0.0%", "C3": "0.0%"})).lines[1]
    assert (line.kind, [figure.number for figure in line.figures]) == ("percent", [Decimal("5.3"), Decimal("6.11")])


def test_formulas_are_read_by_their_cached_values(tmp_path: Path) -> None:
    """And refused by name where no program has computed them."""
    path = workbook(tmp_path / "a.xlsx", [HEAD, ["Net sales", 5, 6], ["Total", 5, "=C2"]])
    with pytest.raises(StatementError, match=r"Statement!C3 is a formula without a value"):
        read_statement(path)
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<f>C2</f><v />", b"<f>C2</f><v>6</v>").replace(
        b"<f>C2</f><v></v>", b"<f>C2</f><v>6</v>"
    )
    assert read_statement(packed(tmp_path / "b.xlsx", parts)).lines[1].figures[1].amount == 6_000_000


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    """A workbook of given parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    """As they may be part of a sum."""
    path = workbook(tmp_path / "a.xlsx", [HEAD, ["Net sales", 5, 6], ["Other", 1, 2]])
    book = openpyxl.load_workbook(path)
    book["Statement"].row_dimensions[3].hidden = True
    book["Statement"].column_dimensions["B"].hidden = True
    book.save(path)
    statement = read_statement(path)
    assert [line.label for line in statement.lines] == ["Net sales", "Other"]
    assert statement.remarks == ("row 3 is hidden", "column B is hidden")


def test_days_of_a_workbook_are_days(tmp_path: Path) -> None:
    """A heading may be a date."""
    rows = [["(Millions of yen)", dt.date(2006, 3, 31), dt.datetime(2007, 3, 31)], ["Cash", 5, 6]]  # noqa: DTZ001 - as a workbook has it
    assert [column.date for column in read_statement(workbook(tmp_path / "a.xlsx", rows)).columns] == [
        dt.date(2006, 3, 31),
        dt.date(2007, 3, 31),
    ]


def test_numbers_of_a_workbook_may_be_years(tmp_path: Path) -> None:
    """2006 in a cell without a format is a heading, as Excel shows it; 2,006 may be an amount, and is refused."""
    rows = [["Income"], ["(Millions of yen)", 2006, 2007], ["Net sales", 1100, 1234], ["Loss", -5, -6]]
    path = workbook(tmp_path / "a.xlsx", rows)
    statement = read_statement(path)
    assert [column.label for column in statement.columns] == ["2006", "2007"]
    assert [figure.money for figure in statement.lines[0].figures] == [Yen(1_100_000_000), Yen(1_234_000_000)]
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["A2"], sheet["A1"] = None, "(Millions of yen)"
    for place in ("B2", "C2"):
        sheet[place].number_format = "#,##0"
    book.save(path)
    for periods in (None, ["FY2006", "FY2007"]):
        with pytest.raises(StatementError, match=r"row 2 has '2,006' and no label"):
            read_statement(path, periods=periods)


def test_several_sheets_and_none_chosen_are_listed(tmp_path: Path) -> None:
    """Each is chosen by its name; hidden sheets are not counted."""
    rows = [HEAD, ["Net sales", 5, 6]]
    path = workbook(tmp_path / "a.xlsx", rows, Balance=[HEAD, ["Cash", 7, 8]], Empty=[])
    with pytest.raises(StatementError, match=r"2 tables that may be meant.*Statement.*Balance.*sheet="):
        read_statement(path)
    assert read_statement(path, sheet="Balance").lines[0].label == "Cash"
    with pytest.raises(StatementError, match="'Statement', 'Balance', 'Empty'"):
        read_statement(path, sheet="Cash")


def test_two_tables_in_one_sheet_are_told_apart() -> None:
    """By the headings of the second; each is chosen by its number."""
    rows = [
        ["Income (Millions of yen)", "FY2006", "FY2007"],
        ["Net sales", "5", "6"],
        ["", "", ""],
        ["Balance (Thousands of yen)", "March 31, 2006", "March 31, 2007"],
        ["Cash", "7", "8"],
    ]
    with pytest.raises(StatementError, match="2 tables that may be meant"):
        read_statement(rows)
    assert read_statement(rows, table=0).unit == "million"
    second = read_statement(rows, table=1)
    assert (second.unit, second.lines[0].label, second.columns[1].date) == ("thousand", "Cash", dt.date(2007, 3, 31))


TEXT = '（単位：百万円）,2006年3月期,2007年3月期\n売上高,"49,812","57,055"\n営業利益,△100,－\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_separated_files_are_read_in_the_encodings_of_the_field(tmp_path: Path, encoding: str, separator: str) -> None:
    """Commas and tabs, with and without a byte-order mark."""
    text = (
        TEXT
        if separator == ","
        else TEXT.replace('"', "").replace(",2", "\t2").replace("高,4", "高\t4").replace(",57", "\t57")
    )
    text = text.replace("利益,", "利益\t").replace("100,", "100\t") if separator == "\t" else text
    path = tmp_path / "a.csv"
    data = text.encode(encoding)
    path.write_bytes(b"\xfe\xff" + data if encoding == "utf-16-be" else data)
    statement = read_statement(path)
    assert [figure.amount for figure in statement.lines[0].figures] == [49_812_000_000, 57_055_000_000]
    assert [figure.amount for figure in statement.lines[1].figures] == [-100_000_000, 0]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_pages_are_read_in_the_encoding_that_they_state(tmp_path: Path, encoding: str) -> None:
    """Or, where they state none, in UTF-8 or cp932."""
    stated = f'<meta charset="{encoding.replace("cp932", "Shift_JIS")}">' if encoding == "euc_jp" else ""
    rows = "<tr><td>（百万円）<td>2007年3月期</tr><tr><td>売上高<td>57,055</tr>"
    page = f"<html>{stated}<p>連結損益計算書</p><table>{rows}</table></html>"
    path = tmp_path / "a.html"
    path.write_bytes(page.encode(encoding))
    statement = read_statement(path)
    assert (statement.title, statement.lines[0].figures[0].amount) == ("連結損益計算書", 57_055_000_000)


def _sheet(path: Path, content: str) -> Path:
    parts = parts_of(workbook(path, [HEAD, ["Net sales", 5, 6]]))
    name = "xl/worksheets/sheet1.xml"
    start = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts[name] = (content if content.startswith("<?xml") else f"{start}{content}</worksheet>").encode()
    return packed(path, parts)


def _bomb(path: Path) -> Path:
    parts = parts_of(workbook(path, [HEAD, ["Net sales", 5, 6]]))
    parts["xl/worksheets/sheet1.xml"] = b" " * 300_000_000
    return packed(path, parts)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="str"><v>&i;</v></c></row></sheetData></worksheet>'
)
FAR = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
WIDE = "<sheetData><row r='1'>" + "<c><v>1</v></c>" * 20_000 + "</row></sheetData>"
MERGED = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
)
LONG = f'<sheetData><row r="1"><c r="A1" t="str"><v>{"9" * 3_000_000}</v></c></row></sheetData>'

HOSTILE: dict[str, Callable[[Path], Any]] = {
    "zip bomb": lambda path: _bomb(path / "a.xlsx"),
    "entity bomb": lambda path: _sheet(path / "a.xlsx", ENTITIES),
    "far cell": lambda path: _sheet(path / "a.xlsx", FAR),
    "wide row": lambda path: _sheet(path / "a.xlsx", WIDE),
    "merged sheet": lambda path: _sheet(path / "a.xlsx", MERGED),
    "long string": lambda path: _sheet(path / "a.xlsx", LONG),
    "damaged sheet": lambda path: _sheet(path / "a.xlsx", "<?xml version='1.0'?><worksheet><sheetData"),
    "no workbook": lambda path: _written(path / "a.xlsx", b"\xd0\xcf\x11\xe0" * 100),
    "million columns": lambda _: f"<table><tr>{'<td>1' * 1_000_000}</table>",
    "wide span": lambda _: "<table><tr><td colspan=1000000>a<td>1" + "<tr><td colspan=1000>a" * 2_000 + "</table>",
    "deep span": lambda _: "<table>" + "<tr><td rowspan=65534 colspan=400>a</td></tr>" * 5_000 + "</table>",
    "deep nesting": lambda _: "<div>" * 200_000 + "<table><tr><td>a<td>1</table>",
    "nested tables": lambda _: "<table><tr><td>" * 3_000 + "1" + "</table>" * 3_000,
    "many tables": lambda _: "<table><tr><td>a<td>1</table>" * 5_000,
    "entities of a page": lambda _: (
        f"<!DOCTYPE html [<!ENTITY a '{'x' * 1_000}'>]><table><tr><td>{'&a;' * 1_000}<td>1</table>"
    ),
    "long cell": lambda _: f"<table><tr><td>{'a' * 1_000_000}<td>1</table>",
    "binary": lambda path: _written(path / "a.csv", bytes(range(256)) * 100),
    "wide line": lambda path: _written(path / "a.csv", b"a" + b",1" * 1_000_000),
    "endless quote": lambda path: _written(path / "a.csv", b'a,"' + b"1" * 1_000_000),
    "million rows": lambda _: ([str(at), 1] for at in range(10_000_000)),
}


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.exhaustive] if name in {"million columns", "wide row"} else [])
        for name in HOSTILE
    ],
)
def test_a_hostile_source_is_refused_after_bounded_work(tmp_path: Path, name: str) -> None:
    """By an error of ours in few words, and not by whatever the reader raises."""
    source = HOSTILE[name](tmp_path)

    def refuse() -> None:
        with pytest.raises(YenUsdError) as caught:
            read_statement(source)
        assert len(str(caught.value)) < 600

    assert steps(refuse) < (40_000_000 if name == "million columns" else 4_000_000)


def test_a_workbook_that_cannot_be_read_is_not_left_open(tmp_path: Path) -> None:
    """So that it can be deleted or mended at once; what reads it would leave it open."""
    source = _sheet(tmp_path / "a.xlsx", '<sheetData><row r="1"><c r="A1"><v>five</v></c></row></sheetData>')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(StatementError):
            read_statement(source)
        gc.collect()
    assert not caught


def test_files_that_are_missing_or_of_another_kind_are_refused(tmp_path: Path) -> None:
    """With what is read instead."""
    with pytest.raises(FileError, match="cannot read"):
        read_statement(tmp_path / "none.xlsx")
    with pytest.raises(FileError, match="cannot read"):
        read_statement(tmp_path / "none.html")
    with pytest.raises(StatementError, match=r"\.html, \.xlsx, \.csv, \.tsv or \.md"):
        read_statement(str(tmp_path / "a.pdf"))
    with pytest.raises(StatementError, match="give a path without line breaks"):
        read_statement("Net sales\n5 6")


@pytest.mark.parametrize(("package", "source"), [("lxml", "<table><tr><td>a<td>1</table>"), ("openpyxl", "a.xlsx")])
def test_a_reader_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, package: str, source: str
) -> None:
    """With the extra that installs it."""
    from importlib.util import find_spec

    monkeypatch.setattr("yen_usd._extras.find_spec", lambda name: None if name == package else find_spec(name))
    given = str(workbook(tmp_path / source, [HEAD])) if source.endswith("xlsx") else source
    with pytest.raises(MissingExtraError, match=r"yen_usd\[statements\]"):
        read_statement(given)


def test_text_before_a_second_table_is_its_title(tmp_path: Path) -> None:
    """In Markdown; what stands below the last table are footnotes."""
    table = "| (Millions of yen) | FY2007 |\n| :-- | --: |\n| **Net sales** | 5 |\n"
    path = tmp_path / "a.md"
    path.write_text(f"# Income\n\n{table}\n## Segments\n\n{table}\nNote: unaudited.\n", encoding="utf-8")
    first, second = (read_statement(path, table=at) for at in (0, 1))
    assert (first.title, first.footnotes) == ("Income", ())
    assert (second.title, second.footnotes) == ("Segments", ("Note: unaudited.",))
    assert first.lines[0].label == "Net sales"


@pytest.mark.parametrize("lines", [250, pytest.param(5_000, marks=pytest.mark.exhaustive)])
def test_the_work_grows_no_faster_than_the_lines(lines: int) -> None:
    """Twice the lines, of twelve columns each, are at most twice the steps."""

    def read(count: int) -> int:
        def figures(at: int) -> list[str]:
            return [f"({at:,})" if (at + column) % 7 == 0 else f"{at * column + 1:,}" for column in range(12)]

        head = ["(Millions of yen)", *(f"FY{2000 + at}" for at in range(12))]
        return steps(lambda: read_statement([head, *([f"Line {at}", *figures(at)] for at in range(count))]))

    read(100)  # what is loaded once is loaded
    assert read(2 * lines) < 2.1 * read(lines)


def test_nothing_is_written_where_a_workbook_cannot_be(tmp_path: Path) -> None:
    """A file that was there stays as it was."""
    statement = read_statement([HEAD, ["Net sales", "5", "6"]])
    with pytest.raises(FileError, match="cannot write"):
        statement.to_excel(tmp_path / "none" / "a.xlsx")
    folder = tmp_path / "taken.xlsx"
    folder.mkdir()
    with pytest.raises(FileError, match="cannot write"):
        statement.to_excel(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.xlsx"]


def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    """A label is never computed by a spreadsheet."""
    statement = read_statement([HEAD, ["=1+1", "5", "6"]])
    statement.to_excel(tmp_path / "a.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert cells is not None
    found = [cell for row in cells.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in found] == ["s"]


def test_a_workbook_in_memory_is_not_taken_for_a_path() -> None:
    """Bytes are no source."""
    with pytest.raises(YenUsdError, match="a path to"):
        read_statement(io.BytesIO(b"x").getvalue())
