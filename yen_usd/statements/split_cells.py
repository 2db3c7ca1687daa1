"""Parts of figures that stand in cells of their own, as EDGAR has them, and years that look like figures."""

from __future__ import annotations

import re
from typing import Final

from ..money.cells import FOOTNOTE_MARK, SIGN_OF_CURRENCY, read_cell

_OPENING: Final = re.compile(rf"(?:{SIGN_OF_CURRENCY})?\s*[(△]?\s*(?:{SIGN_OF_CURRENCY})?", re.IGNORECASE)
_CLOSING: Final = re.compile(rf"\)?\s*%?\s*\)?\s*(?:{FOOTNOTE_MARK})?", re.IGNORECASE)
_LONGEST: Final = 8


def opens(text: str) -> bool:
    """Whether a text, folded, stands before the digits of a figure.

    >>> opens("¥"), opens("(1,234"), lacks_end("(1,234"), closes(")%")
    (True, False, True, True)
    """
    return bool(text) and len(text) <= _LONGEST and _OPENING.fullmatch(text) is not None


def closes(text: str) -> bool:
    """Whether a text, folded, stands behind the digits of a figure."""
    return bool(text) and len(text) <= _LONGEST and _CLOSING.fullmatch(text) is not None


def lacks_end(text: str) -> bool:
    """Whether a text, folded, is a figure whose bracket is closed in another cell."""
    return text.count("(") == 1 and ")" not in text and read_cell(text + ")") is not None


def is_year(text: str) -> bool:
    """Whether a text is a bare year, or a year and a month, as a heading has it."""
    year, point, month = text.partition(".")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and 1900 <= int(year) <= 2100):
        return False
    return not point or (month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12)
