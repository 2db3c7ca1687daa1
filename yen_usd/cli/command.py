"""What every command is: how its tokens are told apart, what its help says, and how its answer is printed."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Final, TextIO

import click

PROGRAM: Final = "yen-usd"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: as text, as a value for JSON (made only if it is asked for), and its exit code."""

    text: str
    value: Callable[[], object]
    code: int = 0


class Many(click.Option):
    """An option that takes all words up to the next option, and may be repeated."""


class Command(click.Command):
    """A command that takes -¥5 and -5 for amounts: a token is an option only where one of that name is declared."""

    examples: tuple[str, ...] = ()
    no: str = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options first, then everything else behind `--`, where click takes it as it is."""
        return super().parse_args(ctx, _options_first(args, self.get_params(ctx)))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Two examples, and what the exit codes mean."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{PROGRAM} {example}\n")
        with formatter.section("Exit codes"):
            formatter.write_dl([("0", "done"), ("1", self.no), ("2", "an option or an input that cannot be used")])


def _options_first(args: Sequence[str], params: Sequence[click.Parameter]) -> list[str]:
    known = {name: p for p in params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)}
    options: list[str] = []
    others: list[str] = []
    tokens = deque(args)
    while tokens:
        token = tokens.popleft()
        if token == "--":
            others += tokens
            break
        name = token.partition("=")[0] if token.startswith("--") else token[:2]
        option = known.get(name)
        if (option is None and not token.startswith("--")) or (option is not None and option.is_flag and token != name):
            others.append(token)
            continue
        options.append(token)
        if option is None or option.is_flag or token != name:
            continue
        if len(tokens) < option.nargs:
            return [*options, *tokens]  # click says that a value is missing
        options += [tokens.popleft() for _ in range(option.nargs)]
        while isinstance(option, Many) and tokens and tokens[0][:2] not in known and not tokens[0].startswith("--"):
            options += [name, tokens.popleft()]
    return [*options, *(["--", *others] if others else [])]


def command(name: str, *, examples: tuple[str, str], no: str) -> Callable[[Callable[..., Answer | int | None]], Command]:
    """Make a command of a function, with `--json`; `no` says what exit code 1 means."""

    def make(function: Callable[..., Answer | int | None]) -> Command:
        @wraps(function)
        def run(*, as_json: bool, **given: object) -> int:
            as_json = as_json or given.get("form") == "json"
            answer = function(**({"as_json": as_json} if "as_json" in wanted else {}), **given)
            if isinstance(answer, Answer):
                put(json.dumps(answer.value(), indent=2) if as_json else answer.text)
                return answer.code
            return answer or 0

        wanted = function.__annotations__
        made = click.command(name, cls=Command, context_settings={"help_option_names": ["-h", "--help"]})(run)
        made.params.append(click.Option(["--json", "as_json"], is_flag=True, help="Write one JSON value."))
        made.examples, made.no = examples, no
        return made

    return make


def put(text: str) -> None:
    """Print an answer, if there is anything to say."""
    if text:
        print(text, flush=True)


def tell(text: str) -> None:
    """Print a line on standard error, beside the answer."""
    print(f"{colored(PROGRAM, 'yellow', sys.stderr)}: {text}", file=sys.stderr, flush=True)


def colored(text: str, color: str, stream: TextIO) -> str:
    """The text in a color where the stream is a terminal and NO_COLOR is not set."""
    return click.style(text, fg=color) if is_terminal(stream) and not os.environ.get("NO_COLOR") else text


def is_terminal(stream: TextIO) -> bool:
    """Whether a stream is a terminal that knows its codes."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def json_of(value: object) -> object:
    """A value of the library as JSON has it."""
    from pydantic import TypeAdapter

    return TypeAdapter(type(value)).dump_python(value, mode="json")
