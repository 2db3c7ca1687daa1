"""The files that ship with the library, each checked by its SHA-256 when it is read."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Final

from ..errors import DataFileError

DATA_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")
SUMS_FILE: Final = "SHA256SUMS"
FILE_NAME: Final = "h10_jpy.csv"


def read_checked(name: str) -> tuple[str, str]:
    """The text of a file and its SHA-256, which must be the one it was shipped with."""
    try:
        with open(os.path.join(DATA_FOLDER, SUMS_FILE), "rb") as sums:
            expected = {name: digest for digest, name in map(str.split, sums.read().decode("ascii").splitlines())}
        with open(os.path.join(DATA_FOLDER, name), "rb") as file:
            content = file.read()
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"cannot read {name}: {error}", f"it should be in {DATA_FOLDER}", "install yen_usd again"
        ) from error
    digest = _sha256(content)
    if digest != expected.get(name):
        raise DataFileError(
            f"{name} was changed: it has the SHA-256 {digest}",
            f"it was shipped with {expected.get(name)}",
            "install yen_usd again",
        )
    return content.decode("ascii"), digest


def _sha256(content: bytes) -> str:
    """The SHA-256 by the lean module that Python's `random` takes, too: OpenSSL takes as long to load as the rates."""
    try:
        module = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        module = import_module("hashlib")
    digest: str = module.sha256(content).hexdigest()
    return digest


def is_published(content: bytes) -> bool:
    """Whether a content is the shipped figures or their beginning (an earlier edition), whatever its line ends."""
    rows = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return rows.endswith(b"\n") and rows.count(b"\n") > 1 and read_checked(FILE_NAME)[0].encode().startswith(rows)
