"""The words that several commands share: how a rate is named, and which rates answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any, Final, TypeVar, get_args

import click

from ..converter import Converter
from ..dates.months import Naming
from ..errors import ArgumentError, argument
from ..money.exact import MAX_DIGITS
from ..money.rounding import Rounding
from ..money.units import POWERS, Unit
from ..rates.published import REPORT_RATE, PrintedTable, report_rates
from ..rates.rate import PERIOD_BASES, Averaging, Rate
from ..rates.series import RateSeries

UNITS: Final = click.Choice([*POWERS])
PLACES: Final = click.IntRange(0, MAX_DIGITS)
RATE: Final = ("on", "period", "basis", "averaging", "through", "rate_places", "strict", "rate")
SERIES: Final = ("series", "dates", "rates", "label")
NAMING: Final = ("fiscal_year_end", "named_by")

_Function = TypeVar("_Function", bound=Callable[..., object])

_OPTIONS: Final[dict[str, Callable[[Any], Any]]] = {
    "on": click.option("--on", metavar="DATE", help="The rate that prevailed on a date."),
    "period": click.option("--period", metavar="PERIOD", help="A rate of a period, such as FY2007; requires --basis."),
    "basis": click.option("--basis", type=click.Choice([*map(str, PERIOD_BASES)]), help="Which rate of the period."),
    "averaging": click.option("--averaging", type=click.Choice([*map(str, Averaging)]), help="How an average is taken."),
    "through": click.option("--through", metavar="DATE", help="Cut the period after a day of it."),
    "rate_places": click.option("--rate-places", type=int, metavar="N", help="Decimal places of an average (2)."),
    "strict": click.option("--strict", is_flag=True, default=None, help="Require a rate of the very day."),
    "rate": click.option("--rate", metavar="RATE", help="A rate of your own in yen per dollar, or 'report': the report's."),
    "series": click.option(
        "--series",
        type=click.Path(),
        default="h10",
        metavar="SERIES",
        help="The rates that answer: h10 (daily), report (its printed table), or a file of rates of your own.",
    ),
    "dates": click.option("--dates", metavar="COLUMN", help="The column of days in a file of your own rates."),
    "rates": click.option("--rates", metavar="COLUMN", help="Its column of rates."),
    "label": click.option("--label", metavar="TEXT", help="What rates of your own are, such as 'Tokyo TTM'."),
    "fiscal_year_end": click.option(
        "--fiscal-year-end", type=int, default=3, metavar="MONTH", help="The month that ends fiscal years (3)."
    ),
    "named_by": click.option(
        "--named-by", type=click.Choice(get_args(Naming)), default="end", help="Which year FY2007 names: the one it ends in."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RateOptions:
    """The rate that the options of a command name."""

    on: str | None = None
    period: str | None = None
    basis: str | None = None
    averaging: str | None = None
    through: str | None = None
    rate_places: int | None = None
    strict: bool | None = None
    rate: str | None = None
    series: str = "h10"
    dates: str | None = None
    rates: str | None = None
    label: str | None = None
    fiscal_year_end: int = 3
    named_by: Naming = "end"

    @property
    def names_a_rate(self) -> bool:
        """Whether a date, a period or a rate is given."""
        return not self.on is self.period is self.rate is None

    def arguments(self) -> dict[str, Any]:
        """The arguments of a call that name the rate, as far as they are given."""
        given = {name: value for name in RATE if (value := getattr(self, name)) is not None}
        return given | ({} if self.rate is None else {"rate": self.own_rate()})

    def own_rate(self) -> Rate | str:
        """The rate of one's own, or the report's by its name."""
        assert self.rate is not None
        if self.rate == "report":
            if self.label is not None:
                raise ArgumentError(
                    f"{argument('label')} with {argument('rate', 'report')}",
                    "that rate has its own label",
                    f"leave {argument('label')} out",
                )
            return REPORT_RATE
        return self.rate if self.label is None else Rate.of(self.rate, label=self.label)

    def source(self) -> RateSeries | PrintedTable | None:
        """The rates that answer: None for those of `h10_rates()`."""
        label = self.label if self.rate in {None, "none"} else None  # a rate of one's own comes before a series
        if self.series in {"h10", "report"}:
            if label is not None or self.dates is not None or self.rates is not None:
                given = next(name for name in ("label", "dates", "rates") if getattr(self, name) is not None)
                raise ArgumentError(
                    f"{argument(given)} without {argument('rate')} or a file in {argument('series')}",
                    "this is for rates of your own",
                    f"give one of these, or leave {argument(given)} out",
                )
            return report_rates() if self.series == "report" else None
        from ..rates.readers import read_series

        return read_series(self.series, label, self.dates, self.rates)

    def days(self) -> RateSeries | None:
        """The rates that answer, where a printed table cannot."""
        source = self.source()
        if isinstance(source, PrintedTable):
            raise ArgumentError(
                f"{argument('series', 'report')} is a printed table",
                "a series of daily or monthly rates is required",
                f"name a file, or leave {argument('series')} out",
            )
        return source

    def converter(self) -> Converter:
        """What finds the rate."""
        return Converter(self.source(), fiscal_year_end=self.fiscal_year_end, named_by=self.named_by)


def rate_options(*names: str) -> Callable[[_Function], _Function]:
    """Give a command some of these options, and its function their values as one `RateOptions`, the first argument."""

    def add(function: _Function) -> _Function:
        @wraps(function)
        def run(**given: Any) -> object:
            return function(RateOptions(**{name: given.pop(name) for name in names}), **given)

        for name in reversed(names):
            _OPTIONS[name](run)
        return run  # type: ignore[return-value]

    assert {*names} <= {field.name for field in fields(RateOptions)}
    return add


def rounding_of(places: int | None, round_to: Unit | None) -> Rounding | None:
    """The rounding that `--places` or `--round-to` asks for."""
    if places is not None and round_to is not None:
        raise ArgumentError(
            f"{argument('places', places)} with {argument('round_to', round_to)}",
            "a result is rounded only once",
            "leave one of them out",
        )
    return None if places is None and round_to is None else Rounding(places, round_to)
