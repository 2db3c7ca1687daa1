"""What can go wrong between a source and the cache: after each fault the old figures answer, and the error says why."""

import contextlib
import gzip
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path
from types import SimpleNamespace

import httpcore
import pytest
from newer_figures import FIRST_WEEK, GOOD, KNOWN, SECOND_WEEK
from upstream import Answer, Request, Upstream, body, in_turn, page, program, raw, release, status

import yen_usd
from yen_usd import FetchError, RevisionError, SeriesError, YenUsdError, h10_rates, update_rates
from yen_usd.updates import downloads
from yen_usd.updates.downloads import _Deadline

MIRROR = "https://mirror.example/h10.csv"
BOARD, PAGE = "www.federalreserve.gov/releases/h10/data", "www.federalreserve.gov/releases/h10/hist"
PROGRAM = "www.federalreserve.gov/datadownload"
LAST = SECOND_WEEK[-1][0]


def endless(piece: bytes) -> Answer:
    """A body without an end."""

    def answer(_: Request, connection: ssl.SSLSocket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                connection.sendall(piece)

    return answer


def silent(_: Request, connection: ssl.SSLSocket) -> None:
    """No answer at all, for as long as the client waits."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def cut(content: bytes, *, claimed: int, headers: str = "") -> Answer:
    """A content that is not as long as its header says."""
    return raw(f"HTTP/1.1 200 OK\n{headers}Content-Length: {claimed}\n", content)


def bomb(megabytes: int) -> bytes:
    """Little gzip that stands for so much: the same part again and again, which deflate allows after a full flush."""
    packer = zlib.compressobj(wbits=31)
    first, other = (packer.compress(b"0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + other * (megabytes - 1)


BOMB = bomb(300)
BYTES = GOOD.encode()
IN_THE_LAST_RATE = BYTES.rindex(b"155.8700") + 4
FAULTS: dict[str, tuple[Answer, type[YenUsdError], str]] = {
    "403": (status(403, "Forbidden"), FetchError, "answers 403 Forbidden"),
    "404": (status(404, "Not Found"), FetchError, "answers 404 Not Found"),
    "204": (status(204, "No Content"), FetchError, "answers 204 No Content"),
    "206": (raw("HTTP/1.1 206 Partial Content\nContent-Length: 4\n", b"date"), FetchError, "answers 206 Partial"),
    "500": (status(500, "Internal Server Error"), FetchError, "answers 500 Internal Server Error, 3 times"),
    "503": (status(503, "Service Unavailable"), FetchError, "answers 503 Service Unavailable, 3 times"),
    "redirect to http": (
        status(302, "Found", "Location: http://mirror.example/\n"),
        FetchError,
        "'http://.*' does not begin with https",
    ),
    "redirect to a file": (status(302, "Found", "Location: file:///etc/passwd\n"), FetchError, "does not begin with https"),
    "redirect loop": (status(301, "Moved", "Location: /h10.csv\n"), FetchError, "redirects more than 5 times"),
    "redirect to nothing": (
        status(302, "Found", "Location: https://[::\n"),
        FetchError,
        "cannot fetch https://mirror.example",
    ),
    "redirect without an address": (status(302, "Found"), FetchError, "answers 302 Found"),
    "closed at once": (lambda _, connection: connection.close(), FetchError, "disconnected|EOF|closed|reset"),
    "no HTTP": (raw("SSH-2.0-OpenSSH_9.2\n"), FetchError, "cannot fetch https://mirror.example.*3 times"),
    "endless": (endless(b"2026-10-12,1,156.0000,1\r\n" * 2000), FetchError, "more than 5,000,000 bytes"),
    "gzip": (body(gzip.compress(BYTES), Content_Encoding="gzip"), FetchError, "encoding 'gzip', which was not asked for"),
    "a gzip bomb": (body(BOMB, Content_Encoding="gzip"), FetchError, "encoding 'gzip', which was not asked for"),
    "what is said to be gzip": (body(BYTES, Content_Encoding="gzip"), FetchError, "the encoding 'gzip'"),
    "an encoding not asked for": (body(BYTES, Content_Encoding="br"), FetchError, "encoding 'br', which was not asked for"),
    "truncated": (cut(BYTES[:700], claimed=len(BYTES)), FetchError, "incomplete|without sending complete"),
    "chunks cut short": (
        raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"400\r\n" + BYTES[:100]),
        FetchError,
        "incomplete|complete",
    ),
    "a length that is none": (raw("HTTP/1.1 200 OK\nContent-Length: many\n", BYTES), FetchError, "ontent-Length"),
    "wrong length": (cut(BYTES, claimed=IN_THE_LAST_RATE), SeriesError, "line .* has 3 cells|ends within|is not a rate"),
    "cut within the last rate, without a length": (
        raw("HTTP/1.1 200 OK\n", GOOD.replace(",1.3921", ",1.3921", 1).encode()[:IN_THE_LAST_RATE]),
        SeriesError,
        "line",
    ),
    "an HTML page": (body("<!DOCTYPE html><title>Sorry</title>"), SeriesError, "begins with '<!DOCTYPE html>.*six header"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_leaves_everything_as_it_was_and_is_named(name: str, kept: Path, servers: Upstream) -> None:
    """Over real HTTPS; the cache is looked at before and after."""
    assert kept.exists()
    answer, kind, cause = FAULTS[name]
    servers.answers["mirror.example"] = answer
    with pytest.raises(kind, match=cause) as caught:
        update_rates(source=MIRROR, timeout=2)
    assert len(str(caught.value)) < 1500
    tried = 3 if "3 times" in str(caught.value) else 6 if "redirects more than 5 times" in str(caught.value) else 1
    assert len(servers.asked) == tried


@pytest.mark.exhaustive
def test_a_server_that_is_silent_is_asked_three_times(kept: Path, servers: Upstream) -> None:
    """And given the time that was named each time."""
    assert kept.exists()
    servers.answers["mirror.example"] = silent
    with pytest.raises(FetchError, match="no answer within 1 seconds, 3 times"):
        update_rates(source=MIRROR, timeout=1)
    assert len(servers.asked) == 3


class Drip:
    """A beginning, and then a piece now and then, until the client shuts the connection."""

    def __init__(self, head: bytes, piece: bytes) -> None:
        self.head, self.piece = head, piece
        self.was_shut = threading.Event()

    def __call__(self, _: Request, connection: ssl.SSLSocket) -> None:
        """Answer so."""
        try:
            connection.sendall(self.head)
            for _ in range(600):
                connection.sendall(self.piece)
                time.sleep(0.05)
        except OSError:
            self.was_shut.set()


DRIPS = {
    "header lines": (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "provisional answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "extensions of chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", b"x"),
    "a body": (b"HTTP/1.1 200 OK\r\n\r\n", b"2"),
    "rows that are good": (b"HTTP/1.1 200 OK\r\n\r\n" + BYTES, b"\r\n"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", DRIPS)
def test_no_answer_takes_longer_than_its_time(
    name: str, kept: Path, servers: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever trickles in, and wherever: the connection is shut, and what came until then is not taken."""
    assert kept.exists()
    drip = Drip(*DRIPS[name])
    servers.answers["mirror.example"] = drip
    monkeypatch.setattr(downloads, "WHOLE", 0.08)  # of a time-out that no single wait comes near
    with pytest.raises(FetchError, match=r"its answer takes more than 0.8 seconds"):
        update_rates(source=MIRROR, timeout=10)
    assert drip.was_shut.wait(30)


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
                update_rates(source=source, timeout=2)
            assert len(str(caught.value)) < 700
            assert str(caught.value).isprintable()


def test_a_proxy_that_wants_another_package(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the library's own, that names it."""
    assert kept.exists()
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(FetchError, match="socksio"):
        update_rates(source=MIRROR, timeout=0.4)


HARMLESS: dict[str, Answer] = {
    "chunks": raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(BYTES), BYTES)),
    "no length": raw("HTTP/1.1 200 OK\n", BYTES),
    "503, then success": in_turn(status(503, "Service Unavailable"), body(GOOD)),
    "closed at once, then success": in_turn(lambda _, connection: connection.close(), body(GOOD)),
    "redirect to https": in_turn(status(302, "Found", "Location: https://www.federalreserve.gov/x\n"), body(GOOD)),
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
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="refused, 3 times"):
        update_rates(source=f"https://127.0.0.1:{port}/h10.csv", timeout=0.4)


def test_a_name_that_is_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that by agreement never exists."""
    assert kept.exists()
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    with pytest.raises(FetchError, match=r"(?i)name|resol"):
        update_rates(source="https://nowhere.invalid/h10.csv", timeout=0.4)


def test_a_host_that_does_not_accept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that is full: connecting takes for ever."""
    assert kept.exists()
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
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
        update_rates(source="https://other.example/h10.csv", timeout=2)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        update_rates(source=MIRROR, timeout=2)
    assert not servers.asked


def test_a_certificate_file_or_a_proxy_that_is_none(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the environment says may be wrong, too."""
    assert kept.exists()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(FetchError, match="No such file"):
        update_rates(source=MIRROR, timeout=2)
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1")
    with pytest.raises(FetchError, match="proxy"):
        update_rates(source=MIRROR, timeout=2)


def test_the_second_source_answers_where_the_first_fails(servers: Upstream) -> None:
    """Whatever its fault, and the result says which answered and why not the first."""
    servers.answers[PAGE] = body(page([*KNOWN, *FIRST_WEEK]))
    for fault, cause in (
        (status(403, "Forbidden"), "403"),
        (body("<html></html>"), "begins with"),
        (body(release(SECOND_WEEK)), "some day must have a rate in both"),
    ):
        servers.answers[BOARD] = fault
        result = update_rates(timeout=2, check=True)
        assert len(result.added) == 5
        assert result.source.endswith("dat00_ja.htm")
        [why] = result.passed_over
        assert cause in why
        assert why.startswith("the release's XML: ")


def test_the_third_source_answers_where_two_fail(servers: Upstream) -> None:
    """A year of rows of the Data Download Program, as long as it lives."""
    servers.answers[PROGRAM] = body(program([*KNOWN, *FIRST_WEEK]).rstrip("\r\n"))  # its files end without a newline
    servers.answers[PAGE] = body("<html>Moved</html>")
    result = update_rates()
    assert (len(result.added), [why.partition(":")[0] for why in result.passed_over]) == (
        5,
        ["the release's XML", "the release's history page"],
    )
    assert [request.target.partition("&series")[0] for request in servers.asked][-1] == "/datadownload/Output.aspx?rel=H10"
    assert "lastobs=260&" in servers.asked[-1].target


def test_an_empty_answer_of_the_program_is_asked_for_again(servers: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the pause that it wants; from any other source nothing is nothing."""
    naps: list[float] = []  # of the library's retries alone: Spark's worker thread sleeps in this process, too
    monkeypatch.setattr("tenacity.nap.time", SimpleNamespace(sleep=naps.append))
    servers.answers[PROGRAM] = in_turn(body(""), body(program([*KNOWN, *FIRST_WEEK])))
    assert len(update_rates(timeout=2).added) == 5
    assert naps == [5]
    servers.answers[PROGRAM] = body("")
    with pytest.raises(FetchError, match=r"Program: .*its answer is empty, 3 times"):
        update_rates(timeout=2)
    assert naps == [5, 5, 5]


def test_all_sources_fail(kept: Path, servers: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cause is told, and through which day the figures go."""
    from yen_usd.updates import sources

    monkeypatch.setattr(sources, "PAUSE", 0.01)
    assert kept.exists()
    servers.answers[BOARD] = status(403, "Forbidden")
    servers.answers[PAGE] = body("<html>Sorry</html>")
    causes = r"XML: .*403 Forbidden; .*page: .*'Sorry' \(.*Japan.*\); .*Program: .*404 Not Found; the .* through 2026-10-09"
    with pytest.raises(FetchError, match=causes):
        update_rates()
    servers.answers[BOARD] = body(release(KNOWN, UNIT_MULT="100"))
    servers.answers[PROGRAM] = body(program(KNOWN, multiplier="100"))
    causes = r"UNIT_MULT of RXI_N.B.JA is '100' \(it should be 1\); .*'Sorry'.*the multiplier of RXI_N.B.JA is '100' .*1\)"
    with pytest.raises(SeriesError, match=causes):
        update_rates()


def test_a_disagreement_is_told_although_the_second_source_agrees(kept: Path, servers: Upstream) -> None:
    """It is nothing that another source could settle quietly."""
    assert kept.exists()
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK[:-1], (FIRST_WEEK[-1][0], "156.7800")]))
    servers.answers[PAGE] = body(page([*KNOWN, *FIRST_WEEK, *SECOND_WEEK]))
    with pytest.raises(RevisionError):
        update_rates()
    assert len(servers.asked) == 1


PAGES: dict[str, tuple[str, str]] = {
    "of another country": (
        page([*KNOWN, *FIRST_WEEK]).replace("Japanese Yen", "Swiss Franc"),
        "the page is not the history of the yen",
    ),
    "no day": (page([*KNOWN, *FIRST_WEEK]).replace("-SEP-26", "-FOO-26"), "is not a date"),
    "no such day": (page([*KNOWN, *FIRST_WEEK]).replace("30-SEP-26", "31-SEP-26"), "is not a date"),
    "a rate that is gone": (page([*KNOWN, *FIRST_WEEK]).replace("157.4150", ""), "is not a rate"),
    "cut short": (page([*KNOWN, *FIRST_WEEK]).partition("157.4150")[0], "the page was cut short"),
    "cut within a rate": (
        page([*KNOWN, *FIRST_WEEK]).partition("50&nbsp;</td>")[0],
        "the page was cut short: it ends with '.*[0-9]'",
    ),
    "an endless number": (
        page([*KNOWN, *FIRST_WEEK]).replace("<h3>", "&#" + "9" * 5000 + ";<h3>").replace("156.8000", "x"),
        "'x' is not a rate",
    ),
    "a day less": (page([*KNOWN, *FIRST_WEEK]).replace("30-SEP-26", ""), "no row for 2026-09-30"),
    "nothing": ("", "the page is not the history of the yen"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_not_the_history_page(name: str, servers: Upstream) -> None:
    """The second source is checked like the first."""
    servers.answers[PAGE] = body(PAGES[name][0])
    with pytest.raises(FetchError, match=PAGES[name][1]):
        update_rates(timeout=2)
