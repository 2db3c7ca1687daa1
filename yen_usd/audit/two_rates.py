"""Statements at two rates, beside their convenience translation: a view for analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args, overload

from .._tables import Block, Columns, Table, Tabular
from .._text import count_of
from .._validation import FromFields
from ..dates.days import DateLike
from ..dates.periods import Period, PeriodLike
from ..errors import FiguresError, quote
from ..money.amounts import Money
from ..money.currency import Currency
from ..money.exact import Number, plain
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.period_rates import PeriodRates
from ..rates.rate import AveragingName, Basis, Rate
from ..rates.rate_source import RateSource
from ..translation import Translation
from .directions import COLUMN_NAMES, CURRENCY_NAMES, Direction, direction, settings_for
from .figures import Figure, in_full

if TYPE_CHECKING:
    from ..converter import Converter

FlowOrBalance: TypeAlias = Literal["flow", "balance"]
LineFigure: TypeAlias = tuple[str, FlowOrBalance, Figure]
"""A label, whether the line is a flow of the period or a balance at its end, and its figure."""
LineFigures: TypeAlias = tuple[str, FlowOrBalance, Sequence[Figure]]
"""The same with a figure for each of several periods."""

_A_LINE = "a line is a label, 'flow' or 'balance', and its figure"
_EXAMPLE = "write [('Net sales', 'flow', 24_300)], for example"


@dataclass(frozen=True, slots=True)
class TwoRateLine(FromFields):
    """A line of a statement at the rate of its kind, and at the convenience rate.

    Attributes
    ----------
    label : str
        The name of the line.
    kind : {"flow", "balance"}
        A flow is translated at the average rate, a balance at the period-end
        rate.
    translation : Translation
        The line at the rate of its kind.
    convenience : Translation
        The line at the one rate of the convenience translation.

    Examples
    --------
    >>> from yen_usd import two_rate_view
    >>> line = two_rate_view([("Sales", "flow", "¥5 million")], "FY2007").lines[0]
    >>> line.translation.result, line.convenience.result, line.difference
    (Dollars('42900.04'), Dollars('42531.47'), Dollars('368.57'))
    """

    label: str
    kind: FlowOrBalance
    translation: Translation[Money, Money]
    convenience: Translation[Money, Money]

    @property
    def difference(self) -> Money:
        """The result at the rate of the line's kind, less the one at the convenience rate."""
        return self.translation.result - self.convenience.result


@dataclass(frozen=True, slots=True, repr=False)
class TwoRateView(Tabular, FromFields):
    """A statement of a period: flows at the average rate, balances at the period-end rate.

    Attributes
    ----------
    period : Period
        The period.
    average : Rate
        The rate of the flows.
    period_end : Rate
        The rate of the balances.
    convenience : Rate
        The one rate of the convenience translation.
    lines : tuple of TwoRateLine
        The lines, each at the rate of its kind and at the convenience rate.

    Examples
    --------
    >>> from yen_usd import two_rate_view
    >>> view = two_rate_view([("Sales", "flow", "¥5 million")], "FY2007")
    >>> view.average.yen_per_usd, view.period_end.yen_per_usd
    (Decimal('116.55'), Decimal('117.56'))
    """

    period: Period
    average: Rate
    period_end: Rate
    convenience: Rate
    lines: tuple[TwoRateLine, ...]

    def _summary(self) -> str:
        rates = ", ".join(f"¥{plain(rate.yen_per_usd)}" for rate in (self.average, self.period_end, self.convenience))
        return f"{count_of(len(self.lines), 'line')}, {self.period.label}, at {rates}"

    def _table(self) -> Table:
        return Table("", _head(self), [Block("", _cells(self))], _notes(self), dense=True)

    def _columns(self) -> Columns:
        return _columns_of([self])


@dataclass(frozen=True, slots=True, repr=False)
class TwoRateViews(Tabular, FromFields):
    """A statement of several periods, each at its own two rates and at one convenience rate.

    `views` are the statements of the periods.

    >>> from yen_usd import two_rate_view
    >>> lines = [("Sales", "flow", ["¥5 million", "¥6 million"])]
    >>> [view.average.yen_per_usd for view in two_rate_view(lines, ["FY2006", "FY2007"])]
    [Decimal('113.67'), Decimal('116.55')]
    """

    views: tuple[TwoRateView, ...]

    def __len__(self) -> int:
        return len(self.views)

    def __getitem__(self, at: int) -> TwoRateView:
        return self.views[at]

    def _summary(self) -> str:
        periods = "; ".join(view.period.label for view in self.views)
        return f"{count_of(len(self.views), 'period')} of {count_of(len(self.views[0].lines), 'line')}, {periods}"

    def _table(self) -> Table:
        blocks = [Block(view.period.label, _cells(view)) for view in self.views]
        notes = [note for view in self.views for note in _notes(view)[:2]]
        return Table("", _head(self.views[0]), blocks, [*notes, _notes(self.views[0])[2]], dense=True)

    def _columns(self) -> Columns:
        return _columns_of(self.views)


def _head(view: TwoRateView) -> list[str]:
    one = view.lines[0].translation
    return ["", CURRENCY_NAMES[one.source.currency], CURRENCY_NAMES[one.result.currency], "Convenience"]


def _cells(view: TwoRateView) -> list[list[str]]:
    return [
        [line.label, *map(in_full, (line.translation.source, line.translation.result, line.convenience.result))]
        for line in view.lines
    ]


def _notes(view: TwoRateView) -> list[str]:
    rates = {"Flows": view.average, "Balances": view.period_end, "Convenience": view.convenience}
    return [f"{what} at {rate}." for what, rate in rates.items()]


def _columns_of(views: Sequence[TwoRateView]) -> Columns:
    found = [(view, line) for view in views for line in view.lines]
    one = found[0][1].translation
    return {
        "period": ("text", [view.period.label for view, _ in found]),
        "label": ("text", [line.label for _, line in found]),
        "kind": ("text", [line.kind for _, line in found]),
        COLUMN_NAMES[one.source.currency]: ("number", [line.translation.source.amount for _, line in found]),
        "yen_per_usd": ("number", [line.translation.rate.yen_per_usd for _, line in found]),
        COLUMN_NAMES[one.result.currency]: ("number", [line.translation.result.amount for _, line in found]),
        "convenience_rate": ("number", [line.convenience.rate.yen_per_usd for _, line in found]),
        "convenience": ("number", [line.convenience.result.amount for _, line in found]),
    }


@overload
def two_rate_view(
    lines: Iterable[LineFigure],
    period: PeriodLike,
    *,
    through: DateLike | None = None,
    averaging: AveragingName | None = None,
    convenience: Rate | Number | str | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> TwoRateView: ...
@overload
def two_rate_view(
    lines: Iterable[LineFigures],
    period: list[str] | list[Period] | tuple[PeriodLike, ...],
    *,
    through: DateLike | None = None,
    averaging: AveragingName | None = None,
    convenience: Rate | Number | str | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> TwoRateViews: ...
def two_rate_view(
    lines: Iterable[LineFigure] | Iterable[LineFigures],
    period: PeriodLike | Sequence[PeriodLike],
    *,
    through: DateLike | None = None,
    averaging: AveragingName | None = None,
    convenience: Rate | Number | str | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    yen_unit: Unit | None = None,
    usd_unit: Unit | None = None,
    rounding: Rounding | None = None,
    series: RateSource | None = None,
    converter: Converter | None = None,
) -> TwoRateView | TwoRateViews:
    """Translate flows at the average and balances at the period-end rate, for analysis.

    Each line has its convenience translation beside it. This is not the
    translation procedure of ASC 830 or IAS 21, which also requires the
    functional currency settled, equity at historical rates, and the difference
    shown in other comprehensive income.

    Parameters
    ----------
    lines : iterable of (label, kind, figure)
        The label, "flow" or "balance", and the yen of each line. A dash is
        zero. For several periods each line has a list of figures.
    period : Period, pandas Period or str, or a list of them
        The period or periods.
    through : date or str, optional
        Use only the part of the (last) period up to and including this day.
    averaging : {"month_end", "daily"}, optional
        Another average than the usual one.
    convenience : Rate, number or str, optional
        The rate of the convenience translation; by default that at the end of
        the latest period.
    to : {"USD", "JPY"}, default "USD"
        The currency of the results. With "JPY" the figures are dollars.
    yen_unit, usd_unit : str, optional
        The unit of figures that name none, such as "million".
    rounding : Rounding, optional
        How results are rounded; by default to the cent or the yen.
    series : RateSeries or other RateSource, optional
        Where rates are looked up; by default the noon buying rates.
    converter : Converter, optional
        Settings instead of `series`, such as what "FY2007" means.

    Returns
    -------
    TwoRateView or TwoRateViews
        The lines in dollars at both rates; of several periods all of them.

    Raises
    ------
    FiguresError
        For no lines, and for lines of another kind or number of figures.
    RateNotFoundError
        For a period that has no rate.
    ParseError, CurrencyMismatchError
        For a figure that cannot be read, or one in the other currency.

    Examples
    --------
    >>> from yen_usd import Rounding, two_rate_view
    >>> lines = [
    ...     ("Revenues", "flow", "¥57,055 million"),
    ...     ("Total assets", "balance", "¥47,693 million"),
    ... ]
    >>> print(two_rate_view(lines, "FY2007", rounding=Rounding(unit="thousand")))
                              Yen       Dollars   Convenience
    Revenues      ¥57,055,000,000  $489,532,000  $485,327,000
    Total assets  ¥47,693,000,000  $405,691,000  $405,691,000
    Flows at ¥116.55, average of the noon buying rates of the last day of each month,
    fiscal year ended March 31, 2007.
    Balances at ¥117.56, noon buying rate of 2007-03-30, end of the fiscal year ended
    March 31, 2007.
    Convenience at ¥117.56, noon buying rate of 2007-03-30, end of the fiscal year ended
    March 31, 2007.
    """
    if isinstance(lines, str | Mapping) or not isinstance(lines, Iterable):
        raise FiguresError(f"{quote(cast(object, lines))} is not a list of lines", _A_LINE, _EXAMPLE)
    given = [_checked(line) for line in cast("Iterable[object]", lines)]
    if not given:
        raise FiguresError("the list of lines is empty", "at least one line is required", "check the source")
    settings, way = settings_for(converter, series), direction(to, yen_unit, usd_unit, rounding)
    if not isinstance(period, list | tuple):
        rates = settings.over(cast("PeriodLike", period), through)
        single = rates.period_end if convenience is None else Rate.of(convenience)
        return _view(given, rates, averaging, single, way)
    periods = cast("Sequence[PeriodLike]", period)
    if not periods:
        raise FiguresError("the list of periods is empty", "at least one period is required", "write 'FY2007', for example")
    columns = [_figures(line, len(periods)) for line in given]
    found = [settings.over(one) for one in periods[:-1]]
    found.append(settings.over(periods[-1], through))
    latest = max(found, key=lambda rates: rates.period.end)
    single = latest.period_end if convenience is None else Rate.of(convenience)
    return TwoRateViews(
        tuple(
            _view([(line[0], line[1], figures[at]) for line, figures in zip(given, columns, strict=True)], rates, averaging,
                  single, way)
            for at, rates in enumerate(found)
        )
    )  # fmt: skip


def _view(
    lines: Sequence[tuple[str, FlowOrBalance, Any]],
    rates: PeriodRates,
    averaging: AveragingName | None,
    single: Rate,
    way: Direction,
) -> TwoRateView:
    """The view of one period."""
    average, period_end = rates.rate(Basis.AVERAGE, averaging), rates.period_end
    made = [
        TwoRateLine(
            label, kind, way.translate(figure, average if kind == "flow" else period_end), way.translate(figure, single)
        )
        for label, kind, figure in lines
    ]
    return TwoRateView(rates.period, average, period_end, single, tuple(made))


def _checked(line: Any) -> tuple[str, FlowOrBalance, Any]:
    """A line as a triple; `FiguresError` for anything else."""
    parts: tuple[object, ...] = line if issubclass(type(line), tuple) else ()
    if len(parts) != 3 or not isinstance(parts[0], str) or not _is_kind(parts[1]):
        raise FiguresError(f"cannot read the line {quote(line)}", _A_LINE, _EXAMPLE)
    return cast("tuple[str, FlowOrBalance, Any]", parts)


def _figures(line: tuple[str, FlowOrBalance, Any], count: int) -> Sequence[Any]:
    """The figures of a line, one for each of so many periods."""
    figures = line[2]
    if not isinstance(figures, list | tuple) or len(cast("Sequence[object]", figures)) != count:
        raise FiguresError(
            f"the line {quote(line)} does not have {count_of(count, 'figure')}",
            f"there are {count_of(count, 'period')}",
            "give a list with one figure for each period",
        )
    return cast("Sequence[Any]", figures)


def _is_kind(kind: object) -> bool:
    return isinstance(kind, str) and kind in get_args(FlowOrBalance)
