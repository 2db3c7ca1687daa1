"""Numbers that belong together: the parts of a range or a list.

The first part of "¥1.0 to ¥1.5 billion" takes its unit from the second, and that of "1.0 to 1.5 billion yen" the
currency besides. The rule is narrow, and what it leaves open is marked as doubtful.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ..money.exact import EXACT
from ..money.grammar import UnfitError, fit_amount, fold
from .mentions import COUNTED, GAP, YEAR, Candidate, read_text

APART: Final = 48
CONNECTOR: Final = re.compile(
    rf"""
    {GAP}(?:
        (?P<range>(?:in|for|of){GAP}(?:fiscal{GAP})?(?:19|20)[0-9]{{2}}{GAP}to
          |[-‐‑]{GAP}to|[-‐‑]to[-‐‑]|to|through|up{GAP}to|から|ないし|乃至|[-‐‑‒–—―－−~～〜])
      | (?P<list>,?{GAP}(?:and|or|from|plus|against|versus|vs\.?|compared{GAP}(?:to|with))|,|、|&|→|/|;
          |と|及び|および|又は|または)
    ){GAP}(?:(?:about|approximately|around|nearly|roughly|some|約){GAP})?
    """,
    re.VERBOSE,
)
_BETWEEN: Final = re.compile(r"\bbetween\b[^.;]{0,30}\Z", re.IGNORECASE)
_ASIDE: Final = re.compile(rf"{GAP}[(（\[{{][^()（）\[\]{{}}]{{0,160}}[)）\]}}]")
_OR_ASIDE: Final = re.compile(rf"{GAP}(?:,?{GAP}or|,|/|=|≈){GAP}(?:(?:about|approximately|around){GAP})?[-−]?")
_COUNTED: Final = re.compile(
    rf"{GAP}(?:[a-z-]+{GAP})?(?:{COUNTED}|households|years|months|farms|copies|tons|days|times|percent|per\ cent|%)\b"
)
_MINUS_MARKS: Final = frozenset("-−–—△▲")
_IN_DOUBT: Final = "its unit may be that of the amount behind it"
_CLOSE: Final = 10
_COMPARABLE: Final = 1000


def link_ranges(text: str, found: list[Candidate]) -> None:
    """Give the parts of ranges the unit and the currency that they leave out, or the reason why that is open."""
    for i in range(len(found) - 2, -1, -1):
        first = found[i]
        second, gap = _next(text, found, i)
        if second is None:
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


def _may_be_one(first: Candidate, second: Candidate, gap: str) -> bool:
    """Whether two numbers with units stand side by side, as in "¥1 trillion 200 billion"."""
    if not gap.isspace() or len(gap) > 2 or first.complete or second.sign_first:
        return False
    return bool(first.unit and second.unit and (first.currency or second.currency))


def _next(text: str, found: list[Candidate], i: int) -> tuple[Candidate | None, str]:
    """The candidate behind one and the text between them, past an aside in the other currency."""
    first, start, j = found[i], found[i].end, i + 1
    aside = _ASIDE.match(text, start)
    if aside is not None:
        inside = [later for later in found[i + 1 : i + 8] if later.end <= aside.end()]
        if inside:
            start, j = aside.end(), i + 1 + len(inside)
    elif first.currency is not None and found[j].currency not in {None, first.currency}:
        other = found[j]
        if _OR_ASIDE.fullmatch(text, start, other.start):
            start, j = other.end + (text[other.end : other.end + 1] == ","), j + 1
    if j + 1 < len(found) and found[j].currency is None and YEAR.fullmatch(found[j].number):
        j += _IN_YEAR.fullmatch(text, start, found[j].start) is not None
    if j >= len(found) or not 0 <= found[j].start - start <= APART:
        return None, ""
    return found[j], text[start : found[j].start]


_IN_YEAR: Final = re.compile(rf"{GAP}(?:in|for|of){GAP}(?:fiscal{GAP})?")


def _link(text: str, first: Candidate, second: Candidate, is_range: bool, gap: str) -> None:
    if second.currency is None:
        if is_range:
            _take_currency_from_first(text, first, second, gap)
        if second.currency is None and (unit_of(second) or second.reason == _IN_DOUBT):
            _leave_open(text, first, second)
    elif first.currency is None:
        marked = text[max(0, first.start - 1) : first.start] in _MINUS_MARKS and first.start > 0
        if is_range and not second.sign_first and (marked or not first.glued) and second.complete:
            _take_currency_from_second(text, first, second)
            if first.currency is not None and marked and not second.negative:
                second.reason = second.reason or "the minus before the range may be of both its parts"
        elif unit_of(second) and not unit_of(first) and same_size(first, second):
            first.reason = _IN_DOUBT  # passed on to the amounts before it
            if second.complete and not second.sign_first and not first.glued and not YEAR.fullmatch(first.number):
                first.currency = second.currency
    elif not first.unit and not first.complete and (second.unit or second.reason == _IN_DOUBT):
        _take_unit(first, second, is_range)
    elif is_range and first.unit and not second.unit and not second.complete and same_size(first, second):
        second.reason = second.reason or "its unit may be that of the amount before it"


def _leave_open(text: str, first: Candidate, second: Candidate) -> None:
    """¥5,123 and 6,234 million, ¥800-1.2 billion: the unit of the bare figure may be that of the first, too."""
    if unit_of(first) or first.complete or _COUNTED.match(text, second.end) or _is_zero(first):
        return
    if second.reason == _IN_DOUBT or same_size(first, second):
        first.reason = first.reason or _IN_DOUBT


def _take_currency_from_first(text: str, first: Candidate, second: Candidate, gap: str) -> None:
    """¥1.0-1.5 billion, ¥5 million to 10 million, ¥5-6."""
    if second.glued or _COUNTED.match(text, second.end):
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


def _take_currency_from_second(text: str, first: Candidate, second: Candidate) -> None:
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


def _take_unit(first: Candidate, second: Candidate, is_range: bool) -> None:
    """¥1.0 to ¥1.5 billion, but not ¥800,000 to ¥1 million."""
    if not first.reason and not _is_zero(first):
        if same_size(first, second):
            if is_range and second.unit:
                _inherit(first, second)
            else:
                first.reason = _IN_DOUBT
        elif is_range and not _is_within(value_of(first), value_of(second), _COMPARABLE):
            first.reason = _IN_DOUBT


def _inherit(first: Candidate, second: Candidate) -> None:
    first.unit = second.unit or _kanji_unit(second)


def unit_of(found: Candidate) -> str:
    """The unit as it is written, be it glued to the digits."""
    return found.unit or _kanji_unit(found)


_KANJI_UNIT: Final = re.compile(r"[0-9.,]+([十百千]?[万億兆]|[百千]万?)")


def _kanji_unit(found: Candidate) -> str:
    """The one Japanese unit behind the digits of 15億."""
    match = _KANJI_UNIT.fullmatch(fold(found.number))
    return match[1] if match else ""


def value_of(found: Candidate) -> Decimal:
    """The amount with its unit; zero where it cannot be read."""
    try:
        return fit_amount(read_text(found)).amount
    except UnfitError:
        return Decimal(0)


def _figure(found: Candidate) -> Decimal:
    """The number before the unit."""
    try:
        return fit_amount(fold(found.number).removesuffix(_kanji_unit(found))).amount
    except UnfitError:
        return Decimal(0)


def _is_zero(found: Candidate) -> bool:
    return not value_of(found)


def _is_within(first: Decimal, second: Decimal, times: int) -> bool:
    """Whether neither is so many times the other; zero is no part of anything."""
    low, high = sorted((first.copy_abs(), second.copy_abs()))
    return low > 0 and high < EXACT.multiply(low, Decimal(times))


def same_size(first: Candidate, second: Candidate) -> bool:
    """Whether two figures, without their units, are less than ten times each other."""
    return _is_within(_figure(first), _figure(second), _CLOSE)


def _ends(text: str, found: Candidate) -> bool:
    """Whether nothing is glued behind a bare number."""
    behind = text[found.end : found.end + 1]
    return not (behind.isalnum() or (behind in {"%", "-", "/", "."} and text[found.end + 1 : found.end + 2].isalnum()))
