"""One file over HTTPS, within limits of time and size: the only module that touches the network (through httpx)."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from .._extras import check_installed
from .._version import __version__
from ..errors import FetchError, argument
from ..rates.rate_files import MAX_BYTES

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
    pause: float = 0.0
    """Seconds after which to ask again where an answer is empty; 0 where it is taken as it is."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version of a file a server sent, in its own words."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """What asks for another version alone."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value is not None}


class Download(NamedTuple):
    """A content and its version; None where it is the version that is known."""

    content: bytes | None
    stamp: Stamp


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
    """A failure that may be gone in a moment, or after a pause."""

    def __init__(self, what: str, pause: float = 0.0) -> None:
        super().__init__(what)
        self.pause = pause


def download(address: Address, *, timeout: float, progress: Progress | None = None, known: Stamp | None = None) -> Download:
    """The content of a file, as it was sent; none if it is still of the known version, as the server says.

    `timeout` are the seconds to wait for a connection and for each piece; the whole may take six times that. What may
    be gone in a moment (no connection, no answer, an error of the server) is tried three times. Redirects are
    followed to https alone. Raises `FetchError`, which names the cause.
    """
    for package in ("httpx", "tenacity"):
        check_installed(package, "update", "update_rates")
    import tenacity

    usual = tenacity.wait_exponential(timeout / 20, max=timeout / 2) + tenacity.wait_random(0, timeout / 20)

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome and state.outcome.exception()
        return max(usual(state), error.pause if isinstance(error, _TransientError) else 0.0)

    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(ATTEMPTS),
        wait=wait,
        retry=tenacity.retry_if_exception_type(_TransientError),
        reraise=True,
    )
    try:
        with _kept_out_of_logs(address.key):
            answer: Download = retrying(_once, address, timeout, progress or _ignore, known)
            if answer.content is None and not _is_same(answer.stamp, known):  # of which version it has nothing new?
                answer = retrying(_once, address, timeout, progress or _ignore, None)
        return answer
    except _TransientError as error:
        failure = _failed(address, f"{error}, {ATTEMPTS} times")
    raise failure  # out here it has no context, in which the key might be


def _is_same(answered: Stamp, known: Stamp | None) -> bool:
    """Whether an answer without content is about the version that is known; one that names none is."""
    if known is None or answered.etag is None:
        return known is not None
    return known.etag is not None and answered.etag.removeprefix("W/") == known.etag.removeprefix("W/")


def _once(address: Address, timeout: float, progress: Progress, known: Stamp | None) -> Download:
    import httpx

    deadline, too_long = _Deadline(WHOLE * timeout), f"its answer takes more than {WHOLE * timeout:g} seconds"
    failure: Exception | None = None
    answer = Download(b"", Stamp())
    try:
        url = httpx.URL(address.url)
        headers = _headers() | (known.headers() if known else {})
        with deadline, httpx.Client(timeout=timeout, headers=headers) as client:
            for _ in range(REDIRECTS + 1):
                if url.scheme != "https":
                    raise _failed(address, f"{str(url)!r} does not begin with https://")
                if deadline.is_over:
                    break
                asked = url if address.key is None else url.copy_merge_params({"api_key": address.key})
                watched = {"trace": deadline.watch}
                with client.stream("GET", asked, auth=address.user, extensions=watched) as response:
                    if not response.has_redirect_location:
                        answer = _answer(address, response, progress, is_conditional=known is not None)
                        break
                    if address.key is not None or address.user is not None:
                        raise _failed(address, "it redirects, and a key or password is not sent on")
                    url = response.url.join(response.headers["Location"])
            else:
                raise _failed(address, f"it redirects more than {REDIRECTS} times")
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
    return answer


def _answer(address: Address, response: httpx.Response, progress: Progress, *, is_conditional: bool) -> Download:
    """What a server answers: a content, as it was sent, or that nothing is new."""
    stamp = Stamp(_header(response, "ETag"), _header(response, "Last-Modified"))
    if response.status_code == 304 and is_conditional:
        return Download(None, stamp)
    status = f"it answers {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code in _TRANSIENT:
        raise _TransientError(_hidden(status, address.key))
    if response.status_code != 200:
        raise _failed(address, status)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", ""}:
        raise _failed(address, f"it sends the encoding {_hidden(encoding, address.key)!r}, which was not asked for")
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isascii() and length.isdigit() and len(length) < 12 else None
    content = bytearray()
    for chunk in response.iter_raw():
        progress(len(chunk), total)
        content += chunk
        if len(content) > MAX_BYTES:
            raise _failed(address, f"it sends more than {MAX_BYTES:,} bytes")
    if not content and address.pause:
        raise _TransientError("its answer is empty", address.pause)
    return Download(bytes(content), stamp)


def _header(response: httpx.Response, name: str) -> str | None:
    """A header that may be sent back: short, and of plain letters."""
    value: str = response.headers.get(name, "")
    return value if 0 < len(value) <= SHOWN and value.isascii() and value.isprintable() else None


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
    asked = f"cannot fetch {_few(address.url)}: {_few(_hidden(why, address.key))}"
    remedy = f"try again later, or give the path of a file by {argument('source')}"
    return FetchError(asked, "", remedy if address.key is None else f"check the key, {remedy}")


def _few(words: str) -> str:
    """A text for a message, whoever sent it: on one line, without what a terminal would obey, and not long."""
    clean = "".join(letter if letter.isprintable() else " " for letter in words[: 2 * SHOWN])
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def _ignore(_bytes: int, _total: int | None) -> None:
    """Nobody watches."""


def _headers() -> dict[str, str]:
    """The Board's server refuses requests that do not say who asks."""
    return {"User-Agent": f"yen_usd/{__version__} (Python)", "Accept": "*/*", "Accept-Encoding": "identity"}
