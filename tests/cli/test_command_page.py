"""The page on the command: its console blocks run in a real shell, as a reader would run them."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import yen_usd

ROOT = Path(yen_usd.__file__).parents[1]
PAGE = ROOT / "docs" / "guides" / "command.md"
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(not PAGE.exists(), reason="the docs are not beside the tests, as when they run on a wheel"),
]


def blocks() -> list[tuple[str, str]]:
    """Each command with its output."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = []
    for block in re.findall(r"(?ms)^```console\n(.*?)^```$", text):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            lines = part.splitlines()
            end = next(at for at, line in enumerate(lines, 1) if not line.endswith(("\\", "|")))
            found.append(("\n".join(lines[:end]), "\n".join(lines[end:])))
    return found


@pytest.mark.parametrize(("command", "output"), blocks(), ids=lambda text: text[:40])
def test_a_command_of_the_page_prints_what_stands_below_it(command: str, output: str, tmp_path: Path) -> None:
    """In a folder with the files that it names."""
    for tool in ("jq", "sqlite3", "xargs"):
        if tool in command and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    if "update" in command:
        pytest.skip("it asks the network")
    shutil.copytree(ROOT / "docs" / "files", tmp_path, dirs_exist_ok=True)
    yen_usd.h10_rates().to_csv(tmp_path / "pinned.csv")
    (tmp_path / "texts").mkdir()
    for name in ("a", "b c"):
        (tmp_path / "texts" / f"{name}.md").write_text("It cost ¥117.56 million.\n", encoding="utf-8")
    with sqlite3.connect(tmp_path / "ledger.db") as ledger:
        ledger.execute("CREATE TABLE sales (day TEXT, yen INTEGER)")
        ledger.executemany("INSERT INTO sales VALUES (?, ?)", [("2007-03-31", 24_300_000_000), ("2007-07-03", 1_224_000)])
    script = tmp_path / "bin" / "yen-usd"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom yen_usd.cli import main\nsys.exit(main())\n")
    script.chmod(0o755)
    environment = {**os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{command}"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not output or done.stdout.split() == output.split()
    if "texts" in command:
        assert (tmp_path / "texts" / "b c-usd.md").read_text(
            encoding="utf-8"
        ) == "It cost ¥117.56 million ($1.00 million).\n"
