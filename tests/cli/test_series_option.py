"""`--series h10|report|FILE` with `--label`, on every command that takes a rate."""

import json
from pathlib import Path

import pytest
from commands import call
from newer_figures import KNOWN
from upstream import fred, release

from yen_usd import RateSeries, h10_rates
from yen_usd.cli import main

TTM = "Day,TTM\n2007-02-28,118.66\n2007-03-30,118.05\n"


@pytest.fixture
def ttm(tmp_path: Path) -> str:
    """A table of a bank's."""
    path = tmp_path / "ttm.csv"
    path.write_text(TTM)
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code and what is printed."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_every_command_takes_a_file(ttm: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And says what its rates are."""
    label = ("--series", ttm, "--label", "Tokyo TTM")
    code, out, _ = run(capsys, "translate", "¥24.3 billion", "--on", "2007-03-31", *label, "--note")
    assert code == 0
    assert "$205,844,980.94" in out
    assert "Tokyo TTM on March 30, 2007, prevailing on March 31, 2007" in out
    assert run(capsys, "rate", "2007-03-31", *label)[1].startswith(
        "¥118.05 per US$1.00\nbasis      spot: Tokyo TTM of 2007-03-30"
    )
    assert "average month end  ¥118.05\n" in run(capsys, "period", "2007-03", *label)[1]
    assert "daily" not in run(capsys, "period", "2007-03", *label)[1]
    text = tmp_path / "text.txt"
    text.write_text("It cost ¥118.05 million.")
    code, out, err = run(capsys, "annotate", str(text), "--on", "2007-03-31", *label)
    assert (code, "¥118.05 million ($1" in out, "Tokyo TTM of 2007-03-30" in err) == (0, True, True)
    code, out, _ = run(capsys, "table", "--as-of", "2007-03-31", "--years", "0", "--months", "2", *label)
    assert (code, "Month-end Tokyo TTMs alone" in out) == (0, True)
    assert run(capsys, "plot", "-o", str(tmp_path / "a.svg"), "--rate", "none", *label)[0] == 0
    assert "Tokyo TTM" in (tmp_path / "a.svg").read_text()


def test_the_columns_of_a_file_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it has more than two; the command says so in its own words."""
    path = tmp_path / "bank.csv"
    path.write_text("Date,TTS,TTB,TTM\n2007-03-29,118.87,116.87,117.87\n2007-03-30,119.05,117.05,118.05\n")
    bank = ("rate", "2007-03-30", "--series", str(path), "--label", "Tokyo TTM")
    assert run(capsys, *bank, "--rates", "TTM")[1].startswith("¥118.05")
    assert run(capsys, *bank, "--dates", "Date", "--rates", "TTS")[1].startswith("¥119.05")
    code, out, err = run(capsys, *bank)
    assert (code, out, "name the columns by --dates and --rates" in err) == (2, "", True)
    code, out, err = run(capsys, "rate", "2007-03-30", "--rates", "TTM")
    assert (code, out, "--rates without" in err) == (2, "", True)


def test_a_pinned_edition_is_a_file_like_any(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV with its seal, the release's zip and FRED's JSON say themselves what they are."""
    h10_rates()["2026-08-03":].to_csv(tmp_path / "pinned.csv")
    (tmp_path / "release.zip").write_bytes(release(KNOWN))
    (tmp_path / "fred.json").write_text(fred(KNOWN))
    for name in ("pinned.csv", "release.zip", "fred.json"):
        code, out, err = run(capsys, "rate", "2026-08-03", "--series", str(tmp_path / name), "--json")
        assert (code, err) == (0, "")
        answer = json.loads(out)
        assert (answer["yen_per_usd"], answer["publisher"].partition(",")[0]) == (
            "156.96", "Board of Governors of the Federal Reserve System",
        )  # fmt: skip
        code, _, err = run(capsys, "rate", "2026-08-03", "--series", str(tmp_path / name), "--label", "TTM")
        assert (code, "TTM" in err) == (2, True)
    pinned = RateSeries.from_csv(tmp_path / "pinned.csv")
    assert (
        json.loads(run(capsys, "rate", "2026-08-03", "--series", str(tmp_path / "pinned.csv"), "--json")[1])["vintage"][
            "sha256"
        ]
        == pinned.vintage.sha256
    )


def test_the_reports_table_and_the_daily_series_keep_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    """And need no label."""
    assert run(capsys, "period", "FY2007", "--series", "report")[1] != ""
    assert run(capsys, "rate", "2007-03-31", "--series", "h10")[1].startswith("¥117.56")
    code, _, err = run(capsys, "plot", "-o", "a.svg", "--series", "report")
    assert (code, "is a printed table" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code", "cause"),
    [
        (("rate", "2007-03-31", "--series", "FILE"), 2, "does not say what its rates are"),
        (("rate", "2007-03-31", "--series", "FILE"), 2, "give --label "),
        (("rate", "2007-03-31", "--label", "x"), 2, "--label without --rate or a file in --series"),
        (("table", "--as-of", "2007-03-31", "--years", "0", "--label", "x"), 2, "--label without"),
        (("rate", "2007-03-31", "--series", "nowhere.csv"), 1, "cannot read 'nowhere.csv'"),
        (("rate", "2007-03-15", "--series", "FILE", "--label", "Tokyo TTM"), 1, "as the series has month-end rates alone"),
    ],
)
def test_what_makes_no_sense_is_a_line(
    arguments: tuple[str, ...], code: int, cause: str, ttm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the option as it is written here."""
    found = run(capsys, *(ttm if word == "FILE" else word for word in arguments))
    assert (found[0], found[1], found[2].count("\n")) == (code, "", 1)
    assert cause in found[2]


def test_a_rate_of_ones_own_comes_before_a_series(capsys: pytest.CaptureFixture[str]) -> None:
    """Its label is that of the rate."""
    assert "my rate" in run(capsys, "translate", "¥100", "--rate", "100", "--label", "my rate")[1]
    code, out, _ = run(capsys, "translate", "¥100", "--rate", "100", "--label", "my rate", "--series", "h10")
    assert (code, "my rate" in out) == (0, True)


def test_help_tells_of_files() -> None:
    """On each of the commands that take a rate."""
    for command in ("translate", "rate", "period", "annotate", "table", "plot", "statement", "file", "compare", "audit"):
        text = call(command, "--help").stdout
        assert "--series" in text
        assert "--label" in text
