"""The commands and options of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn, get_args

from ..dates.months import Naming
from ..errors import ArgumentError
from ..money.currency import Currency
from ..money.formatting import Negative, Style
from ..money.units import POWERS
from ..rates.rate import PERIOD_BASES, Averaging
from .statement import add_statement_command

if TYPE_CHECKING:
    from ..rate_table import ExchangeRateTable

TABLE_FORMATS: Final[dict[str, Callable[[ExchangeRateTable], str]]] = {
    "text": str,
    "markdown": lambda table: table.to_markdown(),
    "html": lambda table: table.to_html(),
    "csv": lambda table: table.to_csv().rstrip("\n"),
    "json": lambda table: table.to_json(),
}


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Raise what `main` prints."""
        raise ArgumentError(message, "", f"see {self.prog} --help")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = Parser(prog="python -m yen_usd", description="Yen in U.S. dollars, and back, at noon buying rates.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    translate = commands.add_parser("translate", help="translate an amount", description="Translate an amount.")
    translate.add_argument("amount", help="such as '¥24.3 billion', '$1.2 million' or a number of yen")
    _add_rate_options(translate)
    _add_own_rate_options(translate)
    _add_output_options(translate)
    translate.add_argument("--places", type=int, help="decimal places of the result")
    translate.add_argument(
        "--round-to", choices=[*POWERS], metavar="UNIT", help="round the result to a unit, such as million"
    )
    translate.add_argument("--style", choices=get_args(Style), default="standard", help="how the result is written")
    translate.add_argument("--unit", choices=[*POWERS], metavar="UNIT", help="the unit the result is written in")
    translate.add_argument("--locale", default="en_US", help="the locale the result is written in")
    translate.add_argument("--negative", choices=get_args(Negative), help="how a negative result is written")
    translate.add_argument("--note", action="store_true", help="add a footnote sentence")

    rate = commands.add_parser("rate", help="look up a rate", description="Look up the rate of a date or period.")
    rate.add_argument("on", nargs="?", metavar="DATE", help="the rate that prevailed on a date")
    _add_rate_options(rate)
    _add_output_options(rate)

    period = commands.add_parser("period", help="show the rates of a period", description="Show the rates of a period.")
    period.add_argument("period", metavar="PERIOD", help="such as FY2007, 2007Q1 or 2007-07-01/2007-07-03")
    _add_period_options(period)
    _add_output_options(period)
    _add_text_commands(commands)
    _add_figure_commands(commands)
    add_statement_command(commands)
    return parser


def _add_text_commands(commands: Any) -> None:
    annotate = commands.add_parser(
        "annotate",
        help="write dollars behind the yen amounts of a text",
        description="Write the dollar equivalent behind each yen amount of a plain text or Markdown file, to standard "
        "output. The rate, and what could not be read, are written to standard error.",
    )
    annotate.add_argument("file", nargs="?", default="-", metavar="FILE", help="the text; standard input if none is named")
    _add_rate_options(annotate)
    _add_own_rate_options(annotate)
    annotate.add_argument("--to", choices=[*map(str, Currency)], default="USD", help="the currency written (USD)")
    annotate.add_argument("--template", help="what is inserted, with {result} and, if wanted, {source} and {rate}")
    annotate.add_argument("--places", type=int, help="decimal places of the inserted amounts")
    annotate.add_argument("--encoding", default="utf-8", help="of the file and the output (utf-8)")
    table = commands.add_parser(
        "table",
        help="print the exchange-rate table of a report",
        description="Print the table of noon buying rates of an annual report: fiscal years, then months.",
    )
    table.add_argument("--balance-sheet-date", metavar="DATE", help="last day of the latest fiscal year in the table")
    table.add_argument("--as-of", metavar="DATE", help="the day through which the figures go (the fiscal year's end)")
    table.add_argument("--years", type=int, default=5, metavar="N", help="rows of fiscal years (5)")
    table.add_argument("--months", type=int, default=6, metavar="N", help="rows of months, a cut one counted (6)")
    table.add_argument("--averaging", choices=[*map(str, Averaging)], help="how fiscal years are averaged (month_end)")
    table.add_argument("--rate-places", type=int, default=2, metavar="N", help="decimal places of averages (2)")
    _add_series_options(table)
    table.add_argument("--format", choices=[*TABLE_FORMATS], default="text", help="how it is written (text)")
    table.add_argument("--json", action="store_const", const="json", dest="format", help="write JSON")

    plot = commands.add_parser(
        "plot",
        help="draw rates into a file",
        description="Draw daily rates, and the high, low, average and end of periods. Needs the extra 'plot'.",
    )
    plot.add_argument("-o", "--output", required=True, metavar="FILE", help="a picture, such as rates.png or rates.svg")
    plot.add_argument("--period", action="append", default=[], help="a period to mark, such as FY2007; may be repeated")
    plot.add_argument("--start", metavar="DATE", help="first day drawn (that of the first period, or of the series)")
    plot.add_argument("--end", metavar="DATE", help="last day drawn")
    plot.add_argument("--rate", help="a rate to draw as a line, in yen per dollar, or 'none'")
    _add_series_options(plot)
    plot.add_argument("--stronger-yen-up", action="store_true", help="turn the axis, so that a stronger yen is up")
    plot.add_argument("--fiscal-year-end", type=int, default=3, metavar="MONTH", help="month that ends fiscal years (3)")
    plot.add_argument("--named-by", choices=get_args(Naming), default="end", help="what FY2007 names (end)")


def _add_figure_commands(commands: Any) -> None:
    update = commands.add_parser(
        "update",
        help="fetch newer rates",
        description="Fetch newer noon buying rates into your cache. Needs the extra 'update'.",
    )
    update.add_argument("--check", action="store_true", help="say what is new, and write nothing")
    update.add_argument(
        "--source",
        default="board",
        metavar="SOURCE",
        help="board, fred (your key in FRED_API_KEY), https://... or a file",
    )
    update.add_argument("--accept-revisions", action="store_true", help="take rates that differ from known ones")
    _add_output_options(update)
    data = commands.add_parser(
        "data", help="show which figures there are", description="Show coverage, vintage and place of the figures."
    )
    data.add_argument(
        "--rebuild", metavar="FILE", help="for maintainers: continue the shipped figures by those of a downloaded file"
    )
    _add_output_options(data)


def _add_rate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", help="a rate of a period, such as FY2007; wants --basis")
    parser.add_argument("--basis", choices=[*map(str, PERIOD_BASES)], help="which rate of the period")
    parser.add_argument("--averaging", choices=[*map(str, Averaging)], help="how an average is taken")
    parser.add_argument("--rate-places", type=int, metavar="N", help="decimal places of an average (2)")
    parser.add_argument("--strict", action="store_true", default=None, help="want an observation on the very day")
    _add_period_options(parser)


def _add_period_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--through", metavar="DATE", help="cut the period after a day of it")
    parser.add_argument("--fiscal-year-end", type=int, default=3, metavar="MONTH", help="month that ends fiscal years (3)")
    parser.add_argument("--named-by", choices=get_args(Naming), default="end", help="what FY2007 names (end)")
    _add_series_options(parser)


def _add_series_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--series",
        default="h10",
        metavar="SERIES",
        help="the rates that answer: h10 (daily), report (its printed table), or a file of rates of your own",
    )
    parser.add_argument("--label", help="what the rates of the file, or a rate of your own, are, such as 'Tokyo TTM'")


def _add_own_rate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rate", help="a rate of your own, in yen per dollar, or 'report' for that of the report")
    parser.add_argument("--on", metavar="DATE", help="the rate that prevailed on a date")


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write JSON")
