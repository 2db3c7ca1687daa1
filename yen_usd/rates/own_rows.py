"""The rows of a user's own table: any days, any decimals, any order, but nothing that would have to be guessed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, cast

from ..dates.periods import Period
from ..errors import SeriesError, YenUsdError
from ..money.exact import from_plain_text
from .h10_rows import Place, bad, each
from .observations import DEFAULT_REACH, About, named_publishers


class OwnAbout(NamedTuple):
    """What is known of a table before its rows are read."""

    label: str
    publishers: tuple[tuple[dt.date, str], ...]
    max_reach: int = DEFAULT_REACH
    covers: Period | None = None


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The ordinals and rates of a table, in order, and what they are."""

    days: list[int]
    rates: list[Decimal]
    about: About


def check_own(
    days: list[int], texts: list[str], place: Place, about: OwnAbout, marks: Collection[str], *, is_sealed: bool
) -> OwnRows:
    """The rows of a table by day; `SeriesError` for a day that comes twice and a rate that is not a positive number.

    Rates are kept as written, with at least two decimals unless the library wrote them.
    """
    read = _number if is_sealed else _quoted_number
    rates = each(texts, lambda text: None if text.lower() in marks else read(text), place, "rates must be positive numbers")
    places: dict[int, int] = {}
    for at, day in enumerate(days):
        if places.setdefault(day, at) != at:
            what = f"{dt.date.fromordinal(day)} is also in {place(places[day])}"
            raise bad(place(at), what, "each day must have one row")
    found = sorted((day, rate) for day, rate in zip(days, rates, strict=True) if rate is not None)
    if not found:
        raise SeriesError("the table has no rate", "at least one is required", "check that it is complete")
    last = dt.date.fromordinal(found[-1][0])
    covers = about.covers or Period(dt.date.fromordinal(min(days)), last)
    if not (covers.start.toordinal() <= found[0][0] and last <= covers.end):
        raise SeriesError(
            f"the file has rates outside of {covers.in_sentence}, which it says it covers", "", "get the file again"
        )
    known = About(about.label, about.publishers, about.max_reach, covers)
    return OwnRows([day for day, _ in found], [rate for _, rate in found], known)


def _number(text: str) -> Decimal:
    try:
        number = from_plain_text(text, "a rate")
    except YenUsdError:
        raise ValueError("is not a number") from None
    if number <= 0:
        raise ValueError("is not positive")
    return number


def _quoted_number(text: str) -> Decimal:
    """A rate as it is quoted, to at least ¥0.01, in case a program has dropped its last zeros."""
    _number(text)
    whole, _, decimals = text.partition(".")
    return Decimal(f"{whole}.{decimals:0<2}")


def text_of_about(about: About) -> str:
    """What a series is, in JSON."""
    fields = {
        "label": about.label,
        "publishers": [(str(first), name) for first, name in about.publishers],
        "max_reach": about.max_reach,
        "covers": [str(about.covers.start), str(about.covers.end)],
    }
    return json.dumps(fields, ensure_ascii=False)


def about_of_text(text: str) -> OwnAbout:
    """What a series is, from JSON that `text_of_about` wrote."""
    try:
        given = cast("dict[str, Any]", json.loads(text))
        label, reach, (start, end) = given["label"], given["max_reach"], given["covers"]
        if not isinstance(label, str) or not label or type(reach) is not int or reach < 0:
            raise TypeError
        return OwnAbout(label, named_publishers(given["publishers"]), reach, Period(start, end))
    except (ValueError, TypeError, KeyError, RecursionError):  # the library's own errors among them
        raise SeriesError(
            "the file does not say what series it has",
            "its last row but one should have label, publishers, max_reach and covers",
            "write the file again by to_csv()",
        ) from None
