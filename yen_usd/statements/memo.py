"""The dollars of a statement checked against its yen, in one report that reads like a memo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from ..audit import ImpliedRate, TranslationCheck, check_translation, implied_rate
from ..dates.days import DateLike, to_date
from ..errors import FiguresError
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.exact import EXACT
from ..money.parsing import Reading
from ..rates.rate import Rate
from .parts import StatementFigure, StatementParts, columns_of_money
from .printing import figure_text
from .statement_footing import FootedTotal, StatementFooting, formula, money_text

_NEAR: Final = 10
"""Days from the balance-sheet date within which a published rate is taken for the one that was used."""


@dataclass(frozen=True, slots=True)
class AuditedLine:
    """A line of an audit: whether its dollars follow from its yen, and why not.

    Attributes
    ----------
    label : str
        The name of the line.
    line : int
        Its number in the statement, from 0.
    yen_column, usd_column : int
        The numbers of the two columns, from 0.
    check : TranslationCheck or None
        The check of the pair; None if there was none.
    reason : str
        Why the pair was not checked.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> heads = ["", "Millions of yen", "Thousands of U.S. dollars"]
    >>> rows = [heads, ["Sales", "57,055", "485,327"], ["Costs", "50,000", "425,315"]]
    >>> [line.fits for line in read_statement(rows).audit("2007-03-31").lines]
    [True, True]
    """

    label: str
    line: int
    yen_column: int
    usd_column: int
    check: TranslationCheck | None
    reason: str = ""

    @property
    def fits(self) -> bool:
        """Whether the dollars follow from the yen."""
        return self.check is not None and self.check.consistent


@dataclass(frozen=True, slots=True, repr=False)
class StatementAudit(Tabular):
    """What the dollars of a statement say: their rate, each line, and the totals.

    `str()` writes it as a memo.

    Attributes
    ----------
    statement : StatementParts
        The statement.
    implied : ImpliedRate
        The rate that all lines with yen and dollars imply.
    rate : Rate or None
        The rate at which the lines were checked: a published one of the days
        around the balance-sheet date, or else the simplest that explains them.
    lines : tuple of AuditedLine
        The lines, each with its check.
    footing : StatementFooting
        The totals in both currencies.
    balance_sheet_date : datetime.date or None
        The date of the balance sheet.

    Examples
    --------
    >>> from yen_usd import read_statement
    >>> heads = ["", "Millions of yen", "Thousands of U.S. dollars"]
    >>> rows = [heads, ["Sales", "57,055", "485,327"], ["Costs", "50,000", "425,315"]]
    >>> read_statement(rows).audit("2007-03-31").misfits
    ()
    """

    statement: StatementParts
    implied: ImpliedRate
    rate: Rate | None
    lines: tuple[AuditedLine, ...]
    footing: StatementFooting
    balance_sheet_date: dt.date | None

    @property
    def misfits(self) -> tuple[AuditedLine, ...]:
        """The lines whose dollars do not follow from their yen."""
        return tuple(line for line in self.lines if not line.fits)

    @property
    def off(self) -> tuple[FootedTotal, ...]:
        """The totals that do not add up, in yen or in dollars."""
        return self.footing.off

    def _summary(self) -> str:
        return f"{self.implied.describe()}, {len(self.misfits)} of {count_of(len(self.lines), 'line')} off"

    def _figures(self, line: AuditedLine) -> tuple[str, str]:
        row = self.statement.lines[line.line]
        yen, usd = (
            figure_text(row.figures[at], self.statement.columns[at], row) for at in (line.yen_column, line.usd_column)
        )
        return yen, usd

    def __str__(self) -> str:
        lines = [self.statement.title or "Statement", ""]
        lines += ["Rate", *(f"  {line}" for line in str(self.implied).splitlines())]
        if self.rate is not None:
            lines.append(f"  The lines below are checked at {self.rate}.")
        else:
            lines.append("  No rate explains the lines, so none is checked.")
        fitting = len(self.lines) - len(self.misfits)
        lines += ["", "Lines", f"  {fitting} of {len(self.lines)} follow from their yen."]
        for line in self.misfits:
            yen, usd = self._figures(line)
            why = line.reason or (str(line.check).splitlines()[1].rstrip(";") if line.check is not None else "")
            lines.append(f"  {line.label}: {yen} and {usd} do not fit; {why}")
        lines += ["", "Totals", *(f"  {line}" for line in self._totals())]
        if self.statement.remarks:
            lines += ["", "Remarks", *(f"  {remark}" for remark in self.statement.remarks)]
        return "\n".join(lines)

    def _totals(self) -> list[str]:
        totals = self.footing.totals
        if not totals:
            return ["No sums of lines above were found.", *self.footing.doubts]
        foot = len(totals) - len(self.off)
        lines = [f"{foot} of {len(totals)} foot in yen and dollars."]
        for total in self.off:
            off = [money_text(one) for one in (total.yen_difference, total.difference) if one]
            name = self.statement.columns[total.column].label
            lines.append(
                f"{total.label} ({name}) is off by {' and '.join(off)} from {formula(self.statement, total.parts)}."
            )
        return [*lines, *self.footing.doubts]

    def _table(self) -> Table:
        rows = [
            [line.label, *self._figures(line), "fits" if line.fits else line.reason or "does not fit"] for line in self.lines
        ]
        head = ["", "Yen", "Dollars", f"At ¥{self.rate.yen_per_usd}" if self.rate else "No rate"]
        return Table(self.statement.title, head, [Block("", rows)], self._totals(), frozenset({0, 3}))

    def _columns(self) -> Columns:
        def amounts(usd: bool) -> list[Decimal | None]:
            places = ((one.line, one.usd_column if usd else one.yen_column) for one in self.lines)
            return [self.statement.lines[line].figures[at].amount for line, at in places]

        return {
            "label": ("text", [line.label for line in self.lines]),
            "yen": ("number", amounts(usd=False)),
            "usd": ("number", amounts(usd=True)),
            "expected_usd": ("number", [None if one.check is None else one.check.expected.amount for one in self.lines]),
            "fits": ("text", ["yes" if line.fits else "no" for line in self.lines]),
        }


def dollar_pairs(parts: StatementParts) -> list[tuple[int, int]]:
    """Each column of yen with the column of dollars of the same period, or the only ones where periods do not tell."""
    yen, usd = columns_of_money(parts, Currency.JPY), columns_of_money(parts, Currency.USD)
    pairs: list[tuple[int, int]] = []
    for other in usd:
        same = [
            at
            for at in yen
            if parts.columns[at].span == parts.columns[other].span
            and parts.columns[at].per_share == parts.columns[other].per_share
            and (parts.columns[at].span is not None or parts.columns[at].label == parts.columns[other].label)
        ]
        if len(same) > 1:  # components of one period: told apart by their headings
            same = [at for at in same if parts.columns[at].label == parts.columns[other].label]
        if len(same) == 1:
            pairs.append((same[0], other))
    if not pairs and len(yen) == len(usd) == 1:
        return [(yen[0], usd[0])]
    return pairs


def audit_parts(parts: StatementParts, balance_sheet_date: DateLike | None, footing: StatementFooting) -> StatementAudit:
    """Audit the dollars of a statement."""
    pairs = dollar_pairs(parts)
    if not pairs:
        raise FiguresError(
            "the statement has no dollars beside its yen",
            "an audit compares a column of dollars with one of yen of the same period",
            "give periods= to read_statement if there are such columns",
        )
    day = _balance_sheet_day(parts, pairs, balance_sheet_date)
    lines: list[AuditedLine] = []
    given: list[tuple[int, Reading, Reading]] = []
    for yen_at, usd_at in pairs:
        for at, line in enumerate(parts.lines):
            yen, usd = (_reading(line.figures[place]) for place in (yen_at, usd_at))
            if yen is None and usd is None:
                continue
            reason = _why_not(yen, usd)
            lines.append(AuditedLine(line.label, at, yen_at, usd_at, None, reason))
            if not reason and yen is not None and usd is not None:
                given.append((len(lines) - 1, yen, usd))
    if not any(yen.money and usd.money for _, yen, usd in given):
        raise FiguresError("no line has both yen and dollars", "an audit compares them", "check the columns")
    implied = implied_rate([yen for _, yen, _ in given], [usd for _, _, usd in given], balance_sheet_date=day)
    best = _best(implied)
    rate = None if best is None else _rate_of(best)
    if best is not None and rate is not None:
        yen_mode, usd_mode = best.pairs[0].yen.mode, best.pairs[0].usd.mode
        for place, yen, usd in given:
            lines[place] = replace(
                lines[place], check=check_translation(yen, usd, rate, yen_mode=yen_mode, usd_mode=usd_mode)
            )
    return StatementAudit(parts, implied, rate, tuple(lines), footing, day)


def _balance_sheet_day(parts: StatementParts, pairs: list[tuple[int, int]], given: DateLike | None) -> dt.date | None:
    if given is not None:
        return to_date(given)
    ends = [end for _, usd in pairs if (end := parts.columns[usd].end)]
    return max(ends) if ends else None


def _reading(figure: StatementFigure) -> Reading | None:
    """A figure as the audit takes it, with half of its last place as its precision."""
    if figure.is_nil or figure.money is None or figure.quantum is None or figure.is_range:
        return None
    half = EXACT.divide(figure.quantum, Decimal(2))
    precision: Yen | Dollars = Yen(half) if isinstance(figure.money, Yen) else Dollars(half)
    return Reading(figure.money, precision, money_text(figure.money))


def _why_not(yen: Reading | None, usd: Reading | None) -> str:
    if yen is None or usd is None:
        one = yen or usd
        assert one is not None
        return "" if not one.money else f"there are no {'yen' if yen is None else 'dollars'}"
    if yen.money.amount * usd.money.amount < 0:
        return "their signs differ"
    return ""


def _best(implied: ImpliedRate) -> ImpliedRate | None:
    """The answer by which lines are checked: of all, else of all if truncated, else without those that break it."""
    if implied.interval is not None:
        return implied
    return implied.truncated or implied.rest


def _rate_of(found: ImpliedRate) -> Rate | None:
    """The rate at which lines are checked: the published one of these days, else the simplest that explains them."""
    if found.interval is None:
        return None
    near = [one for one in found.candidates if one.days is not None and abs(one.days) <= _NEAR]
    if near:
        return near[0].rate
    simplest = found.interval.simplest
    return None if simplest is None else Rate.of(simplest, label="simplest rate that fits")
