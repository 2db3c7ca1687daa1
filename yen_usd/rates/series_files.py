"""A series as it is read from files and frames, and written to them: as CSV in the library's own format, as a frame."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Literal, Self, overload

from ..errors import FileError, quote
from ..money.exact import plain
from .observations import DEFAULT_REACH, About, Observation, publisher_over
from .rate import NOON_BUYING_RATE, PUBLISHERS, Vintage

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .._dataframes import Backend, Kind, NumberType
    from .h10_rows import H10Rows
    from .own_rows import OwnRows
    from .rate_files import FilePath, RateFile


class SeriesFiles:
    """A series as it is read from files and frames, and written to them."""

    __slots__ = ()

    @classmethod
    def _from_rows(cls, rows: H10Rows | OwnRows) -> Self:
        """The series of rows that were checked."""
        raise NotImplementedError

    _about: About

    @property
    def vintage(self) -> Vintage:
        """Which edition of the series this is."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Observation]:
        raise NotImplementedError

    @classmethod
    def from_csv(
        cls,
        path_or_buffer: RateFile,
        *,
        dates: str | None = None,
        rates: str | None = None,
        date_format: str | None = None,
        label: str | None = None,
        publisher: str | None = None,
    ) -> Self:
        r"""The rates of a CSV file: of the Data Download Program, of FRED, of this library, or of the caller's own.

        Parameters
        ----------
        path_or_buffer
            The path of a file, or an open one.
        dates, rates
            The names of the two columns. They are found by themselves in the files above, in a table with columns such
            as `date` and `value`, and where there are only two.
        date_format
            How days are written where they do not begin with the year, such as "%m/%d/%Y".
        label
            What the rates are, such as "Tokyo TTM". A file that proves to be H.10's needs none: its header names
            `DEXJPUS` or `RXI_N.B.JA`, or it has this library's seal. "noon buying rate" says that any other is H.10's.
        publisher
            Whose rates they are; for a label of one's own.

        Returns
        -------
        RateSeries
            The same rows give the same series with the same vintage, whichever file they come from. Days before the
            first row are not covered, nor are those after the last rate.

        Raises
        ------
        SeriesError
            With the line, for rows that leave something open: a day that cannot be read without guessing or that comes
            twice, a rate that is no positive number. H.10's rows are also in order (newest first will do), on
            weekdays, of at most four decimals, within 12 % of the rate before, and leave out no weekday but holidays.
        FileError
            For a file that cannot be read.

        Examples
        --------
        >>> import io
        >>> from yen_usd import RateSeries
        >>> RateSeries.from_csv(io.StringIO("observation_date,DEXJPUS\n2007-03-29,117.93\n2007-03-30,117.56\n"))
        RateSeries(2 observations of the noon buying rate, 2007-03-29 to 2007-03-30)
        >>> RateSeries.from_csv(io.StringIO("Day,TTM\n2007-03-30,118.05\n"), label="Tokyo TTM").on("2007-03-31")
        Rate(¥118.05, Tokyo TTM of 2007-03-30, prevailing on 2007-03-31)

        """
        from .columns import Claim
        from .csv_files import read_csv
        from .rate_files import read_file

        claim = Claim(dates, rates, date_format, label, publisher)
        return cls._from_rows(read_csv(read_file(path_or_buffer), claim))

    @classmethod
    def from_xml(cls, path_or_buffer: RateFile) -> Self:
        """The noon buying rates of the release H.10's XML, or of the zip in which the Board publishes it.

        Parameters
        ----------
        path_or_buffer
            The path of `FRB_h10_xml.zip` or `H10_data.xml`, or an open file.

        Returns
        -------
        RateSeries
            The rates of the series `RXI_N.B.JA`.

        Raises
        ------
        SeriesError
            For a file that is damaged, that has a document type, or whose series of the yen is missing, twice there,
            in another unit, or has rows that H.10 could not have.
        FileError
            For a file that cannot be read.

        Examples
        --------
        >>> import io
        >>> from yen_usd import RateSeries
        >>> xml = '''<?xml version="1.0"?><D><Series SERIES_NAME="RXI_N.B.JA" UNIT="Currency" UNIT_MULT="1" CURRENCY="JPY">
        ... <Obs OBS_STATUS="A" OBS_VALUE="117.5600" TIME_PERIOD="2007-03-30"/></Series></D>'''
        >>> RateSeries.from_xml(io.StringIO(xml)).on("2007-03-30")
        Rate(¥117.56, noon buying rate of 2007-03-30)

        """
        from .rate_files import MAX_XML_BYTES, read_file
        from .release_xml import read_xml

        return cls._from_rows(read_xml(read_file(path_or_buffer, MAX_XML_BYTES)))

    @classmethod
    def from_frame(
        cls,
        frame_or_series: object,
        *,
        dates: str | None = None,
        rates: str | None = None,
        date_format: str | None = None,
        label: str | None = None,
        publisher: str | None = None,
    ) -> Self:
        """The rates of a data frame, of a pandas Series by its index, or of a dict.

        Parameters
        ----------
        frame_or_series
            A pandas, Polars or PyArrow frame; a pandas Series whose index has days or periods, each of which stands for
            its last day; a dict of days and rates, or of columns.
        dates, rates, date_format, label, publisher
            As for `from_csv`. A frame that `to_frame` made says itself what its rates are.

        Returns
        -------
        RateSeries
            The series of the rows. None and NaN are days without a rate, and a float is the decimal that its repr shows.

        Raises
        ------
        SeriesError
            As for `from_csv`, with the row.
        ArgumentError
            For what is no such table.

        Examples
        --------
        >>> from yen_usd import RateSeries
        >>> RateSeries.from_frame({"2024-01-31": 147.97, "2024-02-29": 150.67}, label="Tokyo TTM").frequency
        'month_end'

        """
        from .columns import Claim
        from .frame_rows import read_frame

        return cls._from_rows(read_frame(frame_or_series, Claim(dates, rates, date_format, label, publisher)))

    @overload
    def to_csv(self, path_or_buffer: None = None) -> str: ...
    @overload
    def to_csv(self, path_or_buffer: FilePath | IO[str]) -> None: ...
    def to_csv(self, path_or_buffer: FilePath | IO[str] | None = None) -> str | None:
        """The series as CSV in the library's own format, which `from_csv` reads as an equal series.

        Parameters
        ----------
        path_or_buffer
            The path of a file to write, or an open text file; without it the text is returned.

        Returns
        -------
        str or None
            A row for each observation (for H.10 as published: for each weekday, an empty value is a day without a rate),
            then what the series is if it is not H.10's, and last the SHA-256 of what stands before.

        Raises
        ------
        FileError
            For a file that cannot be written.

        Examples
        --------
        >>> from yen_usd import RateSeries
        >>> own = RateSeries([("2024-03-28", "151.41")], label="Tokyo TTM")
        >>> print(own.to_csv().splitlines()[1])
        2024-03-28,151.41

        """
        text = self._csv()
        if path_or_buffer is None:
            return text
        _write_text(path_or_buffer, text)
        return None

    @overload
    def to_frame(self, backend: Literal["pandas"] = "pandas", *, dtype: NumberType = "decimal") -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["polars"], *, dtype: NumberType = "decimal") -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"], *, dtype: NumberType = "decimal") -> pa.Table: ...
    def to_frame(
        self, backend: Backend = "pandas", *, dtype: NumberType = "decimal"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The observations as a data frame, which `from_frame` reads as an equal series.

        Parameters
        ----------
        backend
            "pandas", "polars" or "pyarrow".
        dtype
            "decimal" for exact rates (objects in pandas), or "float" for the nearest doubles.

        Returns
        -------
        DataFrame or Table
            The columns `date`, `yen_per_usd`, `label` and `publisher`; and `about`, in JSON, where the series has settings
            that these do not tell.

        Raises
        ------
        MissingExtraError
            Where the backend is not installed.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> h10_rates()["2007-03-29":"2007-03-30"].to_frame()["yen_per_usd"].to_list()
        [Decimal('117.75'), Decimal('117.56')]

        """
        from .._dataframes import frame_of

        frame: pd.DataFrame | pl.DataFrame | pa.Table = frame_of(self._frame_columns(), backend, dtype, "to_frame")
        return frame

    def _csv(self) -> str:
        """The series with its seal; one that is not H.10's as published has a row that says what it is."""
        import csv
        import io
        from hashlib import sha256

        from .h10_rows import OWN_HEADER, rows_of
        from .own_rows import text_of_about
        from .rate_files import ABOUT, add_seal

        about = self._about
        if self._is_h10():
            text = rows_of(about.covers.start.toordinal(), ((o.date.toordinal(), o.yen_per_usd) for o in self)).text()
            if sha256(text.encode()).hexdigest() == self.vintage.sha256:
                return add_seal(text)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(OWN_HEADER)
        writer.writerows((o.date, plain(o.yen_per_usd)) for o in self)
        writer.writerow((ABOUT, text_of_about(about)))
        return add_seal(out.getvalue())

    def _frame_columns(self) -> dict[str, tuple[Kind, list[object]]]:
        """The columns of a frame; `about` is one of them where `label` and `publisher` do not tell everything."""
        from .own_rows import text_of_about

        observations, about = list(self), self._about
        columns: dict[str, tuple[Kind, list[object]]] = {
            "date": ("day", [o.date for o in observations]),
            "yen_per_usd": ("number", [o.yen_per_usd for o in observations]),
            "label": ("text", [about.label] * len(observations)),
            "publisher": ("text", [publisher_over(about.publishers, o.date, o.date) for o in observations]),
        }
        days = about.covers.start, about.covers.end
        tells_all = about.max_reach == DEFAULT_REACH and days == (observations[0].date, observations[-1].date)
        is_told = not about.publishers or [first for first, _ in about.publishers] == [dt.date.min]
        if not tells_all or not (self._is_h10() or (is_told and about.label != NOON_BUYING_RATE)):
            columns["about"] = ("text", [text_of_about(about)] * len(observations))
        return columns

    def _is_h10(self) -> bool:
        about = self._about
        return (about.label, about.publishers, about.max_reach) == (NOON_BUYING_RATE, PUBLISHERS, DEFAULT_REACH)


def _write_text(path_or_buffer: FilePath | IO[str], text: str) -> None:
    """Write a text to a path or an open file; `FileError` if that cannot be done."""
    from .rate_files import cause

    try:
        if isinstance(path_or_buffer, str | os.PathLike):
            with open(path_or_buffer, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        else:
            path_or_buffer.write(text)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise FileError(f"writing {quote(path_or_buffer)}", cause(error), "check the path, or open it for text") from None
