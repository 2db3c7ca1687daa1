"""A printed table of rates as the text of a filing: every line that looks like a row is read whole or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NoReturn

from .._text import FOLD
from ..dates.days import month_number
from ..errors import FiguresError, argument, quote
from .printed_rows import CELL, LONG, SHORT, PrintedRow, RowName, figures_of, read_label
from .rows import COLUMNS, Column

_FOLD: Final = FOLD | {0xFFE5: "¥"} | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""As in dates, with the yen sign, and without the characters that take no place."""
_LEADERS: Final = re.compile(r"[.…_‥]{3,}|-{3,}|(?:\s\.){2,}\s|\*\*|[|\\]")
_ONE_DOLLAR: Final = re.compile(r"(?:U\.?S\.?\s?)?\$\s?1(?:\.0+)?(?![0-9.])")
_MARK: Final = re.compile(r"[*†‡¹²³⁴⁵;]+|\([0-9a-z]\)|[⁽(][¹²³⁴⁵0-9a-z][)⁾]")
_NOT_PRINTED: Final = frozenset({"-", "—", "–", "―", "--", "N/A", "n/a", "NA", "N.A.", "n.a."})
_LIKE_A_RATE: Final = re.compile(r"[0-9][.,·][0-9]")
_COLUMN_NAMES: Final[dict[Column, str]] = {
    "high": r"\bhigh(?:est)?\b",
    "low": r"\blow(?:est)?\b",
    "average": r"\baverage\b|\bavg\b",
    "period_end": r"\bperiod[-\s]*end\b|\bend\s+of\s+(?:the\s+)?period\b|\bclosing\b|\byear[-\s]*end\b"
    r"|\bat\s+(?:the\s+)?(?:(?:period|year)[-\s]*)?end\b(?:\s+of\b(?:\s+(?:the\s+)?period\b)?)?",
}
_ROW_HEADS: Final = re.compile(
    r"\b(?:fiscal|financial)\s+year[-\s]*end\b|\byear[-\s]*end\b(?=\s+[A-Za-z]+\s+[0-9])", re.IGNORECASE
)
"""What stands over the labels, and not over a column."""
_IN_PARENTHESES: Final = re.compile(r"\([^)]{0,40}\)")
_FEW: Final = 6
"""Up to how many words besides the names of columns a heading has."""
_MANY: Final = 8
"""More words than these on a line are a sentence."""
_APART: Final = 4
"""How many characters lie between the names of columns in a heading of two lines, at least."""
_ENDED: Final = re.compile(r"\bend(?:ed|ing)[,:]?\s*$", re.IGNORECASE)
_MONTH_DAY: Final = re.compile(
    r"\b(?P<month>(?!ended|ending)[A-Za-z]{3,9})\.?\s+[0-9]{1,2}\b|\b[0-9]{1,2}\s+(?P<month_behind>[A-Za-z]{3,9})\b"
)
_CALENDAR_YEAR: Final = re.compile(
    r"(?:(?:for|in|of|the|each|months?|monthly|calendar|year)\s+)*(?P<year>(?:19|20)[0-9]{2})\s*:?", re.IGNORECASE
)
_CALENDAR_YEARS: Final = re.compile(r"calendar\s+years?\s*:?", re.IGNORECASE)


def from_text(text: str, columns: Sequence[Column] | None) -> list[PrintedRow]:
    """The rows of a table's text, as it is copied from a filing."""
    reader = _Reader(columns)
    for line in text.translate(_FOLD).splitlines():
        reader.read(line)
    return reader.rows


class _Reader:
    """Reads line by line: a heading of columns, of years or of months holds until the next one."""

    def __init__(self, columns: Sequence[Column] | None) -> None:
        self.rows: list[PrintedRow] = []
        self._given = columns
        self._places: dict[Column, int] = {}
        self._is_used = self._has_tabs = False
        self._above = RowName()
        self._label_above = ""
        self._unfinished = ""

    def read(self, line: str) -> None:
        """A row, if the line is one; else a heading, or a sentence; what is like a row and none is refused."""
        plain = " ".join(f"{self._unfinished} {_ONE_DOLLAR.sub(' ', _LEADERS.sub(' ', line))}".split())
        if len(plain) >= LONG:
            if _LIKE_A_RATE.search(plain):
                raise FiguresError(
                    f"the line {quote(plain)} is too long", f"a line has fewer than {LONG} characters", "break it up"
                )
            return
        words = plain.split()
        if not words:
            return
        columns = self._given or sorted(self._places, key=lambda name: self._places[name])
        count = _known_words(words)
        label, rest = " ".join(words[:count]), words[count:]
        if not count:
            first = next((at for at, word in enumerate(words) if _LIKE_A_RATE.search(word)), len(words))
            label = " ".join(word for word in words[:first] if word.strip("¥円.:…"))
            rest = words[first:]
        cells = _cells(rest)
        if not rest or (cells is None and not any(_LIKE_A_RATE.search(word) for word in rest)):
            self._read_heading(line, words, is_label=not rest and bool(count))
            return
        if cells is None or len(cells) != len(columns):
            is_sentence = len(re.findall(r"[A-Za-z]+", plain)) > _MANY
            if is_sentence or (not count and cells is None and len(words) > _MANY):
                self._label_above = ""
                return
            self._refuse(label, rest, columns)
        if not label:
            label, self._label_above = self._label_above, ""
            if not label:
                self._refuse(label, rest, columns)
        name = self._under_heading(read_label(label))
        self.rows.append(PrintedRow(label, name, figures_of(label, cells, columns)))
        self._is_used, self._label_above = True, ""

    def _refuse(self, label: str, words: list[str], columns: Sequence[Column]) -> NoReturn:
        if not columns:
            raise FiguresError(
                "the printed table has no heading that names its columns",
                "a line such as 'High Low Average Period-end' above the figures is read as one",
                f"give {argument('columns', list(COLUMNS))}, in their order",
            )
        raise FiguresError(
            f"the cells of the row {quote(label)} are {quote(' '.join(words))}",
            f"the columns are {', '.join(columns)}, and a cell is a rate such as ¥117.56, or a dash",
            f"write one cell for each column, or name the columns by {argument('columns')}",
        )

    def _under_heading(self, name: RowName) -> RowName:
        """A row's name with the year or year-end that the heading above it sets."""
        above = self._above
        if name.is_month and name.month is not None:
            year = name.year
            if year is None and above.is_month and above.year is not None:
                turns = {(12, 1): 1, (1, 12): -1}.get((above.month or 0, name.month), 0)  # December, then January
                year = above.year + turns
            elif year is None and above.year is not None and above.month is not None:
                year = above.year - (name.month > above.month)  # a month of a fiscal year
                return replace(name, year=year)
            self._above = replace(name, year=year) if year is not None else above
            return replace(name, year=year)
        if name.year is not None and not name.is_month and not above.is_month and name.month is None:
            return replace(name, month=above.month)
        return name

    def _read_heading(self, line: str, words: list[str], *, is_label: bool) -> None:
        """The columns that a line names, and the year or year-end that it sets for the rows below."""
        text = " ".join(words)
        self._unfinished = text if _ENDED.search(text) and len(text) <= SHORT else ""
        self._label_above = text if is_label else ""
        named = self._read_columns(line)
        if len(text) > SHORT or named:
            return
        name = read_label(text)
        if match := _CALENDAR_YEAR.fullmatch(text):
            self._above = RowName(year=int(match["year"]), is_month=True)
        elif _CALENDAR_YEARS.fullmatch(text):
            self._above = RowName(month=12)
        elif name.year is not None and name.month is not None and not name.is_month:
            self._above = replace(name, is_date=False)
        elif len(words) <= _FEW:
            named_months = [month_number(match["month"] or match["month_behind"]) for match in _MONTH_DAY.finditer(text)]
            months = {month for month in named_months if month}
            self._above = RowName(month=months.pop()) if len(months) == 1 else self._above

    def _read_columns(self, line: str) -> bool:
        """Take a line for the heading of the columns, if it is one; whether it names any."""
        bare = line
        for aside in (_ONE_DOLLAR, _IN_PARENTHESES, _ROW_HEADS):
            bare = aside.sub(lambda match: " " * len(match[0]), bare)
        has_tabs = "\t" in line
        places: dict[Column, int] = {}
        rest = bare
        is_clear = True
        for name, names in _COLUMN_NAMES.items():
            found = [match.start() for match in re.finditer(names, bare, re.IGNORECASE)]
            is_clear = is_clear and len(found) <= 1
            if found:
                places[name] = bare[: found[0]].count("\t") if has_tabs else found[0]
            rest = re.sub(names, " ", rest, flags=re.IGNORECASE)
        if not places or self._given is not None:
            return bool(places)
        if not is_clear or len(re.findall(r"[A-Za-z]+", rest)) > _FEW or len(set(places.values())) < len(places):
            self._places = {}  # it names columns in a way that is not clear: rows below it are refused
        elif not self._places or self._is_used or set(places) & set(self._places):
            self._places, self._is_used, self._has_tabs = places, False, has_tabs
        else:  # a heading in two lines, put together by the places of the words
            both = sorted([*self._places.values(), *places.values()])
            apart = 1 if has_tabs else _APART
            fits = has_tabs == self._has_tabs and all(b - a >= apart for a, b in pairwise(both))
            self._places = self._places | places if fits else {}
        return True


def _known_words(words: list[str]) -> int:
    """How many words at the beginning of a line are its label, if they are one that is understood: the most."""
    for count in range(min(len(words), _MANY), 0, -1):
        if read_label(" ".join(words[:count])).is_known:
            return count
    return 0


def _cells(words: list[str]) -> list[str | None] | None:
    """The cells that words are, None for one that is not printed; None where a word is no cell."""
    cells: list[str | None] = []
    for word in words:
        if word in _NOT_PRINTED:
            cells.append(None)
        elif match := CELL.fullmatch(word):
            cells.append(match["rate"])
        elif word not in {"¥", "円"} and not _MARK.fullmatch(word):
            return None
    return cells
