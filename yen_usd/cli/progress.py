"""A bar on standard error, where somebody may be looking at it."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Final

from .command import is_terminal

_DELAY: Final = 1.0
_PAUSE: Final = 0.1


class Progress(AbstractContextManager["Progress"]):
    """So many bytes done, of `total` if that is known: a bar of click's, once the work has taken `delay` seconds."""

    def __init__(self, total: int | None, delay: float = _DELAY) -> None:
        self.total = total
        self._waiting = 0
        self._next = time.monotonic() + delay
        self._is_seen = is_terminal(sys.stderr) and not sys.stdout.isatty()
        self._bar: Any = None

    def advance(self, count: int) -> None:
        """Count what was done."""
        self._waiting += count
        if not self._is_seen or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        if self._bar is None:
            import click

            self._bar = click.progressbar(
                (at for at in range(0)),  # of a length that click cannot know
                length=self.total,
                item_show_func=lambda done: f"{(done or 0) / 1e6:,.1f} MB",
                file=sys.stderr,
            )
        self._bar.update(self._waiting, self._bar.pos + self._waiting)
        self._waiting = 0

    def clear(self) -> None:
        """Take the bar off its line, for a line of text."""
        if self._bar is not None:
            print("\r\x1b[K\x1b[?25h", end="", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.clear()
