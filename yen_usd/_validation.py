"""What pydantic accepts for a value type, and the JSON schema that says so.

Validation and schema accept the same. In JSON, dates and decimals are text of one form each; what a type reads besides its
fields is in its schema, too. What no schema can say, a value checks itself: relations between fields, such as the end of a
period that comes before its start, and the words of an amount or a period.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from .errors import quote

if TYPE_CHECKING:
    from fractions import Fraction

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_END: Final = r"$(?!\n)"
"""The end of a text, in the dialects of Python and of JSON Schema."""
DAY: Final = (
    r"^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
) + _END
"""A date as JSON has it: 2007-03-31."""
_DIGITS: Final = r"(?!0*[1-9](?:\.?[0-9]){40})(?!0+\.[0-9]{41})[0-9]+(?:\.[0-9]+)?"
PLAIN: Final = rf"^-?{_DIGITS}{_END}"
"""A number in plain digits, of which there are at most forty."""
POSITIVE: Final = rf"^(?=[0.]*[1-9]){_DIGITS}{_END}"
NUMBER: Final = rf"^-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{{1,3}})?{_END}"
"""A decimal as `str()` writes it."""
FRACTION: Final = rf"^-?[0-9]+(?:/0*[1-9][0-9]*)?{_END}"
WORDS: Final = "[0-9０-９〇零一二三四五六七八九十百千元]"
"""Characters that any text of an amount or period has; a pattern cannot say more."""
BOUND: Final = 10.0**40


class FromFields:
    """A dataclass that pydantic builds from its fields, and from no others, without guessing.

    Pydantic by itself would ignore a misspelled field, take a number for a date (in seconds since 1970), text for a
    number or a flag, and a bool for a number.
    """

    __slots__ = ()

    # JSON has its dates and decimals as text, also where the model around it is strict; the checks below are what is strict.
    __pydantic_config__: ClassVar[dict[str, object]] = {"strict": False, "extra": "forbid"}

    @classmethod
    def _from_outside(cls, value: object) -> object:
        """What a type is made from besides its fields: nothing, unless the type says so."""
        return value

    @classmethod
    def _outside_forms(cls) -> list[CoreSchema]:
        """What `_from_outside` reads besides fields, for the JSON schema."""
        return []

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[FromFields], handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema that pydantic makes of the dataclass, with exact fields and behind a check of what is given."""
        from pydantic_core import core_schema

        fields = [field.name for field in dataclasses.fields(cast("Any", cls))]

        def check(value: object) -> object:
            value = cls._from_outside(value)
            unknown = (
                [name for name in cast("Mapping[str, object]", value) if name not in fields] if _is_object(value) else []
            )
            if unknown:
                shown = ", ".join(map(quote, unknown[:5]))
                raise ValueError(f"{cls.__name__} has no field {shown}; its fields are {', '.join(fields)}; check the names")
            return value

        # The check takes over the reference of the schema, so that a second field of the type finds it, too.
        inner = cast("dict[str, Any]", {**handler.resolve_ref_schema(handler(source))})
        reference: str | None = inner.pop("ref", None)
        inner["schema"] = {**inner["schema"], "fields": [_exact(field) for field in inner["schema"]["fields"]]}
        made = cast("CoreSchema", inner)
        forms = cls._outside_forms()
        return core_schema.no_info_before_validator_function(
            check, made, ref=reference, json_schema_input_schema=core_schema.union_schema([made, *forms]) if forms else None
        )


def slot_writers(cls: type) -> list[Callable[[object, object], None]]:
    """What writes each field of a frozen, slotted dataclass: for a constructor that trusts its arguments."""
    return [cls.__dict__[field.name].__set__ for field in dataclasses.fields(cast("Any", cls))]


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _exact(schema: Any) -> Any:
    """The schema of a field that takes its own type alone, or the one form that JSON has of it."""
    if schema["type"] in _EXACT:
        return _EXACT[schema["type"]](schema)
    made: dict[str, Any] = dict(schema)
    if schema["type"] in {"dataclass-field", "default", "nullable"}:
        made["schema"] = _exact(made["schema"])
    elif schema["type"] == "list":
        made["items_schema"] = _exact(made["items_schema"])
    elif schema["type"] == "tuple":
        made["items_schema"] = [_exact(item) for item in made["items_schema"]]
    return made


def _checked(check: Callable[[Any], object], schema: Any, json: list[Any]) -> Any:
    from pydantic_core import core_schema

    outside = json[0] if len(json) == 1 else core_schema.union_schema(json)
    return core_schema.no_info_before_validator_function(check, schema, json_schema_input_schema=outside)


def whole_number(low: int | None = None, high: int | None = None) -> Any:
    """A whole number; text and bools are refused."""
    from pydantic_core import core_schema

    def check(value: object) -> object:
        if isinstance(value, bool | str | bytes):
            raise ValueError(f"{quote(value)} is not a whole number; write its digits without quotes")
        return value

    made = core_schema.int_schema(ge=low, le=high)
    return _checked(check, made, [made])


def text_like(pattern: str, example: str) -> Any:
    """Text of a pattern; pydantic's own check does not support look-ahead."""
    from pydantic_core import core_schema

    def check(value: object) -> object:
        if isinstance(value, str) and re.search(pattern, value) is None:
            raise ValueError(f"cannot read {quote(value)}; write it like {example!r}")
        return value

    return _checked(check, core_schema.str_schema(strict=True), [core_schema.str_schema(pattern=pattern)])


def _day() -> Any:
    from pydantic_core import core_schema

    def check(value: object) -> object:
        if not (isinstance(value, dt.date) or is_day(value)):
            raise ValueError(f"{quote(value)} is not a date; write it like '2007-03-31'")
        return value

    return _checked(check, core_schema.date_schema(), [core_schema.str_schema(pattern=DAY)])


def is_day(value: object) -> bool:
    """Whether a value is a date as JSON writes it."""
    return isinstance(value, str) and re.search(DAY, value) is not None


def _number(kind: type[Decimal | Fraction], pattern: str, schema: Any) -> Any:
    from pydantic_core import core_schema

    def check(value: object) -> object:
        is_text = isinstance(value, str) and re.search(pattern, value) is not None
        if isinstance(value, bool) or not (is_text or isinstance(value, int | float | kind)):
            raise ValueError(f"{quote(value)} is not a number; write it in plain digits, such as '-1234.5'")
        return value

    return _checked(check, schema, [core_schema.float_schema(), core_schema.str_schema(pattern=pattern)])


def _strict(schema: Any) -> Any:
    return {**schema, "strict": True}


def _of_fractions(schema: Any) -> Any:
    from fractions import Fraction

    return _number(Fraction, FRACTION, schema)


_EXACT: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bool": _strict,
    "str": _strict,
    "int": lambda _: whole_number(),
    "date": lambda _: _day(),
    "decimal": lambda schema: _number(Decimal, NUMBER, schema),
    "fraction": _of_fractions,
    "lax-or-strict": _of_fractions,  # what pydantic before 2.14 makes of a fraction, and of nothing else here
}
