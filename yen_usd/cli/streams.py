"""Tables in files, read and written by Polars while they stream: CSV and TSV as text, Parquet, and sheets of workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from .._arguments import what_to_write
from .._extras import check_installed, load
from ..errors import ArgumentError, FileError, MissingColumnError, ParseError, YenUsdError, argument, quote
from .readers import open_bytes

ENDINGS: Final = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx"}
FORMATS: Final = ("csv", "tsv", "parquet", "xlsx")
_SEPARATORS: Final = {"csv": ",", "tsv": "\t"}
_HEAD: Final = 1 << 20
_MOST_ROWS: Final = 2**20 - 1


@dataclass(frozen=True, slots=True)
class Source:
    """A table: its lazy frame, its columns with their types, and how its text is written."""

    frame: Any
    types: dict[str, Any]
    form: str
    line_end: str = "\n"
    has_mark: bool = False

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [*self.types]

    def check(self, names: Sequence[str]) -> None:
        """Raise `MissingColumnError` for a name that is no column."""
        for name in names:
            if name not in self.columns:
                raise no_column(name, self.columns)


def no_column(name: str, columns: Sequence[str], what: str = "") -> MissingColumnError:
    """The error for a name that is no column."""
    shown = ", ".join(map(quote, columns[:20]))
    more = f" and {len(columns) - 20} more" if len(columns) > 20 else ""
    return MissingColumnError(
        f"there is no column {quote(name)}{what}", f"the columns are {shown}{more}", what_to_write(name, columns)
    )


@contextmanager
def opened(name: str, form: str | None, sheet: str | None = None) -> Generator[Source, None, None]:
    """The table of a file, or of standard input for "-", which is CSV unless `form` says otherwise."""
    check_installed("polars", "polars", "a table in a file")
    found = form or ("csv" if name == "-" else form_of(name, "input_format"))
    if name == "-":
        with tempfile.NamedTemporaryFile(suffix=f".{found}") as spool, open_bytes(name) as given:
            shutil.copyfileobj(given, spool)
            spool.flush()
            yield _scanned(spool.name, "standard input", found, sheet)
    else:
        yield _scanned(name, quote(name), found, sheet)


def form_of(name: str, option: str) -> str:
    """The format that the ending of a name says."""
    try:
        return ENDINGS[Path(name).suffix.lower()]
    except KeyError:
        raise ArgumentError(
            f"the name {quote(name)} does not say the format of the file",
            f"known endings are {', '.join(ENDINGS)}",
            f"name the format by {argument(option)}",
        ) from None


def _scanned(path: str, what: str, form: str, sheet: str | None) -> Source:
    pl = load("polars")
    with open_bytes(path) as file:  # says in our words what cannot be read
        try:
            head = file.read(_HEAD)
        except OSError as error:
            raise FileError(f"cannot read {what}: {error.strerror or error}", "", "name a file") from None
    with errors_of(what):
        if form == "xlsx":
            frame = _of_sheet(path, sheet)
        elif form == "parquet":
            frame = pl.scan_parquet(path, glob=False)
        else:
            frame = pl.scan_csv(path, separator=_SEPARATORS[form], infer_schema=False, glob=False)
            _check_header(head, _SEPARATORS[form])
        types = dict(frame.collect_schema())
    line_end = "\r\n" if form in _SEPARATORS and b"\r\n" in head else "\n"
    return Source(frame, types, form, line_end, head.startswith(b"\xef\xbb\xbf"))


def _check_header(head: bytes, separator: str) -> None:
    """Refuse columns of one name, which Polars would rename."""
    text = head.decode("utf-8-sig", errors="replace").splitlines(keepends=True)
    names: list[str] = next(csv.reader(text, delimiter=separator), list[str]())
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ParseError(f"two columns are named {quote(twice)}", "each column must have its own name", "rename one of them")


@contextmanager
def errors_of(what: str) -> Generator[None, None, None]:
    """Polars' errors about a file as errors of the library, of one line."""
    exceptions = load("polars.exceptions")
    try:
        yield
    except YenUsdError:
        raise
    except exceptions.PolarsError as error:
        raise ParseError(f"cannot read {what}: {_first_line(error)}", "", "check the file") from None


def _first_line(error: Exception) -> str:
    """What another package's error says first, or its name where it says nothing."""
    said = str(error).strip().splitlines()
    return said[0] if said else type(error).__name__


def _of_sheet(path: str, sheet: str | None) -> Any:
    check_installed("openpyxl", "statements", "a workbook")
    openpyxl, pl = load("openpyxl"), load("polars")
    try:
        with open(path, "rb") as file:  # which openpyxl leaves open where it cannot read it
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            if sheet is not None and sheet not in book.sheetnames:
                raise ArgumentError(
                    f"there is no sheet {quote(sheet)}",
                    f"the sheets are {', '.join(map(quote, book.sheetnames))}",
                    "name one of these",
                )
            rows = [list(row) for row in (book.active if sheet is None else book[sheet]).iter_rows(values_only=True)]
    except YenUsdError:
        raise
    except Exception as error:  # of zip files, of XML, of openpyxl
        raise ParseError(f"cannot read {quote(path)} as a workbook: {_first_line(error)}", "", "check the file") from None
    rows = [row for row in rows if any(cell is not None for cell in row)]
    if not rows:
        raise ParseError("the sheet has no rows", "its first row must name the columns", "check the sheet")
    width = max(at + 1 for row in rows for at, cell in enumerate(row) if cell is not None)
    names = [str(name) if name is not None else "" for name in rows[0][:width]]
    if len({*names}) < width:
        raise ParseError(
            "the first row does not name each column differently", "each column must have its own name", "name each column"
        )
    columns = [_of_one_type([row[at] if at < len(row) else None for row in rows[1:]]) for at in range(width)]
    return pl.DataFrame(dict(zip(names, columns, strict=True))).lazy()


def _of_one_type(cells: list[Any]) -> list[Any]:
    """Cells as they are where all are whole numbers, numbers or days; as text otherwise."""
    kinds: set[Any] = {type(cell) for cell in cells if cell is not None}
    if kinds == {dt.datetime} and all(cell is None or cell.time() == dt.time() for cell in cells):
        return [None if cell is None else cell.date() for cell in cells]
    if kinds <= {int} or kinds in ({dt.datetime}, {bool}):
        return cells
    if kinds <= {int, float}:
        return [None if cell is None else float(cell) for cell in cells]
    return [None if cell is None else str(cell) for cell in cells]


def write_table(frame: Any, file: IO[bytes], form: str, source: Source, tally: Any) -> tuple[int, ...]:
    """Write a lazy frame, and in the same pass collect a lazy frame of one row of counts."""
    pl = load("polars")
    if form == "xlsx":
        _to_sheet(frame.collect(), file)
        row = tally.collect().row(0)
    elif form == "parquet":
        row = pl.collect_all([frame.sink_parquet(file, lazy=True), tally], engine="streaming")[1].row(0)
    else:
        sink = frame.sink_csv(
            file,
            separator=_SEPARATORS[form],
            line_terminator=source.line_end,
            include_bom=source.has_mark,
            lazy=True,
        )
        row = pl.collect_all([sink, tally], engine="streaming")[1].row(0)
    return tuple(int(count or 0) for count in row)


def _to_sheet(frame: Any, file: IO[bytes]) -> None:
    check_installed("openpyxl", "statements", "a workbook")
    if frame.height > _MOST_ROWS:
        raise ArgumentError(
            f"the result has {frame.height:,} rows", f"a sheet has at most {_MOST_ROWS:,}", "write CSV or Parquet"
        )
    book = load("openpyxl").Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append([_as_cell(name, sheet) for name in frame.columns])
    for row in frame.iter_rows():
        sheet.append([_as_cell(value, sheet) for value in row])
    book.save(file)


def _as_cell(value: Any, sheet: Any) -> Any:
    """A value for a sheet; text that begins like a formula stays text."""
    if isinstance(value, str) and value.startswith("="):
        cell = load("openpyxl.cell").WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell
    return value


_Found = TypeVar("_Found")


def put_table(name: str | None, write: Callable[[IO[bytes]], _Found], form: str) -> _Found:
    """Hand `write` a file that becomes the one of a name, or standard output, once it is whole."""
    from ..statements import replace_file

    found: list[_Found] = []
    if name not in {None, "-"} and not _is_device(str(name)):
        replace_file(Path(os.path.realpath(str(name))), lambda file: found.append(write(file)))
        return found[0]
    if name in {None, "-"} and form in {"parquet", "xlsx"} and sys.stdout.isatty():
        raise ArgumentError(
            f"{form} cannot be written to a terminal", "it is not text", f"name a file by {argument('output')}"
        )
    with tempfile.TemporaryFile() as whole:
        result = write(whole)
        whole.seek(0)
        with nullcontext(sys.stdout.buffer) if name in {None, "-"} else open(str(name), "wb") as target:
            shutil.copyfileobj(whole, target)
            target.flush()
    return result


def _is_device(name: str) -> bool:
    return os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name)


def columns_of(name: str, columns: Sequence[str], sheet: str | None) -> list[list[str | None]]:
    """Some columns of a table, as text."""
    with opened(name, None, sheet) as source, errors_of(quote(name)):
        source.check(columns)
        pl = load("polars")
        found = source.frame.select([pl.col(column).cast(pl.String) for column in dict.fromkeys(columns)]).collect()
        return [found[column].to_list() for column in columns]
