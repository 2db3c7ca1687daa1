"""Relations of DuckDB: a projection over a join with the table of rates, which travels in the query itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ...dates.formats import DateFormat
from ..division import Rounds
from ..lookup_tables import RateTable
from ..plan import DayColumn, Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, PRODUCT_PLACES
from ..schema import Label, Null, Schema, named_in_sql, types_of
from ..span_tables import SpanTable
from .expression_spans import JoiningDialect
from .expressions import RateColumn
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

    def add(values: Sequence[Sql]) -> list[str]:
        nonlocal relation
        names = [dialect.name("key") for _ in values]
        new = (f"{value.text} AS {quote_name(name)}" for value, name in zip(values, names, strict=True))
        relation = relation.project(", ".join(["*", *new]))
        joined.extend(names)
        return names

    def join(key: str, first: int, columns: Mapping[str, Sequence[int | None]]) -> dict[str, str]:
        return join_by(dialect.column(key), first, columns, "BIGINT")

    def join_by(key: Sql, first: int, columns: Mapping[str, Sequence[int | None]], kind: str) -> dict[str, str]:
        """Join figures of the numbers, or the days, from the first on; where they are then, by name."""
        nonlocal relation
        number, *others = (dialect.name(name) for name in ("number", *columns))
        names = dict(zip(columns, others, strict=True))
        other = _relation(frame, number, first, kind, {names[name]: column for name, column in columns.items()})
        if "observed" in names:
            other = other.project(f"* REPLACE ({_to_date(quote_name(names['observed']))})")
        other = other.set_alias(dialect.name("rates"))
        relation = relation.set_alias(dialect.name("frame")).join(other, f"{key.text} = {quote_name(number)}", "left")
        joined.extend([number, *others])
        return names

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        columns = {"rate": table.counts, **({"observed": table.observed} if key in plan.observed_into else {})}
        names = join_by(dialect.day(key.days, plan.parse_dates), table.first, columns, "DATE")
        rate, observed = (dialect.column(names.get(name, "")) for name in ("rate", "observed"))
        return RateColumn(rate, observed, table.places, table.largest)

    def by_span(key: RateKey, table: SpanTable) -> RateColumn:
        return dialect.by_span(plan, key, table, add, join)

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day, by_span))
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


def _relation(frame: Any, number: str, first: int, kind: str, columns: Mapping[str, Sequence[int | None]]) -> Any:
    """Figures of each number, or day, from the first on as a relation on the connection of another.

    It is made of one row that counts nothing of the other relation, as a relation does not tell its connection. The
    figures are texts that DuckDB splits, which it reads much faster than as many numbers; an empty one is null.
    """
    total = len(next(iter(columns.values())))
    lists = [f"unnest(range({first}, {first + total})) AS {quote_name(number)}"]
    lists += [_list(values, quote_name(name)) for name, values in columns.items()]
    found = frame.limit(0).aggregate("count(*) AS nothing").project(", ".join(lists))
    return found if kind == "BIGINT" else found.project(f"* REPLACE ({_to_date(quote_name(number))})")


def _to_date(column: str) -> str:
    return f"CAST(DATE '1970-01-01' + CAST({column} AS INTEGER) AS DATE) AS {column}"


def _list(values: Sequence[int | None], name: str) -> str:
    texts = ",".join("" if value is None else str(value) for value in values)
    return f"unnest(TRY_CAST(string_split('{texts}', ',') AS BIGINT[])) AS {name}"


class DuckDBDialect(JoiningDialect):
    """Expressions of DuckDB."""

    rounds: ClassVar[Rounds] = "to_zero"

    def day(self, column: DayColumn, parse_dates: bool | DateFormat) -> Sql:
        """A column of dates, of datetimes or of text as dates."""
        name = quote_name(str(column.column))
        if column.kind != "text":
            return Sql(f"TRY_CAST({name} AS DATE)")
        text = self.text(column.column)
        iso = self.iso_text(column.column, parse_dates).text if isinstance(parse_dates, DateFormat) else text.text
        is_iso = f"regexp_full_match({iso}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
        return self.with_text(text, Sql(f"CASE WHEN {is_iso} THEN TRY_CAST({iso} AS DATE) END"))

    def column(self, name: Label) -> Sql:
        return Sql(quote_name(str(name)))

    def is_null(self, column: Any) -> Sql:
        return Sql(f"({text_of(column)} IS NULL)")

    def is_from(self, date: Any, day: int) -> Sql:
        return Sql(f"CAST({text_of(date)} >= DATE '1970-01-01' + {day} AS BIGINT)")

    def halves(self, value: Any) -> tuple[Sql, Sql]:
        return Sql(f"({text_of(value)} >> 32)"), Sql(f"({text_of(value)} & {2**32 - 1})")

    def days_of(self, date: Any) -> Sql:
        return Sql(f"({text_of(date)} - DATE '1970-01-01')")

    def is_years(self, start: Any, end: Any) -> Sql:
        first, last = text_of(start), text_of(end)
        is_day = f"day({first}) = day({last} + 1) OR (day({first}) = 29 AND day({last} + 1) = 28 AND day({last} + 2) = 1)"
        is_year = f"month({first}) = month({last} + 1) AND ({is_day})"
        return Sql(f"CAST(CASE WHEN {last} > {first} + 363 THEN {is_year} ELSE false END AS BIGINT)")

    def once(self, value: Any) -> Sql:
        # DuckDB joins projections to one and so repeats the value; but not one that may be another each time.
        return Sql(f"CASE WHEN random() < 2 THEN {text_of(value)} END")

    def quotient(self, dividend: Any, divisor: Any) -> Sql:
        return self.over(dividend, divisor)

    def text(self, name: Label) -> Sql:
        return Sql(f"CAST({quote_name(str(name))} AS VARCHAR)")

    def extract(self, text: Any, pattern: str, group: int) -> Sql:
        whole = quote_text(rf"\A(?:{pattern})\z")
        return Sql(f"regexp_extract({text_of(text)}, {whole}, {group})")

    def matches(self, text: Any, pattern: str) -> Sql:
        return Sql(f"regexp_full_match({text_of(text)}, {quote_text(pattern)})")

    def not_matches(self, text: Any, pattern: str) -> Sql:
        return Sql(f"(NOT {self.matches(text, pattern).text})")

    def equal_text(self, text: Any, other: str) -> Sql:
        return Sql(f"({text_of(text)} = {quote_text(other)})")

    def not_text(self, text: Any, other: str) -> Sql:
        return Sql(f"({text_of(text)} <> {quote_text(other)})")

    def whole_of(self, digits: Any) -> Sql:
        return self._cast(Sql(f"TRY_CAST(replace({text_of(digits)}, ',', '') AS BIGINT)"))

    def parts_of(self, fraction: Any, digits: int) -> Sql:
        return self._cast(Sql(f"rpad(substr({text_of(fraction)}, 2), {digits}, '0')"))

    def pad(self, text: Any) -> Sql:
        return Sql(f"CASE WHEN length({text_of(text)}) = 1 THEN '0' || {text_of(text)} ELSE {text_of(text)} END")

    def by_text(self, text: Any, values: Mapping[str, str]) -> Sql:
        cases = " ".join(f"WHEN {quote_text(one)} THEN {quote_text(other)}" for one, other in values.items())
        return Sql(f"CASE lower({text_of(text)}) {cases} END")

    def join(self, texts: Sequence[Any]) -> Sql:
        return Sql("(" + " || '-' || ".join(f"({text_of(text)})" for text in texts) + ")")

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

    def integer(self, name: Label) -> Sql:
        return self._cast(self.column(name))

    def unscaled(self, name: Label, places: int) -> Sql:
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

    def by_unit(self, column: Label, numbers: Mapping[str, int]) -> Sql:
        cases = " ".join(f"WHEN {quote_text(name)} THEN {number}" for name, number in numbers.items())
        whole = f"CASE {text_of(self.text(column))} {cases} END"
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
