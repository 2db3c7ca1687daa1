"""Exchange rates in running text, which are no amounts: both sides of them, or the one that is named."""

from __future__ import annotations

import re
from typing import Final

from ..money.currency import Currency
from ..money.grammar import fold
from .mentions import DOLLAR_SIGN, DOLLAR_WORD, GAP, SPACE, Candidate
from .ranges import APART, CONNECTOR, same_size, unit_of, value_of

_ONE: Final = frozenset({"1", "1.0", "1.00", "1.000", "一"})
_PER: Final = re.compile(
    rf"{GAP}[(（]?{GAP}(?:per|to|for|every|against|versus|vs\.?|=|＝|/|／|:|：|equals?|is|was|は|が|当たり|あたり|につき|に対し|対)"
    rf"{GAP}(?:the|each|every|a|an)?{GAP}|{SPACE}?[(（]|　"
)
_FOREIGN: Final = (
    r"(?:€|£|EUR|GBP|RMB|CNY|KRW|CHF|HKD|AUD|HK\$|A\$|[Ee]uros?|(?:British|UK)?\s?[Pp]ounds?|[Yy]uan|[Ww]on|[Bb]aht"
    r"|(?:Swiss\s)?[Ff]rancs?|ユーロ|元)"
)
_DENOMINATOR: Final = re.compile(
    rf"{GAP}[(（]?(?:per|to|for(?={GAP}(?:the|an?|one){GAP})|against|versus|vs\.?|=|＝|/|／){GAP}(?:the{GAP}|an?{GAP}|one{GAP}|each{GAP}|1(?:00)?(?:\.0+)?{GAP})?"
    rf"(?:{DOLLAR_WORD}|{DOLLAR_SIGN}|USD|ドル|米ドル|{_FOREIGN}(?:{SPACE}?1(?:\.0+)?)?)(?![A-Za-z])(?!{SPACE}?[0-9]|,[0-9])"
    rf"|/[A-Z]{{3}}(?![A-Za-z])|{GAP}an?{GAP}{DOLLAR_WORD}|-to-the-dollar"
)
_PER_BEFORE: Final = re.compile(rf"(?:per|yen{GAP}to|yen{GAP}=){GAP}\Z")
_ONE_IS: Final = re.compile(rf"{GAP}(?:=|＝){GAP}(?:{_FOREIGN}{GAP})?[0-9]")
_AT: Final = re.compile(rf"{GAP}(?:at|@){GAP}(?:(?:a|the){GAP}(?:exchange{GAP})?rate{GAP}of{GAP})?")
_PAIR_NAME: Final = re.compile(
    r"(?<![0-9])(?<![0-9]\s)(?:USD|EUR|GBP|AUD|CNY|JPY|US\$|\$|¥|[Yy]en)\s?/\s?(?:(?:USD|JPY|US\$|\$|¥|[Yy]en|[Dd]ollar)\s?(?:of|was|is|at|:|=)?\s?)?\Z"
    r"|(?:レート|相場|ドル円)(?:は|：|:|の)?\s*(?:米ドル|ドル|ユーロ)?\s*\Z"
)
_OTHER_ONE: Final = re.compile(
    rf"(?:{_FOREIGN}{SPACE}?1(?:\.0+)?|(?<![0-9.,])[1１一](?:\.0+)?{SPACE}?(?:{_FOREIGN}|英?ポンド|人民元|ウォン|豪ドル|バーツ))"
    rf"{GAP}(?:=|＝|to|is|was|equals|は|が|当たり|あたり|につき)?{GAP}\Z"
    r"|対(?:米?ドル|ユーロ)\Z|[A-Z]{3}/\Z"
)
_ONES: Final = ("1", "１", "一", "/", "対", "レート", "相場", "ドル円")
_RATE_OF: Final = re.compile(
    rf"(?:(?:exchange|buying|translation|TTM|spot|currency){GAP}rates?\b|rates?{GAP}of{GAP}exchange)"
    rf"(?:(?!price|fee|cost|dividend)[^.;,¥￥$]|,{GAP}(?:19|20)[0-9]{{2}}){{0,48}}"
    rf"(?:\b(?:of|was|were|is|are|at|from|to|about|approximately):?|[:：=(（]){GAP}(?:(?:19|20)[0-9]{{2}}{GAP})?\Z",
    re.IGNORECASE,
)
_AT_RATE_OF: Final = re.compile(rf"\bat{GAP}(?:a|the){GAP}rate{GAP}of{GAP}\Z", re.IGNORECASE)
_CHANGES: Final = re.compile(r"\b(?:change|fluctuation|movement|effect|difference|gain|loss)", re.IGNORECASE)
_PER_OTHER: Final = re.compile(rf"{GAP}(?:per|/|an?\b|each\b){GAP}[A-Za-z]")
LOWEST: Final = 50
HIGHEST: Final = 500
"""Between which a figure may be yen per dollar: that is where the rates since 1971 lie, and some way beyond."""


def link_rates(text: str, found: list[Candidate]) -> None:
    """Mark the exchange rates and their denominators; what remains are amounts."""
    for i, here in enumerate(found):
        if here.currency is None:
            continue
        if not unit_of(here):
            here.is_rate = here.is_rate or _is_one_sided(text, here)
        if i + 1 < len(found):
            _pair(text, here, found[i + 1])
    for i in range(len(found) - 1, 0, -1):
        _spread(text, found[i], found[i - 1], found[i - 1].end, found[i].start)
    for i in range(len(found) - 1):
        per = _DENOMINATOR.match(text, found[i].end) if found[i].is_rate else None
        _spread(text, found[i], found[i + 1], per.end() if per else found[i].end, found[i + 1].start)


def _is_one_sided(text: str, here: Candidate) -> bool:
    """¥117.56 to the dollar, an exchange rate of ¥117.56, yen per $1.00."""
    before = text[max(0, here.start - 32) : here.start]
    if _DENOMINATOR.match(text, here.end):
        return True
    if any(map(before.__contains__, _ONES)) and (_OTHER_ONE.search(before) or _PAIR_NAME.search(before)):
        return True
    if here.currency is Currency.JPY:
        return _stated_rate(text, here)
    return here.number in _ONE and bool(_PER_BEFORE.search(before) or _ONE_IS.match(text, here.end))


def _pair(text: str, first: Candidate, second: Candidate) -> None:
    """¥117.56 per $1.00, US$1.00 = ¥117.56, 1ドル117円56銭."""
    if second.start - first.end > APART or second.currency is None or unit_of(second):
        return
    stated = "." in second.number or unit_of(first) != ""
    if second.currency is Currency.JPY and stated and _AT.fullmatch(text, first.end, second.start):
        second.is_rate = second.is_rate or _is_usual(second)  # $42,531 at ¥117.56
    if second.currency is first.currency or unit_of(first):
        return
    per = _PER.fullmatch(text, first.end, second.start)
    in_japanese = second.start == first.end and text[first.end - 1] == "ル"
    one = first if first.currency is Currency.USD else second
    inverse = second if one is first else first
    equal = per is not None and ("=" in per.group() or "＝" in per.group())
    if one is first and text[max(0, first.start - 5) : first.start].lower() == "from ":
        return  # prices from $1 to ¥500
    is_rate = fold(one.number) in _ONE or (fold(inverse.number) in {*_ONE, "100"} and value_of(one) < 10 and equal)
    if is_rate and (in_japanese or (per is not None and (per.group().strip(" (（　") or text[first.end - 1] == "ル"))):
        first.is_rate = second.is_rate = True


def _spread(text: str, rate: Candidate, other: Candidate, start: int, end: int) -> None:
    """Both ends of "from ¥110.07 to ¥121.81 per $1.00" are rates."""
    if (
        rate.is_rate
        and not other.is_rate
        and other.currency is rate.currency is Currency.JPY
        and not unit_of(other)
        and end - start <= APART
        and CONNECTOR.fullmatch(text, start, end)
        and same_size(rate, other)
    ):
        other.is_rate = True


def _is_usual(found: Candidate) -> bool:
    """Whether a figure lies where yen per dollar have been."""
    return LOWEST <= value_of(found) <= HIGHEST


def _stated_rate(text: str, found: Candidate) -> bool:
    """An exchange rate of ¥117.56, with no more said."""
    before = text[max(0, found.start - 120) : found.start]
    if "rate" not in before or not _is_usual(found) or _PER_OTHER.match(text, found.end):
        return False
    if "." in found.number and _AT_RATE_OF.search(before):
        return True
    stated = _RATE_OF.search(before)
    return stated is not None and not _CHANGES.search(before[max(0, stated.start() - 30) :])
