"""Tables in running text: the headings that state a unit, the cells under them, and the rates among them.

A heading holds for the rows under it, over blank lines, until the next one or a sentence of prose. A line is one of a table
if tabs, bars or wide spaces part it into cells; where the lines above speak of exchange rates, figures in the form of rates
are rates. All that runs on from one part of a text to the next is the heading and the last few lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Sequence
from copy import copy
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from typing import Final

from ..money.currency import Currency
from ..money.headings import HeadingUnit, read_heading_units
from .exchange_rates import HIGHEST, LOWEST
from .lists import unit_of
from .marks import Mention, Place
from .mentions import YEAR
from .neighbors import NAMED_NUMBER

_BETWEEN_CELLS: Final = ("\t", "|", "│", "┃", "║", "....", ". . .", "\u00a0\u00a0", "\u3000\u3000")
_WIDE: Final = re.compile(r"[^\s.!?:;] {2,}\S")  # two spaces may also stand between sentences
_DASHED_CELL: Final = re.compile(r"[\t|] ?[-—―] ?\Z")
_FIGURE: Final = re.compile(r"[¥$][^\nA-Za-z]{0,8}[0-9]|[0-9],[0-9]{3}|[0-9]\.[0-9]")
_AMOUNT: Final = re.compile(r"¥\s?[0-9]")
_RATE_WORDS: Final = re.compile(
    r"noon buying rates?|exchange rates?|(?:yen|¥) per (?:U\.?\s?S\.? ?)?(?:\\?\$|dollar)|per U\.?\s?S\.? ?\\?\$ ?1"
    r"|為替(?:レート|相場)|average.{0,30}period[- ]end|period[- ]end.{0,30}average",
    re.IGNORECASE,
)
_OTHER_WORDS: Final = re.compile(
    r"\b(?:effects?|changes?|fluctuations?|adjustments?|differences?|gains?|loss(?:es)?|dividends?|prices?|per share)\b"
    r"|換算調整",
    re.IGNORECASE,
)
_TABLE_WORDS: Final = re.compile(r"\b(?:tables?|following|below|set forth)\b", re.IGNORECASE)
_PER: Final = re.compile(r"\s*(?:per|a|each)\s")
_RATE: Final = re.compile(r"[0-9]{2,3}(?:\.[0-9]{1,4})?")
_PROSE_END: Final = re.compile(r"[.!?。！？][\"”’)）]*\Z")
_LOWER_WORDS: Final = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
_HIRAGANA: Final = re.compile("[\u3041-\u3096]")
_UNIT_HINT: Final = re.compile(
    r"illion|ousand|000|[千万億兆]|円|ドル|yen|dollar|¥|\$|JPY|USD|[(\[][kmb][)\]]|\b(?:bn|mn|mil)\b", re.IGNORECASE
)
_MANY: Final = re.compile(
    r"(?:tens|hundreds|thousands) of (?:thousands|millions|billions)|nearest|less than|\bunder\b", re.IGNORECASE
)
_CELL: Final = re.compile(r"[\t|]| {2,}")
_OTHER_CELL: Final = re.compile(r"[;\"]| & |\\\\|</?[a-z][a-z0-9]{0,9}\b[^<>\n]{0,80}>")
"""What parts the cells of a line in CSV, LaTeX or HTML."""
_LINES_ABOVE: Final = 6
_LINES_JUDGED: Final = 60
_TITLE: Final = 80
_LAST_WORDS: Final = 500
_HEADING: Final = 160
_HEADED: Final = "the heading above it states a unit"
_BESIDE: Final = "a unit is stated beside it"


class Tables:
    """The lines of a text in order, of which the last few are remembered from one part of the text to the next."""

    def __init__(self) -> None:
        self._above: deque[str] = deque(maxlen=_LINES_ABOVE)
        self._unjudged: deque[str] = deque(maxlen=_LINES_JUDGED)
        self._speaks_of_rates = False
        self._in_table = False
        self._headings: tuple[HeadingUnit, ...] = ()
        self._same_block = False
        """Whether no blank line stood since the heading."""

    @property
    def is_headed(self) -> bool:
        """Whether a heading holds that states more than a currency."""
        return any(unit.power for unit in self._headings)

    def copy(self) -> Tables:
        """The same state, to go on from twice."""
        other = copy(self)
        other._above, other._unjudged = copy(self._above), copy(self._unjudged)
        return other

    @property
    def state(self) -> tuple[object, ...]:
        """What decides how the next lines are read, apart from the words of the last ones."""
        return self._headings, self._in_table

    def mark(self, text: str, folded: str, found: Sequence[Mention]) -> None:
        """Mark headings, the rates in tables, and what cannot be read without its heading."""
        if not found and not self._headings and not self._in_table:
            self._above.extend(line.strip()[-_LAST_WORDS:] for line in folded[-2000:].splitlines()[-_LINES_ABOVE:])
            return
        start = first = 0
        for line in folded.splitlines(keepends=True):
            end = start + len(line)
            behind = bisect_left(found, end, first, key=attrgetter("start"))
            self._line(text[start:end], line, folded, start, found[first:behind])
            start, first = end, behind

    def _line(self, original: str, line: str, folded: str, start: int, here: Sequence[Mention]) -> None:
        content = line.strip()
        if not content:
            self._same_block = False
            return
        amounts = [mention for mention in here if mention.number and mention.currency is not None and not mention.place]
        # What a line with amounts says must not change when equivalents are written into it.
        has_amounts = any(not mention.reason for mention in amounts)
        is_cells = any(map(original.__contains__, _BETWEEN_CELLS)) or ("  " in content and _WIDE.search(content) is not None)
        headed = self._head(content, here, amounts, is_cells)
        self._enter(content, has_amounts, is_cells)
        if self.is_headed and not _is_prose(content):
            _mark_cells(folded, start + len(line.rstrip()), here, is_beside=headed, is_row=is_cells)
        if headed or not amounts:
            return
        _enclosed_cells(folded, start, start + len(line), amounts, is_cells)
        if self._in_table:
            self._mark_row(folded, content, amounts)
        elif self._headings:
            self._leave(folded, amounts)
        elif _is_row(folded, amounts):
            self._unjudged.extend(list(self._above)[:-1])
            self._speaks_of_rates = False
            self._mark_row(folded, content, amounts)

    def _head(self, content: str, here: Sequence[Mention], amounts: Sequence[Mention], is_cells: bool) -> bool:
        """Keep track of the heading that holds; say whether this line is one."""
        units = _units(content, here, is_cells)
        if units and any(_is_amount(mention, content) for mention in amounts):
            units = tuple(unit for unit in units if not _is_bare(unit.text, content))
        elif units:
            for mention in here:
                if not mention.number or mention in amounts or mention.place == "mention":
                    mention.place, mention.reason = "heading", ""
                    if mention.number[:1].isdigit() and not _SAYS_UNIT.search(content):
                        mention.place, mention.reason = "unread", _COLUMN
            self._headings, self._same_block = units, True
            return True
        if units:
            _mark_beside(here, amounts, units)
        elif self._headings and not is_cells and _is_prose(content) and (not self._same_block or not amounts):
            self._headings = ()
        return False

    def _enter(self, content: str, has_amounts: bool, is_cells: bool) -> None:
        if is_cells:
            if not self._in_table:
                self._in_table, self._speaks_of_rates = True, False
                self._unjudged.clear()
                self._unjudged.extend(self._above)
            if not has_amounts and not _FIGURE.search(content):
                self._unjudged.append(content)
        elif self._in_table and (has_amounts or len(content) >= _TITLE or content.endswith(".")):
            self._in_table = False
        elif self._in_table:  # the title of a block of rows, or of the next table
            if _RATE_WORDS.search(content) or _OTHER_WORDS.search(content):
                self._speaks_of_rates = False
                self._unjudged.clear()
            self._unjudged.append(content)
        self._above.append(content if has_amounts else content[-_LAST_WORDS:])

    def _mark_row(self, folded: str, line: str, amounts: Sequence[Mention]) -> None:
        self._judge()
        yen = [mention for mention in amounts if mention.currency is Currency.JPY and not unit_of(mention)]
        speaks_of_rates = (self._speaks_of_rates and not _OTHER_WORDS.search(line)) or _speaks_of_rates(line)
        if speaks_of_rates and all(_has_form_of_rate(mention) for mention in yen):
            for mention in yen:
                mention.place = "rate"
        elif self._headings:
            self._leave(folded, amounts)
        for mention in amounts:
            if mention.sign_first and _DASHED_CELL.search(folded, max(0, mention.start - 4), mention.start):
                mention.reason = mention.reason or "its dash may be a minus"

    def _leave(self, folded: str, amounts: Sequence[Mention]) -> None:
        """Have those be reported that show no unit of their own and are no prices."""
        if not self.is_headed:
            return
        for mention in amounts:
            if unit_of(mention) or mention.place or (mention.complete and (mention.sen or "," not in mention.number)):
                continue  # what names its currency behind a small number is a figure per share
            if not _PER.match(folded, mention.end):
                mention.reason = mention.reason or _HEADED

    def _judge(self) -> None:
        """Look through the lines above and the headings, from the last one up to a line with other amounts."""
        for line in reversed(self._unjudged):
            if _speaks_of_rates(line) and (not line.endswith(".") or _TABLE_WORDS.search(line)):
                self._speaks_of_rates = True
            elif _AMOUNT.search(line):
                break
        self._unjudged.clear()


def _mark_beside(here: Sequence[Mention], amounts: Sequence[Mention], units: Sequence[HeadingUnit]) -> None:
    """In millions of yen, sales were ¥1,234."""
    if not any(unit.power for unit in units):
        return
    for mention in here:
        if not mention.number and not mention.place and mention.unit:
            mention.place = "heading"
    for mention in amounts:
        if not _is_amount(mention):
            mention.place, mention.reason = "heading", ""
        elif not unit_of(mention) and (not mention.complete or _is_labelled(mention, here)):
            mention.reason = mention.reason or _BESIDE


def _is_labelled(mention: Mention, here: Sequence[Mention]) -> bool:
    """Whether nothing but a bracket or a colon parts a unit from a large amount, as in 売上高（億円）：1,234円."""
    at = here.index(mention)
    before = here[at - 1] if at and "," in mention.number and not mention.sen else None
    return before is not None and not before.number.strip("十百千万億兆") and mention.start - before.end <= _CLOSE_BY


_CLOSE_BY: Final = 3


def _units(content: str, here: Sequence[Mention], is_cells: bool) -> tuple[HeadingUnit, ...]:
    """The units that a line states, in one of its cells or as a whole."""
    if len(content) > _HEADING and not is_cells and not any(not mention.number and mention.unit for mention in here):
        return ()
    if not _UNIT_HINT.search(content) or _MANY.search(content):
        return ()
    if not any(not mention.number or not _is_amount(mention, content) for mention in here) and "000" not in content:
        return ()
    parts = [part for part in _CELL.split(content) if part.strip()] if is_cells else [content]
    amounts = {mention.number for mention in here if mention.sign_first and _is_amount(mention, content)}
    found = _units_of(parts, content, amounts)
    if not is_cells and (len(content) > _HEADING or (not found and _OTHER_CELL.search(content))):
        found = found or _units_of(_OTHER_CELL.split(content), content, amounts)
        found = [unit for unit in found if unit.power and unit.currency]
    named = [unit for unit in found if unit.power]
    if named or not found:
        return tuple(named)
    # A name of a currency alone heads a table only as a line of its own or in cells without figures.
    if any(mention.number and not YEAR.fullmatch(mention.number) for mention in here if mention.place != "heading"):
        return ()
    return (
        tuple(found) if all(_CURRENCY_CELL.fullmatch(part.strip()) or not _UNIT_HINT.search(part) for part in parts) else ()
    )


def _units_of(parts: Sequence[str], content: str, amounts: Collection[str]) -> list[HeadingUnit]:
    """The units that parts of a line state, but for those that are amounts."""
    return [
        unit
        for part in parts[:64]
        for unit in read_heading_units(part)
        if not (_LED_BY_NUMBER.match(unit.text) and _NO_NUMBER.sub("", unit.text) in amounts)
        and not _is_in_sentence(unit.text, content)
    ]


def _is_in_sentence(unit: str, content: str) -> bool:
    """Whether a unit in digits and brackets is an amount after all, as a sentence goes on or ends behind it."""
    place = content.find(unit) if unit[0].isdigit() else -1
    return place >= 0 and _SENTENCE_ON.match(content, place + len(unit)) is not None


_SENTENCE_ON: Final = re.compile("[)）](?:[ ]?[a-z]{2}|[\u3041-\u3096]|[.。])")
_CURRENCY_CELL: Final = re.compile(
    r"\W*(?:[A-Z]{0,3}\W?[¥$]|[A-Z]{3}|yen|(?:u\.?s\.? ?)?dollars?|米?ドル|円|単位\W*\w+)\W*", re.IGNORECASE
)


def _is_amount(mention: Mention, content: str = "") -> bool:
    """Whether a number with a currency is more than a unit such as (1,000 yen), or "Unit: ¥1 million" as a whole line."""
    number = mention.number.replace(",", "")
    if not number.strip("十百千万億兆"):
        return False
    if mention.sign_first:
        return number != "000" and not (
            number in _UNIT_NUMBERS and (mention.unit != "" or len(number) > 3) and _WHOLE.match(content)
        )
    return not (number in _UNIT_NUMBERS or mention.place == "mention")


def _is_bare(unit: str, content: str) -> bool:
    """Whether a unit in digits is a cell or a line of its own without brackets, such as 1,000円, the price."""
    return unit[0].isdigit() and content[content.find(unit) - 1] not in "([【〔<"


_SAYS_UNIT: Final = re.compile(r"\A[(\[〔【<*#]|\b(?:units?|in|of|amounts?|figures?)\b|単位", re.IGNORECASE)
_COLUMN: Final = "it may be the heading of a column"
_WHOLE: Final = re.compile(r"[(\[〔【<*#]|units?\b|単位|in\s+(?:[^\W\d_]{0,3}\W?[¥$]|yen|\d)", re.IGNORECASE)
_LED_BY_NUMBER: Final = re.compile(r"\W*(?:[A-Za-z]{1,3}|U\.S\.)?\W*[0-9]")
_NO_NUMBER: Final = re.compile("[^0-9,.]")
_UNIT_NUMBERS: Final = frozenset({"1", "10", "100", "000", "1000", "10000", "1000000"})


def _is_prose(content: str) -> bool:
    """Whether a line is one of a sentence: it ends as one does, or is long, and has words that no label has."""
    if not (_PROSE_END.search(content) or len(content) > _TITLE):
        return False
    return len(_LOWER_WORDS.findall(content)) >= 4 or len(_HIRAGANA.findall(content)) >= 4


def _enclosed_cells(folded: str, start: int, end: int, amounts: Sequence[Mention], is_cells: bool) -> None:
    """A cell in parentheses is negative: (¥1,234) between tabs or bars, or as a line of its own."""
    for mention in amounts:
        if mention.start == 0 or folded[mention.start - 1] != "(" or folded[mention.end : mention.end + 1] != ")":
            continue
        left, right = folded[start : mention.start - 1].rstrip(" "), folded[mention.end + 1 : end].lstrip(" ")
        alone = not left.strip() and not right.strip()
        if alone and folded[max(0, start - 16) : start].rstrip()[-1:] not in {"", "|", ":"} and not is_cells:
            continue  # an equivalent that a line break has parted from its amount
        opens = not left or left[-1] in "\t|" or (is_cells and folded[mention.start - 3 : mention.start - 1] == "  ")
        closes = not right.strip() or right[0] in "\t|" or (is_cells and folded[mention.end + 1 : mention.end + 3] == "  ")
        if not (opens and closes and (is_cells or alone)):
            continue
        mention.start, mention.end = mention.start - 1, mention.end + 1
        if mention.negative:
            mention.reason = mention.reason or "it has more than one sign of a negative"
        mention.negative = True


_PARTS_CELLS: Final = re.compile(r"[\s|()（）△*:：-]*")
_GLUED: Final = re.compile(r"(?:[^\W\d_]-?|/|[第注][ ]?)\Z")


def _mark_cells(folded: str, end: int, here: Sequence[Mention], *, is_beside: bool, is_row: bool) -> None:
    """Report the bare numbers at the end of a line below a heading; in a row of cells, those beside it belong to it.

    Years, days, the numbers of notes and quantities of something else are no such cells.
    """
    place: Place = "heading" if is_beside and is_row else "unread"
    for mention in reversed(here):
        between = folded[mention.end : end]
        if mention.place == "heading":
            end = mention.start
            continue
        if not mention.number or not _PARTS_CELLS.fullmatch(between):
            return
        end = mention.start
        if mention.place or mention.currency is not None or mention.unit or YEAR.fullmatch(mention.number):
            continue
        before = max(0, mention.start - 16), mention.start
        if NAMED_NUMBER.search(folded, *before) or _GLUED.search(folded, *before):
            return
        mention.place, mention.reason = place, _BESIDE if is_beside else _HEADED


def _speaks_of_rates(line: str) -> bool:
    return _RATE_WORDS.search(line) is not None and _OTHER_WORDS.search(line) is None


def _is_row(folded: str, here: Sequence[Mention]) -> bool:
    """Whether figures stand side by side with nothing but a space between them."""
    return any(
        second.start - first.end <= 2 and folded[first.end : second.start] in {" ", "  "} for first, second in pairwise(here)
    )


def _has_form_of_rate(mention: Mention) -> bool:
    if mention.negative or not _RATE.fullmatch(mention.number):
        return False
    return LOWEST <= Decimal(mention.number) <= HIGHEST
