"""The units that amounts are stated in: thousand to trillion, and 千 to 兆, as powers of ten."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, TypeGuard

from .._arguments import what_to_write
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
        raise UnitError(f"unknown unit {quote(unit)}", f"the units are {', '.join(POWERS)}", unit_to_write(unit))
    return POWERS[unit]


_SPELLINGS: Final = {
    "k": "thousand", "thou": "thousand",
    "m": "million", "mm": "million", "mn": "million", "mil": "million", "mln": "million", "millones": "million",
    "b": "billion", "bn": "billion", "bil": "billion", "bln": "billion",
    "t": "trillion", "tn": "trillion", "trn": "trillion",
    "千円": "千", "万円": "万", "百万円": "百万", "億円": "億", "十億円": "十億", "兆円": "兆",
}  # fmt: skip


def unit_to_write(unit: object) -> str:
    """What to write instead of a unit that is not known."""
    return what_to_write(unit, POWERS, _SPELLINGS)


def is_unit(name: str) -> TypeGuard[Unit]:
    """Whether a text is the name of a unit."""
    return name in POWERS
