"""Statements at two rates, and growth in dollars split into that of the yen and that of the rate: views for analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from .._text import in_columns
from .._validation import FromFields
from ..converter import Converter, converter_or_default
from ..dates.days import DateLike
from ..dates.periods import Period, PeriodLike
from ..errors import FiguresError, quote
from ..money.amounts import Dollars, Yen
from ..money.currency import Currency
from ..money.exact import Number
from ..money.rounding import Rounding, check_rounding
from ..money.units import Unit
from ..rates.rate import AveragingName, Basis, Rate
from ..translation import Translation
from .figures import Figure, in_full, yen_amount
from .footing import in_dollars

LineKind: TypeAlias = Literal["flow", "balance"]
StatementLine: TypeAlias = tuple[str, LineKind, Figure]
"""A label, whether the line is a flow of the period or a balance at its end, and its yen."""


@dataclass(frozen=True, slots=True)
class TwoRateLine(FromFields):
    """A line at the rate of its kind, and at the one rate of the convenience translation."""

    label: str
    kind: LineKind
    translation: Translation[Yen, Dollars]
    convenience: Translation[Yen, Dollars]

    @property
    def difference(self) -> Dollars:
        """What the line comes to at the rate of its kind, less what it comes to at the convenience rate."""
        return self.translation.result - self.convenience.result


@dataclass(frozen=True, slots=True)
class TwoRateView(FromFields):
    """A statement of a period: its flows at the average rate, its balances at the rate of the period's end.

    Each line has its convenience translation at one rate beside it.
    """

    period: Period
    average: Rate
    period_end: Rate
    convenience: Rate
    lines: tuple[TwoRateLine, ...]

    def __str__(self) -> str:
        rows = [["", "Yen", "Dollars", "Convenience"]]
        rows += [
            [line.label, *map(in_full, (line.translation.source, line.translation.result, line.convenience.result))]
            for line in self.lines
        ]
        rates = {"Flows": self.average, "Balances": self.period_end, "Convenience": self.convenience}
        return "\n".join([in_columns(rows), *(f"{what} at {rate}." for what, rate in rates.items())])


def two_rate_view(
    lines: Iterable[StatementLine],
    period: PeriodLike,
    *,
    through: DateLike | None = None,
    averaging: AveragingName | None = None,
    convenience: Rate | Number | str | None = None,
    yen_unit: Unit | None = None,
    rounding: Rounding | None = None,
    converter: Converter | None = None,
) -> TwoRateView:
    """A statement's flows at the average and its balances at the period-end rate, beside its convenience translation.

    `lines` are triples of a label, "flow" or "balance", and the yen (text may have its unit or, like numbers, be in
    `yen_unit`; a dash is zero). The period is taken whole, or `through=` a day of it; `averaging` picks another
    average than its usual one, `convenience` another single rate than that of its end. `rounding` is that of the
    dollars, to the cent if none is given; `converter` has settings for the text of periods and a series of one's own.

    This is a view for analysis, not the translation procedure of ASC 830 or IAS 21, which wants the functional
    currency settled, equity at historical rates, and the difference that arises shown in other comprehensive income.

    Raises `FiguresError` for no lines or lines of another kind, and what a rate of the period raises.

    >>> from yen_usd import Rounding, two_rate_view
    >>> lines = [("Revenues", "flow", "¥57,055 million"), ("Total assets", "balance", "¥47,693 million")]
    >>> print(two_rate_view(lines, "FY2007", rounding=Rounding(unit="thousand")))
                              Yen       Dollars   Convenience
    Revenues      ¥57,055,000,000  $489,532,000  $485,327,000
    Total assets  ¥47,693,000,000  $405,691,000  $405,691,000
    Flows at ¥116.55, average of the noon buying rates of the last day of each month, fiscal year ended March 31, 2007.
    Balances at ¥117.56, noon buying rate of 2007-03-30, end of the fiscal year ended March 31, 2007.
    Convenience at ¥117.56, noon buying rate of 2007-03-30, end of the fiscal year ended March 31, 2007.
    """
    if isinstance(lines, str | Mapping) or not isinstance(lines, Iterable):
        raise FiguresError("lines that are no list", "a line is a label, 'flow' or 'balance', and its yen", "give a list")
    given = list(lines)
    if not given:
        raise FiguresError("an empty list of lines", "at least one is needed", "check the source")
    settings = converter_or_default(converter)
    dollars = Currency.USD.rounding if rounding is None else check_rounding(rounding)
    rates = settings.over(period, through)
    average, period_end = rates.rate(Basis.AVERAGE, averaging), rates.period_end
    single = period_end if convenience is None else Rate.of(convenience)

    def made(line: StatementLine) -> TwoRateLine:
        if not isinstance(line, tuple) or len(line) != 3 or not isinstance(line[0], str) or not _is_kind(line[1]):
            raise FiguresError(
                f"the line {quote(line)}", "a line is a label, 'flow' or 'balance', and its yen", "write all three"
            )
        label, kind, figure = line
        yen = yen_amount(figure, yen_unit)
        at_its_rate = in_dollars(yen, average if kind == "flow" else period_end, dollars)
        return TwoRateLine(label, kind, at_its_rate, in_dollars(yen, single, dollars))

    return TwoRateView(rates.period, average, period_end, single, tuple(made(line) for line in given))


def _is_kind(kind: object) -> bool:
    return isinstance(kind, str) and kind in get_args(LineKind)
