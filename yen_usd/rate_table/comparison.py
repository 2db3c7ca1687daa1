"""A printed table of rates beside the derived one, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, cast

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..dates.days import month_number
from ..errors import FiguresError, quote
from ..money.exact import EXACT, places_of, plain
from ..money.rounding import quantize
from ..rates.period_rates import PeriodRates
from ..rates.rate import Averaging
from .printed_rows import PrintedMapping, PrintedRow, RowName, from_mapping
from .printed_text import from_text
from .rows import CALENDAR_YEAR, COLUMNS, TITLES, Column, TableRow

SHOWN: Final = 3
"""How many labels of rows without a partner are written out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class CellComparison(FromFields):
    """A cell of a printed table, beside what the rates come to.

    Attributes
    ----------
    label : str
        The label of the row.
    column : str
        "high", "low", "average" or "period_end".
    printed : Decimal
        The printed figure, in yen per US$1.
    derived : Decimal
        The rate, rounded to as many decimal places.
    hint : str
        For what the printed figure would be right, if that is known: the other
        averaging, another column.

    Examples
    --------
    >>> from yen_usd import exchange_rate_table
    >>> table = exchange_rate_table("2007-03-31", months=0, years=1)
    >>> cell = table.compare({"2007": (121.81, 110.07, 117.02, 117.56)}).differences[0]
    >>> cell.column, cell.printed, cell.derived, cell.difference
    ('average', Decimal('117.02'), Decimal('116.55'), Decimal('0.47'))
    """

    label: str
    column: Column
    printed: Decimal
    derived: Decimal
    hint: str = ""

    @property
    def difference(self) -> Decimal:
        """The printed figure less the derived one, in yen per dollar."""
        return EXACT.subtract(self.printed, self.derived)


@dataclass(frozen=True, slots=True, repr=False)
class TableComparison(Tabular, FromFields):
    """A printed table of rates beside the derived one.

    `cells` are all cells that both have, row by row; `only_printed` and
    `only_derived` are the labels of rows that only one of them has. `str()`
    shows the cells that differ, and `to_frame` all of them.

    >>> from yen_usd import exchange_rate_table
    >>> table = exchange_rate_table("2007-03-31", months=0, years=1)
    >>> print(table.compare({"2007": (121.81, 110.07, 116.55, 117.56)}))
    4 of 4 cells agree
    """

    cells: tuple[CellComparison, ...]
    only_printed: tuple[str, ...]
    only_derived: tuple[str, ...]

    @property
    def differences(self) -> tuple[CellComparison, ...]:
        """The cells that differ."""
        return tuple(cell for cell in self.cells if cell.difference)

    @property
    def agrees(self) -> bool:
        """Whether there are printed cells, and each of them is the same as the derived one."""
        return bool(self.cells) and not self.differences and not self.only_printed

    @property
    def _verdict(self) -> str:
        return f"{len(self.cells) - len(self.differences)} of {len(self.cells)} cells agree"

    def _summary(self) -> str:
        alone = {"printed": self.only_printed, "derived": self.only_derived}
        return ", ".join(
            [self._verdict, *(f"{count_of(len(rows), 'row')} only {what}" for what, rows in alone.items() if rows)]
        )

    def _table(self) -> Table:
        head = ["", "", "printed", "derived", "difference", ""]
        lines = [
            [c.label, TITLES[c.column], plain(c.printed), plain(c.derived), f"{c.difference:+f}", c.hint]
            for c in self.differences
        ]
        notes: list[str] = []
        for what, labels in {"printed": self.only_printed, "derived": self.only_derived}.items():
            if labels:
                more = f"; and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
                notes.append(f"only {what}: {'; '.join(labels[:SHOWN])}{more}")
        return Table(self._verdict, head, [Block("", lines)], notes, frozenset({0, 1, 5}), dense=True)

    def _columns(self) -> Columns:
        cells = self.cells
        return {
            "label": ("text", [cell.label for cell in cells]),
            "column": ("text", [cell.column for cell in cells]),
            "printed": ("number", [cell.printed for cell in cells]),
            "derived": ("number", [cell.derived for cell in cells]),
            "difference": ("number", [cell.difference for cell in cells]),
            "hint": ("text", [cell.hint for cell in cells]),
        }


def compare_rows(
    rows: Sequence[TableRow],
    printed: Iterable[TableRow | PeriodRates] | PrintedMapping | str,
    columns: Sequence[Column] | None,
) -> TableComparison:
    """Every printed row beside the derived one of its label or period."""
    if columns is not None and not _are_columns(columns):
        raise FiguresError(
            f"columns={quote(columns)}",
            f"columns must be a list of {', '.join(COLUMNS)}",
            "name each column of the printed table once, in its order",
        )
    printed_rows = _read(printed, columns)
    if not printed_rows:
        raise FiguresError("the printed table has no rows", "a row is a label with figures", "check what was copied")
    dates = {name.month for _, name, _ in printed_rows if name.is_date}
    labels = [row.label for row in rows]
    cells: list[CellComparison] = []
    missing: list[str] = []
    matched: set[int] = set()
    for label, named, figures in printed_rows:
        name = replace(named, is_month=True) if named.is_date and len(dates) > 1 else named  # the ends of months
        found = [at for at, row in enumerate(rows) if _fits(name, row)]
        if not found:
            missing.append(label)
        elif len(found) > 1:
            several = ", ".join(rows[at].period.label for at in found)
            raise FiguresError(f"the row {quote(label)} may be {several}", "", "write the year in its label")
        else:
            row = rows[found[0]]
            matched.add(found[0])
            title = row.label if labels.count(row.label) == 1 else row.period.label
            cells += [_compare(row, title, column, figure) for column, figure in figures.items()]
    unmatched = tuple(row.period.label for at, row in enumerate(rows) if at not in matched)
    return TableComparison(tuple(cells), tuple(missing), unmatched)


def _are_columns(columns: object) -> bool:
    """Whether columns are named, each once."""
    if isinstance(columns, str) or not isinstance(columns, Sequence):
        return False
    names = list(cast("Sequence[object]", columns))
    return 0 < len(names) == len({str(name) for name in names}) and all(name in COLUMNS for name in names)


def _read(
    printed: Iterable[TableRow | PeriodRates] | PrintedMapping | str, columns: Sequence[Column] | None
) -> list[PrintedRow]:
    if isinstance(printed, str):
        return from_text(printed, columns)
    if isinstance(printed, Mapping):
        return from_mapping(cast("PrintedMapping", printed), columns or COLUMNS)
    try:
        return [
            PrintedRow(
                row.period.label,
                RowName(period=row.period),
                {column: row.rate(column).yen_per_usd for column in COLUMNS},
            )
            for row in printed
        ]
    except (AttributeError, TypeError):
        raise FiguresError(
            f"{quote(printed)} ({type(printed).__name__}) is not a printed table",
            "the text of a table, a mapping of labels to cells, or the rows of a table of rates is accepted",
            "give one of these",
        ) from None


def _fits(name: RowName, row: TableRow) -> bool:
    """Whether a printed row is about the days of a derived one."""
    if name.period is not None:
        return name.period == row.period
    if (name.cut is not None) != ("(through " in row.label):
        return False
    if name.cut is not None:
        end, (month, day, year) = row.period.end, name.cut
        if (month, day) != (end.month, end.day) or year not in {None, end.year}:
            return False
    if row.heading.startswith(CALENDAR_YEAR):
        return name.is_month and name.month == row.period.start.month and name.year in {None, row.period.start.year}
    _, month, *days = re.findall(r"[A-Z][a-z]+|[0-9]+", row.heading)  # its end, also where the row is cut
    is_end = name.month in {None, month_number(month)} and (name.day is None or str(name.day) in days)
    return not name.is_month and name.year == int(row.label[:4]) and is_end


def _compare(row: TableRow, label: str, column: Column, printed: Decimal) -> CellComparison:
    places = max(0, places_of(printed))
    derived = _derive(row, column, places)
    hint = "" if derived == printed else _hint(row, column, printed, places)
    return CellComparison(label, column, printed, derived, hint)


def _derive(row: TableRow, column: Column, places: int) -> Decimal:
    """The derived figure with as many places as are printed; an average is rounded once, from the exact one."""
    rate = row.rate(column)
    if column == "average":
        mean = row.rates.daily if rate.averaging is Averaging.DAILY else row.rates.month_end
        if mean is not None and (mean.places is None or places <= mean.places):
            return mean.rounded(places)
    return quantize(rate.yen_per_usd, places)


def _hint(row: TableRow, column: Column, printed: Decimal, places: int) -> str:
    """What the printed figure would be right for."""
    for other in COLUMNS:
        if other != column and _derive(row, other, places) == printed:
            return f"it is the {TITLES[other].lower()}"
    if column == "average":
        for averaging, mean in {Averaging.MONTH_END: row.rates.month_end, Averaging.DAILY: row.rates.daily}.items():
            if mean and averaging is not row.averaging and mean.places is None and mean.rounded(places) == printed:
                return f"it is the average {'of the month ends' if averaging is Averaging.MONTH_END else 'of the days'}"
    return ""
