"""Statements."""

from .reading import read_statement
from .statement import Statement

__all__ = ["Statement", "read_statement"]
