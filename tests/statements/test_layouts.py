"""Statements of many layouts, each from a page, a workbook, rows of cells and frames, against answers entered by hand."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from layouts import Layout, layouts

from yen_usd import Statement, read_statement

LAYOUTS = layouts()
POWERS = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "億": 8}


def shown(statement: Statement) -> list[tuple[int, str, str, str, list[str]]]:
    """The lines of a statement in the form of the answers: figures in the unit of their column."""
    found = []
    for line in statement.lines:
        figures = []
        for figure, column in zip(line.figures, statement.columns, strict=True):
            power = 0 if line.kind == "per_share" else POWERS.get(column.unit, 0)
            if figure.money is not None:
                figures.append(str(Decimal(f"{figure.money.amount:f}").scaleb(-power).normalize()))
            elif figure.number is not None:
                figures.append(str(figure.number.normalize()))
            else:
                figures.append("-" if figure.is_nil else "")
        found.append((line.level, line.label, line.note, line.kind, figures))
    return found


def expected(layout: Layout) -> list[tuple[int, str, str, str, list[str]]]:
    """The answers of a layout, with numbers in one form."""
    return [
        (level, label, note, kind, [f if f in {"", "-"} else str(Decimal(f).normalize()) for f in figures])
        for level, label, note, kind, figures in layout.lines
    ]


def check(layout: Layout, statement: Statement) -> None:
    """A statement against the answers of its layout."""
    assert (statement.unit, statement.currency) == (layout.unit, layout.currency)
    columns = [
        [column.kind, str(column.period.start) if column.period else "-", str(column.end or "-"), column.unit]
        for column in statement.columns
    ]
    assert columns == layout.columns
    assert shown(statement) == expected(layout)
    assert list(statement.footnotes) == layout.footnotes


def test_there_are_thirty_layouts_at_least() -> None:
    """As many as were asked for, each with a name of its own."""
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS) >= 30


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_layout_is_read_as_answered_from_a_page(layout: Layout) -> None:
    """Unit, columns with their periods, and every line."""
    check(layout, read_statement(layout.html()))


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_form_of_a_layout_gives_the_same_statement(layout: Layout, tmp_path: Path) -> None:
    """A page, a workbook, rows of cells, and frames of pandas and Polars."""
    statement = read_statement(layout.html())
    rows = layout.grid()
    columns = {str(at): [row[at] or None for row in rows] for at in range(len(rows[0]))}
    assert read_statement(layout.workbook(tmp_path / "statement.xlsx")) == statement
    assert read_statement(rows) == statement
    assert read_statement(pd.DataFrame(rows).replace("", None)) == statement
    assert read_statement(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))) == statement
