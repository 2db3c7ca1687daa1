"""Inputs that are refused, with their messages, and where in the package each of them is raised.

A file of `tests/data/messages` is read like a doctest: lines of code, and below them the error that the last one raises.
"...": whatever stands there, such as the words of another package. `python tests/support/messages.py ROOM` writes
the messages anew, for you to read.
"""

import ast
import builtins
import contextlib
import datetime as dt
import functools
import os
import re
import sys
import tempfile
import textwrap
import types
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import yen_usd
from yen_usd import errors

DATA = Path(__file__).parents[1] / "data" / "messages"
PACKAGE = Path(yen_usd.__file__).parent


def room_of(path: str) -> str:
    """The room of a file, or "package" for what is in none."""
    room, _, file = path.partition("/")
    return room if file else "package"


class Site(NamedTuple):
    """A raise statement: its function, and which of those in that function it is."""

    module: str
    function: str
    ordinal: int

    @property
    def room(self) -> str:
        """The room, or what stands above all rooms."""
        return room_of(self.module.replace(".", "/"))

    def __str__(self) -> str:
        return f"{self.module}:{self.function}:{self.ordinal}"


class Entry(NamedTuple):
    """Code, and the message that it comes to, as one line."""

    code: str
    message: str


class Outcome(NamedTuple):
    """What an entry came to: its message, and all raise statements on the way."""

    message: str
    sites: frozenset[Site]


def entries(room: str) -> list[Entry]:
    """The entries of a room's file."""
    found: list[Entry] = []
    for block in re.split(r"\n\s*\n", (DATA / f"{room}.txt").read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        code = [line[4:] for line in lines if line.startswith((">>> ", "... "))]
        message = " ".join(line.strip() for line in lines if not line.startswith((">>> ", "... ")))
        if code:
            found.append(Entry("\n".join(code), message))
    return found


def outcomes(room: str) -> list[tuple[Entry, Outcome]]:
    """What the entries of a room come to, run one after the other in a folder of their own."""
    names = _names()
    before, environment = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        names["enter"] = stack.enter_context
        os.chdir(folder)
        try:
            return [(entry, _outcome(entry.code, names)) for entry in entries(room)]
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)


def fits(message: str, expected: str) -> bool:
    """Whether a message is the expected one; "..." stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("..."))), " ".join(message.split()), re.DOTALL) is not None


def sites() -> Iterator[Site]:
    """Every raise statement of the package that makes an error; a bare `raise` only hands one on."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield from sorted(set(_lines_of(file).values()))


class Text(NamedTuple):
    """The constant pieces of an error's text, in order; its file, and the raise statement if it is made in one."""

    file: str
    site: Site | None
    pieces: list[str]


def texts() -> Iterator[Text]:
    """The text of every error that the package makes."""
    known = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.YenUsdError)}
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
                pieces = [piece for part in node.args[:3] for piece in _pieces(part)]
                yield Text(str(file.relative_to(PACKAGE)), _lines_of(file).get(node.lineno), pieces)


def _pieces(part: ast.expr) -> list[str]:
    values = part.values if isinstance(part, ast.JoinedStr) else [part]
    found = [
        " ".join(value.value.split()) for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]
    return [piece for piece in found if piece]


def has_text(message: str, pieces: list[str]) -> bool:
    """Whether a message has pieces of text, one after the other."""
    at = 0
    for piece in pieces:
        at = message.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


@functools.cache
def _lines_of(file: Path) -> dict[int, Site]:
    """The raise statement to which a line of a file belongs."""
    module = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    found: dict[int, Site] = {}
    count: dict[str, int] = {}

    def walk(node: ast.AST, qualified: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = qualified
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                name = f"{qualified}.{child.name}".lstrip(".")
            elif isinstance(child, ast.Raise) and child.exc is not None and not _is_builtin(child.exc):
                count[name] = count.get(name, 0) + 1
                assert child.end_lineno is not None
                for line in range(child.lineno, child.end_lineno + 1):
                    found[line] = Site(module, name, count[name])
            walk(child, name)

    walk(ast.parse(file.read_text(encoding="utf-8")), "")
    return found


def _is_builtin(raised: ast.expr) -> bool:
    """Whether Python's own error is raised, by which a part of the package tells another one why it cannot go on."""
    name = ast.unparse(raised.func if isinstance(raised, ast.Call) else raised)
    return hasattr(builtins, name)


def _outcome(code: str, names: dict[str, Any]) -> Outcome:
    try:
        exec(compile(code, "<entry>", "exec"), names)
    except Exception as error:
        return Outcome(f"{type(error).__name__}: {_text(error)}", frozenset(_raised_in(error)))
    return Outcome("nothing was raised", frozenset())


def _text(error: BaseException) -> str:
    """The message; of pydantic's error, the first that is of this package."""
    if hasattr(error, "errors"):
        found = error.errors()
        return str(next((one for one in found if "error" in one.get("ctx", {})), found[0])["msg"])
    return str(error)


def _raised_in(error: BaseException) -> Iterator[Site]:
    """Where an error was raised, and those that it was made of."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield from _last_site(one.__traceback__)
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
        if hasattr(one, "errors"):
            waiting += [found["ctx"]["error"] for found in one.errors() if "error" in found.get("ctx", {})]


def _last_site(trace: types.TracebackType | None) -> Iterator[Site]:
    last: Site | None = None
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE):
            last = _lines_of(file).get(trace.tb_lineno)
        trace = trace.tb_next
    if last is not None:
        yield last


def _names() -> dict[str, Any]:
    """What the entries may use: the public names, dates and decimals, and a few helpers."""
    public = {name: getattr(yen_usd, name) for name in yen_usd.__all__}
    return {**public, "yen_usd": yen_usd, "dt": dt, "Decimal": Decimal, "Fraction": Fraction, "Path": Path, "write": _write}


def _write(name: str, content: str | bytes) -> str:
    """A file with a content, in the folder of the entries."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def _rewrite(room: str) -> None:
    """Write the messages of a room anew where they differ."""
    blocks: list[str] = []
    results = iter(outcomes(room))
    for block in re.split(r"\n\s*\n", (DATA / f"{room}.txt").read_text(encoding="utf-8").strip("\n")):
        lines = block.splitlines()
        code = [line for line in lines if line.startswith(("#", ">>> ", "... "))]
        if any(line.startswith(">>> ") for line in code):
            entry, outcome = next(results)
            if not entry.message or not fits(outcome.message, entry.message):
                message = re.sub(r"0x[0-9a-f]{6,}", "...", " ".join(outcome.message.split()))
                lines = [*code, *textwrap.wrap(message, 125, break_on_hyphens=False, break_long_words=False)]
        blocks.append("\n".join(lines))
    (DATA / f"{room}.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        _rewrite(name)
