"""Files of rates: their content, its kind, and the seal of the library's own files."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import IO, Final, Literal, TypeAlias, cast

from ..errors import ArgumentError, FileError, SeriesError, quote

MAX_BYTES: Final = 5_000_000
"""More than all H.10 rates of every currency since 1971 take as CSV, or as XML in a zip."""
MAX_XML_BYTES: Final = 64_000_000
"""The same as XML: 24 million."""
SEAL: Final = "sha256"
"""The first cell of the last row of a cached file: the second is the SHA-256 of all that stands before the row."""

ABOUT: Final = "about"
"""The first cell of the row before the seal of a series that is not H.10's: the second says what it is."""

FilePath: TypeAlias = str | os.PathLike[str]
RateFile: TypeAlias = FilePath | IO[str] | IO[bytes]
FileKind: TypeAlias = Literal["csv", "json", "xml", "zip"]

_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_XML: Final = tuple(f"<{name}".encode(code) for name in ("?xml", "message:") for code in ("ascii", "utf-16-le", "utf-16-be"))


def read_file(path_or_buffer: RateFile, most: int = MAX_BYTES) -> bytes:
    """The content of a file, by its path or open, and never much more of it than can be used."""
    if isinstance(path_or_buffer, str | os.PathLike):
        try:
            with open(path_or_buffer, "rb") as file:
                return file.read(most + 1)
        except (OSError, ValueError, TypeError) as error:
            is_text = isinstance(path_or_buffer, str) and "\n" in path_or_buffer
            remedy = "give text as io.StringIO(text)" if is_text else "check the path"
            raise FileError(f"cannot read {quote(path_or_buffer)}: {cause(error)}", "", remedy) from None
    if not callable(getattr(path_or_buffer, "read", None)):
        raise _no_file(path_or_buffer)
    content = bytearray()
    try:
        while len(content) <= most:  # a pipe gives what it has, and more later
            piece = cast("bytes | str | None", path_or_buffer.read(most + 1))
            if piece is None:
                raise BlockingIOError("it has nothing to read as yet")
            if not piece:
                break
            content += piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
    except (AttributeError, TypeError):  # what it reads is neither
        raise _no_file(path_or_buffer) from None
    except Exception as error:  # of whatever kind: zlib, lzma and zipfile have their own
        raise FileError(
            f"cannot read {quote(path_or_buffer)}: {cause(error)}", "", "check the file, and how it was opened"
        ) from error
    return bytes(content)


def _no_file(given: object) -> ArgumentError:
    return ArgumentError(
        f"{quote(given)} ({type(given).__name__}) is not a file", "a path or an open file is accepted", "give one of these"
    )


def cause(error: Exception) -> str:
    """Why the operating system refused something, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def kind_of(content: bytes) -> FileKind:
    """What a content is by its first bytes; whatever is nothing else is taken for CSV."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    start = content[:200]
    for mark in _BOMS:
        start = start.removeprefix(mark)
    start = start.lstrip()
    if start.startswith(_XML):
        return "xml"
    return "json" if start.startswith(b"{") else "csv"


def check_size(content: bytes, most: int) -> None:
    """Raise `SeriesError` for more bytes than any such file has."""
    if len(content) > most:
        raise SeriesError(
            f"the file has more than {most:,} bytes", "no file of such rates is so large", "check that it is the right file"
        )


def add_seal(rows: str) -> str:
    """Rows with their seal."""
    return f"{rows}{SEAL},{sha256(rows.encode()).hexdigest()}\n"


def check_seal(content: bytes) -> int:
    """Where the last row begins, which must have the SHA-256 of what stands before it."""
    end = content.rfind(f"{SEAL},".encode())
    seal = f"{SEAL},{sha256(content[:end]).hexdigest()}"
    if content[end:] not in {f"{seal}\n".encode(), f"{seal}\r\n".encode()}:
        raise SeriesError(
            "the file was cut short or changed",
            "its last row should be the SHA-256 of the rows above it",
            "get the file again",
        )
    return end
