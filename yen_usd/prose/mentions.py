"""A number in running text with the currency, sign and unit around it, and the patterns of those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

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


_MINUS_WORD: Final = rf"(?P<word>(?<![A-Za-z])(?:[Mm]inus|MINUS|[Nn]egative){GAP}|マイナス{GAP})"
_LEFT: Final = re.compile(
    rf"""
    (?:{_MINUS_WORD}|(?P<mark>[△▲]{GAP}|−{SPACE}?))?
    (?:
        (?P<yen>(?:(?:(?:(?<![A-Za-z])JP)?[¥￥]|(?<![A-Za-z])(?:(?:JPY|[Jj]py)|{YEN_WORD})){GAP}){{1,2}})
      | (?P<dollars>(?:(?:{DOLLAR_SIGN}|(?<![A-Za-z])(?:(?:USD|[Uu]sd)|{DOLLAR_WORD})){GAP}){{1,2}})
    )
    (?P<inner>[(（−‐‑‒–-]|[△▲]{SPACE}?)?
    \.?\Z
    """,
    re.VERBOSE,
)
MINUS: Final = re.compile(rf"(?:{_MINUS_WORD}|(?P<mark>[△▲]{GAP}|[−{DASH}]))\.?\Z")
_SIGN_ENDS: Final = (
    *"¥￥$＄",
    *("yen", "Yen", "YEN", "JPY", "USD", "jpy", "usd", "Jpy", "Usd"),
    *("dollars", "Dollars", "DOLLARS", "dollar", "Dollar", "DOLLAR"),
)
_INSIDE: Final = " \t\r\n\u00a0\u202f\u205f\u3000.(（△▲−‐‑‒–-" + "".join(map(chr, range(0x2000, 0x200B)))
"""What may stand between a sign of currency and the number."""

# A sign behind one of these is looked at closely; behind anything else, it begins the amount.
_LEADS: Final = (
    "minus", "Minus", "MINUS", "egative", "マイナス", "△", "▲", "−", "S", "S.", "Y", "D", "en", "EN", "ollar", "ollars",
    "OLLAR", "OLLARS", "\\", "P",
)  # fmt: skip


class Sign(NamedTuple):
    """The sign of currency before a number."""

    length: int
    """From where it begins, with a minus before it, to the number."""
    currency: Currency
    written: str
    minus: str
    """A word or mark before the sign."""
    inner: str
    """A parenthesis or mark between the sign and the number."""


def sign_before(before: str) -> Sign | None:
    """The sign of currency at the end of what stands before a number."""
    tail = before.rstrip(_INSIDE)
    if not tail.endswith(_SIGN_ENDS):
        return None
    place = len(tail) - 1
    if before[place] in "¥￥$＄" and len(before) - place <= 2 and before[-1] in "¥￥$＄ ":
        lead = before[:place].rstrip()
        if not lead.endswith(_LEADS):
            currency = Currency.JPY if before[place] in "¥￥" else Currency.USD
            return Sign(len(before) - place, currency, before[place], "", "")
    found = _LEFT.search(before)
    if found is None:
        return None
    currency = Currency.JPY if found["yen"] else Currency.USD
    minus = (found["word"] or found["mark"] or "").strip()
    return Sign(len(before) - found.start(), currency, found["yen"] or found["dollars"], minus, found["inner"] or "")
