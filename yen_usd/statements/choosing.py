"""Which tables a source has, and which of them is meant: frames, rows, pages, workbooks and files of text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, cast

from .._text import count_of
from ..errors import ArgumentError, FileError, StatementError, argument, quote
from ..money.cells import fold_cell, read_cell
from .data_frames import frame_grid, is_frame, row_grid
from .grid import Grid
from .html_tables import html_grids
from .text_tables import MOST_BYTES, decode, markdown_grids, separated_grid
from .workbooks import workbook_grids

_LISTED: Final = 12
_VALUES: Final = re.compile(r"値|value|val|amount|金額|fact|figure", re.IGNORECASE)
_KEYS: Final = re.compile(
    r"要素id|element(?:\s?id)?|コンテキストid|context(?:\s?(?:id|ref))?|concept|tag|account|ユニットid|unit(?:\s?(?:id|ref))?"
    r"|相対年度|単位|period|期間・時点|date|end|year|fiscal[ _]year|company|ticker|edinetcode|項目名|item",
    re.IGNORECASE,
)


def find_grids(source: object, sheet: str | None, *, allows_scale: bool) -> list[Grid]:
    """Every table of a source that may be a statement, each by the name that chooses it.

    Raises `StatementError` for a source that has none, `FileError` for a file that cannot be read.
    """
    if is_frame(source):
        return [frame_grid(source)]
    if isinstance(source, str | os.PathLike):
        text = os.fspath(cast("str | os.PathLike[str]", source))
        if isinstance(source, str) and _is_markup(text):
            return _of_text(text, "the text")
        return _of_file(Path(text), sheet, allows_scale)
    if isinstance(source, Sequence) and not isinstance(source, bytes):
        return [row_grid(cast("Sequence[object]", source))]
    if isinstance(source, Iterator):
        return [row_grid(cast("Iterator[object]", source))]
    raise ArgumentError(
        f"cannot read a statement from {quote(source)} ({type(source).__name__})",
        "a frame of pandas, Polars or PyArrow, rows of cells, HTML, Markdown, or a path to a file is accepted",
        "give one of these",
    )


def _is_markup(text: str) -> bool:
    return "<" in text or "\n" in text.strip()


def _of_text(text: str, name: str) -> list[Grid]:
    if re.search(r"<\s*(?:table|html|!doctype|body|tr)\b", text[:1_000_000], re.IGNORECASE):
        return html_grids(text)
    if "|" in text:
        return markdown_grids(text, name)
    raise StatementError(
        f"there is no table in {name} {quote(text)}",
        "text must be HTML or Markdown with a table",
        "give a path without line breaks, or rows of cells as a list of lists",
    )


def _of_file(path: Path, sheet: str | None, allows_scale: bool) -> list[Grid]:
    kind = path.suffix.lower()
    if kind in {".xlsx", ".xlsm"}:
        if not path.is_file():
            raise FileError(f"cannot read {quote(str(path))}: there is no such file", "", "check the name")
        return workbook_grids(path, sheet, allows_scale=allows_scale)
    if sheet is not None:
        raise ArgumentError(
            f"{argument('sheet', sheet)} with the file {path.name}",
            "only workbooks have sheets",
            f"leave {argument('sheet')} out",
        )
    if kind == ".json":
        raise StatementError(
            f"cannot read a table from the file {quote(path.name)}",
            "JSON has facts, or a statement that this library wrote",
            "use translate_frame for facts, and TypeAdapter(Statement) of pydantic for a statement",
        )
    if kind not in {".html", ".htm", ".xhtml", ".csv", ".tsv", ".txt", ".md"}:
        raise StatementError(
            f"cannot read the file {quote(path.name)}",
            "the names of files that are read end in .html, .xlsx, .csv, .tsv or .md",
            "save it as one of these",
        )
    try:
        if path.stat().st_size > MOST_BYTES:
            raise StatementError(
                f"{path.name} has {path.stat().st_size:,} bytes",
                f"at most {MOST_BYTES:,} are read",
                "save the statement in a file of its own",
            )
        text = decode(path.read_bytes(), path.name)
    except OSError as error:
        raise FileError(f"cannot read {quote(str(path))}: {error.strerror or error}", "", "check the name") from None
    if kind in {".html", ".htm", ".xhtml", ".md"}:
        return _of_text(text, path.name)
    return [separated_grid(text, path.name)]


def refuse_facts(grid: Grid) -> None:
    """Raise `StatementError` for a table of facts in long form, one a row."""
    if len(grid.rows) < 2:
        return
    names = [fold_cell(cell.text).strip() for cell in grid.rows[0]]
    values = [at for at, name in enumerate(names) if _VALUES.fullmatch(name)]
    keys = [at for at, name in enumerate(names) if _KEYS.fullmatch(name)]
    is_fact = len(values) == 1 and (len(keys) >= 2 or "要素ID" in names)
    others = [at for at, name in enumerate(names) if name and at not in values and at not in keys]
    if is_fact and not any(read_cell(row[at].text) for row in grid.rows[1:20] for at in others if row[at].text):
        raise StatementError(
            f"{grid.name} has one fact in each row ({', '.join(repr(names[at]) for at in (*keys[:3], *values))})",
            "a statement has a column for each period",
            "use yen_usd.translate_frame for such a table",
        )


def choose(grids: Sequence[Grid], table: int | str | None, holds: Sequence[bool]) -> Grid:
    """The one table that may be a statement, or the one that is named; `holds` says which have figures at all."""
    if table is not None:
        if isinstance(table, bool) or not isinstance(table, int | str):
            raise ArgumentError(
                argument("table", table),
                "table must be a number from 0 on, or words of a title",
                f"write {argument('table', 0)}, for example",
            )
        if isinstance(table, int):
            if not 0 <= table < len(grids):
                raise StatementError(
                    argument("table", table),
                    f"there {'is' if len(grids) == 1 else 'are'} {count_of(len(grids), 'table')}, counted from 0"
                    f"{_listed(grids, holds)}",
                    "give the number of one of them",
                )
            return grids[table]
        found = [grid for grid, is_one in zip(grids, holds, strict=True) if is_one and _mentions(grid, table)]
        if len(found) != 1:
            raise StatementError(
                argument("table", table),
                f"{len(found) or 'no'} tables have these words{_listed(grids, holds)}",
                "give the number of a table",
            )
        return found[0]
    found = [grid for grid, is_one in zip(grids, holds, strict=True) if is_one]
    if len(found) == 1:
        return found[0]
    if not found:
        raise StatementError(f"no table has labels and figures, of {len(grids)} that were found", "", "check the source")
    what = f"{argument('sheet')} or " if any(grid.has_letters for grid in found) else ""
    what += argument("table")
    raise StatementError(
        f"there are {len(found)} tables that may be meant{_listed(grids, holds)}", "", f"choose one by {what}"
    )


def _mentions(grid: Grid, words: str) -> bool:
    return any(
        words in line for line in (grid.name, *grid.above[-3:], *(cell.text for row in grid.rows[:3] for cell in row))
    )


def _listed(grids: Sequence[Grid], holds: Sequence[bool]) -> str:
    """The tables that may be statements, by their numbers and first words."""
    parts: list[str] = []
    for at, (grid, is_one) in enumerate(zip(grids, holds, strict=True)):
        if is_one:
            words = next((cell.text for row in grid.rows for cell in row if cell.text and not read_cell(cell.text)), "")
            title = next((line for line in reversed(grid.above) if line), "")
            about = f"{title}; {words}" if title else words
            parts.append(f"{at} ({grid.name}: {about[:40]})" if grid.has_letters else f"{at} ({about[:40]})")
    more = f" and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return f": {', '.join(parts[:_LISTED])}{more}" if parts else ""
