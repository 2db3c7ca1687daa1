"""Files of rates of every kind: CSV, FRED's JSON, the release's XML and its zip."""

from __future__ import annotations

from ..errors import SeriesError, quote
from .columns import Claim
from .csv_files import read_csv
from .fred_json import read_fred
from .h10_rows import H10Rows
from .own_rows import OwnRows
from .rate import NOON_BUYING_RATE
from .rate_files import MAX_XML_BYTES, RateFile, kind_of, read_file
from .release_xml import read_xml
from .series import RateSeries, series_of_rows

NOT_CSV = {"json": read_fred, "xml": read_xml, "zip": read_xml}


def read_rates(content: bytes, claim: Claim | None = None, *, is_sent: bool = False) -> H10Rows | OwnRows:
    """The rows of a content of any kind; `SeriesError` for any other, and for a claim that contradicts it."""
    read = NOT_CSV.get(kind_of(content))
    if read is None:
        return read_csv(content, claim, is_sent=is_sent)
    if claim is not None:
        claim.about(is_h10=True, what="the file")
    return read(content)


def read_h10(content: bytes) -> H10Rows:
    """The rows of H.10 in a content that was sent; `SeriesError` for those of anything else."""
    rows = read_rates(content, is_sent=True)
    if not isinstance(rows, H10Rows):
        raise SeriesError(
            f"the file has a series of {quote(rows.about.label)}",
            f"an update must have the {NOON_BUYING_RATE}s of H.10",
            "check that it is the right file",
        )
    return rows


def read_series(
    path_or_buffer: RateFile, label: str | None = None, dates: str | None = None, rates: str | None = None
) -> RateSeries:
    """The series of a file of any kind; `label` says what it is, `dates` and `rates` which columns, where it does not.

    Raises `SeriesError` and `FileError` as `RateSeries.from_csv` does.
    """
    return series_of_rows(read_rates(read_file(path_or_buffer, MAX_XML_BYTES), Claim(dates, rates, label=label)))
