r"""The sign of currency before a number, and the minus: "$(12", "minus ¥5", "U.S. \\$1.00", "△5"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..money.currency import Currency
from .mentions import DASH, DOLLAR_SIGN, DOLLAR_WORD, GAP, SPACE, YEN_WORD

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
