"""Known rows continued by found ones, where a revision meets the known rates around it."""

import datetime as dt
from decimal import Decimal

import pytest

from yen_usd import RevisionError, SeriesError
from yen_usd.rates.h10_rows import H10Rows, rows_of
from yen_usd.updates.continuation import continue_rows

MONDAY = dt.date(2026, 9, 28).toordinal()


def rows(*rates: str, first: int = 0) -> H10Rows:
    """The weekdays from a Monday on, or so many days later."""
    days = [MONDAY + first + at // 5 * 7 + at % 5 for at in range(len(rates))]
    return rows_of(days[0], [(day, Decimal(rate)) for day, rate in zip(days, rates, strict=True)])


KNOWN = rows("150.00", "151.00", "152.00", "151.00", "150.00")


@pytest.mark.parametrize(
    ("revised", "is_believed"), [("168.00", True), ("168.01", False), ("134.83", True), ("134.80", False)]
)
def test_a_revision_moves_no_further_from_the_known_rates_than_rates_do(revised: str, is_believed: bool) -> None:
    """The first row found has none before it in the file, so that only the known ones tell: 12% up or down."""
    known = rows("150.00", "151.00", "151.00")
    found = rows(revised, "151.00", first=1)
    if not is_believed:
        with pytest.raises(SeriesError, match=r"2026-09-\d+: .* comes after .*a move of more than 12% is not believed"):
            continue_rows(known, found, known, accept_revisions=True)
    else:
        change = continue_rows(known, found, known, accept_revisions=True)
        assert [(str(one.date), str(one.known), str(one.found)) for one in change.revised] == [
            ("2026-09-29", "151.00", revised)
        ]
        assert change.added == ()


def test_a_revision_is_refused_until_it_is_accepted() -> None:
    """Unless the release itself says so."""
    found = rows("150.50", "151.00", "152.00", "151.00", "150.00")
    with pytest.raises(RevisionError, match=r"2026-09-28 is 150\.00 as known and 150\.50 as found"):
        continue_rows(KNOWN, found, KNOWN, accept_revisions=False)
    assert len(continue_rows(KNOWN, found, found, accept_revisions=False).revised) == 1
