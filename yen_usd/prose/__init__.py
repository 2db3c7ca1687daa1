"""Running text: an account of every mark of money in it, the amounts among them, and their equivalents written in.

A text goes from station to station: `marks`, `minus` and `mentions` (numbers and marks of money with what is around them),
`neighbors` (what touches an amount), `lists`, `exchange_rates` and `tables` (contexts), `leftovers` (what none of them
claimed decides), `accounting` (the account), `paragraphs` and `finding` (`find_money`), `equivalents`, `markdown`,
`annotated_text` (what comes of it) and `annotation` (`annotate`).
"""

from .annotated_text import AnnotatedAmount, Annotation
from .annotation import TEMPLATE as TEMPLATE
from .annotation import Annotator as Annotator
from .annotation import annotate
from .finding import Account, FoundMoney, Unread, find_money
from .marks import Place
from .paragraphs import split_paragraphs as split_paragraphs

__all__ = ["Account", "AnnotatedAmount", "Annotation", "FoundMoney", "Place", "Unread", "annotate", "find_money"]


def __dir__() -> list[str]:
    return sorted(__all__)
