"""What 0.1.0 promised and wrote: its names, its JSON and its cache, kept in `data/0.1.0` as that release made them."""

import inspect
import json
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import yen_usd
from yen_usd import Money, RateSeries, exchange_rate_table, h10_rates
from yen_usd.errors import ArgumentError

FIRST = Path(__file__).parent / "data" / "0.1.0"
VALUES: dict[str, dict[str, Any]] = json.loads((FIRST / "values.json").read_text(encoding="utf-8"))
NAMES: dict[str, str | None] = json.loads((FIRST / "names.json").read_text(encoding="utf-8"))
PLACES = (
    "yen_usd",
    *(f"yen_usd.{room}" for room in ("money", "rates", "rate_table", "audit", "prose", "frames", "updates", "errors")),
)

PRIVATE = {"from_outside", "from_checked", "from_rows", "remedy", "figures"}
"""Names that served the inside; the change log lists them."""
CHANGED = {
    "exchange_rate_table": "balance_sheet_date=None, *, fiscal_year_end=..., ",
    "rate_frame": "backend='pandas'",
}
"""What the signatures of 0.2.0 have in the place of what changed; the change log says so."""


def found(name: str) -> Any:
    """A name of 0.1.0 where it is today."""
    first, _, inner = name.partition(".")
    place = next(place for place in PLACES if hasattr(import_module(place), first))
    value = getattr(import_module(place), first)
    return inspect.getattr_static(value, inner) if inner else value


def parameters(value: Any) -> dict[str, inspect.Parameter] | None:
    """The parameters of what can be called."""
    inside = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    try:
        found = inspect.signature(inside).parameters
    except (TypeError, ValueError):
        return None
    return {name: parameter for name, parameter in found.items() if name not in {"self", "cls"}}


def test_the_version_is_that_of_the_installed_package() -> None:
    """Where it is installed."""
    assert yen_usd.__version__.count(".") == 2
    try:
        installed = version("yen_usd")
    except PackageNotFoundError:
        pytest.skip("the package runs from its folder")
    assert yen_usd.__version__ == installed


def check_arguments(name: str, spelled: str, now: dict[str, inspect.Parameter]) -> None:
    """All arguments by their names, the positional ones in their order, the same defaults; new ones have a default."""
    before = [part for part in spelled.split(", ") if part]
    positional = [part.partition("=")[0] for part in (before[: before.index("*")] if "*" in before else before)]
    kinds = {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD}
    places = [one for one, parameter in now.items() if parameter.kind in kinds]
    assert places[: len(positional)] == [one for one in positional if not one.startswith("*")], name
    for part in before:
        one, _, default = part.partition("=")
        assert one.startswith("*") or one in now, (name, one)
        if default not in {"", "..."} and "." not in default:
            assert repr(now[one].default) == default, (name, one)
    variable = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    required = [one for one, found in now.items() if found.default is found.empty and found.kind not in variable]
    assert set(required) <= {part.partition("=")[0] for part in before}, name


@pytest.mark.parametrize("first", sorted({name.partition(".")[0] for name in NAMES}))
def test_a_name_is_there_and_takes_what_it_took(first: str) -> None:
    """With all that it has inside."""
    for name, spelled in NAMES.items():
        if name.partition(".")[0] != first or name.rpartition(".")[2] in PRIVATE:
            continue
        now = parameters(found(name))
        if spelled is not None and name not in CHANGED:
            assert now is not None, name
            check_arguments(name, spelled, now)


def test_what_changed_is_in_the_change_log_and_in_its_error() -> None:
    """The old argument is refused with the name of the new one."""
    for name, part in CHANGED.items():
        signature = ", ".join(map(str, inspect.signature(getattr(yen_usd, name)).parameters.values()))
        assert part.partition("=")[0] in signature
    with pytest.raises(ArgumentError, match="balance_sheet_date"):
        exchange_rate_table(fiscal_year_end="2007-03-31")  # type: ignore[arg-type]
    log = Path(__file__).parents[1] / "docs" / "project" / "changelog.md"
    if log.exists():  # not beside the tests on a wheel
        text = log.read_text(encoding="utf-8")
        assert [word for word in (*PRIVATE, "balance_sheet_date", "rate_frame") if word not in text] == []


def holds(now: Any, before: Any) -> bool:
    """Whether all that a document had is in another; fields may be new."""
    if isinstance(before, dict):
        return isinstance(now, dict) and all(key in now and holds(now[key], value) for key, value in before.items())
    if isinstance(before, list):
        return isinstance(now, list) and len(now) == len(before) and all(map(holds, now, before))
    return bool(now == before)


@pytest.mark.parametrize("name", VALUES)
def test_json_of_the_first_release_is_read(name: str) -> None:
    """The value writes the same again, with the fields that are new."""
    kind, document = VALUES[name]["type"], VALUES[name]["json"]
    adapter: TypeAdapter[Any] = TypeAdapter(Money if name == "Money" else found(kind))
    value = adapter.validate_json(json.dumps(document))
    assert type(value).__name__.partition("[")[0] == kind
    assert holds(adapter.dump_python(value, mode="json"), document)


def test_a_cache_of_the_first_release_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first rows are those of the bundled figures, and its checksum is the one that 0.1.0 wrote."""
    bundled = (Path(yen_usd.__file__).parent / "data" / "h10_jpy.csv").read_bytes().partition(b"2026-09-01,")[0]
    cache = tmp_path / "h10_jpy.csv"
    cache.write_bytes(bundled + (FIRST / "cache_end.csv").read_bytes())
    monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path))
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.415"
    assert RateSeries.from_csv(cache).vintage == h10_rates().on("2026-10-07").vintage
