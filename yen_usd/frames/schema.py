"""What the columns of a frame hold, by the types that narwhals reads from every engine alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal, TypeAlias

from .._arguments import what_to_write
from ..dates.days import to_date
from ..dates.periods import Period
from ..errors import AmountTypeError, DateTypeError, MissingColumnError, PeriodTypeError, YenUsdError, quote
from ..rates.rate import Rate

AmountKind: TypeAlias = Literal["integer", "float", "decimal", "object", "text"]
Label: TypeAlias = str | int
"""What a column is called: in pandas a number, too."""
DayKind: TypeAlias = Literal["date", "datetime", "text", "object", "period"]

_SHOWN = 12
_DIGITS_OF_64_BITS = 18
_TEXT = {"String": "text", "Categorical": "categories", "Enum": "categories"}


def may_be_label(value: object) -> bool:
    """Whether a value is a text or a whole number."""
    return isinstance(value, str) or (isinstance(value, Integral) and not isinstance(value, bool))


class Null:
    """The type of a column without a value, which may stand for any other."""

    def __str__(self) -> str:
        return "Null"


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a frame with their types; `periods` are those that pandas counts in periods.

    `repeated` are names that several columns have, `objects` columns of Python's objects, which are read one by
    one, `index_names` names that look like columns and are not. `folds_case` tells that names differ by more than
    their capitals, as in SQL; `to_day` says how instants become days.
    """

    types: Mapping[Any, Any]
    periods: frozenset[Label] = frozenset()
    repeated: frozenset[Label] = frozenset()
    objects: frozenset[Label] = frozenset()
    index_names: frozenset[str] = frozenset()
    folds_case: bool = False
    to_day: str = "turn them into days first, in the zone that is meant"

    def is_label(self, value: object) -> bool:
        """Whether a value stands for a column: text does, and a number if it is one."""
        return isinstance(value, str) or (may_be_label(value) and value in self.types)

    def type_of(self, column: Label, argument: str) -> Any:
        """The type of a column; `MissingColumnError` for a name that no column has, or several."""
        if column not in self.types:
            shown = ", ".join(map(quote, list(self.types)[:_SHOWN])) or "none"
            more = f" and {len(self.types) - _SHOWN} more" if len(self.types) > _SHOWN else ""
            hint = f"a string names a column; {self._instead(column, argument)}"
            raise MissingColumnError(
                f"there is no column {quote(column)} for {argument}", f"the columns are {shown}{more}", hint
            )
        if column in self.repeated:
            raise MissingColumnError(
                f"cannot tell which column {quote(column)} is meant for {argument}",
                "several columns have this name",
                "rename all but one",
            )
        return self.types[column]

    def _instead(self, column: Label, argument: str) -> str:
        """What to do about a name that is no column: text that a constant can be made of is shown as one."""
        if column in self.index_names:
            return "that is the index: call reset_index() first"
        others = what_to_write(column, [name for name in self.types if isinstance(name, str)])
        constants: dict[str, Callable[[str], str]] = {
            "on=": lambda text: repr(to_date(text)),
            "period=": lambda text: f"Period.parse({Period.parse(text) and text!r})",
            "rate=": lambda text: f"Rate.of({Rate.of(text) and text!r})",
        }
        if not isinstance(column, str) or argument not in constants:
            return others
        try:
            return f"for a constant write {constants[argument](column)}"
        except YenUsdError:
            return others

    def folded(self, name: Label) -> Label:
        """A name as the engine compares it."""
        return name.lower() if self.folds_case and isinstance(name, str) else name

    def amount_kind(self, column: Label, parse_amounts: bool) -> tuple[AmountKind, int, bool]:
        """What numbers a column of amounts holds, to how many decimal places, and whether 64 bits may not count them."""
        if parse_amounts:
            name = type(self.type_of(column, "amount=")).__name__
            if name in _TEXT or column in self.objects:
                return "text", 0, False
        return self._number_kind(column, "amount=", "amounts", "say parse_amounts=True")

    def rate_kind(self, column: Label) -> tuple[AmountKind, int]:
        """What numbers a column of rates holds, and to how many decimal places."""
        return self._number_kind(column, "rate=", "rates", "turn text into numbers first")[:2]

    def day_kind(self, column: Label, argument: str, parse_dates: bool) -> DayKind:
        """How a column of dates holds them; aware datetimes, and text unless it is to be parsed, are refused."""
        kind = self.type_of(column, argument)
        name = type(kind).__name__
        if column in self.periods:
            return "period"
        if column in self.objects:
            return "object"
        if name in {"Date", "Null"}:
            return "date"
        if name == "Datetime":
            if kind.time_zone is not None:
                asked = f"the dates in column {quote(column)} have a time zone ({kind.time_zone})"
                raise DateTypeError(asked, "their days depend on it", self.to_day)
            return "datetime"
        if name in _TEXT:
            if not parse_dates:
                asked = f"the dates in column {quote(column)} are {_TEXT[name]}"
                raise DateTypeError(asked, "text is read only with parse_dates=", "say parse_dates=True")
            return "text"
        asked = f"the column {quote(column)} has the type {kind}, not that of dates"
        raise DateTypeError(asked, "dates and datetimes without a time zone are accepted", "convert the column first")

    def period_kind(self, column: Label, parse_dates: bool) -> Literal["text", "object", "period"]:
        """How a column of periods holds them."""
        kind = self.type_of(column, "period=")
        if column in self.periods:
            return "period"
        if column in self.objects:
            return "object"
        name = type(kind).__name__
        if name in _TEXT and parse_dates:
            return "text"
        column_is = f"are {_TEXT[name]}" if name in _TEXT else f"have the type {kind}"
        asked = f"the periods in column {quote(column)} {column_is}"
        remedy = "say parse_dates=True" if name in _TEXT else "use on= for dates, or write text such as 'FY2007'"
        raise PeriodTypeError(asked, "pandas periods are accepted, and text with parse_dates=True", remedy)

    def unit_kind(self, column: Label) -> None:
        """Refuse a column of units that is not text."""
        kind = self.type_of(column, "amount_unit=")
        if type(kind).__name__ not in {*_TEXT, "Null"} and column not in self.objects:
            raise AmountTypeError(
                f"the units in column {quote(column)} have the type {kind}",
                "a unit is text, such as 'million'",
                "convert the column first",
            )

    def _number_kind(self, column: Label, argument: str, what: str, for_text: str) -> tuple[AmountKind, int, bool]:
        kind = self.type_of(column, argument)
        name = type(kind).__name__
        if name == "Decimal":
            return "decimal", kind.scale, kind.precision > _DIGITS_OF_64_BITS
        if column in self.objects:
            return "object", 0, False
        if name == "Null" or kind.is_integer():
            return "integer", 0, False
        if kind.is_float():
            return "float", 0, False
        asked = f"the {what} in column {quote(column)} have the type {kind}"
        raise AmountTypeError(
            asked, "integers, floats and decimals are accepted", for_text if name in _TEXT else "convert the column first"
        )


def named_in_sql(names: Sequence[str], types: Mapping[str, Any], to_day: str, folds_case: bool = True) -> Schema:
    """The columns of a frame whose names are the same whatever their capitals."""
    folded = [name.lower() if folds_case else name for name in names]
    repeated = frozenset(name for name, same in zip(names, folded, strict=True) if folded.count(same) > 1)
    return Schema(types, repeated=repeated, folds_case=folds_case, to_day=to_day)


class Types(Mapping[Any, Any]):
    """The types of columns by their names, each found when it is asked for: those of other columns are no matter."""

    def __init__(self, names: Iterable[Label], type_of: Callable[[Any], Any]) -> None:
        self._names = dict.fromkeys(names)
        self._type_of = type_of

    def __getitem__(self, name: Label) -> Any:
        return self._type_of(name)

    def __iter__(self) -> Iterator[Label]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def types_of(frame: Any) -> dict[str, Any]:
    """The type of each column, by its name, without any computation."""
    import narwhals as nw

    known: Any = nw.from_native(frame)
    return dict(known.collect_schema().items())
