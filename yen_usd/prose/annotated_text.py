"""The result of annotating: the text with its equivalents, and the amounts."""

from __future__ import annotations

from dataclasses import dataclass

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from ..money.amounts import Money
from ..money.exact import plain
from ..money.parsing import Reading
from ..rates.rate import Rate
from ..translation import Translation
from .finding import Unread


@dataclass(frozen=True, slots=True)
class AnnotatedAmount:
    """An amount of a text, with its translation and what was written behind it.

    Attributes
    ----------
    reading : Reading
        The amount, with its place in the text that was given.
    translation : Translation
        The amount and its equivalent.
    inserted : str
        What was written behind it; empty if its equivalent stood there already.
    position : int
        Where `inserted` begins in the new text.

    Examples
    --------
    >>> from yen_usd import REPORT_RATE, annotate
    >>> amount = annotate("A loss of ¥15.6 billion.", rate=REPORT_RATE).found[0]
    >>> amount.reading.text, amount.inserted, amount.position
    ('¥15.6 billion', ' ($132.7 million)', 23)
    """

    reading: Reading
    translation: Translation[Money, Money]
    inserted: str
    position: int


@dataclass(frozen=True, slots=True, repr=False)
class Annotation(Tabular):
    """A text with the equivalents written in, and what was found in it.

    `str()` is the text and, below it, the rate. The tables have the amounts.

    Attributes
    ----------
    text : str
        The new text.
    found : tuple of AnnotatedAmount
        The amounts that were translated, in order.
    rates : tuple of Reading
        The exchange rates in the text, which are left alone.
    unread : tuple of Unread
        What looks like an amount and cannot be read, each with the reason.
    rate : Rate
        The rate of all translations.

    Examples
    --------
    >>> from yen_usd import REPORT_RATE, annotate
    >>> print(annotate("A loss of ¥15.6 billion.", rate=REPORT_RATE))
    A loss of ¥15.6 billion ($132.7 million).
    <BLANKLINE>
    At ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31.
    """

    text: str
    found: tuple[AnnotatedAmount, ...]
    rates: tuple[Reading, ...]
    unread: tuple[Unread, ...]
    rate: Rate

    def __str__(self) -> str:
        return f"{self.text}\n\nAt {self.rate}."

    def _summary(self) -> str:
        return f"{count_of(len(self.found), 'amount')} at ¥{plain(self.rate.yen_per_usd)}, {len(self.unread)} unread"

    def _table(self) -> Table:
        lines = [[one.reading.text, str(one.translation.result), one.inserted.strip()] for one in self.found]
        notes = [f"Unread: {one.text} ({one.reason})" for one in self.unread]
        left = frozenset({0, 2})
        return Table("", ["Amount", "Equivalent", "Inserted"], [Block("", lines)], [*notes, f"At {self.rate}."], left)

    def _columns(self) -> Columns:
        found = self.found
        return {
            "start": ("count", [one.reading.start for one in found]),
            "text": ("text", [one.reading.text for one in found]),
            "amount": ("number", [one.translation.source.amount for one in found]),
            "currency": ("text", [str(one.translation.source.currency) for one in found]),
            "result": ("number", [one.translation.result.amount for one in found]),
            "result_currency": ("text", [str(one.translation.result.currency) for one in found]),
            "yen_per_usd": ("number", [self.rate.yen_per_usd] * len(found)),
            "inserted": ("text", [one.inserted for one in found]),
        }
