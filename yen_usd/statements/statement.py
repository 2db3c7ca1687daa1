"""A statement in yen, and the same statement with its dollars."""

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
from .statement_footing import Adjustment, StatementFooting
from .totals import Totals, differences, sums_of
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
    """A table as a filing prints it: columns, and lines with a figure for each column.

    `read_statement` makes statements, and `str()` writes them as filings do.

    Attributes
    ----------
    title, unit, currency : str, str, Currency
        The title, and the unit and currency of the money (of the yen beside
        dollars).
    columns : tuple of StatementColumn
        The columns of figures.
    lines : tuple of StatementLine
        The lines, each with a figure for each column.
    corner : str
        What stands above the labels.
    footnotes, remarks : tuple of str
        The footnotes, and what a reader should know of how the table was read.
        Statements that differ in nothing but remarks are equal.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> rows = [["(Millions of yen)", "FY2006", "FY2007"], ["Net sales", "1,234", "1,310"]]
    >>> print(read_statement(rows))
               FY2006 (Millions of yen)  FY2007 (Millions of yen)
    Net sales                     1,234                     1,310
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
        """Translate the yen of the latest column, as filings do, or of all columns.

        Each cell is rounded once, as `translate` rounds.

        Parameters
        ----------
        on, period, basis, rate : optional
            The one rate of all columns, as for `translate`. There is no default.
        by_period : str, (str, str) or mapping, optional
            The rate of each column's own period: "average", "period_end", "high" or
            "low"; two of them, for flows and for balances; or a rate for each
            column by its heading.
        columns : {"latest", "all"}, default "latest"
            Which columns; if years stand in rows, which rows.
        unit : str, default "thousand"
            The unit of the dollars: "one", or "thousand" to "trillion".
        rounding : Rounding, optional
            Another rounding than to that unit.
        per_share_places : int, default 2
            Decimal places of amounts per share.
        converter : Converter, optional
            Settings, and a series of your own.

        Returns
        -------
        TranslatedStatement
            The statement with its dollars.

        Raises
        ------
        ArgumentError
            For no rate or several, for a column without a period where its own is
            needed, and for dollars that are there already.
        RateNotFoundError
            If there is no rate that may be used.

        Examples
        --------
        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2006", "FY2007"], ["Sales", "49,812", "57,055"]]
        >>> translated = read_statement(rows).translate(on="2007-03-31")
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
        """Check that totals are the sums and differences of the lines above them.

        Sums are found in yen, in all columns at once, and checked in yen and in the
        dollars beside them. `totals` gives them instead: `{"Gross profit": ["Net
        sales", "-Cost of sales"]}`. A line that two sums fit equally well counts as
        no total; it is named in `doubts`. `spread` is refused here: only the
        dollars of a translation are spread.

        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["Net sales", "57,055"]]
        >>> rows += [["Cost of sales", "45,032"], ["Gross profit", "12,023"]]
        >>> print(read_statement(rows).foot())
        Total         Column  Sum of                     Yen off  Dollars off
        Gross profit  FY2007  Net sales - Cost of sales       ¥0
        """
        if spread:
            raise ArgumentError(
                "spread=True with a statement that is not translated",
                "only the dollars of a translation are spread",
                "use translate(...) first",
            )
        sums, doubts = sums_of(self, totals)
        beside = dict(dollar_pairs(self))
        places = [at for at, column in enumerate(self.columns) if column.kind == "yen" and not column.per_share]
        return StatementFooting(self, differences(self, sums, beside, places), tuple(doubts))

    def audit(self, balance_sheet_date: DateLike | None = None) -> StatementAudit:
        """Check the dollars that stand beside the yen: their rate, each line, and the totals.

        `balance_sheet_date` is by default the last day of the columns with dollars.
        A statement without a column of dollars beside one of yen raises
        `FiguresError`.

        >>> from yen_usd import read_statement
        >>> heads = ["", "Millions of yen", "Thousands of U.S. dollars"]
        >>> rows = [heads, ["Sales", "57,055", "485,327"], ["Costs", "50,000", "425,315"]]
        >>> audit = read_statement(rows).audit("2007-03-31")
        >>> print(audit.rate)
        ¥117.56, noon buying rate of 2007-03-30
        """
        return audit_parts(self, balance_sheet_date, self.foot())

    def to_excel(self, path: str | PathLike[str]) -> None:
        """Write a workbook to a `path`, with number formats, indentation and footnotes.

        It is written whole or not at all. `MissingExtraError` says that openpyxl is
        missing, `FileError` that the file cannot be written.

        >>> import os, tempfile
        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["Net sales", "57,055"]]
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = os.path.join(folder, "sales.xlsx")
        ...     read_statement(rows).to_excel(path)
        ...     read_statement(path).lines[0].figures[0].money
        Yen(57055000000)
        """
        write_workbook(self, path)

    def to_json(self) -> str:
        """The statement as JSON, which pydantic reads again.

        >>> from pydantic import TypeAdapter
        >>> from yen_usd import Statement, read_statement
        >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
        >>> TypeAdapter(Statement).validate_json(statement.to_json()) == statement
        True
        """
        from pydantic import TypeAdapter

        return TypeAdapter(Statement).dump_json(self, indent=2).decode()

    def _table(self) -> Table:
        return table_of(self)

    def _columns(self) -> Columns:
        return columns_of(self)

    def _summary(self) -> str:
        title = f"{self.title!r}, " if self.title else ""
        return f"{title}{count_of(len(self.lines), 'line')}, {count_of(len(self.columns), 'column')}"


@dataclass(frozen=True, slots=True, repr=False)
class TranslatedStatement(Tabular, FromFields):
    """A statement with its yen in dollars.

    Attributes
    ----------
    source : Statement
        The statement in yen.
    rates, cells : tuples of tuples of Rate or None, of Translation or None
        The rate of each cell, and its translation, by line and column; None
        where nothing is translated.
    unit, rounding : str, Rounding
        The unit of the dollars, and how they are rounded.
    per_share_places : int
        Decimal places of amounts per share.

    Examples
    --------
    >>> from yen_usd import REPORT_RATE, read_statement
    >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
    >>> statement.translate(rate=REPORT_RATE).cells[0][0].result
    Dollars(485327000)
    """

    source: Statement
    rates: tuple[tuple[Rate | None, ...], ...]
    cells: tuple[tuple[Translation[Yen, Dollars] | None, ...], ...]
    unit: str
    rounding: Rounding
    per_share_places: int

    @property
    def statement(self) -> Statement:
        """The statement with dollars beside the yen and a footnote for each rate."""
        return self._with({})

    def _with(self, moves: dict[tuple[int, int], Dollars]) -> Statement:
        target = target_of(self.unit, self.rounding, self.per_share_places)
        columns, lines = combine(self.source, self.cells, self.rates, target, moves)
        notes = (*self.source.footnotes, *notes_of(self.source, self.cells))
        return replace(self.source, columns=tuple(columns), lines=tuple(lines), footnotes=notes)

    def note(self) -> str:
        """The footnotes that name the rates.

        >>> from yen_usd import REPORT_RATE, read_statement
        >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
        >>> statement.translate(rate=REPORT_RATE).note()[:59]
        'Yen amounts are translated into U.S. dollars, solely for th'
        """
        return "\n".join(notes_of(self.source, self.cells))

    def foot(self, totals: Totals | None = None, *, spread: bool = False) -> StatementFooting:
        """By how much translated totals differ from the sums of their lines.

        Sums are those of `Statement.foot`, or `totals` gives them. With
        `spread=True` as few units of rounding as possible move, over all totals of
        a column at once, until all add up; the totals at the top and lines of zero
        stay. A total whose yen miss their sum by as much as a unit of the dollars
        is not spread over; it is named in `doubts`. Given totals that share lines
        raise `FiguresError`.

        >>> from yen_usd import Rounding, read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["A", "22,910"], ["B", "10,020"]]
        >>> rows += [["C", "24,125"], ["Total", "57,055"]]
        >>> translated = read_statement(rows).translate(rate="¥117.56", unit="million")
        >>> footing = translated.foot(spread=True)
        >>> footing.foots, footing.adjustments
        (True, ())
        """
        check_flag("spread", spread)
        sums, doubts = sums_of(self.source, totals)
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
        """The statement with the adjustments of a `footing`, for writing.

        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["A", "1"], ["B", "1"], ["Total", "2"]]
        >>> translated = read_statement(rows).translate(rate=140, unit="thousand")
        >>> footing = translated.foot(spread=True)
        >>> [line.figures[1].money for line in translated.adjusted(footing).lines]
        [Dollars(7000), Dollars(7000), Dollars(14000)]
        """
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
        """Write a workbook of the yen and dollars with the footnotes to a `path`.

        It is written whole or not at all; see `Statement.to_excel`.

        >>> import os, tempfile
        >>> from yen_usd import read_statement
        >>> rows = [["(Millions of yen)", "FY2007"], ["Net sales", "57,055"]]
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = os.path.join(folder, "sales.xlsx")
        ...     read_statement(rows).translate(on="2007-03-31").to_excel(path)
        ...     os.path.exists(path)
        True
        """
        write_workbook(self.statement, path)

    def to_json(self) -> str:
        """The translated statement as JSON, which pydantic reads again.

        >>> from pydantic import TypeAdapter
        >>> from yen_usd import read_statement
        >>> from yen_usd.statements import TranslatedStatement
        >>> statement = read_statement([["(Millions of yen)", "FY2007"], ["Sales", "57,055"]])
        >>> translated = statement.translate(on="2007-03-31")
        >>> TypeAdapter(TranslatedStatement).validate_json(translated.to_json()) == translated
        True
        """
        from pydantic import TypeAdapter

        return TypeAdapter(TranslatedStatement).dump_json(self, indent=2).decode()

    def _table(self) -> Table:
        return table_of(self.statement)

    def _columns(self) -> Columns:
        return columns_of(self.statement)

    def _summary(self) -> str:
        return f"{self.source!r} in U.S. dollars"
