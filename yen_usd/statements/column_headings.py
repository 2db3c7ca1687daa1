"""What the columns of figures are: their headings, units, currencies, and periods."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from .._text import count_of
from ..dates.periods import Period
from ..errors import StatementError, argument, quote
from ..money.cells import fold_cell
from ..money.currency import Currency
from .heading_periods import Reader, Span
from .layout import Layout, Token, figures_of
from .parts import ColumnKind, StatementColumn, unit_name
from .split_cells import is_year
from .unit_text import UnitNote, is_change, label_measure, label_unit, take_units, whole_unit

_CLOSING: Final = re.compile(r"決算年月|決算期|closing date|fiscal year[- ]end|balance sheet date", re.IGNORECASE)
_INCOMPLETE: Final = re.compile(
    r"(?:ended|ending|as\s+of|as\s+at|at|^)\s*[A-Za-z]{3,9}\.?\s+[0-9]{1,2},?\s*:?$|(?:ended|ending)$", re.IGNORECASE
)
_LINES_ABOVE: Final = 4
"""How far above a table a line may stand that states its unit."""
_LONGEST_LINE: Final = 150
_LOOSE: Final = re.compile(r"(?<=[぀-ヿ一-鿿]) (?=[(（])")
"""A line break before a bracket, which some readers of pages lose."""
_WRITTEN: Final = re.compile(r"\s*\[([A-Z][a-z]+ [0-9]{1,2}, [0-9]{4}(?: to [A-Z][a-z]+ [0-9]{1,2}, [0-9]{4})?)\]")
"""The period of a column whose label does not name it, as this library writes it behind the label."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a caller said of a statement, which goes before what its table says."""

    units: Mapping[Currency, int] = field(default_factory=dict[Currency, int])
    currency: Currency | None = None
    columns: Mapping[int, str] = field(default_factory=dict[int, str])
    periods: Mapping[str | int, Span] | Sequence[Span | None] | None = None
    rows: Mapping[str, str] = field(default_factory=dict[str, str])
    title: str | None = None


@dataclass(slots=True)
class Headed:
    """A column of figures: what its headings say, and the power of ten of its money."""

    label: str
    notes: list[UnitNote]
    column: StatementColumn
    power: int
    by_lines: bool = False
    """Whether only the lines state the unit."""


def read_columns(layout: Layout, said: Said, reader: Reader) -> tuple[list[Headed], list[UnitNote]]:
    """Every column of figures with its unit, and the units that hold for the whole table."""
    shared = _shared_notes(layout)
    below = _tokens_below(layout)
    unit_cells = _unit_cells(layout)
    closing = any(_CLOSING.search(line) for line in (*corners(layout), *layout.above))
    reader = reader._replace(months_close=closing)
    headed: list[Headed] = []
    by_lines = False
    pieces = [_pieces(layout, at) for at in range(len(layout.figures))]
    for at, texts in enumerate(pieces):
        notes, label = _parted(texts)
        notes = notes or _filled(layout, at)
        kind, per_share = _kind(notes, label, below[at], said.columns.get(layout.cores[at]))
        span = _span(layout, at, texts, reader)
        name: ColumnKind
        if kind != "money":
            unit = "%" if kind == "percent" else next((note.text for note in notes if note.measure == "number"), "")
            name, power = cast("ColumnKind", kind), 0
        else:
            by_lines = not said.units and not any(
                note.measure == "money" and note.power is not None for note in (*shared, *notes)
            )
            common = [*shared, *unit_cells] if by_lines else shared
            currency = _currency(layout, at, notes, common, below[at], said)
            power = _power(layout, at, notes, common, currency, below[at], said, per_share)
            name, unit = ("yen" if currency is Currency.JPY else "dollars"), unit_name(power)
        column = StatementColumn(label, name, *_as_fields(span), unit, per_share)
        headed.append(Headed(label, notes, column, power, by_lines and bool(unit_cells) and kind == "money"))
    _say_periods(headed, said)
    if any(one.column.span for one in headed):
        for one in headed:
            if one.column.span is None and one.column.currency and is_change(one.label):
                one.column = replace(one.column, is_change=True)
    _check_named(layout, headed)
    return headed, shared


def _as_fields(span: Span | None) -> tuple[Period | None, dt.date | None]:
    return (span, None) if isinstance(span, Period) else (None, span)


def corners(layout: Layout) -> list[str]:
    """What stands above the labels, in rows of headings."""
    first = layout.figures[0][0]
    found: list[str] = []
    for row in layout.heads:
        cells = layout.grid.rows[row]
        over = {cell.text for cell in cells[first:]}
        found += [cells[at].text for at in layout.labels if cells[at].text and cells[at].text not in over]
    return list(dict.fromkeys(found))


def _pieces(layout: Layout, at: int) -> list[str]:
    """The headings above a column, from the top, each once."""
    found = [text for row in layout.heads if row not in _captions(layout) and (text := layout.heading(row, at))]
    return [text for place, text in enumerate(found) if text not in found[:place]]


def _captions(layout: Layout) -> set[int]:
    """Rows of headings that are no headings of columns: one unit for all stands alone in them, or a title runs into them."""
    rows: set[int] = set()
    label = layout.labels[0]
    for row in layout.heads:
        cells = layout.grid.rows[row]
        texts = {layout.heading(row, at) for at in range(len(layout.figures))} - {""}
        outside = {
            cell.text for at, cell in enumerate(cells) if cell.text and at > layout.labels[-1] and at not in layout.notes
        }
        runs_over = (
            cells[label].text
            and len(layout.labels) < len(cells)
            and any(cells[at].text == cells[label].text for at in range(layout.figures[0][0], len(cells)))
        )
        is_alone = len(outside) == 1 and bool(whole_unit(next(iter(outside))))
        if (
            runs_over
            or not texts
            or (is_alone and (len(layout.figures) > 1 or len(layout.heads) > 1) and not _has_own(layout, row))
        ):
            rows.add(row)
    return rows


def _has_own(layout: Layout, row: int) -> bool:
    """Whether a unit that stands alone over one column is of another currency than what is stated above the table."""
    above = [note for line in layout.above for note in take_units(line)[0] if note.currency]
    stated = [note for cell in layout.grid.rows[row] for note in whole_unit(cell.text) if note.currency]
    return bool(above and stated) and all(note.currency is not other.currency for note in stated for other in above)


def _shared_notes(layout: Layout) -> list[UnitNote]:
    """The units of the whole table: alone in a row, in the corner, in a title, else in the nearest line above it."""
    captions = _captions(layout)
    lines = [cell.text for row in layout.heads if row in captions for cell in layout.grid.rows[row] if cell.text]
    lines += [*corners(layout), *layout.above]
    notes = [note for line in dict.fromkeys(lines) for note in take_units(line)[0]]
    if any(note.measure == "money" for note in notes):
        return notes
    for line in reversed(layout.grid.above[-_LINES_ABOVE:]):
        found = take_units(line)[0]
        if not line or is_sentence(line):
            break
        if any(note.measure == "money" for note in found):
            return [*notes, *found]
    return notes


def is_sentence(line: str) -> bool:
    """Whether a line above a table is running text rather than a title or a unit."""
    return len(line) > _LONGEST_LINE or line.endswith("。") or (line.endswith(".") and line.count(" ") >= 4)


def _unit_cells(layout: Layout) -> list[UnitNote]:
    """The commonest unit of money in a column of units, or in the labels."""
    rows = [layout.grid.rows[row.at] for row in layout.rows[layout.body :]]
    if layout.units:
        stated = [note for cells in rows for at in layout.units for note in whole_unit(cells[at].text)]
    else:
        stated = [note for cells in rows if (note := label_unit(cells[layout.labels[0]].text))]
    notes = [note for note in stated if note.measure == "money" and note.power]
    return [max(notes, key=Counter(notes).__getitem__)] if notes else []


def _tokens_below(layout: Layout) -> list[list[Token]]:
    """The figures of each column."""
    found: list[list[Token]] = [[] for _ in layout.figures]
    for row in layout.rows[layout.body :]:
        for at, token in figures_of(layout, row).items():
            found[at].append(token)
    return found


def _parted(texts: Sequence[str]) -> tuple[list[UnitNote], str]:
    """The units among headings, and the label that the rest makes."""
    notes: list[UnitNote] = []
    rest: list[str] = []
    for text in texts:
        found, left = take_units(text)
        notes += found
        if left and left not in rest:
            rest.append(left)
    return notes, _LOOSE.sub("", _WRITTEN.sub("", " ".join(rest)))


def _filled(layout: Layout, at: int) -> list[UnitNote]:
    """The unit of the nearest heading to the left, in a row that states several."""
    for row in layout.heads:
        if row in _captions(layout):
            continue
        texts = [layout.heading(row, one) for one in range(len(layout.figures))]
        stated = [text for text in dict.fromkeys(texts) if whole_unit(text)]
        if len(stated) >= 2 and not texts[at] and texts[0]:
            return whole_unit(next(text for text in reversed(texts[:at]) if text))
    return []


def _kind(notes: Sequence[UnitNote], label: str, tokens: Sequence[Token], role: str | None) -> tuple[str, bool]:
    """Whether a column is of money, percent or numbers, and if of money, of amounts per share."""
    measures = {note.measure for note in notes}
    measure = label_measure(label)
    per_share = "per_share" in measures or (measure == "per_share" and "percent" not in measures)
    if role is not None:
        return ("money" if role in {"yen", "dollars"} else role), per_share
    if "percent" in measures and "money" not in measures:
        return "percent", False
    if "money" in measures or per_share:
        return "money", per_share
    if "number" in measures:
        return "number", False
    shown = [token.cell for token in tokens if token.cell.number is not None]
    if measure in {"percent", "number"} or (shown and all(cell.is_percent for cell in shown)):
        return ("number" if measure == "number" else "percent"), False
    return "money", per_share


def _currency(
    layout: Layout, at: int, notes: Sequence[UnitNote], shared: Sequence[UnitNote], tokens: Sequence[Token], said: Said
) -> Currency:
    """The currency of a column; `StatementError` where none is named, or two."""
    role = said.columns.get(layout.cores[at])
    own = {note.currency for note in notes if note.currency}
    signs = {token.cell.currency: token for token in tokens if token.cell.currency}
    stated = {note.currency for note in shared if note.currency}
    if role in {"yen", "dollars"}:
        found = {Currency.JPY if role == "yen" else Currency.USD}
    else:
        found = own or (stated if len(stated) == 1 else set(signs) or stated)
    if not found and said.currency:
        found = {said.currency}
    place = layout.grid.place_of_column(layout.cores[at])
    if len(found) != 1:
        names = " and ".join(sorted(currency.value for currency in found if currency))
        raise StatementError(
            f"{place} has {f'two currencies, {names}' if found else 'no currency'}",
            "a heading, a unit above the table or the cells must name one",
            "say currency='JPY', or columns={heading: 'yen'} or 'dollars'",
        )
    currency = found.pop()
    for sign, token in signs.items():
        if sign is not currency:
            row = next(row.at for row in layout.rows[layout.body :] if token in row.tokens)
            raise StatementError(
                f"{layout.grid.place(row, token.core)}: {quote(token.text)} is in a column of {currency}",
                "a column must have one currency",
                "check the heading, or leave the column out by columns={heading: 'skip'}",
            )
    assert currency is not None
    return currency


def _power(
    layout: Layout,
    at: int,
    notes: Sequence[UnitNote],
    shared: Sequence[UnitNote],
    currency: Currency,
    tokens: Sequence[Token],
    said: Said,
    per_share: bool,
) -> int:
    """The power of ten of a column's money; `StatementError` where no unit is in sight, or two are."""
    if per_share:
        return next((note.power for note in notes if note.measure == "per_share" and note.power), 0)
    if currency in said.units:
        return said.units[currency]
    place = layout.grid.place_of_column(layout.cores[at])
    own = [note for note in notes if note.measure == "money" and note.currency in {currency, None}]
    stated = {note.power for note in own if note.power is not None}
    other = [note for note in shared if note.measure == "money" and note.currency is currency and note.power]
    if stated and other and not stated & {note.power for note in other}:
        raise StatementError(
            f"{place} has two units, {own[0].text!r} and {other[0].text!r}",
            "",
            f"say which one is right by {argument('unit')}",
        )
    for candidates in (
        [note for note in own if note.power is not None],
        [n for n in shared if n.measure == "money" and n.power is not None],
    ):
        chosen = [note for note in candidates if note.currency is currency] or [n for n in candidates if n.currency is None]
        powers = {note.power for note in chosen}
        if len(powers) > 1:
            names = " and ".join(repr(note.text) for note in chosen)
            raise StatementError(f"{place} has two units, {names}", "", f"say which one is right by {argument('unit')}")
        if powers:
            power = powers.pop()
            assert power is not None
            return power
    if own or any(note.currency is currency for note in shared):
        return 0  # the heading names single yen or dollars, and nothing scales them
    shown = [token.cell for token in tokens if token.cell.number is not None]
    if shown and all(cell.power is not None for cell in shown):
        return shown[0].power or 0
    raise StatementError(
        f"{place} has no unit",
        "a heading, a line above the table or a column of units must state one, such as (Millions of yen)",
        f"say {argument('unit', 'million')}, or {argument('unit', 'one')} for amounts in single yen",
    )


def _span(layout: Layout, at: int, texts: Sequence[str], reader: Reader) -> Span | None:
    """The period or day of a column: by its own headings, else with what a heading to the left or the corner begins."""
    written = _WRITTEN.search(" ".join(texts))
    found = reader.span(" ".join(texts) if written is None else written[1])
    if found is not None and not (len(texts) == 1 and is_year(texts[0])):
        return found
    years = [text for text in texts if is_year(fold_cell(text).strip().removesuffix("年"))]
    if not years:
        return None
    year = fold_cell(years[-1]).strip().removesuffix("年")
    before = [layout.heading(row, one) for row in layout.heads for one in range(at, -1, -1)]
    for begun in (*before, *corners(layout), *reversed(layout.above), *reversed(layout.grid.above)):
        for line in (begun, take_units(begun)[1]):
            if _INCOMPLETE.search(line.strip()):
                found = reader.span(f"{line.strip().rstrip(':').rstrip(',')}, {year}")
                if found is not None:
                    return found
        together = re.match(rf"(.*?[A-Za-z]{{3,9}}\.?\s+[0-9]{{1,2}}),?\s+[0-9]{{4}}(?:\s*,|\s+and|\s*&).*\b{year}\b", begun)
        if together:
            return reader.span(f"{together[1]}, {year}")
    return None


def _say_periods(headed: list[Headed], said: Said) -> None:
    """Put in the periods that a caller gave, by heading, by number, or one for each column."""
    if said.periods is None:
        return
    if isinstance(said.periods, Mapping):
        given: dict[int, Span | None] = {}
        for key, span in said.periods.items():
            places = [at for at, one in enumerate(headed) if key in {one.label, at}]
            if not places:
                raise StatementError(
                    f"periods= names the unknown column {quote(key)}",
                    f"the columns are {', '.join(repr(one.label) for one in headed)}",
                    "name one of these",
                )
            given |= dict.fromkeys(places, span)
    else:
        if len(said.periods) != len(headed):
            raise StatementError(
                f"periods= has {count_of(len(said.periods), 'period')}",
                f"there {'is' if len(headed) == 1 else 'are'} {count_of(len(headed), 'column')} of figures",
                "give one for each column, or None for a column without a period",
            )
        given = dict(enumerate(said.periods))
    for at, one in given.items():
        period, day = _as_fields(one)
        headed[at].column = replace(headed[at].column, period=period, date=day)


def _check_named(layout: Layout, headed: Sequence[Headed]) -> None:
    """Refuse a column without a heading beside others that have one: whose figures it has is not known."""
    if len(headed) < 2:
        return
    for at, one in enumerate(headed):
        if not one.label and one.column.span is None and layout.cores[at] not in layout.skipped and not one.notes:
            raise StatementError(
                f"{layout.grid.place_of_column(layout.cores[at])} has figures and no heading",
                "the heading of a column names its period or what its figures are",
                "name the periods by periods=, or add a heading",
            )
