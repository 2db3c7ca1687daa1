"""Files of noon buying rates: the Data Download Program's, FRED's, the release's history page and the library's own.

Every reader gives the same: one row a weekday, its rate or none, checked as far as a file can be checked by itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
from collections.abc import Iterator
from typing import IO, Final, Literal, cast

from ..errors import ArgumentError, FileError, SeriesError, quote
from .h10_rows import FRED_ID, ISO_DAY, KNOWN_FILES, OWN_HEADER, RATE, SERIES_ID, H10Rows, Row, checked, iso_day

MAX_BYTES: Final = 5_000_000
MAX_LINES: Final = 100_000
"""More than all H.10 rates of every currency since 1971 take."""
SEAL: Final = "sha256"
"""The first cell of the last row of a cached file: the second is the SHA-256 of all that stands before the row."""

_PROGRAM_LABELS: Final = ("series description", "unit", "multiplier", "currency", "unique identifier", "time period")


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
        raise SeriesError(f"a file that is no CSV: {error}", KNOWN_FILES, "check the file") from None
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
        raise SeriesError(what, KNOWN_FILES, "check that it is one of these")
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


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeriesError(f"a file that is no text: {error.reason} at byte {error.start}", KNOWN_FILES, "check it") from None


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


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PAGE_DAY: Final = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})-([0-9]{2})")
_TAG: Final = re.compile(r"<[^<>]*>")  # linear on any text, which Python's own parser of HTML is not


def read_page(content: bytes) -> H10Rows:
    """The rows of the release's history page: words such as 4-JAN-00 and 105.16, or ND for no rate, between tags.

    Raises `SeriesError` for any other page.
    """
    text = content.decode("utf-8", "replace")
    words = _TAG.sub(" ", text).replace("&nbsp;", " ").replace("&#160;", " ").split()
    dates = [at for at, word in enumerate(words) if _PAGE_DAY.fullmatch(word)]
    head = " ".join(words[: dates[0]]).lower() if dates else ""
    if "japan" not in head and "yen" not in head:
        raise SeriesError(
            f"a page that begins with {quote(' '.join(words[:20]))}",
            "the history page names Japan and has rows such as 4-JAN-00 and 105.16",
            "look at the page",
        )
    if not text.rstrip().endswith(">"):
        raise SeriesError(f"a page that ends with {quote(text[-20:])}", "its last tag is missing", "fetch it again")
    rows = (Row(f"row {n}", words[at], " ".join(words[at + 1 : at + 2])) for n, at in enumerate(dates, 1))
    return checked(rows, {"ND"}, _page_day)


def _page_day(row: Row) -> dt.date:
    found = _PAGE_DAY.fullmatch(row.day)
    assert found is not None
    day, month, year = found.groups()
    try:
        return dt.date(2000 + int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        raise SeriesError(f"{row.place}: {quote(row.day)} is no day", "days are like 4-JAN-00", "look at the page") from None


def read_fred(content: bytes) -> H10Rows:
    """The rows of FRED's answer in JSON: dates, and values of which "." is no rate; `SeriesError` for any other.

    The message shows nothing of an answer, as the key might be in it.
    """
    from typing import Annotated

    from pydantic import BaseModel, FailFast, StringConstraints, ValidationError

    class Observed(BaseModel):
        date: Annotated[str, StringConstraints(pattern=f"^{ISO_DAY.pattern}$")]
        value: Annotated[str, StringConstraints(pattern=f"^({RATE.pattern}|[.]|)$")]

    class Answer(BaseModel):
        units: Literal["lin"]
        observations: Annotated[list[Observed], FailFast()]

    try:
        answer, why = Answer.model_validate_json(content), ""
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        answer, why = None, f"an answer that is not FRED's: {place}: {first['msg']}"
    if answer is None:  # out here the error has no context, which shows the answer
        raise SeriesError(why, "it has units and observations", "try again later")
    rows = (Row(f"observation {at}", one.date, one.value) for at, one in enumerate(answer.observations, 1))
    return checked(rows, {".", ""}, iso_day)
