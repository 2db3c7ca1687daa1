"""Which columns of a table of rates are its days and rates, and what the caller says that it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..errors import ArgumentError, SeriesError, argument, quote
from .h10_rows import FRED_ID, OWN_HEADER, SERIES_ID, Place
from .observations import named_publishers
from .own_rows import OwnAbout
from .rate import NOON_BUYING_RATE

KNOWN_FILES: Final = (
    f"known files are those of the Data Download Program (six header rows, a column {SERIES_ID}), of FRED (a column "
    f"{FRED_ID} and one of dates) and of this library ({','.join(OWN_HEADER)}, with its seal)"
)
MARKS: Final = frozenset({"", ".", "nd", "na", "n/a", "nan", "#n/a", "null"})
"""What means no rate in a table with one header, in lower case."""
DAY: Final = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{8}")
"""What looks like a day, in any order."""
_DATES: Final = ("observation_date", "date", "日付")
_RATES: Final = (OWN_HEADER[1], "value", "rate")


class Found(NamedTuple):
    """The days and rates of a file as text, and what is known of them.

    `is_at_end` says that the last rate is the last that stands in the file, and `is_h10` that the file proves to be
    of H.10. `about` is what a sealed file says of another series.
    """

    days: list[str]
    rates: list[str]
    place: Place
    marks: frozenset[str]
    is_at_end: bool
    is_h10: bool
    about: OwnAbout | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the caller says about a table: its columns, the form of its dates, its label and its publisher."""

    dates: str | None = None
    rates: str | None = None
    date_format: str | None = None
    label: str | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        for name in ("dates", "rates", "date_format", "label", "publisher"):
            value = getattr(self, name)
            if value is not None and (not isinstance(value, str) or (not value and name in ("label", "publisher"))):
                raise ArgumentError(f"{name}={quote(value)}", f"{name} must be text", f"leave {name}= out, or write text")

    @property
    def has_own_label(self) -> bool:
        """Whether the caller says that the rates are others than H.10's."""
        return self.label not in (None, NOON_BUYING_RATE)

    def refuse_columns(self, whose: str) -> None:
        """Raise `ArgumentError` for columns that are named where the file itself names them."""
        if self.dates is not None or self.rates is not None:
            raise ArgumentError(
                f"{argument('dates')} or {argument('rates')} with a file of {whose}",
                "its columns are found by its header rows",
                f"leave {argument('dates')} and {argument('rates')} out",
            )

    def about(self, *, is_h10: bool, what: str) -> OwnAbout | None:
        """What a table is if it is not H.10's; None if the file or the caller says that it is.

        Raises `SeriesError` if neither says what it is, or if they contradict each other.
        """
        if is_h10 or self.label == NOON_BUYING_RATE:
            if self.label not in (None, NOON_BUYING_RATE) or self.publisher is not None:
                named = argument("label", self.label) if self.publisher is None else f"publisher={quote(self.publisher)}"
                raise SeriesError(
                    f"{named} with a file of H.10",
                    f"its rates are the {NOON_BUYING_RATE}s, and their publishers are known",
                    "leave it out",
                )
            return None
        if self.label is None:
            raise SeriesError(
                f"{what} does not say what its rates are",
                KNOWN_FILES,
                f"give {argument('label')} (such as 'Tokyo TTM', or {NOON_BUYING_RATE!r} for those of H.10), and "
                f"{argument('dates')} and {argument('rates')} if there are more than two columns",
            )
        return OwnAbout(self.label, named_publishers(self.publisher))


def columns_of(head: list[str], claim: Claim, what: str) -> tuple[int, int, bool]:
    """Where the days and the rates of a header stand, and whether it names H.10's series.

    Named columns come first; then FRED's name of the series, `date` and `value` among others, or the only two.
    """
    small = [name.lower() for name in head] or [""]
    rate = None if claim.rates is None else column_named(head, claim.rates)
    if rate is None and FRED_ID.lower() in small:
        rate = column_named(small, FRED_ID.lower())
    if rate is None:
        rate = _only_of(small, _RATES if claim.label is not None else OWN_HEADER[1:])
    day = None if claim.dates is None else column_named(head, claim.dates)
    if day is None:
        day = _only_of(small, _DATES)
    if day is None and small[0] == "" and rate != 0:  # the index of pandas, which has no name
        day = 0
    if len(head) == 2 and claim.label is not None:
        day = (1 - rate if rate is not None else 0) if day is None else day
        rate = 1 - day if rate is None else rate
    if day is None or rate is None or day == rate:
        claim.about(is_h10=False, what=what)  # raises if nothing is claimed
        missing = "dates" if day is None else "rates"
        raise SeriesError(
            f"cannot tell which column has the {missing} in {what}",
            f"the columns are {quote(head)}",
            f"name the columns by {argument('dates')} and {argument('rates')}",
        )
    if DAY.fullmatch(head[day]):
        raise SeriesError(
            f"there is no header in {what}", "a line above the rates must name the columns", "add one, such as 'date,rate'"
        )
    return day, rate, small[rate] == FRED_ID.lower()


def _only_of(small: list[str], names: tuple[str, ...]) -> int | None:
    """The one column that has one of the names."""
    found = [at for at, name in enumerate(small) if name in names]
    return found[0] if len(found) == 1 else None


def column_named(head: list[str], name: str, what: str = "columns") -> int:
    """The one column of a name, or else of the name in other letters; `SeriesError` for none or more."""
    found = [at for at, other in enumerate(head) if other == name]
    found = found or [at for at, other in enumerate(head) if other.lower() == name.lower()]
    if len(found) != 1:
        raise SeriesError(
            f"there are {len(found) or 'no'} {what} named {quote(name)}",
            f"the {what} are {quote(head)}",
            "name one",
        )
    return found[0]
