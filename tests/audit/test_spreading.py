"""The least adjustments over a tree of totals, against every possible one on small trees."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from answers import half_away
from examples import share
from hypothesis import given
from hypothesis import strategies as st

from yen_usd import FiguresError, Rounding, check_footing
from yen_usd.audit import RoundedLine, TreeSum, spread_over_tree

AMOUNTS = st.integers(-4_000, 4_000).map(lambda n: Fraction(n, 100))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[RoundedLine], list[TreeSum]]:
    """A total of two subtotals of one or two lines each, with signs, rounded one by one; some lines may not be moved."""
    sizes = draw(st.tuples(st.integers(1, 2), st.integers(1, 2)))
    exact: list[Fraction] = []
    sums: list[TreeSum] = []
    for size in sizes:
        start = len(exact)
        exact += [draw(AMOUNTS) for _ in range(size)]
        signs = [draw(st.sampled_from([1, -1])) for _ in range(size)]
        exact.append(sum(sign * exact[start + at] for at, sign in enumerate(signs)))
        sums.append(TreeSum(len(exact) - 1, tuple((start + at, sign) for at, sign in enumerate(signs))))
    sign = draw(st.sampled_from([1, -1]))
    parts = ((sums[0].total, 1), (sums[1].total, sign))
    exact.append(exact[sums[0].total] + sign * exact[sums[1].total])
    sums.append(TreeSum(len(exact) - 1, parts))
    lines = []
    for amount in exact:
        rounded = half_away(amount)
        may_move = draw(st.sampled_from([True, True, True, False]))
        lines.append(RoundedLine(int(rounded), rounded - amount, Decimal(abs(amount).numerator), may_move))
    return lines, draw(st.permutations(sums))


def foots(lines: list[RoundedLine], sums: list[TreeSum], moves: list[int]) -> bool:
    """Whether every total is the sum of its parts."""
    return all(
        sum(sign * (lines[at].steps + moves[at]) for at, sign in one.parts) == lines[one.total].steps + moves[one.total]
        for one in sums
    )


def least(lines: list[RoundedLine], sums: list[TreeSum]) -> tuple[int, Fraction] | None:
    """The fewest steps and the least squared error of all adjustments of up to three steps a line; None for none.

    A total moves by what its parts then come to, and the top stays.
    """
    totals = sorted(sums, key=lambda one: one.total)  # each behind its parts
    leaves = [at for at in range(len(lines)) if at not in {one.total for one in sums}]
    best = None
    for chosen in itertools.product(*(range(-3, 4) if lines[at].may_move else (0,) for at in leaves)):
        moves = dict(zip(leaves, chosen, strict=True))
        for one in totals:
            moves[one.total] = sum(sign * (lines[at].steps + moves[at]) for at, sign in one.parts) - lines[one.total].steps
        if not moves[totals[-1].total] and all(not move or lines[at].may_move for at, move in moves.items()):
            cost = sum(map(abs, moves.values())), sum((lines[at].error + move) ** 2 for at, move in moves.items())
            best = cost if best is None or cost < best else best
    return best


@share(0.34)
@given(trees())
def test_no_smaller_sum_of_adjustments_would_do(tree: tuple[list[RoundedLine], list[TreeSum]]) -> None:
    """Every total foots, with the fewest steps and, among these, the least error; what cannot foot is refused."""
    lines, sums = tree
    expected = least(lines, sums)
    if expected is None:
        with pytest.raises(FiguresError):
            spread_over_tree(lines, sums)
        return
    moves = spread_over_tree(lines, sums)
    assert foots(lines, sums, moves)
    error = sum((line.error + move) ** 2 for line, move in zip(lines, moves, strict=True))
    assert (sum(map(abs, moves)), error) == expected


def test_the_flat_case_is_that_of_check_footing() -> None:
    """One total over lines: the largest remainders."""
    lines = {"A": 340_000, "B": 440_000, "C": 240_000, "D": 140_000, "E": 540_000}
    footing = check_footing(lines, 1_700_000, 100, rounding=Rounding(unit="thousand"), spread=True)
    assert [int(line.adjustment.amount) for line in footing.lines] == [0, 1_000, 0, 0, 1_000]
    assert not footing.difference


def test_a_line_may_be_moved_by_more_than_one_step() -> None:
    """Where there are fewer lines than steps to spread."""
    lines = [RoundedLine(0, Fraction(0), Decimal(1)), RoundedLine(3, Fraction(0), Decimal(3))]
    assert spread_over_tree(lines, [TreeSum(1, ((0, 1),))]) == [3, 0]


@pytest.mark.parametrize(
    "sums",
    [
        [TreeSum(2, ((0, 1), (1, 1))), TreeSum(3, ((0, 1), (1, 1)))],
        [TreeSum(2, ((0, 1),)), TreeSum(2, ((1, 1),))],
        [TreeSum(0, ((1, 1),)), TreeSum(1, ((0, 1),))],
        [TreeSum(0, ((0, 1),))],
        [TreeSum(0, ((1, 1), (1, 1)))],
        [TreeSum(0, ())],
    ],
)
def test_sums_that_are_no_tree_are_refused(sums: list[TreeSum]) -> None:
    """A line in two totals, a total of two sums, and a total of itself."""
    with pytest.raises(FiguresError, match="sums"):
        spread_over_tree([RoundedLine(1, Fraction(0), Decimal(1))] * 4, sums)
