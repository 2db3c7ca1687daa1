"""The cache of newer figures: whole or not at all, whatever happens to it, to the disk, or to the process that writes."""

import datetime as dt
import os
import pickle
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from newer_figures import FIRST_WEEK, KNOWN, SECOND_WEEK, THIRD_WEEK, Rows, file_of

import yen_usd
from yen_usd import AfterSeriesError, DataFileError, FileError, RateSeries, h10_rates, update_rates
from yen_usd.rates.editions import cached_edition
from yen_usd.updates.cache import write_sealed

PACKAGE = Path(yen_usd.__file__).parent
SUPPORT = Path(__file__).parent.parent / "support"
NAME = "h10_jpy.csv"
DAY = "2026-10-07"


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter that finds the package and the support of the tests."""
    path = os.pathsep.join([str(PACKAGE.parent), str(SUPPORT)])
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_cache_is_looked_at_only_past_the_end(one_week: Path) -> None:
    """Told by the interpreter's own audit of opened files."""
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
import yen_usd
yen_usd.translate(1, on="2026-10-04"), yen_usd.h10_rates().over("FY2026"), yen_usd.h10_rates()["2026-09-01":"2026-10-02"]
print(sum(name.endswith("cache/h10_jpy.csv") for name in opened))
for _ in range(3):
    yen_usd.translate(1, on="2026-10-07")
print(sum(name.endswith("cache/h10_jpy.csv") for name in opened), "platformdirs" in sys.modules, "httpx" in sys.modules)
"""
    done = run(code, YEN_USD_CACHE=str(one_week))
    assert (done.stdout.split(), done.stderr) == (["0", "1", "False", "False"], "")


def test_the_place_of_the_cache(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's folder for caches, another one, or none at all; never one that depends on the working directory."""
    place = "from yen_usd.rates.editions import cache_file; print(cache_file())"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "xdg")}
    environment = {name: value for name, value in os.environ.items() if name != "YEN_USD_CACHE"}
    done = subprocess.run(
        [sys.executable, "-c", place],
        env={**environment, **home, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(tmp_path) in done.stdout
    assert Path(done.stdout.strip()).parts[-2:] == ("yen_usd", NAME)
    assert run(place, YEN_USD_CACHE="~/figures", **home).stdout.strip() == str(tmp_path / "figures" / NAME)
    relative = run(place, XDG_CACHE_HOME="relative", HOME=str(tmp_path))  # by the standard it is to be passed over
    assert "relative" not in relative.stdout
    update_rates(source=file_of(FIRST_WEEK, tmp_path))
    for setting in ("off", "OFF", " off ", "", "0", "none", "no", "false"):
        monkeypatch.setenv("YEN_USD_CACHE", setting)
        with pytest.raises(AfterSeriesError, match="1971-01-04 to 2026-10-02"):
            h10_rates().on(DAY)
        with pytest.raises(FileError, match="switched off by YEN_USD_CACHE"):
            update_rates(source=file_of(FIRST_WEEK, tmp_path))
        assert len(update_rates(source=file_of(FIRST_WEEK, tmp_path), check=True).added) == 5
    monkeypatch.setenv("YEN_USD_CACHE", "figures")
    with pytest.raises(FileError, match="an absolute path, or 'off'"):
        h10_rates().on(DAY)
    assert str(h10_rates().on("2007-03-31").yen_per_usd) == "117.56"
    monkeypatch.setenv("YEN_USD_CACHE", str(cache))
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.415"


def test_the_folder_of_the_cache_is_made_with_those_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a new user, who has no folder for caches at all."""
    monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path / "of" / "a new" / "user"))
    assert len(update_rates(source=file_of(FIRST_WEEK, tmp_path)).added) == 5
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.415"


def test_the_cached_file_is_of_the_librarys_own_format_and_can_be_kept(one_week: Path, tmp_path: Path) -> None:
    """A copy of it is an edition that stays, with the vintage that the rates name."""
    kept = tmp_path / "figures of the report.csv"
    shutil.copy(one_week / NAME, kept)
    vintage = h10_rates().on(DAY).vintage
    update_rates(source=file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path))
    pinned = RateSeries.from_csv(kept)
    assert pinned.vintage == vintage != h10_rates().on(DAY).vintage
    assert pinned.on(DAY) == h10_rates().on(DAY)
    with pytest.raises(AfterSeriesError, match=r"2026-10-09; .*or use newer figures"):
        pinned.on("2026-10-12")
    content = kept.read_bytes()
    assert vintage is not None
    assert vintage.sha256 == sha256(content[: content.index(b"sha256,")]).hexdigest()
    assert content.startswith((PACKAGE / "data" / NAME).read_bytes())


def test_an_edition_is_read_anew_when_it_was_replaced(one_week: Path, tmp_path: Path) -> None:
    """Also by another process, and also an edition that is at hand gives way."""
    edition = h10_rates().reaching(DAY)
    assert edition is h10_rates().reaching(DAY)
    code = f"import yen_usd; yen_usd.update_rates(source={str(file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path))!r})"
    assert run(code, YEN_USD_CACHE=str(one_week)).stderr == ""
    assert str(h10_rates().on("2026-10-16").yen_per_usd) == "155.87"
    assert edition.on("2026-10-16") == h10_rates().on("2026-10-16")
    assert edition.coverage.end == dt.date(2026, 10, 9)
    shutil.rmtree(one_week)
    with pytest.raises(AfterSeriesError):
        h10_rates().on(DAY)


def test_a_cache_that_goes_no_further_than_the_release_is_passed_over(cache: Path) -> None:
    """As after an upgrade of the library."""
    text = (PACKAGE / "data" / NAME).read_text()
    cache.mkdir()
    write_sealed(cache / NAME, "".join(text.splitlines(keepends=True)[:-5]))
    with pytest.raises(AfterSeriesError, match="to 2026-10-02"):
        h10_rates().on(DAY)


def test_a_small_cached_file_cut_at_every_byte(cache: Path) -> None:
    """No part of it is ever taken for the whole, and the bundled figures answer as ever."""
    lines = (PACKAGE / "data" / NAME).read_text().splitlines(keepends=True)
    rows = [f"{day},{rate[:-2]}\n" for day, rate in FIRST_WEEK]
    cache.mkdir()
    path = cache / NAME
    write_sealed(path, "".join([lines[0], *lines[-10:], *rows]))
    content = path.read_bytes()
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.41"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(DataFileError, match=r"cut short or changed.*delete it and fetch .*yen-usd update"):
            h10_rates().on(DAY)
        assert str(h10_rates().on("2007-03-31").yen_per_usd) == "117.56"
    path.write_bytes(content)
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.41"


@pytest.mark.parametrize("last", [100, pytest.param(1000, marks=pytest.mark.exhaustive)])
def test_a_cached_file_with_any_byte_changed(last: int, one_week: Path) -> None:
    """The last ones one by one, the seal among them, and a sample of those before."""
    path = one_week / NAME
    content = path.read_bytes()
    for at in [*range(0, len(content), 4999), *range(len(content) - last, len(content))]:
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(DataFileError, match="cut short or changed"):
            h10_rates().on(DAY)


SEALED_BY_HAND = {
    "no rows": "",
    "no numbers": "date,yen_per_usd\n2026-09-25,n/a\n",
    "no end": "date,yen_per_usd\n2026-09-25,157.81\n2026-09-28,Infinity\n",
    "not a number": "date,yen_per_usd\n2026-09-25,157.81\n2026-09-28,sNaN\n",
    "nothing": "date,yen_per_usd\n2026-09-25,157.81\n2026-09-28,0.00\n",
    "no order": "date,yen_per_usd\n2026-09-25,157.81\n2026-09-29,157.03\n2026-09-28,156.90\n",
}


@pytest.mark.parametrize("damage", ["cut", "empty", "too large", *SEALED_BY_HAND])
def test_a_damaged_cached_file_is_named_replaced_and_kept(damage: str, one_week: Path, tmp_path: Path) -> None:
    """The error says where, why and what to do; an update makes it good, and says where the damaged one is now."""
    path = one_week / NAME
    content = path.read_bytes()
    if damage in SEALED_BY_HAND:
        write_sealed(path, SEALED_BY_HAND[damage])
    else:
        path.write_bytes({"cut": content[:-1], "empty": b"", "too large": b"1" * 9_000_000}[damage])
    damaged = path.read_bytes()
    with pytest.raises(DataFileError, match=f"cannot read the newer figures in {path}: .*delete") as caught:
        h10_rates().on(DAY)
    assert "class" not in str(caught.value)
    assert str(h10_rates().on("2026-10-02").yen_per_usd) == "157.81"
    download = file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path)
    assert update_rates(source=download, check=True).set_aside is None
    assert path.read_bytes() == damaged
    result = update_rates(source=download)
    kept = one_week / f"{NAME}.damaged"
    assert (len(result.added), result.set_aside, kept.read_bytes()) == (10, str(kept), damaged)
    assert str(result).endswith(f"through 2026-10-16; a damaged file of earlier ones is kept as {kept}")
    assert str(h10_rates().on("2026-10-16").yen_per_usd) == "155.87"
    assert update_rates(source=download).set_aside is None
    path.write_bytes(content[:-1])
    result = update_rates(source=file_of([], tmp_path))  # nothing newer to put in its place
    assert (result.added, result.set_aside, path.exists()) == ((), str(kept), False)
    assert kept.read_bytes() == content[:-1]


@pytest.mark.parametrize("obstacle", ["a folder", "a pipe", "a loop of links"])
def test_what_cannot_be_read_is_left_alone(obstacle: str, one_week: Path, tmp_path: Path) -> None:
    """It may be whole: neither a look-up nor an update goes on without it."""
    path = one_week / NAME
    content = path.read_bytes()
    path.unlink()
    if obstacle == "a folder":
        path.mkdir()
    elif obstacle == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    status = path.lstat()
    for ask in (lambda: h10_rates().on(DAY), lambda: update_rates(source=file_of(SECOND_WEEK, tmp_path))):
        with pytest.raises(FileError, match=f"cannot read the newer figures in {path}: .*delete"):
            ask()
    assert str(h10_rates().on("2026-10-02").yen_per_usd) == "157.81"
    assert (path.lstat().st_mode, path.lstat().st_ino) == (status.st_mode, status.st_ino)
    path.rmdir() if obstacle == "a folder" else path.unlink()
    path.write_bytes(content)
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.415"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may become another user")
def test_a_cache_of_another_user_is_not_written_over(one_week: Path, tmp_path: Path) -> None:
    """Not to be read, although the folder may be written to: an error, and the file stays as it is."""
    code = f"""
import os, tempfile, yen_usd, yen_usd.updates, yen_usd.rates.readers, filelock
with tempfile.TemporaryDirectory() as folder:
    download, cached = os.path.join(folder, "download.csv"), os.path.join(folder, {NAME!r})
    open(download, "w").write(open({str(file_of(FIRST_WEEK[:2], tmp_path))!r}).read())
    open(cached, "w").write(open({str(one_week / NAME)!r}).read())
    os.chmod(folder, 0o777), os.chmod(cached, 0o600), os.chmod(download, 0o644)
    os.environ["YEN_USD_CACHE"] = folder
    yen_usd.h10_rates()
    before = open(cached).read()
    os.seteuid(65534)
    for ask in (lambda: yen_usd.update_rates(source=download), lambda: yen_usd.h10_rates().on("2026-10-07")):
        try:
            print("no error:", ask())
        except yen_usd.FileError as error:
            print(error)
    os.seteuid(0)
    print(sorted(os.listdir(folder)) == ["download.csv", {NAME!r}], open(cached).read() == before)
"""
    done = run(code)
    assert done.stdout.count("Permission denied; dates up to the end of the figures in this release") == 2, done.stderr
    assert done.stdout.endswith("True True\n"), done.stdout


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may become another user")
def test_a_user_without_a_home_has_no_cache(tmp_path: Path) -> None:
    """As in some containers: look-ups and frames answer, and an update says which variable names a folder."""
    code = f"""
import os, datetime as dt, polars as pl, yen_usd, yen_usd.cli
for name in ("HOME", "XDG_CACHE_HOME", "YEN_USD_CACHE"):
    os.environ.pop(name, None)
frame = pl.DataFrame({{"yen": [11756], "on": [dt.date(2007, 3, 31)]}})
os.setreuid(54321, -1)  # it may still read what root may
for ask in (
    lambda: yen_usd.h10_rates().on("2026-10-08"),
    lambda: yen_usd.translate_frame(frame.lazy(), "yen", on="on", missing="null").collect()["yen_usd"].to_list(),
    lambda: yen_usd.update_rates(source={str(file_of(FIRST_WEEK, tmp_path))!r}),
    lambda: len(yen_usd.update_rates(source={str(file_of(FIRST_WEEK, tmp_path))!r}, check=True).added),
    lambda: yen_usd.cli.main(["data"]),
):
    try:
        print(ask())
    except yen_usd.YenUsdError as error:
        print(type(error).__name__, error)
"""
    done = run(code)
    lines = done.stdout.splitlines()
    assert len(lines) == 10, done.stderr
    assert lines[0].startswith("AfterSeriesError no rate for 2026-10-08")
    assert (lines[1], lines[3], lines[-1]) == ("[100.0]", "5", "0")
    assert lines[2].startswith("FileError there is no cache for newer figures: the system names no folder")
    assert lines[2].endswith("set YEN_USD_CACHE to the full path of a folder")
    assert lines[-2] == "place      the system names no folder for the caches of this user"


def test_a_lock_that_is_a_pipe(one_week: Path, tmp_path: Path) -> None:
    """Nobody waits for it."""
    (one_week / f"{NAME}.lock").unlink()
    os.mkfifo(one_week / f"{NAME}.lock")
    with pytest.raises(FileError, match="lock is not a regular file"):
        update_rates(source=file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path))
    assert str(h10_rates().on(DAY).yen_per_usd) == "157.415"


def test_a_cache_that_cannot_be_written(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the folder should be, and a folder that may not be written to."""
    download = file_of(FIRST_WEEK, tmp_path)
    cache.write_text("a file")
    with pytest.raises(FileError, match=r"cannot read the newer figures in .*cache/h10_jpy.csv: Not a directory"):
        update_rates(source=download)
    with pytest.raises(FileError, match="Not a directory"):
        h10_rates().on(DAY)
    monkeypatch.setenv("YEN_USD_CACHE", "/proc/yen_usd")
    with pytest.raises(FileError, match=r"cannot write /proc/yen_usd/h10_jpy.csv"):
        update_rates(source=download)
    monkeypatch.setenv("YEN_USD_CACHE", "/proc")
    with pytest.raises(FileError, match=r"cannot write /proc/h10_jpy.csv: (No such file|Permission|Operation)"):
        update_rates(source=download)  # at once, not when it has waited for the lock


def test_a_folder_that_may_not_be_written_to(cache: Path, tmp_path: Path) -> None:
    """By a user who is not its owner, as root may write anywhere."""
    code = f"""
import os, tempfile, yen_usd
yen_usd.update_rates(source={str(file_of(FIRST_WEEK, tmp_path))!r})
with tempfile.TemporaryDirectory() as above:
    folder = os.path.join(above, "cache")
    os.mkdir(folder)
    download = os.path.join(above, "download.csv")
    with open(download, "w") as file:
        file.write(open({str(file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path))!r}).read())
    os.chmod(above, 0o755)
    os.chmod(download, 0o644)
    os.chmod(folder, 0o555)
    os.environ["YEN_USD_CACHE"] = folder
    child = os.fork()
    if not child:
        if os.getuid() == 0:
            os.setuid(65534)
        try:
            yen_usd.update_rates(source=download)
        except yen_usd.FileError as error:
            print(error, os.listdir(folder), yen_usd.h10_rates().on("2026-10-02").yen_per_usd, flush=True)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
"""
    done = run(code, YEN_USD_CACHE=str(cache))
    assert "Permission denied" in done.stdout, done.stderr
    assert done.stdout.endswith("[] 157.81\n")


def test_a_disk_that_is_full(one_week: Path, tmp_path: Path) -> None:
    """The system refuses the bytes that are too many: nothing half-written stays, and the old figures answer."""
    before = {path.name: path.read_bytes() for path in one_week.iterdir()}
    download = file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path)
    code = f"""
import resource, yen_usd
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    yen_usd.update_rates(source={str(download)!r})
except yen_usd.FileError as error:
    print(error)
print(yen_usd.translate(1_000_000, on="2026-10-07").result)
"""
    done = run(code, YEN_USD_CACHE=str(one_week))
    assert "File too large; the figures are as they were" in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "$6,352.63"
    assert {path.name: path.read_bytes() for path in one_week.iterdir()} == before


def test_a_small_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a file system of 64 kB, where this process may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        monkeypatch.setenv("YEN_USD_CACHE", str(folder))
        with pytest.raises(FileError, match="No space left on device"):
            update_rates(source=file_of(FIRST_WEEK, tmp_path))
        assert not [path for path in folder.iterdir() if path.suffix != ".lock"]
        assert str(h10_rates().on("2026-10-02").yen_per_usd) == "157.81"
    finally:
        subprocess.run(["umount", folder], check=True)


KILLED = """
import os, signal, sys
import yen_usd
from pathlib import Path
from yen_usd.updates import cache
path, download, stride = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
yen_usd.update_rates(source=download, check=True)  # so that all is imported

def updated(last_step):
    steps = 0
    def step(frame, event, arg):
        nonlocal steps
        if frame.f_code.co_filename == cache.__file__:
            steps += 1
            if steps == last_step:
                os.kill(os.getpid(), signal.SIGKILL)
        return step
    sys.settrace(step)
    yen_usd.update_rates(source=download)
    sys.settrace(None)
    return steps

old = path.read_bytes()
steps = updated(None)
new = path.read_bytes()
seen = set()
for last_step in range(steps, 0, -stride):
    cache.write_whole(path, old)
    child = os.fork()
    if not child:
        updated(last_step)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    now = path.read_bytes()
    assert now in {old, new}
    seen.add(now)
    assert str(yen_usd.h10_rates().on("2026-10-07").yen_per_usd) == "157.415"
cache.write_whole(path, old)
print(steps, seen == {old, new}, len(yen_usd.update_rates(source=download).added))
"""


@pytest.mark.parametrize("stride", [12, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_a_process_killed_between_any_two_steps_of_the_write(stride: int, one_week: Path, tmp_path: Path) -> None:
    """Killed for good at a line of the module that writes: readers see the old edition or the new one, whole."""
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    newer = file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path)
    command = [sys.executable, str(script), str(one_week / NAME), str(newer), str(stride)]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "YEN_USD_CACHE": str(one_week)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert not done.stderr, done.stderr
    steps, both_seen, added = done.stdout.split()
    assert int(steps) > 30
    assert (both_seen, added) == ("True", "5")
    assert {path.name for path in one_week.iterdir()} <= {NAME, f"{NAME}.lock"}  # what was left is gone


WRITER = """
import os, sys
import yen_usd
from pathlib import Path
for turn in range(1, int(sys.argv[1]) + 1):
    yen_usd.update_rates(source=sys.argv[2:][turn % 3])
    if turn % 7 == 0:
        (Path(os.environ["YEN_USD_CACHE"]) / "h10_jpy.csv").unlink(missing_ok=True)  # and all begins again
"""

READER = """
import sys
import yen_usd
from pathlib import Path
end, allowed = Path(sys.argv[1]), dict(pair.split("=") for pair in sys.argv[2:])
reads = 0
while not reads or not end.exists():
    try:
        rate = yen_usd.h10_rates().on("2026-10-07")
        days = yen_usd.h10_rates().reaching("2100-01-01")
    except yen_usd.AfterSeriesError:
        continue
    assert str(rate.yen_per_usd) == "157.415", rate
    assert allowed[rate.vintage.sha256] == str(rate.vintage.last), rate.vintage
    if days is not yen_usd.h10_rates():
        last = str(days.coverage.end)
        assert allowed[days.vintage.sha256] == last
        assert len(days) == len(yen_usd.h10_rates()) + {"2026-10-09": 5, "2026-10-16": 10, "2026-10-23": 14}[last]
    reads += 1
"""


@pytest.mark.parametrize(("pairs", "turns"), [(1, 4), pytest.param(4, 16, marks=pytest.mark.exhaustive)])
def test_processes_that_update_and_read_at_once(pairs: int, turns: int, cache: Path, tmp_path: Path) -> None:
    """However they come in turn: no reader fails, and none sees anything but one of the three editions."""
    weeks: list[Rows] = [FIRST_WEEK, [*FIRST_WEEK, *SECOND_WEEK], [*FIRST_WEEK, *SECOND_WEEK, *THIRD_WEEK]]
    downloads = [file_of(rows, tmp_path) for rows in weeks]
    allowed: list[str] = []
    for download in downloads:
        result = update_rates(source=download)
        allowed.append(f"{result.vintage.sha256}={result.vintage.last}")
    (cache / NAME).unlink()
    end = tmp_path / "end"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}

    def process(code: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    readers = [process(READER, end, *allowed) for _ in range(pairs)]
    writers = [process(WRITER, turns, *downloads) for _ in range(pairs)]
    try:
        said = [writer.communicate(timeout=600)[1] for writer in writers]
        update_rates(source=downloads[2])  # so that there is something to read at the end
    finally:
        end.touch()
        said += [reader.communicate(timeout=600)[1] for reader in readers]
    assert not any(said), said
    edition = cached_edition()
    assert edition is not None
    assert str(edition.coverage.end) == "2026-10-23"


def test_eight_threads_that_update_and_read_at_once(cache: Path, tmp_path: Path) -> None:
    """One of them writes each edition, and all agree."""
    import threading

    downloads = [file_of(FIRST_WEEK, tmp_path), file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path)]
    barrier = threading.Barrier(8)
    added: list[int] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            barrier.wait()
            for download in downloads:
                added.append(len(update_rates(source=download).added))
                assert str(h10_rates().on(DAY).yen_per_usd) == "157.415"
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sum(added) == 10
    assert {path.name for path in cache.iterdir()} <= {NAME, f"{NAME}.lock"}


def test_a_lock_that_is_held_too_long(one_week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By another process; waiting ends with an error that says so."""
    from yen_usd.updates import cache as module

    monkeypatch.setattr(module, "PATIENCE", 0.3)
    lock = str(one_week / f"{NAME}.lock")
    code = f"from filelock import FileLock\nwith FileLock({lock!r}):\n    print('held', flush=True)\n    input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FileError, match=r"another process has held its lock for 0.3 seconds"):
            update_rates(source=file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path))
        holder.communicate("\n")
    assert len(update_rates(source=file_of([*FIRST_WEEK, *SECOND_WEEK], tmp_path)).added) == 5


def test_a_missing_extra_says_what_to_install(cache: Path, tmp_path: Path) -> None:
    """Without the packages of the extra, look-ups and files still work."""
    download = file_of(FIRST_WEEK, tmp_path)
    code = f"""
import importlib.util, yen_usd
found = importlib.util.find_spec
import yen_usd._extras
yen_usd._extras.find_spec = lambda name: None if name in ("httpx", "filelock", "tenacity") else found(name)
for source in ("board", {str(download)!r}):
    try:
        yen_usd.update_rates(source=source)
    except ImportError as error:
        print(error)
print(len(yen_usd.RateSeries.from_csv({str(download)!r})))
print(len(yen_usd.update_rates(source={str(download)!r}, check=True).added))
"""
    done = run(code, YEN_USD_CACHE=str(cache))
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert "httpx" in lines[0]
    assert "filelock" in lines[1]
    assert all("pip install 'yen_usd[update]'" in line for line in lines[:2])
    assert lines[2:] == [str(len(KNOWN) - 1 + 5), "5"]


def test_editions_pickle_and_copy(one_week: Path) -> None:
    """As what they are: the copy of the bundled one finds newer figures, too."""
    assert one_week.exists()
    for series in (h10_rates(), h10_rates().reaching(DAY)):
        again = pickle.loads(pickle.dumps(series))
        assert (again, again.vintage, again.on(DAY)) == (series, series.vintage, series.on(DAY))
    pinned = h10_rates()[:]
    assert (pinned, pinned.vintage) == (h10_rates(), h10_rates().vintage)
    with pytest.raises(AfterSeriesError, match="use newer figures"):
        pinned.on(DAY)
