"""Columns of data frames, each row translated at its own rate, by the engine of the frame.

In the order in which they build on one another: `scaling` and `division` (whole numbers, and the one division of every
engine), `amount_text` (cells), `schema`, `plan`, `call`, `rate_keys` and `planning` (a call is checked before any row is
read), `lookup_tables`, `span_tables`, `values` and `refusals` (rates of rows, and messages about bad rows), `engines` (one
file for each engine), `translate`, `amount_columns`, `check` and `series_frame` (the public functions).
"""

from .amount_columns import read_amounts
from .check import FrameCheck, check_frame
from .series_frame import rate_frame
from .translate import translate_frame

__all__ = ["FrameCheck", "check_frame", "rate_frame", "read_amounts", "translate_frame"]


def __dir__() -> list[str]:
    return sorted(__all__)
