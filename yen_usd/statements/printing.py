"""A statement as it is written: headings with their units, and each figure as a filing prints it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from .._dataframes import Kind
from .._tables import Block, Columns, Table
from ..dates.days import as_english
from ..dates.periods import Period
from ..money.currency import Currency
from ..money.exact import EXACT, places_of, plain
from .heading_periods import Reader
from .parts import StatementColumn, StatementFigure, StatementLine, StatementParts, power_of_unit

NIL: Final = "—"
_SPACES: Final = "\u00a0\u00a0"
_NAMES: Final = {Currency.JPY: ("yen", "円"), Currency.USD: ("U.S. dollars", "ドル")}
UNIT: Final = "Unit"
NOTES: Final = "Notes"


def unit_phrase(column: StatementColumn) -> str:
    """The unit of a column as its heading states it: Millions of yen, 億円, Yen per share, %."""
    currency = column.currency
    if currency is None:
        return column.unit
    english, japanese = _NAMES[currency]
    if column.per_share:
        return f"{'Yen' if currency is Currency.JPY else english} per share"
    if column.unit == "one":
        return "Yen" if currency is Currency.JPY else english
    return f"{column.unit.capitalize()}s of {english}" if column.unit.isascii() else f"{column.unit}{japanese}"


def heading_of(column: StatementColumn, reader: Reader = Reader()) -> str:  # noqa: B008 - a value that nothing changes
    """The heading of a column without its unit: its label, and its period in brackets where the label does not name it."""
    span = column.span
    if span is None or reader.span(column.label) == span:
        return column.label
    words = f"{as_english(span.start)} to {as_english(span.end)}" if isinstance(span, Period) else as_english(span)
    return f"{column.label} [{words}]".strip()


def figure_text(figure: StatementFigure, column: StatementColumn, line: StatementLine) -> str:
    """What a cell shows, in the unit of its line and column."""
    text = _one(figure, column, line)
    if figure.second is not None:
        second = _one(figure.second, column, line)
        text = f"{text} ~ {second}" if figure.is_range else f"{text} ({second})"
    mark = figure.mark.removeprefix("△")
    return text if not mark else mark if figure.is_nil and mark[0].isalpha() else f"{text} {mark}"


def _one(figure: StatementFigure, column: StatementColumn, line: StatementLine) -> str:
    if figure.is_nil:
        return NIL
    number = figure.number if figure.money is None else figure.money.amount
    if number is None:
        return ""
    power = 0 if figure.money is None else power_in(column, line)
    digits = number_text(number, power, figure.quantum)
    if line.kind == "percent" and column.kind != "percent":
        digits += "%"
    if "△" in figure.mark:
        return f"({digits})"
    return f"({digits[1:]})" if digits.startswith("-") else digits


def power_in(column: StatementColumn, line: StatementLine) -> int:
    """The power of ten in which the money of a cell is printed."""
    if line.kind == "per_share" or column.per_share:
        return 0
    return power_of_unit(line.unit if line.kind == "amount" and line.unit else column.unit)


def number_text(number: Decimal, power: int, quantum: Decimal | None) -> str:
    """A number in a unit, in groups of three, with the places that it shows."""
    scaled = number.scaleb(-power, EXACT)
    places = max(0, places_of(scaled.normalize(EXACT)), 0 if quantum is None else -(quantum.adjusted() - power))
    text = plain(scaled.quantize(Decimal(1).scaleb(-places, EXACT), context=EXACT))
    whole, point, rest = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{point}{rest}"


def needs_units(parts: StatementParts) -> bool:
    """Whether a line's unit has to be written beside it."""
    return any(
        line.kind in {"per_share", "percent", "number"} or (line.kind == "amount" and line.unit) for line in parts.lines
    )


def unit_text(line: StatementLine) -> str:
    """The unit of a line as its own column states it."""
    if line.kind == "heading":
        return ""
    return {"per_share": "per share", "percent": "%"}.get(line.kind, _amount_unit(line))


def _amount_unit(line: StatementLine) -> str:
    if line.kind == "number":
        return line.unit or "number"
    if not line.unit:
        return ""
    return "Yen" if line.unit == "one" else f"{line.unit.capitalize()}s" if line.unit.isascii() else f"{line.unit}"


def indented(line: StatementLine) -> str:
    """A label with the spaces of its level."""
    return _SPACES * line.level + line.label


def has_notes(parts: StatementParts) -> bool:
    """Whether any line has a note."""
    return any(line.note for line in parts.lines)


def heads(parts: StatementParts) -> list[str]:
    """The headings of all columns, with their units in brackets, beginning with what stands above the labels."""
    units = [unit_phrase(column) for column in parts.columns]
    texts = [
        f"{heading_of(column)} ({unit})" if unit else heading_of(column)
        for column, unit in zip(parts.columns, units, strict=True)
    ]
    return [
        parts.corner,
        *([UNIT] if needs_units(parts) else []),
        *([NOTES] if has_notes(parts) else []),
        *map(str.strip, texts),
    ]


def cells(parts: StatementParts, line: StatementLine) -> list[str]:
    """The cells of a line, beginning with its label."""
    figures = [figure_text(figure, column, line) for figure, column in zip(line.figures, parts.columns, strict=True)]
    return [
        indented(line),
        *([unit_text(line)] if needs_units(parts) else []),
        *([line.note] if has_notes(parts) else []),
        *figures,
    ]


def table_of(parts: StatementParts) -> Table:
    """A statement as a small table, with its footnotes."""
    words = 1 + needs_units(parts) + has_notes(parts)
    return Table(
        parts.title,
        heads(parts),
        [Block("", [cells(parts, line) for line in parts.lines])],
        parts.footnotes,
        frozenset(range(words)),
    )


def columns_of(parts: StatementParts) -> Columns:
    """A statement as the columns of a frame: labels, levels, notes, units, and numbers in the units of their headings."""
    found: dict[str, tuple[Kind, Sequence[object]]] = {
        "label": ("text", [line.label for line in parts.lines]),
        "level": ("number", [Decimal(line.level) for line in parts.lines]),
        "note": ("text", [line.note for line in parts.lines]),
        "unit": ("text", [unit_text(line) for line in parts.lines]),
    }
    for at, column in enumerate(parts.columns):
        unit = unit_phrase(column)
        name = f"{heading_of(column)} ({unit})".strip() if unit else heading_of(column)
        while name in found:
            name = f"{name} "
        found[name] = ("number", [_plain_number(line.figures[at], column, line) for line in parts.lines])
    return found


def _plain_number(figure: StatementFigure, column: StatementColumn, line: StatementLine) -> Decimal | None:
    if figure.is_nil:
        return Decimal(0)
    if figure.money is None:
        return figure.number
    return Decimal(number_text(figure.money.amount, power_in(column, line), figure.quantum).replace(",", ""))
