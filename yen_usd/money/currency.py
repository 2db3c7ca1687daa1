"""The two currencies."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from .._arguments import what_to_write
from ..errors import CurrencyError, quote
from .rounding import Rounding


class Currency(StrEnum):
    """The yen or the U.S. dollar, by its ISO 4217 code.

    >>> Currency("JPY").symbol, Currency.USD.places
    ('¥', 2)
    """

    JPY = "JPY"
    USD = "USD"

    def __repr__(self) -> str:
        return f"Currency.{self.name}"

    @property
    def places(self) -> int:
        """Decimal places of an amount: none for yen, two for dollars (ISO 4217)."""
        return 0 if self is Currency.JPY else 2

    @property
    def symbol(self) -> str:
        """The sign of the currency as filings in English write it."""
        return "¥" if self is Currency.JPY else "$"

    @property
    def rounding(self) -> Rounding:
        """The usual rounding of a result in this currency: to the yen or the cent."""
        return _ROUNDINGS[self]

    @classmethod
    def _missing_(cls, value: object) -> Currency:
        raise _unknown(value)


_OTHER_NAMES: Final = {
    "yen": "JPY", "japanese yen": "JPY", "¥": "JPY", "円": "JPY",
    "dollar": "USD", "u.s. dollar": "USD", "$": "USD", "us$": "USD", "ドル": "USD",
}  # fmt: skip


def _unknown(value: object) -> CurrencyError:
    remedy = what_to_write(value, ("JPY", "USD"), _OTHER_NAMES)
    return CurrencyError(f"unknown currency {quote(value)}", "the currencies are 'JPY' and 'USD'", remedy)


def to_currency(value: object) -> Currency:
    """A currency by its code; `CurrencyError` for anything else."""
    if not isinstance(value, str):
        raise _unknown(value)
    return Currency(value)


_ROUNDINGS = {Currency.JPY: Rounding(places=0), Currency.USD: Rounding(places=2)}
