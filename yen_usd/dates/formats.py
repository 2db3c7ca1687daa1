"""Dates in a format that the caller names, read alike by Python and by every engine.

Python's own `strptime` reads the names of months in the language of the machine, and each engine has rules of its own.
So a format becomes one regular expression that all of them understand, whose groups are the year, the month and the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..errors import DateError, quote
from .days import MONTHS

TWO_DIGIT_PIVOT: Final = 69
"""Two-digit years from this one on are in the 1900s, the others in the 2000s, as in C and Python."""

_YEARS: Final = {f"{year:02}": f"{year + (1900 if year >= TWO_DIGIT_PIVOT else 2000)}" for year in range(100)}
_NAMES: Final = {name.lower(): f"{at:02}" for at, name in enumerate(MONTHS, 1)}
_SHORT_NAMES: Final = {name[:3]: number for name, number in _NAMES.items()}
_PARTS: Final[dict[str, tuple[str, str, Mapping[str, str] | None]]] = {
    "Y": ("year", "[1-9][0-9]{3}", None),
    "y": ("year", "[0-9]{2}", _YEARS),
    "m": ("month", "[0-9]{1,2}", None),
    "b": ("month", "[A-Za-z]{3}", _SHORT_NAMES),
    "B": ("month", "[A-Za-z]{3,9}", _NAMES),
    "d": ("day", "[0-9]{1,2}", None),
}
"""What a directive stands for, how it is written, and what its texts are called as numbers, where they are none."""
_SPECIAL: Final = frozenset(r".^$*+?{}[]\|()")
_KNOWN: Final = "%Y or %y, %m, %b or %B, and %d"


@dataclass(frozen=True, slots=True)
class Part:
    """The year, the month or the day in a format: its group in the pattern, and the numbers of texts that are no numbers."""

    group: int
    numbers: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A format such as "%m/%d/%Y": the pattern of a whole text, and where the year, the month and the day are in it."""

    text: str
    pattern: str
    year: Part
    month: Part
    day: Part

    def read(self, text: str) -> dt.date:
        """The day that a text in the format names; `DateError` for any other text."""
        match = re.fullmatch(self.pattern, text, re.ASCII)
        if match is not None:
            try:
                return dt.date(*(self._number(match, part) for part in (self.year, self.month, self.day)))
            except (ValueError, KeyError):
                pass
        raise DateError(
            f"{quote(text)} is not a date in the format {quote(self.text)}", "", "correct the text, or give its format"
        )

    @staticmethod
    def _number(match: re.Match[str], part: Part) -> int:
        found = match[part.group]
        return int(found if part.numbers is None else part.numbers[found.lower()])


@lru_cache(maxsize=64)
def date_format(text: str) -> DateFormat:
    """The format that a text such as "%m/%d/%Y" names; `DateError` where it does not name one day.

    >>> date_format("%d-%b-%y").read("31-Mar-07")
    datetime.date(2007, 3, 31)
    """
    pattern, groups = "", dict[str, Part]()
    pieces = re.split("%(.?)", text)  # what stands between directives, and the letters of these, by turns
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            pattern += "".join(rf"\{c}" if c in _SPECIAL else c for c in piece)
        elif piece == "%":
            pattern += "%"
        elif piece not in _PARTS or _PARTS[piece][0] in groups:
            raise _unknown(text)
        else:
            what, written, numbers = _PARTS[piece]
            groups[what] = Part(len(groups) + 1, numbers)
            pattern += f"({written.replace('1,2', '2') if _touches(pieces, at) else written})"
    if len(groups) < 3:
        raise _unknown(text)
    return DateFormat(text, pattern, groups["year"], groups["month"], groups["day"])


def _touches(pieces: list[str], at: int) -> bool:
    """Whether digits may follow on those of a directive, or stand before them, so that one or two would be a guess."""
    before, after = pieces[at - 1], pieces[at + 1]
    follows = before[-1:].isdigit() or (not before and at > 1)
    return follows or after[:1].isdigit() or (not after and at + 2 < len(pieces))


def _unknown(text: str) -> DateError:
    return DateError(
        f"{quote(text)} is not a format of dates", f"a format has {_KNOWN}, each once", "write '%m/%d/%Y', for example"
    )
