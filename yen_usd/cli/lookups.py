"""The commands of one amount, date or period each, and of many: `translate`, `rate` and `period`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, get_args

import click

from ..errors import ArgumentError, argument
from ..money.amounts import Money
from ..money.exact import plain
from ..money.formatting import Negative, Style, format_money
from ..money.units import Unit
from ..rates.period_rates import PeriodRates
from ..rates.rate import Rate
from ..translation import Translation
from .command import Answer, command, json_of
from .options import NAMING, PLACES, RATE, SERIES, UNITS, RateOptions, rate_options, rounding_of
from .readers import read_lines

_NUMBER: Final = re.compile(r"[-(]?[0-9][0-9,.]*\)?")


@command(
    "translate",
    examples=('translate "¥24.3 billion" -¥5 --on 2015-03-31', "translate --unit million --rate report - < amounts.txt"),
    no="there is no rate of the date or period, or a file cannot be opened or written",
)
@rate_options(*RATE, *SERIES, *NAMING)
@click.argument("amounts", metavar="AMOUNT...", nargs=-1, required=True)
@click.option("--places", type=PLACES, metavar="N", help="Decimal places of the result.")
@click.option("--round-to", type=UNITS, metavar="UNIT", help="Round the result to a unit, such as million.")
@click.option("--unit", type=UNITS, metavar="UNIT", help="Write the result in a unit, such as million.")
@click.option("--style", type=click.Choice(get_args(Style)), default="standard", help="How the result is written.")
@click.option("--locale", default="en_US", help="The locale in which the result is written (en_US).")
@click.option("--negative", type=click.Choice(get_args(Negative)), help="How a negative result is written.")
@click.option("--note", is_flag=True, help="Add a footnote sentence.")
def translate(
    asked: RateOptions,
    amounts: tuple[str, ...],
    places: int | None,
    round_to: Unit | None,
    unit: Unit | None,
    style: Style,
    locale: str,
    negative: Negative | None,
    note: bool,
) -> Answer:
    """Translate amounts of yen to dollars, and back.

    AMOUNT is such as '¥24.3 billion', '$1.2 million' or a number of yen; "-" stands for the lines of standard input.
    Without a date, period or rate it is ¥117.56, the rate of the report of March 31, 2007. Of one amount the rate is
    shown in full, and --json writes an object; of several each has a line: the amount, the result and the rate, with
    tabs between them, and --json writes a list.
    """
    if unit is not None and style in {"standard", "accounting"}:  # which leave the unit to the heading of a column
        negative = negative or ("parentheses" if style == "accounting" else None)
        style, places_shown, places = "words", places or 0, None
    else:
        places_shown = None
    rounding = rounding_of(places, round_to)
    converter, named = asked.converter(), asked.arguments()

    def read(text: str) -> Translation[Money, Money]:
        return converter.translate(f"{text} yen" if _NUMBER.fullmatch(text) else text, rounding=rounding, **named)

    texts, results = read_lines(amounts, read)
    written = [
        format_money(one, style=style, unit=unit, places=places_shown, locale=locale, negative=negative) for one in results
    ]

    is_one = _is_one(amounts, results)

    def lines() -> str:
        if not is_one:
            rows = zip(texts, written, results, strict=True)
            found = [f"{given}\t{text}\t¥{plain(one.rate.yen_per_usd)}, {one.rate.describe()}" for given, text, one in rows]
            return "\n".join([*found, *([results[0].note()] if note and results else [])])
        [one], [text] = results, written
        source = format_money(one.source, places=one.source.shown_places)
        found = [text, f"from       {source}", *_rate_lines(one.rate)]
        found[2] = f"rate       {found[2]}"
        return "\n".join([*found, one.note()] if note else found)

    return Answer(
        lines(),
        lambda: _one_or_all(
            is_one,
            [
                _fields(one) | {"given": given, "text": text, "note": one.note()}
                for given, text, one in zip(texts, written, results, strict=True)
            ],
        ),
    )


@command(
    "rate",
    examples=("rate 2007-03-31 2007-06-29", "rate --period FY2007 --basis average"),
    no="there is no rate of the date or period, or a file cannot be opened or written",
)
@rate_options(*RATE, *SERIES, *NAMING)
@click.argument("days", metavar="[DATE]...", nargs=-1)
def rate(asked: RateOptions, days: tuple[str, ...]) -> Answer:
    """Look up the rates of dates, or of a period.

    DATE is such as 2007-03-31; "-" stands for the lines of standard input. Of several dates each has a line: the date,
    the rate, and the day it was observed on, with tabs between them. --json writes an object of one rate, and a list of
    several.
    """
    converter, named = asked.converter(), asked.arguments()
    if not days:
        if not asked.names_a_rate:
            raise ArgumentError(
                "no date and no period is given", "", f"give a date, or {argument('period')} with {argument('basis')}"
            )
        found = [converter.rate(**named)]
        return Answer("\n".join(_rate_lines(found[0])), lambda: _fields(found[0]))
    if asked.names_a_rate:
        raise ArgumentError(
            f"dates and {argument(next(name for name in ('on', 'period', 'rate') if name in named))} are given together",
            "each of them names the rate",
            "leave one or the other out",
        )
    texts, found = read_lines(days, lambda day: converter.rate(on=day, **named))
    is_one = _is_one(days, found)
    if is_one:
        text = "\n".join(_rate_lines(found[0]))
    else:
        text = "\n".join(f"{day}\t¥{plain(r.yen_per_usd)}\t{r.describe()}" for day, r in zip(texts, found, strict=True))
    return Answer(text, lambda: _one_or_all(is_one, [_fields(one) for one in found]))


def _is_one(given: Sequence[str], found: Sequence[object]) -> bool:
    """Whether one answer was asked for, by a word of its own: lines of standard input may be many, and so are a list."""
    return len(found) == 1 and "-" not in given


def _one_or_all(is_one: bool, fields: list[dict[str, object]]) -> object:
    return fields[0] if is_one else fields


@command(
    "period",
    examples=("period FY2007", "period 2007-07 --through 2007-07-03 --series report"),
    no="there are no rates of the period, or a file cannot be opened or written",
)
@rate_options("through", *SERIES, *NAMING)
@click.argument("period", metavar="PERIOD")
def period(asked: RateOptions, period: str) -> Answer:
    """Show the rates of a period.

    They are its high, low, averages and period end. PERIOD is such as FY2007, 2007Q1, 2007-07 or 2007-07-01/2007-07-03.
    """
    rates = asked.converter().over(period.strip(), asked.through)
    found = _known_rates(rates)
    lines = [f"{rates.period} ({rates.period.start} to {rates.period.end})"]
    for name, one in found.items():
        day = f"  {one.observed}" if one.observed else ""
        lines.append(f"{name.replace('_', ' '):<19}¥{plain(one.yen_per_usd)}{day}")
    if rates.observations is not None:
        lines.append(f"{'observations':<19}{rates.observations}")
    return Answer(
        "\n".join(lines),
        lambda: {
            "label": rates.period.label,
            "start": str(rates.period.start),
            "end": str(rates.period.end),
            "observations": rates.observations,
            "rates": {name: _fields(one) for name, one in found.items()},
        },
    )


def _known_rates(rates: PeriodRates) -> dict[str, Rate]:
    found = {"high": rates.high, "low": rates.low}
    if rates.month_end is not None:
        found["average_month_end"] = rates.average_month_end
    if rates.daily is not None:
        found[f"average_{rates.high.frequency or 'daily'}"] = rates.average_daily
    return found | {"period_end": rates.period_end}


def _fields(value: Rate | Translation[Money, Money]) -> dict[str, object]:
    """A value as JSON has it, with its rate in words."""
    fields = json_of(value)
    assert isinstance(fields, dict)
    rate = value if isinstance(value, Rate) else value.rate
    return {**fields, "description": rate.describe()}


def _rate_lines(rate: Rate) -> list[str]:
    lines = [f"¥{plain(rate.yen_per_usd)} per US$1.00", f"basis      {rate.basis}: {rate.describe()}"]
    published = [str(part) for part in (rate.observed, rate.publisher) if part]
    return [*lines, f"published  {', '.join(published)}"] if published else lines
