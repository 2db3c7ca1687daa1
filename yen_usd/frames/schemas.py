"""The types of a frame's columns, as narwhals tells them for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any


class Types(Mapping[str, Any]):
    """The types of columns by their names, each found when it is asked for: those of other columns are no matter."""

    def __init__(self, names: Iterable[str], type_of: Callable[[str], Any]) -> None:
        self._names = dict.fromkeys(names)
        self._type_of = type_of

    def __getitem__(self, name: str) -> Any:
        return self._type_of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def types_of(frame: Any) -> dict[str, Any]:
    """The type of each column, by its name, without any computation."""
    import narwhals as nw

    known: Any = nw.from_native(frame)
    return dict(known.collect_schema().items())
