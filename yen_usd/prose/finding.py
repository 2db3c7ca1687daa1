"""Running text: the amounts in it, the exchange rates, what could not be read, and the account of every mark of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from ..errors import AmountTypeError, quote
from ..money.parsing import Reading
from .accounting import Item, account
from .marks import Place
from .paragraphs import split_paragraphs
from .tables import Tables


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of text that looks like an amount and is not read, with the reason."""

    text: str
    start: int
    reason: str

    @property
    def end(self) -> int:
        """Where it ends in the text that was searched."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Account:
    """One entry of the account of a text: a mark of money with what belongs to it, and the place where it ends up.

    `place` is "amount", "rate", "heading", "other currency", "quantity" (of something else), "mention" (a currency or unit
    without an amount), "idiom" or "unread"; `reason` says why.
    """

    start: int
    end: int
    text: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class FoundMoney(Sequence[Reading]):
    """What a text was found to say: a sequence of the readings of its amounts, in order.

    `rates` are the exchange rates in it, which are no amounts, as readings of their yen (or of the dollars for one
    euro, say), and `unread` what looks like an amount and is damaged or doubtful. `accounts` has every mark of money.
    """

    amounts: tuple[Reading, ...]
    rates: tuple[Reading, ...]
    unread: tuple[Unread, ...]
    text: str = field(default="", repr=False)
    """The text that was searched."""
    items: tuple[tuple[int, list[Item]], ...] = field(default=(), repr=False, compare=False)
    """The account of each paragraph, with the place where it begins; `accounts` makes entries of it."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Where each mark of money in the text belongs, in order: every mark is in exactly one entry.

        >>> found = find_money("¥5 million at ¥117.56 per dollar, for 3 million shares")
        >>> [(entry.text, entry.place) for entry in found.accounts]
        [('¥5 million', 'amount'), ('¥117.56', 'rate'), ('dollar', 'mention'), ('3 million', 'quantity')]
        """
        return tuple(
            Account(
                start + item.start,
                start + item.end,
                self.text[start + item.start : start + item.end],
                item.place,
                item.reason,
            )
            for start, items in self.items
            for item in items
        )

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Reading, ...]: ...
    def __getitem__(self, index: int | slice) -> Reading | tuple[Reading, ...]:
        return self.amounts[index]

    def __len__(self) -> int:
        return len(self.amounts)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.amounts)


def find_money(text: str) -> FoundMoney:
    """Find the amounts of yen and dollars in running text, in order, each with its place and precision.

    Read is what `parse_money` reads, with the habits of prose: parentheses and dashes are punctuation
    ("$132.7 million (¥15.6 billion)", "¥5–¥10 billion"), while a minus stands in "minus ¥5 million", "−¥5 million",
    "¥(5) million" and "△5百万円". The parts of a range take the unit and the currency that they leave out.
    Exchange rates, in prose and in tables of them, are kept apart in `rates`. What looks like an amount and is
    damaged or doubtful is in `unread` with the reason, and never half read. The time is linear in the length.

    Raises `AmountTypeError` for what is no text.

    >>> from yen_usd import find_money
    >>> found = find_money("Losses were ¥1.0 to ¥1.5 billion at ¥117.56 per US$1.00; ¥12,34 million was repaid.")
    >>> [reading.money for reading in found], [reading.text for reading in found.rates]
    ([Yen(1000000000), Yen(1500000000)], ['¥117.56', 'US$1.00'])
    >>> found.unread[0].text, found.unread[0].reason
    ('¥12,34 million', 'its digits are not grouped in threes by commas, with a point before decimals')
    """
    if not isinstance(text, str):
        raise AmountTypeError(f"{quote(text)} is not text", "find_money reads str", "give one text at a time")
    tables, place = Tables(), 0
    amounts: list[Reading] = []
    rates: list[Reading] = []
    unread: list[Unread] = []
    parts: list[tuple[int, list[Item]]] = []
    for paragraph in split_paragraphs([text]):
        items = account(paragraph, tables, (), place)
        if items:
            parts.append((place, items))
        for item in items:
            if item.reading is not None:
                (rates if item.place == "rate" else amounts).append(item.reading)
            elif item.is_unread:
                unread.append(Unread(paragraph[item.start : item.end], item.start + place, item.reason))
        place += len(paragraph)
    return FoundMoney(tuple(amounts), tuple(rates), tuple(unread), text, tuple(parts))
