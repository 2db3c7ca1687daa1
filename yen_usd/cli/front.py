"""`main`: the table of commands, what is said of errors, and how a process ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Final

import click

from ..errors import MissingExtraError, RateNotFoundError, RevisionError, StatementError, YenUsdError, in_words
from .command import PROGRAM, colored

_COMMANDS: Final = {
    "translate": "lookups",
    "rate": "lookups",
    "period": "lookups",
    "table": "tables",
    "statement": "statement",
    "file": "file",
    "annotate": "annotate",
    "audit": "audit",
    "compare": "tables",
    "plot": "pictures",
    "update": "data",
    "data": "data",
}
"""Each command, and the module that it is in, which is imported when it is called."""
_COMPLETE: Final = "_YEN_USD_COMPLETE"
_NO: Final = (RateNotFoundError, RevisionError, MissingExtraError, OSError, RuntimeError)
"""Errors that say no to a call that is well made; all others are of the call or its input."""


class _Commands(click.Group):
    """The commands of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f".{_COMMANDS[cmd_name]}", __package__), cmd_name)
        return found


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from .._version import __version__
        from ..rates.published import h10_rates

        rates = h10_rates()
        print(f"{PROGRAM} {__version__}, noon buying rates of {rates.coverage.start} to {rates.vintage}", flush=True)
        ctx.exit()


_GROUP: Final = _Commands(
    PROGRAM,
    help="Yen in U.S. dollars, and back, at noon buying rates that can be named, dated and checked.",
    epilog=f'Completion in bash: eval "$({_COMPLETE}=bash_source {PROGRAM})"; likewise zsh_source and fish_source.',
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            help="Print the version, and the vintage of the figures.",
        )
    ],
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return its exit code: 0; 1 if the answer is no; 2 for a call or an input that is none.

    >>> main(["rate", "2007-03-31"])
    ¥117.56 per US$1.00
    basis      spot: noon buying rate of 2007-03-30, prevailing on 2007-03-31
    published  2007-03-30, Federal Reserve Bank of New York
    0
    """
    _set_streams()
    context: click.Context | None = None
    try:
        if instruction := os.environ.get(_COMPLETE):
            from click.shell_completion import shell_complete

            return shell_complete(_GROUP, {}, PROGRAM, _COMPLETE, instruction)
        given = sys.argv[1:] if arguments is None else [*arguments]
        with _GROUP.make_context(PROGRAM, given, color=False if os.environ.get("NO_COLOR") else None) as context:
            code: int = _GROUP.invoke(context)
        return code
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        name = f" {context.invoked_subcommand}" if context is not None and context.invoked_subcommand else ""
        return _complain(f"{error.format_message().rstrip('.')}; see {PROGRAM}{name} --help", error.exit_code)
    except YenUsdError as error:
        return _complain(in_words(error, _words_of(context, error)), 1 if isinstance(error, _NO) else 2)
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _discard_output()
        return 0
    except OSError as error:  # a full disk, say
        _discard_output()
        return _complain(f"cannot write the answer: {error.strerror or error}", 1)
    except KeyboardInterrupt:
        _discard_output()
        return 130


def _set_streams() -> None:
    """UTF-8 on every console, unless the user's setting says otherwise; then what is not in it is escaped."""
    encoding = None if os.environ.get("PYTHONIOENCODING") else "utf-8"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _words_of(context: click.Context | None, error: YenUsdError) -> Callable[[str, str], str]:
    """How the command in question says an argument: as its option where it has one, such as --on or --years 4.

    What no option says is said as Python does.
    """
    others = {"unit": "stated_unit", "currency": "stated_currency"} if isinstance(error, StatementError) else {}
    name = None if context is None else context.invoked_subcommand
    command = None if context is None or name is None else _GROUP.get_command(context, name)
    options = {p.name: p.opts[-1] for p in (command.params if command else []) if isinstance(p, click.Option)}

    def word(argument: str, value: str) -> str:
        option = options.get(others.get(argument, argument))
        if option is None:
            return f"{argument}={value} in Python"
        if value.startswith("("):  # several values
            value = value.translate({ord(mark): None for mark in "(),'"})
        return option if value in {"", "True"} else f"{option} {value.strip(chr(39))}"

    return word


def _discard_output() -> None:
    """Let the interpreter's last flush go nowhere, so that it does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    """Write one line on standard error, if it can be written, and return the exit code."""
    with contextlib.suppress(OSError):
        print(f"{colored(PROGRAM, 'red', sys.stderr)}: {' '.join(message.split())}", file=sys.stderr, flush=True)
    return code
