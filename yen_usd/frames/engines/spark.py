"""Frames of PySpark: expressions over a join with the rates, which every worker gets as one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from ..._extras import load
from ...dates.formats import DateFormat
from ...errors import ArgumentError, quote
from ..division import Rounds
from ..lookup_tables import EPOCH, RateTable
from ..plan import DayColumn, Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, INT64_MAX, PRODUCT_PLACES
from ..schema import Label, Null, Schema, named_in_sql, types_of
from ..span_tables import SpanTable
from .expression_spans import JoiningDialect
from .expressions import RateColumn
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

    def add(values: Sequence[Any]) -> list[str]:
        nonlocal relation
        names = [dialect.name("key") for _ in values]
        relation = relation.select("*", *(value.alias(name) for value, name in zip(values, names, strict=True)))
        joined.extend(names)
        return names

    def join(key: str, first: int, columns: Mapping[str, Sequence[int | None]]) -> dict[str, Any]:
        return join_by(F.col(key), first, columns, "int")

    def join_by(key: Any, first: int, columns: Mapping[str, Sequence[int | None]], kind: str) -> dict[str, Any]:
        """Join figures of the numbers, or the days, from the first on; the column of each, by name."""
        nonlocal relation
        number, *others = (dialect.name(name) for name in ("number", *columns))
        names = dict(zip(columns, others, strict=True))
        rates = F.broadcast(_rates(frame.sparkSession, number, first, kind, columns, names))
        relation = relation.join(rates, key == F.col(number), "left")
        joined.extend([number, *others])
        return {name: F.col(other) for name, other in names.items()}

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        columns = {"rate": table.counts, "observed": table.observed}
        found = join_by(dialect.day(key.days, plan.parse_dates), table.first, columns, "date")
        return RateColumn(found["rate"], found["observed"], table.places, table.largest)

    def by_span(key: RateKey, table: SpanTable) -> RateColumn:
        return dialect.by_span(plan, key, table, add, join)

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day, by_span))
    for stage in (*dialect.stages, new):
        relation = relation.select("*", *(value.alias(name) for name, value in stage.items()))
    return relation.drop(*joined, *dialect.temporary)


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    return tuple(tally_frame(frame.select(*(_column(name).alias(new) for name, new in names.items())), sums).first())


def _rates(
    session: Any,
    number: str,
    first: int,
    kind: str,
    columns: Mapping[str, Sequence[int | None]],
    names: Mapping[str, str],
) -> Any:
    """Figures of each number, or day, from the first on."""

    def date(day: int | None) -> dt.date | None:
        return None if day is None else dt.date.fromordinal(EPOCH + day)

    numbers: list[Any] = [*range(first, first + len(next(iter(columns.values()))))]
    keys = numbers if kind == "int" else [date(number) for number in numbers]
    others = [[date(day) for day in values] if name == "observed" else values for name, values in columns.items()]
    kinds = [f"{names[name]} {'date' if name == 'observed' else 'long'}" for name in columns]
    rows = list(zip(keys, *others, strict=True))
    return session.createDataFrame(rows, ", ".join([f"{number} {kind}", *kinds]), verifySchema=False)


def _column(name: Label) -> Any:
    return F.col("`" + str(name).replace("`", "``") + "`")


class SparkDialect(JoiningDialect):
    """Expressions of PySpark, all of them compiled by Spark itself."""

    rounds: ClassVar[Rounds] = "to_zero"

    def day(self, column: DayColumn, parse_dates: bool | DateFormat) -> Any:
        """A column of dates, of datetimes or of text as dates."""
        given = _column(column.column)
        if column.kind != "text":
            return given.cast("date")
        iso = self.iso_text(column.column, parse_dates) if isinstance(parse_dates, DateFormat) else given
        day = F.when(iso.rlike(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"), iso.try_cast("date"))
        return self.with_text(given, day)

    def column(self, name: Label) -> Any:
        return _column(name)

    def is_null(self, column: Any) -> Any:
        return column.isNull()

    def is_from(self, date: Any, day: int) -> Any:
        return (date >= F.lit(dt.date.fromordinal(EPOCH + day))).cast("int")

    def halves(self, value: Any) -> tuple[Any, Any]:
        return F.shiftright(value, 32), value.bitwiseAND(_literal(2**32 - 1))

    def days_of(self, date: Any) -> Any:
        return F.unix_date(date)

    def is_years(self, start: Any, end: Any) -> Any:
        after = F.date_add(end, 1)
        is_february = (F.day(start) == 29) & (F.day(after) == 28) & (F.day(F.date_add(end, 2)) == 1)
        is_year = (F.month(start) == F.month(after)) & ((F.day(start) == F.day(after)) | is_february)
        return F.when(F.datediff(end, start) > 363, is_year).otherwise(False).cast("int")

    def quotient(self, dividend: Any, divisor: Any) -> Any:
        return F.call_function("div", dividend, divisor)

    def text(self, name: Label) -> Any:
        return _column(name)

    def extract(self, text: Any, pattern: str, group: int) -> Any:
        return F.regexp_extract(text, rf"\A(?:{pattern})\z", group)

    def matches(self, text: Any, pattern: str) -> Any:
        return text.rlike(rf"\A(?:{pattern})\z")

    def not_matches(self, text: Any, pattern: str) -> Any:
        return ~self.matches(text, pattern)

    def equal_text(self, text: Any, other: str) -> Any:
        return text == F.lit(other)

    def not_text(self, text: Any, other: str) -> Any:
        return text != F.lit(other)

    def whole_of(self, digits: Any) -> Any:
        return self._size(F.regexp_replace(digits, ",", "").try_cast("bigint"))

    def parts_of(self, fraction: Any, digits: int) -> Any:
        return self._size(F.rpad(F.substring(fraction, 2, digits), digits, "0").try_cast("bigint"))

    def pad(self, text: Any) -> Any:
        return F.when(F.length(text) == 1, F.concat(F.lit("0"), text)).otherwise(text)

    def by_text(self, text: Any, values: Mapping[str, str]) -> Any:
        known = F.create_map(*(F.lit(part) for pair in values.items() for part in pair))
        return F.try_element_at(known, F.lower(text))

    def join(self, texts: Sequence[Any]) -> Any:
        first, *others = texts
        return F.concat(first, *(part for text in others for part in (F.lit("-"), text)))

    def over(self, dividend: Any, divisor: Any) -> Any:
        if not self.is_wide:
            return F.call_function("div", dividend, _literal(divisor))
        # Spark's own div of decimals fails beyond 64 bits; what is left without the remainder is divided exactly.
        divisor = _literal(divisor, True)
        return F.try_divide(dividend - dividend % divisor, divisor).cast(_WIDE)

    def remainder(self, dividend: Any, divisor: Any) -> Any:
        return dividend % _literal(divisor, self.is_wide)

    def times(self, column: Any, number: Any) -> Any:
        if isinstance(number, int) and number == 1:
            return column
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

    def integer(self, name: Label) -> Any:
        return self._size(_column(name).try_cast("bigint"))

    def unscaled(self, name: Label, places: int) -> Any:
        column = _column(name)
        if places > _UNSCALED_PLACES:
            raise ArgumentError(
                f"the column {quote(name)} has {places} decimal places",
                f"on Spark a column has at most {_UNSCALED_PLACES}",
                "cast it to fewer",
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

    def by_unit(self, column: Label, numbers: Mapping[str, int]) -> Any:
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
