"""A text annotated while it is read: bytes in, bytes out, whatever the size."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Final, Never, cast

from ..errors import ArgumentError, quote
from ..prose import Annotator, split_paragraphs

if TYPE_CHECKING:
    from tqdm import tqdm

_CHUNK: Final = 1 << 16


@dataclass(slots=True)
class Tally:
    """What was done to a text."""

    written: int = 0
    left: int = 0
    unread: int = 0


def annotate_stream(name: str, encoding: str, annotator: Annotator, first_line: str) -> Tally:
    """Annotate a file, or standard input for "-", to standard output, and report on standard error.

    `first_line` is the first line of the report, which names the rate.

    What is no text in the encoding passes through unchanged. Where standard error is a terminal, a bar shows the
    progress once the work has taken a second.
    """
    decoder, encoder = _codec(encoding, annotator.sample)
    tally = Tally()
    try:
        _annotate(name, annotator, first_line, decoder, encoder, tally)
    except UnicodeError as error:
        raise ArgumentError(f"text that is not in {quote(encoding)}", str(error), "name its encoding") from None
    return tally


def writes_yen_as_backslash(encoding: str) -> bool:
    """Whether the byte of a backslash is the sign of the yen in an encoding, as in Shift-JIS and its variants."""
    try:
        return codecs.lookup(encoding).name in {"shift_jis", "cp932", "shift_jisx0213", "shift_jis_2004"}
    except LookupError:
        return False  # what is said of it is said where it is used


def _codec(encoding: str, sample: str) -> tuple[codecs.IncrementalDecoder, codecs.IncrementalEncoder]:
    """What decodes and encodes, if a sample of what is to be inserted survives it."""
    try:
        # Some encodings have no sign of the yen, or a backslash for it; rot13 and the like are none of text.
        again = sample.encode(encoding).decode(encoding)
        decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape")
        encoder = codecs.getincrementalencoder(encoding)(errors="surrogateescape")
    except UnicodeError:
        again = ""
    except (LookupError, TypeError):
        raise ArgumentError(f"unknown encoding {quote(encoding)}", "", "name one such as utf-8 or shift_jis") from None
    else:
        if again == sample:
            return decoder, encoder
    raise ArgumentError(
        f"text such as {quote(sample)} in {quote(encoding)}",
        "it cannot be written there",
        "use --template ' ({result:name})'",
    )


def _annotate(
    name: str,
    annotator: Annotator,
    first_line: str,
    decoder: codecs.IncrementalDecoder,
    encoder: codecs.IncrementalEncoder,
    tally: Tally,
) -> None:
    line, column = 1, 0
    with _opened(name) as source, _bar(source) as bar:
        print(first_line, file=sys.stderr, flush=True)
        for paragraph in split_paragraphs(_decoded(source, decoder, bar)):
            part = annotator.paragraph(paragraph)
            _write(encoder.encode(part.text))
            tally.written += sum(found.inserted != "" for found in part.found)
            tally.left += sum(found.inserted == "" for found in part.found)
            tally.unread += len(part.unread)
            for unread in part.unread:
                before = paragraph[: unread.start - annotator.given + len(paragraph)]
                newlines = before.count("\n")
                place = len(before) - before.rfind("\n") if newlines else column + len(before) + 1
                bar.write(
                    f"yen_usd: line {line + newlines}, column {place}: {quote(unread.text)} is not read: {unread.reason}",
                    file=sys.stderr,
                )
            line += paragraph.count("\n")
            column = len(paragraph) - paragraph.rfind("\n") - 1 if "\n" in paragraph else column + len(paragraph)
        _write(encoder.encode("", final=True))
    sys.stdout.flush()


def _decoded(source: BufferedReader, decoder: codecs.IncrementalDecoder, bar: tqdm[Never]) -> Iterator[str]:
    while chunk := source.read1(_CHUNK):  # what there is, as a pipe may be slow
        yield decoder.decode(chunk)
        bar.update(len(chunk))
    yield decoder.decode(b"", final=True)


def _opened(name: str) -> contextlib.AbstractContextManager[BufferedReader]:
    if name == "-":
        return contextlib.nullcontext(cast(BufferedReader, sys.stdin.buffer))
    try:
        return open(name, "rb")
    except OSError as error:
        raise ArgumentError(f"cannot read {quote(name)}", error.strerror or str(error), "check the name") from None


def _bar(source: BufferedReader) -> tqdm[Never]:
    from tqdm import tqdm

    try:
        size = os.fstat(source.fileno()).st_size or None
    except (OSError, ValueError):
        size = None
    hidden = not sys.stderr.isatty() or sys.stdout.isatty()
    return tqdm(total=size, unit="B", unit_scale=True, delay=1, file=sys.stderr, disable=hidden, leave=False)


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
