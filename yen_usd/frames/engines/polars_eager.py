"""Eager frames of Polars: as lazy ones, and then every row without a result is looked into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from ..._extras import load
from ...errors import quote
from ..lookup_tables import EPOCH, PER_DAY, RateTable, of_rates
from ..plan import Job, Plan, RateKey
from ..refusals import FIRST_FEW, no_rate, no_rates, no_unit, show_bad_rows, too_large
from ..scaling import EXACT_FLOAT, scaling
from ..values import day_of, rate_of, read_each
from .expressions import RateColumn
from .polars_lazy import PolarsDialect, add_stages, schema_of, tally

pl: Any = load("polars")
__all__ = ["schema_of", "tally", "translate"]

_FEW_ROWS: Final = 100_000
_DAYS: Final = 2_000_000
"""Beyond so many days before or after 1970, about five thousand years, days are shown as numbers."""


def translate(frame: Any, plan: Plan) -> Any:
    """The frame with the columns of a plan after its own."""
    eager = _Eager(frame, plan)
    dialect = eager.dialect
    expressions: dict[str, Any] = {}
    for job in plan.jobs:
        rate = eager.rates[job.rate_key]
        eager.look_at(job, rate)
        expressions |= dialect.columns_of(plan, job, rate, taken=expressions)
    # The streaming engine uses every core, and keeps the order of rows; the other one starts sooner.
    steps = add_stages(frame.lazy(), [*dialect.stages, expressions]).select(list(expressions))
    new = steps.collect(engine="streaming" if len(frame) > _FEW_ROWS else "in-memory")
    if not plan.is_check and any(new[job.into].null_count() for job in plan.jobs):
        eager.look_into(new)
    return frame.hstack(new.get_columns())


class _Eager:
    """A frame with its plan, and the rates of its rows as expressions."""

    def __init__(self, frame: Any, plan: Plan) -> None:
        self.frame, self.plan = frame, plan
        self._read_values: dict[str, tuple[list[str], list[Any]]] = {}
        self.dialect = PolarsDialect([*frame.columns, *plan.new_names])
        periods = {key: self._of_periods(key) for key in plan.rate_keys if key.how == "period"}
        if any(self._is_beyond(key) for key in plan.rate_keys):
            self.plan = plan = plan.with_newer()
        others = replace(plan, jobs=tuple(job for job in plan.jobs if job.rate_key not in periods))
        self.rates = periods | self.dialect.rates_of(others, self._by_day)
        self._for_rates = list(self.dialect.stages)

    def _is_beyond(self, key: RateKey, rows: Any = None) -> bool:
        """Whether a column, or some rows of it, has days after the end of the figures."""
        if key.how != "date":
            return False
        given = self.frame[key.column]
        given = given if rows is None else given.filter(rows)
        if key.kind == "text":
            values, days = self._values(key.column, lambda value: day_of(value, self.plan))
            if rows is not None:
                day_by_value = dict(zip(values, days, strict=True))
                days = [day_by_value[value] for value in given.cast(pl.String).drop_nulls().unique()]
            last = max((day for day in days if day is not None), default=None)
        else:
            last = given.to_physical().max()
            last = None if last is None else last // PER_DAY.get(key.unit, 1)
        figures = self.plan.newer or self.plan.series
        return last is not None and last > figures.last_covered.toordinal() - EPOCH

    def _by_day(self, key: RateKey, table: RateTable) -> RateColumn:
        if key.kind != "text":
            return self.dialect.by_day(key, table)
        return self.dialect.on_days(table, self._read(key.column, lambda value: day_of(value, self.plan)))

    def _of_periods(self, key: RateKey) -> RateColumn:
        rates: list[Any] = []

        def place(value: object) -> int:
            rates.append(rate_of(value, self.plan))
            return len(rates)

        places = self._read(key.column, place)
        return self.dialect.in_table(of_rates(rates), places)

    def _values(self, column: str, read: Callable[[object], Any]) -> tuple[list[str], list[Any]]:
        """The different values of a column of text, and what each is read as."""
        if column not in self._read_values:
            given = self.frame[column].cast(pl.String)
            values = given.drop_nulls().unique(maintain_order=True).to_list()

            def first(at: int) -> int:
                return int(given.index_of(values[at]))

            found = read_each(values, read, column, None if self.plan.is_check else first)
            self._read_values[column] = values, list(found)
        return self._read_values[column]

    def _read(self, column: str, read: Callable[[object], Any]) -> Any:
        """The column with each of its different values read as a number."""
        values, found = self._values(column, read)
        return pl.col(column).cast(pl.String).replace_strict(values, found, default=None, return_dtype=pl.Int32)

    def look_at(self, job: Job, rate: RateColumn) -> None:
        """Make the expressions for a column shorter if its amounts are integers and small."""
        dialect = self.dialect
        dialect.fits = dialect.is_direct = False
        if job.kind != "integer" or self.plan.unit_column is not None:
            return
        given = self.frame[job.amount]
        largest = max(abs(given.max() or 0), abs(given.min() or 0))
        scale = scaling(self.plan.to, self.plan.rounding, self.plan.power, 0, 0, rate.places, rate.largest)
        dialect.is_direct = scale.is_direct(largest, rate.largest)
        by_rate = 1 if scale.divides_by_rate else rate.largest
        dialect.fits = largest * scale.multiplier * by_rate <= EXACT_FLOAT

    def look_into(self, new: Any) -> None:
        """Refuse rows without a result for any other reason than a null."""
        plan, frame = self.plan, self.frame
        lazy = add_stages(frame.lazy(), self._for_rates)
        keys = [key for key in plan.rate_keys if key.how != "constant"]
        counts = lazy.select([self.rates[s].counts.alias(str(at)) for at, s in enumerate(keys)]).collect()
        has_rate = {key: counts[str(at)].is_not_null() for at, key in enumerate(keys)}
        for key, has in has_rate.items():
            bad = _is_given(frame[key.column]) & ~has
            if key.how == "rate" and bad.any():
                raise no_rates(key.column, self._show_rows(bad, key.column))
            if plan.missing == "raise" and bad.any():
                first = frame[key.column].filter(bad)[0] if key.how == "period" else None
                is_past = self._is_beyond(key, bad)
                raise no_rate(plan, key, self._show_rows(bad, key.column), is_past=is_past, period=first)
        has_unit = True
        if plan.unit_column is not None:
            names = frame[plan.unit_column].cast(pl.String)
            has_unit = names.is_not_null()
            unknown = has_unit & ~names.is_in(list(plan.units))
            if unknown.any():
                raise no_unit(plan.unit_column, self._show_rows(unknown, plan.unit_column), plan.units)
        for job in plan.jobs:
            bad = new[job.into].is_null() & _is_given(frame[job.amount]) & has_rate.get(job.rate_key, True) & has_unit
            if bad.any():
                raise too_large(job.amount, self._show_rows(bad, job.amount))

    def _show_rows(self, bad: Any, column: str) -> str:
        rows = bad.arg_true().head(FIRST_FEW).to_list()
        return show_bad_rows(int(bad.sum()), len(bad), [(row, self._show(column, row)) for row in rows])

    def _show(self, column: str, row: int) -> str:
        given = self.frame[column]
        if given.dtype.is_temporal() and not -_DAYS < _day(given, row) < _DAYS:
            return str(given.to_physical()[row])  # Polars itself fails to show it
        value = given[row]
        return quote(value) if isinstance(value, str) else str(value)


def _day(given: Any, row: int) -> int:
    return int(given.to_physical()[row]) // PER_DAY.get(getattr(given.dtype, "time_unit", ""), 1)


def _is_given(column: Any) -> Any:
    """Which rows of a column are neither null nor NaN."""
    return column.is_not_null() & column.is_not_nan().fill_null(False) if column.dtype.is_float() else column.is_not_null()
