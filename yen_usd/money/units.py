"""The units that amounts are stated in: thousand to trillion, and 千 to 兆, as powers of ten."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, TypeGuard

from ..errors import UnitError, quote

Unit: TypeAlias = Literal["thousand", "million", "billion", "trillion", "千", "万", "百万", "億", "十億", "兆"]

POWERS: Final[dict[Unit, int]] = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "千": 3,
    "万": 4,
    "百万": 6,
    "億": 8,
    "十億": 9,
    "兆": 12,
}
ENGLISH: Final[tuple[Unit, ...]] = ("trillion", "billion", "million", "thousand")


def power_of(unit: Unit) -> int:
    """The power of ten of a unit; an unknown name raises `UnitError`."""
    if not isinstance(unit, str) or unit not in POWERS:
        raise UnitError(f"unknown unit {quote(unit)}", f"units are {', '.join(POWERS)}", "name one of them")
    return POWERS[unit]


def is_unit(name: str) -> TypeGuard[Unit]:
    """Whether a text is the name of a unit."""
    return name in POWERS
