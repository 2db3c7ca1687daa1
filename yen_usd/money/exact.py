"""Exact decimal arithmetic, whatever the caller's decimal context, and numbers of any kind as decimals.

`EXACT` has more digits than any two accepted numbers can need. A quotient that does not end is rounded by `ROUND_05UP`:
its last digit never becomes 0 or 5 by truncation, so rounding it again to fewer digits gives what rounding the exact
quotient would have given.
"""

from __future__ import annotations

import decimal
import sys
from collections.abc import Sequence
from decimal import Decimal
from operator import index
from typing import Final, Protocol, SupportsIndex, TypeAlias, cast

from ..errors import AmountError, AmountTypeError, quote

MAX_DIGITS: Final = 40
_TOO_BIG: Final = 10**MAX_DIGITS

# Two numbers of 40 digits and a quotient to 40 places: 40 + 40 + 40 digits, and a few to mark what follows.
EXACT: Final = decimal.Context(
    prec=128,
    rounding=decimal.ROUND_05UP,
    Emin=decimal.MIN_EMIN,
    Emax=decimal.MAX_EMAX,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
# For a result of at most 40 digits, which is rounded in the second: those, and a few to mark what follows.
BRIEF: Final = EXACT.copy()
BRIEF.prec = MAX_DIGITS + 16
IN_40_DIGITS: Final = EXACT.copy()
IN_40_DIGITS.prec = MAX_DIGITS


class NumpyScalar(Protocol):
    """A NumPy scalar, as far as it is needed to read its value without importing NumPy."""

    @property
    def dtype(self) -> object:
        """Its NumPy type."""
        ...

    def item(self) -> object:
        """Its value as Python's own type."""
        ...


Number: TypeAlias = int | float | Decimal | SupportsIndex | NumpyScalar


def to_decimal(value: Number, what: str = "an amount") -> Decimal:
    """A number as the decimal it shows: a float by its shortest repr, everything else exactly.

    Raises `AmountTypeError` for what is not a number (such as a bool), `AmountError` for NaN, infinities and
    numbers that need more than 40 digits when written out.
    """
    return _check_digits(_as_decimal(value, what), what)


def from_plain_text(text: str, what: str = "an amount") -> Decimal:
    """A decimal written in plain ASCII digits, as `str()` and JSON write it: "-1234.5"."""
    body = text[1:] if text[:1] == "-" else text
    whole, _, fraction = body.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit() and whole and body[-1:] != "."):
        raise AmountError(
            f"{quote(text)} cannot be {what}",
            "text must be in plain digits, such as '-1234.5'",
            "use parse_money for text as filings write it, such as '¥1,234'",
        )
    if len(whole.lstrip("0") + fraction) > MAX_DIGITS:
        raise _too_many_digits(text, what)
    return Decimal(text)


def grouped(places: int, number: Decimal, sign: str) -> str:
    """A rounded number with commas behind the sign of a currency, as American English writes it."""
    with decimal.localcontext(EXACT):
        text = f"{number:,.{places}f}"
    return f"-{sign}{text[1:]}" if text.startswith("-") else f"{sign}{text}"


def plain(number: Decimal) -> str:
    """A decimal written out without an exponent."""
    return f"{number:f}"


def places_of(number: Decimal) -> int:
    """The decimal places of a finite number as it is written; negative for one that is written in tens or hundreds."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


def exact_sum(values: Sequence[Decimal]) -> Decimal:
    """The exact sum."""
    with decimal.localcontext(EXACT):
        return sum(values, Decimal(0))


def _as_decimal(value: object, what: str) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        text = float.__repr__(value)
        return Decimal(text.removesuffix(".0"))
    numpy = sys.modules.get("numpy")  # NumPy's numbers come only from programs that have imported it
    if numpy is not None and isinstance(value, numpy.floating):
        return Decimal(numpy.format_float_scientific(value, unique=True, trim="-"))  # whatever its print settings
    foreign = () if numpy is None else (numpy.ndarray, numpy.bool_, numpy.datetime64, numpy.timedelta64)
    if not isinstance(value, (bool, *foreign)):
        try:
            return _int_to_decimal(index(cast(SupportsIndex, value)), what)
        except TypeError:
            pass
    raise AmountTypeError(
        f"{quote(value)} ({type(value).__name__}) cannot be {what}",
        "int, float, Decimal and NumPy scalars are accepted",
        "give one number",
    )


def _int_to_decimal(value: int, what: str) -> Decimal:
    if -_TOO_BIG < value < _TOO_BIG:
        return Decimal(value)
    raise _too_many_digits(value, what)


def _check_digits(number: Decimal, what: str) -> Decimal:
    if not number.is_finite():
        raise AmountError(f"{number} cannot be {what}", "the number must be finite", "leave such values out")
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if exponent < -MAX_DIGITS or len(digits) + max(exponent, 0) > MAX_DIGITS:
        raise _too_many_digits(number, what)
    if exponent > 0:
        number = number.quantize(Decimal(1), context=EXACT)
    return number or number.copy_abs()  # no negative zero


def _too_many_digits(value: object, what: str) -> AmountError:
    return AmountError(
        f"{quote(value)} cannot be {what}", f"it has more than {MAX_DIGITS} digits", "round it, or ask for fewer places"
    )
