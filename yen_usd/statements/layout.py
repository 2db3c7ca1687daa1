"""How a table is laid out: which rows are headings, and which columns are labels, notes, units and figures.

A figure may be split over several cells, and then takes all of their columns. Every cell that is not blank gets a place in
the layout; a cell without one is refused by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..errors import StatementError, argument, quote
from ..money.cells import Cell, fold_cell, read_cell
from .grid import Grid, GridCell
from .heading_periods import Reader
from .split_cells import closes, is_year, lacks_end, opens
from .unit_text import take_units, whole_unit

NOTES: Final = re.compile(
    r"(?:notes?(?:\s?(?:no\.?|nos\.?|number|numbers|\(?s\)?|ref\.?))?\.?|注記(?:番号)?|注(?:番号)?|註記?|note\(s\))",
    re.IGNORECASE,
)
_ANY: Final = Reader(era="平成")
_LONGEST_PART: Final = 24
_GARBLED: Final = re.compile(r"[0-9,.()△¥$%+~\s−-]+")
ROLES: Final = ("yen", "dollars", "percent", "number", "note", "label", "unit", "skip")


class Token(NamedTuple):
    """A figure of a row: the columns over which it stands, that of its digits, and what it shows."""

    first: int
    core: int
    last: int
    text: str
    cell: Cell


@dataclass(slots=True)
class Row:
    """A row after its split cells were joined: its figures, and its other texts by their columns."""

    at: int
    tokens: list[Token]
    texts: dict[int, str]
    figures: dict[int, Token] | None = None
    """The figures by their logical columns, once these are known."""

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return not self.tokens and not self.texts


@dataclass(slots=True)
class Layout:
    """A table's parts: rows of headings and of the body, and what each column is for.

    `figures` are the logical columns, each from the first to the last of the grid's; `cores` are where their digits
    stand. `above` are lines of titles and units.
    """

    grid: Grid
    rows: list[Row]
    labels: list[int]
    above: list[str] = field(default_factory=list[str])
    heads: list[int] = field(default_factory=list[int])
    body: int = 0
    notes: list[int] = field(default_factory=list[int])
    units: list[int] = field(default_factory=list[int])
    levels: list[int] = field(default_factory=list[int])
    """The column of levels that a frame of this library has."""
    second_labels: list[int] = field(default_factory=list[int])
    skipped: set[int] = field(default_factory=set[int])
    figures: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    cores: list[int] = field(default_factory=list[int])
    column_of: dict[int, int] = field(default_factory=dict[int, int])
    """The logical column of each column of the grid that has one."""

    def heading(self, row: int, figure: int) -> str:
        """What a row of headings says of a column of figures."""
        first, last = self.figures[figure]
        cells = self.grid.rows[row]
        core = cells[self.cores[figure]].text
        if core:
            return core
        return next((cells[at].text for at in range(first, last + 1) if cells[at].text), "")


def lay_out(grid: Grid, roles: Mapping[int, str]) -> Layout:
    """Find the parts of a table; `roles` are what a caller said of its columns."""
    rows = _join_rows(grid)
    labels = _label_column(grid, rows, roles)
    layout = Layout(grid, rows, [labels])
    layout.body = _first_body_row(grid, rows, labels)
    _part_heads(layout)
    _assign_columns(layout, roles)
    return layout


def _join_rows(grid: Grid) -> list[Row]:
    """Every row with its figures; cells that hold parts of one are joined."""
    opening: set[int] = set()
    closing: set[int] = set()
    parts: dict[str, str] = {}
    for row in grid.rows:
        before = ""
        for at, cell in enumerate(row):
            text = cell.text
            if not text:
                continue
            if _may_be_part(text):
                kind = parts.get(text) or _part_of(text)
                if kind:
                    parts[text] = kind
                if kind == "c" and before and (parts.get(before) == "l" or read_cell(before) is not None):
                    closing.add(at)
                elif kind == "o":
                    opening.add(at)
            before = text
    return [_join(grid, at, parts, opening, closing) for at in range(len(grid.rows))]


def _may_be_part(text: str) -> bool:
    """Whether a text may be a part of a figure, as whole figures and words, which are most, are not."""
    first, last = text[0], text[-1]
    return not ((first.isdigit() and last.isdigit()) or (first == "(" and last == ")")) and len(text) <= _LONGEST_PART


def _part_of(text: str) -> str:
    """Whether a text opens a figure (o), closes one (c), or lacks its end (l)."""
    folded = fold_cell(text)
    return "o" if opens(folded) else "c" if closes(folded) else "l" if lacks_end(folded) else ""


def _join(grid: Grid, at: int, parts: Mapping[str, str], opening: set[int], closing: set[int]) -> Row:
    cells = grid.rows[at]
    tokens: list[Token] = []
    texts: dict[int, str] = {}
    column, width = 0, len(cells)
    while column < width:
        text = cells[column].text
        if not text:
            column += 1
            continue
        if not parts:
            shown = read_cell(text) if len(text) <= 80 else None
            if shown is None:
                texts[column] = text
            else:
                last = column
                while last + 1 < width and not cells[last + 1].is_origin and cells[last + 1].text == text:
                    last += 1
                tokens.append(Token(column, column, last, text, shown))
                column = last
            column += 1
            continue
        found = _joined(cells, column, parts, opening, closing)
        if found is None:
            texts[column] = text
            column += 1
        else:
            tokens.append(found)
            column = found.last + 1
    return Row(at, tokens, texts)


def _joined(
    cells: Sequence[GridCell], column: int, parts: Mapping[str, str], opening: set[int], closing: set[int]
) -> Token | None:
    """The figure that begins in a column, with the parts of it in the next ones."""
    width = len(cells)
    before, at = "", column
    while at < width and parts.get(cells[at].text) == "o":
        if cells[at].text not in before or cells[at].is_origin:
            before += cells[at].text
        following = at + 1
        while following < width and following - at <= 3 and not cells[following].text:
            following += 1
        if following >= width or following - at > 3:
            return None
        at = following
    core, text = at, before + cells[at].text
    if at in opening and at + 1 < width and cells[at + 1].text == cells[at].text and not before:
        core = at + 1  # the copy of a figure that stands over the columns of its sign and its digits
    last = core
    while last + 1 < width and cells[last + 1].text == cells[core].text and not cells[last + 1].is_origin:
        last += 1
    if last == core and core + 1 in closing and core + 1 < width and cells[core + 1].text == cells[core].text:
        last = core + 1
    following = last + 1
    while following < width and following - last <= 2 and not cells[following].text:
        following += 1
    if following < width and following - last <= 2 and parts.get(cells[following].text) == "c":
        whole = read_cell(text + cells[following].text)
        if whole is not None:
            return Token(column, core, following, text + cells[following].text, whole)
    shown = read_cell(text)
    return None if shown is None else Token(column, core, last, text, shown)


def _label_column(grid: Grid, rows: Sequence[Row], roles: Mapping[int, str]) -> int:
    """The first column that holds anything, which is that of labels."""
    chosen = [at for at, role in roles.items() if role == "label"]
    if chosen:
        return min(chosen)
    used = [at for row in rows for at in (*row.texts, *(token.first for token in row.tokens)) if roles.get(at) != "skip"]
    if not used:
        raise StatementError(f"{grid.name} is empty", "a statement has labels and figures", "check the source")
    return min(used)


def _first_body_row(grid: Grid, rows: Sequence[Row], label: int) -> int:
    """The first row of figures: numbers that are years are headings where no other heading names periods."""
    is_named = False  # whether a heading names a period, so that a number below it is no year
    for row in rows:
        numbers = [token for token in row.tokens if token.first > label]
        is_named = is_named or any(_ANY.span(text) is not None for at, text in row.texts.items() if at > label)
        if not numbers:
            continue
        years = [token for token in numbers if is_year(token.text)]
        known = any(number.cell.number is not None for number in numbers)
        if not is_named and years and len(years) == sum(token.cell.number is not None for token in numbers):
            continue
        if not known and not row.texts:
            continue
        if not row.texts and all(is_year(token.text.replace(",", "")) for token in numbers):
            raise StatementError(
                f"{grid.name}, row {row.at + 1} has {quote(numbers[0].text)} and no label",
                "it may be a heading of years or a line of amounts",
                "write years without a comma, or give the line a label",
            )
        return row.at
    raise StatementError(
        f"{grid.name} has no figures",
        "a statement has lines with a label and figures",
        f"check the source, or choose another table by {argument('table')} or {argument('sheet')}",
    )


def _part_heads(layout: Layout) -> None:
    """Which of the rows above the figures are titles, headings of columns, and subheadings of the body."""
    grid, label = layout.grid, layout.labels[0]
    heads: list[int] = []
    captions: dict[int, list[str]] = {}
    first = min(
        (token.core for row in layout.rows[layout.body :] for token in row.tokens if token.first > label), default=grid.width
    )
    for row in layout.rows[: layout.body]:
        cells = grid.rows[row.at]
        texts = {at: cell.text for at, cell in enumerate(cells) if cell.text}
        if not texts:
            continue
        spans = label in texts and any(at >= first and text == texts[label] for at, text in texts.items())
        if spans or set(texts) == {label}:
            captions[row.at] = list(dict.fromkeys(texts.values()))
        else:
            heads.append(row.at)
    _check_heads(layout, heads)
    last = max(heads, default=-1)
    if last < 0:  # no headings of columns: what states a unit or comes before it is above, the rest begins the body
        last = max((at for at, lines in captions.items() if any(take_units(line)[0] for line in lines)), default=-1)
    layout.heads = heads
    layout.above = [line for at, lines in sorted(captions.items()) if at < last for line in lines]
    layout.above += [line for at, lines in sorted(captions.items()) if at == last for line in lines]
    body = last + 1
    while body < layout.body and (body not in captions or all(map(whole_unit, captions[body]))):
        layout.above += captions.get(body, [])  # a unit below the headings, or a blank row
        body += 1
    layout.body = body


def _check_heads(layout: Layout, heads: Sequence[int]) -> None:
    """Refuse what may be a line whose figures cannot be read, and would be lost among the headings."""
    label, is_named = layout.labels[0], False
    for at in heads:
        row = layout.rows[at]
        for column, text in row.texts.items():
            if column <= label or whole_unit(text) or not any(sign.isdigit() for sign in text):
                continue
            if _ANY.span(text) is not None or is_year(fold_cell(text).removesuffix("年")):
                continue
            if _GARBLED.fullmatch(fold_cell(text)) or (is_named and label in row.texts):
                raise StatementError(
                    f"{layout.grid.place(at, column)}: {quote(text)} is neither a figure nor a heading",
                    "a cell of figures has an amount such as 1,234, (1,234) or △1,234, or a dash",
                    "correct the cell, or leave its column out by columns={heading: 'skip'}",
                )
        is_named = is_named or any(_ANY.span(text) is not None for column, text in row.texts.items() if column > label)


def _assign_columns(layout: Layout, roles: Mapping[int, str]) -> None:
    """What each column of the grid is for."""
    grid, label = layout.grid, layout.labels[0]
    body = layout.rows[layout.body :]
    texts: dict[int, list[str]] = {}
    tokens: dict[int, list[Token]] = {}
    for row in body:
        for at, text in row.texts.items():
            if at > label and grid.rows[row.at][at].is_origin:
                texts.setdefault(at, []).append(text)
        for token in row.tokens:
            if token.first > label:
                tokens.setdefault(token.core, []).append(token)
    named = {at: [grid.rows[row][at].text for row in layout.heads if grid.rows[row][at].text] for at in range(grid.width)}
    for at in range(label + 1, grid.width):
        role = roles.get(at)
        if role == "skip":
            layout.skipped.add(at)
        elif role is None and named[at] == ["level"] and named[label] == ["label"]:
            layout.levels.append(at)
        elif role == "note" or (role is None and any(NOTES.fullmatch(fold_cell(name)) for name in named[at])):
            layout.notes.append(at)
        elif role == "unit" or (role is None and at in texts and at not in tokens and all(map(_is_unit_cell, texts[at]))):
            layout.units.append(at)
    taken = {*layout.notes, *layout.units, *layout.levels, *layout.skipped}
    cores = {core: found for core, found in tokens.items() if core not in taken}
    _join_columns(layout, [token for found in cores.values() for token in found], taken)
    first = min((first for first, _ in layout.figures), default=grid.width)
    layout.labels = [label, *(at for at in sorted(texts) if at not in taken and at < first)]
    for at in sorted(texts):
        inside = any(start <= at <= end for start, end in layout.figures)
        if at > first and at not in taken and not inside and len(texts[at]) >= 2:
            layout.second_labels.append(at)
    if not layout.figures:
        raise StatementError(
            f"{grid.name} has no column of figures", "at least one is required", "check columns=, or choose another table"
        )


def _is_unit_cell(text: str) -> bool:
    return bool(whole_unit(text))


def _join_columns(layout: Layout, tokens: Sequence[Token], taken: set[int]) -> None:
    """Columns of the grid that share a figure are one column."""
    joined: set[int] = set()
    for token in tokens:
        joined.update(range(token.first, token.last))
    cores = sorted({token.core for token in tokens})
    runs: list[tuple[int, int]] = []
    for core in cores:
        if runs and core <= runs[-1][1]:
            continue
        first = last = core
        while first - 1 in joined and first - 1 not in taken:
            first -= 1
        while last in joined:
            last += 1
        runs.append((first, last))
    layout.figures = runs
    layout.column_of = {at: run for run, (first, last) in enumerate(runs) for at in range(first, last + 1)}
    counts = Counter(token.core for token in tokens)
    layout.cores = [max(range(first, last + 1), key=lambda at: counts[at]) for first, last in runs]


def figures_of(layout: Layout, row: Row) -> dict[int, Token]:
    """A row's figures by their columns; `StatementError` where two fall into one."""
    if row.figures is not None:
        return row.figures
    found: dict[int, Token] = {}
    label, column_of = layout.labels[0], layout.column_of
    for token in row.tokens:
        at = column_of.get(token.core)
        if at is None or token.first <= label:
            continue
        if at in found:
            place = layout.grid.place(row.at, token.core)
            raise StatementError(
                f"{place}: {quote(token.text)} is in one column with {quote(found[at].text)}",
                "a column has one figure in each row",
                "separate the cells that are merged there",
            )
        found[at] = token
    row.figures = found
    return found
