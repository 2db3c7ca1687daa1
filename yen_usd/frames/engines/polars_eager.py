"""Eager frames of Polars: translated as lazy ones, and then every row without a result is examined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any, Final

from ..._extras import load
from ...errors import error_at, quote
from ..amount_text import read_amounts_of
from ..lookup_tables import EPOCH, PER_DAY, RateTable, of_rates
from ..plan import DayColumn, Job, Plan, RateKey, State
from ..refusals import FIRST_FEW, no_rate, no_rates, no_unit, show_bad_rows, too_large
from ..scaling import EXACT_FLOAT, INT64_MAX, scaling
from ..schema import Label
from ..span_tables import SpanTable
from ..values import BLANK, day_of, rate_of, read_each
from .expressions import RateColumn
from .polars_lazy import PolarsDialect, add_stages, schema_of, tally

pl: Any = load("polars")
__all__ = ["schema_of", "tally", "translate"]

_FEW_ROWS: Final = 100_000
_DAYS: Final = 2_000_000
"""Beyond so many days before or after 1970, about five thousand years, days are shown as numbers."""


def translate(frame: Any, plan: Plan) -> Any:
    """The frame with the columns of a plan after its own."""
    given = frame
    frame, plan, states = _with_amounts(frame, plan)
    eager = _Eager(frame, plan, given)
    dialect = eager.dialect
    dialect.amount_state = states
    expressions: dict[str, Any] = {}
    for job in plan.jobs:
        rate = eager.rates[job.rate_key]
        eager.look_at(job, rate)
        expressions |= dialect.columns_of(plan, job, rate, taken=expressions)
    expressions |= dialect.check_column(plan)
    new = eager.collect([*dialect.stages, expressions], list(expressions))
    if not plan.is_check and any(new[job.into].null_count() for job in plan.jobs):
        eager.look_into(new)
    return given.hstack([new[name] for name in expressions])


def _with_amounts(frame: Any, plan: Plan) -> tuple[Any, Plan, Any]:
    """The frame with its amounts as text read, each different one once; the plan for it; and in a check their states."""
    states: Any = None
    jobs: list[Job] = []
    for job in plan.jobs:
        if job.kind != "text":
            jobs.append(job)
            continue
        assert plan.amount_text is not None
        column = frame[job.amount].cast(pl.String)
        values = column.drop_nulls().unique(maintain_order=True).to_list()
        found = read_amounts_of(values, plan.amount_text)
        if found.errors and plan.missing == "raise":
            at, error = next(iter(found.errors.items()))
            raise error_at(f"column {quote(job.amount)}, row {column.index_of(values[at])}", error)
        bad = dict.fromkeys(found.errors, int(State.UNREADABLE)) | dict.fromkeys(found.nil, int(State.NIL))
        counts = [None if at in bad else count for at, count in enumerate(found.counts)]
        is_long = any(count is not None and abs(count) > INT64_MAX for count in counts)
        counts_of = pl.Series(counts, dtype=pl.Int128 if is_long else pl.Int64)
        frame = frame.with_columns(column.replace_strict(values, counts_of, default=None).alias(job.amount))
        jobs.append(replace(job, kind="integer", amount_places=found.places, is_long=is_long))
        if plan.is_check:
            state = column.replace_strict([values[at] for at in bad], list(bad.values()), default=0, return_dtype=pl.Int64)
            states = pl.lit(state.fill_null(0))
    return frame, replace(plan, jobs=tuple(jobs)), states


class _Eager:
    """A frame with its plan, and the rates of its rows as expressions."""

    def __init__(self, frame: Any, plan: Plan, given: Any) -> None:
        self.frame, self.plan, self.given = frame, plan, given
        self._read_values: dict[Label, tuple[list[str], list[Any]]] = {}
        self.dialect = PolarsDialect([*frame.columns, *plan.new_names])
        self._given: dict[RateKey, Any] = {}
        periods = {key: self._of_periods(key) for key in plan.rate_keys if key.how == "period"}
        if any(self._is_beyond(key) for key in plan.rate_keys):
            self.plan = plan = plan.with_newer()
        others = replace(plan, jobs=tuple(job for job in plan.jobs if job.rate_key not in periods))
        self.rates = periods | self.dialect.rates_of(others, self._by_day, self._by_span)

    def _is_beyond(self, key: RateKey, rows: Any = None) -> bool:
        """Whether a column, or some rows of it, has days after the end of the figures."""
        if not key.day_columns:
            return False
        given = self.frame[key.column]
        given = given if rows is None else given.filter(rows)
        if key.kind == "text":
            values, days = self._values(key, key.column, lambda value: day_of(value, self.plan))
            if rows is not None:
                day_by_value = dict(zip(values, days, strict=True))
                days = [day_by_value.get(value) for value in given.cast(pl.String).drop_nulls().unique()]
            last = max((day for day in days if day is not None), default=None)
        else:
            # A few rows are copied, which is quicker to begin than the plan that Polars makes of to_physical().
            last = (given.cast(pl.Int64) if len(given) <= _FEW_ROWS else given.to_physical()).max()
            last = None if last is None else last // PER_DAY.get(key.unit, 1)
        figures = self.plan.newer or self.plan.series
        return last is not None and last > figures.last_covered.toordinal() - EPOCH

    def _days(self, key: RateKey, column: DayColumn) -> Any:
        """The days of a column; of text each different value is read."""
        if column.kind != "text":
            return self.dialect.days(column, parse_dates=False)
        return self._read(key, column.column, lambda value: day_of(value, self.plan))

    def _by_day(self, key: RateKey, table: RateTable) -> RateColumn:
        return self.dialect.on_days(table, self._days(key, key.days))

    def _by_span(self, key: RateKey, table: SpanTable) -> RateColumn:
        days = (self._days(key, column) for column in key.day_columns)
        return self.dialect.on_spans(self.plan, key, table, *days)

    def _of_periods(self, key: RateKey) -> RateColumn:
        rates: list[Any] = []

        def place(value: object) -> int:
            rates.append(rate_of(value, self.plan))
            return len(rates)

        places = self._read(key, key.column, place)
        return self.dialect.in_table(of_rates(rates), places)

    def _values(self, key: RateKey, column: Label, read: Callable[[object], Any]) -> tuple[list[str], list[Any]]:
        """The different values of a column of text, and what each is read as."""
        if column not in self._read_values:
            given = self.frame[column].cast(pl.String)
            values = given.filter(~_is_blank(given)).drop_nulls().unique(maintain_order=True).to_list()

            def first(at: int) -> int | None:
                row = ((given == values[at]) & self._has_amount(key)).arg_max()
                return None if row is None or given[row] != values[at] else int(row)

            is_lenient = self.plan.missing == "null"
            found, _ = read_each(values, read, column, None if self.plan.is_check else first, is_lenient)
            self._read_values[column] = values, list(found)
        return self._read_values[column]

    def _read(self, key: RateKey, column: Label, read: Callable[[object], Any]) -> Any:
        """The column with each of its different values read as a number."""
        values, found = self._values(key, column, read)
        text = pl.col(column).cast(pl.String)
        numbers = text.replace_strict(values, found, default=None, return_dtype=pl.Int32)
        return self.dialect.with_text(text, numbers)

    def _has_amount(self, key: RateKey) -> Any:
        """The rows with an amount to translate at the rate of a key, and a unit for it; no other rows are refused."""
        if key not in self._given:
            amounts = [_is_given(self.frame[job.amount]) for job in self.plan.jobs if job.rate_key == key]
            found = reduce(lambda one, other: one | other, amounts)
            units = self.plan.unit_column
            self._given[key] = found if units is None else found & self.frame[units].is_not_null()
        return self._given[key]

    def look_at(self, job: Job, rate: RateColumn) -> None:
        """Make the expressions for a column shorter if its amounts are integers and small."""
        dialect = self.dialect
        dialect.fits = dialect.is_direct = False
        if job.kind != "integer" or self.plan.unit_column is not None:
            return
        given = self.frame[job.amount]
        largest = max(abs(given.max() or 0), abs(given.min() or 0))
        scale = scaling(self.plan.to, self.plan.rounding, self.plan.power, job.amount_places, 0, rate.places, rate.largest)
        dialect.is_direct = scale.is_direct(largest, rate.largest)
        by_rate = 1 if scale.divides_by_rate else rate.largest
        dialect.fits = largest * scale.multiplier * by_rate <= EXACT_FLOAT

    def collect(self, stages: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Any:
        """Some of the columns that stages add."""
        # The streaming engine uses every core, and keeps the order of rows; the other one starts sooner.
        engine = "streaming" if len(self.frame) > _FEW_ROWS else "in-memory"
        return add_stages(self.frame.lazy(), stages).select(names).collect(engine=engine)

    def look_into(self, new: Any) -> None:
        """Refuse rows without a result for any other reason than a null."""
        plan, frame = self.plan, self.frame
        names = {key: self.rates[key].counts.meta.output_name() for key in plan.rate_keys if key.how != "constant"}
        rates = self.collect(self.dialect.stages, list(names.values()))  # once more: most frames do not need them here
        has_rate = {key: rates[name].is_not_null() for key, name in names.items()}
        for key, has in has_rate.items():
            bad = _is_given(frame[key.column]) & ~has
            if key.is_text:
                bad &= ~_is_blank(frame[key.column].cast(pl.String))
            if key.how == "rate" and bad.any():
                raise no_rates(key.column, self._show_rows(bad, key.column))
            bad &= self._has_amount(key)
            if plan.missing == "raise" and bad.any():
                rows = self._show_rows(bad, *key.columns)
                raise no_rate(plan, key, rows, is_past=self._is_beyond(key, bad), period=self._period(key, bad))
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

    def _period(self, key: RateKey, bad: Any) -> object:
        """What the first bad row names its rate by: a period, or its start and its end as days."""
        if key.how == "period":
            return self.frame[key.column].filter(bad)[0]
        if key.how != "span":
            return None
        days = [self._days(key, column).alias(str(at)) for at, column in enumerate(key.day_columns)]
        return self.frame.lazy().filter(bad).head(1).select(days).collect().row(0)

    def _show_rows(self, bad: Any, *columns: Label) -> str:
        rows = bad.arg_true().head(FIRST_FEW).to_list()
        shown = [(row, " to ".join(self._show(column, row) for column in columns)) for row in rows]
        return show_bad_rows(int(bad.sum()), len(bad), shown)

    def _show(self, column: Label, row: int) -> str:
        given = self.given[column]
        number = given.to_physical()[row]
        if given.dtype.is_temporal() and number is not None and not -_DAYS < _days(given, number) < _DAYS:
            return str(number)  # Polars itself fails to show it
        value = given[row]
        return quote(value) if isinstance(value, str) else str(value)


def _days(given: Any, number: int) -> int:
    """The days that the numbers behind a column of dates or times stand for."""
    return number // PER_DAY.get(getattr(given.dtype, "time_unit", ""), 1)


def _is_blank(text: Any) -> Any:
    """Which rows of a column of text have nothing; null for a null."""
    return text.str.contains(f"^{BLANK}$")


def _is_given(column: Any) -> Any:
    """Which rows of a column are neither null nor NaN."""
    return column.is_not_null() & column.is_not_nan().fill_null(False) if column.dtype.is_float() else column.is_not_null()
