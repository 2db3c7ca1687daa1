"""How a result is rounded: once, from the exact value."""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final, Literal, TypeAlias, get_args

from .._arguments import what_to_write
from .._validation import FromFields
from ..errors import ArgumentError, RoundingError, argument, quote
from .exact import EXACT, MAX_DIGITS, to_decimal
from .units import Unit, power_of

Mode: TypeAlias = Literal[
    "ROUND_HALF_UP",
    "ROUND_HALF_EVEN",
    "ROUND_HALF_DOWN",
    "ROUND_UP",
    "ROUND_DOWN",
    "ROUND_CEILING",
    "ROUND_FLOOR",
]
_MODES: Final = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Rounding(FromFields):
    """How to round a result: to decimal places or to a unit, half away from zero.

    Give exactly one of `places` and `unit`.

    Parameters
    ----------
    places : int, optional
        Decimal places, 0 to 40.
    unit : str, optional
        The unit to round to: "thousand", "million", "billion", "trillion", 千,
        万, 百万, 億, 十億 or 兆.
    mode : str, default "ROUND_HALF_UP"
        A rounding mode of Python's `decimal` module. The default rounds half
        away from zero, as filings do.

    Raises
    ------
    RoundingError
        For both of `places` and `unit`, for neither, and for unknown places and
        modes.
    UnitError
        For an unknown unit.

    Examples
    --------
    >>> from yen_usd import Rounding, translate
    >>> translate("¥35.42", rounding=Rounding(places=4)).result
    Dollars('0.3013')
    >>> translate("¥24.3 billion", rounding=Rounding(unit="thousand")).result
    Dollars(206703000)
    """

    places: int | None = None
    unit: Unit | None = None
    mode: Mode = "ROUND_HALF_UP"

    __pydantic_config__: ClassVar[dict[str, object]] = FromFields.__pydantic_config__ | {
        "json_schema_extra": {
            "oneOf": [
                {
                    "required": ["places"],
                    "properties": {
                        "places": {"type": "integer", "minimum": 0, "maximum": MAX_DIGITS},
                        "unit": {"type": "null"},
                    },
                },
                {"required": ["unit"], "properties": {"unit": {"type": "string"}, "places": {"type": "null"}}},
            ]
        }
    }

    def __post_init__(self) -> None:
        if (self.places is None) == (self.unit is None):
            raise RoundingError(
                f"a rounding with {argument('places', self.places)} and {argument('unit', self.unit)}",
                "an amount is rounded to decimal places or to a unit",
                f"give exactly one of {argument('places')} and {argument('unit')}",
            )
        if self.unit is not None:
            power_of(self.unit)
        elif type(self.places) is not int or not 0 <= self.places <= MAX_DIGITS:
            raise RoundingError(
                f"a rounding with {argument('places', self.places)}",
                f"places must be a whole number from 0 to {MAX_DIGITS}",
                f"use {argument('unit', 'thousand')} or larger to round to the left of the decimal point",
            )
        if not isinstance(self.mode, str) or self.mode not in _MODES:
            raise RoundingError(
                f"unknown rounding mode {quote(self.mode)}",
                f"the modes are {', '.join(_MODES)}",
                what_to_write(self.mode, _MODES),
            )

    @property
    def shown_places(self) -> int:
        """The decimal places of a rounded number: `places`, or none for a unit."""
        return self.places or 0

    def round(self, value: Decimal) -> Decimal:
        """A number, `value`, rounded once, whatever its size.

        The caller's decimal context has no influence, and zero has no sign.

        >>> from decimal import Decimal
        >>> Rounding(places=2).round(Decimal("-2.345"))
        Decimal('-2.35')
        """
        if not isinstance(value, Decimal):
            value = to_decimal(value, "a value to round")
        if self.places is not None:
            return quantize(value, self.places, self.mode)
        assert self.unit is not None
        return quantize(quantize(value, -power_of(self.unit), self.mode), 0)


def check_rounding(rounding: object) -> Rounding:
    """A rounding, or `ArgumentError` for anything else."""
    if not isinstance(rounding, Rounding):
        raise ArgumentError(
            argument("rounding", rounding),
            "rounding must be a Rounding",
            "write Rounding(places=2) or Rounding(unit='thousand')",
        )
    return rounding


QUANTA: Final[dict[int | None, Decimal]] = {
    places: Decimal(1).scaleb(-places, EXACT) for places in range(-12, MAX_DIGITS + 1)
}


def quantize(value: Decimal, places: int, mode: Mode = "ROUND_HALF_UP") -> Decimal:
    """A finite value with exactly `places` decimal places (negative: tens, hundreds, ...)."""
    quantum = QUANTA[places]
    try:
        rounded = value.quantize(quantum, mode, EXACT)
    except decimal.InvalidOperation:  # more digits than EXACT holds
        if not value.is_finite():
            raise _not_finite(value) from None
        roomy = EXACT.copy()
        roomy.prec = value.adjusted() + places + 2
        rounded = value.quantize(quantum, mode, roomy)
    if rounded.is_nan():
        raise _not_finite(value)
    return rounded or rounded.copy_abs()


def _not_finite(value: Decimal) -> RoundingError:
    return RoundingError(f"cannot round {value}", "the number must be finite", "leave such values out")
