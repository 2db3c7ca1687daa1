"""Pictures of rates (matplotlib lives here, and is imported when asked)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ._arguments import NOT_GIVEN, NotGiven, check_flag
from ._extras import check_installed
from .dates.days import DateLike, as_english, to_date
from .dates.periods import Period, PeriodLike
from .errors import ArgumentError, NotPublishedError, PeriodError, PeriodInProgressError, quote
from .money.exact import Number, plain
from .rates.period_rates import PeriodRates
from .rates.published import REPORT_RATE, h10_rates
from .rates.rate import Rate
from .rates.rate_words import capital, name_of, plural
from .rates.series import RateSeries

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_Axes: TypeAlias = Any
"""Axes inside this module: matplotlib's types have neither dates on an axis nor the keywords of artists."""

SIZE: Final = (9.0, 4.8)
"""Width and height of a picture, in inches."""
KINDS: Final = ("png", "svg", "pdf", "jpg", "jpeg", "tif", "tiff", "webp")
_LINE, _MARK, _OWN, _INK = "#2f5d8a", "#b5452c", "#7a7a7a", "#333333"
_FEW: Final = 3
"""The most periods whose figures are written beside the marks."""
_POINTS: Final = 31
"""The most points that get a mark each."""
_DAYS: Final = 14
"""The most days that are all named on the axis."""


def plot_rates(
    start: DateLike | None = None,
    end: DateLike | None = None,
    *,
    periods: PeriodLike | Iterable[PeriodLike] = (),
    rate: Rate | Number | str | NotGiven | None = NOT_GIVEN,
    series: RateSeries | None = None,
    stronger_yen_up: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the rates of a span as steps, each standing until the next one.

    Of each period in `periods` the high, the low and the period end are marked
    on their days, and the average is a line, as far as they lie in the span.
    Where a rate does not reach the next, as in August 1971, there is a gap. It
    needs the extra `plot`.

    Parameters
    ----------
    start, end : date or str, optional
        The first and the last day; by default those of the periods, or of the
        series.
    periods : Period, pandas Period, str or iterable of them, optional
        The periods to mark.
    rate : Rate, number, str or None, optional
        A rate to draw as a line, in yen per US$1; None draws none. By default
        it is the report's ¥117.56, if its day lies in the span.
    series : RateSeries, optional
        The rates to draw; by default the noon buying rates.
    stronger_yen_up : bool, default False
        Whether to turn the axis, which is in yen per dollar: a stronger yen is
        down.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of pyplot.

    Returns
    -------
    Axes
        Matplotlib's Axes, in yen per US$1 over days.

    Raises
    ------
    MissingExtraError
        If Matplotlib is not installed.
    RateNotFoundError
        For a span or a period without rates.
    PeriodError
        If the end comes before the start.
    ArgumentError
        For a `series` that is not a RateSeries, and for `ax` of another kind.

    Examples
    --------
    >>> from yen_usd import plot_rates
    >>> ax = plot_rates(periods="FY2007")
    >>> ax.get_ylabel(), ax.get_title(loc="left")
    ('Yen per US$1.00', 'Noon buying rates, April 3, 2006 to March 30, 2007')
    """
    check_installed("matplotlib", "plot", "plot_rates")
    source = h10_rates() if series is None else series
    if not isinstance(source, RateSeries):
        raise ArgumentError(
            f"series={quote(series)}", "series must be a RateSeries", "write RateSeries.from_csv(...), for example"
        )
    check_flag("stronger_yen_up", stronger_yen_up)
    if ax is not None and not hasattr(ax, "step"):
        raise ArgumentError(
            f"ax={quote(ax)}", "ax must be Axes of matplotlib", "write ax=figure.subplots(), or leave ax= out"
        )
    marked = [_rates_of(period, source) for period in _as_list(periods)]
    first, last = _span(start, end, [rates.period for rates in marked], source)
    shown = source[first:last]
    own = _own_rate(rate, shown)
    drawn: _Axes = _new_axes() if ax is None else ax  # after this nothing is refused
    _draw_steps(drawn, shown)
    if stronger_yen_up and not drawn.yaxis_inverted():
        drawn.invert_yaxis()
    for rates in marked:
        _mark(drawn, rates, Period(first, last), written=len(marked) <= _FEW)
    if own is not None:
        label = _plain(f"¥{plain(own.yen_per_usd)}, {name_of(own)}")
        drawn.axhline(float(own.yen_per_usd), color=_OWN, linestyle=(0, (6, 3)), linewidth=1.2, label=label)
    _dress(drawn, shown)
    return cast("Axes", drawn)


def save_plot(
    file: str,
    start: DateLike | None,
    end: DateLike | None,
    *,
    periods: list[Period],
    rate: Rate | str | NotGiven | None,
    series: RateSeries | None,
    stronger_yen_up: bool,
) -> None:
    """Draw rates into a file, whose ending names its kind (png, svg, pdf), without a window or pyplot's state."""
    check_installed("matplotlib", "plot", "plot_rates")
    from matplotlib.figure import Figure

    name, point, kind = file.rpartition(".")
    if not (name and point) or kind.lower() not in KINDS:
        raise ArgumentError(
            f"cannot tell the format of a picture from the name {quote(file)}",
            f"the formats are {', '.join(KINDS)}",
            "write a name such as rates.png",
        )
    figure: Any = Figure(figsize=SIZE, layout="constrained")
    plot_rates(start, end, periods=periods, rate=rate, series=series, stronger_yen_up=stronger_yen_up, ax=figure.subplots())
    figure.savefig(file, dpi=150)


def _rates_of(period: PeriodLike, series: RateSeries) -> PeriodRates:
    try:
        return series.over(period)
    except PeriodInProgressError as error:
        part = f"mark the part that is covered, such as 'FYTD {series.reaching(dt.date.max).coverage.end}'"
        raise PeriodInProgressError(error.asked, error.available, part) from error


def _as_list(periods: PeriodLike | Iterable[PeriodLike]) -> list[PeriodLike]:
    """One period or many, as a list."""
    if isinstance(periods, str | Period) or not isinstance(periods, Iterable):
        return [periods]
    return list(periods)


def _span(
    start: DateLike | None, end: DateLike | None, periods: list[Period], series: RateSeries
) -> tuple[dt.date, dt.date]:
    covered = series.coverage
    first = to_date(start) if start is not None else min((p.start for p in periods), default=covered.start)
    last = to_date(end) if end is not None else max((p.end for p in periods), default=covered.end)
    if last < first and start is not None and end is not None:
        raise PeriodError(f"start={first} comes after end={last}", "", "swap the two dates")
    if last < first:
        raise NotPublishedError(
            f"there are no rates from {first} to {last}",
            f"the {'end' if start is not None else 'start'} was taken from the periods or the series",
            "give both start= and end=",
        )
    return first, last


def _new_axes() -> Axes:
    from matplotlib import pyplot

    return pyplot.subplots(figsize=SIZE, layout="constrained")[1]


def _points(series: RateSeries) -> Iterator[tuple[dt.date, float]]:
    """Where the steps begin: each day with its rate, and nothing where a rate no longer reaches and none has come yet."""
    ends = dt.date.max
    day, value = dt.date.min, float("nan")
    for observation in series:
        if observation.date > ends:
            yield ends, float("nan")
        day, value = observation.date, float(observation.yen_per_usd)
        yield day, value
        ends = _days_after(day, series.max_reach + 1)
    yield _days_after(day, 1), value  # the last stands at least on its own day


def _days_after(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def _draw_steps(ax: _Axes, series: RateSeries) -> None:
    points = list(_points(series))
    days, values = [day for day, _ in points], [value for _, value in points]
    few = len(points) <= _POINTS  # so few may not make a line
    label = _plain(capital(series.label))
    marks = {"marker": ".", "markevery": list(range(len(points) - 1))} if few else {}
    ax.step(days, values, where="post", color=_LINE, linewidth=1.1, label=label, **marks)


def _mark(ax: _Axes, rates: PeriodRates, span: Period, *, written: bool) -> None:
    """The high, low, average and period end of a period, as far as they lie in the span; the legend has each once."""
    inverted = bool(ax.yaxis_inverted())
    average, end = float(rates.average.yen_per_usd), float(rates.period_end.yen_per_usd)
    is_above = (end >= average) != inverted  # two labels stand at the right end
    up, down = ("^", (0, 8)), ("v", (0, -14))
    places = {
        "High": (rates.high, *(down if inverted else up), "center"),
        "Low": (rates.low, *(up if inverted else down), "center"),
        "Period end": (rates.period_end, "o", (7, 3 if is_above else -9), "left"),
    }
    known = set(ax.get_legend_handles_labels()[1])

    def name(label: str) -> str:
        return "_nolegend_" if label in known else label

    for label, (rate, marker, beside, side) in places.items():
        day = cast("dt.date", rate.observed)
        if not span.start <= day <= span.end:
            continue
        value = float(rate.yen_per_usd)
        ax.plot([day], [value], marker=marker, color=_MARK, linestyle="none", label=name(label), zorder=3)
        if written:
            _write(ax, rate, (day, value), beside, side)
    start, stop = max(rates.period.start, span.start), min(rates.period.end, span.end)
    if start > stop:
        return
    label = name(f"Average ({rates.average.averaging})".replace("_", " "))
    ax.hlines(average, start, stop, color=_MARK, linewidth=1.2, linestyle=":", label=label)
    if written:
        _write(ax, rates.average, (stop, average), (7, -9 if is_above else 3), "left")


def _write(ax: _Axes, rate: Rate, where: tuple[dt.date, float], beside: tuple[int, int], side: str) -> None:
    """A figure beside its mark."""
    text = f"¥{plain(rate.yen_per_usd)}"
    ax.annotate(text, where, beside, textcoords="offset points", ha=side, color=_MARK, fontsize=8)


def _plain(text: str) -> str:
    """A text that matplotlib does not read as a formula."""
    return text.replace("$", r"\$")


def _own_rate(rate: Rate | Number | str | NotGiven | None, shown: RateSeries) -> Rate | None:
    """The rate that is drawn as a line: the one given, or the report's if the noon buying rate of its day is shown."""
    if not isinstance(rate, NotGiven):
        return None if rate is None else Rate.of(rate)
    day = REPORT_RATE.observed
    return REPORT_RATE if day in shown and shown.label == REPORT_RATE.label else None


def _dress(ax: _Axes, shown: RateSeries) -> None:
    from matplotlib import dates

    of_dates: Any = dates
    first, last = next(iter(shown)).date, max(o.date for o in shown)
    locator = of_dates.AutoDateLocator() if (last - first).days > _DAYS else of_dates.DayLocator()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(of_dates.ConciseDateFormatter(locator, show_offset=False))  # the title has the years
    ax.set_ylabel("Yen per US$1.00" + (", inverted" if ax.yaxis_inverted() else ""))
    days = as_english(first) if first == last else f"{as_english(first)} to {as_english(last)}"
    ax.set_title(_plain(f"{capital(plural(shown.label))}, {days}"), loc="left", fontsize=10, color=_INK)
    ax.ticklabel_format(axis="y", useOffset=False)
    ax.grid(axis="y", linewidth=0.4, alpha=0.6)
    ax.spines[["top", "right"]].set_visible(False)
    ax.margins(x=0.08 if ax.texts else 0.03, y=0.1)
    ax.legend(fontsize=8, frameon=False, ncols=3, loc="upper left", bbox_to_anchor=(0, -0.08))
