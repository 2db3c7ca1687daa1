"""A mark of money in a text: a number with what is around it, or a sign, a name or a unit without a number."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..money.currency import Currency

Place: TypeAlias = Literal["amount", "rate", "heading", "other currency", "quantity", "mention", "idiom", "unread"]
"""Where a mark of money belongs."""


class Mention:
    """A number with what is around it, or a mark of money without a number; places are those in its paragraph.

    It has most of its attributes from the class: few mentions have more than a place and a number, and they are many.
    """

    sign_first = False
    """The currency stands before the number."""
    named = False
    """It stands there as a word or code."""
    twice = False
    """Two names of the currency stand there."""
    complete = False
    """A currency stands behind the number, so that nothing is left out there."""
    negative = False
    sen = False
    other = False
    """It is of another currency."""
    reason = ""
    """Why it cannot be read."""
    place: Place | Literal[""] = ""
    """Where it belongs, once that is known."""
    sure = False
    """An ordinary amount between ordinary words: everything around it is explained at first sight."""
    inherits = False
    """Its unit is that of another part of its range."""

    def __init__(self, start: int, end: int, number: str = "", unit: str = "", currency: Currency | None = None) -> None:
        self.start = start
        self.end = end
        self.number = number
        self.unit = unit
        self.currency = currency
