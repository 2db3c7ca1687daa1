"""Layouts of statements in a small language of their own: as HTML, workbooks and frames, with their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data" / "statement_layouts.txt"


@dataclass(frozen=True)
class Cell:
    """A cell of a layout."""

    text: str
    level: int = 0
    across: int = 1
    down: int = 1


@dataclass
class Layout:
    """A layout with the answers that were entered for it."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    unit: str = ""
    currency: str = ""
    columns: list[list[str]] = field(default_factory=list)
    lines: list[tuple[int, str, str, str, list[str]]] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return self.name

    def html(self) -> str:
        """As a page prints it, indented by styles."""
        parts = ["<table>"]
        for row in self.rows:
            parts.append("<tr>")
            for cell in row:
                spans = f' colspan="{cell.across}"' * (cell.across > 1) + f' rowspan="{cell.down}"' * (cell.down > 1)
                style = f' style="padding-left: {12 * cell.level}px"' * bool(cell.level)
                parts.append(f"<td{spans}{style}>{escape(cell.text)}</td>")
            parts.append("</tr>")
        return "\n".join([*parts, "</table>"])

    def placed(self) -> list[tuple[int, int, Cell]]:
        """Each cell with its row and column, after the spans before it."""
        taken: set[tuple[int, int]] = set()
        found: list[tuple[int, int, Cell]] = []
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                found.append((r, c, cell))
                taken |= {(r + down, c + across) for down in range(cell.down) for across in range(cell.across)}
                c += cell.across
        return found

    def workbook(self, path: Path) -> Path:
        """As a workbook: texts as text, spans merged, levels as indentation."""
        import openpyxl
        from openpyxl.styles import Alignment

        book = openpyxl.Workbook()
        sheet: Any = book.active
        for r, c, cell in self.placed():
            if cell.text:
                target = sheet.cell(r + 1, c + 1)
                target.value = cell.text
                target.data_type = "s"
                target.alignment = Alignment(indent=cell.level)
            if cell.across > 1 or cell.down > 1:
                sheet.merge_cells(start_row=r + 1, end_row=r + cell.down, start_column=c + 1, end_column=c + cell.across)
        book.save(path)
        return path

    def grid(self) -> list[list[str]]:
        """As readers give it: merged cells repeated, indentation as leading spaces."""
        placed = self.placed()
        width = max(c + cell.across for _, c, cell in placed)
        grid = [[""] * width for _ in self.rows]
        for r, c, cell in placed:
            for down in range(cell.down):
                for across in range(cell.across):
                    if r + down < len(grid):
                        grid[r + down][c + across] = "　" * cell.level + cell.text if cell.text else ""
        return grid


def layouts() -> list[Layout]:
    """Every layout of the file."""
    found: list[Layout] = []
    answers = False
    for line in DATA.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            found.append(Layout(line[3:]))
            answers = False
        elif line.startswith("#") or not found or not line:
            continue
        elif line == "--":
            answers = True
        elif answers:
            _answer(found[-1], line)
        else:
            found[-1].rows.append([_cell(part) for part in line.split("|")])
    return found


def _cell(part: str) -> Cell:
    text = part.strip(" ")
    spans = re.search(r"\{([cr0-9]+)\}$", text)
    sizes = dict(re.findall(r"([cr])([0-9]+)", spans[1])) if spans else {}
    text = text[: spans.start()] if spans else text
    level = len(text) - len(text.lstrip(">"))
    return Cell(text.lstrip(">"), level, int(sizes.get("c", 1)), int(sizes.get("r", 1)))


def _answer(layout: Layout, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "col":
        layout.columns.append(rest.split())
    elif word == "foot":
        layout.footnotes.append(rest)
    elif word == "line":
        label, note, kind, *figures = (part.strip() for part in rest.split("|"))
        level = len(label) - len(label.lstrip(">"))
        layout.lines.append((level, label.lstrip(">").strip(), note, kind, figures))
    else:
        layout.unit, layout.currency = word, rest
