"""What every command has: help with two examples that run, JSON, exit codes, colors on terminals alone, completion."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from answers import DATA
from commands import call
from newer_figures import FIRST_WEEK, KNOWN
from upstream import Upstream, body, release

import yen_usd
from yen_usd.cli import main

COMMANDS = (
    "translate", "rate", "period", "table", "statement", "file", "annotate", "audit", "compare", "plot", "update", "data",
)  # fmt: skip
ROOT = Path(yen_usd.__file__).parents[1]


def help_of(command: str) -> str:
    """Its help."""
    done = call(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def examples_of(command: str) -> list[str]:
    """The examples of its help, without the name of the program."""
    part = help_of(command).partition("Examples:\n")[2].partition("\n\n")[0]
    return [line.strip().removeprefix("yen-usd ") for line in part.splitlines()]


def test_the_commands_are_those_of_the_plan() -> None:
    """Each with a line of help that is not cut off."""
    text = call("--help").stdout
    lines = text.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert tuple(line.split()[0] for line in lines) == COMMANDS
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_exit_codes_and_json_within_80_columns(command: str) -> None:
    """As a shell of the usual width shows them."""
    text = help_of(command)
    assert len(examples_of(command)) == 2
    assert "--json" in text
    assert [line.split()[0] for line in text.partition("Exit codes:\n")[2].splitlines() if line[2:3].strip()] == [
        "0",
        "1",
        "2",
    ]
    assert max(map(len, text.splitlines())) <= 80


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the examples name, in a folder."""
    folder = tmp_path_factory.mktemp("examples")
    if (book := ROOT / "docs" / "files" / "income_statement.xlsx").exists():
        shutil.copy(book, folder)
    head = "(Millions of yen / thousands of U.S. dollars)"
    page = f"<table><tr><td>{head}</td><td>March 31, 2013 (Yen)</td><td>March 31, 2013 (U.S. dollars)</td></tr>"
    page += "<tr><td>Sales</td><td>16,027</td><td>170,212</td></tr></table>"
    table = yen_usd.exchange_rate_table("2007-03-31", as_of="2007-07-03")
    texts = {
        "amounts.txt": "¥24.3 billion\n$5\n",
        "release.html": page,
        "pairs.csv": "yen,usd\n16027000000,170212000\n",
        "printed.txt": str(table),
        "report.md": (DATA / "report_prose.md").read_text(encoding="utf-8"),
        "letter.txt": "It cost $5 million.\n",
        "sales.csv": "day,yen,cost\n2007-03-31,100,50\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    yen_usd.h10_rates()[:"2026-08-03"].to_csv(folder / "pinned.csv")
    return folder


@pytest.fixture
def folder(files: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of an example."""
    monkeypatch.chdir(files)
    return files


EXAMPLES = [(command, at) for command in COMMANDS if command != "update" for at in (0, 1)]


@pytest.mark.parametrize(("command", "at"), EXAMPLES)
def test_every_example_of_the_help_runs(command: str, at: int, folder: Path) -> None:
    """In a folder with the files that it names; and with --json its answer is one JSON value."""
    words = shlex.split(examples_of(command)[at])
    if "income_statement.xlsx" in words and not (folder / "income_statement.xlsx").exists():
        pytest.skip("the docs are not beside the tests, as when they run on a wheel")
    given, to = b"", ""
    if "<" in words:
        words, given = words[: words.index("<")], (folder / words[words.index("<") + 1]).read_bytes()
    if ">" in words:
        words, to = words[: words.index(">")], words[words.index(">") + 1]
    done = call(*words, given=given)
    assert (done.returncode, "Traceback" in done.stderr) == (int(command == "compare" and at == 1), False), done.stderr
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).stat().st_size > 0
    assert bool(done.output) != ("-o" in words) or bool(to)
    if "file" not in words[:1]:
        done = call(*words, *([] if "--json" in words else ["--json"]), given=given)
        json.loads(done.stdout)


def test_the_examples_of_update_run(servers: Upstream) -> None:
    """Against servers of this machine."""
    servers.answers["www.federalreserve.gov/releases/h10/data"] = body(release([*KNOWN, *FIRST_WEEK]))
    first, second = (call(*shlex.split(example)) for example in examples_of("update"))
    assert (first.returncode, first.stdout.splitlines()[0][:13]) == (0, "5 rates added")
    assert second.returncode == 0
    assert json.loads(call("update", "--json").stdout)["added"] == []


def test_several_amounts_and_dates_have_a_line_each() -> None:
    """With tabs; and from standard input, whose blank lines count for nothing."""
    lines = call("translate", "¥117.56", "$1", "-¥5", "-5", "(5)", "--rate", "100").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["¥117.56", "$1.18"], ["$1", "¥100"], ["-¥5", "-$0.05"], ["-5", "-$0.05"], ["(5)", "-$0.05"],
    ]  # fmt: skip
    done = call("rate", "2007-03-30", "-", given=b"\xef\xbb\xbf2007-03-31\r\n\r\n2007-06-29")
    assert done.stdout.splitlines() == [
        "2007-03-30\t¥117.56\tnoon buying rate of 2007-03-30",
        "2007-03-31\t¥117.56\tnoon buying rate of 2007-03-30, prevailing on 2007-03-31",
        "2007-06-29\t¥123.39\tnoon buying rate of 2007-06-29",
    ]
    assert call("translate", "-", given=b"").output == b""
    for command, given, what in (
        ("translate", b"5\n\n$6 and more\n", "line 3: cannot read '$6 and more' as one amount of money"),
        ("rate", b"2007-03-30\nFY2007\n", "line 2: cannot read 'FY2007' as one day"),
    ):
        done = call(command, "-", given=given)
        assert (done.returncode, done.stdout, done.stderr.startswith(f"yen-usd: {what}")) == (2, "", True)
    assert [one["given"] for one in json.loads(call("translate", "-", "--json", given=b"5\n6\n").stdout)] == ["5", "6"]
    assert json.loads(call("rate", "2007-03-31", "--json").stdout)["yen_per_usd"] == "117.56"


def test_a_result_shows_its_unit() -> None:
    """In every style."""
    first = {
        (): "$207 million", ("--places", "1"): "$206.7 million", ("--style", "japanese"): "207百万ドル",
        ("--style", "accounting"): "$207 million", ("--style", "name"): "206.7 million U.S. dollars",
    }  # fmt: skip
    for arguments, written in first.items():
        if "japanese" in arguments:
            continue
        assert call("translate", "¥24.3 billion", "--unit", "million", *arguments).stdout.splitlines()[0] == written
    done = call("translate", "-¥24.3 billion", "--unit", "million", "--style", "accounting")
    assert done.stdout.splitlines()[0] == "($207 million)"


def test_a_printed_table_is_compared() -> None:
    """With exit code 1 where a figure differs."""
    given = b"     High    Low     Average  Period-end\n2007 121.81  110.07  117.02   117.56"
    arguments = ["compare", "-", "--balance-sheet-date", "2007-03-31", "--years", "1", "--months", "0"]
    done = call(*arguments, given=given)
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "3 of 4 cells agree")
    done = call(*arguments, "--json", given=given.replace(b"117.02", b"116.55"))
    assert (done.returncode, json.loads(done.stdout)["agrees"]) == (0, True)


def test_pairs_in_two_columns_are_audited(tmp_path: Path) -> None:
    """As text, Markdown and JSON; with exit code 1 where no rate explains them."""
    path = tmp_path / "pairs.csv"
    path.write_text("what,yen,usd\nsales,16027,170212\ncost,8000,84962\nnone,,\n")
    arguments = ["audit", str(path), "--yen", "yen", "--usd", "usd", "--names", "what"]
    arguments += ["--yen-unit", "million", "--usd-unit", "thousand", "--balance-sheet-date", "2013-03-31"]
    done = call(*arguments)
    assert (done.returncode, "consistent with ¥94.16, the noon buying rate of March 29, 2013" in done.stdout) == (0, True)
    assert "| sales | ¥16,027 million |" in call(*arguments, "--format", "markdown").stdout
    assert json.loads(call(*arguments, "--json").stdout)["consistent"] is True
    path.write_text("what,yen,usd\nsales,16027,170212\ncost,8000,80000\n")
    assert call(*arguments).returncode == 1


def test_two_editions_are_compared(tmp_path: Path) -> None:
    """With exit code 1 where they disagree on a day."""
    for name, rate in {"a": "118.05", "b": "118.06"}.items():
        (tmp_path / f"{name}.csv").write_text(f"Day,TTM\n2007-02-28,118.66\n2007-03-30,{rate}\n")
    arguments = ["data", "--compare", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--label", "Tokyo TTM"]
    done = call(*arguments)
    assert (done.returncode, "0 added, 1 revised, 0 left out" in done.stdout) == (1, True)
    assert json.loads(call(*arguments, "--json").stdout)["agrees"] is False
    assert call("data", "--compare", "h10", "h10").returncode == 0


def test_the_version_comes_with_the_vintage() -> None:
    """And the days that the figures cover."""
    done = call("--version")
    assert done.stdout.startswith("yen-usd ")
    assert done.stdout.endswith("noon buying rates of 1971-01-04 to 2026-10-02 405090a7\n")


def test_output_is_utf_8_whatever_the_locale_says() -> None:
    """And a setting of the user's own is respected."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    environment.pop("PYTHONIOENCODING", None)
    done = subprocess.run(
        [sys.executable, "-m", "yen_usd", "translate", "$1"], capture_output=True, env=environment, cwd=ROOT, check=True
    )
    assert done.stdout.startswith("¥118\n".encode())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("no_color", [False, pytest.param(True, marks=pytest.mark.exhaustive)], ids=["color", "NO_COLOR"])
def test_a_terminal_of_80_columns_shows_colors_unless_they_are_refused(no_color: bool) -> None:
    """In the name of the program before a complaint."""
    import pty
    import termios

    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    environment = {**os.environ, "TERM": "xterm", **({"NO_COLOR": "1"} if no_color else {})}
    subprocess.run([sys.executable, "-m", "yen_usd", "rate"], stderr=terminal, env=environment, cwd=ROOT, check=False)
    shown = os.read(screen, 10_000).decode()
    os.close(terminal)
    os.close(screen)
    assert shown.startswith("yen-usd: " if no_color else "\x1b[31myen-usd\x1b[0m: ")


def script(folder: Path) -> dict[str, str]:
    """An environment in which the command is found by its name, as an installed one is."""
    path = folder / "yen-usd"
    path.write_text(f"#!{sys.executable}\nimport sys\nfrom yen_usd.cli import main\nsys.exit(main())\n")
    path.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


BASH = """
eval "$(_YEN_USD_COMPLETE=bash_source yen-usd)"
COMP_WORDS=(yen-usd {words}); COMP_CWORD={at}; {function} yen-usd; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
compdef() {{ :; }}
_describe() {{ print -rl -- "${{(@P)3}}"; }}; compadd() {{ print -rl -- "${{(@P)@[-1]}}"; }}
eval "$(_YEN_USD_COMPLETE=zsh_source yen-usd)" 2>/dev/null
words=(yen-usd {words}); CURRENT={zat}; {function}
"""


@pytest.mark.parametrize("shell", ["bash", pytest.param("zsh", marks=pytest.mark.exhaustive)])
def test_words_are_completed_in_a_real_shell(shell: str, tmp_path: Path) -> None:
    """Commands, options and the values that they have."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    environment = script(tmp_path)
    wanted = {"tr": "translate", "translate --ba": "--basis", "rate --basis ave": "average"}
    for words, found in wanted.items() if shell == "zsh" else [*wanted.items()][1:]:
        at = len(words.split())
        code = (BASH if shell == "bash" else ZSH).format(words=words, at=at, zat=at + 1, function="_yen_usd_completion")
        flags = ["-fc"] if shell == "zsh" else ["--norc", "-c"]
        done = subprocess.run(
            [shell, *flags, code], capture_output=True, text=True, env=environment, check=False, timeout=60
        )
        assert found in done.stdout, (words, done)


def test_completion_has_a_script_for_each_shell(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Made by click, for the name of the command."""
    for shell in ("zsh", "fish"):
        monkeypatch.setenv("_YEN_USD_COMPLETE", f"{shell}_source")
        assert main([]) == 0
        assert "yen-usd" in capfd.readouterr().out
    monkeypatch.setenv("_YEN_USD_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "yen-usd per")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert (main([]), capfd.readouterr().out) == (0, "plain,period\n")
    for words in ("file sa", "file sales.csv -o sa", "rate --series sa", "data --compare h10 sa"):  # of the shell's own
        monkeypatch.setenv("COMP_WORDS", f"yen-usd {words}")
        monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
        assert (main([]), capfd.readouterr().out) == (0, "file,sa\n"), words


def test_only_the_commands_that_are_called_are_imported() -> None:
    """And click's own errors are not of the library's exceptions."""
    code = "import sys; from yen_usd.cli import main; main(['rate', '2007-03-31']); print([*sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert not loaded & {
        "pydantic",
        "babel",
        "polars",
        "narwhals",
        "yen_usd.cli.file",
        "yen_usd.cli.data",
        "yen_usd.statements",
    }
    assert issubclass(click.UsageError, click.ClickException)
