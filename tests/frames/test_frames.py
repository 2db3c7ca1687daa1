"""Columns of frames against the scalar functions, on every engine."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from answers import table as answer_table
from engines import ENGINES, Engine, translated

import yen_usd
from yen_usd import Rounding, check_frame, translate

INT64 = 2**63 - 1
FIRST, LAST = dt.date(1971, 1, 4), dt.date(2026, 9, 27)


def fits(amount: Decimal, places: int = 2) -> bool:
    """Whether a result's count of its last places fits 64 bits."""
    return -INT64 - 1 <= amount.scaleb(places) <= INT64


@cache
def random_rows() -> tuple[list[int], list[dt.date], list[Decimal | None]]:
    """100,000 amounts of every size, days in the series, around it and in its gap, and the scalar function's results."""
    chance = random.Random(20070331)
    amounts = [chance.choice((-1, 1)) * chance.getrandbits(chance.randrange(1, 64)) for _ in range(99_000)]
    amounts += [chance.randrange(-INT64 - 1, INT64 + 1) for _ in range(990)]
    amounts += [0, 0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, INT64, -INT64, -INT64 - 1]
    days = [FIRST + dt.timedelta(chance.randrange(-5, (LAST - FIRST).days + 6)) for _ in amounts]
    days[:20] = [dt.date(1971, 8, day) for day in range(12, 32)]
    chance.shuffle(amounts)
    results: list[Decimal | None] = []
    for amount, day in zip(amounts, days, strict=True):
        try:
            result = translate(amount, on=day).result.amount
        except yen_usd.RateNotFoundError:
            results.append(None)
        else:
            results.append(result if fits(result) else None)
    return amounts, days, results


@pytest.mark.exhaustive
def test_a_hundred_thousand_rows_are_the_scalar_functions(engine: Engine) -> None:
    """Integers of all of int64 on any day give, as floats, the doubles nearest to the very amounts that translate gives."""
    amounts, days, results = random_rows()
    table = pa.table({"yen": pa.array(amounts, pa.int64()), "day": pa.array(days)})
    if not engine.is_lazy:  # an eager frame refuses what does not fit
        keep = [result is not None or rate_of(day) is None for result, day in zip(results, days, strict=True)]
        table, results = table.filter(pa.array(keep)), [r for r, k in zip(results, keep, strict=True) if k]
    found = translated(engine, table, "yen", on="day")
    wanted = [None if result is None else float(result) for result in results]
    assert found["yen_usd"] == wanted
    assert sum(result is not None for result in wanted) > 90_000


def rate_of(day: dt.date) -> yen_usd.Rate | None:
    """The rate that prevails on a day, or None."""
    try:
        return yen_usd.h10_rates().on(day)
    except yen_usd.RateNotFoundError:
        return None


def test_decimal_results_are_the_amounts_themselves(engine: Engine) -> None:
    """With dtype="decimal" the cents are those of translate, of every size."""
    amounts, days, results = random_rows()
    rows = [(a, d, r) for a, d, r in zip(amounts, days, results, strict=True) if r is not None][:5000]
    table = pa.table({"yen": [a for a, _, _ in rows], "day": [d for _, d, _ in rows]})
    found = translated(engine, table, "yen", on="day", dtype="decimal")
    assert found["yen_usd"] == [r for _, _, r in rows]
    assert all(value == round(value, 2) for value in found["yen_usd"])


def settings() -> Iterator[tuple[tuple[str, ...], list[dict[str, str]]]]:
    """The settings of the table of answers, each with its rows."""
    names = ("to", "amount_unit", "result_unit", "places", "rounding_unit", "mode")
    grouped: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in answer_table("frame_answers.csv"):
        grouped.setdefault(tuple(row[name] for name in names), []).append(row)
    yield from grouped.items()


SETTINGS = list(settings())


def _amounts(texts: list[str], kind: Any) -> Any:
    """Amounts as integers or decimals of Arrow's."""
    return pa.array([Decimal(text) if pa.types.is_decimal(kind) else int(text) for text in texts], kind)


KINDS = [pa.int64(), pa.decimal128(38, 18)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_answers_made_apart_from_the_library(engine: Engine, kind: Any) -> None:
    """A third of the settings for each engine and kind, which together have them all."""
    compare(engine, kind, SETTINGS[(ENGINES.index(engine) + KINDS.index(kind)) % 3 :: 3])


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_all_answers_made_apart_from_the_library(engine: Engine, kind: Any) -> None:
    """Every setting on every engine."""
    assert len(SETTINGS) == 60
    compare(engine, kind, SETTINGS)


def compare(engine: Engine, kind: Any, wanted_of: list[tuple[tuple[str, ...], list[dict[str, str]]]]) -> None:
    """Both directions, all units, places and modes, halves and near-halves, at every edge of the series."""
    for (to, amount_unit, result_unit, places, unit, mode), rows in wanted_of:
        given: dict[str, Any] = {"places": int(places)} if places else {"unit": unit} if unit else {}
        rounding = Rounding(**given, **({"mode": mode} if mode else {})) if given else None
        chosen = [row for row in rows if ("." in row["amount"]) == pa.types.is_decimal(kind)]
        days = pa.array([dt.date.fromisoformat(row["date"]) for row in chosen], pa.date32())
        found = translated(
            engine,
            pa.table({"amount": _amounts([row["amount"] for row in chosen], kind), "day": days}),
            "amount",
            on="day",
            to=to,
            into="result",
            amount_unit=amount_unit or None,
            result_unit=result_unit or None,
            rounding=rounding,
            dtype="decimal",
        )
        wanted = [Decimal(row["result"]) if row["result"] else None for row in chosen]
        assert found["result"] == wanted, (to, amount_unit, result_unit, places, unit, mode)


def test_checks_count_what_has_no_result(engine: Engine) -> None:
    """The rows of each kind, counted the same on every engine."""
    table = pa.table({
        "yen": pa.array([100, None, 300, INT64, 5, 6], pa.int64()),
        "day": [dt.date(2007, 3, 31)] * 2 + [dt.date(1971, 8, 20), dt.date(1995, 4, 19), None, dt.date(2030, 1, 1)],
    })  # fmt: skip
    found = check_frame(engine.make(table), "yen", on="day")
    assert (found.rows, found.translated, found.null, found.without_rate, found.without_result) == (6, 1, 2, 2, 1)
