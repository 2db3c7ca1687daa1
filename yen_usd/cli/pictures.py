"""The command that draws rates into a file."""

from __future__ import annotations

import click

from .._arguments import NOT_GIVEN
from ..dates.periods import Period
from ..rates.rate import Rate
from .command import Answer, command
from .options import NAMING, SERIES, RateOptions, rate_options


@command(
    "plot",
    examples=(
        "plot --period FY2007 -o rates.png",
        "plot --start 1985-09-01 --end 1988-12-31 --stronger-yen-up -o a.svg",
    ),
    no="there are no rates to draw, or the picture cannot be written",
)
@rate_options("rate", *SERIES, *NAMING)
@click.option(
    "-o", "--output", type=click.Path(), required=True, metavar="FILE", help="The picture, such as rates.png or rates.svg."
)
@click.option("--period", "periods", multiple=True, metavar="PERIOD", help="A period to mark, such as FY2007; repeatable.")
@click.option("--start", metavar="DATE", help="The first day drawn (that of the first period, or of the series).")
@click.option("--end", metavar="DATE", help="The last day drawn.")
@click.option("--stronger-yen-up", is_flag=True, help="Turn the axis, so that a stronger yen is up.")
def plot(
    asked: RateOptions, output: str, periods: tuple[str, ...], start: str | None, end: str | None, stronger_yen_up: bool
) -> Answer:
    """Draw daily rates into a file.

    Each --period is marked with its high, low, average and end; '--rate none' leaves the report's line out. Requires
    the extra 'plot'.
    """
    from ..plotting import save_plot

    rate: Rate | str | None = None
    if asked.rate not in {None, "none"}:
        rate = asked.own_rate()
    save_plot(
        output,
        start,
        end,
        periods=[Period.parse(text, fiscal_year_end=asked.fiscal_year_end, named_by=asked.named_by) for text in periods],
        rate=NOT_GIVEN if asked.rate is None else rate,
        series=asked.days(),
        stronger_yen_up=stronger_yen_up,
    )
    return Answer("", lambda: {"written": output})
