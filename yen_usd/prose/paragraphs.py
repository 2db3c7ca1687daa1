"""Text of any length in paragraphs, so that a file can be worked on while it is read.

The cuts depend on the text alone, not on how it arrives: behind each blank line, unless the paragraph breaks off in
the midst of an amount, as at the end of a page; and within a paragraph of extraordinary length, at a line or a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

LONGEST: Final = 1 << 18
"""Characters; a paragraph beyond this is cut."""
_HEAD: Final = 40

_BLANK: Final = re.compile(r"\n[ \t\r\f]*\n")
_BROKEN_OFF: Final = re.compile(r"[0-9０-９¥￥$＄]\s{0,40}\Z")
_CONTINUED: Final = re.compile(r"\s*(?:(?:thousand|million|billion|trillion|yen|dollars|bn|mn|tn|mln|bln)\b|[円百千万億兆])")


def split_paragraphs(chunks: Iterable[str]) -> Iterator[str]:
    """The paragraphs of a text that arrives in pieces; put together, they are the text."""
    rest = ""
    for chunk in chunks:
        rest += chunk
        done = 0
        for piece in _pieces(rest, final=False):
            yield rest[piece]
            done = piece.stop
        rest = rest[done:]
    for piece in _pieces(rest, final=True):
        yield rest[piece]


def _pieces(text: str, *, final: bool) -> Iterator[slice]:
    """The paragraphs that are whole, as slices; at the end of the text, the last one too."""
    start = 0
    for blank in _BLANK.finditer(text):
        end = blank.end()
        if not final and end + _HEAD > len(text):
            break
        if _BROKEN_OFF.search(text, max(start, blank.start() - _HEAD), end) and _CONTINUED.match(text, end):
            continue
        for cut in _cuts(text, start, end):
            yield slice(start, cut)
            start = cut
        yield slice(start, end)
        start = end
    for cut in _cuts(text, start, len(text)):
        yield slice(start, cut)
        start = cut
    if final and start < len(text):
        yield slice(start, len(text))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a paragraph of extraordinary length is cut."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = text.rfind("\n", start, limit) + 1 or text.rfind(" ", start, limit) + 1 or limit
        yield cut
        start = cut
