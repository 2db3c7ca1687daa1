"""Rows without figures below the headings: labels, headings again, units, and the headings of another table."""

from __future__ import annotations

from typing import Final, Literal

from .heading_periods import Reader
from .layout import Layout, Row
from .unit_text import take_units, whole_unit

_ANY: Final = Reader(era="平成")


def new_headings(layout: Layout) -> int | None:
    """The row at which another table begins under headings of its own; None where there is one table."""
    for row in layout.rows[layout.body :]:
        if row.texts and not row.tokens and row_kind(layout, row) == "new":
            return row.at
    return None


def row_kind(layout: Layout, row: Row) -> Literal["label", "repeat", "units", "new", "garbled"]:
    """What a row without figures is: a label, headings again, units of the lines below, headings of another table.

    Or a line whose figures cannot be read.
    """
    label = layout.grid.rows[row.at][layout.labels[0]].text
    aside = {*layout.labels, *layout.second_labels, *layout.levels, *layout.skipped}
    texts = {at: text for at, text in row.texts.items() if at not in aside and text != label}
    if not texts:
        return "label"
    heads = [layout.grid.rows[head] for head in layout.heads]
    for head in heads:
        if all(head[at].text in {"", text} for at, text in texts.items()) and any(head[at].text for at in texts):
            return "repeat"
    inside = [at for at in texts if at not in layout.notes and at not in layout.units]
    if not inside:
        return "label"
    columns = {layout.column_of[at] for at in inside if at in layout.column_of and whole_unit(texts[at])}
    if columns and all(whole_unit(texts[at]) for at in inside):
        return "units"
    if label and not any(take_units(texts[at])[0] or _ANY.span(texts[at]) is not None for at in inside):
        return "garbled"
    return "new"
