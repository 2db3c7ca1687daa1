"""A new edition to ship: the bundled figures continued by those of a file."""

from __future__ import annotations

import datetime as dt
import os
from hashlib import sha256
from itertools import pairwise

from ..errors import FileError, RevisionError, SeriesError
from ..rates.bundled_files import DATA_FOLDER, FILE_NAME, SUMS_FILE
from ..rates.h10_rows import LONGEST_GAP, gap
from ..rates.published import h10_rates
from ..rates.rate_files import MAX_XML_BYTES, read_file
from ..rates.readers import read_h10
from .cache import write_whole
from .continuation import Continuation, continue_rows, rows_of_series


def rebuild(file: str) -> Continuation:
    """Continue the shipped figures by those of a downloaded file, and write them with their checksum.

    Raises `SeriesError` for a gap or an implausible value, `RevisionError` for a conflict, before anything is written.
    """
    found = read_h10(read_file(file, MAX_XML_BYTES))
    if found.left_out:
        raise gap(min(found.left_out))
    try:
        shipped = rows_of_series(h10_rates())
        change = continue_rows(shipped, found, shipped, accept_revisions=False)
    except RevisionError as error:
        remedy = "check which figure is right: a release that changes a known figure is made by hand"
        raise RevisionError(error.asked, error.available, remedy, error.revisions) from None
    for before, day in pairwise([shipped.observed().last, *(day.toordinal() for day in change.added)]):
        if day - before > LONGEST_GAP:
            raise SeriesError(
                f"there is no rate between {dt.date.fromordinal(before)} and {dt.date.fromordinal(day)}",
                f"no two rates have been more than {LONGEST_GAP} days apart since 1971",
                "check the figures: a release with such a gap is made by hand",
            )
    if change.added:
        _write(change)
    return change


def _write(change: Continuation) -> None:
    """Figures and checksums, which go together: both are as they were if one cannot be written."""
    content = change.rows.text().encode()
    old = {name: read_file(os.path.join(DATA_FOLDER, name)) for name in (FILE_NAME, SUMS_FILE)}
    sums = {name: digest for digest, name in map(str.split, old[SUMS_FILE].decode("ascii").splitlines())}
    sums |= {FILE_NAME: sha256(content).hexdigest()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    write_whole(os.path.join(DATA_FOLDER, FILE_NAME), content)
    try:
        write_whole(os.path.join(DATA_FOLDER, SUMS_FILE), lines.encode())
    except FileError:
        write_whole(os.path.join(DATA_FOLDER, FILE_NAME), old[FILE_NAME])
        raise
