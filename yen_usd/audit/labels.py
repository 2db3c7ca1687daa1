"""The labels of figures: those of mappings and Series, of the index of a frame, and of a column of text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from .._text import count_of
from ..errors import AmountTypeError, FiguresError, quote
from ..money.amounts import Money
from ..money.parsing import Reading
from .figures import Figure

Figures: TypeAlias = Figure | Iterable[Figure] | Mapping[str, Figure] | Mapping[int, Figure]
"""One figure, many in order, or many by their labels; Series and frames of one column have those of their index."""

SHOWN: Final = 3
"""The most labels without a partner that are written out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Column:
    """Figures in order, with the label of each, if they came with labels.

    `labels` is None for a list; `are_numbers` says that they only count the rows, as the index of a frame does that
    was given none: such labels pair figures, but are not shown.
    """

    figures: list[Figure]
    labels: list[Hashable] | None = None
    are_numbers: bool = False

    def names(self) -> list[str] | None:
        """What the lines are called; None where they have no labels."""
        return None if self.labels is None or self.are_numbers else [_name(label) for label in self.labels]

    def items(self) -> list[tuple[Hashable, Figure]]:
        """The figures with the labels as they were given."""
        return list(zip(self.labels or (), self.figures, strict=True))


def read_column(values: object, what: str) -> Column:
    """One figure, or many, with their labels; `FiguresError` where there are none, or they are in no order."""
    column = _column(values, what)
    if not column.figures:
        raise FiguresError(f"the list of {what} is empty", "at least one figure is required", "check the source")
    return column


def _column(values: Any, what: str) -> Column:
    if isinstance(values, Mapping):
        items = cast("Mapping[Hashable, Figure]", values)
        return Column([*items.values()], [*items])
    kind = cast("type[object]", type(values))
    if issubclass(kind, set | frozenset | bytes | bytearray | memoryview):
        raise FiguresError(f"{what} cannot be of type {kind.__name__}", "figures must be in order", "give a list")
    if issubclass(kind, str | Money | Reading) or not issubclass(kind, Iterable):
        return Column([values])
    if hasattr(values, "columns"):
        return _of_frame(values, what)
    index: Any = getattr(values, "index", None)  # a list has a method of that name
    if index is not None and not callable(index):
        labels: list[Hashable] = [*index]
        return Column([*values], labels, labels == [*range(len(labels))])
    try:
        return Column([*values])
    except TypeError:  # an array of no dimension
        raise AmountTypeError(
            f"{quote(values)} cannot be read as {what}", "one figure or a list of figures is accepted", "give its item()"
        ) from None


def _of_frame(frame: Any, what: str) -> Column:
    """The one column of figures of a frame: with the labels of its index, or those of the column of text before it."""
    count = len(frame.columns)
    if count == 1 and hasattr(frame, "iloc"):
        return _column(frame.iloc[:, 0], what)
    rows: list[tuple[Any, Any]] = []
    if count == 2 and hasattr(frame, "iloc"):
        rows = list(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True))
    elif count == 2 and callable(getattr(frame, "rows", None)):
        rows = frame.rows()
    if not rows or not all(isinstance(label, str) for label, _ in rows):
        raise FiguresError(
            f"cannot tell the figures of {what} in a frame with {count_of(count, 'column')}",
            "a frame must have one column of figures, with an index or one column of text before it for their labels",
            "choose the column, such as frame['yen']",
        )
    return Column([figure for _, figure in rows], [label for label, _ in rows])


def pair_columns(yen: Column, usd: Column) -> list[tuple[str, Figure, Figure]]:
    """The pairs of two columns, with their labels: by label where both have labels, else by place."""
    if yen.labels is None or usd.labels is None or _same(yen.labels, usd.labels):
        if len(yen.figures) != len(usd.figures):
            raise FiguresError(
                f"there are {len(yen.figures)} figures in yen and {len(usd.figures)} in dollars",
                "figures are compared in pairs",
                "give as many dollars as yen",
            )
        names = (usd if yen.labels is None else yen).names() or [""] * len(yen.figures)
        return list(zip(names, yen.figures, usd.figures, strict=True))
    of_yen, of_usd = _by_label(yen, "yen"), _by_label(usd, "usd")
    alone = [label for label in (*of_yen, *of_usd) if label not in of_yen or label not in of_usd]
    if alone:
        some = ", ".join(quote(label) for label in alone[:SHOWN])
        more = f" and {len(alone) - SHOWN} more" if len(alone) > SHOWN else ""
        raise FiguresError(
            f"only one side has {count_of(len(alone), 'label')}: {some}{more}",
            "figures with the same label are a pair, in whatever order they come",
            "check the labels, or give lists (such as to_list() of a Series) to pair by place",
        )
    return [(_name(label), of_yen[label], of_usd[label]) for label in of_yen]


def _same(labels: Sequence[Hashable], others: Sequence[Hashable]) -> bool:
    """Whether labels are the same in the same order; a missing label (None, NaN) is like another."""
    return len(labels) == len(others) and all(
        one == other or (_is_missing(one) and _is_missing(other)) for one, other in zip(labels, others, strict=True)
    )


def _is_missing(label: Hashable) -> bool:
    return label is None or label != label


def _by_label(column: Column, what: str) -> dict[Hashable, Figure]:
    found: dict[Hashable, Figure] = {}
    for label, figure in zip(column.labels or (), column.figures, strict=True):
        if label in found or _is_missing(label):
            raise FiguresError(
                f"the label {quote(label)} of {what} {'is there more than once' if label in found else 'is missing'}",
                "figures with the same label are a pair, unless both sides have the same labels in the same order",
                "make the labels unique, or give lists to pair by place",
            )
        found[label] = figure
    return found


def _name(label: Hashable) -> str:
    """A label as text; that of an index of several levels has all of them."""
    if isinstance(label, tuple):
        return " / ".join(map(str, cast("tuple[object, ...]", label)))
    return str(label)
