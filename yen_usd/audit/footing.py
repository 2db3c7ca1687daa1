"""Statements whose lines are translated one by one, and whether they still add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias, cast

from .._arguments import check_flag
from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..errors import FiguresError, quote
from ..money.amounts import Dollars, Money, Yen
from ..money.currency import Currency
from ..money.exact import EXACT, Number, plain
from ..money.rounding import Rounding, check_rounding
from ..money.units import Unit
from ..rates.rate import Rate
from ..translation import Translation
from .figures import Figure, apart, in_full, line_amount
from .labels import read_column
from .spreading import TreeSum, in_steps, spread_over_tree, step_of

Lines: TypeAlias = Mapping[str, Figure] | Mapping[int, Figure] | Iterable[tuple[str, Figure]] | Iterable[Figure]
"""The lines of a statement: by their labels (mappings, Series and frames of one column), as pairs of label and figure, or
figures alone."""


@dataclass(frozen=True, slots=True)
class FootedLine(FromFields):
    """A line of a statement in dollars.

    `label` is its name, `translation` its yen in dollars, rounded on its own,
    and `adjustment` what was added so that the lines add up to their total.

    >>> from yen_usd import check_footing
    >>> check_footing({"A": "¥5 million"}, "¥5 million", "¥110").lines[0].amount
    Dollars('45454.55')
    """

    label: str
    translation: Translation[Yen, Dollars]
    adjustment: Dollars

    @property
    def amount(self) -> Dollars:
        """The dollars of the line, with its adjustment."""
        return self.translation.result + self.adjustment

    @property
    def is_adjusted(self) -> bool:
        """Whether the line was adjusted."""
        return bool(self.adjustment)


@dataclass(frozen=True, slots=True, repr=False)
class Footing(Tabular, FromFields):
    """A statement in dollars, and by how much its lines miss its total.

    `lines` are the translated lines, and `total` is the translated total.

    >>> from yen_usd import Rounding, check_footing
    >>> lines = {"Outsourcing": "¥10,020 million", "Integration": "¥24,125 million"}
    >>> footing = check_footing(
    ...     lines, "¥34,145 million", "¥117.56", rounding=Rounding(unit="million")
    ... )
    >>> footing.difference, [line.amount for line in footing.spread().adjusted]
    (Dollars(0), [])
    """

    lines: tuple[FootedLine, ...]
    total: Translation[Yen, Dollars]

    @property
    def difference(self) -> Dollars:
        """The total less the sum of the lines, in dollars; zero after they were spread."""
        return self.total.result - sum((line.amount for line in self.lines), Dollars(0))

    @property
    def yen_difference(self) -> Yen:
        """The total less the sum of the lines, in yen."""
        return self.total.source - sum((line.translation.source for line in self.lines), Yen(0))

    @property
    def adjusted(self) -> tuple[FootedLine, ...]:
        """The lines that were adjusted."""
        return tuple(line for line in self.lines if line.is_adjusted)

    @property
    def rate(self) -> Rate:
        """The rate at which all was translated."""
        return self.total.rate

    def spread(self) -> Footing:
        """The same statement with its lines adjusted so that they add up to its total.

        The difference is spread by largest remainder: the lines that rounding moved
        furthest against it move by one unit of the rounding each. Of equal ones the
        largest goes first, as it changes least; a line of zero never moves. If the
        yen do not add up themselves, `FiguresError` says so, because the rounding
        of dollars is not the cause.

        >>> from yen_usd import Rounding, check_footing
        >>> footing = check_footing(
        ...     {"A": 1, "B": 1, "C": 1}, 3, 2, yen_unit="million",
        ...     rounding=Rounding(unit="million"),
        ... )
        >>> footing.difference, [line.label for line in footing.spread().adjusted]
        (Dollars(-1000000), ['A'])
        """
        if self.yen_difference:
            raise FiguresError(
                f"the yen of the lines miss their total by {_write_signed(self.yen_difference)}",
                "spreading corrects only what rounding to dollars makes",
                "correct the yen, or add a line for what is missing",
            )
        step = step_of(self.total.rounding)
        lines = [in_steps(line.translation, line.amount, step) for line in self.lines]
        total = TreeSum(len(lines), tuple((at, 1) for at in range(len(lines))))
        moves = spread_over_tree([*lines, in_steps(self.total, self.total.result, step)], [total])
        moved = [
            replace(line, adjustment=line.adjustment + Dollars(EXACT.multiply(step, Decimal(move)))) if move else line
            for line, move in zip(self.lines, moves, strict=False)
        ]
        return Footing(tuple(moved), self.total)

    def _summary(self) -> str:
        return f"{count_of(len(self.lines), 'line')}, {in_full(self.total.source)} at ¥{plain(self.rate.yen_per_usd)}"

    def _table(self) -> Table:
        rows = [[line.label, in_full(line.translation.source), in_full(line.amount), _mark(line)] for line in self.lines]
        rows.append(["Total", in_full(self.total.source), in_full(self.total.result), ""])
        if self.difference:
            said = f"The total is {apart(self.difference)} than the sum of the lines."
        elif self.adjusted:
            said = f"The lines add up to the total, {len(self.adjusted)} of {len(self.lines)} adjusted."
        else:
            said = "The lines add up to the total."
        if self.yen_difference:
            said += f" In yen it is {apart(self.yen_difference)}."
        marked = 4 if self.adjusted else 3
        head = ["", "Yen", "Dollars", ""][:marked]
        return Table("", head, [Block("", [row[:marked] for row in rows])], [said, f"At {self.rate}."], dense=True)

    def _columns(self) -> Columns:
        lines = self.lines
        return {
            "label": ("text", [*(line.label for line in lines), "Total"]),
            "yen": ("number", [*(line.translation.source.amount for line in lines), self.total.source.amount]),
            "usd": ("number", [*(line.amount.amount for line in lines), self.total.result.amount]),
            "adjustment": ("number", [*(line.adjustment.amount for line in lines), None]),
            "yen_per_usd": ("number", [self.rate.yen_per_usd] * (len(lines) + 1)),
        }


def _mark(line: FootedLine) -> str:
    return f"({_write_signed(line.adjustment)})" if line.is_adjusted else ""


def check_footing(
    lines: Lines,
    total: Figure,
    rate: Rate | Number | str,
    *,
    yen_unit: Unit | None = None,
    rounding: Rounding | None = None,
    spread: bool = False,
) -> Footing:
    """Translate the lines and the total of a statement, and check that they still add up.

    Each amount is rounded on its own, so the translated lines may miss the
    translated total by a few units.

    Parameters
    ----------
    lines : mapping, Series, pairs of label and figure, or figures
        The yen of each line with its sign: costs are negative.
    total : str, Reading, Money or number
        What the lines come to.
    rate : Rate, number or str
        The rate in yen per US$1.
    yen_unit : str, optional
        The unit of numbers, and of text that names none, such as "million".
    rounding : Rounding, optional
        How the dollars are rounded; to the cent by default. Filings round to
        thousands or millions.
    spread : bool, default False
        Whether to adjust lines by largest remainder until they add up; see
        `Footing.spread`.

    Returns
    -------
    Footing
        The lines and the total in dollars, and the `difference`.

    Raises
    ------
    FiguresError
        For no lines; with `spread`, if the yen do not add up.
    ParseError, CurrencyMismatchError
        For a figure that cannot be read, or one in dollars.
    RateValueError
        For what is not a rate.

    Examples
    --------
    >>> from yen_usd import Rounding, check_footing, h10_rates
    >>> lines = {"Connectivity": 22_910, "Outsourcing": 10_020, "Integration": 24_125}
    >>> rate, millions = h10_rates().on("2007-03-31"), Rounding(unit="million")
    >>> print(check_footing(
    ...     lines, 57_055, rate, yen_unit="million", rounding=millions, spread=True
    ... ))
                              Yen       Dollars
    Connectivity  ¥22,910,000,000  $195,000,000
    Outsourcing   ¥10,020,000,000   $85,000,000
    Integration   ¥24,125,000,000  $205,000,000
    Total         ¥57,055,000,000  $485,000,000
    The lines add up to the total.
    At ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31.
    """
    stated, dollars = Rate.of(rate), Currency.USD.rounding if rounding is None else check_rounding(rounding)
    check_flag("spread", spread)
    footed = [
        FootedLine(label, Translation(_yen(figure, yen_unit), stated, dollars), Dollars(0))
        for label, figure in label_lines(lines)
    ]
    footing = Footing(tuple(footed), Translation(_yen(total, yen_unit), stated, dollars))
    return footing.spread() if spread else footing


def label_lines(lines: Lines) -> list[tuple[str, Figure]]:
    """The lines with their labels, or with their numbers if they have none."""
    column = read_column(lines, "lines")
    names = column.names()
    if names is not None:
        return list(zip(names, column.figures, strict=True))
    pairs: list[tuple[str, Figure]] = []
    for number, line in enumerate(cast("list[object]", column.figures), 1):
        parts = cast("tuple[object, ...]", line) if isinstance(line, tuple) else (str(number), line)
        label, figure = parts if len(parts) == 2 else (None, None)
        if not isinstance(label, str):
            raise FiguresError(
                f"cannot read the line {quote(parts)}",
                "a line is a figure, or a pair of a label and a figure",
                "write ('Net sales', 24_300), for example",
            )
        pairs.append((label, cast("Figure", figure)))
    return pairs


def _yen(figure: Figure, unit: Unit | None) -> Yen:
    return cast("Yen", line_amount(figure, unit))


def _write_signed(money: Money) -> str:
    """Money with its sign, even if it is positive."""
    return f"{'+' if money.amount > 0 else ''}{in_full(money)}"
