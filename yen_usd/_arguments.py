"""What arguments of several rooms share."""

from __future__ import annotations

from enum import Enum
from typing import Final


class NotGiven(Enum):
    """The type of an argument that was left out; None is a missing value instead, and names no rate."""

    NOT_GIVEN = "not given"


NOT_GIVEN: Final = NotGiven.NOT_GIVEN
