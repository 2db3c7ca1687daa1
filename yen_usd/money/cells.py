"""The cell of a table, read quickly: what most cells are, in one pattern, and all others by the grammar of one amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from ..errors import ParseError
from .currency import Currency
from .grammar import half, read_amount
from .units import Unit, power_of

_PLAIN: Final = re.compile(
    r"([△▲−-])?([¥$])?[ ]?(\()?((?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,8}|[0-9]{1,24}))(?:\.([0-9]{1,12}))?(?(3)\))", re.ASCII
)
_SIGNS: Final = {None: None, "¥": Currency.JPY, "$": Currency.USD}


class Cell(NamedTuple):
    """What a cell says: an amount, the currency if it names one, and half of the place of its last digit."""

    amount: Decimal
    currency: Currency | None
    precision: Decimal


def read_cell(text: str, *, unit: Unit | None = None, nil: bool = False) -> Cell:
    """Read a cell as `parse_money` reads it, but for the currency, which it need not name.

    `unit` is that of its heading, and `nil` takes a dash for zero. Raises `ParseError` for what is not one amount.

    >>> read_cell("(1,234)", unit="million"), read_cell("¥5 billion").currency
    (Cell(amount=Decimal('-1234000000'), currency=None, precision=Decimal('500000')), <Currency.JPY: 'JPY'>)
    """
    match = _PLAIN.fullmatch(text)
    if match is None or (match[1] and match[3]):
        return Cell(*read_amount(text, unit=unit, nil=nil))
    minus, sign, opened, whole, decimals = match.groups()
    power = power_of(unit) if unit is not None else 0
    digits = whole.replace(",", "") if "," in whole else whole
    if decimals is not None:
        amount = Decimal(f"{digits}.{decimals}e{power}") if power else Decimal(f"{digits}.{decimals}")
        last = power - len(decimals)
    else:
        amount, last = Decimal(int(digits) * 10**power if power else digits), power
    if (minus or opened) and amount:
        amount = amount.copy_negate()
    return Cell(amount, _SIGNS[sign], half(last))


def read_cells(texts: Iterable[str], *, unit: Unit | None = None, nil: bool = False) -> list[Cell | None]:
    """Read many cells, with None for what is not one amount; a text that comes again is read once.

    >>> read_cells(["1,234", "n/a", "1,234"])[1] is None
    True
    """
    known: dict[str, Cell | None] = {}
    found: list[Cell | None] = []
    for text in texts:
        if text not in known:
            try:
                known[text] = read_cell(text, unit=unit, nil=nil)
            except ParseError:
                known[text] = None
        found.append(known[text])
    return found
