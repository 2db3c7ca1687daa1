"""The rooms and their faces, the public names, and what ships."""

import ast
import hashlib
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import yen_usd

PACKAGE = Path(yen_usd.__file__).parent

ROOMS = ("money", "dates", "rates", "rate_table", "updates", "audit", "prose", "frames", "statements", "cli")
GROUND = ("money", "dates", "rates")
"""The rooms that `import yen_usd` enters; all others are entered when one of their names is first used."""


def modules() -> dict[str, Path]:
    """Every module of the package, by its name in it."""
    parts = {path: path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py")}
    return {".".join(p[:-1] if p[-1] == "__init__" and p[:-1] else p): path for path, p in parts.items()}


def test_the_rooms_are_those_of_the_plan() -> None:
    """A folder of modules is a room."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == set(ROOMS)


def test_the_folders_of_tests_are_the_rooms() -> None:
    """By the same names; the others hold what tests share, and the runs of their own."""
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/test_*.py")}
    assert folders == {*ROOMS, "fuzz"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_a_page_and_names_its_modules_in_it(room: str) -> None:
    """Its face says what the room is for, and in which order its modules stand."""
    page = importlib.import_module(f"yen_usd.{room}").__doc__ or ""
    named = {path.stem if path.is_file() else path.name for path in (PACKAGE / room).glob("[a-z]*")} - {"__pycache__"}
    assert not {name for name in named if f"`{name}`" not in page}


@pytest.mark.parametrize("room", ROOMS)
def test_the_names_of_a_face_exist(room: str) -> None:
    """What a room hands on is there, and once."""
    face = importlib.import_module(f"yen_usd.{room}")
    assert face.__all__ == sorted(set(face.__all__), key=face.__all__.index)
    assert all(hasattr(face, name) for name in face.__all__)


def test_no_public_name_is_the_name_of_a_module() -> None:
    """So that `yen_usd.x` means one thing."""
    assert not set(yen_usd.__all__) & {name.partition(".")[0] for name in modules()}


def test_every_public_name_exists_and_is_sorted() -> None:
    """Constants first, then classes, then functions, as the linter sorts them."""
    assert all(hasattr(yen_usd, name) for name in yen_usd.__all__)
    assert len(set(yen_usd.__all__)) == len(yen_usd.__all__)


def test_the_names_around_the_core_are_loaded_when_they_are_used() -> None:
    """Importing the package reads none of their modules, and a name that does not exist is told as ever."""
    code = "import sys, yen_usd; print([m for m in sys.modules if m.startswith('yen_usd.')]); yen_usd.annotate('', rate=100)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("yen_usd.") for name in ast.literal_eval(done.stdout)}
    assert not loaded & {*(set(ROOMS) - set(GROUND)), "plotting", "money.grammar"}
    assert {"annotate", "find_money", "exchange_rate_table", "implied_rate", "plot_rates", "translate_frame"} <= set(
        dir(yen_usd)
    )
    with pytest.raises(AttributeError, match="no attribute 'anotate'"):
        _ = yen_usd.anotate


def test_every_error_class_is_public() -> None:
    """And each is a builtin that a caller would expect."""
    from yen_usd import errors

    found = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert found == {name for name in yen_usd.__all__ if name.endswith("Error")}


def test_the_shipped_figures_are_the_published_ones() -> None:
    """By the checksums that the source names."""
    digest = hashlib.sha256((PACKAGE / "data" / "h10_jpy.csv").read_bytes()).hexdigest()
    assert digest == "405090a71aace89f72f3a065446f84c677111e6232c874c66f37702f73e5f362"
    rows = (PACKAGE / "data" / "h10_jpy.csv").read_bytes().splitlines(keepends=True)
    first = hashlib.sha256(b"".join(rows[:-5])).hexdigest()  # without the days that a later release added
    assert first == "46cb7a21c94493a9eba8bf7e31b1375c6c925e92084ae716df05a0c6200a6b66"
    for line in (PACKAGE / "data" / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((PACKAGE / "data" / name).read_bytes()).hexdigest() == expected


def test_modules_stay_small() -> None:
    """A module that outgrows a few screens holds two things."""
    for path in modules().values():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the docs are not beside the tests, as when they run on a wheel")
def test_the_reference_names_every_public_name() -> None:
    """Once, over its pages, and none that does not exist; the types of other values go by the face of their room."""
    text = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    lines = [line for line in text.splitlines() if line.startswith((".. auto", ".. py:")) and ":: yen_usd." in line]
    named = [line.split("::")[1].partition("(")[0].strip().removeprefix("yen_usd.") for line in lines]
    assert len(named) == len(set(named))
    assert {name for name in named if "." not in name} == set(yen_usd.__all__)
    faces = {f"{room}.{name}" for room in ROOMS for name in importlib.import_module(f"yen_usd.{room}").__all__}
    rest = {name for name in faces if name.partition(".")[2] not in yen_usd.__all__}
    assert {name for name in named if "." in name} == rest | {"errors.Revision"}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the docs are not beside the tests, as when they run on a wheel")
def test_each_room_has_a_page_of_the_reference() -> None:
    """By its own name, beside those of the modules at the top and of the names in signatures."""
    assert {page.stem for page in REFERENCE.glob("*.md")} == {*ROOMS, "translation", "plotting", "errors", "types"}
