"""Lazy frames of Polars: expressions of its own, with the rates in a series that rows point into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from ..._extras import load
from ...dates.formats import DateFormat
from ...rates.rate import Averaging, Basis
from ..division import Rounds
from ..lookup_tables import PER_DAY, RateTable
from ..plan import DayColumn, Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, PRODUCT_PLACES
from ..schema import Label, Null, Schema, Types, types_of
from ..span_tables import Column, Fractions, SpanTable
from .expression_spans import Sums, columns_of_sums, difference, rates_of_spans
from .expressions import Dialect, RateColumn
from .tallies import tally_frame

pl: Any = load("polars")

_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def schema_of(frame: Any) -> Schema:
    """The columns of a frame."""
    kinds: Mapping[str, Any] = frame.collect_schema()
    types = Types(kinds, lambda name: _type_of(kinds[name]))
    return Schema(types, to_day="take .dt.convert_time_zone('...').dt.date() of the column first")


@lru_cache
def _type_of(kind: Any) -> Any:
    return Null() if kind == pl.Null else types_of(pl.DataFrame(schema={"column": kind}))["column"]


def translate(frame: Any, plan: Plan) -> Any:
    """The lazy frame with steps that add the columns of a plan after its own."""
    names: list[str] = frame.collect_schema().names()
    dialect = PolarsDialect([*names, *plan.new_names])

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        return dialect.on_days(table, dialect.days(key.days, plan.parse_dates))

    def by_span(key: RateKey, table: SpanTable) -> RateColumn:
        return dialect.on_spans(plan, key, table, *(dialect.days(c, plan.parse_dates) for c in key.day_columns))

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day, by_span))
    return add_stages(frame, [*dialect.stages, new]).drop(dialect.temporary)


def add_stages(frame: Any, stages: Iterable[Mapping[str, Any]]) -> Any:
    """The lazy frame with the columns of one stage after another."""
    for stage in stages:
        frame = frame.with_columns([expression.alias(name) for name, expression in stage.items()])
    return frame


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    known = frame.lazy().select([pl.col(name).alias(new) for name, new in names.items()])
    found: tuple[Any, ...] = tally_frame(known, sums).collect().row(0)
    return found


class PolarsDialect(Dialect):
    """Expressions of Polars."""

    rounds: ClassVar[Rounds] = "down"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self.fits = False  # every result is known to fit a double exactly

    def days(self, column: DayColumn, parse_dates: bool | DateFormat) -> Any:
        """The days of a column, counted from 1970."""
        given = pl.col(column.column)
        if column.kind == "text":
            text = given.cast(pl.String)
            if isinstance(parse_dates, DateFormat):
                iso = self.iso_text(column.column, parse_dates)
            else:
                iso = pl.when(text.str.contains(_ISO) & (text.str.len_bytes() == 10)).then(text)
            return self.with_text(text, iso.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32))
        if column.kind == "datetime":
            return given.to_physical() // PER_DAY[column.unit]
        return given.cast(pl.Date).cast(pl.Int32)

    def on_days(self, table: RateTable, days: Any) -> RateColumn:
        """The rates of days, counted from 1970: by each day's place in the table, counted from its first day."""
        return self.in_table(table, (days - (table.first - 1)).clip(0, len(table.counts) + 1))

    def on_spans(self, plan: Plan, key: RateKey, table: SpanTable, start: Any, end: Any) -> RateColumn:
        """The rates of the periods between two columns of days, counted from 1970."""
        series, limit, width = _span_series(table), len(table.rates) + 1, len(table.starts)
        at = ((days - (table.first - 1)).clip(0, limit).cast(pl.UInt32).fill_null(0) for days in (start, end))
        starts, ends = map(self.let, at)
        by_months: Any = 1 if plan.averaging is Averaging.MONTH_END else 0
        if plan.basis is Basis.AVERAGE and plan.averaging is None:
            years = series.end_codes.gather(ends) - series.start_codes.gather(starts)
            by_months = self.let(years.is_between(0, 1).cast(pl.UInt32))
        starts = starts * width + by_months
        if table.newer_from is not None:
            starts = starts + (ends > table.newer_from - table.first).cast(pl.UInt32) * 2
        before, through = self.let(starts), self.let(ends * 2 + by_months)
        sums = {name: column.gather(before) for name, column in series.starts.items()}
        end_sums = {name: column.gather(through) for name, column in series.ends.items()}
        spot = series.rates.gather(ends), series.observed.gather(ends)
        return rates_of_spans(self, plan, key, table, Sums(*difference(self, sums, end_sums), *spot))

    def in_table(self, table: RateTable, places: Any) -> RateColumn:
        """Rates by their places in a table, of which the first is 1; those outside it have none."""
        counts, observed = _series(table)
        at = self.let(places)
        return self.let_rates(pl.lit(counts).gather(at), pl.lit(observed).gather(at), table.places, table.largest)

    def column(self, name: Label) -> Any:
        return pl.col(name)

    def is_null(self, column: Any) -> Any:
        return column.is_null()

    def halves(self, value: Any) -> tuple[Any, Any]:
        return value // 2**32, value & (2**32 - 1)

    def quotient(self, dividend: Any, divisor: Any) -> Any:
        return (dividend / divisor).cast(pl.Int64, strict=False)

    def text(self, name: Label) -> Any:
        return pl.col(name).cast(pl.String)

    def extract(self, text: Any, pattern: str, group: int) -> Any:
        return text.str.extract(f"^{pattern}$", group)

    def matches(self, text: Any, pattern: str) -> Any:
        return text.str.contains(f"^(?:{pattern})$")

    def not_matches(self, text: Any, pattern: str) -> Any:
        return ~self.matches(text, pattern)

    def equal_text(self, text: Any, other: str) -> Any:
        return text == other

    def not_text(self, text: Any, other: str) -> Any:
        return text != other

    def whole_of(self, digits: Any) -> Any:
        return self._size(digits.str.replace_all(",", "", literal=True).cast(pl.Int64, strict=False))

    def parts_of(self, fraction: Any, digits: int) -> Any:
        return self._size(fraction.str.slice(1).str.pad_end(digits, "0").cast(pl.Int64, strict=False))

    def pad(self, text: Any) -> Any:
        return text.str.zfill(2)

    def by_text(self, text: Any, values: Mapping[str, str]) -> Any:
        return text.str.to_lowercase().replace_strict(list(values), list(values.values()), default=None)

    def join(self, texts: Sequence[Any]) -> Any:
        return pl.concat_str(*texts, separator="-")

    def over(self, dividend: Any, divisor: Any) -> Any:
        return dividend // divisor

    def product(self, amount: Any, number: Any) -> Any:
        size = (amount.cast(pl.Float64) * (float(number) if isinstance(number, int) else number.cast(pl.Float64))).abs()
        return pl.when(size < 1e38).then(amount * self.wide(number))

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        return pl.when(condition).then(yes).otherwise(no)

    def only(self, condition: Any, value: Any) -> Any:
        return pl.when(condition).then(value)

    def is_odd(self, column: Any) -> Any:
        return column % 2 == 1

    def equal(self, one: Any, other: Any) -> Any:
        return one == other

    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        return quotient * multiplier + more

    def integer(self, name: Label) -> Any:
        return self._size(pl.col(name).cast(pl.Int64, strict=False))

    def unscaled(self, name: Label, places: int) -> Any:
        counts = pl.col(name).to_physical()
        return counts.cast(pl.Int128) if self.is_wide else counts.cast(pl.Int64, strict=False)

    def double(self, value: Any) -> Any:
        return value.cast(pl.Float64)

    def magnitude(self, value: Any) -> Any:
        return value.abs()

    def whole(self, value: Any) -> Any:
        return self._size(value.cast(pl.Int64, strict=False))

    def nearest(self, value: Any) -> Any:
        return self._size(value.round(0, mode="half_to_even").cast(pl.Int64, strict=False))

    def wide(self, value: Any) -> Any:
        return pl.lit(value, dtype=pl.Int128) if isinstance(value, int) else value.cast(pl.Int128)

    def in_range(self, count: Any, estimate: Callable[[], Any]) -> Any:
        # A result that left its range wrapped around, and is then far from the estimate.
        if self.is_wide:
            return pl.when(estimate().abs() < 2.0**64).then(count).cast(pl.Int64, strict=False)
        return pl.when((count.cast(pl.Float64) - estimate()).abs() < 2.0**62).then(count)

    def by_unit(self, column: Label, numbers: Mapping[str, int]) -> Any:
        values = pl.Series(list(numbers.values()), dtype=pl.Int128 if self.is_wide else pl.Int64)
        names = pl.col(column).cast(pl.String)
        return names.replace_strict(list(numbers), values, default=None, return_dtype=values.dtype)

    def to_double(self, count: Any, places: int) -> Any:
        number = count.cast(pl.Float64)
        if not places:
            return number
        if abs(places) > EXACT_POWER:
            return (count.cast(pl.String) + f"e{-places}").cast(pl.Float64)
        # Polars divides by a constant by multiplying with its inverse, which is not the nearest double.
        divisor = number * 0.0 + 10.0**places
        number = number / divisor if places > 0 else number * 10.0**-places
        if self.fits:
            return number
        is_long = count.abs() > EXACT_FLOAT
        text = pl.when(is_long).then(count).cast(pl.String) + f"e{-places}"
        return pl.when(is_long).then(text.cast(pl.Float64)).otherwise(number)

    def to_decimal(self, count: Any, places: int) -> Any:
        whole = count.cast(pl.Decimal(38, 0))
        if not places:
            return whole
        if places < 0:
            return whole * pl.lit(str(10**-places)).str.to_decimal(scale=0)
        if places > PRODUCT_PLACES:
            digits = count.cast(pl.Int128).abs().cast(pl.String).str.zfill(places)
            return (pl.when(count < 0).then(pl.lit("-0.")).otherwise(pl.lit("0.")) + digits).cast(pl.Decimal(38, places))
        return whole * pl.lit(f"0.{1:0{places}}").str.to_decimal(scale=places)

    def constant(self, count: int) -> Any:
        return pl.lit(count, dtype=pl.Int64)

    def to_date(self, days: Any) -> Any:
        if days is None or isinstance(days, int):
            return pl.lit(days, dtype=pl.Int32).cast(pl.Date)
        return days.cast(pl.Date)

    def _size(self, value: Any) -> Any:
        return value.cast(pl.Int128) if self.is_wide else value


@dataclass(frozen=True, slots=True, eq=False)
class _SpanSeries:
    """A table of sums as series, with a first and a last value for what lies outside of it.

    Polars finds numbers much faster where there are no nulls: what stands for none makes no difference positive.
    """

    starts: Mapping[str, Any]
    ends: Mapping[str, Any]
    start_codes: Any
    end_codes: Any
    rates: Any
    observed: Any


@lru_cache(maxsize=16)
def _span_series(table: SpanTable) -> _SpanSeries:
    def series(column: Column, none: int | None, kind: Any = pl.Int64, width: int = 1) -> Any:
        outside = [none] * width
        return pl.lit(pl.Series([*outside, *(none if n is None else n for n in column), *outside], dtype=kind))

    def sums(fractions: Sequence[Fractions], none: int) -> dict[str, Any]:
        columns = columns_of_sums(fractions, table)
        return {name: series(column, none, width=len(fractions)) for name, column in columns.items()}

    return _SpanSeries(
        sums(table.starts, 2**62),
        sums(table.ends, -(2**62)),
        series(table.start_codes, 0, pl.Int16),
        series(table.end_codes, 0, pl.Int16),
        series(table.rates, None),
        series(table.observed, None, pl.Int32),
    )


@lru_cache(maxsize=16)
def _series(table: RateTable) -> tuple[Any, Any]:
    return (
        pl.Series([None, *table.counts, None], dtype=pl.Int64),
        pl.Series([None, *table.observed, None], dtype=pl.Int32),
    )
