"""One amount of money as filings write it, read as number, currency and the precision that the text shows.

The tokens of the text must fit one grammar: an optional minus, a currency before or after, one number in digits or in
Japanese numerals, one unit. What does not fit is refused with the reason. Every step is linear in the length of the text.
Running text is searched for the same words and marks, and what is found there is read here, so that there is one grammar.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from ..errors import ParseError, quote
from .currency import Currency
from .exact import EXACT, MAX_DIGITS, places_of
from .lexer import Token, UnfitError, fold, tokens
from .units import Unit, power_of

MAX_LENGTH: Final = 200

_ENGLISH_UNITS: Final = {
    "thousand": 3, "thou": 3, "k": 3,
    "million": 6, "mil": 6, "mln": 6, "m": 6, "mm": 6, "mn": 6,
    "billion": 9, "bil": 9, "bln": 9, "b": 9, "bn": 9,
    "trillion": 12, "tril": 12, "trn": 12, "t": 12, "tn": 12,
}  # fmt: skip
_SMALL: Final = {"十": 1, "百": 2, "千": 3}
_LARGE: Final = {"万": 4, "億": 8, "兆": 12}
_DIGIT: Final = re.compile(r"[0-9〇一二三四五六七八九]")
_NO_CEILING: Final = 99
_KANJI_DIGITS: Final = str.maketrans("〇一二三四五六七八九", "0123456789")

_NIL: Final = re.compile(
    r"""
      (?:(?P<yen>¥|JPY|yen)|(?P<dollars>(?:U\.?S\.?\ ?)?\\?\$|USD))?
      \ *(?P<open>\()?\ *(?:-{1,3}|[—―─ー]|nil)\ *(?(open)\))\ *
      (?P<suffix>(?:十億|百万|[千万億兆])?円|yen|JPY)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


class ReadAmount(NamedTuple):
    """What a text says: an amount, its currency if it names one, and half of the last digit's place."""

    amount: Decimal
    currency: Currency | None
    precision: Decimal


def read_amount(text: str, *, unit: Unit | None = None, nil: bool = False) -> ReadAmount:
    """Read one amount; `unit` is that of a table cell, whose text must then name none; `nil` takes a dash for zero.

    Raises `ParseError`, with the reason, for everything that is not exactly one amount.
    """
    try:
        return fit_amount(text, unit, nil)
    except UnfitError as error:
        raise ParseError(
            f"cannot read {quote(text)} as one amount of money: {error}",
            "",
            "write it like '¥24.3 billion', '$1,234.56' or '243億円'",
        ) from None


def fit_amount(text: str, unit: Unit | None = None, nil: bool = False) -> ReadAmount:
    """What `read_amount` reads; raises `UnfitError` with the bare reason."""
    quick = _QUICK.fullmatch(text)
    if quick is not None and not (quick[1] and quick[3]) and not (unit is not None and quick[6]):
        minus, sign, opened, whole, decimals, word = quick.groups()
        power = power_of(unit) if unit is not None else _ENGLISH_UNITS[word] if word else 0
        amount = Decimal(f"{whole.replace(',', '')}.{decimals or ''}").scaleb(power, EXACT)
        return ReadAmount(
            EXACT.minus(amount) if (minus or opened) and amount else amount, _SIGNS[sign], half(power - len(decimals or ""))
        )
    if len(text) > MAX_LENGTH:
        raise UnfitError(f"it is longer than {MAX_LENGTH} characters")
    folded = fold(text).strip()
    empty = _NIL.fullmatch(folded)
    if empty is not None:
        if not nil:
            raise UnfitError("it is a dash or nil, which is read as zero only with nil=True")
        return _nil(empty, unit)
    row = tokens(folded)
    negative = _take_minus(row)
    sen = _take_sen(row)
    currency = _take_currency(row)
    if sen is None:
        amount, precision = _number(row, unit)
    elif currency is Currency.USD or unit is not None:
        raise UnfitError("it has 銭, which only an amount of yen without a unit can have")
    else:
        whole = _number(row, None, bare=True) if row else _ReadNumber(Decimal(0), Decimal(1))
        if whole.value != whole.value.to_integral_value(context=EXACT):
            raise UnfitError("it has both 銭 and decimals")
        currency, precision = Currency.JPY, Decimal("0.005")
        amount = EXACT.add(whole.value, sen.scaleb(-2, EXACT))
    return ReadAmount(EXACT.minus(amount) if negative and amount else amount, currency, precision)


def _nil(found: re.Match[str], unit: Unit | None) -> ReadAmount:
    yen, dollars = found["yen"] or found["suffix"], found["dollars"]
    if yen and dollars:
        raise UnfitError("it names two currencies")
    currency = Currency.JPY if yen else Currency.USD if dollars else None
    return ReadAmount(Decimal(0), currency, EXACT.divide(Decimal(10) ** (power_of(unit) if unit else 0), Decimal(2)))


def _take_minus(row: list[Token]) -> bool:
    """Remove a minus sign or a pair of parentheses, wherever a filing may put them, and say whether there was one."""
    signs = [i for i, token in enumerate(row) if token.kind == "minus"]
    opened = [i for i, token in enumerate(row) if token.kind == "open"]
    closed = [i for i, token in enumerate(row) if token.kind == "close"]
    if len(signs) + len(opened) > 1:
        raise UnfitError("it has more than one sign of a negative")
    if len(opened) != len(closed) or (opened and closed[0] < opened[0]):
        raise UnfitError("its parentheses do not match")
    numeric = [i for i, token in enumerate(row) if token.kind in {"number", "kanji"}]
    numeric = numeric or [i for i, token in enumerate(row) if token.kind == "small"]
    if signs and any(row[i].kind not in {"yen", "dollars"} for i in range(signs[0])):
        raise UnfitError("its minus sign does not come before the number; it looks like a range")
    if opened and not (numeric and opened[0] < numeric[0] and numeric[-1] < closed[0]):
        raise UnfitError("its parentheses do not enclose the number")
    for i in sorted(signs + opened + closed, reverse=True):
        del row[i]
    return bool(signs or opened)


def _take_sen(row: list[Token]) -> Decimal | None:
    """Remove what stands behind 円 in 35円42銭, or before the 銭 of 42銭, and say how many they are."""
    if not row or row[-1].kind != "sen":
        return None
    yen = [i for i, token in enumerate(row) if token.text == "円"]
    start = yen[-1] + 1 if yen else 0
    if start == 1:
        raise UnfitError("it has no number before 円")
    value, precision = _number(row[start:-1], None)
    if precision < Decimal("0.5") or value >= 100:
        raise UnfitError("its 銭 are not a whole number below a hundred")
    del row[start:]
    return value


def _take_currency(row: list[Token]) -> Currency | None:
    """Remove the names of the currency before and after the number."""
    found: set[Currency] = set()
    for end in (0, -1):
        names: set[str] = set()
        while row and row[end].kind in {"yen", "dollars"}:
            token = row.pop(end)
            if token.text in names:
                raise UnfitError("it names its currency twice")
            names.add(token.text)
            found.add(Currency.JPY if token.kind == "yen" else Currency.USD)
    if any(token.kind in {"yen", "dollars"} for token in row):
        raise UnfitError("a currency stands in the middle of the number")
    if len(found) > 1:
        raise UnfitError("it names two currencies")
    return found.pop() if found else None


def power_of_word(word: str) -> int:
    """The power of ten of an English unit, in any of its spellings: million, millions, mn, M, mil."""
    name = word.lower().rstrip(".")
    return _ENGLISH_UNITS.get(name) or _ENGLISH_UNITS[name.rstrip("s")]


_GROUPED: Final = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_PLAIN: Final = re.compile(_GROUPED)
_QUICK: Final = re.compile(
    r"([△▲−-])?([¥$])?[ ]?(\()?((?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,7}|[0-9]{1,24}))(?:\.([0-9]{1,12}))?(?(3)\))"
    r"(?:[ ](thousand|million|billion|trillion))?",
    re.ASCII,
)
"""The most ordinary amounts and cells, which need no tokens."""
_SIGNS: Final = {None: None, "¥": Currency.JPY, "$": Currency.USD}


def plain_amount(number: str, unit: str, *, is_sure: bool = False) -> tuple[int | Decimal, int] | None:
    """An ordinary number in digits with one English unit or none, and the power of ten of its last digit.

    Of one that `is_sure` the digits are known to be well formed.
    """
    power = _ENGLISH_UNITS.get(unit.lower()) if unit else 0
    if power is None or len(number) > MAX_DIGITS - 12 or not (is_sure or _PLAIN.fullmatch(number)):
        return None
    whole, _, decimals = number.replace(",", "").partition(".")
    last = power - len(decimals)
    if last >= 0:
        return int(whole + decimals) * 10**last, last
    return Decimal(f"{whole}.{decimals}").scaleb(power, EXACT), last


@lru_cache(maxsize=128)
def half(power: int) -> Decimal:
    """Half of a power of ten."""
    return EXACT.divide(Decimal(1).scaleb(power, EXACT), Decimal(2))


class _ReadNumber(NamedTuple):
    """A number with its unit multiplied in, and half of its last digit's place."""

    value: Decimal
    precision: Decimal


def _number(row: list[Token], unit: Unit | None, *, bare: bool = False) -> _ReadNumber:
    """The value of number and unit, and its precision; `bare` takes 百 for a number."""
    if not any(token.kind in {"number", "kanji"} for token in row) and not _is_kanji_numeral(row) and not bare:
        named = any(token.kind in {"unit", "small", "large"} for token in row)
        raise UnfitError("it has a unit without a number" if named else "it has no number")
    power = 0
    units = [token for token in row if token.kind == "unit"]
    if units:
        if len(units) > 1:
            raise UnfitError("it has two units")
        if row[-1] is not units[0]:
            raise UnfitError("its unit does not come after the number")
        power = power_of_word(row.pop().text)
    if sum(len(_DIGIT.findall(token.text)) for token in row) > MAX_DIGITS:
        raise UnfitError(f"it has more than {MAX_DIGITS} digits")
    japanese = any(token.kind in {"small", "large"} for token in row)
    if japanese and units:
        raise UnfitError("it has two units")
    kanji_number = not any(token.kind in {"number", "large"} for token in row)  # 二十四 is a number, 5千 has a unit
    value, last_place = _japanese(row) if japanese else _digits(row)
    if last_place <= -MAX_DIGITS:
        raise UnfitError(f"it has {MAX_DIGITS} decimal places or more")
    if unit is not None:
        if units or (japanese and not kanji_number):
            raise UnfitError(f"it names a unit, although unit={unit!r} is given")
        power = power_of(unit)
    return _ReadNumber(value.scaleb(power, EXACT), half(last_place + power))


def _is_kanji_numeral(row: list[Token]) -> bool:
    """Whether a row such as 千二百 is a number although it has no digit: more than a bare unit."""
    return sum(token.kind == "small" for token in row) > 1 and row[-1].kind == "small"


def _digits(row: list[Token]) -> tuple[Decimal, int]:
    """One plain number, and the power of ten of its last digit."""
    if len(row) != 1:
        raise UnfitError("it has more than one number")
    value = _decimal(row[0])
    return value, -places_of(value)


class _Piece(NamedTuple):
    """A number, with the 十, 百 or 千 that multiplies it (0 for none)."""

    number: Token | None
    power: int


def _japanese(row: list[Token]) -> tuple[Decimal, int]:
    """A run such as 2兆4,300億, 5千万 or 二十四億三千万, and the power of ten of its last digit."""
    total, last_place, ceiling, fractional = Decimal(0), 0, _NO_CEILING, False
    digits_written = any(token.kind == "number" for token in row)
    for pieces, power in _sections(row):
        if power >= ceiling:
            raise UnfitError("its numerals do not decrease from left to right")
        if not pieces:
            raise UnfitError("it has a unit without a number")
        value, place = _section(pieces, digits_written)
        # What follows 兆, 億 or 万 must be below ten thousand (2兆24,300億 is no number), and what comes before whole.
        if ceiling != _NO_CEILING and (value >= 10_000 or fractional):
            raise UnfitError("its numerals do not add up to one number")
        fractional = place < 0
        total = EXACT.add(total, value.scaleb(power, EXACT))
        last_place, ceiling = place + power, power
    return total, last_place


def _sections(row: list[Token]) -> list[tuple[list[_Piece], int]]:
    """The run cut behind each 兆, 億 and 万; each section with its power of ten."""
    sections: list[tuple[list[_Piece], int]] = []
    pieces: list[_Piece] = []
    number: Token | None = None
    for token in row:
        if token.kind in {"number", "kanji"}:
            if number is not None:
                raise UnfitError("it has more than one number")
            number = token
        elif token.kind == "small":
            pieces.append(_Piece(number, _SMALL[token.text]))
            number = None
        elif token.kind == "large":
            if number is not None:
                pieces.append(_Piece(number, 0))
            sections.append((pieces, _LARGE[token.text]))
            pieces, number = [], None
        else:
            raise UnfitError(f"{quote(token.text)} is not part of one amount")
    if number is not None:
        pieces.append(_Piece(number, 0))
    return [*sections, (pieces, 0)] if pieces else sections


def _section(pieces: list[_Piece], digits_written: bool) -> tuple[Decimal, int]:
    """The value of 1,234百, 五千, 二千五百 or 24.3, and the power of ten of its last digit.

    Where 十, 百 and 千 stand in a row, each multiplies one digit from 1 to 9 and their powers fall. A number alone
    before one of them may have more digits, but not in kanji: 二三千 means two or three thousand.
    """
    value, place, ceiling = Decimal(0), 0, _NO_CEILING
    for piece in pieces:
        if piece.number is None:
            number = Decimal(1)  # the one that 千二百 leaves out
            if digits_written:
                raise UnfitError("it has two units")
        else:
            number = _decimal(piece.number)
        if piece.power >= ceiling:
            raise UnfitError("its numerals do not decrease from left to right")
        kanji = piece.number is not None and piece.number.kind == "kanji"
        digits = "一" if piece.number is None else piece.number.text
        if piece.power and (kanji or len(pieces) > 1):
            fits = 1 <= number <= 9 and len(digits) == 1
        elif ceiling != _NO_CEILING:  # the digits at the end: 五 of 百五, 〇五 of 千〇五
            fits = 1 <= number <= 9 and (len(digits) == 1 or (digits[0] in "〇0" and len(digits) <= ceiling))
        else:
            fits = True
        if not fits:
            raise UnfitError("its numerals do not add up to one number")
        value = EXACT.add(value, number.scaleb(piece.power, EXACT))
        place, ceiling = piece.power - places_of(number), piece.power
    return value, place


def _decimal(token: Token) -> Decimal:
    return Decimal(token.text.replace(",", "").translate(_KANJI_DIGITS))
