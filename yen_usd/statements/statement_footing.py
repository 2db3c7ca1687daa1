"""The result of footing a statement: its totals, by how much they are off, and the adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from ..money.amounts import Dollars, Money, Yen
from ..money.exact import EXACT
from ..money.formatting import format_money
from ..rates.rate import Rate
from .parts import StatementParts


@dataclass(frozen=True, slots=True)
class FootedTotal:
    """A total in one column, and by how much it differs from the sum of its parts.

    Attributes
    ----------
    label : str
        The name of the total.
    line, column : int
        Where it stands in the statement, from 0.
    parts : tuple of (int, int)
        The numbers of its lines, each with a sign, 1 or -1.
    yen_difference : Yen or None
        The printed total less the sum of the printed parts.
    difference : Dollars or None
        The same in dollars, if the column has them.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> rows = [["(Millions of yen)", "FY2007"], ["A", "1"], ["B", "2"], ["Total", "3"]]
    >>> total = read_statement(rows).foot().totals[0]
    >>> total.label, total.parts, total.yen_difference
    ('Total', ((0, 1), (1, 1)), Yen(0))
    """

    label: str
    line: int
    column: int
    parts: tuple[tuple[int, int], ...]
    yen_difference: Yen | None
    difference: Dollars | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What was added to a cell so that its column adds up.

    Attributes
    ----------
    label : str
        The name of the line.
    line, column : int
        Where the cell stands in the statement, from 0.
    amount : Dollars
        What was added.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> rows = [["(Millions of yen)", "FY2007"], ["A", "1"], ["B", "1"], ["Total", "2"]]
    >>> translated = read_statement(rows).translate(rate=160, unit="thousand")
    >>> adjustment = translated.foot(spread=True).adjustments[0]
    >>> adjustment.label, adjustment.amount
    ('A', Dollars(1000))
    """

    label: str
    line: int
    column: int
    amount: Dollars


@dataclass(frozen=True, slots=True, repr=False)
class StatementFooting(Tabular):
    """Whether the totals of a statement add up, in yen and in dollars.

    Attributes
    ----------
    statement : StatementParts
        The statement, with the adjustments.
    totals : tuple of FootedTotal
        The totals that were found, in each column.
    doubts : tuple of str
        Lines that two sums fit equally well, which count as no totals.
    adjustments : tuple of Adjustment
        What was spread.
    rates : tuple of Rate
        The rates of its dollars, if it was translated.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> rows = [["(Millions of yen)", "FY2007"], ["A", "1"], ["B", "2"], ["Total", "3"]]
    >>> read_statement(rows).foot().foots
    True
    """

    statement: StatementParts
    totals: tuple[FootedTotal, ...]
    doubts: tuple[str, ...]
    adjustments: tuple[Adjustment, ...] = ()
    rates: tuple[Rate, ...] = ()

    @property
    def foots(self) -> bool:
        """Whether every total that was found is the sum of its parts, in yen and in dollars."""
        return not self.off

    @property
    def off(self) -> tuple[FootedTotal, ...]:
        """The totals that differ from the sums of their parts."""
        return tuple(total for total in self.totals if total.yen_difference or total.difference)

    def _summary(self) -> str:
        return f"{count_of(len(self.totals), 'total')}, {len(self.off)} off, {count_of(len(self.adjustments), 'adjustment')}"

    def _table(self) -> Table:
        lines = [
            [
                total.label,
                self.statement.columns[total.column].label,
                formula(self.statement, total.parts),
                "" if total.yen_difference is None else money_text(total.yen_difference),
                "" if total.difference is None else money_text(total.difference),
            ]
            for total in self.totals
        ]
        notes = [*self.doubts]
        if self.adjustments:
            moved = ", ".join(f"{one.label} by {money_text(one.amount)}" for one in self.adjustments)
            notes.append(f"Adjusted: {moved}.")
        notes += [f"At {rate}." for rate in self.rates]
        head = ["Total", "Column", "Sum of", "Yen off", "Dollars off"]
        return Table(self.statement.title, head, [Block("", lines)], notes, frozenset({0, 1, 2}))

    def _columns(self) -> Columns:
        labels = [column.label for column in self.statement.columns]
        return {
            "total": ("text", [total.label for total in self.totals]),
            "column": ("text", [labels[total.column] for total in self.totals]),
            "sum_of": ("text", [formula(self.statement, total.parts) for total in self.totals]),
            "yen_difference": (
                "number",
                [None if t.yen_difference is None else t.yen_difference.amount for t in self.totals],
            ),
            "difference": ("number", [None if t.difference is None else t.difference.amount for t in self.totals]),
        }


def money_text(money: Money) -> str:
    """Money in full, without decimals if it has none."""
    is_whole = money.amount == money.amount.to_integral_value(context=EXACT)
    return format_money(money, places=0 if is_whole else money.shown_places)


def formula(parts: StatementParts, terms: Sequence[tuple[int, int]]) -> str:
    """The parts of a total in words: Net sales - Cost of sales; of many, how many."""
    if len(terms) > 4 and all(sign > 0 for _, sign in terms):
        return f"{len(terms)} lines, {parts.lines[terms[0][0]].label} to {parts.lines[terms[-1][0]].label}"
    written = "".join(f"{' + ' if sign > 0 else ' - '}{parts.lines[at].label}" for at, sign in terms)
    return written.removeprefix(" + ").strip()
