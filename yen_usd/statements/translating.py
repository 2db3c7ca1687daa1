"""The rates at which a statement is translated, and its cells in dollars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeAlias, cast

from .._arguments import NOT_GIVEN, NotGiven, what_to_write
from ..converter import Converter, converter_or_default
from ..dates.days import DateLike
from ..dates.periods import Period, PeriodLike
from ..errors import ArgumentError, argument
from ..money.amounts import Dollars, Yen
from ..money.cells import fold_cell
from ..money.currency import Currency
from ..money.exact import Number, plain
from ..money.rounding import Rounding, check_rounding
from ..money.units import power_of
from ..rates.rate import PERIOD_BASES, PeriodBasis, Rate
from ..translation import Translation
from .heading_periods import Span, end_of
from .parts import (
    BLANK_FIGURE,
    QUANTA,
    StatementColumn,
    StatementFigure,
    StatementLine,
    StatementParts,
    columns_of_money,
    power_of_unit,
    unit_name,
)
from .printing import heading_of

ByPeriod: TypeAlias = PeriodBasis | tuple[PeriodBasis, PeriodBasis] | Mapping[str, Rate | Number | str]
"""The basis of each column's own period, one for flows and one for balances, or a rate for each column by its heading."""

TranslatedCell: TypeAlias = Translation[Yen, Dollars]
Cells: TypeAlias = Sequence[Sequence[TranslatedCell | None]]
Rates: TypeAlias = Sequence[Sequence[Rate | None]]
"""The translations and the rates of a statement's cells, by line and column; None for what is not translated."""


_YEAR_MONTH: Final = re.compile(r"((?:19|20)[0-9]{2})(?:\s*[-/.年]\s*([0-9]{1,2})\s*月?|\s*年)?")


class RateCall(NamedTuple):
    """The arguments by which a translation names its rates."""

    on: DateLike | NotGiven = NOT_GIVEN
    period: PeriodLike | NotGiven = NOT_GIVEN
    basis: PeriodBasis | None = None
    rate: Rate | Number | str | NotGiven = NOT_GIVEN
    by_period: ByPeriod | None = None
    converter: Converter | None = None


class Target(NamedTuple):
    """How dollars are rounded: amounts to a unit, amounts per share to places."""

    power: int
    amounts: Rounding
    per_share: Rounding


def target_of(unit: str, rounding: Rounding | None, per_share_places: int) -> Target:
    """The roundings of a translation, checked."""
    power = power_of_unit(unit)
    if rounding is not None:
        amounts = check_rounding(rounding)
    else:
        amounts = Rounding(places=0) if power == 0 else Rounding(unit=cast("Any", unit))
    return Target(power, amounts, Rounding(places=per_share_places))


def _order(label: str) -> tuple[int, int] | None:
    """The year, and the month if it is named, of a heading that is nothing else."""
    match = _YEAR_MONTH.fullmatch(fold_cell(label).strip())
    return None if match is None else (int(match[1]), int(match[2] or 0))


def latest(columns: Sequence[StatementColumn], places: Sequence[int]) -> list[int]:
    """Which of some columns are of the latest day; none where they name no day."""
    ends = [end for at in places if (end := end_of(columns[at].span))]
    if not ends:
        orders = {at: order for at in places if (order := _order(columns[at].label))}
        return [at for at in orders if orders[at] == max(orders.values())] if len(orders) == len(places) else []
    return [at for at in places if columns[at].end == max(ends)]


def find_rates(parts: StatementParts, call: RateCall, columns: str) -> list[list[Rate | None]]:
    """The rate of each cell by line and column; None for what is not translated.

    Raises `ArgumentError` where no rate is named, or more than one way, or a column has no period for its own.
    """
    if columns not in {"latest", "all"}:
        raise ArgumentError(
            argument("columns", columns), "columns must be 'latest' or 'all'", what_to_write(columns, ("latest", "all"))
        )
    _check_named(call)
    in_rows = parts.has_periods_in_rows
    places = [at for at in range(len(parts.columns)) if parts.columns[at].kind == "yen"]
    if not places:
        raise ArgumentError(
            "the statement has no column of yen", "only yen are translated", "check the table, or choose another one"
        )
    chosen = places if columns == "all" or in_rows else _latest(parts, places)
    if columns == "latest" and not in_rows:
        _check_no_dollars(parts, chosen)
    rows = _latest_rows(parts) if in_rows and columns == "latest" else set(range(len(parts.lines)))
    rates: dict[object, Rate] = {}

    def rate_of(line: StatementLine, column: StatementColumn) -> Rate:
        span = line.span if in_rows else column.span
        key = (span, heading_of(column) if isinstance(call.by_period, Mapping) else "")
        if key not in rates:
            rates[key] = _rate(call, span, line.label if in_rows else column.label)
        return rates[key]

    found: list[list[Rate | None]] = []
    for at, line in enumerate(parts.lines):
        is_money = (
            line.kind in {"amount", "per_share"} and at in rows and not (in_rows and line.span is None and call.by_period)
        )
        found.append(
            [rate_of(line, parts.columns[c]) if is_money and c in chosen else None for c in range(len(parts.columns))]
        )
    return found


def _check_named(call: RateCall) -> None:
    named = [name for name in ("on", "period", "rate") if getattr(call, name) is not NOT_GIVEN]
    named += ["by_period"] if call.by_period is not None else []
    if len(named) > 1:
        raise ArgumentError(
            f"{' and '.join(argument(name) for name in named)} are given together",
            "only one of them can name the rate",
            "leave the others out",
        )
    if not named:
        raise ArgumentError(
            "no rate is named",
            f"the rate of a statement is named by {argument('on')}, {argument('period')}, {argument('rate')} or "
            f"{argument('by_period')}",
            "give one of them; rate=yen_usd.REPORT_RATE is the one of the report",
        )


def _latest(parts: StatementParts, places: Sequence[int]) -> list[int]:
    found = latest(parts.columns, [at for at in places if not parts.columns[at].is_change])
    if not found and len(places) == 1:
        return list(places)
    if not found:
        raise ArgumentError(
            "cannot tell which column is the latest, as no column names a period",
            f"the columns are {', '.join(repr(parts.columns[at].label) for at in places)}",
            f"say {argument('columns', 'all')}, or give periods= to read_statement",
        )
    return found


def _latest_rows(parts: StatementParts) -> set[int]:
    ends = {at: end for at, line in enumerate(parts.lines) if (end := end_of(line.span))}
    last = max(ends.values())
    return {at for at, end in ends.items() if end == last}


def _check_no_dollars(parts: StatementParts, chosen: Sequence[int]) -> None:
    for at in chosen:
        for other in columns_of_money(parts, Currency.USD):
            if parts.columns[other].end == parts.columns[at].end:
                raise ArgumentError(
                    f"the column {parts.columns[at].label!r} already has its dollars beside it",
                    f"they are in the column {parts.columns[other].label!r}",
                    f"check them by audit(), or translate all the same by {argument('columns', 'all')}",
                )


def _rate(call: RateCall, span: Span | None, label: str) -> Rate:
    """The rate of a column, or of a line where years stand in rows."""
    settings = converter_or_default(call.converter)
    if call.by_period is None:
        return settings.rate(on=call.on, period=call.period, basis=call.basis, rate=call.rate)
    if isinstance(call.by_period, Mapping):
        by_label = call.by_period
        if label not in by_label:
            raise ArgumentError(
                f"{argument('by_period')} has no rate for {label!r}",
                f"it has {', '.join(map(repr, by_label))}",
                "give each column a rate",
            )
        return Rate.of(by_label[label])
    given: object = call.by_period
    bases = given if isinstance(given, tuple) else (given, given)
    if len(bases) != 2 or any(basis not in PERIOD_BASES for basis in bases):
        raise ArgumentError(
            argument("by_period", given),
            f"it must be one of {', '.join(PERIOD_BASES)}, a pair of them for flows and balances, or a dict of rates",
            f"write {argument('by_period', ('average', 'period_end'))}, for example",
        )
    if span is None:
        raise ArgumentError(
            f"{argument('by_period')} with {label!r}, which names no period",
            "",
            f"give periods= to read_statement, or {argument('rate')}",
        )
    if isinstance(span, Period):
        return settings.over(span).rate(bases[0])
    if bases[1] != "period_end":
        raise ArgumentError(
            f"{span} is one day, and has no {bases[1]} rate",
            "a balance is translated at the period_end rate",
            f"write by_period=({str(bases[0])!r}, 'period_end'), or give {argument('on')}",
        )
    return settings.rate(on=span)


def translate_figure(
    figure: StatementFigure, rate: Rate | None, line: StatementLine, column: StatementColumn, target: Target
) -> TranslatedCell | None:
    """What the yen of a cell come to; None where it has none."""
    if rate is None or not isinstance(figure.money, Yen):
        return None
    return Translation(figure.money, rate, rounding_of(line, column, target))


def rounding_of(line: StatementLine, column: StatementColumn, target: Target) -> Rounding:
    """The rounding of a cell: of amounts per share, or of amounts."""
    return target.per_share if line.kind == "per_share" or column.per_share else target.amounts


def combine(
    parts: StatementParts, cells: Cells, rates: Rates, target: Target, moves: Mapping[tuple[int, int], Dollars]
) -> tuple[list[StatementColumn], list[StatementLine]]:
    """The columns and lines of a statement with a column of dollars beside each of yen that was translated."""
    used = [at for at in range(len(parts.columns)) if any(row[at] is not None for row in rates)]
    columns: list[StatementColumn] = []
    for at, column in enumerate(parts.columns):
        columns.append(column)
        if at in used:
            own = {row[at].yen_per_usd for row in rates if row[at] is not None}  # type: ignore[union-attr]
            label = (
                f"{heading_of(column)} at ¥{plain(own.pop())}" if len(own) == 1 else f"{heading_of(column)} in U.S. dollars"
            )
            unit = "one" if column.per_share else unit_name(target.power)
            columns.append(replace(column, label=label.strip(), kind="dollars", unit=unit))
    lines: list[StatementLine] = []
    for at, line in enumerate(parts.lines):
        figures: list[StatementFigure] = []
        for place, figure in enumerate(line.figures):
            figures.append(figure)
            if place in used:
                move = moves.get((at, place))
                figures.append(
                    _in_dollars(figure, cells[at][place], rates[at][place], (line, parts.columns[place]), target, move)
                )
        lines.append(replace(line, figures=tuple(figures)))
    return columns, lines


def _in_dollars(
    figure: StatementFigure,
    cell: TranslatedCell | None,
    rate: Rate | None,
    where: tuple[StatementLine, StatementColumn],
    target: Target,
    move: Dollars | None,
) -> StatementFigure:
    line, column = where
    if rate is None or (figure.money is None and not figure.is_nil):
        return BLANK_FIGURE
    if cell is None:
        return replace(figure, second=None)
    rounding = cell.rounding
    quantum = QUANTA[-rounding.shown_places if rounding.unit is None else power_of(rounding.unit)]
    second = None
    if figure.second is not None:
        second = _in_dollars(
            figure.second, translate_figure(figure.second, rate, line, column, target), rate, where, target, None
        )
    money = cell.result if move is None else cell.result + move
    mark = figure.mark
    if move is None and not money and "△" not in mark and cell.source.amount < 0:
        mark = f"△{mark}"
    return StatementFigure(money, None, quantum, False, mark, second, figure.is_range)


def notes_of(parts: StatementParts, cells: Cells) -> list[str]:
    """A footnote for each rate, with the columns that it is for where there are several."""
    found: dict[Rate, tuple[TranslatedCell, list[str]]] = {}
    for line, row in zip(parts.lines, cells, strict=True):
        for column, cell in zip(parts.columns, row, strict=True):
            if cell is not None:
                name = line.label if parts.has_periods_in_rows else heading_of(column)
                names = found.setdefault(cell.rate, (cell, []))[1]
                if name not in names:
                    names.append(name)
    if len(found) == 1:
        return [cell.note() for cell, _ in found.values()]
    return [f"{', '.join(filter(None, names))}: {cell.note()}" for cell, names in found.values()]
