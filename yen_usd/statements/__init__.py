"""Statements as filings print them: read from a table, translated, footed, audited and written.

In the order in which they build on one another: `grid` (a table as cells, whatever it was read from), `split_cells`
(parts of figures), `number_formats` (what a workbook's formats show), the readers `html_tables`, `workbooks`, `text_tables`
and `data_frames`, `unit_text` (units as they are stated), `heading_periods` (periods as headings name them), `parts`
(columns, lines and figures), `layout` (which rows are headings, which columns figures), `heading_rows` (rows without
figures), `column_headings` and `body` (what columns and lines are), `choosing` (which table is meant), `printing` and
`spreadsheets` (how it is written), `statement_footing` and `totals` (sums that are found), `translating` (rates and cells in
dollars), `memo` (the audit), `statement` (`Statement` and `TranslatedStatement`), `reading` (`read_statement`).
"""

from .memo import AuditedLine, StatementAudit
from .parts import ColumnKind, LineKind, StatementColumn, StatementFigure, StatementLine, StatementParts
from .reading import read_statement
from .spreadsheets import replace_file as replace_file
from .statement import Statement, TranslatedStatement
from .statement_footing import Adjustment, FootedTotal, StatementFooting

__all__ = [
    "Adjustment",
    "AuditedLine",
    "ColumnKind",
    "FootedTotal",
    "LineKind",
    "Statement",
    "StatementAudit",
    "StatementColumn",
    "StatementFigure",
    "StatementFooting",
    "StatementLine",
    "StatementParts",
    "TranslatedStatement",
    "read_statement",
]


def __dir__() -> list[str]:
    return sorted(__all__)
