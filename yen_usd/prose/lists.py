"""Numbers that belong together: the parts of a range or a list.

The first part of "¥1.0 to ¥1.5 billion" takes its unit from the second, and that of "1.0 to 1.5 billion yen" the
currency besides. The rule is narrow, and what it leaves open is marked as doubtful. A number without a currency that
shares a list or a comparison with an amount is a mark of money, too: it counts something else, or it is not read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..money.exact import EXACT
from ..money.grammar import fit_amount
from ..money.lexer import GAP, UnfitError
from .marks import Mention
from .mentions import SENTENCE_END, YEAR
from .neighbors import COUNTED, is_open

APART: Final = 48
CONNECTOR: Final = re.compile(
    rf"""
    {GAP}(?:
        (?P<range>(?:in|for|of){GAP}(?:fiscal{GAP})?(?:19|20)[0-9]{{2}}{GAP}to
          |-{GAP}to|-to-|to|through|thru|till|until|up{GAP}to|から|ないし|乃至|[-—―~〜])
      | (?P<list>,?{GAP}(?:and|or|from|plus|against|versus|vs\.?|compared{GAP}(?:to|with))|,|、|&|→|/|;|・
          |と|及び|および|又は|または)
    ){GAP}(?:(?:about|approximately|around|nearly|roughly|some|plus|約){GAP})?
    """,
    re.VERBOSE,
)
_BETWEEN: Final = re.compile(r"\bbetween\b[^.;]{0,30}\Z", re.IGNORECASE)
_ASIDE: Final = re.compile(rf"{GAP}[(（\[{{][^()（）\[\]{{}}]{{0,160}}[)）\]}}]")
_OR_ASIDE: Final = re.compile(rf"{GAP}(?:,?{GAP}or|,|/|=|≈){GAP}(?:(?:about|approximately|around){GAP})?[-−]?")
_COUNTED: Final = re.compile(
    rf"{GAP}(?:[a-z-]+{GAP})?(?:{COUNTED}|households|years|months|farms|copies|tons|days|times|percent|per\ cent|%)\b"
)
_MINUS_MARKS: Final = frozenset("-—△")
_IN_DOUBT: Final = "its unit may be that of the amount behind it"
_CLOSE: Final = 10
_COMPARABLE: Final = 1000


def link_lists(text: str, found: list[Mention]) -> None:
    """Give the parts of ranges the unit and the currency that they leave out, or the reason why that is open.

    `found` are the mentions of numbers.
    """
    for i in range(len(found) - 2, -1, -1):
        first, behind = found[i], found[i + 1]
        apart = behind.start - first.end
        if apart > APART and (
            apart > _FARTHEST or first.currency is None or text[first.end : first.end + 2].lstrip()[:1] not in _ASIDE_BEGINS
        ):
            continue
        if first.currency is None and behind.currency is None and not behind.unit and not behind.reason:
            continue
        if not _MAY_LINK.match(text, first.end):
            continue
        if (
            apart == 1
            and text[first.end] == "/"
            and first.currency is not behind.currency
            and _may_share_unit(first, behind)
        ):
            first.reason = first.reason or _IN_DOUBT
        second, gap = _next(text, found, i)
        if second is None or first.place or second.place:
            continue
        if _may_be_one(first, second, gap):
            for part in (first, second):  # ¥1 trillion 200 billion
                part.currency = part.currency or first.currency or second.currency
                part.reason = part.reason or "it may be one amount with what stands beside it"
            continue
        if first.currency is None and second.currency is None:
            if (second.unit or second.reason == _IN_DOUBT) and not unit_of(first) and CONNECTOR.fullmatch(gap):
                first.reason = _IN_DOUBT if same_size(first, second) else ""
            continue
        connector = CONNECTOR.fullmatch(gap)
        if connector is None or (None not in {first.currency, second.currency} and first.currency is not second.currency):
            continue
        is_range = connector["range"] is not None
        if not is_range and connector["list"].endswith("and"):
            is_range = _BETWEEN.search(text[max(0, first.start - 40) : first.start]) is not None
        _link(text, first, second, is_range, gap)
        if is_range and gap.strip() in _MARKS and _falls(first, second):
            first.reason = second.reason = "its dash may be damage"
    for i, here in enumerate(found):
        if here.currency is None and not here.place and not here.reason and _is_near(found, i):
            _share(text, found, i)


def _is_near(found: list[Mention], i: int) -> bool:
    """Whether a number has a unit, or one beside it is of money."""
    here = found[i]
    if unit_of(here):
        return True
    if len(here.number) == 4:
        return False
    return (i > 0 and here.start - found[i - 1].end <= APART and found[i - 1].currency is not None) or (
        i + 1 < len(found) and found[i + 1].start - here.end <= APART and found[i + 1].currency is not None
    )


_MAY_LINK: Final = re.compile(
    r"\s*(?:(?:in|for|of)\s(?:fiscal\s)?[12]|,\s?(?:[A-Z]|yen|minus|negative)|,?\s?(?:[^A-Za-z\s,]|or\s|to|through|thru|till|until|up\s|and\s|from\s|plus\s|against\s"
    r"|versus\s|vs|compared\s\w{2,4}\s|about\s|approximately\s|around\s|nearly\s|roughly\s|some\s)"
    r"(?!\s?(?:the|an?|its|it|which|this|that|those|when)\s))"
)
"""How a connector begins; what it refuses soon, no connector does."""
_MARKS: Final = frozenset("-—―~〜")


def _falls(first: Mention, second: Mention) -> bool:
    """Whether a range of dashes runs down, as in ¥1,234-567 or 1億-2,000万円, where the dash may be damage."""
    if first.currency is None or first.currency is not second.currency or second.sign_first:
        return False
    bare = not unit_of(first) and not unit_of(second)
    return (bare or (second.complete and not first.complete)) and value_of(second) < value_of(first)


_CLOSE_BY: Final = 24
_FARTHEST: Final = 240
_ASIDE_BEGINS: Final = frozenset("([{,/=≈o")


def _share(text: str, found: list[Mention], i: int) -> None:
    """A number without a currency beside an amount: it counts something else, or its currency is left out."""
    here = found[i]
    has_unit = unit_of(here) != ""
    if has_unit and _counts(text, here):
        here.place = "quantity"
        return
    for j in (i - 1, i - 2, i - 3, i + 1) if has_unit else (i - 1, i + 1):
        if not 0 <= j < len(found):
            continue
        other = found[j]
        if (other.currency is None and not other.reason) or other.place in {"mention", "idiom"}:
            continue
        low, high = (other.end, here.start) if j < i else (here.end, other.start)
        if high - low > 80 or (not has_unit and not _MAY_LINK.match(text, low)):
            continue
        if _shares(text, here, other, text[low:high], j < i) and (has_unit or not _counts(text, here)):
            here.currency, here.reason = other.currency, "its currency may be that of the amount beside it"
            if (
                has_unit
                and j == i - 1
                and high - low <= _CLOSE_BY
                and "(" not in text[low:high]
                and not unit_of(other)
                and not other.complete
            ):
                other.reason = other.reason or _IN_DOUBT  # JPY 12 point 5 billion
            return
    if has_unit:
        here.place = "quantity"


def _shares(text: str, here: Mention, other: Mention, gap: str, behind: bool) -> bool:
    """Whether a number may share the currency of an amount, by what stands between the two."""
    if unit_of(here):
        return not SENTENCE_END.search(gap) and "\n\n" not in gap
    tight = CONNECTOR.fullmatch(gap)
    if tight is None or _is_glued(text, here) or YEAR.fullmatch(here.number):
        return False
    if not behind:
        return not other.sign_first and bool(tight["range"]) and same_size(here, other)
    if gap.strip() == "," and not unit_of(other):
        return same_size(here, other)
    return gap.strip() not in {",", ";", "-", "", "、", "・", "/"} and same_size(here, other)


def _counts(text: str, here: Mention) -> bool:
    """Whether a noun, a per cent sign or the like says what a number without a currency counts."""
    return (
        _is_glued(text, here)
        or _NOUN.match(text, here.end) is not None
        or _SIGN_AHEAD.search(text, max(0, here.start - 6), here.start) is not None
    )


_FUNCTION_WORDS: Final = (
    "(?:and|or|to|from|versus|vs|against|compared|with|plus|than|of|for|in|the|as|at|on|by|was|were|is|are|had|has|have|but"
    "|while|which|that|a|an|up|down|per|respectively|last|this|during|after|before|over|since|due|mainly|yen|dollars?|it|we"
    "|if|because|when|under|through|until|both|each|not|also|will|would|may|could|primarily|partly|reflecting|thanks"
    "|year-on-year)"
)
_NOUN: Final = re.compile(
    rf"[ ]?%|[ ](?:per[ ]cent|percent)|(?:{GAP}|-)(?!{_FUNCTION_WORDS}\b)[A-Za-z][a-z]"
    rf"|[ ]?(?:[台人株件個本社名店回点冊戸隻機枚頭羽箱袋年月日時分秒歩票曲話巻坪世倍割基口両席区軒杯校桁部語字%ト]"
    r"|キロ|メートル|平方|ユーザー|バレル|リットル|ワット|[kMG]W|ヶ|か所|カ所|箇所|ダース)"
)
_SIGN_AHEAD: Final = re.compile(r"[€£₩₹₽฿][ ]?\Z|#\Z")


def _may_be_one(first: Mention, second: Mention, gap: str) -> bool:
    """Whether two numbers stand side by side whose units fall, as in "¥1 trillion 200 billion" and 1億と2千万円."""
    if gap.strip() == "と":
        falls = unit_of(first) != unit_of(second) != "" and value_of(first) > value_of(second)
        return falls and first.currency is None and second.complete
    return (
        len(gap) <= 2
        and gap.isspace()
        and bool(
            first.unit and (second.unit or (second.complete and not unit_of(second))) and (first.currency or second.currency)
        )
        and not first.complete
        and not second.sign_first
    )


def _may_share_unit(first: Mention, second: Mention) -> bool:
    """Whether ¥5 in "¥5/$0.04 million" may be in millions, too."""
    if unit_of(first) or first.complete or not unit_of(second):
        return False
    return _is_within(_figure(first), _figure(second), _COMPARABLE)


def _next(text: str, found: list[Mention], i: int) -> tuple[Mention | None, str]:
    """The mention behind one and the text between them, past an aside in the other currency."""
    first, start, j = found[i], found[i].end, i + 1
    aside = _ASIDE.match(text, start) if text[start : start + 2].lstrip()[:1] in {"(", "[", "{"} else None
    if aside is not None:
        inside = [later for later in found[i + 1 : i + 8] if later.end <= aside.end()]
        if inside:
            start, j = aside.end(), i + 1 + len(inside)
    elif first.currency is not None and found[j].currency not in {None, first.currency}:
        other = found[j]
        if _OR_ASIDE.fullmatch(text, start, other.start):
            start, j = other.end + (text[other.end : other.end + 1] == ","), j + 1
    if j + 1 < len(found) and found[j].currency is None and len(found[j].number) == 4 and YEAR.fullmatch(found[j].number):
        j += _IN_YEAR.fullmatch(text, start, found[j].start) is not None
    if j >= len(found) or not 0 <= found[j].start - start <= APART:
        return None, ""
    return found[j], text[start : found[j].start]


_IN_YEAR: Final = re.compile(rf"{GAP}(?:in|for|of){GAP}(?:fiscal{GAP})?")


def _link(text: str, first: Mention, second: Mention, is_range: bool, gap: str) -> None:
    if second.currency is None:
        if is_range:
            _take_currency_from_first(text, first, second, gap)
        if second.currency is None and (unit_of(second) or second.reason == _IN_DOUBT):
            _leave_open(text, first, second)
    elif first.currency is None:
        marked = text[max(0, first.start - 1) : first.start] in _MINUS_MARKS and first.start > 0
        if is_range and not second.sign_first and (marked or not _is_glued(text, first)) and second.complete:
            _take_currency_from_second(text, first, second)
            if first.currency is not None and marked and not second.negative:
                second.reason = second.reason or "the minus before the range may be of both its parts"
        elif unit_of(second) and not unit_of(first) and same_size(first, second):
            first.reason = _IN_DOUBT  # passed on to the amounts before it
            if second.complete and not second.sign_first and not _is_glued(text, first) and not YEAR.fullmatch(first.number):
                first.currency = second.currency
    elif not first.unit and not first.complete and (second.unit or second.reason == _IN_DOUBT):
        _take_unit(first, second, is_range)
    elif is_range and first.unit and not second.unit and not second.complete and same_size(first, second):
        second.reason = second.reason or "its unit may be that of the amount before it"


def _leave_open(text: str, first: Mention, second: Mention) -> None:
    """¥5,123 and 6,234 million, ¥800-1.2 billion: the unit of the bare figure may be that of the first, too."""
    if unit_of(first) or first.complete or _COUNTED.match(text, second.end) or _is_zero(first):
        return
    if second.reason == _IN_DOUBT or same_size(first, second):
        first.reason = first.reason or _IN_DOUBT


def _take_currency_from_first(text: str, first: Mention, second: Mention, gap: str) -> None:
    """¥1.0-1.5 billion, ¥5 million to 10 million, ¥5-6."""
    if _is_glued(text, second) or _COUNTED.match(text, second.end):
        return
    if first.complete and not (first.unit and second.unit):
        return  # 5 yen to 10 million
    if not unit_of(second):
        if len(gap) == 1 and not unit_of(first) and same_size(first, second) and _ends(text, second):
            second.currency = first.currency
        return
    if unit_of(first):
        if _is_within(value_of(first), value_of(second), _COMPARABLE):
            second.currency = first.currency
    elif same_size(first, second):
        second.currency = first.currency
        _inherit(first, second)
    elif _is_within(value_of(first), value_of(second), _COMPARABLE):
        second.currency = first.currency
    elif not _is_zero(first):
        first.reason = first.reason or _IN_DOUBT


def _take_currency_from_second(text: str, first: Mention, second: Mention) -> None:
    """1.0 to 1.5 billion yen, 10億から15億円."""
    if second.reason:
        return
    if unit_of(first):
        if not _is_within(value_of(first), value_of(second), _COMPARABLE):
            return
    elif not same_size(first, second):
        return
    elif unit_of(second):
        _inherit(first, second)
    first.currency = second.currency
    if text[max(0, first.start - 1) : first.start] in _MINUS_MARKS:
        first.reason = first.reason or "its dash may be a minus or punctuation"


def _take_unit(first: Mention, second: Mention, is_range: bool) -> None:
    """¥1.0 to ¥1.5 billion, but not ¥800,000 to ¥1 million."""
    if not first.reason and not _is_zero(first):
        if same_size(first, second):
            if is_range and second.unit:
                _inherit(first, second)
            else:
                first.reason = _IN_DOUBT
        elif not _is_within(value_of(first), value_of(second), _COMPARABLE):
            first.reason = _IN_DOUBT


def _inherit(first: Mention, second: Mention) -> None:
    first.unit = second.unit or _kanji_unit(second)
    first.inherits = True


def unit_of(found: Mention) -> str:
    """The unit as it is written, be it glued to the digits."""
    return found.unit or (_kanji_unit(found) if found.number and found.number[-1] in _SCALES else "")


_SCALES: Final = frozenset("十百千万億兆")
_KANJI_UNIT: Final = re.compile(r"[0-9.,]+[ ]?([十百千]?[万億兆]|[百千]万?)")


def _kanji_unit(found: Mention) -> str:
    """The one Japanese unit behind the digits of 15億."""
    match = _KANJI_UNIT.fullmatch(found.number)
    return match[1] if match else ""


def value_of(found: Mention) -> Decimal:
    """The amount with its unit; zero where it cannot be read."""
    return _read(found.number + found.unit.replace("-", " "))


def _figure(found: Mention) -> Decimal:
    """The number before the unit."""
    return _read(found.number.removesuffix(_kanji_unit(found)))


@lru_cache(maxsize=1024)
def _read(text: str) -> Decimal:
    try:
        return fit_amount(text).amount
    except UnfitError:
        return Decimal(0)


def _is_zero(found: Mention) -> bool:
    return not value_of(found)


def _is_within(first: Decimal, second: Decimal, times: int) -> bool:
    """Whether neither is so many times the other; zero is no part of anything."""
    low, high = sorted((first.copy_abs(), second.copy_abs()))
    return low > 0 and high < EXACT.multiply(low, Decimal(times))


def same_size(first: Mention, second: Mention) -> bool:
    """Whether two figures, without their units, are less than ten times each other."""
    return _is_within(_figure(first), _figure(second), _CLOSE)


def _ends(text: str, found: Mention) -> bool:
    """Whether nothing is glued behind a bare number."""
    behind = text[found.end : found.end + 1]
    return not (behind.isalnum() or (behind in {"%", "-", "/", "."} and text[found.end + 1 : found.end + 2].isalnum()))


def _is_glued(text: str, found: Mention) -> bool:
    """Whether something stands directly before a bare number that belongs to no amount."""
    return found.start > 0 and not is_open(text[found.start - 1])
