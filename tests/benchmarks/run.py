"""Ratios against the peers, measured side by side in one run: `python tests/benchmarks/run.py`.

Each line takes turns between the two sides and prints the median of the ratios of the rounds, with their spread.
Nothing is asserted: the machine may be busy, and a ratio is for people to read. Bounds are those the project set itself.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from babel.numbers import format_currency
from currency_converter import CurrencyConverter
from price_parser import Price

import yen_usd
from yen_usd.errors import SeriesError
from yen_usd.rates import published
from yen_usd.rates.csv_files import read_csv
from yen_usd.rates.history_page import read_page

ROUNDS = int(os.environ.get("YEN_USD_BENCHMARK_ROUNDS", "15"))
DATA = Path(published.DATA_FOLDER) / "h10_jpy.csv"
CASES = Path(__file__).parent.parent / "data"
sys.path.append(str(CASES.with_name("support")))
MEGABYTE = 1_000_000


def seconds(work: Callable[[], object], times: int) -> float:
    """The time of one call, over so many."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def process(code: str, *, is_read: bool = False) -> Callable[[], object]:
    """A fresh interpreter that runs some code, and what it prints, if that is read."""
    folder = tempfile.gettempdir()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(Path(yen_usd.__file__).parent.parent)
    command = [sys.executable, "-c", code]
    stdout = subprocess.PIPE if is_read else None
    return lambda: subprocess.run(command, check=True, cwd=folder, env=environment, stdout=stdout).stdout


def compare(name: str, bound: float, ours: Callable[[], object], peer: Callable[[], object], times: int) -> None:
    """Print one line of the table."""
    ours()
    peer()
    pairs = [(seconds(ours, times), seconds(peer, times)) for _ in range(ROUNDS)]
    ratios = sorted(a / b for a, b in pairs)
    quarter = len(ratios) // 4
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{name:<58}{statistics.median(ratios):>7.2f}  ({ratios[quarter]:.2f} to {ratios[-1 - quarter]:.2f})"
        f"{bound:>8.2f}{mine * 1e6:>13,.1f}{theirs * 1e6:>13,.1f}",
        flush=True,
    )


def over(dates: Iterable[dt.date], convert: Callable[[dt.date], object]) -> Callable[[], object]:
    """Conversion on one date after another, all of them again and again."""
    cycle = itertools.cycle(dates)

    def work() -> None:
        for day in itertools.islice(cycle, 1000):
            convert(day)

    return work


def translation() -> None:
    """A number of yen on each date in turn, to the full typed result, against a bare Decimal."""
    peer = CurrencyConverter(decimal=True)
    bounds = peer.bounds["JPY"]
    observed = [observation.date for observation in yen_usd.h10_rates()]
    days = [day for day in observed if bounds.first_date <= day <= bounds.last_date and peer._rates["JPY"][day]]
    for day in days:
        yen_usd.translate(1, on=day)
    convert = over(days, lambda day: peer.convert(1_000_000, "JPY", "USD", day))
    compare(
        "translate(amount, on=date) / CurrencyConverter.convert",
        1.0,
        over(days, lambda day: yen_usd.translate(1_000_000, on=day)),
        convert,
        20,
    )
    compare(
        "translate('¥24.3 billion') / the same",
        4.0,
        over(days, lambda _: yen_usd.translate("¥24.3 billion")),
        convert,
        20,
    )


def read_by_csv() -> list[list[str]]:
    """The rows of the bundled file, as the standard library reads them."""
    with DATA.open(newline="", encoding="ascii") as file:
        return list(csv.reader(file))


def files_of_rates() -> None:
    """All of the series from a file of FRED and from frames, with every check; and the release's XML, of 23 series."""
    import zipfile
    from xml.parsers import expat

    from upstream import release_xml

    text = DATA.read_text(encoding="ascii").replace("date,yen_per_usd", "DATE,DEXJPUS")
    content = text.encode()

    def bare_csv() -> object:
        return list(csv.reader(io.StringIO(text, newline="")))

    def read_it(make: Callable[[], object]) -> Callable[[], object]:
        frame = make()
        return lambda: yen_usd.RateSeries.from_frame(frame)

    compare(
        "from_csv of 14,545 rows / csv.reader", 8.0, lambda: yen_usd.RateSeries.from_csv(io.BytesIO(content)), bare_csv, 3
    )
    series = yen_usd.h10_rates()
    for backend in ("pandas", "polars", "pyarrow"):
        for dtype in ("float", "decimal"):
            name = f"from_frame of {backend}, {dtype} / csv.reader"
            compare(name, 8.0, read_it(lambda b=backend, d=dtype: series.to_frame(b, dtype=d)), bare_csv, 3)  # type: ignore[misc]
    rows = [(dt.date.fromisoformat(day), f"{rate}00" if rate else "ND") for day, rate in read_by_csv()[1:]]
    xml = release_xml(rows, others=tuple(f"RXI_N.B.{at}" for at in range(22))).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("H10_data.xml", xml)

    def bare_xml() -> object:
        return expat.ParserCreate().Parse(xml, True)

    compare(
        f"from_xml of {len(xml) / MEGABYTE:.0f} MB / bare expat",
        4.0,
        lambda: yen_usd.RateSeries.from_xml(io.BytesIO(xml)),
        bare_xml,
        1,
    )
    zipped = archive.getvalue()
    compare(
        "from_xml of its zip / bare expat of what is in it",
        4.0,
        lambda: yen_usd.RateSeries.from_xml(io.BytesIO(zipped)),
        bare_xml,
        1,
    )


def prose_text() -> str:
    """A megabyte of prose with about as many amounts as a report has: the tests' report between pages without any."""
    report = (CASES / "report_prose.md").read_text(encoding="utf-8")
    plain = re.sub(r"[¥$]", "", (CASES / "plain_prose.txt").read_text(encoding="utf-8"))
    pages = report + "\n\n" + plain * (10 * len(report) // len(plain))
    return (pages * (MEGABYTE // len(pages) + 1))[:MEGABYTE]


def dense_text() -> str:
    """Sentences of 80 to 140 characters with one amount each, in paragraphs of nine."""
    forms = (
        "Net sales in the segment increased to ¥{0},234 million in the fiscal year ended March 31, 2007, mainly software. ",
        "The Company paid a total of ${0}.5 million for the business of the subsidiary and its affiliates in 200{1}. ",
        "Operating income was ¥{0}.3 billion, compared with the year before, when {1} employees left the group. ",
    )
    return "".join(forms[i % 3].format(i % 900 + 1, i % 10) + ("\n\n" if i % 9 == 8 else "") for i in range(3000))


def prose() -> None:
    """The text whole for us, and sentence by sentence for the peer, which reads one price a call."""
    for name, bound, text in (("1 MB of prose", 0.6, prose_text()), ("3,000 amounts", 1.5, dense_text())):
        sentences = [sentence for sentence in re.split(r"(?<=[.!?])\s+|\n+", text) if sentence.strip()]
        compare(
            f"find_money over {name} / price-parser on its sentences",
            bound,
            lambda text=text: yen_usd.find_money(text),
            lambda sentences=sentences: [Price.fromstring(sentence) for sentence in sentences],
            1,
        )


def wrong_answers() -> None:
    """The texts of one amount that each side reads wrongly: another value, or any where there is none."""
    with (CASES / "reading_cases.csv").open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    ours = theirs = 0
    for case in cases:
        right = Decimal(case["amount"]) if case["amount"] else None
        try:
            mine = yen_usd.parse_money(case["text"]).amount
        except yen_usd.ParseError:
            mine = None
        ours += mine != right
        theirs += Price.fromstring(case["text"]).amount != right
    print(f"wrong answers on {len(cases)} texts of one amount: ours {ours}, price-parser's {theirs}")


# Pieces of hostile text: digits, commas, parentheses, halves of amounts, and amounts with nothing between them.
HOSTILE = [
    "1",
    "1,",
    "(",
    "¥(",
    "¥1,2",
    "$.",
    "¥ ",
    "5 to ",
    "1.2.3 ",
    "million ",
    "億",
    "\\$\\frac{",
    "`",
    "](",
    "¥5 million ",
]


def doubling() -> None:
    """The time per byte of hostile text, at half a megabyte and at one, over that of ordinary prose."""
    text = prose_text()
    print(f"\n{'time per byte of hostile text / of report prose':<48}{'at 0.5 MB':>12}{'at 1 MB':>10}{'doubled':>10}")
    prose_time = statistics.median(seconds(lambda: yen_usd.find_money(text), 1) for _ in range(3))
    for piece in HOSTILE:
        half, whole = (piece * (size // len(piece)) for size in (MEGABYTE // 2, MEGABYTE))
        short, long = (
            statistics.median(seconds(lambda text=text: yen_usd.find_money(text), 1) for _ in range(3))
            for text in (half, whole)
        )
        print(f"{piece!r:<48}{2 * short / prose_time:>12.2f}{long / prose_time:>10.2f}{long / short:>10.2f}", flush=True)


def hostile_files() -> None:
    """The time that a reader takes to refuse a hostile file, and how it grows where the file is twice as long."""
    from hostile_files import FILES, PAGES

    print(f"\n{'refusing a hostile file':<48}{'MB':>12}{'seconds':>10}{'doubled':>10}")
    for read, files in ((read_csv, FILES), (read_page, PAGES)):
        for name, file in files.items():
            half, whole = (file.content(file.times // part) for part in (2, 1))

            def refuse(content: bytes, read: Callable[[bytes], object] = read) -> None:
                with contextlib.suppress(SeriesError):
                    read(content)

            short, long = (
                statistics.median(seconds(lambda content=content: refuse(content), 1) for _ in range(3))
                for content in (half, whole)
            )
            print(f"{name:<48}{len(whole) / MEGABYTE:>12.1f}{long:>10.3f}{long / short:>10.2f}", flush=True)


def first_call() -> None:
    """The first `implied_rate` of a fresh process, which imports the room and sorts the rates; without `import yen_usd`."""
    code = "from time import perf_counter as now; import yen_usd; start = now(); {}; print(now() - start)"
    call = code.format("yen_usd.implied_rate('¥24.3 billion', '$206.7 million')")
    runs = [float(process(call, is_read=True)()) for _ in range(ROUNDS)]  # type: ignore[arg-type]
    print(f"{'implied_rate, first call in a process (bound 48 ms)':<58}{statistics.median(runs) * 1e3:>7.0f} ms", flush=True)


def processes() -> None:
    """What a fresh process waits for."""
    compare(
        "fresh process: import, load, translate / CurrencyConverter",
        0.2,
        process("import yen_usd; yen_usd.translate(100, on='2015-03-31')"),
        process("from currency_converter import CurrencyConverter as C; C().convert(100, 'JPY', 'USD')"),
        1,
    )
    compare("import yen_usd / import pydantic", 0.75, process("import yen_usd"), process("import pydantic"), 1)
    first_call()


def calls() -> None:
    """Single calls."""
    translation()
    amount, money = Decimal("206702960.19"), yen_usd.Dollars("206702960.19")
    compare(
        "format_money / babel.numbers.format_currency",
        0.3,
        lambda: yen_usd.format_money(money),
        lambda: format_currency(amount, "USD", locale="en_US"),
        2000,
    )
    compare(
        "loading the bundled series / csv.reader reading it",
        3.0,
        published._read_h10.__wrapped__,
        read_by_csv,
        3,
    )


PARTS: dict[str, tuple[Callable[[], None], ...]] = {
    "processes": (processes,),
    "calls": (calls,),
    "files": (files_of_rates,),
    "prose": (prose, wrong_answers),
    "hostile": (doubling, hostile_files),
}


def main() -> None:
    """Print the table; name parts to print only those."""
    print(f"{'median ratio (quartiles)':<58}{'ratio':>7}{'':>16}{'bound':>8}{'ours, µs':>13}{'peer, µs':>13}")
    for part in sys.argv[1:] or PARTS:
        for work in PARTS[part]:
            work()


if __name__ == "__main__":
    main()
