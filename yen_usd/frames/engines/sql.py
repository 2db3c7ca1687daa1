"""Expressions as the text of SQL, with the operators of Python's columns."""

from __future__ import annotations

from dataclasses import dataclass


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


def quoted(name: str) -> str:
    """A name of a column, in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text, in single quotes."""
    return "'" + text.replace("'", "''") + "'"
