"""The table of exchange rates that an annual report on Form 20-F carries, for any year-end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .._arguments import NOT_GIVEN, NotGiven, refuse_old_name
from .._dataframes import Kind
from .._tables import Columns, Table, Tabular
from .._validation import FromFields
from ..dates.days import MONTHS, DateLike, as_english, to_date
from ..dates.months import ONE_DAY, checked_year, month_end, months_later
from ..dates.periods import Period
from ..errors import (
    ArgumentError,
    BeforeSeriesError,
    FiguresError,
    NotPublishedError,
    PeriodError,
    PeriodInProgressError,
    RateNotFoundError,
    argument,
    quote,
)
from ..rates.frequency import span_end
from ..rates.period_rates import PeriodRates
from ..rates.published import PrintedTable, source_of
from ..rates.rate import Averaging, AveragingName, Basis, Rate, to_averaging
from ..rates.rate_source import RateSource
from ..rates.series import RateSeries
from .comparison import TableComparison, compare_rows
from .printed_rows import PrintedMapping
from .rows import CALENDAR_YEAR, COLUMNS, Column, TableRow
from .writing import as_csv, table_of

MOST_ROWS: Final = 2000


@dataclass(frozen=True, slots=True, repr=False)
class ExchangeRateTable(Tabular, FromFields):
    """A table of exchange rates as a report prints it.

    `rows` are its rows in order, and `latest` is the latest rate, which is
    stated under it. `str()` writes it as a filing does. `compare` puts a
    printed table beside it.

    >>> from yen_usd import exchange_rate_table
    >>> table = exchange_rate_table("2007-03-31", as_of="2007-07-03", months=7)
    >>> len(table), table["2007"].average.yen_per_usd, table.latest.yen_per_usd
    (12, Decimal('116.55'), Decimal('122.40'))
    >>> frame = table.to_frame()
    >>> frame.loc[frame.label == "2007", "average"].item()
    Decimal('116.55')
    """

    rows: tuple[TableRow, ...]
    latest: Rate

    def __post_init__(self) -> None:
        if not self.rows:
            raise FiguresError("a table without rows", "at least one is required", "make the table by exchange_rate_table")

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[TableRow]:
        return iter(self.rows)

    def __getitem__(self, label: str | int) -> TableRow:
        """The row of a label, such as "2007" or 2007; of months that recur, the last."""
        for row in reversed(self.rows):
            if row.label == str(label):
                return row
        raise ArgumentError(
            f"there is no row {quote(label)}",
            f"the rows are {', '.join(row.label for row in self.rows)}",
            "name one of these",
        )

    def compare(
        self,
        printed: PrintedTable | ExchangeRateTable | PrintedMapping | str,
        *,
        columns: Sequence[Column] | None = None,
    ) -> TableComparison:
        r"""Put a printed table beside this one, cell by cell, and list what differs.

        `printed` is the text of a table as copied from a filing, a mapping of
        labels, years or periods to cells (None is not printed), or another table.
        `columns` names the columns of a mapping or of text without headings; by
        default high, low, average, period_end.

        A cell agrees if the derived rate, rounded to the printed places, is the
        same. Text and Decimals show their places; other numbers have at least two.
        A row whose label fits no row is in `only_printed`. `FiguresError` says
        which text has no headings, which label fits several rows, and which row has
        too many or too few cells.

        >>> from yen_usd import exchange_rate_table
        >>> table = exchange_rate_table("2007-03-31", months=0, years=1)
        >>> copied = "     High   Low    Average Period-end\n2007 121.81 110.07 117.02  117.56"
        >>> comparison = table.compare(copied)
        >>> [(c.label, c.column, c.difference) for c in comparison.differences]
        [('2007', 'average', Decimal('0.47'))]
        """
        rows = printed.rows if isinstance(printed, PrintedTable | ExchangeRateTable) else printed
        return compare_rows(self.rows, rows, columns)

    def to_csv(self) -> str:
        """The rows as CSV: label and days, rates in yen per US$1, and how the average is taken.

        >>> from yen_usd import exchange_rate_table
        >>> text = exchange_rate_table("2007-03-31", years=1, months=0).to_csv()
        >>> text.splitlines()[0]
        'heading,label,start,end,high,low,average,averaging,period_end'
        >>> text.splitlines()[1].partition(",2007,")[2]
        '2006-04-01,2007-03-31,121.81,110.07,116.55,month_end,117.56'
        """
        return as_csv(self.rows)

    def to_json(self) -> str:
        """The whole table as JSON, which pydantic reads again.

        >>> from pydantic import TypeAdapter
        >>> from yen_usd import exchange_rate_table
        >>> table = exchange_rate_table("2007-03-31", years=1, months=0)
        >>> TypeAdapter(type(table)).validate_json(table.to_json()) == table
        True
        """
        from pydantic import TypeAdapter

        return TypeAdapter(ExchangeRateTable).dump_json(self, indent=2).decode()

    def _table(self) -> Table:
        return table_of(self.rows, self.latest)

    def _columns(self) -> Columns:
        columns: dict[str, tuple[Kind, Sequence[object]]] = {
            "heading": ("text", [row.heading for row in self.rows]),
            "label": ("text", [row.label for row in self.rows]),
            "start": ("day", [row.period.start for row in self.rows]),
            "end": ("day", [row.period.end for row in self.rows]),
        }
        for column in COLUMNS:
            columns[column] = ("number", [row.rate(column).yen_per_usd for row in self.rows])
            if column == "average":
                columns["averaging"] = ("text", [row.averaging and str(row.averaging) for row in self.rows])
        return columns

    def _summary(self) -> str:
        first, last = self.rows[0].period.in_sentence, self.rows[-1].period.in_sentence
        return f"{len(self.rows)} rows, {first} to {last}"


def exchange_rate_table(
    balance_sheet_date: DateLike | None = None,
    *,
    as_of: DateLike | None = None,
    years: int = 5,
    months: int = 6,
    averaging: AveragingName | None = None,
    rate_places: int = 2,
    series: RateSource | None = None,
    fiscal_year_end: NotGiven = NOT_GIVEN,
) -> ExchangeRateTable:
    """The table of noon buying rates that a report carries: fiscal years, then months.

    Each row has the high, the low, the average and the period-end rate, as Form
    20-F (Item 3.A.3, until 2018) asked for them: five fiscal years and the last
    six months.

    Parameters
    ----------
    balance_sheet_date : date or str, optional
        The last day of the latest fiscal year. It may be left out only if
        `years` is 0.
    as_of : date or str, optional
        The day through which the figures go; by default `balance_sheet_date`.
        Its month is the last row and ends with that day. If nothing has been
        published in it yet, the month before is the last.
    years : int, default 5
        The number of fiscal years.
    months : int, default 6
        The number of months; a month that is cut counts as one.
    averaging : {"month_end", "daily"}, optional
        How to average fiscal years; by month ends as the rule has it. Months
        always average days.
    rate_places : int, default 2
        Decimal places of averages.
    series : RateSeries or other RateSource, optional
        Where rates are looked up; by default the noon buying rates. A series
        without daily rates gives the rows that it has rates for, and a note
        says so.
    fiscal_year_end : not given
        The old name of `balance_sheet_date`, which is refused: elsewhere it is
        a month.

    Returns
    -------
    ExchangeRateTable
        The rows, in yen per US$1.

    Raises
    ------
    RateNotFoundError
        If the rates do not cover a row: `BeforeSeriesError` for too many rows,
        `PeriodInProgressError` for a fiscal year that is not over (name a day
        of it by `as_of` to show its part).
    PeriodError
        If `as_of` comes before the latest fiscal year, and for February 28 of a
        leap year.
    ArgumentError
        For a number of rows below 0 or too large, and for a table without rows.

    Examples
    --------
    >>> from yen_usd import exchange_rate_table
    >>> print(exchange_rate_table("2007-03-31", as_of="2007-07-03", years=2, months=3))
    Noon buying rates in New York City for cable transfers in yen (yen per US$1.00)
    <BLANKLINE>
                                      High      Low  Average(1)  Period-end
    Fiscal year ended March 31,
      2006                         ¥120.93  ¥104.41     ¥113.67     ¥117.48
      2007                          121.81   110.07      116.55      117.56
    Calendar year 2007
      May                          ¥121.79  ¥119.77     ¥120.77     ¥121.76
      June                          124.09   121.08      122.69      123.39
      July (through July 3, 2007)   122.40   122.32      122.36      122.40
    <BLANKLINE>
    (1) For fiscal years, the average of the noon buying rates on the last
    publication day of each month; for months, the average of the daily noon buying
    rates.
    The noon buying rate on July 3, 2007 was ¥122.40 per US$1.00.
    Source: Federal Reserve Bank of New York.
    """
    refuse_old_name("fiscal_year_end", fiscal_year_end, "balance_sheet_date", "a fiscal_year_end is a month")
    for name, count in {"years": years, "months": months}.items():
        if type(count) is not int or not 0 <= count <= MOST_ROWS:
            raise ArgumentError(
                argument(name, count),
                f"the number of {name} must be a whole number from 0 to {MOST_ROWS}",
                "write 5, for example",
            )
    if not years and not months:
        raise ArgumentError(
            f"{argument('years', 0)} and {argument('months', 0)} leave no row",
            "a table has rows of years, of months or of both",
            f"give {argument('years')} or {argument('months')} a number above 0",
        )
    if balance_sheet_date is None and years:
        raise ArgumentError(
            f"a table of fiscal years without {argument('balance_sheet_date')}",
            "fiscal years end on the day of the balance sheet",
            f"give {argument('balance_sheet_date')}, or {argument('years', 0)}",
        )
    if balance_sheet_date is None and as_of is None:
        raise ArgumentError(
            f"{argument('months', months)} without {argument('as_of')}",
            "the months go through that day",
            f"give {argument('as_of')}",
        )
    chosen = None if averaging is None else to_averaging(averaging)
    source = source_of(series)
    year_end = None if balance_sheet_date is None else to_date(balance_sheet_date)
    last_day = to_date(as_of) if as_of is not None else year_end
    assert last_day is not None
    last_day = _day_of_rate(source, last_day)
    builder = _Builder(source, chosen, rate_places)
    rows = builder.year_rows(year_end, last_day, years) if year_end and years else []
    rows += builder.month_rows(last_day, months)
    if not rows:
        raise NotPublishedError(
            "the table would have no row",
            "the series has no rate in its years and months",
            f"give other dates, or another {argument('series')}",
        )
    return ExchangeRateTable(tuple(rows), source.on(last_day))


def _day_of_rate(source: RateSource, last_day: dt.date) -> dt.date:
    """The day through which a table goes: for a series without daily rates, where the last of its rates stands to."""
    if not _is_sparse(source):
        return last_day
    assert isinstance(source, RateSeries)
    known = [o.date for o in source if o.date <= last_day]
    return min(last_day, span_end(known[-1], source.frequency)) if known else last_day


def _is_sparse(source: RateSource) -> bool:
    return isinstance(source, RateSeries) and source.frequency != "daily"


@dataclass(frozen=True, slots=True)
class _Builder:
    """The rows, made from the latest to the first: where there are too many, the first that is not covered is told."""

    source: RateSource
    averaging: Averaging | None
    places: int

    def year_rows(self, year_end: dt.date, last_day: dt.date, years: int) -> list[TableRow]:
        if (year_end.month, year_end.day) == (2, 28) and month_end(year_end.year, 2) != year_end:
            raise PeriodError(
                f"a fiscal year cannot end on {year_end}",
                f"February {year_end.year} has 29 days",
                f"give {month_end(year_end.year, 2)}",
            )
        if last_day < Period.ended(year_end, 12).start:
            raise PeriodError(
                f"the fiscal year ended {year_end} had not begun on {last_day}",
                "",
                f"give an earlier {argument('balance_sheet_date')}",
            )
        found: list[tuple[str, PeriodRates]] = []
        for made in range(years):
            period = Period.ended(_years_before(year_end, made), 12, kind="fiscal_year")
            label, part = _cut(str(period.end.year), period, last_day)
            rates = self._over(part, f"give {argument('years', made)}, or " if made else "give ")
            found += [(label, rates)] if rates is not None else []
        ends = {_years_before(year_end, made) for made in range(years)}
        days = " or ".join(map(str, sorted({end.day for end in ends})))
        heading = f"Fiscal year ended {MONTHS[year_end.month - 1]} {days},"
        return [
            TableRow(heading, label, rates, rates.rate(Basis.AVERAGE, self.averaging, places=self.places))
            for label, rates in reversed(found)
        ]

    def month_rows(self, last_day: dt.date, months: int) -> list[TableRow]:
        rows: list[TableRow] = []
        last_day = self._last_published(last_day)
        for made in range(months):
            start = months_later(last_day.replace(day=1), -made)
            label, part = _cut(MONTHS[start.month - 1], Period.month(start.year, start.month), last_day)
            rates = self._over(part, f"give {argument('months', made)}, or " if made else "give ")
            if rates is None:
                continue
            average = rates.rate(Basis.AVERAGE, places=self.places)
            rows.append(TableRow(f"{CALENDAR_YEAR}{start.year}", label, rates, average))
        return rows[::-1]

    def _last_published(self, last_day: dt.date) -> dt.date:
        """The last day, or the end of the month before while nothing has been published in its month."""
        first = last_day.replace(day=1)
        try:
            self.source.over(Period.between(first, last_day))
        except NotPublishedError:
            return first - ONE_DAY
        except RateNotFoundError:  # any other error is raised with the row
            pass
        return last_day

    def _over(self, period: Period, fewer: str) -> PeriodRates | None:
        """The rates of a row; None where a series without daily rates has none, and the row is left out."""
        try:
            return self.source.over(period)
        except RateNotFoundError as error:
            if _is_sparse(self.source):
                return None
            if isinstance(error, BeforeSeriesError):
                remedy = f"{fewer}later dates"
            elif isinstance(error, PeriodInProgressError):
                remedy = f"give {argument('as_of')}, a day that is covered"
            else:
                remedy = f"give another {argument('as_of')} or {argument('balance_sheet_date')}"
            raise type(error)(error.asked, error.available, remedy) from error


def _cut(label: str, period: Period, last_day: dt.date) -> tuple[str, Period]:
    """A row's label and period, cut at the last day of the table if that lies in it."""
    if period.end <= last_day:
        return label, period
    return f"{label} (through {as_english(last_day)})", period.through(last_day)


def _years_before(day: dt.date, years: int) -> dt.date:
    """The year-end so many years earlier; the last day of a month stays one, also of February."""
    year = checked_year(day.year - years)
    is_month_end = day == month_end(day.year, day.month)
    return month_end(year, day.month) if is_month_end else day.replace(year=year)
