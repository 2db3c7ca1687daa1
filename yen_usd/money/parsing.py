"""Text to money, with the precision that the text shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from .._validation import FromFields, slot_writers
from ..errors import AmountTypeError, ParseError, quote
from .amounts import Dollars, Yen, trusted
from .currency import Currency, to_currency
from .exact import EXACT
from .formatting import Figures, figures_of
from .units import Unit, is_unit, power_of

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Reading(FromFields):
    """What a text was read as: an amount of money, and how precisely the text shows it.

    Attributes
    ----------
    money : Yen or Dollars
        The amount.
    precision : Yen or Dollars
        Half of the last digit's place, in the same currency. "¥24.3 billion"
        shows a hundred million, so its precision is 50 million yen either way.
        Zeros before the unit count as shown (¥300 million: half a million
        either way).
    text : str
        The text that was read.
    start : int
        Where `text` begins in a longer text that was searched.

    Examples
    --------
    >>> from yen_usd import parse_money
    >>> reading = parse_money("¥24.3 billion")
    >>> reading.money, reading.precision
    (Yen(24300000000), Yen(50000000))
    """

    money: Yen | Dollars
    precision: Yen | Dollars
    text: str
    start: int = 0

    def _figures(self) -> Figures:
        """The amount, for formatting."""
        return figures_of(self.money)

    @property
    def end(self) -> int:
        """Where `text` ends in the text that was searched."""
        return self.start + len(self.text)

    @property
    def amount(self) -> Decimal:
        """The amount of the money."""
        return self.money.amount

    @property
    def currency(self) -> Currency:
        """The currency of the money."""
        return self.money.currency


def parse_money(
    text: str,
    *,
    currency: Currency | Literal["JPY", "USD"] | None = None,
    unit: Unit | None = None,
    nil: bool = False,
) -> Reading:
    """Read one amount as filings in English and Japanese write it, without guessing.

    Before or after the number stands a currency: ¥, JPY, yen, 円, $, US$,
    U.S.$, USD, dollars or ドル. Units are thousand to trillion, K, M, MM, mn,
    B, bn, T and tn, and 千, 万, 百万, 億 and 兆, also several in a row. Commas
    group by threes, and a point stands before decimals. Negative is a minus
    sign, "minus", parentheses, △ or ▲. Full-width characters are read as their
    ordinary forms.

    Parameters
    ----------
    text : str
        One amount, such as "¥24.3 billion" or "△1,234百万円".
    currency : {"JPY", "USD"}, optional
        The currency where the text names none, as in the cells of a table.
    unit : str, optional
        The unit that a table's heading states for its cells, such as "million".
        The text must then name no unit itself.
    nil : bool, default False
        Whether a dash or "nil" is zero; otherwise it is refused.

    Returns
    -------
    Reading
        The `money`, and its `precision`: half of the last shown digit's place.

    Raises
    ------
    ParseError
        For text that cannot be read without guessing, and for one that names no
        currency or the other one.
    CurrencyError
        For an unknown `currency`.
    UnitError
        For an unknown `unit`.
    AmountTypeError
        For what is not text.

    Examples
    --------
    >>> from yen_usd import parse_money
    >>> parse_money("△1,234百万円").money
    Yen(-1234000000)
    >>> parse_money("(1,234)", currency="JPY", unit="million").money
    Yen(-1234000000)
    """
    if not isinstance(text, str):
        raise AmountTypeError(
            f"{quote(text)} ({type(text).__name__}) is not text",
            "parse_money reads a str",
            "write Yen(...) or Dollars(...) for a number",
        )
    stated = None if currency is None else to_currency(currency)
    plain = _plain_form()(text) if unit is None else None
    if plain is not None and (stated is None or stated.symbol == plain[1]):  # the commonest forms
        sign, whole, decimals, word = plain.groups("")
        last = (power_of(word) if is_unit(word) else 0) - len(decimals)
        count = int(whole.replace(",", "") + decimals)
        amount = Decimal(count * 10**last) if last >= 0 else Decimal(count).scaleb(last, EXACT)
        return trusted_reading(Yen if sign == "¥" else Dollars, amount, last, text)
    from .grammar import read_amount

    if unit is not None:
        power_of(unit)
    found = read_amount(text, unit=unit, nil=nil)
    code = found.currency or stated
    if code is None:
        raise ParseError(
            f"cannot read {quote(text)} as money: it names no currency",
            "",
            "write it like '¥1,000' or '1,000 yen'; parse_money also takes currency='JPY'",
        )
    if stated is not None and code is not stated:
        raise ParseError(
            f"cannot read {quote(text)} with currency='{stated}': it names the other currency",
            "",
            "check the text, or leave currency= out",
        )
    kind = Yen if code is Currency.JPY else Dollars
    return Reading(kind(found.amount), kind(found.precision), text)


_new: Final = object.__new__
_write_money, _write_precision, _write_text, _write_start = slot_writers(Reading)


def trusted_reading(kind: type[Yen | Dollars], amount: Decimal, last: int, text: str, start: int = 0) -> Reading:
    """The reading of a text as an amount that is known to be one, and whose last digit is that of a power of ten."""
    reading = _new(Reading)
    _write_money(reading, trusted(kind, amount))
    _write_precision(reading, _half(kind is Yen, last))
    _write_text(reading, text)
    _write_start(reading, start)
    return reading


@cache
def _plain_form() -> Callable[[str], re.Match[str] | None]:
    """¥1,234, $0.50 and ¥24.3 billion: a sign and a number, which the grammar would read the same way."""
    import re

    return re.compile(
        r"([¥$])(0|[1-9][0-9]{0,2}(?:,[0-9]{3}){0,4}|[1-9][0-9]{3,14})"
        r"(?:\.([0-9]{1,6}))?(?: (thousand|million|billion|trillion))?"
    ).fullmatch


@lru_cache(maxsize=256)
def _half(in_yen: bool, power: int) -> Yen | Dollars:
    """Half of a power of ten in yen or dollars, which is the precision of a last digit; there are few."""
    return (Yen if in_yen else Dollars)(Decimal(5).scaleb(power - 1, EXACT))
