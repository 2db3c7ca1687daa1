"""Amounts as text in columns: the cells of statements, each read whole or not at all.

Plain forms have one pattern, which Python and the expressions of every engine know. Python reads all other cells by
`read_cell` and `parse_money`. So an expression reads what Python reads, or gives null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, cast

from ..errors import ParseError, YenUsdError, quote
from ..money.cells import Cell, read_cell
from ..money.currency import Currency
from ..money.exact import EXACT, Number, places_of, to_decimal
from ..money.parsing import parse_money
from .scaling import FLOAT_DIGITS

SIGNS: Final = "-−△▲("
"""What stands before a negative number; a bracket has to be closed behind it."""
NIL: Final = r"(?i) *(?:[-－–—―‐‑─ー]{1,3}|nil|n/?a|n\.a\.|n\.?m\.?|該当なし)? *"
DASH: Final = " *[-－–—―‐‑─ー]{1,3} *"
_BEFORE: Final = {Currency.JPY: r"(?:[¥￥\\]|JPY)?", Currency.USD: r"(?:(?:U\.?S\.?)?\$|USD)?"}
_AFTER: Final = {Currency.JPY: "円?", Currency.USD: ""}
_ZERO_FIRST: Final = re.compile("(?<![0-9０-９.．,，])[0０][0-9０-９]*[,，]")
_MOST_NOTES: Final = 99


@dataclass(frozen=True, eq=False)
class AmountText:
    """How cells are read: their currency, whether another unit is in force, and whether a dash is zero.

    An amount has up to `places` decimal places, as on every engine.
    """

    currency: Currency
    has_unit: bool
    is_nil_zero: bool
    places: int = FLOAT_DIGITS

    @cached_property
    def pattern(self) -> str:
        """The plain forms; groups are the sign, the whole part with commas, the fraction with its point, and a bracket."""
        fraction = rf"((?:\.[0-9]{{1,{self.places}}})?)" if self.places else "()"
        after = "" if self.has_unit else _AFTER[self.currency]
        digits = "([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)"
        return rf" *([{SIGNS}]?) *{_BEFORE[self.currency]} *{digits}{fraction} *{after} *(\)?) *"

    def read(self, text: str) -> Decimal | None:
        """The amount of a cell, None for a nil; `ParseError` for what is neither."""
        cell = read_cell(text.strip())
        if not text.strip() or (cell is not None and cell.number is None):
            return Decimal(0) if self.is_nil_zero and re.fullmatch(DASH, text) else None
        if cell is not None:
            amount = self._amount_of(cell, text)
        elif self.has_unit:
            raise self._unfit(text, "it is not a plain number, and amount_unit= is given")
        else:
            amount = parse_money(text, currency=self.currency).amount
        if places_of(amount) > self.places:
            raise self._unfit(text, f"it has more than {self.places} decimal places")
        return to_decimal(amount, "an amount")

    def _amount_of(self, cell: Cell, text: str) -> Decimal:
        if _ZERO_FIRST.search(text):
            raise self._unfit(text, "its digits are not grouped in threes by commas")
        if cell.is_percent or (cell.unit and cell.power is None):
            raise self._unfit(text, "it is a percentage or a count, not money")
        currency = Currency.JPY if cell.joint == "sen" else cell.currency
        if currency not in {None, self.currency}:
            raise self._unfit(text, f"it is not in {self.currency}")
        if self.has_unit and cell.power is not None:
            raise self._unfit(text, "it names a unit, although amount_unit= is given")
        if cell.second is not None and not (cell.joint == "()" and _is_note(cell.second)):
            raise self._unfit(text, "it has two numbers")
        assert cell.number is not None
        return cell.number.scaleb(cell.power or 0, EXACT)

    def _unfit(self, text: str, why: str) -> ParseError:
        return ParseError(f"cannot read {quote(text)} as an amount: {why}", "", "correct or leave out these rows")


def _is_note(cell: Cell) -> bool:
    """Whether a number in brackets behind another is the mark of a footnote, as in 1,234 (1)."""
    number = cell.number
    is_bare = cell._replace(number=None) == Cell(None)
    return is_bare and number is not None and 0 < number <= _MOST_NOTES and number == int(number)


@dataclass(slots=True)
class Amounts:
    """What different texts come to: counts of 10**-`places`, and which of them are nil or cannot be read (and why)."""

    counts: list[int]
    places: int = 0
    nil: set[int] = field(default_factory=set[int])
    errors: dict[int, YenUsdError] = field(default_factory=dict[int, YenUsdError])


def read_amounts_of(values: Sequence[object], form: AmountText) -> Amounts:
    """Read each of different values: texts, or numbers among them."""
    found = Amounts([])
    append = found.counts.append
    places: dict[int, int] = {}
    for at, (value, (sign, digits, fraction, close)) in enumerate(zip(values, _plain_parts(values, form), strict=True)):
        if not digits or (sign == "(") != (close == ")"):
            append(_read_other(value, at, form, found, places))
        elif fraction:
            number = int(digits.replace(",", "") + fraction[1:])
            append(-number if sign else number)
            places[at] = len(fraction) - 1
        else:
            append(-int(digits.replace(",", "")) if sign else int(digits.replace(",", "")))
    found.places = max(places.values(), default=0)
    if found.places:
        power = 10**found.places
        found.counts = [
            count * (10 ** (found.places - places[at]) if at in places else power) for at, count in enumerate(found.counts)
        ]
    return found


def _plain_parts(values: Sequence[object], form: AmountText) -> Iterable[tuple[str, ...]]:
    """The groups of the plain pattern in each value; empty ones in those of other forms."""
    none = ("", "", "", "")
    if all(type(value) is str for value in values):
        # All lines of one text are searched at once, which takes a third less time than one text after another.
        rows = re.findall(rf"(?m)^(?:{form.pattern}|.*)$", "\n".join(cast("Sequence[str]", values)))
        if len(rows) == len(values):
            return rows
    match = re.compile(form.pattern).fullmatch
    plain = (match(value) if isinstance(value, str) else None for value in values)
    return (none if groups is None else groups.groups() for groups in plain)


def _read_other(value: object, at: int, form: AmountText, found: Amounts, places: dict[int, int]) -> int:
    """The count of a value that is no plain text."""
    try:
        amount = form.read(value) if isinstance(value, str) else to_decimal(cast(Number, value), "an amount")
    except YenUsdError as error:
        found.errors[at] = error
        return 0
    if amount is None:
        found.nil.add(at)
        return 0
    if (own := max(places_of(amount), 0)) > 0:
        places[at] = own
    return int(amount.scaleb(own, EXACT))
