"""What commands read: lines and texts from arguments, files and standard input."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable
from io import BufferedReader
from typing import TypeVar, cast

from ..errors import FileError, ParseError, YenUsdError, error_at, quote

T = TypeVar("T")


def read_lines(given: Iterable[str], read: Callable[[str], T]) -> tuple[list[str], list[T]]:
    """The arguments, with the lines of standard input that are not blank in the place of "-", and what each comes to."""
    texts: list[str] = []
    found: list[T] = []
    for text in given:
        lines = _decoded(sys.stdin.buffer.read(), "-").splitlines() if text == "-" else [text]
        for number, line in enumerate(map(str.strip, lines), 1):
            if line or text != "-":
                try:
                    found.append(read(line))
                except YenUsdError as error:
                    raise error_at(f"line {number}", error) if text == "-" else error from None
                texts.append(line)
    return texts, found


def text_of(name: str) -> str:
    """The text of a file, or of standard input for "-"."""
    with open_bytes(name) as source:
        try:
            return _decoded(source.read(), name)
        except OSError as error:
            raise _unreadable(name, error) from None


def open_bytes(name: str) -> contextlib.AbstractContextManager[BufferedReader]:
    """A file, or standard input for "-", as bytes."""
    if name == "-":
        return contextlib.nullcontext(cast(BufferedReader, sys.stdin.buffer))
    try:
        return open(name, "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: OSError | ValueError) -> FileError:
    return FileError(f"cannot read {quote(name)}: {getattr(error, 'strerror', None) or error}", "", "check the name")


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParseError(
            f"{'standard input' if name == '-' else quote(name)} is not text in UTF-8: {error.reason} at byte {error.start}",
            "",
            "convert it to UTF-8",
        ) from None
