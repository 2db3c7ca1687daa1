"""Files other than CSV: the release's XML and its zip, its history page, FRED's JSON, each as it is and with one fault."""

import datetime as dt
import io
import json

import pytest
from newer_figures import FIRST_WEEK, KNOWN
from upstream import fred, page, program, release, release_xml, zip_of

from yen_usd import RateSeries, SeriesError
from yen_usd.rates import release_xml as xml_files
from yen_usd.rates.csv_files import read_csv
from yen_usd.rates.fred_json import read_fred
from yen_usd.rates.h10_rows import H10Rows, is_believed
from yen_usd.rates.history_page import read_page
from yen_usd.rates.rate_files import kind_of
from yen_usd.rates.readers import read_h10, read_rates, read_series
from yen_usd.rates.release_xml import read_xml

ROWS = [*KNOWN, *FIRST_WEEK]
FOUND = read_csv(program(ROWS).encode())
XML = release_xml(ROWS)
OWN = RateSeries([("2024-03-28", "151.41")], label="Tokyo TTM").to_csv()


def test_every_file_of_the_release_gives_the_same_rows() -> None:
    """XML in any encoding, a zip with the file in any folder, the page and FRED's answer; all prove to be of H.10."""
    nested = zip_of({"a/b.xml": "<a/>", "FRB/h10_DATA.XML": XML})
    for read in (
        read_xml(XML.encode()),
        read_xml(XML.replace("UTF-8", "UTF-16").encode("utf-16")),
        read_xml(b"\xef\xbb\xbf" + XML.encode()),
        read_xml(XML.replace("kf:", "").replace("frb:Obs", "Obs").encode()),
        read_xml(release(ROWS)),
        read_xml(nested),
        read_page(page(ROWS).encode()),
        read_page(page(ROWS).replace("&nbsp;", "&#160;").replace("SEP", "Sep").encode()),
        read_fred(fred(ROWS).encode()),
        *(map(read_rates, (XML.encode(), release(ROWS), fred(ROWS).encode(), program(ROWS).encode()))),
    ):
        assert read == FOUND
    assert FOUND.is_proven
    assert dt.date.fromordinal(FOUND.last) == FIRST_WEEK[-1][0]
    assert isinstance(FOUND, H10Rows)


def xml(*parts: tuple[str, str]) -> bytes:
    """The release with some of its text exchanged."""
    text = XML
    for old, new in parts:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def test_the_series_of_the_yen_is_found_by_its_element_and_name() -> None:
    """Elements whose names only end alike are none, wherever they stand."""
    start = XML[XML.index('<kf:Series CURRENCY="JPY"') :].partition("\n")[0]
    within = xml((f"{start}\n", f'{start}\n<kf:SubSeries SERIES_NAME="x"><x:OtherSeries/></kf:SubSeries>\n'))
    assert read_xml(within) == FOUND
    beside = xml(("<kf:Series ", '<kf:SubSeries SERIES_NAME="RXI_N.B.JA"/><kf:Series '))
    assert read_xml(beside) == FOUND
    other = XML.replace("kf:Series", "kf:SubSeries")
    with pytest.raises(SeriesError, match=r"the file has no series named RXI_N\.B\.JA; the release has one"):
        read_xml(other.encode())
    with pytest.raises(SeriesError, match=r"the file has 2 series named RXI_N\.B\.JA"):
        read_xml(XML.replace("RXI_N.B.CA", "RXI_N.B.JA").encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x" * 50, r"neither XML nor a zip: it begins with 'x{40}';"),
        (XML[:-10].encode(), r"cannot read the XML: .*; it was cut short or damaged; get it again from the page"),
        (XML.encode() + b"<", "cannot read the XML: "),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "cannot read the XML: "),
        (b"<?xml version='1.0' encoding='shift_jis'?><a/>", "cannot read the XML: "),
        (b"<?xml version='1.0'?><!DOCTYPE a><a/>", "the XML has a document type; that of the release has none"),
        (release_xml(ROWS, UNIT_MULT="100").encode(), r"the UNIT_MULT of RXI_N\.B\.JA is '100'; it should be 1;"),
        (release_xml(ROWS, UNIT="Index").encode(), "the UNIT of .* is 'Index'; it should be Currency or Currency:_Per_USD"),
        (release_xml(ROWS, CURRENCY="USD").encode(), "the CURRENCY of .* is 'USD'; it should be JPY"),
        (xml((' UNIT="Currency:_Per_USD"', ""), (' UNIT="Currency:_Per_USD"', "")), "the UNIT of .* is ''"),
        (release(ROWS)[:-30], "cannot open the zip: File is not a zip file; it was cut short or damaged"),
        (zip_of({"a.xml": XML, "b.xml": ""}), r"the zip has no files named H10_data\.xml; it has \['a\.xml', 'b\.xml'\]"),
        (zip_of({"a/H10_data.xml": XML, "H10_data.xml": XML}), r"the zip has 2 files named H10_data\.xml"),
        (release(ROWS).replace(b"PK\x01\x02", b"PK\x01\x03"), "cannot open the zip: "),
    ],
    ids=lambda value: "content" if isinstance(value, bytes) else None,
)
def test_a_release_that_is_damaged_or_another(content: bytes, reason: str) -> None:
    """Each fault is named, and so is what to do."""
    with pytest.raises(SeriesError, match=reason):
        read_xml(content)


@pytest.mark.parametrize(
    ("observation", "reason"),
    [
        ('OBS_STATUS="A" OBS_VALUE="157.1800" TIME_PERIOD="2026-09-25"', None),
        ('TIME_PERIOD="2026-09-25" a:OBS_VALUE="-9999.00" OBS_STATUS="ND"', None),
        (
            'OBS_STATUS="E" OBS_VALUE="157.18" TIME_PERIOD="2026-09-25"',
            "observation 2 of .*: OBS_STATUS='E'; it should be",
        ),
        ('OBS_VALUE="157.18" TIME_PERIOD="2026-09-25"', "observation 2 of .*: OBS_STATUS=''"),
        ('OBS_STATUS="ND" OBS_VALUE="157.18" TIME_PERIOD="2026-09-25"', "2 of .*: OBS_VALUE='157.18' with OBS_STATUS=ND"),
        (
            'OBS_STATUS="A" OBS_VALUE="-9999" TIME_PERIOD="2026-09-25"',
            "2 of .*: OBS_VALUE='-9999' with OBS_STATUS=A; ND",
        ),
        ('OBS_STATUS="A" OBS_VALUE="" TIME_PERIOD="2026-09-25"', "observation 2 of .*: 'nothing' is not a rate"),
        ('OBS_STATUS="A" TIME_PERIOD="2026-09-25"', "observation 2 of .*: 'nothing' is not a rate"),
        ('OBS_STATUS="A" OBS_VALUE="157.18"', "observation 2 of .*: '' is not a date"),
    ],
)
def test_an_observation_of_the_release(observation: str, reason: str | None) -> None:
    """A rate, or -9999 with its status; attributes in any order."""
    first = '<Obs OBS_STATUS="A" OBS_VALUE="157.18" TIME_PERIOD="2026-09-24"/>'
    series = '<Series SERIES_NAME="RXI_N.B.JA" UNIT="Currency" UNIT_MULT="1" CURRENCY="JPY">'
    text = f'<?xml version="1.0"?><a xmlns:a="a">{series}{first}<Obs {observation}/><Other/></Series></a>'
    if reason is None:
        assert len(read_xml(text.encode()).rates) == 2
    else:
        with pytest.raises(SeriesError, match=reason):
            read_xml(text.encode())


def test_a_zip_may_not_have_more_than_a_release_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small it is packed: the last byte that is allowed, and one more."""
    size = len(XML.encode())
    monkeypatch.setattr(xml_files, "MAX_XML_BYTES", size)
    assert read_xml(release(ROWS)) == read_xml(XML.encode()) == FOUND
    monkeypatch.setattr(xml_files, "MAX_XML_BYTES", size - 1)
    with pytest.raises(SeriesError, match=f"the XML in the zip has more than {size - 1:,} bytes; no release is so large"):
        read_xml(release(ROWS))
    with pytest.raises(SeriesError, match=f"the file has more than {size - 1:,} bytes"):
        read_xml(XML.encode())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            ("Japanese Yen", "Swiss Franc"),
            r"history of the yen: it begins with 'FRB: H\.10 .*names Japan, and has rows",
        ),
        (("30-SEP-26", "30-FOO-26"), "row [0-9]+: '30-FOO-26' is not a date; dates are written like 4-JAN-00"),
        (("30-SEP-26", "31-SEP-26"), "'31-SEP-26' is not a date"),
        ((">157.4150", ">&nbsp;"), "is not a rate"),
        (("157.4150", "157.4x"), "row 48: '157.4x' is not a rate"),
        (
            ("</table></body></html>", "</table> 1"),
            "page was cut short: it ends with .*; it should end with a tag; get it again",
        ),
    ],
)
def test_a_page_that_is_damaged_or_another(change: tuple[str, str], reason: str) -> None:
    """The row is named, and so is how such a page is written."""
    text = page(ROWS).replace("&nbsp;", "")
    assert change[0].lstrip(">") in text
    with pytest.raises(SeriesError, match=reason):
        read_page(text.replace(*change).encode())


def test_a_page_names_its_country_before_its_rows() -> None:
    """Either word will do, in any case of letters; what stands below a row is no heading."""
    rows = "<td>4-JAN-00</td><td>103.09</td><td>5-jan-00</td><td>ND</td><td>6-Jan-00</td><td>105.19</td>"
    for head in ("JAPAN", "Japanese", "yen", "Yen of Japan"):
        assert [str(rate) for rate in read_page(f"<p>{head}</p>{rows}".encode()).rates] == ["103.09", "None", "105.19"]
    for text in (f"<p>Rates</p>{rows}<p>Japan</p>", f"{rows}<p>Japan</p>{rows}", "<p>Japan, yen</p>", rows):
        with pytest.raises(SeriesError, match="the page is not the history of the yen"):
            read_page(text.encode())
    with pytest.raises(SeriesError, match="the page was cut short: it ends with 'p>Japan</p> 4-JAN-00'"):
        read_page(b"<p>Japan</p> 4-JAN-00")


def answer(**changes: object) -> bytes:
    """FRED's answer of two observations, with a change."""
    observations = [{"date": "2026-09-24", "value": "157.18"}, {"date": "2026-09-25", "value": "157.20"}]
    return json.dumps({"units": "lin", "observations": observations} | changes).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"{}",
            "is not FRED's: units: Field required; FRED's answer has units and observations; try again later",
        ),
        (b"{", "the answer is not FRED's: the whole: Invalid JSON"),
        (answer(units="pch"), "the answer is not FRED's: units: Input should be 'lin'"),
        (
            answer(observations=[{"date": "2026-09-24", "value": "x"}] * 2),
            r"observations\.0\.value: String should match",
        ),
        (answer(observations=[{"date": "24.9.2026", "value": "1"}]), r"observations\.0\.date: String should match pattern"),
        (answer(observations=[{"date": "2026-02-30", "value": "157"}]), "observation 1: '2026-02-30' is not a date"),
        (
            answer(observations=[{"date": f"2026-09-2{day}", "value": "157"} for day in "454"]),
            "observation 3: 2026-09-24 st",
        ),
        (answer(observations=[]), "the file has no rate"),
        (b'{"units": "lin"' + b" " * 5_000_000, "more than 5,000,000 bytes"),
    ],
)
def test_an_answer_that_is_not_freds(content: bytes, reason: str) -> None:
    """The first fault is named by its place, and nothing of the answer is quoted, in which a key might stand."""
    with pytest.raises(SeriesError, match=reason) as caught:
        read_fred(content)
    assert "http" not in str(caught.value)
    assert caught.value.__context__ is None or "observation" in reason
    assert read_fred(answer()).is_proven


def test_a_file_of_any_kind_is_read_as_what_it_is() -> None:
    """What the caller says of it may not contradict it; an update is of H.10 alone, whose table may say so by its header."""
    from yen_usd.rates.columns import Claim

    series = read_series(io.BytesIO(program(ROWS).encode()))
    for content in (XML.encode(), release(ROWS), fred(ROWS).encode(), program(ROWS).encode()):
        assert read_h10(content) == FOUND
        assert read_series(io.BytesIO(content)) == read_series(io.BytesIO(content), "noon buying rate") == series
        with pytest.raises(SeriesError, match=r"label='Tokyo TTM' with a file of H\.10"):
            read_series(io.BytesIO(content), "Tokyo TTM")
        with pytest.raises(SeriesError, match=r"publisher='A bank' with a file of H\.10"):
            read_rates(content, Claim(publisher="A bank"))
    assert read_series(io.StringIO(OWN)).label == "Tokyo TTM"
    with pytest.raises(SeriesError, match="the file has a series of 'Tokyo TTM'; an update must have the noon buying rates"):
        read_h10(OWN.encode())
    plain = b"date,yen_per_usd\n2026-09-24,157.18\n2026-09-25,157.20\n"
    assert not read_h10(plain).is_proven
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        read_rates(plain)
    table = io.StringIO("Day,Buy,Sell\n2024-03-28,150.41,152.41\n")
    assert str(read_series(table, "Tokyo", "Day", "Sell").on("2024-03-28").yen_per_usd) == "152.41"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "csv"),
        (b"date", "csv"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"PK", "csv"),
        (b" \n{", "json"),
        (b"\xef\xbb\xbf{", "json"),
        (b"\xef\xbb\xbf\n <?xml", "xml"),
        (b"<message:MessageGroup", "xml"),
        ("<?xml".encode("utf-16"), "xml"),
        ("<?xml".encode("utf-16-be"), "xml"),
        (b"\xfe\xff" + "<message:".encode("utf-16-be"), "xml"),
        (b"<html>", "csv"),
    ],
)
def test_the_first_bytes_tell_the_kind(content: bytes, kind: str) -> None:
    """With a mark of their order, or after blanks."""
    assert kind_of(content) == kind


def test_the_largest_move_that_is_believed() -> None:
    """Twelve percent, up or down, to the ten-thousandth of a yen."""
    from decimal import Decimal

    before = Decimal(120)
    assert [is_believed(before, Decimal(rate)) for rate in ("134.4", "134.4001", "105.6", "105.5999", "120")] == [
        True,
        False,
        True,
        False,
        True,
    ]
