"""Intervals of rates: their simplest rate, their ends, and how many hold a rate, each answer found by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from yen_usd import FiguresError, implied_rate
from yen_usd.audit import RateInterval
from yen_usd.audit.intervals import Cover, intersection, outliers
from yen_usd.audit.pairs import read_pair
from yen_usd.money import Mode


def interval(low: str, high: str | None, ends: str = "[]") -> RateInterval:
    """Each end counted with a square bracket, open with a round one."""
    return RateInterval(Fraction(low), None if high is None else Fraction(high), ends[0] == "(", ends[1] == ")")


@pytest.mark.parametrize(
    ("found", "simplest"),
    [
        (interval("117.6", "119.8"), "119"),  # nearer to 118.7 than 118
        (interval("117.6", "118.8"), "118"),
        (interval("117.56", "117.56"), "117.56"),
        (interval("117.5", "117.6", "()"), "117.55"),
        (interval("117.5", "117.6", "[)"), "117.5"),
        (interval("117", "118", "()"), "117.5"),
        (interval("118.2", None, "[)"), "119"),
        (interval("0", None, "()"), "1"),
        (interval("1/3", "1/3"), None),
    ],
    ids=str,
)
def test_the_simplest_rate_has_the_fewest_decimals_and_is_nearest_to_the_middle(
    found: RateInterval, simplest: str | None
) -> None:
    """Where nothing bounds the rates above, the whole number next to one more than the low end."""
    assert found.simplest == (None if simplest is None else Decimal(simplest))


def test_no_rate_is_zero() -> None:
    """Of the rates from zero to a half, one of a single decimal is the simplest."""
    assert interval("0", "1/2").simplest in {Decimal("0.2"), Decimal("0.3")}


@pytest.mark.parametrize(
    ("found", "quoted"),
    [
        (interval("117.561", "117.569"), None),
        (interval("117.555", "117.564"), "117.56"),
        (interval("117.56", "117.57"), None),
        (interval("117.56", "117.57", "(]"), "117.57"),
        (interval("117.56", "117.57", "[)"), "117.56"),
        (interval("117.995", "118.004"), "118"),
    ],
    ids=str,
)
def test_a_rate_as_quoted_is_the_one_of_two_decimals(found: RateInterval, quoted: str | None) -> None:
    """If there is one, and only one."""
    assert found.as_quoted == (None if quoted is None else Decimal(quoted))


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (interval("117.6", "119.8"), "¥117.60 to ¥119.80"),
        (interval("118.2", None, "[)"), "above ¥118.20"),
        (interval("0", None, "()"), "above ¥0.00"),
        (interval("2351/20", "2351/20"), "¥117.55000000000000000000"),
        (interval("1175604/10000", "1175611/10000"), "¥117.560400 to ¥117.561100"),
        (interval("117", "117.00000000000001"), "¥117.0000000000000000 to ¥117.0000000000000100"),
        (interval("117", "117.000000000000000000000001"), "¥117.00000000000000000000 to ¥117.00000000000000000001"),
        (interval("117.5", "118.5"), "¥117.50 to ¥118.50"),
        (interval("117.5", "118.499"), "¥117.500 to ¥118.499"),
    ],
    ids=str,
)
def test_an_interval_is_written_by_its_ends(found: RateInterval, text: str) -> None:
    """To three digits of its width; one without an end lies above its beginning."""
    assert str(found) == text


@pytest.mark.parametrize(
    ("rate", "count"), [("116.99", 1), ("117", 2), ("117.5", 3), ("118", 3), ("118.01", 2), ("119", 1), ("120", 1)]
)
def test_the_intervals_that_hold_a_rate_are_counted_with_their_ends(rate: str, count: int) -> None:
    """Closed ends count, open ones do not, and one without an end holds everything above."""
    three = [interval("100", None, "[)"), interval("117", "118"), interval("117", "119", "()")]
    assert Cover(three).count(Decimal(rate)) == count
    assert sum(Decimal(rate) in one for one in three) == count


def test_what_intervals_have_in_common_keeps_open_ends_open() -> None:
    """Of two that meet in a point, it is theirs if both count it; who is in every largest group is no outlier."""
    assert intersection([interval("1", "3"), interval("2", "4", "()")]) == interval("2", "3", "(]")
    assert intersection([interval("1", "2"), interval("2", "3")]) == interval("2", "2")
    assert intersection([interval("1", "2", "[)"), interval("2", "3")]) is None
    assert intersection([interval("1", "2"), interval("2", "3", "(]")]) is None
    assert outliers([interval("1", "2"), interval("1", "2", "[)"), interval("2", "3")]) == [1, 2]
    assert outliers([interval("1", "2", "[)"), interval("2", "3")]) == [0, 1]
    assert outliers([interval("1", "2"), interval("1", "2", "[)"), interval("3", "4")]) == [2]
    assert outliers([interval("1", "2"), None, interval("1", "3")]) == [1]


def test_yen_of_zero_beside_dollars_allow_no_rate_unless_rounding_hides_them() -> None:
    """¥0 million are less than half a million, which come to $1 thousand at less than ¥1,000; in full there are none."""
    rounded = implied_rate(["¥0 million", "¥117,560 million"], ["$1 thousand", "$1,000,000 thousand"])
    assert Decimal("117.56") in rounded.interval
    with pytest.raises(FiguresError, match="all figures are zero"):
        implied_rate(["¥0"], ["$0"])


@pytest.mark.parametrize(
    ("yen", "usd", "mode", "found"),
    [
        ("¥600", "$5", "ROUND_HALF_UP", interval("1200/11", "1200/9", "(]")),
        ("¥600", "$5", "ROUND_FLOOR", interval("100", "120", "(]")),
        ("¥600", "$5", "ROUND_CEILING", interval("120", "150", "[)")),
        ("¥(600)", "$(5)", "ROUND_FLOOR", interval("120", "150", "[)")),
        ("¥(600)", "$(5)", "ROUND_CEILING", interval("100", "120", "(]")),
        ("¥(600)", "$(5)", "ROUND_DOWN", interval("100", "120", "(]")),
        ("¥1", "$0", "ROUND_FLOOR", interval("1", None, "()")),
        ("¥(1)", "$0", "ROUND_CEILING", interval("1", None, "()")),
        ("¥0", "$5", "ROUND_HALF_UP", None),
        ("¥0", "$0", "ROUND_HALF_UP", interval("0", None, "()")),
    ],
)
def test_the_rates_that_reproduce_a_pair_are_those_of_its_sign(
    yen: str, usd: str, mode: Mode, found: RateInterval | None
) -> None:
    """-$4.01 is -$5 rounded to the floor, and $5.99 is $5; as printed, no yen come to no dollars but zero."""
    pair = read_pair(yen, usd, (None, None), ("ROUND_HALF_UP", mode))
    assert pair.reproducing() == found
