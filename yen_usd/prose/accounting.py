"""The account of a paragraph: each mark of money in exactly one place, by mentions, contexts, and what is left over.

An amount is believed because everything around it is explained. What no context has claimed decides in the end: a scale word
without a number makes the amount before it unread, and a sign of currency with digits in reach is unread itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from ..errors import YenUsdError
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.grammar import fit_amount, half, plain_amount
from ..money.lexer import GAP, SCALE_WORD, UnfitError, fold
from ..money.parsing import Reading
from .exchange_rates import link_rates
from .lists import CONNECTOR, link_lists, unit_of
from .marks import Mention, Place
from .mentions import mentions
from .neighbors import NOISE, examine, name_other
from .tables import Tables


@dataclass(slots=True)
class Item:
    """One entry of the account: where it stands in its paragraph, where it belongs, and what was read."""

    start: int
    end: int
    place: Place
    reason: str = ""
    currency: Currency | None = None
    reading: Reading | None = None

    @property
    def is_unread(self) -> bool:
        """Whether it looks like an amount of ours and is not read, be it one of another currency with the same sign."""
        return self.place == "unread" or (self.place == "other currency" and self.currency is not None)

    @property
    def is_rate(self) -> bool:
        """Whether it is one side of an exchange rate."""
        return self.place == "rate"


REASONS: Final[dict[Place, str]] = {
    "amount": "everything around it is explained",
    "rate": "it is an exchange rate",
    "heading": "it states the unit of what stands below or beside it",
    "other currency": "it is of another currency than the yen and the U.S. dollar",
    "quantity": "it counts something else than money",
    "mention": "it names a currency or a unit without an amount",
    "idiom": "it is part of a name or of a figure of speech",
}
"""Why something belongs where it does, unless a mention says more."""

_FILLER: Final = "\ufffc"
_NOT_LINE: Final = re.compile(r"[^\n]")
_IS_BARE_SCALE: Final = re.compile(r"[十百千]?[万億兆](?![\u3041-\u9fff])|[十百千]?[万億兆]円")
_LARGE: Final = re.compile("[万億兆]")
_DIGIT: Final = re.compile("[0-9〇一二三四五六七八九]")

# Words of hundreds of characters, such as data in base64: no amount is looked for inside them.
_JUMBLED: Final = 1000
_JUMBLE: Final = re.compile(rf"[!#-;=?-{{}}~¥￥]{{{_JUMBLED},}}")
_SIGN: Final = re.compile(r"[¥￥$＄][^\n]{0,3}?[0-9]")


def account(text: str, tables: Tables, closed: Sequence[tuple[int, int]], place: int = 0) -> list[Item]:
    """All that a paragraph says of money, in order; nothing is looked for in the closed stretches of it.

    `place` is where the paragraph begins in the text that readings are to give their places in.
    """
    folded = fold(text)
    jumbled = [match.span() for match in _JUMBLE.finditer(text)] if len(text) > _JUMBLED else []
    for start, end in (*closed, *jumbled):
        folded = folded[:start] + _NOT_LINE.sub(_FILLER, folded[start:end]) + folded[end:]
    found = mentions(text, folded, tables.is_headed)
    if found:
        _contexts(text, folded, found)
    tables.mark(text, folded, found)
    if not found and not jumbled:
        return []
    _leftovers(folded, found)
    items: list[Item] = []
    end, is_apart = 0, not jumbled
    for mention in found:
        if mention.place or mention.currency is not None:
            item = _item(text, mention, place)
            if item is not None:
                is_apart = is_apart and item.start >= end
                end = item.end
                items.append(item)
    if is_apart:
        return items
    for start, end in jumbled:
        if not any(low <= start < high for low, high in closed):
            sign = _SIGN.search(text, start, end)
            items.append(Item(start, end, "unread" if sign else "idiom", "it stands in a word of hundreds of characters"))
    return list(_apart(items))


def _contexts(text: str, folded: str, found: list[Mention]) -> None:
    """What stands at each number, which numbers belong together, and which are exchange rates."""
    floor = 0
    numbers: list[Mention] = []
    for mention in found:
        if not mention.number:
            continue
        numbers.append(mention)
        if mention.currency is not None:
            if not mention.sure:
                examine(text, folded, mention, floor)
            floor = mention.end
        else:
            name_other(folded, mention, floor)
    link_lists(folded, numbers)
    link_rates(folded, numbers)


def _leftovers(folded: str, found: list[Mention]) -> None:
    """Say where each mark belongs that no context has claimed, and what that means for the amounts beside it."""
    last: Mention | None = None
    for i, here in enumerate(found):
        if here.number:
            if here.currency is None and not here.place:
                if _LARGE.search(here.number):
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


def _linked(folded: str, found: list[Mention], i: int) -> Mention | None:
    """The number that a connector links to the one before a mark."""
    if i < 2 or not (found[i - 1].number and found[i - 2].number):
        return None
    return found[i - 2] if CONNECTOR.fullmatch(folded, found[i - 2].end, found[i - 1].start) else None


_UNITS: Final = frozenset("十百千万億兆")
_UNIT_AFTER: Final = re.compile(r"(?:未満|単位|以[上下]|台|札|硬貨|玉|相当額?|弱|強)|[ \t]*(?:[)\]|\n]|\Z)|\t")


def _bare_unit(folded: str, here: Mention) -> None:
    """百万円 as a unit, in "百万円未満" or a cell, or as an amount that is not in digits, in "約百億円を投じた"."""
    if not _UNIT_AFTER.match(folded, here.end) or folded[here.start - 1 : here.start] in {"約", "数", "何", "幾"}:
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
_TOUCHING: Final = re.compile(rf"(?:{NOISE}|[^\w\s.!?。]){{0,24}}")


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
    r"[¥$](?![ \t][¥$])(?<![¥$][¥$])(?<![¥$]\\[¥$])(?:\\?[¥$])*+"
    r"(?:[ \t]?[^\s0-9¥$\\]{0,20}(?:\\?\$?[^\s0-9¥$\\]{0,20}){0,3}[0-9][^\s/|(¥$]{0,40}"
    r"|[ \t]?[lIOo|][0-9.,]*[ \t](?:m|b|tr)illion"
    rf"|(?P<lost>[ \t]{{1,3}}{SCALE_WORD}\b)"
    r"|(?P<cell>[ \t]*(?:\n|[|\t])[ \t|]*\(?[0-9][0-9,.]*))"
)
_BEFORE_LOST: Final = re.compile(r"\b(?:of|was|were|to|by|about|approximately|totaled|totalled)\s\Z")
_UNIT_BEHIND: Final = re.compile(rf"{GAP}(?:{SCALE_WORD}s?|bn|mn|tn|mln|bln)\b")
_NUMBER_WORD: Final = re.compile(
    rf"(?<![A-Za-z])(?:(?:{_FEW})[\s-]+(?:and[\s-]+)?(?:of[\s-]+)?(?:a[\s-]+)?){{1,4}}"
    r"(?:(?:hundreds?|thousands?|millions?|billions?|trillions?)[\s-]+(?:of[\s-]+)?){1,3}(?:U\.?S\.? |Japanese )?\Z"
    r"|(?<![A-Za-z0-9])[0-9][0-9.,]*\s(?:hundred|dozen|crore|lakh)[\s-]+(?:(?:thousand|million|billion)[\s-]+)?\Z",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"[ ]?[^\w\s,.;:?!(\[|/-]{1,3}[ ]?|\.[ ]?|&\w{2,6};")
"""What parts a number from its currency where no filing does."""
_NAME: Final = re.compile(r"[ ](?:[A-Z][a-z]+|stores?\b|shops?\b|menus?\b|signs?\b)|-cost averag")
_YEARS: Final = re.compile(r"(?:19|20)[0-9]{2}\Z")


def _is_parted(folded: str, before: Mention, here: Mention) -> bool:
    """Whether only an odd mark parts a number from a currency behind it."""
    if not before.number or before.place not in {"", "quantity"} or _YEARS.match(before.number):
        return False
    return _PARTED.fullmatch(folded, before.end, here.start) is not None


def _is_cut(folded: str, before: Mention, here: Mention) -> bool:
    """Whether a code of currency stands between a number and its unit, as in "3,000 JPY bn", and is to take in both."""
    unit = _UNIT_BEHIND.match(folded, here.end)
    if not before.number or unit is None or folded[before.end : here.start] != " " or _YEARS.match(before.number):
        return False
    here.end = unit.end()
    return True


def _lone_currency(folded: str, here: Mention, before: Mention | None, following: Mention | None) -> None:
    """A sign or name of a currency without a number: a bare mention, unless an amount was meant."""
    here.place = "mention"
    if (
        before is not None
        and before.currency is None
        and (_is_parted(folded, before, here) or _is_cut(folded, before, here))
    ):
        here.start, here.place, here.reason = before.start, "unread", "its number cannot be made out"
        before.place = "mention"
        return
    first = folded[here.end - 1]
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


def _item(text: str, found: Mention, place: int) -> Item | None:
    start, end = found.start, found.end
    if found.place and found.place not in {"rate", "amount"}:
        return Item(start, end, found.place, found.reason or REASONS.get(found.place, ""), found.currency)
    if found.reason:
        return Item(start, end, "unread", found.reason, found.currency)
    if found.currency is None or not found.number:
        return None
    kind = Yen if found.currency is Currency.JPY else Dollars
    try:
        simple = (
            None
            if found.sen or found.twice
            else plain_amount(found.number, found.unit if found.sure else found.unit.strip(" -\r\n\t"))
        )
        if simple is not None:
            amount, last = simple
            money, precision = kind(amount), _precision(kind, last)
        else:
            unit = found.unit.replace("-", " ")
            read = fit_amount(f"{found.number} {unit}" if found.inherits else fold(text[start:end]))
            money, precision = kind(read.amount.copy_abs()), kind(read.precision)
        reading = Reading(-money if found.negative else money, precision, text[start:end], start + place)
    except UnfitError as error:
        return Item(start, end, "unread", str(error), found.currency)
    except YenUsdError as error:
        return Item(start, end, "unread", error.available, found.currency)
    return Item(start, end, found.place or "amount", REASONS[found.place or "amount"], found.currency, reading)


_PRECISIONS: Final[dict[tuple[type[Yen | Dollars], int], Yen | Dollars]] = {}


def _precision(kind: type[Yen | Dollars], last: int) -> Yen | Dollars:
    """Half of the place of the last digit, of which there are few."""
    found = _PRECISIONS.get((kind, last))
    if found is None:
        found = _PRECISIONS[kind, last] = kind(half(last))
    return found


_WEAK: Final = frozenset({"mention", "idiom", "quantity"})


def _apart(items: Iterable[Item]) -> Iterator[Item]:
    """Items that do not overlap: what touches a damaged stretch is part of it."""
    last: Item | None = None
    for item in sorted(items, key=attrgetter("start")):
        if last is None or item.start >= last.end:
            if last is not None:
                yield last
            last = item
        elif item.place in _WEAK and item.end <= last.end:
            continue  # a part of what is accounted for already
        elif last.place in _WEAK and item.start == last.start:
            last = item
        else:
            unread = next((one for one in (last, item) if one.place == "unread"), None)
            reason = unread.reason if unread else "it runs into another amount"
            last = Item(last.start, max(last.end, item.end), "unread", reason, last.currency)
    if last is not None:
        yield last
