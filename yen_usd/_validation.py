"""What pydantic may read into a value type from outside."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class FromFields:
    """A dataclass that pydantic builds from its fields, and from no others, without guessing.

    Pydantic by itself would ignore a misspelled field, take a number for a date (in seconds since 1970) and a
    bool for a number.
    """

    __slots__ = ()

    # JSON has its dates and decimals as text, also where the model around it is strict; the check below is what is strict.
    __pydantic_config__: ClassVar[dict[str, object]] = {"strict": False}

    @classmethod
    def from_outside(cls, value: object) -> object:
        """What else than its fields a kind of value is made from: nothing, unless it says so."""
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[FromFields], handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema that pydantic makes of the dataclass, behind a check of what is given."""
        from pydantic_core import core_schema

        fields = {field.name: str(field.type) for field in dataclasses.fields(cast("Any", cls))}

        def check(value: object) -> object:
            value = cls.from_outside(value)
            if isinstance(value, Mapping):
                _check_fields(cls.__name__, fields, cast("Mapping[str, object]", value))
            return value  # pyright: ignore[reportUnknownVariableType]

        # The check takes over the reference of the schema, so that a second field of the type finds it, too.
        inner = cast("dict[str, Any]", {**handler.resolve_ref_schema(handler(source))})
        reference: str | None = inner.pop("ref", None)
        return core_schema.no_info_before_validator_function(check, cast("CoreSchema", inner), ref=reference)


def _check_fields(kind: str, fields: Mapping[str, str], given: Mapping[str, object]) -> None:
    unknown = [name for name in given if name not in fields]
    if unknown:
        raise ValueError(f"unknown fields {unknown}; {kind} has {list(fields)}; check the names")
    for name, item in given.items():
        is_date = "date" in fields[name]
        if (isinstance(item, bool) and fields[name] != "bool") or (is_date and isinstance(item, int | float)):
            raise ValueError(f"{name}={item!r}; it is {fields[name]}; write dates like '2007-03-31'")
        if is_date and isinstance(item, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", item):
            raise ValueError(f"{name}={item[:60]!r}; it is {fields[name]}; write dates like '2007-03-31'")
