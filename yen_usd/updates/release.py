"""A new edition to ship: the bundled figures continued by those of a file."""

from __future__ import annotations

import datetime as dt
import os
from hashlib import sha256
from itertools import pairwise

from ..errors import FileError, RevisionError, SeriesError
from ..rates.editions import FILE_NAME
from ..rates.h10_files import read_csv, read_file
from ..rates.h10_rows import LONGEST_GAP, gap
from ..rates.published import DATA_FOLDER, SUMS_FILE, h10_rates
from .cache import write_whole
from .continuation import Continuation, continued, rows_of


def rebuild(file: str) -> Continuation:
    """Continue the shipped figures by those of a downloaded file, and write them with their checksum.

    Raises `SeriesError` for a gap or an implausible value, `RevisionError` for a conflict, before anything is written.
    """
    found = read_csv(read_file(file), is_sent=True)
    if found.left_out:
        raise gap(min(found.left_out))
    try:
        shipped = rows_of(h10_rates())
        change = continued(shipped, found, shipped, accept_revisions=False)
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
        content = change.rows.text().encode()
        sums_file = os.path.join(DATA_FOLDER, SUMS_FILE)
        sums = [line.split() for line in read_file(sums_file).decode("ascii").splitlines()]
        new = {name: digest for digest, name in sums} | {FILE_NAME: sha256(content).hexdigest()}
        h10_file = os.path.join(DATA_FOLDER, FILE_NAME)
        old = read_file(h10_file)
        write_whole(h10_file, content)
        try:
            write_whole(sums_file, "".join(f"{digest}  {name}\n" for name, digest in sorted(new.items())).encode())
        except FileError:
            write_whole(h10_file, old)
            raise
    return change
