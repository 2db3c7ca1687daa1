"""The rows of a printed table of rates: from cells by their labels, or from the text of a filing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias, cast

from .._arguments import what_to_write
from ..dates.days import month_number
from ..dates.periods import Period
from ..errors import FiguresError, YenUsdError, quote
from ..money.exact import MAX_DIGITS, Number, places_of, to_decimal
from ..money.rounding import quantize
from .rows import COLUMNS, Column

PrintedCells: TypeAlias = Sequence[Number | str | None] | Mapping[Column, Number | str | None]
"""The cells of a printed row, in the order of the columns or by their names; None for one that is not printed."""
PrintedMapping: TypeAlias = Mapping[str, PrintedCells] | Mapping[int, PrintedCells] | Mapping[Period, PrintedCells]
"""Printed rows by their labels, by years, or by periods."""
LONG: Final = 1000
"""From how many characters on a line or a cell is none."""
SHORT: Final = 60
"""Up to how many characters a label has, or a heading over a block of rows."""


@dataclass(frozen=True, slots=True)
class RowName:
    """What a label says of the days of its row; what is None is left open, and a name of nothing fits no row."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    """Of a fiscal year, the month and day on which it ends."""
    is_month: bool = False
    is_date: bool = False
    """Whether it is a bare date, which may end a year or a month."""
    cut: tuple[int | None, int, int | None] | None = None
    """The month, day and year through which the row goes, if it is cut."""
    period: Period | None = None
    """The days themselves, where a label names them in a way of its own."""

    @property
    def is_known(self) -> bool:
        """Whether the label is understood."""
        return self.year is not None or self.is_month or self.period is not None


class PrintedRow(NamedTuple):
    """A printed row: its label, what that says, and its figures."""

    label: str
    name: RowName
    figures: dict[Column, Decimal]


def from_mapping(printed: PrintedMapping, columns: Sequence[Column]) -> list[PrintedRow]:
    """The rows of a mapping, whose labels are text, years or periods."""
    rows: list[PrintedRow] = []
    for label, cells in cast("Mapping[object, PrintedCells]", printed).items():
        if isinstance(label, Period):
            rows.append(PrintedRow(label.label, RowName(period=label), figures_of(label.label, cells, columns)))
        elif isinstance(label, str) or type(label) is int:
            rows.append(PrintedRow(str(label), read_label(str(label)), figures_of(str(label), cells, columns)))
        else:
            raise FiguresError(
                f"{quote(label)} ({type(label).__name__}) is not a label",
                "a label is text, a year or a Period",
                "use one of these",
            )
    return rows


DATE: Final = r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:,?\s*(?P<year>(?:19|20)[0-9]{2}))?"
_THROUGH: Final = re.compile(rf"\(?\s*through\s+{DATE}\s*\)?$", re.IGNORECASE)
_YEAR_LABEL: Final = re.compile(
    r"(?:(?:the\s+)?(?:fiscal|financial|business)?\s*(?:years?)?|FY)\s*(?P<year>(?:19|20)[0-9]{2})", re.IGNORECASE
)
_ENDED_LABEL: Final = re.compile(
    rf"(?P<ended>(?:for\s+)?(?:the\s+)?(?:(?:fiscal|financial|business)\s+)?years?[\s-]+end(?:ed|ing)\s+)?{DATE}",
    re.IGNORECASE,
)
_MONTH_LABEL: Final = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,?\s*(?P<year>(?:19|20)[0-9]{2})?")
_MARKS: Final = re.compile(r"(?:\s*(?:\([0-9a-z]\)|[*†‡¹²³⁴⁵:]))+\s*$")


def read_label(label: str) -> RowName:
    """What a label says, as filings write labels; one that is not understood fits no row."""
    text = _MARKS.sub("", label).strip(" .") if len(label) <= SHORT else ""
    through = _THROUGH.search(text)
    if through is not None:
        year = None if through["year"] is None else int(through["year"])
        name = read_label(text[: through.start()])
        return replace(name, cut=(month_number(through["month"]), int(through["day"]), year)) if name.is_known else name
    if match := _YEAR_LABEL.fullmatch(text):
        return RowName(year=int(match["year"]))
    if (match := _ENDED_LABEL.fullmatch(text)) and match["year"] and (month := month_number(match["month"])):
        return RowName(int(match["year"]), month, int(match["day"]), is_date=not match["ended"])
    if (match := _MONTH_LABEL.fullmatch(text)) and (month := month_number(match["month"])):
        return RowName(None if match["year"] is None else int(match["year"]), month, is_month=True)
    with suppress(YenUsdError):
        return RowName(period=Period.parse(text))
    return RowName()


CELL: Final = re.compile(rf"[¥￥]?(?P<rate>[0-9]{{1,6}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?)(?:円|[*†‡¹²³⁴⁵]|\([0-9a-z]\)|;)*")


def figures_of(label: str, cells: PrintedCells, columns: Sequence[Column]) -> dict[Column, Decimal]:
    """The figures of a row by their columns; `FiguresError` for cells that are no rates, or not one for each column."""
    if isinstance(cells, Mapping):
        named = cells
    else:
        is_row = isinstance(cells, Iterable) and not isinstance(
            cells, str | bytes | bytearray | memoryview | set | frozenset
        )
        given = list(cells) if is_row else None
        if given is None or len(given) != len(columns):
            raise FiguresError(
                f"the cells of the row {quote(label)} are {quote(cells)}",
                f"the columns are {', '.join(columns)}",
                "give a list with one cell for each column",
            )
        named = dict(zip(columns, given, strict=True))
    unknown = [name for name in named if name not in COLUMNS]
    if unknown:
        raise FiguresError(
            f"the row {quote(label)} names the unknown column {quote(unknown[0])}",
            f"the columns are {', '.join(COLUMNS)}",
            what_to_write(unknown[0], COLUMNS),
        )
    return {name: _figure(label, cell) for name, cell in named.items() if cell is not None}


def _figure(label: str, cell: Number | str) -> Decimal:
    """The figure of a cell to the places that it shows; a number shows two at least, as it keeps no zeros."""
    if isinstance(cell, str):
        text = CELL.fullmatch("".join(cell.split())) if len(cell) < LONG else None
        if text is None:
            raise FiguresError(
                f"the row {quote(label)} has the cell {quote(cell)}", "a cell is a rate such as ¥117.56", "correct the cell"
            )
        return Decimal(text["rate"])
    try:
        number = to_decimal(cell, "a rate")
    except YenUsdError as error:
        raise FiguresError(f"the row {quote(label)}: {error.asked}", error.available, error.remedy) from error
    return number if isinstance(cell, Decimal) else quantize(number, max(2, places_of(number)))
