"""The mentions of a text: numbers with the currency, sign and unit around them, and marks of money without a number.

The text is searched from mark to mark, and at each of them for what belongs to it on its right; the sign, the minus and the
parenthesis on its left are looked for a bounded way back. So any text takes linear time. What a mention says is read by the
grammar of one amount.
"""

from __future__ import annotations

import re
from typing import Final

from ..money.currency import Currency
from ..money.lexer import (
    ANCHOR,
    DOLLAR_KANA,
    GAP,
    LETTER_SCALE,
    OTHER_SIGNS,
    RUN,
    SCALE_WORD,
    money_words,
)
from .marks import Mention
from .minus import minus_before_number, minus_before_sign

YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")

_JPY, _USD = Currency.JPY, Currency.USD


_SHORT_END: Final = "(?![A-Za-z0-9])"
_ABBREVIATION: Final = (
    r"(?i:thou|mil|mln|bil|bln|tril|trn|mn|bn)(?!-\s*[a-z]|[ ]l{0,2}ions?\b)(?:\.(?=[,;)円ド]|[ ]?(?:米|アメリカ)"
    r"|[ ]?(?:Japanese[ ]|U\.?S\.?[ ]?|American[ ])?(?:yen|dollars?|JPY|USD)\b|[ ][^A-Z\s]))?"
)
_UNITS: Final = (
    rf"(?:(?:{GAP}|-)(?:(?i:{SCALE_WORD}s?)|{_ABBREVIATION}|(?i:mm|tn)){_SHORT_END}"
    rf"|[ ]?(?i:{LETTER_SCALE}){_SHORT_END}|[ ]?[十百千万億兆])*"
)
_NO_NUMBER: Final = rf"(?![ \t]*(?:\(?[△-]?\.?[0-9]|[¥$]))(?![ \t]*(?:in[ ])?(?i:{SCALE_WORD}|mn|bn|[kmb]\b))"
_YEN_RIGHT: Final = rf"(?:Japanese{GAP})?(?:[Yy]en|YEN)(?![A-Za-z])|(?:日本)?円"
_DOLLAR_RIGHT: Final = rf"(?:U\.?[ ]?S\.?{GAP}|American[ ])?(?:[Dd]ollars?|DOLLARS?)(?![A-Za-z])|{DOLLAR_KANA}"


def _right(signs: bool) -> str:
    """The currency behind a number; a mere sign of it only where none stands before."""
    yen, dollars = (rf"|(?:JP)?¥{_NO_NUMBER}", rf"|(?:U\.?S\.?|米)?\\?\${_NO_NUMBER}") if signs else ("", "")
    return rf"""
        (?:(?:{GAP}|-(?=[A-Za-z]))(?:
            (?P<yen>{_YEN_RIGHT}|(?:JPY|[Jj]py)(?![A-Za-z]){_NO_NUMBER}{yen})
          | (?P<dollars>{_DOLLAR_RIGHT}|(?:USD|[Uu]sd)(?![A-Za-z]){_NO_NUMBER}{dollars})
        ))?
        (?:(?<=円)[ ]?(?P<sen>[0-9〇一二三四五六七八九十]{{1,3}}銭)|(?P<only_sen>銭))?
    """


_LEFT: Final = r"(?:¥|\$|JPY|[Jj]py|USD|[Uu]sd|(?:[Yy]en|YEN)(?![A-Za-z])|(?:[Dd]ollars?|DOLLARS?)(?![A-Za-z])|ドル)"
_SIGNED: Final = re.compile(
    rf"""
    (?P<left>{_LEFT}{GAP}(?:\\?{_LEFT}{GAP})?)
    (?P<paren>\([ ]?)?(?P<minus>[△-][ ]?)?
    (?P<run>(?>\.?{RUN}))
    (?(paren)(?:[ ]?\)(?P<outer>{_UNITS})|(?P<inner>(?>{_UNITS}))[ ]?\))|(?P<units>{_UNITS}))
    {_right(False)}
    """,
    re.VERBOSE,
)
_BARE: Final = re.compile(rf"(?P<run>{RUN})(?P<units>{_UNITS}){_right(True)}", re.VERBOSE)
_ENCLOSED: Final = re.compile(rf"(?P<run>(?>{RUN}))[ ]?\)(?P<units>{_UNITS}){_right(True)}", re.VERBOSE)
_RUN: Final = re.compile(RUN)
_UNIT: Final = re.compile(_UNITS, re.VERBOSE)
_CURRENCY: Final = {
    "¥": _JPY,
    "$": _USD,
    "J": _JPY,
    "j": _JPY,
    "Y": _JPY,
    "y": _JPY,
    "U": _USD,
    "u": _USD,
    "D": _USD,
    "d": _USD,
    "ド": _USD,
}
_NAMES: Final = re.compile(r"[¥$]|ド|(?<![A-Za-z])[A-Za-z]+")
_SIGN_PREFIX: Final = re.compile(r"(?:(?<![A-Za-z])U\.?[ ]?S\.?[ ]?|(?<![A-Za-z])JP(?=¥|\Z))?\\?\Z")
_WORD_PREFIX: Final = re.compile(
    rf"(?:(?<![A-Za-z])(?:Japanese|U\.?[ ]?S\.?|American){GAP}|(?<=\b)(?:US[ ]?|米国?|アメリカ)|(?:米国?|アメリカ))\Z"
)


def mentions(text: str, folded: str, headed: bool = False) -> list[Mention]:
    """All numbers and marks of money of a paragraph, from left to right; none where it has no mark of money.

    Below the heading of a table, which `headed` says, bare numbers are money, too.
    """
    words = money_words(folded)
    if words is None:
        if not headed:
            return []
        words = []
    length = len(folded)
    coming = iter(words)
    word, word_end = next(coming, (length, 0))
    found: list[Mention] = []
    position, last = 0, None
    search = ANCHOR.search
    mark = search(folded)
    while mark is not None or word < length:
        at, end = mark.span() if mark is not None else (length, 0)
        if mark is None or word < at:
            at, end = word, word_end
            here = _word(text, folded, at, end, last)
        elif mark.lastindex == 2:
            number, _, unit = folded[at + 1 : end].partition(" ")
            here = Mention(at, end, number, unit, _CURRENCY[folded[at]])
            here.sign_first = here.sure = True
        elif mark.lastindex == 1 and folded[at - 1] not in "(.":
            here = Mention(at, end, folded[at:end])
        else:
            here = _character(text, folded, at, last)
        found.append(here)
        last = here
        position = here.end if here.end > at else end
        if mark is not None and mark.start() < position:
            mark = search(folded, position)
        while word < position:
            word, word_end = next(coming, (length, 0))
    return found


def _character(text: str, folded: str, at: int, last: Mention | None) -> Mention:
    """What a digit, a numeral or a sign begins."""
    if folded[at] in _NUMERALS:
        return _number(text, folded, at, last)
    return _word(text, folded, at, at + 1, last)


def _word(text: str, folded: str, at: int, end: int, last: Mention | None) -> Mention:
    """What a sign or a word of money begins, with a number behind it or none."""
    if folded[at] in _CURRENCY and (signed := _SIGNED.match(folded, at)) is not None and not _is_heading(signed):
        return _signed(text, folded, at, signed, last)
    return _lone(folded, at, end)


_NUMERALS: Final = frozenset("0123456789〇一二三四五六七八九十百千万億兆")


def _number(text: str, folded: str, at: int, last: Mention | None) -> Mention:
    """A number that no sign stands before."""
    floor = last.end if last is not None else 0
    start = at - (at > floor and folded[at - 1] == "." and not folded[max(0, at - 2) : at - 1].isalnum())
    enclosed = _ENCLOSED.match(folded, at) if start > floor and folded[start - 1] == "(" else None
    if enclosed is not None and not (enclosed["units"] or enclosed["yen"] or enclosed["dollars"]):
        enclosed = None
    match = enclosed or _BARE.match(folded, at)
    assert match is not None
    run, units = match["run"], match["units"]
    here = Mention(start, match.end(), folded[start : match.end("run")], units)
    if match["yen"] or match["dollars"] or match["only_sen"]:
        here.currency = _USD if match["dollars"] else _JPY
        here.complete, here.sen = True, bool(match["sen"] or match["only_sen"])
    if enclosed is not None:
        _enclosed(here, run)
    elif here.currency is not None:
        here.negative = minus_before_number(text, folded, here, last)
    return here


def _is_heading(signed: re.Match[str]) -> bool:
    """Whether the name of a currency ends its line and a bare number begins the next one, as in the heading of a column."""
    left = signed["left"]
    return "\n" in left and left[0] in "yYdD" and not signed["units"] and signed["run"].isdigit()


def _enclosed(here: Mention, run: str) -> None:
    """(1,234)百万円 is negative, but "(1) Yen amounts" begins with the mark of a list."""
    if here.currency is None or not (here.unit or "," in run):
        here.currency, here.complete = None, False
        here.end = here.start + len(run)
        here.unit = ""
    else:
        here.start -= 1
        here.negative = True


def _signed(text: str, folded: str, at: int, match: re.Match[str], last: Mention | None) -> Mention:
    """An amount that begins with its currency."""
    left = match["left"]
    currency = _CURRENCY[left[0]]
    start = _prefixed(folded, at, last)
    units = match["units"] or match["outer"] or match["inner"] or ""
    here = Mention(start, match.end(), match["run"], units, currency)
    here.sign_first = True
    if left[0] not in "¥$":
        here.named = True
    if match["paren"] or match["minus"]:
        here.negative = True
        if match["paren"] and match["minus"]:
            here.reason = "it has more than one sign of a negative"
    if match["yen"] or match["dollars"]:
        here.complete = True
        if currency is not (_USD if match["dollars"] else _JPY):
            here.reason = "it names two currencies"
    here.sen = bool(match["sen"] or match["only_sen"])
    names = _NAMES.findall(left) if len(left) > 1 else []
    if len(names) > 1:
        here.twice = True
        if len({_CURRENCY[name[0]] for name in names}) > 1:
            here.reason = "it names two currencies"
    minus_before_sign(text, folded, here, last)
    return here


def _prefixed(folded: str, at: int, last: Mention | None) -> int:
    """Where a sign or name of a currency begins, with the letters and the escape that belong to it."""
    before = folded[at - 1 : at] if at else ""
    if before in {"", "(", "\n"} or (before == " " and folded[at - 2 : at - 1] not in {".", "S", "e", "n"}):
        return at
    floor = max(0, at - 16, last.end if last is not None else 0)
    pattern = _SIGN_PREFIX if folded[at] in "¥$" else _WORD_PREFIX
    found = pattern.search(folded, floor, at)
    if found is None or (folded[at] == "¥" and before == "\\"):
        return at
    return found.start()


def _lone(folded: str, at: int, end: int) -> Mention:
    """A mark of money without a number."""
    first = folded[at]
    here = Mention(at, end)
    word = folded[at:end]
    if first == "&":
        here.currency = _USD if word.lower() in _DOLLAR_ENTITIES else _JPY
    elif first in _CURRENCY:
        here.currency = _CURRENCY[first]
        here.start = _prefixed(folded, at, None)
    elif first in "円銭":
        here.currency = _JPY
    elif first == "\\":
        here.reason = "a backslash before digits may be the sign of the yen in Shift-JIS"
        run = _RUN.search(folded, end)
        assert run is not None
        unit = _UNIT.match(folded, run.end())
        here.end = unit.end() if unit is not None else run.end()
    elif word.lower() in {"cents", "¢"}:
        here.other, number = True, _CENTS.search(folded, max(0, at - 16), at)
        if number is not None:
            here.start, here.reason = number.start(), "it is in cents"
    elif first in OTHER_SIGNS or word.isupper() or not word.lower().rstrip("s").endswith(_SCALE_ENDS):
        here.other = True
    else:
        here.unit = word
    return here


_CENTS: Final = re.compile(r"(?<![0-9.,])[0-9][0-9.,]*[ -]?\Z")
_DOLLAR_ENTITIES: Final = frozenset({"&#36;", "&#036;", "&#x24;", "&#x024;", "&dollar;"})
_SCALE_ENDS: Final = ("illion", "housand", "bn", "mn", "mln", "bln", "trn")


def sentence_before(folded: str, place: int, reach: int = 160) -> str:
    """What a sentence says before a place, as far back as so many characters; "U.S." ends none."""
    start, end = max(0, place - reach), place
    for mark in (". ", "。", ".\n", "? ", "! ", "\n\n"):
        found = folded.rfind(mark, start, end)
        while (
            found > start and mark[0] == "." and (folded[found - 1].isupper() or folded[found - 2 : found] in {"vs", "No"})
        ):
            found = folded.rfind(mark, start, found)
        if found >= start:
            start = max(start, found + 1)
    return folded[start:place]


def sentence_behind(folded: str, place: int, reach: int = 120) -> str:
    """What a sentence says behind a place."""
    end = SENTENCE_END.search(folded, place, place + reach)
    return folded[place : end.start() if end is not None else place + reach]


SENTENCE_END: Final = re.compile(r"(?<![A-Z])(?<!\bvs)(?<!\bapprox)(?<!\bNo)[.!?][\"”’)]*(?=\s)|[。！？]|\n[ \t\r]*\n")
