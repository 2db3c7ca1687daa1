"""The rates of periods in two columns, as expressions: written once, over the look-ups that an engine makes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from ...dates.formats import DateFormat
from ...rates.rate import Averaging, Basis
from ..plan import DayColumn, Plan, RateKey
from ..span_tables import Column, Fractions, SpanTable
from ..values import BLANK
from .expressions import Dialect, RateColumn

Add: TypeAlias = Callable[[Sequence[Any]], list[str]]
"""What adds expressions to a relation as columns, and says their names."""
Join: TypeAlias = Callable[[str, int, Mapping[str, Column]], Mapping[str, Any]]
"""What joins columns of figures for the whole numbers from a first one on with a column of such numbers, and says how
each is written."""


class Sums(NamedTuple):
    """What is found in the table of sums: the sum of each period's rates over their number, and the rate at its end.

    `has_rate` tells whether there is any; the others may be anything where there is none.
    """

    total: Any
    number: Any
    has_rate: Any
    rate: Any = None
    observed: Any = None


def rates_of_spans(dialect: Dialect, plan: Plan, key: RateKey, table: SpanTable, sums: Sums) -> RateColumn:
    """The rates of the periods between two columns of days."""
    assert plan.basis is not None
    assert key.start is not None
    dialect.is_wide = False
    places = table.places(plan.basis, plan.instants is not None)
    observed: Any = None
    if plan.basis is Basis.AVERAGE:
        average = dialect.times(dialect.quotient(sums.total, sums.number), 10 ** (places - table.average_places))
        counts, observed = dialect.only(sums.has_rate, average), dialect.to_date(None)
    else:
        counts = dialect.only(sums.has_rate, sums.rate)
        if key in plan.observed_into:
            observed = dialect.only(sums.has_rate, sums.observed)
    if plan.instants is not None:
        is_instant = dialect.is_null(dialect.column(key.start.column))
        if key.start.kind == "text":
            is_instant = is_instant | dialect.matches(dialect.text(key.start.column), BLANK)
        counts = dialect.where(is_instant, dialect.times(sums.rate, 10 ** (places - table.rate_places)), counts)
        if key in plan.observed_into:
            observed = dialect.where(is_instant, dialect.to_date(sums.observed), observed)
    return dialect.let_rates(dialect.once(counts), observed, places, table.largest_rate(places))


def difference(dialect: Dialect, before: Mapping[str, Any], through: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """The sum of each period's rates, over their number; and whether it has any."""
    parts = [dialect.let(through[name] - before[name]) for name in before]
    zero = dialect.constant(0)
    if len(parts) == 1:
        return *dialect.halves(parts[0]), zero < parts[0]
    return parts[0], parts[1], (zero < parts[0]) & (zero < parts[1])


def columns_of_sums(sums: Sequence[Fractions], table: SpanTable) -> dict[str, Column]:
    """Sums as columns, those of a day one after another; in one column, of halves, if they fit: it is found much faster."""
    numerators, denominators = (tuple(chain(*zip(*columns, strict=True))) for columns in zip(*sums, strict=True))
    if table.limit < 2**31:
        pairs = zip(numerators, denominators, strict=True)
        return {"sum": tuple(None if n is None or d is None else (n << 32) + d for n, d in pairs)}
    return {"numerator": numerators, "denominator": denominators}


class JoiningDialect(Dialect):
    """Expressions of an engine that looks figures up by joins."""

    @abstractmethod
    def day(self, column: DayColumn, parse_dates: bool | DateFormat) -> Any:
        """A column of dates, of datetimes or of text as dates."""

    @abstractmethod
    def is_years(self, start: Any, end: Any) -> Any:
        """Whether the days between two dates, both counted, are one or more whole years; 1 or 0."""

    @abstractmethod
    def is_from(self, date: Any, day: int) -> Any:
        """Whether a date is a number of days since 1970, or a later one; 1 or 0."""

    @abstractmethod
    def days_of(self, date: Any) -> Any:
        """A date as a number of days since 1970."""

    def by_span(self, plan: Plan, key: RateKey, table: SpanTable, add: Add, join: Join) -> RateColumn:
        """The rates of the periods between two columns of days, by a join for the starts and one for the ends."""
        days = ((self.day(column, plan.parse_dates), column.kind) for column in key.day_columns)
        names = add([self.once(day) if kind == "text" else day for day, kind in days])
        start, end = map(self.column, names)
        by_months: Any = 1 if plan.averaging is Averaging.MONTH_END else 0
        if plan.basis is Basis.AVERAGE and plan.averaging is None:
            by_months = self.is_years(start, end)
        is_newer: Any = 0 if table.newer_from is None else self.is_from(end, table.newer_from) * 2
        width = len(table.starts)
        keys = add([self.days_of(start) * width + by_months + is_newer, self.days_of(end) * 2 + by_months])
        starts, ends = columns_of_sums(table.starts, table), columns_of_sums(table.ends, table)
        if plan.instants is not None or plan.basis is not Basis.AVERAGE:
            others = {"rate": table.rates, "observed": table.observed if key in plan.observed_into else None}
            ends |= {name: tuple(chain(*zip(c, c, strict=True))) for name, c in others.items() if c is not None}
        firsts = (table.first * width, table.first * 2)
        before, through = (join(*of) for of in zip(keys, firsts, (starts, ends), strict=True))
        spot = through.get("rate"), through.get("observed")
        return rates_of_spans(self, plan, key, table, Sums(*difference(self, before, through), *spot))
