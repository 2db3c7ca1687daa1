"""Relations of DuckDB: a projection over a join with the table of rates, which travels in the query itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ..division import Rounds
from ..lookup_tables import RateTable
from ..plan import Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, PRODUCT_PLACES
from ..schema import Null, Schema, named_in_sql, types_of
from .expressions import Dialect, RateColumn
from .tallies import tally_frame


@dataclass(frozen=True, slots=True, eq=False)
class Sql:
    """An expression in SQL; operators make longer ones, in parentheses."""

    text: str

    def __add__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} + {text_of(other)})")

    def __sub__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} - {text_of(other)})")

    def __rsub__(self, other: Sql | float) -> Sql:
        return Sql(f"({text_of(other)} - {self.text})")

    def __mul__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} * {text_of(other)})")

    def __rmul__(self, other: Sql | float) -> Sql:
        return Sql(f"({text_of(other)} * {self.text})")

    def __mod__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} % {text_of(other)})")

    def __truediv__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} / {text_of(other)})")

    def __lt__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} < {text_of(other)})")

    def __le__(self, other: Sql | float) -> Sql:
        return Sql(f"({self.text} <= {text_of(other)})")

    def __and__(self, other: Sql) -> Sql:
        return Sql(f"({self.text} AND {other.text})")

    def __or__(self, other: Sql) -> Sql:
        return Sql(f"({self.text} OR {other.text})")


def text_of(value: Sql | float) -> str:
    """The text of an expression or a number."""
    if isinstance(value, Sql):
        return value.text
    return f"CAST('{value!r}' AS DOUBLE)" if isinstance(value, float) else str(value)


def quote_name(name: str) -> str:
    """A name of a column, in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text, in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def schema_of(frame: Any) -> Schema:
    """The columns of a relation."""
    nulls = {name: Null() for name, kind in zip(frame.columns, frame.types, strict=True) if str(kind).strip('"') == "NULL"}
    return named_in_sql(frame.columns, types_of(frame) | nulls, "write CAST(... AT TIME ZONE '...' AS DATE) first")


def translate(frame: Any, plan: Plan) -> Any:
    """The relation with the columns of a plan after its own; nothing is computed."""
    dialect = DuckDBDialect([*frame.columns, *plan.new_names])
    joined: list[str] = []
    relation = frame

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        nonlocal relation
        day, rate, observed = names = [dialect.name(name) for name in ("day", "rate", "observed")]
        with_observed = key in plan.observed_into
        other = _relation(frame, table, names, with_observed).set_alias(dialect.name("rates"))
        relation = relation.set_alias(dialect.name("frame")).join(other, f"{_day(key)} = {quote_name(day)}", "left")
        joined.extend(names if with_observed else names[:2])
        return RateColumn(dialect.column(rate), dialect.column(observed), table.places, table.largest)

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day))
    for stage in (*dialect.stages, new):
        relation = relation.project(
            ", ".join(["*", *(f"{text_of(value)} AS {quote_name(name)}" for name, value in stage.items())])
        )
    dropped = [quote_name(name) for name in (*joined, *dialect.temporary)]
    if dropped:
        relation = relation.project(f"* EXCLUDE ({', '.join(dropped)})")
    return relation.set_alias(frame.alias)


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    known = frame.project(", ".join(f"{quote_name(name)} AS {quote_name(new)}" for name, new in names.items()))
    return tuple(tally_frame(known, sums).fetchall()[0])


def _day(key: RateKey) -> str:
    column = quote_name(key.column)
    if key.kind != "text":
        return f"TRY_CAST({column} AS DATE)"
    text = f"CAST({column} AS VARCHAR)"
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN TRY_CAST({text} AS DATE) END"


def _relation(frame: Any, table: RateTable, names: list[str], with_observed: bool) -> Any:
    """The table of rates as a relation on the connection of another: the days, their rates, the days observed.

    It is made of one row that counts nothing of the other relation, as a relation does not tell its connection. The
    figures are texts that DuckDB splits, which it reads much faster than as many numbers; 0 stands for no rate.
    """
    day, rate, observed = map(quote_name, names)
    lists = [f"unnest(range({table.first}, {table.first + len(table.counts)})) AS {day}", _list(table.counts, rate)]
    days = [day]
    if with_observed:
        lists.append(_list(table.observed, observed))
        days.append(observed)
    dates = (f"CAST(DATE '1970-01-01' + CAST({name} AS INTEGER) AS DATE) AS {name}" for name in days)
    found = frame.limit(0).aggregate("count(*) AS nothing").project(", ".join(lists)).filter(f"{rate} > 0")
    return found.project(", ".join([*dates, rate]))


def _list(values: Sequence[int | None], name: str) -> str:
    return f"unnest(CAST(string_split('{','.join(str(value or 0) for value in values)}', ',') AS BIGINT[])) AS {name}"


class DuckDBDialect(Dialect):
    """Expressions of DuckDB."""

    rounds: ClassVar[Rounds] = "to_zero"

    def column(self, name: str) -> Sql:
        return Sql(quote_name(name))

    def over(self, dividend: Any, divisor: Any) -> Sql:
        return Sql(f"({text_of(dividend)} // {text_of(divisor)})")

    def product(self, amount: Any, number: Any) -> Sql:
        return Sql(f"TRY({text_of(amount)} * {text_of(self.wide(number))})")

    def where(self, condition: Any, yes: Any, no: Any) -> Sql:
        return Sql(f"CASE WHEN {text_of(condition)} THEN {text_of(yes)} ELSE {text_of(no)} END")

    def only(self, condition: Any, value: Any) -> Sql:
        return Sql(f"CASE WHEN {text_of(condition)} THEN {text_of(value)} END")

    def is_odd(self, column: Any) -> Sql:
        return Sql(f"({text_of(column)} % 2 <> 0)")

    def equal(self, one: Any, other: Any) -> Sql:
        return Sql(f"({text_of(one)} = {text_of(other)})")

    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        return Sql(f"TRY({text_of(quotient * multiplier + more)})")

    def integer(self, name: str) -> Sql:
        return self._cast(self.column(name))

    def unscaled(self, name: str, places: int) -> Sql:
        digits = self.column(name).text
        if places:
            digits = f"replace(CAST({digits} AS VARCHAR), '.', '')"
        return self._cast(Sql(digits))

    def double(self, value: Any) -> Sql:
        return Sql(f"CAST({text_of(value)} AS DOUBLE)")

    def magnitude(self, value: Any) -> Sql:
        return Sql(f"abs({text_of(value)})")

    def whole(self, value: Any) -> Sql:
        return self._cast(Sql(f"trunc({text_of(value)})"))

    def nearest(self, value: Any) -> Sql:
        return self._cast(Sql(f"round_even({text_of(value)}, 0)"))

    def wide(self, value: Any) -> Sql:
        return Sql(f"CAST({text_of(value)} AS HUGEINT)")

    def in_range(self, count: Any, estimate: Callable[[], Any]) -> Sql:
        return Sql(f"TRY(CAST({text_of(count)} AS BIGINT))")

    def by_unit(self, column: str, numbers: Mapping[str, int]) -> Sql:
        cases = " ".join(f"WHEN {quote_text(name)} THEN {number}" for name, number in numbers.items())
        whole = f"CASE CAST({quote_name(column)} AS VARCHAR) {cases} END"
        return Sql(f"CAST({whole} AS {self._integers})")

    def to_double(self, count: Any, places: int) -> Sql:
        number = self.double(count)
        if not places:
            return number
        text = f"CAST(CAST({text_of(count)} AS VARCHAR) || 'e{-places}' AS DOUBLE)"
        if abs(places) > EXACT_POWER:
            return Sql(text)
        scaled = number / 10.0**places if places > 0 else number * 10.0**-places
        return Sql(f"CASE WHEN abs({text_of(number)}) < {EXACT_FLOAT} THEN {scaled.text} ELSE {text} END")

    def to_decimal(self, count: Any, places: int) -> Sql:
        kind = f"DECIMAL(38, {max(places, 0)})"
        if places > PRODUCT_PLACES:
            digits = f"lpad(CAST(abs(CAST({text_of(count)} AS HUGEINT)) AS VARCHAR), {places}, '0')"
            return Sql(f"CAST(CASE WHEN {text_of(count)} < 0 THEN '-0.' ELSE '0.' END || {digits} AS {kind})")
        power = f"CAST('{10**-places}' AS DECIMAL({1 - places}, 0))"
        if places > 0:
            power = f"CAST('0.{1:0{places}}' AS DECIMAL({places}, {places}))"
        return Sql(f"CAST(CAST({text_of(count)} AS DECIMAL(19, 0)) * {power} AS {kind})")

    def constant(self, count: int) -> Sql:
        return Sql(f"CAST({count} AS BIGINT)")

    def to_date(self, days: Any) -> Sql:
        if days is None:
            return Sql("CAST(NULL AS DATE)")
        return Sql(f"CAST(DATE '1970-01-01' + CAST({days} AS INTEGER) AS DATE)") if isinstance(days, int) else days

    @property
    def _integers(self) -> str:
        return "HUGEINT" if self.is_wide else "BIGINT"

    def _cast(self, value: Sql) -> Sql:
        return Sql(f"TRY_CAST({value.text} AS {self._integers})")
