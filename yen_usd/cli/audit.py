"""The command that checks dollars that are published beside their yen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import ArgumentError, argument, quote
from .command import Answer, command, json_of
from .options import SERIES, UNITS, RateOptions, rate_options
from .statement import read_file
from .streams import columns_of

if TYPE_CHECKING:
    from ..audit import ImpliedRate
    from ..statements import StatementAudit

_FORMATS: Final = ("text", "markdown", "json")


@command(
    "audit",
    examples=(
        "audit release.html --balance-sheet-date 2013-03-31",
        "audit pairs.csv --yen yen --usd usd --balance-sheet-date 2013-03-31",
    ),
    no="dollars do not follow from their yen, or a file cannot be opened",
)
@rate_options(*SERIES)
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--yen", metavar="COLUMN", help="The column of yen, of a CSV, TSV, Parquet or xlsx file.")
@click.option("--usd", metavar="COLUMN", help="The column of dollars.")
@click.option("--names", metavar="COLUMN", help="The column that names the pairs.")
@click.option("--yen-unit", type=UNITS, metavar="UNIT", help="The unit of the yen, such as million.")
@click.option("--usd-unit", type=UNITS, metavar="UNIT", help="The unit of the dollars.")
@click.option("--balance-sheet-date", metavar="DATE", help="Rates near this day come first.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--table", metavar="N", help="Which of several tables of a statement, from 0, or words of its title.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How it is written (text).")
def audit(
    asked: RateOptions,
    file: str,
    yen: str | None,
    usd: str | None,
    names: str | None,
    yen_unit: Any,
    usd_unit: Any,
    balance_sheet_date: str | None,
    sheet: str | None,
    table: str | None,
    form: str,
) -> Answer:
    """Audit the dollars that are published beside yen.

    The report says which rate they imply, and which do not follow from their yen. FILE is a statement with yen and
    dollars (.xlsx, .html, .csv, .tsv, .md; requires the extra 'statements'), or with --yen and --usd a table that has
    pairs in two columns.
    """
    found: ImpliedRate | StatementAudit
    if yen is None and usd is None:
        found = read_file(file, sheet=sheet, table=table, unit=None, currency=None).audit(balance_sheet_date)
        fits = not found.misfits and not found.off
    else:
        if yen is None or usd is None:
            raise ArgumentError(
                f"{argument('yen')} and {argument('usd')} require each other", "a pair has two columns", "give both"
            )
        found = _implied(file, sheet, (yen, usd, names), asked, yen_unit, usd_unit, balance_sheet_date)
        fits = found.interval is not None
    text = found.to_markdown() if form == "markdown" else str(found)
    return Answer(text, lambda: {"consistent": fits, **dict(json_of(found))}, 0 if fits else 1)  # type: ignore[call-overload]


def _implied(
    file: str,
    sheet: str | None,
    names: tuple[str, str, str | None],
    asked: RateOptions,
    yen_unit: Any,
    usd_unit: Any,
    day: str | None,
) -> ImpliedRate:
    from ..audit import implied_rate

    found = columns_of(file, [name for name in names if name is not None], sheet)
    rows = [row for row in zip(*found, strict=True) if row[0] and row[1]]
    yen: Any = [row[0] for row in rows]
    usd: Any = [row[1] for row in rows]
    if names[2] is not None:
        labels = [row[2] or "" for row in rows]
        twice = next((label for label in labels if labels.count(label) > 1), None)
        if twice is not None:
            raise ArgumentError(
                f"{argument('names')} has {quote(twice)} more than once",
                "each pair has a name of its own",
                "use another column",
            )
        yen, usd = dict(zip(labels, yen, strict=True)), dict(zip(labels, usd, strict=True))
    return implied_rate(yen, usd, yen_unit=yen_unit, usd_unit=usd_unit, balance_sheet_date=day, series=asked.days())
