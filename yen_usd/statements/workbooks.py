"""The sheets of a workbook as grids, checked before a reader opens them, with numbers as their formats show them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from .._extras import check_installed, load
from ..errors import StatementError, argument, quote
from .grid import BLANK, LONGEST_TEXT, Grid, GridCell, check_size, check_text, letters, padded, text_cell
from .number_formats import show

_MOST_PARTS: Final = 2_000
_LARGEST_PART: Final = 64_000_000
_LARGEST_FILE: Final = 200_000_000
_MOST_MERGED: Final = 200_000
_MOST_FORMATTED: Final = 1_500_000
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class _Look:
    """What is known of a sheet before it is read."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden_rows: list[int] = field(default_factory=list[int])
    hidden_columns: list[str] = field(default_factory=list[str])
    without_value: list[str] = field(default_factory=list[str])


def workbook_grids(path: Path, sheet: str | None, *, allows_scale: bool) -> list[Grid]:
    """The sheets of a workbook that hold anything, or the one of a name.

    Raises `StatementError` for a file that is no workbook, is larger than any statement, or has no such sheet.
    """
    check_installed("openpyxl", "statements", "reading a workbook")
    names = _look_through(path)
    openpyxl = load("openpyxl")
    try:
        with path.open("rb") as file:  # which openpyxl leaves open where it cannot read it
            book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise StatementError(f"cannot read {path.name} as a workbook: {quote(str(error))}", "", "check the file") from None
    sheets = [one for one in book.worksheets if sheet is None or one.title == sheet]
    if not sheets:
        raise StatementError(
            f"{path.name} has no sheet {quote(sheet)}",
            f"it has {', '.join(map(repr, book.sheetnames))}",
            "name one of these",
        )
    grids = [
        _grid(one, names[one.title], allows_scale) for one in sheets if sheet is not None or one.sheet_state == "visible"
    ]
    return [grid for grid in grids if grid.rows]


def _look_through(path: Path) -> dict[str, _Look]:
    """Each sheet by its name, after every part of the file was found to be of bounded size and plain XML."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_FILE:
                raise _too_large(path)
            texts = {part.filename: part for part in parts if part.filename.endswith((".xml", ".rels"))}
            if any(part.file_size > _LARGEST_PART for part in texts.values()):
                raise _too_large(path)
            looks = {name: _look_at(archive, name, path) for name in texts}
            return _by_title(archive, looks)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError, OSError) as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise StatementError(f"cannot read {quote(str(path))}: {error.strerror}", "", "check the name") from None
        raise StatementError(
            f"{path.name} is not an .xlsx workbook",
            "an older .xls or a file with a password cannot be read",
            "save it as .xlsx, without a password",
        ) from None


def _too_large(path: Path) -> StatementError:
    return StatementError(
        f"{path.name} unpacks to more than {_LARGEST_FILE // 1_000_000} MB, or has more than {_MOST_PARTS:,} parts",
        "no statement is so large",
        "save the sheet of the statement in a file of its own",
    )


def _by_title(archive: zipfile.ZipFile, looks: dict[str, _Look]) -> dict[str, _Look]:
    """What is known of each sheet, by the name that users give it."""
    targets = dict(_attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target"))
    found: dict[str, _Look] = {}
    for name, key in _attributes(archive, "xl/workbook.xml", "sheet", "name", "id"):
        target = targets.get(key, "")
        found[name] = looks.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}", _Look())
    return found


def _attributes(archive: zipfile.ZipFile, part: str, tag: str, *names: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            found.append((local.get(names[0], ""), local.get(names[1], "")))

    parser = _parser(start)
    parser.Parse(archive.read(part), True)
    return found


def _parser(start: Any) -> expat.XMLParserType:
    """A parser that refuses documents with types and entities, which no workbook has."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise StatementError(
            "the workbook defines XML entities",
            "no spreadsheet program writes any",
            "save it again in a spreadsheet program",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    return parser


def _look_at(archive: zipfile.ZipFile, name: str, path: Path) -> _Look:
    """Look through a part in pieces, so that what lies in it is bounded before anything is built from it."""
    look = _Look()
    state = {"formula": "", "value": "", "cell": ""}

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            _end_formula(look, state)
            state["cell"] = attributes.get("r", "")
            _count(look, state["cell"], path)
        elif local == "f":
            state["formula"] = state["cell"]
        elif local == "v":
            state["value"] = state["cell"]
        elif local == "row":
            _end_formula(look, state)
            if attributes.get("hidden") in {"1", "true"}:
                look.hidden_rows.append(int(attributes.get("r", "0")))
        elif local == "col" and attributes.get("hidden") in {"1", "true"}:
            first = int(attributes.get("min", "1"))
            look.hidden_columns += [
                letters(at - 1) for at in range(first, min(int(attributes.get("max", "1")), first + 50) + 1)
            ]
        elif local == "mergeCell":
            _merge(look, attributes.get("ref", ""), path)

    def text(_: str) -> None:
        if state["formula"] and state["value"] == state["cell"]:
            state["formula"] = ""

    parser = _parser(start)
    parser.CharacterDataHandler = text
    try:
        with archive.open(name) as stream:
            size = 0
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                if size > _LARGEST_PART:  # whatever the directory of the archive claims
                    raise _too_large(path)
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise StatementError(
            f"cannot read {path.name} as a workbook: its part {name} is damaged: {error}", "", "check the file"
        ) from None
    _end_formula(look, state)
    return look


def _end_formula(look: _Look, state: dict[str, str]) -> None:
    if state["formula"]:
        look.without_value.append(state["formula"])
        state["formula"] = ""


def _count(look: _Look, reference: str, path: Path) -> None:
    look.cells += 1
    match = _REFERENCE.fullmatch(reference)
    if match:
        look.rows, look.columns = max(look.rows, int(match[2])), max(look.columns, _number(match[1]))
    if look.cells > _MOST_FORMATTED:
        raise _too_large(path)


def _merge(look: _Look, reference: str, path: Path) -> None:
    ends = [_REFERENCE.fullmatch(part) for part in reference.replace("$", "").split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return
    (first, last) = ends[0], ends[1]
    area = int(first[2]), _number(first[1]), int(last[2]), _number(last[1])
    look.merged.append(area)
    if sum((r2 - r1 + 1) * (c2 - c1 + 1) for r1, c1, r2, c2 in look.merged[-1:]) > _MOST_MERGED or len(look.merged) > 20_000:
        raise StatementError(
            f"{path.name} merges the cells {reference}", "no statement merges so many", "separate the cells"
        )


def _number(name: str) -> int:
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - 64
    return number


def _grid(sheet: Any, look: _Look, allows_scale: bool) -> Grid:
    """A sheet's used cells: openpyxl's own, never its whole range, which one far cell would make endless."""
    used = [
        (row, column, cell)
        for (row, column), cell in sorted(sheet._cells.items())
        if cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip())
    ]
    name = sheet.title
    last_row, last_column = max((r for r, _, _ in used), default=0), max((c for _, c, _ in used), default=0)
    missing = [place for place in look.without_value if _inside(place, last_row + 1, last_column + 1)]
    if missing:
        raise StatementError(
            f"{name}!{missing[0]} is a formula without a value",
            "the program that wrote the file did not compute it",
            "open and save the file in a spreadsheet program, or write the value",
        )
    check_size(name, last_row, last_column)
    rows = [[BLANK] * last_column for _ in range(last_row)]
    for row, column, cell in used:
        rows[row - 1][column - 1] = _cell(cell, f"{name}!{cell.coordinate}", allows_scale)
    for first, left, last, right in look.merged:
        _spread(rows, first - 1, left - 1, min(last, last_row), min(right, last_column))
    hidden = [f"row {at} is hidden" for at in look.hidden_rows if at <= last_row]
    hidden += [f"column {at} is hidden" for at in look.hidden_columns if _number(at) <= last_column]
    return Grid(name, padded(rows), remarks=tuple(hidden), has_letters=True)


def _inside(place: str, rows: int, columns: int) -> bool:
    match = _REFERENCE.fullmatch(place)
    return match is None or (int(match[2]) <= rows and _number(match[1]) <= columns)


def _spread(rows: list[list[GridCell]], first: int, left: int, last: int, right: int) -> None:
    if first >= len(rows) or left >= len(rows[0]) or not rows[first][left].text:
        return
    copy = rows[first][left]._replace(is_origin=False)
    for row in range(first, last):
        for column in range(left, right):
            if (row, column) != (first, left):
                rows[row][column] = copy


def _cell(cell: Any, place: str, allows_scale: bool) -> GridCell:
    value = cell.value
    if isinstance(value, str):
        indent = float(cell.alignment.indent or 0) * 4
        if len(value) > LONGEST_TEXT:
            check_text(place, value)
        return text_cell(value, indent)
    if isinstance(value, bool):
        raise StatementError(f"{place} is {value}", "a cell must be a number or text", "clear the cell, or write text")
    if isinstance(value, dt.datetime | dt.date):
        return GridCell(str(value.date() if isinstance(value, dt.datetime) else value))
    if not isinstance(value, int | float):
        return text_cell(str(value))
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if not number.is_finite():
        raise StatementError(f"{place} is {number}", "an amount must be a finite number", "check the cell")
    shown = show(number, cell.number_format or "General")
    if shown.doubt:
        raise StatementError(
            f"{place} has {number}, and {shown.doubt}", "what the cell shows cannot be read", "format the cell as a number"
        )
    if shown.scaled and not allows_scale:
        raise StatementError(
            f"{place} has {number}, which its number format {cell.number_format!r} shows in "
            f"{'thousands' if shown.scaled == 1 else 'millions' if shown.scaled == 2 else 'billions'}",
            "the stated unit may be that of the number, or of what is shown",
            f"give the unit of the numbers themselves, such as {argument('unit', 'one')}",
        )
    return GridCell(shown.text, 0, shown.places)
