"""Dates: each text of a table entered by hand, and every type that may name a day."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from answers import table

from yen_usd import DateError, DateTypeError, h10_rates
from yen_usd.dates.days import to_date


@pytest.mark.parametrize("row", table("dates.csv"), ids=lambda row: row["text"] or "empty")
def test_a_text_is_the_day_that_the_table_says(row: dict[str, str]) -> None:
    """Read as entered by hand, or refused."""
    if row["expected"] == "refused":
        with pytest.raises(DateError, match=r".+;.+"):
            to_date(row["text"])
    else:
        assert to_date(row["text"]) == dt.date.fromisoformat(row["expected"])


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2007, 3, 31),
        dt.datetime(2007, 3, 31, 23, 59),  # noqa: DTZ001 - naive is what is tested
        pd.Timestamp("2007-03-31"),
        pd.Timestamp("2007-03-31 12:00"),
        np.datetime64("2007-03-31"),
        np.datetime64("2007-03-31T23:59"),
        np.datetime64("2007-03-31T00:00:00.000000000"),
    ],
    ids=repr,
)
def test_every_kind_of_naive_day_is_the_same_day(value: dt.date) -> None:
    """Only the day counts, whatever library it comes from."""
    assert to_date(value) == dt.date(2007, 3, 31)
    assert type(to_date(value)) is dt.date
    assert h10_rates().on(value).observed == dt.date(2007, 3, 30)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (dt.datetime(2007, 3, 31, tzinfo=dt.UTC), DateTypeError),
        (pd.Timestamp("2007-03-31", tz="Asia/Tokyo"), DateTypeError),
        (pd.NaT, DateError),
        (np.datetime64("NaT", "ns"), DateError),
        (np.datetime64("2007-03"), DateError),
        (np.datetime64("2007"), DateError),
        (np.datetime64("2007-01", "3M"), DateError),
        (np.datetime64("2007-01-04", "2W"), DateError),
        (np.datetime64("99999-01-01"), DateError),
        (20070331, DateTypeError),
        (20070331.0, DateTypeError),
        (None, DateTypeError),
        (True, DateTypeError),
        ((2007, 3, 31), DateTypeError),
        (pd.Period("2007-03"), DateTypeError),
        ("2007-03-31" * 1000, DateError),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_day_is_refused(value: object, error: type[Exception]) -> None:
    """Aware datetimes (whose day?), missing values, incomplete dates and other types."""
    with pytest.raises(error):
        to_date(value)
    with pytest.raises(error):
        h10_rates().on(value)


@pytest.mark.parametrize(
    "text", ["H19.3.31 or so", "or so H19.3.31", "2007-03-31" + " " * 200, "2007-03-31 and more", "2007-03-31."]
)
def test_a_date_is_the_whole_text(text: str) -> None:
    """What stands beside it may change what it means; a hundred characters are enough for any."""
    with pytest.raises(DateError, match="without guessing"):
        to_date(text)
    assert to_date(" H19.3.31 ") == to_date("2007-03-31" + " " * 90) == dt.date(2007, 3, 31)
