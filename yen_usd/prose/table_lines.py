"""Lines of tables in running text: which of their yen are exchange rates, and which have a unit in a heading.

A line is one of a table if tabs, bars or wide spaces part it into cells. What the lines above it say decides: where
they speak of exchange rates, figures in the form of rates are rates; where they state a unit, a figure without one
cannot be read by itself.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ..money.currency import Currency
from .exchange_rates import HIGHEST, LOWEST
from .mentions import Candidate

_BETWEEN_CELLS: Final = ("\t", "|", "....", ". . .", "\u00a0\u00a0", "\u3000\u3000")
_WIDE: Final = re.compile(r"[^\s.!?:;] {2,}\S")  # two spaces may also stand between sentences
_DASHED_CELL: Final = re.compile(r"[\t|] ?[-‐‑–]\Z")
_FIGURE: Final = re.compile(r"[¥￥$＄][^\nA-Za-z]{0,8}[0-9]|[0-9],[0-9]{3}|[0-9]\.[0-9]")
_AMOUNT: Final = re.compile(r"[¥￥]\s?[0-9]")
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
_UNIT: Final = r"(?:thousands?|millions?|billions?|trillions?|mn|bn|mm|mil|bil|m|k|000s?)"
_UNIT_WORDS: Final = re.compile(
    rf"(?:\bin|\bof|yen|¥|jpy|u\.s\.|dollars|\$|usd|\() ?,? ?(?:in )?{_UNIT}\b|(?:thousands|millions|billions|trillions) of"
    r"|['’(¥$ ]000(?:s|'s|’s)?(?![0-9.,])|^\W*(?:thousands|millions|billions)\W*$|\| ?(?:thousand|million|billion)s? ?\|"
    r"|(?:単位|[（(])[：:\s]*(?:千|百万|億|十億|兆)円?"
    r"|(?<![0-9０-９.,〇一二三四五六七八九十百千万億])(?:千|百万|億|十億|兆)円(?:[）)\s|]|$)",
    re.IGNORECASE,
)
_TABLE_WORDS: Final = re.compile(r"\b(?:tables?|following|below|set forth)\b", re.IGNORECASE)
_UNIT_MARKS: Final = (
    "illion", "ousand", "000", "円", "単位", "千", "百万", "億", "兆", "(m", "(b", "(k", "¥m", "¥b", "¥k", "$m", "$b", "$k",
    " mn", " bn", " mm", " mil.", " bil.", "¥ m", "¥ b", "$ m", "$ b",
)  # fmt: skip
_MANY: Final = re.compile(r"(?:tens|hundreds|thousands) of (?:thousands|millions|billions)", re.IGNORECASE)
_IN_UNITS: Final = re.compile(
    r"\bin (?:thousands|millions|billions|trillions) of (?:yen|japanese|u\.s\.|us |dollars|¥|\$)", re.IGNORECASE
)
_UNIT_BESIDE: Final = re.compile(
    rf"[(（](?:in )?(?:¥|yen|jpy|us\$|\$|usd|dollars)? ?(?:in )?{_UNIT}[)）]|, ?[¥$] ?(?:bn|mn|mm|m)\b", re.IGNORECASE
)
_PER: Final = re.compile(r"\s*(?:per|a|each)\s")
_RATE: Final = re.compile(r"[0-9]{2,3}(?:\.[0-9]{1,4})?")
_LINES_ABOVE: Final = 6
_LINES_JUDGED: Final = 60
_TITLE: Final = 80
_LAST_WORDS: Final = 500
_HEADING: Final = 60
_PLAIN: Final = 64
_PARTS: Final = ("  ", "\t", "|", "...", ". .")
_HEADED: Final = "the heading of its table states a unit"


class Tables:
    """The lines of a text in order, of which the last few are remembered from one part of the text to the next."""

    def __init__(self) -> None:
        self._above: deque[str] = deque(maxlen=_LINES_ABOVE)
        self._unjudged: deque[str] = deque(maxlen=_LINES_JUDGED)
        self._speaks_of_rates = False
        self._states_a_unit = False
        self._in_table = False
        self._headed = False
        self._has_rows = False

    def copy(self) -> Tables:
        """The same state, to go on from twice."""
        other = copy(self)
        other._above, other._unjudged = copy(self._above), copy(self._unjudged)
        return other

    def mark(self, text: str, found: Sequence[Candidate]) -> None:
        """Mark the rates in the tables of a text, and what cannot be read without the heading."""
        waiting = [candidate for candidate in reversed(found) if candidate.currency is not None]
        start = 0
        for line in text.splitlines(keepends=True):
            start += len(line)
            has_none = not waiting or waiting[-1].start >= start
            if has_none and not self._in_table and not self._headed and _is_plain(line):
                self._above.append(line.strip()[-_LAST_WORDS:])
                continue
            here: list[Candidate] = []
            while waiting and waiting[-1].start < start:
                here.append(waiting.pop())
            # What a line with amounts says must not change when equivalents are written into it.
            self._enter(line, any(not candidate.reason and not candidate.is_rate for candidate in here))
            if not here:
                continue
            if self._in_table:
                self._mark_line(text, line, here)
            elif self._headed or _states_unit(line):
                _leave(text, here, "a unit is stated beside it")
            elif _is_row(text, here):
                self._unjudged.extend(self._above)
                self._unjudged.pop()
                self._speaks_of_rates = self._states_a_unit = False
                self._mark_line(text, line, here)

    def _enter(self, line: str, has_amounts: bool) -> None:
        content = line.strip()
        self._head(content, has_amounts)
        if not content:
            return
        if any(map(content.__contains__, _BETWEEN_CELLS)) or ("  " in content and _WIDE.search(content)):
            if not self._in_table:
                self._in_table, self._speaks_of_rates, self._states_a_unit = True, False, False
                self._unjudged.clear()
                self._unjudged.extend(self._above)
            if not has_amounts and not _FIGURE.search(content):
                self._unjudged.append(content)
        elif self._in_table and (has_amounts or len(content) >= _TITLE or content.endswith(".")):
            self._in_table = False
        elif self._in_table:  # the title of a block of rows, or of the next table
            if _UNIT_WORDS.search(content) or _RATE_WORDS.search(content) or _OTHER_WORDS.search(content):
                self._speaks_of_rates = self._states_a_unit = False
                self._unjudged.clear()
            self._unjudged.append(content)
        self._above.append(content if has_amounts else content[-_LAST_WORDS:])

    def _mark_line(self, text: str, line: str, here: list[Candidate]) -> None:
        self._judge()
        yen = [candidate for candidate in here if candidate.currency is Currency.JPY and not candidate.unit]
        speaks_of_rates = (self._speaks_of_rates and not _OTHER_WORDS.search(line)) or _speaks_of_rates(line)
        if speaks_of_rates and all(_is_rate(candidate) for candidate in yen):
            for candidate in yen:
                candidate.is_rate = True
        elif self._states_a_unit or _UNIT_WORDS.search(line):
            _leave(text, here, _HEADED)
        for candidate in here:
            if candidate.sign_first and _DASHED_CELL.search(text[max(0, candidate.start - 3) : candidate.start]):
                candidate.reason = candidate.reason or "its dash may be a minus"

    def _head(self, content: str, has_amounts: bool) -> None:
        """Keep track of a heading that states a unit, and of the lines under it up to a gap or a sentence."""
        if not content:
            self._headed = self._headed and not self._has_rows
        elif not has_amounts and _is_heading(content):
            self._headed, self._has_rows = True, False
        elif self._headed:
            self._headed = not content.endswith(".") and (has_amounts or len(content) < _TITLE)
            self._has_rows = True

    def _judge(self) -> None:
        """Look through the lines above and the headings, from the last one up to a line with other amounts."""
        for line in reversed(self._unjudged):
            if _UNIT_WORDS.search(line):
                self._states_a_unit = True
            if _speaks_of_rates(line) and (not line.endswith(".") or _TABLE_WORDS.search(line)):
                self._speaks_of_rates = True
            elif _AMOUNT.search(line):
                break
        self._unjudged.clear()


def _is_plain(line: str) -> bool:
    """Whether a line is one of prose: neither blank nor parted into cells, and too long for a heading."""
    return len(line) > _PLAIN and not any(map(line.__contains__, _PARTS))


def _states_unit(line: str) -> bool:
    """Whether a line of prose states a unit beside its figures."""
    if ("illions of " in line or "ousands of " in line) and _IN_UNITS.search(line):
        return True
    return _UNIT_BESIDE.search(line) is not None


def _is_heading(content: str) -> bool:
    """Whether a line states a unit for those below it."""
    if len(content) >= _HEADING or not any(map(content.lower().__contains__, _UNIT_MARKS)):
        return False
    if _FIGURE.search(content) or _MANY.search(content):
        return False
    return _UNIT_WORDS.search(content) is not None


def _leave(text: str, here: Sequence[Candidate], reason: str) -> None:
    """Have those be reported that show no unit of their own and are no prices."""
    for candidate in here:
        if not candidate.unit and not candidate.complete and not candidate.is_rate and not _PER.match(text, candidate.end):
            candidate.reason = candidate.reason or reason


def _speaks_of_rates(line: str) -> bool:
    return _RATE_WORDS.search(line) is not None and _OTHER_WORDS.search(line) is None


def _is_row(text: str, here: Sequence[Candidate]) -> bool:
    """Whether figures stand side by side with nothing but a space between them."""
    return any(second.start - first.end in {1, 2} and text[first.end].isspace() for first, second in pairwise(here))


def _is_rate(candidate: Candidate) -> bool:
    if candidate.negative or not _RATE.fullmatch(candidate.number):
        return False
    return LOWEST <= Decimal(candidate.number) <= HIGHEST
