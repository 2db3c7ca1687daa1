"""CSV files of rates: which form a file has, and which columns are its days and rates.

A form is a function that finds the two columns; `FORMS` has them in the order in which they are tried.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Final

from .._text import count_of
from ..errors import SeriesError, argument, quote
from .bundled_files import is_published
from .columns import DAY, KNOWN_FILES, MARKS, Claim, Found, column_named, columns_of
from .file_days import ordinals
from .h10_rows import OWN_HEADER, SERIES_ID, H10Rows, Place, check_rows
from .own_rows import OwnRows, about_of_text, check_own
from .rate import NOON_BUYING_RATE
from .rate_files import ABOUT, MAX_BYTES, SEAL, check_seal, check_size, kind_of

MAX_LINES: Final = 100_000
Lines = list[list[str]]

_PROGRAM_LABELS: Final = ("series description", "unit", "multiplier", "currency", "unique identifier", "time period")
_ROW_LABELS: Final = ("descriptions", "unit", "multiplier", "currency", "unique identifier", "series name")
_WANTED: Final = {
    "unique identifier": (f"H10/H10/{SERIES_ID}", SERIES_ID),
    "unit": ("Currency", "Currency:_Per_USD"),
    "multiplier": ("1",),
    "currency": ("JPY",),
}
_NUMBER: Final = re.compile(r"[\W_]*[0-9][\W0-9_]*|.*[0-9][.,][0-9].*")
"""What no heading has: digits without any letter (a day, an amount), or with decimals."""
_DESCRIPTION: Final = re.compile(r"japan -- spot exchange rate, yen/us\$")


def read_csv(content: bytes, claim: Claim | None = None, *, is_sent: bool = False) -> H10Rows | OwnRows:
    """The rows of a CSV file; `SeriesError` for anything else, with the line and why.

    They are H.10's if the file or the claim says so, and then checked as such. A file that was sent over a network, and
    may have been cut on the way, has to have an end that shows it whole.
    """
    claim = claim or Claim()
    text, lines = _lines(content, claim)
    found = next(found for form in FORMS if (found := form(lines, content, claim)) is not None)
    if not text.endswith("\n"):
        _check_end(found, is_sent=is_sent)
    days = ordinals(found.days, claim.date_format, found.place)
    if is_sent and _has_own_header(lines):
        claim = Claim(label=NOON_BUYING_RATE)  # an update says so; whether they are is seen from the known rates
    about = found.about or claim.about(is_h10=found.is_h10, what=_begins(text))
    if about is not None:
        return check_own(days, found.rates, found.place, about, found.marks, is_sealed=found.about is not None)
    return check_rows(days, found.rates, found.place, found.marks, is_proven=found.is_h10)


def _lines(content: bytes, claim: Claim) -> tuple[str, Lines]:
    check_size(content, MAX_BYTES)
    if content.count(b"\n") > MAX_LINES:
        raise SeriesError(
            f"the file has more than {MAX_LINES:,} lines",
            "no file of such rates is so long",
            "check that it is the right file",
        )
    kind = kind_of(content)
    if kind != "csv":
        what = {"zip": "a zip", "xml": "XML", "json": "JSON"}[kind]
        reader = "yen_usd.update_rates(source=FILE), if it is FRED's" if kind == "json" else "RateSeries.from_xml"
        raise SeriesError(f"the file is not CSV but {what}", KNOWN_FILES, f"read it by {reader}")
    text = _text(content, claim)
    if "\r" in text.replace("\r\n", ""):
        raise SeriesError(
            "the lines of the file end with CR alone", "lines must end with LF or CRLF", "save the file with such lines"
        )
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise SeriesError(f"the file is not CSV: {error}", KNOWN_FILES, "check the file") from None
    if not lines:
        raise SeriesError("the file is empty", KNOWN_FILES, "give one of these")
    return text, lines


def _text(content: bytes, claim: Claim) -> str:
    """The text of a file: UTF-8, or for a user's own table cp932, in which spreadsheets in Japan save CSV.

    A wrong encoding changes no rate: in both, no part of a letter is a digit, a comma or the end of a line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"the file is not text in UTF-8: {error.reason} at byte {error.start}"
    if not claim.has_own_label:
        raise SeriesError(what, KNOWN_FILES, f"save it in UTF-8; or give {argument('label')} if it has other rates")
    text = content.decode("cp932", "replace")
    if "\ufffd" in text or "\x00" in text:  # UTF-16 may be cp932, too, with many a NUL
        raise SeriesError(what, "UTF-8 and cp932 (Shift-JIS) are read", "save it as CSV in UTF-8")
    return text


def _begins(text: str) -> str:
    return f"the file that begins with {quote(text.lstrip()[:60])}" if text.strip() else "an empty file"


def _check_end(found: Found, *, is_sent: bool) -> None:
    """Raise `SeriesError` where the last rate may have been cut, as no newline follows it and it is the last cell.

    It is whole where all rates have as many decimals: in a file that was sent four, than which there are never more.
    """
    if not found.is_at_end or not found.rates:
        return
    decimals = {len(rate.partition(".")[2]) for rate in found.rates if rate.lower() not in found.marks}
    if len(found.rates) == 1 or len(decimals) != 1 or min(decimals) < (4 if is_sent else 2):
        last = found.place(len(found.rates) - 1)
        raise SeriesError(
            f"{last}: the file ends with {quote(found.rates[-1])} and no newline",
            "it may have been cut short there",
            "get it again, or add a newline if it is complete",
        )


def _label(cell: str) -> str:
    return cell.strip().rstrip(":").lower()


def _program(lines: Lines, _content: bytes, claim: Claim) -> Found | None:
    """The Data Download Program: six header rows, a column `RXI_N.B.JA`."""
    if not lines[0] or _label(lines[0][0]) != _PROGRAM_LABELS[0]:
        return None
    claim.refuse_columns("the Data Download Program")
    if len(lines) > 1 and lines[1] and DAY.fullmatch(lines[1][0].strip()):
        return _cells(lines, 1, 0, _described(lines[0]), {"nd"})
    heads = lines[: len(_PROGRAM_LABELS)]
    labels = tuple(_label(line[0]) if line else "" for line in heads)
    if labels != _PROGRAM_LABELS:
        raise SeriesError(
            f"the header rows are {quote(list(labels))}", f"they should be {', '.join(_PROGRAM_LABELS)}", "check the file"
        )
    if any(len(line) != len(heads[0]) for line in heads):
        raise SeriesError(
            "the header rows have different lengths", "each must have a cell for every series", "get the file again"
        )
    column = column_named([cell.strip() for cell in heads[-1]], SERIES_ID)
    _check_heads(dict(zip(labels, (line[column].strip() for line in heads), strict=True)))
    return _cells(lines, len(heads), 0, column, {"nd"})


def _check_heads(cells: dict[str, str]) -> None:
    for what, wanted in _WANTED.items():
        if cells[what] not in wanted:
            raise SeriesError(
                f"the {what} of {SERIES_ID} is {quote(cells[what])}",
                f"it should be {' or '.join(sorted(wanted))}",
                "check the file",
            )


def _described(head: list[str]) -> int:
    """The column of the yen where only the descriptions of the series are left."""
    found = [at for at, cell in enumerate(head) if _DESCRIPTION.fullmatch(cell.strip().lower())]
    if len(found) != 1:
        raise SeriesError(
            f"there are {len(found) or 'no'} columns described as 'JAPAN -- SPOT EXCHANGE RATE, YEN/US$'",
            f"the columns are {quote([cell.strip() for cell in head[1:]])}",
            "get the series of the yen, with its header rows",
        )
    return found[0]


def _program_in_rows(lines: Lines, _content: bytes, claim: Claim) -> Found | None:
    """The Data Download Program with a row for each series, and the days in the header."""
    if not lines[0] or _label(lines[0][0]) != _ROW_LABELS[0]:
        return None
    claim.refuse_columns("the Data Download Program")
    head, *rows = lines
    count = len(_ROW_LABELS)
    labels = tuple(map(_label, head[:count]))
    if labels != _ROW_LABELS:
        raise SeriesError(
            f"the first header cells are {quote(list(labels))}", f"they should be {', '.join(_ROW_LABELS)}", "check the file"
        )
    if rows and not rows[-1]:
        del rows[-1]
    _check_widths(rows, len(head), 1)
    row = rows[column_named([row[count - 1].strip() for row in rows], SERIES_ID, what="rows")]
    _check_heads(dict(zip(labels, (cell.strip() for cell in row), strict=False)))
    days, rates = ([cell.strip() for cell in line[count:]] for line in (head, row))

    def place(at: int) -> str:
        return f"column {count + 1 + at}"

    return Found(days, rates, place, frozenset({"nd"}), row is rows[-1], is_h10=True)


def _library(lines: Lines, content: bytes, claim: Claim) -> Found | None:
    """The library's own: H.10's with its seal or as published, or another series with its seal and what it is."""
    if not _has_own_header(lines):
        return None
    is_sealed = len(lines) > 2 and lines[-1][:1] == [SEAL]
    if not is_sealed and not is_published(content):
        return None  # which anyone may have made
    claim.refuse_columns("this library")
    if not is_sealed:
        return _cells(lines, 1, 0, 1, {""})
    try:
        check_seal(content)
    except SeriesError:  # on its way line ends may have become others
        check_seal(content.replace(b"\r\n", b"\n"))
    del lines[-1]
    if not lines[-1]:
        raise SeriesError("there is an empty line before the last row", "rows must follow one another", "check the file")
    if lines[-1][0] != ABOUT:
        return _cells(lines, 1, 0, 1, {""})
    about = about_of_text(lines.pop()[1])
    if claim.label not in (None, about.label):
        raise SeriesError(
            f"{argument('label', claim.label)} with a file that says it has {quote(about.label)}",
            "",
            f"leave {argument('label')} out",
        )
    return _cells(lines, 1, 0, 1, {""})._replace(about=about)


def _has_own_header(lines: Lines) -> bool:
    return tuple(cell.strip().lower() for cell in lines[0][: len(OWN_HEADER) + 1]) == OWN_HEADER


def _headings(lines: Lines, content: bytes, claim: Claim) -> Found:
    """A header of names: FRED's, or any with the columns that the claim names. A user's own table may have several."""
    skipped = 1
    if claim.has_own_label:
        skipped = next((at for at, line in enumerate(lines) if any(_is_value(cell, claim) for cell in line)), 1) or 1
    while not lines[skipped - 1] and skipped > 1:
        skipped -= 1
    day, rate, is_h10 = columns_of(_head(lines[:skipped], claim), claim, _begins(_text(content, claim)))
    return _cells(lines, skipped, day, rate, MARKS, is_h10=is_h10)


def _is_value(cell: str, claim: Claim) -> bool:
    """Whether a cell is a day or has a number, which no heading of a column is or has."""
    text = cell.strip()
    if not text or _NUMBER.fullmatch(text):
        return bool(text)
    try:
        return bool(ordinals([text], claim.date_format, str))
    except SeriesError:
        return False


def _head(rows: Lines, claim: Claim) -> list[str]:
    """The name of each column: what the claim calls it if one of its headings is that, or else the lowest of them."""
    named = {name.lower() for name in (claim.dates, claim.rates) if name is not None}
    head = [cell.strip() for cell in rows[-1]]
    for row in rows[:-1]:
        for at, cell in enumerate(row[: len(head)]):
            if cell.strip().lower() in named and head[at].lower() not in named:
                head[at] = cell.strip()
    return head


FORMS: Final[tuple[Callable[[Lines, bytes, Claim], Found | None], ...]] = (
    _program,
    _program_in_rows,
    _library,
    _headings,
)


def _cells(
    lines: Lines, skipped: int, day: int, rate: int, marks: set[str] | frozenset[str], *, is_h10: bool = True
) -> Found:
    """Two columns below the header rows; each line has a cell for every column."""
    width, rows = len(lines[skipped - 1]), lines[skipped:]
    if rows and not rows[-1]:
        del rows[-1]  # an empty line at the end
    _check_widths(rows, width, skipped)
    days, rates = ([line[column].strip() for line in rows] for column in (day, rate))
    return Found(days, rates, _line_after(skipped), frozenset(marks), rate == width - 1, is_h10)


def _check_widths(rows: Lines, width: int, skipped: int) -> None:
    if set(map(len, rows)) - {width}:
        at = next(at for at, line in enumerate(rows) if len(line) != width)
        what = f"line {at + skipped + 1} " + (f"has {count_of(len(rows[at]), 'cell')}" if rows[at] else "is empty")
        raise SeriesError(what, f"each row must have {width} cells", "check the file, or get it again")


def _line_after(skipped: int) -> Place:
    return lambda at: f"line {at + skipped + 1}"
