"""Arguments of `translate_frame` that name too much or too little, and values that seldom stand in a frame."""

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from yen_usd import REPORT_RATE, AmountError, ArgumentError, RateValueError, YenUsdError, rate_frame, translate_frame

FRAME = pl.DataFrame({"a": [100], "b": [200], "day": [dt.date(2007, 3, 31)]})

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"amounts": {"a": "2007-03-31", "b": REPORT_RATE}}, "has '2007-03-31' for its rate"),
    ({"amounts": {"a": None}}, "has None for its rate"),
    ({"amounts": ["a", "b"], "rate": 100, "into": ["c"]}, "names? the results of|name the results"),
    ({"amounts": ["a", "b"], "rate": 100, "into": {"a": 5, "b": "c"}}, "results"),
    ({"amounts": {"a": dt.date(2007, 7, 3), "b": REPORT_RATE}, "rate_into": "rate"}, "several rates"),
    ({"amounts": "a", "rate": 100, "rate_into": {"b": "rate"}}, "rate_into"),
    ({"amounts": "a", "rate": 100, "rate_into": 5}, "rate_into"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG)
def test_names_that_fit_no_result_are_refused(arguments: dict[str, Any], says: str) -> None:
    """With what is accepted."""
    given = dict(arguments)
    amounts = given.pop("amounts")
    with pytest.raises(ArgumentError, match=says):
        translate_frame(FRAME, amounts, **given)


def test_names_for_each_result() -> None:
    """As a list, and as a dict of columns of amounts."""
    listed = translate_frame(FRAME, ["a", "b"], rate=100, into=["c", "d"])
    assert (listed["c"].to_list(), listed["d"].to_list()) == ([1.0], [2.0])
    mixed = translate_frame(
        FRAME, {"a": dt.date(2007, 3, 31), "b": REPORT_RATE}, into={"a": "c", "b": "d"}, rate_into={"a": "rate"}
    )
    assert (mixed["c"].to_list(), mixed["rate"].to_list()) == ([0.85], [117.56])


def test_integers_without_a_sign_beyond_64_bits_are_refused() -> None:
    """They become no wrong amounts; smaller ones are read."""
    for values in ([2**63 + 5, 100], [50, 100]):
        frames = (
            pd.DataFrame({"a": np.array(values, np.uint64)}),
            pl.DataFrame({"a": pl.Series(values, dtype=pl.UInt64)}),
            pa.table({"a": pa.array(values, pa.uint64())}),
        )
        for frame in frames:
            if values[0] > 50:
                with pytest.raises(AmountError, match=r"row 0: 9223372036854775813"):
                    translate_frame(frame, "a", rate=100)
            else:
                assert list(pa.table(translate_frame(frame, "a", rate=100))["a_usd"].to_pylist()) == [0.5, 1.0]


def test_decimals_of_256_bits_are_read_where_they_fit() -> None:
    """With up to 38 digits exactly; more are refused."""
    fits = pa.table({"a": pa.array([Decimal("12345678901234567.89"), None], pa.decimal256(50, 2))})
    assert translate_frame(fits, "a", rate=100, dtype="decimal")["a_usd"].to_pylist() == [
        Decimal("123456789012345.68"),
        None,
    ]
    big = pa.table({"a": pa.array([Decimal(10) ** 45, Decimal(100)], pa.decimal256(50, 2))})
    with pytest.raises(AmountError, match="too large"):
        translate_frame(big, "a", rate=100, dtype="decimal")


def test_rates_with_more_places_than_rates_have() -> None:
    """Zeros behind the last place are no harm, other digits make no rate: refused in eager frames, null in lazy ones."""
    rates = pa.array([Decimal("117.56"), Decimal("1.00000000000000000001")], pa.decimal128(38, 20))
    table = pa.table({"a": [11756, 100], "r": rates})
    for frame in (table, pl.DataFrame(table), table.to_pandas(types_mapper=pd.ArrowDtype)):
        with pytest.raises(RateValueError, match=r"row 1: 1\.00000000000000000001"):
            translate_frame(frame, "a", rate="r")
    lazy = translate_frame(pl.DataFrame(table).lazy(), "a", rate="r", missing="null").collect()
    assert lazy["a_usd"].to_list() == [100.0, None]
    assert translate_frame(table.slice(0, 1), "a", rate="r")["a_usd"].to_pylist() == [100.0]


def test_periods_of_pandas_and_text_in_columns_of_objects() -> None:
    """A period of pandas is its days; text is read only where the caller says so."""
    frame = pd.DataFrame({"a": [11655], "p": [pd.Period("2007-03", "M")]})
    frame["p"] = frame["p"].astype(object)
    found = translate_frame(frame, "a", period="p", basis="average", rate_into="r")
    assert found["r"].tolist() == [117.26]
    text = pd.DataFrame({"a": [100], "p": ["FY2007"]})
    with pytest.raises(YenUsdError, match="parse_dates"):
        translate_frame(text, "a", period="p", basis="average")
    assert len(rate_frame("2007-03-01", "2007-03-31")) == 22
