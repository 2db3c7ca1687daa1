"""The direction of a translation, the unit of its lines, and the rates that it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..converter import Converter, converter_or_default
from ..errors import ArgumentError, quote
from ..money.amounts import Money
from ..money.currency import Currency, to_currency
from ..money.rounding import Rounding, check_rounding
from ..money.units import Unit
from ..rates.rate import Rate
from ..rates.rate_source import RateSource
from ..translation import Translation
from .figures import Figure, line_amount

CURRENCY_NAMES = {Currency.JPY: "Yen", Currency.USD: "Dollars"}
COLUMN_NAMES = {Currency.JPY: "yen", Currency.USD: "usd"}


@dataclass(frozen=True, slots=True)
class Direction:
    """The currency that is translated, the unit of its figures, and the rounding of results."""

    source: Currency
    unit: Unit | None
    rounding: Rounding

    def translate(self, figure: Figure, rate: Rate) -> Translation[Money, Money]:
        """A line at a rate."""
        return Translation(line_amount(figure, self.unit, self.source), rate, self.rounding)


def direction(
    to: Currency | Literal["USD", "JPY"], yen_unit: Unit | None, usd_unit: Unit | None, rounding: Rounding | None
) -> Direction:
    """The direction that arguments name; `ArgumentError` for a unit of the currency that is translated into."""
    wanted = to_currency(to)
    source, unit, other = (
        (Currency.JPY, yen_unit, ("usd_unit", usd_unit))
        if wanted is Currency.USD
        else (Currency.USD, usd_unit, ("yen_unit", yen_unit))
    )
    if other[1] is not None:
        raise ArgumentError(
            f"{other[0]}={quote(other[1])} with figures in {source}",
            f"figures in {source} are translated to {wanted}",
            f"give {'yen' if source is Currency.JPY else 'usd'}_unit=, or to={str(source)!r} for figures in {wanted}",
        )
    return Direction(source, unit, wanted.rounding if rounding is None else check_rounding(rounding))


def settings_for(converter: Converter | None, series: RateSource | None) -> Converter:
    """The converter that looks rates up: one of the caller's, or one of a series."""
    if series is not None and converter is not None:
        raise ArgumentError(
            "series= and converter= are both given", "a converter has its own series", "write converter=Converter(series)"
        )
    return converter_or_default(converter) if series is None else Converter(series)
