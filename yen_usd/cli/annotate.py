"""A text annotated while it is read: bytes in, bytes out, whatever the size."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Final

import click

from ..errors import ArgumentError, argument, quote
from ..money.currency import Currency
from ..money.exact import plain
from .command import Answer, command, json_of, tell
from .options import NAMING, PLACES, RATE, SERIES, RateOptions, rate_options
from .progress import Progress
from .readers import open_bytes, text_of

if TYPE_CHECKING:
    from ..prose import Annotator

_CHUNK: Final = 1 << 16


@dataclass(slots=True)
class Tally:
    """What was done to a text."""

    written: int = 0
    left: int = 0
    unread: int = 0


@command(
    "annotate",
    examples=(
        "annotate --rate report report.md > report-usd.md",
        "annotate --on 2007-07-03 --to JPY --places 0 < letter.txt",
    ),
    no="there is no rate of the date or period, or a file cannot be opened or written",
)
@rate_options(*RATE, *SERIES, *NAMING)
@click.argument("file", type=click.Path(), metavar="[FILE]", default="-")
@click.option("--to", type=click.Choice([*map(str, Currency)]), default="USD", help="The currency written (USD).")
@click.option("--template", metavar="TEXT", help="What is inserted: {result} and, if wanted, {source} and {rate}.")
@click.option("--places", type=PLACES, metavar="N", help="Decimal places of the inserted amounts.")
@click.option("--encoding", default="utf-8", help="Of the file and the output (utf-8).")
def annotate(
    asked: RateOptions, file: str, to: str, template: str | None, places: int | None, encoding: str, as_json: bool
) -> Answer | None:
    """Write the dollars behind each amount of yen in a text.

    FILE is plain text or Markdown; without it, or for "-", the text is standard input. It goes to standard output, the
    rate, and what could not be read, to standard error. A rate must be named; '--rate report' is that of the report of
    March 31, 2007.
    """
    from ..prose import TEMPLATE, Annotator

    if not asked.names_a_rate:
        raise ArgumentError(
            "no rate is named",
            "a text is annotated at the rate of its own date or period",
            f"give {argument('on')}, {argument('period')} with {argument('basis')}, or {argument('rate')}; "
            f"{argument('rate', 'report')} is the report's own",
        )
    template = TEMPLATE if template is None else template
    if as_json:
        from ..prose import annotate as annotate_text

        whole = annotate_text(
            text_of(file),
            to=Currency(to),
            template=template,
            places=places,
            converter=asked.converter(),
            **asked.arguments(),
        )
        return Answer("", lambda: json_of(whole))
    converter = asked.converter()
    rate = converter.rate(**asked.arguments())
    annotator = Annotator(
        rate,
        to=Currency(to),
        template=template,
        places=places,
        rounding=converter.rounding,
        backslash_is_yen=_writes_yen_as_backslash(encoding),
    )
    first_line = f"at ¥{plain(rate.yen_per_usd)} per US$1.00, {rate.describe()}"
    tally = _annotate_stream(file, encoding, annotator, first_line)
    tell(f"amounts annotated: {tally.written}; next to their equivalents already: {tally.left}; not read: {tally.unread}")
    return None


def _annotate_stream(name: str, encoding: str, annotator: Annotator, first_line: str) -> Tally:
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
        raise ArgumentError(
            f"the text is not in {quote(encoding)}: {error}", "", f"name its encoding by {argument('encoding')}"
        ) from None
    return tally


def _writes_yen_as_backslash(encoding: str) -> bool:
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
        raise ArgumentError(
            f"unknown encoding {quote(encoding)}", "", f"write {argument('encoding', 'shift_jis')}, for example"
        ) from None
    else:
        if again == sample:
            return decoder, encoder
    raise ArgumentError(
        f"text such as {quote(sample)} cannot be written in {quote(encoding)}",
        "",
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
    from ..prose import split_paragraphs

    with open_bytes(name) as source, Progress(_size_of(source)) as progress:
        tell(first_line)
        for paragraph in split_paragraphs(_decoded(source, decoder, progress)):
            part = annotator.paragraph(paragraph)
            _write(encoder.encode(part.text))
            tally.written += sum(found.inserted != "" for found in part.found)
            tally.left += sum(found.inserted == "" for found in part.found)
            tally.unread += len(part.unread)
            for unread in part.unread:
                before = paragraph[: unread.start - annotator.given + len(paragraph)]
                newlines = before.count("\n")
                place = len(before) - before.rfind("\n") if newlines else column + len(before) + 1
                progress.clear()
                tell(f"line {line + newlines}, column {place}: {quote(unread.text)} is not read: {unread.reason}")
            line += paragraph.count("\n")
            column = len(paragraph) - paragraph.rfind("\n") - 1 if "\n" in paragraph else column + len(paragraph)
        _write(encoder.encode("", final=True))
    sys.stdout.flush()


def _decoded(source: BufferedReader, decoder: codecs.IncrementalDecoder, progress: Progress) -> Iterator[str]:
    while chunk := source.read1(_CHUNK):  # what there is, as a pipe may be slow
        yield decoder.decode(chunk)
        progress.advance(len(chunk))
    yield decoder.decode(b"", final=True)


def _size_of(source: BufferedReader) -> int | None:
    try:
        return os.fstat(source.fileno()).st_size or None
    except (OSError, ValueError):
        return None


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
