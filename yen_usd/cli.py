"""The command line: translate an amount, look up rates, print a table of them or draw them, annotate a text.

Answers go to standard output, as text or as JSON. Bad input is one line on standard error and exit code 2.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast, get_args

from .converter import NOT_GIVEN, Converter
from .currency import Currency
from .errors import ArgumentError, YenUsdError
from .exact import plain
from .formatting import Negative, Style, format_money
from .money import Money
from .months import Naming
from .period_rates import PeriodRates
from .periods import Period
from .published import report_rates
from .rates import PERIOD_BASES, Averaging, Rate
from .rounding import Rounding
from .translation import Translation
from .units import POWERS, Unit

if TYPE_CHECKING:
    from .disclosure import ExchangeRateTable

_KEYWORD: Final = re.compile(
    r"\b(on|period|basis|averaging|through|rate|rate_places|strict|places|fiscal_year_end|as_of|years|months)="
)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        raise ArgumentError(message, "", f"see {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, or 2 for bad input.

    >>> main(["rate", "2007-03-31"])
    ¥117.56 per US$1.00
    basis      spot: noon buying rate of 2007-03-30, prevailing on 2007-03-31
    published  2007-03-30, Federal Reserve Bank of New York
    0
    """
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no ¥ gets an escape, not a traceback
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # An amount such as -¥5 is no option; a leading space tells argparse so.
        protected = [f" {text}" if re.match(r"-(?!-|h$|o)", text) else text for text in given]
        options = _parser().parse_args(protected)
        for name, value in vars(options).items():
            setattr(options, name, value.strip() if isinstance(value, str) and name != "template" else value)
        _COMMANDS[options.command](options)
    except YenUsdError as error:
        message = _KEYWORD.sub(lambda found: f"--{found[1].replace('_', '-')} ", str(error))
        return _complain(re.sub(r" +([;,])", r"\1", message), 2)
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _discard_output()
        return 0
    except OSError as error:  # a full disk, say
        _discard_output()
        return _complain(f"cannot write the answer: {error}", 1)
    return 0


def _discard_output() -> None:
    """Let the interpreter's last flush go nowhere, so that it does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    """Write one line on standard error, if it can be written, and return the exit code."""
    with contextlib.suppress(OSError):
        print(f"yen_usd: {' '.join(message.split())}", file=sys.stderr, flush=True)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m yen_usd", description="Yen in U.S. dollars, and back, at noon buying rates.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

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
    table.add_argument("--fiscal-year-end", metavar="DATE", help="last day of the latest fiscal year in the table")
    table.add_argument("--as-of", metavar="DATE", help="the day through which the figures go (the fiscal year's end)")
    table.add_argument("--years", type=int, default=5, metavar="N", help="rows of fiscal years (5)")
    table.add_argument("--months", type=int, default=6, metavar="N", help="rows of months, a cut one counted (6)")
    table.add_argument("--averaging", choices=[*map(str, Averaging)], help="how fiscal years are averaged (month_end)")
    table.add_argument("--rate-places", type=int, default=2, metavar="N", help="decimal places of averages (2)")
    table.add_argument("--format", choices=[*_TABLE_FORMATS], default="text", help="how it is written (text)")
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
    plot.add_argument("--stronger-yen-up", action="store_true", help="turn the axis, so that a stronger yen is up")
    plot.add_argument("--fiscal-year-end", type=int, default=3, metavar="MONTH", help="month that ends fiscal years (3)")
    plot.add_argument("--named-by", choices=get_args(Naming), default="end", help="what FY2007 names (end)")
    return parser


_TABLE_FORMATS: Final[dict[str, Callable[[ExchangeRateTable], str]]] = {
    "text": str,
    "markdown": lambda table: table.to_markdown(),
    "html": lambda table: table.to_html(),
    "csv": lambda table: table.to_csv().rstrip("\n"),
    "json": lambda table: table.to_json(),
}


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
    parser.add_argument("--series", choices=["h10", "report"], default="h10", help="daily series, or the report's table")


def _add_own_rate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rate", help="a rate of your own, in yen per dollar")
    parser.add_argument("--label", help="what that rate is, such as 'Tokyo TTM'")
    parser.add_argument("--on", metavar="DATE", help="the rate that prevailed on a date")


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write JSON")


_Answer = tuple[dict[str, object], list[str]]


def _translate(options: argparse.Namespace) -> _Answer:
    text = cast(str, options.amount)
    unit = cast("Unit | None", options.round_to)
    rounding = None if unit is None and options.places is None else Rounding(options.places, unit)
    is_number = re.fullmatch(r"[-(]?[0-9][0-9,.]*\)?", text) is not None
    translation = _converter(options).translate(
        f"{text} yen" if is_number else text,
        rounding=rounding,
        **_rate_arguments(options),
    )
    written = format_money(
        translation, style=options.style, unit=options.unit, locale=options.locale, negative=options.negative
    )
    answer = _fields(translation) if options.json else {}
    answer |= {"text": written, "note": translation.note()}
    given = format_money(translation.source, places=translation.source.shown_places)
    lines = [written, f"from       {given}", *_rate_lines(translation.rate)]
    lines[2] = f"rate       {lines[2]}"
    return answer, [*lines, translation.note()] if options.note else lines


def _rate(options: argparse.Namespace) -> _Answer:
    if options.on is None and options.period is None:
        raise ArgumentError("a rate of no date or period", "", "give a date, or --period with --basis")
    rate = _converter(options).rate(**_rate_arguments(options))
    return _fields(rate) if options.json else {}, _rate_lines(rate)


def _period(options: argparse.Namespace) -> _Answer:
    rates = _converter(options).over(options.period, options.through)
    found = _known_rates(rates)
    answer: dict[str, object] = {
        "label": rates.period.label,
        "start": str(rates.period.start),
        "end": str(rates.period.end),
        "observations": rates.observations,
        "rates": {name: _fields(rate) for name, rate in found.items()} if options.json else {},
    }
    lines = [f"{rates.period} ({rates.period.start} to {rates.period.end})"]
    for name, rate in found.items():
        day = f"  {rate.observed}" if rate.observed else ""
        lines.append(f"{name.replace('_', ' '):<19}¥{plain(rate.yen_per_usd)}{day}")
    if rates.observations is not None:
        lines.append(f"{'observations':<19}{rates.observations}")
    return answer, lines


def _annotate(options: argparse.Namespace) -> None:
    """Stream a text from a file or standard input to standard output, with the equivalents written in."""
    from .annotation import TEMPLATE, Annotator
    from .streaming import annotate_stream

    converter = _converter(options)
    rate = converter.rate(**_rate_arguments(options))
    template = TEMPLATE if options.template is None else options.template
    annotator = Annotator(rate, to=options.to, template=template, places=options.places, rounding=converter.rounding)
    told = f"yen_usd: at ¥{plain(rate.yen_per_usd)} per US$1.00, {rate.describe()}"
    tally = annotate_stream(options.file, options.encoding, annotator, told)
    print(
        f"yen_usd: amounts annotated: {tally.written}; next to their equivalents already: {tally.left}; "
        f"not read: {tally.unread}",
        file=sys.stderr,
    )


def _table(options: argparse.Namespace) -> None:
    from .disclosure import exchange_rate_table

    table = exchange_rate_table(
        options.fiscal_year_end,
        as_of=options.as_of,
        years=options.years,
        months=options.months,
        averaging=options.averaging,
        rate_places=options.rate_places,
    )
    print(_TABLE_FORMATS[options.format](table), flush=True)


def _plot(options: argparse.Namespace) -> None:
    from .plotting import save_plot

    periods = [
        Period.parse(text, fiscal_year_end=options.fiscal_year_end, named_by=options.named_by) for text in options.period
    ]
    rate = {None: NOT_GIVEN, "none": None}.get(options.rate, options.rate)
    save_plot(
        options.output, options.start, options.end, periods=periods, rate=rate, stronger_yen_up=options.stronger_yen_up
    )


def _printed(command: Callable[[argparse.Namespace], _Answer]) -> Callable[[argparse.Namespace], None]:
    """A command whose answer is printed, as lines or as JSON."""

    def run(options: argparse.Namespace) -> None:
        answer, lines = command(options)
        print(json.dumps(answer, indent=2) if options.json else "\n".join(lines), flush=True)

    return run


_COMMANDS: Final = {
    "translate": _printed(_translate),
    "rate": _printed(_rate),
    "period": _printed(_period),
    "annotate": _annotate,
    "table": _table,
    "plot": _plot,
}


def _known_rates(rates: PeriodRates) -> dict[str, Rate]:
    found = {"high": rates.high, "low": rates.low}
    if rates.month_end is not None:
        found["average_month_end"] = rates.average_month_end
    if rates.daily is not None:
        found["average_daily"] = rates.average_daily
    return found | {"period_end": rates.period_end}


def _rate_arguments(options: argparse.Namespace) -> dict[str, Any]:
    """The options that name a rate, as far as they are given."""
    names = ("on", "period", "basis", "averaging", "through", "rate", "rate_places", "strict")
    given = {name: getattr(options, name, None) for name in names}
    label = getattr(options, "label", None)
    if label is not None and given["rate"] is None:
        raise ArgumentError("--label without --rate", "it says what a rate of your own is", "give --rate, or leave it out")
    if given["rate"] is not None and label is not None:
        given["rate"] = Rate.of(given["rate"], label=label)
    return {name: value for name, value in given.items() if value is not None}


def _converter(options: argparse.Namespace) -> Converter:
    series = report_rates() if options.series == "report" else None
    return Converter(series, fiscal_year_end=options.fiscal_year_end, named_by=options.named_by)


def _fields(value: Rate | Translation[Money, Money]) -> dict[str, object]:
    """A value as JSON has it, with its description in words."""
    from pydantic import TypeAdapter

    rate = value if isinstance(value, Rate) else value.rate
    fields: dict[str, object] = TypeAdapter(type(value)).dump_python(value, mode="json")
    return fields | {"description": rate.describe()}


def _rate_lines(rate: Rate) -> list[str]:
    lines = [f"¥{plain(rate.yen_per_usd)} per US$1.00", f"basis      {rate.basis}: {rate.describe()}"]
    published = [str(part) for part in (rate.observed, rate.publisher) if part]
    return [*lines, f"published  {', '.join(published)}"] if published else lines
