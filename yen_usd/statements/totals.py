"""The totals of a statement: the lines that they are sums and differences of, and whether they add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from operator import mul
from typing import Final, NamedTuple, TypeAlias

from ..audit import TreeSum
from ..errors import FiguresError, StatementError, quote
from ..money.amounts import Dollars, Yen
from ..money.cells import fold_cell
from ..money.currency import Currency
from ..money.exact import EXACT
from .parts import StatementParts, columns_of_money
from .statement_footing import FootedTotal, formula

Totals: TypeAlias = Mapping[str, Sequence[str | int]] | Mapping[int, Sequence[str | int]]
"""Totals that a caller gives: each by its label or number, and its parts, with "-" before one that is taken off."""

_OF_WHICH: Final = re.compile(
    r"^[(（]?(?:うち|内訳|\bof which\b|\bincluding\b|\bof this\b)|[(（](?:うち|of which|内数)", re.IGNORECASE
)
_LONGEST: Final = 400
_MOST_SIGNS: Final = 6


class _Fit(NamedTuple):
    """A sum that comes to a line: how far from it, by which pattern, and how little the levels speak for it."""

    is_mixed: bool
    is_off: bool
    pattern: int
    against: int
    off: int
    parts: tuple[tuple[int, int], ...]
    start: int


def sums_of(parts: StatementParts, totals: Totals | None) -> tuple[list[TreeSum], list[str]]:
    """The sums that a caller gives, or those that are found, with the lines that two fit."""
    if totals is None:
        return find_sums(parts)
    sums = given_sums(parts, totals)
    check_tree(sums)
    return sums, []


def find_sums(parts: StatementParts, currency: Currency = Currency.JPY) -> tuple[list[TreeSum], list[str]]:
    """The sums and differences of lines above that come to a line in every column, and the lines that two fit."""
    places = columns_of_money(parts, currency)
    values = _values(parts, places)
    headings = [at for at, line in enumerate(parts.lines) if line.kind == "heading"]
    sums: list[TreeSum] = []
    doubts: list[str] = []
    open_lines: list[int] = []
    for at, line in enumerate(parts.lines):
        value = values[at]
        if value is None or _OF_WHICH.search(fold_cell(line.label)):
            continue
        chosen = None
        if any(value) and len(open_lines) >= 2:
            chosen, doubt = _best(parts, at, open_lines, values, headings)
            if doubt:
                doubts.append(f"{line.label}: {doubt}")
        if chosen is not None:
            used = {place for place, _ in chosen.parts}
            sums.append(TreeSum(at, tuple(sorted(chosen.parts))))
            open_lines = [place for where, place in enumerate(open_lines) if place not in used and where < chosen.start]
        open_lines.append(at)
    return sums, doubts


def _values(parts: StatementParts, places: Sequence[int]) -> list[tuple[int, ...] | None]:
    """The amounts of each line in its finest unit, as integers; None for a line that is no amount, or a range."""
    quanta = [f.quantum for line in parts.lines for f in line.figures if f.quantum is not None and f.money is not None]
    finest = min(quanta, default=Decimal(1))
    found: list[tuple[int, ...] | None] = []
    for line in parts.lines:
        figures = [line.figures[at] for at in places]
        if line.kind != "amount" or all(figure.is_blank for figure in figures) or any(figure.is_range for figure in figures):
            found.append(None)
            continue
        found.append(tuple(int(EXACT.divide(figure.amount or Decimal(0), finest)) for figure in figures))
    return found


def _best(
    parts: StatementParts,
    at: int,
    open_lines: Sequence[int],
    values: Sequence[tuple[int, ...] | None],
    headings: Sequence[int],
) -> tuple[_Fit | None, str]:
    """The sum that fits a line best; none and a reason where two fit equally well."""
    fits: dict[tuple[tuple[int, int], ...], _Fit] = {}
    for fit in _fits(parts, at, open_lines, values, headings):
        known = fits.get(fit.parts)
        if known is None or fit < known:
            fits[fit.parts] = fit
    if not fits:
        return None, ""
    ranked = sorted(fits.values())
    best = ranked[0]
    equal = [fit for fit in ranked if fit[:5] == best[:5]]
    if len(equal) > 1:
        return None, f"{formula(parts, equal[0].parts)} and {formula(parts, equal[1].parts)} fit equally well"
    return best, ""


def _fits(
    parts: StatementParts,
    at: int,
    open_lines: Sequence[int],
    values: Sequence[tuple[int, ...] | None],
    headings: Sequence[int],
) -> Iterator[_Fit]:
    """Every sum of the last open lines that comes to a line: all added, the first less the rest, or other signs."""
    target = values[at]
    assert target is not None
    biggest, width = max(map(abs, target)), len(target)
    known: list[int] = []
    amounts: list[tuple[int, ...]] = []
    total = 0
    for count in range(1, min(len(open_lines), _LONGEST) + 1):
        place = open_lines[-count]
        value = values[place]
        assert value is not None
        if not value or not any(value):
            continue
        total += value[0]
        known.append(place)
        amounts.append(value)
        if len(known) < 2:
            continue
        slack = (len(known) + 1) // 2
        for pattern, signs in _patterns(
            target[0], total, value[0], [one[0] for one in amounts[:_MOST_SIGNS]], slack, len(known)
        ):
            off = max(
                abs(target[c] - sum(sign * one[c] for sign, one in zip(signs, amounts, strict=True))) for c in range(width)
            )
            if off > slack or (off and (biggest < 20 * slack or (pattern == 2 and width < 2))):
                continue
            start = len(open_lines) - count
            against = _against(parts, at, known[::-1], open_lines, start, headings)
            terms = tuple(zip(known[::-1], signs[::-1], strict=True))
            yield _Fit(pattern == 2, off > 0, pattern, against, off, terms, start)


def _patterns(
    target: int, total: int, earliest: int, last: Sequence[int], slack: int, count: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The signs, from the last line back, whose sum comes to the target in the first column; the first line is added always.

    All added, the first less the rest, and, for a few lines, any other.
    """
    if abs(target - total) <= slack:
        yield 0, (1,) * count
    if abs(target - earliest + (total - earliest)) <= slack:
        yield 1, (*[-1] * (count - 1), 1)
    if 2 < count <= _MOST_SIGNS:
        for rest in _SIGNS[count - 1]:
            if abs(target - earliest - sum(map(mul, rest, last))) <= slack:
                yield 2, (*rest, 1)


_SIGNS: Final = {
    count: [rest for rest in product((1, -1), repeat=count) if len(set(rest)) > 1] for count in range(2, _MOST_SIGNS)
}


def _against(
    parts: StatementParts, at: int, used: Sequence[int], open_lines: Sequence[int], start: int, headings: Sequence[int]
) -> int:
    """How many signs of structure speak against a sum: several levels, levels above the total's, no heading before."""
    levels = {parts.lines[one].level for one in used}
    previous = open_lines[start - 1] if start else -1
    begins = start == 0 or any(previous < heading < used[0] for heading in headings)
    return (len(levels) > 1) + (min(levels) < parts.lines[at].level) + (not begins)


def given_sums(parts: StatementParts, totals: Totals) -> list[TreeSum]:
    """The sums that a caller gives, by labels or numbers."""
    if not isinstance(totals, Mapping):
        raise StatementError(
            f"totals={quote(totals)}",
            "totals must be a dict of totals and their parts",
            "write totals={'Gross profit': ['Net sales', '-Cost of sales']}, for example",
        )
    sums: list[TreeSum] = []
    for total, terms in totals.items():
        if isinstance(terms, str) or not isinstance(terms, Sequence):
            raise StatementError(
                f"the parts of {quote(total)} are {quote(terms)}",
                "parts must be a list of labels, with a minus before what is subtracted",
                "write ['Net sales', '-Cost of sales'], for example",
            )
        sums.append(TreeSum(_place(parts, total)[0], tuple(_place(parts, term, signed=True) for term in terms)))
    return sums


def _place(parts: StatementParts, name: str | int, *, signed: bool = False) -> tuple[int, int]:
    """The line of a label, which has to be the only one, or of a number; and its sign."""
    if isinstance(name, int) and not isinstance(name, bool):
        if not 0 <= name < len(parts.lines):
            raise StatementError(
                f"there is no line {name}",
                f"the statement has {len(parts.lines)}, counted from 0",
                "use one of these numbers",
            )
        return name, 1
    label, sign = str(name), 1
    found = [at for at, line in enumerate(parts.lines) if line.label == label and line.kind == "amount"]
    if signed and not found and label[:1] in "-−+":
        sign = 1 if label[0] == "+" else -1
        found = [at for at, line in enumerate(parts.lines) if line.label == label[1:].strip() and line.kind == "amount"]
    if len(found) != 1:
        raise StatementError(
            f"the lines {found} have the label {quote(label)}"
            if found
            else f"no line of amounts has the label {quote(label)}",
            "",
            "copy the label as it is printed, or give the number of the line",
        )
    return found[0], sign


def differences(
    parts: StatementParts, sums: Sequence[TreeSum], dollars_of: Mapping[int, int], places: Sequence[int]
) -> tuple[FootedTotal, ...]:
    """Each total in each column: how far it is from its parts, in yen, and in the dollars beside it."""
    found: list[FootedTotal] = []
    for one in sums:
        for at in places:
            yen = _difference(parts, one, at)
            beside = dollars_of.get(at)
            usd = None if beside is None else _difference(parts, one, beside)
            found.append(
                FootedTotal(
                    parts.lines[one.total].label,
                    one.total,
                    at,
                    one.parts,
                    None if yen is None else Yen(yen),
                    None if usd is None else Dollars(usd),
                )
            )
    return tuple(found)


def _difference(parts: StatementParts, one: TreeSum, at: int) -> Decimal | None:
    total = parts.lines[one.total].figures[at].amount
    if total is None:
        return None
    for place, sign in one.parts:
        amount = parts.lines[place].figures[at].amount or Decimal(0)
        total = EXACT.subtract(total, amount) if sign > 0 else EXACT.add(total, amount)
    return total


def check_tree(sums: Sequence[TreeSum]) -> None:
    """Raise `FiguresError` for sums that are no tree."""
    used: set[int] = set()
    for one in sums:
        places = [at for at, _ in one.parts]
        if used & set(places) or len(set(places)) < len(places) or one.total in places:
            raise FiguresError(
                "the sums contradict each other", "a line can be part of only one total", "leave one of the sums out"
            )
        used.update(places)
