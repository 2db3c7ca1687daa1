"""Editions of the noon buying rates: which of them answers, where the cache is, and what is no edition."""

import datetime as dt
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from yen_usd import AfterSeriesError, DataFileError, FileError, NotPublishedError, RateSeries, h10_rates
from yen_usd.rates import bundled_files
from yen_usd.rates.bundled_files import is_published, read_checked
from yen_usd.rates.editions import cache_file, cached_edition, edition_at, edition_of, why_no_cache
from yen_usd.rates.rate_files import add_seal

HEAD = "date,yen_per_usd\n"
ROWS = f"{HEAD}2026-10-01,157.63\n2026-10-02,157.81\n2026-10-05,\n2026-10-06,156.90\n2026-10-07,157.03\n"
"""An edition that ends three business days after the bundled one, with a holiday."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a cache of the test's own, with such an edition."""
    monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path))
    file = tmp_path / "h10_jpy.csv"
    file.write_text(add_seal(ROWS))
    return file


def rates(series: RateSeries) -> list[str]:
    """The rates of a series as text."""
    return [str(o.yen_per_usd) for o in series]


def test_a_newer_edition_answers_for_the_days_that_the_bundled_one_lacks(file: Path) -> None:
    """A day, a holiday, the day after all; and the weekend after the bundled figures is theirs, whatever the cache has."""
    series = h10_rates()
    newer = series.on("2026-10-06")
    assert (str(newer.yen_per_usd), str(newer.vintage)[:10], newer.is_noon_buying_rate) == ("156.90", "2026-10-07", True)
    assert series.on("2026-10-05").observed == dt.date(2026, 10, 2)
    assert series.over("2026-10-06/2026-10-07").average.yen_per_usd == Decimal("156.97")  # 156.965
    assert str(series.reaching("2026-10-07").coverage) == "period from October 1, 2026 to October 7, 2026"
    with pytest.raises(NotPublishedError, match="2026-10-02"):
        series.on("2026-10-05", strict=True)
    with pytest.raises(AfterSeriesError, match=r"2026-10-01 to 2026-10-07; .*fetch newer figures by yen_usd\.update_rates"):
        series.on("2026-10-08")
    file.write_text("no edition")
    assert str(series.on("2026-10-04").vintage)[:10] == "2026-10-02"
    assert series.reaching("2026-10-04") is series
    with pytest.raises(DataFileError):
        series.reaching("2026-10-05")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-10-06", "2026-10-07", ["156.90", "157.03"]),
        ("2026-10-01", "2026-10-07", ["157.63", "157.81", "156.90", "157.03"]),
        ("2026-10-06", None, ["156.90", "157.03"]),
        ("2026-10-01", None, ["157.63", "157.81"]),
        ("2026-10-01", "2026-10-04", ["157.63", "157.81"]),
        (None, "2026-10-07", ["157.63", "157.81", "156.90", "157.03"]),
    ],
)
def test_a_slice_is_of_the_edition_that_has_its_days(start: str | None, end: str | None, found: list[str]) -> None:
    """An open end is that of the series itself, unless the slice begins after it."""
    assert rates(h10_rates()[start:end]) == found


@pytest.mark.usefixtures("file")
def test_a_slice_without_ends_is_the_bundled_series() -> None:
    """And so is one that ends with it."""
    assert h10_rates()[:] == h10_rates()[:"2026-10-02"] == h10_rates()
    assert len(h10_rates()[:"1971-01-05"]) == 2


def test_an_edition_that_goes_no_further_gives_way(file: Path) -> None:
    """As after an upgrade of the library; without a file there is none."""
    file.write_text(add_seal(ROWS[: ROWS.index("2026-10-05")]))
    with pytest.raises(AfterSeriesError, match="1971-01-04 to 2026-10-02"):
        h10_rates().on("2026-10-06")
    file.unlink()
    assert cached_edition() is None
    with pytest.raises(AfterSeriesError, match="1971-01-04 to 2026-10-02"):
        h10_rates().on("2026-10-06")


def test_a_file_is_read_again_when_it_is_another(file: Path) -> None:
    """And only then; whichever was read last, a path gives what is in it."""
    first = cached_edition()
    assert first is cached_edition()
    other = file.with_name("other.csv")
    other.write_text(add_seal(ROWS.replace("157.03", "157.04")))
    found = edition_at(other)
    assert found is not None
    assert rates(found)[-1] == "157.04"
    os.replace(other, file)
    again = cached_edition()
    assert again is not None
    assert rates(again)[-1] == "157.04"
    assert again is not first


@pytest.mark.parametrize(
    "rows",
    [
        "",
        HEAD,
        f"{HEAD}2026-10-05,\n",
        ROWS.replace("157.81", "abc"),
        ROWS.replace("157.81", "NaN"),
        ROWS.replace("157.81", "Infinity"),
        ROWS.replace("157.81", "0"),
        ROWS.replace("157.81", "-1"),
        ROWS.replace("2026-10-02", "2026-10-01"),
        ROWS.replace("2026-10-01", "2026-10-06"),
        ROWS.replace("2026-10-02", "2026-13-02"),
        ROWS.replace("2026-10-01,157.63\n", "").replace("2026-10-06", "2026-10-01"),
        ROWS.replace("2026-10-02", "Oct. 2"),
    ],
)
def test_a_seal_does_not_make_an_edition_of_other_rows(rows: str) -> None:
    """Days that are none or in no order, rates that are none or not positive, and rows without any."""
    with pytest.raises(DataFileError, match="it has a seal, but its rows are not as this library writes them"):
        edition_of(add_seal(rows).encode(), Path("file"))


def test_an_edition_as_it_was_written() -> None:
    """With what it covers and its vintage; letters beyond ASCII, and a seal that is not that of the rows, are refused."""
    edition = edition_of(add_seal(ROWS).encode(), Path("file"))
    assert rates(edition) == ["157.63", "157.81", "156.90", "157.03"]
    assert [str(o.date) for o in edition] == ["2026-10-01", "2026-10-02", "2026-10-06", "2026-10-07"]
    assert (edition.frequency, edition.label, str(edition.vintage.last)) == ("daily", "noon buying rate", "2026-10-07")
    with pytest.raises(DataFileError, match="its rows are not as this library writes them"):
        edition_of(add_seal(ROWS.replace("date", "日")).encode(), Path("file"))
    with pytest.raises(DataFileError, match="newer figures in file: the file was cut short or changed; dates up"):
        edition_of(add_seal(ROWS).encode().replace(b"157.03", b"157.04"), Path("file"))


def test_what_is_no_file_is_refused(file: Path) -> None:
    """A pipe, which nobody waits for, a folder, a file in the place of the folder, and a name that is none."""
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(FileError, match="it is not a regular file; dates up to the end of the figures in this release"):
        cached_edition()
    with pytest.raises(FileError, match="it is not a regular file"):
        edition_at(file.parent)
    file.unlink()
    file.write_text("a file")
    for path in (file / "h10_jpy.csv", Path("a\0b")):
        with pytest.raises(FileError, match="cannot read the newer figures in"):
            edition_at(path)


@pytest.mark.parametrize("setting", ["", "0", "false", "NO", "none", " Off "])
def test_the_cache_can_be_switched_off(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any case of letters; and the reason is told."""
    monkeypatch.setenv("YEN_USD_CACHE", setting)
    assert (cache_file(), cached_edition(), why_no_cache()) == (None, None, "switched off by YEN_USD_CACHE")


def test_the_folder_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that the setting names, from the user's home on or in full; or the system's own for caches."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for setting, folder in (("~/figures", tmp_path / "figures"), (str(tmp_path), tmp_path)):
        monkeypatch.setenv("YEN_USD_CACHE", setting)
        assert cache_file() == folder / "h10_jpy.csv"
    for setting in ("figures", "~nobody-of-this-name/figures", "on"):
        monkeypatch.setenv("YEN_USD_CACHE", setting)
        with pytest.raises(FileError, match="YEN_USD_CACHE must be an absolute path, or 'off'"):
            cache_file()
    monkeypatch.delenv("YEN_USD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    usual = cache_file()
    assert usual is not None
    assert usual.is_relative_to(tmp_path)
    assert (usual.name, usual.parent.name) == ("h10_jpy.csv", "yen_usd")
    assert why_no_cache() == "the system names no folder for the caches of this user"


def test_the_files_that_ship_are_read_only_as_they_were_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each by its sum; one that was changed, is not there or has no sum is refused, and the sums themselves are needed."""
    digest = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"  # of "hello" and a newline
    monkeypatch.setattr(bundled_files, "DATA_FOLDER", str(tmp_path))
    with pytest.raises(DataFileError, match=f"cannot read a.csv: .*; it should be in {tmp_path}; install yen_usd again"):
        read_checked("a.csv")
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  a.csv\n{digest}  b.csv\n{digest}  none.csv\n")
    for name in ("a.csv", "c.csv"):
        (tmp_path / name).write_text("hello\n")
    (tmp_path / "b.csv").write_text("hello!\n")
    assert read_checked("a.csv") == ("hello\n", digest)
    with monkeypatch.context() as other_python:
        for name in ("_sha2", "_sha256"):  # which not every Python has
            other_python.setitem(sys.modules, name, None)
        assert read_checked("a.csv") == ("hello\n", digest)
    with pytest.raises(DataFileError, match=f"b.csv was changed: it has the SHA-256 [0-9a-f]+; .* with {digest}"):
        read_checked("b.csv")
    with pytest.raises(DataFileError, match="it was shipped with None"):
        read_checked("c.csv")
    with pytest.raises(DataFileError, match=r"cannot read none\.csv"):
        read_checked("none.csv")
    (tmp_path / "SHA256SUMS").write_text("no sums at all\n")
    with pytest.raises(DataFileError, match=r"cannot read a\.csv"):
        read_checked("a.csv")


def test_the_shipped_figures_are_known_by_their_beginning() -> None:
    """In whole rows, one at least; a mark of order and other line ends change nothing."""
    text = read_checked("h10_jpy.csv")[0].encode()
    lines = text.splitlines(keepends=True)
    for rows in (
        text,
        b"".join(lines[:2]),
        b"\xef\xbb\xbf" + b"".join(lines[:3]),
        b"".join(lines[:3]).replace(b"\n", b"\r\n"),
    ):
        assert is_published(rows)
    for rows in (
        b"",
        lines[0],
        b"".join(lines[:3])[:-1],
        lines[0] + lines[2],
        b"".join(lines[:2]) + b"\n",
        text + lines[-1],
    ):
        assert not is_published(rows)
