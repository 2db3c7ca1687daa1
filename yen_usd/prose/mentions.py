"""A number in running text with the currency, sign and unit around it, and the patterns of those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..money.currency import Currency
from ..money.grammar import fold

SPACE: Final = r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
GAP: Final = rf"(?:{SPACE}{{0,8}}(?:\r?\n{SPACE}{{0,8}})?)"
"""White space between the parts of an amount: one line may end there, but no paragraph."""

DASH: Final = "‐‑‒–—―－-"  # the last one last, as in a class of characters
YEN_WORD: Final = rf"(?:Japanese{GAP})?(?:[Yy]en|YEN)(?![A-Za-z])"
DOLLAR_WORD: Final = rf"(?:U\.?{SPACE}?S\.?{GAP})?(?:[Dd]ollars?|DOLLARS?)(?![A-Za-z])"
DOLLAR_SIGN: Final = rf"(?:(?<![A-Za-z])U\.?{SPACE}?S\.?{GAP})?\\?[$＄]"
SCALE: Final = "(?:thousand|million|billion|trillion)"
COUNTED: Final = "(?:people|persons|shares|units|members|[a-z]+(?:er|or|ee)s)"
"""Nouns that are counted: what stands before them is no amount."""
YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(slots=True)
class Candidate:
    """A number in a text: where it stands, what is around it, and why it cannot be read, if it cannot."""

    start: int
    end: int
    number: str
    unit: str = ""
    currency: Currency | None = None
    sign_first: bool = False
    """The currency stands before the number."""
    complete: bool = False
    """A currency stands behind the number, so that nothing is left out there."""
    negative: bool = False
    sen: str = ""
    reason: str = ""
    is_rate: bool = False
    glued: bool = False
    """Something stands directly at the number that belongs to no amount; only asked of those without a currency."""


def read_text(found: Candidate) -> str:
    """The number with its unit, in the form that the grammar of one amount reads."""
    unit = fold(found.unit).replace("-", " ")
    if found.sen:
        return f"{found.number}{unit}{'円' if found.sen != '銭' else ''}{found.sen}"
    return f"{found.number}{unit}"
