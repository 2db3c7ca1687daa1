"""Columns of data frames, on one machine or on a cluster."""

from .check import check_frame as check_frame
from .rates import rate_frame as rate_frame
from .translate import translate_frame as translate_frame

__all__ = ["check_frame", "rate_frame", "translate_frame"]
