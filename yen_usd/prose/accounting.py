"""The account of a paragraph: each mark of money in exactly one place, by mentions, contexts, and what is left over.

An amount is believed because everything around it is explained; what no context has claimed decides in the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Final

from ..errors import YenUsdError
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.grammar import fit_amount, plain_amount
from ..money.lexer import UnfitError, fold
from ..money.parsing import Reading, trusted_reading
from .exchange_rates import link_rates
from .leftovers import settle_leftovers
from .lists import link_lists
from .marks import Mention, Place
from .mentions import mentions
from .neighbors import examine, name_other
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
    "quantity": "no currency belongs to it",
    "mention": "it names a currency or a unit without an amount",
    "idiom": "it is part of a name or of a figure of speech",
}
"""Why something belongs where it does, unless a mention says more."""

_FILLER: Final = "\ufffc"
_NOT_LINE: Final = re.compile(r"[^\n]")

# Words of hundreds of characters, such as data in base64: no amount is looked for inside them.
_JUMBLED: Final = 1000
_JUMBLE: Final = re.compile(rf"[!#-;=?-{{}}~¥￥]{{{_JUMBLED},}}")
_SIGN: Final = re.compile(r"[¥￥$＄][^\n]{0,3}?[0-9]")


def account(text: str, tables: Tables, closed: Sequence[tuple[int, int]], place: int) -> list[Item]:
    """All that a paragraph says of money, in order; nothing is looked for in the closed stretches of it.

    `place` is where the paragraph begins in the text that readings are to give their places in.
    """
    folded = fold(text)
    jumbled = [match.span() for match in _JUMBLE.finditer(text)] if len(text) >= _JUMBLED else []
    for start, end in (*closed, *jumbled):
        folded = folded[:start] + _NOT_LINE.sub(_FILLER, folded[start:end]) + folded[end:]
    found = mentions(text, folded, tables.is_headed)
    if found:
        _contexts(text, folded, found)
    tables.mark(text, folded, found)
    if not found and not jumbled:
        return []
    settle_leftovers(folded, found)
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
        if found.sure:
            simple = plain_amount(found.number, found.unit, is_sure=True)
        else:
            is_odd = found.sen or found.twice
            simple = None if is_odd else plain_amount(found.number, found.unit.strip(" -\r\n\t"))
        if simple is not None:
            amount, last = Decimal(simple[0]), simple[1]
            signed = amount.copy_negate() if found.negative and amount else amount
            reading = trusted_reading(kind, signed, last, text[start:end], start + place)
        else:
            unit = found.unit.replace("-", " ")
            read = fit_amount(f"{found.number} {unit}" if found.inherits else fold(text[start:end]))
            money = kind(read.amount.copy_abs())
            reading = Reading(-money if found.negative else money, kind(read.precision), text[start:end], start + place)
    except UnfitError as error:
        return Item(start, end, "unread", str(error), found.currency)
    except YenUsdError as error:
        return Item(start, end, "unread", error.available, found.currency)
    return Item(start, end, found.place or "amount", REASONS[found.place or "amount"], found.currency, reading)


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
