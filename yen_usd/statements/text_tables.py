"""Tables of plain text as grids: comma- and tab-separated files in the usual Japanese encodings, and Markdown."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from ..errors import StatementError
from .grid import BLANK, MOST_CELLS, MOST_ROWS, Grid, GridCell, check_size, check_text, padded, squeeze, text_cell

MOST_BYTES: Final = 50_000_000
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_LINES_BELOW: Final = 24
_BAR: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"[\s|:-]*-[\s|:-]*")


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its byte-order mark or the encoding it states, else UTF-8, else cp932.

    Raises `StatementError` for a file that is text in none of them.
    """
    if len(data) > MOST_BYTES:
        raise StatementError(
            f"{name} has {len(data):,} bytes", f"at most {MOST_BYTES:,} are read", "save the statement in a file of its own"
        )
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    declared = _DECLARED.search(data[:2_000]) if data[:2_000].lstrip().startswith(b"<") else None
    stated = declared[1].decode("ascii") if declared and marked is None else None
    wide = ("utf-16-le", "utf-16-be") if marked is None and b"\x00" in data[:2_000] else ()
    for encoding in (marked, stated, *wide, "utf-8", "cp932"):
        if encoding is not None:
            try:
                text = data.decode(
                    "cp932" if encoding.lower().replace("-", "_") in {"shift_jis", "sjis", "x_sjis"} else encoding
                )
            except (UnicodeError, LookupError):
                continue
            if "\x00" not in text:
                return text
    raise StatementError(f"{name} is not text", "text in UTF-8, cp932 or UTF-16 is read", "save it in one of these")


def separated_grid(text: str, name: str) -> Grid:
    """A table of commas or tabs, whichever its lines have more of."""
    head = "\n".join(text.splitlines()[:50])
    delimiter = "\t" if head.count("\t") > head.count(",") or ("\t" in head and "," not in head) else ","
    rows: list[list[GridCell]] = []
    made = 0
    try:
        for record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            made += len(record)
            if len(rows) >= MOST_ROWS or made > MOST_CELLS:
                check_size(name, max(len(rows) + 1, MOST_CELLS), len(record))
            rows.append([text_cell(check_text(name, field)) for field in record])
    except csv.Error as error:
        raise StatementError(f"cannot read a line of {name}: {error}", "", "check its quotes") from None
    filled = padded(rows)
    check_size(name, len(filled), len(filled[0]) if filled else 0)
    return Grid(name, filled)


def markdown_grids(text: str, name: str) -> list[Grid]:
    """The tables of a Markdown text: lines of bars around a rule, with the lines above and below each."""
    lines = text.splitlines()
    if len(lines) > 4 * MOST_ROWS:
        check_size(name, len(lines), 1)
    grids: list[Grid] = []
    at, above = 0, list[str]()
    while at < len(lines):
        if at + 1 < len(lines) and "|" in lines[at] and _RULE.fullmatch(lines[at + 1]) and "|" in lines[at + 1]:
            end = at
            while end < len(lines) and "|" in lines[end]:
                end += 1
            rows = padded([_bars(line) for number, line in enumerate(lines[at:end]) if number != 1])
            check_size(name, len(rows), len(rows[0]) if rows else 0)
            following = lines[end:]
            is_last = not any("|" in line for line in following)  # what stands before another table is its title
            below = [_bare(line) for line in following[:_LINES_BELOW] if line.strip()] if is_last else []
            grids.append(Grid(f"table {len(grids)}", rows, tuple(above[-12:]), tuple(below), "\n".join(above)[-4_000:]))
            at = end
            continue
        bare = _bare(lines[at])
        if bare:
            above.append(bare)
        at += 1
    return grids


def _bare(line: str) -> str:
    """A line without the marks of headings and of bold type."""
    return squeeze(re.sub(r"^\s*#+\s*|\*\*|__", "", line).strip())


def _bars(line: str) -> list[GridCell]:
    body = line.strip(" \t").removeprefix("|")
    if re.search(r"(?<!\\)\|$", body):
        body = body[:-1]
    return [_bar_cell(part) for part in _BAR.split(body)]


def _bar_cell(part: str) -> GridCell:
    text = part.replace("\\|", "|").strip(" \t")
    bold = re.fullmatch(r"([\s\u00a0\u3000]*)(\*\*|__)(.+)\2", text)
    text = f"{bold[1]}{bold[3]}" if bold else text
    return text_cell(text) if text else BLANK
