"""A statement as a workbook: numbers with their formats, headings, indentation and footnotes; whole, or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final

from .._extras import check_installed, load
from ..errors import FileError, quote
from ..money.exact import EXACT
from .parts import StatementColumn, StatementFigure, StatementLine, StatementParts
from .printing import figure_text, has_notes, heading_of, needs_units, power_in, unit_phrase, unit_text

_MOST_DIGITS: Final = 15
"""What a spreadsheet keeps of a number; one of more digits is written as text."""


def write_workbook(parts: StatementParts, path: str | PathLike[str]) -> None:
    """Write a statement into a workbook at a path, by way of a file beside it."""
    check_installed("openpyxl", "statements", "to_excel")
    target = Path(path)
    book = load("openpyxl").Workbook()
    _fill(book.active, parts)
    replace_file(target, book.save)


def replace_file(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file whole or not at all, by way of one beside it; `FileError` if that cannot be done."""
    name = ""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe stays what it is; a directory is an error
            with path.open("wb") as file:
                write(file)
            return
        handle, name = tempfile.mkstemp(suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            write(file)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~mask)
        os.replace(name, path)
        name = ""
    except OSError as error:
        raise FileError(f"cannot write {quote(str(path))}: {error.strerror or error}", "", "choose another place") from None
    finally:
        if name:
            try:
                _remove(name)
            except KeyboardInterrupt:  # Polars and Python each raise one for the same key
                _remove(name)
                raise


def _remove(name: str) -> None:
    with suppress(OSError):
        os.unlink(name)


def _fill(sheet: Any, parts: StatementParts) -> None:
    styles = load("openpyxl.styles")
    bold, right = _bold(styles), styles.Alignment(horizontal="right", vertical="bottom")
    before = 1 + needs_units(parts) + has_notes(parts)
    row = 1
    if parts.title:
        _text(sheet.cell(row, 1), parts.title).font = bold
        row += 2
    heads = [
        [heading_of(column) for column in parts.columns],
        [_in_brackets(unit_phrase(column)) for column in parts.columns],
    ]
    names = [parts.corner, *(["Unit"] if needs_units(parts) else []), *(["Notes"] if has_notes(parts) else [])]
    for number, texts in enumerate(text for text in heads if any(text)):
        for at, text in enumerate([*(names if number == 0 else [""] * before), *texts], 1):
            if text:
                cell = _text(sheet.cell(row, at), text)
                cell.font = bold
                cell.alignment = right if at > before else styles.Alignment(vertical="bottom")
        row += 1
    for at in range(1, before + len(parts.columns) + 1):
        sheet.cell(row - 1, at).border = styles.Border(bottom=styles.Side(style="thin"))
    sheet.freeze_panes = sheet.cell(row, 2)
    for line in parts.lines:
        _line(sheet, row, line, parts, before, styles)
        row += 1
    for number, note in enumerate(parts.footnotes):
        at = row + 1 + number
        _text(sheet.cell(at, 1), note).alignment = styles.Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=before + len(parts.columns))
        sheet.row_dimensions[at].height = 15 * (1 + len(note) // (40 + 18 * len(parts.columns)))
    _set_widths(sheet, parts, before)


def _set_widths(sheet: Any, parts: StatementParts, before: int) -> None:
    """Columns wide enough for their labels and headings."""
    name_of = load("openpyxl.utils").get_column_letter
    labels = [_width(line.label) + 2 * line.level for line in parts.lines]
    sheet.column_dimensions["A"].width = min(60, 3 + max(labels, default=10))
    for at, column in enumerate(parts.columns, before + 1):
        wanted = max(_width(heading_of(column)), _width(unit_phrase(column)) + 2)
        sheet.column_dimensions[name_of(at)].width = max(14, min(60, 3 + wanted))


def _width(text: str) -> int:
    """About how many digits a text is wide."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def _bold(styles: Any) -> Any:
    return styles.Font(name="Calibri", size=11, bold=True)


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _text(cell: Any, text: str) -> Any:
    """Put text into a cell, never a formula."""
    cell.value = text
    if text.startswith("="):
        cell.data_type = "s"
    return cell


def _line(sheet: Any, row: int, line: StatementLine, parts: StatementParts, before: int, styles: Any) -> None:
    label = _text(sheet.cell(row, 1), line.label)
    label.alignment = styles.Alignment(horizontal="left", indent=line.level)
    if line.kind == "heading":
        label.font = _bold(styles)
    extra = [*([unit_text(line)] if needs_units(parts) else []), *([line.note] if has_notes(parts) else [])]
    for at, text in enumerate(extra, 2):
        if text:
            _text(sheet.cell(row, at), text)
    for at, (figure, column) in enumerate(zip(line.figures, parts.columns, strict=True), before + 1):
        _figure(sheet.cell(row, at), figure, column, line)
        sheet.cell(row, at).alignment = styles.Alignment(horizontal="right")


def _figure(cell: Any, figure: StatementFigure, column: StatementColumn, line: StatementLine) -> None:
    """A number with its format, or text where a number cannot hold what is shown: nils, marks, ranges, too many digits."""
    if figure.is_blank:
        return
    number = figure.number if figure.money is None else figure.money.amount
    plain = number is not None and not figure.mark and figure.second is None
    if number is None or not plain or len(number.normalize(EXACT).as_tuple().digits) > _MOST_DIGITS:
        _text(cell, figure_text(figure, column, line))
        return
    power = 0 if figure.money is None else power_in(column, line)
    places = 0 if figure.quantum is None else max(0, power - figure.quantum.adjusted())
    digits = f"#,##0{'.' + '0' * places if places else ''}"
    if figure.money is None and line.kind == "percent" and column.kind != "percent":
        cell.value = number.scaleb(-2, EXACT)
        cell.number_format = f"{digits}%;({digits}%)"
        return
    scaled = number.scaleb(-power, EXACT)
    cell.value = int(scaled) if scaled == scaled.to_integral_value(context=EXACT) else Decimal(scaled)
    cell.number_format = f"{digits}_);({digits})"
