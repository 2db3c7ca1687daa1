"""Frames of Dask: the plan of a pandas frame for each partition, carried out when Dask computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..plan import Plan
from ..schema import Schema
from . import pandas as pandas_engine
from .tallies import tally_frame


def schema_of(frame: Any) -> Schema:
    """The columns of a frame, told by its empty model."""
    return pandas_engine.schema_of(frame._meta)


def translate(frame: Any, plan: Plan) -> Any:
    """The frame with a step that adds the columns of a plan to each partition."""
    meta = pandas_engine.translate(frame._meta, plan, is_eager=False)
    return frame.map_partitions(pandas_engine.translate, plan, is_eager=False, meta=meta)


def tally(frame: Any, names: Mapping[str, str], sums: Sequence[Any]) -> tuple[Any, ...]:
    """Sums over all rows, of some columns under other names."""
    parts = frame[list(names)].map_partitions(_tally, names, sums, meta=_tally(frame._meta, names, sums)).sum().compute()
    return tuple(parts)


def _tally(partition: Any, names: Mapping[str, str], sums: Sequence[Any]) -> Any:
    return tally_frame(partition[list(names)].rename(columns=names), sums)
