"""Exact division of whole columns, written once for every engine.

Amounts are divided as integers and the remainder is carried on, as in long division, so that only the result itself can be
too large. The last step rounds.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Protocol, TypeAlias

from ..money.rounding import Mode
from .scaling import Scaling

Rounds: TypeAlias = Literal["down", "to_zero", "magnitude"]


class Operations(Protocol):
    """What an engine's columns do besides the operators + and -: the engine's own division, first of all.

    `rounds` tells the way of the engine's whole-number division, towards minus infinity or zero; or that amounts
    come as magnitudes, without their signs.
    """

    rounds: ClassVar[Rounds]

    def let(self, value: Any) -> Any:
        """The value as a column of its own, where expressions would otherwise repeat it."""
        ...

    def over(self, dividend: Any, divisor: Any) -> Any:
        """The quotient, as a whole number."""
        ...

    def remainder(self, dividend: Any, divisor: Any) -> Any:
        """What the quotient leaves of the dividend."""
        ...

    def rounded(self, dividend: Any, divisor: Any, mode: Mode) -> Any:
        """The quotient, rounded by the engine itself; None where whole numbers are as quick.

        Doubles will do: the dividend, and the largest quotient times the divisor, are 2**52 at most. So a quotient that is
        neither whole nor halfway between two stays apart from these.
        """
        ...

    def times(self, column: Any, number: Any) -> Any:
        """The product of a column and another, or a whole number of any size."""
        ...

    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """One or the other, row by row."""
        ...

    def is_odd(self, column: Any) -> Any:
        """Whether a whole number is odd."""
        ...

    def equal(self, one: Any, other: Any) -> Any:
        """Whether two whole numbers are equal."""
        ...

    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        """The quotient times the multiplier and `more`: null, or found out later, where it leaves 64 bits."""
        ...


def translate_counts(
    operations: Operations, scaling: Scaling, rate: Any, amount: Any, fraction: Any, is_negative: Any
) -> Any:
    """The counts of the results, rounded; amounts are lifted already."""
    multiplier: Any = scaling.multiplier
    if not scaling.divides_by_rate:
        multiplier = operations.times(rate, multiplier)
        if scaling.factor == 1 and fraction is None:
            return operations.multiply_add(amount, multiplier, 0)
    divisor = divisor_of(operations, scaling, rate)
    quotient = operations.over(amount, divisor)
    rest = operations.remainder(amount, divisor)
    if fraction is not None:
        rest = operations.times(rest, 10**scaling.digits) + fraction
        divisor = operations.times(divisor, 10**scaling.digits)
    if scaling.is_short:
        more = operations.rounded(operations.times(rest, multiplier), divisor, scaling.mode)
        if more is not None:
            return operations.multiply_add(quotient, multiplier, more)
    return round_quotient(operations, scaling.mode, quotient, rest, multiplier, divisor, is_negative)


def translate_at_once(operations: Operations, scaling: Scaling, rate: Any, amount: Any, is_negative: Any) -> Any:
    """The same of amounts so small that they are multiplied and divided in one step."""
    multiplier: Any = scaling.multiplier
    if not scaling.divides_by_rate:
        multiplier = operations.times(rate, multiplier)
        if scaling.factor == 1:
            return operations.times(amount, multiplier)
    return round_quotient(
        operations, scaling.mode, None, amount, multiplier, divisor_of(operations, scaling, rate), is_negative
    )


def round_quotient(
    operations: Operations, mode: Mode, quotient: Any, rest: Any, multiplier: Any, divisor: Any, is_negative: Any
) -> Any:
    """The last step: quotient × multiplier + rest × multiplier / divisor, rounded; without a quotient, the rest alone.

    Twice the dividend and the divisor are taken, so that half a divisor is a whole number; what is added before
    the division makes it round.
    """
    double = operations.times(divisor, 2)
    dividend = operations.times(rest, operations.times(multiplier, 2))
    dividend = dividend + _rounding_term(operations, mode, divisor, double, is_negative)
    if mode != "ROUND_HALF_EVEN":
        more = operations.over(dividend, double)
        return more if quotient is None else operations.multiply_add(quotient, multiplier, more)
    # Halves have gone up, or away from zero; those that made an odd result go back.
    dividend = operations.let(dividend)
    more = operations.over(dividend, double)
    result = operations.let(more if quotient is None else operations.multiply_add(quotient, multiplier, more))
    is_half = operations.equal(operations.remainder(dividend, double), 0) & operations.is_odd(result)
    back = operations.where(is_negative, -1, 1) if operations.rounds == "to_zero" else 1
    return result - operations.where(is_half, back, 0)


def _rounding_term(operations: Operations, mode: Mode, half: Any, whole: Any, is_negative: Any) -> Any:
    """What is added to a dividend, doubled, so that the engine's division rounds as the mode says."""
    where = operations.where
    if operations.rounds == "down":
        match mode:
            case "ROUND_HALF_UP":
                return where(is_negative, half - 1, half)
            case "ROUND_HALF_DOWN":
                return where(is_negative, half, half - 1)
            case "ROUND_HALF_EVEN":
                return half
            case "ROUND_UP":
                return where(is_negative, 0, whole - 1)
            case "ROUND_DOWN":
                return where(is_negative, whole - 1, 0)
            case "ROUND_CEILING":
                return whole - 1
            case "ROUND_FLOOR":
                return 0
    match mode:
        case "ROUND_HALF_UP" | "ROUND_HALF_EVEN":
            added = half
        case "ROUND_HALF_DOWN":
            added = half - 1
        case "ROUND_UP":
            added = whole - 1
        case "ROUND_DOWN":
            return 0
        case "ROUND_CEILING":
            added = where(is_negative, 0, whole - 1)
        case "ROUND_FLOOR":
            added = where(is_negative, whole - 1, 0)
    return added if operations.rounds == "magnitude" else where(is_negative, 0 - added, added)


def divisor_of(operations: Operations, scaling: Scaling, rate: Any) -> Any:
    """What the amounts are divided by, apart from the digits of their fractions."""
    return operations.times(rate, scaling.factor) if scaling.divides_by_rate else scaling.factor
