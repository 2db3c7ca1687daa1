"""Amounts that stand next to their equivalents in the other currency, on either side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from ..money.currency import Currency
from ..money.lexer import DOLLAR_SIGN, GAP
from .accounting import Item
from .lists import CONNECTOR

_ABOUT: Final = (
    rf"(?:(?:or|about|approximately|approx\.|around|roughly|some|nearly|i\.e\.,?|that{GAP}is,?|equivalent{GAP}to|equal{GAP}to"
    rf"|equals|the|equivalent{GAP}of|ca?\.|~|≈|≒|約|およそ|米ドル換算|円換算|邦貨|=|＝){GAP}){{0,3}}"
)
_TRAIL: Final = r"(?:[*_~]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡※]|\s?\((?:\w|unaudited)\)|</?\w{1,6}>){0,3}"
"""What may stand behind an amount and still belong to it: emphasis, marks of footnotes, tags of cells."""
_WORDS: Final = (
    rf"(?:[ ]?/[ ]?[\w.]{{1,12}}|1?株(?:当たり|につき)?|(?:\s{{1,9}}[A-Za-z][A-Za-z'’-]{{0,15}}){{1,4}}"
    rf"|{GAP}\((?:[Nn]otes?|[Ii]tem|注|unaudited|\w)[^()\n]{{0,20}}\)){{0,2}}"
)
"""What may stand between an amount and the bracket with its equivalent: "per share", "(Note 3)"."""
_BESIDE: Final = re.compile(
    rf"{_TRAIL}(?:{_WORDS}{GAP}[(\[【{{]{GAP}{_ABOUT}"
    rf"|{GAP},?{GAP}(?:or|i\.e\.,?|equal{GAP}to|equivalent{GAP}to|equals|which{GAP}is|/|／|=|＝|≈|≒){GAP}{_ABOUT}"
    rf"|,{GAP}(?:about|approximately|around|roughly){GAP}"
    r"|[ \t\u00a0\u3000|]{0,40})[*_]{0,3}"
)
_CELLS: Final = re.compile(r"[ \t|]{1,40}")
_SIGN_BESIDE: Final = {
    Currency.USD: re.compile(rf"(?:{_BESIDE.pattern})(?:{DOLLAR_SIGN}|USD)"),
    Currency.JPY: re.compile(rf"(?:{_BESIDE.pattern})(?:[¥￥]|JPY|(?:Japanese{GAP})?[Yy]en\b)"),
}
_LONGEST_GAP: Final = 80


def stand_beside(text: str, items: Sequence[Item], wanted: Currency) -> set[int]:
    """The amounts that stand next to their equivalents, by number: one next to one, or a row next to a row."""
    found: set[int] = set()
    for i, item in enumerate(items):
        if item.currency is wanted or item.is_unread:
            continue
        if _SIGN_BESIDE[wanted].match(text, item.end):
            found.add(i)
    for i in range(len(items) - 1):
        first, second = items[i], items[i + 1]
        if first.currency is second.currency or second.start - first.end > _LONGEST_GAP:
            continue
        if _BESIDE.fullmatch(text, first.end, second.start):
            before, behind = list(_row(text, items, i, -1)), list(_row(text, items, i + 1, 1))
            length = min(len(before), len(behind))
            found |= {*before[:length], *behind[:length]}
    return found


def _row(text: str, items: Sequence[Item], i: int, step: Literal[1, -1]) -> Iterator[int]:
    """The amounts of one currency in a row, "¥1.0 billion and ¥1.5 billion", from one of its ends."""
    yield i
    while 0 <= i + step < len(items) and items[i + step].currency is items[i].currency:
        first, second = sorted((i, i + step))
        between = items[first].end, items[second].start
        if not CONNECTOR.fullmatch(text, *between) and not _CELLS.fullmatch(text, *between):
            return
        i += step
        yield i
