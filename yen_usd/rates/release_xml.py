"""The release H.10 as XML (SDMX compact), by itself or in its zip: read as a stream; a document type is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from ..errors import SeriesError, quote
from .file_days import ordinals
from .h10_rows import SERIES_ID, H10Rows, check_rows
from .rate_files import MAX_XML_BYTES, check_size, kind_of

MEMBER: Final = "h10_data.xml"
"""The file of the zip that has the figures, in any case of letters and in any folder."""
UNITS: Final[dict[str, tuple[str, ...]]] = {
    "UNIT": ("Currency", "Currency:_Per_USD"),
    "UNIT_MULT": ("1",),
    "CURRENCY": ("JPY",),
}
_PIECE: Final = 1 << 20
_NONE: Final = frozenset({"-9999", "-9999.0", "-9999.00", "-9999.0000"})
_GET_AGAIN: Final = "get it again from the page of the release H.10"


def read_xml(content: bytes) -> H10Rows:
    """The rows of the yen's series in the release's XML or in the zip that has it; `SeriesError` for anything else.

    The series is found by its name, whatever namespaces and order of attributes there are.
    """
    kind = kind_of(content)
    if kind not in ("xml", "zip"):
        raise SeriesError(
            f"the file is neither XML nor a zip: it begins with {quote(content[:40].decode('utf-8', 'replace'))}",
            "the release H.10 comes as XML, or as a zip of it",
            "use RateSeries.from_csv for a CSV file",
        )
    check_size(content, MAX_XML_BYTES)
    reading = _Reading()
    for piece in _unzip(content) if kind == "zip" else (content,):
        reading.feed(piece)
    return reading.rows()


def _unzip(content: bytes) -> Iterator[bytes]:
    """The content of the one file of a zip that has the figures, in pieces; the others are not looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename.rpartition("/")[2].lower() == MEMBER]
            if len(members) != 1:
                names = [one.filename for one in archive.infolist()[:20]]
                raise SeriesError(
                    f"the zip has {len(members) or 'no'} files named H10_data.xml", f"it has {quote(names)}", _GET_AGAIN
                )
            size = 0
            with archive.open(members[0]) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    if size > MAX_XML_BYTES:
                        raise SeriesError(
                            f"the XML in the zip has more than {MAX_XML_BYTES:,} bytes", "no release is so large", _GET_AGAIN
                        )
                    yield piece
    except SeriesError:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for a damaged one
        why = str(error) or type(error).__name__
        raise SeriesError(f"cannot open the zip: {why}", "it was cut short or damaged", _GET_AGAIN) from None


class _Reading:
    """What expat tells of a document: the attributes of the yen's series, and those of its observations."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = self._refuse  # with it goes every entity
        self._parser.StartElementHandler = self._outside
        self._series: list[dict[str, str]] = []
        self._observations: list[list[str]] = []

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self._parse(piece, is_last=False)

    def rows(self) -> H10Rows:
        """The rows, when all has been read."""
        self._parse(b"", is_last=True)
        if len(self._series) != 1:
            raise SeriesError(
                f"the file has {len(self._series) or 'no'} series named {SERIES_ID}",
                "the release has one, that of the yen",
                _GET_AGAIN,
            )
        for name, known in UNITS.items():
            found = self._series[0].get(name, "")
            if found not in known:
                raise SeriesError(
                    f"the {name} of {SERIES_ID} is {quote(found)}", f"it should be {' or '.join(known)}", _GET_AGAIN
                )
        given = list(map(_named, self._observations))
        days = ordinals([one.get("TIME_PERIOD", "") for one in given], None, _place)
        return check_rows(days, [_value(at, one) for at, one in enumerate(given)], _place, {""})

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except SeriesError:  # of our own
            raise
        except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings
            raise SeriesError(f"cannot read the XML: {error}", "it was cut short or damaged", _GET_AGAIN) from None

    def _refuse(self, *_: object) -> None:
        raise SeriesError("the XML has a document type", "that of the release has none, and no entities", _GET_AGAIN)

    def _outside(self, name: str, attributes: list[str]) -> None:
        if not name.endswith("Series") or _local(name) != "Series":
            return
        series = _named(attributes)
        self._parser.EndElementHandler = self._leave
        if series.get("SERIES_NAME") == SERIES_ID:
            self._series.append(series)
            self._parser.StartElementHandler = self._inside
        else:  # what is in other series makes no call
            self._parser.StartElementHandler = None

    def _inside(self, name: str, attributes: list[str]) -> None:
        if _local(name) == "Obs":
            self._observations.append(attributes)

    def _leave(self, name: str) -> None:
        if name.endswith("Series") and _local(name) == "Series":
            self._parser.StartElementHandler = self._outside
            self._parser.EndElementHandler = None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _named(attributes: list[str]) -> dict[str, str]:
    return {_local(name): value for name, value in zip(attributes[::2], attributes[1::2], strict=True)}


def _place(at: int) -> str:
    return f"observation {at + 1} of {SERIES_ID}"


def _value(at: int, given: dict[str, str]) -> str:
    """The rate of an observation as text; "" for a day without one, whose value is -9999 and its status ND."""
    status, value = given.get("OBS_STATUS", ""), given.get("OBS_VALUE", "")
    if status not in ("A", "ND"):
        raise SeriesError(f"{_place(at)}: OBS_STATUS={quote(status)}", "it should be A, or ND for no rate", _GET_AGAIN)
    if (status == "ND") != (value in _NONE):
        raise SeriesError(
            f"{_place(at)}: OBS_VALUE={quote(value)} with OBS_STATUS={status}",
            "ND, and nothing else, goes with -9999",
            _GET_AGAIN,
        )
    return "" if status == "ND" else value or "nothing"
