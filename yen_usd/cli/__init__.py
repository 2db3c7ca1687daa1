"""The command line, `yen-usd` or `python -m yen_usd`: a shell's way to the other rooms, which each command enters late.

In the order in which they build on one another: `command` (what a command is: its tokens, its help, its answer),
`options` (the words that several commands share), `progress`, `readers` (lines, texts and tables from files and pipes),
the commands themselves in `lookups` (amounts, rates and periods), `tables` (a rate table, and a printed one beside it),
`annotate`, `statement`, `file` with `streams`, `audit`, `pictures` and `data`, and `front` (`main`, and the table of
commands).
"""

from .front import main

__all__ = ["main"]
