"""The published figures that ship with the library, checked and read when they are first used.

The daily series is checked by its SHA-256, which is in `data/SHA256SUMS`, and then read without further checks: its rows
were validated before they were shipped. The printed table is small, and pydantic validates it row by row.
"""

from __future__ import annotations

import datetime as dt
from _thread import allocate_lock
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from ..dates.days import DateLike, to_date
from ..dates.periods import Period, PeriodLike, to_period
from ..errors import NotPublishedError
from ..money.exact import plain
from . import bundled_files
from .bundled_files import FILE_NAME, read_checked
from .rate import NOON_BUYING_RATE, RESERVE_BANK, Averaging, Basis, Rate, Vintage
from .rate_source import RateSource, check_source
from .rate_words import capital, plural
from .series import RateSeries

if TYPE_CHECKING:
    from .editions import H10Edition
    from .period_rates import PeriodRates

DATA_FOLDER: Final = bundled_files.DATA_FOLDER
TABLE_NAME: Final = "report_table.csv"

REPORT_RATE: Final = Rate(
    Decimal("117.56"),
    NOON_BUYING_RATE,
    asked=dt.date(2007, 3, 31),
    observed=dt.date(2007, 3, 30),
    publisher=RESERVE_BANK,
    vintage=Vintage(dt.date(2007, 7, 3), "3c66649c136580bfce1d5e4445c04bc75b4a7b0e4db5d2e7eac1be50246cdf86"),
)
"""The rate of the report: ¥117.56 per US$1.00, prevailing on March 31, 2007, a Saturday."""

_lock: Final = allocate_lock()
_h10: Final[list[H10Edition]] = []
"""The daily series, once it has been read."""


def h10_rates() -> RateSeries:
    """The daily noon buying rates of the yen since January 4, 1971, as published.

    The Federal Reserve Bank of New York published them until December 31, 2008.
    Since then the Board of Governors of the Federal Reserve System publishes
    them in its release H.10 (series RXI_N.B.JA). The bundled figures never
    change within a release of this library. Newer ones answer for a later day
    only after `update_rates()` has put them into your cache; the `vintage` of a
    rate says which figures it is from.

    Returns
    -------
    RateSeries
        The rates in yen per US$1, by date. It is read once and shared.

    Raises
    ------
    DataFileError
        If the figures are not as they were shipped.

    Examples
    --------
    >>> from yen_usd import h10_rates
    >>> h10_rates()
    RateSeries(13975 observations of the noon buying rate, 1971-01-04 to 2026-10-02)
    >>> h10_rates().on("2007-03-31")
    Rate(¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31)
    """
    if not _h10:
        with _lock:  # all threads share what the first of them reads
            _h10[:] = [_read_h10()]
    return _h10[0]


def report_rates() -> PrintedTable:
    """The table of noon buying rates in the report, as printed.

    The report is the Form 20-F for the fiscal year ended March 31, 2007. Its
    table has the fiscal years 2003 to 2007, and January to July 3, 2007.

    Returns
    -------
    PrintedTable
        The rates in yen per US$1, to the two decimal places that are printed.

    Raises
    ------
    DataFileError
        If the table is not as it was shipped.

    Examples
    --------
    >>> from yen_usd import report_rates
    >>> report_rates().over("FY2007").average
    Rate(¥116.55, average of the noon buying rates of the last day of each month,
    fiscal year ended March 31, 2007)
    """
    with _lock:  # all threads share what the first of them reads
        return _read_table()


def source_of(series: RateSource | None) -> RateSource:
    """The source of rates: the one that is given, or the daily series."""
    if series is None:
        return h10_rates()
    check_source(series)
    return series


class PrintedTable:
    """A report's table of rates, which knows what it prints and nothing else.

    It answers like a `RateSeries`: `over` a period that has a row, and `on` the
    last day of such a period. `rows` are the rates of its periods, in the order
    of the table.

    >>> from yen_usd import report_rates
    >>> report_rates().on("2007-07-03").yen_per_usd
    Decimal('122.40')
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: tuple[PeriodRates, ...]) -> None:
        self._rows = rows

    @property
    def rows(self) -> tuple[PeriodRates, ...]:
        """The rates of each period, in the order of the table."""
        return self._rows

    def on(self, day: DateLike, strict: bool = False) -> Rate:
        """The rate that prevailed on a `day` that is the last of a period of the table.

        Any other day raises `NotPublishedError`, and so does `strict`, because the
        table does not print on which day a rate was published.

        >>> from yen_usd import report_rates
        >>> report_rates().on("2007-03-31").yen_per_usd
        Decimal('117.56')
        """
        asked = to_date(day)
        for row in self._rows:
            if row.period.end == asked and not strict:
                end = row.period_end
                return Rate(end.yen_per_usd, end.label, asked=asked, publisher=end.publisher, vintage=end.vintage)
        raise NotPublishedError(
            f"the printed table has no rate {'observed ' if strict else ''}on {asked}",
            "it has the rates prevailing on " + ", ".join(sorted({str(row.period.end) for row in self._rows})),
            "use h10_rates() for other days",
        )

    def over(self, period: PeriodLike, through: DateLike | None = None) -> PeriodRates:
        """The row of a `period`, or of its part up to and including the day `through`.

        A period without a row raises `NotPublishedError`.

        >>> from yen_usd import report_rates
        >>> report_rates().over("FY2003").high.yen_per_usd
        Decimal('133.40')
        """
        span = to_period(period).through(through)
        for row in self._rows:
            if row.period == span:
                return row
        raise NotPublishedError(
            f"the printed table has no rates for {span.in_sentence}",
            f"it has those for {', '.join(row.period.in_sentence for row in self._rows)}",
            "use h10_rates() for other periods",
        )

    def __eq__(self, other: object) -> bool:
        return self._rows == other.rows if isinstance(other, PrintedTable) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __str__(self) -> str:
        """The table in columns, in yen per US$1.00."""
        from .._tables import Block, Table

        columns = (Basis.HIGH, Basis.LOW, Basis.AVERAGE, Basis.PERIOD_END)
        lines = [[row.period.label, *(plain(row.rate(basis).yen_per_usd) for basis in columns)] for row in self._rows]
        head = ["", "High", "Low", "Average", "Period-end"]
        title = f"{capital(plural(NOON_BUYING_RATE))} as printed in the report (yen per US$1.00)"
        return Table(title, head, [Block("", lines)]).text()

    def __repr__(self) -> str:
        return f"PrintedTable({len(self._rows)} periods, {self._rows[0].period} to {self._rows[-1].period})"


@cache
def _read_h10() -> H10Edition:
    from .editions import edition_of_text

    return edition_of_text(*read_checked(FILE_NAME))


@cache
def _read_table() -> PrintedTable:
    import csv

    from pydantic import TypeAdapter

    from .period_rates import Mean, PeriodRates

    @dataclass(frozen=True)
    class Row:
        """A row, as the file has it."""

        kind: Literal["fiscal_year", "month"]
        start: dt.date
        end: dt.date
        high: Decimal
        low: Decimal
        average: Decimal
        average_method: Averaging
        period_end: Decimal

    text, digest = read_checked(TABLE_NAME)
    rows = TypeAdapter(list[Row]).validate_python(list(csv.DictReader(text.splitlines())))
    vintage = Vintage(max(row.end for row in rows), digest)

    def period_rates(row: Row) -> PeriodRates:
        period = Period.between(row.start, row.end)
        if row.kind == "fiscal_year":
            period = Period(row.start, row.end, "fiscal_year")

        def rate(value: Decimal, basis: Basis) -> Rate:
            return Rate(value, NOON_BUYING_RATE, basis, period=period, publisher=RESERVE_BANK, vintage=vintage)

        mean = Mean(row.average, 1, places=2)
        return PeriodRates(
            period=period,
            high=rate(row.high, Basis.HIGH),
            low=rate(row.low, Basis.LOW),
            period_end=rate(row.period_end, Basis.PERIOD_END),
            daily=mean if row.average_method is Averaging.DAILY else None,
            month_end=mean if row.average_method is Averaging.MONTH_END else None,
            publisher=RESERVE_BANK,
        )

    return PrintedTable(tuple(period_rates(row) for row in rows))
