"""A plan carried out on arrays: for frames whose columns are arrays, or whose partitions are."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import Array, to_floats, translate_arrays
from .lookup import NO_DAY, Columns, Found, find, shown_rows
from .plan import Job, Plan
from .refusals import no_rate, no_unit, too_large
from .scaling import FLOAT_DIGITS


def new_columns(columns: Columns, plan: Plan) -> dict[str, Any]:
    """The columns that a plan adds, in their order."""
    found = {source: find(columns, plan, source) for source in plan.sources}
    if plan.missing == "raise":
        for source, rates in found.items():
            if rates.missing is not None and rates.missing.any():
                raise no_rate(plan, source, shown_rows(columns, rates.missing, source.column))
    new: dict[str, Any] = {}
    for job in plan.jobs:
        new[job.into] = _result(columns, plan, job, found[job.source])
        for into, make in ((plan.rate_into, _rates), (plan.observed_into, _observed)):
            name = into.get(job.source)
            if name is not None and name not in new:
                new[name] = make(columns, job, found[job.source])
    return new


def _result(columns: Columns, plan: Plan, job: Job, found: Found) -> Any:
    names = tuple(plan.units)
    places: Array | None = None
    if plan.unit_column is None:
        powers, valid = [plan.power], None
    else:
        places, valid = _units(columns, plan.unit_column, names)
        powers = [list(plan.units.values())[int(at)] for at in np.unique(places)]
    is_decimal = _is_decimal(columns, job)
    results = np.empty(len(columns), dtype=np.int64 if is_decimal else np.float64)
    without: Array | None = None
    shown = 0
    for power in powers or [0]:
        amounts = columns.amounts(job.amount, job.kind, power).without(valid)
        digits = FLOAT_DIGITS if amounts.fractions is not None else 0
        exact = 0 if amounts.is_float else power  # floats come with their unit taken in
        scale = plan.scaling_of(exact, amounts.places, digits, found.rates.places, found.rates.largest)
        shown = plan.places_of(scale, is_decimal)
        if places is None:
            results, without = translate_arrays(scale, amounts, found.rates, None if is_decimal else shown)
            continue
        rows = np.flatnonzero(np.array(list(plan.units.values()))[places] == power)
        some = translate_arrays(scale, amounts.take(rows), found.rates.take(rows), None if is_decimal else shown)
        results[rows], some_without = some
        if some_without is not None:
            without = np.zeros(len(columns), dtype=bool) if without is None else without
            without[rows] = some_without
    if columns.is_eager and without is not None:
        _check_range(columns, job, valid, found, without)
    if is_decimal:
        return columns.decimals(results, shown, without, job.amount)
    return columns.floats(results, without, job.amount)


def _is_decimal(columns: Columns, job: Job) -> bool:
    """Whether a result is decimal: as asked, or as the amounts are."""
    if job.dtype is not None:
        return job.dtype == "decimal"
    return job.kind == "decimal" or (job.kind == "object" and columns.has_decimals(job.amount))


def _units(columns: Columns, column: str, names: tuple[str, ...]) -> tuple[Array, Array]:
    """Each row's place among the units, and which rows have one."""
    codes, values = columns.labels(column, "text")
    known = {name: at for at, name in enumerate(names)}
    places = np.array([known.get(value, -1) if isinstance(value, str) else -1 for value in values] + [0], dtype=np.int64)
    found = places[codes]
    unknown = found < 0
    if unknown.any() and columns.is_eager:
        raise no_unit(column, shown_rows(columns, unknown, column), names)
    valid = ~(unknown | (codes < 0))
    return np.maximum(found, 0), valid


def _rates(columns: Columns, job: Job, found: Found) -> Any:
    """The rates of the rows, as a column like the result."""
    total = len(columns)
    counts = found.rates.counts
    array = np.full(total, counts, dtype=np.int64) if isinstance(counts, int) else counts
    without = array == 0
    if _is_decimal(columns, job):
        return columns.decimals(array, found.rates.places, without, job.amount)
    return columns.floats(to_floats(array, found.rates.places), without, job.amount)


def _observed(columns: Columns, job: Job, found: Found) -> Any:
    """The days of the observations behind the rates."""
    days = found.observed
    like = job.source.column if job.source.how == "date" else None
    total = len(columns)
    if days is None:
        return columns.dates(np.zeros(total, dtype=np.int64), np.ones(total, dtype=bool), like)
    if isinstance(days, int):
        return columns.dates(np.full(total, days, dtype=np.int64), None, like)
    return columns.dates(days, days == NO_DAY, like)


def _check_range(columns: Columns, job: Job, valid: Array | None, found: Found, without: Array) -> None:
    """Refuse amounts that have a rate and no result: they, or their results, do not fit."""
    beyond = without if valid is None else without & valid
    if isinstance(found.rates.counts, np.ndarray):
        beyond = beyond & (found.rates.counts != 0)
    if beyond.any():
        beyond = beyond & ~columns.nulls(job.amount)
    if beyond.any():
        raise too_large(job.amount, shown_rows(columns, beyond, job.amount))
