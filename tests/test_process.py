"""What only a fresh process can show: loading once, late imports, a damaged data file, and any environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import yen_usd

PACKAGE = Path(yen_usd.__file__).parent


def run(code: str, *, path: Path = PACKAGE.parent, **environment: str) -> str:
    """What a fresh interpreter prints, that finds the package under `path`."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        cwd=path,
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def test_eight_threads_that_translate_first_thing_load_the_series_once_and_agree() -> None:
    """Counted by the interpreter's own audit of opened files."""
    printed = run(
        """
import sys, threading
opened = []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith("h10_jpy.csv") and opened.append(1))
import yen_usd
barrier, results = threading.Barrier(8), []
def work():
    barrier.wait()
    results.append((yen_usd.translate("¥24.3 billion", on="2015-03-31"), id(yen_usd.h10_rates())))
threads = [threading.Thread(target=work) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(len(opened), len(results), len({repr(r) for r in results}))
"""
    )
    assert printed == "1 8 1"


ASKED = """
import datetime as dt, pickle, yen_usd
ASKED = {
    "translate": lambda: yen_usd.translate("¥24.3 billion", on="2015-03-31"),
    "period": lambda: yen_usd.translate(5, period="FY2007", basis="average").rate,
    "rates": lambda: yen_usd.h10_rates().over("FY2007"),
    "report": lambda: yen_usd.report_rates(),
    "money": lambda: yen_usd.parse_money("△1,234百万円").money,
    "words": lambda: yen_usd.format_money(yen_usd.Yen(24_300_000_000), style="name", locale="de"),
    "annotate": lambda: yen_usd.annotate("It was ¥5 million.", rate=yen_usd.REPORT_RATE).text,
    "table": lambda: yen_usd.exchange_rate_table("2007-03-31", years=2, months=1),
    "implied": lambda: yen_usd.implied_rate("¥3,141 million", "$26,718 thousand", balance_sheet_date="2007-03-31").interval,
    "series": lambda: yen_usd.h10_rates()["2007-03-29":"2007-03-30"],
    "statement": lambda: yen_usd.read_statement([["(Millions of yen)", "FY2007"], ["Sales", "5"], ["Costs", "3"]]),
    "frame": lambda: yen_usd.rate_frame("2007-03-29", "2007-03-30", backend="polars").rows(),
}
"""
"""First uses of every room, whose answers are values."""


@pytest.mark.exhaustive
def test_eight_threads_that_use_every_room_first_thing_agree() -> None:
    """Each begins with another room, so that all are imported at once."""
    printed = run(
        ASKED
        + """
import threading
barrier, answers = threading.Barrier(8), []
def work(at):
    barrier.wait()
    names = [*ASKED][at:] + [*ASKED][:at]
    answers.append({name: ASKED[name]() for name in names})
threads = [threading.Thread(target=work, args=(at,)) for at in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
again = {name: ask() for name, ask in ASKED.items()}
print(len(answers), all(answer == again for answer in answers))
"""
    )
    assert printed == "8 True"


def test_forks_and_pickles_of_another_process_have_the_same_answers() -> None:
    """Of a process that forks after it has imported all, and of one with another seed of hashes that loads the pickles."""
    forked = run(
        ASKED
        + """
import os
mine = {name: ask() for name, ask in ASKED.items()}
read, write = os.pipe()
if os.fork() == 0:
    os.write(write, pickle.dumps({name: ask() for name, ask in ASKED.items()}))
    os._exit(0)
os.close(write)
content = b"".join(iter(lambda: os.read(read, 65536), b""))
print(content.hex(), pickle.loads(content) == mine, os.wait()[1])
""",
        PYTHONHASHSEED="1",
        PYTHONWARNINGS="ignore:This process:DeprecationWarning",  # a fork beside the threads of Polars, from Python 3.12 on
    )
    content, *others = forked.split()
    assert others == ["True", "0"]
    loaded = run(
        f"{ASKED}\nfound = pickle.loads(bytes.fromhex('{content}'))\n"
        "mine = {name: ask() for name, ask in ASKED.items()}\n"
        "hashed = [name for name in mine if name not in ('frame', 'report')]\n"
        "print(found == mine, {mine[name] for name in hashed} == {found[name] for name in hashed})\n",
        PYTHONHASHSEED="2",
    )
    assert loaded == "True True"


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    """Neither by the import nor by a translation on a date."""
    printed = run(
        """
import sys, yen_usd
yen_usd.translate(1_000_000, on="2015-03-31"), yen_usd.translate("¥24.3 billion")
heavy = {"pydantic", "babel", "dateutil", "narwhals", "numpy", "pandas"}
print(sorted({name.partition(".")[0] for name in sys.modules} & heavy))
"""
    )
    assert printed == "[]"


def test_the_report_rate_needs_no_file() -> None:
    """It is a constant, so that the first answer does not wait for 14,000 rows."""
    code = """
import sys
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".csv") and print(args[0]))
import yen_usd
yen_usd.translate(5)
"""
    assert not run(code)


DAMAGES: dict[str, Callable[[bytes], bytes] | None] = {
    "missing": None,
    "empty": lambda _: b"",
    "cut": lambda content: content[:-5],
    "one digit": lambda content: content.replace(b"7", b"8", 1),
    "not text": lambda _: b"\xff\xfe\n",
}


@pytest.mark.parametrize("name", ["h10_jpy.csv", "report_table.csv", "SHA256SUMS"])
def test_a_damaged_data_file_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    """Never a wrong number: the file is named, and what to do; the package is loaded anew for each damage."""
    for number, damage in enumerate(DAMAGES.values()):
        package = tmp_path / str(number) / "yen_usd"
        package.mkdir(parents=True)
        for entry in PACKAGE.iterdir():
            if entry.name != "data":
                (package / entry.name).symlink_to(entry)
        shutil.copytree(PACKAGE / "data", package / "data")
        file = package / "data" / name
        file.chmod(0o644)
        if damage is None:
            file.unlink()
        else:
            file.write_bytes(damage(file.read_bytes()))
    printed = run(
        f"""
import sys
for number in range({len(DAMAGES)}):
    sys.path[0] = f"{tmp_path}/{{number}}"
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == "yen_usd"]:
        del sys.modules[loaded]
    import yen_usd
    assert yen_usd.__file__.startswith(sys.path[0])
    for ask in (lambda: yen_usd.translate(1, on="2007-03-31"), yen_usd.report_rates):
        try:
            ask()
            print("answered")
        except yen_usd.DataFileError as error:
            print("refused", "install yen_usd again" in str(error), "csv" in str(error) or "SHA256SUMS" in str(error))
""",
        path=tmp_path,
    ).splitlines()
    refused = "refused True True"
    pairs = list(zip(printed[::2], printed[1::2], strict=True))
    assert len(pairs) == len(DAMAGES)
    for pair in pairs:
        if name == "SHA256SUMS":
            assert refused in pair
        else:
            assert pair == ((refused, "answered") if name == "h10_jpy.csv" else ("answered", refused))


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "ja_JP.UTF-8"}, {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}, {"TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "7"}],
)
def test_no_environment_changes_an_answer(environment: dict[str, str], tmp_path: Path) -> None:
    """Locale, language, time zone, hash seed, working directory."""
    code = f"""
import os, yen_usd
os.chdir({str(tmp_path)!r})
t = yen_usd.translate("¥24.3 billion", on="March 31, 2007")
print(repr(t), f"{{t:words}} {{t:compact}} {{t:japanese}}", yen_usd.translate(1, period="FY2007", basis="average").rate)
"""
    printed = run(code, **environment)
    assert printed == (
        "Translation(¥24,300,000,000 → $206,702,960.19 at ¥117.56, noon buying rate of 2007-03-30, prevailing on "
        "2007-03-31) $206.7 million $206.7M 2億670万2,960.19ドル ¥116.55, average of the noon buying rates of the "
        "last day of each month, fiscal year ended March 31, 2007"
    )
