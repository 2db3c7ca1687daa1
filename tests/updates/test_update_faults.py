"""What can go wrong between a source and the cache: after each fault the old figures answer, and the error says why."""

import contextlib
import datetime as dt
import gzip
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpcore
import pytest
from newer_figures import FIRST_WEEK, KNOWN, SECOND_WEEK, Rows
from upstream import Answer, Request, Upstream, body, in_turn, page, program, raw, status, zipped

import yen_usd
from yen_usd import AfterSeriesError, FetchError, RevisionError, SeriesError, YenUsdError, h10_rates, update_rates
from yen_usd.updates.downloads import _Deadline

MIRROR = "https://mirror.example/h10.csv"
BOARD, PAGE = "www.federalreserve.gov/datadownload", "www.federalreserve.gov/releases"
GOOD = program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK])
LAST = SECOND_WEEK[-1][0]


@pytest.fixture
def kept(servers: Upstream, tmp_path: Path) -> Iterator[Path]:
    """A cache with a week of newer figures; after the test it is byte for byte the same, and answers."""
    servers.answers["mirror.example"] = body(program([*KNOWN, *FIRST_WEEK]))
    update_rates(source=MIRROR)
    servers.asked.clear()
    folder = tmp_path / "cache"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    yield folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert h10_rates().on("2007-03-31").yen_per_usd == h10_rates().on("2007-03-30").yen_per_usd
    assert str(h10_rates().on("2026-10-09").yen_per_usd) == "156.77"
    with pytest.raises(AfterSeriesError, match=r"2026-10-09.*update"):
        h10_rates().on(LAST)


def changed(at: int, rate: str | None = None, day: dt.date | None = None) -> str:
    """A file in which one row of the new ones is another: counted from the end."""
    rows: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
    old = rows[at]
    rows[at] = (day or old[0], rate or old[1])
    return program(rows)


def without(at: int) -> str:
    """A file in which one row is missing."""
    rows: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
    del rows[at]
    return program(rows)


def endless(piece: bytes, pause: float = 0.0) -> Answer:
    """A body without an end."""

    def answer(_: Request, connection: ssl.SSLSocket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                connection.sendall(piece)
                time.sleep(pause)

    return answer


def silent(_: Request, connection: ssl.SSLSocket) -> None:
    """No answer at all, for as long as the client waits."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def cut(content: bytes, *, claimed: int, headers: str = "") -> Answer:
    """A content that is not as long as its header says."""
    return raw(f"HTTP/1.1 200 OK\n{headers}Content-Length: {claimed}\n", content)


BYTES = GOOD.encode()
IN_THE_LAST_RATE = BYTES.rindex(b"155.8700") + 4
SWAPPED = program([(day, "1.3921") for day, _ in [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]])
FAULTS: dict[str, tuple[Answer, type[YenUsdError], str]] = {
    "403": (status(403, "Forbidden"), FetchError, "answers 403 Forbidden"),
    "404": (status(404, "Not Found"), FetchError, "answers 404 Not Found"),
    "204": (status(204, "No Content"), FetchError, "answers 204 No Content"),
    "206": (raw("HTTP/1.1 206 Partial Content\nContent-Length: 4\n", b"date"), FetchError, "answers 206 Partial"),
    "500": (status(500, "Internal Server Error"), FetchError, "answers 500 Internal Server Error, 3 times"),
    "503": (status(503, "Service Unavailable"), FetchError, "answers 503 Service Unavailable, 3 times"),
    "redirect to http": (status(302, "Found", "Location: http://mirror.example/\n"), FetchError, "'http://.*' is no https"),
    "redirect to a file": (status(302, "Found", "Location: file:///etc/passwd\n"), FetchError, "is no https"),
    "redirect loop": (status(301, "Moved", "Location: /h10.csv\n"), FetchError, "more than 5 redirects"),
    "redirect to nothing": (status(302, "Found", "Location: https://[::\n"), FetchError, "fetching https://mirror.example"),
    "redirect without an address": (status(302, "Found"), FetchError, "answers 302 Found"),
    "closed at once": (lambda _, connection: connection.close(), FetchError, "disconnected|EOF|closed|reset"),
    "no HTTP": (raw("SSH-2.0-OpenSSH_9.2\n"), FetchError, "fetching https://mirror.example.*3 times"),
    "silence": (silent, FetchError, "no answer within 0.4 seconds, 3 times"),
    "a slow drip": (endless(b"2", pause=0.2), FetchError, "takes more than 2.4 seconds"),
    "endless": (endless(b"2026-10-12,1,156.0000,1\r\n" * 2000), FetchError, "more than 5,000,000 bytes"),
    "gzip bomb": (zipped(b"0" * 300_000_000), FetchError, "more than 5,000,000 bytes"),
    "gzip cut short": (body(gzip.compress(BYTES)[:-30], Content_Encoding="gzip"), FetchError, "cut short"),
    "gzip in two": (
        body(gzip.compress(BYTES[:-200]) + gzip.compress(BYTES[-200:]), Content_Encoding="gzip"),
        FetchError, "more follows after the end of its gzip",
    ),
    "gzip and more": (body(gzip.compress(BYTES) + b"\0" * 9, Content_Encoding="gzip"), FetchError, "more follows"),
    "cut after a carriage return": (raw("HTTP/1.1 200 OK\n", BYTES[:-1]), SeriesError, "carriage returns.*get it again"),
    "no gzip": (body(BYTES, Content_Encoding="gzip"), FetchError, "no gzip"),
    "an encoding not asked for": (body(BYTES, Content_Encoding="br"), FetchError, "encoding that was not asked for, 'br'"),
    "truncated": (cut(BYTES[:700], claimed=len(BYTES)), FetchError, "incomplete|without sending complete"),
    "chunks cut short": (
        raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"400\r\n" + BYTES[:100]), FetchError, "incomplete|complete",
    ),
    "wrong length": (cut(BYTES, claimed=IN_THE_LAST_RATE), SeriesError, "line .*: 3 cells|ends within|is no rate"),
    "a length that is none": (raw("HTTP/1.1 200 OK\nContent-Length: many\n", BYTES), FetchError, "ontent-Length"),
    "a file of the yen alone cut within the last rate": (
        raw("HTTP/1.1 200 OK\n", b"date,yen_per_usd\n2026-09-25,157.81\n2026-09-28,156.90\n2026-09-29,157.03"),
        SeriesError, "line 4: the file ends with '157.03', and no newline",
    ),
    "a holiday before the cut": (
        raw("HTTP/1.1 200 OK\n", b"DATE,DEXJPUS\n2026-09-25,157.81\n2026-09-28,.\n2026-09-29,157.03"),
        SeriesError, "line 4: the file ends with '157.03', and no newline",
    ),
    "a known rate that is gone at the end": (
        body(program([*KNOWN, *FIRST_WEEK[:-1], (FIRST_WEEK[-1][0], "ND")])), RevisionError, "156.77 as known and none",
    ),
    "a known row that is gone in a file of observations": (
        body("DATE,DEXJPUS\n" + "".join(f"{d},{r}\n" for d, r in [*KNOWN[30:], *FIRST_WEEK] if str(d) != "2026-10-01")),
        SeriesError, "no row for 2026-10-01",
    ),
    "cut within the last rate, without a length": (
        raw("HTTP/1.1 200 OK\n", GOOD.replace(",1.3921", ",1.3921", 1).encode()[:IN_THE_LAST_RATE]), SeriesError, "line",
    ),
    "an HTML page": (body("<!DOCTYPE html><title>Sorry</title>"), SeriesError, "begins with '<!DOCTYPE html>.*six header"),
    "nothing": (body(""), SeriesError, "an empty file; there are files of"),
    "header rows alone": (body(program([])), SeriesError, "without a rate"),
    "no rates": (body(program([(day, "ND") for day, _ in KNOWN])), SeriesError, "without a rate"),
    "wrong series": (body(program(KNOWN, time_period="RXI_N.B.IN")), SeriesError, "0 columns named RXI_N.B.JA"),
    "the series twice": (
        body(GOOD.replace("RXI_N.B.CA", "RXI_N.B.JA")), SeriesError, "2 columns named RXI_N.B.JA",
    ),
    "another identifier": (
        body(program(KNOWN, unique_identifier="H10/H10/RXI_N.M.JA")), SeriesError, "unique identifier of 'H10/H10/RXI_N.M",
    ),
    "wrong multiplier": (body(program(KNOWN, multiplier="100")), SeriesError, "multiplier of '100'"),
    "wrong unit": (body(program(KNOWN, unit="Currency:_Per_EUR")), SeriesError, "unit of 'Currency:_Per_EUR'"),
    "wrong currency": (body(program(KNOWN, currency="INR")), SeriesError, "currency of 'INR'"),
    "swapped columns": (body(SWAPPED), SeriesError, "line 7: a rate of 1.3921; yen per dollar are between 10 and 1000"),
    "swapped in the new rows": (body(changed(-3, "1.3921")), SeriesError, "1.3921 after 155.99"),
    "a header row less": (body(GOOD.partition("\r\n")[2]), SeriesError, "begins with"),
    "header rows in another order": (
        body("\r\n".join([*GOOD.split("\r\n")[:1], *reversed(GOOD.split("\r\n")[1:6])])), SeriesError, "header rows",
    ),
    "a cell less": (body(GOOD.replace("2026-10-13,1.1735,", "2026-10-13,")), SeriesError, "line .*: 3 cells; there are 4"),
    "duplicate dates": (body(changed(-2, day=dt.date(2026, 10, 14))), SeriesError, "2026-10-14 follows 2026-10-14"),
    "unsorted dates": (body(program([*KNOWN, *SECOND_WEEK, *FIRST_WEEK])), SeriesError, "2026-10-05 follows 2026-10-16"),
    "newest first": (body(program([*KNOWN, *FIRST_WEEK][::-1])), SeriesError, "2026-10-08 follows 2026-10-09"),
    "a Saturday": (body(changed(-1, day=dt.date(2026, 10, 17))), SeriesError, "2026-10-17 is no weekday"),
    "no day": (body(GOOD.replace("2026-10-13", "2026-10-32")), SeriesError, "'2026-10-32' is no day"),
    "American days": (body(GOOD.replace("2026-10-13", "10/06/2026")), SeriesError, "'10/06/2026' is no day"),
    "before the series": (body(program([(dt.date(1970, 12, 31), "357.0000"), *KNOWN])), SeriesError, "begins on 1971-01-04"),
    "negative": (body(changed(-2, "-156.0000")), SeriesError, "'-156.0000' is no rate"),
    "zero": (body(changed(-2, "0.0000")), SeriesError, "0.0000 after 156.41; no move of more than 12%"),
    "absurd": (body(changed(-2, "1560.0000")), SeriesError, "1560.0000 after 156.41"),
    "12.01 % up": (body(changed(-2, "175.1949")), SeriesError, "175.1949 after 156.41"),
    "12.01 % down": (body(changed(-2, "137.6251")), SeriesError, "137.6251 after 156.41"),
    "not a number": (body(changed(-2, "n/a")), SeriesError, "'n/a' is no rate"),
    "NaN": (body(changed(-2, "NaN")), SeriesError, "'NaN' is no rate"),
    "an empty cell": (body(GOOD.replace("156.4100", "")), SeriesError, "'' is no rate"),
    "an exponent": (body(changed(-2, "1.56e2")), SeriesError, "is no rate"),
    "a comma": (body(changed(-2, '"156,0000"')), SeriesError, "is no rate"),
    "other digits": (body(changed(-2, "１５６.００００")), SeriesError, "is no rate"),
    "one decimal": (body(changed(-2, "156.1")), SeriesError, "two to four decimals"),
    "five decimals": (body(changed(-2, "156.12345")), SeriesError, "two to four decimals"),
    "a lost row": (body(without(-3)), SeriesError, "no row for 2026-10-14"),
    "no overlap": (body(program(SECOND_WEEK)), SeriesError, "no day has a rate in both"),
    "a quote that does not end": (body(GOOD.replace('"JPY"', '"JPY', 1)), SeriesError, "no CSV|header rows|cells"),
    "UTF-16": (body(GOOD.encode("utf-16")), SeriesError, "no text"),
    "no UTF-8": (body(BYTES.replace(b"JAPAN", b"JAP\xc4N")), SeriesError, "no text.*at byte"),
    "NUL": (body(BYTES.replace(b"156.4100", b"156.41\x0000")), SeriesError, "is no rate"),
    "a known rate that is another": (
        body(changed(-6, "156.7800")), RevisionError, "2026-10-09 is 156.77 as known and 156.78 as found",
    ),
    "a bundled rate that is another": (
        body(changed(-11, "157.8200")), RevisionError, "2026-10-02 is 157.81 as known and 157.82 as found",
    ),
    "a known rate that is gone": (body(changed(-6, "ND")), RevisionError, "2026-10-09 is 156.77 as known and none as found"),
    "a known row that is gone": (body(without(-12)), SeriesError, "no row for 2026-10-01"),
    "a rate on a known holiday": (
        body(program([(day, rate if rate != "ND" else "157.0000") for day, rate in [*KNOWN, *FIRST_WEEK]])),
        RevisionError, "2026-09-07 is none as known and 157.00 as found",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_leaves_everything_as_it_was_and_is_named(name: str, kept: Path, servers: Upstream) -> None:
    """Over real HTTPS; the cache is looked at before and after."""
    assert kept.exists()
    answer, kind, cause = FAULTS[name]
    servers.answers["mirror.example"] = answer
    with pytest.raises(kind, match=cause) as caught:
        update_rates(source=MIRROR, timeout=0.4 if kind is FetchError else 10)
    assert len(str(caught.value)) < 1500
    tried = 3 if "3 times" in str(caught.value) else 6 if "more than 5 redirects" in str(caught.value) else 1
    assert len(servers.asked) == tried


def drip(head: bytes, piece: bytes) -> Answer:
    """A beginning, and then a piece now and then."""

    def answer(_: Request, connection: ssl.SSLSocket) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(head)
            for _ in range(200):
                connection.sendall(piece)
                time.sleep(0.05)

    return answer


DRIPS = {
    "header lines": drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "provisional answers": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "extensions of chunks": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", b"x"),
    "rows that are good": drip(b"HTTP/1.1 200 OK\r\n\r\n" + BYTES, b"\r\n"),
}


@pytest.mark.parametrize("name", DRIPS)
def test_no_answer_takes_longer_than_its_time(name: str, kept: Path, servers: Upstream) -> None:
    """Whatever trickles in, and wherever: the connection is shut, and what came until then is not taken."""
    assert kept.exists()
    servers.answers["mirror.example"] = DRIPS[name]
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"its answer takes more than 1.2 seconds"):
        update_rates(source=MIRROR, timeout=0.2)
    assert time.monotonic() - started < 8


def test_a_connection_that_comes_too_late_is_shut() -> None:
    """One that is made when the time is over, after a redirect, say."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        deadline = _Deadline(0.01)
        with deadline:
            while not deadline.is_over:
                time.sleep(0.01)
            stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", listener.getsockname()[1])
            deadline.watch("connection.connect_tcp.complete", {"return_value": stream})
            assert stream.read(1, timeout=5) == b""
            stream.close()


def test_a_process_that_may_start_no_thread(servers: Upstream) -> None:
    """It cannot keep the time of a download, and says so."""
    code = """
import threading, yen_usd
threading.stack_size(2**46)  # more than there is
try:
    yen_usd.update_rates(source="https://mirror.example/h10.csv")
except yen_usd.FetchError as error:
    print(error)
"""
    path = str(Path(yen_usd.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert "can't start new thread; try again later" in done.stdout, done.stderr
    assert not servers.asked


def test_a_message_is_short_and_plain_whatever_a_server_says(kept: Path, servers: Upstream) -> None:
    """Nothing of it moves a terminal's cursor."""
    assert kept.exists()
    for answer in (
        status(404, "x" * 60_000),
        status(404, "\x1b[31mred\x1b[0m"),
        raw("HTTP/1.1 200 OK\nX: \x1b" + "y" * 50_000 + "\n"),
        body(BYTES, Content_Encoding="z" * 5000),
        status(302, "Found", f"Location: http://{'a' * 3000}/\n"),
    ):
        servers.answers["mirror.example"] = answer
        for source in (MIRROR, MIRROR + "?" + "q" * 5000):
            with pytest.raises((FetchError, SeriesError)) as caught:
                update_rates(source=source, timeout=0.4)
            assert len(str(caught.value)) < 700
            assert str(caught.value).isprintable()


def test_a_proxy_that_wants_another_package(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the library's own, that names it."""
    assert kept.exists()
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(FetchError, match="socksio"):
        update_rates(source=MIRROR, timeout=0.4)


HARMLESS: dict[str, Answer] = {
    "CRLF": body(GOOD),
    "LF": body(GOOD.replace("\r\n", "\n")),
    "a BOM": body(b"\xef\xbb\xbf" + BYTES),
    "known holidays left out": body(program([row for row in [*KNOWN, *FIRST_WEEK, *SECOND_WEEK] if row[1] != "ND"])),
    "a known holiday left out, and a mark": body(
        program([*(row for row in KNOWN if row[1] != "ND"), *FIRST_WEEK, *SECOND_WEEK, (dt.date(2026, 10, 19), "ND")])
    ),
    "a unit as the package of days has it": body(program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK], unit="Currency")),
    "no newline at the end": body(GOOD.rstrip()),
    "an empty line at the end": body(GOOD + "\r\n"),
    "gzip": zipped(BYTES),
    "chunks": raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(BYTES), BYTES)),
    "no length": raw("HTTP/1.1 200 OK\n", BYTES),
    "a day not yet known at the end": body(program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK, (dt.date(2026, 10, 19), "ND")])),
    "503, then success": in_turn(status(503, "Service Unavailable"), body(GOOD)),
    "closed at once, then success": in_turn(lambda _, connection: connection.close(), body(GOOD)),
    "redirect to https": in_turn(status(302, "Found", "Location: https://www.federalreserve.gov/x\n"), body(GOOD)),
    "12 % up": body(changed(-1, "174.7200")),
    "two decimals": body(GOOD.replace("00,1.3921", ",1.3921")),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_fault_is_taken(name: str, servers: Upstream) -> None:
    """All ten new rates arrive."""
    for host in ("mirror.example", "www.federalreserve.gov"):
        servers.answers[host] = HARMLESS[name]
    result = update_rates(source=MIRROR, timeout=2)
    assert (len(result.added), result.through, result.revised) == (10, LAST, ())
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.415"
    assert str(h10_rates().on("2026-10-12").yen_per_usd) == "156.20"


def test_a_connection_that_is_refused(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens there."""
    assert kept.exists()
    monkeypatch.delenv("HTTPS_PROXY")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="refused, 3 times"):
        update_rates(source=f"https://127.0.0.1:{port}/h10.csv", timeout=0.4)


def test_a_name_that_is_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that by agreement never exists."""
    assert kept.exists()
    monkeypatch.delenv("HTTPS_PROXY")
    with pytest.raises(FetchError, match=r"(?i)name|resol"):
        update_rates(source="https://nowhere.invalid/h10.csv", timeout=0.4)


def test_a_host_that_does_not_accept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that is full: connecting takes for ever."""
    assert kept.exists()
    monkeypatch.delenv("HTTPS_PROXY")
    with socket.socket() as listener, contextlib.ExitStack() as others:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            other = others.enter_context(socket.socket())
            other.setblocking(False)
            other.connect_ex(listener.getsockname())
        with pytest.raises(FetchError, match=r"no connection within 0.3 seconds, 3 times"):
            update_rates(source=f"https://127.0.0.1:{listener.getsockname()[1]}/h10.csv", timeout=0.3)


def test_a_certificate_that_nobody_vouches_for(kept: Path, servers: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that is of another host."""
    assert kept.exists()
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        update_rates(source="https://other.example/h10.csv", timeout=0.4)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        update_rates(source=MIRROR, timeout=0.4)
    assert not servers.asked


def test_a_certificate_file_or_a_proxy_that_is_none(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the environment says may be wrong, too."""
    assert kept.exists()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(FetchError, match="No such file"):
        update_rates(source=MIRROR, timeout=0.4)
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1")
    with pytest.raises(FetchError, match="proxy"):
        update_rates(source=MIRROR, timeout=0.4)


def test_the_second_source_answers_where_the_first_fails(servers: Upstream) -> None:
    """Whatever its fault, and the result says which answered and why not the first."""
    servers.answers[PAGE] = body(page([*KNOWN, *FIRST_WEEK]))
    for fault, cause in (
        (status(403, "Forbidden"), "403"),
        (body("<html></html>"), "begins with"),
        (body(program(SECOND_WEEK)), "no day has a rate in both"),
    ):
        servers.answers[BOARD] = fault
        result = update_rates(timeout=2, check=True)
        assert len(result.added) == 5
        assert result.source.endswith("dat00_ja.htm")
        [why] = result.passed_over
        assert cause in why
        assert why.startswith("the Data Download Program: ")


def test_both_sources_fail(kept: Path, servers: Upstream) -> None:
    """Both causes are told, and through which day the figures go."""
    assert kept.exists()
    servers.answers[BOARD] = status(403, "Forbidden")
    servers.answers[PAGE] = body("<html>Sorry</html>")
    with pytest.raises(
        FetchError, match=r"Program: .*403 Forbidden; .*history page: .*'Sorry' \(.*Japan.*\); the .* through 2026-10-09"
    ):
        update_rates()
    servers.answers[BOARD] = body(program(KNOWN, multiplier="100"))
    with pytest.raises(SeriesError, match=r"multiplier of '100' over RXI_N.B.JA \(it is 1\); .*history page: .*'Sorry'"):
        update_rates()


def test_a_disagreement_is_told_although_the_second_source_agrees(kept: Path, servers: Upstream) -> None:
    """It is nothing that another source could settle quietly."""
    assert kept.exists()
    servers.answers[BOARD] = body(changed(-6, "156.7800"))
    servers.answers[PAGE] = body(page([*KNOWN, *FIRST_WEEK, *SECOND_WEEK]))
    with pytest.raises(RevisionError):
        update_rates()
    assert len(servers.asked) == 1


def test_a_year_of_rows_that_does_not_reach_back_is_followed_by_ten(servers: Upstream) -> None:
    """An old release of the library, updated at last."""

    def by_length(request: Request, connection: ssl.SSLSocket) -> None:
        rows = [*KNOWN, *FIRST_WEEK] if "lastobs=2600" in request.target else FIRST_WEEK
        body(program(rows))(request, connection)

    servers.answers[BOARD] = by_length
    assert len(update_rates().added) == 5
    assert ["lastobs=2600" in request.target for request in servers.asked] == [False, True]


PAGES: dict[str, tuple[str, str]] = {
    "of another country": (page([*KNOWN, *FIRST_WEEK]).replace("Japanese Yen", "Swiss Franc"), "a page that begins with"),
    "no day": (page([*KNOWN, *FIRST_WEEK]).replace("-SEP-26", "-FOO-26"), "is no day"),
    "no such day": (page([*KNOWN, *FIRST_WEEK]).replace("30-SEP-26", "31-SEP-26"), "is no day"),
    "a rate that is gone": (page([*KNOWN, *FIRST_WEEK]).replace("157.4150", ""), "is no rate"),
    "cut short": (page([*KNOWN, *FIRST_WEEK]).partition("157.4150")[0], "a page that ends with"),
    "cut within a rate": (page([*KNOWN, *FIRST_WEEK]).partition("50&nbsp;</td>")[0], "a page that ends with '.*[0-9]'"),
    "an endless number": (
        page([*KNOWN, *FIRST_WEEK]).replace("<h3>", "&#" + "9" * 5000 + ";<h3>").replace("156.8000", "x"),
        "'x' is no rate",
    ),
    "a day less": (page([*KNOWN, *FIRST_WEEK]).replace("30-SEP-26", ""), "no row for 2026-10-07"),
    "nothing": ("", "a page that begins with"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_not_the_history_page(name: str, servers: Upstream) -> None:
    """The second source is checked like the first."""
    servers.answers[PAGE] = body(PAGES[name][0])
    with pytest.raises(FetchError, match=PAGES[name][1]):
        update_rates(timeout=2)
