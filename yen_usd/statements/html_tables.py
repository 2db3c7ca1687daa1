"""The tables of a page as grids, with captions, spans, indentation, and the lines above each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from .._extras import check_installed, load
from ..errors import StatementError, quote
from ..money.cells import read_cell
from .grid import BLANK, MOST_CELLS, MOST_COLUMNS, Grid, GridCell, check_size, check_text, leading_spaces, padded, squeeze

MOST_TEXT: Final = 30_000_000
_MOST_TABLES: Final = 2_000
_BLOCKS: Final = frozenset(
    {"p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "table", "section", "ul", "ol"}
)
_SKIPPED: Final = frozenset({"script", "style", "head", "title", "noscript", "template"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHIFT: Final = re.compile(
    r"(padding-left|margin-left|text-indent)\s*:\s*(-?[0-9]*\.?[0-9]+)\s*(px|pt|em|ex|rem|in|cm|mm|%)?", re.IGNORECASE
)
_PIXELS: Final = {
    "px": 1.0,
    "pt": 4 / 3,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "%": 8.0,
    "": 1.0,
}
_LINES_ABOVE: Final = 12
_CONTEXT: Final = 4_000


def html_grids(text: str) -> list[Grid]:
    """Every table of a page, in the order of the file, those within another after it.

    Raises `StatementError` for a page that is too large, or nested deeper than any.
    """
    if len(text) > MOST_TEXT:
        raise StatementError(
            f"the page has {len(text):,} characters", f"at most {MOST_TEXT:,} are read", "give only the table"
        )
    check_installed("lxml", "statements", "reading HTML")
    etree = load("lxml.etree")
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise StatementError(f"the page is not HTML: {quote(str(error))}", "", "check the file") from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log) or root is None:
        raise StatementError("cannot read the whole page", "it is nested too deep, or is not HTML", "give only the table")
    return _Page(root).grids()


class _Page:
    """A page that is walked once, in order: its tables, and the lines between them."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.lines: list[str] = []
        self.found: list[tuple[Any, tuple[str, ...], str]] = []
        self._line: list[str] = []

    def grids(self) -> list[Grid]:
        self._walk(self.root)
        self._end_line()
        tables = [_Table(f"table {at}", element) for at, (element, _, _) in enumerate(self.found)]
        grids: list[Grid] = []
        for table, (element, above, context) in zip(tables, self.found, strict=True):
            rows = table.rows()
            caption = tuple(_lines_of(child) for child in element if child.tag == "caption")
            lines = (*above, *(line for text in caption for line in text))[-_LINES_ABOVE:]
            grids.append(Grid(table.name, rows, lines, tuple(table.notes), context, tuple(table.remarks)))
        return grids

    def _walk(self, root: Any) -> None:
        """Collect text in order without recursion, as pages may be nested deep."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            element, is_end = stack.pop()
            if is_end:
                if element.tag in _BLOCKS or element.tag == "br":
                    self._end_line()
                self._add(element.tail)
                continue
            stack.append((element, True))
            if not isinstance(element.tag, str) or element.tag in _SKIPPED or _is_hidden(element):
                continue
            if element.tag in _BLOCKS or element.tag == "br":
                self._end_line()
            if element.tag == "table":
                if len(self.found) >= _MOST_TABLES:
                    raise StatementError(f"the page has more than {_MOST_TABLES:,} tables", "", "give only the table")
                context = "\n".join(self.lines)[-_CONTEXT:]
                self.found.append((element, tuple(self.lines[-_LINES_ABOVE:]), context))
                if next(element.iter("caption"), None) is None and element.find(".//table") is None:
                    self._take_inside(element)
                    continue
            self._add(element.text)
            stack.extend((child, False) for child in reversed(element))

    def _take_inside(self, table: Any) -> None:
        """A table of few words, such as a line of units alone, is text above the next; others end what is above it."""
        text = [line for line in _lines_of(table) if line]
        if sum(map(len, text)) <= 200 and len(text) <= 4 and not any(map(read_cell, text)):
            self.lines += text
        else:
            self.lines.append("")

    def _add(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def _end_line(self) -> None:
        line = squeeze("".join(self._line))
        self._line = []
        if line:
            self.lines.append(line)


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def _lines_of(element: Any) -> list[str]:
    """The lines of text in an element."""
    return [line for part in "".join(_pieces(element)).split("\n") if (line := squeeze(part))]


def _pieces(element: Any) -> Iterator[str]:
    """The text of an element without what is hidden; blocks and breaks end lines."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        item, is_end = stack.pop()
        if is_end:
            if item.tag in _BLOCKS:
                yield "\n"
            if item is not element and item.tail:
                yield item.tail
            continue
        stack.append((item, True))
        if not isinstance(item.tag, str) or item.tag in _SKIPPED or _is_hidden(item):
            continue
        if item.tag in _BLOCKS or item.tag == "br":
            yield "\n"
        if item.tag == "sup" and item.text and item.text.strip().isdigit():
            yield f"\ufdd0{item.text.strip()}\ufdd1"
            continue
        if item.text:
            yield item.text
        stack.extend((child, False) for child in reversed(item))


def _cell_of(element: Any) -> GridCell:
    if len(element) == 0:  # most cells hold nothing but text
        raw = element.text or ""
    else:
        raw = "".join(_pieces(element)).strip("\n\t\r ")
        inside = raw.replace("\ufdd0", "").replace("\ufdd1", "")
        is_figure = "\ufdd0" in raw and re.fullmatch(r"[^A-Za-z぀-ヿ一-鿿]*", inside) is not None
        raw = re.sub("\ufdd0(.*?)\ufdd1", r"(*\1)" if is_figure else r"\1", raw)
    text = squeeze(raw)
    if not text:
        return BLANK
    indent = leading_spaces(raw.lstrip("\n\r\t ")) * 4.0 if raw[0] in "\n\r\t \u00a0\u3000" else 0.0
    return GridCell(text, round(indent + _shift(element)))


def _shift(element: Any) -> float:
    """How far styles indent the first line of a cell, in pixels."""
    total, item = 0.0, element
    for _ in range(6):
        style = item.get("style")
        if style:
            for _, size, unit in _SHIFT.findall(style):
                total += float(size) * _PIXELS[unit.lower()]
        if len(item) == 0 or (item.text and item.text.strip()):
            break
        item = item[0]
    return total


class _Table:
    """One table: its rows with spans filled, the notes of its foot, and what is hidden."""

    def __init__(self, name: str, element: Any) -> None:
        self.name = name
        self.element = element
        self.notes: list[str] = []
        self.remarks: list[str] = []

    def rows(self) -> list[list[GridCell]]:
        """The cells, with spans filled, bounded before they are made."""
        rows: list[list[GridCell]] = []
        down: dict[int, tuple[int, GridCell]] = {}
        made = 0
        for number, row in enumerate(self._row_elements()):
            cells, down = self._row(row, down)
            made += len(cells)
            if len(cells) > MOST_COLUMNS or made > MOST_CELLS:
                check_size(self.name, max(number + 1, MOST_CELLS), len(cells))
            if _is_hidden(row):
                self.remarks.append(f"row {number + 1} is hidden")
            rows.append(cells)
        filled = padded(rows)
        check_size(self.name, len(filled), len(filled[0]) if filled else 0)
        return filled

    def _row_elements(self) -> Iterator[Any]:
        for child in self.element:
            if child.tag == "tr":
                yield child
            elif child.tag in {"thead", "tbody"}:
                yield from (row for row in child if row.tag == "tr")
            elif child.tag == "tfoot":
                self._foot(child)

    def _foot(self, foot: Any) -> None:
        for row in foot:
            if row.tag == "tr":
                self.notes += _lines_of(row)

    def _row(
        self, row: Any, down: dict[int, tuple[int, GridCell]]
    ) -> tuple[list[GridCell], dict[int, tuple[int, GridCell]]]:
        cells: list[GridCell] = []
        following: dict[int, tuple[int, GridCell]] = {}

        def fill() -> None:
            while len(cells) in down:
                left, cell = down[len(cells)]
                if left > 1:
                    following[len(cells)] = (left - 1, cell)
                cells.append(cell)

        for element in row:
            if element.tag not in {"td", "th"}:
                continue
            fill()
            across, deep = _span(element, "colspan", 1_000), _span(element, "rowspan", 65_534)
            cell = BLANK if element.find(".//table") is not None else _cell_of(element)
            check_text(self.name, cell.text)
            if len(cells) + across > 4 * MOST_COLUMNS:
                check_size(self.name, 1, len(cells) + across)
            copy = cell._replace(is_origin=False) if cell.text else BLANK
            for at in range(across):
                if deep > 1:
                    following[len(cells)] = (deep - 1, copy)
                cells.append(copy if at else cell)
        while any(at >= len(cells) for at in down):
            if len(cells) in down:
                fill()
            else:
                cells.append(BLANK)
        return cells, following


def _span(element: Any, name: str, most: int) -> int:
    text = (element.get(name) or "1").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return 1
    return min(max(int(text), 1), most)
