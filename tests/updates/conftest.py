"""Caches of newer figures: an empty one, and copies of what one update each has left."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from newer_figures import FIRST_WEEK, SECOND_WEEK, THIRD_WEEK, file_of

from yen_usd import AfterSeriesError, h10_rates, update_rates


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, as yet without a folder."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("YEN_USD_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The folder of a cache with so many weeks, which is written once and is for copying alone."""
    folder = tmp_path_factory.mktemp("updated")
    for weeks, rows in {1: FIRST_WEEK, 3: [*FIRST_WEEK, *SECOND_WEEK, *THIRD_WEEK]}.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("YEN_USD_CACHE", str(folder / str(weeks)))
            update_rates(source=file_of(rows, folder))
    return lambda weeks: folder / str(weeks)


@pytest.fixture
def one_week(cache: Path, updated: Callable[[int], Path]) -> Path:
    """A cache with one week."""
    return shutil.copytree(updated(1), cache)


@pytest.fixture
def three_weeks(cache: Path, updated: Callable[[int], Path]) -> Path:
    """A cache with three weeks."""
    return shutil.copytree(updated(3), cache)


@pytest.fixture
def kept(one_week: Path) -> Iterator[Path]:
    """A cache with one week; after the test it is byte for byte the same, and answers."""
    before = {path.name: path.read_bytes() for path in one_week.iterdir()}
    yield one_week
    assert {path.name: path.read_bytes() for path in one_week.iterdir()} == before
    assert h10_rates().on("2007-03-31").yen_per_usd == h10_rates().on("2007-03-30").yen_per_usd
    assert str(h10_rates().on("2026-10-09").yen_per_usd) == "156.77"
    with pytest.raises(AfterSeriesError, match=r"2026-10-09.*update"):
        h10_rates().on(SECOND_WEEK[-1][0])
