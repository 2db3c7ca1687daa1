"""The files that ship with the library, each checked by its SHA-256 when it is read."""

from __future__ import annotations

import os
from typing import Final

from ..errors import DataFileError

DATA_FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")
SUMS_FILE: Final = "SHA256SUMS"
FILE_NAME: Final = "h10_jpy.csv"


def read_checked(name: str) -> tuple[str, str]:
    """The text of a file and its SHA-256, which must be the one it was shipped with."""
    from hashlib import sha256

    try:
        with open(os.path.join(DATA_FOLDER, SUMS_FILE), encoding="ascii") as sums:
            expected = {name: digest for digest, name in map(str.split, sums)}
        with open(os.path.join(DATA_FOLDER, name), "rb") as file:
            content = file.read()
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"cannot read {name}: {error}", f"it should be in {DATA_FOLDER}", "install yen_usd again"
        ) from error
    digest = sha256(content).hexdigest()
    if digest != expected.get(name):
        raise DataFileError(
            f"{name} was changed: it has the SHA-256 {digest}",
            f"it was shipped with {expected.get(name)}",
            "install yen_usd again",
        )
    return content.decode("ascii"), digest


def is_published(content: bytes) -> bool:
    """Whether a content is the shipped figures or their beginning (an earlier edition), whatever its line ends."""
    rows = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return rows.endswith(b"\n") and rows.count(b"\n") > 1 and read_checked(FILE_NAME)[0].encode().startswith(rows)
