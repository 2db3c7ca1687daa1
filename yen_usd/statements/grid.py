"""A table as a grid of cells, whatever it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..errors import StatementError

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 1_000_000
LONGEST_TEXT: Final = 5_000
"""Bounds of a table that is read at all; a hostile one is refused at the first that it passes."""


class GridCell(NamedTuple):
    """A cell: its text as it is shown, how far it is indented, and whether it is more than the copy of a merged one.

    `places` are the decimal places that a number format shows.
    """

    text: str = ""
    indent: float = 0
    places: int | None = None
    is_origin: bool = True


BLANK: Final = GridCell()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of equal length, with merged cells repeated in each place that they cover.

    `above` and `below` are the lines around it, nearest last and nearest first; `context` is all text above it.
    """

    name: str
    rows: Sequence[Sequence[GridCell]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    context: str = ""
    remarks: tuple[str, ...] = ()
    has_letters: bool = False
    first_row: int = 1

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as the user of the source names it."""
        if self.has_letters:
            return f"{self.name}!{letters(column)}{row + self.first_row}"
        return f"{self.name}, row {row + self.first_row}, column {column + 1}"

    def place_of_row(self, row: int) -> str:
        """Where a row is."""
        return f"{self.name}, row {row + self.first_row}"

    def place_of_column(self, column: int) -> str:
        """Where a column is."""
        return f"{self.name}, column {letters(column) if self.has_letters else column + 1}"


def letters(column: int) -> str:
    """The name of a column in a workbook, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name


def check_size(name: str, rows: int, columns: int) -> None:
    """Raise `StatementError` for a table that is larger than any statement."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise StatementError(
            f"{name} has {rows:,} rows and {columns:,} columns",
            f"a statement has at most {MOST_ROWS:,} rows, {MOST_COLUMNS} columns and {MOST_CELLS:,} cells",
            "give only the part that is the statement",
        )


def check_text(name: str, text: str) -> str:
    """A cell's text, or `StatementError` where it is longer than any in a statement."""
    if len(text) > LONGEST_TEXT:
        raise StatementError(
            f"{name} has a cell of {len(text):,} characters",
            f"a cell has at most {LONGEST_TEXT:,}",
            "shorten or clear the cell",
        )
    return text


def squeeze(text: str) -> str:
    """Text with each run of white space as one space."""
    return " ".join(text.split()) if not text.isalnum() else text


def leading_spaces(text: str) -> int:
    """How far a text is indented by spaces, a full-width one counted as two."""
    rest = text.lstrip("\n\r\t \u00a0\u3000")
    return sum(2 if sign == "\u3000" else 1 for sign in text[: len(text) - len(rest)] if sign in " \u00a0\u3000")


def text_cell(text: str, indent: float = 0, *, is_origin: bool = True) -> GridCell:
    """A cell of text: its leading spaces indent it."""
    if not text:
        return BLANK
    squeezed = squeeze(text.replace("_x000D_", " ").replace("\u200b", "").replace("\ufeff", ""))
    if not squeezed:
        return BLANK
    head = text[0]
    return GridCell(squeezed, indent + (leading_spaces(text) if head in " \u00a0\u3000" else 0), None, is_origin)


def padded(rows: Sequence[Sequence[GridCell]]) -> list[list[GridCell]]:
    """Rows of equal length, without the blank columns at the end."""
    width = max((at + 1 for row in rows for at in range(len(row) - 1, -1, -1) if row[at].text), default=0)
    return [[*row[:width], *[BLANK] * (width - len(row))] for row in rows]
