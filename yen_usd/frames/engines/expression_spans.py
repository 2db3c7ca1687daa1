"""The rates of periods in two columns, as expressions: written once, over the look-ups that an engine makes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from ...dates.formats import DateFormat
from ...rates.rate import Averaging, Basis
from ..plan import DayColumn, Plan, RateKey
from ..span_tables import Column, SpanTable
from .expressions import Dialect, RateColumn

Add: TypeAlias = Callable[[Sequence[Any]], list[str]]
"""What adds expressions to a relation as columns, and says their names."""
Join: TypeAlias = Callable[[str, int, Mapping[str, Column]], Mapping[str, str]]
"""What joins columns of figures for the whole numbers from a first one on with a column of such numbers."""


class Side(NamedTuple):
    """What is found in the table of sums for the rows' starts or ends; null where the table does not have the day."""

    numerator: Any
    denominator: Any
    rate: Any = None
    observed: Any = None


def rates_of_spans(dialect: Dialect, plan: Plan, key: RateKey, table: SpanTable, start: Side, end: Side) -> RateColumn:
    """The rates of the periods between two columns of days."""
    assert plan.basis is not None
    assert key.start is not None
    dialect.is_wide = False
    places = table.places(plan.basis, plan.instants is not None)
    with_observed = key in plan.observed_into
    number = dialect.let(end.denominator - start.denominator)
    has_rate = dialect.constant(0) < number
    if plan.basis is Basis.AVERAGE:
        total = dialect.let(end.numerator - start.numerator)
        average = dialect.times(dialect.quotient(total, number), 10 ** (places - table.average_places))
        is_whole = has_rate & (dialect.constant(0) < total) if table.has_gaps else has_rate
        counts, observed = dialect.only(is_whole, average), dialect.to_date(None)
    else:
        counts, observed = dialect.only(has_rate, end.rate), dialect.only(has_rate, end.observed) if with_observed else None
    if plan.instants is not None:
        is_instant = dialect.is_null(dialect.column(key.start.column))
        counts = dialect.where(is_instant, dialect.times(end.rate, 10 ** (places - table.rate_places)), counts)
        observed = dialect.where(is_instant, dialect.to_date(end.observed), observed) if with_observed else None
    return dialect.let_rates(dialect.once(counts), observed, places, table.largest_rate(places))


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
        ends = _side_by_side(table.ends)
        if plan.instants is not None or plan.basis is not Basis.AVERAGE:
            others = {"rate": table.rates, "observed": table.observed if key in plan.observed_into else None}
            ends |= {name: tuple(chain(*zip(c, c, strict=True))) for name, c in others.items() if c is not None}
        figures = (_side_by_side(table.starts), ends)
        firsts = (table.first * width, table.first * 2)
        found = (join(*of) for of in zip(keys, firsts, figures, strict=True))
        sides = [Side(**{name: self.column(column) for name, column in columns.items()}) for columns in found]
        return rates_of_spans(self, plan, key, table, *sides)


def _side_by_side(fractions: Sequence[tuple[Column, Column]]) -> dict[str, Column]:
    """The numerators and the denominators of several sums, those of a day one after another."""
    parts = zip(("numerator", "denominator"), zip(*fractions, strict=True), strict=True)
    return {name: tuple(chain(*zip(*columns, strict=True))) for name, columns in parts}
