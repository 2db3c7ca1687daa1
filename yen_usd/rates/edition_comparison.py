"""Two editions of a series beside each other: what is new in the later one, and what was corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .._tables import Block, Columns, Table, Tabular
from .._validation import FromFields
from ..errors import ArgumentError, Revision, quote
from ..money.exact import plain
from .rate import Vintage
from .series import RateSeries

_KINDS = ("added", "revised", "left out")


@dataclass(frozen=True, slots=True, repr=False)
class EditionComparison(Tabular, FromFields):
    """What differs between two editions of a series.

    Attributes
    ----------
    earlier, later : Vintage
        The two editions.
    additions : tuple of Revision
        Rates of days that the earlier edition does not cover. A `Revision` is a
        `date` with the rate of the earlier edition, `known`, and of the later
        one, `found`; None where there is none.
    revisions : tuple of Revision
        Differences on days that both cover.
    omissions : tuple of Revision
        Rates of days that the later edition does not cover.

    Examples
    --------
    >>> from yen_usd import compare_editions, h10_rates
    >>> rates = h10_rates()["2007-03-26":"2007-03-30"]
    >>> comparison = compare_editions(rates[:"2007-03-28"], rates)
    >>> len(comparison.additions), comparison.agrees
    (2, True)
    """

    earlier: Vintage
    later: Vintage
    additions: tuple[Revision, ...]
    revisions: tuple[Revision, ...]
    omissions: tuple[Revision, ...]

    @property
    def agrees(self) -> bool:
        """Whether the editions agree on every day that both cover."""
        return not self.revisions

    def _rows(self) -> list[tuple[str, Revision]]:
        rows = zip(_KINDS, (self.additions, self.revisions, self.omissions), strict=True)
        return sorted(((kind, row) for kind, found in rows for row in found), key=lambda pair: pair[1].date)

    def _table(self) -> Table:
        lines = [(str(row.date), kind, _shown(row.known), _shown(row.found)) for kind, row in self._rows()]
        return Table(
            f"Editions {self._summary()}", ("Date", "Change", "Earlier", "Later"), [Block("", lines)], left=frozenset({0, 1})
        )

    def _columns(self) -> Columns:
        rows = self._rows()
        return {
            "date": ("day", [row.date for _, row in rows]),
            "change": ("text", [kind for kind, _ in rows]),
            "earlier": ("number", [row.known for _, row in rows]),
            "later": ("number", [row.found for _, row in rows]),
        }

    def _summary(self) -> str:
        counts = f"{len(self.additions)} added, {len(self.revisions)} revised, {len(self.omissions)} left out"
        return f"{self.earlier} and {self.later}: {counts}"


def compare_editions(earlier: RateSeries, later: RateSeries) -> EditionComparison:
    """The rates that a later edition of a series adds to an earlier one or corrects.

    Parameters
    ----------
    earlier, later : RateSeries
        Two editions of one series, such as a pinned file and `h10_rates()`.

    Returns
    -------
    EditionComparison
        The differences by day. `str` writes them as text; there are Markdown,
        HTML and data frames, too.

    Raises
    ------
    ArgumentError
        For what is not a `RateSeries`, and for series of different labels.

    Examples
    --------
    >>> from yen_usd import RateSeries, compare_editions
    >>> first = RateSeries([("2026-08-03", "163.71")], label="noon buying rate")
    >>> second = RateSeries([("2026-08-03", "156.96")], label="noon buying rate")
    >>> revised = compare_editions(first, second).revisions[0]
    >>> str(revised.date), revised.known, revised.found
    ('2026-08-03', Decimal('163.71'), Decimal('156.96'))
    """
    for name, series in {"earlier": earlier, "later": later}.items():
        if not isinstance(series, RateSeries):
            raise ArgumentError(
                f"{name}={quote(series)}", f"{name} must be a RateSeries", "read a file by RateSeries.from_csv"
            )
    if earlier.label != later.label:
        raise ArgumentError(
            f"cannot compare a series labeled {quote(earlier.label)} with one labeled {quote(later.label)}",
            "two editions of one series have the same label",
            "give two series with one label",
        )
    before, after = ({o.date: o.yen_per_usd for o in series} for series in (earlier, later))
    found: dict[str, list[Revision]] = {kind: [] for kind in _KINDS}
    for day in sorted(before.keys() | after.keys()):
        revision = Revision(day, before.get(day), after.get(day))
        if revision.known != revision.found:
            found[_kind(day, earlier, later)].append(revision)
    return EditionComparison(earlier.vintage, later.vintage, *(tuple(found[kind]) for kind in _KINDS))


def _kind(day: dt.date, earlier: RateSeries, later: RateSeries) -> str:
    if not earlier.coverage.start <= day <= earlier.coverage.end:
        return "added"
    return "revised" if later.coverage.start <= day <= later.coverage.end else "left out"


def _shown(rate: Decimal | None) -> str:
    return "none" if rate is None else plain(rate)
