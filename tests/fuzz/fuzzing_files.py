"""Coverage-guided fuzzing of every reader of files: `python tests/fuzz/fuzzing_files.py -runs=20000 -max_len=400`.

Files are put together of lines and marks, as the fuzzer's bytes say. For each of them and each reader: nothing but the
library's own error, in few words; what is accepted has rates in order, on weekdays, that move as rates may; and written in
the library's own format it is read as the same. libFuzzer's own limits find what hangs or takes too much memory.
"""

import contextlib
import io
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["yen_usd"]):
    from yen_usd import DataFileError, RateSeries, RevisionError, SeriesError
    from yen_usd.rates.columns import Claim
    from yen_usd.rates.csv_files import read_csv
    from yen_usd.rates.editions import edition_of
    from yen_usd.rates.fred_json import read_fred
    from yen_usd.rates.h10_rows import H10Rows
    from yen_usd.rates.history_page import read_page
    from yen_usd.rates.own_rows import OwnRows
    from yen_usd.rates.release_xml import read_xml
    from yen_usd.updates.continuation import continue_rows

PATH = Path(tempfile.gettempdir()) / "h10_jpy.csv"
HEADER = (
    b'"Series Description","SPOT EXCHANGE RATE - JAPAN"\n"Unit:","Currency:_Per_USD"\n"Multiplier:","1"\n'
    b'"Currency:","JPY"\n"Unique Identifier: ","H10/H10/RXI_N.B.JA"\n"Time Period","RXI_N.B.JA"\n'
)
FRAGMENTS = [
    b"date,yen_per_usd\n", b"DATE,DEXJPUS\n", b"observation_date,DEXJPUS\r\n", b"\xef\xbb\xbf",
    HEADER, b'"Series Description"', b'"Unit:"', b'"Multiplier:"', b'"Time Period"', b"RXI_N.B.JA", b"JPY", b"Currency",
    b"2026-09-21,157.46\n", b"2026-09-22,157.5500\n", b"2026-09-23,ND\n", b"2026-09-23,\n", b"2026-09-24,158.92\n",
    b"2026-09-25,.\n", b"2026-09-28,", b"157.", b"18", b"00", b"2026-10-", b"01", b"9999-12-31,1.00\n", b",", b"\n", b"\r\n",
    b'"', b"\x00", b"\xff", b"-", b"0", b"9", b"sha256,", b"japan ", b"<td>", b"</td>", b"&nbsp;", b"21-SEP-26 157.46 ",
    b"22-SEP-26 157.55 ", b"23-SEP-26 ND ", b"<", b">", b'{"units": "lin", "observations": [', b'{"date": "2026-09-21", ',
    b'"value": "157.46"}', b'{"date": "2026-09-22", "value": "."}', b"]}", b"{", b"[", b"null",
]  # fmt: skip
XML = [
    b'<?xml version="1.0"?>', b"<D>", b"</D>", b"<kf:Series ", b'SERIES_NAME="RXI_N.B.JA" UNIT="Currency" UNIT_MULT="1" ',
    b'CURRENCY="JPY">', b"</kf:Series>", b"<Series>", b"</Series>", b'SERIES_NAME="RXI_N.B.CA">', b'<Obs OBS_STATUS="A" ',
    b'OBS_VALUE="157.4600" TIME_PERIOD="2026-09-21"/>', b'OBS_VALUE="157.5500" TIME_PERIOD="2026-09-22"/>',
    b'<frb:Obs OBS_STATUS="ND" OBS_VALUE="-9999" TIME_PERIOD="2026-09-23"/>', b"<!DOCTYPE x [", b'<!ENTITY a "b">', b"]>",
    b"&a;", b"PK\x03\x04", b"<!--", b"-->", b"<![CDATA[",
]  # fmt: skip
TABLE = [
    b"Day,TTM\n", b",DATE,dexjpus\n",
    b"Descriptions:,Unit:,Multiplier:,Currency:,Unique Identifier:,Series Name:,2026-09-21\n",
    b"Japanese Yen,Currency,1,JPY,RXI_N.B.JA,RXI_N.B.JA,157.46\n", b"JAPAN -- SPOT EXCHANGE RATE, YEN/US$",
    b"2026/9/21,157.4\n", b"NaN", b"about,",
    b'"{""label"": ""TTM"", ""publishers"": [], ""max_reach"": 4, ""covers"": [""2026-09-21"", ""2026-09-22""]}"\n',
]  # fmt: skip
FRAGMENTS = [*FRAGMENTS, *XML, *TABLE]
OWN, NOON = Claim(label="Tokyo TTM"), Claim(label="noon buying rate")
READERS = (
    read_csv, read_page, read_fred, read_xml,
    lambda content: read_csv(content, OWN), lambda content: read_csv(content, NOON),
    lambda content: read_csv(content, is_sent=True),
)  # fmt: skip


def file_of(data: bytes) -> bytes:
    """Bytes as fragments; above those there are, as themselves."""
    return b"".join(FRAGMENTS[byte] if byte < len(FRAGMENTS) else bytes([byte]) for byte in data)


def check(data: bytes) -> None:
    """Every promise that holds for any file."""
    content = file_of(data)
    for read in READERS:
        try:
            rows = read(content)
        except SeriesError as error:
            check_message(error)
            continue
        check_rows(rows)
    try:
        edition_of(content, PATH)
    except DataFileError as error:
        check_message(error)


def check_rows(rows: H10Rows | OwnRows) -> None:
    """What is accepted is a series, which is read as the same when it is written."""
    series = RateSeries._from_checked(rows.days, rows.rates, rows.about) if isinstance(rows, OwnRows) else None
    if isinstance(rows, H10Rows):
        rates = [rate for rate in rows.rates if rate is not None]
        assert rates
        assert all(abs(after - before) * 100 <= before * 12 for before, after in pairwise(rates))
        assert all(1 <= day % 7 <= 5 for day in rows.days)
        again = read_csv(rows.text().encode(), NOON)
        assert (again.first, again.rates) == (rows.first, rows.rates)
        with contextlib.suppress(SeriesError, RevisionError):
            known = continue_rows(KNOWN, rows, KNOWN, accept_revisions=False).rows.rates[: len(KNOWN.rates)]
            assert known == KNOWN.rates
        with contextlib.suppress(SeriesError):  # of a weekday that is left out
            series = RateSeries._from_rows(rows)
    if series is not None:
        assert all(before < day for before, day in pairwise(o.date for o in series))
        assert all(o.yen_per_usd > 0 for o in series)
        again = RateSeries.from_csv(io.StringIO(series.to_csv()))
        assert (again, again.vintage) == (series, series.vintage)


def check_message(error: Exception) -> None:
    """It is of few words, whatever is in the file."""
    assert len(str(error)) < 900, str(error)


KNOWN = read_csv(
    b"DATE,DEXJPUS\n" + b"".join(b"2026-09-%02d,157.00\n" % day for day in (14, 15, 16, 17, 18, 21, 22, 23, 24, 25))
)

if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
