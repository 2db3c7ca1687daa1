"""Which whole numbers a column is multiplied and divided by, so that every step of the division is exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import ArgumentError
from ..money.currency import Currency
from ..money.rounding import Mode, Rounding
from ..money.units import power_of

INT64_MAX: Final = 2**63 - 1
WIDE_MAX: Final = 10**38 - 1
"""What every engine's widest integers and decimals hold."""
EXACT_FLOAT: Final = 2**53
"""Up to here every whole number is a double."""
EXACT_POWER: Final = 22
"""Up to here every power of ten is a double."""
LARGEST_FLOAT: Final = 2.0**63 * (1 - 2.0**-50)
"""Doubles below it are counted in 64 bits, however they are rounded on the way."""
PRODUCT_PLACES: Final = 18
"""With more, a product of counts and powers of ten would be longer than the 38 digits of a decimal."""
FLOAT_DIGITS: Final = 6
"""The decimal places at which the fraction of a float counts; fewer from 10**9 on, so that 15 digits count."""
SHOWN_DIGITS: Final = 15
"""The digits that every double shows as they were written."""
MOST_PLACES: Final = 38
"""The most places of decimals that every engine has."""
RATE_LIMIT: Final = 10**4
"""The most yen per dollar that a column of rates may hold."""
RATE_PLACES: Final = 12
"""The most decimal places that the rates in a column may have."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """How counts of amounts become counts of results: times the multiplier, over the divisor, rounded once.

    An amount is a whole number and, in columns of floats, a fraction in `digits` decimal digits. The multiplier is
    a number; where dollars become yen it is taken times the row's rate. The divisor is `factor`, times the row's rate
    where yen become dollars. Before that amounts are `lifted`: times the number of each name in a column of units,
    or one for all rows. The result counts units of 10**-`places` of its currency. `is_wide` tells that 64 bits are
    too narrow for a step of it, `is_short` that doubles hold every number of the last division, twice.
    """

    to: Currency
    places: int
    factor: int
    multiplier: int
    lifted: int | Mapping[str, int]
    digits: int
    mode: Mode
    is_wide: bool
    is_short: bool

    @property
    def divides_by_rate(self) -> bool:
        """Whether yen become dollars."""
        return self.to is Currency.USD

    def places_in(self, result_power: int, is_decimal: bool) -> int:
        """The decimal places of the numbers in a result's column, in a unit of 10**`result_power`; negative for tens."""
        places = self.places + result_power
        if is_decimal and places > MOST_PLACES:
            raise ArgumentError(
                f"the result would be decimals of {places} places",
                f"{MOST_PLACES} places are the most",
                "ask for fewer places, or for dtype='float'",
            )
        return places

    def is_direct(self, largest_amount: int, largest_rate: int) -> bool:
        """Whether amounts are small enough to be multiplied and divided in one step, as most are."""
        if self.is_wide or self.digits:
            return False
        by, over = (1, largest_rate) if self.divides_by_rate else (largest_rate, 1)
        return 2 * (largest_amount * self.multiplier * by + self.factor * over) <= INT64_MAX


def scaling(
    to: Currency,
    rounding: Rounding,
    powers: Mapping[str, int] | int,
    amount_places: int,
    digits: int,
    rate_places: int,
    largest_rate: int,
    is_long: bool = False,
) -> Scaling:
    """The scaling of a column.

    `powers` are those of ten of the amounts' unit, or of each name in the column of units; an amount counts
    units of 10**-`amount_places`, a rate units of 10**-`rate_places` and is `largest_rate` at most. `is_long` amounts
    may themselves be too long for 64 bits.
    """
    places = -power_of(rounding.unit) if rounding.unit is not None else rounding.shown_places
    by_rate = to is Currency.USD
    exact = places - amount_places + (rate_places if by_rate else -rate_places)

    def made(power: int, lifted: int | Mapping[str, int]) -> Scaling | None:
        exponent = exact + power
        multiplier, factor = 10 ** max(exponent, 0), 10 ** max(-exponent, 0)
        divisor, times = (largest_rate, 1) if by_rate else (1, largest_rate)
        needed = 2 * factor * 10**digits * divisor * (multiplier * times + 1)
        is_wide = is_long or lifted != 1 or needed > INT64_MAX
        found = Scaling(to, places, factor, multiplier, lifted, digits, rounding.mode, is_wide, needed <= EXACT_FLOAT)
        return found if needed <= WIDE_MAX else None

    if isinstance(powers, int):
        found = made(powers, 1) or made(0, 10**powers)
    else:
        found = made(0, {name: 10**power for name, power in powers.items()})
    if found is None:
        raise ArgumentError(
            f"cannot translate a column at rates of {rate_places} decimal places to results of {places}",
            "the division would require more than 38 digits",
            "ask for fewer places, or translate such amounts one at a time",
        )
    return found
