"""One file over HTTPS, within limits of time and size: the only module that touches the network (httpx lives here)."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import threading
import zlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, cast

from .._extras import check_installed
from ..errors import FetchError
from ..rates.h10_files import MAX_BYTES

if TYPE_CHECKING:
    import httpcore
    import httpx

ATTEMPTS: Final = 3
REDIRECTS: Final = 5
SHOWN: Final = 240
"""How much of what a server says, or of an address, a message shows."""
WHOLE: Final = 6
"""How many times its `timeout` a whole answer may take."""
_TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOGGERS: Final = ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))

Progress = Callable[[int, "int | None"], None]
"""Told of every piece that arrives: its bytes, and how many there are in all, if that is known."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where figures are fetched. A key of the user's is sent with it, and told to no one else."""

    url: str
    key: str | None = field(default=None, repr=False)
    user: tuple[str, str] | None = field(default=None, repr=False)
    """Who asks a mirror of one's own, with the password."""


class _Deadline:
    """The end of the time that one attempt has, whatever trickles in: then its connection is shut.

    The time-outs of the HTTP library are of single waits, which a byte now and then keeps alive for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []

    def watch(self, event: str, info: Mapping[str, object]) -> None:
        """Remember each connection, as the HTTP library tells of it."""
        if event.endswith("connect_tcp.complete"):
            stream = cast("httpcore.NetworkStream", info["return_value"])
            found = stream.get_extra_info("socket")
            if isinstance(found, socket.socket):
                self._sockets.append(found.dup())  # TLS takes the original over
                if self.is_over:  # it took until now to connect
                    self._shut()

    def _shut(self) -> None:
        self.is_over = True
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()


class _TransientError(Exception):
    """A failure that may be gone in a moment."""


def download(address: Address, *, timeout: float, progress: Progress | None = None) -> bytes:
    """The content of a file, as it was sent.

    `timeout` are the seconds to wait for a connection and for each piece; the whole may take six times that. What may
    be gone in a moment (no connection, no answer, an error of the server) is tried three times. Redirects are
    followed to https alone. Raises `FetchError`, which names the cause.
    """
    for package in ("httpx", "tenacity"):
        check_installed(package, "update", "update_rates")
    import tenacity

    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(ATTEMPTS),
        wait=tenacity.wait_exponential(timeout / 20, max=timeout / 2) + tenacity.wait_random(0, timeout / 20),
        retry=tenacity.retry_if_exception_type(_TransientError),
        reraise=True,
    )
    try:
        with _kept_out_of_logs(address.key):
            content: bytes = retrying(_once, address, timeout, progress or _ignore)
        return content
    except _TransientError as error:
        failure = _failed(address, f"{error}, {ATTEMPTS} times")
    raise failure  # out here it has no context, in which the key might be


def _once(address: Address, timeout: float, progress: Progress) -> bytes:
    import httpx

    deadline, too_long = _Deadline(WHOLE * timeout), f"its answer takes more than {WHOLE * timeout:g} seconds"
    failure: Exception | None = None
    content = b""
    try:
        url = httpx.URL(address.url)
        with deadline, httpx.Client(timeout=timeout, headers=_headers()) as client:
            for _ in range(REDIRECTS + 1):
                if url.scheme != "https":
                    raise _failed(address, f"{str(url)!r} is no https")
                if deadline.is_over:
                    break
                asked = url if address.key is None else url.copy_merge_params({"api_key": address.key})
                watched = {"trace": deadline.watch}
                with client.stream("GET", asked, auth=address.user, extensions=watched) as response:
                    if not response.has_redirect_location:
                        content = _body(address, response, progress)
                        break
                    if address.key is not None or address.user is not None:
                        raise _failed(address, "it redirects, and a key or password is not carried on")
                    url = response.url.join(response.headers["Location"])
            else:
                raise _failed(address, f"more than {REDIRECTS} redirects")
    except (FetchError, _TransientError) as error:
        failure = error
    except httpx.TransportError as error:
        what = str(error) or type(error).__name__
        if isinstance(error, httpx.TimeoutException):
            awaited = "connection" if isinstance(error, httpx.ConnectTimeout) else "answer"
            what = f"no {awaited} within {timeout:g} seconds"
        failure = _TransientError(_hidden(what, address.key))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError, RuntimeError) as error:
        failure = _failed(address, str(error) or type(error).__name__)
    if deadline.is_over:  # a body whose length nobody told looks whole when its connection is shut
        failure = _failed(address, too_long)
    if failure is not None:
        raise failure
    return content


def _body(address: Address, response: httpx.Response, progress: Progress) -> bytes:
    """The body of an answer, taken apart here, as what arrives may be little and what it stands for endless."""
    status = f"it answers {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code in _TRANSIENT:
        raise _TransientError(_hidden(status, address.key))
    if response.status_code != 200:
        raise _failed(address, status)
    unpacker = _unpacker(address, response.headers.get("Content-Encoding", "identity").strip().lower())
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isascii() and length.isdigit() and len(length) < 12 else None
    content = bytearray()
    arrived = 0
    for chunk in response.iter_raw():
        arrived += len(chunk)
        progress(len(chunk), total)
        content += chunk if unpacker is None else _unpacked(address, unpacker, chunk, MAX_BYTES + 1 - len(content))
        if len(content) > MAX_BYTES or arrived > MAX_BYTES:
            raise _failed(address, f"it sends more than {MAX_BYTES:,} bytes")
    if unpacker is not None and not unpacker.eof:
        raise _TransientError("its answer is cut short")
    if unpacker is not None and unpacker.unused_data:
        raise _failed(address, "more follows after the end of its gzip")
    return bytes(content)


class _Unpacker(Protocol):
    """What zlib has for data in pieces."""

    @property
    def eof(self) -> bool:
        """Whether the end has come."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What came after it."""
        ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """So many bytes of what a piece stands for."""
        ...


def _unpacker(address: Address, encoding: str) -> _Unpacker | None:
    if encoding in {"identity", ""}:
        return None
    if encoding != "gzip":
        raise _failed(address, f"it sends an encoding that was not asked for, {_hidden(encoding, address.key)!r}")
    return zlib.decompressobj(wbits=31)


def _unpacked(address: Address, unpacker: _Unpacker, chunk: bytes, room: int) -> bytes:
    try:
        return unpacker.decompress(chunk, room)
    except zlib.error as error:
        raise _failed(address, f"it sends what is no gzip: {error}") from None


@contextlib.contextmanager
def _kept_out_of_logs(key: str | None) -> Generator[None]:
    """Take the key out of what the HTTP library logs, as it logs addresses."""
    if key is None:
        yield
        return

    def hide(record: logging.LogRecord) -> bool:
        record.msg, record.args = _hidden(record.getMessage(), key), ()
        return True

    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addFilter(hide)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(hide)


def _hidden(text: str, key: str | None) -> str:
    return text if key is None else re.sub(re.escape(key), "***", text, flags=re.IGNORECASE)


def _failed(address: Address, why: str) -> FetchError:
    asked = f"fetching {_few(address.url)}: {_few(_hidden(why, address.key))}"
    remedy = "try again later, or name a file that you have as the source"
    return FetchError(asked, "", remedy if address.key is None else f"check the key, {remedy}")


def _few(words: str) -> str:
    """A text for a message, whoever sent it: on one line, without what a terminal would obey, and not long."""
    clean = "".join(letter if letter.isprintable() else " " for letter in words[: 2 * SHOWN])
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def _ignore(_bytes: int, _total: int | None) -> None:
    """Nobody watches."""


def _headers() -> dict[str, str]:
    """The Board's server refuses requests that do not say who asks."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        agent = f"yen_usd/{version('yen_usd')}"
    except PackageNotFoundError:
        agent = "yen_usd"
    return {"User-Agent": f"{agent} (Python)", "Accept": "text/csv, */*", "Accept-Encoding": "gzip"}
