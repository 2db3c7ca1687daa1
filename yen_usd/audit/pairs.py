"""Pairs of published figures, and the rates that both figures of a pair allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .._validation import FromFields
from ..errors import FiguresError
from ..money.currency import Currency
from ..money.exact import EXACT
from ..money.rounding import Mode, quantize
from ..money.units import Unit
from .figures import Bounds, Figure, PublishedFigure, published_figure
from .intervals import EVERY_RATE, RateInterval, intersection, quotient
from .labels import Figures, pair_columns, read_column


@dataclass(frozen=True, slots=True)
class FigurePair(FromFields):
    """A published amount in yen, the same in dollars, and the rates that both allow.

    Attributes
    ----------
    yen : PublishedFigure
        The yen.
    usd : PublishedFigure
        The dollars.
    interval : RateInterval or None
        The rates in yen per US$1 that the pair allows; None if no rate does.
        Two zeros allow every rate.
    label : str
        The label of the line, if the figures came with one.

    Examples
    --------
    >>> from yen_usd import implied_rate
    >>> found = implied_rate({"Sales": "¥3,141 million"}, {"Sales": "$26,718 thousand"})
    >>> print(found.pairs[0], found.pairs[0].interval, sep="; ")
    Sales: ¥3,141 million and $26,718 thousand; ¥117.5402 to ¥117.5822
    """

    yen: PublishedFigure
    usd: PublishedFigure
    interval: RateInterval | None
    label: str = ""

    def reproducing(self) -> RateInterval | None:
        """The rates at which the printed yen come to the printed dollars, to the digit.

        >>> from yen_usd import implied_rate
        >>> pair = implied_rate("¥3,141 million", "$26,718 thousand").pairs[0]
        >>> print(pair.reproducing())
        ¥117.55899 to ¥117.56340
        """
        yen, usd = self.yen.money.amount, self.usd.money.amount
        if not yen:
            return None if usd else EVERY_RATE
        size = abs(Fraction(yen))
        return quotient(Bounds(size, size), self.usd.bounds(1 if yen > 0 else -1))

    def __str__(self) -> str:
        return f"{self.label}{': ' if self.label else ''}{self.yen} and {self.usd}"


def translate_as_printed(yen: PublishedFigure, rate: Decimal, usd: PublishedFigure) -> Decimal:
    """The printed yen in dollars, rounded as the printed dollars are."""
    in_quanta = EXACT.divide(yen.money.amount, EXACT.multiply(rate, usd.quantum))
    return EXACT.multiply(quantize(in_quanta, 0, usd.mode), usd.quantum)


def figure_pair(yen: PublishedFigure, usd: PublishedFigure, label: str = "") -> FigurePair:
    """A pair with the rates that it allows; `FiguresError` where the signs differ."""
    signs = {1 if figure.money.amount > 0 else -1 for figure in (yen, usd) if figure.money}
    if len(signs) == 2:
        raise FiguresError(f"{yen} and {usd} have opposite signs", "no rate turns one into the other", "check the signs")
    if not signs:
        return FigurePair(yen, usd, EVERY_RATE, label)
    sign = signs.pop()
    return FigurePair(yen, usd, quotient(yen.bounds(sign), usd.bounds(sign)), label)


def read_pair(
    yen: Figure, usd: Figure, units: tuple[Unit | None, Unit | None], modes: tuple[Mode, Mode], label: str = ""
) -> FigurePair:
    """A pair of figures as they are given, with the unit and the mode of each side."""
    return figure_pair(
        published_figure(yen, Currency.JPY, units[0], modes[0]),
        published_figure(usd, Currency.USD, units[1], modes[1]),
        label,
    )


def have_amounts(pairs: Sequence[FigurePair]) -> bool:
    """Whether any figure is not zero: zeros come from zero at every rate, and so say nothing."""
    return any(pair.yen.money or pair.usd.money for pair in pairs)


def as_pairs(yen: Figures, usd: Figures) -> list[tuple[str, Figure, Figure]]:
    """The pairs with their labels; dollars that have labels are found by the label of their yen."""
    columns = read_column(yen, "yen"), read_column(usd, "usd")
    for given, column, what in ((yen, columns[1], "yen"), (usd, columns[0], "usd")):
        if isinstance(given, Mapping) and column.labels is None:
            raise FiguresError(
                f"{what} is a mapping, and {'usd' if what == 'yen' else 'yen'} has no labels",
                "figures are paired by label if both are mappings or Series, by place if neither is",
                f"give list({what}.values()) to pair by place",
            )
    return pair_columns(*columns)


def common_interval(pairs: Sequence[FigurePair]) -> RateInterval | None:
    """The rates that all pairs allow."""
    known = [pair.interval for pair in pairs if pair.interval is not None]
    return intersection(known) if len(known) == len(pairs) else None
