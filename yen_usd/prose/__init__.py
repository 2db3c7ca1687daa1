"""Running text: the amounts in it found, and their equivalents written in.

In the order in which they build on one another: `mentions`, `doubts` and `scanning` (the numbers of a text,
and why one cannot be read), `ranges`, `exchange_rates` and `table_lines` (numbers that belong together), `paragraphs`
and `finding` (`find_money`), `equivalents`, `markdown` and `annotation` (`annotate`).
"""

from .annotation import TEMPLATE as TEMPLATE
from .annotation import AnnotatedAmount, Annotation, annotate
from .annotation import Annotator as Annotator
from .finding import FoundMoney, Unread, find_money
from .paragraphs import split_paragraphs as split_paragraphs

__all__ = ["AnnotatedAmount", "Annotation", "FoundMoney", "Unread", "annotate", "find_money"]
