"""Text in columns, as it stands in a filing: labels on the left, figures aligned on the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Final


def in_columns(rows: Sequence[Sequence[str]], *, left: Collection[int] = (0,)) -> str:
    """Lines of aligned columns, two spaces apart; a row of one cell is a heading and widens no column.

    The columns in `left` are aligned on the left, all others on the right.
    """
    widths = [max(map(_width, column)) for column in zip_longest(*(row for row in rows if len(row) > 1), fillvalue="")]
    lines = [
        "  ".join(_pad(cell, width, at in left) for at, (cell, width) in enumerate(zip(row, widths, strict=False)))
        if len(row) > 1
        else row[0]
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def count_of(number: int, noun: str) -> str:
    """A number of things: 1 line, 2 lines."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _pad(cell: str, width: int, is_left: bool) -> str:
    blank = " " * (width - _width(cell))
    return cell + blank if is_left else blank + cell


def _width(text: str) -> int:
    """The columns of a terminal that a text takes: two for a wide character, none for a combining one."""
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in {"Mn", "Me"} else 2 if east_asian_width(c) in "WF" else 1 for c in text)


# Full-width digits, letters and punctuation, and the ideographic and non-breaking spaces.
FOLD: Final = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "})
