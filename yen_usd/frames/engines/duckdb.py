"""Relations of DuckDB: a projection over a join with the table of rates, which is kept for the connection."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar, Final

from ..._extras import load
from ...dates.formats import DateFormat
from ...money.rounding import Mode
from ..division import Rounds
from ..lookup_tables import RateTable
from ..plan import DayColumn, Plan, RateKey
from ..scaling import EXACT_FLOAT, EXACT_POWER, PRODUCT_PLACES
from ..schema import Label, Null, Schema, Types, named_in_sql, types_of
from ..span_tables import Column, SpanTable
from .expression_spans import JoiningDialect
from .expressions import RateColumn
from .tallies import tally_frame

duckdb: Any = load("duckdb")

_LEAVES_VIEWS = int(duckdb.__version__.partition(".")[0]) < 2
"""Whether a statement that is run by a relation leaves a view behind, in the user's own database."""


_ROUNDED: Final = {"ROUND_HALF_UP": "round", "ROUND_CEILING": "ceil", "ROUND_FLOOR": "floor", "ROUND_DOWN": "trunc"}
"""What rounds a double to a whole one; not to an even one, because what it is added to may be odd."""

_types: Final[dict[str, Any]] = {}
"""The types of the kinds of columns that were asked for."""


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
    text = str(value)  # with an exponent it is a double, and a decimal without
    return f"{text}e0" if isinstance(value, float) and "e" not in text else text


def quote_name(name: str) -> str:
    """A name of a column, in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A text, in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def schema_of(frame: Any) -> Schema:
    """The columns of a relation."""
    kinds = dict(zip(frame.columns, frame.types, strict=True))
    types = Types(kinds, lambda name: _type_of(frame, name, str(kinds[name])))
    return named_in_sql(frame.columns, types, "write CAST(... AT TIME ZONE '...' AS DATE) first")


def _type_of(frame: Any, name: str, kind: str) -> Any:
    """The type of a column, asked once for a kind of columns, unless it depends on the connection."""
    if kind.strip('"') == "NULL":
        return Null()
    if kind not in _types or "TIME ZONE" in kind:
        [_types[kind]] = types_of(frame.project(quote_name(name))).values()
    return _types[kind]


def translate(frame: Any, plan: Plan) -> Any:
    """The relation with the columns of a plan after its own; nothing is computed.

    Rates stand in a temporary table of the connection, made when it is first needed there and read by every later call.
    Where the connection cannot make one, as while it still has rows to fetch, or not without leaving more than that,
    they travel in the query.
    """
    if _LEAVES_VIEWS:
        return _translate(frame, plan, lambda _, query: f"({query})")

    def make(table: str, query: str) -> str:
        try:
            frame.limit(0).query("yen_usd_nothing", f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} AS {query}")
        except duckdb.Error:
            return f"({query})"
        return f"temp.main.{table}"

    try:
        return _translate(frame, plan, lambda table, _: f"temp.main.{table}")
    except duckdb.CatalogException:  # the connection does not have the table yet
        return _translate(frame, plan, make)


def _translate(frame: Any, plan: Plan, source: Callable[[str, str], str]) -> Any:
    """The same, with figures from the sources that their tables and queries have."""
    dialect = DuckDBDialect([*frame.columns, *plan.new_names])
    dialect.bigints = {quote_name(name) for name, kind in zip(frame.columns, frame.types, strict=True) if kind == "BIGINT"}
    temporary: list[str] = []
    relation = frame

    def add(values: Sequence[Sql]) -> list[str]:
        nonlocal relation
        names = [dialect.name("key") for _ in values]
        relation = relation.project(_columns(["*"], dict(zip(names, values, strict=True))))
        temporary.extend(names)
        return names

    def look_up(key: str, first: int, columns: Mapping[str, Column]) -> dict[str, Sql]:
        figures = _figures(first, "BIGINT", tuple(columns.values()))
        [found] = add([_found(source(*figures), dialect.column(key), len(columns))])
        return _parts(dialect.column(found), columns)

    def by_day(key: RateKey, table: RateTable) -> RateColumn:
        names = ["rate", "observed"] if key in plan.observed_into else ["rate"]
        day = dialect.column(key.column)
        if key.kind != "date":
            day = dialect.column(*add([dialect.day(key.days, plan.parse_dates)]))
        found = _found(source(*_figures_of_days(table, len(names))), day, len(names))
        rates = dialect.let_rates(found, None, table.places, table.largest)
        known = _parts(rates.counts, names)
        return replace(rates, counts=known["rate"], observed=known.get("observed"))

    def by_span(key: RateKey, table: SpanTable) -> RateColumn:
        return dialect.by_span(plan, key, table, add, look_up)

    new = dialect.new_columns(plan, dialect.rates_of(plan, by_day, by_span))
    for stage in dialect.stages:
        relation = relation.project(_columns(["*"], stage))
    dropped = [quote_name(name) for name in (*temporary, *dialect.temporary)]
    relation = relation.project(_columns([f"* EXCLUDE ({', '.join(dropped)})" if dropped else "*"], new))
    return relation if relation.alias == frame.alias else relation.set_alias(frame.alias)


def _columns(before: list[str], new: Mapping[str, Any]) -> str:
    """The text of a projection: some columns, and new ones by name."""
    return ", ".join([*before, *(f"{text_of(value)} AS {quote_name(name)}" for name, value in new.items())])


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    known = frame.project(", ".join(f"{quote_name(name)} AS {quote_name(new)}" for name, new in names.items()))
    return tuple(tally_frame(known, sums).fetchall()[0])


def _found(source: str, key: Sql, width: int) -> Sql:
    """The figures of a key, a number or a day: one, or a struct of them."""
    fields = [f"column_{at}" for at in range(1, width + 1)]
    figures = fields[0] if width == 1 else f"struct_pack({', '.join(f'{field} := {field}' for field in fields)})"
    return Sql(f"(SELECT {figures} FROM {source} WHERE column_0 = {key.text})")


def _parts(found: Sql, names: Collection[str]) -> dict[str, Sql]:
    """Each of the figures found, by its name."""
    parts = [found] if len(names) == 1 else [Sql(f"{found.text}.column_{at}") for at in range(1, len(names) + 1)]
    return {name: _to_date(part) if name == "observed" else part for name, part in zip(names, parts, strict=True)}


@lru_cache(maxsize=16)
def _figures(first: int, kind: str, columns: tuple[tuple[int | None, ...], ...]) -> tuple[str, str]:
    """The name of the table of some figures, which depends on them, and the query that makes it.

    The figures are texts that DuckDB splits, which it reads much faster than as many numbers; an empty one is null.
    """
    from hashlib import sha256

    numbers = f"unnest(range({first}, {first + len(columns[0])}))"
    lists = [numbers if kind == "BIGINT" else f"CAST(DATE '1970-01-01' + CAST({numbers} AS INTEGER) AS DATE)"]
    for values in columns:
        texts = ",".join("" if value is None else str(value) for value in values)
        lists.append(f"unnest(TRY_CAST(string_split('{texts}', ',') AS BIGINT[]))")
    query = "SELECT " + ", ".join(f"{text} AS column_{at}" for at, text in enumerate(lists))
    return f"yen_usd_{sha256(query.encode()).hexdigest()[:16]}", query


@lru_cache(maxsize=16)
def _figures_of_days(table: RateTable, width: int) -> tuple[str, str]:
    """The same of the rates of days, known by their table."""
    return _figures(table.first, "DATE", (table.counts, table.observed)[:width])


def _to_date(days: Sql | int) -> Sql:
    return Sql(f"CAST(DATE '1970-01-01' + CAST({text_of(days)} AS INTEGER) AS DATE)")


class DuckDBDialect(JoiningDialect):
    """Expressions of DuckDB."""

    rounds: ClassVar[Rounds] = "to_zero"
    bigints: Collection[str] = ()  # the columns of integers of 64 bits, which are used as they are

    def let(self, value: Any) -> Any:
        return value if text_of(value) in self.bigints else super().let(value)

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

    def rounded(self, dividend: Any, divisor: Any, mode: Mode) -> Sql | None:
        function = _ROUNDED.get(mode)
        return None if function is None else Sql(f"CAST({function}({text_of(self.double(dividend) / divisor)}) AS BIGINT)")

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
        column = self.column(name)
        return column if column.text in self.bigints and not self.is_wide else self._cast(column)

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

    def in_range(self, count: Any, estimate: Callable[[], Any]) -> Any:
        if not self.is_wide:
            return count  # which is null where it left 64 bits
        return Sql(f"TRY(CAST({text_of(count)} AS BIGINT))")

    def by_unit(self, column: Label, numbers: Mapping[str, int]) -> Sql:
        cases = " ".join(f"WHEN {quote_text(name)} THEN {number}" for name, number in numbers.items())
        whole = f"CASE {text_of(self.text(column))} {cases} END"
        return Sql(f"CAST({whole} AS {self._integers})")

    def to_double(self, count: Any, places: int) -> Sql:
        if not places:
            return self.double(count)
        text = f"CAST(CAST({text_of(count)} AS VARCHAR) || 'e{-places}' AS DOUBLE)"
        if abs(places) > EXACT_POWER:
            return Sql(text)
        scaled = count / 10.0**places if places > 0 else count * 10.0**-places
        return Sql(f"CASE WHEN {text_of(count)} BETWEEN -{EXACT_FLOAT} AND {EXACT_FLOAT} THEN {scaled.text} ELSE {text} END")

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
        return _to_date(days) if isinstance(days, int) else days

    @property
    def _integers(self) -> str:
        return "HUGEINT" if self.is_wide else "BIGINT"

    def _cast(self, value: Sql) -> Sql:
        return Sql(f"TRY_CAST({value.text} AS {self._integers})")
