"""The lines of a statement: labels, levels and notes, and what each cell shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, cast

from ..dates.periods import Period
from ..errors import StatementError, quote
from ..money.amounts import Dollars, Yen
from ..money.cells import Cell, fold_cell, read_cell
from ..money.currency import Currency
from ..money.exact import EXACT
from .column_headings import Headed
from .heading_periods import Reader, Span
from .heading_rows import row_kind
from .layout import Layout, Row, Token, figures_of
from .parts import BLANK_FIGURE, NIL_FIGURE, QUANTA, LineKind, StatementColumn, StatementFigure, StatementLine, unit_name
from .split_cells import is_year
from .unit_text import UnitNote, label_measure, label_unit, whole_unit

_FOOTNOTE: Final = re.compile(
    r"\s*(?:※|\*|†|‡|[(\[]?注|notes?\b|[(\[]?[0-9a-z]{1,2}[)\].]\s|see (?:accompanying|notes)|the accompanying)",
    re.IGNORECASE,
)
_PER_SHARE_PARTS: Final = re.compile(
    r"basic|diluted|continuing|discontinued|dividends?|net (?:income|assets|profit|earnings)"
    r"|基本的|希薄化後|潜在株式|継続事業|配当|当期純利益|純資産",
    re.IGNORECASE,
)
_SHORT: Final = 10**15
_LARGE: Final = 1_000
"""From which number on a line below a heading of amounts per share is taken for an amount of its own."""
_FIGURES: Final = "a cell of figures has an amount such as 1,234, (1,234) or △1,234, or a dash"
_SKIP: Final = "correct the cell, or leave it out by rows={label: 'skip'} or columns={heading: 'skip'}"
KINDS: Final = ("heading", "amount", "per_share", "percent", "number", "skip")


@dataclass(slots=True)
class _Draft:
    """A line while its neighbors are not known yet."""

    row: Row
    label: str
    indent: float
    note: str
    unit: str
    tokens: Mapping[int, Token]
    kind: LineKind = "amount"
    notes: list[UnitNote] = field(default_factory=list[UnitNote])
    span: Span | None = None


@dataclass(slots=True)
class Body:
    """The lines that were read, the footnotes under them, and what to know of them."""

    lines: tuple[StatementLine, ...]
    footnotes: tuple[str, ...]
    remarks: list[str]


def read_body(layout: Layout, headed: Sequence[Headed], reader: Reader, rows: Mapping[str, str]) -> Body:
    """The lines under the headings."""
    return _Reader(layout, headed, reader, rows).read()


class _Reader:
    """Reads the rows of a body in order."""

    def __init__(self, layout: Layout, headed: Sequence[Headed], reader: Reader, rows: Mapping[str, str]) -> None:
        self.layout = layout
        self.headed = headed
        self.columns = [one.column for one in headed]
        self.reader = reader
        self.said = rows
        self.remarks: list[str] = []
        self.section: list[UnitNote] = []
        """The unit that the last heading states for the lines below it."""
        self.has_spans = any(column.span for column in self.columns)

    def read(self) -> Body:
        drafts: list[_Draft] = []
        footnotes: list[str] = []
        unit_row: dict[int, list[UnitNote]] = {}
        body = self.layout.rows[self.layout.body :]
        last = max((row.at for row in body if figures_of(self.layout, row)), default=-1)
        was_blank = False
        for row in body:
            if row.is_blank:
                was_blank = True
                continue
            tokens = figures_of(self.layout, row)
            label, indent = self._label(row)
            if not tokens and self._is_heading_row(row, label, unit_row):
                continue
            if row.at > last and (
                was_blank or footnotes or len(label) > 60 or label.endswith((".", "。")) or _FOOTNOTE.match(label)
            ):
                footnotes.append(label)
                continue
            if self.said.get(label) == "skip":
                self.remarks.append(f"the line {label!r} was left out, as said")
                continue
            draft = self._draft(row, label, indent, tokens, unit_row)
            if not tokens and (stated := label_unit(label)) is not None:
                self.section = [stated]
            drafts.append(draft)
            was_blank = False
        self._check_labels(drafts)
        self._classify(drafts)
        self._check_places(drafts)
        levels = {indent: level for level, indent in enumerate(sorted({draft.indent for draft in drafts}))}
        spans = self._spans(drafts)
        lines = tuple(self._line(draft, levels[draft.indent], span) for draft, span in zip(drafts, spans, strict=True))
        self._remark_shared_labels(drafts)
        return Body(lines, tuple(footnotes), self.remarks)

    def _label(self, row: Row) -> tuple[str, float]:
        """The label of a row and how deep it stands: by empty cells before it, then by its own indentation."""
        cells, layout = self.layout.grid.rows[row.at], self.layout
        texts: list[str] = []
        indent: float | None = None
        for place, at in enumerate(layout.labels):
            cell = cells[at]
            if cell.text and (not texts or texts[-1] != cell.text):
                texts.append(cell.text)
                if indent is None:
                    indent = place * 1_000 + cell.indent
        texts += [cells[at].text for at in layout.second_labels if cells[at].text and cells[at].text not in texts]
        for at in layout.levels:
            shown = read_cell(cells[at].text)
            indent = float(shown.number) if shown is not None and shown.number is not None else indent
        return " ".join(texts), indent or 0

    def _check_labels(self, drafts: Sequence[_Draft]) -> None:
        """Refuse a table whose first column has figures and no labels."""
        if not any(read_cell(draft.label) is None or is_year(draft.label) for draft in drafts if draft.label):
            raise StatementError(
                f"{self.layout.grid.place_of_column(self.layout.labels[0])} has figures and no labels",
                "one column must name the lines",
                "say which one by columns={heading: 'label'}",
            )

    def _is_heading_row(self, row: Row, label: str, unit_row: dict[int, list[UnitNote]]) -> bool:
        """Whether a row without figures repeats the headings, or states units for the lines below it."""
        layout = self.layout
        kind = row_kind(layout, row)
        if kind == "repeat":
            self.remarks.append(f"{layout.grid.place_of_row(row.at)} repeats the headings")
            return True
        if kind == "units":
            unit_row.clear()
            found = {layout.column_of[at]: whole_unit(text) for at, text in row.texts.items() if at in layout.column_of}
            unit_row.update({at: notes for at, notes in found.items() if notes})
            return not label
        if kind in {"new", "garbled"}:
            at = next(at for at in row.texts if at not in layout.labels)
            raise StatementError(
                f"{layout.grid.place(row.at, at)}: {quote(row.texts[at])} is neither a figure nor one of the headings above",
                _FIGURES,
                _SKIP,
            )
        return False

    def _draft(
        self, row: Row, label: str, indent: float, tokens: Mapping[int, Token], unit_row: Mapping[int, list[UnitNote]]
    ) -> _Draft:
        layout, cells = self.layout, self.layout.grid.rows[row.at]
        note = " ".join(dict.fromkeys(cells[at].text for at in layout.notes if cells[at].text and cells[at].text != label))
        unit = " ".join(cells[at].text for at in layout.units if cells[at].text and cells[at].text != label)
        known = {*layout.labels, *layout.notes, *layout.units, *layout.second_labels, *layout.skipped}
        for at, text in row.texts.items() if tokens else ():
            if at in known or text == label or (not cells[at].is_origin and text in label):
                continue
            raise StatementError(
                f"{layout.grid.place(row.at, at)}: {quote(text)} is not a figure",
                _FIGURES,
                _SKIP,
            )
        found = whole_unit(unit) if unit else []
        if not found and not unit and (stated := label_unit(label)):
            found = [stated]
        if not found:
            found = [*self.section]
        if not found:
            found = [note for notes in unit_row.values() for note in notes]
        return _Draft(row, label, indent, note, unit, tokens, notes=found)

    def _classify(self, drafts: Sequence[_Draft]) -> None:
        """What the figures of each line are: as said, by its unit, its label, the heading above it, or its cells."""
        scope: tuple[float, int] | None = None  # a heading of figures per share: its indentation, and its place
        for at, draft in enumerate(drafts):
            if not draft.tokens:
                draft.kind = "heading"
                if label_measure(draft.label) == "per_share":
                    scope = (draft.indent, at)
                elif scope is not None and draft.indent <= scope[0]:
                    scope = None
                continue
            said = self.said.get(draft.label)
            if said is not None:
                draft.kind = cast("LineKind", said)
                continue
            draft.kind = self._kind_of(draft)
            if scope is not None and draft.kind == "amount":
                if draft.indent > scope[0] or (draft.indent == scope[0] and self._looks_per_share(draft)):
                    draft.kind = "per_share"
                else:
                    scope = None

    def _looks_per_share(self, draft: _Draft) -> bool:
        """Whether a line under a heading of amounts per share is one; refused where nothing tells."""
        shown = [token.cell for token in draft.tokens.values() if token.cell.number is not None]
        if any(cell.places for cell in shown):
            return True
        is_named = _PER_SHARE_PARTS.search(fold_cell(draft.label)) is not None
        if shown and (is_named or any(-_LARGE < (cell.number or 0) < _LARGE for cell in shown)):
            place = self.layout.grid.place_of_row(draft.row.at)
            raise StatementError(
                f"{place}: {quote(draft.label)} comes after a heading of amounts per share",
                "the line may be per share, or not",
                f"say rows={{{quote(draft.label)}: 'per_share'}} or 'amount'",
            )
        return is_named and not shown

    def _kind_of(self, draft: _Draft) -> LineKind:
        measures = {note.measure for note in draft.notes}
        words = label_measure(draft.label)
        if words == "per_share" and "percent" not in measures and "number" not in measures:
            return "per_share"
        if "per_share" in measures:
            return "per_share"
        if measures == {"percent"}:
            return "percent"
        if measures == {"number"}:
            return "number"
        if words == "number" and not any(note.currency for note in draft.notes):
            return "number"  # (thousands) behind a number of shares is no unit of money
        if "money" in measures:
            single = all(note.power in {0, None} and note.currency for note in draft.notes)
            scaled = any(one.power > 0 for one in self.headed)
            return "per_share" if single and scaled else "amount"
        cells = [
            token.cell for at, token in draft.tokens.items() if self.columns[at].currency and token.cell.number is not None
        ]
        if words in {"percent", "number"}:
            return cast("LineKind", words)
        return "percent" if cells and all(cell.is_percent for cell in cells) else "amount"

    def _check_places(self, drafts: Sequence[_Draft]) -> None:
        """Refuse an amount with decimals in a column of whole numbers: it is a misprint, or an amount of another unit."""
        for at, column in enumerate(self.columns):
            if column.currency is None or column.per_share:
                continue
            found = [
                draft
                for draft in drafts
                if draft.kind == "amount"
                and at in draft.tokens
                and draft.tokens[at].cell.number
                and draft.label not in self.said
            ]
            fractional = [draft for draft in found if self._places(draft, at) > 0]
            if not fractional or 2 * len(fractional) > len(found):
                continue
            draft = fractional[0]
            token = draft.tokens[at]
            place = self.layout.grid.place(draft.row.at, token.core)
            raise StatementError(
                f"{place}: {quote(token.text)} of {quote(draft.label)} has decimals, and its column has none",
                "the line may be per share, a percentage or misprinted",
                f"say rows={{{quote(draft.label)}: 'per_share'}}, or 'percent', 'number', 'amount' or 'skip'",
            )

    def _places(self, draft: _Draft, at: int) -> int:
        token = draft.tokens[at]
        shown = self.layout.grid.rows[draft.row.at][token.core].places
        return token.cell.places if shown is None else shown

    def _spans(self, drafts: Sequence[_Draft]) -> list[Span | None]:
        """The period that each line names itself, or the heading above it, where no column names one."""
        if self.has_spans:
            return [None] * len(drafts)
        current: Span | None = None
        found: list[Span | None] = []
        for draft in drafts:
            own = self.reader.span(draft.label)
            if not draft.tokens and own is not None:
                current = own
            found.append(own or current)
        return found

    def _line(self, draft: _Draft, level: int, span: Span | None) -> StatementLine:
        figures = tuple(
            self._figure(draft, at, column) if at in draft.tokens else BLANK_FIGURE for at, column in enumerate(self.columns)
        )
        unit = {"per_share": "per share", "percent": "%"}.get(draft.kind, "")
        if draft.kind == "number":
            unit = next((note.text for note in draft.notes if note.measure in {"number", "money"}), "number")
        elif draft.kind == "amount":
            unit = self._other_unit(draft)
        period, day = (span, None) if isinstance(span, Period) else (None, span)
        return StatementLine(draft.label, level, figures, draft.note, draft.kind, unit, period, day)

    def _other_unit(self, draft: _Draft) -> str:
        """The unit of an amount where it is not that of its columns."""
        powers = [note.power for note in draft.notes if note.measure == "money" and note.power is not None]
        if len(set(powers)) != 1 or all(one.power in powers for one in self.headed if one.column.currency):
            return ""
        return unit_name(powers[0])

    def _figure(self, draft: _Draft, at: int, column: StatementColumn) -> StatementFigure:
        token = draft.tokens[at]
        cell = token.cell
        is_money = column.currency is not None and draft.kind in {"amount", "per_share"}
        if cell.second is None and cell.number is None and not cell.mark:
            return NIL_FIGURE
        power = 0
        if is_money:
            power = self._power(draft, at, cell)
            if cell.is_percent:
                raise StatementError(
                    f"{self.layout.grid.place(draft.row.at, token.core)}: {quote(token.text)} is not an amount",
                    f"the line {quote(draft.label)} and its column have amounts",
                    f"say rows={{{quote(draft.label)}: 'percent'}}, or columns={{heading: 'percent'}}",
                )
        shown = self.layout.grid.rows[draft.row.at][token.core].places
        figure = _figure_of(cell, column.currency if is_money else None, power, shown or 0)
        if cell.second is None:
            return figure
        second = _figure_of(cell.second, column.currency if is_money else None, power, 0)
        return StatementFigure(
            figure.money, figure.number, figure.quantum, figure.is_nil, figure.mark, second, cell.joint == "~"
        )

    def _power(self, draft: _Draft, at: int, cell: Cell) -> int:
        """The power of ten of an amount: that of its cell, its line, or its column."""
        if cell.power is not None and cell.joint != "sen":
            return cell.power
        if draft.kind == "per_share":
            return 0
        own = self.columns[at].currency
        for note in draft.notes:
            if note.measure == "money" and note.power is not None and note.currency in {own, None}:
                return note.power
        if self.headed[at].by_lines:
            raise StatementError(
                f"{self.layout.grid.place_of_row(draft.row.at)}: {quote(draft.label)} has no unit",
                "other lines state theirs, and no heading does",
                f"give unit=, or leave the line out by rows={{{quote(draft.label)}: 'skip'}}",
            )
        return self.headed[at].power

    def _remark_shared_labels(self, drafts: Sequence[_Draft]) -> None:
        """Say where one label stands over several rows of figures: whose figures they are is then not certain."""
        column = self.layout.labels[0]
        for draft in drafts:
            cell = self.layout.grid.rows[draft.row.at][column]
            if draft.tokens and cell.text and not cell.is_origin:
                place = self.layout.grid.place_of_row(draft.row.at)
                self.remarks.append(f"{place} has no label of its own: {quote(draft.label)} is merged over it")


def _figure_of(cell: Cell, currency: Currency | None, power: int, shown: int) -> StatementFigure:
    """What a cell shows, as money of a currency or as a number."""
    if cell.number is None:
        return StatementFigure(is_nil=True, mark=cell.mark) if cell.mark else NIL_FIGURE
    places = max(cell.places, shown)
    quantum = QUANTA[power - places]
    if currency is None:
        return StatementFigure(None, cell.number, quantum, False, cell.mark)
    amount: Decimal | int
    if not cell.places and -_SHORT < cell.number < _SHORT:  # most amounts are whole numbers of their unit
        amount = int(cell.number) * 10**power
    else:
        amount = cell.number.scaleb(power, EXACT) if power else cell.number
    money = Yen(amount) if currency is Currency.JPY else Dollars(amount)
    return StatementFigure(money, None, quantum, False, cell.mark)
