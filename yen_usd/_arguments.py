"""What arguments of several rooms share."""

from __future__ import annotations

from enum import Enum
from typing import Final

from .errors import ArgumentError, quote


class NotGiven(Enum):
    """The type of an argument that was left out; None is a missing value instead, and names no rate."""

    NOT_GIVEN = "not given"

    def __repr__(self) -> str:
        return "not given"


NOT_GIVEN: Final = NotGiven.NOT_GIVEN


def check_flag(name: str, value: object) -> None:
    """Raise `ArgumentError` for an argument that is neither True nor False."""
    if type(value) is not bool:
        raise not_a_flag(name, value)


def not_a_flag(name: str, value: object) -> ArgumentError:
    """The error for an argument that is neither True nor False."""
    return ArgumentError(f"{name}={quote(value)}", "it is True or False", "say which")


def refuse_old_name(old: str, value: object, new: str, why: str) -> None:
    """Raise `ArgumentError` where an argument is given under a name that it no longer has.

    Its type is `NotGiven` alone, so that a type checker refuses it, too.
    """
    if value is not NOT_GIVEN:
        raise ArgumentError(f"{old}={quote(value)}", why, f"write {new}={quote(value)}")
