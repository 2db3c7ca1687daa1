"""Arguments that several rooms have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from .errors import ArgumentError, argument


class NotGiven(Enum):
    """The type of an argument that was left out. None is a missing value, which has no rate."""

    NOT_GIVEN = "not given"

    def __repr__(self) -> str:
        return "not given"


NOT_GIVEN: Final = NotGiven.NOT_GIVEN


def check_flag(name: str, value: object) -> None:
    """Raise `ArgumentError` for an argument that is neither True nor False."""
    if type(value) is not bool:
        raise not_a_flag(name, value)


def not_a_flag(name: str, value: object) -> ArgumentError:
    """The error for an argument that is neither True nor False."""
    return ArgumentError(
        argument(name, value), f"{name} must be True or False", f"write {argument(name, True)} or {argument(name, False)}"
    )


def refuse_old_name(old: str, value: object, new: str, why: str) -> None:
    """Raise `ArgumentError` for an argument that is given by its old name.

    Its type is `NotGiven` alone, so that a type checker refuses it, too.
    """
    if value is not NOT_GIVEN:
        raise ArgumentError(argument(old, value), why, f"write {argument(new, value)}")


def what_to_write(value: object, names: Iterable[str], spellings: Mapping[str, str] | None = None) -> str:
    """What to write instead of a word that is none of the names: the one that must be meant, or any of them.

    `spellings` has words that mean a name without looking like it, such as {"mn": "million"}.

    >>> what_to_write("Millions", ["thousand", "million"]), what_to_write("dozen", ["thousand", "million"])
    ("write 'million'", 'use one of these')
    """
    meant = _meant(value, list(names), spellings or {})
    return "use one of these" if meant is None else f"write {meant!r}"


def _meant(value: object, names: list[str], spellings: Mapping[str, str]) -> str | None:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_WORD:
        return None
    from difflib import get_close_matches

    word = _bare(value)
    known = {_bare(name): name for name in names} | {_bare(other): name for other, name in spellings.items()}
    if word in known:
        return known[word]
    if len(word) < _SHORTEST_WORD:
        return None
    parts = {name for bare, name in known.items() if word in bare}
    if len(parts) == 1:
        return parts.pop()
    close = get_close_matches(word, known, n=1, cutoff=0.66)
    return known[close[0]] if close else None


def _bare(word: str) -> str:
    """A word in the form in which spellings are compared: no capitals, hyphens, spaces or plural s."""
    return "".join(c for c in word.casefold() if c.isalnum()).removesuffix("s") or word


_SHORTEST_WORD: Final = 3
"""Shorter ones are like too many."""
_LONGEST_WORD: Final = 40
