"""Reading a series from files and frames, and writing it as CSV in the library's own format or as a frame."""

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
        r"""The rates of a CSV file: of the Federal Reserve, of FRED, of this library, or your own.

        Parameters
        ----------
        path_or_buffer : str, path or open file
            The file, in UTF-8. With a label of your own it may be in cp932
            (Shift-JIS), and several rows of headings may stand above the rates.
        dates, rates : str, optional
            The names of the two columns. They are found without it in the files of
            the Federal Reserve, of FRED and of this library, in tables with columns
            such as `date` and `value`, and where there are only two columns.
        date_format : str, optional
            How days are written if they do not begin with the year: "%m/%d/%Y", for
            example.
        label : str, optional
            What the rates are, such as "Tokyo TTM". A file that proves to be the
            release H.10's needs none: its header names `DEXJPUS` or `RXI_N.B.JA`,
            or it has this library's seal. "noon buying rate" says that any other
            file is H.10's.
        publisher : str, optional
            Who published the rates, for a label of your own.

        Returns
        -------
        RateSeries
            The same rows give the same series with the same vintage, whichever file
            they come from. Days before the first row or after the last rate are not
            covered.

        Raises
        ------
        SeriesError
            With the line, for a day that cannot be read without guessing or comes
            twice, and for a rate that is not a positive number. Rows of H.10 must
            also be in order (newest first is accepted), on weekdays, with four
            decimals at most, within 12 % of the rate before, and must leave out no
            weekday but holidays.
        ArgumentError
            For columns named of a file whose form names them, and for what is no
            file.
        FileError
            For a file that cannot be read.

        Examples
        --------
        >>> import io
        >>> from yen_usd import RateSeries
        >>> fred = "observation_date,DEXJPUS\n2007-03-29,117.93\n2007-03-30,117.56\n"
        >>> RateSeries.from_csv(io.StringIO(fred))
        RateSeries(2 observations of the noon buying rate, 2007-03-29 to 2007-03-30)
        >>> own = "Day,TTM\n2007-03-30,118.05\n"
        >>> RateSeries.from_csv(io.StringIO(own), label="Tokyo TTM").on("2007-03-31")
        Rate(¥118.05, Tokyo TTM of 2007-03-30, prevailing on 2007-03-31)
        """
        from .columns import Claim
        from .csv_files import read_csv
        from .rate_files import read_file

        claim = Claim(dates, rates, date_format, label, publisher)
        return cls._from_rows(read_csv(read_file(path_or_buffer), claim))

    @classmethod
    def from_xml(cls, path_or_buffer: RateFile) -> Self:
        """The noon buying rates of the release H.10's XML, or of the Board's zip around it.

        Parameters
        ----------
        path_or_buffer : str, path or open file
            `FRB_h10_xml.zip` or `H10_data.xml`.

        Returns
        -------
        RateSeries
            The rates of the series `RXI_N.B.JA`, in yen per US$1.

        Raises
        ------
        SeriesError
            For a file that is damaged or has a document type; for a series of the
            yen that is missing, there twice or in another unit; for rows that H.10
            cannot have.
        FileError
            For a file that cannot be read.

        Examples
        --------
        >>> import io
        >>> from yen_usd import RateSeries
        >>> xml = '''<?xml version="1.0"?><D>
        ... <Series SERIES_NAME="RXI_N.B.JA" UNIT="Currency" UNIT_MULT="1" CURRENCY="JPY">
        ... <Obs OBS_STATUS="A" OBS_VALUE="117.5600" TIME_PERIOD="2007-03-30"/>
        ... </Series></D>'''
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
        frame_or_series : DataFrame, Table, Series or dict
            A pandas, Polars or PyArrow frame; a pandas Series whose index has days
            or periods (a period stands for its last day); a dict of days and rates,
            or of columns.
        dates, rates : str, optional
            The names of the two columns, as for `from_csv`.
        date_format : str, optional
            How days are written, as for `from_csv`.
        label : str, optional
            What the rates are. A frame of `to_frame` says so itself.
        publisher : str, optional
            Who published the rates.

        Returns
        -------
        RateSeries
            The series of the rows. None and NaN are days without a rate, and a
            float is the decimal that it shows.

        Raises
        ------
        SeriesError
            With the row, as for `from_csv`.
        ArgumentError
            For what is not such a table.

        Examples
        --------
        >>> from yen_usd import RateSeries
        >>> rates = {"2024-01-31": 147.97, "2024-02-29": 150.67}
        >>> RateSeries.from_frame(rates, label="Tokyo TTM").frequency
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
        """The series as CSV in the library's own format, which `from_csv` reads as an equal one.

        Parameters
        ----------
        path_or_buffer : str, path or open text file, optional
            Where to write. Without it the text is returned.

        Returns
        -------
        str or None
            A row for each rate (of H.10 for each weekday; an empty value is a day
            without a rate), then what the series is if it is not H.10's, and in the
            last row the SHA-256 of all before.

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
        """The rates as a data frame, which `from_frame` reads as an equal series.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}, default "pandas"
            Whose frame to make.
        dtype : {"decimal", "float"}, default "decimal"
            Exact rates (objects in pandas), or the nearest doubles.

        Returns
        -------
        DataFrame or Table
            The columns `date`, `yen_per_usd` (yen per US$1), `label` and
            `publisher`; also `about`, in JSON, if the series has settings that
            these do not say.

        Raises
        ------
        MissingExtraError
            If the backend is not installed.

        Examples
        --------
        >>> from yen_usd import h10_rates
        >>> frame = h10_rates()["2007-03-29":"2007-03-30"].to_frame()
        >>> frame["yen_per_usd"].to_list()
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
        raise FileError(
            f"cannot write {quote(path_or_buffer)}: {cause(error)}", "", "check the path, or open the file for text"
        ) from None
