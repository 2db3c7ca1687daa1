"""Results of several rows as text, Markdown, HTML and data frames, for every room that has such results."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, overload

from ._text import count_of, in_columns

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from ._dataframes import Backend, Kind, NumberType

NARROWEST: Final = 79
"""The least width to which notes are wrapped, in characters."""

Columns: TypeAlias = "Mapping[str, tuple[Kind, Sequence[object]]]"
"""The columns of a frame: what kind of values each holds, and the values."""


class Block(NamedTuple):
    """Lines of a table under one heading ("" for none); the first cell of a line is its label."""

    heading: str
    lines: Sequence[Sequence[str]]


class Table(NamedTuple):
    """A small table as it is written: a title, a head, blocks of lines, and notes below; `left` are columns of words.

    A "(1)" at the end of a head's cell is the mark of a note. As text, a `dense` table has no blank lines, and its notes
    are not wrapped: they are results rather than footnotes.
    """

    title: str
    head: Sequence[str]
    blocks: Sequence[Block]
    notes: Sequence[str] = ()
    left: frozenset[int] = frozenset({0})
    dense: bool = False

    def text(self) -> str:
        """In aligned columns, with notes wrapped below."""
        from textwrap import wrap

        lines: list[Sequence[str]] = [self.head] if any(self.head) else []
        for block in self.blocks:
            if block.heading:
                lines.append([block.heading])
            lines += [[f"  {line[0]}" if block.heading else line[0], *line[1:]] for line in block.lines]
        body = in_columns(lines, left=self.left)
        if self.dense:
            return "\n".join(
                [
                    *([self.title] if self.title else []),
                    *([body] if any(block.lines for block in self.blocks) else []),
                    *self.notes,
                ]
            )
        width = max(NARROWEST, *map(len, body.splitlines()))
        notes = [line for note in self.notes for line in wrap(note, width, break_long_words=False)]
        return "\n".join([*([self.title, ""] if self.title else []), body, *(["", *notes] if notes else [])])

    def markdown(self) -> str:
        """In Markdown, with notes below."""

        def line(cells: Sequence[str]) -> str:
            return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

        sides = [":---" if at in self.left else "---:" for at in range(len(self.head))]
        lines = [line(self.head), f"| {' | '.join(sides)} |"]
        for block in self.blocks:
            if block.heading:
                lines.append(line([f"**{block.heading}**", *[""] * (len(self.head) - 1)]))
            lines += map(line, block.lines)
        return "\n\n".join([*([f"**{self.title}**"] if self.title else []), "\n".join(lines), *self.notes])

    def html(self) -> str:
        """In HTML, escaped, with its own alignment, which a notebook would otherwise override."""
        import re
        from html import escape

        left, right = ' style="text-align: left"', ' style="text-align: right"'
        span = f'colspan="{len(self.head)}"'

        def cell(tag: str, at: int, text: str) -> str:
            return f"<{tag}{left if at in self.left else right}>{text}</{tag.partition(' ')[0]}>"

        names = [re.sub(r"\((\d)\)$", r'<sup style="line-height: 0">(\1)</sup>', escape(name)) for name in self.head]
        corner = "<td></td>" if not names[0] else cell('th scope="col"', 0, names[0])
        head = corner + "".join(cell('th scope="col"', at, name) for at, name in enumerate(names[1:], 1))
        parts = ['<table class="yen-usd-table">']
        if self.title:
            parts.append(f'<caption style="text-align: left; caption-side: top">{escape(self.title)}</caption>')
        parts.append(f"<thead><tr>{head}</tr></thead>")
        for block in self.blocks:
            indent = "; padding-left: 1.5em" if block.heading else ""
            heading = f'\n<tr><th {span} scope="rowgroup"{left}>{escape(block.heading)}</th></tr>' if block.heading else ""
            parts.append(f"<tbody>{heading}")
            for label, *cells in block.lines:
                name = f'<th scope="row" style="text-align: left; font-weight: normal{indent}">{escape(label)}</th>'
                figures = "".join(cell("td", at, escape(text)) for at, text in enumerate(cells, 1))
                parts.append(f"<tr>{name}{figures}</tr>")
            parts.append("</tbody>")
        if self.notes:
            notes = "<br>".join(map(escape, self.notes))
            parts.append(f"<tfoot><tr><td {span}{left}><small>{notes}</small></td></tr></tfoot>")
        return "\n".join([*parts, "</table>"])


class Tabular:
    """A result of several rows. A room defines its table and columns, and every form of them is made here."""

    __slots__ = ()

    @abstractmethod
    def _table(self) -> Table:
        """The table as it is written."""

    @abstractmethod
    def _columns(self) -> Columns:
        """The columns of the frame."""

    def _summary(self) -> str:
        """What the short repr says of the result."""
        _, values = next(iter(self._columns().values()))
        return count_of(len(values), "row")

    def __str__(self) -> str:
        return self._table().text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._summary()})"

    def to_markdown(self) -> str:
        """The table in Markdown, with its notes below.

        >>> from yen_usd import h10_rates
        >>> print(h10_rates().over("FY2007").to_markdown().splitlines()[-1])
        | Period-end | ¥117.56 | March 30, 2007 |
        """
        return self._table().markdown()

    def to_html(self) -> str:
        """The table in HTML, with all text escaped, as a notebook shows it.

        >>> from yen_usd import h10_rates
        >>> h10_rates().over("FY2007").to_html()[:29]
        '<table class="yen-usd-table">'
        """
        return self._table().html()

    def _repr_html_(self) -> str:
        return self.to_html()

    @overload
    def to_frame(self, backend: Literal["pandas"] = "pandas", *, dtype: NumberType = "decimal") -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["polars"], *, dtype: NumberType = "decimal") -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"], *, dtype: NumberType = "decimal") -> pa.Table: ...
    def to_frame(
        self, backend: Backend = "pandas", *, dtype: NumberType = "decimal"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The rows as a data frame.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}, default "pandas"
            Whose frame to make.
        dtype : {"decimal", "float"}, default "decimal"
            Exact numbers (objects in pandas), or the nearest doubles.

        Returns
        -------
        DataFrame or Table
            A row for each line of the result. Rates are in yen per US$1, amounts in
            single yen or dollars.

        Raises
        ------
        MissingExtraError
            If the backend is not installed.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> h10_rates().over("FY2007").to_frame()["yen_per_usd"].to_list()[:2]
        [Decimal('121.81'), Decimal('110.07')]
        """
        from ._dataframes import frame_of

        frame: pd.DataFrame | pl.DataFrame | pa.Table = frame_of(self._columns(), backend, dtype, "to_frame")
        return frame
