"""Files of noon buying rates: the Data Download Program's, FRED's, the release's history page and the library's own.

Every reader gives the same: one row a weekday, its rate or none, checked as far as a file can be checked by itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import IO, Final, NamedTuple, cast

from ..errors import ArgumentError, FileError, SeriesError, quote
from ..money.exact import EXACT, plain

FIRST_DAY: Final = dt.date(1971, 1, 4)
"""The day with which the release's series of the yen begins."""
MAX_BYTES: Final = 5_000_000
MAX_LINES: Final = 100_000
"""More than all H.10 rates of every currency since 1971 take."""
LARGEST_MOVE: Final = Decimal("0.12")
"""From one observation to the next; the largest move of the series is 9.07 %."""
NO_LARGER: Final = f"no move of more than {LARGEST_MOVE:.0%} is believed"
PLAUSIBLE: Final = (Decimal(10), Decimal(1000))
"""Yen per dollar of a first observation, which no other precedes."""
LONGEST_GAP: Final = 5
"""Days from one observation to the next, over a holiday and a weekend."""
CLOSED: Final = (dt.date(1971, 8, 13).toordinal(), dt.date(1971, 8, 31).toordinal())
"""The one longer gap, when the markets were closed."""
SERIES_ID: Final = "RXI_N.B.JA"
FRED_ID: Final = "DEXJPUS"
OWN_HEADER: Final = ("date", "yen_per_usd")
SEAL: Final = "sha256"
"""The first cell of the last row of a cached file: the second is the SHA-256 of all that stands before the row."""

_PROGRAM_LABELS: Final = ("series description", "unit", "multiplier", "currency", "unique identifier", "time period")
_KNOWN: Final = (
    f"there are files of the Data Download Program (six header rows, a column {SERIES_ID}), of FRED (observation_date or "
    f"DATE, {FRED_ID}) and of this library ({','.join(OWN_HEADER)})"
)
RATE: Final = re.compile(r"[0-9]{1,5}\.[0-9]{2,4}")
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Row(NamedTuple):
    """A row as it is written: where, its day and its rate."""

    place: str
    day: str
    rate: str


@dataclass(frozen=True, slots=True)
class H10Rows:
    """One row for each weekday from `first` on, in order: its rate, or None where none was published.

    The first and the last row may be without a rate. `left_out` are the days that the file has no row for.
    """

    first: int
    rates: tuple[Decimal | None, ...]
    left_out: frozenset[int] = frozenset()

    @property
    def days(self) -> list[int]:
        """The ordinals of the rows."""
        days: list[int] = []
        day = self.first
        for _ in self.rates:
            days.append(day)
            day += 3 if day % 7 == 5 else 1  # from Friday to Monday
        return days

    @property
    def last(self) -> int:
        """The ordinal of the last row."""
        return self.days[-1]

    def observed(self) -> H10Rows:
        """Without the rows after the last observation: a day is known to have no rate when a later one has."""
        end = max(at for at, rate in enumerate(self.rates) if rate is not None)
        return H10Rows(self.first, self.rates[: end + 1], self.left_out)

    def check_whole(self) -> None:
        """Raise `SeriesError` if the file names days without a rate, which it then does for all, and leaves out others.

        A file of observations alone leaves out every such day.
        """
        named = any(rate is None and day not in self.left_out for day, rate in zip(self.days, self.rates, strict=True))
        if named and self.left_out:
            raise gap(min(self.left_out))

    def text(self) -> str:
        """The rows as the library's own files have them, to at least two decimals."""
        from_ordinal = dt.date.fromordinal
        rows = [
            f"{from_ordinal(day)},{'' if rate is None else shown(rate)}\n"
            for day, rate in zip(self.days, self.rates, strict=True)
        ]
        return f"{','.join(OWN_HEADER)}\n{''.join(rows)}"


def shown(rate: Decimal) -> str:
    """A rate to the places that it needs, two at least: 157.1800 as 157.18."""
    text = plain(rate)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def read_file(path_or_buffer: str | os.PathLike[str] | IO[str] | IO[bytes]) -> bytes:
    """The content of a file by its path, or of an open one, never much more than is of use."""
    if isinstance(path_or_buffer, str | os.PathLike):
        try:
            with open(path_or_buffer, "rb") as file:
                return file.read(MAX_BYTES + 1)
        except (OSError, ValueError, TypeError) as error:
            is_text = isinstance(path_or_buffer, str) and "\n" in path_or_buffer
            remedy = "give text as io.StringIO(text)" if is_text else "check the path"
            raise FileError(f"reading {quote(path_or_buffer)}", cause(error), remedy) from None
    if not callable(getattr(path_or_buffer, "read", None)):
        raise _no_file(path_or_buffer)
    content = b""
    try:
        while len(content) <= MAX_BYTES:  # a pipe gives what it has, and more later
            piece = cast("bytes | str | None", path_or_buffer.read(MAX_BYTES + 1))
            if piece is None:
                raise BlockingIOError("it has nothing to read as yet")
            if not piece:
                break
            content += piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
    except (AttributeError, TypeError):  # what it reads is neither
        raise _no_file(path_or_buffer) from None
    except Exception as error:  # of whatever kind: zlib, lzma and zipfile have their own
        raise FileError(f"reading {quote(path_or_buffer)}", cause(error), "check it, and how it was opened") from error
    return content


def _no_file(given: object) -> ArgumentError:
    return ArgumentError(f"a file given as {quote(given)}", "a file is given by its path, or open", "give one of them")


def cause(error: Exception) -> str:
    """Why the operating system refused something, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def read_csv(content: bytes, *, is_sent: bool = False) -> H10Rows:
    """The rows of a CSV file that one of its headers names; `SeriesError` for anything else, with the line and why.

    One that was sent over a network, and may have been cut on the way, has to have an end that shows it whole.
    """
    if len(content) > MAX_BYTES or content.count(b"\n") > MAX_LINES:
        size = f"{MAX_BYTES:,} bytes" if len(content) > MAX_BYTES else f"{MAX_LINES:,} lines"
        raise SeriesError(f"a file of more than {size}", "no file of these rates is so large", "check it")
    text = _text(content)
    if "\r" in text.replace("\r\n", ""):
        raise SeriesError("a file with carriage returns alone", "lines end with LF or CRLF", "get it again, or save it so")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise SeriesError(f"a file that is no CSV: {error}", _KNOWN, "check the file") from None
    head = [cell.strip() for cell in lines[0]] if lines else []
    if head and _label(head[0]) == _PROGRAM_LABELS[0]:
        column, skipped, marks = _program_column(lines), len(_PROGRAM_LABELS), {"ND"}
    elif head and head[0] in {"observation_date", "DATE"} and FRED_ID in head[1:]:
        column, skipped, marks = _only(head, FRED_ID), 1, {"", "."}
    elif tuple(head) == OWN_HEADER:
        column, skipped, marks = 1, 1, {""}
        if len(lines) > 1 and lines[-1][:1] == [SEAL]:
            try:
                check_seal(content)
            except SeriesError:  # on its way line ends may have become others
                check_seal(content.replace(b"\r\n", b"\n"))
            if not lines[-2]:
                raise SeriesError("an empty line before the last row", "rows follow one another", "check the file")
            del lines[-1]
    else:
        what = f"a file that begins with {quote(text.lstrip()[:60])}" if text.strip() else "an empty file"
        raise SeriesError(what, _KNOWN, "check that it is one of these")
    rows = list(_cells(lines, skipped, column))
    if rows and not text.endswith("\n") and column == len(lines[skipped - 1]) - 1:
        decimals = {_decimals(row.rate) for row in rows if row.rate not in marks}
        if is_sent or len(decimals) != 1 or len(rows) == 1:
            raise SeriesError(
                f"{rows[-1].place}: the file ends with {quote(rows[-1].rate)}, and no newline",
                "it may have been cut there",
                "get it again, or end the last line if it is whole",
            )
    return checked(rows, marks, iso_day)


def check_seal(content: bytes) -> int:
    """Where the last row begins, which must have the SHA-256 of what stands before it."""
    from hashlib import sha256

    end = content.rfind(f"{SEAL},".encode())
    seal = f"{SEAL},{sha256(content[:end]).hexdigest()}"
    if end < 0 or content[end:] not in {f"{seal}\n".encode(), f"{seal}\r\n".encode()}:
        raise SeriesError(
            "a file that was cut short or changed", "its last row has the SHA-256 of the others", "get it again"
        )
    return end


def checked(rows: Iterable[Row], marks: set[str], to_day: Callable[[Row], dt.date]) -> H10Rows:
    """Rows that could be of H.10: increasing weekdays, two to four decimals, no move that the series never made.

    `marks` stand for no rate. A day that is left out has none, but no more days in a row than the series ever had.
    """
    days: list[int] = []
    rates: list[Decimal | None] = []
    known: Decimal | None = None
    for row in rows:
        day = to_day(row)
        if days and day.toordinal() <= days[-1]:
            raise _bad(row, f"{day} follows {dt.date.fromordinal(days[-1])}", "dates increase")
        if day.weekday() >= 5:
            raise _bad(row, f"{day} is no weekday", "rates are of Mondays to Fridays")
        if day < FIRST_DAY:
            raise _bad(row, f"{day}", f"the series begins on {FIRST_DAY}")
        days.append(day.toordinal())
        rates.append(None if row.rate in marks else _rate(row, known))
        known = rates[-1] or known
    if known is None:
        raise SeriesError("a file without a rate", _KNOWN, "check that it is whole")
    return _every_weekday(days, rates)


def iso_day(row: Row) -> dt.date:
    """A day such as 2007-03-30."""
    try:
        if ISO_DAY.fullmatch(row.day):
            return dt.date.fromisoformat(row.day)
    except ValueError:
        pass
    raise _bad(row, f"{quote(row.day)} is no day", "days are written like 2007-03-30")


def _rate(row: Row, known: Decimal | None) -> Decimal:
    if not RATE.fullmatch(row.rate):
        raise _bad(row, f"{quote(row.rate)} is no rate", "rates have two to four decimals")
    rate = Decimal(shown(Decimal(row.rate)))
    if known is None:
        if not PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
            raise _bad(row, f"a rate of {row.rate}", f"yen per dollar are between {PLAUSIBLE[0]} and {PLAUSIBLE[1]}")
    elif not is_believed(known, rate):
        raise _bad(row, f"{row.rate} after {plain(known)}", NO_LARGER)
    return rate


def is_believed(before: Decimal, rate: Decimal) -> bool:
    """Whether the series could move so from one observation to the next."""
    return EXACT.subtract(rate, before).copy_abs() <= EXACT.multiply(LARGEST_MOVE, before)


def _every_weekday(days: list[int], rates: list[Decimal | None]) -> H10Rows:
    filled: list[Decimal | None] = [rates[0]]
    for (before, day), rate in zip(pairwise(days), rates[1:], strict=True):
        missing = _weekdays_between(before, day)
        if missing and day - before > LONGEST_GAP and (before, day) != CLOSED:
            raise gap(before + (3 if before % 7 == 5 else 1))
        filled += [None] * missing
        filled.append(rate)
    rows = H10Rows(days[0], tuple(filled))
    return H10Rows(rows.first, rows.rates, frozenset(rows.days).difference(days))


def gap(day: int) -> SeriesError:
    """A weekday that a file has no row for."""
    return SeriesError(
        f"no row for {dt.date.fromordinal(day)}",
        "a weekday without a rate has a row that says so",
        "check that the file is whole",
    )


def _weekdays_between(before: int, day: int) -> int:
    """How many weekdays lie between two weekdays."""
    weeks, rest = divmod(day - before, 7)
    return weeks * 5 + (rest - 2 if day % 7 < before % 7 else rest) - 1


def _bad(row: Row, what: str, expected: str) -> SeriesError:
    return SeriesError(f"{row.place}: {what}", expected, "check the file, or fetch it again")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeriesError(f"a file that is no text: {error.reason} at byte {error.start}", _KNOWN, "check it") from None


def _label(cell: str) -> str:
    return cell.strip().rstrip(":").lower()


def _program_column(lines: list[list[str]]) -> int:
    """The column of the yen, whose six header rows say that it is that."""
    heads = lines[: len(_PROGRAM_LABELS)]
    labels = tuple(_label(line[0]) if line else "" for line in heads)
    if labels != _PROGRAM_LABELS:
        raise SeriesError(f"header rows {quote(list(labels))}", f"they are {', '.join(_PROGRAM_LABELS)}", "check the file")
    if any(len(line) != len(heads[0]) for line in heads):
        raise SeriesError("header rows of different lengths", "each has a cell for every series", "fetch the file again")
    column = _only([cell.strip() for cell in heads[-1]], SERIES_ID)
    _, unit, multiplier, currency, identifier, _ = (line[column].strip() for line in heads)
    for what, found, wanted in (
        ("unique identifier", identifier, {f"H10/H10/{SERIES_ID}", SERIES_ID}),
        ("unit", unit, {"Currency:_Per_USD", "Currency"}),
        ("multiplier", multiplier, {"1"}),
        ("currency", currency, {"JPY"}),
    ):
        if found not in wanted:
            raise SeriesError(
                f"a {what} of {quote(found)} over {SERIES_ID}", f"it is {' or '.join(sorted(wanted))}", "check the file"
            )
    return column


def _only(head: list[str], name: str) -> int:
    if head.count(name) != 1:
        raise SeriesError(
            f"{head.count(name)} columns named {name}", f"the columns are {quote(head)}", "fetch the series of the yen"
        )
    return head.index(name)


def _cells(lines: list[list[str]], skipped: int, column: int) -> Iterator[Row]:
    width = len(lines[skipped - 1])
    for number, line in enumerate(lines[skipped:], skipped + 1):
        if not line and number == len(lines):
            continue  # an empty line at the end
        if len(line) != width:
            raise SeriesError(f"line {number}: {len(line)} cells", f"there are {width} in a row", "fetch the file again")
        yield Row(f"line {number}", line[0].strip(), line[column].strip())


def _decimals(rate: str) -> int:
    return len(rate.partition(".")[2])
