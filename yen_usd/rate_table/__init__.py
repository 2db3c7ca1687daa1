"""The exchange-rate table of a report, and a printed one compared with it.

In the order in which they build on one another: `rows`, `writing` (their forms as text, Markdown, HTML and CSV),
`printed_rows` and `printed_text` (a printed table, by cells and by text), `comparison` (the two side by side), `table`
(`exchange_rate_table`).
"""

from .comparison import CellComparison, TableComparison
from .rows import TableRow
from .table import ExchangeRateTable, exchange_rate_table

__all__ = ["CellComparison", "ExchangeRateTable", "TableComparison", "TableRow", "exchange_rate_table"]


def __dir__() -> list[str]:
    return sorted(__all__)
