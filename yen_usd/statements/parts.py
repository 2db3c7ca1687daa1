"""What a statement is made of: columns, lines, and what each cell shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from .._text import count_of
from .._validation import FromFields
from ..dates.periods import Period
from ..errors import StatementError, argument, quote
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.exact import EXACT
from ..money.units import POWERS, Unit, is_unit, power_of, unit_to_write

StatementUnit: TypeAlias = Unit | Literal["one"]
ColumnKind: TypeAlias = Literal["yen", "dollars", "percent", "number"]
LineKind: TypeAlias = Literal["heading", "amount", "per_share", "percent", "number"]


def unit_name(power: int) -> StatementUnit:
    """The unit of a power of ten, in English where there is a word for it.

    >>> unit_name(6), unit_name(8), unit_name(0)
    ('million', '億', 'one')
    """
    if power == 0:
        return "one"
    for unit, known in POWERS.items():
        if known == power:
            return unit
    raise StatementError(
        f"there is no unit of ten to the power of {power}",
        f"the units are one, {', '.join(POWERS)}",
        f"give {argument('unit')}",
    )


def power_of_unit(unit: str) -> int:
    """The power of ten of a unit; `StatementError` for an unknown one."""
    if unit == "one":
        return 0
    if not isinstance(unit, str) or not is_unit(unit):
        raise StatementError(f"unknown unit {quote(unit)}", f"the units are one, {', '.join(POWERS)}", unit_to_write(unit))
    return power_of(unit)


QUANTA: Final = {power: Decimal(1).scaleb(power, EXACT) if power < 0 else Decimal(10**power) for power in range(-45, 13)}
"""The place of a digit, by its power of ten."""


@dataclass(frozen=True, slots=True)
class StatementFigure(FromFields):
    """What one cell of a statement shows: money, a number, a nil, or nothing.

    Attributes
    ----------
    money : Yen or Dollars, optional
        An amount in full, whatever the unit of the table.
    number : Decimal, optional
        Another number: percent, shares, times.
    quantum : Decimal, optional
        The place of the last digit shown: a million yen for a figure in
        millions.
    is_nil : bool
        Whether the cell has a dash.
    mark : str
        The mark of a footnote, or "△" for a negative amount that rounds to
        zero.
    second : StatementFigure, optional
        A second figure in the cell, in brackets behind the first.
    is_range : bool
        Whether `second` is the other end of a range.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
    >>> statement.lines[0].figures[0].money
    Yen(57055000000)
    """

    money: Yen | Dollars | None = None
    number: Decimal | None = None
    quantum: Decimal | None = None
    is_nil: bool = False
    mark: str = ""
    second: StatementFigure | None = None
    is_range: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether the cell shows nothing."""
        return self.money is None and self.number is None and not self.is_nil

    @property
    def amount(self) -> Decimal | None:
        """The amount of the money, in yen or dollars; zero for a nil, None for any other cell."""
        if self.money is not None:
            return self.money.amount
        return Decimal(0) if self.is_nil else None


BLANK_FIGURE: Final = StatementFigure()
NIL_FIGURE: Final = StatementFigure(is_nil=True)


@dataclass(frozen=True, slots=True)
class StatementColumn(FromFields):
    """A column of figures of a statement.

    Attributes
    ----------
    label : str
        Its heading.
    kind : {"yen", "dollars", "percent", "number"}
        What its figures are.
    period : Period, optional
        The period that they are of.
    date : datetime.date, optional
        Or the day.
    unit : str
        The unit of its money as printed ("one" for single yen or dollars), "%",
        or what is counted.
    per_share : bool
        Whether its amounts are per share.
    is_change : bool
        Whether its figures are differences between those of other columns.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
    >>> column = statement.columns[0]
    >>> column.label, column.kind, column.unit, column.period.label
    ('FY2007', 'yen', 'million', 'fiscal year ended March 31, 2007')
    """

    label: str
    kind: ColumnKind
    period: Period | None = None
    date: dt.date | None = None
    unit: str = "one"
    per_share: bool = False
    is_change: bool = False

    @property
    def currency(self) -> Currency | None:
        """The currency of its money; None for percent and numbers."""
        kind = self.kind
        return Currency.JPY if kind == "yen" else Currency.USD if kind == "dollars" else None

    @property
    def end(self) -> dt.date | None:
        """The last day of its period, or the day that it is of."""
        return self.date if self.period is None else self.period.end

    @property
    def span(self) -> Period | dt.date | None:
        """Its period, or the day that it is of."""
        return self.date if self.period is None else self.period


@dataclass(frozen=True, slots=True)
class StatementLine(FromFields):
    """A line of a statement.

    Attributes
    ----------
    label : str
        Its name.
    level : int
        How deep it is indented, from 0.
    figures : tuple of StatementFigure
        A figure for each column.
    note : str
        The number of its note.
    kind : {"heading", "amount", "per_share", "percent", "number"}
        What its figures are; a heading has none.
    unit : str
        Its unit, if it is not that of the columns: "per share", "%", what is
        counted.
    period : Period, optional
        The period that the line names itself, if years stand in rows.
    date : datetime.date, optional
        Or the day.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
    >>> line = statement.lines[0]
    >>> line.label, line.kind, len(line.figures)
    ('Sales', 'amount', 1)
    """

    label: str
    level: int
    figures: tuple[StatementFigure, ...]
    note: str = ""
    kind: LineKind = "amount"
    unit: str = ""
    period: Period | None = None
    date: dt.date | None = None

    @property
    def span(self) -> Period | dt.date | None:
        """The period or the day that the line names."""
        return self.date if self.period is None else self.period


@dataclass(frozen=True, slots=True, repr=False)
class StatementParts(FromFields):
    """The parts of a `Statement`, which has the methods.

    Attributes
    ----------
    title, unit : str
        The title, and the unit of the money, such as "million".
    currency : Currency
        The currency of the money.
    columns : tuple of StatementColumn
        The columns of figures.
    lines : tuple of StatementLine
        The lines, each with a figure for each column.
    corner : str
        What stands above the labels.
    footnotes, remarks : tuple of str
        The footnotes, and what a reader should know of how the table was read.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
    >>> statement.unit, statement.currency
    ('million', Currency.JPY)
    """

    title: str
    unit: str
    currency: Currency
    columns: tuple[StatementColumn, ...]
    lines: tuple[StatementLine, ...]
    corner: str = ""
    footnotes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        power_of_unit(self.unit)
        for line in self.lines:
            if len(line.figures) != len(self.columns):
                raise StatementError(
                    f"the line {quote(line.label)} has {count_of(len(line.figures), 'figure')}",
                    f"the statement has {count_of(len(self.columns), 'column')}",
                    "give the line one figure for each column",
                )

    @property
    def has_periods_in_rows(self) -> bool:
        """Whether years stand in rows: lines name periods, and no column does."""
        return not any(column.span for column in self.columns) and any(line.span for line in self.lines)


def columns_of_money(parts: StatementParts, currency: Currency) -> list[int]:
    """The places of the columns of a currency, those of changes left out."""
    return [at for at, column in enumerate(parts.columns) if column.currency is currency and not column.is_change]
