"""The commands of whole tables: the exchange-rate table of a report, and a printed one beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .command import Answer, Many, command, json_of
from .options import SERIES, RateOptions, rate_options
from .readers import text_of

if TYPE_CHECKING:
    from ..rate_table import ExchangeRateTable

_Function = TypeVar("_Function", bound=Callable[..., object])

_FORMATS: Final[dict[str, Callable[[ExchangeRateTable], str]]] = {
    "text": str,
    "markdown": lambda table: table.to_markdown(),
    "html": lambda table: table.to_html(),
    "csv": lambda table: table.to_csv().rstrip("\n"),
    "json": lambda table: table.to_json(),
}


def _refuse(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value is not None:
        raise click.UsageError("--fiscal-year-end is a month; a table takes --balance-sheet-date DATE", ctx)


def _table_options(function: _Function) -> _Function:
    for add in (
        click.option("--months", type=int, default=6, metavar="N", help="Rows of months, a cut one counted (6)."),
        click.option("--years", type=int, default=5, metavar="N", help="Rows of fiscal years (5)."),
        click.option("--as-of", metavar="DATE", help="The day through which figures go (the balance-sheet date)."),
        click.option("--balance-sheet-date", metavar="DATE", help="The last day of the latest fiscal year in the table."),
        click.option("--fiscal-year-end", hidden=True, expose_value=False, callback=_refuse),
    ):
        add(function)
    return function


def _made(asked: RateOptions, balance_sheet_date: str | None, **given: Any) -> ExchangeRateTable:
    from ..rate_table import exchange_rate_table

    places = 2 if asked.rate_places is None else asked.rate_places
    averaging: Any = asked.averaging
    return exchange_rate_table(balance_sheet_date, averaging=averaging, rate_places=places, series=asked.source(), **given)


@command(
    "table",
    examples=(
        "table --balance-sheet-date 2007-03-31 --as-of 2007-07-03",
        "table --as-of 2024-02-15 --years 0 --months 3 --format csv",
    ),
    no="there are no rates for a row, or a file cannot be opened or written",
)
@rate_options("averaging", "rate_places", *SERIES)
@_table_options
@click.option("--format", "form", type=click.Choice([*_FORMATS]), default="text", help="How it is written (text).")
def table(asked: RateOptions, form: str, **given: Any) -> Answer:
    """Print the exchange-rate table of an annual report.

    Fiscal years come first, then months; each has high, low, average and period end.
    """
    made = _made(asked, **given)
    return Answer(_FORMATS[form](made), lambda: json_of(made))


@command(
    "compare",
    examples=(
        "compare printed.txt --balance-sheet-date 2007-03-31 --as-of 2007-07-03",
        "compare - --balance-sheet-date 2007-03-31 --json < printed.txt",
    ),
    no="a printed figure differs or has no row here, or a file cannot be opened or written",
)
@rate_options("averaging", "rate_places", *SERIES)
@_table_options
@click.argument("printed", type=click.Path(), metavar="FILE")
@click.option(
    "--columns",
    cls=Many,
    multiple=True,
    type=click.Choice(["high", "low", "average", "period_end"]),
    metavar="COLUMN...",
    help="The columns of the printed table, where it has no heading.",
)
def compare(asked: RateOptions, printed: str, columns: Any, **given: Any) -> Answer:
    """Compare a printed exchange-rate table with ours.

    Every cell is compared, rounded to the places that are printed.
    FILE is the text of the table, as it is copied from a filing; "-" is standard input.
    """
    comparison = _made(asked, **given).compare(text_of(printed), columns=columns or None)
    return Answer(
        str(comparison),
        lambda: {"agrees": comparison.agrees, **dict(json_of(comparison))},  # type: ignore[call-overload]
        0 if comparison.agrees else 1,
    )
