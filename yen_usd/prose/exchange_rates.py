"""Exchange rates in running text, which are no amounts: both sides of them, or the one that is named.

A figure without a unit is a rate if what is directly around it says so (per dollar, 1ドル=), or if its sentence speaks of
the level or a move of the dollar and it has the size of one. Where the sentence only may speak of one, it is reported.
"""

from __future__ import annotations

import re
from typing import Final

from ..money.currency import Currency
from ..money.lexer import GAP
from .lists import CONNECTOR, same_size, unit_of, value_of
from .marks import Mention
from .mentions import SENTENCE_END, sentence_before, sentence_behind

APART: Final = 48
LOWEST: Final = 50
HIGHEST: Final = 500
"""Between which a figure may be yen per dollar: that is where the rates since 1971 lie, and some way beyond."""

_DOLLAR: Final = rf"(?:(?:U\.?[ ]?S\.?{GAP}|American[ ])?(?:[Dd]ollars?|DOLLARS?)|(?:U\.?[ ]?S\.?[ ]?)?\\?\$|USD|米?ドル)"
_FOREIGN: Final = (
    r"(?:€|EUR|GBP|RMB|CNY|KRW|CHF|HKD|AUD|HK\$|A\$|[Ee]uros?|[Yy]uan|[Ww]on|[Bb]aht|(?:Swiss\s)?[Ff]rancs?|ユーロ|元)"
)
_POUND: Final = r"(?:£|(?:British\s|UK\s)?[Pp]ounds?(?:\s[Ss]terling)?|[Ss]terling|英?ポンド)"
_MAY_BE: Final = "it may be an exchange rate"
_ONE: Final = frozenset({"1", "1.0", "1.00", "1.000", "一"})
_PER: Final = re.compile(
    rf"{GAP}\(?{GAP}(?:per|to|for|every|against|versus|vs\.?|=|/|:|equals?|is|was|は|が|当たり|あたり|につき|に対し|対)"
    rf"{GAP}(?:the|each|every|a|an)?{GAP}|[ ]?\(|[ \t]{{1,4}}"
)
_DENOMINATOR: Final = re.compile(
    rf"{GAP}\(?(?:per|to|for(?={GAP}(?:the|an?|one){GAP})|against|versus|vs\.?|=|/){GAP}"
    rf"(?:the{GAP}|an?{GAP}|one{GAP}|each{GAP}|1(?:00)?(?:\.0+)?{GAP})?"
    rf"(?:{_DOLLAR}|(?P<pound>{_POUND})|(?P<yen>[Yy]en|円|¥)|{_FOREIGN}(?:[ ]?1(?:\.0+)?)?)(?![A-Za-z])(?![ ]?[0-9]"
    rf"|,[0-9])(?P<of>{GAP}of{GAP}[a-z])?"
    rf"|/[A-Z]{{3}}(?![A-Za-z])|{GAP}(?:to{GAP}(?:buy|get){GAP})?(?:an?|one){GAP}{_DOLLAR}(?![A-Za-z])|-to-the-dollar"
)
_PER_BEFORE: Final = re.compile(rf"(?:per|yen{GAP}to|yen{GAP}=){GAP}\Z")
_ONE_IS: Final = re.compile(rf"{GAP}={GAP}(?:{_FOREIGN}{GAP})?[0-9]")
_AT: Final = re.compile(
    rf"{GAP}(?:forward{GAP})?(?:at|@){GAP}"
    rf"(?:(?:an?|the){GAP}(?:(?:exchange|average|forward|weighted|contract){GAP}){{0,2}}(?:rate|average){GAP}of{GAP})?"
)
_PAIR_BEFORE: Final = re.compile(
    r"(?:(?<![0-9])(?<![0-9]\s)(?:USD|EUR|GBP|AUD|CNY|JPY|US\$|\$|¥|[Yy]en)|[A-Z][a-z]+)\s?/\s?"
    r"(?:(?:USD|JPY|US\$|\$|¥|[Yy]en|[Dd]ollar)\s?(?:of|was|is|at|:|=)?\s?)?\Z"
    r"|(?<![A-Za-z])(?:dollar|euro|USD|EUR|米ドル|ユーロ|英?ポンド|豪ドル|人民元)\s?[:=]\s?\Z"
    rf"|(?:レート|相場|ドル[/・]?円)(?:は|:|の)?\s*(?:米ドル|ドル|ユーロ)?\s*\Z|対(?:米?ドル|ユーロ)で?\Z|(?:USD|[A-Z]{{3}}/)\Z"
    rf"|(?:(?:{_FOREIGN}|{_POUND})[ ]?1(?:\.0+)?|(?<![0-9.,])[1一](?:\.0+)?[ ]?"
    rf"(?:{_FOREIGN}|{_POUND}|米?ドル|人民元|ウォン|豪ドル|バーツ))"
    rf"{GAP}(?:=|to|is|was|equals|は|が|当たり|あたり|につき)?{GAP}\Z"
)
_PAIR_MARKS: Final = (":", "=", "1", "一", "/", "対", "レート", "相場", "ドル円", "USD")
_RATE_OF: Final = re.compile(
    r"(?:(?:exchange|buying|translation|conversion|TTM|spot|currency|average|closing|prevailing|assumed"
    rf"|(?:period|year)[- ]end){GAP}rates?\b|rates?{GAP}of{GAP}exchange)"
    rf"(?:(?!price|fee|cost|dividend)[^.;,¥$]|(?<=[A-Z])\.|(?:U\.?S\.?[ ]?)?\$(?![0-9])|,{GAP}(?:19|20)[0-9]{{2}}"
    rf"|,{GAP}(?:or|which|as)\b){{0,72}}"
    rf"(?:\b(?:of|was|were|is|are|at|from|to|about|approximately|averaged|stood|reached|between)(?:{GAP}(?:about"
    rf"|approximately|at|around))?:?|[:=(])"
    rf"{GAP}(?:(?:19|20)[0-9]{{2}}{GAP})?\Z",
    re.IGNORECASE,
)
_AT_RATE_OF: Final = re.compile(rf"\bat{GAP}(?:a|the){GAP}rate{GAP}of{GAP}\Z", re.IGNORECASE)
_CHANGES: Final = re.compile(r"\b(?:change|fluctuation|movement|effect|difference|gain|loss)", re.IGNORECASE)
_PER_OTHER: Final = re.compile(rf"{GAP}(?:per|/|an?\b|each\b){GAP}(?!year (?:ago|earlier|before))[A-Za-z]")

_VERBS: Final = (
    "fell|falls?|fallen|falling|rose|rises?|risen|rising|traded|trades?|trading|slid|slips?|slipped|dropp?(?:ed|s)?|dipped"
    "|climb(?:s|ed)?|jump(?:s|ed)?|surg(?:es?|ed)|weaken(?:s|ed|ing)?|strengthen(?:s|ed|ing)?|appreciat(?:es?|ed|ing)"
    "|depreciat(?:es?|ed|ing)|gain(?:s|ed)?|eas(?:es?|ed)|hits?|reach(?:es|ed)|touch(?:es|ed)|cross(?:es|ed)?|broke"
    "|breaks?|stood"
    "|stands?|hover(?:s|ed|ing)|bought|buys?|fetch(?:es|ed)|changed hands|quoted|clos(?:es?|ed)|opened|ended|settled"
    "|mov(?:es?|ed)"
    "|went|was|were|is|equal(?:s|ed|led)?|at|averag(?:es?|ed|ing)|plung(?:es?|ed)|tumbl(?:es?|ed)|advanc(?:es?|ed)|sank|rallied|recovered"
    "|rebounded"
    "|ranged|remained|swung|worth|lost|slide|rally|decline|climb|drop|fall|rise|surge|from|above|below|past|beyond|near"
    "|around|toward"
)
_LEVEL: Final = re.compile(
    rf"\b(?:dollar|greenback|yen|euro|pound|sterling|yuan|won|dollar-yen|dollar/yen|USD/JPY|USDJPY|U\.S\. currency"
    rf"|exchange rate)(?:'s|’s)?\b(?:(?!-denominated)[^.;¥$]|(?<=[A-Z])\.|[¥$]"
    rf"[0-9]|(?<=[0-9])\.){{0,70}}?\b(?:{_VERBS})\b[^;]{{0,56}}\Z"
)
_BARE_LEVEL: Final = re.compile(r"\b(?:past|below|above|through|beyond|breached|breach)\s(?:the\s)?\Z")
_PRICE: Final = re.compile(
    r"\b(?:prices?|priced|fees?|costs?|dividends?|charg(?:es?|ed)|fares?|salar(?:y|ies)|wages?|shares?|paid|pays?|pay"
    r"|tax(?:es)?|tolls?|tickets?|sold"
    r"|sells?|sales|revenues?|income|profits?|earnings|expenses?|premiums?|tariffs?|rents?|values?|spent|stocks?|eps"
    r"|interest|purchas\w+)\b"
    r"|配当|株|価格|単価|料金|利益|損失|差[損益]|売上|費用|原価|賃料|手数料|運賃|給|増配|減配|価額|料|代金",
    re.IGNORECASE,
)
_RATE_HINT: Final = re.compile(
    r"exchange rates?\b(?! (?:changes?|fluctuations?|movements?|effects?|gains?|loss(?:es)?))|buying rates?\b|\bforex\b"
    r"|USD/?JPY|dollar[-/]yen|yen[-/]dollar"
)
_RATE_JA: Final = re.compile(
    r"為替|レート|TT[MSB]|仲値|対(?:米|英|豪)?(?:ドル|ユーロ|ポンド)|ドル・?円|ユーロ・?円|円相場|円(?:安|高)|[1一](?:米|豪|英)?(?:ドル|ユーロ|ポンド)"
    r"|(?:ドル|ユーロ|ポンド|人民元|ウォン|バーツ)(?:は|が|相場)"
    r"|(?<![0-9億万千百兆十])円[はがも]"
)
_MOVE_JA: Final = re.compile(r"(?:程度|ほど|近く|超)?(?:の|と)?(?:大幅な|大幅)?(?:円|ドル|ユーロ)(?:安|高)")


def link_rates(folded: str, found: list[Mention]) -> None:
    """Mark the exchange rates and their denominators; what remains are amounts. `found` are mentions of numbers."""
    for i, here in enumerate(found):
        if here.currency is None:
            if i + 1 < len(found):
                _bare(folded, here, found[i + 1])
            continue
        if here.place:
            continue
        if not unit_of(here):
            _judge(folded, here)
        if i + 1 < len(found) and found[i + 1].currency is not None:
            _pair(folded, here, found[i + 1])
    if any(here.place == "rate" or here.reason == _MAY_BE for here in found):
        for i in range(len(found) - 1, 0, -1):
            _spread(folded, found[i], found[i - 1], found[i - 1].end, found[i].start)
        for i in range(len(found) - 1):
            per = _DENOMINATOR.match(folded, found[i].end) if found[i].place == "rate" else None
            _spread(folded, found[i], found[i + 1], per.end() if per else found[i].end, found[i + 1].start)


def _judge(folded: str, here: Mention) -> None:
    """Whether a figure without a unit is a rate by what is around it, or may be one."""
    before = folded[max(0, here.start - 32) : here.start]
    if _names_denominator(folded, here) or (any(map(before.__contains__, _PAIR_MARKS)) and _PAIR_BEFORE.search(before)):
        here.place = "rate"
    elif here.currency is Currency.USD:
        if here.number in _ONE and (_PER_BEFORE.search(before) or _ONE_IS.match(folded, here.end)):
            here.place = "rate"
        elif folded[here.end - 1] == "ル" and _MOVED.match(folded, here.end):
            _judge_move(before, here)
        else:
            _judge_dollars(folded, here)
    elif folded[here.end - 1] == "円" and _MOVED.match(folded, here.end):
        _judge_move(sentence_before(folded, here.start), here)
    elif 0 < value_of(here) <= HIGHEST:
        _judge_level(folded, here)


def _names_denominator(folded: str, here: Mention) -> bool:
    """¥117.56 to the dollar, but neither $0.31 per dollar of sales nor $3.60 per pound of copper."""
    per = _DENOMINATOR.match(folded, here.end)
    if per is None or per["of"] or (per["yen"] and here.currency is Currency.JPY):
        return False
    if per["pound"] and per["pound"].lower() in {"pound", "pounds"}:
        if _speaks_of_rates(folded, here):
            return True
        if here.currency is Currency.JPY:
            here.reason = here.reason or "its pound may be one of money or of weight"
        return False
    return True


def _speaks_of_rates(folded: str, here: Mention) -> bool:
    around = sentence_before(folded, here.start) + sentence_behind(folded, here.end)
    return "exchange" in around or "sterling" in around or "currenc" in around


_MOVED: Final = re.compile(r"高(?![いくめ額騰])|安(?![定いく価])")
_QUOTED: Final = re.compile("株|終値|始値|ダウ|日経平均|原油|先物|価格|定価|予算|値段|前年")
_PRICED_IN_DOLLARS: Final = re.compile(
    rf"\b(?P<name>[Ee]uro|[Ss]terling|[Pp]ound)(?:'s|’s)?[ ](?![A-Z]|zone|area|bond|fund|note)"
    rf"[^.;,¥$]{{0,50}}?\b(?:{_VERBS})\b[^.;]{{0,24}}\Z"
)


def _judge_move(before: str, here: Mention) -> None:
    """9円高 of a currency, and that of a share or a price, which is reported; 200万円安 is an amount."""
    if _RATE_JA.search(before) or (value_of(here) <= _LARGEST_MOVE and not _QUOTED.search(before)):
        here.place = "rate"
    elif not unit_of(here):
        here.reason = here.reason or _MAY_BE


_LARGEST_MOVE: Final = 30


def _judge_dollars(folded: str, here: Mention) -> None:
    """The euro at $1.35 is a rate; a pound may be one of weight."""
    if "." not in here.number or not 0 < value_of(here) < _DEAREST or _PER_OTHER.match(folded, here.end):
        return
    before = sentence_before(folded, here.start)
    level = _PRICED_IN_DOLLARS.search(before) if any(map(before.__contains__, _PRICED)) else None
    if level is not None and not _PRICE.search(level.group()):
        if level["name"].lower() == "pound":
            here.reason = here.reason or _MAY_BE
        else:
            here.place = "rate"


_PRICED: Final = ("uro", "terling", "ound")
_DEAREST: Final = 3


def _judge_level(folded: str, here: Mention) -> None:
    """An exchange rate of ¥117.56, the dollar at 150 yen, 9.12円の円安."""
    usual = is_usual(here)
    behind = folded[here.end : here.end + 1]
    if folded[here.end - 1] == "円" or here.sen:
        _judge_japanese(folded, here, behind)
        return
    before = sentence_before(folded, here.start)
    moves = _MOVE_BEHIND.match(folded, here.end)
    if moves or (_BY.search(before) and not _PRICE.search(before)):
        around = before + sentence_behind(folded, here.end)
        if _SENSITIVE.search(around) or (moves and here.number in _ONE and not _PRICE.search(before)):
            here.place = "rate"
            return
        if moves and _OF_CURRENCY.match(folded, here.end + 1):
            here.reason = here.reason or _MAY_BE
    if _PER_OTHER.match(folded, here.end) or not before:
        return
    if usual and "rate" in before.lower():
        if "." in here.number and _AT_RATE_OF.search(before):
            here.place = "rate"
            return
        stated = _RATE_OF.search(before)
        if stated is not None and not _CHANGES.search(before[max(0, stated.start() - 30) :]):
            here.place = "rate"
            return
    if usual and _STRIKE.search(before) and _SENSITIVE.search(before + sentence_behind(folded, here.end)):
        here.reason = here.reason or _MAY_BE
    if usual and (_RATE_BEHIND.match(folded, here.end) or _RATE_BEFORE.search(before)) and not _PRICE.search(before):
        here.reason = here.reason or _MAY_BE
    level = _LEVEL.search(before) if any(map(before.__contains__, _SUBJECTS)) else None
    if level is not None and not _PRICE.search(level.group()) and (usual or _MOVE_BEFORE.search(before)):
        here.place = "rate"
    elif usual and _RATE_HINT.search(before) and not _PRICE.search(before):
        here.reason = here.reason or _MAY_BE


_MOVE_BEHIND: Final = re.compile(
    r"[ -](?:(?:per dollar )?(?:move|change|swing|shift|fluctuation|movement|appreciation|depreciation|softening"
    r"|weakening|strengthening|rise|fall|drop|gain|decline)s?\b|(?:weaker|stronger)\b)"
)
_RATE_BEHIND: Final = re.compile(
    r",?\s(?:(?:which|that)\s(?:is|was)\s)?(?:the|an?)\s(?:(?:[a-z]|-(?=[a-z])){2,16}\s){0,3}rates?\b"
    r"|,?\s(?:an?|its|the)\s[\w-]{1,16}\s(?:[\w-]{1,16}\s)?(?:low|high)\s(?:for|against)\s|[ ]\((?:USD|US\$|EUR|GBP|CNY)\)"
)
_RATE_BEFORE: Final = re.compile(r"\brates?\s(?:of|was|is)\s\Z|\b(?:weaker|stronger|weak|strong)\s(?:yen|dollar)\s\(\Z")
_STRIKE: Final = re.compile(r"\bstrikes?\s(?:price\s|rate\s)?(?:of|at)\s\Z")
_OF_CURRENCY: Final = re.compile("(?:ap|de)preciation|(?:weak|strength)en")
_BY: Final = re.compile(r"\b(?:by|every|each)\s(?:about\s|some\s)?\Z")
_SENSITIVE: Final = re.compile(r"dollar|euro|exchange|currenc|the yen|\$[0-9]")
_SUBJECTS: Final = ("dollar", "yen", "JPY", "greenback", "rate", "euro", "pound", "sterling", "yuan", "won", "currency")
_MOVE_BEFORE: Final = re.compile(rf"(?:{_VERBS}|by|about|(?:rise|fall|drop|gain|decline|move|slide|jump)\sof)\s\Z")


def _judge_japanese(folded: str, here: Mention, behind: str) -> None:
    if _MOVE_JA.match(folded, here.end):
        here.place = "rate"
        return
    before = sentence_before(folded, here.start)
    speaks = next(reversed(list(_RATE_JA.finditer(before))), None)  # the last one decides
    if speaks is None and behind == "台":
        speaks = _RATE_JA.search(sentence_behind(folded, here.end, 40))
    if speaks is None:
        speaks = _OTHER_BEFORE.search(before) if is_usual(here) else None
    if speaks is not None and not _PRICE.search(before, speaks.end()):
        if _CAUSE.match(before, speaks.start()):
            here.reason = here.reason or _MAY_BE
        else:
            here.place = "rate"
    elif here.number in _ONE and folded.startswith("の変動", here.end):
        here.reason = here.reason or _MAY_BE
    elif behind == "台":
        here.reason = here.reason or "its number is not told in full"


_CAUSE: Final = re.compile("円[安高](?:の影響|によ|に伴|を背景|を受|のため|で、)")
_OTHER_BEFORE: Final = re.compile("(?<![0-9億万千百兆十])(?:ユーロ|英?ポンド|豪ドル|人民元)[ \t:]*\\Z")


def _bare(folded: str, here: Mention, second: Mention) -> None:
    """The 120 of "120 to US$1", and the 160 of "the yen weakened past 160"."""
    if here.place or not is_usual(here) or unit_of(here):
        return
    if (
        second.currency is Currency.USD
        and second.number in _ONE
        and not unit_of(second)
        and second.start - here.end <= APART
    ):
        per = _PER.fullmatch(folded, here.end, second.start)
        if per is not None and per.group().strip(" ("):
            here.currency, here.place, second.place = Currency.JPY, "rate", "rate"
            return
    if _BARE_LEVEL.search(folded, max(0, here.start - 16), here.start):
        level = _LEVEL.search(sentence_before(folded, here.start))
        if level is not None and not _PRICE.search(level.group()):
            here.currency, here.place = Currency.JPY, "rate"


def _pair(folded: str, first: Mention, second: Mention) -> None:
    """¥117.56 per $1.00, US$1.00 = ¥117.56, 1ドル117円56銭."""
    if second.start - first.end > APART or unit_of(second) or second.place not in {"", "rate"}:
        return
    stated = "." in second.number or unit_of(first) != ""
    if second.currency is Currency.JPY and stated and is_usual(second) and _AT.fullmatch(folded, first.end, second.start):
        second.place = "rate"  # $42,531 at ¥117.56
    if second.currency is first.currency or unit_of(first):
        return
    per = _PER.fullmatch(folded, first.end, second.start)
    in_japanese = second.start == first.end and folded[first.end - 1] == "ル"
    one = first if first.currency is Currency.USD else second
    inverse = second if one is first else first
    if one is first and folded[max(0, first.start - 5) : first.start].lower() == "from ":
        return  # prices from $1 to ¥500
    equal = per is not None and "=" in per.group()
    is_rate = one.number in _ONE or (inverse.number in {*_ONE, "100"} and value_of(one) < 10 and equal)
    spoken = per is not None and (per.group().strip(" (\t") != "" or folded[first.end - 1] == "ル")
    if is_rate and (in_japanese or spoken):
        for side in (first, second):
            side.place, side.reason = "rate", side.reason if side.reason != _MAY_BE else ""


def _spread(folded: str, rate: Mention, other: Mention, start: int, end: int) -> None:
    """Both ends of "from ¥110.07 to ¥121.81 per $1.00" are rates; a like figure elsewhere in the sentence may be one."""
    if other.place or other.currency is not rate.currency or rate.currency is not Currency.JPY:
        return
    apart = end - start
    if rate.reason == _MAY_BE and 0 <= apart <= APART and is_usual(other) and CONNECTOR.fullmatch(folded, start, end):
        other.reason = other.reason or ("" if unit_of(other) else _MAY_BE)
    if rate.place != "rate" or unit_of(other) or not 0 <= apart <= _SENTENCE or not same_size(rate, other):
        return
    start += folded[start : start + 1] == "台"
    if apart <= APART and CONNECTOR.fullmatch(folded, start, end):
        other.place, other.reason = "rate", ""
    elif (
        is_usual(rate)
        and is_usual(other)
        and not SENTENCE_END.search(folded, start, end)
        and not _PRICE.search(folded, start, end)
        and not _PER_OTHER.match(folded, other.end)
        and not _PRICE.search(folded, other.end, other.end + 16)
    ):
        other.reason = other.reason or _MAY_BE


_SENTENCE: Final = 120


def is_usual(found: Mention) -> bool:
    """Whether a figure lies where yen per dollar have been."""
    return LOWEST <= value_of(found) <= HIGHEST
