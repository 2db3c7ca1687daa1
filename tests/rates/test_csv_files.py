"""Files of rates: what is read and what is refused, against cases written by someone who never saw the code."""

import base64
import bz2
import contextlib
import datetime as dt
import gzip
import io
import json
import lzma
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Context, Decimal, FloatOperation, Inexact, Rounded, localcontext
from pathlib import Path
from typing import IO

import pytest
from answers import DATA
from for_each import for_each
from hostile_files import FILES, PAGES, Hostile
from hypothesis import given
from hypothesis import strategies as st
from newer_figures import FIRST_WEEK, KNOWN
from upstream import program
from work import steps

from yen_usd import ArgumentError, FileError, RateSeries, SeriesError, h10_rates
from yen_usd.rates.columns import Claim
from yen_usd.rates.csv_files import read_csv
from yen_usd.rates.fred_json import read_fred
from yen_usd.rates.h10_rows import H10Rows
from yen_usd.rates.history_page import read_page
from yen_usd.rates.release_xml import read_xml
from yen_usd.rates.series import series_of_rows
from yen_usd.updates.continuation import continue_rows, rows_of_series

TWO_ROWS = b"date,yen_per_usd\n2007-03-29,118.00\n2007-03-30,118.00\n"
NOON = "noon buying rate"
CASES = json.loads((DATA / "h10_files.json").read_text(encoding="utf-8"))


@for_each("case", CASES)
def test_a_file_is_read_or_refused_as_written_down_apart(case: dict[str, object]) -> None:
    """893 files: both sides of every rule, in each format; 34 were refused until files were read as people save them.

    The library's own format proves nothing by itself: for it the caller says whose the rates are.
    """
    content = base64.b64decode(str(case["content"]))
    label = NOON if case["kind"] == "O" else None
    if not case["accepted"]:
        with pytest.raises(SeriesError):
            RateSeries.from_csv(io.BytesIO(content), label=label)
        return
    series = RateSeries.from_csv(io.BytesIO(content), label=label)
    assert [[str(o.date), o.yen_per_usd] for o in series] == [[day, Decimal(rate)] for day, rate in case["rates"]]  # type: ignore[attr-defined]
    assert (str(series.coverage.start), str(series.coverage.end)) == (case["first"], case["last"])


def test_the_same_rows_give_the_same_series_whatever_the_format(tmp_path: Path) -> None:
    """Equal, and with one vintage: the text of the rows, not of the file, is what is hashed."""
    rows = [*KNOWN, *FIRST_WEEK]
    texts = [
        program(rows),
        program([(day, rate.removesuffix("00")) for day, rate in rows], newline="\n"),
        "observation_date,DEXJPUS\n" + "".join(f"{day},{rate.replace('ND', '')}\n" for day, rate in rows),
        "DATE,DEXJPUS\r\n" + "".join(f"{day},{rate.replace('ND', '.')}\r\n" for day, rate in rows),
        "date,yen_per_usd\n" + "".join(f"{day},{rate.replace('ND', '')}\n" for day, rate in rows),
        "date,yen_per_usd\n" + "".join(f"{day},{rate}\n" for day, rate in rows if rate != "ND"),
    ]
    found = [RateSeries.from_csv(io.StringIO(text), label=NOON) for text in texts]
    (tmp_path / "file.csv").write_text(texts[0], newline="")
    found += [RateSeries.from_csv(tmp_path / "file.csv"), RateSeries.from_csv(str(tmp_path / "file.csv"))]
    with (tmp_path / "file.csv").open(newline="") as file:
        found.append(RateSeries.from_csv(file))
    assert all(series == found[0] and series.vintage == found[0].vintage for series in found)
    rate = found[0].on("2026-10-07")
    assert (str(rate.yen_per_usd), rate.is_noon_buying_rate) == ("157.415", True)
    assert str(found[0].on("2026-10-05").yen_per_usd) == "156.90"


def observations(*days: str, start: str = "2007-03-01") -> str:
    """A file without a mark."""
    return "date,yen_per_usd\n" + "".join(f"{day},118.00\n" for day in (start, *days))


def test_a_file_of_observations_alone_leaves_out_holidays_and_no_more() -> None:
    """At most five days from one to the next, as in the series, but for August 1971; rates of weeks are none of days."""
    assert len(RateSeries.from_csv(io.StringIO(observations("2007-03-06")), label=NOON)) == 2
    for days in (("2007-03-07",), ("2007-03-08", "2007-03-15")):
        with pytest.raises(SeriesError, match="no row for 2007-03-02"):
            RateSeries.from_csv(io.StringIO(observations(*days)), label=NOON)
    assert len(RateSeries.from_csv(io.StringIO(observations("1971-08-31", start="1971-08-13")), label=NOON)) == 2
    with pytest.raises(SeriesError, match="no row for 1971-08-16"):
        RateSeries.from_csv(io.StringIO(observations("1971-09-01", start="1971-08-13")), label=NOON)
    whole = "date,yen_per_usd\n" + "".join(f"{o.date},{o.yen_per_usd}\n" for o in h10_rates())
    assert RateSeries.from_csv(io.StringIO(whole), label=NOON).vintage == h10_rates().vintage


def test_a_pipe_is_read_to_its_end() -> None:
    """Not only what it has at first."""
    import subprocess
    import sys

    from yen_usd.rates.published import DATA_FOLDER

    code = "import sys, time; content = open(sys.argv[1], 'rb').read(); write = sys.stdout.buffer.write; "
    code += "write(content[:50_000]); sys.stdout.flush(); time.sleep(0.3); write(content[50_000:])"
    command = [sys.executable, "-c", code, str(Path(DATA_FOLDER) / "h10_jpy.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        assert RateSeries.from_csv(process.stdout) == h10_rates()


def zipped_with_a_wrong_sum() -> IO[bytes]:
    """A file of an archive that was damaged."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("file.csv", TWO_ROWS)
    damaged = archive.getvalue().replace(b"118.00", b"118.01", 1)
    return zipfile.ZipFile(io.BytesIO(damaged)).open("file.csv")


@pytest.mark.parametrize(
    "damaged",
    [
        lambda: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(TWO_ROWS)[:-12])),
        lambda: bz2.BZ2File(io.BytesIO(bz2.compress(TWO_ROWS)[:-12])),
        lambda: lzma.LZMAFile(io.BytesIO(b"no")),  # noqa: SIM115
        zipped_with_a_wrong_sum,
    ],
    ids=["gzip", "bz2", "lzma", "zip"],
)
def test_a_compressed_file_that_is_damaged(damaged: Callable[[], IO[bytes]]) -> None:
    """Whatever is raised in reading it is an OSError of the library's own, with the cause."""
    with pytest.raises(FileError, match=r"cannot read .*; check the file") as caught:
        RateSeries.from_csv(damaged())
    assert caught.value.__cause__ is not None


def test_a_pipe_that_has_nothing_as_yet() -> None:
    """Where it does not wait, a part is not taken for the whole."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.write(writing, TWO_ROWS)
    with open(reading, "rb", buffering=0) as file, pytest.raises(FileError, match="nothing to read as yet"):
        RateSeries.from_csv(file)
    os.close(writing)


@pytest.mark.parametrize("context", [Context(prec=1), Context(prec=3, traps=[Inexact, Rounded, FloatOperation])], ids=str)
def test_the_callers_decimal_context_does_not_matter(context: Context) -> None:
    """Moves of 11.8 % are read and of 12.4 % refused, however coarsely the caller computes."""
    with localcontext(context):
        assert (
            len(RateSeries.from_csv(io.StringIO("date,yen_per_usd\n2026-09-24,157.00\n2026-09-25,175.60\n"), label=NOON))
            == 2
        )
        for rate in ("134.90", "105.10"):
            with pytest.raises(SeriesError, match=f"{rate} comes after 120.00"):
                RateSeries.from_csv(io.StringIO(f"date,yen_per_usd\n2026-09-24,120.00\n2026-09-25,{rate}\n"), label=NOON)


def test_text_in_the_place_of_a_path() -> None:
    """The error says how text is given."""
    with pytest.raises(FileError, match=r"give text as io\.StringIO\(text\)"):
        RateSeries.from_csv(TWO_ROWS.decode())


def test_a_file_that_is_open_for_something_else(tmp_path: Path) -> None:
    """Closed, for writing, or as text in another encoding: an OSError of the library's own."""
    path = tmp_path / "file.csv"
    path.write_bytes("date,yen_per_usd\n¥".encode())
    with path.open("rb") as closed:
        pass
    with path.open("ab") as writing, path.open(encoding="ascii") as other:
        for given in (closed, writing, other):
            with pytest.raises(FileError, match="how it was opened"):
                RateSeries.from_csv(given)


def test_the_bundled_file_is_the_bundled_series() -> None:
    """With its vintage, so that a result can name it."""
    from yen_usd.rates.published import DATA_FOLDER

    series = RateSeries.from_csv(Path(DATA_FOLDER) / "h10_jpy.csv")
    assert (series, series.vintage) == (h10_rates(), h10_rates().vintage)
    assert type(series) is RateSeries  # it does not give way to newer figures


@pytest.mark.parametrize(
    "given", [None, 5, b"date,yen_per_usd\n", ["date"], object()], ids=lambda given: type(given).__name__
)
def test_what_is_neither_a_path_nor_a_file(given: object) -> None:
    """Refused with what is expected."""
    with pytest.raises(ArgumentError, match="a path or an open file is accepted"):
        RateSeries.from_csv(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["nowhere.csv", "", "a\0b", "/", "/proc/self/mem", "x" * 5000], ids=lambda name: name[:20])
def test_a_file_that_cannot_be_read(given: str) -> None:
    """An OSError that says which."""
    with pytest.raises(FileError, match="cannot read '") as caught:
        RateSeries.from_csv(given)
    assert isinstance(caught.value, OSError)
    assert caught.value.errno is None


LONG = {"one line of commas"}


@pytest.mark.parametrize("name", [pytest.param(one, marks=[pytest.mark.exhaustive] if one in LONG else []) for one in FILES])
def test_a_hostile_file_is_refused_in_few_words(name: str) -> None:
    """As long as a file may be, and longer."""
    with pytest.raises(SeriesError) as caught:
        RateSeries.from_csv(io.BytesIO(FILES[name].content()), label=NOON)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_refused_in_few_words(name: str) -> None:
    """Python's own parser of HTML takes hours for some of these."""
    with pytest.raises(SeriesError) as caught:
        read_page(PAGES[name].content())
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("read", "file"),
    [(read_csv, file) for file in FILES.values()] + [(read_page, page) for page in PAGES.values()],
    ids=[*FILES, *PAGES],
)
def test_the_work_grows_no_faster_than_a_hostile_file(read: Callable[[bytes], H10Rows], file: Hostile) -> None:
    """Twice the pieces are at most twice the steps; what the benchmarks time beside it is the work within a step."""

    def refuse(times: int) -> None:
        with pytest.raises(SeriesError):
            read(file.content(times))

    refuse(1000)  # what is loaded once is loaded
    small, large = (steps(lambda times=times: refuse(times)) for times in (1000, 2000))
    assert large < 2.1 * small


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[dt.date, str]]:
    """Weekdays from any on, rates that move as rates do, and days without one."""
    day = draw(st.dates(dt.date(1971, 1, 4), dt.date(2100, 1, 1)).filter(lambda day: day.weekday() < 5))
    ten_thousandths = draw(st.integers(800_000, 4_000_000))
    rows: list[tuple[dt.date, str]] = []
    for move in draw(st.lists(st.none() | st.integers(-999, 999), min_size=1, max_size=25)):
        if move is not None:
            ten_thousandths += ten_thousandths * move // 10_000
        rows.append((day, "ND" if move is None and rows else f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04}"))
        day += dt.timedelta(days=3 if day.weekday() == 4 else 1)
    return rows


@given(histories())
def test_what_is_written_is_read_again(rows: list[tuple[dt.date, str]]) -> None:
    """Every rate on its day; and the library's own text of the rows gives the same rows."""
    found = read_csv(program(rows).encode())
    assert list(zip(map(dt.date.fromordinal, found.days), found.rates, strict=True)) == [
        (day, None if rate == "ND" else Decimal(rate)) for day, rate in rows
    ]
    assert replace(read_csv(found.text().encode(), Claim(label=NOON)), is_proven=True) == found
    series = series_of_rows(found)
    assert rows_of_series(series) == found.observed()


@given(histories(), st.data())
def test_a_file_cut_anywhere_gives_no_other_rate(rows: list[tuple[dt.date, str]], data: st.DataObject) -> None:
    """It is refused, or the rates that are left are the ones that were written."""
    content = program(rows).encode()
    cut = content[: data.draw(st.integers(0, len(content)))]
    written = {day: Decimal(rate) for day, rate in rows if rate != "ND"}
    with contextlib.suppress(SeriesError):
        for o in RateSeries.from_csv(io.BytesIO(cut)):
            assert written[o.date] == o.yen_per_usd


@given(histories(), st.data())
def test_a_continuation_adds_rates_and_changes_none(rows: list[tuple[dt.date, str]], data: st.DataObject) -> None:
    """However much of the rows is known: what was known stays, what is new is added, and twice is once."""
    whole = read_csv(program(rows).encode()).observed()
    count = len(whole.rates)
    known = H10Rows(whole.first, whole.rates[: data.draw(st.integers(1, count))]).observed()
    start = data.draw(st.integers(0, len(known.rates) - 1))
    found = H10Rows(whole.days[start], whole.rates[start:])
    if not any(rate is not None for rate in known.rates[start:]):
        return
    change = continue_rows(known, found, known, accept_revisions=False)
    assert change.rows == whole
    assert change.rows.rates[: len(known.rates)] == known.rates
    assert len(change.added) == sum(rate is not None for rate in whole.rates[len(known.rates) :])
    again = continue_rows(change.rows, found, known, accept_revisions=False)
    assert (again.rows, again.added, again.revised) == (whole, (), ())


@given(
    st.text(alphabet='date,yen_pr_usd0123456789.-\n\r"NDSHA256xobsrvtionDEXJPUT: ', max_size=200) | st.binary(max_size=200)
)
def test_any_file_is_read_or_refused(given: str | bytes) -> None:
    """With an error of the library's own."""
    content = given.encode() if isinstance(given, str) else given
    for read in (read_csv, read_page, read_fred, read_xml):
        for head in (
            b"",
            b"date,yen_per_usd\n2026-09-25,157.18\n",
            b"japan 25-SEP-26 157.18 ",
            b'{"units": "lin", ',
            b"<?xml ",
        ):
            with contextlib.suppress(SeriesError):
                read(head + content)
