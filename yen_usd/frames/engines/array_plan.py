"""A plan carried out on arrays: for frames whose columns are arrays, or whose partitions are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..plan import Job, Plan, RateKey, State
from ..refusals import no_rate, no_unit, too_large
from ..scaling import FLOAT_DIGITS, scaling
from ..schema import Label
from .array_lookup import NO_DAY, Columns, Found, Given, find, nulls_of, shown_rows
from .array_spans import by_span
from .array_text import ReadColumns, with_text
from .arrays import Array, to_floats, translate_arrays


def new_columns(columns: Columns, plan: Plan) -> dict[str, Any]:
    """The columns that a plan adds, in their order."""
    columns = with_text(columns, plan)
    found: dict[RateKey, Found] = {}
    for key in plan.rate_keys:
        look_up = by_span if key.how == "span" else find
        found[key] = look_up(columns, plan, key, _given(columns, plan, key))
    if plan.missing == "raise":
        for key, rates in found.items():
            if rates.missing is None or not rates.missing.any():
                continue
            bad = rates.missing & _given(columns, plan, key)()
            if bad.any():
                rows = shown_rows(columns, bad, *key.columns)
                raise no_rate(rates.plan or plan, key, rows, is_past=rates.is_past, period=rates.period)
    new: dict[str, Any] = {}
    for job in plan.jobs:
        new[job.into] = _result(columns, plan, job, found[job.rate_key])
        for into, make in ((plan.rate_into, _rates), (plan.observed_into, _observed)):
            name = into.get(job.rate_key)
            if name is not None and name not in new:
                new[name] = make(columns, job, found[job.rate_key])
    if plan.state_into is not None:
        new[plan.state_into] = _states(columns, plan, found)
    return new


def _given(columns: Columns, plan: Plan, key: RateKey) -> Given:
    """The rows with an amount to translate at the rate of a key, and a unit for it; no other rows are refused."""

    def given() -> Array:
        amounts = [~columns.nulls(job.amount) for job in plan.jobs if job.rate_key == key]
        found: Array = np.any(amounts, axis=0)
        return found if plan.unit_column is None else found & ~columns.nulls(plan.unit_column)

    return given


def _states(columns: Columns, plan: Plan, found: Mapping[RateKey, Found]) -> Any:
    """What `State` says of the rows."""
    [job] = plan.jobs
    states = columns.states(job.amount) if isinstance(columns, ReadColumns) else np.zeros(len(columns), dtype=np.float64)
    unreadable = found[job.rate_key].unreadable
    if unreadable is not None:
        states[unreadable & (states == 0)] = State.UNREADABLE_DATE
    key = job.rate_key
    if key.is_text:
        states[nulls_of(columns, plan, key.column, key.kind) & (states != State.NIL)] = State.NO_DATE
    return columns.floats(states, None, job.amount)


def _result(columns: Columns, plan: Plan, job: Job, found: Found) -> Any:
    is_decimal = _is_decimal(columns, job)
    valid: Array | None = None
    if plan.unit_column is None:
        results, without, places = _in_unit(columns, plan, job, found, plan.power, None)
    else:
        powers, valid = _powers(columns, plan, plan.unit_column)
        results = np.empty(len(columns), dtype=np.int64 if is_decimal else np.float64)
        without, places = np.zeros(len(columns), dtype=bool), 0
        for power in np.unique(powers).tolist() or [0]:
            rows = np.flatnonzero(powers == power)
            results[rows], some, places = _in_unit(columns, plan, job, found, power, rows)
            if some is not None:
                without[rows] = some
        without |= ~valid
    if columns.is_eager and without is not None:
        _check_range(columns, job, valid, found, without)
    if is_decimal:
        return columns.decimals(results, places, without, job.amount)
    return columns.floats(results, without, job.amount)


def _in_unit(
    columns: Columns, plan: Plan, job: Job, found: Found, power: int, rows: Array | None
) -> tuple[Array, Array | None, int]:
    """The results of the rows in one unit, or of all; which of them have none; and their decimal places."""
    amounts, rates = columns.amounts(job.amount, job.kind, power), found.rates
    digits = FLOAT_DIGITS if amounts.fractions is not None else 0
    exact = 0 if amounts.is_float else power  # floats come with their unit taken in
    scale = scaling(plan.to, plan.rounding, exact, amounts.places, digits, rates.places, rates.largest)
    is_decimal = _is_decimal(columns, job)
    places = scale.places_in(plan.result_power, is_decimal)
    if rows is not None:
        amounts, rates = amounts.take(rows), rates.take(rows)
    return *translate_arrays(scale, amounts, rates, None if is_decimal else places), places


def _is_decimal(columns: Columns, job: Job) -> bool:
    """The same of columns of objects, too, which tell what they are by their values."""
    return job.is_decimal or (job.dtype is None and job.kind == "object" and columns.has_decimals(job.amount))


def _powers(columns: Columns, plan: Plan, column: Label) -> tuple[Array, Array]:
    """The power of ten of each row's unit, and which rows have one."""
    codes, values = columns.labels(column, "text")
    known = [plan.units.get(value, -1) if isinstance(value, str) else -1 for value in values]
    powers = np.array([*known, 0], dtype=np.int64)[codes]
    unknown = powers < 0
    if unknown.any() and columns.is_eager:
        raise no_unit(column, shown_rows(columns, unknown, column), plan.units)
    return np.maximum(powers, 0), ~(unknown | (codes < 0))


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
    like = job.rate_key.column if job.rate_key.how in {"date", "span"} else None
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
