"""Mutation testing: a seeded sample of each module's mutants, each run against the tests of its room.

`python tests/support/mutation.py MODULE...` (default: all of `[tool.mutation]` in pyproject.toml) copies the project to a
temporary folder and changes it there. The mutants are those of Cosmic Ray, one at most for each place and kind of change,
without those that change types, docstrings or overloads alone. Heavy packages are imported once; each mutant is a fork that
imports the package anew and stops at the first failure. Survivors are printed as differences.
"""

from __future__ import annotations

import ast
import contextlib
import difflib
import importlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

PROJECT = Path(__file__).parents[2]
HEAVY = ["babel", "dateutil", "hypothesis", "narwhals", "numpy", "pandas", "polars", "pyarrow", "pydantic", "pytest"]


class _Meaning(ast.NodeTransformer):
    """What a module does: without annotations, docstrings, overloads, and what only a type checker reads."""

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
        if any(isinstance(one, ast.Name) and one.id == "overload" for one in node.decorator_list):
            return None
        node.returns = None
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.decorator_list = [one for one in node.decorator_list if not (isinstance(one, ast.Name) and one.id == "final")]
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        is_for_types = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
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
        mutant = mutate_code(code, get_operator(name)(), occurrence)
        if left and mutant is not None and meaning(mutant) not in (None, original):
            left -= 1
            yield mutant


def outcome(arguments: list[str], log: Path, patience: float) -> str:
    """What a fork says whose tests are run: killed, survived or (after so many seconds) stuck."""
    child = os.fork()
    if child == 0:
        os.setsid()
        with log.open("wb") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        import pytest

        os._exit(int(pytest.main(arguments)) & 0xFF)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "stuck"


def replace(file: Path, code: str) -> None:
    """Write a module anew; what was compiled of the same second and length would be taken for it."""
    for compiled in file.parent.glob(f"__pycache__/{file.stem}.*"):
        compiled.unlink()
    file.write_text(code, encoding="utf-8")


def run(copy: Path, module: str, tests: list[str], size: int, seed: int) -> tuple[int, int]:
    """The killed of a module's sample, and the sample's size; survivors are printed."""
    file, log = copy / module, copy / "log"
    code = file.read_text(encoding="utf-8")
    arguments = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-seed=0", *tests]
    started = time.monotonic()
    if outcome(arguments, log, 600) != "survived":
        sys.exit(f"{module}: its tests fail without a mutant\n{log.read_text(encoding='utf-8')[-3000:]}")
    patience = 10 + 4 * (time.monotonic() - started)
    killed = total = 0
    for mutant in sample(code, size, seed):
        replace(file, mutant)
        said, total = outcome(arguments, log, patience), total + 1
        killed += said != "survived"
        if said != "killed":
            lines = (code.splitlines(), mutant.splitlines())
            print("\n".join([said, *list(difflib.unified_diff(*lines, module, module, n=0, lineterm=""))[2:]]), flush=True)
    replace(file, code)
    print(f"{module}: {killed} of {total} killed ({time.monotonic() - started:.0f} s)", flush=True)
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
