"""The command line: what it prints, its exit codes, and one line for bad input; a real process where one matters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import call

import yen_usd

BASIS_2006 = (
    "basis      average: average of the noon buying rates of the last day of each month, fiscal year ended December 31, 2006"
)


TABLE = ["table", "--balance-sheet-date", "2007-03-31", "--as-of", "2007-07-03"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yen_usd", *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["translate", "¥24.3 billion"],
            [
                "$206,702,960.19",
                "from       ¥24,300,000,000",
                "rate       ¥117.56 per US$1.00",
                "basis      spot: noon buying rate of 2007-03-30, prevailing on 2007-03-31",
                "published  2007-03-30, Federal Reserve Bank of New York",
            ],
        ),
        (
            ["translate", "$1.2 million", "--on", "2007-07-03"],
            [
                "¥146,880,000",
                "from       $1,200,000.00",
                "rate       ¥122.40 per US$1.00",
                "basis      spot: noon buying rate of 2007-07-03",
                "published  2007-07-03, Federal Reserve Bank of New York",
            ],
        ),
        (
            ["translate", "-5000", "--rate", "110", "--style", "accounting"],
            ["($45.45)", "from       -¥5,000", "rate       ¥110 per US$1.00", "basis      spot: stated rate"],
        ),
        (
            ["rate", "--period", "FY2006", "--fiscal-year-end", "12", "--basis", "average"],
            [
                "¥115.99 per US$1.00",
                BASIS_2006,
                "published  Federal Reserve Bank of New York",
            ],
        ),
        (
            ["period", "FY2007"],
            [
                "fiscal year ended March 31, 2007 (2006-04-01 to 2007-03-31)",
                "high               ¥121.81  2007-01-29",
                "low                ¥110.07  2006-05-16",
                "average month end  ¥116.55",
                "average daily      ¥116.92",
                "period end         ¥117.56  2007-03-30",
                "observations       251",
            ],
        ),
        (
            ["period", "2007-07", "--through", "2007-07-03", "--series", "report"],
            [
                "period from July 1, 2007 to July 3, 2007 (2007-07-01 to 2007-07-03)",
                "high               ¥122.40",
                "low                ¥122.32",
                "average daily      ¥122.36",
                "period end         ¥122.40",
            ],
        ),
    ],
)
def test_a_command_prints_its_answer(arguments: list[str], lines: list[str]) -> None:
    """The figure first, then the rate, its basis and the day it was published."""
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == lines


def test_the_note_is_printed_when_asked_for() -> None:
    """As the last line."""
    assert "convenience" in call("translate", "¥1 million", "--note").stdout.splitlines()[-1]


def test_json_carries_the_whole_answer() -> None:
    """Amounts and rates as text, so that nothing is lost to binary."""
    answer = json.loads(call("translate", "-¥5", "--json").stdout)
    assert answer["source"] == {"amount": "-5", "currency": "JPY"}
    assert answer["result"] == {"amount": "-0.04", "currency": "USD"}
    assert answer["rate"]["yen_per_usd"] == "117.56"
    assert answer["rate"]["observed"] == "2007-03-30"
    assert json.loads(call("rate", "2007-03-31", "--json").stdout)["vintage"]["last"] == "2026-10-02"
    period = json.loads(call("period", "FY2007", "--json").stdout)
    assert period["rates"]["average_month_end"]["yen_per_usd"] == "116.55"
    assert (period["label"], period["observations"]) == ("fiscal year ended March 31, 2007", 251)


@pytest.mark.parametrize("arguments", [[], ["translate", "nonsense"], ["period", "xyz"]], ids=" ".join)
def test_a_process_with_bad_input_says_one_line_and_exits_with_2(arguments: list[str]) -> None:
    """As a shell sees it."""
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr == call(*arguments).stderr


def test_help_is_printed() -> None:
    """With exit code 0, and it names the command."""
    done = run("--help")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Usage: yen-usd [OPTIONS] COMMAND [ARGS]...")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_disk_is_one_line_or_none_and_no_traceback(stream: str) -> None:
    """The answer cannot be written, or not even the complaint."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "yen_usd", "translate", "5" if stream == "stdout" else "nonsense"],
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: full},
            check=False,
            timeout=60,
        )
    assert done.returncode == (1 if stream == "stdout" else 2)
    assert len((done.stderr or b"").splitlines()) == (1 if stream == "stdout" else 0)


def test_json_is_ascii_and_so_right_in_every_encoding() -> None:
    """Escapes are JSON's own."""
    answer = run("translate", "$5", "--json", PYTHONIOENCODING="ascii").stdout
    assert json.loads(answer)["text"] == "¥588"


def test_an_amount_that_begins_with_a_minus_is_no_option() -> None:
    """Whatever follows it."""
    for amount in ("-US$5", "-$5", "-5", "-¥5"):
        assert call("translate", amount).returncode == 0


def test_the_source_is_printed_with_all_its_places() -> None:
    """And a rate of one's own with its name."""
    done = call("translate", "¥35.42", "--places", "4", "--rate", "¥118.05", "--label", "Tokyo TTM")
    assert done.stdout.splitlines() == [
        "$0.3000",
        "from       ¥35.42",
        "rate       ¥118.05 per US$1.00",
        "basis      spot: Tokyo TTM",
    ]
    assert call("translate", "1,000,000").stdout.splitlines()[0] == "$8,506.29"


def test_messages_speak_of_options() -> None:
    """Not of keyword arguments."""
    assert "without --basis" in call("translate", "5", "--period", "FY2007").stderr


def test_a_terminal_that_knows_no_yen_sign_gets_an_escape() -> None:
    """Not a traceback."""
    done = run("translate", "$1", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "\\xa5118")


def test_the_table_is_written_in_every_form() -> None:
    """As the library writes it; six months unless another number is said."""
    table = yen_usd.exchange_rate_table("2007-03-31", as_of="2007-07-03")
    assert call(*TABLE).stdout == f"{table}\n"
    forms = {
        "text": str(table),
        "markdown": table.to_markdown(),
        "html": table.to_html(),
        "csv": table.to_csv().rstrip("\n"),
    }
    for name, text in forms.items():
        assert call(*TABLE, "--format", name).stdout == f"{text}\n"
    assert call(*TABLE, "--json").stdout == call(*TABLE, "--format", "json").stdout == f"{table.to_json()}\n"
    seven = call(*TABLE, "--months", "7", "--years", "0", "--rate-places", "4").stdout
    assert seven == f"{yen_usd.exchange_rate_table(as_of='2007-07-03', years=0, months=7, rate_places=4)}\n"
    daily = call(*TABLE, "--averaging", "daily", "--years", "1").stdout
    assert daily == f"{yen_usd.exchange_rate_table('2007-03-31', as_of='2007-07-03', years=1, averaging='daily')}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["table"], "give --balance-sheet-date, or --years 0"),
        (["table", "--years", "0"], "give --as-of"),
        (["table", "--balance-sheet-date", "2027-03-31"], "give --as-of, a day that is covered"),
        (["table", "--balance-sheet-date", "1975-03-31"], "give --years 4, or later dates"),
        (["table", "--balance-sheet-date", "FY2007"], "cannot read 'FY2007' as one day"),
        ([*TABLE, "--years", "-1"], "must be a whole number from 0"),
        ([*TABLE, "--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_a_table_that_cannot_be_made_is_one_line(arguments: list[str], says: str) -> None:
    """With the option that mends it."""
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (1 if "cover" in done.stderr else 2, "")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
