"""Running text: the amounts in it, the exchange rates, and what looked like an amount and could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final, overload

from ..errors import AmountTypeError, YenUsdError, quote
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.grammar import UnfitError, fit_amount, half, plain_amount
from ..money.parsing import Reading
from .exchange_rates import link_rates
from .mentions import GAP, SCALE, SPACE, Candidate, read_text
from .paragraphs import split_paragraphs
from .ranges import link_ranges
from .scanning import candidates, jumbles, names_money
from .table_lines import Tables

_DIGIT: Final = re.compile("[0-9]")
_SIGN: Final = re.compile(r"[¥￥$＄][^\n]{0,3}?[0-9]")
_DAMAGED: Final = re.compile(
    rf"[¥￥$＄](?!{SPACE}[¥￥$＄])(?<![¥￥$＄][¥￥$＄])(?<![¥￥$＄]\\[¥￥$＄])(?:\\?[¥￥$＄])*+"
    rf"(?:{SPACE}?[^\s0-9０-９¥￥$＄\\]{{0,20}}(?:\\?[$＄]?[^\s0-9０-９¥￥$＄\\]{{0,20}}){{0,3}}[0-9０-９][^\s/|(（¥￥$＄]{{0,40}}"
    rf"|{SPACE}?[lIOo|][0-9.,]*{SPACE}(?:m|b|tr)illion"
    rf"|(?P<lost>{SPACE}{{1,3}}{SCALE}\b))"
)
_BEFORE_LOST: Final = re.compile(r"\b(?:of|was|were|to|by|about|approximately|totaled|totalled)\s\Z")
_UNIT_BEHIND: Final = re.compile(rf"{GAP}{SCALE}s?\b")
_WORDS: Final = (
    "ion yen", "and yen", "red yen", "ion dollars", "and dollars", "red dollars", "ion U.S. d", "ion Japanese y",
)  # fmt: skip
_WORD_OF_CURRENCY: Final = re.compile(r"(?<![A-Za-z])(?:(?:Japanese |U\.S\. |US )?(?:yen|dollars))(?![A-Za-z])")
_NUMBER_WORD: Final = re.compile(
    r"(?<![A-Za-z])(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|half|an?)[\s-]+(?:and[\s-]+)?(?:a[\s-]+)?){1,4}"
    r"(?:(?:hundred|thousand|million|billion|trillion)[\s-]+){1,3}\Z"
    r"|(?<![A-Za-z0-9])[0-9][0-9.,]*\s(?:hundred|dozen|crore|lakh)[\s-]+(?:(?:thousand|million|billion)[\s-]+)?\Z",
    re.IGNORECASE,
)


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
class FoundMoney(Sequence[Reading]):
    """What a text was found to say: a sequence of the readings of its amounts, in order.

    `rates` are the exchange rates in it, which are no amounts, as readings of their yen (or of the dollars for one
    euro, say), and `unread` what looks like an amount and is damaged or doubtful.
    """

    amounts: tuple[Reading, ...]
    rates: tuple[Reading, ...]
    unread: tuple[Unread, ...]

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
    tables, place, found = Tables(), 0, list[Item]()
    for paragraph in split_paragraphs([text]):
        found += scan(paragraph, tables, (), place)
        place += len(paragraph)
    return FoundMoney(
        tuple(item.reading for item in found if item.reading is not None and not item.is_rate),
        tuple(item.reading for item in found if item.reading is not None and item.is_rate),
        tuple(item.unread for item in found if item.unread is not None),
    )


@dataclass(slots=True)
class Item:
    """One thing that was found: an amount, a rate, or what could not be read."""

    start: int
    end: int
    currency: Currency | None = None
    reading: Reading | None = None
    unread: Unread | None = None
    is_rate: bool = False


def scan(text: str, tables: Tables, closed: Sequence[tuple[int, int]], place: int = 0) -> list[Item]:
    """All that a paragraph says of money, in order; nothing is looked for in the closed stretches of it.

    `place` is where the paragraph begins in the text that readings are to give their places in.
    """
    if not names_money(text):
        tables.mark(text, ())
        return []
    jumbled = jumbles(text)
    closed = sorted([*closed, *jumbled]) if jumbled else closed
    found = list(candidates(text, closed))
    link_ranges(text, found)
    link_rates(text, found)
    tables.mark(text, found)
    items = [_item(text, candidate, place) for candidate in found if candidate.currency is not None]
    taken = sorted([*closed, *((item.start, item.end) for item in items)])
    items += _damaged(text, taken, place)
    items += [_jumble(text, start, end, place) for start, end in jumbled if _holds_money(text, start, end)]
    if any(map(text.__contains__, _WORDS)):
        items += _in_words(text, taken, place)
    return list(_apart(text, sorted(items, key=attrgetter("start")), place))


def _lies_in(place: int, closed: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(closed, (place, len(closed) and closed[-1][1]))
    return i > 0 and place < closed[i - 1][1]


def _item(text: str, found: Candidate, place: int) -> Item:
    start, end = found.start, found.end
    written = text[start:end]
    assert found.currency is not None
    if found.reason:
        return Item(start, end, found.currency, unread=Unread(written, start + place, found.reason))
    kind = Yen if found.currency is Currency.JPY else Dollars
    try:
        simple = None if found.sen else plain_amount(found.number, found.unit)
        if simple is not None:
            amount, last = simple
            money, precision = kind(amount), _precision(kind, last)
        else:
            read = fit_amount(read_text(found))
            money, precision = kind(read.amount), kind(read.precision)
        reading = Reading(-money if found.negative else money, precision, written, start + place)
    except UnfitError as error:
        return Item(start, end, found.currency, unread=Unread(written, start + place, str(error)))
    except YenUsdError as error:
        return Item(start, end, found.currency, unread=Unread(written, start + place, error.available))
    return Item(start, end, found.currency, reading, is_rate=found.is_rate)


def _holds_money(text: str, start: int, end: int) -> bool:
    return _DIGIT.search(text, start, end) is not None and _SIGN.search(text, start, end) is not None


def _jumble(text: str, start: int, end: int, place: int) -> Item:
    return Item(start, end, unread=Unread(text[start:end], start + place, "it stands in a word of hundreds of characters"))


@lru_cache(maxsize=64)
def _precision(kind: type[Yen | Dollars], last: int) -> Yen | Dollars:
    """Half of the place of the last digit."""
    return kind(half(last))


def _damaged(text: str, taken: Sequence[tuple[int, int]], place: int) -> Iterator[Item]:
    """Signs of a currency with a number near that was not read, between the stretches that are taken."""
    position = 0
    for taken_from, taken_to in (*taken, (len(text), len(text))):
        for sign in _DAMAGED.finditer(text, position, max(position, taken_from)):
            start, end = sign.span()
            start -= start > position and text[start - 1] == "\\"
            if sign["lost"] is not None and not _BEFORE_LOST.search(text[max(0, start - 16) : start]):
                continue
            while text[end - 1] in ".,;:)":
                end -= 1
            behind = _UNIT_BEHIND.match(text, end)
            end = behind.end() if behind else end
            yield Item(start, end, unread=Unread(text[start:end], start + place, "its number cannot be made out"))
        position = max(position, taken_to)


def _in_words(text: str, taken: Sequence[tuple[int, int]], place: int) -> Iterator[Item]:
    """Numbers that are written as words: five billion yen."""
    for word in _WORD_OF_CURRENCY.finditer(text):
        before = text[max(0, word.start() - 80) : word.start()]
        number = _NUMBER_WORD.search(before)
        if number is None or _lies_in(word.start(), taken):
            continue
        start = word.start() - len(before) + number.start()
        yield Item(start, word.end(), unread=Unread(text[start : word.end()], start + place, "its number is not in digits"))


def _apart(text: str, items: Iterable[Item], place: int) -> Iterator[Item]:
    """Items that do not overlap: what touches a damaged stretch is part of it."""
    last: Item | None = None
    for item in items:
        if last is None or item.start >= last.end:
            if last is not None:
                yield last
            last = item
        else:
            unread = last.unread or item.unread
            reason = unread.reason if unread else "it runs into another amount"
            end = max(last.end, item.end)
            last = Item(last.start, end, unread=Unread(text[last.start : end], last.start + place, reason))
    if last is not None:
        yield last
