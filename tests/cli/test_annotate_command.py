"""The annotate command: bytes in, bytes out, reports on standard error, files of any size; pipes of real processes."""

import os
import select
import subprocess
import sys
import tracemalloc
from contextlib import redirect_stdout, suppress
from pathlib import Path

import pytest
from annotating import annotate
from answers import DATA
from commands import call

from yen_usd.cli import main

REPORT = (DATA / "report_prose.md").read_text(encoding="utf-8")
RATE = "yen-usd: at ¥117.56 per US$1.00, noon buying rate of 2007-03-30, prevailing on 2007-03-31"
COMMAND = [sys.executable, "-m", "yen_usd", "annotate", "--rate", "report"]
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8"}


def run(*arguments: str, given: bytes = b"") -> tuple[bytes, list[str], int]:
    """What the command writes, and its exit code."""
    named = {"--on", "--period", "--rate", "--label"} & {*arguments}
    done = call("annotate", *arguments, *([] if named else ["--rate", "report"]), given=given)
    return done.output, done.stderr.splitlines(), done.returncode


def test_a_file_is_annotated_to_standard_output() -> None:
    """With the rate first, each unread amount with its place, and a tally on standard error."""
    output, reports, code = run(str(DATA / "report_prose.md"))
    assert code == 0
    assert output.decode() == annotate(REPORT).text
    line = next(i for i, text in enumerate(REPORT.splitlines(), 1) if "frac" in text)
    column = REPORT.splitlines()[line - 1].index("\\$\\frac") + 1
    assert reports[0] == RATE
    assert reports[1].startswith(
        f"yen-usd: line {line}, column {column}: '\\\\$\\\\frac{{4}}{{2}}\\\\$1 billion' is not read: "
    )
    assert reports[2:] == ["yen-usd: amounts annotated: 15; next to their equivalents already: 0; not read: 1"]


PASSED = [
    (b"", b""),
    (b"no final line end: \xc2\xa55 billion", b"no final line end: \xc2\xa55 billion ($42.5 million)"),
    (b"\xef\xbb\xbf\xc2\xa55\r\n\r\n\x00", b"\xef\xbb\xbf\xc2\xa55 ($0.04)\r\n\r\n\x00"),
    (b"not \xff\xfe text, \xc2\xa55 billion\n", b"not \xff\xfe text, \xc2\xa55 billion ($42.5 million)\n"),
    (b"cut in the midst \xc2", b"cut in the midst \xc2"),
    (b"old\rMac\r", b"old\rMac\r"),
]


@pytest.mark.parametrize(("given", "written"), PASSED)
def test_standard_input_passes_through_byte_for_byte(given: bytes, written: bytes) -> None:
    """But for the insertions: byte order marks, line ends of all kinds, and what is no text at all."""
    assert run(given=given)[0] == written
    assert run("-", given=given)[0] == written


def test_a_process_writes_the_bytes_that_it_should() -> None:
    """Whatever its streams think of line ends and encodings: all that passes through, at once."""
    given, written = (b"".join(texts) for texts in zip(*PASSED, strict=True))
    done = subprocess.run(COMMAND, input=given, capture_output=True, env=ENVIRONMENT, check=False, timeout=600)
    assert (done.returncode, done.stdout) == (0, written)


@pytest.mark.parametrize("encoding", ["shift_jis", "utf-16", "euc_jp", "utf-16-le"])
def test_other_encodings_are_read_and_written(encoding: str) -> None:
    """As Japanese companies' older files have them."""
    text = "売上高は２４３億円です。\n"
    output, _, code = run("--encoding", encoding, given=text.encode(encoding))
    assert code == 0
    assert output.decode(encoding) == "売上高は２４３億円 ($206.7 million)です。\n"


def test_yen_have_a_name_where_they_have_no_sign() -> None:
    """Python writes a backslash for the sign in Shift-JIS; the name is safe."""
    arguments = ["--encoding", "shift_jis", "--to", "JPY", "--template", " ({result:name})"]
    assert run(*arguments, given=b"It cost $1.2 million.")[0] == b"It cost $1.2 million (141.1 million yen)."


def test_a_file_that_is_not_in_the_encoding_is_one_line_of_complaint() -> None:
    """As UTF-8 read as UTF-32."""
    output, reports, code = run("--encoding", "utf-32", given=b"It cost $1.2 million.")
    assert (output, code) == (b"", 2)
    assert "not in 'utf-32'" in reports[-1]


def test_rate_direction_template_and_places_are_options() -> None:
    """The same as of the function, and told on standard error."""
    output, reports, _ = run("--on", "2007-07-03", "--to", "JPY", given=b"It cost $1.2 million.")
    assert output.decode() == "It cost $1.2 million (¥146.9 million)."
    assert reports[0] == "yen-usd: at ¥122.40 per US$1.00, noon buying rate of 2007-07-03"
    arguments = ["--period", "FY2006", "--basis", "average", "--fiscal-year-end", "12", "--places", "0"]
    output, reports, _ = run(*arguments, "--template", " [{result} at {rate}]", given="¥1 billion".encode())
    assert output.decode() == "¥1 billion [$9 million at 115.99]"
    assert "fiscal year ended December 31, 2006" in reports[0]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["/no/such/file"], 1, "cannot read"),
        (["."], 1, "cannot read"),
        (["--encoding", "zzz"], 2, "unknown encoding"),
        (["--encoding", "rot13"], 2, "unknown encoding"),
        (["--encoding", "undefined"], 2, "cannot be written"),
        (["--encoding", "shift_jis", "--to", "JPY"], 2, "cannot be written"),
        (["--encoding", "ascii", "--to", "JPY"], 2, "cannot be written"),
        (["--label", "Tokyo TTM"], 2, "no rate is named"),
        (["--rate", "report", "--label", "Tokyo TTM"], 2, "--label with --rate report"),
        (["--template", "x"], 2, "template"),
        (["--places", "-1"], 2, "places"),
        (["--on", "1971-08-20"], 1, "no rate"),
        (["--to", "EUR"], 2, "'EUR' is not one of"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(arguments: list[str], code: int, message: str) -> None:
    """With exit code 2, or 1 where it was well asked."""
    output, reports, found = run(*arguments)
    assert (output, found, len(reports)) == (b"", code, 1)
    assert message in reports[0]


def test_a_reader_that_stops_early_is_no_error() -> None:
    """As head does."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        try:
            process.stdin.write("It was ¥5 billion.\n\n".encode() * 100_000)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert "Traceback" not in process.stderr.read().decode()
        assert process.wait(60) == 0


def test_the_text_flows_while_it_comes_in() -> None:
    """What is written first appears before the last is given."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("It was ¥5 billion.\n\n".encode() * 1000)
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 60)[0]
        assert process.stdout.read(35).decode() == "It was ¥5 billion ($42.5 million)."
        process.kill()


def peak(file: Path, times: int) -> int:
    """The bytes of Python's own memory that it takes at most to annotate a file of so many reports."""
    file.write_text((REPORT + "\n\nLorem ipsum dolor sit amet.\n" * 4000) * times, encoding="utf-8")
    out = file.with_suffix(".out")
    with out.open("w", encoding="utf-8") as written, redirect_stdout(written):
        tracemalloc.start()
        try:
            assert main(["annotate", "--rate", "report", str(file)]) == 0
            found = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert out.read_bytes().count(b" million)") == 13 * times
    return found


@pytest.mark.exhaustive
@pytest.mark.parametrize("times", [1, 5])
def test_memory_does_not_grow_with_the_file(times: int, tmp_path: Path) -> None:
    """A file of four times the length takes the memory of one, within 100 kB."""
    run(given=REPORT.encode())  # what is loaded once is loaded
    small, large = peak(tmp_path / "small", times), peak(tmp_path / "large", 4 * times)
    assert large < small + 100_000


@pytest.mark.exhaustive
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_shows_the_progress_on_a_terminal(tmp_path: Path) -> None:
    """Once the work takes longer than a second, and only there: neither in a pipe nor in the output."""
    import pty
    import termios

    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=out, stderr=terminal, env=ENVIRONMENT)
        os.close(terminal)
        assert process.stdin
        shown, parts = b"", 0
        while b" MB" not in shown and parts < 600:
            process.stdin.write("It was ¥5 billion.\n\n".encode() * 1000)
            process.stdin.flush()
            parts += 1
            while select.select([screen], [], [], 0.1)[0]:
                shown += os.read(screen, 65536)
        process.stdin.close()
        assert process.wait(600) == 0
    with suppress(OSError):  # the end of a terminal without a process
        while data := os.read(screen, 65536):
            shown += data
    os.close(screen)
    assert b" MB" in shown
    assert f"amounts annotated: {1000 * parts};".encode() in shown
    assert b" MB" not in (tmp_path / "out").read_bytes()
