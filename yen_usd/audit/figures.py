"""Published figures: rounded or truncated amounts, each of which stands for an interval of true ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, cast, get_args

from .._arguments import what_to_write
from .._validation import FromFields
from ..errors import CurrencyMismatchError, FiguresError, RoundingError, quote
from ..money.amounts import Dollars, Money, Yen
from ..money.currency import Currency
from ..money.exact import EXACT, Number, places_of, to_decimal
from ..money.formatting import format_money
from ..money.parsing import Reading, parse_money
from ..money.rounding import Mode, quantize
from ..money.units import ENGLISH, Unit, power_of

Figure: TypeAlias = Reading | Money | Number | str
"""A figure as given: text that shows to which place it is rounded, a reading, money, or a number of a column."""

_MODES: Final = get_args(Mode)
_DOWN_ON: Final[dict[Mode, int]] = {"ROUND_FLOOR": 1, "ROUND_CEILING": -1}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A set of amounts without their sign, from `low` to `high`, each counted unless it is open."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class PublishedFigure(FromFields):
    """An amount as it is published: rounded at the place of its last shown digit.

    Attributes
    ----------
    money : Yen or Dollars
        The amount as printed.
    quantum : Decimal
        The place of the last digit, in yen or dollars: a million for "¥16,027
        million".
    mode : str
        How it was rounded, by the names of Python's `decimal`. The true amount
        of ¥16,027 million is at least ¥16,026.5 million if it was rounded half
        up, and at least ¥16,027 million if it was truncated ("ROUND_DOWN").
    text : str
        The figure as text.

    Examples
    --------
    >>> from yen_usd import implied_rate
    >>> figure = implied_rate("¥16,027 million", "$170,212 thousand").pairs[0].yen
    >>> print(figure, figure.quantum)
    ¥16,027 million 1E+6
    """

    money: Yen | Dollars
    quantum: Decimal
    mode: Mode
    text: str

    def bounds(self, sign: int) -> Bounds:
        """The sizes of the true amounts of a `sign`, 1 or -1, that are rounded to the figure.

        >>> from yen_usd import implied_rate
        >>> bounds = implied_rate("¥3 million", "$2 thousand").pairs[0].yen.bounds(1)
        >>> bounds.low, bounds.high, bounds.high_open
        (Fraction(2500000, 1), Fraction(3500000, 1), True)
        """
        size, step = abs(Fraction(self.money.amount)), Fraction(self.quantum)
        mode = self.mode
        if mode in _DOWN_ON:
            mode = "ROUND_DOWN" if _DOWN_ON[mode] == sign else "ROUND_UP"
        match mode:
            case "ROUND_DOWN":
                return Bounds(size, size + step, high_open=True)
            case "ROUND_UP":
                return Bounds(size - step, size, low_open=True) if size else Bounds(size, size)
            case "ROUND_HALF_UP":
                low_open, high_open = False, True
            case "ROUND_HALF_DOWN":
                low_open, high_open = True, False
            case _:
                low_open = high_open = (size / step) % 2 != 0
        if not size:  # what is rounded to zero may be of either sign, and this is one side
            return Bounds(size, step / 2, high_open=high_open)
        return Bounds(size - step / 2, size + step / 2, low_open, high_open)

    def __str__(self) -> str:
        return self.text


def published_figure(value: Figure, currency: Currency, unit: Unit | None, mode: Mode) -> PublishedFigure:
    """A figure with what it shows: text to its last digit, numbers of a unit to theirs, money to the unit.

    Without a unit, numbers and money are taken to the yen or the cent, or finer if they are.
    """
    if not isinstance(mode, str) or mode not in _MODES:
        raise RoundingError(
            f"unknown rounding mode {quote(mode)}", f"the modes are {', '.join(_MODES)}", what_to_write(mode, _MODES)
        )
    power = 0 if unit is None else power_of(unit)
    if isinstance(value, str):
        value = parse_money(value, currency=currency, unit=unit, nil=True)
    elif isinstance(value, Reading) and unit is not None:
        raise FiguresError(
            f"the unit {unit!r} cannot be given for {value.text!r}",
            "what parse_money read has its unit already",
            "leave the unit out",
        )
    if isinstance(value, Reading):
        check_currency(value.money, currency)
        quantum = Decimal(1).scaleb(value.precision.amount.adjusted() + 1, EXACT)  # the precision is half of it
        text = value.text.strip() if unit is None else _write(value.money, quantum)
        return PublishedFigure(value.money, quantum, mode, text)
    if isinstance(value, Money):
        check_currency(value, currency)
        money = cast("Yen | Dollars", value)
        quantum = Decimal(1).scaleb(power if unit else -value.shown_places, EXACT)
        if EXACT.remainder(value.amount, quantum):
            raise FiguresError(f"{value!r} is not in whole units of a {unit}", "", "check the unit, or leave it out")
    else:
        number = to_decimal(value)
        money = Money.of(number.scaleb(power, EXACT), currency)
        places = max(0, places_of(number)) if unit else max(money.currency.places, places_of(number))
        quantum = Decimal(1).scaleb(power - places, EXACT)
    return PublishedFigure(money, quantum, mode, _write(money, quantum))


def check_currency(money: Money, currency: Currency) -> None:
    """Raise `CurrencyMismatchError` for money of the other currency."""
    if money.currency is not currency:
        raise CurrencyMismatchError(
            f"{money!r} is given for an amount in {'yen' if currency is Currency.JPY else 'dollars'}",
            "",
            "check which figures are yen and which are dollars",
        )


def line_amount(value: Figure, unit: Unit | None, currency: Currency = Currency.JPY) -> Yen | Dollars:
    """The amount of a statement's line: text (a dash is zero), money, or a number in a unit."""
    if isinstance(value, str):
        money: Money = parse_money(value, currency=currency, unit=unit, nil=True).money
    elif isinstance(value, Reading | Money):
        money = value.money if isinstance(value, Reading) else value
        if unit is not None:
            raise FiguresError(
                f"the unit {unit!r} cannot be given for {money!r}", "money is a whole amount", "leave the unit out"
            )
    else:
        money = Money.of(to_decimal(value).scaleb(0 if unit is None else power_of(unit), EXACT), currency)
    check_currency(money, currency)
    return cast("Yen | Dollars", money)


def _write(money: Yen | Dollars, quantum: Decimal) -> str:
    """A figure in the largest unit of which it has whole numbers, or with the decimals that it shows."""
    unit = unit_within(quantum)
    if unit is None:
        return format_money(money, places=max(0, -quantum.adjusted()))
    return f"{format_money(type(money)(money.amount.scaleb(-power_of(unit), EXACT)), places=0)} {unit}"


def unit_within(size: Decimal) -> Unit | None:
    """The largest unit in English that is not larger than a size."""
    found: Unit | None = next((unit for unit in ENGLISH if power_of(unit) <= size.adjusted()), None)
    return found


def in_full(money: Money) -> str:
    """Money in full, without decimals if it has none."""
    is_whole = money.amount == money.amount.to_integral_value(context=EXACT)
    return format_money(money, places=0 if is_whole else money.shown_places)


def apart(difference: Money) -> str:
    """A difference in words, such as: $1,000 less."""
    return f"{in_full(abs(difference))} {'more' if difference.amount > 0 else 'less'}"


def percent_change(new: Decimal, old: Decimal) -> Decimal:
    """The change from old to new, in percent, rounded once, half up to two decimals."""
    return quantize(EXACT.divide(EXACT.multiply(EXACT.subtract(new, old), Decimal(100)), old), 2)
