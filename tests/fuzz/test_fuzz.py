"""The fuzzing of texts and of files with a fixed budget, in a run of its own: `python -m pytest -m fuzz`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUNS = int(os.environ.get("YEN_USD_FUZZ_RUNS", "20000"))


@pytest.mark.fuzz
@pytest.mark.parametrize("name", ["fuzzing.py", "fuzzing_files.py"])
@pytest.mark.parametrize("seed", [1, 2])
def test_no_text_and_no_file_breaks_a_promise(seed: int, name: str, tmp_path: Path) -> None:
    """Thousands of texts and files that the coverage of the code leads to; the extra `fuzz` has the fuzzer."""
    script = Path(__file__).with_name(name)
    options = [
        f"-runs={RUNS}",
        f"-seed={seed}",
        "-max_len=60",
        "-timeout=20",
        "-rss_limit_mb=1024",
        "-print_final_stats=1",
        f"-artifact_prefix={tmp_path}/",
    ]
    done = subprocess.run(
        [sys.executable, str(script), *options], cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-2000:]
    assert f"Done {RUNS}" in done.stderr
