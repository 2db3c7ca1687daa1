"""Writing the cache of newer figures: under a lock, whole, and in one step (only here is filelock used)."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Generator
from pathlib import Path
from typing import Final

from .._extras import check_installed
from ..errors import FileError
from ..rates.editions import VARIABLE, cache_file, why_no_cache
from ..rates.rate_files import add_seal, cause

PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes."""


def place() -> Path:
    """Where newer figures are written; `FileError` if there is no cache."""
    path = cache_file()
    if path is None:
        raise FileError(
            f"there is no cache for newer figures: {why_no_cache()}", "", f"set {VARIABLE} to the full path of a folder"
        )
    return path


@contextlib.contextmanager
def hold_lock(path: Path) -> Generator[None]:
    """Alone among all threads and processes that write there; the system takes the lock from a process that dies."""
    check_installed("filelock", "update", "update_rates")
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.stat(f"{path}.lock").st_mode):  # a pipe would block
                raise OSError(f"{path}.lock is not a regular file")
        with open(f"{path}.lock", "ab"):  # the lock would wait where it may not be made
            pass
        lock = FileLock(f"{path}.lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout:
        raise FileError(
            f"cannot write {path}: another process has held its lock for {PATIENCE:g} seconds", "", "try again"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise _unwritable(path, error) from None
    try:
        yield
    finally:
        lock.release()


def write_sealed(path: Path, text: str) -> None:
    """Write rows and their seal, so that readers see the old file or the new one and never a part of it."""
    write_whole(path, add_seal(text).encode())


def write_whole(path: Path | str, content: bytes) -> None:
    """Replace a file in one step: a new one beside it, on the disk before it takes the name.

    Raises `FileError`, with the old file as it was and none beside it, if that cannot be done.
    """
    path = Path(path)
    new = path.with_name(f"{path.name}.new")  # what a killed process left there goes
    try:
        new.unlink(missing_ok=True)
        with open(new, "xb") as file:  # never through a link that somebody left there
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise _unwritable(path, error) from None
    with contextlib.suppress(OSError):  # not every system can; the name itself is safe either way
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def set_aside(path: Path) -> Path:
    """Keep a damaged file under another name, which it gives; `FileError` if that cannot be done."""
    kept = path.with_name(f"{path.name}.damaged")
    try:
        os.replace(path, kept)
    except OSError as error:
        raise _unwritable(path, error) from None
    return kept


def _unwritable(path: Path, error: Exception) -> FileError:
    return FileError(
        f"cannot write {path}: {cause(error)}",
        "the figures are as they were",
        f"make the file writable, or set {VARIABLE} to another folder",
    )
