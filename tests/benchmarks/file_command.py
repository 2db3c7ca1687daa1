"""How long `yen-usd file` takes for a CSV of five million rows, beside the same streaming copy without a translation.

Run by hand: `python tests/benchmarks/file_command.py [ROWS] [RUNS]`. Each run is a process of its own; the two take turns,
and the medians of their processor time and of their largest memory are compared.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

COPY = "import sys, polars; polars.scan_csv(sys.argv[1], infer_schema=False).sink_csv(sys.argv[2])"
COMMAND = "from yen_usd.cli import main; raise SystemExit(main())"


def make(path: Path, rows: int) -> None:
    """A table of eight columns, as a ledger has them."""
    chance = random.Random(20)
    days = [str(dt.date(1990, 1, 1) + dt.timedelta(days=at)) for at in range(13_000)]
    with path.open("w", encoding="utf-8") as file:
        file.write("id,account,branch,text,unit,booked,day,yen\n")
        for at in range(rows):
            day = chance.choice(days)
            file.write(
                f"{at:07},sales,Tokyo head office,Invoice no. {at:07},JPY,{day} 09:00:00,{day},{chance.randrange(10**10)}\n"
            )


def run(code: str, *arguments: str) -> tuple[float, float]:
    """The seconds of processor time and the megabytes of a process."""
    process = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", code, *arguments])
    _, status, used = os.wait4(process, 0)
    assert status == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(rows: int = 5_000_000, runs: int = 5) -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in.csv"), str(Path(folder, "out.csv"))
        make(source, rows)
        found: dict[str, list[tuple[float, float]]] = {"copy": [], "file": []}
        for _ in range(runs):
            found["copy"].append(run(COPY, str(source), out))
            found["file"].append(run(COMMAND, "file", str(source), "--amount", "yen", "--on", "day", "-o", out))
        time = {name: statistics.median(seconds for seconds, _ in each) for name, each in found.items()}
        for name, each in found.items():
            print(f"{name}: {time[name]:.2f} s of processor time, {statistics.median(size for _, size in each):.0f} MB")
        print(f"ratio: {time['file'] / time['copy']:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
