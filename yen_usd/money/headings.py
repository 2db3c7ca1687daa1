"""The unit that the heading of a table states: "(in millions of yen)", "（単位：百万円）", "US$ in thousands"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .currency import Currency
from .lexer import fold
from .units import POWERS, Unit

_POWERS: Final = (
    (r"hundreds? of millions?|(?:100|hundred)[ -]?millions?", 8),
    (r"(?:10|ten)[ -]thousands?|10,?000", 4),
    (r"(?:100|hundred)[ -]thousands?|100,?000", 5),
    (r"(?:10|ten)[ -]millions?|10,?000,?000", 7),
    (r"1,000,000|1 million|one million|millions?|mln|mn|mm|mil\.?|m", 6),
    (r"1,000|one thousand|1 thousand|thousands?|thou\.?|['’‘´`]?000(?:['’]?s)?|k", 3),
    (r"1 billion|one billion|billions?|bln|bn|bil\.?|b", 9),
    (r"trillions?|trn|tn", 12),
    ("oku", 8), ("千万", 7), ("十億", 9), ("百万", 6), ("十万", 5), ("千", 3), ("万", 4), ("億", 8), ("兆", 12),
)  # fmt: skip
_SCALE: Final = "|".join(pattern for pattern, _ in _POWERS)
_YEN: Final = r"(?:japanese )?yen|jpy|jp¥|¥|円"
_DOLLARS: Final = r"(?:u\.? ?s\.? ?)?dollars?|(?:u\.? ?s\.? ?)?\\?\$|usd|(?:米国?|アメリカ)?ドル"
_CURRENCY: Final = rf"(?:(?P<{{0}}yen>{_YEN})|(?P<{{0}}dollars>{_DOLLARS}))"
_FILLER: Final = (
    r"(?:(?:all|the|figures?|amounts?|numbers?|currency|monetary|units?|in|are|is|were|of|expressed|stated|presented"
    r"|shown|given|reported"
    r"|single|unless|otherwise|noted|indicated|:|,|-|・|;|単位|金額単位|金額|表示|consolidated|dollar amounts?)"
    r"(?:(?<=[:,・;単位額示-])|(?<![:,・;単位額示-])\b)\s*)*"
)
# What may follow. Behind a unit in digits it is narrow, as "10,000 yen and 20,000 yen" are amounts.
_TAIL: Final = (
    r"\s*(?:(?:単位)?[.。)\]]*|[,;、(]?\s*(?:except|unless|rounded|omitted|未満|以下).*"
    r"|(?(number)(?!)|(?:[,;、:(]|other than|excluding|and\b|exc).*))"
)
_STATEMENT: Final = re.compile(
    rf"{_FILLER}(?:"
    rf"(?:(?P<number>(?=[0-9]))|(?![0-9]))(?P<scale>{_SCALE})(?![a-z0-9]|[,.][0-9])(?:[\s-]*(?:of\s+|in\s+)?{_CURRENCY.format('a')})?"
    rf"|{_CURRENCY.format('b')}(?: (?:amounts?|figures?))?[\s,(:-]*(?:in\s+)?(?P<later>{_SCALE})(?![a-z0-9]|[,.][0-9])[)]?"
    rf"|{_CURRENCY.format('c')}|(?P<glued>[km]){_CURRENCY.format('d')}"
    rf")(?![a-z0-9]){_TAIL}",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED: Final = re.compile(r"(?!</?[a-zA-Z]>)[(\[【〔<]\s*([^()\[\]【】〔〕<>]{1,120}?)\s*[)\]】〕>]")
_PHRASE: Final = re.compile(
    rf"\b(?:in|figures?|amounts?|units?|scale)[:\s]+(?:in\s+)?(?P<scale>(?:hundreds of )?(?:thousand|million|billion"
    rf"|trillion)s?)"
    rf"(?:\s+(?:of\s+)?{_CURRENCY.format('a')}(?![a-z]))?(?=\s*(?:[.,;:)\]]|\Z|except|unless))"
    rf"|\bin\s+(?P<plural>(?:hundreds of )?(?:thousand|million|billion|trillion)s)\s+of\s+{_CURRENCY.format('b')}(?![a-z])"
    rf"|単位[\s:はを/]*(?P<later>{_SCALE})?{_CURRENCY.format('c')}?"
    rf"|\bin\s+{_CURRENCY.format('d')}\s?(?P<last>(?:thousand|million|billion|trillion)s?|bn|mn)(?=\s*(?:[.,;:)\]]|\Z))",
    re.IGNORECASE,
)
_END: Final = re.compile(
    rf"(?:^|[\s、;:/>(—-]|,(?![0-9]))"
    rf"(?:(?:{_YEN}|{_DOLLARS})[ ]?(?:{_SCALE})|(?:{_SCALE})[ ]?(?:of[ ])?(?:{_YEN}|{_DOLLARS}))[.)\]>*_ ]*$",
    re.IGNORECASE,
)
_NUMBER_WORD: Final = re.compile(
    r"(?:[0-9¼-¾⅐-⅞]\Z|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|half|few|several|many|some|more"
    r"|hundreds?|thousands?|millions?|of|per|the|to|than|and|or|about))\W{0,3}\Z",
    re.IGNORECASE,
)
_LOWER_WORDS: Final = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
_LABEL: Final = 3
"""The words without a capital that a label has at most."""
_LONGEST: Final = 400
_NAMES: Final[dict[int, Unit]] = {power: unit for unit, power in reversed(POWERS.items())}


@dataclass(frozen=True, slots=True)
class HeadingUnit:
    """The unit that a heading states: `power` of ten, and the currency if it names one; `text` is what says so.

    >>> read_heading_unit("Net sales (in millions of yen)")
    HeadingUnit(power=6, currency=Currency.JPY, text='in millions of yen')
    """

    power: int
    currency: Currency | None
    text: str

    @property
    def unit(self) -> Unit | None:
        """The unit as `parse_money` takes it, and None for single yen or dollars.

        >>> read_heading_unit("（億円）").unit
        '億'
        """
        return _NAMES.get(self.power)


def read_heading_unit(text: str) -> HeadingUnit | None:
    """The one unit that a heading states, the whole of it or in brackets; None where it states none, or two.

    Known are thousand to trillion in the singular and plural and their abbreviations, "100 million yen", "1,000 yen",
    '000, 千 to 兆, with "in", "unit:", 単位 and "except per share data" around them; "(Yen)" is a power of zero.

    >>> read_heading_unit("Notes to the statements") is None
    True
    """
    found = read_heading_units(text)
    return found[0] if len({(unit.power, unit.currency) for unit in found}) == 1 else None


def read_heading_units(text: str) -> tuple[HeadingUnit, ...]:
    """Every unit that a heading states, in order."""
    if len(text) > _LONGEST:
        return ()
    folded = fold(text).strip().strip("*_#|").strip()
    entire = _stated(folded)
    if entire is not None and entire.currency is not None and entire.power:
        return (entire,)
    found = [stated for part in _BRACKETED.findall(folded) if (stated := _stated(part) or _at_end(part)) is not None]
    if found:
        return tuple(found)
    whole = _stated(folded.strip("()[]【】〔〕<> "))
    if whole is not None and whole.power:
        return (whole,)
    for phrase in _PHRASE.finditer(folded):
        stated = _unit_of(phrase, phrase.group())
        if stated is not None:
            found.append(stated)
    if not found and (last := _at_end(folded) or whole) is not None:
        found.append(last)
    return tuple(found)


def _at_end(part: str) -> HeadingUnit | None:
    """What the end of a label states, if it is both a unit and a currency: Sales, ¥ million."""
    end = _END.search(part, max(0, len(part) - 64))
    if (
        end is None
        or _NUMBER_WORD.search(part, max(0, end.start() - 16), end.start())
        or len(_LOWER_WORDS.findall(part)) > _LABEL
    ):
        return None
    stated = _stated(part[end.start() :].lstrip(",、;:/> -—("))
    is_unit = stated is not None and stated.power and stated.currency and not stated.text[0].isdigit()
    return stated if is_unit else None


def _stated(part: str) -> HeadingUnit | None:
    match = _STATEMENT.fullmatch(part.strip())
    return None if match is None else _unit_of(match, part.strip())


def _unit_of(match: re.Match[str], text: str) -> HeadingUnit | None:
    groups = match.groupdict()
    scale = groups.get("scale") or groups.get("later") or groups.get("plural") or groups.get("last") or groups.get("glued")
    currency = None
    for name in "abcd":
        if groups.get(f"{name}yen"):
            currency = Currency.JPY
        elif groups.get(f"{name}dollars"):
            currency = Currency.USD
    if scale is None and currency is None:
        return None
    power = 0
    if scale is not None:
        power = next(power for pattern, power in _POWERS if re.fullmatch(pattern, scale, re.IGNORECASE))
    return HeadingUnit(power, currency, text)
