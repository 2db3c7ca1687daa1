"""Tables of PyArrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..plan import Plan
from ..schema import Schema
from ..schemas import Types
from .array_plan import new_columns
from .arrow import ArrowColumns, type_of


def schema_of(frame: Any) -> Schema:
    """The columns of a table."""
    names: list[str] = frame.column_names
    repeated = frozenset(name for name in names if names.count(name) > 1)
    types = Types(names, lambda name: type_of(frame.schema.field(name).type))
    return Schema(types, repeated=repeated)


def translate(frame: Any, plan: Plan) -> Any:
    """The table with the columns of a plan after its own."""
    with np.errstate(all="ignore"):
        new = new_columns(ArrowColumns(frame, not plan.is_check), plan)
    for name, column in new.items():
        frame = frame.append_column(name, column)
    return frame


def only(frame: Any, names: Mapping[str, str]) -> Any:
    """Some columns under other names."""
    return frame.select(list(names)).rename_columns(list(names.values()))
