"""Two editions beside each other: what is new, what was corrected, in every form."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from yen_usd import ArgumentError, RateSeries, compare_editions, h10_rates, report_rates
from yen_usd.errors import Revision
from yen_usd.rates import EditionComparison

FIRST = "DATE,DEXJPUS\n2026-07-31,159.16\n2026-08-03,163.71\n2026-08-04,157.44\n"
EARLIER = RateSeries.from_csv(io.StringIO(FIRST))
LATER = RateSeries.from_csv(io.StringIO(FIRST.replace("163.71", "156.96") + "2026-08-05,157.63\n"))


def test_the_correction_of_august_2026() -> None:
    """Published as 163.71 for the 3rd, corrected to 156.96 days later."""
    comparison = compare_editions(EARLIER, LATER)
    assert comparison.revisions == (Revision(dt.date(2026, 8, 3), Decimal("163.71"), Decimal("156.96")),)
    assert comparison.additions == (Revision(dt.date(2026, 8, 5), None, Decimal("157.63")),)
    assert (comparison.omissions, comparison.agrees) == ((), False)
    assert str(comparison).splitlines()[2:] == [
        "Date        Change   Earlier   Later",
        "2026-08-03  revised   163.71  156.96",
        "2026-08-05  added       none  157.63",
    ]
    assert "1 added, 1 revised, 0 left out" in str(comparison)
    assert "| 2026-08-03 | revised | 163.71 | 156.96 |" in comparison.to_markdown()
    assert "<td" in comparison.to_html() == comparison._repr_html_()
    assert comparison.to_frame("polars").rows()[0] == (dt.date(2026, 8, 3), "revised", Decimal("163.71"), Decimal("156.96"))
    assert repr(comparison).startswith("EditionComparison(2026-08-04 ")
    again = TypeAdapter(EditionComparison)
    assert again.validate_json(again.dump_json(comparison)) == comparison


def test_a_pinned_edition_beside_the_bundled_one() -> None:
    """Nothing differs where both cover a day."""
    comparison = compare_editions(h10_rates()["2026-01-01":"2026-09-25"], h10_rates())
    assert comparison.agrees
    assert len(comparison.additions) == 13975 - len(h10_rates()["2026-01-01":"2026-09-25"])
    back = compare_editions(h10_rates(), h10_rates()["2026-01-01":"2026-09-25"])
    assert (len(back.omissions), back.additions, back.agrees) == (len(comparison.additions), (), True)


def test_a_rate_that_only_one_has_within_what_both_cover_is_a_revision() -> None:
    """It was taken back, or published late."""
    text = "DATE,DEXJPUS\n2026-08-03,156.96\n2026-08-04,\n2026-08-05,157.63\n"
    late = RateSeries.from_csv(io.StringIO(text))
    comparison = compare_editions(late, LATER)
    assert [(r.known, str(r.found)) for r in comparison.revisions] == [(None, "157.44")]
    assert [str(r.date) for r in comparison.additions] == ["2026-07-31"]


def test_an_edition_that_begins_later_and_ends_earlier_leaves_out_days() -> None:
    """On the first and the last day that both cover a rate is revised; labels are one if they read the same."""
    label = "Tokyo TTM"
    rows = [(f"2026-08-{day:02}", 150 + day) for day in range(3, 8)]
    earlier = RateSeries(rows, label=label)
    later = RateSeries([(day, rate + 1) for day, rate in rows[1:-1]], label=" ".join(label.split()))
    comparison = compare_editions(earlier, later)
    assert [(str(r.date), r.known, r.found) for r in comparison.revisions] == [
        ("2026-08-04", 154, 155),
        ("2026-08-05", 155, 156),
        ("2026-08-06", 156, 157),
    ]
    assert [str(r.date) for r in comparison.omissions] == ["2026-08-03", "2026-08-07"]
    back = compare_editions(later, earlier)
    assert ([str(r.date) for r in back.additions], back.omissions) == (["2026-08-03", "2026-08-07"], ())
    assert [r.known for r in back.revisions] == [155, 156, 157]


def test_equal_editions_have_no_rows() -> None:
    """In any form."""
    same = compare_editions(EARLIER, EARLIER)
    assert same.agrees
    assert "0 added, 0 revised, 0 left out" in str(same)
    assert same.to_frame().shape == (0, 4)
    assert same.to_html()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [(None, LATER), (EARLIER, "file.csv"), (report_rates(), LATER), (EARLIER, RateSeries([("2026-08-03", 1)], label="TTM"))],
)
def test_what_cannot_be_compared(earlier: RateSeries, later: RateSeries) -> None:
    """Other than two series of one label."""
    with pytest.raises(ArgumentError):
        compare_editions(earlier, later)
