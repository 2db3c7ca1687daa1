"""The smallest adjustments that make every total of a tree add up after its lines were rounded one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from ..errors import FiguresError
from ..money.amounts import Dollars, Yen
from ..money.exact import EXACT
from ..money.rounding import Rounding
from ..money.units import power_of
from ..translation import Translation

Cost: TypeAlias = tuple[int, Fraction, Decimal, int]
"""What a move costs, in the order in which it counts: steps, squared rounding error, size (the larger first), place."""


class RoundedLine(NamedTuple):
    """A line in steps of its rounding: the number, how far rounding moved it, its size, and whether it may be moved."""

    steps: int
    error: Fraction
    size: Decimal
    may_move: bool = True


def step_of(rounding: Rounding) -> Decimal:
    """The smallest step of a rounding, in the currency: a cent, or a thousand dollars."""
    return Decimal(1).scaleb(-rounding.shown_places if rounding.unit is None else power_of(rounding.unit), EXACT)


def in_steps(translation: Translation[Yen, Dollars], amount: Dollars, step: Decimal) -> RoundedLine:
    """A translated line in steps of its rounding, as it stands."""
    error = (Fraction(amount.amount) - translation.exact) / Fraction(step)
    return RoundedLine(
        int(EXACT.divide(amount.amount, step)), error, translation.source.amount.copy_abs(), bool(translation.source)
    )


class TreeSum(NamedTuple):
    """A total and its parts: the place of each line, and 1 or -1 for what is added or taken off."""

    total: int
    parts: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Costs:
    """The least cost of a subtree for each adjustment of its top from `low` on: a convex function, by its slopes."""

    low: int
    slopes: list[Cost]

    @property
    def high(self) -> int:
        return self.low + len(self.slopes)

    def flipped(self) -> _Costs:
        """The same for the adjustment taken off."""
        return _Costs(-self.high, [_minus(slope) for slope in reversed(self.slopes)])


def _minus(cost: Cost) -> Cost:
    return -cost[0], -cost[1], cost[2].copy_negate(), -cost[3]


def spread_over_tree(lines: Sequence[RoundedLine], sums: Sequence[TreeSum]) -> list[int]:
    """By how many steps to move each line so that every sum foots, with the fewest steps in all.

    Totals that are part of no other stay as they are, and so does a line of zero. Among the fewest steps, those are
    taken that leave the lines nearest to their exact amounts; of equal ones, the largest lines and then the first.

    Raises `FiguresError` for sums that are no tree, and where no line may be moved.

    >>> lines = [RoundedLine(195, Fraction("0.12"), Decimal(3)), RoundedLine(86, Fraction("0.4"), Decimal(1)),
    ...          RoundedLine(280, Fraction("-0.48"), Decimal(4))]
    >>> spread_over_tree(lines, [TreeSum(2, ((0, 1), (1, 1)))])
    [0, -1, 0]
    """
    order = _in_order(sums)
    missing = {one.total: sum(sign * lines[at].steps for at, sign in one.parts) - lines[one.total].steps for one in order}
    reach = sum(map(abs, missing.values()))
    adjustments = [0] * len(lines)
    if not reach:
        return adjustments
    parents = {at: one.total for one in order for at, _ in one.parts}
    known: dict[int, _Costs] = {}
    below: dict[int, tuple[list[tuple[Cost, int]], list[_Costs]]] = {}
    for one in order:
        children = [
            (known[at] if at in known else _own(lines[at], at, reach)) if sign > 0 else
            (known[at] if at in known else _own(lines[at], at, reach)).flipped()
            for at, sign in one.parts
        ]  # fmt: skip
        merged = sorted((slope, which) for which, child in enumerate(children) for slope in child.slopes)
        below[one.total] = merged, children
        if one.total in parents:
            together = _Costs(sum(child.low for child in children), [slope for slope, _ in merged])
            known[one.total] = _added(_own(lines[one.total], one.total, reach), together, -missing[one.total])
    for one in reversed(order):
        merged, children = below[one.total]
        wanted = adjustments[one.total] - missing[one.total] - sum(child.low for child in children)
        if not 0 <= wanted <= len(merged):
            raise _stuck()
        moved = [child.low for child in children]
        for _, which in merged[:wanted]:
            moved[which] += 1
        for (at, sign), move in zip(one.parts, moved, strict=True):
            adjustments[at] = sign * move
    return adjustments


def _in_order(sums: Sequence[TreeSum]) -> list[TreeSum]:
    """The sums so that each comes after those of its parts; `FiguresError` where they are no tree."""
    by_total: dict[int, TreeSum] = {}
    used: set[int] = set()
    for one in sums:
        places = [at for at, _ in one.parts]
        if one.total in by_total or used & set(places) or len(set(places)) < len(places) or not places:
            raise FiguresError(
                "the sums contradict each other",
                "a line can be part of only one total, and a total can have only one sum",
                "leave one of the sums out",
            )
        used.update(places)
        by_total[one.total] = one
    order: list[TreeSum] = []
    stack = [(total, False) for total in by_total if total not in used]
    while stack:
        total, is_done = stack.pop()
        if is_done:
            order.append(by_total[total])
            continue
        stack.append((total, True))
        stack += [(at, False) for at, _ in by_total[total].parts if at in by_total]
    if len(order) < len(by_total):
        raise FiguresError("the sums make a total part of itself", "", "leave one of the sums out")
    return order


def _own(line: RoundedLine, at: int, reach: int) -> _Costs:
    """What moving a line costs by itself."""
    if not line.may_move:
        return _Costs(0, [])
    slopes: list[Cost] = []
    for move in range(-reach, reach):
        error = 2 * (line.error + move) + 1
        up = move >= 0
        slopes.append((1 if up else -1, error, line.size.copy_negate() if up else line.size, at if up else -at))
    return _Costs(-reach, slopes)


def _added(own: _Costs, below: _Costs, shift: int) -> _Costs:
    """The cost of a total's own move and of what its parts then have to make up: own(x) + below(x + shift)."""
    low, high = max(own.low, below.low - shift), min(own.high, below.high - shift)
    if low > high:
        raise _stuck()
    slopes: list[Cost] = []
    for at in range(low, high):
        one, other = own.slopes[at - own.low], below.slopes[at + shift - below.low]
        slopes.append((one[0] + other[0], one[1] + other[1], EXACT.add(one[2], other[2]), one[3] + other[3]))
    return _Costs(low, slopes)


def _stuck() -> FiguresError:
    return FiguresError(
        "the difference of a total cannot be spread",
        "all of its parts are zero, and zero is not adjusted",
        "leave the total out",
    )
