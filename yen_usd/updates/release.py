"""A new edition to ship: the bundled figures continued by those of a file."""

from __future__ import annotations

import datetime as dt
import os
from hashlib import sha256
from itertools import pairwise

from ..errors import FileError, RevisionError, SeriesError
from ..rates.bundled_files import DATA_FOLDER, EDITIONS_FILE, SUMS_FILE
from ..rates.editions import FILE_NAME
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
        remedy = "check which are right: a release in which a known figure changes is made by hand"
        raise RevisionError(error.asked, error.available, remedy, error.revisions) from None
    for before, day in pairwise([shipped.observed().last, *(day.toordinal() for day in change.added)]):
        if day - before > LONGEST_GAP:
            raise SeriesError(
                f"no rate between {dt.date.fromordinal(before)} and {dt.date.fromordinal(day)}",
                f"no two have been further apart than {LONGEST_GAP} days since 1971",
                "check the figures: a release with such a gap is made by hand",
            )
    if change.added:
        _write(change)
    return change


def _write(change: Continuation) -> None:
    """Figures, the list of editions and the checksums, which go together: all are as they were if one cannot be written."""
    content = change.rows.text().encode()
    digest = sha256(content).hexdigest()
    old = {name: read_file(os.path.join(DATA_FOLDER, name)) for name in (FILE_NAME, EDITIONS_FILE, SUMS_FILE)}
    editions = old[EDITIONS_FILE] + f"{digest}  {change.last}\n".encode()
    sums = {name: digest for digest, name in map(str.split, old[SUMS_FILE].decode("ascii").splitlines())}
    sums |= {FILE_NAME: digest, EDITIONS_FILE: sha256(editions).hexdigest()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    new = {FILE_NAME: content, EDITIONS_FILE: editions, SUMS_FILE: lines.encode()}
    written: list[str] = []
    try:
        for name, data in new.items():
            write_whole(os.path.join(DATA_FOLDER, name), data)
            written.append(name)
    except FileError:
        for name in written:
            write_whole(os.path.join(DATA_FOLDER, name), old[name])
        raise
