"""The least adjustments over a tree of totals, against every possible one on small trees."""

import itertools
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from yen_usd import FiguresError, Rounding, check_footing
from yen_usd.audit import RoundedLine, TreeSum, spread_over_tree


def foots(lines: list[RoundedLine], sums: list[TreeSum], moves: list[int]) -> bool:
    """Whether every total is the sum of its parts."""
    return all(
        sum(sign * (lines[at].steps + moves[at]) for at, sign in one.parts) == lines[one.total].steps + moves[one.total]
        for one in sums
    )


def some_forest(chance: random.Random) -> tuple[list[RoundedLine], list[TreeSum]]:
    """Trees of up to four lines and three levels that miss their totals by a step here and there, with many equal errors."""
    lines: list[RoundedLine] = []
    sums: list[TreeSum] = []

    def grow(depth: int) -> int:
        parts: list[tuple[int, int]] = []
        if depth and chance.random() < 0.7:
            parts = [(grow(depth - 1), chance.choice([1, 1, -1])) for _ in range(chance.choice([1, 2, 2]))]
        steps = chance.randrange(-9, 10)
        if parts:
            steps = sum(sign * lines[at].steps for at, sign in parts) + chance.choice([-1, 0, 1])
            sums.append(TreeSum(len(lines), tuple(parts)))
        error, size = Fraction(chance.randrange(-2, 3), 4), Decimal(chance.randrange(1, 4))
        lines.append(RoundedLine(steps, error, size, chance.random() < 0.85))
        return len(lines) - 1

    for _ in range(chance.choice([1, 1, 2])):
        grow(3)
    chance.shuffle(sums)
    return lines, sums


def some_twins(chance: random.Random) -> tuple[list[RoundedLine], list[TreeSum]]:
    """A total of two subtotals that miss their one line by a step, as it misses them: much that costs the same."""
    misses = [chance.choice([-1, 1]) for _ in range(3)]
    signs = [chance.choice([-1, 1]) for _ in range(4)]
    places = chance.choice([(1, 0, 2, 3), (0, 1, 3, 2), (0, 2, 1, 3), (0, 2, 3, 4), (2, 0, 4, 3)])
    steps = [5, 7, signs[0] * 5 + misses[0], signs[1] * 7 + misses[1]]
    total = signs[2] * steps[2] + signs[3] * steps[3] + misses[2]
    a, b, of_a, of_b = places
    lines = [RoundedLine(0, Fraction(0), Decimal(1), False)] * 6
    for at, number in zip([*places, 5], [*steps, total], strict=True):
        lines[at] = RoundedLine(number, Fraction(chance.choice([0, 0, 0, 1]), 4), Decimal(chance.randrange(1, 3)))
    sums = [
        TreeSum(of_a, ((a, signs[0]),)),
        TreeSum(of_b, ((b, signs[1]),)),
        TreeSum(5, ((of_a, signs[2]), (of_b, signs[3]))),
    ]
    return lines, sums


def cost_of(lines: list[RoundedLine], moves: list[int]) -> tuple[int, Fraction, Decimal, int]:
    """Steps, squared rounding error, sizes (the larger the better) and places, in the order in which they count."""
    moved = [(line, at, move) for at, (line, move) in enumerate(zip(lines, moves, strict=True)) if move]
    return (
        sum(abs(move) for _, _, move in moved),
        sum(((line.error + move) ** 2 - line.error**2 for line, _, move in moved), Fraction(0)),
        -sum((line.size * abs(move) for line, _, move in moved), Decimal(0)),
        sum(at * abs(move) for _, at, move in moved),
    )


def every_adjustment(lines: list[RoundedLine], sums: list[TreeSum], reach: int) -> Iterator[list[int]]:
    """All adjustments by which every sum foots, of up to so many steps a line; a total moves by what its parts come to."""
    totals = sorted(sums)  # each behind its parts
    leaves = [at for at in range(len(lines)) if at not in {one.total for one in sums}]
    fixed = {one.total for one in sums} - {at for one in sums for at, _ in one.parts}
    for chosen in itertools.product(*(range(-reach, reach + 1) if lines[at].may_move else (0,) for at in leaves)):
        moves = dict(zip(leaves, chosen, strict=True))
        for one in totals:
            moves[one.total] = sum(sign * (lines[at].steps + moves[at]) for at, sign in one.parts) - lines[one.total].steps
        if all(not move or (lines[at].may_move and at not in fixed) for at, move in moves.items()):
            yield [moves[at] for at in range(len(lines))]


def test_of_all_adjustments_that_foot_the_cheapest_is_taken() -> None:
    """The fewest steps, the least error, the largest lines, and the first; a forest that cannot foot is refused."""
    chance, refused, spread = random.Random(20070331), 0, 0
    while spread < 260:
        lines, sums = (some_twins if chance.random() < 0.3 else some_forest)(chance)
        missing = [sum(sign * lines[at].steps for at, sign in one.parts) - lines[one.total].steps for one in sums]
        reach = sum(map(abs, missing))
        if reach > 3 or len(lines) - len(sums) > 4:
            continue
        best = min((cost_of(lines, moves) for moves in every_adjustment(lines, sums, reach)), default=None)
        if best is None:
            refused += 1
            with pytest.raises(FiguresError, match="the difference of a total cannot be spread"):
                spread_over_tree(lines, sums)
            continue
        moves = spread_over_tree(lines, sums)
        assert foots(lines, sums, moves)
        assert cost_of(lines, moves) == best
        spread += reach > 0
    assert refused > 10


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
