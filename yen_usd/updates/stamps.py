"""Which version of the release's file the cache has: kept beside it, so that an update without news costs one short answer.

It only saves time: if the file is missing, damaged or of other figures, everything is fetched again.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import cast

from ..errors import FileError
from .cache import write_whole
from .downloads import SHOWN, Stamp

_MOST = 4096


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.stamp.json")


def known_stamp(path: Path, url: str, edition: str) -> Stamp | None:
    """The version of an address whose figures are all in an edition, which its SHA-256 names; None if none is known."""
    try:
        with open(_beside(path), "rb") as file:
            kept = json.loads(file.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict):
        return None
    fields = cast("dict[str, object]", kept)
    if fields.get("url") != url or fields.get("edition") != edition:
        return None
    stamp = Stamp(_text(fields.get("etag")), _text(fields.get("modified")))
    return stamp if stamp.headers() else None


def keep_stamp(path: Path, url: str, edition: str, stamp: Stamp) -> None:
    """Remember a version, if it can be written."""
    fields = {"url": url, "edition": edition, "etag": stamp.etag, "modified": stamp.modified}
    with contextlib.suppress(FileError):
        write_whole(_beside(path), json.dumps(fields, indent=1).encode())


def _text(value: object) -> str | None:
    is_text = isinstance(value, str) and 0 < len(value) <= SHOWN and value.isascii() and value.isprintable()
    return cast("str", value) if is_text else None
