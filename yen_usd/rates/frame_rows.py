"""The rows of a frame of rates, read as a file with the same rows would be."""

from __future__ import annotations

from .._dataframes import TextColumns, text_columns
from ..errors import SeriesError, quote
from .columns import MARKS, Claim, column_named, columns_of
from .file_days import ordinals
from .h10_rows import H10Rows, check_rows
from .own_rows import OwnRows, about_of_text, check_own
from .rate import NOON_BUYING_RATE


def read_frame(frame: object, claim: Claim) -> H10Rows | OwnRows:
    """The rows of a frame; those of H.10, by a column's name or as claimed, are checked as such."""
    columns = text_columns(frame)
    head = list(columns.names)
    what = f"a frame with the columns {quote(head)}"
    text = _column(columns, "about")
    label = _column(columns, "label") if text is None else None
    if label is not None and claim.label is None and "yen_per_usd" in head:  # as `to_frame` makes them
        publisher = None if label == NOON_BUYING_RATE else claim.publisher or _column(columns, "publisher")
        claim = Claim(claim.dates, claim.rates, claim.date_format, label, publisher)
    day, rate, is_h10 = columns_of(head, claim, what)
    known, rates = columns.ordinals(day), columns.of(rate)
    days = ordinals(columns.of(day), claim.date_format, _place) if known is None else known
    about = about_of_text(text) if text is not None else claim.about(is_h10=is_h10, what=what)
    if about is None or (about.label == NOON_BUYING_RATE and about.publishers):
        rows = check_rows(days, rates, _place, MARKS, is_proven=is_h10)
        if about is None:
            return rows
        rows.check_whole()
    return check_own(days, rates, _place, about, MARKS, is_sealed=text is not None)


def _column(columns: TextColumns, name: str) -> str | None:
    """What a column of one value says; None where there is no such column, or where it is empty."""
    if name not in columns.names:
        return None
    values = columns.different(column_named(list(columns.names), name))
    if len(values) != 1:
        raise SeriesError(
            f"the column {name!r} has {len(values)} different values", "a series has one", "select the rows of one series"
        )
    return values.pop() or None


def _place(at: int) -> str:
    return f"row {at + 1}"
