"""The command line: translate an amount, look up rates, print a table of them or draw them, annotate a text.

And keep the figures: fetch newer ones, say what there is. Answers go to standard output, as text or as JSON. Bad input
is one line on standard error and exit code 2; what could not be fetched, read or written has exit code 1.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Any, Final, cast

from .._arguments import NOT_GIVEN
from ..converter import Converter
from ..dates.periods import Period
from ..errors import ArgumentError, YenUsdError
from ..money.amounts import Money
from ..money.exact import plain
from ..money.formatting import format_money
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.period_rates import PeriodRates
from ..rates.published import REPORT_RATE, PrintedTable, report_rates
from ..rates.rate import Rate
from ..rates.series import RateSeries
from ..translation import Translation
from .options import TABLE_FORMATS, make_parser
from .statement import run_statement

_KEYWORD: Final = re.compile(
    r"(?<!\()\b(on|period|basis|averaging|through|rate|rate_places|strict|places|fiscal_year_end|balance_sheet_date|as_of|years|months|source"
    r"|accept_revisions|label|series)=(True\b)?"
)
"""An argument as messages have it, which is an option here; one that is True is an option without a value."""


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
        options = make_parser().parse_args(protected)
        for name, value in vars(options).items():
            setattr(options, name, value.strip() if isinstance(value, str) and name != "template" else value)
        _COMMANDS[options.command](options)
    except YenUsdError as error:
        message = _KEYWORD.sub(lambda found: f"--{found[1].replace('_', '-')} ", str(error))
        return _complain(re.sub(r" +([;,])", r"\1", message), 1 if isinstance(error, OSError | RuntimeError) else 2)
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _discard_output()
        return 0
    except OSError as error:  # a full disk, say
        _discard_output()
        return _complain(f"cannot write the answer: {error}", 1)
    except KeyboardInterrupt:
        _discard_output()
        return 130
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
    from ..prose import TEMPLATE, Annotator
    from .annotate import annotate_stream, writes_yen_as_backslash

    converter = _converter(options)
    given = _rate_arguments(options)
    if not given.keys() & {"on", "period", "rate"}:
        raise ArgumentError(
            "no rate is named",
            "a text is annotated at the rate of its own date or period",
            "give --on, --period with --basis, or --rate; --rate report is the report's own",
        )
    rate = converter.rate(**given)
    template = TEMPLATE if options.template is None else options.template
    annotator = Annotator(
        rate,
        to=options.to,
        template=template,
        places=options.places,
        rounding=converter.rounding,
        backslash_is_yen=writes_yen_as_backslash(options.encoding),
    )
    first_line = f"yen_usd: at ¥{plain(rate.yen_per_usd)} per US$1.00, {rate.describe()}"
    tally = annotate_stream(options.file, options.encoding, annotator, first_line)
    print(
        f"yen_usd: amounts annotated: {tally.written}; next to their equivalents already: {tally.left}; "
        f"not read: {tally.unread}",
        file=sys.stderr,
    )


def _table(options: argparse.Namespace) -> None:
    from ..rate_table import exchange_rate_table

    table = exchange_rate_table(
        options.balance_sheet_date,
        as_of=options.as_of,
        years=options.years,
        months=options.months,
        averaging=options.averaging,
        rate_places=options.rate_places,
        series=_series(options),
    )
    print(TABLE_FORMATS[options.format](table), flush=True)


def _plot(options: argparse.Namespace) -> None:
    from ..plotting import save_plot

    periods = [
        Period.parse(text, fiscal_year_end=options.fiscal_year_end, named_by=options.named_by) for text in options.period
    ]
    rate = {None: NOT_GIVEN, "none": None}.get(options.rate, options.rate)
    if isinstance(rate, str) and _is_label_of_rate(options):
        rate = Rate.of(rate, label=options.label)
    series = _series(options)
    if isinstance(series, PrintedTable):
        raise ArgumentError(
            "a picture of the report's table", "series of rates are drawn", "name a file, or leave --series out"
        )
    save_plot(
        options.output,
        options.start,
        options.end,
        periods=periods,
        rate=rate,
        series=series,
        stronger_yen_up=options.stronger_yen_up,
    )


def _update(options: argparse.Namespace) -> _Answer:
    from .data import describe_update, update

    result = update(options.source, options.accept_revisions, options.check)
    return _json_of(result) if options.json else {}, describe_update(result)


def _data(options: argparse.Namespace) -> _Answer:
    from ..updates import rebuild
    from .data import describe_figures, figures, staleness

    if options.rebuild is not None:
        change = rebuild(options.rebuild)
        news = f"{len(change.added)} rate{'' if len(change.added) == 1 else 's'} added" if change.added else "nothing new"
        return {"added": [*map(str, change.added)], "through": str(change.last)}, [
            f"{news}; the shipped figures go through {change.last}"
        ]
    found = figures()
    warning = staleness(found, dt.datetime.now().astimezone().date())
    if warning is not None:
        print(f"yen_usd: {warning}", file=sys.stderr)
    return dict(found), describe_figures(found)


def _print_answer(command: Callable[[argparse.Namespace], _Answer]) -> Callable[[argparse.Namespace], None]:
    """A command whose answer is printed, as lines or as JSON."""

    def run(options: argparse.Namespace) -> None:
        answer, lines = command(options)
        print(json.dumps(answer, indent=2) if options.json else "\n".join(lines), flush=True)

    return run


_COMMANDS: Final = {
    "translate": _print_answer(_translate),
    "rate": _print_answer(_rate),
    "period": _print_answer(_period),
    "annotate": _annotate,
    "table": _table,
    "plot": _plot,
    "update": _print_answer(_update),
    "data": _print_answer(_data),
    "statement": run_statement,
}


def _known_rates(rates: PeriodRates) -> dict[str, Rate]:
    found = {"high": rates.high, "low": rates.low}
    if rates.month_end is not None:
        found["average_month_end"] = rates.average_month_end
    if rates.daily is not None:
        found[f"average_{rates.high.frequency or 'daily'}"] = rates.average_daily
    return found | {"period_end": rates.period_end}


def _rate_arguments(options: argparse.Namespace) -> dict[str, Any]:
    """The options that name a rate, as far as they are given."""
    names = ("on", "period", "basis", "averaging", "through", "rate", "rate_places", "strict")
    given = {name: getattr(options, name, None) for name in names}
    if given["rate"] == "report":
        if options.label is not None:
            raise ArgumentError("--label with --rate report", "the report's rate has its own", "leave the label out")
        given["rate"] = REPORT_RATE
    elif _is_label_of_rate(options):
        given["rate"] = Rate.of(options.rate, label=options.label)
    return {name: value for name, value in given.items() if value is not None}


def _converter(options: argparse.Namespace) -> Converter:
    return Converter(_series(options), fiscal_year_end=options.fiscal_year_end, named_by=options.named_by)


def _series(options: argparse.Namespace) -> RateSeries | PrintedTable | None:
    """The rates that answer: None for those of `h10_rates()`."""
    if options.label is not None and not _is_label_of_rate(options) and options.series in _SERIES:
        raise ArgumentError(
            "--label without --rate or a file in --series", "it says what rates of your own are", "give one, or leave it out"
        )
    if options.series in _SERIES:
        return _SERIES[options.series]()
    from ..rates.readers import read_series

    return read_series(options.series, None if _is_label_of_rate(options) else options.label)


_SERIES: Final[dict[str, Callable[[], PrintedTable | None]]] = {"h10": lambda: None, "report": report_rates}


def _is_label_of_rate(options: argparse.Namespace) -> bool:
    """Whether the label is that of a rate of one's own, which comes before a series."""
    return options.label is not None and getattr(options, "rate", None) not in (None, "none")


def _fields(value: Rate | Translation[Money, Money]) -> dict[str, object]:
    """A value as JSON has it, with its description in words."""
    rate = value if isinstance(value, Rate) else value.rate
    return _json_of(value) | {"description": rate.describe()}


def _json_of(value: object) -> dict[str, object]:
    from pydantic import TypeAdapter

    fields: dict[str, object] = TypeAdapter(type(value)).dump_python(value, mode="json")
    return fields


def _rate_lines(rate: Rate) -> list[str]:
    lines = [f"¥{plain(rate.yen_per_usd)} per US$1.00", f"basis      {rate.basis}: {rate.describe()}"]
    published = [str(part) for part in (rate.observed, rate.publisher) if part]
    return [*lines, f"published  {', '.join(published)}"] if published else lines
