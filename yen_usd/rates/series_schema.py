"""A series as fields in JSON, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from pydantic_core import CoreSchema
from pydantic_core import core_schema as schema

from .._validation import DAY, POSITIVE, text_like, whole_number
from ..dates.periods import Period
from ..money.exact import plain
from .observations import Observation


class Series(Protocol):
    """A series, as far as its fields go."""

    @property
    def label(self) -> str:
        """What kind of rate the observations are."""
        ...

    @property
    def publishers(self) -> tuple[tuple[dt.date, str], ...]:
        """Who published, each with the first day of theirs."""
        ...

    @property
    def max_reach(self) -> int:
        """How many days back an observation may lie from the date asked for."""
        ...

    @property
    def coverage(self) -> Period:
        """The days that the series covers."""
        ...

    def __iter__(self) -> Iterator[Observation]:
        """The observations."""
        ...


def series_schema(cls: Callable[..., Any], period: CoreSchema) -> CoreSchema:
    """The schema of a class of series: an instance, or label, publishers, max_reach, covers and observations."""
    day, text = text_like(DAY, "2007-03-31"), schema.str_schema(min_length=1)
    publisher = schema.tuple_schema([day, text], strict=False)
    observation = schema.tuple_schema([day, text_like(POSITIVE, "117.56")], strict=False)
    fields: dict[str, schema.TypedDictField] = {
        "label": schema.typed_dict_field(text),
        "publishers": schema.typed_dict_field(schema.list_schema(publisher)),
        "max_reach": schema.typed_dict_field(whole_number(0)),
        "covers": schema.typed_dict_field(period),
        "observations": schema.typed_dict_field(schema.list_schema(observation, min_length=1)),
    }
    written = schema.typed_dict_schema(fields, extra_behavior="forbid")

    def from_fields(given: Mapping[str, Any]) -> Any:
        return cls(
            given["observations"],
            label=given["label"],
            publisher=given["publishers"],
            max_reach=given["max_reach"],
            covers=given["covers"],
        )

    return schema.union_schema(
        [schema.is_instance_schema(cls), schema.no_info_after_validator_function(from_fields, written)],
        serialization=schema.plain_serializer_function_ser_schema(_to_fields, return_schema=written),
    )


def _to_fields(series: Series) -> dict[str, object]:
    return {
        "label": series.label,
        "publishers": [(str(first), name) for first, name in series.publishers],
        "max_reach": series.max_reach,
        "covers": series.coverage,
        "observations": [(str(o.date), plain(o.yen_per_usd)) for o in series],
    }
