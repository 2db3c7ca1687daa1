"""The command that translates columns of a table in a file while it streams through."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, replace
from typing import IO, TYPE_CHECKING, Any

import click

from .._extras import load
from .._text import count_of
from ..errors import AmountError, ArgumentError, DateError, ParseError, argument, quote
from ..money.currency import Currency
from ..money.units import POWERS
from ..rates.rate import Rate
from .command import Answer, Many, command, tell
from .options import NAMING, PLACES, RATE, SERIES, UNITS, RateOptions, rate_options, rounding_of
from .streams import FORMATS, Source, errors_of, form_of, no_column, opened, put_table, write_table

if TYPE_CHECKING:
    from ..frames import FrameCheck


@command(
    "file",
    examples=(
        "file sales.csv --amount yen --on day -o sales_usd.csv",
        "file - --amount yen cost --period FY2007 --basis average < sales.csv",
    ),
    no="rows have no rate or cannot be read (unless --missing null), or a file cannot be read or written",
)
@rate_options(*RATE, *SERIES, *NAMING)
@click.argument("file", type=click.Path(), metavar="IN")
@click.option("--amount", "amounts", cls=Many, multiple=True, required=True, metavar="COLUMN...", help="Columns of amounts.")
@click.option("--start", metavar="COLUMN", help="A period in two columns: its first days; requires --end and --basis.")
@click.option("--end", metavar="COLUMN", help="Its last days.")
@click.option("--instants", is_flag=True, help="Translate rows without a first day at the rate of their last.")
@click.option("--to", type=click.Choice([*map(str, Currency)]), default="USD", help="The currency of the results (USD).")
@click.option("--amount-unit", metavar="UNIT|COLUMN", help="The unit of the amounts, or the column that names it.")
@click.option("--unit", type=UNITS, metavar="UNIT", help="Write the results in a unit, which their names then have.")
@click.option("--places", type=PLACES, metavar="N", help="Decimal places of the results.")
@click.option("--round-to", type=UNITS, metavar="UNIT", help="Round the results to a unit, such as million.")
@click.option("--into", cls=Many, multiple=True, metavar="NAME...", help="The names of the results (COLUMN_usd).")
@click.option("--rate-into", metavar="NAME", help="A column for the rates.")
@click.option("--observed-into", metavar="NAME", help="A column for the days on which the rates were observed.")
@click.option("--date-format", metavar="FORMAT", help="How days are written, such as %m/%d/%Y (2007-03-31).")
@click.option("--nil", is_flag=True, help="Take a dash for zero.")
@click.option("--missing", type=click.Choice(["raise", "null"]), default="raise", help="Leave rows without a rate empty.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--input-format", type=click.Choice(FORMATS), help="The format of IN, where its ending does not say it.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), help="The format of the output, likewise.")
@click.option(
    "-o", "--output", type=click.Path(), metavar="OUT", help="The file to write; standard output if none is named."
)
@click.option("--in-place", is_flag=True, help="Write over IN.")
def file(
    asked: RateOptions,
    file: str,
    amounts: tuple[str, ...],
    missing: str,
    sheet: str | None,
    input_format: str | None,
    output_format: str | None,
    output: str | None,
    in_place: bool,
    as_json: bool,
    **given: Any,
) -> Answer:
    """Translate columns of a CSV, TSV, Parquet or xlsx file.

    IN is a file, or "-" for standard input. --on, --period and --rate name the same rate for all rows; --on and --rate
    may be columns instead. The new columns come last; all others stay as they were written. The output is whole or not
    there. Rows without a rate are counted on standard error, and then nothing is written, unless --missing null leaves
    them empty. Requires the extra 'polars', and 'statements' for xlsx.
    """
    output = _target(file, output, in_place)
    if as_json and output in {None, "-"}:
        raise ArgumentError(
            f"{argument('as_json', True)} without {argument('output')}",
            "standard output has the table",
            f"name a file by {argument('output')}",
        )
    refused = False
    with opened(file, input_format, sheet) as source, errors_of(quote(file)):
        form = output_format or (source.form if output in {None, "-"} else form_of(str(output), "output_format"))
        work = _work(source, asked, amounts, **given)
        try:
            checks = put_table(output, lambda target: work.write(target, form, is_strict=missing == "raise"), form)
        except _RefusedError as error:
            checks, refused = error.checks, True
    for name, check in checks.items():
        if why := _reasons(check, work):
            end = "nothing was written; --missing null leaves them empty" if refused else "they are empty"
            tell(f"of {check.rows:,} rows of {quote(name)} {' and '.join(why)}; {end}")
    counts = {name: {"result": work.results[name], **asdict(check)} for name, check in checks.items()}
    return Answer("", lambda: {"written": None if refused else output, "amounts": counts}, int(refused))


def _reasons(check: FrameCheck, work: _Work) -> list[str]:
    """How many rows have no result for each reason; the name of the column says that amounts are meant."""
    what = "rate" if "rate" in work.named else "day"
    how = " (--date-format says how days are written)" if work.common["parse_dates"] is True else ""
    counts = {
        "have no rate": check.without_rate,
        "cannot be read": check.unreadable - check.unreadable_dates,
        f"have a {what} that cannot be read{how if what == 'day' else ''}": check.unreadable_dates,
        f"have an amount and no {what}": check.null_dates,
        "have an unknown unit or are too large": check.without_result,
    }
    return [f"{count:,} {words}" for words, count in counts.items() if count]


def _target(file: str, output: str | None, in_place: bool) -> str | None:
    """The name of the output; never that of the input by accident."""
    if in_place:
        if file == "-" or output is not None:
            raise ArgumentError(
                f"{argument('in_place', True)} with standard input or {argument('output')}",
                "this writes over the file that is read",
                "leave one or the other out",
            )
        return file
    both = file, str(output)
    if output is not None and all(map(os.path.exists, both)) and os.path.samefile(*both):
        raise ArgumentError(
            f"{quote(output)} is both input and output",
            "the input is not written over by accident",
            f"name another file, or give {argument('in_place', True)}",
        )
    return output


class _RefusedError(Exception):
    """Rows cannot be translated, so that nothing is written."""

    def __init__(self, checks: dict[str, FrameCheck]) -> None:
        self.checks = checks


def _work(
    source: Source,
    asked: RateOptions,
    amounts: tuple[str, ...],
    *,
    to: str,
    into: tuple[str, ...],
    unit: Any,
    amount_unit: str | None,
    places: int | None,
    round_to: Any,
    date_format: str | None,
    start: str | None,
    end: str | None,
    instants: bool,
    **more: Any,
) -> _Work:
    """What is asked for, checked against the columns that there are."""
    source.check([*amounts, *([amount_unit] if amount_unit is not None and amount_unit not in POWERS else [])])
    if into and len(into) != len(amounts):
        raise ArgumentError(
            f"{argument('into')} has {count_of(len(into), 'name')}",
            f"there {'is' if len(amounts) == 1 else 'are'} {count_of(len(amounts), 'column')} of amounts",
            "give one name for each",
        )
    if places is not None and unit is not None:
        raise ArgumentError(
            f"{argument('places', places)} with {argument('unit', unit)}",
            "a result is rounded before it is written in a unit",
            f"give {argument('round_to', unit)}, or leave one out",
        )
    ending = f"_{to.lower()}{f'_{unit}' if unit else ''}"
    results = dict(zip(amounts, into or [f"{name}{ending}" for name in amounts], strict=True))
    more |= {"to": to, "amount_unit": amount_unit, "parse_amounts": True, "parse_dates": date_format or True}
    more["rounding"] = rounding_of(places, round_to)
    named = _rate_of(source, asked, start, end)
    if instants:
        named["instants"] = "period_end"
    series = None if isinstance(named.get("rate"), Rate) else asked.days()  # columns take a series of rates
    into_columns = {name: more.pop(name) for name in ("rate_into", "observed_into")}
    return _Work(
        source, results, named, {**more, "series": series}, {**into_columns, "result_unit": unit, "dtype": "decimal"}
    )


def _rate_of(source: Source, asked: RateOptions, start: str | None, end: str | None) -> dict[str, Any]:
    """The arguments of `translate_frame` that name the rate: columns, or one rate for all rows."""
    named = [argument(name) for name in ("on", "period", "rate") if getattr(asked, name) is not None]
    named += [f"{argument('start')} and {argument('end')}"] * (not start is end is None)
    if len(named) != 1:
        raise ArgumentError(
            f"{', '.join(named)} are given together" if named else "no rate is named",
            f"the rate is named by {argument('on')}, {argument('period')}, {argument('start')} and {argument('end')}, or "
            f"{argument('rate')}",
            "give exactly one of them",
        )
    if not start is end is None:
        if start is None or end is None:
            raise ArgumentError(
                f"{named[0]} require each other", "a period has its first and its last days in two columns", "give both"
            )
        source.check([start, end])
        details = {name: getattr(asked, name) for name in ("basis", "averaging", "rate_places")}
        return {"period": (start, end), **details}
    if asked.on in source.columns:
        return {"on": asked.on, "strict": bool(asked.strict)}
    if asked.rate in source.columns:
        return {"rate": asked.rate}
    if asked.period in source.columns:
        raise ArgumentError(
            f"{argument('period')} names a column",
            "periods must be in two columns of days",
            f"give {argument('start')} and {argument('end')}",
        )
    try:
        return {"rate": asked.converter().rate(**asked.arguments())}
    except (DateError, ParseError, AmountError):
        name = asked.on if asked.on is not None else asked.rate
        if name is None:
            raise
        what = f", and no date for {argument('on')}" if asked.on is not None else f", and no rate for {argument('rate')}"
        raise no_column(name, source.columns, what) from None


@dataclass(frozen=True, slots=True)
class _Work:
    """A table with the names of its results, and the arguments of `translate_frame` and `check_frame`."""

    source: Source
    results: dict[str, str]
    named: dict[str, Any]
    common: dict[str, Any]
    more: dict[str, Any]

    def write(self, target: IO[bytes], form: str, *, is_strict: bool) -> dict[str, FrameCheck]:
        """Write the table with its results, and count its rows.

        Whole numbers and days like 2007-03-31 are read in the quickest way first. Where a row has no result then, all
        rows are counted with every form read, and written again unless that is refused.
        """
        from ..frames import FrameCheck, check_frame

        counts = self._pass(*self._quick(), target, form)
        rows, many = counts[0], len(self.results)
        if not any(counts[1 : many + 1]):
            blanks = zip(self.results, counts[many + 1 :], strict=True)
            return {name: FrameCheck(rows, rows - blank, blank, 0, 0) for name, blank in blanks}
        frame, named = self._with_numbers()
        checks = {name: check_frame(frame, name, **named, **self.common) for name in self.results}
        if named != self.named:
            checks = {name: self._with_bad_rates(check, name, frame, named["rate"]) for name, check in checks.items()}
        if is_strict and any(check.rows > check.translated + check.null for check in checks.values()):
            raise _RefusedError(checks)
        target.seek(0)
        target.truncate()
        self._pass(frame, {name: name for name in self.results}, named, target, form)
        return checks

    def _pass(
        self, frame: Any, amounts: dict[str, str], named: dict[str, Any], target: IO[bytes], form: str
    ) -> tuple[int, ...]:
        """Write the table; the counts are of rows, of amounts without a result, and of blank amounts."""
        from ..frames import translate_frame

        pl = load("polars")
        into = list(self.results.values())
        done = translate_frame(frame, list(amounts.values()), into=into, missing="null", **named, **self.common, **self.more)
        new = [*into, *(self.more[name] for name in ("rate_into", "observed_into") if self.more[name] is not None)]
        blank = [self._is_blank(name) for name in self.results]
        without = [~is_blank & pl.col(result).is_null() for is_blank, result in zip(blank, into, strict=True)]
        sums = [flags.sum().alias(str(at)) for at, flags in enumerate([*without, *blank])]
        columns = [*self.source.columns, *new]
        return write_table(done.select(columns), target, form, self.source, done.select(pl.len().alias("rows"), *sums))

    def _quick(self) -> tuple[Any, dict[str, str], dict[str, Any]]:
        """The frame with plain numbers and days of its text, the columns of amounts, and what names their rates."""
        pl = load("polars")
        frame, named = self._with_numbers()
        amounts = {name: self._temporary(f"amount {name}") if self._is_text(name) else name for name in self.results}
        new = [
            pl.when(~pl.col(name).str.starts_with("+")).then(pl.col(name).cast(pl.Int64, strict=False)).alias(other)
            for name, other in amounts.items()
            if name != other
        ]
        how = next(name for name in ("on", "period", "rate") if name in named)
        days = {"on": (named.get("on"),), "period": named.get("period", ())}.get(how, ())
        if self.common["parse_dates"] is True and days:
            texts = {name: self._temporary(f"day {name}") for name in days if self._is_text(name)}
            for name, other in texts.items():
                text = pl.col(name)
                is_plain = (text.str.len_bytes() == 10) & ~text.str.contains(" ", literal=True) & ~text.str.starts_with("+")
                new.append(pl.when(is_plain).then(text.str.to_date("%Y-%m-%d", strict=False)).alias(other))
            found = tuple(texts.get(name, name) for name in days)
            named = named | {how: found if how == "period" else found[0]}
        return frame.with_columns(new), amounts, named

    def _with_numbers(self) -> tuple[Any, dict[str, Any]]:
        """The frame with a column of numbers in the place of rates as text."""
        pl, rate = load("polars"), self.named.get("rate")
        if not (isinstance(rate, str) and self._is_text(rate)):
            return self.source.frame, self.named
        numbers = self._temporary("rate")
        frame = self.source.frame.with_columns(pl.col(rate).cast(pl.Float64, strict=False).alias(numbers))
        return frame, {**self.named, "rate": numbers}

    def _with_bad_rates(self, check: FrameCheck, name: str, frame: Any, numbers: str) -> FrameCheck:
        """The counts where rates that are no numbers are told from those that are missing."""
        pl = load("polars")
        is_bad = ~self._is_blank(name) & ~self._is_blank(self.named["rate"]) & pl.col(numbers).is_null()
        bad = frame.select(is_bad.sum()).collect().item()
        return replace(
            check,
            null=check.null - bad,
            unreadable=check.unreadable + bad,
            null_dates=max(check.null_dates - bad, 0),
            unreadable_dates=check.unreadable_dates + bad,
        )

    def _is_blank(self, name: str) -> Any:
        column = load("polars").col(name)
        return column.is_null() | (column == "") if self._is_text(name) else column.is_null()

    def _is_text(self, name: str) -> bool:
        return bool(self.source.types[name] == load("polars").String)

    def _temporary(self, what: str) -> str:
        """The name of a column that no column of the table has."""
        longest = max(map(len, self.source.columns))
        return f"yen_usd {what}".ljust(longest + 1, "_")
