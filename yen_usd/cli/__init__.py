"""The command line, `python -m yen_usd`.

In the order in which they build on one another: `statement` (a statement from a file, in dollars), `options`, `annotate`
(texts of any size, streamed), `data` (the commands that keep the figures), `commands` (`main`).
"""

from .commands import main

__all__ = ["main"]
