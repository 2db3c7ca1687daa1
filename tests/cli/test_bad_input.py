"""Every command with every bad input of a table: one line, no traceback, the right exit code, and nothing written."""

import re
from pathlib import Path

import openpyxl
import pytest
from commands import call

FILES = {
    "good.csv": b"yen,day,start\n100,2007-03-31,2007-03-01\n",
    "twice.csv": b"yen,yen\n1,2\n",
    "latin.csv": b"yen,day\n\xff,2007-03-31\n",
    "ragged.csv": b"yen,day\n1,2,3\n",
    "empty.csv": b"",
    "uncovered.csv": b"yen,day\n1,1971-08-20\n",
    "words.csv": b"yen,day\nplenty,2007-03-31\n",
    "no.parquet": b"PAR1, not",
    "no.xlsx": b"PK, not",
    "latin.txt": b"\xff\xfe",
    "letter.txt": "It cost ¥5 billion.\n".encode(),
    "table.txt": b"      High    Low\n2007 121.81  x\n",
    "ttm.csv": b"Day,TTM\n2007-02-28,118.66\n2007-03-30,118.05\n",
    "a b.csv": b"yen\nx\n",
}

NO = 1
USAGE = 2
CASES: list[tuple[str, int]] = [
    # no command, and what is none
    ("", USAGE), ("nonsense", USAGE), ("--unknown", USAGE), ("-5", USAGE), ("transLate 5", USAGE),
    # translate
    ("translate", USAGE), ("translate nonsense", USAGE), ("translate|5 euros", USAGE), ("translate|", USAGE),
    ("translate 5 --basis high", USAGE), ("translate 5 --basis median", USAGE), ("translate 5 --period FY2007", USAGE),
    ("translate 5 --on 31/03/2007", USAGE), ("translate 5 --on 2100-01-01", NO), ("translate 5 --on", USAGE),
    ("translate 5 --on 2007-03-31 --strict", NO), ("translate 5 --strict", USAGE), ("translate 5 --rate 0", USAGE),
    ("translate 5 --rate report --label x", USAGE), ("translate 5 --places x", USAGE), ("translate 5 --places -1", USAGE),
    ("translate 5 --places 2 --round-to million", USAGE), ("translate 5 --unit dozen", USAGE),
    ("translate 5 --style compact --unit million", USAGE), ("translate 5 --locale xx", USAGE),
    ("translate 5 --onn 2007-03-31", USAGE), ("translate 5 nonsense 6", USAGE), ("translate " + "9" * 100_000, USAGE),
    ("translate 5 --on 2007-03-31 --rate 5", USAGE), ("translate 5 --series nowhere.csv", NO),
    ("translate 5 --series ttm.csv --on 2007-03-31", USAGE), ("translate 5 --label x", USAGE),
    # rate
    ("rate", USAGE), ("rate 2007-03-31 --period FY2007 --basis high", USAGE), ("rate 2007-03-31 31.3.2007", USAGE),
    ("rate 1971-08-20", NO), ("rate 2007-03-31 1960-01-01", NO), ("rate --period FY2030 --basis average", NO),
    ("rate 2007-03-31 --on 2007-03-30", USAGE), ("rate --rate 5 --averaging daily", USAGE), ("rate 2007-03-31 -x", USAGE),
    # period
    ("period", USAGE), ("period xyz", USAGE), ("period FY2007 FY2008", USAGE), ("period FY2030", NO),
    ("period FY2007 --fiscal-year-end 13", USAGE), ("period FY2007 --named-by middle", USAGE),
    ("period FY2007 --through 2030-01-01", USAGE), ("period|line\nbreak", USAGE),
    # table and compare
    ("table", USAGE), ("table --balance-sheet-date FY2007", USAGE), ("table --fiscal-year-end 2007-03-31", USAGE),
    ("table --balance-sheet-date 2007-03-31 --years -1", USAGE), ("table --years 0", USAGE),
    ("table --balance-sheet-date 2030-03-31", NO), ("table --balance-sheet-date 2007-03-31 --format pdf", USAGE),
    ("table --balance-sheet-date 2007-03-31 --averaging weekly", USAGE),
    ("table --as-of 2007-03-31 --months 0 --years 0", USAGE),
    ("compare", USAGE), ("compare nowhere.txt --balance-sheet-date 2007-03-31", NO), ("compare table.txt", USAGE),
    ("compare table.txt --balance-sheet-date 2007-03-31", USAGE), ("compare . --balance-sheet-date 2007-03-31", NO),
    ("compare latin.txt --balance-sheet-date 2007-03-31", USAGE),
    ("compare table.txt --balance-sheet-date 2007-03-31 --columns close", USAGE),
    # statement and audit
    ("statement", USAGE), ("statement nowhere.xlsx", NO), ("statement no.xlsx", USAGE), ("statement .", USAGE),
    ("statement good.csv --on 2007-03-31", USAGE), ("statement book.xlsx --spread", USAGE),
    ("statement book.xlsx --sheet CF", USAGE), ("statement book.xlsx -o x.pdf", USAGE),
    ("statement book.xlsx --on 1971-08-20", NO), ("statement book.xlsx --on 2007-03-31 --rate 5", USAGE),
    ("statement book.xlsx --by-period median -o out.xlsx", USAGE),
    ("audit", USAGE), ("audit nowhere.csv", NO), ("audit good.csv --yen yen", USAGE),
    ("audit good.csv --yen yen --usd usd", USAGE),
    ("audit good.csv --yen yen --usd day", USAGE),
    ("audit empty.csv --yen yen --usd usd", USAGE), ("audit book.xlsx --format pdf", USAGE),
    # file
    ("file", USAGE), ("file good.csv", USAGE), ("file good.csv --amount yen", USAGE),
    ("file nowhere.csv --amount yen --on day", NO), ("file . --amount yen --on day", USAGE),
    ("file . --input-format csv --amount yen --on day", NO), ("file letter.txt --amount yen --on day", USAGE),
    ("file good.csv --amount sales --on day", USAGE), ("file good.csv --amount yen --on dya", USAGE),
    ("file good.csv --amount yen --on 31.3.2007", USAGE), ("file good.csv --amount yen --on day --rate 5", USAGE),
    ("file good.csv --amount yen --rate dear", USAGE), ("file good.csv --amount yen --rate -1", USAGE),
    ("file good.csv --amount yen --start start", USAGE), ("file good.csv --amount yen --start start --end day", USAGE),
    ("file good.csv --amount yen --start start --end day --basis high", USAGE),
    ("file good.csv --amount yen --period day --basis average", USAGE),
    ("file good.csv --amount yen --period FY2007", USAGE),
    ("file good.csv --amount yen --on day --into day", USAGE), ("file good.csv --amount yen --on day --into a b", USAGE),
    ("file good.csv --amount yen --on day -o good.csv", USAGE), ("file - --amount yen --on day --in-place", USAGE),
    ("file good.csv --amount yen --on day -o out.pdf", USAGE), ("file good.csv --amount yen --on day -o none/out.csv", NO),
    ("file good.csv --amount yen --on day --json", USAGE), ("file good.csv --amount yen --on day --date-format x", USAGE),
    ("file good.csv --amount yen --on day --amount-unit dozen", USAGE), ("file good.csv --amount yen --on 1971-08-20", NO),
    ("file uncovered.csv --amount yen --on day -o out.csv", NO), ("file words.csv --amount yen --on day -o out.csv", NO),
    ("file uncovered.csv --amount yen --on day --in-place", NO), ("file uncovered.csv --amount yen --on day", NO),
    ("file twice.csv --amount yen --on 2007-03-31", USAGE), ("file latin.csv --amount yen --on day", USAGE),
    ("file ragged.csv --amount yen --on day", USAGE), ("file empty.csv --amount yen --on day", USAGE),
    ("file no.parquet --amount yen --on day", USAGE), ("file no.xlsx --amount yen --on day", USAGE),
    ("file book.xlsx --amount Cash --on 2007-03-31 --sheet CF", USAGE), ("file|a b.csv|--amount|yen|--rate|5", NO),
    ("file good.csv --amount yen --on day --series report", USAGE),
    ("file good.csv --amount yen --on day --places 1 --unit million", USAGE),
    # annotate
    ("annotate letter.txt", USAGE), ("annotate nowhere.txt --rate report", NO), ("annotate . --rate report", NO),
    ("annotate letter.txt --rate report --encoding zzz", USAGE), ("annotate letter.txt --rate report --to EUR", USAGE),
    ("annotate letter.txt --rate report --template x", USAGE), ("annotate letter.txt --on 1971-08-20", NO),
    ("annotate letter.txt --rate report --places -1", USAGE), ("annotate latin.txt --rate report --json", USAGE),
    # plot, update and data
    ("plot", USAGE), ("plot --period FY2007 -o a.xyz", USAGE), ("plot --period FY2030 -o a.png", NO),
    ("plot -o a.png --series report", USAGE), ("plot -o none/a.png --period FY2007", NO),
    ("plot -o a.png --start never", USAGE),
    ("update now", USAGE), ("update --source http://x", NO), ("update --source nowhere.csv", NO),
    ("data --compare h10", USAGE), ("data --compare h10 nowhere.csv", NO), ("data --compare good.csv h10", USAGE),
    ("data --compare h10 letter.txt", USAGE), ("data here", USAGE),
]  # fmt: skip
"""A call, its words parted by spaces (or by bars, where a word has a space), and its exit code."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the table."""
    folder = tmp_path_factory.mktemp("bad")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["(Millions of yen)", "March 31, 2007"], ["Cash", 13_555], ["Total", 13_555]):
        book.active.append(row)
    book.save(folder / "book.xlsx")
    return folder


@pytest.mark.parametrize(("words", "code"), CASES, ids=[words[:50] for words, _ in CASES])
def test_bad_input_is_one_line(words: str, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the command, short, on standard error; and the folder is as it was."""
    monkeypatch.chdir(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = call(*(words.split("|") if "|" in words else words.split()))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("yen-usd: ")
    assert len(done.stderr) < 700
    assert not re.search(r"\b[a-z_]{2,}=(?![0-9]|\S* in Python)", done.stderr.partition("; see ")[0])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
