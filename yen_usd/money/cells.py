"""What one cell of a table shows: a figure with its sign, marks and unit, a nil, or no figure at all.

A cell is shorter than a text: its currency and its unit are usually in a heading, and it may have a footnote mark. It is
read whole or not at all, as `parse_money` reads an amount.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from .._text import FOLD
from .currency import Currency

_SIGNS: Final = {ord("▲"): "△", 0x2212: "-", ord("￥"): "¥", ord("￡"): "£"}
_FOLD: Final = {**FOLD, **_SIGNS, ord("〜"): "~", ord("∼"): "~"}
_LONGEST: Final = 80

SIGN_OF_CURRENCY: Final = r"(?:[¥\\]|U\.?S\.?\s?\$|\$|JPY|USD)"
"""What stands before a figure; a backslash is the yen sign of files in Shift-JIS."""
_DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_NIL: Final = r"[-－–—―‐‑─ー]{1,3}|nil|n/?a|n\.a\.|n\.?m\.?|nm|該当なし|[-－–—―]円[-－–—―]銭"
FOOTNOTE_MARK: Final = (
    r"[(\[]?※\s?[0-9]*[)\]]?|[(\[]?\*+\s?[0-9]{0,2}[)\]]?|[(\[]?注\s?[0-9]*[)\]]?|[†‡§#¶]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+"
    r"|[(\[](?:Note|note)\.?\s?[0-9]*[)\]]|\[[0-9a-z]{1,2}\]"
)
_UNIT: Final = r"兆円|億円|百万円|千円|円|千?ドル|%|倍|千株|株|人|名|x|times|pts?|yen|shares"
_PLAIN: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})*|[0-9]+)(?:\.[0-9]+)?")
_FIGURE: Final = re.compile(
    rf"(?:(?P<before>{FOOTNOTE_MARK})\s*)?"
    rf"(?P<outer>\()?\s*(?P<sign>[-+△])?\s*(?P<money>{SIGN_OF_CURRENCY})?\s*(?P<inner>\()?\s*(?P<sign2>[-△])?"
    rf"\s*(?P<money2>{SIGN_OF_CURRENCY})?\s*(?:(?P<digits>{_DIGITS})|(?P<nil>{_NIL}))"
    rf"\s*(?P<unit>{_UNIT})?\s*(?P<close>\))?\s*(?P<unit2>%|兆円|億円|百万円|千円|円)?"
    rf"(?:\s*(?P<after>{FOOTNOTE_MARK}))?",
    re.IGNORECASE,
)
_SEN: Final = re.compile(r"(△|-)?\s*([0-9][0-9,]*)(?:円|\s)\s*([0-9]{2})\s*銭?")
_SECOND: Final = re.compile(r"(?P<first>[^()]*[^()\s])\s*\((?P<second>[^()]+)\)")
_RANGE: Final = re.compile(r"(?P<first>.+?)\s*~\s*(?P<second>.+)")
_POWERS: Final = {"兆円": 12, "億円": 8, "百万円": 6, "千円": 3, "円": 0, "千ドル": 3, "ドル": 0, "yen": 0}


class Cell(NamedTuple):
    """What a cell shows: a number, or a nil where it is None, with its decimal places and whatever stands around it.

    `power` is that of a unit in the cell itself, and `unit` the unit as it is written; `second` is a second figure in
    brackets ("()") or at the end of a range ("~"), as `joint` says.
    """

    number: Decimal | None
    places: int = 0
    currency: Currency | None = None
    is_percent: bool = False
    power: int | None = None
    mark: str = ""
    second: Cell | None = None
    joint: str = ""
    unit: str = ""


def fold_cell(text: str) -> str:
    """Text with its full-width characters and signs in their usual form."""
    return text if text.isascii() else text.translate(_FOLD)


def read_cell(text: str) -> Cell | None:
    """What a cell shows; None where it is no figure.

    >>> read_cell("△1,234*").number, read_cell("－").number, read_cell("Net sales")
    (Decimal('-1234'), None, None)
    """
    if _PLAIN.fullmatch(text):
        digits = text.replace(",", "")
        number = Decimal(digits)
        if number or digits[0] != "-":
            return Cell(number, len(digits.partition(".")[2]))
    if len(text) > _LONGEST:
        return None
    folded = " ".join(fold_cell(text).split())  # one space at most, as the patterns leave room for many at many places
    match = _FIGURE.fullmatch(folded)
    if match is not None:
        return _of_match(match)
    found = _two_figures(folded)
    if found is not None:
        return found
    sen = _SEN.fullmatch(folded)
    if sen is not None and ("円" in folded or "銭" in folded or len(sen[2]) <= 6):
        return Cell(Decimal(f"{'-' if sen[1] else ''}{sen[2].replace(',', '')}.{sen[3]}"), 2, power=0, joint="sen")
    return None


def _of_match(match: re.Match[str]) -> Cell | None:
    part = match.groupdict()
    opened = (part["outer"] is not None) + (part["inner"] is not None)
    signs = [sign for sign in (part["sign"], part["sign2"]) if sign]
    negatives = opened + sum(sign != "+" for sign in signs)
    if opened != (part["close"] is not None) or len(signs) > 1 or (signs and opened) or (part["money"] and part["money2"]):
        return None
    if part["unit"] and part["unit2"]:
        return None
    unit = (part["unit"] or part["unit2"] or "").lower()
    mark = "".join(part[name] or "" for name in ("before", "after")).replace(" ", "")
    money = part["money"] or part["money2"]
    currency = None if money is None else _currency_of(money)
    if currency is None and unit in _POWERS:
        currency = Currency.USD if "ドル" in unit else Currency.JPY
    is_percent = unit == "%"
    if part["nil"] is not None:
        word = part["nil"]
        return Cell(None, 0, currency, is_percent, None, mark or (word if word[0].isalpha() else ""), unit=unit)
    digits = part["digits"].replace(",", "")
    number = Decimal(f"-{digits}" if negatives else digits)
    if not number and negatives:
        number, mark = number.copy_abs(), f"△{mark}"
    return Cell(number, len(digits.partition(".")[2]), currency, is_percent, _POWERS.get(unit), mark, unit=unit)


def _currency_of(sign: str) -> Currency:
    return Currency.JPY if sign in {"¥", "\\"} or sign.upper() == "JPY" else Currency.USD


def _two_figures(folded: str) -> Cell | None:
    """A figure with a second one in brackets behind it, or a range of two."""
    for pattern, joint in ((_RANGE, "~"), (_SECOND, "()")):
        match = pattern.fullmatch(folded)
        if match is None:
            continue
        first, second = (_FIGURE.fullmatch(match[name].strip()) for name in ("first", "second"))
        if first is None or second is None:
            continue
        one, other = _of_match(first), _of_match(second)
        if one is not None and other is not None:
            return one._replace(second=other, joint=joint)
    return None
