"""The servers of the sources, on loopback: a proxy that answers for every host, with real TLS and a certificate of its own.

What a test wants to hear is a function of the request that writes to the socket whatever it likes.
"""

import contextlib
import datetime as dt
import io
import socket
import ssl
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trustme

Answer = Callable[["Request", ssl.SSLSocket], None]


@dataclass(frozen=True)
class Request:
    """What was asked: of which host, for what, and how."""

    host: str
    target: str
    headers: dict[str, str]


@dataclass
class Upstream:
    """The answers of each host, and what was asked so far."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    port: int = 0
    certificate: str = ""

    def serve(self, connection: socket.socket, context: ssl.SSLContext) -> None:
        """Answer one connection: CONNECT, TLS, a request."""
        with contextlib.suppress(OSError, ValueError, IndexError), connection:
            connection.settimeout(20)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # an answer waits 40 ms otherwise
            host = _head(connection).split()[1].partition(":")[0]
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with context.wrap_socket(connection, server_side=True) as secure:
                first, *lines = _head(secure).split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                request = Request(host, first.split()[1], headers)
                self.asked.append(request)
                wanted = [answer for prefix, answer in self.answers.items() if (host + request.target).startswith(prefix)]
                (wanted[0] if wanted else status(404, "Not Found"))(request, secure)
                with contextlib.suppress(OSError):
                    secure.unwrap()


def _head(connection: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(4096)
        if not piece:
            raise ValueError("the client has gone")
        received += piece
    return received.partition(b"\r\n\r\n")[0].decode()


@contextlib.contextmanager
def upstream(folder: Path) -> Iterator[Upstream]:
    """The servers, until the end of the block; `certificate` is the file that makes a client trust them."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.federalreserve.gov", "api.stlouisfed.org", "mirror.example").configure_cert(context)
    certificate = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(certificate))
    servers = Upstream(certificate=str(certificate))
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        servers.port = listener.getsockname()[1]

        def run() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=servers.serve, args=(connection, context), daemon=True).start()

        threading.Thread(target=run, daemon=True).start()
        yield servers
        listener.shutdown(socket.SHUT_RDWR)


def environment(servers: Upstream, cache: Path) -> dict[str, str]:
    """What makes a process ask these servers, and keep its cache in a folder."""
    return {
        "HTTPS_PROXY": f"http://127.0.0.1:{servers.port}",
        "SSL_CERT_FILE": servers.certificate,
        "YEN_USD_CACHE": str(cache),
        "NO_PROXY": "",
    }


def raw(head: str, body: bytes = b"") -> Answer:
    """These very bytes."""
    return lambda _, connection: connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n" + body)


def body(content: bytes | str, **headers: str) -> Answer:
    """Status 200 with a content."""
    data = content.encode() if isinstance(content, str) else content
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return raw(f"HTTP/1.1 200 OK\n{more}Content-Length: {len(data)}\n", data)


def status(code: int, reason: str, headers: str = "") -> Answer:
    """Another status, without a content."""
    return raw(f"HTTP/1.1 {code} {reason}\n{headers}Content-Length: 0\n")


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last of them for ever."""
    left = list(answers)
    lock = threading.Lock()

    def answer(request: Request, connection: ssl.SSLSocket) -> None:
        with lock:
            now = left.pop(0) if len(left) > 1 else left[0]
        now(request, connection)

    return answer


def release_xml(
    rows: list[tuple[dt.date, str]], others: tuple[str, ...] = ("RXI$US_N.B.EU", "RXI_N.B.CA"), **changes: str
) -> str:
    """The release as XML, in true layout: SDMX compact, the yen's series in the midst of others.

    `changes` replace attributes of the yen's series.
    """
    yen = {
        "CURRENCY": "JPY",
        "FREQ": "9",
        "FX": "JPY",
        "SERIES_NAME": "RXI_N.B.JA",
        "UNIT": "Currency:_Per_USD",
        "UNIT_MULT": "1",
    }
    first, *rest = others or ("",)
    kinds = [*([yen | {"SERIES_NAME": first, "CURRENCY": "USD"}] if first else []), yen | changes]
    kinds += [yen | {"SERIES_NAME": name, "CURRENCY": "CAD"} for name in rest]
    series = ""
    for kind in kinds:
        is_yen = kind["SERIES_NAME"] == (yen | changes)["SERIES_NAME"]
        attributes = " ".join(f'{name}="{value}"' for name, value in kind.items())
        series += f"<kf:Series {attributes} >\n<frb:Annotations/>\n"
        for day, rate in rows:
            status, value = ("ND", "-9999") if rate == "ND" else ("A", rate if is_yen else "1.3921")
            series += f'<frb:Obs OBS_STATUS="{status}" OBS_VALUE="{value}" TIME_PERIOD="{day}" />\n'
        series += "</kf:Series>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        '<message:MessageGroup xmlns:message="http://www.SDMX.org/resources/SDMXML/schemas/v1_0/message" '
        'xmlns:frb="http://www.federalreserve.gov/structure/compact/common">\n'
        "<message:Header><message:ID>H10</message:ID><message:Prepared>2026-10-12T16:15:00</message:Prepared></message:Header>\n"
        '<frb:DataSet id="H10" xmlns:kf="http://www.federalreserve.gov/structure/compact/H10_H10">\n'
        f"{series}</frb:DataSet></message:MessageGroup>\n"
    )


def zip_of(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, content in files.items():
            writing.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # of no day, so always the same bytes
    return archive.getvalue()


def release(rows: list[tuple[dt.date, str]], **changes: str) -> bytes:
    """The release's zip, as the Board publishes it: the figures, and the schemas beside them."""
    return zip_of(
        {"H10_struct.xml": "<structure/>", "H10_data.xml": release_xml(rows, **changes), "H10_H10.xsd": "<schema/>"}
    )


OTHERS = ("RXI$US_N.B.EU", "RXI_N.B.CA")
"""Other series of the package, which stand before and after that of the yen."""


def program(rows: list[tuple[dt.date, str]], *, newline: str = "\r\n", **changes: str) -> str:
    """A file of the Data Download Program: six header rows, three series, that of the yen in the midst.

    `changes` replace the yen's cell in one of the header rows, by its label with _ for a space.
    """
    cells = {
        "Series Description": "SPOT EXCHANGE RATE - JAPAN",
        "Unit:": "Currency:_Per_USD",
        "Multiplier:": "1",
        "Currency:": "JPY",
        "Unique Identifier: ": "H10/H10/RXI_N.B.JA",
        "Time Period": "RXI_N.B.JA",
    }
    lines: list[str] = []
    for label, cell in cells.items():
        key = label.strip(" :").lower().replace(" ", "_")
        others = {"time_period": OTHERS, "multiplier": ("1", "1")}.get(key, ("of the euro", "of Canada"))
        lines.append(",".join(f'"{text}"' for text in (label, others[0], changes.get(key, cell), others[1])))
    lines += [f"{day},1.1735,{rate},1.3921" if rate != "ND" else f"{day},ND,ND,ND" for day, rate in rows]
    return newline.join(lines) + newline


def page(rows: list[tuple[dt.date, str]]) -> str:
    """The release's history page, as the Board lays it out."""
    cells = "".join(
        f'<tr><th id="r{at}" headers="a1">{day.day}-{day:%b}-{day:%y}</th>'.upper().replace("TR", "tr").replace("TH", "th")
        + f'<td headers="a2 r{at}">&nbsp;{rate}&nbsp;</td></tr>\n'
        for at, (day, rate) in enumerate(rows, 1)
    )
    return (
        "<!DOCTYPE html><html><head><title>FRB: H.10 Release--Foreign Exchange Rates</title></head><body>"
        "<h3>Historical Rates for the Japanese Yen</h3><table><tr><th>Date</th><th>Rate</th></tr>\n"
        f"{cells}</table></body></html>"
    )


def fred(rows: list[tuple[dt.date, str]]) -> str:
    """FRED's answer in JSON."""
    import json

    observations = [{"date": str(day), "value": "." if rate == "ND" else rate} for day, rate in rows]
    return json.dumps({"units": "lin", "count": len(rows), "observations": observations})
