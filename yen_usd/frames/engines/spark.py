"""Frames of PySpark: expressions of its own over a join with the rates, which go out to every worker as one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from ..._extras import load
from ...errors import ArgumentError, quote
from ..division import Rounds
from ..lookup_tables import EPOCH, RateTable
from ..plan import Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, INT64_MAX, PRODUCT_PLACES
from ..schema import Null, Schema, named_in_sql, types_of
from .expressions import Dialect, RateColumn
from .tallies import tally_frame

F: Any = load("pyspark.sql.functions")

_WIDE = "decimal(38,0)"
_UNSCALED_PLACES = 30  # with more, the fraction of a decimal is too long for a decimal


def schema_of(frame: Any) -> Schema:
    """The columns of a frame."""
    to_day = "take F.to_date of the column first, or cast it to timestamp_ntz"
    is_folding = frame.sparkSession.conf.get("spark.sql.caseSensitive") != "true"
    nulls = {name: Null() for name, kind in frame.dtypes if kind == "void"}
    return named_in_sql(frame.columns, types_of(frame) | nulls, to_day, is_folding)


def translate(frame: Any, plan: Plan) -> Any:
    """The frame with the columns of a plan after its own; nothing is computed."""
    dialect = SparkDialect([*frame.columns, *plan.new_names])
    joined: list[str] = []
    relation = frame

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        nonlocal relation
        day, rate, observed = names = [dialect.name(name) for name in ("day", "rate", "observed")]
        rates = F.broadcast(_rates(frame.sparkSession, table, names))
        relation = relation.join(rates, _day(key) == F.col(day), "left")
        joined.extend(names)
        return RateColumn(F.col(rate), F.col(observed), table.places, table.largest)

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day))
    for stage in (*dialect.stages, new):
        relation = relation.select("*", *(value.alias(name) for name, value in stage.items()))
    return relation.drop(*joined, *dialect.temporary)


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    return tuple(tally_frame(frame.select(*(_column(name).alias(new) for name, new in names.items())), sums).first())


def _rates(session: Any, table: RateTable, names: list[str]) -> Any:
    day = dt.date.fromordinal
    rows = [
        (day(EPOCH + table.first + at), count, day(EPOCH + (observed or 0)))
        for at, (count, observed) in enumerate(zip(table.counts, table.observed, strict=True))
        if count is not None
    ]
    return session.createDataFrame(rows, f"{names[0]} date, {names[1]} long, {names[2]} date")


def _column(name: str) -> Any:
    return F.col("`" + name.replace("`", "``") + "`")


def _day(key: RateKey) -> Any:
    column = _column(key.column)
    if key.kind == "text":
        return F.when(column.rlike(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"), column.try_cast("date"))
    return column.cast("date")


class SparkDialect(Dialect):
    """Expressions of PySpark, all of them compiled by Spark itself."""

    rounds: ClassVar[Rounds] = "to_zero"

    def column(self, name: str) -> Any:
        return _column(name)

    def over(self, dividend: Any, divisor: Any) -> Any:
        if not self.is_wide:
            return F.call_function("div", dividend, _literal(divisor))
        # Spark's own div of decimals fails beyond 64 bits; what is left without the remainder is divided exactly.
        divisor = _literal(divisor, True)
        return F.try_divide(dividend - dividend % divisor, divisor).cast(_WIDE)

    def remainder(self, dividend: Any, divisor: Any) -> Any:
        return dividend % _literal(divisor, self.is_wide)

    def times(self, column: Any, number: Any) -> Any:
        return column * _literal(number) if not isinstance(column, int) else column * number

    def product(self, amount: Any, number: Any) -> Any:
        return F.try_multiply(amount, self.wide(number)).cast(_WIDE)

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        return F.when(condition, _literal(yes)).otherwise(_literal(no))

    def only(self, condition: Any, value: Any) -> Any:
        return F.when(condition, value)

    def is_odd(self, column: Any) -> Any:
        return column % 2 != 0

    def equal(self, one: Any, other: Any) -> Any:
        return one == other

    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        product = F.try_multiply(quotient, _literal(multiplier))
        return product if isinstance(more, int) and more == 0 else F.try_add(product, more)

    def integer(self, name: str) -> Any:
        return self._size(_column(name).try_cast("bigint"))

    def unscaled(self, name: str, places: int) -> Any:
        column = _column(name)
        if places > _UNSCALED_PLACES:
            raise ArgumentError(
                f"column {quote(name)} with {places} places", f"Spark counts up to {_UNSCALED_PLACES}", "cast it to fewer"
            )
        power = _literal(10**places, True)
        if not places:
            return column.try_cast(_WIDE if self.is_wide else "bigint")
        rest = ((column % F.lit(1)) * power).cast(_WIDE)
        whole = (column - column % F.lit(1)).cast(_WIDE)
        counts = F.try_add(F.try_multiply(whole, power), rest)
        return counts.cast(_WIDE) if self.is_wide else counts.try_cast("bigint")

    def double(self, value: Any) -> Any:
        return value.cast("double")

    def magnitude(self, value: Any) -> Any:
        return F.abs(value)

    def whole(self, value: Any) -> Any:
        return self._size(value.try_cast("bigint"))

    def nearest(self, value: Any) -> Any:
        return self._size(F.rint(value).try_cast("bigint"))

    def wide(self, value: Any) -> Any:
        return _literal(value, True) if isinstance(value, int) else value.cast(_WIDE)

    def in_range(self, count: Any, estimate: Callable[[], Any]) -> Any:
        return count.try_cast("bigint")

    def by_unit(self, column: str, numbers: Mapping[str, int]) -> Any:
        found: Any = F
        for name, number in numbers.items():
            found = found.when(_column(column) == name, _literal(number, self.is_wide))
        return found

    def to_double(self, count: Any, places: int) -> Any:
        number = count.cast("double")
        if not places:
            return number
        text = F.concat(count.cast("string"), F.lit(f"e{-places}")).cast("double")
        if abs(places) > EXACT_POWER:
            return text
        scaled = number / F.lit(10.0**places) if places > 0 else number * F.lit(10.0**-places)
        return F.when(F.abs(number) < EXACT_FLOAT, scaled).otherwise(text)

    def to_decimal(self, count: Any, places: int) -> Any:
        kind = f"decimal(38,{max(places, 0)})"
        if places > PRODUCT_PLACES:
            return F.concat(count.cast("string"), F.lit(f"e{-places}")).cast(kind)
        if places > 0:
            return (count.cast("decimal(19,0)") * F.lit(f"0.{1:0{places}}").cast(f"decimal({places},{places})")).cast(kind)
        return (count.cast("decimal(19,0)") * F.lit(str(10**-places)).cast(f"decimal({1 - places},0)")).cast(kind)

    def constant(self, count: int) -> Any:
        return _literal(count)

    def to_date(self, days: Any) -> Any:
        if days is None or isinstance(days, int):
            return F.lit(None if days is None else dt.date.fromordinal(EPOCH + days)).cast("date")
        return days

    def _size(self, value: Any) -> Any:
        return value.cast(_WIDE) if self.is_wide else value


def _literal(value: Any, is_wide: bool = False) -> Any:
    """A whole number of Python's as a constant; columns as they are."""
    if not isinstance(value, int):
        return value
    return F.lit(str(value)).cast(_WIDE if is_wide or abs(value) > INT64_MAX else "bigint")
