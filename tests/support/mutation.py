"""Mutation testing: a seeded sample of each module's mutants, each run against the tests of its room.

`python tests/support/mutation.py MODULE...` (default: all of `[tool.mutation]` in pyproject.toml) copies the project to a
temporary folder and changes it there. The mutants are those of Cosmic Ray, one at most for each place and kind of change,
without those that change types, docstrings, overloads or the number of answers that are remembered alone.

A module's tests are collected once, and run once to find which of them take which lines. Each mutant of a function is then
a fork of that process: the code of the function is exchanged where it stands, and the tests that take its lines are run
until one fails. A mutant that no test notices in this way, and one of what runs at import, is tried again by a fork that
imports the package anew from the changed file. Survivors are printed as differences. Those that a person has read and
listed, with the reason, in tests/data/mutants.csv are not tried again.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import difflib
import functools
import gc
import importlib
import inspect
import os
import pickle
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Literal

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from coverage import Coverage

PROJECT = Path(__file__).parents[2]
HEAVY = ["babel", "dateutil", "hypothesis", "narwhals", "numpy", "pandas", "polars", "pyarrow", "pydantic", "pytest"]


class _Meaning(ast.NodeTransformer):
    """What a module does: without annotations, docstrings, overloads, and what only a type checker reads."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        last = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}  # others of its name are overloads
        node.body = [one for one in node.body if not isinstance(one, ast.FunctionDef) or last[one.name] is one]
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        is_alias = isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
        if is_alias:
            return None
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        is_stub = all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in node.body)
        if is_stub or any(isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list):
            return None
        node.decorator_list = [one for one in node.decorator_list if not re.match(r"(?:lru_)?cache\b", ast.unparse(one))]
        node.returns = None
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.decorator_list = [one for one in node.decorator_list if not (isinstance(one, ast.Name) and one.id == "final")]
        if any(isinstance(one, ast.Name) and one.id == "Protocol" for one in node.bases):
            node.body = [ast.Pass()]
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        is_for_types = any(isinstance(one, ast.Name) and one.id == "TYPE_CHECKING" for one in ast.walk(node.test))
        return None if is_for_types else self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)


def meaning(code: str) -> str | None:
    """A module as what it does; None for what is no Python."""
    try:
        return ast.dump(_Meaning().visit(ast.parse(code)))
    except SyntaxError:
        return None


def places(code: str) -> dict[tuple[object, str], list[tuple[str, int]]]:
    """The mutants by place and kind of change, each as an operator and its occurrence."""
    tree, found = get_ast(code), dict[tuple[object, str], list[tuple[str, int]]]()
    for name in sorted(operator_names()):
        kind = get_operator(name)
        if kind.arguments():
            continue
        positions = (at for node in ast_nodes(tree) for at in kind().mutation_positions(node))
        for occurrence, at in enumerate(positions):
            found.setdefault((at, re.sub("_.*", "", name)), []).append((name, occurrence))
    return found


def sample(code: str, size: int, seed: int) -> Iterator[str]:
    """Up to so many mutants that do something else, in an order that the seed gives."""
    chance, original, left = random.Random(seed), meaning(code), size
    by_place = list(places(code).values())
    chance.shuffle(by_place)
    for mutants in by_place:
        name, occurrence = chance.choice(mutants)
        try:
            mutant = mutate_code(code, get_operator(name)(), occurrence)
        except AttributeError:  # Cosmic Ray cannot change `except (csv.Error, ValueError)`
            continue
        if left and mutant is not None and meaning(mutant) not in (None, original):
            left -= 1
            yield mutant


Verdict = Literal["killed", "stuck", "survived"]


@dataclass(frozen=True)
class Mutant:
    """The changed code of a module, the code objects of its functions that the change exchanges, and the lines of these."""

    code: str
    exchanges: list[tuple[CodeType, CodeType]] | None
    lines: frozenset[int]


def nested(code: CodeType) -> list[CodeType]:
    """The code objects right within another."""
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def own_parts(code: CodeType) -> list[object]:
    """What makes a code object differ from another, but for where it stands and what is nested in it."""
    constants = [(type(one), one) for one in code.co_consts if not isinstance(one, CodeType)]
    return [
        code.co_code,
        constants,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        code.co_exceptiontable,
    ]


def pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Two code objects, and all that is nested in them, side by side."""
    yield old, new
    if [one.co_name for one in nested(old)] == [one.co_name for one in nested(new)]:
        for inner in zip(nested(old), nested(new), strict=True):
            yield from pairs(*inner)
    elif is_function(old):
        yield old, new
    else:
        raise NotImplementedError


def is_function(code: CodeType) -> bool:
    """Whether a code object is that of a function, and not of a module or a class."""
    return bool(code.co_flags & inspect.CO_OPTIMIZED)


def lines_of(code: CodeType) -> Iterator[int]:
    """The lines of a code object and all that is nested in it."""
    yield from (line for _, _, line in code.co_lines() if line)
    for one in nested(code):
        yield from lines_of(one)


def mutant_of(old: CodeType, code: str) -> Mutant:
    """A mutant, with what it exchanges if it changes functions alone."""
    try:
        each = list(pairs(old, compile(code, "mutant", "exec", dont_inherit=True)))
    except NotImplementedError:
        return Mutant(code, None, frozenset())
    different = [pair for pair in each if own_parts(pair[0]) != own_parts(pair[1])]
    if not different or not all(is_function(one) for one, _ in different):
        return Mutant(code, None, frozenset())
    names = [one.co_qualname.partition(".<locals>")[0] for one, _ in different]
    functions = [pair for pair in each if pair[0].co_qualname.partition(".<locals>")[0] in names and is_function(pair[0])]
    return Mutant(code, functions, frozenset(line for one, _ in different for line in lines_of(one)))


def exchange(file: Path, mutant: Mutant) -> bool:
    """Give the functions of a module, wherever they are, the code of a mutant, and forget what they have answered before."""
    code_of = {(one.co_qualname, one.co_firstlineno): other for one, other in mutant.exchanges or []}
    done = False
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(file):
            other = code_of.get((one.__code__.co_qualname, one.__code__.co_firstlineno))
            if other and len(other.co_freevars) == len(one.__code__.co_freevars):
                one.__code__, done = other, True
        elif isinstance(one, functools._lru_cache_wrapper) and (one.__module__ or "").startswith("yen_usd"):
            one.cache_clear()
    return done


def caches_with_arguments() -> list[functools._lru_cache_wrapper[object]]:
    """What remembers answers of the package, but for what is read once, such as the published rates."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and (one.__module__ or "").startswith("yen_usd")
        and one.__wrapped__.__code__.co_argcount
    ]


def wait(child: int, patience: float) -> Verdict:
    """What becomes of a fork that runs tests; stuck is what takes longer than so many seconds, or what `Limited` ends."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return "stuck" if code == -signal.SIGVTALRM else "killed" if code else "survived"
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "stuck"


def fork(work: Callable[[], int], patience: float) -> Verdict:
    """Do some work in a fork, in a group of processes of its own; zero is survival."""
    child = os.fork()
    if child == 0:
        os.setsid()
        status = 1
        try:
            status = work()
        finally:
            os._exit(status & 0xFF)
    return wait(child, patience)


class Limited:
    """A plugin of pytest that ends the process where a test computes for longer than any does: in an endless loop."""

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 30)


class Selected(Limited):
    """A plugin of pytest that runs some tests alone, in their order here."""

    def __init__(self, names: list[str]) -> None:
        self.place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self.place), key=lambda one: self.place[one.nodeid])


class InPlace(Limited):
    """A plugin of pytest that runs each mutant of a module that changes functions alone, on the tests as they are collected.

    It leaves a file with the verdict of each mutant (None, where it has to be tried anew), and for that the tests and how
    many seconds to wait for them.
    """

    def __init__(self, file: Path, mutants: list[Mutant], report: Path) -> None:
        self.file, self.mutants, self.report = file, mutants, report

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        measured = self.report.with_suffix(".measured")
        if fork(lambda: self.measure(session.items, measured), 900) != "survived":
            return True
        seconds, tests_of = pickle.loads(measured.read_bytes())
        quick_first = sorted(range(len(session.items)), key=lambda one: seconds[one])
        found: list[tuple[Verdict | None, list[str], float]] = []
        for mutant in self.mutants:
            wanted = {one for line in mutant.lines for one in tests_of.get(line, ())}
            chosen = [one for one in quick_first if one in wanted] or quick_first
            verdict = None
            if mutant.exchanges and wanted:
                patience = 60 + 4 * sum(seconds[one] for one in chosen)
                said = fork(functools.partial(self.attempt, session, chosen, mutant), patience)
                verdict = said if said != "survived" else None
            others = [one for one in quick_first if one not in wanted]  # such as those whose examples are made at import
            names = [session.items[one].nodeid for one in dict.fromkeys([*chosen, *others])]
            found.append((verdict, names, 10 + 4 * sum(seconds)))
        self.report.write_bytes(pickle.dumps(found))
        return True

    def measure(self, items: list[pytest.Item], measured: Path) -> int:
        """How many seconds each test takes, and which tests take each line of the module."""
        coverage = Coverage(data_file=None, config_file=False, include=[str(self.file)])
        seconds: list[float] = []
        caches, modules = caches_with_arguments(), 0
        coverage.start()
        for place, one in enumerate(items):
            if len(sys.modules) != modules:  # some are imported late
                caches, modules = caches_with_arguments(), len(sys.modules)
            for cache in caches:  # a test takes the lines whose answers another one has left
                cache.cache_clear()
            coverage.switch_context(str(place))
            started = time.monotonic()
            one.config.hook.pytest_runtest_protocol(item=one, nextitem=items[place + 1] if place + 1 < len(items) else None)
            seconds.append(time.monotonic() - started)
        coverage.stop()
        by_line = coverage.get_data().contexts_by_lineno(str(self.file))
        tests_of = {line: [int(one) for one in names if one] for line, names in by_line.items()}
        measured.write_bytes(pickle.dumps((seconds, tests_of)))
        return items[0].session.testsfailed if items else 1

    def attempt(self, session: pytest.Session, chosen: list[int], mutant: Mutant) -> int:
        """Run some tests on a mutant until one fails; zero where none does."""
        if not exchange(self.file, mutant):
            return 0
        for here, following in zip(chosen, [*chosen[1:], None], strict=True):
            after = None if following is None else session.items[following]
            session.config.hook.pytest_runtest_protocol(item=session.items[here], nextitem=after)
            if session.testsfailed:
                return 1
        return 0


def tests_in_fork(arguments: list[str], log: Path, plugin: object, patience: float) -> Verdict:
    """Run pytest in a fork, with what it prints in a file."""

    def work() -> int:
        with log.open("wb") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        return int(pytest.main(arguments, plugins=[plugin]))

    return fork(work, patience)


def replace(file: Path, code: str) -> None:
    """Write a module anew; what was compiled of the same second and length would be taken for it."""
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*"):
        compiled.unlink()
    file.write_text(code, encoding="utf-8")


def difference(code: str, mutant: str) -> str:
    """The changed lines, `-` before and `+` after."""
    lines = difflib.unified_diff(code.splitlines(), mutant.splitlines(), n=0, lineterm="")
    return "\n".join(one[0] + one[1:].strip() for one in list(lines)[2:] if one[0] in "+-")


def read_mutants() -> set[tuple[str, str]]:
    """The survivors that a person has read: those that change nothing, and those that change what a message says alone."""
    with (PROJECT / "tests/data/mutants.csv").open(encoding="utf-8", newline="") as file:
        return {(row["module"], row["change"]) for row in csv.DictReader(file)}


def run(copy: Path, module: str, tests: list[str], size: int, seed: int) -> tuple[int, int]:
    """The killed of a module's sample, and the sample's size without those that a person has read; survivors are printed."""
    file, log, report = copy / module, copy / "log", copy / "report"
    code = file.read_text(encoding="utf-8")
    old = compile(code, str(file), "exec", dont_inherit=True)
    options = ["-x", "-q", "-s", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # HEAVY has packages with plugins
    arguments = [*options, "--hypothesis-profile=mutation", "--hypothesis-seed=0", *tests]
    started = time.monotonic()
    sampled, read = list(sample(code, size, seed)), read_mutants()
    mutants = [mutant_of(old, one) for one in sampled if (module, difference(code, one)) not in read]
    report.unlink(missing_ok=True)
    tests_in_fork(arguments, log, InPlace(file, mutants, report), 3600)
    if not report.exists():
        sys.exit(f"{module}: its tests fail without a mutant\n{log.read_text(encoding='utf-8')[-3000:]}")
    killed = 0
    for mutant, (verdict, names, patience) in zip(mutants, pickle.loads(report.read_bytes()), strict=True):
        change, said = difference(code, mutant.code), verdict
        if said is None:
            replace(file, mutant.code)
            said = tests_in_fork(arguments, log, Selected(names), 30 + 2 * patience)
        killed += said != "survived"
        if said != "killed":
            print(f"{said}\n{change}", flush=True)
    replace(file, code)
    total, seconds = len(mutants), time.monotonic() - started
    print(f"{module}: {killed} of {total} killed, {len(sampled) - total} listed ({seconds:.0f} s)", flush=True)
    return killed, total


def main(wanted: list[str]) -> None:
    """Run the samples of some modules, or of all that the settings name."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutation"]
    modules: dict[str, list[str]] = {
        str(file.relative_to(PROJECT)): room["tests"]
        for room in settings["rooms"]
        for pattern in room["modules"]
        for file in sorted(PROJECT.glob(pattern))
        if file.name != "__init__.py"
    }
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        junk = shutil.ignore_patterns("__pycache__", ".git", ".hypothesis", "_build", "*.egg-info", "build")
        shutil.copytree(PROJECT, copy, ignore=junk)
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(copy)
        sys.path[:] = [
            str(copy),
            *(path for path in sys.path if Path(path).resolve() not in (PROJECT, PROJECT / "tests/support")),
        ]
        for name in HEAVY:
            importlib.import_module(name)
        results = [run(copy, one, modules[one], settings["sample"], settings["seed"]) for one in wanted or modules]
        print(f"all: {sum(one for one, _ in results)} of {sum(all_ for _, all_ in results)} killed")


if __name__ == "__main__":
    main(sys.argv[1:])
