"""Exact amounts of yen and dollars: rounded once, read from text, written as filings write them.

In the order in which they build on one another: `units` and `exact` (powers of ten, and numbers as exact decimals),
`rounding` and `currency`, `lexer` (the words and marks of English and Japanese), `grammar` (one amount in text), `headings`
(the unit that a table states), `cells` (one cell of a table), `locales` and `formatting` (amounts as text), `amounts`
(`Yen` and `Dollars`), `parsing` (`parse_money`).
"""

from .amounts import Dollars, Money, Yen
from .currency import Currency
from .exact import Number
from .formatting import Formattable, format_money
from .parsing import Reading, parse_money
from .rounding import Mode, Rounding
from .units import Unit

__all__ = [
    "Currency",
    "Dollars",
    "Formattable",
    "Mode",
    "Money",
    "Number",
    "Reading",
    "Rounding",
    "Unit",
    "Yen",
    "format_money",
    "parse_money",
]


def __dir__() -> list[str]:
    return sorted(__all__)
