"""What no context has claimed: where it belongs, and what that means for the amount beside it.

A scale word without a number makes the amount before it unread, and a sign of currency with digits in reach is unread
itself.
"""

from __future__ import annotations

import re
from typing import Final

from ..money.lexer import GAP, ODD_SCALE, SCALE_WORD
from .lists import CONNECTOR, unit_of
from .marks import Mention
from .mentions import YEAR
from .neighbors import NOISE

_IS_BARE_SCALE: Final = re.compile(r"[十百千]?[万億兆](?![\u3041-\u9fff])|[十百千]?[万億兆]円")
_LARGE: Final = re.compile("[万億兆]")
_DIGIT: Final = re.compile("[0-9〇一二三四五六七八九]")


def settle_leftovers(folded: str, found: list[Mention]) -> None:
    """Say where each mark belongs that no context has claimed, and what that means for the amounts beside it."""
    last: Mention | None = None
    for i, here in enumerate(found):
        if here.number:
            if folded[here.start - 1] == "Y" and _is_yen_sign(folded, here):
                here.start, here.place, here.reason = here.start - 1, "unread", "the Y before it may be the sign of the yen"
            elif here.currency is None and not here.place:
                if not here.number.isascii() and _LARGE.search(here.number):
                    here.place = "quantity" if _DIGIT.search(here.number) else "idiom"
                    if (
                        here.place == "idiom"
                        and last is not None
                        and last.number
                        and _IS_BARE_SCALE.match(folded, here.start)
                    ):
                        gap = folded[last.end : here.start]
                        if len(gap) <= _NEAR and not _LETTER.search(gap) and "\n\n" not in gap:
                            _poison(here, last, None)
                elif unit_of(here):
                    here.place = "quantity"
            elif here.place == "mention" and here.complete and not set(here.number) - _UNITS:
                _bare_unit(folded, here)
        elif not here.place:
            if here.currency is not None:
                _lone_currency(folded, here, found[i - 1] if i else None, found[i + 1] if i + 1 < len(found) else None)
            elif here.unit:
                _lone_scale(folded, here, last, _linked(folded, found, i))
            else:
                here.place = "unread" if here.reason else "mention"
        if here.number or not (last and here.start < last.end):
            last = here


def _is_yen_sign(folded: str, here: Mention) -> bool:
    """Whether the Y before a number stands for the yen, as news agencies write it: Y24.3 billion."""
    return (
        here.start > 0
        and not folded[here.start - 2 : here.start - 1].isalpha()
        and bool(unit_of(here) or "," in here.number)
    )


def _linked(folded: str, found: list[Mention], i: int) -> Mention | None:
    """The number that a connector links to the one before a mark."""
    if i < 2 or not (found[i - 1].number and found[i - 2].number):
        return None
    between = found[i - 2].end, found[i - 1].start
    return found[i - 2] if CONNECTOR.fullmatch(folded, *between) or _FOOTNOTE.fullmatch(folded, *between) else None


_FOOTNOTE: Final = re.compile(r"[ ]?[(\[※*]?")
_UNITS: Final = frozenset("十百千万億兆")
_UNIT_AFTER: Final = re.compile(r"(?:未満|単位|以[上下]|台|札|硬貨|玉|相当額?|弱|強)|[ \t]*(?:[)\]|\n]|\Z)|\t")


_BEFORE_UNIT: Final = frozenset("約数何幾壱弐参拾")
"""What makes an amount of a unit: words for about and some, and the numerals of deeds."""


def _bare_unit(folded: str, here: Mention) -> None:
    """百万円 as a unit, in "百万円未満" or a cell, or as an amount that is not in digits, in "約百億円を投じた"."""
    if not _UNIT_AFTER.match(folded, here.end) or folded[here.start - 1 : here.start] in _BEFORE_UNIT:
        here.place, here.reason = "unread", "its number may be a unit"


_FEW: Final = (
    "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    "|eighty|ninety"
    "|half|hundreds?|thousands?|millions?|dozens?|tens|several|few|many|some|couple|multi|numerous|countless"
)
_DETERMINER: Final = re.compile(
    rf"(?<![A-Za-z])(?:{_FEW}|per|every|each|the|nearest|closest|any|first|next|last|another|this|that|these|those|of|in"
    rf"|by|to|into"
    r"|from|than|worth|over|under|and|or|for|as|with|its|their|our|your|my|no|not|are|is|was|were|units?|amounts?"
    r"|whole)[\s-]+\Z"
    r"|[(\[|:¥$€£]\s*\Z|(?:yen|dollars|JPY|USD)[\s,]+\Z",
    re.IGNORECASE,
)
_FIRST_OF_LINE: Final = re.compile(r"(?:\A|\n)[\s\"“*_#>|(\[]*\Z")
_NEAR: Final = 40
_SENTENCE_END: Final = re.compile(r"[.!?]\s|\n\s*\n|[;|\t]")


def _lone_scale(folded: str, here: Mention, last: Mention | None, linked: Mention | None) -> None:
    """A scale word without a number: a figure of speech, or the unit of the amount before it."""
    here.place = "mention"
    behind = folded[here.end : here.end + 1]
    before = folded[max(0, here.start - 24) : here.start]
    gap = folded[last.end : here.start] if last is not None else ""
    touches = (
        last is not None
        and len(gap) <= _NEAR
        and (not _SENTENCE_END.search(gap) or (here.unit.islower() and not _LETTER.search(gap)))
    )
    number = last if touches and last is not None and last.number else None
    if number is not None and (
        (here.unit.islower() and not _LETTER.search(gap)) or _TOUCHING.fullmatch(gap) or _HYPHENED.match(gap)
    ):
        _poison(here, number, linked)
    elif before[-1:].isalpha() or behind.isalpha() or (behind == "-" and folded[here.end + 1 : here.end + 2].isalpha()):
        here.place = "idiom"
    elif (
        here.unit[-1:] in {"s", "S"}
        or _DETERMINER.search(before)
        or _FIRST_OF_LINE.search(before)
        or here.unit[:1].isupper()
    ):
        pass
    elif number is not None and (number.currency is not None or linked is not None):
        _poison(here, number, linked)
    elif before[-1:].isspace() and behind.isspace():
        here.place = "idiom"


_LETTER: Final = re.compile(r"\w")
_HYPHENED: Final = re.compile(r"-[a-z]+\s")
_TOUCHING: Final = re.compile(rf"(?>(?:\([^()\n]{{0,40}}\)|\[[^\[\]\n]{{0,40}}\]|{NOISE}|[^\w\s.!?。]){{0,24}})")


def _poison(here: Mention, last: Mention, before: Mention | None) -> None:
    """The unit may belong to the amount before it, which is then not believed."""
    here.place, here.reason = "unread", "its number cannot be made out"
    if before is not None and not unit_of(before) and before.currency is not None and before.place in {"", "amount"}:
        before.reason = before.reason or "its unit may be that of the amount behind it"  # ¥5 to 6-ish billion
    if last.currency is None or last.place not in {"", "amount"}:
        return
    if not unit_of(last) or not last.complete:
        last.reason = last.reason or "a unit may belong to it that cannot be read"
        last.place = ""
        last.end = here.end


_DAMAGED: Final = re.compile(
    r"[¥$](?![ \t][¥$])(?<![¥$][¥$])(?<![¥$]\\[¥$])(?>(?:\\?[¥$])*)"
    r"(?:[ \t]?(?:(?i:us|[kmb]n?)[ ](?=[0-9]))?[^\s0-9¥$\\]{0,20}(?:\\?\$?[^\s0-9¥$\\]{0,20}){0,3}[0-9][^\s/|(¥$]{0,40}"
    r"|[ ]?(?:ca?\.|approx\.|approximately|about|around|some|nearly|over|roughly)[ ]?[0-9][^\s/|(¥$]{0,40}"
    r"|[ \t]?[lIOo|][0-9.,]*[ \t](?:m|b|tr)illion"
    rf"|(?P<lost>[ \t]{{1,3}}{SCALE_WORD}\b)"
    r"|(?P<cell>[ \t]*(?:\n|[|\t])[ \t|]*\(?[0-9][0-9,.]*))"
)
_BEFORE_LOST: Final = re.compile(r"\b(?:of|was|were|to|by|about|approximately|totaled|totalled)\s\Z")
_UNIT_BEHIND: Final = re.compile(rf"{GAP}(?:{SCALE_WORD}s?|bn|mn|tn|mln|bln)\b")
_NUMBER_WORD: Final = re.compile(
    rf"(?<![A-Za-z])(?:(?:{_FEW})[\s-]+(?:and[\s-]+)?(?:of[\s-]+)?(?:a[\s-]+)?){{1,4}}"
    r"(?:(?:hundreds?|thousands?|millions?|billions?|trillions?)[\s-]+(?:of[\s-]+)?){1,3}(?:U\.?S\.? |Japanese )?\Z"
    r"|[0-9]*[¼-¾⅐-⅞][\s-]?(?:(?:hundred|thousand|million|billion|trillion)[\s-]+)?\Z"
    r"|(?<![A-Za-z0-9])[0-9][0-9.,]*\s(?:hundred|dozen|crore|lakh)[\s-]+(?:(?:thousand|million|billion)[\s-]+)?\Z",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(
    rf"[ ]?[^\w\s,.;:?!(\[|/-]{{1,3}}[ ]?|\.[ ]?|&\w{{2,6}};|[ ](?i:{ODD_SCALE})[ ]|[余超強弱]"
    r"|[ ]?(?:[KkMmBbTt]|MM|mn|bn)|[⁰¹²³⁴-⁹]{1,3}"
    r"|(?:-|[ ])(?:plus|odd|ish|or[ ](?:so|more|less))[ ]|[ ]\([!?a-z]{1,8}\)[ ]"
)
"""What parts a number from its currency where no filing does."""
_LED_BY: Final = re.compile(r"[ ]?[:=][ ]?")
_IN_BRACKETS: Final = re.compile(r"[ ]?[(\[]\Z")
_UNIT_FIRST: Final = re.compile(rf"{GAP}(?:(?:{SCALE_WORD})s?|mn|bn)[ ]\(?[0-9]")
_NAME: Final = re.compile(r"[ ](?:[A-Z][a-z]+|stores?\b|shops?\b|menus?\b|signs?\b)|-cost averag")
_DIGITS: Final = re.compile(r"[0-9][0-9,.]*(?<![,.])")
_DEED: Final = re.compile("[〇一二三四五六七八九十百千万億兆壱弐参肆伍陸漆捌玖拾佰阡仟萬]{0,23}[壱弐参拾佰阡仟萬]\\Z")
_YEARS: Final = re.compile(r"(?:19|20)[0-9]{2}\Z")


def _number_beside(
    folded: str, here: Mention, before: Mention | None, following: Mention | None
) -> tuple[Mention, int] | None:
    """The number that only an odd mark or word parts from a currency, and where the two of them end."""
    if before is not None and before.currency is None and before.number and not _YEARS.match(before.number):
        gap = folded[before.end : here.start]
        unit = _UNIT_BEHIND.match(folded, here.end) if gap == " " else None
        if unit is not None:
            return before, unit.end()  # 3,000 JPY bn
        if before.place in {"", "quantity"} and (
            folded[here.end : here.end + 1] != "-"  # 1,234 million of yen
            if before.unit and gap == " of "
            else _PARTED.fullmatch(folded, before.end, here.start)
        ):
            return before, here.end
    is_bracketed = folded[here.end : here.end + 1] in {")", "]"} and _IN_BRACKETS.search(folded, here.start - 2, here.start)
    if is_bracketed and before is not None and before.place == "quantity" and here.start - before.end <= 2:
        return before, here.end + 1  # 1,234 million (yen)
    if following is not None and following.currency is None and following.number:
        if _LED_BY.fullmatch(folded, here.end, following.start) and (folded[here.end - 1].isupper() or unit_of(following)):
            return following, following.end  # JPY: 500
        if is_bracketed and unit_of(following) and following.start - here.end <= 2:
            return following, following.end  # (¥) 1,234 million
    return None


def _lone_currency(folded: str, here: Mention, before: Mention | None, following: Mention | None) -> None:
    """A sign or name of a currency without a number: a bare mention, unless an amount was meant."""
    here.place = "mention"
    beside = _number_beside(folded, here, before, following)
    if beside is not None:
        partner, end = beside
        here.start, here.end = min(here.start, partner.start), end
        here.place, here.reason = "unread", "its number cannot be made out"
        partner.place = "mention"
        return
    first = folded[here.end - 1]
    if (unit := _UNIT_FIRST.match(folded, here.end)) is not None and not YEAR.match(folded, unit.end() - 1):
        run = _DIGITS.match(folded, unit.end() - 1)
        here.end, here.place, here.reason = run.end() if run else unit.end(), "unread", "its unit stands before it"
        return
    if folded[here.start] == "&":
        if folded[here.end : here.end + 2].strip()[:1].isdigit() and following is not None:
            here.end, here.place, here.reason = following.end, "unread", "its sign is written as an entity"
        return
    if first in "¥$":
        damaged = _DAMAGED.match(folded, here.end - 1)
        if damaged is None:
            return
        end = damaged.end()
        if damaged["lost"] is not None and not _BEFORE_LOST.search(folded, max(0, here.start - 16), here.start):
            return
        if damaged["cell"] is not None:
            if (
                _YEARS.search(damaged["cell"])
                or following is None
                or following.currency is not None
                or following.start > end
            ):
                return
            here.end, here.place, here.reason = following.end, "unread", "its sign stands in a cell of its own"
            following.place = "mention"
            return
        while folded[end - 1] in ".,;:)":
            end -= 1
        behind = _UNIT_BEHIND.match(folded, end)
        here.end = behind.end() if behind else end
        here.place, here.reason = "unread", "its number cannot be made out"
    elif first.isascii():
        number = _NUMBER_WORD.search(folded, max(0, here.start - 80), here.start)
        if number is not None:
            here.start, here.place, here.reason = number.start(), "unread", "its number is not in digits"
        elif (_NAME.match(folded, here.end) and folded[here.start].isupper()) or (
            _NAME.match(folded, here.end, here.end + 6) and folded[here.end : here.end + 2] in {" s", " m", "-c"}
        ):
            here.place = "idiom"
    elif first == "銭":
        here.place = "idiom"
    elif (deed := _DEED.search(folded, max(0, here.start - 24), here.start)) is not None:
        here.start, here.place, here.reason = deed.start(), "unread", "its number is not in digits"
