"""What touches an amount: why a number with a currency cannot be read for certain, or is no amount at all.

An amount is believed because what stands on either side of it is explained: white space, punctuation, a word. What is glued
to it, may be the rest of it, or says that it counts something else, is the reason why it is not read.
"""

from __future__ import annotations

import re
from typing import Final

from ..money.currency import Currency
from ..money.lexer import (
    CODE_BEFORE,
    GAP,
    ODD_SCALE,
    OTHER_AFTER,
    OTHER_AHEAD,
    OTHER_BEFORE,
    OTHER_BEHIND,
    SCALE_WORD,
    resembles_scale,
)
from .marks import Mention
from .mentions import YEAR
from .minus import LOOK_BACK, is_cjk, minus_behind

COUNTED: Final = "(?:people|persons|shares|units|members|[a-z]+(?:er|or|ee)s)"
"""Nouns that are counted: what stands before them is no amount."""
_EITHER: Final = " \t\r\n\f\v→⇒\"'/`|*_~=＝:;,<>≈+…・、。" + "〜-—―" + "\ufffc"
_OPENERS: Final = frozenset("”’»≥≤×※①②③④⑤⑥⑦⑧⑨)]([{｟「『【〈《〔“‘«¡¿≒•·" + _EITHER)
_CLOSERS: Final = frozenset("①②③④⑤⑥⑦⑧⑨×≥≤)]}」』】〉》〕”’»!?." + _EITHER)
_FOOTNOTES: Final = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾†‡※*&#[(")
_INSIDE: Final = frozenset("・、､'’")
_STOPS: Final = frozenset(".,;:)。、」([¥$")

GLUED_LEFT: Final = "what stands directly before it belongs to no amount"
GLUED_RIGHT: Final = "what stands directly behind it belongs to no amount"

NOISE: Final = (
    r"(?:[\s>*|_#~…\u00ad\u200b-\u200d\u2060\ufeff\ufffc+,;—―-]|\.(?>(?=\.)|(?<=\.\.))|[(\[](?:in\s)?(?=[A-Za-z千百万億兆単])|[)\]]"
    r"|\([^()\n]{0,40}\)|\[[^\[\]\n]{0,40}\]|<[^<>]{1,40}>|&(?:nbsp|thinsp|\#160|\#xa0);|\\[;,\ ~])"
)
"""What may stand between the parts of a damaged amount: no word, and no number that is not in brackets."""
# What may be the rest of an amount that seems to end: a unit out of reach or misspelled, more digits, a fraction.
_REST: Final = re.compile(
    rf"""
    (?P<unit>
        \.?{NOISE}{{0,24}}
        (?:
            (?i:{ODD_SCALE})(?![A-Za-z])
          | (?i:thousand|million|billion|trillion)s?(?=[A-Za-z])
          | (?<=[()])(?:千|百万|十億|億|兆)
          | (?:単位|[Uu]nits?):?\s*(?i:in\s)?(?:{SCALE_WORD}|千|百万|十億|億|兆)
          | (?<=[)])\s?(?i:bn|mn|tn|mm|[kmbt])(?![A-Za-z0-9])
          | (?:(?<=\ \ )|(?<=\t))(?i:[kmbt])(?![A-Za-z0-9.)])
          | (?<=\n)\s*(?i:bn|mn|tn|mln|bln)(?![A-Za-z0-9])
        )
    )
  | (?P<digits>
        (?:\ ?,(?:[ \u200b]|\r?\n[ \t]*)[0-9]{{3}} | [ ][0-9]{{3}} | \.\ [0-9]{{1,3}}(?![.)]))
        (?![0-9]|[.,][0-9]|\ ?%)
      | \ ?,(?:[ \u200b]|\r?\n[ \t]*)[0-9]{{3}}(?:,[0-9]{{3}})+
      | \ ,[0-9]
      | \.\s*\n\s*[0-9]+\ (?i:{SCALE_WORD}) | \ [.]{{1,3}}\ ?[0-9]
      | [ ][0-9]+(?:[.,][0-9]+)*[ \t]?(?i:{SCALE_WORD})
      | \ ?(?:[-—―]|to)\ ?\([0-9][0-9.,]*\)\s?(?i:{SCALE_WORD})
    )
  | (?P<fraction>[ \t]?(?:[0-9]+/[0-9]|[¼-¾⅐-⅞]|[x×][ \t]?10[\^⁰¹²³⁴-⁹])|\sand\s(?:a|one)[\s-](?:half|quarter|third))
    """,
    re.VERBOSE,
)
_SURE_WORD: Final = re.compile(rf"[,;:.)]?[ ](?!of\s+{SCALE_WORD})(?:[ac-gijln-su-z]|[bhtm](?![iuhorn]))[a-z]")
_SURER_WORD: Final = re.compile(r"[,;:.)]?[ ](?:[efgijnprsuvwz]|[ac](?![nr])|[bhtm](?![iuhorn]))[a-z]+[ ,.;:]")
_CUT_OFF: Final = re.compile(
    r"(?<![A-Za-z0-9,./])[0-9]{1,3}(?:,[0-9]{3})*"
    r"(?:(?:[ \t]?(?P<mark>[,.]))?(?:\r?\n[ \t]*)|[ \t]?(?P<point>[,.])[ \t]|[ \t]|(?P<comma>[ ],))\Z"
    r"|(?P<kanji>(?:[万億兆][0-9,]*|[0-9][,.])\s*\n[ \t]*|[万億兆][ ]?,[ ]?|[0-9],[0-9]{1,2}[ ])\Z"
)
_LIST_MARK: Final = re.compile(r"(?:(?:\A|\n|\))[ \t]*[0-9]{1,2}\.|注[0-9]{1,2}[.．]?)[ \t]*\Z")
_SMALL_UNIT: Final = re.compile(r"[ ]?(?:,[ ]?|and[ ])?[0-9]{1,2}[ ]?(?:sen|cents?|¢)(?![A-Za-z])", re.IGNORECASE)
_HYPHENED: Final = re.compile(r"-[A-Za-z]")
_COUNTED: Final = re.compile(rf"(?:,[0-9]{{3}})*\s+(?:(?:thousand|million)\s+)?(?:[a-z-]+\s+)?{COUNTED}\b")
_WIDE_MARK: Final = re.compile(r"[0-9０-９]{1,2}．[0-9０-９]")
_LOOSE_LETTER: Final = re.compile(rf"{GAP}(?i:[kmbt])\Z")
_AFTER_LETTER: Final = re.compile(r"\Z|[,;)]|\.?\s*(?:\Z|\n)|\s+(?:\(|(?:to|and|or|per)\b)")
NAMED_NUMBER: Final = re.compile(
    r"(?:notes?|items?|tables?|pages?|sections?|parts?|figures?|chapters?|levels?|tiers?|nos?\.?|numbers?|[#※]|ranked|phase"
    r"|grade"
    r"|fiscal|fy|top|class|series|jan(?:uary|\.)|feb(?:ruary|\.)|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)"
    r"|sept?(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.))\s*\Z",
    re.IGNORECASE,
)
"""What makes a number that of a note, a page or a day."""
_COUNTED_LOAN: Final = re.compile(
    r"\s(?:interest\s)?(?:loans?|bonds?|notes?|swaps?|deposits?|accounts?|borrowings?|debts?|facilit(?:y|ies)|rates?)\b"
)
_TERM: Final = re.compile(r"(?:-|\s)(?:year|month|week|day|yr)s?\b|\s(?:LIBOR|TIBOR|SOFR|TONA|EURIBOR|swap)\b")
_NAME_BEHIND: Final = re.compile(r"[ ](?:[A-Z][a-z]+|stores?\b|shops?\b)")
_NEXT_KANJI: Final = re.compile("建(?!物|設|築)|[卓盤陣柱錐熟弧]|周(?!辺)|滑(?![りっ落])|満(?![額期了たち]|[^\\w])")
_GLUED_WORD: Final = re.compile("円(?!JPY|USD|EUR)[A-Z]{2}")  # 1,000円OFF
_SCALES: Final = frozenset("十百千万億兆")


def examine(text: str, folded: str, here: Mention, floor: int) -> None:
    """Say of a number with a currency why it cannot be read, or where else it belongs, if so."""
    if _is_of_another(folded, here):
        here.place = "other currency"
        return
    if not here.sign_first:
        _look_at_suffix(folded, here)
    else:
        _look_at_prefix(folded, here)
    if here.place:
        return
    reason = here.reason or _left_border(text, folded, here)
    if not reason and not (_SURE_WORD if len(here.unit) > 2 else _SURER_WORD).match(folded, here.end):
        reason = _right_border(folded, here) or _open_end(folded, here) or _torn(folded, here)
        reason = reason or minus_behind(folded, here.end)
    if reason:
        here.reason = reason
        if reason in {GLUED_LEFT, GLUED_RIGHT}:
            _widen(folded, here, floor)


def name_other(folded: str, here: Mention, floor: int) -> None:
    """Take the name of another currency into a number that has none of ours."""
    start, end = here.start, here.end
    after = folded[end : end + 3]
    if after[:1] in {" ", "-"}:
        after = after[1:]
    if after and (after[0] in _CAPITALS or after[:2] in _FIRST_OF_OTHER) and (behind := OTHER_BEHIND.match(folded, end)):
        here.end, here.place = behind.end(), "other currency"
    if (
        start > 1
        and folded[start - 1] in _LAST_OF_OTHER
        and (folded[start - 1] != " " or folded[start - 2] in _LAST_OF_OTHER)
        and (ahead := OTHER_AHEAD.search(folded, max(floor, start - 8), start))
    ) or (start == 1 and floor == 0 and (ahead := OTHER_AHEAD.match(folded, 0, 1))):
        here.start, here.place = ahead.start(), "other currency"


_OTHER_BEGINS: Final = frozenset([" y", " r", " (", " e", "-e", " p", " w"])
_CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ€£₩₹ユ英ポウバルペレ人元スフ豪加香台シカ")
_FIRST_OF_OTHER: Final = frozenset(
    ["eu", "po", "st", "yu", "re", "wo", "ba", "ru", "ri", "do", "sw", "fr", "pe", "kr", "ra", "di"]
)
_LAST_OF_OTHER: Final = frozenset(" €£₩₹₽฿₫₱ABCDEFGHIJKLMNOPQRSTUVWXYZos")


def _is_of_another(folded: str, here: Mention) -> bool:
    """Whether a number is of another currency with the sign or the name of ours, which it then takes in."""
    start, end = here.start, here.end
    before = folded[start - 1 : start] if start else ""
    pattern = None
    if before == " ":
        word = folded[folded.rfind(" ", max(0, start - 16), start - 1) + 1 : start]
        pattern = CODE_BEFORE if word[:1].isupper() or word[:4] in {"yuan", "renm", "人民元"} else None
    elif before.isalpha():
        pattern = OTHER_BEFORE if here.sign_first and folded[start] == "$" else CODE_BEFORE
    if pattern is not None and (other := pattern.search(folded, max(0, start - 16), start)):
        here.start = other.start()
        return True
    after = folded[end : end + 2]
    may_be_other = after[-1:].isupper() or after[:1] in {"(", "y", "r"} or after in _OTHER_BEGINS
    if may_be_other and (other := OTHER_AFTER.match(folded, end)):
        here.end = other.end()
        return True
    return False


def _look_at_suffix(folded: str, here: Mention) -> None:
    """Whether a number whose currency stands behind it is a unit, a count or a name."""
    end = here.end
    if not set(here.number) - _SCALES and not here.sen:
        here.place = "mention"
    elif folded[end - 1] == "円" and _NEXT_KANJI.match(folded, end):
        here.reason = here.reason or "the currency may belong to the next word"
    if here.sen and folded[here.start - 1 : here.start] in {"円", "n"}:
        here.reason = GLUED_LEFT  # the rest of yen that were not read
    if here.number.startswith("00") and not here.number.strip("0"):
        here.reason = here.reason or "it may be the heading of a column"
    if not here.complete or here.place or folded[end - 1] in "円銭ル¥$":
        return
    plain = not here.unit.strip() and here.number.isdigit()
    if plain and NAMED_NUMBER.search(folded, max(0, here.start - 16), here.start):
        here.place = "mention"
        return
    word = folded[max(here.start, end - 8) : end]
    name = word.lstrip("0123456789 \n")
    if (
        plain
        and name[:1] in {"Y", "D"}
        and ("\n" in word or here.number == "1" or (_NAME_BEHIND.match(folded, end) and name[1:].islower()))
    ):
        here.place = "idiom" if "\n" not in word and here.number != "1" else "mention"  # "7 Dollar General stores"
    elif _QUESTION.match(folded, end):
        here.place = "idiom"
    elif plain and len(here.number) < 4 and name[-1:] not in {"s", "S"} and _is_count(folded, here, name):
        here.reason = here.reason or "its number may be a year, or count what stands behind it"
    elif _HYPHENED.match(folded, end):
        if plain:
            here.place = "mention"
        else:
            here.reason = here.reason or "the currency may belong to the next word"
    elif plain and (YEAR.fullmatch(here.number) or (len(here.number) < 4 and _COUNTED_LOAN.match(folded, end))):
        here.reason = here.reason or "its number may be a year, or count what stands behind it"


def _is_count(folded: str, here: Mention, name: str) -> bool:
    """Whether a small number before "yen" or "dollar" counts what is named behind: 3 yen loans, the 2 dollar funds."""
    if _PLURAL.match(folded, here.end):
        return True
    return (
        name.lower() == "dollar"
        and not _ARTICLE.search(folded, max(0, here.start - 8), here.start)
        and (_NEXT_NOUN.match(folded, here.end) is not None)
    )


def _look_at_prefix(folded: str, here: Mention) -> None:
    """Whether a number behind a name of the currency is a year, a term or the heading of a column."""
    if here.complete or here.unit:
        if here.named and not here.complete and _TERM.match(folded, here.end):
            here.reason = here.reason or "it may be a term or a year"
        return
    plain = here.number.isdigit()
    if here.named:
        if _SCALE_OF.search(folded, max(0, here.start - 16), here.start):
            here.reason = here.reason or "the unit before it may belong to it"
        sign = folded[here.start : folded.find(here.number, here.start)].strip(" \n△-(").split()[-1:]
        name = sign[0] if sign else ""
        if plain and name.upper() not in {"JPY", "USD"}:
            if "\n" in folded[here.start : here.end]:
                here.place = "mention"  # the heading of a column
                return
            if not name[:1].isupper():
                here.reason = here.reason or "it may be a term or a year"  # "the value of the yen 10 years ago"
        if _TERM.match(folded, here.end) or (plain and YEAR.fullmatch(here.number)):
            here.reason = here.reason or "it may be a term or a year"
    if plain and here.number[0] == "0" and len(here.number) > 1 and not here.number.strip("0"):
        here.reason = here.reason or "it may be the heading of a column"


_SCALE_OF: Final = re.compile(rf"{SCALE_WORD}s?\s+of\s+\Z", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\b(?:an?|per|each|every|this|that|one)\s\Z", re.IGNORECASE)
_NEXT_NOUN: Final = re.compile(r"[ ](?!(?:and|or|to|for|per|in|at|on|of|by|from|was|is|were|are|but)\b)[a-z]{3,}")
_QUESTION: Final = re.compile(r"[ -]question\b")
_PLURAL: Final = re.compile(
    r"[ ](?!(?:as|is|was|has|plus|less|versus|vs|across|towards|its|always|this|thus|minus|does|unless|besides)\b)[a-z]+s\b"
)


_LEVEL: Final = re.compile("台(?!帳|座|風|数|所|紙|本|形|地)")


def _left_border(text: str, folded: str, here: Mention) -> str:
    start = here.start
    before = folded[start - 1 : start] if start else ""
    if before and before not in " (" and not is_open(before):
        leads = before == "." and here.sign_first and folded[start - 2 : start - 1] in {".", " "}
        if not leads:
            return GLUED_LEFT
    if not here.sign_first and before in {"", "\n", "注", " "} and _WIDE_MARK.match(text, start):
        return "it may begin with the mark of a list"
    is_level = folded[here.end - 1] == "円" and _LEVEL.match(folded, here.end)
    is_few = before in {"数", "何", "幾"} or _TWO_OR_THREE.fullmatch(here.number)
    if is_level or is_few or (here.number == "一" and is_cjk(before) and before > "\u3400"):
        return "its number is not told in full"
    if here.sign_first:
        return ""
    if before in _INSIDE and folded[start - 2 : start - 1].isnumeric():
        return GLUED_LEFT
    if not before.isspace() and _TORN_LEFT.search(folded, max(0, start - 16), start):
        return GLUED_LEFT
    return _cut_off(folded, here)


_TWO_OR_THREE: Final = re.compile("(?:一二|二三|三四|四五|五六|六七|七八|八九)[十百千万億兆]*")
_JOINTS: Final = r"(?:[^\w\s()\[\]{}|<>¥$。」』）・、→⇒~〜—―-]|_)"
"""A mark that no filing puts between a number and the next one."""
_TORN_LEFT: Final = re.compile(
    rf"(?:[0-9](?!%){_JOINTS}{{1,3}}|[0-9][,.][^\w]{{0,3}}(?<![,.]\s)|[0-9](?:</?(?:b|i|em|strong|span|font|u)>"
    rf"|&\w{{2,6}};)|(?<![A-Za-z])[0-9]{{0,2}}[OoIlSBZ|][0-9OoIlSBZ|]{{0,2}},|[万億兆](?:{_JOINTS}{{1,3}}|</?\w{{1,6}}>))\Z"
)
_TORN_RIGHT: Final = re.compile(
    rf"{_JOINTS}{{1,3}}[0-9]|[ ],[ ]?[0-9]|[^\w]{{0,3}},[0-9]{{3}}|[^\w%]{{1,3}}\.[0-9]|,[0-9OoIlSBZ|]{{3}}(?![A-Za-z])"
    rf"|\.[^\s\w]{{1,3}}[0-9]|\.\s{{0,4}}[^\s\w]?[0-9]+(?:\.[0-9]+)?[ ]?{SCALE_WORD}"
    rf"|(?:</?(?:b|i|em|strong|span|font|u)>|&\w{{2,6}};)[0-9]"
)


def _cut_off(folded: str, here: Mention) -> str:
    """Whether a number without a sign before it may be the end of one that a space has cut."""
    start = here.start
    cut = _CUT_OFF.search(folded, max(0, start - 24), start)
    if cut is None:
        return ""
    number = cut.group().rstrip(" \t\r\n,.")
    if _LIST_MARK.search(folded, max(0, start - 24), start) and not (len(number) > 1 and len(here.number) < 3):
        return ""
    three = re.match(r"[0-9]{3}(?![0-9])", here.number) and ("\n" not in cut.group() or cut["mark"])
    beside = cut.group()[-1:] in {" ", "\t"} and not (cut["mark"] or cut["point"]) and not YEAR.fullmatch(number)
    if not (cut["kanji"] or cut["comma"] or cut["mark"] == "." or cut["point"] == "." or three or beside):
        return ""
    if NAMED_NUMBER.search(folded, max(0, start - 40), start - len(cut.group())):
        return ""
    here.start -= len(cut.group())
    return "it may be the end of a number that a space has cut"


def _right_border(folded: str, here: Mention) -> str:
    end = here.end
    behind = folded[end : end + 1]
    if behind in {"", " ", "\n"}:
        return ""
    if behind.isdigit() and folded[end - 1] == "ル" and here.number == "1":
        return ""  # 1ドル117円
    if behind == "\\" and not folded[end + 1 : end + 2].isalnum():
        return ""  # an escape of Markdown
    if behind not in _CLOSERS and not is_cjk(behind) and not behind.isspace() and not _GLUED_WORD.match(folded, end - 1):
        whole = here.complete or bool(here.unit)
        if not (whole and behind in _FOOTNOTES) and not (behind in "([" and not here.reason):
            return GLUED_RIGHT
    after = folded[end + 1 : end + 2]
    if (behind in {"/", ":", ".", ";"} and after.isdigit()) or (behind == "." and after.islower() and here.unit):
        return GLUED_RIGHT
    if here.complete:
        return ""
    if behind in _INSIDE and folded[end + 1 : end + 3].lstrip(".")[:1].isnumeric():
        return GLUED_RIGHT
    return ""


def _torn(folded: str, here: Mention) -> str:
    """Whether marks that no filing writes part an amount without a unit from more digits, which it then takes in."""
    if here.unit or here.complete or (torn := _TORN_RIGHT.match(folded, here.end)) is None:
        return ""
    rest = _DIGITS_ON.match(folded, torn.end())
    here.end = rest.end() if rest is not None else torn.end()
    return "it seems to go on behind its end"


_DIGITS_ON: Final = re.compile(rf"[0-9,.]*(?<![,.])(?:{GAP}{SCALE_WORD}s?\b)?")


def _open_end(folded: str, here: Mention) -> str:
    """Why an amount that seems to end may go on behind its end."""
    end = here.end
    if (here.complete or here.sign_first) and (small := _SMALL_UNIT.match(folded, end)) is not None:
        here.end = small.end()
        return "the sen or cents behind it belong to it"
    if here.unit and not here.complete:
        if _OF_SCALE.match(folded, end):
            return _ODD_UNIT
        if _LOOSE_LETTER.match(here.unit) and here.unit[0].isspace() and not _AFTER_LETTER.match(folded, end):
            return "its unit may be the beginning of the next word"
        if len(here.unit) == 1 and _HYPHENED.match(folded, end):
            return "its unit may be the beginning of the next word"
        return ""
    if here.unit:
        return ""
    rest = _REST.match(folded, end)
    if rest is None and (word := _NEXT_WORD.match(folded, end)) is not None and resembles_scale(word[1].lower()):
        here.end = word.end()
        return _ODD_UNIT
    if here.currency is Currency.JPY and not here.complete and _BILL.match(folded, end):
        return _ODD_UNIT
    if rest is None or (here.complete and rest["unit"] is None):
        return ""
    digits = rest["digits"]
    if digits is not None:
        if "." in here.number and ("." in digits or digits[0] != ","):
            return ""
        if _COUNTED.match(folded, rest.end()) and not digits.startswith(" ,"):
            return ""  # "...for $10, 200 shares were issued"
    here.end = rest.end()
    return "it seems to go on behind its end" if rest["unit"] is None else _ODD_UNIT


_ODD_UNIT: Final = "a unit may belong to it that cannot be read"
_BILL: Final = re.compile(r"[ ][Bb]ill\b")
_OF_SCALE: Final = re.compile(rf"\s+of\s+{SCALE_WORD}s?\b")
_NEXT_WORD: Final = re.compile(rf"{GAP}([tmbTMBhl][A-Za-z0-9|]{{4,9}})(?![A-Za-z0-9])")


def _widen(folded: str, here: Mention, floor: int) -> None:
    """Take in what is glued to a damaged amount, up to the next white space, for the report."""
    for _ in range(LOOK_BACK):
        if here.start <= floor or folded[here.start - 1].isspace() or folded[here.start - 1] in "、。,」":
            break
        here.start -= 1
    limit = min(len(folded), here.end + LOOK_BACK)
    while here.end < limit and not folded[here.end].isspace() and folded[here.end] not in _STOPS:
        here.end += 1


def is_open(character: str) -> bool:
    """Whether an amount may begin behind a character."""
    return character in _OPENERS or character.isspace() or is_cjk(character)
