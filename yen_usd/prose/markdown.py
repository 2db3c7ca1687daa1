"""Where Markdown keeps its hands off: code, links and tags, as stretches of each paragraph.

Fenced blocks and backtick spans, links with their text, images, definitions of links, addresses, HTML tags with their
attributes, and what stands between the tags of code and links. Indented code is not told from indented text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from typing import Final

_FENCE: Final = re.compile(r"[ \t>]*(`{3,}|~{3,})([^\n]*)")
_TICKS: Final = re.compile(r"\\`|`+")
_BRACKET: Final = re.compile(r"\\[\[\]]|\[|\]")
_TARGET: Final = re.compile(
    r"\((?:\s*<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500}){0,8})"
    r"(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)|\[[^\[\]\n]{0,200}\]"
)
_SIMPLE: Final = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[^\n]*$"  # the definition of a link
    r"|\b(?:https?|ftp)://[^\s<>]+|\bwww\.[^\s<>]+"
    r"|<!--|</?[A-Za-z][A-Za-z0-9-]*+(?>(?:\s+[A-Za-z_:][\w:.-]*+(?:\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'=<>`]++))?)*)\s*/?>"
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>",
    re.MULTILINE | re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"<(code|pre|a|kbd|samp|tt|script|style)\b", re.IGNORECASE)


class Markup:
    """The state that runs on from paragraph to paragraph: an open fence or element."""

    def __init__(self) -> None:
        self._fence = ""
        self._closing = ""

    def copy(self) -> Markup:
        """The same state, to go on from twice."""
        return copy(self)

    def closed(self, text: str) -> list[tuple[int, int]]:
        """The stretches of a paragraph in which nothing is to be changed, in order and apart."""
        if not self._fence and not self._closing and not any(mark in text for mark in ("`", "~~~", "[", "<", "://", "www.")):
            return []
        found = list(self._fenced(text))
        open_parts = list(_between(found, len(text)))
        for start, end in open_parts:
            found += _spans(text, start, end)
        found = _merged(found)
        found += self._tags(text, found)
        found = _merged(found)
        found += _links(text, found)
        return _merged(found)

    def _fenced(self, text: str) -> Iterator[tuple[int, int]]:
        position, opened = 0, 0
        for line in text.splitlines(keepends=True):
            fence = _FENCE.match(line)
            if fence is not None and self._fence:
                if fence[1].startswith(self._fence) and not fence[2].strip():
                    self._fence = ""
                    yield opened, position + len(line)
            elif fence is not None and not (fence[1][0] == "`" and "`" in fence[2]):
                self._fence, opened = fence[1], position
            position += len(line)
        if self._fence:
            yield opened, position

    def _tags(self, text: str, closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Addresses, tags, and what stands between the tags of code and links."""
        position = 0
        if self._closing:
            position = self._close(text, 0)
            yield 0, position
        ends = iter(closed)
        shut = next(ends, None)
        never: set[str] = set()
        for match in _SIMPLE.finditer(text):
            while shut is not None and shut[1] <= match.start():
                shut = next(ends, None)
            if match.start() < position or (shut is not None and shut[0] <= match.start()):
                continue
            position = match.end()
            if match.group() == "<!--":
                self._closing = "-->"
            else:
                whole = _WHOLE.match(match.group())
                if whole is not None and not match.group().endswith("/>"):
                    self._closing = f"</{whole[1].lower()}"
            if self._closing in never:
                self._closing = ""
            if self._closing:
                wanted = self._closing
                position = self._close(text, position)
                if self._closing and wanted not in {"-->", "</pre", "</script", "</style"}:
                    self._closing, position = "", match.end()  # never closed in its paragraph: text like any other
                    never.add(wanted)
            yield match.start(), position

    def _close(self, text: str, position: int) -> int:
        """Where the open element ends in a text; at its end, if it stays open."""
        closing = re.compile(re.escape(self._closing) + ("" if self._closing == "-->" else "[^<>]*>?"), re.IGNORECASE)
        found = closing.search(text, position)
        if found is None:
            return len(text)
        self._closing = ""
        return found.end()


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Backtick spans: a run of backticks to the next one of the same length."""
    runs = [match for match in _TICKS.finditer(text, start, end) if match.group() != "\\`"]
    later: dict[int, list[int]] = {}
    for i in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[i].group()), []).append(i)
    i = 0
    while i < len(runs):
        same = later[len(runs[i].group())]
        while same and same[-1] <= i:
            same.pop()
        if same:
            yield runs[i].start(), runs[same[-1]].end()
            i = same[-1]
        i += 1


def _links(text: str, closed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Links and images, [text](target) and [text][name]."""
    opened: list[int] = []
    for start, end in _between(closed, len(text)):
        for match in _BRACKET.finditer(text, start, end):
            if match.group() == "[":
                opened.append(match.start())
            elif match.group() == "]" and opened:
                begin = opened.pop()
                target = _TARGET.match(text, match.end())
                if target is not None:
                    yield begin, target.end()


def _between(closed: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The gaps between stretches that are in order and apart."""
    edges = [(0, 0), *closed, (length, length)]
    for (_, start), (end, _) in pairwise(edges):
        if start < end:
            yield start, end


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
