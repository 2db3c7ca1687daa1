"""The release's XML as a source: its zip, what can be wrong with it, and asking for newer versions alone."""

import datetime as dt
import hashlib
import io
import json
import re
import ssl
import zipfile
from pathlib import Path

import pytest
from newer_figures import FIRST_WEEK, KNOWN, SECOND_WEEK, Rows
from upstream import Answer, Request, Upstream, body, in_turn, page, raw, release, release_xml, status, zip_of

import yen_usd
from yen_usd import FetchError, RateSeries, RevisionError, SeriesError, YenUsdError, h10_rates, update_rates
from yen_usd.updates.stamps import known_stamp

BOARD, PAGE = "www.federalreserve.gov/releases/h10/data", "www.federalreserve.gov/releases/h10/hist"
ROWS: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
XML = release_xml(ROWS)
GOOD = release(ROWS)
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "yen">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def zipped(xml: str) -> bytes:
    """A zip of other figures."""
    return zip_of({"H10_data.xml": xml})


def with_wrong_sum() -> bytes:
    """A zip whose content is not the one that its checksum is of."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("H10_data.xml", XML)
    return archive.getvalue().replace(b'OBS_VALUE="156.9000"', b'OBS_VALUE="156.9001"', 1)


def twice() -> bytes:
    """A zip with two files of one name."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("H10_data.xml", XML)
        writing.writestr("H10_datb.xml", XML)
    return archive.getvalue().replace(b"H10_datb.xml", b"H10_data.xml")


def observation(old: str, new: str) -> bytes:
    """The release with one thing changed in the yen's series, and nowhere else."""
    head, name, tail = XML.partition('SERIES_NAME="RXI_N.B.JA"')
    assert old in tail
    return zipped(head + name + tail.replace(old, new, 1))


FAULTS: dict[str, tuple[bytes, type[YenUsdError], str]] = {
    "an HTML page": (b"<html>Sorry</html>", SeriesError, "begins with '<html>Sorry</html>'; the release H.10 comes as XML"),
    "nothing": (b"", SeriesError, "begins with ''"),
    "a truncated zip": (GOOD[:-40], SeriesError, "cannot open the zip"),
    "half a zip": (GOOD[: len(GOOD) // 2], SeriesError, "cannot open the zip"),
    "a zip with other bytes in it": (GOOD[:300] + b"\0" * 40 + GOOD[340:], SeriesError, "cannot open the zip"),
    "a wrong checksum": (with_wrong_sum(), SeriesError, "cannot open the zip: Bad CRC"),
    "an empty zip": (zip_of({}), SeriesError, "the zip has no files named H10_data.xml"),
    "a wrong member": (zip_of({"H10_struct.xml": XML}), SeriesError, "no files named H10_data.xml; it has .*H10_struct.xml"),
    "two members of the name": (twice(), SeriesError, "2 files named H10_data.xml"),
    "two members in two folders": (zip_of({"a/H10_data.xml": XML, "b/H10_data.xml": XML}), SeriesError, "2 files named"),
    "a zip bomb": (
        zipped(XML.replace("<frb:Annotations/>", " " * 70_000_000, 1)),
        SeriesError,
        "in the zip has more than 64,000,000",
    ),
    "no XML": (zipped("date,yen_per_usd\n"), SeriesError, "cannot read the XML"),
    "cut within": (zipped(XML[: len(XML) // 2]), SeriesError, "cannot read the XML"),
    "an end that is missing": (zipped(XML.replace("</message:MessageGroup>", "")), SeriesError, "cannot read the XML"),
    "more after the end": (zipped(XML + "<more/>"), SeriesError, "cannot read the XML: junk"),
    "a document type": (zipped(XML.replace("?>", "?><!DOCTYPE x>", 1)), SeriesError, "the XML has a document type"),
    "an entity bomb": (
        zipped(XML.replace("?>", f"?>{BOMB}", 1).replace("2026-10-12T", "&i;")),
        SeriesError,
        "document type",
    ),
    "an outer entity": (
        zipped(
            XML.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1).replace("2026-10-12T", "&a;")
        ),
        SeriesError,
        "document type",
    ),
    "an entity that nobody declared": (zipped(XML.replace("2026-10-12T", "&yen;")), SeriesError, "undefined entity"),
    "no series of the yen": (zipped(XML.replace("RXI_N.B.JA", "RXI_N.B.IN")), SeriesError, "no series named RXI_N.B.JA"),
    "two series of the name": (release(ROWS, others=("RXI_N.B.JA", "RXI_N.B.CA")), SeriesError, "2 series named RXI_N.B.JA"),
    "an empty series": (release([]), SeriesError, "has no rate"),
    "a wrong unit": (
        release(ROWS, UNIT="Currency:_Per_EUR"),
        SeriesError,
        "the UNIT of RXI_N.B.JA is 'Currency:_Per_EUR'; it should be",
    ),
    "no unit": (observation('UNIT="Currency:_Per_USD" ', ""), SeriesError, "the UNIT of RXI_N.B.JA is ''"),
    "a wrong multiplier": (
        release(ROWS, UNIT_MULT="100"),
        SeriesError,
        "the UNIT_MULT of RXI_N.B.JA is '100'; it should be 1",
    ),
    "a wrong currency": (
        release(ROWS, CURRENCY="INR"),
        SeriesError,
        "the CURRENCY of RXI_N.B.JA is 'INR'; it should be JPY",
    ),
    "-9999 that is not ND": (observation('"156.4100"', '"-9999"'), SeriesError, "OBS_VALUE='-9999' with OBS_STATUS=A"),
    "ND that is not -9999": (
        observation('"ND" OBS_VALUE="-9999"', '"ND" OBS_VALUE="156.0"'),
        SeriesError,
        "with OBS_STATUS=ND",
    ),
    "another status": (
        observation('OBS_STATUS="A"', 'OBS_STATUS="E"'),
        SeriesError,
        "OBS_STATUS='E'; it should be A, or ND",
    ),
    "no status": (observation('OBS_STATUS="A" ', ""), SeriesError, "OBS_STATUS=''"),
    "no value": (observation(' OBS_VALUE="156.4100"', ""), SeriesError, "'nothing' is not a rate"),
    "an empty value": (observation('"156.4100"', '""'), SeriesError, "'nothing' is not a rate"),
    "no day": (observation(' TIME_PERIOD="2026-10-14"', ""), SeriesError, "observation .* of RXI_N.B.JA: '' is not a date"),
    "an impossible day": (observation("2026-10-14", "2026-10-32"), SeriesError, "'2026-10-32' is not a date"),
    "American days": (observation("2026-10-14", "10/14/2026"), SeriesError, "'10/14/2026' is not a date"),
    "a day twice": (observation("2026-10-14", "2026-10-13"), SeriesError, "2026-10-13 stands below 2026-10-13"),
    "a Saturday": (observation("2026-10-16", "2026-10-17"), SeriesError, "2026-10-17 is a Saturday"),
    "a lost row": (release([row for row in ROWS if str(row[0]) != "2026-10-14"]), SeriesError, "no row for 2026-10-14"),
    "absurd": (observation('"156.4100"', '"1564.100"'), SeriesError, "1564.100 comes after 155.99; a move of more than 12%"),
    "NaN": (observation('"156.4100"', '"NaN"'), SeriesError, "'NaN' is not a rate"),
    "a comma": (observation('"156.4100"', '"156,4100"'), SeriesError, "is not a rate"),
    "five decimals": (
        observation('"156.4100"', '"156.41000"'),
        SeriesError,
        "is not a rate; a rate is a number of at most four decimal places",
    ),
    "other digits": (observation('"156.4100"', '"１５６.４１"'), SeriesError, "is not a rate"),
    "no overlap": (release(SECOND_WEEK), SeriesError, "some day must have a rate in both"),
    "a known rate that is another": (
        observation('"156.7700"', '"156.7800"'),
        RevisionError,
        "2026-10-09 is 156.77 as known and 156.78 as found",
    ),
    "a known rate that is gone": (
        observation('"A" OBS_VALUE="156.7700"', '"ND" OBS_VALUE="-9999"'),
        RevisionError,
        "156.77 as known and none as found",
    ),
    "an encoding that nobody knows": (zipped(XML.replace("UTF-8", "x-none", 1)), SeriesError, "unknown encoding"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_release_leaves_everything_as_it_was(name: str, kept: Path) -> None:
    """Named, in few words; the cache is byte for byte the same."""
    content, kind, cause = FAULTS[name]
    file = kept.parent / "release"
    file.write_bytes(content)
    if not content.startswith((b"<", b"PK")) or name == "an HTML page":  # what a file may be is told by its first bytes
        from yen_usd.rates.release_xml import read_xml

        with pytest.raises(kind, match=cause):
            read_xml(content)
        return
    with pytest.raises(kind, match=cause) as caught:
        update_rates(source=file)
    assert len(str(caught.value)) < 700


def test_faults_are_passed_over_and_told_over_the_network(kept: Path, servers: Upstream) -> None:
    """A truncated zip, an entity bomb, a zip bomb: the next source is asked, and the result says why."""
    servers.answers[PAGE] = body(page(ROWS))
    for name in ("a truncated zip", "an entity bomb", "a zip bomb", "-9999 that is not ND", "two series of the name"):
        servers.answers[BOARD] = body(FAULTS[name][0], ETag='"x"')
        result = update_rates(check=True)
        assert (len(result.added), len(result.passed_over)) == (5, 1)
        assert result.passed_over[0].startswith("the release's XML: ")
    assert {path.name for path in kept.iterdir()} == {"h10_jpy.csv", "h10_jpy.csv.lock"}


LAYOUTS = {
    "as the Board sends it": GOOD,
    "XML without its zip": XML.encode(),
    "a BOM": b"\xef\xbb\xbf" + XML.encode(),
    "UTF-16": XML.replace("UTF-8", "UTF-16", 1).encode("utf-16"),
    "CRLF": XML.replace("\n", "\r\n").encode(),
    "other prefixes": XML.replace("frb:", "x:").replace(":frb", ":x").replace("kf:", "y:").replace(":kf", ":y").encode(),
    "no prefixes": XML.replace("<kf:", "<").replace("</kf:", "</").replace("<frb:Obs", "<Obs").encode(),
    "attributes in another order": re.sub(
        r'<frb:Obs (OBS_STATUS="\w+") (OBS_VALUE="[^"]+") (TIME_PERIOD="[^"]+") />', r"<frb:Obs \3\n\2 \1/>", XML
    ).encode(),
    "a unit as the package of days has it": release(ROWS, UNIT="Currency"),
    "the yen alone": release(ROWS, others=()),
    "comments and whatever else": XML.replace("</kf:Series>", "<!-- RXI_N.B.JA --></kf:Series>")
    .replace("<frb:DataSet", "<frb:More><a/></frb:More><frb:DataSet", 1)
    .encode(),
    "another name of the member": zip_of({"FRB_H10/h10_DATA.XML": XML, "readme.txt": "RXI_N.B.JA"}),
    "stored without compression": with_wrong_sum().replace(b"156.9001", b"156.9000", 1),
    "newest first": release(ROWS[::-1]),
    "zeros dropped": release([(day, rate.rstrip("0").rstrip(".")) for day, rate in ROWS]),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_no_fault_is_taken(name: str, servers: Upstream, tmp_path: Path) -> None:
    """All ten rates arrive, over the network and from a file, in the same edition."""
    content = LAYOUTS[name]
    series = RateSeries.from_xml(io.BytesIO(content))
    assert [(o.date, f"{o.yen_per_usd:.4f}") for o in series] == [row for row in ROWS if row[1] != "ND"]
    (tmp_path / "release").write_bytes(content)
    from_file = update_rates(source=tmp_path / "release", check=True)
    servers.answers[BOARD] = body(content)
    result = update_rates()
    assert (len(result.added), result.vintage, result.passed_over) == (10, from_file.vintage, ())
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.415"


def versions(servers: Upstream, **contents: bytes) -> None:
    """A server that tells the versions of the release apart, and answers with nothing to who has the last of them."""
    tag, content = [*contents.items()][-1]

    def answer(request: Request, connection: ssl.SSLSocket) -> None:
        if request.headers.get("if-none-match") == f'"{tag}"':
            raw(f'HTTP/1.1 304 Not Modified\nETag: "{tag}"\n')(request, connection)
        else:
            body(content, ETag=f'"{tag}"', Last_Modified="Mon, 12 Oct 2026 20:15:00 GMT")(request, connection)

    servers.answers[BOARD] = answer


def test_nothing_new_costs_a_304(servers: Upstream, tmp_path: Path) -> None:
    """The second update asks for another version alone, and is told that there is none."""
    versions(servers, first=release([*KNOWN, *FIRST_WEEK]))
    first = update_rates()
    second = update_rates()
    assert (len(first.added), second.added, second.vintage, second.through) == (5, (), first.vintage, first.through)
    assert second.source == first.source
    assert (second.passed_over, len(servers.asked)) == ((), 2)
    assert "if-none-match" not in servers.asked[0].headers
    assert servers.asked[1].headers["if-none-match"] == '"first"'
    assert servers.asked[1].headers["if-modified-since"] == "Mon, 12 Oct 2026 20:15:00 GMT"
    assert len(update_rates(check=True).added) == 0
    versions(servers, second=release(ROWS))
    assert len(update_rates().added) == 5
    assert update_rates().added == ()
    assert servers.asked[-1].headers["if-none-match"] == '"second"'
    assert len(json.loads((tmp_path / "cache" / "h10_jpy.stamp.json").read_bytes())) == 4


def test_a_release_with_nothing_new_is_remembered_too(servers: Upstream) -> None:
    """Where the bundled figures have all of it, and there is no cached edition."""
    versions(servers, only=release(KNOWN))
    assert update_rates().added == update_rates().added == ()
    assert "if-none-match" in servers.asked[1].headers


FORGOTTEN = {
    "the edition is another": lambda folder: (folder / "h10_jpy.csv").unlink(),
    "the stamp is gone": lambda folder: (folder / "h10_jpy.stamp.json").unlink(),
    "the stamp is no JSON": lambda folder: (folder / "h10_jpy.stamp.json").write_text("{"),
    "the stamp is a list": lambda folder: (folder / "h10_jpy.stamp.json").write_text("[1]"),
    "the stamp is deep": lambda folder: (folder / "h10_jpy.stamp.json").write_text("[" * 4000),
    "the stamp is of another address": lambda folder: change(folder, url="https://mirror.example/"),
    "the stamp would break a header": lambda folder: change(folder, etag='"a"\r\nX: y', modified=None),
    "the stamp is a number": lambda folder: change(folder, etag=5, modified=5),
}


def change(folder: Path, **fields: object) -> None:
    """Other fields in the file."""
    path = folder / "h10_jpy.stamp.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


@pytest.mark.parametrize("name", FORGOTTEN)
def test_whatever_happened_to_the_stamp_or_the_edition_all_is_fetched_again(
    name: str, servers: Upstream, tmp_path: Path
) -> None:
    """A 304 is only asked for where it can mean nothing else than that all figures are here."""
    versions(servers, first=release([*KNOWN, *FIRST_WEEK]))
    update_rates()
    FORGOTTEN[name](tmp_path / "cache")
    assert update_rates().through == dt.date(2026, 10, 9)
    assert "if-none-match" not in servers.asked[-1].headers
    assert str(h10_rates().on("2026-10-09").yen_per_usd) == "156.77"
    assert update_rates().added == ()
    assert "if-none-match" in servers.asked[-1].headers  # and the stamp is there again


def test_a_version_that_changes_on_the_way(servers: Upstream) -> None:
    """The stamp is that of the answer whose content was taken, not of the one that broke off."""
    new, cut = release(ROWS), release([*KNOWN, *FIRST_WEEK])
    broken = raw(f'HTTP/1.1 200 OK\nETag: "cut"\nContent-Length: {len(cut)}\n', cut[:100])
    servers.answers[BOARD] = in_turn(broken, body(new, ETag='"new"'))
    assert len(update_rates(timeout=2).added) == 10
    versions(servers, new=new)
    assert update_rates().added == ()
    assert servers.asked[-1].headers["if-none-match"] == '"new"'


def test_nothing_new_of_another_version_is_no_answer(servers: Upstream) -> None:
    """A 304 that names a version which is not the known one is asked for again, without a condition."""
    versions(servers, first=release([*KNOWN, *FIRST_WEEK]))
    update_rates()
    odd = raw('HTTP/1.1 304 Not Modified\nETag: "other"\n')
    servers.answers[BOARD] = in_turn(odd, body(release(ROWS), ETag='"other"'))
    assert len(update_rates().added) == 5
    assert ["if-none-match" in request.headers for request in servers.asked] == [False, True, False]


@pytest.mark.parametrize("answer", [raw('HTTP/1.1 304 Not Modified\nETag: W/"first"\n'), status(304, "Not Modified")])
def test_nothing_new_with_a_weak_tag_or_none(answer: Answer, servers: Upstream) -> None:
    """As servers send it."""
    versions(servers, first=release([*KNOWN, *FIRST_WEEK]))
    update_rates()
    servers.answers[BOARD] = answer
    assert (update_rates().added, len(servers.asked)) == ((), 2)


def test_nothing_new_that_nobody_asked_about(kept: Path, servers: Upstream) -> None:
    """A 304 without a condition is an error, and what is known stays."""
    assert kept.exists()
    servers.answers["mirror.example"] = status(304, "Not Modified")
    with pytest.raises(FetchError, match="it answers 304 Not Modified"):
        update_rates(source="https://mirror.example/")


def test_a_release_that_is_refused_leaves_no_stamp(kept: Path, servers: Upstream) -> None:
    """Or the next update would be told that there is nothing new."""
    versions(servers, wrong=FAULTS["a known rate that is another"][0])
    for _ in range(2):
        with pytest.raises(RevisionError):
            update_rates()
    assert "if-none-match" not in servers.asked[1].headers
    update_rates(accept_revisions=True, check=True)
    assert not (kept / "h10_jpy.stamp.json").exists()


def test_a_stamp_that_cannot_be_written_does_no_harm(servers: Upstream, tmp_path: Path) -> None:
    """The figures are there."""
    versions(servers, first=release([*KNOWN, *FIRST_WEEK]))
    (tmp_path / "cache" / "h10_jpy.stamp.json").mkdir(parents=True)
    assert len(update_rates().added) == 5
    assert str(h10_rates().on("2026-10-09").yen_per_usd) == "156.77"
    assert known_stamp(tmp_path / "cache" / "h10_jpy.csv", "https://x", "y") is None


def test_a_correction_is_told_in_a_sentence_with_the_command_that_accepts_it(servers: Upstream) -> None:
    """The story of August 2026: 163.71 was published for the 3rd, and corrected to 156.96 days later."""
    story = {dt.date(2026, 8, 3): "163.7100"}
    before: Rows = [(day, story.get(day, rate)) for day, rate in KNOWN]
    servers.answers[BOARD] = body(release(before))
    with pytest.raises(RevisionError) as caught:
        update_rates()
    assert "a rate disagrees with the known one: 2026-08-03 is 156.96 as known and 163.71 as found" in str(caught.value)
    assert "yen-usd update --accept-revisions" in str(caught.value)
    assert "update_rates(accept_revisions=True)" in str(caught.value)
    servers.answers[BOARD] = body(release([*before, *FIRST_WEEK]))
    assert str(update_rates(accept_revisions=True).revised[0].found) == "163.71"
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))  # which the release of this library confirms
    assert [(str(r.known), str(r.found)) for r in update_rates().revised] == [("163.71", "156.96")]


def test_a_cache_of_the_first_release_is_read_and_continued(servers: Upstream, tmp_path: Path) -> None:
    """Its format is the same: rows from 1971 on, and the SHA-256 of them in the last row."""
    first = [f"{o.date},{o.yen_per_usd}" for o in h10_rates()["2026-09-01":]]
    head = (Path(yen_usd.__file__).parent / "data" / "h10_jpy.csv").read_text().partition("2026-09-01,")[0]
    missing = {row[:10] for row in first}
    rows = [*first, *(f"{day},{rate.removesuffix('00')}" for day, rate in FIRST_WEEK)]
    rows = sorted([*rows, *("2026-09-07," for _ in range("2026-09-07" not in missing))])
    text = head + "".join(f"{row}\n" for row in rows)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "h10_jpy.csv").write_text(f"{text}sha256,{hashlib.sha256(text.encode()).hexdigest()}\n")
    assert str(h10_rates().on("2026-10-09").yen_per_usd) == "156.77"
    servers.answers[BOARD] = body(release(ROWS))
    assert [str(day) for day in update_rates().added] == [str(day) for day, _ in SECOND_WEEK]
    series = RateSeries.from_csv(tmp_path / "cache" / "h10_jpy.csv")
    assert (series.vintage, series.on("2026-10-16").is_noon_buying_rate) == (h10_rates().on("2026-10-16").vintage, True)
