"""Data frames and rows of cells as grids: with an index, headings of several levels, and numbers as they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final, cast

from ..errors import StatementError, quote
from ..money.exact import plain, to_decimal
from .grid import BLANK, MOST_COLUMNS, MOST_ROWS, Grid, GridCell, check_size, check_text, padded, text_cell

_UNNAMED: Final = re.compile(r"Unnamed: [0-9]+(?:_level_[0-9]+)?|column_[0-9]+|_duplicated_[0-9]+")
_FRAMES: Final = ("pandas", "polars", "pyarrow")


def is_frame(source: object) -> bool:
    """Whether a source is a frame of pandas, Polars or PyArrow."""
    return type(source).__module__.partition(".")[0] in _FRAMES and hasattr(source, "columns")


def frame_grid(frame: Any) -> Grid:
    """A frame as a grid: its headings, unless they only count the columns, above its cells."""
    names: Sequence[Sequence[object]]
    if type(frame).__module__.startswith("pandas"):
        names, columns = _of_pandas(frame)
    else:
        import narwhals as nw

        eager: Any = nw.from_native(frame, eager_only=True)
        check_size("the frame", eager.shape[0], eager.shape[1])
        titles = cast("list[str]", eager.columns)
        names = [[name] for name in titles]
        columns = [cast("list[object]", eager[name].to_list()) for name in titles]
    heads = _headings(names)
    body = [list(map(to_cell, column)) for column in columns]
    rows = [*heads, *zip(*body, strict=True)]
    return Grid("the frame", padded(rows), first_row=1 - len(heads))


def _of_pandas(frame: Any) -> tuple[list[list[object]], list[list[object]]]:
    check_size("the frame", frame.shape[0], frame.shape[1])
    names = [[*cast("tuple[object, ...]", label)] if isinstance(label, tuple) else [label] for label in frame.columns]
    columns: list[list[object]] = [frame.iloc[:, at].tolist() for at in range(frame.shape[1])]
    index = frame.index
    counts = type(index).__name__ == "RangeIndex" or (index.nlevels == 1 and list(index) == list(range(len(index))))
    if not counts or index.name is not None:
        deep = max((len(name) for name in names), default=1)
        for at in reversed(range(index.nlevels)):
            names.insert(0, [*[""] * (deep - 1), index.names[at]])
            columns.insert(0, index.get_level_values(at).tolist())
    return names, columns


def _headings(names: Sequence[Sequence[object]]) -> list[list[GridCell]]:
    """The rows of headings; none where integers only count the columns."""
    if all(len(name) == 1 for name in names):
        single = [name[0] for name in names]
        if single == list(range(len(single))) or single == [str(at) for at in range(len(single))]:
            return []
    deep = max((len(name) for name in names), default=0)
    rows: list[list[GridCell]] = []
    for level in range(deep):
        texts = ["" if level >= len(name) or name[level] is None else str(name[level]) for name in names]
        texts = ["" if text == "nan" or _UNNAMED.fullmatch(text) else text for text in texts]
        known = set(texts)
        texts = [re.sub(r"(?:\.[0-9]+|_duplicated_[0-9]+)$", "", t) if _base(t) in known else t for t in texts]
        if any(texts):
            rows.append([text_cell(check_text("a heading of the frame", text)) for text in texts])
    return rows


def _base(text: str) -> str | None:
    match = re.fullmatch(r"(.+?)(?:\.[0-9]+|_duplicated_[0-9]+)", text)
    return None if match is None else match[1]


def row_grid(rows: Iterable[object]) -> Grid:
    """Rows of cells as a grid."""
    made: list[list[GridCell]] = []
    for row in rows:
        if isinstance(row, str) or not isinstance(row, Iterable):
            raise StatementError(
                f"{quote(row)} ({type(row).__name__}) is not a row",
                "a row is a list of cells, each text or a number",
                "give a list of lists",
            )
        cells = [to_cell(value) for value in cast("Iterable[object]", row)]
        made.append(cells)
        if len(made) > MOST_ROWS or len(cells) > MOST_COLUMNS:
            check_size("the table", len(made), len(cells))
    filled = padded(made)
    check_size("the table", len(filled), len(filled[0]) if filled else 0)
    return Grid("the table", filled)


def to_cell(value: object) -> GridCell:
    """A value of Python's or of a frame's as a cell; missing values are blank."""
    if type(value) is str:
        return text_cell(check_text("the source", value) if len(value) > 1_000 else value)
    if value is None or value != value or type(value).__name__ in {"NAType", "NaTType"}:
        return BLANK
    if type(value) is int:
        return GridCell(f"{value:,}" if abs(value) >= 10_000 else str(value))
    if isinstance(value, bool):
        raise StatementError(f"a cell is {value}", "a cell must be a number or text", "clear the cell, or write text")
    if isinstance(value, dt.datetime):
        return GridCell(str(value.date()) if value.time() == dt.time() else str(value))
    if isinstance(value, dt.date):
        return GridCell(str(value))
    if isinstance(value, str):
        return text_cell(check_text("the source", str(value)))
    try:
        number = to_decimal(cast("Any", value))
    except (TypeError, ValueError):
        raise StatementError(
            f"a cell is {quote(value)} ({type(value).__name__})",
            "a cell must be a finite number or text",
            "clear the cell, or write one of these",
        ) from None
    return GridCell(_text_of(number))


def _text_of(number: Decimal) -> str:
    """A number's digits as it shows them."""
    text = plain(number)
    return text if text != "-0" else "0"
