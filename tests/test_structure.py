"""The order of the modules, the public names, and what ships."""

import ast
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import yen_usd

PACKAGE = Path(yen_usd.__file__).parent

ORDER = [
    "errors",
    "fields",
    "units",
    "exact",
    "rounding",
    "currency",
    "reading",
    "patterns",
    "formatting",
    "money",
    "parsing",
    "dates",
    "months",
    "periods",
    "period_text",
    "rates",
    "period_rates",
    "observations",
    "h10_files",
    "series_fields",
    "series",
    "editions",
    "published",
    "translation",
    "converter",
    "candidates",
    "signs",
    "doubts",
    "scanning",
    "linking",
    "exchange",
    "tables",
    "paragraphs",
    "prose",
    "beside",
    "markup",
    "annotation",
    "streaming",
    "extras",
    "columns",
    "backends",
    "table_rows",
    "printed_rows",
    "printed_text",
    "comparison",
    "disclosure",
    "figures",
    "intervals",
    "fits",
    "implied",
    "audit",
    "footing",
    "two_rates",
    "frames.scaling",
    "frames.division",
    "frames.kinds",
    "frames.plan",
    "frames.planning",
    "frames.tables",
    "frames.labels",
    "frames.refusals",
    "frames.arrays",
    "frames.lookup",
    "frames.in_arrays",
    "frames.schemas",
    "frames.arrow_columns",
    "frames.arrow_frame",
    "frames.pandas_frame",
    "frames.dask_frame",
    "frames.expressions",
    "frames.polars_frame",
    "frames.polars_eager",
    "frames.sql",
    "frames.duckdb_frame",
    "frames.spark_frame",
    "frames.translate",
    "frames.check",
    "frames.rates",
    "frames",
    "plotting",
    "continuation",
    "cache",
    "downloads",
    "sources",
    "refresh",
    "upkeep",
    "arguments",
    "cli",
]
LATE = {("periods", "period_text")}
"""The one import downwards: `Period.parse` calls its parser, which makes periods."""


def imports(module: str) -> set[str]:
    """The modules of the package that a module imports, anywhere in it."""
    path = PACKAGE.joinpath(*module.split("."))
    is_package = path.is_dir()
    tree = ast.parse((path / "__init__.py" if is_package else path.with_suffix(".py")).read_text(encoding="utf-8"))
    home = module.split(".") if is_package else module.split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = home[: len(home) + 1 - node.level]
            named = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {".".join([*start, name]) for name in named}
    return found


def modules() -> dict[str, Path]:
    """Every module of the package, by its name in it."""
    parts = {path: path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py")}
    return {".".join(p[:-1] if p[-1] == "__init__" and p[:-1] else p): path for path, p in parts.items()}


def test_the_order_names_every_module() -> None:
    """None is left out of the rule."""
    assert set(modules()) == {*ORDER, "__init__", "__main__"}


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_those_above_it(module: str) -> None:
    """Published figures, series, rate, translation, text: one direction."""
    above = set(ORDER[: ORDER.index(module)])
    assert {(module, name) for name in imports(module) - above} <= LATE


def test_no_public_name_is_the_name_of_a_module() -> None:
    """So that `yen_usd.x` means one thing."""
    assert not set(yen_usd.__all__) & set(ORDER)


def test_every_public_name_exists_and_is_sorted() -> None:
    """Constants first, then classes, then functions, as the linter sorts them."""
    assert all(hasattr(yen_usd, name) for name in yen_usd.__all__)
    assert len(set(yen_usd.__all__)) == len(yen_usd.__all__)


def test_the_names_around_the_core_are_loaded_when_they_are_used() -> None:
    """Importing the package reads none of their modules, and a name that does not exist is told as ever."""
    code = "import sys, yen_usd; print([m for m in sys.modules if m.startswith('yen_usd.')]); yen_usd.annotate('')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    late = ORDER[ORDER.index("candidates") :]
    assert not {f"yen_usd.{name}" for name in (*late, "reading")} & set(ast.literal_eval(done.stdout))
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
    assert digest == "46cb7a21c94493a9eba8bf7e31b1375c6c925e92084ae716df05a0c6200a6b66"
    for line in (PACKAGE / "data" / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((PACKAGE / "data" / name).read_bytes()).hexdigest() == expected


def test_modules_stay_small() -> None:
    """A module that outgrows a few screens holds two things."""
    for path in modules().values():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


REFERENCE = Path(__file__).parent.parent / "docs" / "reference.md"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the docs are not beside the tests, as when they run on a wheel")
def test_the_reference_names_every_public_name() -> None:
    """And no public name that does not exist; the types of other values go by their modules."""
    text = REFERENCE.read_text(encoding="utf-8")
    named = {
        line.split("::")[1].partition("(")[0].strip().removeprefix("yen_usd.")
        for line in text.splitlines()
        if "auto" in line and "::" in line
    }
    assert {name for name in named if "." not in name} == set(yen_usd.__all__)
