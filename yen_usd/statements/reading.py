"""Reading a statement from a table: its layout, its columns and its lines, with no cell left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .._arguments import what_to_write
from ..dates.days import DateLike
from ..dates.months import Naming, check_naming
from ..dates.periods import PeriodLike
from ..errors import ArgumentError, StatementError, quote
from ..money.cells import fold_cell, read_cell
from ..money.currency import Currency, to_currency
from .body import KINDS, read_body
from .choosing import choose, find_grids, refuse_facts
from .column_headings import Headed, Said, corners, is_sentence, read_columns
from .grid import Grid
from .heading_periods import Reader, era_of, to_span
from .heading_rows import new_headings
from .layout import ROLES, Layout, lay_out
from .parts import power_of_unit
from .split_cells import is_year
from .statement import Statement
from .unit_text import take_units

if TYPE_CHECKING:
    from os import PathLike

    from narwhals.typing import IntoDataFrame

_CORNER_WORDS: Final = re.compile(
    r"科目|区分|項目|回次|決算年月|決算期|items?|accounts?|captions?|line items?|label|\(?単位\)?", re.IGNORECASE
)
_MOST_TABLES: Final = 200

TableSource: TypeAlias = "IntoDataFrame | Iterable[Sequence[object]] | str | PathLike[str]"
"""A frame, rows of cells, text of HTML or Markdown, or the path of a file."""
DateOrPeriod: TypeAlias = DateLike | PeriodLike
"""What a column of figures is of: a day or a period."""


def read_statement(
    source: TableSource,
    *,
    sheet: str | None = None,
    table: int | str | None = None,
    title: str | None = None,
    unit: str | Mapping[str, str] | None = None,
    currency: str | None = None,
    columns: Mapping[str, str] | Mapping[int, str] | None = None,
    periods: Mapping[str, DateOrPeriod] | Mapping[int, DateOrPeriod] | Sequence[DateOrPeriod] | None = None,
    rows: Mapping[str, str] | None = None,
    fiscal_year_end: int = 3,
    named_by: Naming = "end",
) -> Statement:
    """Read a table as a filing prints it: its unit, its columns with periods, and its lines.

    Parameters
    ----------
    source : frame, rows, str or path
        A frame of pandas, Polars or PyArrow as their readers give it; rows of
        cells; HTML or Markdown text; or the path of a file: .html, .xlsx, .csv,
        .tsv (comma or tab; UTF-8, cp932 or UTF-16) or .md.
    sheet : str, optional
        Which sheet of a workbook.
    table : int or str, optional
        Which table of a page or sheet: its number from 0, or words of its
        title.
    title : str, optional
        The title, if the table has another or none.
    unit : str or mapping, optional
        The unit of the money, such as "million" or "one"; or one for each
        currency: `{"JPY": "million", "USD": "thousand"}`.
    currency : {"JPY", "USD"}, optional
        The currency, if nothing in the table names it.
    columns : mapping, optional
        What columns are, by heading, letter or number from 0: "yen", "dollars",
        "percent", "number", "note", "label", "unit" or "skip".
    periods : mapping or sequence, optional
        The periods or days of the columns of figures, by heading or number, or
        in order.
    rows : mapping, optional
        What lines are, by label: "amount", "per_share", "percent", "number" or
        "skip".
    fiscal_year_end : int, default 3
        The month in which fiscal years end: what "FY2007" in a heading means.
    named_by : {"end", "start"}, default "end"
        Whether "FY2007" ends or begins in 2007.

    Returns
    -------
    Statement
        Its columns, and its lines with amounts in single yen or dollars.

    Raises
    ------
    StatementError
        For a table in which anything is not certain, with the place of the
        cell: no unit in sight, two currencies in a column, a cell that is not a
        figure, several tables and none chosen, a table of facts in long form, a
        hostile file.
    FileError
        For a file that cannot be read.
    MissingExtraError
        If lxml or openpyxl is not installed.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> rows = [["単位：百万円", "2006年3月期", "2007年3月期"], ["売上高", "49,812", "57,055"]]
    >>> statement = read_statement(rows)
    >>> statement.unit, statement.columns[1].period.label
    ('million', 'fiscal year ended March 31, 2007')
    >>> statement.lines[0].figures[1].money
    Yen(57055000000)
    """
    check_naming(fiscal_year_end, named_by)
    reader = Reader(fiscal_year_end, named_by)
    for name, value in (("sheet", sheet), ("title", title)):
        if value is not None and not isinstance(value, str):
            raise ArgumentError(f"{name}={quote(value)}", f"{name} must be text", "write it in quotes")
    found = find_grids(source, sheet, allows_scale=unit is not None)
    pieces = [piece for grid in found for piece in _cut(grid)]
    for grid in found:
        refuse_facts(grid)
    grids = [piece for piece, _ in pieces]
    grid = (
        grids[0]
        if len(pieces) == 1 and table is None
        else choose(grids, table, [_holds_figures(*piece) for piece in pieces])
    )
    layout = next(known for piece, known in pieces if piece is grid)
    said = _said(grid, title, unit, currency, columns, periods, rows, reader)
    return _read(
        grid, None if said.columns else layout, said, reader._replace(era=era_of(" ".join((grid.context, *grid.above))))
    )


def _read(grid: Grid, layout: Layout | None, said: Said, reader: Reader) -> Statement:
    layout = layout or lay_out(grid, said.columns)
    if reader.era is None:
        reader = reader._replace(era=era_of(" ".join((*layout.above, *corners(layout)))))
    headed, _ = read_columns(layout, said, reader)
    body = read_body(layout, headed, reader, said.rows)
    title, corner = _title(layout, said)
    currency, unit = _main_unit(headed, said)
    footnotes = (*body.footnotes, *grid.below)
    return Statement(
        title,
        unit,
        currency,
        tuple(one.column for one in headed),
        body.lines,
        corner,
        footnotes,
        tuple(dict.fromkeys((*grid.remarks, *body.remarks))),
    )


def _main_unit(headed: Sequence[Headed], said: Said) -> tuple[Currency, str]:
    """The currency and unit of the statement: of its yen where it has any."""
    for currency in Currency:
        units = [one.column.unit for one in headed if one.column.currency is currency and not one.column.per_share]
        if units:
            return currency, max(units, key=units.count)
    kept = next((one.column.currency for one in headed if one.column.currency), said.currency or Currency.JPY)
    return kept, "one"


def _title(layout: Layout, said: Said) -> tuple[str, str]:
    """The title of a statement and what stands above its labels: titles in the table go before those above it."""
    inside = [text for line in layout.above if (text := _bare_title(line))]
    outside: list[str] = []
    for line in reversed(layout.grid.above):
        text = _bare_title(line)
        if not line or is_sentence(line):
            break
        if text:
            outside.insert(0, text)
            break
    corner = (
        ""
        if layout.levels
        else " ".join(text for line in corners(layout) if (text := take_units(line)[1]) and text not in inside)
    )
    if said.title is not None:
        return said.title, corner
    title = " ".join(inside[-3:] or outside)
    if not title and corner and not _CORNER_WORDS.fullmatch(fold_cell(corner).split(" ")[0]) and not _is_of_period(corner):
        return corner, ""
    return title, corner


def _is_of_period(text: str) -> bool:
    """Whether a corner only begins the period of the headings."""
    return re.search(r"(?:ended|ending|as of|as at|at)\b", text, re.IGNORECASE) is not None and len(text) < 60


def _bare_title(line: str) -> str:
    return take_units(line)[1].strip()


def _cut(grid: Grid) -> list[tuple[Grid, Layout | None]]:
    """A grid as the tables that stand in it, each under headings of its own, and how each is laid out."""
    tables: list[tuple[Grid, Layout | None]] = []
    rest = grid
    while len(tables) < _MOST_TABLES:
        try:
            layout = lay_out(rest, {})
            row = new_headings(layout)
        except StatementError:
            return [*tables, (rest, None)]
        start = 0 if row is None else _start_of_table(rest, row)
        following = replace(rest, rows=rest.rows[start:], first_row=rest.first_row + start, above=())
        if start <= 0 or not _holds_figures(following, None):
            return [*tables, (rest, layout)]
        tables.append((replace(rest, rows=rest.rows[:start], below=()), None))
        rest = following
    return [*tables, (rest, None)]


def _start_of_table(grid: Grid, row: int) -> int:
    """The first row of the table whose headings stand in a row: after the last figures before it, and blank rows."""
    start = row
    while start > 0 and not any(
        read_cell(cell.text) and not is_year(cell.text) for cell in grid.rows[start - 1][1:] if cell.text
    ):
        start -= 1
    while start < row and not any(cell.text for cell in grid.rows[start]):
        start += 1
    return start


def _holds_figures(grid: Grid, layout: Layout | None) -> bool:
    """Whether a table may be a statement: it has labels, and figures beside them."""
    try:
        layout = layout or lay_out(grid, {})
    except StatementError:
        return False
    rows = layout.rows[layout.body :]
    figures = sum(token.cell.number is not None for row in rows for token in row.tokens if token.first > layout.labels[0])
    labels = sum(
        layout.labels[0] in row.texts or any(token.first == layout.labels[0] for token in row.tokens) for row in rows
    )
    return figures >= 1 and labels >= 1 and bool(layout.heads or layout.above or len(layout.figures) == 1)


def _said(
    grid: Grid,
    title: str | None,
    unit: str | Mapping[str, str] | None,
    currency: str | None,
    columns: Mapping[Any, str] | None,
    periods: Mapping[Any, DateOrPeriod] | Sequence[DateOrPeriod] | None,
    rows: Mapping[str, str] | None,
    reader: Reader,
) -> Said:
    """What the caller said, checked."""
    units: dict[Currency, int] = {}
    if isinstance(unit, Mapping):
        units = {to_currency(name): power_of_unit(value) for name, value in unit.items()}
    elif unit is not None:
        units = (
            dict.fromkeys(Currency, power_of_unit(unit))
            if currency is None
            else {to_currency(currency): power_of_unit(unit)}
        )
    spans: Any = None
    if isinstance(periods, Mapping):
        spans = {key: to_span(value, reader) for key, value in periods.items()}
    elif periods is not None:
        if isinstance(periods, str):
            raise ArgumentError(
                f"periods={quote(periods)}",
                "periods must be a list with one for each column, or a dict by heading",
                "write periods=['FY2006', 'FY2007'], for example",
            )
        spans = [to_span(value, reader) for value in periods]
    for label, kind in (rows or {}).items():
        if kind not in KINDS[1:]:
            raise ArgumentError(
                f"rows= makes {quote(label)} the unknown kind {quote(kind)}",
                f"the kinds of lines are {', '.join(KINDS[1:])}",
                what_to_write(kind, KINDS[1:]),
            )
    return Said(
        units,
        None if currency is None else to_currency(currency),
        _roles(grid, columns or {}),
        spans,
        dict(rows or {}),
        title,
    )


def _roles(grid: Grid, columns: Mapping[Any, str]) -> dict[int, str]:
    """The columns of the grid that a caller named, by number, letter or heading."""
    roles: dict[int, str] = {}
    for key, role in columns.items():
        if role not in ROLES:
            raise ArgumentError(
                f"columns= makes {quote(key)} the unknown kind {quote(role)}",
                f"the kinds of columns are {', '.join(ROLES)}",
                what_to_write(role, ROLES, {"usd": "dollars", "us$": "dollars", "jpy": "yen"}),
            )
        if isinstance(key, int) and not isinstance(key, bool):
            places = [key] if 0 <= key < grid.width else []
        else:
            places = [
                at for at in range(grid.width) if any(row[at].text == " ".join(str(key).split()) for row in grid.rows[:60])
            ]
            if not places and grid.has_letters and re.fullmatch(r"[A-Z]{1,2}", str(key)):
                number = 0
                for sign in str(key):
                    number = number * 26 + ord(sign) - 64
                places = [number - 1] if number <= grid.width else []
        if not places:
            raise ArgumentError(
                f"columns= names the unknown heading {quote(key)}",
                f"no column of {grid.name} has it",
                "copy a heading as it is printed",
            )
        roles |= dict.fromkeys(places, role)
    return roles
