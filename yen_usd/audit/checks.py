"""Checks of published translations: a pair against a rate, and a convenience rate against a later one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .._tables import Block, Columns, Table, Tabular
from .._validation import FromFields
from ..dates.days import DateLike
from ..errors import DateError
from ..money.amounts import Dollars
from ..money.exact import EXACT, Number, plain
from ..money.rounding import Mode
from ..money.units import Unit, power_of
from ..rates.published import source_of
from ..rates.rate import Rate
from ..rates.rate_source import RateSource
from .figures import Figure, PublishedFigure, apart, in_full, percent_change, unit_within
from .pairs import FigurePair, figure_pair, read_pair, translate_as_printed

_TAKEN: Final[tuple[Mode, ...]] = ("ROUND_HALF_UP", "ROUND_DOWN")
_WORDS: Final = {"ROUND_HALF_UP": "rounded", "ROUND_DOWN": "truncated"}


@dataclass(frozen=True, slots=True)
class RoundingExplanation(FromFields):
    """A rounding that explains a pair: how, and to which place, each side was rounded.

    Attributes
    ----------
    yen_quantum : Decimal or None
        The place of the yen, such as 1,000,000; None if the printed yen were
        translated.
    yen_mode : str or None
        How the yen were rounded, by the names of Python's `decimal`.
    usd_quantum : Decimal
        The place of the dollars.
    usd_mode : str
        How the dollars were rounded.

    Examples
    --------
    >>> from yen_usd import check_translation
    >>> check = check_translation("¥16,027 million", "$170,212 thousand", "¥94.16")
    >>> print(check.explanation)
    the yen were translated before they were rounded to ¥1 million, and the dollars are
    rounded to $1 thousand
    """

    yen_quantum: Decimal | None
    yen_mode: Mode | None
    usd_quantum: Decimal
    usd_mode: Mode

    def __str__(self) -> str:
        dollars = f"the dollars are {_describe_rounding('$', self.usd_quantum, self.usd_mode)}"
        if self.yen_quantum is None or self.yen_mode is None:
            return f"the yen are as printed, and {dollars}"
        yen = _describe_rounding("¥", self.yen_quantum, self.yen_mode)
        return f"the yen were translated before they were {yen}, and {dollars}"


def _describe_rounding(sign: str, quantum: Decimal, mode: Mode) -> str:
    """Such as: rounded to ¥1 million."""
    unit = unit_within(quantum)
    size = plain(quantum.scaleb(0 if unit is None else -power_of(unit), EXACT).normalize(EXACT))
    return f"{_WORDS.get(mode, f'rounded ({mode})')} to {sign}{size}{f' {unit}' if unit else ''}"


@dataclass(frozen=True, slots=True, repr=False)
class TranslationCheck(Tabular, FromFields):
    """A published pair of yen and dollars, checked at a rate.

    Attributes
    ----------
    pair : FigurePair
        The published figures.
    rate : Rate
        The rate they were checked at.
    consistent : bool
        Whether some true yen, rounded to the printed ones, come to the printed
        dollars.
    expected : Dollars
        What the printed yen come to, rounded as the dollars are. A pair may be
        consistent and differ from it, if the yen were translated before they
        were rounded.
    explanation : RoundingExplanation or None
        The most ordinary rounding that explains the pair; None if no rounding
        does.

    Examples
    --------
    >>> from yen_usd import check_translation
    >>> check = check_translation("¥16,027 million", "$170,212 thousand", "¥94.16")
    >>> check.consistent, check.expected, check.difference
    (True, Dollars(170210000), Dollars(2000))
    """

    pair: FigurePair
    rate: Rate
    consistent: bool
    expected: Dollars
    explanation: RoundingExplanation | None

    @property
    def difference(self) -> Dollars:
        """The printed dollars less the expected ones."""
        return Dollars(self.pair.usd.money.amount) - self.expected

    @property
    def _verdict(self) -> str:
        return "consistent" if self.consistent else "not consistent"

    def __str__(self) -> str:
        if not self.difference:
            return f"{self.pair} agree at {_with_source(self.rate)}"
        off = f"the yen come to {in_full(self.expected)}, {apart(-self.difference)} than printed"
        if self.explanation is None:
            why = "no rounding explains it"
        else:
            why = f"{'this is so' if self.consistent else 'it would be so'} if {self.explanation}"
        return f"{self.pair} are {self._verdict} with {_with_source(self.rate)}:\n{off};\n{why}"

    def _summary(self) -> str:
        return f"{self.pair} {'agree at' if not self.difference else f'{self._verdict} with'} {_at(self.rate)}"

    def _table(self) -> Table:
        head = ["", "Yen", "Dollars", "At the rate", "Difference"]
        line = [self.pair.label, str(self.pair.yen), str(self.pair.usd), in_full(self.expected), in_full(self.difference)]
        return Table("", head, [Block("", [line])], [str(self)])

    def _columns(self) -> Columns:
        return {
            "yen": ("number", [self.pair.yen.money.amount]),
            "usd": ("number", [self.pair.usd.money.amount]),
            "yen_per_usd": ("number", [self.rate.yen_per_usd]),
            "expected": ("number", [self.expected.amount]),
            "difference": ("number", [self.difference.amount]),
            "consistent": ("flag", [self.consistent]),
            "explanation": ("text", [self.explanation and str(self.explanation)]),
        }


def _at(rate: Rate) -> str:
    return f"¥{plain(rate.yen_per_usd)}"


def _with_source(rate: Rate) -> str:
    """The rate with what it is and of when; the number alone of one that was stated without a source."""
    return _at(rate) if rate == Rate(rate.yen_per_usd) else str(rate)


def check_translation(
    yen: Figure,
    usd: Figure,
    rate: Rate | Number | str,
    *,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    yen_mode: Mode = "ROUND_HALF_UP",
    usd_mode: Mode = "ROUND_HALF_UP",
) -> TranslationCheck:
    """Check whether published dollars follow from published yen at a rate.

    Parameters
    ----------
    yen, usd : str, Reading, Money or number
        The two figures, as for `implied_rate`.
    rate : Rate, number or str
        The rate in yen per US$1.
    yen_unit, usd_unit : str, optional
        The unit of figures that name none, such as "million".
    yen_mode, usd_mode : str, default "ROUND_HALF_UP"
        How the true amounts were rounded, by the names of Python's `decimal`;
        "ROUND_DOWN" truncates.

    Returns
    -------
    TranslationCheck
        Whether the pair is consistent with the rate, by how much it differs,
        and the most ordinary rounding that explains it. Rounding to the printed
        places comes first, to the nearest before truncated, and of printed yen
        before unrounded ones; then coarser places, as far as the figures end in
        zeros. A single zero proves nothing, as one figure in ten ends in one.

    Raises
    ------
    FiguresError
        For signs that differ.
    ParseError, CurrencyMismatchError
        For a figure that cannot be read, or one in the other currency.
    RateValueError
        For what is not a rate.

    Examples
    --------
    >>> from yen_usd import check_translation
    >>> print(check_translation("¥16,027 million", "$170,212 thousand", 94))
    ¥16,027 million and $170,212 thousand are not consistent with ¥94:
    the yen come to $170,500,000, $288,000 more than printed;
    no rounding explains it
    """
    pair = read_pair(yen, usd, (yen_unit, usd_unit), (yen_mode, usd_mode))
    stated = Rate.of(rate)
    expected = Dollars(translate_as_printed(pair.yen, stated.yen_per_usd, pair.usd))
    return TranslationCheck(pair, stated, _allows(pair, stated), expected, _explanation(pair, stated))


def _allows(pair: FigurePair, rate: Rate) -> bool:
    return pair.interval is not None and rate.yen_per_usd in pair.interval


def _explanation(pair: FigurePair, rate: Rate) -> RoundingExplanation | None:
    """The most ordinary rounding under which the pair follows from the rate."""
    found = sorted(_roundings(pair), key=lambda rounding: _oddity(rounding, pair, rate))
    return next((rounding for rounding in found if _explains(rounding, pair, rate)), None)


def _roundings(pair: FigurePair) -> Iterator[RoundingExplanation]:
    for usd_quantum in _quanta(pair.usd):
        for usd_mode in dict.fromkeys((*_TAKEN, pair.usd.mode)):
            yield RoundingExplanation(None, None, usd_quantum, usd_mode)
            for yen_quantum in _quanta(pair.yen):
                for yen_mode in dict.fromkeys((*_TAKEN, pair.yen.mode)):
                    yield RoundingExplanation(yen_quantum, yen_mode, usd_quantum, usd_mode)


def _quanta(figure: PublishedFigure) -> list[Decimal]:
    """The place to which a figure is printed, and the coarser ones to which it may be rounded as well.

    Those are as many as it ends in zeros. A single zero beyond the printed place, or beyond thousands, millions and
    so on, is chance: one figure in ten ends in one.
    """
    quantum = figure.quantum
    found = [quantum]
    while figure.money and not EXACT.remainder(figure.money.amount, quantum.scaleb(1, EXACT)):
        quantum = quantum.scaleb(1, EXACT)
        found.append(quantum)
    is_unit = [not at or (place.adjusted() >= 0 and not place.adjusted() % 3) for at, place in enumerate(found)]
    return found[:-1] if len(found) > 1 and is_unit[-2] and not is_unit[-1] else found


def _oddity(rounding: RoundingExplanation, pair: FigurePair, rate: Rate) -> tuple[Decimal, int, int]:
    """How far a rounding is from the ordinary: the dollars that coarser places leave open, truncation, unrounded yen."""
    unusual = int(rounding.usd_mode != pair.usd.mode) + int(rounding.yen_mode not in {None, pair.yen.mode})
    is_before = int(rounding.yen_quantum is not None)
    if rounding.usd_quantum == pair.usd.quantum and rounding.yen_quantum in {None, pair.yen.quantum}:
        return Decimal(0), unusual, is_before
    yen = Decimal(0) if rounding.yen_quantum is None else EXACT.divide(rounding.yen_quantum, rate.yen_per_usd)
    return EXACT.add(rounding.usd_quantum, yen), unusual, is_before


def _explains(rounding: RoundingExplanation, pair: FigurePair, rate: Rate) -> bool:
    usd = replace(pair.usd, quantum=rounding.usd_quantum, mode=rounding.usd_mode)
    if rounding.yen_quantum is None or rounding.yen_mode is None:
        return translate_as_printed(pair.yen, rate.yen_per_usd, usd) == usd.money.amount
    return _allows(figure_pair(replace(pair.yen, quantum=rounding.yen_quantum, mode=rounding.yen_mode), usd), rate)


@dataclass(frozen=True, slots=True, repr=False)
class ConvenienceRateCheck(Tabular, FromFields):
    """The rate at the balance-sheet date beside the most recent practicable one.

    `balance_sheet` and `recent` are the two rates. Percentages are rounded half
    up to two decimal places.

    >>> from yen_usd import check_convenience_rate
    >>> check_convenience_rate("2007-03-31", "2007-07-03").rate_percent
    Decimal('4.12')
    """

    balance_sheet: Rate
    recent: Rate

    @property
    def difference(self) -> Decimal:
        """The recent rate less that at the balance-sheet date, in yen per dollar."""
        return EXACT.subtract(self.recent.yen_per_usd, self.balance_sheet.yen_per_usd)

    @property
    def rate_percent(self) -> Decimal:
        """The change of the rate, in percent of the rate at the balance-sheet date."""
        return percent_change(self.recent.yen_per_usd, self.balance_sheet.yen_per_usd)

    @property
    def dollars_percent(self) -> Decimal:
        """By how many percent an amount in dollars would change at the recent rate."""
        return percent_change(self.balance_sheet.yen_per_usd, self.recent.yen_per_usd)

    def _summary(self) -> str:
        days = f"{self.balance_sheet.asked} and {self.recent.asked}"
        return f"{days}: {_at(self.balance_sheet)} and {_at(self.recent)}, {self.rate_percent:+f}%"

    def __str__(self) -> str:
        lines = [f"{'balance sheet':<15}{self.balance_sheet}", f"{'most recent':<15}{self.recent}"]
        return "\n".join([*lines, f"{'difference':<15}{self._change}"])

    @property
    def _change(self) -> str:
        return f"{self.difference:+f} yen per dollar, {self.rate_percent:+f}%; dollars {self.dollars_percent:+f}%"

    def _table(self) -> Table:
        both = {"balance sheet": self.balance_sheet, "most recent": self.recent}
        lines = [[name, _at(rate), rate.describe()] for name, rate in both.items()]
        return Table("", ["", "Rate", "Which"], [Block("", lines)], [f"difference: {self._change}"], frozenset({0, 2}))

    def _columns(self) -> Columns:
        rates = [self.balance_sheet, self.recent]
        return {
            "which": ("text", ["balance sheet", "most recent"]),
            "yen_per_usd": ("number", [rate.yen_per_usd for rate in rates]),
            "asked": ("day", [rate.asked for rate in rates]),
            "observed": ("day", [rate.observed for rate in rates]),
            "label": ("text", [rate.label for rate in rates]),
        }


def check_convenience_rate(
    balance_sheet_date: DateLike, recent_date: DateLike, *, series: RateSource | None = None
) -> ConvenienceRateCheck:
    """The rate of a convenience translation beside the most recent practicable one.

    Regulation S-X, Rule 3-20(b) (17 CFR 210.3-20) requires a convenience
    translation at the rate of the most recent balance sheet in the filing, or
    at that of the most recent practicable date if it is materially different.
    What is material is not decided here.

    Parameters
    ----------
    balance_sheet_date : date or str
        The date of the balance sheet.
    recent_date : date or str
        The most recent practicable date.
    series : RateSeries or other RateSource, optional
        Where the rates are looked up; by default the noon buying rates.

    Returns
    -------
    ConvenienceRateCheck
        Both rates in yen per US$1, and their difference in yen and in percent.

    Raises
    ------
    RateNotFoundError
        For a day that has no rate.
    DateError
        If the recent date comes before the balance sheet.

    Examples
    --------
    >>> from yen_usd import check_convenience_rate
    >>> print(check_convenience_rate("2007-03-31", "2007-07-03"))
    balance sheet  ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31
    most recent    ¥122.40, noon buying rate of 2007-07-03
    difference     +4.84 yen per dollar, +4.12%; dollars -3.95%
    """
    source = source_of(series)
    balance_sheet, recent = source.on(balance_sheet_date), source.on(recent_date)
    if balance_sheet.asked and recent.asked and recent.asked < balance_sheet.asked:
        raise DateError(
            f"the recent date {recent.asked} comes before the balance-sheet date {balance_sheet.asked}", "", "swap the two"
        )
    return ConvenienceRateCheck(balance_sheet, recent)
