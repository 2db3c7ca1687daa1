"""The command that reads a statement from a file, translates it, and prints or writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .._text import count_of
from ..errors import ArgumentError, argument, quote
from .command import Answer, Many, command, tell
from .options import NAMING, SERIES, UNITS, RateOptions, rate_options

if TYPE_CHECKING:
    from ..statements import Statement, StatementFooting, TranslatedStatement

_WRITTEN: Final = (".xlsx", ".html", ".md", ".json", ".txt")


@command(
    "statement",
    examples=(
        "statement income_statement.xlsx --on 2007-03-31 --spread -o usd.xlsx",
        "statement income_statement.xlsx --by-period average period_end",
    ),
    no="there is no rate, or a file cannot be opened or written",
)
@rate_options("on", "period", "basis", "rate", *SERIES, *NAMING)
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--table", metavar="N", help="Which of several tables, from 0, or words of its title.")
@click.option("--stated-unit", metavar="UNIT", help="The unit of the file, such as million, where none is in sight.")
@click.option("--stated-currency", type=click.Choice(["JPY", "USD"]), help="Its currency, where none is in sight.")
@click.option(
    "--by-period",
    cls=Many,
    multiple=True,
    metavar="BASIS...",
    help="The basis of each column's period; or two, of flows and balances.",
)
@click.option("--columns", type=click.Choice(["latest", "all"]), default="latest", help="Which are translated (latest).")
@click.option("--unit", type=UNITS, default="thousand", metavar="UNIT", help="The unit of the dollars (thousand).")
@click.option("--spread", is_flag=True, help="Adjust the dollars so that every total foots.")
@click.option("-o", "--output", type=click.Path(), metavar="OUT", help=f"A file to write: {', '.join(_WRITTEN)}.")
def statement(
    asked: RateOptions,
    file: str,
    sheet: str | None,
    table: str | None,
    stated_unit: Any,
    stated_currency: Any,
    by_period: tuple[str, ...],
    columns: Any,
    unit: Any,
    spread: bool,
    output: str | None,
) -> Answer:
    """Put dollars beside the yen of a statement.

    FILE is .xlsx, .html, .csv, .tsv or .md. Where no rate is named the statement is written as it is. What is not
    certain is refused with the place of the cell. Requires the extra 'statements'; 'yen-usd audit' checks dollars that
    a statement has already.
    """
    read = read_file(file, sheet=sheet, table=table, unit=stated_unit, currency=stated_currency)
    if asked.names_a_rate or by_period:
        bases: Any = by_period[0] if len(by_period) == 1 else by_period or None
        translated = read.translate(
            **asked.arguments(), by_period=bases, columns=columns, unit=unit, converter=asked.converter()
        )
        result: Statement | TranslatedStatement = translated
        if spread:
            footing = translated.foot(spread=True)
            _report(footing)
            result = translated.adjusted(footing)
    else:
        if spread:
            raise ArgumentError(
                f"{argument('spread', True)} without a rate",
                "this adjusts dollars",
                f"give {argument('on')}, {argument('rate')}, {argument('period')} or {argument('by_period')}",
            )
        result = read
    if output is not None:
        _write(result, output)
    return Answer(str(result) if output is None else "", lambda: json.loads(result.to_json()))


def read_file(file: str, *, sheet: str | None, table: str | None, unit: Any, currency: Any) -> Statement:
    """The statement of a file; what was remarkable about it goes to standard error."""
    from ..statements import read_statement

    place = int(table) if table is not None and re.fullmatch(r"[0-9]{1,4}", table) else table
    found = read_statement(file, sheet=sheet, table=place, unit=unit, currency=currency)
    for remark in found.remarks:
        tell(remark)
    return found


def _report(footing: StatementFooting) -> None:
    tell(f"{count_of(len(footing.totals), 'total')} found; {count_of(len(footing.adjustments), 'amount')} adjusted")
    for doubt in footing.doubts:
        tell(doubt)


def _write(statement: Statement | TranslatedStatement, output: str) -> None:
    """Write a statement whole into a file of the kind that its name says."""
    kind = Path(output).suffix.lower()
    if kind == ".xlsx":
        statement.to_excel(output)
        return
    texts = {
        ".html": statement.to_html,
        ".md": statement.to_markdown,
        ".json": statement.to_json,
        ".txt": statement.__str__,
    }
    if kind not in texts:
        raise ArgumentError(
            f"cannot write the file {quote(output)}",
            f"names of files that are written end in {', '.join(_WRITTEN)}",
            "use one of these endings",
        )
    from ..statements import replace_file

    content = (texts[kind]() + "\n").encode()
    replace_file(Path(output), lambda file: file.write(content))
