"""A statement as users have it, in yen, and with its dollars beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from .._arguments import NOT_GIVEN, NotGiven, check_flag
from .._tables import Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..audit import RoundedLine, TreeSum, in_steps, spread_over_tree, step_of
from ..errors import ArgumentError
from ..money.amounts import Dollars, Yen
from ..money.exact import EXACT
from ..money.rounding import Rounding
from ..rates.rate import Rate
from ..translation import Translation
from .memo import StatementAudit, audit_parts, dollar_pairs
from .parts import StatementParts
from .printing import columns_of, table_of
from .spreadsheets import write_workbook
from .totals import Adjustment, StatementFooting, Totals, check_tree, differences, find_sums, given_sums
from .translating import ByPeriod, RateCall, combine, find_rates, notes_of, target_of, translate_figure

if TYPE_CHECKING:
    from os import PathLike

    from ..converter import Converter
    from ..dates.days import DateLike
    from ..dates.periods import PeriodLike
    from ..money.exact import Number
    from ..rates.rate import PeriodBasis

_DECIMALS: Final = 2
_NOTHING: Final = RoundedLine(0, Fraction(0), Decimal(0), may_move=False)


@dataclass(frozen=True, slots=True, repr=False)
class Statement(StatementParts, Tabular):
    """A table as a filing prints it: title, unit and currency, columns, and lines with a figure for each column.

    `currency` and `unit` are those of its money, of the yen where dollars stand beside them; every column has its own.
    `corner` is what stands above the labels. `remarks` say what a reader should know of how it was read; two statements
    that differ in nothing else are equal. Made by `read_statement`.

    `str()`, `to_markdown`, `to_html`, `to_frame` and `to_excel` write it as a filing does.

    >>> from yen_usd import read_statement
    >>> rows = [["(Millions of yen)", "FY2006", "FY2007"], ["Net sales", "1,234", "1,310"], ["Net loss", "(12)", "-"]]
    >>> print(read_statement(rows))
               FY2006 (Millions of yen)  FY2007 (Millions of yen)
    Net sales                     1,234                     1,310
    Net loss                       (12)                         —
    """

    def translate(
        self,
        *,
        on: DateLike | NotGiven = NOT_GIVEN,
        period: PeriodLike | NotGiven = NOT_GIVEN,
        basis: PeriodBasis | None = None,
        rate: Rate | Number | str | NotGiven = NOT_GIVEN,
        by_period: ByPeriod | None = None,
        columns: Literal["latest", "all"] = "latest",
        unit: str = "thousand",
        rounding: Rounding | None = None,
        per_share_places: int = _DECIMALS,
        converter: Converter | None = None,
    ) -> TranslatedStatement:
        """Translate the yen of the latest column, as filings do, or of all; each cell is rounded once, as `translate` does.

        Parameters
        ----------
        on, period, basis, rate
            The one rate of all columns, named as for `translate`. There is no default.
        by_period
            The rate of each column's own period: "average", "period_end", "high" or "low"; two of them, the one of flows and
            the one of balances; or a rate for each column by its heading.
        columns
            "latest", or "all". Where years stand in rows, the latest row or all.
        unit, rounding
            The unit of the dollars, "thousand" to "trillion" or "one", and another rounding than to that unit.
        per_share_places
            Decimal places of amounts per share.
        converter
            Settings and a series of your own.

        Returns
        -------
        TranslatedStatement

        Raises
        ------
        ArgumentError
            For no rate, several, a column that names no period where its own is needed, or dollars that are there already.

        Examples
        --------
        >>> from yen_usd import read_statement
        >>> statement = read_statement([["(Millions of yen)", "FY2006", "FY2007"], ["Net sales", "49,812", "57,055"]])
        >>> translated = statement.translate(on="2007-03-31")
        >>> [column.label for column in translated.statement.columns]
        ['FY2006', 'FY2007', 'FY2007 at ¥117.56']
        >>> translated.cells[0][1].result
        Dollars(485327000)

        """
        call = RateCall(on, period, basis, rate, by_period, converter)
        target = target_of(unit, rounding, per_share_places)
        rates = find_rates(self, call, columns)
        cells = tuple(
            tuple(
                translate_figure(figure, row[at], line, self.columns[at], target) for at, figure in enumerate(line.figures)
            )
            for line, row in zip(self.lines, rates, strict=True)
        )
        return TranslatedStatement(self, tuple(map(tuple, rates)), cells, unit, target.amounts, per_share_places)

    def foot(self, totals: Totals | None = None, *, spread: bool = False) -> StatementFooting:
        """Whether the totals are the sums and differences of the lines above them, in yen and in the dollars beside them.

        Sums are found in yen, by order, level and rounding, in all columns at once; `totals` gives them instead:
        `{"Gross profit": ["Net sales", "-Cost of sales"]}`. A line that two sums fit equally well is taken for no total and
        named in `doubts`. Only dollars of a translation are spread, so `spread` is refused here.

        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["Net sales", "57,055"], ["Cost of sales", "45,032"]]
        >>> rows.append(["Gross profit", "12,023"])
        >>> print(read_statement(rows).foot())
        Total         Column  Sum of                     Yen off  Dollars off
        Gross profit  FY2007  Net sales - Cost of sales       ¥0
        """
        if spread:
            raise ArgumentError(
                "spreading over a statement", "only dollars of a translation are spread", "translate it first"
            )
        sums, doubts = _sums(self, totals)
        beside = dict(dollar_pairs(self))
        places = [at for at, column in enumerate(self.columns) if column.kind == "yen" and not column.per_share]
        return StatementFooting(self, differences(self, sums, beside, places), tuple(doubts))

    def audit(self, balance_sheet_date: DateLike | None = None) -> StatementAudit:
        """Check the dollars that stand beside the yen: the rate they imply, each line, and the totals in both currencies.

        Raises `FiguresError` where no column of dollars stands beside one of yen.
        """
        return audit_parts(self, balance_sheet_date, self.foot())

    def to_excel(self, path: str | PathLike[str]) -> None:
        """Write a workbook, with number formats, indentation and footnotes; whole, or not at all.

        Raises `MissingExtraError` without openpyxl, `FileError` where the file cannot be written.
        """
        write_workbook(self, path)

    def to_json(self) -> str:
        """The statement as JSON, which pydantic's `TypeAdapter(Statement)` reads again."""
        from pydantic import TypeAdapter

        return TypeAdapter(Statement).dump_json(self, indent=2).decode()

    def _table(self) -> Table:
        return table_of(self)

    def _columns(self) -> Columns:
        return columns_of(self)

    def _summary(self) -> str:
        title = f"{self.title!r}, " if self.title else ""
        return f"{title}{count_of(len(self.lines), 'line')}, {count_of(len(self.columns), 'column')}"


def _sums(parts: StatementParts, totals: Totals | None) -> tuple[list[TreeSum], list[str]]:
    if totals is None:
        return find_sums(parts)
    sums = given_sums(parts, totals)
    check_tree(sums)
    return sums, []


@dataclass(frozen=True, slots=True, repr=False)
class TranslatedStatement(Tabular, FromFields):
    """A statement with its yen in dollars: the source, and a translation for each cell that was translated.

    `rates` has the rate of each cell by line and column, and `cells` the translations; None where nothing is translated.
    `statement` is the whole with the dollars beside the yen, and what `str()`, `to_html` and the others write.

    >>> from yen_usd import REPORT_RATE, read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Net sales", "57,055"]])
    >>> translated = statement.translate(rate=REPORT_RATE)
    >>> translated.cells[0][0].result, translated.note()[:60]
    (Dollars(485327000), 'Yen amounts are translated into U.S. dollars, solely for the')
    """

    source: Statement
    rates: tuple[tuple[Rate | None, ...], ...]
    cells: tuple[tuple[Translation[Yen, Dollars] | None, ...], ...]
    unit: str
    rounding: Rounding
    per_share_places: int

    @property
    def statement(self) -> Statement:
        """The statement with a column of dollars beside each of yen that was translated, and a footnote for each rate."""
        return self._with({})

    def _with(self, moves: dict[tuple[int, int], Dollars]) -> Statement:
        target = target_of(self.unit, self.rounding, self.per_share_places)
        columns, lines = combine(self.source, self.cells, self.rates, target, moves)
        notes = (*self.source.footnotes, *notes_of(self.source, self.cells))
        return replace(self.source, columns=tuple(columns), lines=tuple(lines), footnotes=notes)

    def note(self) -> str:
        """The footnotes that name the rates."""
        return "\n".join(notes_of(self.source, self.cells))

    def foot(self, totals: Totals | None = None, *, spread: bool = False) -> StatementFooting:
        """By how much the translated totals differ from the sums of their lines; `spread=True` makes all of them foot.

        Sums are those of `Statement.foot`. Spreading moves as few units of rounding as will do over the whole tree of a
        column at once; the totals at its top, and lines of zero, stay as they are. A total whose yen miss their sum by as
        much as a unit of the dollars is not spread over, and named in `doubts`.

        Raises `FiguresError` for given totals that are no tree.

        >>> from yen_usd import Rounding, read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["A", "22,910"], ["B", "10,020"], ["C", "24,125"], ["Total", "57,055"]]
        >>> translated = read_statement(rows).translate(rate="¥117.56", unit="million")
        >>> footing = translated.foot(spread=True)
        >>> footing.foots, footing.adjustments
        (True, ())
        """
        check_flag("spread", spread)
        sums, doubts = _sums(self.source, totals)
        moves: dict[tuple[int, int], Dollars] = {}
        if spread:
            for at in self._translated_columns():
                moves |= self._spread(at, sums, doubts)
        statement = self._with(moves)
        beside = {at: at + 1 + before for before, at in enumerate(self._translated_columns())}
        shifted = {at + sum(one < at for one in beside): new for at, new in beside.items()}
        adjusted = tuple(
            Adjustment(self.source.lines[line].label, line, beside[at], amount) for (line, at), amount in moves.items()
        )
        off = differences(statement, sums, shifted, list(shifted))
        rates = dict.fromkeys(cell.rate for row in self.cells for cell in row if cell is not None)
        return StatementFooting(statement, off, tuple(doubts), adjusted, tuple(rates))

    def adjusted(self, footing: StatementFooting) -> Statement:
        """The statement with the adjustments of a footing, for writing."""
        return replace(self.statement, lines=footing.statement.lines)

    def _translated_columns(self) -> list[int]:
        return [at for at in range(len(self.source.columns)) if any(row[at] is not None for row in self.rates)]

    def _spread(self, at: int, sums: list[TreeSum], doubts: list[str]) -> dict[tuple[int, int], Dollars]:
        """The adjustments of a column."""
        step = step_of(self.rounding)
        kept: list[TreeSum] = []
        for total in differences(self.source, sums, {}, [at]):
            one = next(one for one in sums if one.total == total.line)
            if total.yen_difference is None or any(
                self.cells[place][at] is None for place, _ in one.parts if self._has(place, at)
            ):
                continue
            cell = self.cells[one.total][at]
            missed = (
                total.yen_difference.amount
                if cell is None
                else EXACT.divide(total.yen_difference.amount, cell.rate.yen_per_usd)
            )
            if missed.copy_abs() >= step:
                doubts.append(
                    f"{total.label}: its yen miss their sum by {total.yen_difference}, so its dollars are not spread"
                )
                continue
            kept.append(one)
        cells = [row[at] for row in self.cells]
        lines = [_NOTHING if cell is None else in_steps(cell, cell.result, step) for cell in cells]
        moved = spread_over_tree(lines, kept)
        return {(line, at): Dollars(EXACT.multiply(step, Decimal(move))) for line, move in enumerate(moved) if move}

    def _has(self, line: int, column: int) -> bool:
        return self.source.lines[line].figures[column].money is not None

    def to_excel(self, path: str | PathLike[str]) -> None:
        """Write a workbook of the yen and dollars with the footnotes; whole, or not at all."""
        write_workbook(self.statement, path)

    def to_json(self) -> str:
        """The translated statement as JSON, which pydantic's `TypeAdapter(TranslatedStatement)` reads again."""
        from pydantic import TypeAdapter

        return TypeAdapter(TranslatedStatement).dump_json(self, indent=2).decode()

    def _table(self) -> Table:
        return table_of(self.statement)

    def _columns(self) -> Columns:
        return columns_of(self.statement)

    def _summary(self) -> str:
        return f"{self.source!r} in U.S. dollars"
