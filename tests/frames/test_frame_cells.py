"""Amounts as text in columns: cells read whole or not at all, alike on every engine or not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from answers import table as answer_table
from engines import ENGINES, Engine, in_order, translated
from examples import share
from hypothesis import given
from hypothesis import strategies as st

import yen_usd
from yen_usd import Dollars, Yen, check_frame, format_money, read_amounts, translate, translate_frame
from yen_usd.money.formatting import Negative

ANSWERS = answer_table("cells.csv")
POWERS = {"": 0, "thousand": 3, "million": 6}
PLAIN = ["(1,234)", "△1,234", "▲1,234", "−1,234", "-1234", "(¥1,234)", "△ 1,234円"]
QUICK = [engine for engine in ENGINES if engine.name in {"pandas", "polars", "polars-lazy", "pyarrow", "duckdb"}]


def table_of(texts: list[str | None]) -> pa.Table:
    """The texts as a column, with their places."""
    return pa.table({"x": pa.array(texts, pa.string()), "row": pa.array(range(len(texts)), pa.int64())})


def read(engine: Engine, texts: list[str | None], **arguments: Any) -> list[Any]:
    """What the texts are read as, in exact decimals."""
    settings = {"dtype": "decimal", "missing": "null", "into": "y", **arguments}
    return in_order(engine.columns(read_amounts(engine.make(table_of(texts)), "x", **settings)))["y"]


def test_answers_made_apart_from_the_library(engine: Engine) -> None:
    """Three hundred cells: eager engines read each of them, lazy ones read it so or not at all."""
    assert len(ANSWERS) == 300
    for unit in POWERS:
        rows = [row for row in ANSWERS if row["unit"] == unit]
        wanted = [None if row["amount"] in {"nil", "refused"} else Decimal(row["amount"]) for row in rows]
        found = read(engine, [row["text"] for row in rows], unit=unit or None)
        if engine.is_lazy and engine.name != "dask":
            known = [(one, other) for one, other in zip(found, wanted, strict=True) if one is not None]
            assert all(one == other for one, other in known)
            assert len(known) > len(rows) // 3
        else:
            assert found == wanted
        state = check_frame(
            engine.make(table_of([row["text"] for row in rows])), "x", rate=1, parse_amounts=True, **_unit(unit)
        )
        counted = {kind: sum(row["amount"] == kind for row in rows) for kind in ("nil", "refused")}
        assert state.unreadable >= counted["refused"]
        assert state.null <= counted["nil"]
        if not engine.is_lazy or engine.name == "dask":
            assert (state.null, state.unreadable) == (counted["nil"], counted["refused"])


def _unit(unit: str) -> dict[str, Any]:
    return {"amount_unit": unit} if unit else {}


def test_every_engine_reads_the_plain_forms(engine: Engine) -> None:
    """Signs, brackets, the yen sign of either file, 円, commas or none, and blanks around."""
    positive = ["1,234", "1234", "¥1,234", "￥1,234", "\\1,234", "JPY 1,234", "1,234円", " 1,234 "]
    found = read(engine, [*PLAIN, *positive, "0", "-0", "1,234.5", "(0.0625)", "123456789012"], places=4)
    assert found[: len(PLAIN)] == [Decimal(-1234)] * len(PLAIN)
    assert found[len(PLAIN) : -5] == [Decimal(1234)] * len(positive)
    assert found[-5:] == [0, 0, Decimal("1234.5"), Decimal("-0.0625"), Decimal(123_456_789_012)]


def test_dollars_are_read_as_dollars_and_yen_are_not(engine: Engine) -> None:
    """With to="JPY", or currency="USD"."""
    assert read(engine, ["$1,234", "(US$5)", "USD 7", "¥8", "9円"], currency="USD") == [1234, -5, 7, None, None]
    assert read(engine, ["$1,234", "¥8"]) == [None, 8]
    found = translated(engine, table_of(["$2"]).drop_columns("row"), "x", rate=100, to="JPY", parse_amounts=True)
    assert found["x_jpy"] == [200]


def test_dashes_are_null_or_zero_and_blanks_are_null(engine: Engine) -> None:
    """By nil=; neither is a text that cannot be read."""
    texts: list[str | None] = ["—", "-", "－", "", " ", "n/a", "NM", "nil", None, "5"]
    assert read(engine, texts) == [None] * 9 + [5]
    assert read(engine, texts, nil=True) == [0, 0, 0] + [None] * 6 + [5]
    for nil, wanted in ((False, (1, 9)), (True, (4, 6))):
        found = check_frame(engine.make(table_of(texts)), "x", rate=1, parse_amounts=True, nil=nil)
        assert (found.translated, found.null, found.unreadable, found.without_result) == (*wanted, 0, 0)


def test_amounts_as_text_are_translated(engine: Engine) -> None:
    """In a unit, at the rates of their rows; the results are those of the scalar function."""
    table = pa.table({"x": ["24,300", "(1,234)", "abc", "—"], "unit": ["million", "thousand", "million", "million"]})
    for unit, powers in (("million", (6, 6)), ("unit", (6, 3))):
        found = translated(engine, table, "x", on=yen_usd.REPORT_RATE.asked, amount_unit=unit, parse_amounts=True)
        amounts = [24_300 * 10 ** powers[0], -1234 * 10 ** powers[1]]
        assert found["x_usd"] == [
            *(float(translate(amount, on="2007-03-31").result.amount) for amount in amounts),
            None,
            None,
        ]
    check = check_frame(engine.make(table), "x", rate=1, amount_unit="unit", parse_amounts=True)
    assert (check.translated, check.null, check.unreadable) == (2, 1, 1)


def test_eager_frames_refuse_what_they_cannot_read(eager: Engine) -> None:
    """By the first such row, and what is wrong with it."""
    for text, why in (
        ("3倍", "it is a percentage or .*, not money"),
        ("$5", "it is not in JPY"),
        ("100~200", "it has two numbers"),
    ):
        frame = eager.make(table_of(["1,234", text]))
        with pytest.raises(yen_usd.ParseError, match=rf"column 'x', row 1: cannot read .* as an amount: {why}"):
            translate_frame(frame, "x", rate=1, parse_amounts=True)
    with pytest.raises(yen_usd.ParseError, match="it names a unit, although amount_unit= is given"):
        translate_frame(eager.make(table_of(["24.3億円"])), "x", rate=1, parse_amounts=True, amount_unit="million")


def test_text_is_read_only_when_asked(engine: Engine) -> None:
    """And the error says how to ask."""
    frame = engine.make(table_of(["1,234"]))
    with pytest.raises(yen_usd.AmountTypeError, match=r"the amounts in column 'x' have the type .*; say parse_amounts=True"):
        translate_frame(frame, "x", rate=1)
    for arguments, message in (
        ({"nil": True}, "without parse_amounts=True"),
        ({"parse_amounts": 1}, "must be True or False"),
    ):
        with pytest.raises(yen_usd.ArgumentError, match=message):
            translate_frame(frame, "x", rate=1, **arguments)
    for arguments, message in (({"places": 7}, "from 0 to 6"), ({"column": ["x"]}, "one column")):
        with pytest.raises(yen_usd.ArgumentError, match=message):
            read_amounts(frame, **{"column": "x", **arguments})


def test_no_amount_is_rounded(engine: Engine) -> None:
    """More places than are asked for cannot be read; six are the most."""
    assert read(engine, ["1.25", "1.2", "1"], places=1) == [None, Decimal("1.2"), 1]
    assert read(engine, ["1.25", "1.2", "1"], places=0) == [None, None, 1]
    assert read(engine, ["1.234567", "1.2345678"], places=6) == [Decimal("1.234567"), None]
    assert read(engine, ["1.25"], unit="million") == [1_250_000]


def test_too_large_amounts_are_refused_or_null_and_never_wrapped(engine: Engine) -> None:
    """Whatever their unit."""
    texts: list[str | None] = ["9,223,372,036,854,775,808", "99999999999999999999999", "5"]
    if engine.is_lazy:
        for unit in (None, "trillion"):
            assert read(engine, texts, unit=unit, places=0)[:2] == [None, None]
    else:
        with pytest.raises(yen_usd.AmountError, match="or their results are: 2 of 3 rows"):
            read(engine, texts, places=0)
    largest = read(engine, ["9,223,372,036,854,000"], unit="thousand", places=0)
    assert largest == [9_223_372_036_854_000_000]


amounts = st.one_of(st.integers(-(10**13), 10**13), st.integers(-2000, 2000))


@pytest.mark.parametrize("engine", QUICK, ids=str)
@given(st.lists(amounts, min_size=1, max_size=20), st.sampled_from(["standard", "accounting", "iso"]), st.data())
@share(0.2)
def test_what_format_money_writes_in_a_table_reads_back(engine: Engine, numbers: list[int], style: Any, data: Any) -> None:
    """In every style of a whole amount, with every sign of a negative; and the bare numbers of a column in a unit."""
    engine.needed()
    negative = data.draw(st.sampled_from([None, *get_args(Negative)])) if style != "iso" else None
    texts = [format_money(Yen(number), style=style, negative=negative) for number in numbers]
    assert read(engine, texts) == numbers
    thousands = [format_money(Yen(number * 1000), unit="thousand", negative=negative) for number in numbers]
    assert read(engine, thousands, unit="thousand", places=0) == [number * 1000 for number in numbers]


@pytest.mark.parametrize("currency", ["JPY", "USD"])
@given(
    st.lists(st.text("0123456789,.()△▲-−¥\\円$ *１，—n/a億", max_size=9), min_size=1, max_size=20),
    st.booleans(),
    st.booleans(),
)
@share(0.5)
def test_lazy_engines_read_what_eager_ones_read_or_nothing(
    currency: Any, texts: list[str], nil: bool, with_unit: bool
) -> None:
    """Never another number, whatever the text; and what the core reads as one amount is not read as another."""
    unit = "thousand" if with_unit else None
    eager, *lazy = (engine for engine in ENGINES if engine.name in {"pandas", "polars-lazy", "duckdb"})
    wanted = read(eager, [*texts], currency=currency, nil=nil, unit=unit)
    for engine in lazy:
        found = read(engine, [*texts], currency=currency, nil=nil, unit=unit)
        assert all(one is None or one == other for one, other in zip(found, wanted, strict=True)), (texts, found, wanted)
    for text, amount in zip(texts, wanted, strict=True):
        try:
            reading = yen_usd.parse_money(text, currency=currency, unit=unit)
        except yen_usd.YenUsdError:
            continue
        assert amount is None or amount == reading.amount


def test_each_different_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By eager engines, however many rows have it."""
    seen: list[str] = []
    form = yen_usd.frames.amount_text.AmountText
    read_one = form.read

    def count(self: Any, text: str) -> Any:
        seen.append(text)
        return read_one(self, text)

    monkeypatch.setattr(form, "read", count)
    texts = ["1,234*", "△5 (1)"] * 500
    for frame in (pd.DataFrame({"x": texts}), pl.DataFrame({"x": texts}), pa.table({"x": texts})):
        seen.clear()
        read_amounts(frame, "x")
        assert sorted(seen) == ["1,234*", "△5 (1)"]


def test_objects_and_numbers_of_pandas_may_stand_beside_text() -> None:
    """As a sheet of Excel has them; a truth value is not a number."""
    frame = pd.DataFrame({"x": pd.Series(["1,234", 5, 2.5, Decimal("0.25"), None, "—"], dtype=object), "n": range(6)})
    found = read_amounts(frame, "x", places=2)
    assert found["x_amount"].tolist()[:4] == [1234.0, 5.0, 2.5, 0.25]
    assert found["x_amount"].isna().tolist() == [False] * 4 + [True] * 2
    assert translate_frame(frame, ["x", "n"], rate=1, parse_amounts=True)["n_usd"].tolist() == [0, 1, 2, 3, 4, 5]
    with pytest.raises(yen_usd.AmountTypeError, match="column 'x', row 1"):
        read_amounts(pd.DataFrame({"x": pd.Series([1, True], dtype=object)}), "x")


def test_dollars_and_yen_of_the_core_are_what_cells_say() -> None:
    """One cell of each currency, as the core reads it."""
    assert yen_usd.parse_money("(1,234)", currency="USD").money == Dollars(-1234)
    found = read_amounts(pl.DataFrame({"x": ["(1,234)"]}), "x", currency="USD", dtype="decimal")
    assert found["x_amount"].to_list() == [Decimal(-1234)]
