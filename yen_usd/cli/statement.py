"""The command that reads a statement from a file, translates it, and prints or writes it."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import ArgumentError, quote
from ..rates.rate import PERIOD_BASES

if TYPE_CHECKING:
    from ..statements import Statement, StatementFooting, TranslatedStatement

_WRITTEN: Final = (".xlsx", ".html", ".md", ".json", ".txt")


def add_statement_command(commands: Any) -> None:
    """The options of `statement`."""
    parser = commands.add_parser(
        "statement",
        help="read a statement from a file, and put dollars beside its yen",
        description="Read a statement from .xlsx, .html, .csv, .tsv or .md, and write it with dollars beside its yen, or as "
        "it is where no rate is named. What is not certain is refused with the place of the cell. Needs the extra "
        "'statements'.",
    )
    parser.add_argument("file", metavar="FILE", help="a workbook, a page, or a table of commas or tabs")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    parser.add_argument("--table", metavar="N", help="which of several tables, from 0, or words of its title")
    parser.add_argument(
        "--stated-unit", metavar="UNIT", help="the unit of the file, such as million, where none is in sight"
    )
    parser.add_argument("--stated-currency", choices=["JPY", "USD"], help="its currency, where none is in sight")
    parser.add_argument("--on", metavar="DATE", help="the rate that prevailed on a date")
    parser.add_argument("--rate", help="a rate of your own, in yen per dollar")
    parser.add_argument("--period", help="a rate of a period, such as FY2007; wants --basis")
    parser.add_argument("--basis", choices=[*map(str, PERIOD_BASES)], help="which rate of the period")
    parser.add_argument(
        "--by-period", nargs="+", metavar="BASIS", help="the basis of each column's period; or two, of flows and balances"
    )
    parser.add_argument("--columns", choices=["latest", "all"], default="latest", help="which are translated (latest)")
    parser.add_argument("--unit", default="thousand", metavar="UNIT", help="the unit of the dollars (thousand)")
    parser.add_argument("--spread", action="store_true", help="adjust the dollars so that every total foots")
    parser.add_argument("--audit", action="store_true", help="check the dollars that the file has already, and print a memo")
    parser.add_argument("-o", "--output", metavar="OUT", help=f"a file to write: {', '.join(_WRITTEN)}")


def run_statement(options: argparse.Namespace) -> None:
    """Read, translate if a rate is named, and print or write."""
    from ..statements import read_statement

    table = options.table
    statement = read_statement(
        options.file,
        sheet=options.sheet,
        table=int(table) if table is not None and re.fullmatch(r"[0-9]{1,4}", table) else table,
        unit=options.stated_unit,
        currency=options.stated_currency,
    )
    for remark in statement.remarks:
        print(f"yen_usd: {remark}", file=sys.stderr)
    if options.audit:
        print(statement.audit(options.on), flush=True)
        return
    bases: list[Any] = options.by_period or [None]
    by_period: Any = bases[0] if len(bases) == 1 else (*bases,)
    named = [options.on, options.rate, options.period, by_period]
    if all(value is None for value in named):
        if options.spread:
            raise ArgumentError(
                "--spread without a rate", "it adjusts dollars", "give --on, --rate, --period or --by-period"
            )
        _put(statement, options.output)
        return
    given: dict[str, Any] = {
        name: value for name in ("on", "rate", "period") if (value := getattr(options, name)) is not None
    }
    translated = statement.translate(
        **given, basis=options.basis, by_period=by_period, columns=options.columns, unit=options.unit
    )
    result: TranslatedStatement | Statement = translated
    if options.spread:
        footing = translated.foot(spread=True)
        _report(footing)
        result = translated.adjusted(footing)
    _put(result, options.output)


def _report(footing: StatementFooting) -> None:
    moved = len(footing.adjustments)
    print(f"yen_usd: {len(footing.totals)} totals found; {moved} amounts adjusted", file=sys.stderr)
    for doubt in footing.doubts:
        print(f"yen_usd: {doubt}", file=sys.stderr)


def _put(statement: Statement | TranslatedStatement, output: str | None) -> None:
    """Print a statement, or write it whole into a file of the kind that its name says."""
    if output is None:
        print(statement, flush=True)
        return
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
            f"the output {quote(output)}", f"files of {', '.join(_WRITTEN)} are written", "name one of these"
        )
    from ..statements import replace_file

    content = (texts[kind]() + "\n").encode()
    replace_file(Path(output), lambda file: file.write(content))
