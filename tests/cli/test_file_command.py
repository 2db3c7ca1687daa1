"""The command `file`: tables in and out, whole or not there, with their other columns as they were."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from commands import call

import yen_usd

ROOT = Path(yen_usd.__file__).parents[1]

SALES = (
    "code,day,yen,note\r\n"
    "007,2007-03-31,24300000000,\r\n"
    '008,2007-07-03,"-1,224,000","a, b"\r\n'
    "009,2007-03-31,,1.50\r\n"
    "010,2007-03-31,△117.56,\r\n"
)
RESULTS = ["206702960.19", "-10000.00", "", "-1.00"]
"""At 117.56 on 2007-03-31 and 122.40 on 2007-07-03."""


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """A table with codes that look like numbers, a quoted cell, an empty one, and amounts in several forms."""
    path = tmp_path / "sales.csv"
    path.write_bytes(SALES.encode())
    return path


def rows_of(text: str, separator: str = ",") -> list[str]:
    """The last cell of each row below the head."""
    return [line.rpartition(separator)[2] for line in text.splitlines()[1:]]


def test_all_other_columns_stay_as_they_were_written(sales: Path) -> None:
    """Byte for byte, with the ends of lines; the results come last."""
    done = call("file", str(sales), "--amount", "yen", "--on", "day")
    assert (done.returncode, done.stderr) == (0, "")
    lines = zip(SALES.splitlines(), ["yen_usd", *RESULTS], strict=True)
    assert done.output.decode() == "".join(f"{line},{result}\r\n" for line, result in lines)


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.parquet", "out.xlsx"])
def test_each_format_goes_to_each_other(name: str, sales: Path, tmp_path: Path) -> None:
    """And from there back to CSV, with the same results."""
    out = tmp_path / name
    assert call("file", str(sales), "--amount", "yen", "--on", "day", "-o", str(out)).returncode == 0
    done = call("file", str(out), "--amount", "yen", "--on", "day", "--into", "again", "--format", "csv")
    assert done.returncode == 0
    table = pl.read_csv(done.output, infer_schema=False).fill_null("")
    assert table["code"].to_list() == ["007", "008", "009", "010"]
    assert table["again"].to_list() == RESULTS
    assert [float(x or 0) for x in table["yen_usd"]] == [float(x or 0) for x in RESULTS]


def test_a_parquet_file_keeps_its_types(tmp_path: Path) -> None:
    """Numbers and days are taken as they are."""
    frame = pl.DataFrame({"yen": [117.56, None], "day": ["2007-03-31"] * 2}).with_columns(
        pl.col("day").str.to_date("%Y-%m-%d")
    )
    frame.write_parquet(tmp_path / "in.parquet")
    assert (
        call("file", str(tmp_path / "in.parquet"), "--amount", "yen", "--on", "day", "-o", str(tmp_path / "o.pq")).returncode
        == 0
    )
    made = pl.read_parquet(tmp_path / "o.pq")
    assert made.drop("yen_usd").equals(frame)
    assert [value and str(value) for value in made["yen_usd"]] == ["1.00", None]


@pytest.mark.parametrize(
    ("arguments", "results"),
    [
        (["--on", "2007-03-31"], ["206702960.19", "-10411.70", "", "-1.00"]),
        (["--rate", "report", "--unit", "million"], ["206.70296019", "-0.01041170", "", "-0.00000100"]),
        (["--period", "FY2007", "--basis", "average"], ["208494208.49", "-10501.93", "", "-1.01"]),
        (["--rate", "100", "--round-to", "thousand", "--nil"], ["243000000", "-12000", "", "0"]),
        (["--on", "day", "--to", "JPY", "--rate-into", "at"], ["117.56", "122.40", "117.56", "117.56"]),
    ],
)
def test_a_rate_is_named_as_everywhere(arguments: list[str], results: list[str], sales: Path) -> None:
    """By a date, a rate of one's own, a period, or a column."""
    if "JPY" in arguments:
        sales.write_bytes(SALES.replace("△", "-").encode())
    done = call("file", str(sales), "--amount", "yen", *arguments)
    assert (done.returncode, rows_of(done.stdout)) == (0, results)


def test_the_name_of_a_result_has_its_unit(sales: Path) -> None:
    """As the numbers alone do not say it."""
    done = call("file", str(sales), "--amount", "yen", "--on", "day", "--unit", "million")
    assert done.stdout.splitlines()[0] == "code,day,yen,note,yen_usd_million"


def test_rates_and_periods_may_be_columns(tmp_path: Path) -> None:
    """Of text, too."""
    path = tmp_path / "facts.csv"
    path.write_text("start,end,val,at\n2006-04-01,2007-03-31,1165500,100\n2007-01-01,2007-03-31,0,100.0\n")
    done = call("file", str(path), "--amount", "val", "--start", "start", "--end", "end", "--basis", "average")
    assert rows_of(done.stdout) == ["10000.00", "0.00"]
    assert rows_of(call("file", str(path), "--amount", "val", "--rate", "at").stdout) == ["11655.00", "0.00"]
    assert rows_of(call("file", str(path), "--amount", "val", "at", "--on", "end", "--into", "a", "b").stdout)[0] == "0.85"
    path.write_text("val,at\n5,dear\n6,\n")
    done = call("file", str(path), "--amount", "val", "--rate", "at")
    assert (done.returncode, done.stdout) == (1, "")
    assert "of 2 rows of 'val' 1 have a rate that cannot be read and 1 have an amount and no rate; nothing" in done.stderr


def test_rows_without_a_rate_are_counted_and_refused(tmp_path: Path) -> None:
    """Unless they may be empty; the output is whole or not there."""
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("yen,day\n100,2007-03-31\n100,1971-08-20\nplenty,2007-03-31\n-,2007-03-31\n")
    out.write_text("as it was")
    call_it = ["file", str(path), "--amount", "yen", "--on", "day", "-o", str(out)]
    done = call(*call_it)
    assert (done.returncode, done.stdout, out.read_text()) == (1, "", "as it was")
    assert done.stderr == (
        "yen-usd: of 4 rows of 'yen' 1 have no rate and 1 cannot be read; "
        "nothing was written; --missing null leaves them empty\n"
    )
    done = call(*call_it, "--missing", "null", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "written": str(out),
        "amounts": {
            "yen": {
                "result": "yen_usd", "rows": 4, "translated": 1, "null": 1,
                "without_rate": 1, "without_result": 0, "unreadable": 1, "null_dates": 0, "unreadable_dates": 0,
            }
        },
    }  # fmt: skip
    assert rows_of(out.read_text()) == ["0.85", "", "", ""]
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]


def test_a_day_that_cannot_be_read_is_not_blamed_on_the_amount(tmp_path: Path) -> None:
    """And a row with an amount and no day is counted, though it stays empty, as one without an amount does."""
    path = tmp_path / "in.csv"
    path.write_text("yen,day\n100,03/31/2007\n200,\n300,  \n,2007-03-31\n400,2007-03-31\n")
    done = call("file", str(path), "--amount", "yen", "--on", "day")
    assert (done.returncode, done.stderr) == (
        1,
        (
            "yen-usd: of 5 rows of 'yen' 1 have a day that cannot be read (--date-format says how days are written) and "
            "2 have an amount and no day; nothing was written; --missing null leaves them empty\n"
        ),
    )
    path.write_text(path.read_text().replace("03/31/2007", "2007-03-31"))
    done = call("file", str(path), "--amount", "yen", "--on", "day")
    assert (done.returncode, rows_of(done.stdout)) == (0, ["0.85", "", "", "", "3.40"])
    assert done.stderr == "yen-usd: of 5 rows of 'yen' 2 have an amount and no day; they are empty\n"


def test_the_input_is_written_over_only_when_asked(sales: Path, tmp_path: Path) -> None:
    """Not by another name of it either; its permissions stay, and a link to it stays a link."""
    link = tmp_path / "link.csv"
    link.symlink_to(sales)
    sales.chmod(0o640)
    assert call("file", str(sales), "--amount", "yen", "--on", "day", "-o", str(link)).returncode == 2
    assert sales.read_bytes() == SALES.encode()
    assert call("file", str(link), "--amount", "yen", "--on", "day", "--in-place").returncode == 0
    assert rows_of(sales.read_text()) == RESULTS
    assert (link.is_symlink(), sales.stat().st_mode & 0o777) == (True, 0o640)


def test_standard_input_and_output(sales: Path, tmp_path: Path) -> None:
    """A table flows through; files may have spaces in their names, and devices stay devices."""
    done = call("file", "-", "--amount", "yen", "--on", "day", given=SALES.encode())
    assert rows_of(done.stdout) == RESULTS
    spaced = tmp_path / "a b.csv"
    assert call("file", str(sales), "--amount", "yen", "--on", "day", "-o", str(spaced)).returncode == 0
    assert rows_of(spaced.read_text()) == RESULTS
    done = call("file", str(sales), "--amount", "yen", "--on", "day", "-o", os.devnull, "--format", "csv")
    assert (done.returncode, Path(os.devnull).is_file()) == (0, False)


def test_text_that_a_quick_reader_would_take_is_read_as_frames_read_it(tmp_path: Path) -> None:
    """Signs of plus, days with spaces and text that looks like a formula: the same rows are refused or read."""
    path = tmp_path / "in.csv"
    path.write_text("yen,day\n+5,2007-03-31\n5,2007- 3-31\n5,+200-03-31\n")
    done = call("file", str(path), "--amount", "yen", "--on", "day")
    assert "of 3 rows of 'yen' 1 cannot be read and 2 have a day that cannot be read" in done.stderr
    path.write_text('yen,day,=1+1\n"",2007-03-31,=2\n5,2007-03-31,x\n')
    out = tmp_path / "out.xlsx"
    assert call("file", str(path), "--amount", "yen", "--on", "day", "-o", str(out)).returncode == 0
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert [[cell.data_type for cell in row] for row in sheet.iter_rows(min_col=3, max_col=3)] == [["s"], ["s"], ["s"]]


@pytest.mark.exhaustive
@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
def test_an_interrupted_translation_leaves_nothing(after: float, tmp_path: Path) -> None:
    """Neither a part of the output nor the file beside it; and no traceback."""
    path, out = tmp_path / "in.csv", tmp_path / "out" / "out.csv"
    out.parent.mkdir()
    with path.open("w") as file:
        file.write("day,yen\n")
        file.writelines(f"2007-03-{1 + at % 31:02},{at}\n" for at in range(3_000_000))
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += "from yen_usd.cli import main; raise SystemExit(main())"
    arguments = ["file", str(path), "--amount", "yen", "--on", "day", "-o", str(out)]
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE, cwd=ROOT) as process:
        while not os.listdir(out.parent):
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[1].strip() == b""
    assert (process.returncode, os.listdir(out.parent)) in [(130, []), (0, ["out.csv"])]


@pytest.mark.exhaustive
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line(sales: Path) -> None:
    """And a reader that stops early is none."""
    command = [sys.executable, "-m", "yen_usd", "file", str(sales), "--amount", "yen", "--on", "day"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in done.stderr
