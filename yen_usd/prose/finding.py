"""Running text: the amounts in it, the exchange rates, what could not be read, and the account of every mark of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from ..errors import AmountTypeError, quote
from ..money.parsing import Reading
from .accounting import Item, account
from .marks import Place
from .paragraphs import split_paragraphs
from .tables import Tables


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of text that looks like an amount and was not read.

    `text` is what stands there, `start` where it begins, and `reason` why it
    was not read.

    >>> from yen_usd import find_money
    >>> print(find_money("¥12,34 million").unread[0].reason)
    its digits are not grouped in threes by commas, with a point before decimals
    """

    text: str
    start: int
    reason: str

    @property
    def end(self) -> int:
        """Where it ends in the text that was searched."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Account:
    """A mark of money in a text, and what it belongs to.

    Attributes
    ----------
    start, end : int
        Where it stands in the text.
    text : str
        The mark with what belongs to it.
    place : str
        "amount", "rate", "heading", "other currency", "quantity" (of something
        else), "mention" (a currency or unit without an amount), "idiom" or
        "unread".
    reason : str
        Why it belongs there.

    Examples
    --------
    >>> from yen_usd import find_money
    >>> entry = find_money("It sold 3 million shares.").accounts[0]
    >>> entry.text, entry.place
    ('3 million', 'quantity')
    """

    start: int
    end: int
    text: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class FoundMoney(Tabular, Sequence[Reading]):
    """The amounts that were found in a text, as a sequence of readings in order.

    `str()`, the tables and the frame have the amounts, the rates and what was
    not read.

    Attributes
    ----------
    amounts : tuple of Reading
        The amounts.
    rates : tuple of Reading
        The exchange rates in the text, which are not amounts.
    unread : tuple of Unread
        What looks like an amount and is damaged or doubtful.
    text : str
        The text that was searched.

    Examples
    --------
    >>> from yen_usd import find_money
    >>> found = find_money("¥5 million at ¥117.56 per dollar")
    >>> [reading.money for reading in found], [reading.text for reading in found.rates]
    ([Yen(5000000)], ['¥117.56'])
    """

    amounts: tuple[Reading, ...]
    rates: tuple[Reading, ...]
    unread: tuple[Unread, ...]
    text: str = field(default="", repr=False)
    _items: tuple[tuple[int, list[Item]], ...] = field(default=(), repr=False, compare=False)
    # The account of each paragraph, with the place where it begins; `accounts` makes entries of it.

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Where each mark of money in the text belongs: every mark is in exactly one entry.

        >>> from yen_usd import find_money
        >>> found = find_money("¥5 million at ¥117.56 per dollar, for 3 million shares")
        >>> [(entry.text, entry.place) for entry in found.accounts]
        [('¥5 million', 'amount'), ('¥117.56', 'rate'), ('dollar', 'mention'),
        ('3 million', 'quantity')]
        """
        return tuple(
            Account(
                start + item.start,
                start + item.end,
                self.text[start + item.start : start + item.end],
                item.place,
                item.reason,
            )
            for start, items in self._items
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

    def _rows(self) -> list[tuple[Reading | Unread, Place]]:
        """The amounts, the rates and what was not read, in order."""
        rows: list[tuple[Reading | Unread, Place]] = []
        rows.extend((one, "amount") for one in self.amounts)
        rows.extend((one, "rate") for one in self.rates)
        rows.extend((one, "unread") for one in self.unread)
        return sorted(rows, key=lambda row: row[0].start)

    def _summary(self) -> str:
        counts = count_of(len(self.amounts), "amount"), count_of(len(self.rates), "rate")
        return f"{', '.join(counts)}, {len(self.unread)} unread"

    def _table(self) -> Table:
        lines = [
            [one.text, str(one.money), place] if isinstance(one, Reading) else [one.text, "", f"{place}: {one.reason}"]
            for one, place in self._rows()
        ]
        return Table("", ["Text", "Amount", "Place"], [Block("", lines)], left=frozenset({0, 2}))

    def _columns(self) -> Columns:
        rows = self._rows()
        money = [one.money if isinstance(one, Reading) else None for one, _ in rows]
        return {
            "start": ("count", [one.start for one, _ in rows]),
            "text": ("text", [one.text for one, _ in rows]),
            "place": ("text", [place for _, place in rows]),
            "amount": ("number", [None if one is None else one.amount for one in money]),
            "currency": ("text", [None if one is None else str(one.currency) for one in money]),
            "reason": ("text", [one.reason if isinstance(one, Unread) else None for one, _ in rows]),
        }


def find_money(text: str) -> FoundMoney:
    """Find the amounts of yen and dollars in running text, in order.

    It reads what `parse_money` reads, with the habits of prose. Parentheses and
    dashes are punctuation ("$132.7 million (¥15.6 billion)", "¥5–¥10 billion"),
    and a minus stands in "minus ¥5 million", "−¥5 million", "¥(5) million" and
    "△5百万円". The parts of a range share the unit and the currency that they
    leave out. Exchange rates are kept apart. What is damaged or doubtful is
    reported with the reason, and never half read.

    Parameters
    ----------
    text : str
        Running text in English or Japanese. The time is linear in its length.

    Returns
    -------
    FoundMoney
        The readings of the amounts, each with its place and precision; besides,
        the exchange `rates` and what was `unread`.

    Raises
    ------
    AmountTypeError
        For what is not text.

    Examples
    --------
    >>> from yen_usd import find_money
    >>> found = find_money("Losses were ¥1.0 to ¥1.5 billion; ¥12,34 million was repaid.")
    >>> [reading.money for reading in found]
    [Yen(1000000000), Yen(1500000000)]
    >>> found.unread[0].text, found.unread[0].reason
    ('¥12,34 million',
    'its digits are not grouped in threes by commas, with a point before decimals')
    """
    if not isinstance(text, str):
        raise AmountTypeError(
            f"{quote(text)} ({type(text).__name__}) is not text", "find_money reads a str", "give one text at a time"
        )
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
