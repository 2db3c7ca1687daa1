"""Known rows continued by found ones, where a revision meets the known rates around it."""

import datetime as dt
from decimal import Decimal

import pytest

from yen_usd import RevisionError, SeriesError
from yen_usd.errors import Revision
from yen_usd.rates.h10_rows import H10Rows
from yen_usd.updates.continuation import continue_rows

MONDAY = dt.date(2026, 9, 28).toordinal()


def rows(*rates: str, first: int = 0, left_out: tuple[int, ...] = (), is_proven: bool = True) -> H10Rows:
    """The weekdays from a Monday on, or so many days later; "ND" is a day without a rate."""
    known = tuple(None if rate == "ND" else Decimal(rate) for rate in rates)
    return H10Rows(MONDAY + first, known, frozenset(MONDAY + day for day in left_out), is_proven)


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


def test_new_rates_stand_behind_the_known_ones() -> None:
    """A day without a rate is known by a later rate alone: those at the end may still get one."""
    found = rows("151.00", "150.00", "ND", "151.00", "ND", "ND", first=3)
    change = continue_rows(KNOWN, found, KNOWN, accept_revisions=False)
    assert change.rows == rows("150.00", "151.00", "152.00", "151.00", "150.00", "ND", "151.00")
    assert (change.added, change.revised, change.last) == ((dt.date(2026, 10, 6),), (), dt.date(2026, 10, 6))
    nothing = continue_rows(KNOWN, rows("151.00", "150.00", "ND", first=3), KNOWN, accept_revisions=False)
    assert (nothing.rows, nothing.added, nothing.revised) == (KNOWN, (), ())
    assert nothing.last == dt.date(2026, 10, 2)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (KNOWN, rows("150.00", first=7)),
        (rows("150.00", "ND", "151.00"), rows("150.00", "ND", "150.00", first=-3)),
        (rows("150.00", "ND", "151.00"), rows("150.00", "151.00", first=-4)),
    ],
)
def test_figures_that_share_no_rate_with_the_known_ones_prove_nothing(known: H10Rows, found: H10Rows) -> None:
    """They begin behind them, or end before; a day that has a rate in one alone is no bridge."""
    with pytest.raises(SeriesError, match=r"do not overlap .*known figures go through 2026-"):
        continue_rows(known, found, known, accept_revisions=False)


def test_a_day_that_a_file_leaves_out_must_have_no_known_rate() -> None:
    """Nor may it come after the known figures, where nothing tells whether it has one; the first such day is named."""
    holiday = rows("150.00", "ND", "152.00", "151.00")
    found = rows("150.00", "ND", "152.00", "151.00", left_out=(1,))
    assert not continue_rows(holiday, found, holiday, accept_revisions=False).added
    with pytest.raises(SeriesError, match="there is no row for 2026-09-29"):
        continue_rows(KNOWN, rows("150.00", "ND", "ND", "151.00", left_out=(2, 1)), KNOWN, accept_revisions=True)
    longer = rows("150.00", "ND", "152.00", "151.00", "ND", "151.00", left_out=(1, 4))
    with pytest.raises(SeriesError, match="there is no row for 2026-10-02"):
        continue_rows(holiday, longer, holiday, accept_revisions=False)


def test_a_rate_may_be_dropped_or_filled_in_where_a_later_day_has_one() -> None:
    """The last known one never: nothing would tell whether its day has a rate."""
    change = continue_rows(KNOWN, rows("151.00", "ND", "151.00", first=1), KNOWN, accept_revisions=True)
    assert change.revised == (Revision(dt.date(2026, 9, 30), Decimal("152.00"), None),)
    assert change.rows == rows("150.00", "151.00", "ND", "151.00", "150.00")
    filled = continue_rows(change.rows, rows("151.00", "151.50", first=1), KNOWN, accept_revisions=True)
    assert filled.revised == (Revision(dt.date(2026, 9, 30), None, Decimal("151.50")),)
    assert filled.last == dt.date(2026, 10, 2)
    with pytest.raises(SeriesError, match="no rate for 2026-10-02, and none after it"):
        continue_rows(KNOWN, rows("151.00", "ND", first=3), KNOWN, accept_revisions=True)
    moved = continue_rows(KNOWN, rows("151.00", "ND", "150.50", first=3), KNOWN, accept_revisions=True)
    assert (moved.last, moved.added) == (dt.date(2026, 10, 5), (dt.date(2026, 10, 5),))


def test_a_file_that_is_not_proven_to_be_of_h10_corrects_nothing() -> None:
    """Whatever is accepted; but where the release has the same rate, it is the cache that is corrected."""
    found = rows("150.50", "151.00", "152.00", is_proven=False)
    with pytest.raises(RevisionError, match=r"^a rate disagrees with .* not known to be of H\.10 cannot correct") as caught:
        continue_rows(KNOWN, found, KNOWN, accept_revisions=True)
    assert caught.value.revisions == (Revision(dt.date(2026, 9, 28), Decimal("150.00"), Decimal("150.50")),)
    assert continue_rows(KNOWN, found, rows("150.50"), accept_revisions=False).rows.rates[0] == Decimal("150.50")
    both = rows("150.50", "151.20", "152.00")
    with pytest.raises(RevisionError, match=r"2026-09-29 is 151\.00 as known and 151\.20 as found; .*--accept-revisions"):
        continue_rows(KNOWN, both, rows("150.50", "151.00"), accept_revisions=False)
    assert len(continue_rows(KNOWN, both, rows("150.50"), accept_revisions=True).revised) == 2


@pytest.mark.parametrize(("count", "end"), [(2, "as found; "), (100, "as found; "), (101, ", and 1 more; ")])
def test_a_hundred_disagreements_are_listed_and_the_rest_counted(count: int, end: str) -> None:
    """The error has them all."""
    known, found = rows(*["151.00"] * 110), rows(*["151.50"] * count, "151.00")
    with pytest.raises(RevisionError, match=f"^{count} rates disagree with known ones: .*{end}known figures") as caught:
        continue_rows(known, found, known, accept_revisions=False)
    assert len(caught.value.revisions) == count
    assert str(caught.value).count(" as found") == min(count, 100)
