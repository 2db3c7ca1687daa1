"""What `help()` tells of every public name: what it promises, takes, gives and raises, and an example."""

import builtins
import importlib
import inspect
import re
import typing
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final

import pytest
from for_each import for_each

import yen_usd

FACES: Final = ("money", "dates", "rates", "rate_table", "updates", "audit", "prose", "frames", "statements")
WIDEST: Final = 88
"""Characters of any line of a docstring."""
TERMINAL: Final = 80
"""Columns of a terminal, of which `help()` takes four; a character of Japanese takes two."""
FEW: Final = 3
"""Up to how many parameters may be told in a sentence, in place of a section."""


def public() -> dict[str, Any]:
    """Every public function and class once, by the name of its face."""
    modules = [yen_usd, *(importlib.import_module(f"yen_usd.{face}") for face in FACES)]
    found: dict[int, tuple[str, Any]] = {}
    for module in modules:
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isroutine(value) or inspect.isclass(value):
                found.setdefault(id(value), (f"{module.__name__}.{name}".removeprefix("yen_usd."), value))
    return dict(found.values())


def methods(cls: type) -> Iterator[tuple[str, Any]]:
    """The public methods of a class that are the package's own."""
    for name in dir(cls):
        value = getattr(cls, name)
        if not name.startswith("_") and inspect.isroutine(value) and value.__module__.startswith("yen_usd"):
            yield name, value


CLASSES: Final = {n: v for n, v in public().items() if inspect.isclass(v) and not issubclass(v, BaseException | Enum)}
ERRORS: Final = {n: v for n, v in public().items() if inspect.isclass(v) and issubclass(v, BaseException | Enum)}
FUNCTIONS: Final = {n: v for n, v in public().items() if not inspect.isclass(v)}
METHODS: Final = {f"{n}.{name}": method for n, cls in CLASSES.items() for name, method in methods(cls)}
PROPERTIES: Final = {
    f"{n}.{name}": value
    for n, cls in CLASSES.items()
    for name, value in inspect.getmembers_static(cls, lambda value: isinstance(value, property))
    if not name.startswith("_")
}


def sections(value: object) -> dict[str, str]:
    """The sections of a docstring by their headings; "" is what stands before the first."""
    parts = re.split(r"^(\w[\w ]*)\n-{4,}$", inspect.getdoc(value) or "", flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def documented(text: str) -> list[str]:
    """The names that a section of parameters documents, each with its type."""
    lines = re.findall(r"^([\w, *]+) : \S.*\n    \S", text, re.MULTILINE)
    return [name.strip(" *") for line in lines for name in line.split(",")]


def parameters(value: Callable[..., object]) -> list[str]:
    """The names of a signature."""
    return [name for name in inspect.signature(value).parameters if name not in {"self", "cls"} and name[0] != "_"]


def check_parameters(value: Callable[..., object], title: str, *, few: int) -> None:
    """Each parameter is documented and no other: in a section, or a few of them in sentences."""
    names, told = parameters(value), sections(value)
    if len(names) > few or title in told:
        assert documented(told.get(title, "")) == names
    else:
        assert [name for name in names if f"`{name}" not in told[""]] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_takes_gives_and_raises(name: str) -> None:
    """In the sections of numpydoc, all of them, with the parameters of its signature in order and no others."""
    told = sections(FUNCTIONS[name])
    check_parameters(FUNCTIONS[name], "Parameters", few=0)
    assert {"Returns", "Raises", "Examples"} <= set(told)
    assert re.match(r"[\w \[\],.|]+\n    \S", told["Returns"].strip())
    assert re.fullmatch(r"([\w, ]+\n(    .+\n)+)+", told["Raises"].strip() + "\n")
    assert ">>> " in told["Examples"]


@for_each("name", METHODS)
def test_a_method_says_what_it_takes_and_shows_it(name: str) -> None:
    """Up to three parameters in sentences; more in sections, as a function."""
    method = METHODS[name]
    check_parameters(method, "Parameters", few=FEW)
    assert ">>> " in (inspect.getdoc(method) or "")
    if len(parameters(method)) > FEW:
        assert {"Returns", "Raises", "Examples"} <= set(sections(method))


@for_each("name", CLASSES)
def test_a_class_says_what_it_holds_and_shows_it(name: str) -> None:
    """Its fields, in sentences or as attributes; a protocol has none."""
    cls = CLASSES[name]
    told = sections(cls)
    if not getattr(cls, "_is_protocol", False):
        check_parameters(cls, "Parameters" if "Parameters" in told else "Attributes", few=FEW)
    assert ">>> " in (inspect.getdoc(cls) or "")


@for_each("name", [*FUNCTIONS, *CLASSES, *METHODS, *PROPERTIES, *ERRORS])
def test_a_docstring_reads_well_in_a_terminal(name: str) -> None:
    """The promise in one line, ended by a point; examples aside, no line is wider than a terminal of 80 columns."""
    value = (FUNCTIONS | CLASSES | METHODS | PROPERTIES | ERRORS)[name]
    first, *rest = (inspect.getdoc(value) or "").splitlines()
    assert first.endswith((".", "?", ":"))
    assert not rest or not rest[0]
    assert max(map(len, [first, *rest])) <= WIDEST
    prose = re.sub(r"^ *>>> (?:.+\n?)+", "", "\n".join(rest), flags=re.MULTILINE)
    assert [line for line in prose.splitlines() if columns(line) > TERMINAL - 4] == []


def columns(line: str) -> int:
    """The columns that a line takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in line)


def spelled_out(annotation: object, module: str) -> str:
    """An annotation with the aliases of its module written out, so that nothing hides in one."""
    text, names = str(annotation), vars(importlib.import_module(module))
    aliases = [names[word] for word in set(re.findall(r"\w+", text)) if word in names]
    return " ".join([text, *(str(alias) for alias in aliases if not inspect.isclass(alias))])


@for_each("name", [*FUNCTIONS, *METHODS])
def test_a_signature_says_which_types_it_takes(name: str) -> None:
    """None of them is Any, by itself or inside of an alias."""
    value = (FUNCTIONS | METHODS)[name]
    shown = [spelled_out(annotation, value.__module__) for annotation in inspect.get_annotations(value).values()]
    assert [text for text in shown if "Any" in text] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_signature_is_readable(name: str) -> None:
    """No repr of an object that a newcomer cannot read."""
    assert not re.search(r"<|object at", str(inspect.signature(FUNCTIONS[name])))


REFERENCE: Final = Path(__file__).parent.parent / "docs" / "reference"
KNOWN: Final = {"Axes", "DataFrame", "Decimal", "Fraction", "Locale", "PathLike", "Table", "date"}
"""Types of Python's own and of other packages."""


@pytest.mark.skipif(not REFERENCE.exists(), reason="the docs are not beside the tests, as when they run on a wheel")
def test_every_type_that_a_signature_names_is_explained() -> None:
    """On a page of the reference, if it is not one of Python or of another package."""
    text = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    explained = {name.rpartition(".")[2] for name in re.findall(r"^\.\. [\w:]+:: ([\w.]+)", text, re.MULTILINE)}
    named: set[str] = set()
    for value in [*FUNCTIONS.values(), *METHODS.values(), *(cls.__init__ for cls in CLASSES.values())]:
        types = {name: kind for name, kind in inspect.get_annotations(value).items() if name[0] != "_"}
        words = re.sub(r"'[^']*'|\"[^\"]*\"", "", " ".join(map(str, types.values())))
        named |= {word.rpartition(".")[2] for word in re.findall(r"[A-Za-z_][\w.]*", words)}
    unknown = {name for name in named - explained - KNOWN if not (hasattr(builtins, name) or hasattr(typing, name))}
    assert unknown == set()
