"""What a statement is made of: columns, lines, and what each cell shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from .._validation import FromFields
from ..dates.periods import Period
from ..errors import StatementError, quote
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.exact import EXACT
from ..money.units import POWERS, Unit, is_unit, power_of

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
    raise StatementError(f"a unit of ten to the power of {power}", f"units are one, {', '.join(POWERS)}", "give unit=")


def power_of_unit(unit: str) -> int:
    """The power of ten of a unit; `StatementError` for an unknown one."""
    if unit == "one":
        return 0
    if not isinstance(unit, str) or not is_unit(unit):
        raise StatementError(f"unit={quote(unit)}", f"units are one, {', '.join(POWERS)}", "name one of them")
    return power_of(unit)


QUANTA: Final = {power: Decimal(1).scaleb(power, EXACT) if power < 0 else Decimal(10**power) for power in range(-45, 13)}
"""The place of a digit, by its power of ten."""


@dataclass(frozen=True, slots=True)
class StatementFigure(FromFields):
    """What one cell shows: money in full, a number (percent, shares, times), a nil, or nothing.

    `quantum` is the place of the last digit that is shown, in the figure's own currency: a million yen for a figure
    in millions. `mark` is that of a footnote, or "△" for a negative that rounds to zero. `second` is a second figure
    in the cell: in brackets behind the first, or, if `is_range`, the other end of a range.

    >>> from yen_usd import Yen
    >>> StatementFigure(money=Yen(1_000_000)).is_blank, StatementFigure(is_nil=True).is_blank
    (False, False)
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
        """The amount of the money, zero for a nil; None for any other cell."""
        if self.money is not None:
            return self.money.amount
        return Decimal(0) if self.is_nil else None


BLANK_FIGURE: Final = StatementFigure()
NIL_FIGURE: Final = StatementFigure(is_nil=True)


@dataclass(frozen=True, slots=True)
class StatementColumn(FromFields):
    """A column of figures: its heading, what its figures are, and the period or day that they are of.

    `unit` is that of its money as printed ("one" for single yen or dollars), "%" for percent, and what is counted for
    numbers. `is_change` says that the column has differences between others.
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
        """The day that it is of, or the last day of its period."""
        return self.date if self.period is None else self.period.end

    @property
    def span(self) -> Period | dt.date | None:
        """Its period, or the day that it is of."""
        return self.date if self.period is None else self.period


@dataclass(frozen=True, slots=True)
class StatementLine(FromFields):
    """A line: its label, how deep it stands, its note, and a figure for each column.

    `kind` is "heading" for a line without figures; `unit` is set where it is not that of the columns: "per share",
    "%", or what is counted. `period` and `date` are those that a line names itself, where years stand in rows.
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
    """The parts of a statement: title, unit, currency, columns, and lines with a figure for each column."""

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
                    f"the line {quote(line.label)} of {len(line.figures)} figures",
                    f"the statement has {len(self.columns)} columns",
                    "give one for each",
                )

    @property
    def has_periods_in_rows(self) -> bool:
        """Whether years stand in rows: lines name periods, and no column does."""
        return not any(column.span for column in self.columns) and any(line.span for line in self.lines)


def columns_of_money(parts: StatementParts, currency: Currency) -> list[int]:
    """The places of the columns of a currency, those of changes left out."""
    return [at for at, column in enumerate(parts.columns) if column.currency is currency and not column.is_change]
